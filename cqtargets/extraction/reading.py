"""A document's file or text as a source: which reader takes it, and what is refused with what to do."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import replace
from pathlib import Path
from typing import Final

from cqtargets.conventions.reasons import Reason, fault
from cqtargets.errors import DataFileError
from cqtargets.extraction.blocks import Source, assembled
from cqtargets.extraction.readers.office import converted, kept_as
from cqtargets.extraction.readers.text import text_pieces
from cqtargets.extraction.readers.web import web_pieces
from cqtargets.files.tables import refuse

__all__ = ["source_of_file", "source_of_text"]

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
"""What the file of a docx with a password holds in place of its parts."""
_LARGEST: Final = 200_000_000
_LONGEST: Final = 5_000_000
_PAGE: Final = re.compile(r"<\s*(?:!doctype\s+html|html|body|table|div|p)\b", re.I)


def source_of_text(text: str, name: str = "text") -> Source:
    """The blocks of a text in memory."""
    if len(text) > _LONGEST:
        raise refuse(name, *fault("document_long", text=len(text)))
    return assembled(name, text_pieces(text))


def source_of_file(path: str | Path) -> Source:
    """The blocks of a file, told apart by its content: docx, PDF with a text layer, HTML, plain text or Markdown; .doc, .wps,
    .rtf and .odt by way of LibreOffice.

    Raises
    ------
    DataFileError
        If the file is missing, empty, protected, damaged, a scan or of a kind that no reader takes; an old Word file
        where LibreOffice is not on the path.
    """
    file = Path(path)
    content = _content(file)
    try:
        ending = kept_as(content)
        if ending:
            source = _converted(file, content, ending)
        elif content.startswith(b"PK\x03\x04"):
            source = _word(file, content)
        elif content[:1024].lstrip().startswith(b"%PDF"):
            from cqtargets.extraction.readers.pdf import pdf_pieces

            source = assembled(file.name, *pdf_pieces(file.name, content))
        else:
            source = _written(file, content)
    except ModuleNotFoundError as missing:
        raise refuse(file.name, *fault("document_package", package=missing.name)) from None
    if not source.text.strip():
        raise refuse(file.name, *fault("document_no_text"))
    return source


def _word(file: Path, content: bytes) -> Source:
    from cqtargets.extraction.readers.word import word_pieces

    return assembled(file.name, *word_pieces(file.name, content))


def _converted(file: Path, content: bytes, ending: str) -> Source:
    """An old Word, WPS, RTF or ODT file by way of LibreOffice, where that is on the path."""
    modern = converted(content)
    if modern is None:
        raise refuse(
            file.name, *fault({".doc": "document_old", ".rtf": "document_rtf"}.get(ending, "document_no_word"))
        )
    source = _word(file, modern)
    return replace(source, remarks=(*source.remarks, Reason("doc_converted")))


def _content(file: Path) -> bytes:
    try:
        mode = os.stat(file).st_mode
    except FileNotFoundError:
        raise refuse(str(file), *fault("document_missing")) from None
    except (OSError, ValueError) as error:
        raise refuse(
            str(file), *fault("document_not_found_so", error=getattr(error, "strerror", None) or error)
        ) from None
    if stat.S_ISDIR(mode):
        raise refuse(file.name, *fault("document_is_folder"))
    if not stat.S_ISREG(mode):
        raise refuse(file.name, *fault("document_no_file"))
    try:
        if file.stat().st_size > _LARGEST:
            raise refuse(file.name, *fault("document_large", size=f"{file.stat().st_size / 1e6:,.0f}"))
        content = file.read_bytes()
    except OSError as error:
        raise refuse(str(file), *fault("document_unreadable", error=error.strerror or error)) from None
    if not content.strip():
        raise refuse(file.name, *fault("document_empty"))
    if content.startswith(_OLE) and not kept_as(content):
        raise refuse(file.name, *fault("document_locked" if _LOCKED in content else "document_old"))
    return content


def _written(file: Path, content: bytes) -> Source:
    text = _decoded(file, content)
    if len(text) > _LONGEST:
        raise refuse(file.name, *fault("document_long", text=len(text)))
    if file.suffix.lower() in (".html", ".htm", ".xhtml", ".mht") or _PAGE.search(text[:2000]):
        return assembled(file.name, *web_pieces(file.name, text))
    return assembled(file.name, text_pieces(text))


def _decoded(file: Path, content: bytes) -> str:
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not utf16 and b"\x00" in content:
        raise refuse(file.name, *fault("document_binary"))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, DataFileError):
            continue
    raise refuse(file.name, *fault("document_encoding"))
