"""The rows of a chart that shows only the most telling of many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from cqtargets.errors import DomainError

__all__ = ["notes", "strongest"]

Row = TypeVar("Row")


def strongest(rows: Sequence[Row], strength: Sequence[float], most: int | None) -> list[Row]:
    """The `most` rows of greatest strength, in the order in which they came; all of them for None.

    Rows of equal strength: the earlier one stays. A strength that is not a number comes last.

    Raises
    ------
    DomainError
        If `most` is neither None nor a whole number of at least 1.

    Examples
    --------
    >>> strongest(["a", "b", "c"], [1.0, 3.0, 2.0], 2)
    ['b', 'c']
    """
    if most is None:
        return list(rows)
    if isinstance(most, bool) or not isinstance(most, int | np.integer) or most < 1:
        raise DomainError(f"most {most!r} is no number of rows; write a whole number of at least 1, or None for all")
    order = np.argsort(-np.asarray(strength, dtype=float), kind="stable")
    return [rows[place] for place in sorted(order[:most].tolist())]


def notes(template: str, shown: int, whole: int, source: str = "") -> str:
    """The lines below a chart: how many rows of how many are shown, where some are left out, and the source."""
    said = template.format(shown=shown, whole=whole) if shown < whole else ""
    return "\n".join(line for line in (said, source) if line)
