"""Read a table file as rows of cells: which kind of file it is, its sheets, and files that are no table at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from cqtargets.conventions.reasons import Reason, fault, told
from cqtargets.errors import DataFileError, Problem
from cqtargets.files.refusal import file_at, refuse, refuse_beyond_memory
from cqtargets.files.table import NumberedRows, Table, filled
from cqtargets.files.text_table import as_text, read_text_table

__all__ = [
    "LARGEST_FILE", "NumberedRows", "Table", "as_text", "no_header", "overfull_rows", "read_table", "read_tables",
    "readable_stem", "refuse",
]  # fmt: skip

LARGEST_FILE: Final = 512 * 1024 * 1024
"""Bytes of a file that is still read."""
_HELD: Final = 33
"""Bytes of memory for each of a CSV file while its rows become targets (measured: 26 to 33)."""
_MOST_DIGITS: Final = 400
_LONGEST_CELL: Final = 32_767
"""Characters of a cell, as spreadsheets bound them."""
_EXCEL_SUFFIXES: Final = (".xlsx", ".xlsm", ".xltx", ".xltm")
_OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_MAGICS: Final = (b"PK\x03\x04", b"PK\x05\x06")
_PROTECTED: Final = "EncryptedPackage".encode("utf-16-le")
_DOCUMENTS: Final = {"word/": "word_document", "ppt/": "presentation"}


def readable_stem(path: str | Path) -> str:
    """The file's name without its ending, as UTF-8 even where the locale could not decode it."""
    stem = Path(path).stem
    try:
        return os.fsencode(stem).decode("utf-8", "replace")
    except UnicodeEncodeError:  # half a character, which no file system has
        return stem.encode("utf-8", "replace").decode("utf-8")


def no_header(table: Table, wanted: str) -> DataFileError:
    """The error for a table without a header row; names the other sheets of its workbook."""
    code = "no_header_row_of" if len(table.sheets) > 1 else "no_header_row"
    return refuse(table.file, *fault(code, wanted=wanted, sheets=", ".join(table.sheets)))


def overfull_rows(table: Table, header_row: int, header_rows: int = 1) -> list[Problem]:
    """The rows of a CSV file below its header that hold more cells than the header, as 1,200 without quotes makes them.

    `header_row` is the last of `header_rows` rows.
    """
    if table.sheets:
        return []
    header = range(header_row - header_rows + 1, header_row + 1)
    headed = max(_width(row) for number, row in table.rows if number in header)
    widths = {number: _width(row) for number, row in table.rows if len(row) > headed and number > header_row}
    return [
        Problem(
            row=number,
            **told("too_many_cells", width=width, headed=headed),
        )
        for number, width in widths.items()
        if width > headed
    ]


def _width(row: list[Any]) -> int:
    return max((position for position, value in enumerate(row, start=1) if filled(value)), default=0)


def read_table(path: str | Path, sheet: str | None = None, *, wanted: str = "指标, 目标年 and 目标值") -> Table:
    """Every filled row of a CSV file or of one sheet; `wanted` names the columns of an empty file's remedy.

    Parameters
    ----------
    sheet : str, optional
        The sheet of a workbook; its first visible sheet with a filled row otherwise.

    Raises
    ------
    DataFileError
        If the file is missing, no regular file, empty, binary, in an unknown encoding, damaged, protected by a
        password, holds macros, or is larger than what is read.
    """
    return next(read_tables(path, sheet, wanted=wanted))


def read_tables(
    path: str | Path, sheet: str | None = None, *, wanted: str = "指标, 目标年 and 目标值"
) -> Iterator[Table]:
    """The tables of a file one by one: a CSV file's, one sheet's, or those of every visible sheet with a filled row."""
    file = file_at(path)
    content = _content(file)
    if not content.strip():
        raise refuse(file.name, *fault("empty_file", wanted=wanted))
    some = False
    for table in _tables(file, content, sheet):
        rows = [entry for entry in table.rows if _holds_anything(entry[1])]
        if rows:
            some = True
            _refuse_endless(table.file, rows)
            yield replace(table, rows=rows)
    if not some:
        sheets = _tables_named(file, content)
        code = "no_filled_row_of" if len(sheets) > 1 else "no_filled_row"
        raise refuse(file.name, *fault(code, wanted=wanted, sheets=", ".join(sheets)))


