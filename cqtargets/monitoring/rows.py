"""Rows of text become observations: printed values, bounds, dates, and every fault of every row."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from cqtargets import clock
from cqtargets.errors import CqTargetsError, DomainError, Problem
from cqtargets.files.cells import NUMBER, Cells, Row, RowResult, known_unit, per_in_name, read_text, unit_fault
from cqtargets.files.headings import bare_year
from cqtargets.files.places import place_of_the_rest
from cqtargets.targets.observation import Observation

__all__ = ["OBSERVATION_COLUMNS", "read_observation_rows"]

OBSERVATION_COLUMNS: Final = (
    "concept", "name_zh", "name_en", "document", "locator", "region", "when", "value", "text", "unit", "per",
    "population", "basis", "bound", "low", "high", "form", "since", "status", "published", "source", "reliability",
    "file", "sheet", "cell", "address", "note",
)  # fmt: skip


def read_observation_rows(
    rows: Iterable[Row], *, today: date | None = None, region: str = ""
) -> RowResult[Observation]:
    """Read rows into observations: concept (or name) and value are required; a row without a value is left out.

    Where `today` is given, only an estimate (预计) may lie after it. `region` is the place of rows that name none;
    without it the one place that the rows name, or none.
    """
    result: RowResult[Observation] = RowResult()
    rows = list(rows)
    place, remark = place_of_the_rest(rows, region)
    if remark is not None:
        result.remarks.append(remark)
    for number, row in rows:
        cells = Cells(number, row)
        if not cells.text("value"):
            name = cells.text("name_zh") or cells.text("concept")
            reason = f"no value for {name!r}: left out." if name else "no value and no name: left out."
            result.remarks.append(Problem(row=number, column="value", reason=reason))
            continue
        values = _observation_values(cells)
        values["region"] = values["region"] or place
        if today is not None:
            _refuse_future(cells, values, today)
        if not cells.problems:
            try:
                result.values.append((number, Observation(**values)))
            except DomainError as error:
                cells.fault("", str(error) + ".")
        result.problems.extend(cells.problems)
    return result


_STATUS_WORDS: Final = {"最终": "final", "快报": "preliminary", "初步": "preliminary", "预计": "estimate"}
_FORM_WORDS: Final = {
    "存量": "level",
    "时点": "level",
    "年度": "flow",
    "当年": "flow",
    "流量": "flow",
    "累计": "cumulative",
}


def _observation_values(cells: Cells) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column in OBSERVATION_COLUMNS:
        if column in ("when", "since", "value", "low", "high", "per"):
            continue
        values[column] = cells.text(column)
    values["per"] = cells.integer("per")
    _fill_value(cells, values)
    if values["per"] is None and not cells.text("per"):
        values["per"] = per_in_name(values["name_zh"], values["unit"])
    values["when"], values["since"] = _when(cells, "when"), _when(cells, "since")
    values["low"], values["high"] = cells.number("low"), cells.number("high")
    values["form"] = _FORM_WORDS.get(values["form"], values["form"])
    values["status"] = _STATUS_WORDS.get(values["status"], values["status"]) or "final"
    values["concept"] = values["concept"] or values["name_zh"]
    if not values["concept"]:
        cells.fault("concept", "neither concept nor name is given.", "Write the indicator's name (指标).")
    fault = unit_fault(values["unit"])
    if fault:
        cells.fault("unit", fault)
    return values


def _fill_value(cells: Cells, values: dict[str, Any]) -> None:
    """A number, or a printed value such as 突破23.7万张, whose words make it a bound."""
    raw = cells.cells.get("value")
    printed = raw.strip() if isinstance(raw, str) else ""
    if not printed or NUMBER.fullmatch(printed):
        values["value"] = cells.number("value")
        values["text"] = values["text"] or printed
        return
    try:
        read = read_text(printed, unit=known_unit(values["unit"]))
    except CqTargetsError:
        values["value"] = cells.number("value")
        return
    values["value"] = read.low if read.low is not None else read.high
    if values["value"] is None or read.comparator == "range":
        cells.fault("value", f"{printed!r} is not one number.", "Write the observed value.")
        return
    values["text"] = values["text"] or printed
    values["unit"] = read.unit or values["unit"]
    values["per"] = values["per"] or read.per
    bare = printed.removesuffix(read.unit).strip()
    if not values["bound"] and not NUMBER.fullmatch(bare):
        values["bound"] = read.comparator


def _refuse_future(cells: Cells, values: Mapping[str, Any], today: date) -> None:
    when = values["when"]
    if when is None or values["status"] == "estimate":
        return
    year = when.year if isinstance(when, date) else when
    if year > today.year or (isinstance(when, date) and when > today):
        cells.fault("when", f"{when} lies in the future.", "Correct the date, or write 预计 in column status (状态).")


def _when(cells: Cells, column: str) -> int | date | None:
    raw = cells.cells.get(column)
    if raw is None or raw == "" or (isinstance(raw, float) and math.isnan(raw)):
        return None
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, float) and raw == int(raw):
        raw = int(raw)
    try:
        written = bare_year(raw) if isinstance(raw, str) else None
        return clock.parse_when(raw) if written is None else written
    except DomainError as error:
        cells.fault(column, str(error) + ".")
        return None
