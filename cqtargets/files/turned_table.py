"""Plan tables with the years down the side and the indicators across: turned, so that each indicator is a row."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest
from typing import Any, Final

from cqtargets.conventions.reasons import told
from cqtargets.errors import Problem
from cqtargets.files.table import Table, filled, letter
from cqtargets.files.year_headings import read_heading, tidy

__all__ = ["turned"]

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
        block = [row, *_dated_rows(table.rows[index + 1 :], first)]
        if len(block) < 2 or any(read_heading(cell).understood for cell in row[first + 1 :] if filled(cell)):
            return None
        return _as_rows(table, index, block, first)
    return None


def _dated_rows(rows: list[tuple[int, list[Any]]], first: int) -> list[list[Any]]:
    found = []
    for _, row in rows:
        if not (first < len(row) and filled(row[first]) and read_heading(row[first]).understood):
            break
        found.append(row)
    return found


def _as_rows(table: Table, index: int, block: list[list[Any]], first: int) -> Table:
    columns = [list(cells) for cells in zip_longest(*block)]
    rows = [(place + 1, ["指标" if place == first else cells[0], *cells[1:]]) for place, cells in enumerate(columns)]
    rows = [(number, cells) for number, cells in rows if number > first and any(filled(cell) for cell in cells)]
    header, below = table.rows[index][0], table.rows[index + len(block) :]
    above = [(number - header, row) for number, row in table.rows[:index]]
    notes = [(len(columns) + number, row) for number, row in below]
    remark = Problem(row=header, **told("table_turned", first=letter(first + 1), number=first + 2))
    return replace(
        table, rows=[*above, *rows, *notes], merged=(), marks={}, remarks=(*table.remarks, remark),
    )  # fmt: skip
