"""Ledgers as sheets that compute: inputs, formulas with the library's numbers cached and beside them, a check."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from cqtargets.conventions.names import clean
from cqtargets.report.content import Ledger, LedgerColumn, LedgerValue, Report
from cqtargets.report.ledgers.formulas import NOISE_TEXT
from cqtargets.report.measure import characters, lines
from cqtargets.report.workbook.filters import add_filters, distinct
from cqtargets.report.workbook.row_chart import draw_row
from cqtargets.report.workbook.styles import LINE_HEIGHT, Styles

__all__ = ["LedgerBook", "write_ledgers"]

_HEAD: Final = 3
_FIRST: Final = 4
_ROW: Final = "\0"
_TRUTH: Final = '"TRUE";"TRUE";"FALSE"'
_DAY: Final = "yyyy-mm-dd"
_NO_NAME: Final = re.compile(r"[^\w]+")
_NOWHERE: Final = Ledger(key="", sheet="", caption="", lead="", columns=(), rows=())
_REFERENCE: Final = re.compile(r"\{(?:(\w+)\.)?(\w+|#)(?::(\w+))?(\[\]|#)?\}")
_WORDS: Final = {
    "zh": {"library": "本库：{title}", "check": "核对", "failed": "核对不符的行数", "chart": "路径图", "row": "序号（可改）",
           "pick": "写一个序号，从 1 到 {count}。", "charted": "一项目标逐年应达到的水平；改 B1 的序号换一项"},
    "en": {"library": "Library: {title}", "check": "Check", "failed": "Rows whose check fails", "chart": "Path chart",
           "row": "No. (change it)", "pick": "Write a number from 1 to {count}.",
           "charted": "The path of one target; change the number in B1 for another"},
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
    """Where each ledger stands: its sheet."""

    ledgers: dict[str, Ledger]
    sheets: dict[str, str]

    def formula(self, text: str, ledger: Ledger, heading: str) -> RowFormula:
        """A formula with its references resolved, for any row of the ledger's sheet."""

        def resolve(match: re.Match[str]) -> str:
            other, key, end, extent = match.groups()
            if key == "#":
                return f"VALUE({heading})"
            home = self.ledgers[other or ledger.key]
            sheet = "" if home.key == ledger.key else f"'{self.sheets[home.key]}'!"
            letters, last = (_letters(_place(home, name)) for name in (key, end or key))
            if extent is None:
                return f"{sheet}${letters}{_ROW}"
            top, bottom = (_HEAD + 1,) * 2 if extent == "#" else (_FIRST + 1, _FIRST + len(home.rows))
            return f"{sheet}${letters}${top}:${last}${bottom}"

        return RowFormula.of("=" + _REFERENCE.sub(resolve, text))

    def outside(self, text: str) -> str:
        """A formula that stands on no ledger's sheet."""
        return self.formula(text, _NOWHERE, "").at(0)


def _place(ledger: Ledger, key: str) -> int:
    return next(place for place, column in enumerate(ledger.columns) if column.key == key)


@lru_cache(maxsize=1024)
def _letters(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))


def write_ledgers(book: Any, report: Report, styles: Styles, name: Any) -> list[tuple[str, str]]:
    """One sheet a ledger, and a chart of one row of a plotted one; gives the sheets with what each holds.

    `name` gives a free sheet name.
    """
    known = {ledger.key: ledger for ledger in report.ledgers}
    where = LedgerBook(known, {key: name(ledger.sheet) for key, ledger in known.items()})
    words, made = _WORDS[report.lang], []
    for ledger in report.ledgers:
        sheet = book.add_worksheet(where.sheets[ledger.key])
        _take_formulas_as_written(sheet)
        part = _Part(sheet, ledger, where, styles, words)
        part.write()
        part.set_page()
        part.name_columns(book)
        made.append((where.sheets[ledger.key], ledger.caption))
    for ledger in report.ledgers:
        if ledger.plotted:
            chosen = name(words["chart"])
            draw_row(book, book.add_worksheet(chosen), ledger, where.outside, styles, words)
            made.append((chosen, words["charted"]))
    return made


def _take_formulas_as_written(sheet: Any) -> None:
    """Spare xlsxwriter the search for thirty functions of later Excels in every cell: no formula here names one."""
    sheet._prepare_formula = lambda formula, expand=False: formula.removeprefix("=")


