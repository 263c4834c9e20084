"""Whether many values meet their targets, as `Indicator.met_by` says of one."""

from __future__ import annotations

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

    def answers(values: Floats) -> NDArray[np.int8]:
        return comparison.met_many(
            values, ways.comparator[rows], ways.low[rows], ways.high[rows], ways.direction[rows], tolerance
        )

    at_low, at_high = answers(low), answers(high)
    agreed = np.where(at_low == at_high, at_low, -1)
    two_sided = np.array([word in ("=", "~", "range") for word in ways.comparator[rows].tolist()], dtype=bool)
    with np.errstate(invalid="ignore"):
        middle = (low + high) / 2
    between = np.where(np.isfinite(middle), answers(np.where(np.isfinite(middle), middle, np.nan)), -1)
    return np.where(two_sided & (low < high) & (between != agreed), -1, agreed).astype(np.int8)
