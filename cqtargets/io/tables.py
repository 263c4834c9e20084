"""Read a table file as rows of cells: encodings, header row, sheet, and files that are no table at all."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cqtargets.errors import DataFileError, Problem
from cqtargets.rows import Row

__all__ = ["Table", "read_cells", "refuse"]

_EXCEL_SUFFIXES: Final = (".xlsx", ".xlsm", ".xltx", ".xltm")
_OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_MAGIC: Final = b"PK\x03\x04"
Cells = list[tuple[int, list[Any]]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stands in a file: the file's name and its rows with their spreadsheet numbers."""

    file: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


def refuse(file: str, reason: str, remedy: str = "") -> DataFileError:
    """The error for a file that cannot be used as a whole."""
    return DataFileError(file, [Problem(reason=reason, remedy=remedy)], unusable=True)


def read_cells(path: str | Path, sheet: str | None = None) -> Cells:
    """Every row of a CSV or Excel file with its number as a spreadsheet shows it; blank rows are left out.

    Raises
    ------
    DataFileError
        If the file is missing, a directory, empty, binary, in an unknown encoding or a kind of Excel that cannot be
        read (old .xls, a password).
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
    if not content.strip():
        raise refuse(file.name, "is empty.", "Write a header row with 指标, 目标年 and 目标值 and one row a target.")
    cells = _decode(file, content, sheet)
    rows = [(number, row) for number, row in cells if any(_filled(value) for value in row)]
    if not rows:
        raise refuse(file.name, "has no filled row.", "Write a header row and one row a target.")
    return rows


def _filled(value: Any) -> bool:
    return value is not None and str(value).strip() != ""


def _decode(file: Path, content: bytes, sheet: str | None) -> Cells:
    if content.startswith(_OLE_MAGIC):
        if file.suffix.lower() in _EXCEL_SUFFIXES:
            raise refuse(file.name, "is protected by a password.", "Save it without one and read it again.")
        raise refuse(file.name, "is an old Excel file (.xls).", "Save it as xlsx or CSV and read it again.")
    if content.startswith(_ZIP_MAGIC):
        return _read_workbook(file, content, sheet)
    if sheet is not None:
        raise refuse(file.name, f"is a CSV file and has no sheet {sheet!r}.", "Leave sheet out, or name an xlsx file.")
    return _read_text(file, _text(file, content))


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


def _read_text(file: Path, text: str) -> Cells:
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: Cells = []
    try:
        for number, row in enumerate(reader, start=1):
            rows.append((number, list(row)))
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


def _read_workbook(file: Path, content: bytes, sheet: str | None) -> Cells:
    open_workbook = _workbook_opener(file)
    try:
        workbook = open_workbook(io.BytesIO(content))
    except Exception as error:  # openpyxl raises many kinds for a damaged archive
        raise refuse(
            file.name, f"is no readable xlsx file ({type(error).__name__}).", "Save it again as xlsx."
        ) from None
    try:
        names = workbook.sheetnames
        if sheet is not None and sheet not in names:
            raise refuse(file.name, f"has no sheet {sheet!r}; it has {', '.join(names)}.", "Name one of them.")
        page = workbook[sheet] if sheet is not None else workbook[names[0]]
        return [(number, list(row)) for number, row in enumerate(page.iter_rows(values_only=True), start=1)]
    finally:
        workbook.close()


def _workbook_opener(file: Path) -> Callable[[io.BytesIO], Any]:
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise refuse(
            file.name, "is an Excel file.", "Install cqtargets[report] to read it, or save it as CSV."
        ) from None
    return lambda stream: load_workbook(stream, read_only=True, data_only=True)
