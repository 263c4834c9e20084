"""Ways to forecast a yearly series that were weighed against the library's own in `backtest.py`."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cqtargets.attainment.cases import Maker
from cqtargets.attainment.damped import damped
from cqtargets.attainment.predictive import Component, Predictive
from cqtargets.attainment.trend import Forecaster, no_change, walk

Array = NDArray[np.float64]
Pace = Callable[[Array, Array], float]


def lasting(years: float, fade: float) -> float:
    """Years' pace still to come."""
    return years if fade == 1 else fade * (1 - fade**years) / (1 - fade)


def whole(times: Array, values: Array) -> float:
    """Pace of the whole span."""
    return walk(times, values).drift


def recent(times: Array, values: Array) -> float:
    """Pace of the last three years."""
    first = min(int(np.searchsorted(times, times[-1] - 3 - 1e-9)), values.size - 2)
    return float((values[-1] - values[first]) / (times[-1] - times[first]))


def weighted(times: Array, values: Array) -> float:
    """Mean yearly pace in which each step back counts seven tenths."""
    weights = 0.7 ** np.arange(values.size - 1)[::-1]
    return float(weights @ np.diff(values) / (weights @ np.diff(times)))


def fading(paces: tuple[Pace, ...], fade: float) -> Maker:
    """Even mixture of drifts with these paces, faded, each with the spread of a random walk with drift."""

    def made(times: Array, values: Array) -> Forecaster | str:
        own = walk(times, values)
        sd = math.sqrt(own.squares / own.df)
        if sd <= 1e-10 * float(np.abs(values).max()):
            return "no spread"
        found = [pace(times, values) for pace in paces]

        def at(years: float) -> Predictive:
            spread = sd * math.sqrt(years * (1 + years / own.span))
            means = (own.last + pace * lasting(years, fade) for pace in found)
            return Predictive(components=tuple(Component(mean=mean, sd=spread, df=own.df) for mean in means))

        return at

    return made


def theta(times: Array, values: Array) -> Forecaster | str:
    """Half the slope of the straight line, from the last value."""
    slope = float(np.polyfit(times - times.mean(), values, 1)[0])
    return fading((lambda _, __: slope / 2,), 1.0)(times, values)


def ets_damped(times: Array, values: Array) -> Forecaster | str:
    """Exponential smoothing with additive damped trend, five values or more."""
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    steps = np.rint(times - times[0]).astype(int)
    if np.abs(times - times[0] - steps).max() > 1e-6 or steps[-1] + 1 != values.size or np.ptp(values) == 0:
        return "needs a value every year"
    centre, unit = float(values.mean()), float(values.std())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit = ETSModel((values - centre) / unit, error="add", trend="add", damped_trend=True).fit(disp=False)
    alpha, beta, phi = float(fit.smoothing_level), float(fit.smoothing_trend), float(fit.damping_trend)
    df = max(values.size - 3, 2)
    variance = max(float(fit.mse) * values.size / df, 1e-8)

    def at(years: float) -> Predictive:
        whole_years = round(years)
        growth = 1 + sum((alpha + beta * lasting(j, phi) / phi) ** 2 for j in range(1, whole_years))
        mean = centre + unit * float(fit.forecast(whole_years)[-1])
        return Predictive(components=(Component(mean=mean, sd=unit * math.sqrt(variance * growth), df=df),))

    return at


def in_units(times: Array, values: Array) -> Forecaster | str:
    """The damped trend fitted to the values instead of their logarithms, brought to the logarithm by its slope."""
    fitted = damped(times, np.exp(values))
    if isinstance(fitted, str):
        return fitted

    def at(years: float) -> Predictive:
        parts = [part for part in fitted(years).components if part.mean > 0]
        return Predictive(
            components=tuple(
                Component(mean=math.log(part.mean), sd=part.sd / part.mean, df=part.df, weight=part.weight)
                for part in parts
            )
        )

    return at


def both_scales(times: Array, values: Array) -> Forecaster | str:
    """Even mixture of the damped trend on the logarithm and in units."""
    first, second = damped(times, values), in_units(times, values)
    if isinstance(first, str) or isinstance(second, str):
        return first if isinstance(first, str) else str(second)
    return lambda years: Predictive(components=(*first(years).components, *second(years).components))


CANDIDATES: Final[dict[str, Maker]] = {
    "no change": no_change,
    "damped drift 0.98": fading((whole,), 0.98),
    "damped drift 0.9": fading((whole,), 0.9),
    "damped drift 0.8": fading((whole,), 0.8),
    "three years' pace 0.9": fading((recent,), 0.9),
    "mixture 1.0": fading((whole, recent), 1.0),
    "mixture 0.95": fading((whole, recent), 0.95),
    "mixture 0.9": fading((whole, recent), 0.9),
    "mixture 0.8": fading((whole, recent), 0.8),
    "weighted pace 0.9": fading((weighted,), 0.9),
    "theta": theta,
    "ETS damped": ets_damped,
}
"""Mixtures are of the whole span's and the last three years' pace; the number is the share of a pace left a year on."""
ON_LOGARITHMS: Final[dict[str, Maker]] = {"damped in units": in_units, "damped on both scales": both_scales}
