"""One step of a cohort-component projection, on blocks of populations that stand side by side.

Every operation works cell by cell or adds ages in one fixed order, so a population's numbers do not depend on how many
others are in its block. Inside a block age is the first axis, (age, sex, n): the groups that move on are then one
stretch of memory.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["TIMINGS", "StepRates", "Timing", "advance", "births_by_sex", "cohort_deaths", "joining", "sum_ages"]

Array = NDArray[np.float64]
Timing = Literal["even", "end", "midyear"]

TIMINGS = ("even", "end", "midyear")
_FEW = 32


class StepRates(NamedTuple):
    """Rates of one step for a block of n populations; an axis of length 1 stands for all n.

    survival (A, 2, n); fertility (fertile groups, n) a woman a year; `by_sex` (2, n) from `births_by_sex`; `fertile`
    the groups that bear.
    """

    survival: Array
    fertility: Array
    by_sex: Array
    fertile: slice
    timing: Timing


def sum_ages(values: Array) -> Array:
    """Sum over the first axis of a C-ordered array, from the first age to the last for any number of columns.

    A plain `np.sum` adds a single column in pairs, several columns one age after the other.

    Examples
    --------
    >>> sum_ages(np.array([[1.0], [2.0], [4.0]])).tolist()
    [7.0]
    """
    if values.shape[-1] < _FEW:
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


def joining(migration: Array, survival: Array, timing: Timing) -> Array:
    """Migrants added at the end of the step: half of them (even), all (end), or those alive then (midyear)."""
    if timing == "even":
        return 0.5 * migration
    if timing == "end":
        return migration
    return migration - _deaths_of_migrants(migration, 1 - survival)


def _deaths_of_migrants(migration: Array, dying: Array) -> Array:
    """Midyear timing: G (1 - S)/2, and 2 G (1 - S)/3 at age 0, so that G (1 + S)/2 and G (1 + 2 S)/3 are left."""
    deaths = migration * (0.5 * dying)
    deaths[0] *= 4 / 3
    return deaths


def advance(
    people: Array, rates: StepRates, joins: Array | None, *, exposed: Array, out: Array, births: Array, women: Array
) -> None:
    """Carry a block to the end of the step.

    Parameters
    ----------
    people : array, shape (A, 2, n)
        The population at the start.
    joins : array or None
        What `joining` returned.
    exposed : array, shape (A, 2, n)
        With even timing and migrants it receives those exposed to the rates, the first half of the migrants among them;
        it may be `people` itself. Without, `people` are the exposed and it is left as it is.
    out : array, shape (A, 2, n)
        Receives the population at the end, before guards.
    births : array, shape (2, n)
        Receives boys and girls.
    women : array, shape (fertile groups, n)
        Scratch space.
    """
    survival, fertile, timing = rates.survival, rates.fertile, rates.timing
    if joins is not None and timing == "even":
        people = np.add(people, joins, out=exposed)
    older = out[1:]
    np.multiply(people[:-1], survival[1:], out=older)
    np.multiply(people[-2] + people[-1], survival[-1], out=out[-1])
    if joins is not None and timing != "end":
        np.add(older, joins[1:], out=older)
    np.add(people[fertile, 1], out[fertile, 1], out=women)
    np.multiply(women, rates.fertility, out=women)
    np.multiply(sum_ages(women), rates.by_sex, out=births)
    newborn = out[0]
    np.multiply(births, survival[0], out=newborn)
    if joins is None:
        return
    if timing == "end":
        np.add(out, joins, out=out)
    else:
        np.add(newborn, joins[0], out=newborn)


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
