"""A document's file or text as a source: which reader takes it, and what is refused with what to do."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Final

from cqtargets.errors import DataFileError
from cqtargets.extraction.blocks import Source, assembled
from cqtargets.extraction.readers.text import text_pieces
from cqtargets.extraction.readers.web import web_pieces
from cqtargets.files.tables import refuse

__all__ = ["source_of_file", "source_of_text"]

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
"""What the file of a docx with a password holds in place of its parts."""
_LARGEST: Final = 200_000_000
_LONGEST: Final = 5_000_000
_CONVERT: Final = "Save it as docx (LibreOffice does: soffice --headless --convert-to docx FILE) and read it again."
_PAGE: Final = re.compile(r"<\s*(?:!doctype\s+html|html|body|table|div|p)\b", re.I)
_EXTRA: Final = "Install what reads documents: pip install cqtargets[read]"


def source_of_text(text: str, name: str = "text") -> Source:
    """The blocks of a text in memory."""
    if len(text) > _LONGEST:
        raise refuse(name, f"holds {len(text):,} characters.", "Read the chapters that hold the targets one by one.")
    return assembled(name, text_pieces(text))


def source_of_file(path: str | Path) -> Source:
    """The blocks of a file: docx, PDF with a text layer, HTML, plain text or Markdown, told apart by their content.

    Raises
    ------
    DataFileError
        If the file is missing, empty, protected, damaged, a scan or of a kind that no reader takes.
    """
    file = Path(path)
    content = _content(file)
    try:
        if content.startswith(b"PK\x03\x04"):
            from cqtargets.extraction.readers.word import word_pieces

            source = assembled(file.name, *word_pieces(file.name, content))
        elif content[:1024].lstrip().startswith(b"%PDF"):
            from cqtargets.extraction.readers.pdf import pdf_pieces

            source = assembled(file.name, *pdf_pieces(file.name, content))
        else:
            source = _written(file, content)
    except ModuleNotFoundError as missing:
        raise refuse(file.name, f"needs the package {missing.name}.", _EXTRA) from None
    if not source.text.strip():
        raise refuse(file.name, "holds no text.", "Check that it is the right file.")
    return source


def _content(file: Path) -> bytes:
    try:
        mode = os.stat(file).st_mode
    except FileNotFoundError:
        raise refuse(str(file), "does not exist.", "Check the name and the folder.") from None
    except (OSError, ValueError) as error:
        raise refuse(
            str(file), f"cannot be read: {getattr(error, 'strerror', None) or error}.", "Check its name."
        ) from None
    if stat.S_ISDIR(mode):
        raise refuse(file.name, "is a directory.", "Name a document in it.")
    if not stat.S_ISREG(mode):
        raise refuse(file.name, "is not a file.", "Name a document.")
    try:
        if file.stat().st_size > _LARGEST:
            raise refuse(
                file.name, f"has {file.stat().st_size / 1e6:,.0f} MB.", "Save the chapters that hold the targets apart."
            )
        content = file.read_bytes()
    except OSError as error:
        raise refuse(str(file), f"cannot be read: {error.strerror or error}.", "Check its permissions.") from None
    if not content.strip():
        raise refuse(file.name, "is empty.", "Check that it is the right file.")
    if content.startswith(_OLE):
        locked = _LOCKED in content
        reason = "is protected by a password." if locked else "is an old Word or WPS file."
        raise refuse(file.name, reason, "Save it without one and read it again." if locked else _CONVERT)
    return content


def _written(file: Path, content: bytes) -> Source:
    text = _decoded(file, content)
    if len(text) > _LONGEST:
        raise refuse(
            file.name, f"holds {len(text):,} characters.", "Read the chapters that hold the targets one by one."
        )
    if file.suffix.lower() in (".html", ".htm", ".xhtml", ".mht") or _PAGE.search(text[:2000]):
        return assembled(file.name, *web_pieces(file.name, text))
    return assembled(file.name, text_pieces(text))


def _decoded(file: Path, content: bytes) -> str:
    if content.startswith(b"{\\rtf"):
        raise refuse(file.name, "is an RTF file.", _CONVERT)
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not utf16 and b"\x00" in content:
        raise refuse(file.name, "is a binary file, not a document.", f"Give a docx, PDF, HTML or text file. {_CONVERT}")
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, DataFileError):
            continue
    raise refuse(file.name, "is in an encoding that is neither UTF-8 nor GB18030.", "Save it as UTF-8.")
