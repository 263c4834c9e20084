"""The report as an Excel workbook: ledgers that compute, and one sheet of plain values a table."""

from __future__ import annotations

import gc
import io
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from cqtargets.conventions.names import clean
from cqtargets.errors import OutputError
from cqtargets.report.content import Cell, Report, Table, Tones
from cqtargets.report.ledgers.words import met_tones, state_tones
from cqtargets.report.measure import lines
from cqtargets.report.workbook.contents import write_contents
from cqtargets.report.workbook.filters import add_filters
from cqtargets.report.workbook.ledger import write_ledgers
from cqtargets.report.workbook.styles import LINE_HEIGHT, Styles

__all__ = ["render_workbook"]

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST = 32_000
_IN_MEMORY = 10_000
"""Rows of which more pass through temporary files, and whose cells are freed at once: a book is a circle."""


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
    many = sum(len(rows) for rows in (*(one.rows for one in report.tables), *(one.rows for one in report.ledgers)))
    options = {
        "in_memory": many < _IN_MEMORY,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(buffer, options) as book:
        book.set_properties(
            {
                "title": clean(report.title)[:255],
                "author": clean(report.issuer)[:255],
                "comments": report.made,
                "created": datetime(2020, 1, 1, tzinfo=UTC),
            }
        )
        styles = Styles(book)
        about = book.add_worksheet("说明" if report.lang == "zh" else "About")
        taken = {about.get_name().lower()}
        sheets = write_ledgers(book, report, styles, lambda wanted: _sheet_name(wanted, taken))
        tones = tuple(dict.fromkeys((*state_tones(report.lang), *met_tones(report.lang))))
        for table in report.tables:
            sheets.append((_sheet(book, table, styles, taken, tones), table.caption))
        write_contents(about, report, styles, sheets)
    if not options["in_memory"]:
        del book, about, styles
        gc.collect()
    return buffer.getvalue()


def _sheet(book: Any, table: Table, styles: Styles, taken: set[str], tones: Tones) -> str:
    """One table as a sheet with filters; gives the name of the sheet."""
    name = _sheet_name(table.sheet, taken)
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 0, _plain(table.caption), styles.title)
    titles: list[str] = []
    for index, column in enumerate(table.columns):
        noted = not column.numeric and any(row.cells[index].note for row in table.rows)
        sheet.set_column(len(titles), len(titles), 2 * column.width + 2)
        for number, row in enumerate(table.rows, start=2):
            cell = row.cells[index]
            _write(sheet, number, len(titles), cell, styles, numeric=column.numeric)
            if noted and cell.note:
                sheet.write_string(number, len(titles) + 1, _plain(cell.note), styles.text)
        titles.append(_plain(column.title))
        if noted:
            sheet.set_column(len(titles), len(titles), 2 * column.width)
            titles.append(f"{_plain(column.title)} *")
    widths = [column.width for column in table.columns]
    sheet.set_row(1, LINE_HEIGHT * _lines(((column.title, ""), column.width - 0.5) for column in table.columns))
    for number, row in enumerate(table.rows, start=2):
        sheet.set_row(
            number,
            LINE_HEIGHT
            * _lines(((cell.text, cell.note), width) for cell, width in zip(row.cells, widths, strict=True)),
        )
    last = len(table.rows) + 1
    add_filters(sheet, 1, 0, last, [(title, styles.head) for title in titles], f"table_{len(taken)}")
    if table.rows:
        styles.colour(sheet, (2, 0, last, len(titles) - 1), tones)
    if table.note:
        last += 2
        sheet.merge_range(last, 0, last, max(len(titles) - 1, 1), _plain(table.note), styles.note)
        sheet.set_row(last, LINE_HEIGHT * lines(table.note, sum(widths)))
    sheet.freeze_panes(2, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, 1)
    sheet.print_area(0, 0, last, max(len(titles) - 1, 0))
    sheet.set_footer("&C&P / &N")
    return name


def _lines(texts: Iterable[tuple[tuple[str, ...], float]]) -> int:
    """Lines of the tallest cell; a note stands in a column of its own."""
    return max((lines(text, width) for cell, width in texts for text in cell), default=1)


def _write(sheet: Any, row: int, column: int, cell: Cell, styles: Styles, *, numeric: bool) -> None:
    if numeric and cell.number is not None:
        sheet.write_number(row, column, cell.number, styles.cell("", cell.format))
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
