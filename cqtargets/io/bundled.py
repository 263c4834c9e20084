"""The data that comes with the library: in the installed package first, in the repository next."""

from __future__ import annotations

import csv
import hashlib
from functools import lru_cache

from cqtargets.bundle import data_folder
from cqtargets.catalogue import Catalogue
from cqtargets.cells import Row
from cqtargets.document import Document
from cqtargets.errors import DataFileError
from cqtargets.observation_rows import read_observation_rows
from cqtargets.observations import Observations
from cqtargets.rows import read_indicators

__all__ = [
    "bundled_rows",
    "data_folder",
    "data_version",
    "load_catalogue",
    "load_documents",
    "load_observations",
]


def bundled_rows(name: str) -> list[Row]:
    """The rows of a bundled table with their numbers as a spreadsheet shows them."""
    with (data_folder() / name).open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        return [(number, dict(zip(header, row, strict=True))) for number, row in enumerate(reader, start=2)]


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
        for _, row in bundled_rows("documents.csv")
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
    return Catalogue.from_rows(read_indicators(bundled_rows("indicators.csv")), "indicators.csv", load_documents())


def load_observations() -> Observations:
    """Facts that the documents print, and public series of Chongqing and of China, each with its source."""
    result = read_observation_rows(bundled_rows("observations.csv"))
    if result.problems:
        raise DataFileError("observations.csv", result.problems)
    return Observations(observation for _, observation in result.values)


@lru_cache(maxsize=1)
def data_version() -> str:
    """A short hash of the bundled tables: the same figures, the same version."""
    digest = hashlib.sha256()
    for table in sorted(data_folder().rglob("*.csv"), key=lambda path: path.as_posix()):
        digest.update(table.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]
