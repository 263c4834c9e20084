"""Tables that share a task out over years (建设年度任务分解表): what each year adds is no level at its end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, Final

from cqtargets import units
from cqtargets.conventions.reasons import fault
from cqtargets.errors import Problem, UnitError
from cqtargets.files.cells import DASHES, Row
from cqtargets.files.identity import Identity
from cqtargets.files.table import number

__all__ = ["tasks_of_years"]

_GAP: Final = 2
"""Years apart that still are years in a row: one of them may have nothing."""
_ADDED: Final = re.compile(r"^(?:新增|净增|新建|增加|完成)\s*(?=\d)")
_BUILDS: Final = re.compile(r"建设|新建|新增|年度任务")


def tasks_of_years(rows: list[Row], about: Identity) -> list[Problem]:
    """Read counts for years in a row as what each year does, in place, and say so; `about` has the table's title.

    新增300 under each of several years is what that year adds. A title that speaks of building or of a year's tasks decides
    too, and so do numbers that fall from one year to the next in any row of an indicator; else the rows stay levels, and a
    reader is asked.
    """
    if not about.tasks and not any(record.get("earlier") for _, record in rows):
        return []
    runs: dict[tuple[int, str, str], list[int]] = {}
    for place, (row, record) in enumerate(rows):
        if _counts(record):
            runs.setdefault((row, str(record.get("name_zh") or ""), str(record.get("region") or "")), []).append(place)
    several = {key: places for key, places in runs.items() if _years_in_a_row([rows[place][1] for place in places])}
    falling = {key[1] for key, places in several.items() if _falls([rows[place][1] for place in places])}
    builds = bool(several) and about.tasks and bool(_BUILDS.search(about.title))
    remarks = []
    for (row, name, region), places in runs.items():
        run = (row, name, region) in several
        added = run and all(_ADDED.match(str(rows[place][1]["target_text"])) for place in places)
        each = added or builds or (about.tasks and name in falling)
        if not each and not (run and about.tasks):
            continue
        for place in places if each else ():
            rows[place] = row, {**rows[place][1], "form": "flow", "earlier": ""}
        code = "added_each_year" if added else "task_of_year" if each else "task_or_level"
        reason, remedy = fault(code, title=about.title)
        remarks.append(Problem(row=row, column="form", value=name, reason=reason, remedy=remedy))
    return remarks


def _counts(record: Mapping[str, Any]) -> bool:
    """Whether a row is a bare count without a start."""
    unit, year = str(record.get("unit") or ""), record.get("target_year")
    if record.get("form") or record.get("per") or str(record.get("baseline_text") or "") not in DASHES:
        return False
    return isinstance(year, int) and bool(unit) and _amount(record) is not None and _is_count(unit)


def _is_count(unit: str) -> bool:
    try:
        return units.counts(units.single(unit))
    except UnitError:
        return False


def _amount(record: Mapping[str, Any]) -> float | None:
    return number(_ADDED.sub("", str(record.get("target_text") or "")))


def _years_in_a_row(records: Iterable[Mapping[str, Any]]) -> bool:
    years = sorted(int(record["target_year"]) for record in records)
    return len(years) > 1 and all(0 < later - earlier <= _GAP for earlier, later in pairwise(years))


def _falls(records: Iterable[Mapping[str, Any]]) -> bool:
    ordered = sorted(records, key=lambda record: int(record["target_year"]))
    amounts = [_amount(record) or 0.0 for record in ordered]
    return any(later < earlier for earlier, later in pairwise(amounts))
