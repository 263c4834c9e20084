"""Cohort change and child-woman ratios: measured, smoothed, improved, borrowed, bounded and applied."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cqtargets.errors import DomainError
from cqtargets.population.models.checks import place

__all__ = ["Ratios", "bounded", "change_between", "fall_of_loss", "improved", "measure_ratios", "smoothed"]

Array = NDArray[np.float64]
Ages = NDArray[np.int64]

MOTHERS = (15, 44)
OLD_AGE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratios:
    """Ratios of one interval of k groups: `cohort` (2, A - k, ...) into the groups from k on, the last the open one;
    `child_woman` (2, k, ...) of the youngest groups to their mothers' ages."""

    cohort: Array
    child_woman: Array

    def carry(self, people: Array, k: int, ages: Ages) -> Array:
        """The population (2, A, ...) one interval after `people`."""
        sources = _sources(people, k)
        after = np.empty(np.broadcast_shapes(people.shape, people.shape[:2] + self.cohort.shape[2:]))
        after[:, k:] = sources * self.cohort
        after[:, :k] = self.child_woman * _mothers(after, k, ages)
        return after


def _sources(people: Array, k: int) -> Array:
    """Those who enter each group from k on within the interval; the last k + 1 groups enter the open one."""
    closed = people[:, : people.shape[1] - k - 1]
    return np.concatenate([closed, people[:, -k - 1 :].sum(axis=1, keepdims=True)], axis=1)


def _mothers(people: Array, k: int, ages: Ages) -> Array:
    """Women 15 to 44 years older than the first age of each of the k youngest groups, shape (k, ...)."""
    women = people[1]
    low, high = MOTHERS
    return np.stack([women[(ages >= low + child) & (ages <= high + child)].sum(axis=0) for child in ages[:k]])


def measure_ratios(before: Array, after: Array, k: int, ages: Ages, *, names: tuple[str, str]) -> Ratios:
    """Ratios between two populations (2, A, ...) k groups apart.

    Raises
    ------
    DomainError
        If nobody is in a group that a ratio divides by.

    Examples
    --------
    >>> ages = np.arange(0, 90, 5)
    >>> two = np.full((2, 18), 100.0)
    >>> found = measure_ratios(two, two, 2, ages, names=("earlier", "later"))
    >>> found.cohort[0, [0, -1]].round(4).tolist(), found.child_woman[0].round(4).tolist()
    ([1.0, 0.3333], [0.1667, 0.1667])
    """
    sources = _sources(before, k)
    mothers = _mothers(after, k, ages)
    for name, array, axes, lower in (
        (names[0], sources, ("sex", "age", "region", "trajectory"), ages),
        (names[1], mothers, ("age", "region", "trajectory"), ages + MOTHERS[0]),
    ):
        if not array.all():
            index = [int(i) for i in np.argwhere(array == 0)[0]]
            who = "people" if axes[0] == "sex" else "women of the 30 years"
            raise DomainError(
                f"{name} has no {who} at {place(index, axes, ages=lower)}: nothing to divide by; join age groups or "
                "regions, or close the open group earlier"
            )
    return Ratios(cohort=after[:, k:] / sources, child_woman=after[:, :k] / mothers)


def smoothed(cohort: Array) -> Array:
    """Geometric means of neighbouring ratios, weights 1/4, 1/2, 1/4; first, last closed and open group stay.

    Raises
    ------
    DomainError
        If a ratio is 0.

    Examples
    --------
    >>> smoothed(np.array([[1.0, 16.0, 1.0, 1.0]])).round(3).tolist()
    [[1.0, 4.0, 1.0, 1.0]]
    """
    if not cohort.all():
        index = [int(i) for i in np.argwhere(cohort == 0)[0]]
        raise DomainError(
            f"the cohort change ratio at {place(index, ('sex', 'ratio', 'region', 'trajectory'))} is 0 and has no "
            "logarithm; join age groups, or write smoothing='none'"
        )
    logs = np.log(cohort)
    logs[:, 1:-2] = (logs[:, :-3] + 2 * logs[:, 1:-2] + logs[:, 2:-1]) / 4
    return np.exp(logs)


def fall_of_loss(history: Array, k: int, ages: Ages, share: float) -> Array:
    """Factor on 1 - ratio an interval: 1 below 60; above, `share` of the way from 1 to the fall seen in `history`.

    Parameters
    ----------
    history : array, shape (3, 2, A, ...)
    share : float
        0.5 or 1.

    Returns
    -------
    array, shape (2, A - k, ...)
        At most 1; 1 where a ratio was 1 or more in either interval.
    """
    first, second = (
        measure_ratios(history[date], history[date + 1], k, ages, names=(f"history[{date}]", f"history[{date + 1}]"))
        for date in (0, 1)
    )
    before, now = 1 - first.cohort, 1 - second.cohort
    falls = (before > 0) & (now > 0) & (now < before)
    fall = np.ones_like(now)
    np.divide(now, before, out=fall, where=falls)
    fall[:, ages[k:] < OLD_AGE] = 1.0
    return 1 - share * (1 - fall)


def improved(cohort: Array, factor: Array, steps: int) -> Array:
    """Ratios whose distance below 1 has shrunk by `factor` for `steps` intervals; ratios of 1 or more stay.

    Examples
    --------
    >>> improved(np.array([0.6, 1.2]), np.array([0.5, 0.5]), 2).tolist()
    [0.9, 1.2]
    """
    loss = 1 - cohort
    return np.where(loss > 0, cohort + loss * (1 - factor**steps), cohort)


def change_between(own: Ratios, measured: Ratios, then: Ratios) -> Ratios:
    """Own ratios times the parent's change from the measured interval to a later one.

    Raises
    ------
    DomainError
        If the parent's measured ratio is 0 somewhere.
    """
    for array in (measured.cohort, measured.child_woman):
        if not array.all():
            raise DomainError("a ratio of the parent between its first two dates is 0, so it has no change to borrow")
    return Ratios(
        cohort=own.cohort * (then.cohort / measured.cohort),
        child_woman=own.child_woman * (then.child_woman / measured.child_woman),
    )


def bounded(cohort: Array, floors: Array, ceilings: Array) -> tuple[Array, int]:
    """Ratios within their limits, and how many were changed.

    Examples
    --------
    >>> bounded(np.array([0.4, 1.0, 2.0]), np.array(0.5), np.array(1.5))
    (array([0.5, 1. , 1.5]), 2)
    """
    limited = np.clip(cohort, floors, ceilings)
    return limited, int(np.count_nonzero(limited != cohort))
