"""Rows of text become observations: printed values, bounds, dates, and every fault of every row."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from cqtargets import clock, units
from cqtargets.concepts import Concepts, Match, load
from cqtargets.concepts.naming import name_remark, named
from cqtargets.conventions.reasons import Reason, fault
from cqtargets.errors import CqTargetsError, DomainError, Problem
from cqtargets.files.cells import NUMBER, Cells, Row, RowResult, known_unit, per_in_name, unit_fault
from cqtargets.files.moments import printed_moment
from cqtargets.files.places import place_of_the_rest
from cqtargets.files.printed_cells import unit_apart
from cqtargets.language.observed_text import parse_observed
from cqtargets.monitoring.defined_forms import stated_level, with_yearly_amounts
from cqtargets.targets.observation import Observation

__all__ = ["OBSERVATION_COLUMNS", "read_observation_rows"]

OBSERVATION_COLUMNS: Final = (
    "concept", "name_zh", "name_en", "document", "locator", "region", "when", "value", "text", "unit", "per",
    "population", "basis", "bound", "low", "high", "form", "since", "status", "published", "source", "reliability",
    "file", "sheet", "cell", "address", "note",
)  # fmt: skip
_NUMBERS: Final = ("when", "since", "value", "low", "high", "per")
_SHARE: Final = re.compile(r"\d\s*[%％‰]")
_LAST_WORD: Final = re.compile(
    r"(?:(?P<beds>床位)|(?P<people>人员|医师|护士|医生|职工|老年人|人口)|(?P<share>率|比例|比重|占比))(?:总?数|总量)?[）)]*$"
)
_UNIT_OF_WORD: Final = {"beds": "张", "people": "人", "share": "%"}
_NO_TEXTS: Final = {column: "" for column in OBSERVATION_COLUMNS if column not in _NUMBERS}


def read_observation_rows(
    rows: Iterable[Row], *, today: date | None = None, region: str = "", concepts: Concepts | None = None
) -> RowResult[Observation]:
    """Read rows into observations: concept (or name) and value are required; a row without a value is left out.

    A row with the key `under` stands in a table of many values a row: its faults name that column; rows with one object
    as `alike` differ in value, year and cell alone. Where `today` is
    given, only an estimate (预计) may lie after it. `region` is the place of rows that name none; without it the one
    place that the rows name, or none. A row without a concept takes the one of `concepts` (the bundled register by
    default) that its name stands for, as a target does.
    """
    register = load() if concepts is None else concepts
    matched: list[tuple[int, Match]] = []
    result: RowResult[Observation] = RowResult()
    made: list[tuple[int, Observation]] = []
    rows = list(rows)
    place, remark = place_of_the_rest(rows, region)
    if remark is not None:
        result.remarks.append(remark)
    last: tuple[Any, dict[str, Any], Match | None] | None = None
    for number, row in rows:
        shared = _shared(row, today)
        if shared is not None and last is not None and shared is last[0]:
            last[1].update(value=float(row["value"]), when=row["when"], cell=row["cell"])
            made.append((number, Observation(**last[1])))
            if last[2] is not None:
                matched.append((number, last[2]))
            continue
        cells = Cells(number, row)
        if not cells.text("value"):
            name = cells.text("name_zh") or cells.text("concept")
            reason = Reason("no_value_for", name=name) if name else Reason("no_value_no_name")
            result.remarks.append(Problem(row=number, column="value", reason=reason))
            continue
        values = _observation_values(cells)
        values["region"] = values["region"] or place
        if row.get("units") and not values["unit"]:
            values["unit"] = _unit_of(cells, values, row["units"], register)
        match = named(cells, values, register, result.remarks) if values["name_zh"] else None
        matched.extend([(number, match)] if match is not None else [])
        if not values["concept"]:
            cells.fault("concept", *fault("nameless_value"))
        values["form"] = stated_level(values, register)
        if today is not None:
            _refuse_future(cells, values, today)
        if not cells.problems:
            try:
                made.append((number, Observation(**values)))
                last = (shared, values, match) if shared is not None else None
            except DomainError as error:
                cells.fault("", Reason("sentence", why=error.reason))
        under = row.get("under")
        result.problems.extend(replace(fault, column=str(under)) if under else fault for fault in cells.problems)
    result.values, yearly = with_yearly_amounts(made, register)
    result.remarks.extend(yearly)
    result.remarks.extend(name_remark(matched))
    return result


def _unit_of(cells: Cells, values: Mapping[str, Any], units: Sequence[str], register: Concepts) -> str:
    """The one of a table's units in which the concept of a name is measured; a fault where none or several are."""
    fitting = [unit for unit in units if register.match(values["name_zh"], unit=unit, near=False).concept is not None]
    if not fitting:
        fitting = [unit for unit in units if _counted_in(values["name_zh"], unit)]
    if len(fitting) != 1:
        cells.fault("unit", *fault("one_of_units", name=values["name_zh"], units="、".join(units)))
        return ""
    return fitting[0]


