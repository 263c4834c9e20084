"""Sizes of birth cohorts: how many of each single age there should be, from the births of their years."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets import clock
from cqtargets.conventions.arrays import floats
from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.doors import door
from cqtargets.errors import DomainError

__all__ = ["POWERS", "cohort_power", "cohort_shape", "shared_out"]

Floats = NDArray[np.float64]

# Powers of the nation's cohorts that a region may be fitted with: from births that did not vary to a famine three times as deep.
POWERS = (0.0, 3.0)
_FEWEST_GROUPS = 4


@door
def cohort_shape(
    births: Mapping[int, float],
    *,
    when: clock.When,
    ages: int,
    survival: ArrayLike | None = None,
    power: float = 1.0,
) -> Floats:
    r"""Relative sizes of single ages at a date: births of their cohorts times survival.

    Those aged x at time t were born between t - x - 1 and t - x: at a census of 1 November two months of one calendar
    year's births and ten of the next are mixed. :math:`s_x = B_x^{p}\, l_x`.

    Parameters
    ----------
    births : mapping of calendar year to births
        Any unit; those of the nation where a region's own are not known.
    when : int, date or str
        The date of the count; a bare year is its end.
    ages : int
        Single years of age, from 0.
    survival : array, shape (ages, ...), optional
        Relative survivors at each age, such as L of a life table; no deaths within a group without it.
    power : float
        1 for the nation's own shape; above 1 where births swung wider than the nation's, 0 for none.

    Returns
    -------
    array, shape (ages,) or that of `survival`
        Relative sizes for `graduate(shape=)`; NaN where the births of a cohort are not known.

    Raises
    ------
    DomainError
        If births are negative or not finite, the power is negative, or survival does not align.

    References
    ----------
    Siegel and Swanson (2004), The Methods and Materials of Demography, chapter 11, on single ages from cohorts. Peng
    (1987), Demographic consequences of the Great Leap Forward in China's provinces, Population and Development Review
    13, on how far provinces went below the nation.

    Examples
    --------
    Counted at the end of October: the infants are ten months of 2020's births and two of 2019's (hand-worked).

    >>> cohort_shape({2018: 60.0, 2019: 120.0, 2020: 240.0}, when="2020-10-31", ages=3).round(1).tolist()
    [220.0, 110.0, nan]
    """
    if not (np.isfinite(power) and power >= 0):
        raise DomainError(f"power is {power}; give 0 or more")
    bad = [year for year, value in births.items() if not (np.isfinite(value) and value >= 0)]
    if bad:
        raise DomainError(f"births of {bad[0]} are {births[bad[0]]}; give a number of 0 or more")
    born = _born(births, clock.time(when), ages) ** power
    if survival is None:
        return born
    lived = np.asarray(survival, dtype=np.float64)
    if lived.shape[:1] != (ages,):
        raise DomainError(f"survival of shape {lived.shape} does not align with {ages} ages")
    shape: Floats = born.reshape((-1,) + (1,) * (lived.ndim - 1)) * lived
    return shape


def _born(births: Mapping[int, float], time: float, ages: int) -> Floats:
    """Births of the year that ends `x` years before `time`, for x from 0; NaN where a calendar year is missing."""
    after = int(np.ceil(time - NOISE))
    late = 1 - (after - time)
    years = after - np.arange(ages)
    one = np.array([births.get(int(year), np.nan) for year in years])
    before = np.array([births.get(int(year) - 1, np.nan) for year in years])
    mixed: Floats = one if late > 1 - NOISE else late * one + (1 - late) * before
    return mixed


@door
def cohort_power(
    groups: ArrayLike, births: Mapping[int, float], *, when: clock.When, survival: ArrayLike, born: tuple[int, int]
) -> float | None:
    """How much wider than the nation's a region's births swung, read from neighbouring five-year groups of its census.

    The power with which the logs of group over cohort sizes lie closest to a straight line across the groups. Migration
    and long differences of fertility move such a line; a famine bends it.

    Parameters
    ----------
    groups : array, shape (G,)
        Persons of both sexes in five-year groups, the last open.
    births, when
        As for `cohort_shape`.
    survival : array, shape (A,)
        Relative survivors at single ages.
    born : tuple of int
        First and last year of birth that are compared: around the trough.

    Returns
    -------
    float or None
        Within `POWERS`; None where fewer than four groups have births on record.

    Examples
    --------
    >>> births = {1950 + i: size for i, size in enumerate([25, 25, 26, 25, 26, 27, 24, 15, 14, 12, 20, 34, 33, 32, 30] * 2)}
    >>> deep = cohort_shape(births, when=1979, ages=30, power=2.0).reshape(6, 5).sum(axis=1)
    >>> round(cohort_power([*deep, 0.0], births, when=1979, survival=np.ones(30), born=(1950, 1979)), 2)
    2.0
    """
    people, lived = (np.atleast_1d(floats(one, name)) for one, name in ((groups, "groups"), (survival, "survival")))
    people = people[:-1]
    last = int(np.floor(clock.time(when) + NOISE))
    kept = [g for g in range(people.size) if born[0] <= last - 5 * g - 4 and last - 5 * g <= born[1] + 1]
    sizes = _born(births, clock.time(when), 5 * people.size)
    kept = [
        g for g in kept if 5 * g + 5 <= lived.size and np.isfinite(sizes[5 * g : 5 * g + 5]).all() and people[g] > 0
    ]
    if len(kept) < _FEWEST_GROUPS:
        return None
    powers = np.arange(POWERS[0], POWERS[1] + NOISE, 0.01)
    cells = np.array(
        [(sizes[5 * g : 5 * g + 5, None] ** powers * lived[5 * g : 5 * g + 5, None]).sum(axis=0) for g in kept]
    )
    apart = np.log(people[kept])[:, None] - np.log(cells)
    line = np.column_stack([np.ones(len(kept)), np.array(kept, dtype=np.float64)])
    missed = apart - line @ np.linalg.lstsq(line, apart, rcond=None)[0]
    return float(powers[(missed**2).sum(axis=0).argmin()])


def shared_out(single: Floats, closed: Floats, shape: Floats, axis: int, bounds: NDArray[np.int64]) -> Floats:
    """Five-year groups shared out by the shape of their single years; one with a NaN keeps what it was graduated to.

    Parameters
    ----------
    single : array, shape (5 (A - 1), ...)
        What each group was graduated to without a shape.
    closed : array, shape (A - 1, ...)
        The closed groups.
    shape : array
        As `graduate` takes it, its ages on `axis`.
    bounds : array, shape (A,)
        Lower bounds, for messages.

    Raises
    ------
    DomainError
        If the shape is negative, does not align, or is zero throughout a group that holds people.
    """
    moved = np.moveaxis(shape, axis, 0) if shape.ndim > 1 else shape
    if moved.shape[:1] != single.shape[:1] or moved.shape not in (single.shape, single.shape[:1]):
        raise DomainError(
            f"shape {shape.shape} does not align with {closed.shape[0]} closed groups; give {single.shape[0]} single years"
        )
    wide = np.broadcast_to(moved.reshape(moved.shape + (1,) * (single.ndim - moved.ndim)), single.shape)
    parts = wide.reshape(closed.shape[0], 5, *closed.shape[1:])
    given: NDArray[np.bool_] = np.asarray(np.isfinite(parts).all(axis=1))
    if (parts < 0).any():
        index = np.argwhere(parts < 0)[0]
        age = int(bounds[index[0]] + index[1])
        raise DomainError(f"the shape at age {age} is {parts[tuple(index)]:g}; give relative sizes of 0 or more")
    sums = np.where(given, np.nan_to_num(parts).sum(axis=1), 1.0)
    empty: NDArray[np.bool_] = np.asarray(given & (sums == 0) & (closed > 0))
    if empty.any():
        group = int(np.argwhere(empty)[0][0])
        raise DomainError(
            f"the shape of the group at age {bounds[group]} is zero throughout and the group is not empty"
        )
    shares = np.nan_to_num(parts) / np.where(sums == 0, 1.0, sums)[:, None]
    result: Floats = np.where(given[:, None], closed[:, None] * shares, single.reshape(parts.shape))
    return result.reshape(single.shape)
