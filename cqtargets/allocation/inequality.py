"""How unequal the parts are: Gini, Theil, the ratio of the extremes."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.allocation.exact import not_negative, numbers, positive
from cqtargets.errors import DomainError

__all__ = ["gini", "ratio_of_extremes", "theil"]

Array = NDArray[np.float64]


def _levels(values: ArrayLike, weights: ArrayLike | None) -> tuple[Array, Array]:
    levels = numbers("values", values, None)
    not_negative("value", levels, None)
    people = numbers("weights", 1 if weights is None else weights, len(levels))
    positive("weight", people, None)
    if not any(levels):
        raise DomainError("every value is zero: there is nothing to be unequal about; give at least one above zero")
    shares = np.array(people, dtype=np.float64)
    return np.array(levels, dtype=np.float64), shares / shares.sum()


def gini(values: ArrayLike, weights: ArrayLike | None = None) -> float:
    r"""Gini coefficient: :math:`\sum_i \sum_j p_i p_j |x_i - x_j| / (2 \mu)`, p the weights over their sum.

    Parameters
    ----------
    values : array, shape (parts,)
        Levels per person (beds per 1,000), >= 0; not stocks, unless each part is to count as one.
    weights : array, shape (parts,), optional
        People of each part, > 0; equal without.

    Returns
    -------
    float
        0 where all are equal, below 1.

    Raises
    ------
    DomainError
        If a value is negative, a weight not positive, or every value zero.

    References
    ----------
    Cowell (2011), Measuring Inequality. No small-sample factor n/(n - 1) is applied.

    Examples
    --------
    >>> gini([1, 2, 3, 4])
    0.25
    """
    levels, shares = _levels(values, weights)
    order = np.argsort(levels, kind="stable")
    levels, shares = levels[order], shares[order]
    below = np.cumsum(shares) - shares / 2
    return max(0.0, float(2 * (shares * levels) @ (below - 0.5) / (shares @ levels)))


def theil(values: ArrayLike, weights: ArrayLike | None = None) -> float:
    r"""Theil's T: :math:`\sum_i p_i (x_i/\mu) \ln(x_i/\mu)`; a part with none adds nothing.

    Parameters, Raises
        As for `gini`.

    Returns
    -------
    float
        0 where all are equal, at most the logarithm of the number of parts (with equal weights).

    References
    ----------
    Theil (1967), Economics and Information Theory; Cowell (2011), Measuring Inequality.

    Examples
    --------
    >>> round(theil([1, 3]), 4)
    0.1308
    """
    levels, shares = _levels(values, weights)
    relative = levels / (shares @ levels)
    return max(0.0, float(shares @ (relative * np.log(np.where(relative == 0, 1.0, relative)))))


def ratio_of_extremes(values: ArrayLike) -> float:
    """Highest level over lowest.

    Raises
    ------
    DomainError
        If a value is not positive: nothing is a multiple of zero.

    References
    ----------
    Elementary; it looks at two parts only and ignores all others.

    Examples
    --------
    >>> ratio_of_extremes([4, 6, 9])
    2.25
    """
    levels = numbers("values", values, None)
    positive("value", levels, None)
    return float(max(levels) / min(levels))
