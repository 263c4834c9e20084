"""Where the bundled data is: in the installed package first, in the repository next."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from cqtargets.errors import DataFileError, Problem

__all__ = ["data_folder"]


@lru_cache(maxsize=1)
def data_folder() -> Path:
    """The folder of the bundled tables.

    Raises
    ------
    DataFileError
        If the installation carries no data.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "data", package.parent / "data"):
        if (folder / "indicators.csv").is_file():
            return folder
    problem = Problem(reason="is not in this installation.", remedy="Install cqtargets again.")
    raise DataFileError("indicators.csv", [problem], unusable=True)
