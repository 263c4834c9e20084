"""Whether a number satisfies a comparator; noise of 1e-9 relative is ignored."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from cqtargets.errors import ConventionError, DomainError

__all__ = ["met", "same"]

_NOISE = 1e-9


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
    return first == second or math.isclose(first, second, rel_tol=_NOISE)


def same(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Where two arrays are equal but for noise of 1e-9 relative, as `met` takes them.

    >>> same(np.array([8.0, 8.1]), np.array([8.0 + 1e-12, 8.0])).tolist()
    [True, False]
    """
    close: NDArray[np.bool_] = np.abs(first - second) <= _NOISE * np.maximum(np.abs(first), np.abs(second))
    return close


def _reaches(value: float, bound: float) -> bool:
    return value >= bound or _same(value, bound)