def _holds_anything(row: list[Any]) -> bool:
    return bool(row) and (filled(row[0]) or any(filled(value) for value in row))


def _content(file: Path) -> bytes:
    try:
        about = file.stat()
        if stat.S_ISDIR(about.st_mode):
            raise refuse(file.name, *fault("directory"))
        if not stat.S_ISREG(about.st_mode):
            raise refuse(str(file), *fault("no_regular_file"))
        if about.st_size > LARGEST_FILE:
            raise refuse(file.name, *fault("too_large", most=LARGEST_FILE // 2**20))
        return file.read_bytes()
    except FileNotFoundError:
        raise refuse(str(file), *fault("no_file")) from None
    except (OSError, ValueError) as error:
        if isinstance(error, DataFileError):
            raise
        reason = getattr(error, "strerror", None) or error
        raise refuse(str(file), *fault("unreadable", error=reason)) from None


def _tables(file: Path, content: bytes, sheet: str | None) -> Iterator[Table]:
    book = _book(file, content)
    if book is None:
        if sheet is not None:
            raise refuse(
                file.name, f"is a CSV file and has no sheet {sheet!r}.", "Leave sheet out, or name an xlsx file."
            )
        refuse_beyond_memory(file.name, _HELD * len(content))
        yield Table(file=file.name, rows=read_text_table(file.name, content))
        return
    names = book.names
    if sheet is not None and sheet not in names:
        raise refuse(file.name, *fault("no_such_sheet", sheet=sheet, names=", ".join(names)))
    if not names:
        raise refuse(file.name, *fault("no_worksheet"))
    said = [Problem(reason=book.remark)] if book.remark else []
    hidden = [name for name in names if name not in book.shown]
    if hidden:
        said.append(Problem(**told("hidden_sheets", names=", ".join(hidden))))
    for name in (sheet,) if sheet is not None else book.shown:
        table = book.table(name)
        yield replace(table, remarks=(*said, *table.remarks))


def _tables_named(file: Path, content: bytes) -> list[str]:
    book = _book(file, content)
    return [] if book is None else list(book.names)


def _book(file: Path, content: bytes) -> Any:
    """The workbook that the bytes are; None for text."""
    from cqtargets.files.old_workbook import open_old_workbook

    if content.startswith(_OLE_MAGIC):
        if file.suffix.lower() in _EXCEL_SUFFIXES or _PROTECTED in content:
            raise refuse(file.name, *fault("locked"))
        return open_old_workbook(file.name, content, file.suffix.lower().lstrip(".") or "xls")
    if not content.startswith(_ZIP_MAGICS):
        return None
    from cqtargets.files.workbook import open_workbook

    head = content[:200]
    if b"opendocument.spreadsheet" in head:
        return open_old_workbook(file.name, content, "ods")
    for folder, kind in _DOCUMENTS.items():
        if f"{folder}document.xml".encode() in content or f"{folder}presentation.xml".encode() in content:
            raise refuse(file.name, *fault("no_table", kind=Reason(kind)))
    if b"xl/workbook.bin" in content:
        return open_old_workbook(file.name, content, "xlsb")
    return open_workbook(file.name, content)


def _refuse_endless(file: str, rows: NumberedRows) -> None:
    problems = [
        Problem(row=number, value=value[:40], **told("long_cell", count=len(value)))
        for number, row in rows
        for value in row
        if type(value) is str and len(value) > _MOST_DIGITS and (len(value) > _LONGEST_CELL or _mostly_digits(value))
    ]
    if problems:
        raise DataFileError(file, problems, unusable=True)


def _mostly_digits(value: str) -> bool:
    return sum(character.isdigit() for character in value) > _MOST_DIGITS
