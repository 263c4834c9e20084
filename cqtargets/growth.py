"""Growth between two values, along a series, and the growth that a target still requires."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets import clock
from cqtargets.conventions.arrays import floats
from cqtargets.conventions.doors import door
from cqtargets.conventions.rates import Rates, rates_of
from cqtargets.errors import ConventionError, DomainError

__all__ = [
    "RequiredGrowth",
    "aarr",
    "annual_change",
    "cagr",
    "cagr_or_reason",
    "compound",
    "continuous_rate",
    "required",
    "required_aarr",
]

Result = NDArray[np.float64] | float


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredGrowth:
    """The growth that carries a baseline to its target.

    Attributes
    ----------
    cagr, continuous : float or None
        Fraction a year, discrete (年均增长) and continuous; None where no rate exists, and `reason` says why.
    annual_change : float or None
        In the unit a year (points a year for shares); the pace for increments and cumulative targets.
    years : float or None
        From baseline to due year.
    reason : str
        Why a number is missing, or that the baseline is already at or beyond the target.
    """

    cagr: float | None = None
    continuous: float | None = None
    annual_change: float | None = None
    years: float | None = None
    reason: str = ""


def _checked(**named: ArrayLike) -> list[NDArray[np.float64]]:
    arrays = []
    for name, values in named.items():
        array = floats(values, name)
        bad = ~np.isfinite(array)
        if bad.any():
            raise DomainError(f"{name} is not finite{_where(bad)}; give finite numbers")
        arrays.append(array)
    return arrays


def _where(bad: NDArray[np.bool_]) -> str:
    if bad.ndim == 0:
        return ""
    places = np.flatnonzero(bad)
    shown = ", ".join(str(place) for place in places[:5])
    return f" at position {shown}" + (f" and {places.size - 5} more" if places.size > 5 else "")


def _refuse(bad: NDArray[np.bool_], message: str) -> None:
    if bad.any():
        raise DomainError(message.format(where=_where(bad)))


def _plain(array: NDArray[np.float64]) -> Result:
    _refuse(
        ~np.isfinite(array), "the result is beyond what numbers hold{where}; is the unit or the span of years right?"
    )
    return float(array) if array.ndim == 0 else array


def _ratio(start: ArrayLike, end: ArrayLike, years: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    first, last, span = _checked(start=start, end=end, years=years)
    _refuse(np.asarray(first <= 0), "start is zero or below{where}: growth from there has no rate; use annual_change")
    _refuse(np.asarray(last <= 0), "end is zero or below{where}: growth to there has no rate; use annual_change")
    _refuse(np.asarray(span <= 0), "years is zero or below{where}; give the years from start to end")
    with np.errstate(over="ignore", under="ignore", divide="ignore"):
        return last / first, span


@door
def cagr(start: ArrayLike, end: ArrayLike, years: ArrayLike) -> Result:
    r"""Constant yearly growth (年均增长) that carries `start` to `end`: :math:`(E/S)^{1/n} - 1`.

    Parameters
    ----------
    start, end : float or array, shape (n,)
        Same unit, both > 0. For percentages use `annual_change`, in points a year.
    years : float or array, shape (n,)
        Years from start to end, > 0.

    Returns
    -------
    float or array, shape (n,)
        Fraction a year: 0.0463 is 4.63 % a year.

    Raises
    ------
    DomainError
        If a value is zero, negative or not finite: growth through zero has no rate.

    References
    ----------
    Preston, Heuveline and Guillot (2001), Demography, section 1.4 (discrete compounding).

    Examples
    --------
    Beds per 1,000 residents of Chongqing, 6.38 in 2020 to 8 in 2025:

    >>> round(cagr(6.38, 8, 5), 4)
    0.0463
    """
    ratio, span = _ratio(start, end, years)
    with np.errstate(over="ignore", divide="ignore"):
        return _plain(np.expm1(np.log(ratio) / span))


@door
def continuous_rate(start: ArrayLike, end: ArrayLike, years: ArrayLike) -> Result:
    r"""Continuous yearly growth: :math:`\ln(E/S)/n`; arguments and errors as for `cagr`.

    Parameters
    ----------
    start : array
        Value, or date, at the start.
    end : array
        Value, or date, at the end.
    years : array
        Years between start and end.

    References
    ----------
    Preston, Heuveline and Guillot (2001), Demography, equation 1.3.

    Examples
    --------
    >>> round(continuous_rate(6.38, 8, 5), 4)
    0.0453
    """
    ratio, span = _ratio(start, end, years)
    with np.errstate(over="ignore", divide="ignore"):
        return _plain(np.log(ratio) / span)


@door
def annual_change(start: ArrayLike, end: ArrayLike, years: ArrayLike) -> Result:
    """Change a year in the unit (年均提高 n 个百分点 for percentages): (end - start) / years.

    Parameters
    ----------
    start, end : float or array, shape (n,)
        Same unit, any sign.
    years : float or array, shape (n,)
        Years from start to end, > 0.

    Raises
    ------
    DomainError
        If a value is not finite or `years` is not positive.

    References
    ----------
    The usual form in Chinese plans for shares, years of life and days.

    Examples
    --------
    >>> round(annual_change(6.38, 8, 5), 3)
    0.324
    """
    first, last, span = _checked(start=start, end=end, years=years)
    _refuse(np.asarray(span <= 0), "years is zero or below{where}; give the years from start to end")
    return _plain((last - first) / span)


@door
def cagr_or_reason(start: float, end: float, years: float) -> tuple[float | None, str]:
    """`cagr` for tables: the rate and an empty reason, or None and why there is no rate.

    Parameters
    ----------
    start : float
        Value, or date, at the start.
    end : float
        Value, or date, at the end.
    years : float
        Years between start and end.

    Examples
    --------
    >>> cagr_or_reason(0, 9, 5)
    (None, 'growth from zero has no rate')
    """
    found = rates_of(start, end, years)
    return _number(found.cagr[0]), found.reason[0]


def _series(when: Sequence[clock.When], values: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    times = np.array([clock.time(moment) for moment in when], dtype=np.float64)
    (levels,) = _checked(values=values)
    if levels.shape != times.shape or times.size < 2:
        raise DomainError(
            f"{times.size} dates and values of shape {levels.shape}; give two or more of each, one a date"
        )
    if np.unique(times).size != times.size:
        raise DomainError("two values share one date; give one value a date")
    _refuse(np.asarray(levels <= 0), "values are zero or below{where}: a reduction rate needs positive values")
    order = np.argsort(times)
    return times[order], levels[order]


@door
def aarr(
    when: Sequence[clock.When],
    values: ArrayLike,
    method: Literal["regression", "end_points"] = "regression",
) -> float:
    r"""Average annual rate of reduction; positive is a fall. The order of the observations does not matter.

    ``"regression"``: :math:`1 - e^b`, b the least-squares slope of ln v on time. ``"end_points"``:
    :math:`1 - (v_1/v_0)^{1/n}`.

    Parameters
    ----------
    when : sequence of years or dates, length n >= 2
    values : array, shape (n,)
        All > 0, same unit.
    method : {"regression", "end_points"}
        How the rate of reduction is found.

    Returns
    -------
    float
        Fraction a year.

    Raises
    ------
    DomainError
        If a value is not positive, a date is doubled or fewer than two are given.
    ConventionError
        If `method` is unknown.

    References
    ----------
    UNICEF (2007), Technical note: How to calculate average annual rate of reduction (AARR) of underweight prevalence.

    Examples
    --------
    >>> round(aarr([2015, 2020], [5.34, 2.92], method="end_points"), 4)
    0.1137
    """
    times, levels = _series(when, values)
    if method == "end_points":
        return float(-np.expm1(np.log(levels[-1] / levels[0]) / (times[-1] - times[0])))
    if method == "regression":
        centred = times - times.mean()
        slope = float(centred @ np.log(levels) / (centred @ centred))
        return -math.expm1(slope)
    raise ConventionError(f"unknown method {method!r}; write 'regression' or 'end_points'")


@door
def required_aarr(value: float, target: float, years: float) -> float:
    r"""Reduction a year that carries `value` down to `target`: :math:`1 - (T/v)^{1/n}`; negative where it may rise.

    Parameters
    ----------
    value : float
        Value now, in the unit of the target.
    target : float
        Value to be reached.
    years : float
        Years that are left.

    Raises
    ------
    DomainError
        As for `cagr`.

    References
    ----------
    UNICEF (2007), as for `aarr`.

    Examples
    --------
    Halving in ten years:

    >>> round(required_aarr(100, 50, 10), 4)
    0.067
    """
    return -float(cagr(value, target, years))


@door
def required(start: float, end: float, years: float, *, rated: bool = True) -> RequiredGrowth:
    """Growth that carries `start` to `end`, in every convention that exists for these numbers.

    Parameters
    ----------
    start, end : float
        Same unit.
    years : float
        From start to end.
    rated : bool
        False for sums and flows, which have a yearly change and no rate.

    Examples
    --------
    >>> held = required(7.0, 8.0, 2)
    >>> round(held.cagr, 4), held.annual_change
    (0.069, 0.5)
    >>> required(0, 9, 3).reason
    'growth from zero has no rate'
    """
    return required_row(rates_of(start, end, years, rated), 0)


def required_row(found: Rates, row: int) -> RequiredGrowth:
    """One row of many rates."""
    return RequiredGrowth(
        cagr=_number(found.cagr[row]), continuous=_number(found.continuous[row]),
        annual_change=_number(found.annual_change[row]), years=_number(found.years[row]), reason=found.reason[row],
    )  # fmt: skip


def _number(value: float) -> float | None:
    return None if value != value else float(value)


@door
def compound(rates: ArrayLike) -> float:
    """Total growth of yearly rates one after another: prod(1 + r) - 1; a cut enters as a negative rate.

    Parameters
    ----------
    rates : array, shape (n,)
        Fractions a year, each >= -1.

    Raises
    ------
    DomainError
        If a rate is below -1 (more than everything lost) or not finite.

    References
    ----------
    Elementary compounding; +10 % then -10 % leave 99 %.

    Examples
    --------
    >>> round(compound([0.10, -0.10]), 4)
    -0.01
    """
    (steps,) = _checked(rates=np.atleast_1d(floats(rates, "rates")))
    _refuse(np.asarray(steps < -1), "rates lie below -1{where}: nobody can lose more than everything; use fractions")
    with np.errstate(over="ignore"):
        return float(_plain(np.asarray(np.prod(1 + steps) - 1)))
