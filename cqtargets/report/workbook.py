"""The report's tables as an Excel workbook: one sheet a table, plain values, nothing a cell could run."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import Any

from cqtargets.errors import OutputError
from cqtargets.report.content import Cell, Report, Table

__all__ = ["render_workbook"]

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONGEST = 32_000


def render_workbook(report: Report) -> bytes:
    """The workbook as xlsx.

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
            {"title": report.title, "comments": report.made, "created": datetime(2020, 1, 1, tzinfo=UTC)}
        )
        styles = _Styles(book)
        about = book.add_worksheet("说明" if report.lang == "zh" else "About")
        about.set_column(0, 0, 100)
        for row, words in enumerate((report.title, report.lead, report.issuer, report.made)):
            about.write_string(row, 0, _plain(words), styles.text)
        taken = {about.get_name().lower()}
        for table in report.tables:
            _sheet(book, table, styles, taken)
    return buffer.getvalue()


class _Styles:
    """The formats of a workbook, made once each."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._numbers: dict[str, Any] = {}
        self.head = book.add_format(
            {"bold": True, "bg_color": "#e8edf2", "bottom": 1, "text_wrap": True, "valign": "top"}
        )
        self.title = book.add_format({"bold": True, "font_size": 13})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})

    def number(self, pattern: str) -> Any:
        if pattern not in self._numbers:
            self._numbers[pattern] = self._book.add_format({"num_format": pattern, "valign": "top"})
        return self._numbers[pattern]


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
    sheet.freeze_panes(2, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)


def _write(sheet: Any, row: int, column: int, cell: Cell, styles: _Styles, *, numeric: bool) -> None:
    if numeric and cell.number is not None:
        sheet.write_number(row, column, cell.number, styles.number(cell.format))
    elif cell.text:
        sheet.write_string(row, column, _plain(cell.text), styles.text)


def _plain(text: str) -> str:
    return _CONTROL.sub("", text)[:_LONGEST]


def _sheet_name(name: str, taken: set[str]) -> str:
    base = _FORBIDDEN.sub(" ", name).strip("' ")[:28] or "table"
    found, count = base, 1
    while found.lower() in taken:
        count += 1
        found = f"{base} {count}"
    taken.add(found.lower())
    return found
