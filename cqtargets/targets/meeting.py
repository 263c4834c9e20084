"""Whether many values meet their targets, as `Indicator.met_by` says of one."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions import comparison
from cqtargets.targets.course import Courses

__all__ = ["met_within"]

Floats = NDArray[np.float64]


def met_within(ways: Courses, rows: NDArray[np.intp], low: Floats, high: Floats, tolerance: Floats) -> NDArray[np.int8]:
    """1 where every value from `low` to `high` meets the target of a row, 0 where none does, -1 where that is open.

    Parameters
    ----------
    ways : Courses
    rows : array of int, shape (n,)
        Which of the ways.
    low, high, tolerance : array, shape (n,)
        Ends of each value, and the half width of 左右; NaN for none.
    """

    comparator, direction = ways.comparator[rows], ways.direction[rows]
    ends = ways.low[rows], ways.high[rows]

    def answers(values: Floats, places: Any = slice(None)) -> NDArray[np.int8]:
        return comparison.met_many(
            values, comparator[places], ends[0][places], ends[1][places], direction[places], tolerance[places]
        )

    at_low, at_high = answers(low), answers(high)
    agreed = np.where(at_low == at_high, at_low, -1).astype(np.int8)
    two_sided = np.array([word in ("=", "~", "range") for word in comparator.tolist()], dtype=bool)
    wide = np.flatnonzero(two_sided & (low < high))
    with np.errstate(invalid="ignore"):
        middle = (low[wide] + high[wide]) / 2
    middle[~np.isfinite(middle)] = np.nan
    between = answers(middle, wide)
    agreed[wide[between != agreed[wide]]] = -1
    return agreed
