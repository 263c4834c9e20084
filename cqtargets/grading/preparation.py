"""From the caller's numbers and words to checked `Cases`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.conventions.vocabulary import COMPARATORS, DIRECTIONS, Binding
from cqtargets.errors import ConventionError, DomainError
from cqtargets.grading.cases import Bools, Cases, Floats, Objects
from cqtargets.grading.profile import Profile
from cqtargets.grading.registry import refuse_unknown

__all__ = ["bracket", "prepare"]

COMMON = ("comparator", "low", "high", "tolerance", "baseline_interval", "current_interval", "projected")
USUAL = {"up": ">=", "down": "<=", "hold": ">="}
SIDES = {">=": 1.0, ">": 1.0, "<=": -1.0, "<": -1.0}
OPTION_WORDS: dict[str, tuple[str, ...]] = {
    "binding": ("", *(str(word.value) for word in Binding)),
    "term": ("", "long", "short"),
}
OPTION_FLAGS = ("percent",)


def prepare(
    profile: Profile,
    size: int,
    numbers: Mapping[str, Any],
    direction: Any,
    comparator: Any,
    series: tuple[Any, Any],
    **options: Any,
) -> Cases:
    """Check and align everything `evaluate_many` was given; see there for the errors."""
    columns = {name: _numbers(name, value, size) for name, value in numbers.items()}
    wanted = _words("direction", direction, size, DIRECTIONS)
    usual: Objects = np.array([USUAL[word] for word in wanted.tolist()], dtype=object)
    sides = _words("comparator", comparator, size, ("", *COMPARATORS))
    sides = np.where(sides == "", usual, sides)
    low, high, target = _ends(columns, wanted, sides)
    times, values = _history(columns, *series, size)
    empty = np.zeros(size, dtype=bool)
    cases = Cases(
        start=columns["start"],
        baseline=np.where(np.isnan(columns["start"]), np.nan, columns["baseline"]),
        when=columns["when"],
        current=columns["current"],
        due=columns["due"],
        target=target,
        direction=wanted,
        comparator=sides,
        down=np.asarray(wanted == "down"),
        hold=np.asarray(wanted == "hold"),
        side=np.array([SIDES.get(word, np.nan) for word in sides.tolist()]),
        low=low,
        high=high,
        tolerance=columns["tolerance"],
        met=empty,
        undecided=empty,
        history_when=times,
        history=values,
        options=_options(profile, size, options),
    )
    return cases.at(baseline=cases.baseline, current=cases.current)


def _numbers(name: str, given: ArrayLike | None, size: int) -> Floats:
    array = np.asarray(np.nan if given is None else given, dtype=np.float64)
    if np.isinf(array).any():
        raise DomainError(f"{name} is infinite; give a finite number, or leave it out where it is not known")
    return _broadcast(name, array, size)


def _broadcast(name: str, array: NDArray[Any], size: int) -> NDArray[Any]:
    if array.shape not in ((), (1,), (size,)):
        raise DomainError(f"{name} has shape {array.shape} for {size} cases; give one number, or one a case")
    return np.broadcast_to(array.reshape(-1), (size,)).copy()


def _words(name: str, given: Any, size: int, known: tuple[str, ...]) -> Objects:
    array = np.asarray("" if given is None else given, dtype=object)
    for word in set(array.reshape(-1).tolist()):
        if word not in known:
            raise ConventionError(refuse_unknown(name, str(word), [other for other in known if other]))
    return _broadcast(name, array, size)


def _ends(columns: dict[str, Floats], direction: Objects, comparator: Objects) -> tuple[Floats, Floats, Floats]:
    """Both ends of the target, and the number the straight line runs to."""
    target, low, high = columns["target"], columns["low"], columns["high"]
    upper = (comparator == "<=") | (comparator == "<")
    ranged = comparator == "range"
    low = np.where(np.isnan(low) & ~upper & ~ranged, target, low)
    high = np.where(np.isnan(high) & upper, target, high)
    aimed = np.isfinite(target) | np.isfinite(low) | np.isfinite(high)
    broken = aimed & ranged & ~(low <= high)
    if broken.any():
        row = int(np.flatnonzero(broken)[0])
        raise DomainError(f"case {row}: a range needs low= and high=, low first; it has {low[row]:g} and {high[row]:g}")
    nearest = np.clip(np.where(np.isnan(columns["baseline"]), low, columns["baseline"]), low, high)
    within = np.where(direction == "up", low, np.where(direction == "down", high, nearest))
    edge = np.where(ranged, within, np.where(upper, high, low))
    return low, high, np.where(np.isnan(target), edge, target)


def _history(columns: dict[str, Floats], when: Any, values: Any, size: int) -> tuple[Floats, Floats]:
    if when is None and values is None:
        return np.empty((size, 0)), np.empty((size, 0))
    times = np.asarray(when, dtype=np.float64)
    series = np.asarray(values, dtype=np.float64)
    if times.shape != series.shape or times.ndim != 2 or times.shape[0] != size:
        raise DomainError(
            f"history_when has shape {times.shape} and history {series.shape}; give two arrays of shape ({size}, k), "
            "padded with NaN"
        )
    if np.isinf(times).any() or np.isinf(series).any():
        raise DomainError("history is infinite; give finite numbers, or NaN where there is none")
    times = np.where(np.isnan(series), np.nan, times)
    now, value = columns["when"][:, None], columns["current"][:, None]
    _refuse_rows(np.any(times > now, axis=1), "the history holds a value dated after the present one; leave it out")
    _refuse_rows(
        np.any((times == now) & (series != value), axis=1),
        "the history holds another value at the date of the present one; give one of them",
    )
    ordered = np.sort(times, axis=1)
    _refuse_rows(np.any(ordered[:, 1:] == ordered[:, :-1], axis=1), "two values of the history share one date")
    return times, series


def _refuse_rows(bad: Bools, message: str) -> None:
    if bad.any():
        raise DomainError(f"case {int(np.flatnonzero(bad)[0])}: {message}")


def _options(profile: Profile, size: int, given: Mapping[str, Any]) -> dict[str, NDArray[Any]]:
    unknown = [name for name in given if name not in profile.options]
    if unknown:
        known = [*COMMON, *profile.options, *profile.cutoffs]
        raise ConventionError(refuse_unknown(f"option of profile {profile.key!r}", unknown[0], known))
    found: dict[str, NDArray[Any]] = {}
    for name in profile.options:
        value = given.get(name)
        if name in OPTION_WORDS:
            found[name] = _words(name, value, size, OPTION_WORDS[name])
        elif name in OPTION_FLAGS:
            found[name] = _broadcast(name, np.asarray(bool(value) if value is None else value, dtype=bool), size)
        else:
            found[name] = _numbers(name, value, size)
    return found


def bracket(name: str, interval: Any, value: Floats) -> tuple[Floats, Floats]:
    """Rounding interval of a column; the value itself where none is given.

    Raises
    ------
    DomainError
        If the interval does not hold the value.
    """
    if interval is None:
        return value, value
    try:
        ends = tuple(interval)
        low, high = (_numbers(name, end, value.size) for end in ends)
    except (TypeError, ValueError):
        raise DomainError(f"{name} is {interval!r}; give two ends, (low, high)") from None
    exact = np.isnan(value)
    low, high = np.where(np.isnan(low) | exact, value, low), np.where(np.isnan(high) | exact, value, high)
    outside = np.isfinite(value) & ~((low <= value) & (value <= high))
    if outside.any():
        row = int(np.flatnonzero(outside)[0])
        raise DomainError(
            f"{name} of case {row} is {low[row]:g} to {high[row]:g} and does not hold the value {value[row]:g}; "
            "give (low, high) of the numbers that round to the print"
        )
    return low, high
