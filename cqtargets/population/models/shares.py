"""An area's people as a share of a larger one's: constant, by its share of the growth, or shifting."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.conventions.doors import door
from cqtargets.errors import DomainError
from cqtargets.population.models.checks import checked_counts

__all__ = ["constant_share", "scalar_or_array", "share_of_growth", "shift_share"]

Floats = NDArray[np.float64]
Result = Floats | float


def scalar_or_array(array: Floats) -> Result:
    """A number for a single value, the array otherwise."""
    return float(array) if np.ndim(array) == 0 else array


@door
def constant_share(area: ArrayLike, parent: ArrayLike, parent_future: ArrayLike) -> Result:
    """The area keeps its share of the parent: area / parent x parent_future.

    Parameters
    ----------
    area, parent : float or array
        Persons at one date.
    parent_future : float or array
        Persons of the parent at the later date.

    Raises
    ------
    DomainError
        If a number is negative or not finite, the parent is empty, or an area exceeds its parent.

    References
    ----------
    Smith, Tayman and Swanson (2013), chapter 8.

    Examples
    --------
    >>> constant_share(100, 1000, 1200)
    120.0
    """
    one, whole = _area(area, parent, "")
    return scalar_or_array(one / whole * checked_counts(parent_future))


@door
def share_of_growth(
    area_start: ArrayLike, area_end: ArrayLike, parent_start: ArrayLike, parent_end: ArrayLike, parent_future: ArrayLike
) -> Result:
    """The area keeps its share of the parent's growth in the base period.

    area_end + (area_end - area_start) / (parent_end - parent_start) x (parent_future - parent_end).

    Parameters
    ----------
    area_start, area_end, parent_start, parent_end, parent_future : array
        People of the area at the first date; people of the area at the second date; people of the whole at the
        first date; people of the whole at the second date; people of the whole at the dates asked for.

    Raises
    ------
    DomainError
        As for `constant_share`; if the parent did not change (no growth to share), or the result is below zero (an area
        that lost people while its parent grew).

    References
    ----------
    Smith, Tayman and Swanson (2013), chapter 8.

    Examples
    --------
    >>> share_of_growth(80, 100, 900, 1000, 1200)
    140.0
    """
    first, whole_first = _area(area_start, parent_start, " at the start")
    last, whole_last = _area(area_end, parent_end, " at the end")
    growth = whole_last - whole_first
    if (growth == 0).any():
        raise DomainError("the parent did not change in the base period: no growth to share; use constant_share")
    return _projected(last + (last - first) / growth * (checked_counts(parent_future) - whole_last))


@door
def shift_share(
    area_start: ArrayLike,
    area_end: ArrayLike,
    parent_start: ArrayLike,
    parent_end: ArrayLike,
    parent_future: ArrayLike,
    *,
    interval: float,
    horizon: float,
) -> Result:
    """The area's share goes on shifting: (share_end + (share_end - share_start) / interval x horizon) x parent_future.

    Parameters
    ----------
    interval : float
        Years from start to end.
    horizon : float
        Years from the end to the date of `parent_future`.
    area_start, area_end, parent_start, parent_end, parent_future : array
        People of the area at the first date; people of the area at the second date; people of the whole at the
        first date; people of the whole at the second date; people of the whole at the dates asked for.

    Raises
    ------
    DomainError
        As for `constant_share`; if the years are not positive or the share would leave 0 to 1: shorten the horizon.

    References
    ----------
    Smith, Tayman and Swanson (2013), chapter 8.

    Examples
    --------
    >>> round(shift_share(80, 100, 1000, 1000, 1200, interval=10, horizon=5), 6)
    132.0
    """
    for name, years in (("interval", interval), ("horizon", horizon)):
        if not (math.isfinite(years) and years > 0):
            raise DomainError(f"{name} is {years}; give years above zero")
    first, whole_first = _area(area_start, parent_start, " at the start")
    last, whole_last = _area(area_end, parent_end, " at the end")
    share = last / whole_last + (last / whole_last - first / whole_first) / interval * horizon
    if (share < 0).any() or (share > 1).any():
        worst = share[(share < 0) | (share > 1)].flat[0]
        raise DomainError(f"the share would be {worst:g} after {horizon:g} years; shorten the horizon")
    return scalar_or_array(share * checked_counts(parent_future))


def _projected(values: Floats) -> Result:
    if (np.asarray(values) < 0).any():
        raise DomainError(f"the area would have {np.min(values):g} persons; use constant_share")
    return scalar_or_array(values)


def _area(area: ArrayLike, parent: ArrayLike, when: str) -> tuple[Floats, Floats]:
    one, whole = checked_counts(area, name="area"), checked_counts(parent, name="parent")
    if (whole == 0).any():
        raise DomainError(f"the parent has no people{when}: its share has no value")
    if (one > whole).any():
        raise DomainError(f"an area has more people than its parent{when}; check the units and the order")
    return one, whole
