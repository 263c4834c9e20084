"""Targets and the values held against them as arrays, one place a target, ready for grading."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from cqtargets import units
from cqtargets.assessment.evidence import Held
from cqtargets.catalogue import Catalogue
from cqtargets.conventions import rounding
from cqtargets.conventions.reasons import Reason, joined
from cqtargets.conventions.vocabulary import ceiling
from cqtargets.targets.course import Course
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation

__all__ = ["Numbers", "numbers_of"]

Floats = NDArray[np.float64]
Objects = NDArray[np.object_]

_NUMERIC: Final = (
    "start", "baseline", "baseline_low", "baseline_high", "when", "current", "current_low", "current_high", "due",
    "plan_due", "low", "high", "goal", "printed", "open_end",
)  # fmt: skip
_NON_NEGATIVE: Final = frozenset({"count", "rate", "share", "ratio", "rank", "distance", "duration"})
_SIDES: Final = frozenset({">", ">=", "<", "<="})
_FAR: Final = 1e6
_BEYOND: Final = 4e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What grading needs of n targets; a number that is not known is NaN.

    Attributes
    ----------
    start, when, due, plan_due : array, shape (n,)
        Dates on the library's clock. A yearly flow runs from zero to its target within the year observed, and is due
        at that year's end; `plan_due` is the end of the plan.
    baseline, current, goal, low, high : array, shape (n,)
        In each target's unit; a relative target is its baseline plus the change.
    baseline_low ... current_high : array, shape (n,)
        What the print allows. A figure that is a bound reaches to the natural limit of a share, to zero downwards, or
        very far.
    comparator, direction : object array
    printed, open_end : array, shape (n,)
        The figure itself, also where it is a bound; +1 or -1 where nothing limits the values beyond a bound.
    bound : object array of str
        ``">"`` where only "more than" is known ...
    reason : object array of str
        Why a target cannot be assessed at all.
    history_when, history : array, shape (n, k)
        Earlier comparable values.
    """

    start: Floats
    baseline: Floats
    baseline_low: Floats
    baseline_high: Floats
    when: Floats
    current: Floats
    current_low: Floats
    current_high: Floats
    due: Floats
    plan_due: Floats
    low: Floats
    high: Floats
    goal: Floats
    printed: Floats
    open_end: Floats
    comparator: Objects
    direction: Objects
    bound: Objects
    reason: Objects
    history_when: Floats
    history: Floats


def numbers_of(catalogue: Catalogue, held: Sequence[Held]) -> Numbers:
    """The numbers of every target and the value it is held against."""
    targets = tuple(catalogue)
    ways = catalogue.courses
    rows = [_row(target, ways[row], found) for row, (target, found) in enumerate(zip(targets, held, strict=True))]
    columns = tuple(zip(*rows, strict=True)) if rows else ((),) * (len(_NUMERIC) + 4)
    numeric: dict[str, Any] = {name: np.array(columns[place], dtype=np.float64) for place, name in enumerate(_NUMERIC)}
    texts: dict[str, Any] = {
        name: np.array(columns[place], dtype=object)
        for place, name in enumerate(("comparator", "direction", "bound", "reason"), start=len(_NUMERIC))
    }
    times, values = _history(catalogue, held, texts["reason"])
    return Numbers(**numeric, **texts, history_when=times, history=values)


def _row(target: Indicator, way: Course, held: Held) -> tuple[Any, ...]:
    reason = _without_end(target, way) if way.end is None else held.reason
    seen = held.observation
    start, baseline, first = _start(target, way, seen)
    low, high, goal = way.low, way.high, way.end
    bound, when, due, printed, open_end = "", math.nan, float(target.target_year), math.nan, 0.0
    current, spread = math.nan, (math.nan, math.nan)
    if seen is not None and seen.when is not None:
        when, bound = held.time, seen.bound
        if target.form == "flow":
            due = float(seen.year or 0)
        if not reason:
            printed = seen.value * _factor(seen.unit, target.unit, seen.per, target.per)
            reason = _impossible(target, printed)
        if not reason and bound in _SIDES:
            current, spread, open_end = _one_sided(target, bound, printed, max(abs(baseline or 0.0), abs(goal or 0.0)))
        elif not reason:
            current, spread = printed, _value_interval(target, seen)
    if target.form == "relative" and way.end is not None and baseline is not None and first is not None:
        half = (first[1] - first[0]) / 2
        spread, first = (spread[0] - half, spread[1] + half), (baseline, baseline)
    ends = (math.nan, math.nan) if first is None else first
    return (
        start, _nan(baseline), *ends, when, current, *spread, due, float(target.target_year), _nan(low), _nan(high), _nan(goal), printed,
        open_end, way.comparator or ">=", way.direction or "up", bound, reason,
    )  # fmt: skip


