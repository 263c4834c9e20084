"""A CSV file as rows of cells: encodings, delimiters, and text that no spreadsheet program runs."""

from __future__ import annotations

import csv
import io
import re
from typing import Final

from cqtargets.conventions.reasons import fault, told
from cqtargets.errors import DataFileError, Problem
from cqtargets.files.refusal import refuse
from cqtargets.files.table import NumberedRows

__all__ = ["as_text", "read_text_table"]

_RUN: Final = "=+\\-@＝＋－＠\t\r\n"
"""Characters at the start of a cell after which a spreadsheet program may run it as a formula."""
_COULD_RUN: Final = re.compile(f"'*[{_RUN}]")
_TURNS: Final = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
"""Characters that turn the direction of text: the digits a reader sees are not those that stand there."""
_HEAD: Final = 30
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BYTE_ORDER: Final = (b"\xff\xfe", b"\xfe\xff")


def as_text(cell: str) -> str:
    """A cell for a CSV file that no spreadsheet program runs as a formula; reading gives the cell back.

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


def read_text_table(file: str, content: bytes) -> NumberedRows:
    """Every record of a CSV file, blank ones among them.

    Raises
    ------
    DataFileError
        If the bytes are no text, the text cannot be split into cells, or holds characters that turn its direction.
    """
    text = _text(file, content)
    if _TURNS.search(text):
        raise _turned(file, text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    quoted = "'" in text
    rows: NumberedRows = []
    try:
        for number, row in enumerate(reader, start=1):
            rows.append((number, [_as_meant(cell) for cell in row] if quoted else row))
    except csv.Error as error:
        problem = Problem(
            row=len(rows) + 1,
            **told("unsplit", error=error),
        )
        raise DataFileError(file, [problem], unusable=True) from None
    return rows


def _text(file: str, content: bytes) -> str:
    if b"\x00" in content and not content.startswith(_BYTE_ORDER):
        raise refuse(file, *fault("binary"))
    encodings = ["utf-16"] if content.startswith(_BYTE_ORDER) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROLS.search(text):
            return text
    raise refuse(file, *fault("no_encoding"))


def _turned(file: str, text: str) -> DataFileError:
    problems = [
        Problem(
            row=number,
            value=line[:40],
            **told("turned_text"),
        )
        for number, line in enumerate(text.splitlines(), start=1)
        if _TURNS.search(line)
    ]
    return DataFileError(file, problems, unusable=True)


def _delimiter(text: str) -> str:
    """The mark that stands in most of the first lines."""
    head = text[:8192].splitlines()[:_HEAD]
    return max((",", "\t", ";", "，"), key=lambda mark: (sum(mark in line for line in head), "".join(head).count(mark)))
