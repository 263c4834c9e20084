"""The parts of a Word file that hold text: the body, its styles and notes, each found by the file's own relations."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any, Final

from cqtargets.conventions.reasons import fault
from cqtargets.extraction.readers.archive import opened_archive
from cqtargets.files.tables import refuse

__all__ = ["W", "WordParts", "word_parts"]

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_USUAL: Final = "word/document.xml"
_STRICT: Final = (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class WordParts:
    """The roots of the parts; `styles` is None where no paragraph has one, `external` counts links to other places."""

    body: Any
    styles: Any | None
    notes: tuple[Any, ...]
    external: int


def word_parts(name: str, content: bytes) -> WordParts:
    """The parts of a docx.

    Raises
    ------
    DataFileError
        If the file is no Word document, damaged, protected, or unpacks to more than a document holds.
    """
    from lxml import etree

    damage = (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError)
    with opened_archive(name, content) as archive:
        try:
            main = _main(archive)
            parts = _parts(archive, main) if main else None
        except damage as error:
            raise refuse(name, *fault("document_word_damaged", error=type(error).__name__)) from None
        if parts is None:
            workbook = "xl/workbook.xml" in archive.namelist()
            raise refuse(name, *fault("document_is_workbook" if workbook else "document_no_word"))
    return parts


def _main(archive: zipfile.ZipFile) -> str:
    """The part that holds the document: what the file says, else the usual one; nothing where it has none."""
    said = [target for kind, target in _relations(archive, "") if kind == "officeDocument"]
    return next((part for part in (*said, _USUAL) if part in archive.namelist() and part.startswith("word/")), "")


def _parts(archive: zipfile.ZipFile, main: str) -> WordParts:
    document = _root(archive, main)
    body = document.find(f"{W}body") if document is not None else None
    if document is None or body is None:
        raise ValueError("no body")
    links = _relations(archive, main)
    styled = next(document.iter(f"{W}pStyle"), None) is not None
    notes = [_root(archive, target) for kind, target in links if kind in ("footnotes", "endnotes")]
    return WordParts(
        body=body, styles=next((_root(archive, target) for kind, target in links if kind == "styles" and styled), None),
        notes=tuple(root for root in notes if root is not None), external=sum(not kind for kind, _ in links),
    )  # fmt: skip


def _relations(archive: zipfile.ZipFile, part: str) -> list[tuple[str, str]]:
    """What a part refers to: kind and part; the kind of what lies outside the file is empty."""
    folder, file = posixpath.split(part)
    root = _root(archive, posixpath.join(folder, "_rels", f"{file}.rels"))
    found = []
    for one in root if root is not None else ():
        target = one.get("Target") or ""
        outside = one.get("TargetMode") == "External"
        place = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found.append(("" if outside else posixpath.basename(one.get("Type") or ""), target if outside else place))
    return found


def _root(archive: zipfile.ZipFile, part: str) -> Any | None:
    """The root of a part, None where the archive lacks it; entities are not resolved, nothing is fetched."""
    from lxml import etree

    if part not in archive.namelist():
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(archive.read(part).replace(*_STRICT), parser)