def _without_end(target: Indicator, way: Course) -> str:
    if target.form != "proportional":
        return way.reason
    if target.baseline is None:
        return joined(Reason("copies", followed=target.follows), Reason("no_baseline"))
    return Reason("copies_nothing", followed=target.follows)


def _start(
    target: Indicator, way: Course, seen: Observation | None
) -> tuple[float, float | None, tuple[float, float] | None]:
    """Date, value and rounding interval of the point where the way begins."""
    if way.form == "flow":
        year = None if seen is None else seen.year
        return (math.nan if year is None else year - 1.0), 0.0, (0.0, 0.0)
    start = math.nan if way.begin is None else float(way.begin)
    if way.start is None or way.form in ("increment", "cumulative"):
        return start, way.start, None if way.start is None else (way.start, way.start)
    ends = rounding.interval(way.start, target.baseline_text, unit=target.unit, per=target.per, measure=target.measure)
    return start, way.start, ends


def _impossible(target: Indicator, value: float) -> str:
    if value < 0 and target.measure in _NON_NEGATIVE:
        return Reason("below_zero", measure=target.measure, value=value)
    if target.measure == "share" and value > ceiling(target.unit):
        return Reason("above_ceiling", value=value, most=ceiling(target.unit))
    return ""


def _one_sided(target: Indicator, bound: str, value: float, size: float) -> tuple[float, tuple[float, float], float]:
    """The near end of a bound, both ends, and on which side nothing limits it."""
    far = _FAR * max(abs(value), size, 1.0)
    nudge = _BEYOND * abs(value) if len(bound) == 1 else 0.0
    if bound[0] == ">":
        limited = target.measure == "share"
        top = ceiling(target.unit) if limited else far
        near = min(value + nudge, top)
        return near, (near, top), 0.0 if limited else 1.0
    limited = target.measure in _NON_NEGATIVE
    bottom = 0.0 if limited else -far
    near = max(value - nudge, bottom)
    return near, (bottom, near), 0.0 if limited else -1.0


def _value_interval(target: Indicator, seen: Observation) -> tuple[float, float]:
    """What the print allows, in the target's unit; no share lies below 0 or above 100 %."""
    low, high = seen.interval_in(target.unit, target.per, measure=target.measure)
    if target.measure == "share":
        return max(low, 0.0), min(high, ceiling(target.unit))
    return low, high


@lru_cache(maxsize=4096)
def _factor(unit_from: str, unit_to: str, per_from: int | None, per_to: int | None) -> float:
    return units.convert(1.0, unit_from, unit_to, per_from=per_from, per_to=per_to)


def _history(catalogue: Catalogue, held: Sequence[Held], reason: Objects) -> tuple[Floats, Floats]:
    """Earlier values that are numbers, not bounds, padded with NaN."""
    series: dict[int, list[Observation]] = {
        row: [seen for seen in found.earlier if seen.bound in ("", "~")]
        for row, found in enumerate(held)
        if found.earlier and not reason[row]
    }
    width = max((len(values) for values in series.values()), default=0)
    times, values = np.full((len(held), width), np.nan), np.full((len(held), width), np.nan)
    targets = tuple(catalogue)
    for row, found in series.items():
        target = targets[row]
        if target.form == "flow":
            continue
        for place, seen in enumerate(found):
            times[row, place] = seen.time or math.nan
            values[row, place] = seen.value * _factor(seen.unit, target.unit, seen.per, target.per)
    return times, values


def _nan(value: float | None) -> float:
    return math.nan if value is None else value
