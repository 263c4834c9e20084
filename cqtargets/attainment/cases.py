"""The forecasts of a backtest: from every past date, for every later value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets import clock
from cqtargets.attainment.methods import LEAST, MOST_BORROWED, Method, forecaster, observed, too_far
from cqtargets.attainment.predictive import Predictive
from cqtargets.attainment.scales import Bounds, Scale, ScaleName
from cqtargets.attainment.trend import Forecaster, no_change, walk
from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.doors import door
from cqtargets.errors import DomainError

__all__ = ["AMBITIONS", "Case", "Event", "Known", "Maker", "SeriesMap", "Stretch", "cases_of", "known_series"]

Array = NDArray[np.float64]
SeriesMap = Mapping[str, tuple[Sequence[clock.When], ArrayLike, ScaleName]]
"""Name to (dates, values, scale); a logit series lies between the `bounds` given beside."""

Maker = Callable[[Array, Array], Forecaster | str]
"""Dates and values on the scale to a forecaster: a method that bears no name in the library."""
_Fitted = tuple[Array, Array, Forecaster | str]
Stretch = tuple[tuple[tuple[float, float], float], ...]
"""Factor of each band of years ahead."""
AMBITIONS: Final = (0.5, 1.0, 1.5)
"""Targets set in a backtest, in paces so far: half as fast, as fast, half as fast again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A target set at the origin: `ambition` times the pace so far; its chance by the method and by no change."""

    ambition: float
    probability: float
    no_change: float
    met: bool


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One forecast: made at `origin` for `due` (library's clock), held against `observed` (on the scale).

    `predictive` is None where evidence was insufficient; `unit` is the series' mean absolute yearly change on the
    scale, by which scores are divided so that series may be averaged.
    """

    series: str
    method: str
    origin: float
    due: float
    n: int
    observed: float
    unit: float
    predictive: Predictive | None
    reference: Predictive | None
    events: tuple[Event, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A series on its scale, with its mean absolute yearly change."""

    name: str
    times: Array
    points: Array
    scale: Scale
    unit: float


def known_series(series: SeriesMap, bounds: Bounds | None) -> list[Known]:
    """The series on their scales; one that cannot be tested is refused."""
    found = []
    for name, (when, values, scale) in series.items():
        room = Scale(name=scale, bounds=bounds if scale == "logit" else None)
        times, levels = observed(when, values, name)
        points = room.series(levels, name)
        if points.size < 2 or not np.ptp(points) > 0:
            raise DomainError(f"{name}: a backtest needs two values that differ; leave the series out")
        unit = float(np.abs(np.diff(points) / np.diff(times)).mean())
        found.append(Known(name=name, times=times, points=points, scale=room, unit=unit))
    return found


def _fit(one: Known, known: Sequence[Known], core: Method | Maker, size: int) -> _Fitted:
    """The method on the first `size` values; on the last four of them where it borrows."""
    if not isinstance(core, str):
        return one.times[:size], one.points[:size], core(one.times[:size], one.points[:size])
    if core != "borrowed":
        times, points = one.times[:size], one.points[:size]
        return times, points, forecaster(times, points, core)
    begin = max(0, size - MOST_BORROWED)
    times, points = one.times[begin:size], one.points[begin:size]
    lent = {
        other.name: (other.times[seen], other.points[seen])
        for other in known
        if other.name != one.name and other.scale == one.scale and (seen := other.times <= times[-1]).any()
    }
    if not lent:
        return times, points, "no other series on this scale has values up to the origin"
    return times, points, forecaster(times, points, core, lent=lent)


def _stretched(held: Predictive, ahead: float, stretch: Stretch | None) -> Predictive:
    if stretch is None:
        return held
    return held.inflated(next((factor for (_, last), factor in stretch if ahead <= last), stretch[-1][1]))


def cases_of(
    one: Known,
    known: Sequence[Known],
    core: Method | Maker,
    method: str,
    stretch: Stretch | None,
    max_horizon: float,
    ambitions: Sequence[float],
) -> Iterator[Case]:
    """Forecasts of one series by `core`, named `method`, stretched by years ahead where a stretch is given."""
    for size in range(LEAST[core] if isinstance(core, str) else LEAST["damped"], one.points.size):
        times, points, fitted = _fit(one, known, core, size)
        flat = no_change(one.times[:size], one.points[:size])
        for later in range(size, one.points.size):
            due, origin = float(one.times[later]), float(times[-1])
            if due - origin > max_horizon + NOISE:
                break
            reason = fitted if isinstance(fitted, str) else flat if isinstance(flat, str) else too_far(times, due)
            held = reference = None
            if not (reason or isinstance(fitted, str) or isinstance(flat, str)):
                plain, reference = fitted(due - origin), flat(due - origin)
                held = _stretched(plain, due - origin, stretch if method == "calibrated" else None)
            yield Case(
                series=one.name,
                method=method,
                origin=origin,
                due=due,
                n=int(points.size),
                observed=float(one.points[later]),
                unit=one.unit,
                predictive=held,
                reference=reference,
                events=_events(times, points, due, float(one.points[later]), held, reference, ambitions),
                reason=reason,
            )


def _events(
    times: Array,
    points: Array,
    due: float,
    reached: float,
    held: Predictive | None,
    flat: Predictive | None,
    ambitions: Sequence[float],
) -> tuple[Event, ...]:
    pace = walk(times, points).drift
    if held is None or flat is None or pace == 0:
        return ()
    ahead = due - float(times[-1])
    events = []
    for ambition in ambitions:
        target = float(points[-1]) + ambition * pace * ahead
        low, high = (target, np.inf) if pace > 0 else (-np.inf, target)
        events.append(
            Event(
                ambition=ambition,
                probability=held.chance_between(low, high),
                no_change=flat.chance_between(low, high),
                met=bool(low <= reached <= high),
            )
        )
    return tuple(events)
