"""What each column of a table of values holds, and which layout the table has."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final, Literal

from cqtargets.files.headings import INDICATOR_HEADINGS, OBSERVATION_HEADINGS, field_for
from cqtargets.files.institution_kinds import is_kind_heading
from cqtargets.files.moments import printed_moment
from cqtargets.files.observed_cells import marks_behind
from cqtargets.files.plan_headings import PROGRESS, RANK, SEQUENCE, field_of, is_name
from cqtargets.files.planned_years import planned_years
from cqtargets.files.table import filled
from cqtargets.files.year_headings import read_heading, tidy

__all__ = [
    "KIND_OF_INSTITUTION",
    "LAYOUTS",
    "TOTALS",
    "Layout",
    "ObservedColumns",
    "columns_by_layout",
    "is_heading",
    "is_place",
    "is_rate",
]

Layout = Literal["long", "years_across", "years_down", "places_across"]
LAYOUTS: Final[tuple[Layout, ...]] = ("long", "years_across", "years_down", "places_across")
TOTALS: Final = frozenset("合计 总计 全市 全省 全国合计 全区 全县 全州".split())  # noqa: SIM905
"""Words for all places of a table together, blanks left out."""

_RATE: Final = re.compile(r"±|比(?:19|20)\d\d年|同比|环比|比上年|较上年|增长|增速|增幅|升降|位次|排名|排位")
_AMOUNT: Final = re.compile(r"绝对数|绝对值|绝对量|总量|数值|实绩|本年|累计数|[(（]绝对[)）]")
_ALONE: Final = re.compile(
    r"(?:监测值|指标值|观测值|统计值|本期数|本期值|当期值|报告期数|绝对数|绝对值|绝对量|总量|实绩|本年实绩|完成数|(?:本年|本月止|自年初|年初至今)?累计数?|"
    r"\d{1,2}月?[—\-~～至到]\d{1,2}月(?:累计|完成|实绩)?数?)(?:\([^()]*\))?"
)
_REGION: Final = re.compile(
    r"(?:地区|区县|区域|县区|乡镇|城市)名称|乡镇\(?(?:、?街道)?\)?|镇街|街道|地区|区域|区县|区\(县\)|各区县?|市州|市县|城市|县区|县\(市、?区\)|行政区划?|省市|省份|省区市|单位名称"
)
_PLACE: Final = re.compile(r"[\u4e00-\u9fa5]{1,12}(?:省|自治区|市|区|自治州|州|盟|县|旗|新区)|全国")
_NO_PLACE: Final = re.compile(r"^(?:各|分|本|按|主)|城区$|市区$|地区$|社区$|小区$|园区$|病区$|县区$|^区县$")
_NAME_AND_TIME: Final = re.compile(
    r"(?P<name>\D.*?)(?P<time>(?:19|20)\d\d年?[末底]?)|(?P<first>(?:19|20)\d\d年[末底]?)(?P<rest>\D.*)"
)
_TIME: Final = re.compile(
    r"年份|年度|年|日期|时期|时点|年末|报告期|(?:监测|统计|数据|观测|所属)?(?:时间|年份|年度|时期)"
)


KIND_OF_INSTITUTION: Final = "institution_kind"
"""The field of a column of kinds of institutions, of which the other columns count something."""
_OF_TARGETS: Final = frozenset(
    {"weight", "tolerance", "judgement", "comparator", "direction", "reference", "alternative", "earlier", "position"}
)
"""Columns of a plan's table that say something of its targets and hold no value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservedColumns:
    """The columns of one layout.

    `fields` maps positions to fields of an observation, `times` those whose heading has a time to it, `names` those
    whose heading is what is measured, or with places across the place; `rates` holds growth and ranks, `unknown` what no
    rule reads.
    """

    layout: Layout
    fields: Mapping[int, str]
    times: Mapping[int, int | date]
    names: Mapping[int, str]
    rates: tuple[int, ...] = ()
    targets: tuple[int, ...] = ()
    unknown: tuple[int, ...] = ()
    estimates: frozenset[int] = frozenset()

    @property
    def values(self) -> tuple[int, ...]:
        """The positions under which values stand."""
        if self.layout == "long":
            return tuple(place for place, field in self.fields.items() if field == "value")
        return tuple(sorted({*self.times, *self.names}))


@lru_cache(maxsize=4096)
def is_rate(heading: str) -> bool:
    """Whether growth, a rank or a change on another year stands under it: no value of the year.

    >>> is_rate("同比增长（%）"), is_rate("医疗卫生机构床位数")
    (True, False)
    """
    return bool(_RATE.search(tidy(heading)))


def is_place(text: str) -> bool:
    """Whether a text is the name of a place by its form, or the word for all of them.

    >>> is_place("东岭区"), is_place("全市"), is_place("床位数"), is_place("市区")
    (True, True, False, False)
    """
    plain = "".join(text.split())
    return plain in TOTALS or bool(_PLACE.fullmatch(plain) and not _NO_PLACE.search(plain))


def is_heading(text: str) -> bool:
    """Whether a text heads a column of names, places or times: 指标, 地区, 年份.

    >>> is_heading("指标"), is_heading("地区"), is_heading("床位数")
    (True, True, False)
    """
    return _field(text) in ("name_zh", "region", "when")


