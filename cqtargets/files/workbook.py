"""An xlsx workbook: its visible sheets first, and each sheet's cells as a reader of the sheet sees them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from cqtargets.conventions.reasons import fault
from cqtargets.errors import DataFileError
from cqtargets.files.number_formats import BUILT_IN
from cqtargets.files.package import DAMAGE, Package
from cqtargets.files.plain_xml import PlainRows, PlainTexts
from cqtargets.files.refusal import refuse, refuse_beyond_memory
from cqtargets.files.sheet import Formats, SheetReader
from cqtargets.files.table import Table
from cqtargets.files.text_runs import Rich, RunReader

__all__ = ["Workbook", "open_workbook", "sheet_names"]

_CONTENTS: Final = "xl/workbook.xml"
_HELD: Final = 9
"""Bytes of memory for each of a sheet's XML while its rows become targets (measured: 5 to 9)."""
_LONGEST_CONTENTS: Final = 1 << 20
_SHEET_NAME: Final = re.compile(rb"<(?:\w+:)?sheet\s[^>]*?name=\"([^\"]*)\"")


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """An opened workbook: the parts of its sheets by name, the hidden ones, its texts and its formats."""

    package: Package
    parts: Mapping[str, str]
    hidden: tuple[str, ...]
    texts: list[Rich]
    formats: Formats

    remark: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every worksheet, in order."""
        return tuple(self.parts)

    @property
    def shown(self) -> tuple[str, ...]:
        """The sheets a reader sees, in order; all of them where none is visible."""
        return tuple(name for name in self.parts if name not in self.hidden) or tuple(self.parts)

    def table(self, name: str) -> Table:
        """A sheet's rows, blank ones among them.

        Raises
        ------
        DataFileError
            If the sheet's XML is damaged, or its cells are more than can be a table of targets or values.
        """
        refuse_beyond_memory(self.package.file, _HELD * self.package.size(self.parts[name]))
        reader = SheetReader(self.package.file, self.texts, self.formats)
        try:
            self.package.parse(self.parts[name], reader.start, reader.end, reader.text, PlainRows(reader.plain_row))
        except DataFileError:
            raise
        except DAMAGE as error:
            raise _damaged(self.package.file, error) from None
        return reader.table(name, tuple(self.parts))


def open_workbook(file: str, content: bytes) -> Workbook:
    """Open an xlsx file.

    Raises
    ------
    DataFileError
        In one line, if it is no workbook, damaged, encrypted, of an unknown zip version, or contains macros.
    """
    try:
        package = Package(file, content)
        if any(name.endswith("vbaProject.bin") for name in package.names):
            raise refuse(file, *fault("macros"))
        return _opened(package)
    except DataFileError:
        raise
    except DAMAGE as error:
        raise _damaged(file, error) from None


def sheet_names(path: str | Path) -> tuple[str, ...]:
    """The names of a workbook's sheets, without opening the rest; none where it is no workbook, which its reader says."""
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(_CONTENTS).file_size > _LONGEST_CONTENTS:
                return ()
            return tuple(name.decode("utf-8", "replace") for name in _SHEET_NAME.findall(archive.read(_CONTENTS)))
    except DAMAGE:
        return ()


def _damaged(file: str, error: BaseException) -> DataFileError:
    said = str(error).strip("'\"")
    return refuse(file, *fault("damaged_xlsx" if said else "no_xlsx", error=said.rstrip(".")))


def _opened(package: Package) -> Workbook:
    book = next((path for kind, path in package.related("").values() if kind == "officeDocument"), "xl/workbook.xml")
    relations = package.related(book)
    parts: dict[str, str] = {}
    hidden: list[str] = []
    from_1904 = False

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal from_1904
        if tag == "workbookPr":
            from_1904 = attributes.get("date1904", "0") in ("1", "true")
        elif tag == "sheet":
            key = next(
                (value for name, value in attributes.items() if name.rpartition(":")[2] == "id" and ":" in name), ""
            )
            kind, path = relations[key]
            if kind == "worksheet":
                parts[attributes["name"]] = path
                if attributes.get("state", "visible") != "visible":
                    hidden.append(attributes["name"])

    package.parse(book, start, _nothing, _nothing)
    if not parts:
        raise refuse(package.file, *fault("no_worksheet"))
    by_kind = dict(relations.values())
    return Workbook(
        package=package,
        parts=parts,
        hidden=tuple(hidden),
        texts=_shared_texts(package, by_kind.get("sharedStrings", "")),
        formats=_formats(package, by_kind.get("styles", ""), from_1904),
    )


def _nothing(_: str) -> None:
    """What is not asked for."""


def _shared_texts(package: Package, part: str) -> list[Rich]:
    if part not in package.names:
        return []
    texts: list[Rich] = []
    reader = RunReader()

    def end(tag: str) -> None:
        reader.end(tag)
        if tag == "si":
            texts.append(reader.taken())

    package.parse(part, reader.start, end, reader.text, PlainTexts(lambda text: texts.append(Rich(text))))
    return texts


@dataclass(slots=True)
class _Styles:
    codes: dict[int, str] = field(default_factory=lambda: dict(BUILT_IN))
    struck_fonts: set[int] = field(default_factory=set)
    fonts: int = -1
    within: list[str] = field(default_factory=list)
    cells: list[tuple[int, int]] = field(default_factory=list)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        parent = self.within[-1] if self.within else ""
        self.within.append(tag)
        if tag == "numFmt" and parent == "numFmts":
            self.codes[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif tag == "font" and parent == "fonts":
            self.fonts += 1
        elif tag == "strike" and self.within[-3:-1] == ["fonts", "font"]:
            if attributes.get("val", "1") not in ("0", "false"):
                self.struck_fonts.add(self.fonts)
        elif tag == "xf" and parent == "cellXfs":
            self.cells.append((int(attributes.get("numFmtId", 0)), int(attributes.get("fontId", 0))))

    def end(self, _: str) -> None:
        self.within.pop()


def _formats(package: Package, part: str, from_1904: bool) -> Formats:
    styles = _Styles()
    if part in package.names:
        package.parse(part, styles.start, styles.end, _nothing)
    return Formats(
        codes=tuple(_plain(styles.codes.get(number, "")) for number, _ in styles.cells),
        struck=frozenset(index for index, (_, font) in enumerate(styles.cells) if font in styles.struck_fonts),
        from_1904=from_1904,
    )


_GENERAL: Final = re.compile(r"general|@|[0#.,?\s]*", re.IGNORECASE)


def _plain(code: Any) -> str:
    """Nothing for a format that changes nothing in a number, so that most cells need no second look."""
    return "" if _GENERAL.fullmatch(code) else code