class _Part:
    """One ledger on its sheet."""

    def __init__(self, sheet: Any, ledger: Ledger, where: LedgerBook, styles: Styles, words: dict[str, str]) -> None:
        self.sheet, self.ledger, self.where, self.styles, self.words = sheet, ledger, where, styles, words
        self.columns = list(enumerate(ledger.columns))
        self.checked = [(place, column) for place, column in self.columns if column.checked]
        end = len(ledger.columns)
        self.beside = {place: end + n for n, (place, _) in enumerate(self.checked)}
        self.check = end + len(self.checked)
        self.formulas = {
            place: where.formula(column.formula, ledger, f"{_letters(place)}${_HEAD + 1}")
            for place, column in self.columns
            if column.formula
        }
        self.agreements: dict[tuple[str, ...], RowFormula] = {}
        self.last_row = _FIRST + len(ledger.rows) - 1
        self.last_column = self.check if self.checked else self.check - 1
        self.named = next((place for place, column in self.columns if column.key == "name"), 0)

    def write(self) -> None:
        self._above()
        for number, values in enumerate(self.ledger.rows):
            self._row(_FIRST + number, values, self.ledger.units[number] if self.ledger.units else "")
        self._headings()
        for place, column in self.columns:
            area = (_FIRST, place, self.last_row, place)
            if column.choices:
                self.sheet.data_validation(
                    *area,
                    {"validate": "list", "source": list(column.choices), "error_title": clean(column.title),
                     "error_message": ", ".join(column.choices)},
                )  # fmt: skip
            self.styles.colour(self.sheet, area, column.tones)
        if self.checked:
            self._summary()

    def _above(self) -> None:
        """The caption, and what to do with the sheet in as many lines as the columns shown leave room for."""
        ledger, sheet = self.ledger, self.sheet
        sheet.write_string(0, 0, clean(ledger.caption), self.styles.title)
        shown = [(place, column) for place, column in self.columns if not column.helper]
        width = sum(column.width + 1 for _, column in shown)
        last = next((place for place, _ in reversed(shown) if place > 0), 0)
        if last:
            sheet.merge_range(1, 0, 1, last, clean(ledger.lead), self.styles.note)
        else:
            sheet.write_string(1, 0, clean(ledger.lead), self.styles.note)
        sheet.set_row(1, LINE_HEIGHT * lines(ledger.lead, width))

    def _headings(self) -> None:
        """The headings of a table with filters; what a reader seldom needs is folded away."""
        sheet, styles = self.sheet, self.styles
        heads = []
        for place, column in self.columns:
            folded = {"level": 1, "hidden": True} if column.helper else {}
            sheet.set_column(place, place, 2 * column.width + 2, None, folded)
            heads.append((clean(column.title), styles.formula_head if column.formula else styles.input_head))
        for place, column in self.checked:
            beside = self.beside[place]
            sheet.set_column(beside, beside, 2 * column.width + 2, None, {"level": 1, "hidden": True})
            heads.append((self.words["library"].format(title=clean(column.title)), styles.head))
        if self.checked:
            sheet.set_column(self.check, self.check, 8)
            heads.append((self.words["check"], styles.head))
        add_filters(sheet, _HEAD, 0, self.last_row, heads, f"ledger_{self.ledger.key}")
        shown = [(column.title, column.width) for _, column in self.columns if not column.helper]
        sheet.set_row(_HEAD, LINE_HEIGHT * max(lines(title, width - 0.5) for title, width in shown))

    def _row(self, row: int, values: tuple[LedgerValue, ...], unit: str) -> None:
        shown = [
            (value, column.width) for (_, column), value in zip(self.columns, values, strict=True) if not column.helper
        ]
        self.sheet.set_row(row, LINE_HEIGHT * max(lines(v, w) for v, w in [*shown, ("", 1)] if isinstance(v, str)))
        for (place, column), value in zip(self.columns, values, strict=True):
            pattern = _DAY if isinstance(value, date) else _pattern(column, unit)
            style = self.styles.cell("formula" if column.formula else "input", pattern)
            if not column.formula:
                _put(self.sheet, row, place, value, style, self.styles.cell("input"))
                continue
            self.sheet.write_formula(row, place, self.formulas[place].at(row), style, _cached(value))
            if column.checked:
                plain = self.styles.cell("", _pattern(column, unit))
                _put(self.sheet, row, self.beside[place], value, plain, self.styles.text)
        if self.checked:
            kinds = tuple(_kind(values[place]) for place, _ in self.checked)
            if kinds not in self.agreements:
                self.agreements[kinds] = RowFormula.of(self._agreement(kinds))
            self.sheet.write_formula(
                row, self.check, self.agreements[kinds].at(row), self.styles.cell("", _TRUTH), True
            )

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
        self.sheet.write_formula(2, 1, f"=COUNTIF({rows},FALSE)", self.styles.cell("", "0"), 0)
        self.sheet.conditional_format(rows, {"type": "cell", "criteria": "==", "value": "FALSE",
                                             "format": self.styles.wrong})  # fmt: skip

    def name_columns(self, book: Any) -> None:
        """Give every column of formulas a name, so that a formula or a reader finds it folded away."""
        sheet = self.where.sheets[self.ledger.key].replace("'", "''")
        named = [(place, column) for place, column in self.columns if column.formula and not column.title.isdigit()]
        titles = (f"{self.ledger.sheet} {column.title}".replace("%", "pct") for _, column in named)
        names = distinct([_NO_NAME.sub(" ", title) for title in titles])
        for (place, _), name in zip(named, names, strict=True):
            letters = _letters(place)
            area = f"='{sheet}'!${letters}${_FIRST + 1}:${letters}${self.last_row + 1}"
            book.define_name(name.replace(" ", "_"), area)

    def set_page(self) -> None:
        """Frozen panes and the printed page."""
        sheet = self.sheet
        sheet.freeze_panes(_FIRST, self.named + 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEAD)
        sheet.print_area(0, 0, self.last_row, self.last_column)
        sheet.set_footer("&C&P / &N")


def _kind(value: LedgerValue) -> str:
    return "" if value is None else "text" if isinstance(value, str) else "number"


@lru_cache(maxsize=1024)
def _pattern(column: LedgerColumn, unit: str) -> str:
    """The number with its unit behind it, where the column has room for both."""
    shown = re.sub(r'["\\]', "", clean(unit)) if column.unit and characters(unit) <= column.width - 2 else ""
    return f'{column.format}" {shown}"' if shown else column.format


def _cached(value: LedgerValue) -> float | str:
    return "" if value is None or isinstance(value, date) else clean(value)[:255] if isinstance(value, str) else value


def _put(sheet: Any, row: int, place: int, value: LedgerValue, style: Any, words: Any) -> None:
    if value is None or value == "":
        sheet.write_blank(row, place, None, style)
    elif isinstance(value, str):
        sheet.write_string(row, place, clean(value)[:32_000], words)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, style)
    else:
        sheet.write_number(row, place, value, style)
