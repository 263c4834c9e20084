"""What stands above and below a table of values: place, unit, source, date of publication, year, what is measured, notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from cqtargets.files.cells import known_unit
from cqtargets.files.footnotes import Notes, read_notes
from cqtargets.files.identity import identity_in, place_in
from cqtargets.files.moments import printed_moment
from cqtargets.files.observed_header import ObservedHeader
from cqtargets.files.table import filled

__all__ = ["Setting", "setting_of"]

_SOURCE: Final = re.compile(r"^(?:数据来源|资料来源|来源)\s*[:：]\s*(.+)$")
_PUBLISHED: Final = re.compile(r"^(?:更新时间|更新日期|发布时间|发布日期|公布日期|数据更新)\s*[:：]\s*(.+)$")
_UNIT: Final = re.compile(r"[（(]?(?:计量)?单位\s*[:：]\s*([^）)、，,;；]+?)[)）]?$")
_NOT_FINAL: Final = re.compile(r"((?:19|20)\d\d)年(?:数据|数|值)?[为是系]?(?:初步|快报|预计|初核)")
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年?(?:[末底度]|(?!\d|[—\-~至]))")
_UNDATED: Final = re.compile(r"^(?:表\s*[\d.\-—]+\s*|\d+[.\-—]\d+\s*)?(?:(?:19|20)\d\d\s*年?(?:末|底|度)?)?")
_RATES: Final = re.compile(r"上年\s*[=＝为]\s*100|发展速度|增长速度|环比指数|同比增速|增速表")
_LABELLED: Final = re.compile(r"^(?:数据库|时间|地区|注|备注|说明|更新时间|制表)\s*[:：]")
_MEASURED: Final = re.compile(
    r"^(?:表\s*[\d.\-—]*\s*)?(?:.*?(?:各区县?|各地区|各市州?|分地区|历年|主要年份))?(?:19|20)?\d*年?末?(?P<name>[^（(\d]+)(?:[（(](?P<unit>[^）)]+)[)）])?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What holds for all values of a table, empty where nothing says it.

    `measured` and `measured_unit` are what the title names; `preliminary` the years that a note calls so; `rates` the
    title that speaks of growth.
    """

    place: str = ""
    unit: str = ""
    source: str = ""
    published: str = ""
    year: int | None = None
    measured: str = ""
    measured_unit: str = ""
    rates: str = ""
    preliminary: frozenset[int] = frozenset()
    notes: Notes = field(default_factory=Notes)


def setting_of(header: ObservedHeader, sheet: str) -> Setting:
    """Read the rows above a header, and the rows of one cell below it."""
    above = [row for _, row in header.above]
    titles = _texts(above)
    lines = [*titles, *_texts([row for _, row in header.body if sum(map(filled, row)) == 1])]
    identity = identity_in(above)
    unit = identity.unit or next((found.group(1).strip() for line in titles if (found := _UNIT.search(line))), "")
    told = {int(year) for line in [*titles, sheet] for year in _YEAR.findall(line) if not _PUBLISHED.match(line)}
    title = next((line for line in titles if re.match(r"^指标\s*[:：]", line)), "") or identity.title
    title = title or next((line for line in titles if not _LABELLED.match(line)), "")
    measured = _MEASURED.match(re.sub(r"^指标\s*[:：]\s*", "", _UNIT.sub("", title).strip()))
    return Setting(
        place=identity.region or next(filter(None, (place_in(_UNDATED.sub("", line)) for line in titles)), ""),
        unit=unit if known_unit(unit) else "",
        source=next((found.group(1) for line in lines if (found := _SOURCE.match(line))), ""),
        published=next((_day(found.group(1)) for line in lines if (found := _PUBLISHED.match(line))), ""),
        year=told.pop() if len(told) == 1 else None,
        measured=measured["name"].strip() if measured else "",
        measured_unit=(measured["unit"] or "") if measured else "",
        rates=next((line for line in titles if _RATES.search(line)), ""),
        preliminary=frozenset(int(year) for line in lines for year in _NOT_FINAL.findall(line)),
        notes=read_notes(lines),
    )


def _texts(rows: list[list[Any]]) -> list[str]:
    return [str(cell).strip() for row in rows for cell in row if filled(cell)]


def _day(text: str) -> str:
    """A printed day as 2024-03-01; the text itself where it is none."""
    found = printed_moment(text)
    return text.strip() if found is None else str(found)
