"""How fast a concept has moved so far: the series and the paces that chances are told by, and how a pace fades."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cqtargets import clock
from cqtargets.attainment.damped import damped, lasting
from cqtargets.attainment.paces import Paces, Since, Wanted, begun, best_of, paces_between
from cqtargets.attainment.scales import Scale
from cqtargets.conventions.reasons import Reason
from cqtargets.observations import Observations
from cqtargets.prospects.attaining import scale_of_paces
from cqtargets.prospects.bundled import shipped_observations
from cqtargets.prospects.donors import nation_of
from cqtargets.prospects.past import History, history, plan_start, printed_baselines
from cqtargets.targets.indicator import Indicator

__all__ = [
    "Faded",
    "Pace",
    "Point",
    "Series",
    "best_pace",
    "faded",
    "measured",
    "paces_of",
    "place_on",
    "present_pace",
    "wanted_of",
]

LEAST_VALUES: Final = 3
"""Exact values from which on a pace is carried on: two of them say nothing of how it changes."""
_SERIES: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One measured value in the target's unit; `bound` says that the true value is more or less."""

    time: float
    when: int | date
    value: float
    bound: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The values of a concept by time and where the plan's own period starts."""

    points: tuple[Point, ...]
    found: History
    since: Since | None

    @property
    def times(self) -> NDArray[np.float64]:
        """Dates on the library's clock."""
        return np.array([point.time for point in self.points], dtype=np.float64)

    @property
    def values(self) -> NDArray[np.float64]:
        """In the target's unit; a bound counts as the number printed."""
        return np.array([point.value for point in self.points], dtype=np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """A pace between two dates, in steps a year on the scale."""

    step: float
    start: int | date
    end: int | date


@dataclass(frozen=True, slots=True, kw_only=True)
class Faded:
    """Where a fading pace leads, in the target's unit, and what was done to tell it."""

    value: float
    reason: Reason


def place_on(scale: Scale, value: float) -> float | None:
    """A value on the scale; None where it has no place there."""
    low, high = scale.domain
    return scale.forward(value) if low < value < high else None


def measured(
    target: Indicator,
    observations: Observations,
    *,
    on: int | date | str | None = None,
    allow: Iterable[str] = (),
    rows: Sequence[Indicator] = (),
) -> Series:
    """The series that chances are told from, beyond the due date too; `rows` are those that print baselines."""
    printed = printed_baselines(target, rows)
    found = history(target, observations, on=on, allow=allow, printed=printed, beyond=True)
    points = tuple(
        Point(time=clock.time(one.when), when=clock.parse_when(one.when), value=value, bound=one.bound.strip("~"))
        for one, value in zip(found.used, found.values, strict=True)
        if one.when is not None
    )
    return Series(points=points, found=found, since=plan_start(target, found))


def wanted_of(target: Indicator) -> Wanted:
    """Which pace is the best: away from where both sides can be missed, the wanted direction."""
    if target.comparator in ("=", "~") or target.direction not in ("up", "down"):
        return "nearer"
    return "down" if target.direction == "down" else "up"


def paces_of(
    target: Indicator, series: Series, observations: Observations, to: int, on: int | date | str | None = None
) -> Paces | None:
    """The paces as `attain` tells them; None where nothing was seen before the year or the target is a yearly amount."""
    if not series.points or target.form == "flow" or series.times[-1] >= clock.time(to):
        return None
    scale = scale_of_paces(target, series.found)
    goal = float(series.values[-1]) if target.goal is None else target.goal
    beside = nation_of(target, scale, (observations, shipped_observations()), on=on)
    return paces_between(
        series.times, series.values, goal, clock.time(to), scale, wanted_of(target), beside, series.since
    )


def present_pace(series: Series, scale: Scale) -> Pace | str:
    """The pace so far on the scale, or why there is none."""
    times, values = series.times, series.values
    start = begun(times, values, series.since) if series.points else None
    if start is None:
        return Reason("too_few_for_pace")
    return _pace(series, scale, start, (float(times[-1]), float(values[-1])))


def best_pace(series: Series, scale: Scale, wanted: Wanted, goal: float) -> Pace | str:
    """The fastest pace that was kept up for three years or more, on the scale."""
    times, values = series.times, series.values
    rising = wanted == "up" or (wanted == "nearer" and bool(values.size) and goal >= values[-1])
    inside = all(place_on(scale, float(value)) is not None for value in values)
    found = best_of(times, values, scale, rising=rising) if values.size > 1 and inside else None
    if found is None:
        return Reason("no_steady_pace")
    ends = [(time, float(values[np.flatnonzero(times == time)[0]])) for time in found[1]]
    return _pace(series, scale, *ends)


def _pace(series: Series, scale: Scale, start: tuple[float, float], end: tuple[float, float]) -> Pace | str:
    low, high = place_on(scale, start[1]), place_on(scale, end[1])
    if low is None or high is None:
        return Reason("value_at_end", value=start[1] if low is None else end[1])
    dates = {point.time: point.when for point in series.points}
    return Pace(step=(high - low) / (end[0] - start[0]), start=dates[start[0]], end=dates[end[0]])


def faded(points: tuple[Point, ...], scale: Scale, present: Pace | str, to: float) -> Faded | str:
    r"""The value at `to` where the pace goes on and fades as `attain` lets it, or why there is none.

    Five exact values or more: the median of the damped trend. Three or four: the present pace, of which
    :math:`\varphi(1-\varphi^h)/(1-\varphi)` years are still to come.
    """
    exact = [point for point in points if not point.bound]
    if points and points[-1].bound:
        return Reason("pace_from_bound", value=points[-1].value)
    if len(exact) < LEAST_VALUES:
        return Reason("two_say_nothing", count=len(exact))
    known = [place for point in exact if (place := place_on(scale, point.value)) is not None]
    if len(known) < len(exact):
        return Reason("base_at_end", value=exact[-1].value)
    years = to - exact[-1].time
    if len(exact) >= _SERIES:
        trend = damped(np.array([point.time for point in exact]), np.array(known))
        if not isinstance(trend, str):
            told = {"count": len(exact), "start": exact[0].when, "end": exact[-1].when}
            return Faded(value=scale.backward(trend(years).mean), reason=Reason("damped_trend", **told))
    if isinstance(present, str):
        return present
    value = scale.backward(known[-1] + present.step * lasting(years))
    return Faded(value=value, reason=Reason("pace_goes_on", start=present.start, end=present.end))
