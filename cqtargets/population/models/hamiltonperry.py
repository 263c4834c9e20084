"""Hamilton-Perry projection: cohort change and child-woman ratios between two censuses carried on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.conventions.doors import door
from cqtargets.conventions.limits import MOST_YEARS, whole_number
from cqtargets.errors import ConventionError, DomainError
from cqtargets.population.models.checks import checked_ages, checked_counts, checked_width
from cqtargets.population.models.ratios import (
    Ratios,
    bounded,
    change_between,
    fall_of_loss,
    improved,
    measure_ratios,
    smoothed,
)

__all__ = ["HamiltonPerry", "hamilton_perry"]

Array = NDArray[np.float64]
Improvement = Literal["none", "half", "full"]
Smoothing = Literal["none", "three_point"]

SHARES = {"none": 0.0, "half": 0.5, "full": 1.0}


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class HamiltonPerry:
    """Populations carried forward by ratios; the arrays are read-only, in persons, axes (time, sex, age, ...).

    Attributes
    ----------
    population : array, shape (steps + 1, 2, A, ...)
        The later census, then one population each `interval` years.
    ratios : array, shape (2, A - k, ...)
        Cohort change ratios between the two censuses, k = interval / width groups, for the groups from k on; the last
        is that of the open group.
    child_woman : array, shape (2, k, ...)
        Children by sex to women of the later census, for the k youngest groups.
    applied_ratios : array, shape (steps, 2, A - k, ...)
        The ratios used at each step, after smoothing, borrowing, improvement and limits.
    limited : int
        Ratios that a floor or a ceiling changed, over all steps.
    control_factors : array, shape (steps, ...), or None
        What each projected population was multiplied by to meet its control total.
    interval, old_age_improvement, smoothing
        The conventions of the run.
    """

    population: Array
    ratios: Array
    child_woman: Array
    applied_ratios: Array
    limited: int
    control_factors: Array | None
    interval: int
    old_age_improvement: Improvement
    smoothing: Smoothing


@door
def hamilton_perry(
    earlier: ArrayLike,
    later: ArrayLike,
    *,
    interval: int,
    ages: ArrayLike,
    steps: int = 1,
    old_age_improvement: Improvement = "none",
    history: ArrayLike | None = None,
    floors: ArrayLike | None = None,
    ceilings: ArrayLike | None = None,
    smoothing: Smoothing = "none",
    parent: ArrayLike | None = None,
    control: ArrayLike | None = None,
) -> HamiltonPerry:
    r"""Project by cohort change ratios :math:`P_{x,t} / P_{x-k,t-k}`, which hold survival and net migration together.

    The open group follows :math:`P_{A+,t} / P_{(A-k)+,t-k}`. Children follow the later census's ratio to women: 0-4 to
    15-44, 5-9 to 20-49, each group to the women 15 to 44 years older, boys and girls apart.

    Parameters
    ----------
    earlier, later : array, shape (2, A, ...)
        Persons by sex (males, females) and age at two censuses; axes after age are regions or trajectories.
    interval : int
        Years between the censuses and in each step: a multiple of the width of the groups, at most 15.
    ages : array of int, or sequence of str, shape (A,)
        Lower bounds from 0, or labels, of groups of one width, the last open at 49 plus `interval` or later.
    steps : int
        Steps of `interval` years.
    old_age_improvement : {"none", "half", "full"}
        Constant ratios under-project old people where mortality falls. At 60 and over 1 - ratio is multiplied at each
        step by the factor g = (1 - ratio of the last interval)/(1 - ratio of the one before), measured in `history`;
        "half" by (1 + g)/2. It never rises (g is at most 1), and ratios of 1 or more stay.
    history : array, shape (3, 2, A, ...)
        Three censuses `interval` years apart, of the region itself or of its parent region, for the improvement.
    floors, ceilings : float or array, shape (2, A - k, ...)
        Limits of the ratios, positive; counted in `limited`.
    smoothing : {"none", "three_point"}
        "three_point" averages the logarithms of neighbouring ratios by 1/4, 1/2, 1/4; the ends and the open group stay.
    parent : array, shape (steps + 2, 2, A, ...)
        Populations of the parent region at the dates of earlier, later and each projected date: the ratios and the
        child-woman ratios change from the measured ones as those of the parent do.
    control : array, shape (steps, ...)
        Total persons of each projected date; every cell is multiplied by one factor, before the next step.

    Returns
    -------
    HamiltonPerry

    Raises
    ------
    DomainError
        If shapes do not fit, an age is missing or doubled, a count is negative, the interval does not suit the groups,
        or a group that a ratio divides by is empty (sex, age and region are named).
    ConventionError
        If an option is unknown, or improvement is asked for without `history` or together with `parent`.

    References
    ----------
    Hamilton and Perry (1962), A short method for projecting population by age from one decennial census to another,
    Social Forces 41. Smith, Tayman and Swanson (2013), A Practitioner's Guide to State and Local Population
    Projections, chapter 7.

    Examples
    --------
    A population that stood still stays where it is:

    >>> ages = list(range(0, 90, 5))
    >>> still = np.full((2, 18), 1000.0)
    >>> bool(np.allclose(hamilton_perry(still, still, interval=10, ages=ages, steps=3).population, 1000))
    True
    """
    _check_options(old_age_improvement, smoothing, history, parent, steps)
    lower = checked_ages(ages)
    k = _groups_in_interval(lower, interval)
    census = [_census(name, values, lower) for name, values in (("earlier", earlier), ("later", later))]
    if census[0].shape != census[1].shape:
        raise DomainError(
            f"earlier has shape {census[0].shape}, later {census[1].shape}; give the same regions in both"
        )
    trailing = census[1].shape[2:]
    measured = measure_ratios(census[0], census[1], k, lower, names=("earlier", "later"))
    used = replace(measured, cohort=smoothed(measured.cohort)) if smoothing == "three_point" else measured
    path = [used] * steps
    if parent is not None:
        path = _borrowed(used, _dated("parent", parent, steps + 2, lower, trailing), k, lower)
    share = SHARES[old_age_improvement]
    if share and history is not None:
        factor = fall_of_loss(_dated("history", history, 3, lower, trailing), k, lower, share)
        path = [replace(each, cohort=improved(each.cohort, factor, date + 1)) for date, each in enumerate(path)]
    limits = _limits(floors, ceilings, measured.cohort.shape)
    bound = [bounded(each.cohort, *limits) for each in path]
    path = [replace(each, cohort=cohort) for each, (cohort, _) in zip(path, bound, strict=True)]
    totals = None if control is None else _control(control, steps, trailing)
    population, factors = _carry(census[1], path, k, lower, totals)
    applied = np.stack([each.cohort for each in path])
    for array in (population, measured.cohort, measured.child_woman, applied, factors):
        if array is not None:
            array.flags.writeable = False
    return HamiltonPerry(
        population=population,
        ratios=measured.cohort,
        child_woman=measured.child_woman,
        applied_ratios=applied,
        limited=sum(count for _, count in bound),
        control_factors=factors,
        interval=int(interval),
        old_age_improvement=old_age_improvement,
        smoothing=smoothing,
    )


def _check_options(
    improvement: str, smoothing: str, history: ArrayLike | None, parent: ArrayLike | None, steps: int
) -> None:
    if improvement not in SHARES:
        raise ConventionError(f"unknown old_age_improvement {improvement!r}; write 'none', 'half' or 'full'")
    if smoothing not in ("none", "three_point"):
        raise ConventionError(f"unknown smoothing {smoothing!r}; write 'none' or 'three_point'")
    if improvement != "none" and history is None:
        raise ConventionError(
            f"old_age_improvement {improvement!r} needs a third census: give history, three censuses of the region or "
            "of its parent region, or write 'none'"
        )
    if improvement == "none" and history is not None:
        raise ConventionError(
            "history is given but old_age_improvement is 'none'; write 'half' or 'full', or leave it out"
        )
    if improvement != "none" and parent is not None:
        raise ConventionError(
            "the parent's change already holds its falling mortality; give parent or old_age_improvement, not both"
        )
    whole_number("steps", steps, least=1, most=MOST_YEARS)


def _groups_in_interval(lower: NDArray[np.int64], interval: int) -> int:
    width = checked_width(lower)
    if lower[0] != 0:
        raise DomainError(f"the first age is {lower[0]}; give groups from age 0")
    if interval < 1 or interval % width:
        raise DomainError(
            f"interval {interval} is not a multiple of the {width}-year age groups: people would leave in the middle "
            "of a group; join or graduate the groups, or use censuses that fit"
        )
    if 15 % width:
        raise DomainError(f"groups of {width} years do not begin at 15 and 45, where the women do; use 1, 3 or 5 years")
    if interval > 15:
        raise DomainError(f"interval {interval} is above 15 years: mothers would be unborn; take a nearer census")
    oldest = 44 + interval - width
    if lower[-1] <= oldest:
        raise DomainError(f"the open group begins at {lower[-1]}; the child-woman ratios need women to age {oldest}")
    return int(interval // width)


def _census(name: str, values: ArrayLike, lower: NDArray[np.int64]) -> Array:
    array = np.asarray(values, dtype=np.float64)
    if array.ndim < 2 or array.shape[:2] != (2, lower.size):
        raise DomainError(
            f"{name} has shape {array.shape}; give (2, {lower.size}, ...): males and females by age group"
        )
    return checked_counts(array, name=name, ages=lower)


def _dated(name: str, values: ArrayLike, dates: int, lower: NDArray[np.int64], trailing: tuple[int, ...]) -> Array:
    array = np.asarray(values, dtype=np.float64)
    if array.ndim < 3 or array.shape[:3] != (dates, 2, lower.size):
        raise DomainError(
            f"{name} has shape {array.shape}; give ({dates}, 2, {lower.size}, ...), one population a date"
        )
    checked = np.stack([_census(f"{name}[{date}]", each, lower) for date, each in enumerate(array)])
    own = checked.shape[3:]
    if any(size not in (1, whole) for size, whole in zip(own, trailing, strict=False)) or len(own) > len(trailing):
        raise DomainError(f"{name} has trailing axes {own}, the censuses {trailing}; match them from the left, or none")
    return checked.reshape(checked.shape + (1,) * (len(trailing) - len(own)))


def _limits(floors: ArrayLike | None, ceilings: ArrayLike | None, shape: tuple[int, ...]) -> tuple[Array, Array]:
    found = []
    for name, values, missing in (("floors", floors, 0.0), ("ceilings", ceilings, np.inf)):
        array = np.asarray(missing if values is None else values, dtype=np.float64)
        fits = array.ndim <= len(shape) and all(n in (1, m) for n, m in zip(array.shape, shape, strict=False))
        if not fits:
            raise DomainError(f"{name} has shape {array.shape}; give one number, or {shape} matched from the left")
        if not (array >= 0).all():
            raise DomainError(f"{name} holds a negative ratio or none; give ratios of 0 or more")
        found.append(np.broadcast_to(array.reshape(array.shape + (1,) * (len(shape) - array.ndim)), shape))
    if (found[0] > found[1]).any():
        raise DomainError("a floor is above its ceiling; lower the floor or raise the ceiling")
    return found[0], found[1]


def _control(control: ArrayLike, steps: int, trailing: tuple[int, ...]) -> Array:
    array = np.asarray(control, dtype=np.float64)
    fits = array.ndim >= 1 and array.shape[0] == steps and array.ndim - 1 <= len(trailing)
    if not fits or any(n not in (1, m) for n, m in zip(array.shape[1:], trailing, strict=False)):
        raise DomainError(f"control has shape {array.shape}; give {(steps, *trailing)}, a total for each step")
    if not (np.isfinite(array) & (array > 0)).all():
        raise DomainError("control holds a total that is not above zero; give persons")
    return np.broadcast_to(array.reshape(array.shape + (1,) * (len(trailing) + 1 - array.ndim)), (steps, *trailing))


def _borrowed(used: Ratios, parent: Array, k: int, lower: NDArray[np.int64]) -> list[Ratios]:
    dates = [
        measure_ratios(before, after, k, lower, names=(f"parent[{date}]", f"parent[{date + 1}]"))
        for date, (before, after) in enumerate(pairwise(parent))
    ]
    return [change_between(used, dates[0], each) for each in dates[1:]]


def _carry(
    start: Array, path: list[Ratios], k: int, lower: NDArray[np.int64], totals: Array | None
) -> tuple[Array, Array | None]:
    populations, factors = [start], []
    for date, ratios in enumerate(path):
        people = ratios.carry(populations[-1], k, lower)
        if totals is not None:
            factor = totals[date] / people.sum(axis=(0, 1))
            people = people * factor
            factors.append(factor)
        populations.append(people)
    return np.stack(populations), np.stack(factors) if factors else None
