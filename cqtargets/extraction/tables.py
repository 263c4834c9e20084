"""Tables of a document through the reader of plan tables: a row a target, what cannot be laid out listed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cqtargets.conventions.reasons import Reason
from cqtargets.errors import CqTargetsError, DataFileError, Problem
from cqtargets.extraction.blocks import Block, Cell
from cqtargets.extraction.certainty import confidence_of
from cqtargets.extraction.setting import Setting, five_years
from cqtargets.extraction.statement import Statement
from cqtargets.extraction.topics import concept_of
from cqtargets.files.headings import bare_year, year_heading
from cqtargets.files.table import NumberedRows, Table
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.plan_table import read_plan

__all__ = ["TableFound", "read_block"]

_OF_TARGET: Final = frozenset({"target_text", "form", "target_low", "target_high"})
_LEFT_TO_IT: Final = frozenset({"id", "region", "concept", "plan"})
_BESIDE: Final = (
    "id", "parent", "earlier", "target_text", "baseline_text", "change", "reference", "place_unit", "population", "period_start",
    "tolerance", "follows", "basis", "responsible", "weight", "judgement", "status", "note",
)  # fmt: skip
_UNIT_LINE: Final = re.compile(r"单位\s*[:：]\s*(\S+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFound:
    """What a table gave: its statements, for each row without one the reason, by row from 0, and what was taken for granted."""

    statements: tuple[Statement, ...]
    unread: dict[int, str]
    remarks: tuple[str, ...] = ()


def read_block(block: Block, setting: Setting, unit: str = "") -> TableFound:
    """The statements of a table, through the reader of printed plan tables.

    `unit` is what a line above it says of the whole table (单位：台).
    """
    table = Table(
        file=block.box or "table",
        rows=_rows(block.grid, setting, unit),
        merged=tuple(_merged(block.grid)),
    )
    try:
        found = read_plan(table, plan=f"table{block.start}", region=setting.region)
    except DataFileError as error:
        reason = Reason("doc_no_targets", why=error.problems[0].reason) if error.problems else Reason("doc_no_table")
        return TableFound(statements=(), unread=dict.fromkeys(range(len(block.grid)), reason))
    except CqTargetsError as error:
        return TableFound(statements=(), unread=dict.fromkeys(range(len(block.grid)), error.reason))
    held = {number - 1 for number, _ in found.values}
    said = {one.row: one.reason for one in found.remarks if one.column in _OF_TARGET}
    unread = {problem.row - 1: problem.reason for problem in found.problems if problem.row}
    rest = {row: unread.get(row, Reason("doc_table_note")) for row in range(len(block.grid)) if row not in held}
    return TableFound(
        statements=tuple(_statement(block, number - 1, one, said.get(number)) for number, one in found.values),
        unread=rest,
        remarks=tuple(_remarks(block, found.remarks)),
    )


def _remarks(block: Block, remarks: Sequence[Problem]) -> Iterator[str]:
    """What the table's reader took for granted, but for what every table of a document leaves to it."""
    for one in remarks:
        if one.column not in _LEFT_TO_IT:
            yield Reason("doc_table_says", table=block.box or "table", row=one.row, said=one.reason)


def table_unit(lines: Sequence[Block]) -> str:
    """The unit that a line right above a table gives for all of it."""
    for line in reversed(lines):
        found = _UNIT_LINE.search(line.text)
        if found and len(line.text) < 30:
            unit = found.group(1)
            return (
                unit if unit.count("（") + unit.count("(") == unit.count("）") + unit.count(")") else unit.rstrip("）)")
            )
        if line.kind == "heading":
            break
    return ""


def _rows(grid: Sequence[Sequence[Cell]], setting: Setting, unit: str) -> NumberedRows:
    """The grid as numbered rows, each cell once, where it begins."""
    seen: set[int] = set()
    rows: NumberedRows = [(0, [f"单位：{unit}"])] if unit else []
    told = _told_years([cell.text for line in grid[:2] for cell in line], setting)
    for number, line in enumerate(grid, start=1):
        cells: list[Any] = []
        for cell in line:
            text = told.get(cell.text) or _spelled(cell.text, setting) if number <= 2 else cell.text
            cells.append(text if id(cell) not in seen and text else None)
            seen.add(id(cell))
        if any(cell is not None for cell in cells):
            rows.append((number, cells))
    return rows


