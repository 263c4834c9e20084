"""A table before it means anything: rows of cells as a spreadsheet shows them, and what is seen beside the values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from cqtargets.errors import Problem

__all__ = ["NumberedRows", "Table", "filled", "letter", "number"]

NumberedRows = list[tuple[int, list[Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The filled rows of a table with their numbers as a spreadsheet shows them.

    `merged` holds the merged ranges of a worksheet as (first row, last row, first column, last column), columns from
    0; `sheet` and `sheets` the name of the worksheet and of all of its workbook; `marks` the raised characters behind
    a cell's text by (row, column); `remarks` what the sheet shows beside its values (hidden rows, struck-out text) and
    `faults` cells whose value the file does not hold; `turned` the rows of the file that are columns here, in order.
    """

    file: str
    rows: NumberedRows
    merged: tuple[tuple[int, int, int, int], ...] = ()
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    marks: Mapping[tuple[int, int], str] = field(default_factory=dict)
    remarks: tuple[Problem, ...] = ()
    faults: tuple[Problem, ...] = ()
    turned: tuple[int, ...] = ()


_NUMBERS = (int, float)


def filled(value: Any) -> bool:
    """Whether a cell holds anything but blanks."""
    if type(value) is str:
        return value != "" and not value.isspace()
    return value is not None and (type(value) in _NUMBERS or str(value).strip() != "")


@lru_cache(maxsize=1024)
def letter(position: int) -> str:
    """The letters over a column, counted from 0.

    >>> letter(0), letter(27)
    ('A', 'AB')
    """
    letters, number = "", position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def number(cell: Any) -> float | None:
    """The number of a cell, thousands set off by commas or not; None for any other.

    >>> number("1,200"), number(3), number("约3")
    (1200.0, 3.0, None)
    """
    try:
        return float(cell.replace(",", "")) if isinstance(cell, str) else float(cell)
    except (TypeError, ValueError):
        return None
