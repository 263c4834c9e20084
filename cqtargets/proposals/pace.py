"""How fast a concept has moved so far: the series that may be held against a target, and the paces seen in it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

import numpy as np

from cqtargets import clock
from cqtargets.attainment.damped import damped, lasting
from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.reasons import Reason
from cqtargets.conventions.vocabulary import ceiling, scale_name
from cqtargets.observations import Observations, compare
from cqtargets.targets.indicator import Indicator

__all__ = ["Pace", "Point", "Room", "best_pace", "faded", "measured", "present_pace", "room_of"]

LEAST_VALUES: Final = 3
"""Exact values from which on a pace is carried on: two of them say nothing of how it changes."""
_SERIES: Final = 5
LEAST_SPAN: Final = 3.0
"""Years over which a pace is worth its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One measured value in the target's unit; `bound` says that the true value is more or less."""

    time: float
    when: int | date
    value: float
    bound: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The scale on which a concept moves by equal steps: log for counts and rates, logit for shares, else the unit."""

    name: Literal["log", "logit", "identity"]
    top: float = math.inf

    def forward(self, value: float) -> float | None:
        """From the unit to the scale; None where the value has no place there."""
        if self.name == "identity":
            return value
        if value <= 0 or value >= self.top:
            return None
        return math.log(value) if self.name == "log" else math.log(value / (self.top - value))

    def backward(self, point: float) -> float:
        """From the scale to the unit."""
        if self.name == "identity":
            return point
        return math.exp(point) if self.name == "log" else self.top / (1 + math.exp(-point))

    def per_year(self, start: float, end: float, years: float) -> float:
        """A pace as a planner reads it: a fraction a year on the log scale, in the unit (points) otherwise."""
        return math.expm1(math.log(end / start) / years) if self.name == "log" else (end - start) / years


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """The pace between two dates: `step` a year on the scale, `per_year` as a planner reads it.

    `bounded` says that an end is a bound only, so that the pace is one too.
    """

    step: float
    per_year: float
    start: int | date
    end: int | date
    bounded: bool = False


def room_of(target: Indicator) -> Room:
    """The scale of a target's measure."""
    name = scale_name(target.measure)
    return Room(name=name, top=ceiling(target.unit) if name == "logit" else math.inf)


def measured(
    target: Indicator,
    observations: Observations,
    *,
    on: int | date | str | None = None,
    allow: Iterable[str] = (),
) -> tuple[Point, ...]:
    """The comparable values of a target's concept by time, the plan's own baseline among them; one a date."""
    names = tuple(allow)
    limit = math.inf if on is None else clock.time(on)
    found: dict[float, Point] = {}
    if target.baseline is not None and target.baseline_year is not None and target.form == "level":
        start = clock.time(target.baseline_year)
        found[start] = Point(time=start, when=target.baseline_year, value=target.baseline)
    for seen in observations.current(target.concept, target.region):
        if seen.when is None or seen.time is None or seen.time > limit:
            continue
        if compare(target, seen, names).comparable:
            value = seen.value_in(target.unit, target.per)
            bound = seen.bound.strip("~")
            found[seen.time] = Point(time=seen.time, when=clock.parse_when(seen.when), value=value, bound=bound)
    return tuple(found[time] for time in sorted(found))


def _pace(first: Point, last: Point, room: Room) -> Pace | str:
    low, high = room.forward(first.value), room.forward(last.value)
    if low is None or high is None:
        value = first.value if low is None else last.value
        return Reason("value_at_end", value=value)
    years = last.time - first.time
    return Pace(
        step=(high - low) / years,
        per_year=room.per_year(first.value, last.value, years),
        start=first.when,
        end=last.when,
        bounded=bool(first.bound or last.bound),
    )


def present_pace(points: tuple[Point, ...], room: Room, since: float | None = None) -> Pace | str:
    """The pace up to the last value since the plan began, failing that of the latest three years or more, or why none.

    `since` is the plan's own start on the library's clock, where a value of that date is known.
    """
    if len(points) < 2:
        return Reason("too_few_for_pace")
    last = points[-1]
    own = [point for point in points[:-1] if since is not None and point.time == since]
    if own:
        return _pace(own[0], last, room)
    earlier = [point for point in points[:-1] if last.time - point.time >= LEAST_SPAN - NOISE]
    if not earlier:
        return Reason("too_short_for_pace", years=last.time - points[0].time)
    return _pace(earlier[-1], last, room)


def best_pace(points: tuple[Point, ...], room: Room, direction: str) -> Pace | str:
    """The fastest pace in the wanted direction over three years or more between exact values."""
    exact = [point for point in points if not point.bound]
    found = []
    for place, first in enumerate(exact):
        for last in exact[place + 1 :]:
            if last.time - first.time >= LEAST_SPAN - NOISE:
                pace = _pace(first, last, room)
                if isinstance(pace, Pace):
                    found.append(pace)
                break
    if not found:
        return Reason("no_two_exact")
    return min(found, key=lambda pace: pace.step) if direction == "down" else max(found, key=lambda pace: pace.step)


def faded(points: tuple[Point, ...], room: Room, present: Pace | str, to: float) -> float | str:
    r"""The value at `to` where the pace goes on and fades as `attain` lets it, or why there is none.

    Five exact values or more: the median of the damped trend. Three or four: the present pace, of which
    :math:`\varphi(1-\varphi^h)/(1-\varphi)` years are still to come.
    """
    exact = [point for point in points if not point.bound]
    if points and points[-1].bound:
        return Reason("pace_from_bound", value=points[-1].value)
    if len(exact) < LEAST_VALUES:
        return Reason("two_say_nothing", count=len(exact))
    scaled = [room.forward(point.value) for point in exact]
    known = [value for value in scaled if value is not None]
    if len(known) < len(scaled):
        return Reason("base_at_end", value=exact[-1].value)
    years = to - exact[-1].time
    if len(exact) >= _SERIES:
        trend = damped(np.array([point.time for point in exact]), np.array(known))
        if not isinstance(trend, str):
            return room.backward(trend(years).mean)
    if isinstance(present, str):
        return present
    return room.backward(known[-1] + present.step * lasting(years))
