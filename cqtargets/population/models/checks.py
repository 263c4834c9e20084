"""Checks of ages, counts and rates before any demography: each refusal names the place, the value and the remedy.

Nothing is repaired here. Two faults that no shape can show are caught by size: persons in 万人 and totals of fertility
in the place of rates by age.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.conventions.arrays import floats
from cqtargets.errors import DomainError, UnitError

__all__ = [
    "PERSONS_PER_UNIT",
    "age_axis",
    "checked_ages",
    "checked_counts",
    "checked_fertility",
    "checked_persons",
    "checked_rates",
    "checked_same_unit",
    "checked_share",
    "checked_step",
    "checked_width",
    "place",
]

Floats = NDArray[np.float64]
Ages = NDArray[np.int64]

PERSONS_PER_UNIT = {"persons": 1.0, "人": 1.0, "thousand": 1e3, "千人": 1e3, "10k": 1e4, "万人": 1e4}

_CLOSED = re.compile(r"(\d+)(?:\s*[-–~]\s*(\d+))?\s*岁?$")
_OPEN = re.compile(r"(\d+)\s*(?:\+|岁?及?以上)$")
_SEXES = ("male", "female")


def age_axis(array: NDArray[np.generic]) -> int:
    """Axis of age: 0 for (A,), 1 for (sex, A, ...).

    Examples
    --------
    >>> age_axis(np.ones(21)), age_axis(np.ones((2, 21, 38)))
    (0, 1)
    """
    return 0 if array.ndim == 1 else 1


def place(
    index: Sequence[int],
    axes: Sequence[str] | None = None,
    *,
    ages: ArrayLike | None = None,
    regions: Sequence[str] | None = None,
) -> str:
    """Words for one cell of an array: region, sex and age where the axes are known.

    Parameters
    ----------
    index : sequence of int
        The cell.
    axes : sequence of str, optional
        Names of the axes; by default ("age",) for one axis, else ("sex", "age", "region", "trajectory").
    ages : array, optional
        Lower bounds of the age groups.
    regions : sequence of str, optional
        Names of the regions.

    Examples
    --------
    >>> place((1, 2, 0), ages=[0, 5, 10], regions=["渝中区"])
    'region 渝中区, sex female, age 10'
    """
    names = axes or (("age",) if len(index) == 1 else ("sex", "age", "region", "trajectory"))
    bounds = None if ages is None else np.asarray(ages)
    words = {}
    for name, position in zip(names, index, strict=False):
        if name == "sex" and position < len(_SEXES):
            words[name] = f"sex {_SEXES[position]}"
        elif name == "age" and bounds is not None and position < bounds.size:
            words[name] = f"age {bounds[position]}"
        elif name == "region" and regions is not None and position < len(regions):
            words[name] = f"region {regions[position]}"
        else:
            words[name] = f"{name} number {position}"
    first = [words.pop(name) for name in ("region", "sex", "age") if name in words]
    return ", ".join([*first, *words.values()]) or "the value"


def _refuse(
    bad: NDArray[np.bool_],
    array: Floats,
    message: str,
    axes: Sequence[str] | None,
    ages: ArrayLike | None,
    regions: Sequence[str] | None,
    error: type[DomainError | UnitError] = DomainError,
) -> None:
    if not bad.any():
        return
    places = np.argwhere(bad)
    named = place([int(i) for i in places[0]], axes, ages=ages, regions=regions)
    more = f" (and {len(places) - 1} more)" if len(places) > 1 else ""
    raise error(message.format(place=f"{named}{more}", value=f"{array[tuple(places[0])]:g}"))


def checked_ages(ages: ArrayLike | Sequence[str]) -> Ages:
    """Lower bounds of age groups, ascending, the last group open.

    Parameters
    ----------
    ages : array of int, or sequence of str
        Lower bounds (0, 1, 5, ...; the last one is the open group), or labels: "0-4", "85+", "3", "85岁及以上".
        Labels show overlaps, gaps and a missing open group; bounds alone show doubled and unordered ages.

    Raises
    ------
    DomainError
        If an age is doubled, overlaps, is missing or fractional, or no open group ends the list.

    Examples
    --------
    >>> checked_ages(["0-4", "5-9", "10+"])
    array([ 0,  5, 10])
    """
    try:
        listed = np.asarray(ages)
    except ValueError:
        raise DomainError(f"ages are {repr(ages)[:60]}; give two or more age groups in one row") from None
    if listed.ndim != 1 or listed.size < 2:
        raise DomainError(f"ages of shape {listed.shape}; give two or more age groups in one row")
    if listed.dtype.kind in "UO" and all(isinstance(label, str) for label in listed.tolist()):
        return _labelled([str(label) for label in listed.tolist()])
    numbers = floats(listed, "ages")
    bad = ~np.isfinite(numbers) | (numbers != np.floor(numbers)) | (numbers < 0)
    _refuse(bad, numbers, "age {value} at {place} is not a whole number of years; give lower bounds", None, None, None)
    bounds = numbers.astype(np.int64)
    _ascending(bounds)
    return bounds


def _ascending(bounds: Ages) -> None:
    values, counts = np.unique(bounds, return_counts=True)
    if (counts > 1).any():
        raise DomainError(f"age {values[counts > 1][0]} is doubled; give each age group once")
    down = np.flatnonzero(np.diff(bounds) < 0)
    if down.size:
        raise DomainError(
            f"age {bounds[down[0] + 1]} stands after age {bounds[down[0]]}; give ages ascending, the open group last"
        )


def _labelled(labels: list[str]) -> Ages:
    bounds, ends = [], []
    for label in labels:
        closed, opened = _CLOSED.match(label.strip()), _OPEN.match(label.strip())
        if opened:
            bounds.append(int(opened[1]))
            ends.append(-1)
        elif closed:
            bounds.append(int(closed[1]))
            ends.append(int(closed[2] or closed[1]))
        else:
            raise DomainError(f"age {label!r} is not an age group; write '0-4', '3' or '85+'")
    if ends[-1] != -1:
        raise DomainError(f"the last age group {labels[-1]!r} is closed; add the open group, such as '{ends[-1] + 1}+'")
    early = [label for label, end in zip(labels[:-1], ends[:-1], strict=True) if end == -1]
    if early:
        raise DomainError(f"age group {early[0]!r} is open and not the last; give ages ascending, one open group")
    found = np.array(bounds, dtype=np.int64)
    _ascending(found)
    for label, end, following in zip(labels, ends, bounds[1:], strict=False):
        if end >= following:
            raise DomainError(f"age group {label!r} overlaps with the group that starts at {following}")
        if end + 1 < following:
            raise DomainError(f"ages {end + 1} to {following - 1} are missing after {label!r}")
    return found


def checked_width(ages: Ages, *, abridged: bool = False) -> int:
    """Common width of the closed groups; with `abridged` the first two may be 0 and 1-4.

    Raises
    ------
    DomainError
        If a group is wider or narrower than the others: an age is missing or too many.

    Examples
    --------
    >>> checked_width(np.array([0, 1, 5, 10, 15]), abridged=True)
    5
    """
    bounds = (
        np.delete(ages, 1) if abridged and ages.size > 2 and ages[0] == 0 and ages[1:3].tolist() == [1, 5] else ages
    )
    widths = np.diff(bounds)
    width = int(np.bincount(widths).argmax())
    for start, step in zip(bounds.tolist(), widths.tolist(), strict=False):
        if step > width:
            raise DomainError(
                f"age {start + width} is missing: groups are {width} wide, but {start} reaches to {start + step}"
            )
        if step < width:
            raise DomainError(f"the group at age {start} is {step} wide, the others {width}; join or split it first")
    return width


def checked_step(ages: Ages, step: int) -> Ages:
    """Bounds 0, step, 2 step, ... up to the open group, all of which must be bounds of `ages`.

    Raises
    ------
    DomainError
        If `step` is not a positive whole number or does not divide the age groups.

    Examples
    --------
    >>> checked_step(np.array([0, 1, 5, 10]), 5)
    array([ 0,  5, 10])
    """
    if step != int(step) or step < 1:
        raise DomainError(f"step {step} is not a positive whole number of years")
    wanted = np.arange(ages[0], ages[-1] + 1, int(step), dtype=np.int64)
    absent = wanted[~np.isin(wanted, ages)]
    if absent.size:
        raise DomainError(f"a step of {step} years does not divide the age groups: none starts at age {absent[0]}")
    if wanted[-1] != ages[-1]:
        raise DomainError(f"a step of {step} years does not divide the age groups: the open one starts at {ages[-1]}")
    return wanted


def _finite(
    array: Floats, name: str, axes: Sequence[str] | None, ages: ArrayLike | None, regions: Sequence[str] | None
) -> None:
    _refuse(~np.isfinite(array), array, f"{name} at {{place}} is {{value}}; give a finite number", axes, ages, regions)


def _fits(array: Floats, ages: ArrayLike | None, axes: Sequence[str] | None, name: str) -> None:
    if ages is None:
        return
    axis = axes.index("age") if axes else age_axis(array)
    groups = np.asarray(ages).size
    if array.ndim <= axis or array.shape[axis] != groups:
        raise DomainError(
            f"{name} of shape {array.shape} does not align with {groups} age groups on axis {axis}; one value a group"
        )


def checked_counts(
    counts: ArrayLike,
    *,
    name: str = "counts",
    ages: ArrayLike | None = None,
    axes: Sequence[str] | None = None,
    regions: Sequence[str] | None = None,
) -> Floats:
    """Finite counts of zero or more, aligned with `ages` where these are given.

    Examples
    --------
    >>> checked_counts([3, 0, 2], ages=[0, 5, 10])
    array([3., 0., 2.])
    """
    array = floats(counts, name)
    _fits(array, ages, axes, name)
    _finite(array, name, axes, ages, regions)
    _refuse(
        array < 0, array, f"{name} at {{place}} is {{value}}, below zero; counts are zero or more", axes, ages, regions
    )
    return array


def checked_rates(
    rates: ArrayLike,
    *,
    name: str = "mx",
    ages: ArrayLike | None = None,
    axes: Sequence[str] | None = None,
    regions: Sequence[str] | None = None,
    positive: bool = False,
) -> Floats:
    """Finite rates a person-year, zero or more (above zero with `positive`)."""
    array = floats(rates, name)
    _fits(array, ages, axes, name)
    _finite(array, name, axes, ages, regions)
    low = array <= 0 if positive else array < 0
    rule = "rates must be above zero here" if positive else "rates are zero or more"
    _refuse(low, array, f"{name} at {{place}} is {{value}}; {rule}", axes, ages, regions)
    return array


def checked_share(
    shares: ArrayLike,
    *,
    name: str = "survival",
    ages: ArrayLike | None = None,
    axes: Sequence[str] | None = None,
    regions: Sequence[str] | None = None,
) -> Floats:
    """Finite values from 0 to 1: survival ratios and survivors of one birth."""
    array = floats(shares, name)
    _fits(array, ages, axes, name)
    _finite(array, name, axes, ages, regions)
    outside = (array < 0) | (array > 1)
    _refuse(outside, array, f"{name} at {{place}} is {{value}}, outside 0 to 1; give fractions", axes, ages, regions)
    return array


def checked_fertility(
    fertility: ArrayLike, *, ages: ArrayLike | None = None, regions: Sequence[str] | None = None
) -> Floats:
    """Births a woman a year, shape (A, ...): zero outside ages 10-54 and nowhere above 1.

    Raises
    ------
    DomainError
        If a rate is negative, not finite, or positive outside ages 10-54.
    UnitError
        If a rate is above 1: a TFR, or births per 1,000 women, where age-specific rates belong.
    """
    axes = ("age", "region", "trajectory")
    array = checked_rates(fertility, name="fertility", ages=ages, axes=axes, regions=regions)
    message = (
        "fertility at {place} is {value} births a woman a year: a TFR or a rate per 1,000 where rates by age belong"
    )
    _refuse(array > 1, array, f"{message}; use fertility_from_tfr or divide", axes, ages, regions, UnitError)
    if ages is not None:
        bounds = np.asarray(ages)
        barren = ((bounds < 10) | (bounds > 54)).reshape((-1,) + (1,) * (array.ndim - 1))
        message = "fertility at {place} is {value}, outside ages 10-54; shift the pattern or write 0"
        _refuse(barren & (array > 0), array, message, axes, ages, regions)
    return array


def checked_persons(
    counts: ArrayLike,
    *,
    unit: str = "persons",
    at_least: float | None = None,
    ages: ArrayLike | None = None,
    regions: Sequence[str] | None = None,
) -> Floats:
    """Counts as persons: multiplied by the named unit, and compared with the smallest total that can be true.

    Size alone cannot tell a hamlet from a city in 万人, so the caller who knows what the region is gives `at_least`.

    Parameters
    ----------
    counts : array, shape (A,) or (sex, A, ...)
    unit : {"persons", "人", "thousand", "千人", "10k", "万人"}
    at_least : float, optional
        Smallest plausible total of one region, in persons; 10,000 is below every Chinese county.

    Raises
    ------
    UnitError
        If the unit is unknown or a total lies below `at_least`.

    Examples
    --------
    >>> float(checked_persons([509.84, 2155.35, 547.36], unit="万人").sum().round())
    32125500.0
    """
    if unit not in PERSONS_PER_UNIT:
        raise UnitError(f"unknown unit {unit!r}; write one of {', '.join(PERSONS_PER_UNIT)}")
    persons = checked_counts(counts, ages=ages, regions=regions) * PERSONS_PER_UNIT[unit]
    if at_least is not None:
        totals = persons.sum(axis=tuple(range(min(persons.ndim, 2))))
        message = (
            f"the total of {{place}} is {{value}} persons, below {at_least:g}: 万人 taken for persons? Name the unit"
        )
        _refuse(totals < at_least, totals, message, ("region", "trajectory"), None, regions, UnitError)
    return persons


def checked_same_unit(
    first: Floats, second: Floats, names: tuple[str, str], regions: Sequence[str] | None = None
) -> None:
    """Refuse two arrays (A,) or (sex, A, ...) of one population whose totals differ a thousandfold or more.

    Raises
    ------
    UnitError
        If they do: one of them is in 万人 or in thousands.
    """
    axes = tuple(range(min(first.ndim, 2)))
    one, two = first.sum(axis=axes), second.sum(axis=axes)
    apart = (one > 0) & (two > 0) & ((one >= 1000 * two) | (two >= 1000 * one))
    pair = f"{names[0]} and {names[1]} of {{place}} differ a thousandfold ({names[0]} is {{value}})"
    message = f"{pair}: 万人 taken for persons?"
    _refuse(np.asarray(apart), np.asarray(one), message, ("region", "trajectory"), None, regions, UnitError)
