"""A plan's own identity, printed above its table: title, number, issuer, date, period, and the place it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from cqtargets.files.table import filled
from cqtargets.language.numerals import half_width_text

__all__ = ["PLACE_END", "Identity", "identity_in", "place_in"]

_NUMBER: Final = re.compile(r"[\u4e00-\u9fa5]{1,12}[\[(](?:19|20)\d\d[\])]\s*第?\d+号")
_DATE: Final = re.compile(r"((?:19|20)\d\d)[年\-/.](\d{1,2})[月\-/.](\d{1,2})日?")
_MONTH: Final = re.compile(r"(?:^|\()\s*(?:19|20)\d\d年\d{1,2}月\s*(?:\)|$)")
_PERIOD: Final = re.compile(r"((?:19|20)\d\d)年?\s*[—\-~至到]+\s*((?:19|20)\d\d)年?")
_YEARS: Final = re.compile(r"(?<!\d)20\d\d(?!\d)")
_DUE: Final = re.compile(r"(20\d\d)年(?!\d|版|修订|[—\-~至到])")
_TASKS: Final = re.compile(r"任务|年度(?:计划|目标)|分年度|分解|年度安排")
_ASKS: Final = re.compile(r"目标|任务|计划|指标|安排")
_FIVE_YEARS: Final = 5
_FIVE: Final = re.compile(r"十([一二三四五六])五[”\"’']?(?=[\u4e00-\u9fa5“\"])")
_ENDS: Final = {word: 2005 + 5 * order for order, word in enumerate("一二三四五六", start=1)}
_TITLE: Final = re.compile(r"规划|计划|纲要|方案|行动|意见|目标|指标|任务|安排|分解")
_LOOKED_AT: Final = re.compile(r"完成情况|实施情况|执行情况|进展|评估|监测|统计|年报|公报|实现情况")
_LABELLED: Final = re.compile(
    r"^\s*(规划名称|计划名称|文件名称|标题|名称|文号|发文字号|发文机关|发布机关|发布单位|印发单位|编制单位|制定单位|印发日期|发布日期|成文日期|日期|规划期|计划期|期限|起止年份|地区|区域|行政区|单位)\s*[:：]\s*(.+)$"
)
_FIELDS: Final = {
    "title": "规划名称 计划名称 文件名称 标题 名称",
    "number": "文号 发文字号",
    "issuer": "发文机关 发布机关 发布单位 印发单位 编制单位 制定单位",
    "date": "印发日期 发布日期 成文日期 日期",
    "period": "规划期 计划期 期限 起止年份",
    "region": "地区 区域 行政区",
    "unit": "单位",
}
_FIELD_OF: Final = {word: field for field, words in _FIELDS.items() for word in words.split()}
_NUMBERED: Final = re.compile(
    r"^(?:(?:专栏|表|附件|附表)\s*[\d一二三四五六七八九十]*|[（(]?[一二三四五六七八九十]+[)）、])[：:.\s]*"
)
_PLACE: Final = re.compile(
    r"^(?:关于)?(?:印发)?《?(?P<place>(?:[\u4e00-\u9fa5]{2,6}?(?:省|自治区))?(?:[\u4e00-\u9fa5]{2,8}?(?:自治州|地区|市(?!市(?!中))|盟|州(?![市区县])))?(?:[\u4e00-\u9fa5]{1,8}?(?:自治县|新区|开发区|区|县|旗|市))?)"
    r"(?=[“\"‘'”的“]|十[一二三四五六]五|[（(]?(?:19|20)\d\d|卫生|健康|养老|老龄|医疗|国民|残疾|分|人口|常住|户籍|各|历年|中医|人口|公共|基本|“|全民|托育|主要|民政|深化|推进|社会|促进|加快|残联|疾病|妇女|儿童)"
)

PLACE_END: Final = r"(?:自治区|自治州|自治县|新区|开发区|地区|省|市(?![区县]|市(?!中))|[区县盟州旗](?![区县市]))"
"""Where the name of a place ends; 州 in 杭州市, 通州区 and 县 in 赣县区 end no place, 市 in 乐山市市中区 does."""
_PARTS: Final = re.compile(rf"[\u4e00-\u9fa5]+?{PLACE_END}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What the rows above a table say of its plan; empty where they do not."""

    title: str = ""
    number: str = ""
    issuer: str = ""
    date: str = ""
    region: str = ""
    unit: str = ""
    period: tuple[int, int] | None = None
    month: str = ""

    @property
    def issued(self) -> int | None:
        """The year of its date, or of its number."""
        told = self.date or half_width_text(self.number)
        year = _YEARS.search(told) or _YEARS.search(self.month)
        return int(year.group()) if year else None

    @property
    def looks_back(self) -> bool:
        """Whether its title is that of a report on what was reached (完成情况, 中期评估)."""
        return bool(_LOOKED_AT.search(self.title))

    @property
    def due(self) -> int | None:
        """The one year for which a title says that its numbers are to be reached: 2025年重点任务."""
        found = set(_DUE.findall(half_width_text(self.title)))
        asked = _ASKS.search(self.title) and not self.looks_back and self.period is None
        return int(found.pop()) if asked and len(found) == 1 and len(self.years) == 1 else None

    @property
    def tasks(self) -> bool:
        """Whether its title is that of tasks shared out over years (建设任务, 年度计划)."""
        return bool(_TASKS.search(self.title)) and not self.looks_back

    @property
    def years(self) -> frozenset[int]:
        """The years that its title names."""
        return frozenset(int(year) for year in _YEARS.findall(half_width_text(self.title)))


