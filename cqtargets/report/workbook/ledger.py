"""Ledgers as sheets that compute: inputs, formulas with the library's numbers cached and beside them, a check."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from cqtargets.conventions.names import clean
from cqtargets.report.content import Ledger, LedgerColumn, LedgerValue, Report
from cqtargets.report.ledgers.formulas import NOISE_TEXT
from cqtargets.report.measure import lines

__all__ = ["LINE_HEIGHT", "LedgerBook", "write_ledgers"]

LINE_HEIGHT: Final = 15
"""Height of one line of a sheet, in points."""
_HEAD: Final = 3
_FIRST: Final = 4
_ROW: Final = "\0"
_REFERENCE: Final = re.compile(r"\{(?:(\w+)\.)?(\w+|#)(?::(\w+))?(\[\]|#)?\}")
_WORDS: Final = {
    "zh": {"library": "本库：{title}", "check": "核对", "failed": "核对不符的行数", "chart": "路径图", "row": "序号（可改）",
           "pick": "写一个序号，从 1 到 {count}。"},
    "en": {"library": "Library: {title}", "check": "Check", "failed": "Rows whose check fails", "chart": "Path chart",
           "row": "No. (change it)", "pick": "Write a number from 1 to {count}."},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RowFormula:
    """What a formula says in every row of a column, cut where the number of the row stands."""

    pieces: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> RowFormula:
        """A text in which `_ROW` stands for the number."""
        return cls(tuple(text.split(_ROW)))

    def at(self, row: int) -> str:
        """The formula of one row (from 0 in the sheet)."""
        return str(row + 1).join(self.pieces)


@dataclass(frozen=True, slots=True)
class LedgerBook:
    """Where each ledger stands: its sheet, and the column of the sheet where it begins."""

    ledgers: dict[str, Ledger]
    sheets: dict[str, str]
    origins: dict[str, int]

    def formula(self, text: str, ledger: Ledger, heading: str) -> RowFormula:
        """A formula with its references resolved, for any row of the ledger's sheet."""

        def resolve(match: re.Match[str]) -> str:
            other, key, end, extent = match.groups()
            if key == "#":
                return heading
            home = self.ledgers[other or ledger.key]
            sheet = "" if self.sheets[home.key] == self.sheets.get(ledger.key) else f"'{self.sheets[home.key]}'!"
            letters, last = (_letters(self.origins[home.key] + _place(home, name)) for name in (key, end or key))
            if extent is None:
                return f"{sheet}${letters}{_ROW}"
            top, bottom = (_HEAD + 1,) * 2 if extent == "#" else (_FIRST + 1, _FIRST + len(home.rows))
            return f"{sheet}${letters}${top}:${last}${bottom}"

        return RowFormula.of("=" + _REFERENCE.sub(resolve, text))


def _place(ledger: Ledger, key: str) -> int:
    return next(place for place, column in enumerate(ledger.columns) if column.key == key)


@lru_cache(maxsize=1024)
def _letters(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))


def write_ledgers(book: Any, report: Report, styles: Any, name: Any) -> None:
    """One sheet a ledger and what stands right of it, and a chart of one row of a plotted one.

    `name` gives a free sheet name.
    """
    known = {ledger.key: ledger for ledger in report.ledgers}
    sheets = {key: name(ledger.sheet) for key, ledger in known.items() if not ledger.right_of}
    sheets |= {key: sheets[ledger.right_of] for key, ledger in known.items() if ledger.right_of}
    origins = {key: len(known[one.right_of].columns) + 1 if one.right_of else 0 for key, one in known.items()}
    where, words = LedgerBook(known, sheets, origins), _WORDS[report.lang]
    for host in (ledger for ledger in report.ledgers if not ledger.right_of):
        sheet = book.add_worksheet(sheets[host.key])
        _take_formulas_as_written(sheet)
        guests = [ledger for ledger in report.ledgers if ledger.right_of == host.key]
        parts = [_Part(sheet, ledger, where, styles, words) for ledger in (host, *guests)]
        for part in parts:
            part.write()
        _set_page(sheet, parts)
    for ledger in report.ledgers:
        if ledger.plotted:
            _chart(book, book.add_worksheet(name(words["chart"])), ledger, where, styles, words)


def _take_formulas_as_written(sheet: Any) -> None:
    """Spare xlsxwriter the search for thirty functions of later Excels in every cell: no formula here names one."""
    sheet._prepare_formula = lambda formula, expand=False: formula.removeprefix("=")