def _spelled(text: str, setting: Setting) -> str:
    """Headings such as 基期水平 with the year that the document gives them."""
    if setting.base_year and re.fullmatch(r"基期(?:水平|值|数)?|现状值?|基数", text):
        return f"{setting.base_year}年{text}" if setting.period else text
    if setting.end_year and re.fullmatch(
        r"(?:规划)?目标值?|规划值|[“\"]?十[一二三四五六]五[”\"]?(?:末)?(?:目标)?值?", text
    ):
        span = five_years(text)
        return f"{span[1] if span else setting.end_year}年目标值"
    return text


def _told_years(header: Sequence[str], setting: Setting) -> dict[str, str]:
    """Headings that are years and nothing else, with what the plan's years make of each: known, or aimed at."""
    years = {text: year for text in header if (year := bare_year(text)) is not None}
    if setting.period is None or not setting.base_year or len(years) < 2:
        return {}
    if any(year_heading(text) for text in header) or not setting.base_year < max(years.values()) <= setting.period[1]:
        return {}
    return {text: f"{year}年{'实际值' if year <= setting.base_year else '目标值'}" for text, year in years.items()}


def _merged(grid: Sequence[Sequence[Cell]]) -> Iterator[tuple[int, int, int, int]]:
    """Ranges of positions that share a cell, rows from 1 and columns from 0."""
    places: dict[int, list[tuple[int, int]]] = {}
    for row, line in enumerate(grid, start=1):
        for column, cell in enumerate(line):
            places.setdefault(id(cell), []).append((row, column))
    for held in places.values():
        if len(held) > 1:
            rows, columns = [row for row, _ in held], [column for _, column in held]
            yield min(rows), max(rows), min(columns), max(columns)


def _statement(block: Block, row: int, one: Indicator, said: str | None) -> Statement:
    cells = list(dict.fromkeys(block.grid[row]))
    start, end = min(cell.start for cell in cells if cell.text), max(cell.end for cell in cells if cell.text)
    doubts = (said or Reason("doc_in_words"),) if str(one.certainty) != "printed" else ()
    quote = "\t".join(cell.text for cell in cells if cell.text)
    return Statement(
        kind="target", name=one.name_zh, concept=concept_of(one.name_zh, one.unit, one.per, one.region)[0], low=one.target_low, high=one.target_high, unit=one.unit, per=one.per,
        comparator=str(one.comparator or ("qualitative" if str(one.form) == "qualitative" else "=")), form=str(one.form), year=one.target_year, baseline=one.baseline, baseline_year=one.baseline_year,
        binding=str(one.binding or ""), region=one.region, section=" > ".join(block.section), box=block.box, row=str(row + 1),
        page=block.page, start=start, end=end, quote=quote, rule="table", confidence=confidence_of("table", "target", doubts),
        table_row=tuple(_row_of(one)), doubts=doubts, why=Reason("why_column"), used=tuple(_held(cells, one)),
    )  # fmt: skip


def _row_of(one: Indicator) -> Iterator[tuple[str, str]]:
    """What a target says beyond the fields of a statement, as a catalogue's file would hold it."""
    for column in _BESIDE:
        value = getattr(one, column)
        if value not in (None, ""):
            yield column, str(value)


def _held(cells: Sequence[Cell], one: Indicator) -> Iterator[tuple[int, int]]:
    """The cells whose text is the target's or the baseline's."""
    texts = {text.strip() for text in (one.target_text, one.baseline_text) if text}
    for cell in cells:
        if cell.text and (
            cell.text in texts or any(text and text in cell.text and len(cell.text) < 40 for text in texts)
        ):
            yield cell.start, cell.end