def _counted_in(name: str, unit: str) -> bool:
    """Whether the last word of a name is of a unit: beds of 张, staff of 人, a share of %."""
    found = _LAST_WORD.search(name)
    word = found.lastgroup if found else None
    return word is not None and units.parse_unit(unit).base == units.parse_unit(_UNIT_OF_WORD[word]).base


def _shared(row: Mapping[str, Any], today: date | None) -> Any:
    """What marks the bare numbers of one row of a table, which share all but the past year; None for any other value."""
    mark = row.get("alike")
    if mark is None:
        return None
    value, when = row["value"], row["when"]
    past = type(when) is int and (today is None or when < today.year)
    return mark if past and type(value) in (int, float) and value == value else None


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
    values: dict[str, Any] = dict(_NO_TEXTS)
    for column, raw in cells.cells.items():
        if column in _NO_TEXTS and raw is not None:
            values[column] = raw.strip() if type(raw) is str else cells.text(column)
    values["per"] = cells.integer("per")
    _fill_value(cells, values)
    if values["per"] is None and not cells.text("per"):
        values["per"] = per_in_name(values["name_zh"], values["unit"])
    values["when"], values["since"] = _when(cells, "when"), _when(cells, "since")
    for end in ("low", "high"):
        given = cells.number(end) if end in cells.cells else None
        values[end] = values.get(end) if given is None else given
    values["form"] = _FORM_WORDS.get(values["form"], values["form"])
    values["status"] = _STATUS_WORDS.get(values["status"], values["status"]) or "final"
    values["unit"], values["per"] = unit_apart(values["unit"], values["per"], values["name_zh"])
    wrong = unit_fault(values["unit"])
    if wrong:
        cells.fault("unit", wrong)
    return values


def _fill_value(cells: Cells, values: dict[str, Any]) -> None:
    """A number, or a printed value such as 突破23.7万张, 近80% or 200（预计）, whose words make it a bound or an estimate."""
    raw = cells.cells.get("value")
    printed = raw.strip() if isinstance(raw, str) else ""
    if not printed or NUMBER.fullmatch(printed):
        values["value"] = cells.number("value")
        if not _is_count(printed, values):
            values["text"] = values["text"] or printed
        return
    line = str(cells.cells.get("unit_line") or "")
    try:
        read = parse_observed(printed, unit=None if line and _SHARE.search(printed) else known_unit(values["unit"]))
    except CqTargetsError as error:
        cells.fault("value", *_unread(error.reason))
        values["value"] = None
        return
    values["value"] = read.value
    if read.unit and line and _other_scale(read.unit, line):
        cells.fault("value", *fault("unit_against_line", text=printed, unit=line))
    if not _is_count(printed.replace(",", ""), values):
        values["text"] = values["text"] or printed
    values["unit"] = read.unit or values["unit"]
    if read.per and values["per"] and read.per != values["per"]:
        cells.fault("per", *fault("text_against_per", text=printed, read=read.per, given=values["per"]))
    values["per"] = values["per"] or read.per
    values["bound"] = values["bound"] or read.bound
    values["status"] = values["status"] or read.status
    if read.low is not None and values["bound"] == "~":
        values["low"], values["high"] = read.low, read.high


def _unread(why: Reason) -> tuple[Reason, Reason]:
    """What is not read in a print, and apart from it what to write."""
    if "remedy" not in why.facts:
        return Reason("sentence", why=why), Reason()
    return Reason(f"{why.code}_alone", **why.facts), Reason("to_do", what=why.facts["remedy"])


def _other_scale(unit: str, line: str) -> bool:
    """Whether a cell's unit measures the same as the note above its table, and on another scale."""
    one, other = units.parse_unit(unit), units.parse_unit(line)
    return one.base == other.base and one.factor != other.factor


def _is_count(printed: str, values: Mapping[str, Any]) -> bool:
    """Whether the cell counts things one by one: such a number is exact, from a text file as from a workbook."""
    unit = values["unit"]
    countable = not unit or (not unit_fault(unit) and units.counts(unit))
    return printed.isascii() and printed.isdigit() and countable and values["per"] is None


def _refuse_future(cells: Cells, values: Mapping[str, Any], today: date) -> None:
    when = values["when"]
    if when is None or values["status"] == "estimate":
        return
    year = when.year if isinstance(when, date) else when
    if year > today.year or (isinstance(when, date) and when > today):
        cells.fault("when", *fault("in_the_future", when=when))


def _when(cells: Cells, column: str) -> int | date | None:
    raw = cells.cells.get(column)
    if raw is None or raw == "" or (isinstance(raw, float) and math.isnan(raw)):
        return None
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, float) and raw == int(raw):
        raw = int(raw)
    try:
        written = printed_moment(raw) if isinstance(raw, str) else None
        return clock.parse_when(raw) if written is None else written
    except DomainError as error:
        cells.fault(column, Reason("sentence", why=error.reason))
        return None