def place_in(title: str) -> str:
    """The place that a title begins with, the smallest one named; empty where it names none.

    >>> place_in("成都市“十四五”卫生健康发展规划"), place_in("四川省成都市养老服务规划"), place_in("“十四五”国民健康规划")
    ('成都市', '成都市', '')
    """
    found = _PLACE.match(_NUMBERED.sub("", title.strip()))
    if not found or not found["place"]:
        return ""
    parts = _PARTS.findall(found["place"])
    parts = [part for part in parts if not part.startswith(("各", "全", "分"))]
    return parts[-1] if parts else ""


def identity_in(rows: Iterable[Iterable[Any]]) -> Identity:
    """Read the rows above a table, or those of a sheet 说明.

    >>> found = identity_in([["成都市“十四五”养老服务规划主要指标"], ["成府发〔2021〕9号", "2021年12月3日"]])
    >>> found.number, found.date, found.period, found.region
    ('成府发〔2021〕9号', '2021-12-03', (2020, 2025), '成都市')
    """
    found: dict[str, str] = {}
    for row in rows:
        texts = [str(cell).strip() for cell in row if filled(cell)]
        pairs = [f"{texts[0]}:{texts[1]}"] if len(texts) == 2 and texts[0].rstrip(":：") in _FIELD_OF else texts
        for text in pairs:
            _take(text, found)
    title = found.get("title", "")
    region = found.get("region", "") or place_in(title)
    return Identity(
        title=title, number=found.get("number", ""), issuer=found.get("issuer", ""), date=found.get("date", ""),
        region=region, unit=found.get("unit", ""), month=found.get("month", ""), period=_period(f"{found.get('period', '')} {title}"),
    )  # fmt: skip


def _take(text: str, found: dict[str, str]) -> None:
    labelled = _LABELLED.match(text.replace("::", ":"))
    if labelled:
        field, value = _FIELD_OF[labelled.group(1)], labelled.group(2).strip(" ）)")
        found.setdefault(field, _date(value) or value if field == "date" else value)
        return
    unit = re.match(r"^[（(]?(?:计量)?单位[:：]\s*([^）)]+)[）)]?$", text)
    if unit:
        found.setdefault("unit", unit.group(1).strip())
        return
    number = _NUMBER.search(half_width_text(text))
    if number:
        found.setdefault("number", text[number.start() : number.end()])
    month = _MONTH.search(half_width_text(text))
    if month:
        found.setdefault("month", month.group().strip(" ()"))
    if _date(text) and "date" not in found:
        found["date"] = _date(text)
    if _TITLE.search(text) and not number and len(text) > len(found.get("title", "")):
        found["title"] = text


def _date(text: str) -> str:
    when = _DATE.search(half_width_text(text))
    return f"{when.group(1)}-{int(when.group(2)):02}-{int(when.group(3)):02}" if when else ""


def _period(text: str) -> tuple[int, int] | None:
    """The year a plan starts from and its last: 2021—2025 starts from 2020, and so does 2020—2025."""
    years = _PERIOD.search(half_width_text(text))
    if years:
        first, last = int(years.group(1)), int(years.group(2))
        return (first, last) if (last - first) % _FIVE_YEARS == 0 else (first - 1, last)
    five = _FIVE.search(text)
    return (_ENDS[five.group(1)] - 5, _ENDS[five.group(1)]) if five else None
