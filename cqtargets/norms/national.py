"""What the nation asks for: the aims of national plans for 2025 and 2030, which speak to every city."""

from __future__ import annotations

from functools import lru_cache

from cqtargets.errors import DataFileError
from cqtargets.files.bundle import table_rows
from cqtargets.targets.document import Document
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.rows import read_indicators

__all__ = ["national_aims", "national_documents"]


@lru_cache(maxsize=1)
def national_aims() -> tuple[Indicator, ...]:
    """The rows of `data/national_targets.csv`, which names the source of each.

    Examples
    --------
    >>> [aim.goal for aim in national_aims() if aim.concept == "maternal_mortality"]
    [12.0]
    """
    rows = [
        (number, {key: value for key, value in row.items() if key != "source"})
        for number, row in table_rows("national_targets.csv")
    ]
    result = read_indicators(rows)
    if result.problems:
        raise DataFileError("national_targets.csv", result.problems)
    return tuple(indicator for _, indicator in result.values)


@lru_cache(maxsize=1)
def national_documents() -> dict[str, Document]:
    """The plans of `national_aims` by key, each with the title that stands before its date in the column `source`.

    Examples
    --------
    >>> national_documents()["healthy2030"].label
    '“健康中国2030”规划纲要'
    """
    titles = {row["plan"]: row["source"].partition("，")[0] for _, row in table_rows("national_targets.csv")}
    return {key: Document(key=key, title=title) for key, title in titles.items()}
