"""One step of a cohort-component projection, on blocks of populations that stand side by side.

Every operation works cell by cell or adds ages in one fixed order, so a population's numbers do not depend on how many
others are in its block. Inside a block age is the first axis, (age, sex, n): the groups that move on are then one
stretch of memory.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "TIMINGS", "Timing", "advance", "births_by_sex", "cohort_deaths", "entering", "joining", "leaving", "sum_ages",
]  # fmt: skip

Array = NDArray[np.float64]
Timing = Literal["even", "end", "midyear"]
Views = tuple[Array, Array, Array, Array, Array]

TIMINGS = ("even", "end", "midyear")
_FEW = 32


def leaving(array: Array, fertile: slice, axis: int = 0) -> Views:
    """People by the groups they leave: all, all but the open one, the two that enter it, women who bear.

    Ages stand on `axis`, sexes behind them; steps may stand before.
    """
    return (
        array,
        _view(array, axis, slice(-1)),
        _view(array, axis, -2),
        _view(array, axis, -1),
        _view(array, axis, fertile, 1),
    )


def entering(array: Array, fertile: slice, axis: int = 0) -> Views:
    """People or rates by the groups entered: all, those behind the first, the open one, the newborn, women who bear."""
    return (
        array,
        _view(array, axis, slice(1, None)),
        _view(array, axis, -1),
        _view(array, axis, 0),
        _view(array, axis, fertile, 1),
    )


def _view(array: Array, axis: int, *index: slice | int) -> Array:
    found: Array = array[(slice(None),) * axis + index]
    return found


def sum_ages(values: Array) -> Array:
    """Sum over the first axis of a C-ordered array, from the first age to the last for any number of columns.

    A plain `np.sum` adds a single column in pairs, several columns one age after the other.

    Examples
    --------
    >>> sum_ages(np.array([[1.0], [2.0], [4.0]])).tolist()
    [7.0]
    """
    if values.ndim == 1 or values.shape[-1] < _FEW:
        running: Array = np.add.accumulate(values, axis=0)[-1]
        return running
    total: Array = np.add.reduce(values, axis=0)
    return total


def births_by_sex(srb: Array, width: int) -> Array:
    """Boys and girls for each child that the women of start and end together bear in a year: z/2 times their shares.

    Parameters
    ----------
    srb : array, shape (steps, n)

    Returns
    -------
    array, shape (steps, 2, n)

    Examples
    --------
    >>> births_by_sex(np.array([[1.0], [0.0]]), 1)[:, :, 0].tolist()
    [[0.25, 0.25], [0.0, 0.5]]
    """
    return np.stack([srb / (1 + srb), 1 / (1 + srb)], axis=1) * (0.5 * width)


def joining(migration: Array, survival: Array, timing: Timing, out: Array | None = None) -> Array:
    """Migrants added at the end of the step: half of them (even), all (end), or those alive then (midyear).

    Unless they are all, they are written into `out` where that is given, which may be `migration` itself.
    """
    if timing == "even":
        return np.multiply(0.5, migration, out=out)
    if timing == "end":
        return migration
    deaths = _deaths_of_migrants(migration, 1 - survival)
    return np.subtract(migration, deaths, out=deaths if out is None else out)


def _deaths_of_migrants(migration: Array, dying: Array) -> Array:
    """Midyear timing: G (1 - S)/2, and 2 G (1 - S)/3 at age 0, so that G (1 + S)/2 and G (1 + 2 S)/3 are left."""
    deaths = migration * (0.5 * dying)
    deaths[0] *= 4 / 3
    return deaths


def advance(
    people: Array,
    joins: Views | None,
    exposed: Views,
    survival: Views,
    fertility: Array,
    by_sex: Array,
    reached: Views,
    births: Array,
    women: Array,
    timing: Timing,
) -> None:
    """Carry a block of n populations to the end of the step; an axis of length 1 stands for all n.

    A single population may leave that axis out of all arrays.

    Parameters
    ----------
    people : array, shape (A, 2, n)
        The population at the start.
    joins : views of `entering`, or None
        What `joining` returned.
    exposed : views of `leaving`
        With even timing and migrants they receive those exposed to the rates, the first half of the migrants among
        them, and may be `people` themselves. Otherwise they are `people`, and are left as they are.
    survival : views of `entering`
        Survival ratios.
    fertility : array, shape (fertile groups, n)
        Births a woman a year.
    by_sex : array, shape (2, n)
        From `births_by_sex`.
    reached : views of `entering`
        Receive the population at the end, before guards.
    births : array, shape (2, n)
        Receives boys and girls.
    women : array, shape (fertile groups, n)
        Scratch space.
    """
    everyone, closed, next_to_last, oldest, mothers = exposed
    _, to_older, to_oldest, to_newborn, _ = survival
    _, older, last, newborn, mothers_then = reached
    if joins is not None:
        moving, moving_older, _, moving_newborn, _ = joins
        if timing == "even":
            np.add(people, moving, everyone)
    np.multiply(closed, to_older, older)
    np.add(next_to_last, oldest, last)
    np.multiply(last, to_oldest, last)
    if joins is not None and timing != "end":
        np.add(older, moving_older, older)
    np.add(mothers, mothers_then, women)
    np.multiply(women, fertility, women)
    np.multiply(sum_ages(women), by_sex, births)
    np.multiply(births, to_newborn, newborn)
    if joins is None:
        return
    if timing == "end":
        np.add(older, moving_older, older)
    np.add(newborn, moving_newborn, newborn)


def cohort_deaths(
    people: Array, births: Array, migration: Array | None, dying: Array, timing: Timing, *, out: Array
) -> None:
    """Write the deaths of the step by the group entered, (A, 2, n), into `out`: those who were to enter times 1 - S.

    `dying` is 1 - S of the step; without midyear timing it may be `out` itself.
    """
    oldest = people[-1] * dying[-1]
    np.multiply(people[:-1], dying[1:], out=out[1:])
    out[-1] += oldest
    np.multiply(births, dying[0], out=out[0])
    if timing == "midyear" and migration is not None:
        out += _deaths_of_migrants(migration, dying)