def columns_by_layout(
    headings: Mapping[int, str], body: Sequence[Sequence[Any]], above: Sequence[Sequence[Any]] = ()
) -> list[ObservedColumns]:
    """The columns under each layout that the headings allow; `above` are the rows over them."""
    fields = {place: name for place, heading in headings.items() if (name := _field(heading))}
    rates = tuple(
        place
        for place, heading in headings.items()
        if place not in fields and (is_rate(heading) or field_of(heading) in (PROGRESS, RANK))
    )
    left = {place: heading for place, heading in headings.items() if place not in fields and place not in rates}
    times = {place: when for place, heading in left.items() if (when := _time(heading)) is not None}
    targets = tuple(place for place, heading in left.items() if place not in times and _aims(heading))
    kind = next((place for place, name in fields.items() if name == "kind"), None)
    planned = planned_years(headings, kind, {*times, *targets}, body, above)
    times = {place: when for place, when in times.items() if place not in planned}
    targets = tuple(sorted({*targets, *planned}))
    others = {place: heading for place, heading in left.items() if place not in times and place not in targets}
    amounts = [place for place, heading in others.items() if _ALONE.fullmatch(tidy(heading))]
    if "value" not in fields.values() and not times and len(amounts) == 1:
        fields[amounts[0]] = "value"
        del others[amounts[0]]
    if times and "name_zh" not in fields.values():
        fields |= _names_without_heading(fields, headings, body)
    named = "name_zh" in fields.values() or "concept" in fields.values()
    found = []
    if "value" in fields.values() and named:
        found.append(
            ObservedColumns(layout="long", fields=fields, times={}, names={}, unknown=tuple(sorted([*times, *others])))
        )
    if rates and named and not times and "value" not in fields.values():
        found.append(ObservedColumns(layout="years_across", fields=fields, times={}, names={}, rates=rates))
    if times and (named or "region" in fields.values()):
        found.append(
            ObservedColumns(
                layout="years_across",
                fields=fields,
                times=times,
                names={},
                rates=rates,
                targets=targets,
                unknown=tuple(others),
                estimates=frozenset(p for p in times if "estimate" in read_heading(headings[p]).roles),
            )
        )
    placed = [place for place, heading in others.items() if is_place(heading)]
    across = len(placed) > 1 and len(placed) == len(others) and not times and "value" not in fields.values()
    if across and (named or "when" in fields.values()):
        places = {place: "".join(others[place].split()) for place in placed}
        return [*found, ObservedColumns(layout="places_across", fields=fields, times={}, names=places, rates=rates)]
    down = {place: name for place, name in fields.items() if name != "value"}
    if (
        not named
        and not times
        and others
        and ({"when", "region", KIND_OF_INSTITUTION} & set(down.values()))
        and _holds_numbers(others, body)
    ):
        names, dated = _names_with_times(others)
        found.append(ObservedColumns(layout="years_down", fields=down, times=dated, names=names, rates=rates))
    return found


def _names_with_times(headings: Mapping[int, str]) -> tuple[dict[int, str], dict[int, int | date]]:
    """What is measured in each column, and the time of those whose heading has one too: 床位数（张）2022年."""
    names, times = dict(headings), {}
    for place, heading in headings.items():
        found = _NAME_AND_TIME.fullmatch(marks_behind(heading.strip())[0])
        when = printed_moment(found["time"] or found["first"]) if found else None
        if found and when is not None:
            names[place], times[place] = found["name"] or found["rest"], when
    return names, times


def _names_without_heading(
    fields: Mapping[int, str], headings: Mapping[int, str], body: Sequence[Sequence[Any]]
) -> dict[int, str]:
    """The first column beside years where its heading is empty or 时间 and words stand under it."""
    if (0 in headings and fields.get(0) != "when") or "region" in fields.values():
        return {}
    under = [str(row[0]) for row in body if row and filled(row[0])]
    words = [text for text in under if printed_moment(text) is None and not text.strip().isdigit()]
    return {0: "name_zh"} if words and len(words) == len(under) else {}


@lru_cache(maxsize=4096)
def _field(heading: str) -> str:
    text = tidy(heading)
    if is_name(heading):
        return "name_zh"
    if is_kind_heading(heading):
        return KIND_OF_INSTITUTION
    exact = field_for(heading, OBSERVATION_HEADINGS)
    if exact:
        return exact
    if _REGION.fullmatch(text):
        return "region"
    if _TIME.fullmatch(text):
        return "when"
    name = field_of(heading)
    if name in ("unit", "note", SEQUENCE, "section", "kind", "responsible"):
        return name
    own = field_for(heading, INDICATOR_HEADINGS)
    return own if own in _OF_TARGETS else ""


@lru_cache(maxsize=4096)
def _time(heading: str) -> int | date | None:
    text = _AMOUNT.sub("", tidy(marks_behind(heading.strip())[0])).strip("()（）")
    when = printed_moment(text)
    if when is not None:
        return when
    said = read_heading(text)
    values = {"actual", "baseline", "estimate"}
    return said.year if said.understood and said.roles <= values and not said.span else None


def _aims(heading: str) -> bool:
    said = read_heading(heading)
    return said.understood and bool(said.roles & {"target", "growth", "cumulative", "change"})


def _holds_numbers(columns: Mapping[int, str], body: Sequence[Sequence[Any]]) -> bool:
    return any(
        isinstance(row[place], (int, float)) or any(sign.isdigit() for sign in str(row[place]))
        for row in body
        for place in columns
        if place < len(row) and filled(row[place])
    )
