"""One worksheet's cells: values as shown, and what a reader sees beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cqtargets.conventions.reasons import Reason, fault, told
from cqtargets.errors import Problem
from cqtargets.files.number_formats import is_date, moment, percentage
from cqtargets.files.refusal import refuse
from cqtargets.files.table import NumberedRows, Table, letter
from cqtargets.files.text_runs import Rich, RunReader

__all__ = ["MOST_CELLS", "Formats", "SheetReader"]

MOST_CELLS: Final = 5_000_000
"""Filled cells of one sheet."""
_MOST_ROWS: Final = 1_048_576
_MOST_COLUMNS: Final = 16_384
_REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")
_SHOWN: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Formats:
    """The cell styles of a workbook, by their index: number formats and struck-out fonts."""

    codes: tuple[str, ...] = ()
    struck: frozenset[int] = frozenset()
    from_1904: bool = False

    @property
    def marked(self) -> frozenset[int]:
        """The styles that change how a number is read: by their format, or because it is struck out."""
        return self.struck | {style for style, code in enumerate(self.codes) if code}


@dataclass(slots=True)
class SheetReader:
    """Takes the elements of a worksheet's XML; `table` gives what they came to.

    Rows stand where their numbers say, whatever the sheet's <dimension> claims.
    """

    file: str
    texts: list[Rich]
    formats: Formats
    rows: NumberedRows = field(default_factory=list)
    marks: dict[tuple[int, int], str] = field(default_factory=dict)
    faults: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    _places: dict[str, int] = field(default_factory=dict)
    _plain_places: dict[bytes, int] = field(default_factory=dict)
    _runs: RunReader = field(default_factory=RunReader)
    _row: int = 0
    _row_hidden: bool = False
    _cells: list[Any] = field(default_factory=list)
    _column: int = -1
    _kind: str = ""
    _style: int = 0
    _value: list[str] = field(default_factory=list)
    _formula: bool = False
    _within: str = ""
    _filled: int = 0
    _marked: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self._marked = self.formats.marked

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "c":
            self._open_cell(attributes)
        elif tag == "v":
            self._within = "v"
        elif tag == "is":
            self._within = "is"
        elif tag == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._row_hidden = attributes.get("hidden") in ("1", "true")
            self._cells, self._column = [], -1
        elif tag == "f":
            self._formula = True
        elif tag == "mergeCell":
            self._merge(attributes["ref"])
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = int(attributes["min"]), int(attributes["max"])
            self.hidden_columns.update(range(first - 1, min(last, _MOST_COLUMNS)))
        elif self._within == "is":
            self._runs.start(tag, attributes)

    def plain_row(self, number: int, cells: list[tuple[bytes, bytes, bytes, bytes]]) -> None:
        """Take a row without formulas and texts of its own: for each cell the letters, style, type and value."""
        self._row, self._row_hidden, self._cells, self._column = number, False, [], -1
        places, texts, marked, taken = self._plain_places, self.texts, self._marked, self._cells
        for letters, style, kind, value in cells:
            place = places.get(letters, -1)
            if place < 0:
                place = places[letters] = self._place(letters.decode())
            self._column = place
            rich = texts[int(value)] if kind == b"s" and value else None
            if (style and int(style) in marked) or (rich is not None and (rich.mark or rich.struck)):
                self._kind, self._style, self._formula = kind.decode() or "n", int(style or 0), False
                self._value = [value.decode()] if value else []
                self._close_cell()
                continue
            shown = rich.text if rich is not None else _whole(float(value)) if value else ""
            if shown != "":
                self._put(shown)
        if taken:
            self.rows.append((number, taken))

    def text(self, text: str) -> None:
        if self._within == "v":
            self._value.append(text)
        elif self._within == "is":
            self._runs.text(text)

    def end(self, tag: str) -> None:
        if tag in ("v", "is"):
            self._within = ""
        elif tag == "c":
            self._close_cell()
        elif tag == "row":
            if self._cells and self._row_hidden:
                self.hidden_rows.append(self._row)
            elif self._cells:
                self.rows.append((self._row, self._cells))
        elif self._within == "is":
            self._runs.end(tag)

    def _open_cell(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r", "")
        self._column = self._place(reference) if reference else self._column + 1
        if not 0 <= self._column < _MOST_COLUMNS or not 1 <= self._row <= _MOST_ROWS:
            raise refuse(self.file, f"holds a cell {reference or self._column} outside a sheet.", "Save it again.")
        self._kind = attributes.get("t", "n")
        self._style = int(attributes.get("s", 0))
        self._value.clear()
        self._formula = False

    def _place(self, reference: str) -> int:
        letters = reference.rstrip("0123456789")
        place = self._places.get(letters)
        if place is None:
            place = 0
            for character in letters:
                place = 26 * place + ord(character) - 64
            place = self._places[letters] = place - 1
        return place

    def _close_cell(self) -> None:
        if self._kind == "n" and self._value and self._style not in self._marked:
            self._put(_whole(float("".join(self._value))))
            return
        rich = self._rich()
        value: Any = rich.text if rich is not None else self._plain("".join(self._value))
        if rich is not None and (rich.mark or rich.struck):
            self._note_runs(rich)
        if value is None or value == "":
            if self._formula:
                self._fault(*fault("formula_without_value"))
            return
        if self._style in self.formats.struck:
            self._remark(Reason("struck_out", text=str(value)[:40]))
            return
        self._put(value)

    def _put(self, value: Any) -> None:
        self._filled += 1
        if self._filled > MOST_CELLS:
            raise refuse(self.file, f"has a sheet of more than {MOST_CELLS:,} filled cells.", "Save the table alone.")
        cells, column = self._cells, self._column
        if len(cells) > column:
            cells[column] = value
            return
        if len(cells) < column:
            cells.extend([None] * (column - len(cells)))
        cells.append(value)

    def _rich(self) -> Rich | None:
        if self._kind == "inlineStr":
            return self._runs.taken()
        if self._kind != "s":
            return None
        raw = "".join(self._value)
        return self.texts[int(raw)] if raw else Rich("")

    def _plain(self, raw: str) -> Any:
        if raw == "" or self._kind == "str":
            return raw
        if self._kind == "b":
            return raw == "1"
        if self._kind == "e":
            self._fault(*fault("shows_error", error=raw))
            return raw
        if self._kind == "d":
            return raw[:10]
        return self._number(raw)

    def _number(self, raw: str) -> Any:
        number = float(raw)
        codes = self.formats.codes
        code = codes[self._style] if self._style < len(codes) else ""
        if code:
            shown = percentage(number, code)
            if shown is not None:
                return shown
            if is_date(code):
                when = moment(number, from_1904=self.formats.from_1904)
                return number if when is None else when
        return _whole(number)

    def _note_runs(self, rich: Rich) -> None:
        if rich.mark:
            self.marks[self._row, self._column] = rich.mark
        if rich.struck:
            self._remark(Reason("struck_out", text=rich.struck[:40]))

    def _fault(self, reason: str, remedy: str) -> None:
        if not self._row_hidden and self._column not in self.hidden_columns:
            self.faults.append(Problem(row=self._row, column=letter(self._column), reason=reason, remedy=remedy))

    def _remark(self, reason: str) -> None:
        if not self._row_hidden and self._column not in self.hidden_columns:
            self.remarks.append(Problem(row=self._row, column=letter(self._column), reason=reason))

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        ends = [_REFERENCE.fullmatch(end) for end in (first, last or first)]
        if ends[0] and ends[1]:
            rows = [int(end.group(2)) for end in ends if end]
            places = [self._place(end.group(1)) for end in ends if end]
            self.merged.append((rows[0], rows[1], places[0], places[1]))

    def table(self, name: str, sheets: tuple[str, ...]) -> Table:
        """The rows that a reader sees: what is hidden is left out, and said."""
        hidden = self._without_hidden_columns()
        return Table(
            file=self.file, rows=self.rows, merged=tuple(self.merged), sheet=name, sheets=sheets, marks=self.marks,
            remarks=tuple(hidden + self.remarks), faults=tuple(self.faults),
        )  # fmt: skip

    def _without_hidden_columns(self) -> list[Problem]:
        said = []
        if self.hidden_rows:
            numbers = ", ".join(map(str, self.hidden_rows[:_SHOWN]))
            more = len(self.hidden_rows) - _SHOWN
            listed = Reason("and_more", listed=numbers, count=more) if more > 0 else numbers
            said.append(
                Problem(
                    row=self.hidden_rows[0],
                    **told("hidden_rows", rows=listed),
                )
            )
        emptied: set[int] = set()
        for _, cells in self.rows:
            for place in self.hidden_columns:
                if place < len(cells) and cells[place] not in (None, ""):
                    cells[place] = None
                    emptied.add(place)
        for place in sorted(emptied):
            said.append(Problem(column=letter(place), **told("hidden_column", column=letter(place))))
        return said


def _whole(number: float) -> int | float:
    """A whole number as one, as spreadsheets show it."""
    return int(number) if number.is_integer() and abs(number) < 1e15 else number
