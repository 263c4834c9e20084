"""What a heading or a label of a printed population table says: age, sex, date, place, measure, unit."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final

from cqtargets.conventions.age_groups import parse_age_group
from cqtargets.errors import DomainError, UnitError
from cqtargets.files.identity import PLACE_END
from cqtargets.files.moments import printed_moment
from cqtargets.population.known.rows import person_factor

__all__ = ["Said", "census_day", "label_role", "place_of", "said_by"]

_BRACKET: Final = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_OF_WHICH: Final = re.compile(r"^(?:#|其中[:：]?|[:：])")
_NOT_COUNTED: Final = re.compile(
    r"比重|占比|比例|构成|[%‰]|性别比|率|密度|面积|户数|户规模|家庭户|集体户|增长|增速|增减|增加|比上年|位次|城镇|乡村|城市|^镇$|平均|抚养|负担|中位|"
    r"百分|序号|代码|编码"
)
_SEX: Final = {"男": "男", "男性": "男", "女": "女", "女性": "女", "male": "男", "female": "女"}
_TOTAL: Final = frozenset(
    ("合计", "总计", "小计", "计", "总数", "全部", "男女合计", "total", "不分性别", "总", "合", "人数", "人口", "人口数", "总人口数", "全部人口", "数量", "绝对数")
)  # fmt: skip
_MEASURE: Final = re.compile(
    r"(?:年末|年底|年平均)?(?:(常住|户籍|总)?(?:总)?人口(?:数|总数)?|(出生|死亡|净迁[入移])(?:人口|人数)?(?:数)?|(?:人均|平均)?预期寿命)"
)
_PLACE: Final = re.compile(r"[\u4e00-\u9fa5]{1,12}(?:省|自治区|市|区|自治州|州|盟|县|旗|新区|街道|镇|乡)")
_NO_PLACE: Final = re.compile(r"^(?:全|各|本|分|按)|地区$|^[市区县]$|^(?:城区|市区|县区|区县|城市|乡镇)$")
_PREFIXED: Final = re.compile(
    r"^(?:表\s*[\d.\-—]+\s*|\d+[.\-—]\d+\s*)?(?:(?:19|20)\d\d年?(?:末|底)?)?(?P<place>(?:[\u4e00-\u9fa5]{2,8}?(?:省|自治区))?[\u4e00-\u9fa5]{1,8}?"
    rf"{PLACE_END})"
)
_DATED: Final = re.compile(
    r"(?P<when>(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日|末|底)?|末|底)?)(?P<rest>[^\d—\-~至年].*)"
)
_ROLES: Final = {
    "age": r"年龄(?:组|段|别)?|岁|age",
    "region": r"region|地区|区域|区县|各?区县?|行政区划?|地名|市州|市县|县区|单位名称",
    "year": r"year|年份|年度|年|时间|日期|时点",
    "sex": r"sex|性别",
    "measure": r"指标(?:名称)?|项目",
    "unit": r"(?:计量)?单位",
    "basis": r"口径|统计口径|人口口径",
    "parent": r"上级(?:地区)?|所属(?:地区)?",
}  # fmt: skip
_CENSUS_NUMBER: Final = {"四": 1990, "五": 2000, "六": 2010, "七": 2020}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What words say of the cells that they name; None and '' where they do not. `skipped` cells hold no people."""

    age: str = ""
    sex: str = ""
    when: int | date | None = None
    region: str = ""
    measure: str = ""
    unit: str = ""
    total: bool = False
    skipped: bool = False

    @property
    def something(self) -> bool:
        """Whether anything was understood."""
        return self != Said()

    def under(self, above: Said) -> Said:
        """Both together, the nearer words first."""
        return Said(
            age=self.age or above.age,
            sex=self.sex or above.sex,
            when=above.when if self.when is None else self.when,
            region=self.region or above.region,
            measure=self.measure or above.measure,
            unit=self.unit or above.unit,
            total=self.total or above.total,
            skipped=self.skipped or above.skipped,
        )


