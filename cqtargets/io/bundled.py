"""The plans that come with the library, and the version of its data."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from cqtargets.catalogue import Catalogue
from cqtargets.files.bundle import data_folder, table_rows
from cqtargets.observations import load_observations
from cqtargets.targets.document import Document
from cqtargets.targets.rows import read_indicators

__all__ = [
    "data_folder",
    "data_version",
    "load_catalogue",
    "load_documents",
    "load_observations",
]


def load_documents() -> tuple[Document, ...]:
    """The documents of the bundled plans."""
    return tuple(
        Document(
            key=row["key"],
            number=row["number"],
            title=row["title"],
            issuer=row["issuer"],
            date=row["date"],
            base_year=int(row["base_year"]) if row["base_year"] else None,
            target_year=int(row["target_year"]) if row["target_year"] else None,
            repealed_by=row["repealed_by"],
            note=row["note"],
        )
        for _, row in table_rows("documents.csv")
    )


def load_catalogue() -> Catalogue:
    """Every target of the bundled documents.

    Returns
    -------
    Catalogue
        One indicator a row of `data/indicators.csv`; `documents` holds their sources.

    Examples
    --------
    >>> load_catalogue()["med14.inpatient_days"].met_by(8.1)
    False
    """
    return Catalogue.from_rows(read_indicators(table_rows("indicators.csv")), "indicators.csv", load_documents())


@lru_cache(maxsize=1)
def data_version() -> str:
    """A short hash of the bundled tables: the same figures, the same version."""
    digest = hashlib.sha256()
    for table in sorted(data_folder().rglob("*.csv"), key=lambda path: path.as_posix()):
        digest.update(table.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]
