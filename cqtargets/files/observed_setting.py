"""What stands above and below a table of values: place, unit, source, date of publication, year, what is measured, notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from cqtargets.files.cells import known_unit
from cqtargets.files.footnotes import Notes, read_notes
from cqtargets.files.identity import identity_in, place_in
from cqtargets.files.moments import printed_moment
from cqtargets.files.observed_cells import status_in
from cqtargets.files.observed_header import ObservedHeader
from cqtargets.files.table import filled

__all__ = ["Setting", "setting_of"]

_SOURCE: Final = re.compile(r"^(?:数据来源|资料来源|来源)\s*[:：]\s*(.+)$")
_PUBLISHED: Final = re.compile(r"^(?:更新时间|更新日期|发布时间|发布日期|公布日期|数据更新)\s*[:：]\s*(.+)$")
_UNIT: Final = re.compile(r"[（(]?(?:计量)?单位\s*[:：]\s*([^）)、，,;；]+?)[)）]?$")
_UNITS: Final = re.compile(r"[（(]?(?:计量)?单位\s*[:：]\s*([^）):：]+?)[)）]?$")
_PART: Final = re.compile(
    r"(?<!\d)(?:19|20)\d\d年(?:\d{1,2}月?[—\-~～至到]\d{1,2}月|上半年|前三季度|第?[一二三四1-4]季度)"
)
_MONTHS: Final = re.compile(r"(?<![\d年])\d{1,2}月?[—\-~～至到]\d{1,2}月")
_NOT_FINAL: Final = re.compile(r"((?:19|20)\d\d)年(?:数据|数|值)?[为是系]?(?:初步|快报|预计|初核)")
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年?(?:[末底度]|(?!\d|[—\-~至]))")
_UNDATED: Final = re.compile(
    r"^(?:表\s*[\d.\-—]+\s*|\d+[.\-—]\d+\s*)?(?:历年|主要年份|(?:19|20)\d\d\s*年?"
    r"(?:末|底|度|\d{1,2}月?[—\-~～至到]\d{1,2}月|上半年|前三季度|第?[一二三四1-4]季度)?)?"
)
_DATED: Final = re.compile(r"^(?:19|20)\d\d年?[末底]?")
_RATES: Final = re.compile(r"上年\s*[=＝为]\s*100|发展速度|增长速度|环比指数|同比增速|增速表")
_LABELLED: Final = re.compile(r"^(?:数据库|时间|地区|注|备注|说明|更新时间|制表)\s*[:：]")
_MEASURED: Final = re.compile(
    r"^(?:表\s*[\d.\-—]*\s*)?(?:.*?(?:各区县?|各地区|各市州?|分地区|历年|主要年份))?(?:19|20)?\d*年?末?(?P<name>[^（(\d]+)(?:[（(](?P<unit>[^）)]+)[)）])?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What holds for all values of a table, empty where nothing says it.

    `measured` and `measured_unit` are what the title names; `units` the several units of a note (单位：个、张); `part` the
    part of a year that title or heading names (2025年1—9月), whose last day is then `year`; `preliminary` the years that
    a note calls so, `status` what the title calls all of them (快报); `rates` the title that speaks of growth.
    """

    place: str = ""
    unit: str = ""
    units: tuple[str, ...] = ()
    source: str = ""
    published: str = ""
    year: int | date | None = None
    part: str = ""
    measured: str = ""
    measured_unit: str = ""
    rates: str = ""
    preliminary: frozenset[int] = frozenset()
    status: str = ""
    notes: Notes = field(default_factory=Notes)


def setting_of(header: ObservedHeader, sheet: str) -> Setting:
    """Read the rows above a header, and the rows of one cell below it."""
    above = [row for _, row in header.above]
    titles = _texts(above)
    lines = [*titles, *_texts([row for _, row in header.body if sum(map(filled, row)) == 1])]
    identity = identity_in(above)
    unit = identity.unit or next((found.group(1).strip() for line in titles if (found := _UNIT.search(line))), "")
    part = _part([*titles, sheet], header)
    told = {int(year) for line in [*titles, sheet] for year in _YEAR.findall(line) if not _PUBLISHED.match(line)}
    title = next((line for line in titles if re.match(r"^指标\s*[:：]", line)), "") or identity.title
    title = title or next((line for line in titles if not _LABELLED.match(line)), "")
    place = identity.region or next(filter(None, (place_in(_UNDATED.sub("", line)) for line in titles)), "")
    subject = re.sub(r"^指标\s*[:：]\s*", "", _UNIT.sub("", title).strip())
    measured = _MEASURED.match(subject) or _MEASURED.match(
        _DATED.sub("", _UNDATED.sub("", subject).removeprefix(place))
    )
    return Setting(
        place=place,
        unit=unit if known_unit(unit) else "",
        units=next((units for line in titles if (units := _several(line))), ()),
        source=next((found.group(1) for line in lines if (found := _SOURCE.match(line))), ""),
        published=next((_day(found.group(1)) for line in lines if (found := _PUBLISHED.match(line))), ""),
        year=printed_moment(part) if part else told.pop() if len(told) == 1 else None,
        part=part,
        measured=measured["name"].strip() if measured else "",
        measured_unit=(measured["unit"] or "") if measured else "",
        rates=next((line for line in titles if _RATES.search(line)), ""),
        preliminary=frozenset(int(year) for line in lines for year in _NOT_FINAL.findall(line)),
        status=status_in(title) if header.above else "",
        notes=read_notes(lines),
    )


def _part(lines: list[str], header: ObservedHeader) -> str:
    """The one part of a year that a title names, or the months of a heading with the one year of the titles."""
    found = {part for line in lines for part in _PART.findall(line)}
    months = {part for text in header.headings.values() for part in _MONTHS.findall(text)}
    years = {year for line in lines for year in _YEAR.findall(line) if not _PUBLISHED.match(line)}
    if not found and len(months) == 1 and len(years) == 1:
        found = {f"{years.pop()}年{months.pop()}"}
    return found.pop() if len(found) == 1 else ""


def _several(line: str) -> tuple[str, ...]:
    """The units of a note that names more than one: 单位：个、张."""
    found = _UNITS.search(line)
    units = tuple(part.strip() for part in re.split(r"[、，,;；]", found.group(1))) if found else ()
    return units if len(units) > 1 and all(map(known_unit, units)) else ()


def _texts(rows: list[list[Any]]) -> list[str]:
    return [str(cell).strip() for row in rows for cell in row if filled(cell)]


def _day(text: str) -> str:
    """A printed day as 2024-03-01; the text itself where it is none."""
    found = printed_moment(text)
    return text.strip() if found is None else str(found)