class _Part:
    """One ledger on its sheet, from the column `origin` on."""

    def __init__(self, sheet: Any, ledger: Ledger, where: LedgerBook, styles: Any, words: dict[str, str]) -> None:
        self.sheet, self.ledger, self.where, self.styles, self.words = sheet, ledger, where, styles, words
        self.origin = where.origins[ledger.key]
        self.columns = list(enumerate(ledger.columns, start=self.origin))
        self.checked = [(place, column) for place, column in self.columns if column.checked]
        end = self.origin + len(ledger.columns)
        self.beside = {place: end + n for n, (place, _) in enumerate(self.checked)}
        self.check = end + len(self.checked)
        self.formulas = {
            place: where.formula(column.formula, ledger, f"{_letters(place)}${_HEAD + 1}")
            for place, column in self.columns
            if column.formula
        }
        self.agreements: dict[tuple[str, ...], RowFormula] = {}

    @property
    def last_row(self) -> int:
        return _FIRST + len(self.ledger.rows) - 1

    @property
    def last_column(self) -> int:
        return self.check if self.checked else self.check - 1

    @property
    def height(self) -> int:
        """Of the headings, in points."""
        titles = [(column.title, column.width) for _, column in self.columns]
        titles += [(self.words["library"].format(title=column.title), column.width) for _, column in self.checked]
        return LINE_HEIGHT * max(lines(title, width + 1) for title, width in titles)

    def write(self) -> None:
        ledger, sheet = self.ledger, self.sheet
        sheet.write_string(0, self.origin, clean(ledger.caption), self.styles.title)
        sheet.write_string(1, self.origin, clean(ledger.lead), self.styles.plain)
        self._headings()
        for number, values in enumerate(ledger.rows):
            self._row(_FIRST + number, values, ledger.units[number] if ledger.units else "")
        for place, column in self.columns:
            if column.choices:
                sheet.data_validation(
                    _FIRST, place, self.last_row, place,
                    {"validate": "list", "source": list(column.choices), "error_title": clean(column.title),
                     "error_message": ", ".join(column.choices)},
                )  # fmt: skip
        if self.checked:
            self._summary()

    def _headings(self) -> None:
        sheet, styles = self.sheet, self.styles
        for place, column in self.columns:
            sheet.set_column(place, place, 2 * column.width + 2)
            style = styles.formula_head if column.formula else styles.head
            if column.title.isdigit():
                sheet.write_number(_HEAD, place, int(column.title), style)
            else:
                sheet.write_string(_HEAD, place, clean(column.title), style)
        for place, column in self.checked:
            beside = self.beside[place]
            sheet.set_column(beside, beside, 2 * column.width + 2)
            sheet.write_string(_HEAD, beside, self.words["library"].format(title=clean(column.title)), styles.head)
        if self.checked:
            sheet.write_string(_HEAD, self.check, self.words["check"], styles.head)

    def _row(self, row: int, values: tuple[LedgerValue, ...], unit: str) -> None:
        for (place, column), value in zip(self.columns, values, strict=True):
            style = self.styles.number(_pattern(column, unit), locked=bool(column.formula))
            if not column.formula:
                _put(self.sheet, row, place, value, style, self.styles)
                continue
            self.sheet.write_formula(row, place, self.formulas[place].at(row), style, _cached(value))
            if column.checked:
                plain = self.styles.number(_pattern(column, unit))
                _put(self.sheet, row, self.beside[place], value, plain, self.styles)
        if self.checked:
            kinds = tuple(_kind(values[place - self.origin]) for place, _ in self.checked)
            if kinds not in self.agreements:
                self.agreements[kinds] = RowFormula.of(self._agreement(kinds))
            self.sheet.write_formula(row, self.check, self.agreements[kinds].at(row), self.styles.text, True)

    def _agreement(self, kinds: tuple[str, ...]) -> str:
        """True where each number is within 1e-9 of the library's, texts are equal, as many are empty and none is an error."""
        terms = []
        for (place, _), kind in zip(self.checked, kinds, strict=True):
            ours, theirs = (f"{_letters(column)}{_ROW}" for column in (place, self.beside[place]))
            if kind == "text":
                terms.append(f"{ours}={theirs}")
            elif kind == "number":
                terms.append(f"ABS({ours}-{theirs})<={NOISE_TEXT}*MAX(1,ABS({theirs}))")
        first, last = self.checked[0][0], self.checked[-1][0]
        unchecked = [place for place in range(first, last) if place not in self.beside]
        numbers = f"COUNT({_letters(first)}{_ROW}:{_letters(last)}{_ROW})"
        if unchecked:
            numbers += "".join(f"-COUNT({_letters(place)}{_ROW})" for place in unchecked)
        library = f"COUNT({_letters(self.check - len(self.checked))}{_ROW}:{_letters(self.check - 1)}{_ROW})"
        return f"=IFERROR(AND({','.join([f'{numbers}={library}', *terms])}),FALSE)"

    def _summary(self) -> None:
        letters = _letters(self.check)
        rows = f"{letters}{_FIRST + 1}:{letters}{self.last_row + 1}"
        self.sheet.write_string(2, 0, self.words["failed"], self.styles.plain)
        self.sheet.write_formula(2, 1, f"=COUNTIF({rows},FALSE)", self.styles.number("0"), 0)
        self.sheet.conditional_format(rows, {"type": "cell", "criteria": "==", "value": "FALSE",
                                             "format": self.styles.wrong})  # fmt: skip


