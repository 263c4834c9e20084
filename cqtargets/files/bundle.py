"""The bundled data: where it is (in the installed package first, in the repository next), and its tables as rows."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from cqtargets.errors import DataFileError, Problem

__all__ = ["data_folder", "table_rows"]


@lru_cache(maxsize=1)
def data_folder() -> Path:
    """The folder of the bundled tables.

    Raises
    ------
    DataFileError
        If the installation carries no data.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "data", package.parent / "data"):
        if (folder / "indicators.csv").is_file():
            return folder
    problem = Problem(reason="is not in this installation.", remedy="Install cqtargets again.")
    raise DataFileError("indicators.csv", [problem], unusable=True)


def table_rows(name: str) -> list[tuple[int, dict[str, str]]]:
    """The rows of a bundled table, by column, with their numbers as a spreadsheet shows them.

    Parameters
    ----------
    name : str
        Path below the data folder: indicators.csv, population/census.csv.

    Examples
    --------
    >>> number, row = table_rows("documents.csv")[0]
    >>> number, row["key"]
    (2, 'med14')
    """
    with (data_folder() / name).open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        return [(number, dict(zip(header, row, strict=True))) for number, row in enumerate(reader, start=2)]
