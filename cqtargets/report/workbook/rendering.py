"""The report as an Excel workbook: ledgers that compute, and one sheet of plain values a table."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import Any

from cqtargets.conventions.names import clean
from cqtargets.errors import OutputError
from cqtargets.report.content import Cell, Report, Table
from cqtargets.report.measure import lines
from cqtargets.report.workbook.ledger import LINE_HEIGHT, write_ledgers

__all__ = ["render_workbook"]

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST = 32_000


def render_workbook(report: Report) -> bytes:
    """The workbook as xlsx.

    Only the ledgers hold formulas, made of this library's own words; names from files are always plain text.

    Raises
    ------
    OutputError
        If xlsxwriter is not installed.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise OutputError("an Excel file needs xlsxwriter: install cqtargets[report]") from None
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(buffer, options) as book:
        book.set_properties(
            {
                "title": clean(report.title)[:255],
                "author": clean(report.issuer)[:255],
                "comments": report.made,
                "created": datetime(2020, 1, 1, tzinfo=UTC),
            }
        )
        styles = _Styles(book)
        about = book.add_worksheet("说明" if report.lang == "zh" else "About")
        about.set_column(0, 0, 100)
        for row, words in enumerate((report.title, report.lead, report.issuer, report.dated, report.made)):
            about.write_string(row, 0, _plain(words), styles.title if row == 0 else styles.text)
        about.set_paper(9)
        about.fit_to_pages(1, 0)
        taken = {about.get_name().lower()}
        write_ledgers(book, report, styles, lambda wanted: _sheet_name(wanted, taken))
        for table in report.tables:
            _sheet(book, table, styles, taken)
    return buffer.getvalue()


class _Styles:
    """The formats of a workbook, made once each."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._numbers: dict[tuple[str, bool], Any] = {}
        head = {"bold": True, "bg_color": "#e8edf2", "bottom": 1, "text_wrap": True, "valign": "top"}
        self.head = book.add_format(head)
        self.formula_head = book.add_format({**head, "bg_color": "#dbe7f3"})
        self.title = book.add_format({"bold": True, "font_size": 13})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.plain = book.add_format({"font_color": "#56606a"})
        self.input = book.add_format({"bg_color": "#fff8e1", "border": 1})
        self.wrong = book.add_format({"bg_color": "#f6d5d1"})

    def number(self, pattern: str, *, locked: bool = False) -> Any:
        key = (pattern, locked)
        if key not in self._numbers:
            tint = {"bg_color": "#f4f8fc"} if locked else {}
            self._numbers[key] = self._book.add_format({"num_format": pattern, "valign": "top", **tint})
        return self._numbers[key]


def _sheet(book: Any, table: Table, styles: _Styles, taken: set[str]) -> None:
    sheet = book.add_worksheet(_sheet_name(table.sheet, taken))
    sheet.write_string(0, 0, _plain(table.caption), styles.title)
    position = 0
    for index, column in enumerate(table.columns):
        noted = not column.numeric and any(row.cells[index].note for row in table.rows)
        sheet.set_column(position, position, 2 * column.width + 2)
        sheet.write_string(1, position, _plain(column.title), styles.head)
        if noted:
            sheet.set_column(position + 1, position + 1, 2 * column.width)
            sheet.write_string(1, position + 1, f"{_plain(column.title)} *", styles.head)
        for number, row in enumerate(table.rows, start=2):
            cell = row.cells[index]
            _write(sheet, number, position, cell, styles, numeric=column.numeric)
            if noted and cell.note:
                sheet.write_string(number, position + 1, _plain(cell.note), styles.text)
        position += 2 if noted else 1
    tallest = max((lines(column.title, column.width + 1) for column in table.columns), default=1)
    sheet.set_row(1, LINE_HEIGHT * tallest)
    last = len(table.rows) + 1
    if table.note:
        last += 1
        sheet.write_string(last, 0, _plain(table.note), styles.plain)
    sheet.freeze_panes(2, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    sheet.print_area(0, 0, last, max(position - 1, 0))
    sheet.set_footer("&C&P / &N")


def _write(sheet: Any, row: int, column: int, cell: Cell, styles: _Styles, *, numeric: bool) -> None:
    if numeric and cell.number is not None:
        sheet.write_number(row, column, cell.number, styles.number(cell.format))
    elif cell.text:
        sheet.write_string(row, column, _plain(cell.text), styles.text)


def _plain(text: str) -> str:
    return clean(text)[:_LONGEST]


def _sheet_name(name: str, taken: set[str]) -> str:
    base = _FORBIDDEN.sub(" ", clean(name)).strip("' ")[:28] or "table"
    found, count = base, 1
    while found.lower() in taken:
        count += 1
        found = f"{base[: 30 - len(str(count))]} {count}"
    taken.add(found.lower())
    return found
