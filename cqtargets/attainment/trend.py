"""Random walk with drift, straight line, no change; times in years, values on the scale."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cqtargets.attainment.predictive import Component, Predictive
from cqtargets.conventions.reasons import Reason

__all__ = ["Forecaster", "Walk", "drift", "no_change", "ols", "pooled", "walk"]

Array = NDArray[np.float64]
Forecaster = Callable[[float], Predictive]
"""Years after the last value to the distribution at that time."""

_NOISE = 1e-10


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """Drift a year, sum of squares of the standardised steps about it, degrees of freedom, years spanned."""

    last: float
    drift: float
    squares: float
    df: int
    span: float


def _no_spread(sd: float, values: Array) -> bool:
    return sd <= _NOISE * float(np.abs(values).max())


def walk(times: Array, values: Array) -> Walk:
    r"""Maximum-likelihood drift of a random walk observed at any dates.

    With steps :math:`\Delta z_i` over :math:`d_i` years, :math:`\Delta z_i \sim N(\mu d_i, \sigma^2 d_i)`. Weighted
    least squares give :math:`\hat\mu = \sum\Delta z_i/\sum d_i = (z_n - z_1)/D`, whatever lies between, and
    :math:`s^2 = \frac{1}{n-2}\sum(\Delta z_i - \hat\mu d_i)^2/d_i`.
    """
    gaps, steps = np.diff(times), np.diff(values)
    span = float(times[-1] - times[0])
    slope = float(values[-1] - values[0]) / span
    squares = float(((steps - slope * gaps) ** 2 / gaps).sum())
    return Walk(last=float(values[-1]), drift=slope, squares=squares, df=int(values.size) - 2, span=span)


def _walker(own: Walk, sd: float, df: int) -> Forecaster:
    def at(years: float) -> Predictive:
        spread = sd * math.sqrt(years * (1 + years / own.span))
        return Predictive(components=(Component(mean=own.last + own.drift * years, sd=spread, df=df),))

    return at


def drift(times: Array, values: Array) -> Forecaster | str:
    r"""Random walk with drift: :math:`z_n + \hat\mu h`, s.d. :math:`s\sqrt{h(1 + h/D)}`, t with n - 2 d.f.

    :math:`\operatorname{Var} = \sigma^2 h + h^2\operatorname{Var}\hat\mu` with
    :math:`\operatorname{Var}\hat\mu = \sigma^2/D`; for yearly values D = n - 1.
    """
    own = walk(times, values)
    sd = math.sqrt(own.squares / own.df)
    return _flat() if _no_spread(sd, values) else _walker(own, sd, own.df)


def no_change(times: Array, values: Array) -> Forecaster | str:
    """The reference of the backtests: a random walk without drift, s.d. s sqrt(h), t with n - 1 d.f."""
    gaps, steps = np.diff(times), np.diff(values)
    df = int(steps.size)
    if df < 2:
        return Reason("no_change_needs_three")
    sd = math.sqrt(float((steps**2 / gaps).sum()) / df)
    if _no_spread(sd, values):
        return _flat()
    last = float(values[-1])
    return lambda years: Predictive(components=(Component(mean=last, sd=sd * math.sqrt(years), df=df),))


def ols(times: Array, values: Array) -> Forecaster | str:
    r"""Straight line by least squares with its prediction interval.

    s.d. :math:`s\sqrt{1 + 1/n + (t - \bar t)^2/\sum(t_i - \bar t)^2}`, t with n - 2 d.f.
    """
    size = int(values.size)
    middle, level = float(times.mean()), float(values.mean())
    centred = times - middle
    sxx = float(centred @ centred)
    slope = float(centred @ (values - level)) / sxx
    residuals = values - level - slope * centred
    sd = math.sqrt(float(residuals @ residuals) / (size - 2))
    if _no_spread(sd, values):
        return _flat()
    last = float(times[-1])

    def at(years: float) -> Predictive:
        away = last + years - middle
        spread = sd * math.sqrt(1 + 1 / size + away**2 / sxx)
        return Predictive(components=(Component(mean=level + slope * away, sd=spread, df=size - 2),))

    return at


def pooled(times: Array, values: Array) -> Forecaster | str:
    """Even mixture of the distributions of `drift` and `ols`."""
    first, second = drift(times, values), ols(times, values)
    if isinstance(first, str) or isinstance(second, str):
        return _flat()
    return lambda years: Predictive(components=(*first(years).components, *second(years).components))


def _flat() -> str:
    return Reason("on_one_path")
