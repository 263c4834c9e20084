"""Plan tables with the years down the side and the indicators across: turned, so that each indicator is a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from cqtargets.conventions.reasons import told
from cqtargets.errors import Problem
from cqtargets.files.table import NumberedRows, Table, filled, letter
from cqtargets.files.year_headings import read_heading, tidy

__all__ = ["located", "turned"]

_YEARS: Final = re.compile(r"(?:目标)?(?:年份?|年度|时间|时点|阶段|期限|指标)(?:[/\\、]?(?:指标|年份))?")
_SEARCH: Final = 30


def turned(table: Table) -> Table | None:
    """The table with its rows as columns; None where its first column holds no years.

    Its rows are counted by the columns that they were: row 2 is column B, which a remark says.
    """
    for index, (_, row) in enumerate(table.rows[:_SEARCH]):
        first = next((place for place, cell in enumerate(row) if filled(cell)), None)
        if first is None or not _YEARS.fullmatch(tidy(row[first])):
            continue
        block = [table.rows[index], *_dated_rows(table.rows[index + 1 :], first)]
        if len(block) < 2 or any(read_heading(cell).understood for cell in row[first + 1 :] if filled(cell)):
            return None
        return _as_rows(table, index, block, first)
    return None


def _dated_rows(rows: NumberedRows, first: int) -> NumberedRows:
    found = []
    for number, row in rows:
        if not (first < len(row) and filled(row[first]) and read_heading(row[first]).understood):
            break
        found.append((number, row))
    return found


def _as_rows(table: Table, index: int, block: NumberedRows, first: int) -> Table:
    columns = [list(cells) for cells in zip_longest(*(cells for _, cells in block))]
    rows = [(place + 1, ["指标" if place == first else cells[0], *cells[1:]]) for place, cells in enumerate(columns)]
    rows = [(number, cells) for number, cells in rows if number > first and any(filled(cell) for cell in cells)]
    header, below = table.rows[index][0], table.rows[index + len(block) :]
    above = [(number - header, row) for number, row in table.rows[:index]]
    notes = [(len(columns) + number, row) for number, row in below]
    remark = Problem(row=header, **told("table_turned", first=letter(first + 1), number=first + 2))
    return replace(
        table, rows=[*above, *rows, *notes], merged=(), marks={}, remarks=(*table.remarks, remark),
        turned=tuple(number for number, _ in block),
    )  # fmt: skip


def located(problem: Problem, rows: Sequence[int], fields: Sequence[str]) -> Problem:
    """The problem of a turned table with the address of its cell in the file.

    `rows` are the file's rows that became columns, `fields` what each of them was read as; what has no column of its
    own is told by the cell of the name, and one of two target years by the cells of both.

    >>> str(located(Problem(reason="is empty.", row=3, column="target_text"), (1, 4), ("name_zh", "target_text")))
    "cell C4, column 'target_text': is empty."
    """
    if not rows or not problem.row > 0:
        return problem
    held = [number for number, name in zip(rows, fields, strict=False) if name == problem.column] or rows[:1]
    return replace(problem, cell="/".join(f"{letter(problem.row - 1)}{number}" for number in held))
