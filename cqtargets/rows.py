"""Rows of text become frozen values: every fault of every row is collected with its column, value and remedy."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from cqtargets import clock, units
from cqtargets.errors import CqTargetsError, DomainError, Problem, UnitError
from cqtargets.indicator import Indicator
from cqtargets.numerals import half_width_text
from cqtargets.observation import Observation
from cqtargets.target_faults import target_faults
from cqtargets.vocabulary import Binding

if TYPE_CHECKING:
    from cqtargets.target_text import TargetText

__all__ = ["INDICATOR_COLUMNS", "OBSERVATION_COLUMNS", "Row", "RowResult", "read_indicators", "read_observation_rows"]

INDICATOR_COLUMNS: Final = (
    "id", "concept", "plan", "locator", "name_zh", "name_en", "parent", "measure", "form", "comparator",
    "unit", "per", "population", "region", "baseline_year", "baseline", "baseline_text", "period_start",
    "target_year", "target_low", "target_high", "target_text", "follows", "alternative", "direction",
    "binding", "basis", "certainty", "note",
)  # fmt: skip

OBSERVATION_COLUMNS: Final = (
    "concept", "name_zh", "name_en", "document", "locator", "region", "when", "value", "text", "unit", "per",
    "population", "basis", "bound", "status", "published", "source", "reliability", "note",
)  # fmt: skip

_INTEGERS: Final = frozenset({"per", "baseline_year", "period_start", "target_year"})
_NUMBERS: Final = frozenset({"baseline", "target_low", "target_high", "value"})
_TARGET_NUMBERS: Final = ("target_low", "target_high")
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
_DASHES: Final = ("", "—", "-", "——")
_PER = re.compile(r"每\s*(十万|10万|万|千|百)")
_PER_SIZES: Final = {"十万": 100000, "10万": 100000, "万": 10000, "千": 1000, "百": 100}

Row = tuple[int, Mapping[str, Any]]
Value = TypeVar("Value")


@dataclass(slots=True)
class RowResult(Generic[Value]):
    """What rows gave: values with their row numbers, faults, and remarks (defaults taken, ids made up)."""

    values: list[tuple[int, Value]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)


class _Cells:
    """One row while it is read: text and numbers by column, faults as they are met."""

    __slots__ = ("cells", "problems", "row")

    def __init__(self, row: int, cells: Mapping[str, Any]) -> None:
        self.row = row
        self.cells = cells
        self.problems: list[Problem] = []

    def fault(self, column: str, reason: str, remedy: str = "") -> None:
        value = self.cells.get(column)
        self.problems.append(
            Problem(
                row=self.row, column=column, value="" if value is None else str(value), reason=reason, remedy=remedy
            )
        )

    def text(self, column: str) -> str:
        value = self.cells.get(column)
        return value.strip() if type(value) is str else _as_text(value)

    def number(self, column: str) -> float | None:
        value = self.cells.get(column)
        if value is None or value == "":
            return None
        if type(value) is str:
            return self._parsed_number(column, value.strip())
        if isinstance(value, bool) or (not isinstance(value, (int, float)) and not hasattr(value, "__float__")):
            self.fault(column, f"{value!r} is not a number.", "Write digits, or leave the cell empty.")
            return None
        number = float(value)
        return None if math.isnan(number) else number

    def _parsed_number(self, column: str, text: str) -> float | None:
        if not text:
            return None
        if _NUMBER.fullmatch(text):
            return float(text)
        self.fault(column, f"{text!r} is not a number.", _remedy_for_number(text, column))
        return None

    def integer(self, column: str) -> int | None:
        number = self.number(column)
        if number is None:
            return None
        if not number.is_integer():
            self.fault(column, f"{number:g} is not a whole number.", "Write a whole number, such as 2025.")
            return None
        return int(number)


def _as_text(value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value).strip()
    return "" if text in ("<NA>", "NaT") else text


def _remedy_for_number(text: str, column: str) -> str:
    narrow = half_width_text(text).replace(",", "")
    if _NUMBER.fullmatch(narrow):
        return f"Write {narrow} in half-width digits without separators."
    if narrow in _DASHES:
        return "A dash means missing: leave the cell empty."
    try:
        read = _read_text(text)
    except CqTargetsError:
        return "Write digits, or leave the cell empty."
    value = read.low if read.low is not None else read.high
    if value is None:
        return "Write digits, or leave the cell empty."
    if column.startswith("target") and read.comparator:
        return f"Write {value:g}, and {read.comparator!r} in column 'comparator'."
    return f"Write {value:g}."


def _read_text(text: str, **context: str | None) -> TargetText:
    """`parse_target`, loaded with its thirty patterns only where a printed text is read."""
    from cqtargets.target_text import parse_target

    return parse_target(text, **context)


@lru_cache(maxsize=4096)
def _unit_fault(unit: str) -> str:
    try:
        units.parse_unit(unit)
    except UnitError as error:
        return str(error)
    return ""


def _binding(cells: _Cells) -> Binding | None:
    text = cells.text("binding")
    if not text:
        return None
    for binding in Binding:
        if text in (binding.value, binding.name.lower()):
            return binding
    cells.fault("binding", f"{text!r} is not a binding type.", "Write 约束性 or 预期性, or leave it empty.")
    return None


def read_indicators(rows: Iterable[Row], *, plan: str = "plan") -> RowResult[Indicator]:
    """Read rows into indicators; `plan` is the key for rows that name none.

    Only `name_zh`, `target_year` and a target are required. Numbers may stand in `target_low` and `target_high`, or
    the printed target in `target_text`, which `parse_target` reads. Defaults are stated in the remarks.
    """
    result: RowResult[Indicator] = RowResult()
    declared: set[str] = set()
    for number, row in rows:
        cells = _Cells(number, row)
        declared.add(cells.text("id"))
        remarks: list[Problem] = []
        values = _indicator_values(cells, plan, remarks)
        if not cells.problems:
            try:
                result.values.append((number, Indicator(**values)))
            except DomainError:
                _explain(cells, values)
        result.problems.extend(cells.problems)
        if not cells.problems:
            result.remarks.extend(remarks)
    _check_together(result, declared)
    return result


def _indicator_values(cells: _Cells, plan: str, remarks: list[Problem]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column in INDICATOR_COLUMNS:
        if column in _INTEGERS:
            values[column] = cells.integer(column)
        elif column in _NUMBERS:
            values[column] = cells.number(column)
        elif column != "binding":
            values[column] = cells.text(column)
    values["binding"] = _binding(cells)
    if not values["name_zh"]:
        cells.fault("name_zh", "the name is empty.", "Write the indicator's name (指标).")
    if values["target_year"] is None and not any(p.column == "target_year" for p in cells.problems):
        cells.fault("target_year", "the target year is empty.", "Write the year, such as 2025 (目标年).")
    _fill_baseline(cells, values)
    _fill_target(cells, values)
    _fill_defaults(cells, values, plan, remarks)
    fault = _unit_fault(values["unit"])
    if fault:
        cells.fault("unit", fault)
    return values


def _fill_baseline(cells: _Cells, values: dict[str, Any]) -> None:
    text = values["baseline_text"]
    if values["baseline"] is not None or text in _DASHES or any(p.column == "baseline" for p in cells.problems):
        return
    try:
        read = _read_text(text, unit=_known(values["unit"]))
    except CqTargetsError as error:
        cells.fault("baseline_text", str(error) + ".")
        return
    values["baseline"] = read.low if read.low is not None else read.high


def _fill_target(cells: _Cells, values: dict[str, Any]) -> None:
    text = values["target_text"]
    has_numbers = any(values[column] is not None for column in _TARGET_NUMBERS)
    entered = has_numbers or values["comparator"] or any(p.column in _TARGET_NUMBERS for p in cells.problems)
    numberless = values["form"] in ("proportional", "qualitative")
    if entered or numberless:
        if has_numbers and not values["comparator"]:
            values["comparator"] = _comparator_for(values)
        return
    if not text:
        cells.fault("target_text", "the target is empty.", "Write it as the plan prints it (目标值), such as 65%以上.")
        return
    try:
        read = _read_text(text, unit=_known(values["unit"]), direction=values["direction"] or None)
    except CqTargetsError as error:
        cells.fault("target_text", str(error) + ".")
        return
    _take(read, values)


def _known(unit: str) -> str | None:
    return unit if unit and not _unit_fault(unit) else None


def _take(read: TargetText, values: dict[str, Any]) -> None:
    values["comparator"] = read.comparator
    values["target_low"], values["target_high"] = read.low, read.high
    values["form"] = values["form"] or read.form
    values["unit"] = read.unit or values["unit"]
    values["per"] = values["per"] or read.per
    values["certainty"] = values["certainty"] or read.certainty
    if not values["direction"] and read.comparator in ("<=", "<"):
        values["direction"] = "down"


def _comparator_for(values: Mapping[str, Any]) -> str:
    if values["target_low"] is None:
        return "<="
    return ">=" if values["target_high"] is None else "range"


def _fill_defaults(cells: _Cells, values: dict[str, Any], plan: str, remarks: list[Problem]) -> None:
    values["form"] = values["form"] or "level"
    values["direction"] = values["direction"] or ("down" if values["comparator"] in ("<=", "<") else "up")
    values["certainty"] = values["certainty"] or "printed"
    values["plan"] = values["plan"] or plan
    values["concept"] = values["concept"] or values["name_zh"]
    values["region"] = values["region"] or "重庆市"
    if values["per"] is None:
        found = _PER.search(values["name_zh"])
        values["per"] = _PER_SIZES[found.group(1)] if found and values["unit"] not in ("%", "‰", "") else None
    values["measure"] = values["measure"] or _measure_for(values)
    if not values["id"]:
        values["id"] = f"{values['plan']}.row{cells.row}"
        remarks.append(
            Problem(row=cells.row, column="id", reason=f"no id: {values['id']!r} is made from plan and row.")
        )


def _measure_for(values: Mapping[str, Any]) -> str:
    unit = values["unit"]
    if unit in ("%", "‰"):
        return "share"
    if unit in ("1:x", "x:1"):
        return "ratio"
    if unit in ("元", "万元", "亿元"):
        return "amount"
    if unit == "岁":
        return "mean"
    return "rate" if values["per"] or unit.startswith("1/") else "count"


def _explain(cells: _Cells, values: Mapping[str, Any]) -> None:
    """Turn the faults that `Indicator` finds into problems with their column."""
    probe = object.__new__(Indicator)
    for name, value in values.items():
        object.__setattr__(probe, name, value)
    for column, reason in target_faults(probe):
        sentence, _, remedy = reason.partition(". ")
        cells.fault(column, sentence.rstrip(".") + ".", remedy)


def _check_together(result: RowResult[Indicator], declared: set[str]) -> None:
    first_row: dict[str, int] = {}
    for row, indicator in result.values:
        if indicator.id in first_row:
            result.problems.append(
                Problem(
                    row=row,
                    column="id",
                    value=indicator.id,
                    reason=f"{indicator.id!r} stands in row {first_row[indicator.id]} too.",
                    remedy="Give each row its own id.",
                )
            )
        else:
            first_row[indicator.id] = row
    for row, indicator in result.values:
        if indicator.parent and indicator.parent not in first_row and indicator.parent not in declared:
            result.problems.append(
                Problem(
                    row=row,
                    column="parent",
                    value=indicator.parent,
                    reason=f"{indicator.parent!r} is not an id in this file.",
                    remedy="Write the id of the row that this one is part of, or leave it empty.",
                )
            )
    result.problems.sort(key=lambda problem: problem.row)


def read_observation_rows(rows: Iterable[Row]) -> RowResult[Observation]:
    """Read rows into observations: concept (or name) and value are required."""
    result: RowResult[Observation] = RowResult()
    for number, row in rows:
        cells = _Cells(number, row)
        values = _observation_values(cells)
        if not cells.problems:
            try:
                result.values.append((number, Observation(**values)))
            except DomainError as error:
                cells.fault("", str(error) + ".")
        result.problems.extend(cells.problems)
    return result


def _observation_values(cells: _Cells) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column in OBSERVATION_COLUMNS:
        if column in ("when", "value", "per"):
            continue
        values[column] = cells.text(column)
    values["per"] = cells.integer("per")
    values["value"] = cells.number("value")
    values["when"] = _when(cells)
    values["status"] = values["status"] or "final"
    values["region"] = values["region"] or "重庆市"
    values["concept"] = values["concept"] or values["name_zh"]
    if not values["concept"]:
        cells.fault("concept", "neither concept nor name is given.", "Write the indicator's name (指标).")
    if values["value"] is None and not any(p.column == "value" for p in cells.problems):
        cells.fault("value", "the value is empty.", "Write the observed value, or delete the row.")
    fault = _unit_fault(values["unit"])
    if fault:
        cells.fault("unit", fault)
    return values


def _when(cells: _Cells) -> int | date | None:
    raw = cells.cells.get("when")
    if raw is None or raw == "" or (isinstance(raw, float) and math.isnan(raw)):
        return None
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, float) and raw == int(raw):
        raw = int(raw)
    try:
        return clock.parse_when(raw)
    except DomainError as error:
        cells.fault("when", str(error) + ".")
        return None
