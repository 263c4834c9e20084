"""Workbooks of other programs (.xls, .et, .ods, .xlsb): their values, read by python-calamine where it can."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any, Final

from cqtargets.conventions.reasons import fault
from cqtargets.files.refusal import refuse
from cqtargets.files.table import NumberedRows, Table

__all__ = ["OldWorkbook", "open_old_workbook"]

_CONVERT: Final = "Save it as xlsx in a spreadsheet program and read it again."
_VALUES_ALONE: Final = (
    "of {kind} the values alone are read: hidden rows, merged cells, raised and struck-out text are not seen."
)
_KINDS: Final = {
    "xls": "an old Excel file (.xls)", "et": "a WPS file (.et)", "ods": "an OpenDocument spreadsheet (.ods)",
    "xlsb": "a binary Excel file (.xlsb)",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OldWorkbook:
    """A workbook that python-calamine opened."""

    file: str
    kind: str
    book: Any

    @property
    def shown(self) -> tuple[str, ...]:
        """The visible sheets, in order; all of them where none is visible."""
        sheets = self.book.sheets_metadata
        return tuple(s.name for s in sheets if _ends(s.visible, "Visible")) or tuple(self.names)

    @property
    def names(self) -> list[str]:
        """Every worksheet, in order."""
        return [s.name for s in self.book.sheets_metadata if _ends(s.typ, "WorkSheet")]

    def table(self, name: str) -> Table:
        """A sheet's rows, blank ones among them."""
        try:
            page = self.book.get_sheet_by_name(name)
            cells = page.to_python(skip_empty_area=False)
        except Exception as error:  # the reader raises kinds of its own for each format
            raise refuse(self.file, *fault("unopened", error=error)) from None
        rows: NumberedRows = [(number, [_plain(value) for value in row]) for number, row in enumerate(cells, start=1)]
        return Table(file=self.file, rows=rows, sheet=name, sheets=tuple(self.names))

    @property
    def remark(self) -> str:
        """What is not seen in such a file."""
        return _VALUES_ALONE.format(kind=self.kind)


def _ends(value: Any, word: str) -> bool:
    return str(value).endswith(word)


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def open_old_workbook(file: str, content: bytes, kind: str) -> OldWorkbook:
    """Open it.

    Raises
    ------
    DataFileError
        If python-calamine is not installed or cannot read the file: the remedy says how to convert it.
    """
    named = _KINDS.get(kind, _KINDS["xls"])
    try:
        from python_calamine import CalamineWorkbook
    except ImportError:
        raise refuse(file, f"is {named}.", "Install cqtargets[read] to read it, or save it as xlsx or CSV.") from None
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except Exception as error:  # the reader raises kinds of its own for each format
        if "password" in str(error).lower():
            raise refuse(file, *fault("locked")) from None
        raise refuse(file, f"is {named} that cannot be read: {error}.", _CONVERT) from None
    return OldWorkbook(file, named, book)
