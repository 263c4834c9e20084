"""Whether a number satisfies a comparator; noise of 1e-9 relative is ignored, and this module alone says how much."""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.conventions.limits import NOISE
from cqtargets.errors import ConventionError, DomainError

__all__ = ["NOISE", "met", "met_many", "noise", "past", "same"]

_CODES: Final = {word: code for code, word in enumerate(("", ">=", ">", "<=", "<", "=", "~", "range"))}


def noise(*values: ArrayLike) -> Any:
    """The absolute noise of numbers of this size: `NOISE` times the largest magnitude, element by element.

    >>> noise(8.0, -4.0)
    8e-09
    """
    sizes = [np.abs(np.asarray(value, dtype=np.float64)) for value in values]
    widest = NOISE * (np.maximum.reduce(sizes) if len(sizes) > 1 else sizes[0])
    return float(widest) if np.ndim(widest) == 0 else widest


def met(
    value: float,
    comparator: str,
    low: float | None,
    high: float | None,
    *,
    direction: str = "up",
    tolerance: float | None = None,
) -> bool:
    """Whether `value` meets a target.

    Parameters
    ----------
    value, low, high : float
        In one unit; `low` serves ``>=`` and ``>``, `high` serves ``<=`` and ``<``.
    comparator : {">=", ">", "<=", "<", "=", "~", "range"}
        A range is met from its easier end on: 5-10 by anything from 5 where more is better, up to 10 where less is;
        inside only for ``direction="hold"``.
    tolerance : float, optional
        Half width of ``~``, in the unit.

    Raises
    ------
    ConventionError
        For an unknown comparator, or ``~`` without a tolerance: 左右 has no width of its own.
    DomainError
        If the number that the comparator needs is missing.

    Examples
    --------
    At most 8 days, and 超过65%:

    >>> met(8.0, "<=", None, 8), met(8.1, "<=", None, 8), met(65, ">", 65, None)
    (True, False, False)
    """
    if comparator in (">=", ">"):
        bound = _given(low, comparator, "low")
        return _reaches(value, bound) if comparator == ">=" else value > bound and not _same(value, bound)
    if comparator in ("<=", "<"):
        bound = _given(high, comparator, "high")
        return _reaches(bound, value) if comparator == "<=" else value < bound and not _same(value, bound)
    if comparator == "=":
        return _same(value, _given(low, comparator, "low"))
    if comparator == "~":
        if tolerance is None:
            raise ConventionError("'~' (左右) has no width of its own: give tolerance=, in the target's unit")
        return _reaches(tolerance, abs(value - _given(low, comparator, "low")))
    if comparator == "range":
        least, most = _given(low, comparator, "low"), _given(high, comparator, "high")
        enough, not_too_much = _reaches(value, least), _reaches(most, value)
        return {"up": enough, "down": not_too_much}.get(direction, enough and not_too_much)
    raise ConventionError(f"unknown comparator {comparator!r}; write one of >=, >, <=, <, =, ~, range")


def _given(number: float | None, comparator: str, end: str) -> float:
    if number is None:
        raise DomainError(f"comparator {comparator!r} needs the {end} end of the target; give it")
    return number


def _same(first: float, second: float) -> bool:
    return first == second or math.isclose(first, second, rel_tol=NOISE)


def same(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Where two arrays are equal but for noise of 1e-9 relative, as `met` takes them.

    >>> same(np.array([8.0, 8.1]), np.array([8.0 + 1e-12, 8.0])).tolist()
    [True, False]
    """
    with np.errstate(invalid="ignore"):
        close: NDArray[np.bool_] = np.abs(first - second) <= NOISE * np.maximum(np.abs(first), np.abs(second))
    return np.where(np.isinf(first) | np.isinf(second), first == second, close)


def past(first: ArrayLike, second: ArrayLike) -> Any:
    """Where `first` lies above `second` by more than noise.

    >>> past(8.1, 8.0), past(8.0 + 1e-12, 8.0)
    (True, False)
    """
    above = np.asarray(first, dtype=np.float64) - np.asarray(second, dtype=np.float64) > noise(first, second)
    return bool(above) if np.ndim(above) == 0 else above


def met_many(
    values: NDArray[np.float64],
    comparator: NDArray[np.object_],
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    direction: NDArray[np.object_],
    tolerance: NDArray[np.float64] | None = None,
) -> NDArray[np.int8]:
    """`met` for many values: 1 where met, 0 where not, -1 where that cannot be said.

    It cannot where a value or the end that is needed is NaN, the comparator is empty, and for ``~`` without a tolerance
    off the number itself.

    Parameters
    ----------
    values, low, high, tolerance : array, shape (n,)
        NaN for what is not known.
    comparator, direction : object array of str, shape (n,)

    Examples
    --------
    >>> words = np.array([">=", "range", "~"], dtype=object), np.array(["up", "down", "up"], dtype=object)
    >>> met_many(np.array([8.0, 12.0, 7.2]), words[0], np.array([8.0, 5.0, 7.0]), np.array([np.nan, 10.0, 7.0]),
    ...          words[1]).tolist()
    [1, 0, -1]
    """
    code = np.array([_CODES.get(word, -1) for word in comparator.tolist()], dtype=np.int8)
    upper, exact = (code == _CODES["<="]) | (code == _CODES["<"]), (code == _CODES["="]) | (code == _CODES["~"])
    strict = (code == _CODES[">"]) | (code == _CODES["<"])
    bound = np.where(upper, high, low)
    with np.errstate(invalid="ignore"):
        hit, beyond = same(values, bound), np.where(upper, values < bound, values > bound)
    answers = np.where(strict, beyond & ~hit, np.where(exact, hit, (code >= 0) & (beyond | hit))).astype(np.int8)
    answers[np.isnan(values) | np.isnan(bound) | (code == _CODES[""])] = -1
    about = np.flatnonzero((code == _CODES["~"]) & (answers == 0))
    if about.size:
        answers[about] = _about(values[about], low[about], np.nan if tolerance is None else tolerance[about])
    ranged = np.flatnonzero((code == _CODES["range"]) & ~np.isnan(values))
    if ranged.size:
        answers[ranged] = _within(values[ranged], low[ranged], high[ranged], direction[ranged])
    return answers


def _about(values: NDArray[np.float64], number: NDArray[np.float64], width: Any) -> NDArray[np.int8]:
    off = np.abs(values - number)
    near = (off <= width) | same(off, np.broadcast_to(width, off.shape))
    return np.where(np.isnan(width), -1, near).astype(np.int8)


def _within(
    values: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64], direction: NDArray[np.object_]
) -> NDArray[np.int8]:
    above, below = same(values, low) | (values > low), same(values, high) | (values < high)
    inside = np.where(direction == "up", above, np.where(direction == "down", below, above & below))
    return np.where(np.isnan(low) | np.isnan(high), -1, inside).astype(np.int8)


def _reaches(value: float, bound: float) -> bool:
    return value >= bound or _same(value, bound)
