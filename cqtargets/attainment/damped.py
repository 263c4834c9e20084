"""The damped trend: level and pace move, the pace fades, and two readings of the unrest are weighed by the series."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cqtargets.attainment.predictive import Component, Predictive
from cqtargets.attainment.trend import Forecaster
from cqtargets.conventions.reasons import Reason

__all__ = ["DAMPING", "FIRST_PACE", "READINGS", "Filtered", "Reading", "borrowed", "damped", "filtered", "lasting"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Where the unrest of a series sits: variances a year, in units of the series' own unknown variance."""

    noise: float
    level: float
    pace: float


DAMPING: Final = 0.94
"""Share of the pace that is left a year later."""
FIRST_PACE: Final = 4.0
"""Variance of the pace before anything is seen, about zero, in units of the series' own variance."""
READINGS: Final = (Reading(noise=0.0, level=1.0, pace=0.4), Reading(noise=1.0, level=0.1, pace=0.01))
"""Unrest that stays (level and pace move) and unrest that passes (each value is off by itself), as likely at first."""
_MOST_LENT: Final = 8.0
"""Donors' spread counts as much as that many steps of the series itself, at most."""
_SIZE: Final = 0.1
"""Exponent by which a spread grows as the place gets smaller."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filtered:
    """What a reading makes of a series: level and pace at the last date with their covariance, in own variances.

    `squares` is the sum of the standardised squares of the `steps` one-step errors, `log_det` the sum of the
    logarithms of their variances.
    """

    reading: Reading
    level: float
    pace: float
    covariance: tuple[float, float, float]
    squares: float
    steps: int
    log_det: float

    def ahead(self, years: float) -> tuple[float, float]:
        """Mean and variance (in own variances) of the value `years` after the last date."""
        level, _, covariance = _moved(self.level, self.pace, self.covariance, years, self.reading)
        return level, covariance[0] + self.reading.noise


def lasting(years: float) -> float:
    r"""How many years' pace are still to come: :math:`\varphi(1-\varphi^h)/(1-\varphi)`, for whole years
    :math:`\varphi+\varphi^2+\dots+\varphi^h`.

    >>> round(lasting(1), 4), round(lasting(5), 4)
    (0.94, 4.1688)
    """
    return DAMPING * (1 - math.pow(DAMPING, years)) / (1 - DAMPING)


def _moved(
    level: float, pace: float, covariance: tuple[float, float, float], years: float, reading: Reading
) -> tuple[float, float, tuple[float, float, float]]:
    """Level, pace and (var level, cov, var pace) some years later."""
    reach, left = lasting(years), math.pow(DAMPING, years)
    var, cov, var_pace = covariance
    moved = (
        var + 2 * reach * cov + reach**2 * var_pace + reading.level * years + reading.pace * years**3 / 3,
        left * (cov + reach * var_pace) + reading.pace * years**2 / 2,
        left**2 * var_pace + reading.pace * years,
    )
    return level + reach * pace, left * pace, moved


def filtered(times: Array, values: Array, reading: Reading) -> Filtered:
    """Kalman filter of a damped local trend from the first value on, of which the level is taken as seen."""
    level, pace = float(values[0]), 0.0
    covariance = (reading.noise, 0.0, FIRST_PACE)
    squares, log_det = 0.0, 0.0
    for gap, value in zip(np.diff(times), values[1:], strict=True):
        level, pace, (var, cov, var_pace) = _moved(level, pace, covariance, float(gap), reading)
        spread = var + reading.noise
        error = float(value) - level
        level += var / spread * error
        pace += cov / spread * error
        covariance = (var - var * var / spread, cov - var * cov / spread, var_pace - cov * cov / spread)
        squares += error**2 / spread
        log_det += math.log(spread)
    return Filtered(
        reading=reading,
        level=level,
        pace=pace,
        covariance=covariance,
        squares=squares,
        steps=int(values.size) - 1,
        log_det=log_det,
    )


def _weights(likelihoods: Sequence[float]) -> list[float]:
    top = max(likelihoods)
    raw = [math.exp(one - top) for one in likelihoods]
    return [one / sum(raw) for one in raw]


def _likelihood(seen: Filtered, squares: float, df: float) -> float:
    """Logarithm of the chance of the series under a reading, its own variance integrated out; up to a constant."""
    return -0.5 * seen.log_det - 0.5 * df * math.log(squares)


def _forecaster(parts: Iterable[tuple[Filtered, float, float, float]]) -> Forecaster:
    """Mixture of t distributions: for each reading its filter, own variance, degrees of freedom and weight."""
    kept = [part for part in parts if part[3] > 1e-6]

    def at(years: float) -> Predictive:
        found = []
        for seen, variance, df, weight in kept:
            mean, spread = seen.ahead(years)
            found.append(Component(mean=mean, sd=math.sqrt(variance * spread), df=df, weight=weight))
        return Predictive(components=tuple(found))

    return at


def damped(times: Array, values: Array) -> Forecaster | str:
    r"""Local trend whose pace fades, averaged over two readings of its unrest.

    Level :math:`l` and pace :math:`b` move over d years as :math:`l' = l + \varphi\frac{1-\varphi^d}{1-\varphi}b+\eta`,
    :math:`b' = \varphi^d b + \zeta`, and a value is the level plus noise. All variances are fixed multiples of one
    unknown variance of the series, the same for every series (`READINGS`, `FIRST_PACE`, `DAMPING`); it is integrated
    out, so that each reading predicts a t distribution with n - 1 degrees of freedom, and the readings are weighed by
    how well each foretold the values that are known.

    References
    ----------
    Durbin and Koopman (2012), Time series analysis by state space methods, 2nd edition, sections 3.2 and 4.3.
    Gardner and McKenzie (1985), Forecasting trends in time series, Management Science 31.
    """
    if not np.ptp(values) > 1e-10 * float(np.abs(values).max()):
        return Reason("all_alike")
    fits = [filtered(times, values, reading) for reading in READINGS]
    weights = _weights([_likelihood(seen, seen.squares, seen.steps) for seen in fits])
    return _forecaster(
        (seen, seen.squares / seen.steps, float(seen.steps), weight) for seen, weight in zip(fits, weights, strict=True)
    )


def borrowed(
    times: Array, values: Array, donors: Mapping[str, tuple[Array, Array]], sizes: Mapping[str, float] | None = None
) -> Forecaster | str:
    r"""`damped` for two to four values, with the variance of the donors beside the series' own.

    For each reading the donors' one-step errors give :math:`s^2=\sum_k SS_k m_k^2/\sum_k df_k`, where
    :math:`m_k=(N_k/N)^{0.1}` is how much more a place of N people moves than the donor's :math:`N_k` (`sizes` holds
    :math:`N_k/N`, 1 where it is not known). It counts as much as eight steps of the series at most.
    """
    used = {name: lent for name, lent in donors.items() if lent[1].size > 2}
    df = sum(points.size - 2 for _, points in used.values())
    names = ", ".join(donors)
    if df < 3:
        return Reason("few_degrees", names=names, df=df)
    fits = {name: [filtered(when, points, reading) for reading in READINGS] for name, (when, points) in used.items()}
    steps = sum(found[0].steps for found in fits.values())
    counted = min(float(steps), _MOST_LENT)
    parts, likelihoods = [], []
    for place, reading in enumerate(READINGS):
        grown = (found[place].squares * _larger(sizes, name) for name, found in fits.items())
        lent = math.fsum(grown) / steps
        if not lent > 1e-20 * max(float(np.abs(points).max()) for _, points in used.values()) ** 2:
            return Reason("donors_on_path", names=names)
        seen = filtered(times, values, reading)
        total, freedom = seen.squares + counted * lent, seen.steps + counted
        kept = np.mean(
            [_weights([_likelihood(one, one.squares, one.steps) for one in of])[place] for of in fits.values()]
        )
        likelihoods.append(
            math.log(max(float(kept), 1e-300))
            + _likelihood(seen, total, freedom)
            + 0.5 * counted * math.log(counted * lent)
        )
        parts.append((seen, total / freedom, freedom))
    return _forecaster((*part, weight) for part, weight in zip(parts, _weights(likelihoods), strict=True))


def _larger(sizes: Mapping[str, float] | None, name: str) -> float:
    """By how much a donor's squares grow for the size of the place."""
    return math.pow(float((sizes or {}).get(name, 1.0)), 2 * _SIZE)
