"""Tables of a document through the reader of plan tables: a row a target, what cannot be laid out listed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cqtargets.conventions.reasons import Reason
from cqtargets.errors import CqTargetsError, DataFileError
from cqtargets.extraction.blocks import Block, Cell
from cqtargets.extraction.certainty import confidence_of
from cqtargets.extraction.setting import Setting, five_years
from cqtargets.extraction.statement import Statement
from cqtargets.extraction.topics import concept_of
from cqtargets.files.headings import bare_year, year_heading
from cqtargets.files.table import Table
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.plan_table import read_plan

__all__ = ["TableFound", "read_block"]

_PLACE: Final = re.compile(r"^(?:区域|地区|区县|行政区|县区|区划|单位名称|县（市、区）|市（州）)$")
_DATED: Final = re.compile(r"(?:19|20)\d\d年?")
_UNIT_LINE: Final = re.compile(r"单位\s*[:：]\s*(\S+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFound:
    """What a table gave: its statements, and for each row without one the reason, by row from 0."""

    statements: tuple[Statement, ...]
    unread: dict[int, str]


def read_block(block: Block, setting: Setting, unit: str = "") -> TableFound:
    """The statements of a table, through the reader of printed plan tables.

    `unit` is what a line above it says of the whole table (单位：台).
    """
    rows, origin = _rows(block.grid, setting, unit)
    table = Table(file=block.box or "table", rows=rows, merged=tuple(_merged(block.grid)) if origin is None else ())
    try:
        found = read_plan(table, plan="draft", region=setting.region)
    except DataFileError as error:
        reason = Reason("doc_no_targets", why=error.problems[0].reason) if error.problems else Reason("doc_no_table")
        return TableFound(statements=(), unread=dict.fromkeys(range(len(block.grid)), reason))
    except CqTargetsError as error:
        return TableFound(statements=(), unread=dict.fromkeys(range(len(block.grid)), error.reason))
    statements = []
    for number, indicator in found.values:
        row = number - 1 if origin is None else origin[number]
        statements.append(_statement(block, row, indicator))
    held = {number - 1 if origin is None else origin[number] for number, _ in found.values}
    unread = {
        (problem.row - 1 if origin is None else origin.get(problem.row, 0)): problem.reason
        for problem in found.problems
        if problem.row
    }
    rest = {row: unread.get(row, Reason("doc_table_note")) for row in range(len(block.grid)) if row not in held}
    return TableFound(statements=tuple(statements), unread=rest)


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


def _rows(
    grid: Sequence[Sequence[Cell]], setting: Setting, unit: str
) -> tuple[list[tuple[int, list[Any]]], dict[int, int] | None]:
    """The grid as numbered rows; a table of places against things unfolded to a row each, with the row it came from."""
    unfolded = _unfolded(grid, unit)
    if unfolded is not None:
        header, lines = unfolded
        rows: list[tuple[int, list[Any]]] = [(1, list(header))]
        origin = {1: 0}
        for row, texts in lines:
            rows.append((len(rows) + 1, list(texts)))
            origin[len(rows)] = row
        return rows, origin
    depth, header = _header(grid)
    told = _told_years(header if depth else [cell.text for cell in grid[0]], setting)
    seen = {id(cell) for line in grid[:depth] for cell in line}
    unitless = _unitless(grid)
    plain: list[tuple[int, list[Any]]] = (
        [(depth, [told.get(text) or _spelled(text, setting) or None for text in header])] if depth else []
    )
    for number, line in enumerate(grid[depth:], start=depth + 1):
        cells: list[Any] = []
        for cell in line:
            text = _spelled(cell.text, setting) if number <= 2 else "" if cell in unitless else cell.text
            text = told.get(text, text) if number == 1 else text
            cells.append(text if id(cell) not in seen and text else None)
            seen.add(id(cell))
        if any(cell is not None for cell in cells):
            plain.append((number, cells))
    if unit and plain:
        plain.insert(0, (0, [f"单位：{unit}"]))
    return plain, None


def _unitless(grid: Sequence[Sequence[Cell]]) -> list[Cell]:
    """The cells of a unit column that hold a dash: no unit."""
    columns = [column for column, cell in enumerate(grid[0]) if re.fullmatch(r"(?:计量)?单位", cell.text)]
    return [line[column] for line in grid for column in columns if re.fullmatch(r"[—–\-/]{1,2}", line[column].text)]


def _header(grid: Sequence[Sequence[Cell]]) -> tuple[int, list[str]]:
    """How many rows a header takes whose cells reach down over several, and its text column by column."""
    depth = max((_down(grid, column) for column in range(len(grid[0]))), default=1)
    if not 2 <= depth <= min(3, len(grid) - 1) or all(_down(grid, column) == depth for column in range(len(grid[0]))):
        return 0, []
    texts = []
    for column in range(len(grid[0])):
        parts = list(
            dict.fromkeys(line[column].text for line in grid[:depth] if column < len(line) and line[column].text)
        )
        texts.append(parts[-1] if parts and _DATED.search(parts[-1]) else "".join(parts))
    return depth, texts


def _down(grid: Sequence[Sequence[Cell]], column: int) -> int:
    """How many rows the first cell of a column reaches down."""
    first = grid[0][column]
    return next((row for row, line in enumerate(grid) if column >= len(line) or line[column] is not first), len(grid))


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


def _unfolded(grid: Sequence[Sequence[Cell]], unit: str) -> tuple[list[str], list[tuple[int, list[str]]]] | None:
    """A table whose rows are places and whose columns are things with years under them."""
    if len(grid) < 3 or len(grid[0]) < 3 or not _PLACE.match(grid[0][0].text.replace(" ", "")):
        return None
    names: list[str] = []
    for cell in grid[0][1:]:
        names.append(cell.text or (names[-1] if names else ""))
    years = [cell.text for cell in grid[1][1:]]
    if not all(names) or sum(bool(_DATED.search(year)) for year in years) < len(years):
        return None
    kinds = list(dict.fromkeys(years))
    header = ["指标", "地区", "单位", *kinds]
    lines: list[tuple[int, list[str]]] = []
    for row, line in enumerate(grid[2:], start=2):
        for name in dict.fromkeys(names):
            values = {year: cell.text for held, year, cell in zip(names, years, line[1:], strict=False) if held == name}
            lines.append((row, [name, line[0].text, unit, *(values.get(kind, "") for kind in kinds)]))
    return header, lines


def _statement(block: Block, row: int, one: Indicator) -> Statement:
    cells = list(dict.fromkeys(block.grid[row]))
    start, end = min(cell.start for cell in cells if cell.text), max(cell.end for cell in cells if cell.text)
    doubts = (Reason("doc_in_words"),) if str(one.certainty) != "printed" else ()
    quote = "\t".join(cell.text for cell in cells if cell.text)
    return Statement(
        kind="target", name=one.name_zh, concept=concept_of(one.name_zh, one.unit, one.per, one.region)[0], low=one.target_low, high=one.target_high, unit=one.unit, per=one.per,
        comparator=str(one.comparator or ("qualitative" if str(one.form) == "qualitative" else "")), form=str(one.form), year=one.target_year, baseline=one.baseline, baseline_year=one.baseline_year,
        binding=str(one.binding or ""), region=one.region, section=" > ".join(block.section), box=block.box, row=str(row + 1),
        page=block.page, start=start, end=end, quote=quote, rule="table", confidence=confidence_of("table", "target", doubts),
        doubts=doubts, why=Reason("why_column"), used=tuple(_held(cells, one)),
    )  # fmt: skip


def _held(cells: Sequence[Cell], one: Indicator) -> Iterator[tuple[int, int]]:
    """The cells whose text is the target's or the baseline's."""
    texts = {text.strip() for text in (one.target_text, one.baseline_text) if text}
    for cell in cells:
        if cell.text and (
            cell.text in texts or any(text and text in cell.text and len(cell.text) < 40 for text in texts)
        ):
            yield cell.start, cell.end
