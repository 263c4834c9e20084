"""What a report says, as frozen parts: renderers know nothing of planning, the parts know nothing of formats."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "Block", "Cell", "Column", "Explorer", "Figure", "Ledger", "LedgerColumn", "LedgerValue", "Report", "Row", "Section",
    "Table", "Text", "Tone", "Tones", "chance", "number", "percent",
]  # fmt: skip


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
    """A table with its caption; `sheet` names it in a workbook, `note` stands below it in small print, `small` sets its type."""

    caption: str
    sheet: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    small: bool = False


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


LedgerValue = float | str | date | None
Tone = Literal["good", "open", "bad"]
Tones = tuple[tuple[str, Tone], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerColumn:
    """A column of a ledger: an input, or a formula with the library's values beside it.

    `formula` is written in spreadsheet functions, with references in braces: ``{key}`` the cell of that column in the
    same row, ``{ledger.key}`` the same row of another ledger, ``{ledger.key[]}`` that whole column,
    ``{ledger.first:last[]}`` all columns from one to another, ``{ledger.first:last#}`` their headings, ``{#}`` the
    heading (a year, as a number). `choices` are the values an input may have; `unit` shows the row's unit behind the
    number. A `helper` is a step on the way that a reader seldom needs; `tones` tell which words are good, open or bad.
    """

    key: str
    title: str
    width: int = 8
    format: str = "General"
    choices: tuple[str, ...] = ()
    formula: str = ""
    checked: bool = False
    unit: bool = False
    helper: bool = False
    tones: Tones = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Rows of inputs or of formulas over them, one row an item.

    A formula may look at the same row of another ledger where both list the same items in the same order.
    `rows` holds the inputs, or what the library computed for each formula. A `plotted` ledger is drawn one row at a
    time, over those columns whose headings are numbers.
    """

    key: str
    sheet: str
    caption: str
    lead: str
    columns: tuple[LedgerColumn, ...]
    rows: tuple[tuple[LedgerValue, ...], ...]
    units: tuple[str, ...] = ()
    plotted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Explorer:
    """What a page needs beyond its sections: plain data to explore, and the report in the other language.

    Both are made when a renderer needs them.
    """

    data: Callable[[], dict[str, Any]]
    translation: Callable[[], Report]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole report; `made` says what made it: versions, data, dates; `dated` is its date line.

    `contents` asks for a list of contents, `footer` stands beside the page numbers, `upright` turns no page.

    `ledgers` are recomputed where a format can compute; elsewhere the tables say the same.
    """

    title: str
    lead: str
    lang: str
    issuer: str
    sections: tuple[Section, ...]
    made: str
    dated: str = ""
    ledgers: tuple[Ledger, ...] = ()
    explorer: Explorer | None = None
    contents: bool = True
    footer: str = ""
    upright: bool = False

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table, in order."""
        return tuple(block for section in self.sections for block in section.blocks if isinstance(block, Table))


def number(value: float | None, digits: str = ".4g", *, sign: bool = False, note: str = "") -> Cell:
    """A number as a cell; missing numbers are empty."""
    if value is None or math.isnan(value):
        return Cell(note=note)
    text = f"{value:{'+' if sign else ''}{digits}}"
    return Cell(text, float(value), _number_format(text, sign=sign), note=note)


def _number_format(text: str, *, sign: bool) -> str:
    """The spreadsheet format that shows a number as `text` does."""
    mantissa, exponent, _ = text.partition("e")
    whole, dot, decimals = mantissa.partition(".")
    shown = ("#,##0" if "," in whole else "0") + dot + "0" * len(decimals) + ("E+00" if exponent else "")
    return f"+{shown};-{shown};{shown}" if sign else shown


def chance(value: float | None, *, note: str = "") -> Cell:
    """A probability in whole per cent: it knows no more."""
    return Cell("—", note=note) if value is None else Cell(f"{value:.0%}", float(value), "0%", note=note)


def percent(value: float | None, *, note: str = "", sign: bool = False) -> Cell:
    """A fraction as per cent with two digits."""
    if value is None or math.isnan(value):
        return Cell(note=note)
    return Cell(f"{100 * value:{'+' if sign else ''}.2f}%", float(value), "0.00%", note=note)
