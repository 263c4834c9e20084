"""What each column of a plan's table holds: fields by heading, years that headings carry, units that names carry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from cqtargets.errors import Problem, UnitError
from cqtargets.files.cells import DASHES, Row
from cqtargets.files.headings import INDICATOR_HEADINGS, bare_year, field_for, year_heading
from cqtargets.units import parse_unit

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["PlanLayout", "completed", "frame_rows", "layout_of"]

_NAME_WITH_UNIT = re.compile(r"^(?P<name>.+?)\s*[（(]\s*(?P<unit>[^（()）]+)\s*[)）]\s*$")
_OF_WHICH = re.compile(r"^其中\s*[:：]?\s*")


@dataclass(frozen=True, slots=True)
class PlanLayout:
    """Where the header stands and what each column holds.

    `bare` holds the headings that are a year and nothing else (2025年, 2020年): the target's, then the baseline's.
    """

    header_row: int
    fields: dict[int, str]
    years: dict[str, int]
    sequence: int | None
    bare: tuple[str, ...] = ()

    @property
    def faults(self) -> list[Problem]:
        """One problem for each required column that is missing."""
        present = set(self.fields.values())
        missing = []
        if "name_zh" not in present:
            missing.append(("name_zh (指标)", "Add it to the header row, with one value a row."))
        if "target_year" not in present and "target_year" not in self.years:
            remedy = "Add it with one year a row, or write the year into the target's heading: 2025年目标值."
            missing.append(("target_year (目标年)", remedy))
        if not present & {"target_text", "target_low", "target_high", "form"}:
            missing.append(("target_text (目标值)", "Add it with one target a row, such as 65%以上."))
        return [
            Problem(row=self.header_row, column=name, reason=f"the column {name} is missing.", remedy=remedy)
            for name, remedy in missing
        ]

    @property
    def remarks(self) -> list[Problem]:
        """What was read out of headings that are bare years."""
        if not self.bare:
            return []
        reason = f"the headings name a year alone: {self.bare[0]} is read as the target"
        reason += f" and {self.bare[1]} as the baseline." if self.bare[1:] else "."
        return [Problem(row=self.header_row, reason=reason)]


def layout_of(number: int, row: Iterable[Any]) -> PlanLayout:
    """The layout that a header row gives, as far as it names columns."""
    fields: dict[int, str] = {}
    years: dict[str, int] = {}
    bare: dict[int, tuple[int, str]] = {}
    sequence: int | None = None
    for position, heading in enumerate(row):
        if heading is None:
            continue
        dated, alone = year_heading(heading), bare_year(heading)
        if dated:
            field, year = dated
            fields[position] = f"{field}_text"
            years[f"{field}_year"] = year
        elif alone is not None:
            bare[position] = alone, str(heading).strip()
        elif str(heading).strip() == "序号":
            sequence = position
        else:
            field_name = field_for(heading, INDICATOR_HEADINGS)
            if field_name and field_name not in fields.values():
                fields[position] = field_name
    taken = _bare_years(fields, years, bare) if "name_zh" in fields.values() else ()
    return PlanLayout(number, fields, years, sequence, taken)


def _bare_years(fields: dict[int, str], years: dict[str, int], bare: Mapping[int, tuple[int, str]]) -> tuple[str, ...]:
    """Let one bare year be the target, and an earlier one the baseline; more than two are left unread."""
    if not 1 <= len(bare) <= 2 or years or {"target_text", "baseline_text"} & set(fields.values()):
        return ()
    latest_first = sorted(bare, key=lambda position: bare[position][0], reverse=True)
    for position, role in zip(latest_first, ("target", "baseline"), strict=False):
        fields[position] = f"{role}_text"
        years[f"{role}_year"] = bare[position][0]
    return tuple(bare[position][1] for position in latest_first)


def frame_rows(frame: pd.DataFrame, layout: PlanLayout) -> list[Row]:
    """The rows of a frame by field, counted from 2 as below a header in a spreadsheet."""
    columns = [frame.iloc[:, position].tolist() for position in layout.fields]
    return [
        (number, completed(dict(zip(layout.fields.values(), map(_plain, record), strict=True)), layout.years))
        for number, record in enumerate(zip(*columns, strict=True), start=2)
    ]


def _plain(value: Any) -> Any:
    import pandas as pd

    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, float) and np.isnan(value):
        return None
    return value.item() if isinstance(value, np.generic) else value


def completed(record: dict[str, Any], years: Mapping[str, int]) -> dict[str, Any]:
    """Fill what a printed table carries elsewhere: years in headings, units in names."""
    for name, year in years.items():
        if name == "target_year" or str(record.get("baseline_text") or "").strip() not in DASHES:
            record.setdefault(name, year)
    name = _OF_WHICH.sub("", str(record.get("name_zh") or "").strip())
    found = _NAME_WITH_UNIT.match(name)
    if found and not str(record.get("unit") or "").strip() and _is_unit(found["unit"]):
        name, record["unit"] = found["name"], found["unit"]
    record["name_zh"] = name
    return record


def _is_unit(text: str) -> bool:
    try:
        parse_unit(text)
    except UnitError:
        return False
    return True
