"""How far forecasts were from what was counted: percentage errors, their robust mean, coverage, gain."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.doors import door
from cqtargets.errors import DomainError

__all__ = ["Accuracy", "accuracy", "coverage", "mape_r"]

Array = NDArray[np.float64]


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """Errors of several forecasts, in per cent of what was counted.

    Attributes
    ----------
    n : int
        Forecasts compared.
    mape : float
        Mean of the absolute percentage errors.
    malpe : float
        Mean of the signed ones: the bias, above 0 where forecasts were too high.
    median_ape : float
        Median of the absolute percentage errors.
    mape_r : float or None
        The mean after a Box-Cox transformation that makes the errors symmetric, in per cent; None with its `reason`.
    reason : str
    """

    n: int
    mape: float
    malpe: float
    median_ape: float
    mape_r: float | None
    reason: str = ""


@door
def accuracy(forecast: ArrayLike, counted: ArrayLike) -> Accuracy:
    r"""Percentage errors :math:`100 (F - A)/A` of forecasts F against counts A.

    Parameters
    ----------
    forecast, counted : array, shape (n,)
        The same unit and date; counts above zero.

    Raises
    ------
    DomainError
        If the arrays do not align, are empty, or a count is zero or below.

    References
    ----------
    Smith, Tayman and Swanson (2013), A Practitioner's Guide to State and Local Population Projections, chapter 13.

    Examples
    --------
    >>> found = accuracy([110, 95, 100], [100, 100, 125])
    >>> round(found.mape, 4), round(found.malpe, 4), found.median_ape
    (11.6667, -5.0, 10.0)
    """
    told, true = np.atleast_1d(np.asarray(forecast, dtype=float)), np.atleast_1d(np.asarray(counted, dtype=float))
    if told.shape != true.shape or told.ndim != 1 or told.size == 0:
        raise DomainError(f"forecast {told.shape} and counted {true.shape} do not align; give one row of each")
    if not (np.isfinite(told).all() and np.isfinite(true).all() and (true > 0).all()):
        raise DomainError("a count is zero, negative or not finite; percentage errors need counts above zero")
    errors = 100 * (told - true) / true
    size = np.abs(errors)
    robust: float | None = None
    reason = ""
    if size.size < 3:
        reason = f"{size.size} errors are too few for MAPE-R; it needs three"
    elif (size == 0).any():
        robust, reason = None, "an error is zero and has no Box-Cox transform"
    else:
        robust = mape_r(size)
    return Accuracy(
        n=int(size.size),
        mape=float(size.mean()),
        malpe=float(errors.mean()),
        median_ape=float(np.median(size)),
        mape_r=robust,
        reason=reason,
    )


def mape_r(errors: ArrayLike) -> float:
    r"""Robust mean of absolute percentage errors: Box-Cox, mean, and back.

    :math:`y = (x^\lambda - 1)/\lambda` (the log for 0), lambda between -2 and 2 by maximum likelihood; the mean of y
    expressed in per cent again. One very wrong place moves it less than it moves the mean.

    Parameters
    ----------
    errors : array, shape (n,)
        Absolute percentage errors, above zero, three or more.

    Raises
    ------
    DomainError
        If an error is not above zero, or there are fewer than three.

    References
    ----------
    Swanson, Tayman and Barr (2000), A note on the measurement of accuracy for subnational demographic estimates,
    Demography 37.

    Examples
    --------
    Errors that are symmetric in their logs have the geometric mean:

    >>> round(mape_r([1.0, 2.0, 4.0, 8.0, 16.0]), 2)
    4.0
    """
    x = np.asarray(errors, dtype=float)
    if x.ndim != 1 or x.size < 3 or not (np.isfinite(x) & (x > 0)).all():
        raise DomainError("MAPE-R needs three or more absolute percentage errors above zero")
    logs = np.log(x)
    if np.ptp(logs) < 1e-12:
        return float(x[0])
    coarse = _likeliest(logs, np.linspace(-2.0, 2.0, 81))
    shape = _likeliest(logs, np.linspace(max(coarse - 0.05, -2.0), min(coarse + 0.05, 2.0), 201))
    mean = float(_box_cox(logs, shape).mean())
    if abs(shape) < NOISE:
        return float(np.exp(mean))
    return float((1 + shape * mean) ** (1 / shape))


def _box_cox(logs: Array, power: float) -> Array:
    return logs if abs(power) < NOISE else np.expm1(power * logs) / power


def _likeliest(logs: Array, powers: Array) -> float:
    values = [-logs.size / 2 * np.log(_box_cox(logs, float(p)).var()) + (p - 1) * logs.sum() for p in powers]
    return float(powers[int(np.argmax(values))])


def coverage(low: ArrayLike, high: ArrayLike, counted: ArrayLike) -> float:
    """Share of counts inside their intervals, ends included.

    Raises
    ------
    DomainError
        If the arrays do not align or are empty.

    Examples
    --------
    >>> coverage([90, 90], [110, 110], [100, 120])
    0.5
    """
    bottom, top, true = (np.atleast_1d(np.asarray(each, dtype=float)) for each in (low, high, counted))
    if bottom.shape != true.shape or top.shape != true.shape or true.size == 0:
        raise DomainError("low, high and counted do not align; give one interval for each count")
    return float(((bottom <= true) & (true <= top)).mean())
