"""Whether a zipped office file is what it says and unpacks to a size that a document has."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from cqtargets.conventions.reasons import fault
from cqtargets.files.tables import refuse

__all__ = ["opened_archive"]

_MOST_BYTES: Final = 150_000_000
_MOST_XML: Final = 60_000_000
_MOST_PARTS: Final = 5_000


def opened_archive(name: str, content: bytes) -> zipfile.ZipFile:
    """The archive, checked before anything unpacks it.

    Raises
    ------
    DataFileError
        If it is damaged, encrypted or unpacks beyond the limits.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise refuse(name, *fault("document_damaged")) from None
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise refuse(name, *fault("document_locked"))
    size = sum(part.file_size for part in parts)
    xml = max((part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))), default=0)
    if len(parts) > _MOST_PARTS or size > _MOST_BYTES or xml > _MOST_XML:
        raise refuse(name, *fault("document_unpacks", size=f"{max(size, xml) / 1e6:,.0f}"))
    return archive
