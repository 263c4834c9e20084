"""Plan tables with places down the side, the indicators in the headings or in the title: one target a place and indicator."""

from __future__ import annotations

import re
from typing import Final

from cqtargets.files.header import Header, find_header
from cqtargets.files.identity import Identity, place_in
from cqtargets.files.plan_breakdown import Breakdown, Part
from cqtargets.files.plan_headings import field_of
from cqtargets.files.printed_cells import unit_in
from cqtargets.files.scopes import WHOLE, place_level
from cqtargets.files.table import Table, filled
from cqtargets.files.year_headings import read_heading, tidy

__all__ = ["find_places", "indicators_over_places"]

_PLACES: Final = re.compile(
    r"(?:各|所属)?(?:行政)?(?:地区|区域|区划|辖区|单位|[省市区县州盟旗镇乡街道()、/\[\]]{2,}|[区县市州镇乡])(?:名称)?"
)
_SUM: Final = re.compile(r"(?:合|总|小|共)\s*计|总\s*和")
_MOST: Final = 0.6
_YEAR_BEFORE: Final = re.compile(r"^(?:[到至])?(?:19|20)\d\d年?[末底度]?[:：]?")
_ROLE_BEFORE: Final = re.compile(
    r"^(?:目标值?|规划目标|规划(?=[\u4e00-\u9fff]{2})|实际值?|实有|现有|现状|基期|计划)[:：]?"
)
_ROLE_BEHIND: Final = re.compile(
    r"(?:规划|计划|预期|发展|任务|年度|控制)*(?:目标值?|任务数?|实际值?|现状值?|基期值?|基数|计划数?|规划数|预期值?|实绩)?(?=(?:\([^()]*\))?$)"
)
_TITLE_BEFORE: Final = re.compile(
    r"^(?:(?:附件|附表|专栏|表)\s*\d*[\d\-—.]*[：:.、\s]*)?(?:各[省市区县()、州镇街道乡旗地]+|分[地区县市]+)?"
)
_TITLE_BEHIND: Final = re.compile(
    r"(?:发展|规划|建设|分?年度|控制)?(?:目标|任务|计划|指标)*(?:值)?(?:分解|分配|安排|分配表|下达)*(?:情况)?(?:一览|汇总|明细)?表?$"
)
_UNIT_BEHIND: Final = re.compile(r"\((?P<said>(?:计量)?单位:?)?(?P<unit>[^()]{1,10})\)$")
_SEVERAL: Final = re.compile(r"和|及|与|等|主要指标|、")
_YEARS: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_AIM: Final = re.compile(r"目标|任务|计划|规划|分解|力争")


def find_places(table: Table) -> tuple[Header, int] | None:
    """The header of a table whose rows are places, and the column of the places; None for other tables."""
    header = find_header(table, lambda heading: _PLACES.fullmatch(tidy(heading)) is not None, lambda _: True)
    if header is None:
        return None
    for place, heading in header.headings.items():
        if _PLACES.fullmatch(tidy(heading)):
            cells = [
                tidy(row[place])
                for number, row in table.rows
                if number > header.last and place < len(row) and filled(row[place])
            ]
            named = [cell for cell in cells if not _SUM.fullmatch(cell)]
            known = sum(place_level(cell) > 0 or WHOLE.fullmatch(cell) is not None for cell in named)
            if named and known >= _MOST * len(named):
                return header, place
    return None


def indicators_over_places(header: Header, places: int, identity: Identity) -> Breakdown | None:
    """One part for each indicator that the headings or the title name; None where they name none."""
    title = next((str(cell) for _, row in reversed(header.above) for cell in row if filled(cell)), "")
    titled, due = _in_title(title, identity)
    shared = {places: "地区"}
    found: dict[str, dict[int, str]] = {}
    for position, heading in header.headings.items():
        if position == places:
            continue
        if field_of(heading) and field_of(heading) not in ("target_text", "baseline_text") and not _dated(heading):
            shared[position] = heading
            continue
        indicator, left = _indicator_of(header.lines.get(position, (heading,)), heading)
        if _SUM.fullmatch(tidy(heading)) and any(read_heading(other).year for other in header.headings.values()):
            indicator, left = "", heading
        elif not indicator and not read_heading(left).understood and not field_of(left):
            continue
        found.setdefault(indicator or titled, {})[position] = left if _SUM.fullmatch(left) else _with_year(left, due)
    if not found or "" in found:
        return None
    parts = [Part(headings=dict(sorted({**shared, **own}.items())), indicator=name) for name, own in found.items()]
    return Breakdown(parts=tuple(parts))


def _dated(heading: str) -> bool:
    return read_heading(heading).understood


def _indicator_of(lines: tuple[str, ...], heading: str) -> tuple[str, str]:
    """The indicator that a column's headings name, and what is left: the year and the words for a value."""
    said = [line for line in lines if read_heading(line).understood]
    if said:
        return "".join(line for line in lines if line not in said), "".join(said)
    text = tidy(heading)
    before = _YEAR_BEFORE.match(text)
    rest = _ROLE_BEFORE.sub("", text[before.end() :] if before else text)
    behind = _ROLE_BEHIND.search(rest)
    name = rest[: behind.start()] + rest[behind.end() :] if behind else rest
    return name, f"{before.group() if before else ''}{behind.group() if behind else ''}"


def _in_title(title: str, identity: Identity) -> tuple[str, str]:
    """The one indicator that a title names, and the year it is to be reached."""
    text = tidy(title)
    years = set(_YEARS.findall(text))
    due = f"{years.pop()}年目标" if len(years) == 1 and _AIM.search(text) else ""
    name = re.sub(r"(?:19|20)\d\d年?[末底]?", "", text)
    unit = _UNIT_BEHIND.search(name)
    name = name[: unit.start()] if unit and (unit["said"] or unit_in(unit["unit"])) else name
    for before in (place_in(title), identity.region):
        name = name.removeprefix(before)
    name = _TITLE_BEHIND.sub("", _TITLE_BEFORE.sub("", name))
    return ("" if _SEVERAL.search(re.sub(r"\([^()]*\)", "", name)) else name), due


def _with_year(heading: str, due: str) -> str:
    """目标值 under a title of 2025 is 2025年目标; a heading with its own year stays."""
    said = read_heading(heading)
    if said.year is None and due and (not heading or said.roles <= {"target"}):
        return due
    return heading
