"""Populations moved and read between dates along the lives of their cohorts, in single years of age."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cqtargets.errors import DomainError

__all__ = ["between_dates", "collapse", "open_out", "shift_part_year"]

Array = NDArray[np.float64]


def open_out(people: Array, weights: Array) -> Array:
    """Single years with a higher open age: the open group is shared out in proportion to `weights`.

    Parameters
    ----------
    people : array, shape (2, A, ...)
        Single years of age, the last group open.
    weights : array, shape (2, B)
        Relative numbers at the ages from the old open age to the new one; those of a life table, say.

    Returns
    -------
    array, shape (2, A - 1 + B, ...)

    Examples
    --------
    >>> open_out(np.array([[5.0, 4.0], [6.0, 9.0]]), np.array([[3.0, 1.0], [2.0, 1.0]])).tolist()
    [[5.0, 3.0, 1.0], [6.0, 6.0, 3.0]]
    """
    shares = (weights / weights.sum(axis=1, keepdims=True)).reshape(weights.shape + (1,) * (people.ndim - 2))
    return np.concatenate([people[:, :-1], people[:, -1:] * shares], axis=1)


def collapse(people: Array, starts: NDArray[np.int64], axis: int = 1) -> Array:
    """Sums over age groups that begin at the positions `starts` of the age axis.

    Examples
    --------
    >>> collapse(np.arange(8.0).reshape(2, 4), np.array([0, 2])).tolist()
    [[1.0, 5.0], [9.0, 13.0]]
    """
    return np.add.reduceat(people, starts, axis=axis)


def shift_part_year(people: Array, survival: Array, births: Array, migration: Array, share: float) -> Array:
    r"""A population in single years moved by less than a year along its cohorts.

    Of each age, `share` pass a birthday: :math:`P'_x = S_x^{s} ((1 - s) P_x + s P_{x-1}) + s G_x`; the newborn of the
    time enter age 0.

    Parameters
    ----------
    people, survival, migration : array, shape (2, A)
        Persons at the start; one-year survival into each age (the first of the newborn); net migrants of a year.
    births : array, shape (2,)
        Boys and girls born in a whole year.
    share : float
        Part of a year, 0 to 1.

    Raises
    ------
    DomainError
        If `share` lies outside 0 to 1, or more people leave than there are.

    Examples
    --------
    Two months of a population that does not die or move: a sixth of each age moves up.

    >>> P = np.array([[60.0, 60.0, 60.0], [60.0, 60.0, 60.0]])
    >>> shift_part_year(P, np.ones((2, 3)), np.array([66.0, 60.0]), np.zeros((2, 3)), 1 / 6).round(1).tolist()
    [[61.0, 60.0, 70.0], [60.0, 60.0, 70.0]]
    """
    if not 0 <= share <= 1:
        raise DomainError(f"share {share} of a year is not between 0 and 1")
    older = np.concatenate([births[:, None], people[:, :-1]], axis=1)
    stay = np.full(people.shape[1], 1 - share)
    stay[-1] = 1.0
    after = survival**share * (stay * people + share * older) + share * migration
    if (after < 0).any():
        sex, age = (int(i) for i in np.argwhere(after < 0)[0])
        raise DomainError(
            f"net out-migration of {('males', 'females')[sex]} aged {age} is more than there are people: "
            f"{migration[sex, age]:,.0f} a year of {people[sex, age]:,.0f}; lower the outflow"
        )
    moved: Array = after
    return moved


def between_dates(start: Array, end: Array, years: int, since: float) -> Array:
    """People in single years `since` years after `start`, read on straight lines along each cohort's life.

    The cohort aged a at the start is aged a + `years` at the end. Those born after the start have no first point:
    for ages below `since` the line runs between the same ages of both dates.

    Parameters
    ----------
    start, end : array, shape (2, A, ...)
        Single years of age, the last open.
    years : int
        Whole years between the dates.
    since : float
        Years after the start, 0 to `years`.

    Raises
    ------
    DomainError
        If `since` lies outside the dates.

    Examples
    --------
    Half way between two dates two years apart, nobody dying or born into the first age:

    >>> start, end = np.tile([10.0, 8.0, 6.0, 4.0], (2, 1)), np.tile([12.0, 11.0, 10.0, 18.0], (2, 1))
    >>> between_dates(start, end, 2, 1.0)[0].tolist()
    [11.0, 10.0, 8.0, 10.0]
    """
    if not 0 <= since <= years:
        raise DomainError(f"{since:g} years lie outside the {years} years between the dates")
    weight, whole = since / years, int(since)
    part = since - whole
    groups = start.shape[1]
    by_age = (1 - weight) * start + weight * end
    cohorts = _cohorts(start, end, years, weight)
    placed = np.zeros((2, groups + whole + 1, *start.shape[2:]))
    placed[:, whole:-1] += (1 - part) * cohorts
    placed[:, whole + 1 :] += part * cohorts
    placed[:, whole] += part * by_age[:, whole]
    placed[:, :whole] = by_age[:, :whole]
    return np.concatenate([placed[:, : groups - 1], placed[:, groups - 1 :].sum(axis=1, keepdims=True)], axis=1)


def _cohorts(start: Array, end: Array, years: int, weight: float) -> Array:
    """Each cohort between its two points; those that end in the open group share its people as they began."""
    tail = start.shape[1] - 1 - years
    cohorts = (1 - weight) * start
    cohorts[:, :tail] += weight * end[:, years:-1]
    before = start[:, tail:].sum(axis=1, keepdims=True)
    share = np.divide(start[:, tail:], before, out=np.zeros_like(start[:, tail:]), where=before > 0)
    share[:, -1:] += before == 0
    cohorts[:, tail:] += weight * end[:, -1:] * share
    return cohorts
