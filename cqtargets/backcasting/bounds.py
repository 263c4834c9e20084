"""Levels between bounds, year by year: what can be reached, how steep a way must be, and the smoothest way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.comparison import NOISE

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tube:
    """Bounds of the levels at 0, 1, ..., n, what sets each, and how many open years lie before each."""

    low: Array
    high: Array
    low_by: tuple[str, ...]
    high_by: tuple[str, ...]
    open_years: NDArray[np.int64]

    @property
    def tolerance(self) -> float:
        ends = np.concatenate([self.low, self.high])
        return NOISE * max(1.0, float(np.abs(ends[np.isfinite(ends)]).max()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Climb:
    """The steepest climb the bounds demand: from at most high[start] to at least low[end] within the open years."""

    rate: float
    start: int
    end: int
    need: float
    open_years: int


def steepest(low: Array, high: Array, open_years: NDArray[np.int64], tolerance: float) -> Climb:
    """Largest of (low[t] - high[s]) / open years between, over s <= t; infinite where a climb has no open year.

    No way within the bounds rises less in its steepest year, and one rises no more (see `smoothest`).
    """
    need = low[None, :] - high[:, None]
    steps = open_years[None, :] - open_years[:, None]
    closed = np.where(need > tolerance, np.inf, 0.0)
    rate = np.where(steps > 0, need / np.maximum(steps, 1), closed)
    rate[np.tril_indices(low.size, -1)] = -np.inf
    worst = np.where(np.isposinf(rate), need, -np.inf) if np.isposinf(rate).any() else rate
    start, end = (int(place) for place in np.unravel_index(np.argmax(worst), worst.shape))
    return Climb(
        rate=max(0.0, float(rate[start, end])),
        start=start,
        end=end,
        need=float(need[start, end]),
        open_years=int(steps[start, end]),
    )


def steepest_rise(tube: Tube) -> Climb:
    return steepest(tube.low, tube.high, tube.open_years, tube.tolerance)


def steepest_fall(tube: Tube) -> Climb:
    return steepest(-tube.high, -tube.low, tube.open_years, tube.tolerance)


def reachable(tube: Tube, rise: float, fall: float) -> tuple[float, float] | None:
    """Levels that can be reached at the end, carried forward year by year; None where a year leaves none."""
    low, high = float(tube.low[0]), float(tube.high[0])
    for year in range(1, tube.low.size):
        moving = tube.open_years[year] > tube.open_years[year - 1]
        low = max(float(tube.low[year]), low - (fall if moving else 0.0))
        high = min(float(tube.high[year]), high + (rise if moving else 0.0))
        if low > high + tube.tolerance:
            return None
    return low, max(low, high)


def smoothest(low: Array, high: Array) -> Array:
    """The taut string from low[0] = high[0] to low[-1] = high[-1]: straight except where a bound bends it."""
    last = low.size - 1
    levels = np.empty(low.size)
    levels[0] = low[0]
    here = 0
    while here < last:
        bend, value = _next_bend(low, high, levels[here], here)
        levels[here : bend + 1] = levels[here] + (value - levels[here]) * np.linspace(0, 1, bend - here + 1)
        levels[bend] = value
        here = bend
    return levels


def _next_bend(low: Array, high: Array, level: float, here: int) -> tuple[int, float]:
    flattest, steepest_slope = -np.inf, np.inf
    at_low = at_high = here
    for year in range(here + 1, low.size):
        least, most = (low[year] - level) / (year - here), (high[year] - level) / (year - here)
        if least > steepest_slope:
            return at_high, float(high[at_high])
        if most < flattest:
            return at_low, float(low[at_low])
        if most <= steepest_slope:
            steepest_slope, at_high = most, year
        if least >= flattest:
            flattest, at_low = least, year
    return low.size - 1, float(low[-1])