def _set_page(sheet: Any, parts: Sequence[_Part]) -> None:
    """Frozen panes and the printed page of a sheet with its ledgers side by side."""
    host, width = parts[0], max(part.last_column for part in parts)
    named = next((place for place, column in host.columns if column.key == "name"), 0)
    sheet.set_row(_HEAD, max(part.height for part in parts))
    sheet.freeze_panes(_FIRST, named + 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1 if width < 30 else 2, 0)
    sheet.repeat_rows(_HEAD)
    if width >= 30:
        sheet.repeat_columns(0, named)
    sheet.print_area(0, 0, max(part.last_row for part in parts), width)
    sheet.set_footer("&C&P / &N")


def _kind(value: LedgerValue) -> str:
    return "" if value is None else "text" if isinstance(value, str) else "number"


@lru_cache(maxsize=1024)
def _pattern(column: LedgerColumn, unit: str) -> str:
    shown = re.sub(r'["\\]', "", clean(unit))[:20] if column.unit else ""
    return f'{column.format}" {shown}"' if shown else column.format


def _cached(value: LedgerValue) -> float | str:
    return "" if value is None or isinstance(value, date) else clean(value)[:255] if isinstance(value, str) else value


def _put(sheet: Any, row: int, place: int, value: LedgerValue, style: Any, styles: Any) -> None:
    if value is None:
        sheet.write_blank(row, place, None, style)
    elif isinstance(value, str):
        sheet.write_string(row, place, clean(value)[:32_000], styles.text)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, styles.number("yyyy-mm-dd"))
    else:
        sheet.write_number(row, place, value, style)


def _chart(book: Any, sheet: Any, ledger: Ledger, where: LedgerBook, styles: Any, words: dict[str, str]) -> None:
    """A native line chart of the row whose number stands in B1; nothing is smoothed."""
    name = sheet.get_name()
    years = [(place, column) for place, column in enumerate(ledger.columns) if column.title.isdigit()]
    count = len(ledger.rows)
    number = next((n for n, row in enumerate(ledger.rows) if any(row[place] is not None for place, _ in years)), 0)
    sheet.write_string(0, 0, words["row"], styles.head)
    sheet.write_number(0, 1, number + 1, styles.input)
    message = words["pick"].format(count=count)
    sheet.data_validation(0, 1, 0, 1, {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": count,
                                       "error_message": message})  # fmt: skip

    def picked(key: str) -> str:
        return where.formula(f"INDEX({{{ledger.key}.{key}[]}},$B$1)", _NOWHERE, "").at(0)

    label = _cached(ledger.rows[number][0])
    sheet.write_formula(1, 0, picked(ledger.columns[0].key), styles.text, label)
    for offset, (place, column) in enumerate(years, start=1):
        sheet.write_number(2, offset, int(column.title), styles.head)
        value = ledger.rows[number][place]
        cell = picked(column.key)
        sheet.write_formula(
            3, offset, f'=IF({cell[1:]}="",NA(),{cell[1:]})', styles.number("General"),
            "#N/A" if value is None else _cached(value),
        )  # fmt: skip
    sheet.set_column(0, 0, 24)
    chart = book.add_chart({"type": "line"})
    chart.add_series(
        {"name": [name, 1, 0], "categories": [name, 2, 1, 2, len(years)], "values": [name, 3, 1, 3, len(years)],
         "smooth": False, "line": {"color": "#0b3c6f", "width": 2}, "marker": {"type": "circle", "size": 5}}
    )  # fmt: skip
    chart.set_legend({"none": True})
    chart.show_blanks_as("span")
    chart.set_size({"width": 640, "height": 340})
    sheet.insert_chart(5, 0, chart)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)


_NOWHERE: Final = Ledger(key="", sheet="", caption="", lead="", columns=(), rows=())
