"""Whether a zipped office file is what it says and unpacks to a size that a document has."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from cqtargets.files.tables import refuse

__all__ = ["opened_archive"]

_MOST_BYTES: Final = 150_000_000
_MOST_XML: Final = 60_000_000
_MOST_PARTS: Final = 5_000


def opened_archive(name: str, content: bytes, wanted: str, what: str) -> None:
    """Check the archive before anything unpacks it.

    Raises
    ------
    DataFileError
        If it is damaged, holds no `wanted` part, is encrypted or unpacks beyond the limits.
    """
    again = "Open it in Word or LibreOffice, save it as docx and read it again."
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise refuse(name, f"is a damaged file, not {what}.", again) from None
    names = {part.filename for part in parts}
    if wanted not in names:
        remedy = "Read tables with cq.read_catalogue." if "xl/workbook.xml" in names else again
        raise refuse(name, f"is not {what}.", remedy)
    if any(part.flag_bits & 1 for part in parts):
        raise refuse(name, "is protected by a password.", "Save it without one and read it again.")
    size = sum(part.file_size for part in parts)
    xml = max((part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))), default=0)
    if len(parts) > _MOST_PARTS or size > _MOST_BYTES or xml > _MOST_XML:
        raise refuse(name, f"would unpack to {max(size, xml) / 1e6:,.0f} MB; a document of a plan has a few.",
                     "Save the chapters that hold the targets as a file of their own.")  # fmt: skip
