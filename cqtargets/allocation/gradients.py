"""Inequality along an order of the parts, from the worst to the best off: concentration, slope and relative index."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.allocation.exact import not_negative, numbers, positive
from cqtargets.conventions.doors import door
from cqtargets.errors import DomainError

__all__ = ["SlopeIndex", "concentration_index", "slope_index"]

Array = NDArray[np.float64]


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class SlopeIndex:
    """A straight line through the levels over the ranks of the people, from 0 (worst off) to 1 (best off).

    Attributes
    ----------
    slope : float
        Absolute: level at the top minus level at the bottom, in the unit (SII).
    relative : float or None
        Relative: level at the top over level at the bottom (RII); None with its `reason`.
    bottom, top : float
        Ends of the line.
    reason : str
    """

    slope: float
    relative: float | None
    bottom: float
    top: float
    reason: str = ""


def _ranked(values: ArrayLike, order: ArrayLike, weights: ArrayLike | None) -> tuple[Array, Array, Array]:
    """Levels, shares of people and ranks (midpoints of the cumulated shares); equal places in the order share a rank."""
    levels = numbers("values", values, None)
    not_negative("value", levels, None)
    places = np.array(numbers("order", order, len(levels)), dtype=np.float64)
    if not np.isfinite(places).all():
        raise DomainError("the order holds what is no number; give one number a part, smallest for the worst off")
    people = np.array(numbers("weights", 1 if weights is None else weights, len(levels)), dtype=np.float64)
    positive("weight", people.tolist(), None)
    shares = people / people.sum()
    different, which = np.unique(places, return_inverse=True)
    if len(different) < 2:
        raise DomainError("all parts have the same place in the order: there is nothing to compare along it")
    grouped = np.bincount(which, weights=shares)
    return np.array(levels, dtype=np.float64), shares, (np.cumsum(grouped) - grouped / 2)[which]


@door
def concentration_index(values: ArrayLike, order: ArrayLike, weights: ArrayLike | None = None) -> float:
    r"""Concentration index: :math:`2\,\mathrm{cov}(h, r)/\mu`, r the ranks of the people by the order.

    Parameters
    ----------
    values : array, shape (parts,)
        Levels per person h, >= 0.
    order : array, shape (parts,)
        What the parts are ranked by, smallest for the worst off (income a head); equal numbers share their rank.
    weights : array, shape (parts,), optional
        People of each part, > 0; equal without.

    Returns
    -------
    float
        Between -1 and 1: above 0 where the better off have more, 0 without a gradient; the Gini coefficient where the order
        is that of the levels themselves.

    Raises
    ------
    DomainError
        If a value is negative, a weight not positive, every value zero, or all places in the order equal.

    References
    ----------
    Wagstaff, Paci and van Doorslaer (1991), On the measurement of inequalities in health, Social Science and Medicine 33. Of a
    share (vaccinated or not) the bounds depend on its mean, and the index of the rest is another: say which one.

    Examples
    --------
    Vaccinated against measles by wealth, Nigeria 2008, from the poorest fifth to the richest (printed 0.265, with the true sizes
    of the fifths):

    >>> round(concentration_index([17, 28, 41, 58, 75], [1, 2, 3, 4, 5]), 3)
    0.267
    """
    levels, shares, ranks = _ranked(values, order, weights)
    mean = float(shares @ levels)
    if not mean:
        raise DomainError("every value is zero: there is nothing to be unequal about; give at least one above zero")
    return float(2 * (shares @ (levels * ranks) - mean * 0.5) / mean)


@door
def slope_index(values: ArrayLike, order: ArrayLike, weights: ArrayLike | None = None) -> SlopeIndex:
    r"""Slope and relative index of inequality: weighted least squares of the levels on the ranks of the people.

    Parameters
    ----------
    values, order, weights
        As for `concentration_index`.

    Returns
    -------
    SlopeIndex

    Raises
    ------
    DomainError
        As for `concentration_index`; values that are all zero have a slope of 0 and no ratio.

    References
    ----------
    World Health Organization (2013), Handbook on health inequality monitoring. Mackenbach and Kunst (1997), Social Science and
    Medicine 44, 757-771, for the ratio of the line's ends.

    Examples
    --------
    Levels on a line from 10 to 30 over the people:

    >>> found = slope_index([12, 16, 20, 24, 28], [1, 2, 3, 4, 5])
    >>> round(found.slope, 6), round(found.relative, 6)
    (20.0, 3.0)
    """
    levels, shares, ranks = _ranked(values, order, weights)
    mean, centre = float(shares @ levels), float(shares @ ranks)
    slope = float(shares @ ((ranks - centre) * (levels - mean)) / (shares @ (ranks - centre) ** 2))
    bottom, top = mean - slope * centre, mean + slope * (1 - centre)
    reason = "" if bottom > 0 and top > 0 else "the line falls to zero or below at one end, so its ends have no ratio"
    return SlopeIndex(slope=slope, relative=None if reason else top / bottom, bottom=bottom, top=top, reason=reason)
