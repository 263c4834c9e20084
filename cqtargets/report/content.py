"""What a report says, as frozen parts: renderers know nothing of planning, the parts know nothing of formats."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Block", "Cell", "Column", "Figure", "Report", "Row", "Section", "Table", "Text", "number", "percent"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its printed text, the number behind it (in a workbook) with its format, and a small note below."""

    text: str = ""
    number: float | None = None
    format: str = "General"
    note: str = ""
    strong: bool = False
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column heading; `numeric` columns are set flush right, `width` is in Chinese characters."""

    title: str
    numeric: bool = False
    width: int = 8


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `key` is a stable anchor, `level` 1 a part of the row above."""

    cells: tuple[Cell, ...]
    key: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; `sheet` names it in a workbook."""

    caption: str
    sheet: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its caption; `draw` makes it when a renderer needs it."""

    caption: str
    draw: Callable[[], Axes]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `soft` ones are remarks."""

    words: str
    soft: bool = False


Block = Table | Figure | Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a report: a heading and its blocks."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    level: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole report; `made` says what made it: versions, data, dates."""

    title: str
    lead: str
    lang: str
    issuer: str
    sections: tuple[Section, ...]
    made: str

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table, in order."""
        return tuple(block for section in self.sections for block in section.blocks if isinstance(block, Table))


def number(value: float | None, digits: str = ".4g", *, sign: bool = False, note: str = "") -> Cell:
    """A number as a cell; missing numbers are empty."""
    if value is None or math.isnan(value):
        return Cell(note=note)
    return Cell(f"{value:{'+' if sign else ''}{digits}}", float(value), note=note)


def percent(value: float | None, *, note: str = "", sign: bool = False) -> Cell:
    """A fraction as per cent with two digits."""
    if value is None or math.isnan(value):
        return Cell(note=note)
    return Cell(f"{100 * value:{'+' if sign else ''}.2f}%", float(value), "0.00%", note=note)