@lru_cache(maxsize=4096)
def said_by(text: str) -> Said:
    """What one heading or label says.

    >>> said_by("85岁及以上人口（万人）").age, said_by("女（人）").sex, said_by("2020年").when, said_by("性别比").skipped
    ('85岁及以上', '女', 2020, True)
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    unit, rest = "", plain
    for inner in _BRACKET.findall(plain):
        if _counts_people(inner):
            unit, rest = inner, rest.replace(f"({inner})", "").replace(f"[{inner}]", "")
    rest = _OF_WHICH.sub("", rest)
    if _NOT_COUNTED.search(rest):
        return Said(skipped=True)
    bare = Said(unit=unit)
    if rest.lower() in _SEX:
        return replace(bare, sex=_SEX[rest.lower()])
    if rest in _TOTAL:
        return replace(bare, total=True)
    found = printed_moment(rest)
    if found is not None:
        return replace(bare, when=found)
    dated = _DATED.match(rest)
    if dated:
        return said_by(dated["rest"]).under(replace(bare, when=printed_moment(dated["when"])))
    age = re.sub(r"(?:常住|户籍)?(?:人口|人数|老年人口?)(?:数)?$", "", rest)
    if re.search(r"岁|[-—~～至+]|以上", age) and _is_age(age):
        return replace(bare, age=age)
    measure = _MEASURE.fullmatch(rest)
    if measure:
        return replace(bare, measure=_measure(rest, measure))
    sexed = re.fullmatch(r"(男|女)性?(?:人口|人数|常住人口)?(?:数)?", rest)
    if sexed:
        return replace(bare, sex=sexed.group(1))
    if _PLACE.fullmatch(rest) and not _NO_PLACE.search(rest):
        return replace(bare, region=rest)
    return bare


def _measure(text: str, found: re.Match[str]) -> str:
    if found.group(2):
        return {"出": "births", "死": "deaths", "净": "net_migration"}[found.group(2)[0]]
    if "寿命" in text:
        return "life_expectancy"
    return f"{found.group(1)}人口" if found.group(1) in ("常住", "户籍") else "population"


def _counts_people(unit: str) -> bool:
    try:
        person_factor(unit)
    except UnitError:
        return False
    return True


def _is_age(text: str) -> bool:
    try:
        parse_age_group(text)
    except DomainError:
        return False
    return True


def label_role(heading: str) -> str:
    """Which labels stand under a heading: age, region, year, sex, measure, unit ...; '' where it names none.

    >>> label_role("年龄（岁）"), label_role("区县"), label_role("男")
    ('age', 'region', '')
    """
    plain = _BRACKET.sub("", "".join(unicodedata.normalize("NFKC", heading).split()))
    return next((role for role, words in _ROLES.items() if re.fullmatch(words, plain.lower())), "")


def place_of(title: str) -> str:
    """The place that a title begins with; '' where it names none.

    >>> place_of("云湖市第七次全国人口普查分年龄、性别的人口"), place_of("3-1 全市分年龄人口")
    ('云湖市', '')
    """
    found = _PREFIXED.match("".join(unicodedata.normalize("NFKC", title).split()))
    place = found["place"] if found else ""
    return "" if _NO_PLACE.search(place) or "分" in place else place


def census_day(title: str, year: int | None = None) -> date | None:
    """The last day before the hour at which the census of a title counts; None where it speaks of no census.

    >>> census_day("甲市第六次全国人口普查"), census_day("甲市2020年人口普查资料"), census_day("甲市2021年末人口")
    (datetime.date(2010, 10, 31), datetime.date(2020, 10, 31), None)
    """
    plain = "".join(unicodedata.normalize("NFKC", title).split())
    found = re.search(r"(?:第([四五六七])次(?:全国)?人口|([四五六七]))普", plain)
    if found:
        year = _CENSUS_NUMBER[found.group(1) or found.group(2)]
    elif "普查" in plain:
        years = {int(text) for text in re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", plain)}
        year = years.pop() if len(years) == 1 else year
    else:
        return None
    if year is None or year not in _CENSUS_NUMBER.values():
        return None
    return date(year, 6, 30) if year == 1990 else date(year, 10, 31)
