"""Read a table file as rows of cells: encodings, header row, sheet, and files that are no table at all."""

from __future__ import annotations

import csv
import io
import os
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from cqtargets.errors import DataFileError, Problem

__all__ = ["NumberedRows", "Table", "as_text", "no_header", "overfull_rows", "read_table", "readable_stem", "refuse"]

_EXCEL_SUFFIXES: Final = (".xlsx", ".xlsm", ".xltx", ".xltm")
_OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_MAGIC: Final = b"PK\x03\x04"
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_DECIMALS: Final = re.compile(r"\.([0#?]+)")
NumberedRows = list[tuple[int, list[Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The filled rows of a table with their numbers as a spreadsheet shows them.

    `merged` holds the merged ranges of a worksheet as (first row, last row, first column, last column), columns from
    0; `sheets` the names of all sheets of its workbook.
    """

    file: str
    rows: NumberedRows
    merged: tuple[tuple[int, int, int, int], ...] = ()
    sheets: tuple[str, ...] = ()


_RUN: Final = "=+\\-@＝＋－＠\t\r\n"
"""Characters at the start of a cell after which a spreadsheet program may run it as a formula."""
_COULD_RUN: Final = re.compile(f"'*[{_RUN}]")


def as_text(cell: str) -> str:
    """A cell for a CSV file that no spreadsheet program runs as a formula; `read_table` gives the cell back.

    References
    ----------
    OWASP, CSV Injection: a single quote before what could run.

    Examples
    --------
    >>> as_text("=1+1"), as_text("床位")
    ("'=1+1", '床位')
    """
    return f"'{cell}" if _COULD_RUN.match(cell) else cell


def _as_meant(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _COULD_RUN.match(cell) else cell


def readable_stem(path: str | Path) -> str:
    """The file's name without its ending, as UTF-8 even where the locale could not decode it."""
    return os.fsencode(Path(path).stem).decode("utf-8", "replace")


def refuse(file: str, reason: str, remedy: str = "") -> DataFileError:
    """The error for a file that cannot be used as a whole."""
    return DataFileError(file, [Problem(reason=reason, remedy=remedy)], unusable=True)


def no_header(table: Table, wanted: str) -> DataFileError:
    """The error for a table without a header row; names the other sheets of its workbook."""
    others = f" (sheets: {', '.join(table.sheets)}; choose one with sheet=)" if len(table.sheets) > 1 else ""
    return refuse(table.file, "has no header row that names its columns.", f"Write a header row with {wanted}{others}.")


def overfull_rows(table: Table, header_row: int) -> list[Problem]:
    """The rows of a CSV file below its header that hold more cells than the header, as 1,200 without quotes makes them."""
    if table.sheets:
        return []
    widths = {number: _width(row) for number, row in table.rows if number >= header_row}
    return [
        Problem(
            row=number,
            reason=f"has {width} cells and the header {widths[header_row]}.",
            remedy="Quote numbers that hold a comma, or write them without.",
        )
        for number, width in widths.items()
        if width > widths[header_row]
    ]


def _width(row: list[Any]) -> int:
    return max((position for position, value in enumerate(row, start=1) if _filled(value)), default=0)


def read_table(path: str | Path, sheet: str | None = None, *, wanted: str = "指标, 目标年 and 目标值") -> Table:
    """Every row of a CSV or Excel file; blank rows are left out; `wanted` names the columns of an empty file's remedy.

    Raises
    ------
    DataFileError
        If the file is missing, a directory, empty, binary, in an unknown encoding or a kind of Excel that cannot be
        read (old .xls, a password, macros).
    """
    file = Path(path)
    if file.is_dir():
        raise refuse(file.name, "is a directory.", "Name a CSV or xlsx file in it.")
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        raise refuse(str(path), "does not exist.", "Check the name and the folder.") from None
    except OSError as error:
        raise refuse(str(path), f"cannot be read: {error.strerror or error}.", "Check its permissions.") from None
    remedy = f"Write a header row with {wanted}, and the rows below it."
    if not content.strip():
        raise refuse(file.name, "is empty.", remedy)
    table = _decode(file, content, sheet)
    rows = [(number, row) for number, row in table.rows if any(_filled(value) for value in row)]
    if not rows:
        other = f"; its sheets are {', '.join(table.sheets)}" if len(table.sheets) > 1 else ""
        raise refuse(file.name, f"has no filled row{other}.", remedy)
    return replace(table, rows=rows)


def _filled(value: Any) -> bool:
    return value is not None and str(value).strip() != ""


def _decode(file: Path, content: bytes, sheet: str | None) -> Table:
    if content.startswith(_OLE_MAGIC):
        if file.suffix.lower() in _EXCEL_SUFFIXES:
            raise refuse(file.name, "is protected by a password.", "Save it without one and read it again.")
        raise refuse(file.name, "is an old Excel file (.xls).", "Save it as xlsx or CSV and read it again.")
    if content.startswith(_ZIP_MAGIC):
        return _read_workbook(file, content, sheet)
    if sheet is not None:
        raise refuse(file.name, f"is a CSV file and has no sheet {sheet!r}.", "Leave sheet out, or name an xlsx file.")
    return Table(file=file.name, rows=_read_text(file, _text(file, content)))


def _text(file: Path, content: bytes) -> str:
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refuse(file.name, "is a binary file, not a table.", "Save the table as CSV (UTF-8) or xlsx.")
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(ord(character) < 32 and character not in "\t\r\n" for character in text):
            return text
    raise refuse(
        file.name, "is neither UTF-8 nor GB18030 text.", "Save it as 'CSV UTF-8' or as xlsx and read it again."
    )


def _read_text(file: Path, text: str) -> NumberedRows:
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: NumberedRows = []
    try:
        for number, row in enumerate(reader, start=1):
            rows.append((number, [_as_meant(cell) for cell in row]))
    except csv.Error as error:
        raise DataFileError(
            file.name,
            [
                Problem(
                    row=len(rows) + 1,
                    reason=f"cannot be split into cells: {error}.",
                    remedy="Close the quotation marks, or save the table as CSV again.",
                )
            ],
            unusable=True,
        ) from None
    return rows


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max((",", "\t", ";", "，"), key=first.count)


def _read_workbook(file: Path, content: bytes, sheet: str | None) -> Table:
    open_workbook = _workbook_opener(file)
    damaged = refuse(file.name, "is no readable xlsx file.", "Open it in a spreadsheet program and save it as xlsx.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile:
        raise damaged from None
    with archive:
        if any(name.endswith("vbaProject.bin") for name in archive.namelist()):
            raise refuse(file.name, "contains macros.", "Save it as xlsx without macros and read it again.")
        try:
            workbook = open_workbook(io.BytesIO(content))
        except Exception:  # openpyxl raises many kinds for a damaged archive
            raise damaged from None
        try:
            names = tuple(page.title for page in workbook.worksheets)
            if sheet is not None and sheet not in names:
                raise refuse(file.name, f"has no sheet {sheet!r}; it has {', '.join(names)}.", "Name one of them.")
            if not names:
                raise refuse(file.name, "has no worksheet.", "Save the table in a worksheet.")
            page = workbook[sheet or names[0]]
            rows = [(number, [_as_shown(cell) for cell in row]) for number, row in enumerate(page.iter_rows(), start=1)]
            merged = _merged(archive.read(page._worksheet_path.lstrip("/")).decode("utf-8", "replace"))
        finally:
            workbook.close()
    return Table(file=file.name, rows=rows, merged=merged, sheets=names)


_MERGED: Final = re.compile(r'mergeCell\s+ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')


def _merged(xml: str) -> tuple[tuple[int, int, int, int], ...]:
    return tuple(
        (int(first), int(last), _column(left), _column(right)) for left, first, right, last in _MERGED.findall(xml)
    )


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1


def _workbook_opener(file: Path) -> Callable[[io.BytesIO], Any]:
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise refuse(
            file.name, "is an Excel file.", "Install cqtargets[report] to read it, or save it as CSV."
        ) from None
    return lambda stream: load_workbook(stream, read_only=True, data_only=True)


def _as_shown(cell: Any) -> Any:
    """The value of an openpyxl cell; a number with a percentage format is the text that the cell shows, such as 48%.

    Digits that the format hides are kept: 0.485 formatted 0% is 48.5%.
    """
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    number_format = _QUOTED.sub("", cell.number_format)
    return _percentage(value, number_format) if "%" in number_format else value


def _percentage(value: float, number_format: str) -> str:
    found = _DECIMALS.search(number_format)
    decimals = len(found.group(1)) if found else 0
    percent = Decimal(f"{value:.15g}") * 100
    shown = round(percent, decimals)
    return f"{shown if shown == percent else percent.normalize():f}%"
