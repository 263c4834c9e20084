"""A printed rate or rise beside a baseline and a target: does it lead from the one to the other?"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import isclose
from typing import Any, Final

from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.reasons import Reason, listed, told
from cqtargets.conventions.rounding import half_width
from cqtargets.errors import Problem
from cqtargets.files.bracketed import bare_brackets
from cqtargets.files.cells import Row
from cqtargets.files.headings import bare_year
from cqtargets.files.plan_columns import Column, PlanColumns
from cqtargets.files.printed_cells import is_absent, printed_value
from cqtargets.files.table import NumberedRows, filled, number
from cqtargets.language.numerals import half_width_text

__all__ = ["growth_faults"]

_NUMBER: Final = re.compile(r"^[\[(]?[<>≤≥]?\s*(-?\d+(?:\.\d+)?)\s*(?:%|个百分点|百分点)?[\])]?(?:以上|左右)?$")
_RATES: Final = ("growth_text", "total_text", "either_text", "change_text")


@dataclass(frozen=True, slots=True)
class _Span:
    low: float
    high: float

    def meets(self, other: _Span) -> bool:
        return self.low <= other.high and other.low <= self.high


def growth_faults(
    columns: PlanColumns, data: NumberedRows, rows: Sequence[Row], used: Collection[tuple[int, int]] = ()
) -> tuple[list[Problem], list[Problem]]:
    """One fault for each printed rate or rise that does not lead from the baseline to the target, rounding allowed for;
    and a remark for each that is neither held against them nor among those `used` as targets (row and position).
    """
    checked = [column for name in _RATES for column in columns.of(name)]
    if not checked:
        return [], []
    by_number = dict(rows)
    faults, unread = _sum_faults(columns, data), []
    for at, cells in data:
        row = by_number.get(at, {})
        for column in checked:
            cell = cells[column.position] if column.position < len(cells) else None
            text = str(cell).strip() if filled(cell) else ""
            if is_absent(text) or (at, column.position) in used:
                continue
            ways = _possible(row, cell, column)
            if ways is None:
                said = told("rate_not_read", heading=column.heading)
                unread.append(Problem(row=at, column=column.heading, value=text, **said))
            elif ways:
                faults.append(_leads_elsewhere(at, row, cell, column, ways))
    return faults, unread


def _sum_faults(columns: PlanColumns, data: NumberedRows) -> list[Problem]:
    """One fault for each row whose years do not add up to the sum beside them."""
    years, whole = columns.of("yearly"), next(iter(columns.of("total_text")), None)
    faults: list[Problem] = []
    for at, cells in data if years and whole is not None else ():
        assert whole is not None
        total = _plain(cells, whole)
        parts = [_plain(cells, column) for column in years]
        held = [part for part in parts if part is not None]
        if total is not None and held and not isclose(sum(held), total, rel_tol=NOISE, abs_tol=NOISE):
            facts = told("years_against_sum", sum=sum(held), total=total)
            faults.append(Problem(row=at, column=whole.heading, value=str(cells[whole.position]), **facts))
    return faults


def _plain(cells: Sequence[Any], column: Column) -> float | None:
    cell = cells[column.position] if column.position < len(cells) else None
    return number(cell) if filled(cell) else None


def _possible(row: Any, cell: Any, column: Column) -> dict[str, _Span] | None:
    """What the printed number might have been where it is none of that; empty where it is, None where nothing tells."""
    printed = _span(cell)
    start, end = _span(row.get("baseline_text")), _span(row.get("target_text"))
    years = (bare_year(row.get("target_year")) or 0) - (bare_year(row.get("baseline_year")) or 0)
    if printed is None or start is None or end is None or not 0 < years < 100 or row.get("form"):
        return None
    ways = _ways(start, end, years, "either_text" if bare_brackets(str(cell)) else column.field)
    return {} if any(printed.meets(way) for way in ways.values()) else ways


def _leads_elsewhere(at: int, row: Any, cell: Any, column: Column, ways: dict[str, _Span]) -> Problem:
    shown = listed(*(Reason(f"growth_{name}", value=(way.low + way.high) / 2) for name, way in ways.items()))
    return Problem(
        row=at, column=column.heading, value=str(cell),
        **told("growth_leads_elsewhere", cell=cell, start=row["baseline_text"], end=row["target_text"], shown=shown),
    )  # fmt: skip


def _ways(start: _Span, end: _Span, years: float, field: str) -> dict[str, _Span]:
    rise = _Span(end.low - start.high, end.high - start.low)
    ways = {"whole": rise} if field != "growth_text" else {}
    if field != "total_text" and field != "change_text":
        ways["yearly"] = _Span(rise.low / years, rise.high / years)
    if start.low > 0 and end.low > 0:
        if field in ("growth_text", "either_text"):
            ways["rate"] = _Span(
                *(100 * ((e / s) ** (1 / years) - 1) for e, s in ((end.low, start.high), (end.high, start.low)))
            )
        if field != "growth_text":
            ways["share"] = _Span(*(100 * (e / s - 1) for e, s in ((end.low, start.high), (end.high, start.low))))
    return ways


def _span(cell: Any) -> _Span | None:
    """The numbers that a printed one stands for."""
    text = half_width_text(printed_value(str(cell)).text if cell is not None else "").strip()
    found = _NUMBER.match(text)
    if not found:
        return None
    value, half = float(found.group(1)), half_width(found.group(1))
    return _Span(value - half, value + half)
