"""Directly standardised rates with their intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.attainment.counts import count_interval
from cqtargets.conventions.doors import door
from cqtargets.conventions.quantity import checked_level
from cqtargets.errors import ConventionError, DomainError

__all__ = ["StandardisedRate", "standardised_rate"]

Array = NDArray[np.float64]
Method = Literal["dobson", "gamma"]


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class StandardisedRate:
    """A rate as it would be with the ages of a standard population.

    Attributes
    ----------
    rate, low, high : float
        For `per` people, with the ends of the interval.
    crude : float
        With the population's own ages.
    events : float
        Events behind it; below 10 the rate should not be published.
    per, level : float
    method : str
        Of the interval.
    """

    rate: float
    low: float
    high: float
    crude: float
    events: float
    per: float
    level: float
    method: str


@door
def standardised_rate(
    events: ArrayLike,
    people: ArrayLike,
    standard: ArrayLike,
    *,
    per: float = 100_000,
    level: float = 0.95,
    method: Method = "dobson",
) -> StandardisedRate:
    r"""Directly standardised rate :math:`\sum_a w_a d_a/P_a`, w the shares of a standard population.

    Parameters
    ----------
    events, people : array, shape (A,)
        Events of each age group, >= 0, and the people (person-years) they happened to, > 0.
    standard : array, shape (A,)
        People of the standard population, or shares, >= 0.
    per : float
        100,000 unless told.
    level : float
        Of the interval.
    method : {"dobson", "gamma"}
        Dobson's interval on Byar's limits of the count, as public health agencies use it; or Fay and Feuer's gamma interval,
        wider where a large weight falls on few people.

    Returns
    -------
    StandardisedRate

    Raises
    ------
    DomainError
        If lengths differ, events are negative, people not above zero, the standard is empty, or there are no events (Dobson).
    ConventionError
        If the method is unknown.

    References
    ----------
    Dobson, Kuulasmaa, Eberle and Scherer (1991), Statistics in Medicine 10, 457-462. Fay and Feuer (1997), Statistics in
    Medicine 16, 791-801.

    Examples
    --------
    Down's syndrome among first-born children of Michigan by the mother's age (Fleiss 1981, table 14.4; Fay and Feuer, table 1):

    >>> found = standardised_rate([107, 141, 60, 40, 39, 25], [230061, 329449, 114920, 39487, 14208, 3052],
    ...                           [319933, 931318, 786511, 488235, 237863, 61313], method="gamma")
    >>> round(found.crude, 1), round(found.rate, 1), round(found.low, 1), round(found.high, 1)
    (56.3, 92.3, 80.4, 105.8)
    """
    checked_level(level)
    counted, heads, weights = (np.asarray(values, dtype=np.float64) for values in (events, people, standard))
    if not (counted.shape == heads.shape == weights.shape and counted.ndim == 1 and counted.size):
        raise DomainError(
            f"events {counted.shape}, people {heads.shape} and standard {weights.shape}; give one of each an age group"
        )
    for what, values, wrong in (
        ("events", counted, ~(np.isfinite(counted) & (counted >= 0))),
        ("people", heads, ~(np.isfinite(heads) & (heads > 0))),
        ("standard", weights, ~(np.isfinite(weights) & (weights >= 0))),
    ):
        if wrong.any():
            place = int(np.argmax(wrong))
            limit = "above zero" if what == "people" else "zero or more"
            raise DomainError(f"{what} of age group {place + 1} is {values[place]:g}; give {limit}")
    if not weights.sum():
        raise DomainError("the standard population is empty; give people or shares")
    parts = weights / weights.sum() / heads
    rate, variance = float(parts @ counted), float(parts**2 @ counted)
    low, high = _ends(method, rate, variance, float(counted.sum()), float(parts.max()), level)
    return StandardisedRate(
        rate=rate * per, low=low * per, high=high * per, crude=float(counted.sum() / heads.sum()) * per,
        events=float(counted.sum()), per=per, level=level, method=method,
    )  # fmt: skip


def _ends(method: str, rate: float, variance: float, count: float, largest: float, level: float) -> tuple[float, float]:
    if method == "dobson":
        if not count:
            raise DomainError("there are no events, so Dobson's interval has no scale; use method='gamma'")
        scale = math.sqrt(variance / count)
        low, high = count_interval(count, level, "byar")
        return rate + scale * (low - count), rate + scale * (high - count)
    if method != "gamma":
        raise ConventionError(f"unknown method {method!r}; write dobson or gamma")
    from scipy.special import gammaincinv

    tail = (1 - level) / 2
    low = float(gammaincinv(rate**2 / variance, tail)) * variance / rate if rate else 0.0
    above, wider = rate + largest, variance + largest**2
    return low, float(gammaincinv(above**2 / wider, 1 - tail)) * wider / above
