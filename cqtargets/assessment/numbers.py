"""Targets and the values held against them as arrays, one place a target, ready for grading."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cqtargets.catalogue import Catalogue
from cqtargets.conventions import rounding
from cqtargets.conventions.arrays import objects
from cqtargets.conventions.reasons import Reason, joined
from cqtargets.conventions.vocabulary import ceiling
from cqtargets.monitoring.choosing import Chosen
from cqtargets.targets.course import Courses
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation, factor_between

__all__ = ["Numbers", "numbers_of"]

Floats = NDArray[np.float64]
Objects = NDArray[np.object_]
Mask = NDArray[np.bool_]
Ends = tuple[Floats, Floats]

_NON_NEGATIVE: Final = frozenset({"count", "rate", "share", "ratio", "rank", "distance", "duration"})
_FAR: Final = 1e6
_BEYOND: Final = 4e-9
_FROM_ZERO: Final = ("increment", "cumulative", "flow")


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


def numbers_of(catalogue: Catalogue, held: Sequence[Chosen]) -> Numbers:
    """The numbers of every target and the value it is held against."""
    targets, ways = tuple(catalogue), catalogue.courses
    seen = [found.seen for found in held]
    flow = np.asarray(ways.form == "flow", dtype=bool)
    reason = _unassessable(targets, ways, held)
    bound = objects(["" if one is None else one.bound for one in seen])
    printed = _in_units_of_targets(targets, seen, reason)
    limits = _Limits.of(targets)
    limits.refuse(targets, printed, reason)
    start, baseline, due, first = _starts(targets, ways, seen, flow)
    size = np.fmax(np.fmax(np.abs(baseline), np.abs(ways.end)), 0.0)
    current, spread, open_end = _values(targets, seen, printed, bound, reason, limits, size)
    changes = np.asarray(ways.form == "relative", dtype=bool) & ~np.isnan(ways.end) & ~np.isnan(baseline)
    half = np.where(changes, (first[1] - first[0]) / 2, 0.0)
    times, values = _history(targets, held, reason)
    return Numbers(
        start=start, baseline=baseline, baseline_low=np.where(changes, baseline, first[0]),
        baseline_high=np.where(changes, baseline, first[1]), when=np.array([found.time for found in held], dtype=np.float64),
        current=current, current_low=spread[0] - half, current_high=spread[1] + half, due=due, plan_due=ways.due.copy(),
        low=ways.low.copy(), high=ways.high.copy(), goal=ways.end.copy(), printed=printed, open_end=open_end,
        comparator=objects([word or ">=" for word in ways.comparator.tolist()]),
        direction=objects([word or "up" for word in ways.direction.tolist()]), bound=bound, reason=reason,
        history_when=times, history=values,
    )  # fmt: skip


def _unassessable(targets: Sequence[Indicator], ways: Courses, held: Sequence[Chosen]) -> Objects:
    """Why there is nothing to hold a value against, or no value."""
    why = objects([found.reason for found in held])
    for row in np.flatnonzero(np.isnan(ways.end)).tolist():
        why[row] = _without_end(targets[row], ways.reason[row])
    return why


def _without_end(target: Indicator, reason: str) -> str:
    if target.form != "proportional":
        return reason
    if target.baseline is None:
        return joined(Reason("copies", followed=target.follows), Reason("no_baseline"))
    return Reason("copies_nothing", followed=target.follows)


def _in_units_of_targets(targets: Sequence[Indicator], seen: Sequence[Observation | None], reason: Objects) -> Floats:
    """The figures in the units of their targets; NaN where a row has a reason."""
    return np.array(
        [
            math.nan if one is None or why
            else one.value * factor_between(one.unit, target.unit, one.per, target.per)
            for target, one, why in zip(targets, seen, reason.tolist(), strict=True)
        ],
        dtype=np.float64,
    )  # fmt: skip


def _starts(
    targets: Sequence[Indicator], ways: Courses, seen: Sequence[Observation | None], flow: Mask
) -> tuple[Floats, Floats, Floats, Ends]:
    """Date and value where each way begins, when it is due, and what the print of the start allows."""
    start, baseline, due = ways.begin.copy(), np.where(flow, 0.0, ways.start), ways.due.copy()
    for row in np.flatnonzero(flow).tolist():
        one = seen[row]
        start[row] = math.nan if one is None or one.year is None else one.year - 1.0
        due[row] = due[row] if one is None else float(one.year or 0)
    low, high = baseline.copy(), baseline.copy()
    summed = np.array([form in _FROM_ZERO for form in ways.form.tolist()], dtype=bool)
    for row in np.flatnonzero(~summed & ~np.isnan(baseline)).tolist():
        target = targets[row]
        low[row], high[row] = rounding.interval(
            baseline.item(row), target.baseline_text, unit=target.unit, per=target.per, measure=target.measure
        )
    return start, baseline, due, (low, high)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Limits:
    """What no value can pass: zero downwards for most measures, the ceiling of a share."""

    from_zero: Mask
    share: Mask
    most: Floats

    @classmethod
    def of(cls, targets: Sequence[Indicator]) -> _Limits:
        share = [target.measure == "share" for target in targets]
        return cls(
            from_zero=np.array([target.measure in _NON_NEGATIVE for target in targets], dtype=bool),
            share=np.array(share, dtype=bool),
            most=np.array([ceiling(one.unit) if limited else math.inf for one, limited in zip(targets, share, strict=True)]),
        )  # fmt: skip

    def refuse(self, targets: Sequence[Indicator], values: Floats, reason: Objects) -> None:
        """Say of the values that cannot be why not."""
        for row in np.flatnonzero(((values < 0) & self.from_zero) | (values > self.most)).tolist():
            value, most = values.item(row), self.most.item(row)
            below = value < 0 and self.from_zero[row]
            reason[row] = (
                Reason("below_zero", measure=targets[row].measure, value=value)
                if below
                else Reason("above_ceiling", value=value, most=most)
            )


def _values(
    targets: Sequence[Indicator],
    seen: Sequence[Observation | None],
    printed: Floats,
    bound: Objects,
    reason: Objects,
    limits: _Limits,
    size: Floats,
) -> tuple[Floats, Ends, Floats]:
    """The values to grade, what their print allows, and on which side nothing limits them."""
    known = ~np.isnan(printed) & ~reason.astype(bool)
    signs = np.array([word[:1] for word in bound.tolist()], dtype="U1")
    strict = np.array([word in (">", "<") for word in bound.tolist()], dtype=bool)
    above, below = known & (signs == ">"), known & (signs == "<")
    far = _FAR * np.maximum(np.fmax(np.abs(printed), size), 1.0)
    nudge = np.where(strict, _BEYOND * np.abs(printed), 0.0)
    top = np.where(limits.share, limits.most, far)
    bottom = np.where(limits.from_zero, 0.0, -far)
    near = np.where(above, np.fmin(printed + nudge, top), np.fmax(printed - nudge, bottom))
    current = np.where(above | below, near, np.where(known, printed, np.nan))
    low, high = np.where(below, bottom, current), np.where(above, top, current)
    for row in np.flatnonzero(known & ~above & ~below).tolist():
        one, target = seen[row], targets[row]
        assert one is not None
        low[row], high[row] = one.interval_in(target.unit, target.per, measure=target.measure)
    held = known & limits.share & ~above & ~below
    low, high = np.where(held, np.fmax(low, 0.0), low), np.where(held, np.fmin(high, limits.most), high)
    open_end = np.where(above & ~limits.share, 1.0, np.where(below & ~limits.from_zero, -1.0, 0.0))
    return current, (low, high), open_end


def _history(targets: Sequence[Indicator], held: Sequence[Chosen], reason: Objects) -> Ends:
    """Dates and values of what was seen earlier, of numbers that are no bounds, padded with NaN."""
    series: dict[int, list[Observation]] = {
        row: [seen for seen in found.earlier if seen.bound in ("", "~")]
        for row, found in enumerate(held)
        if found.earlier and not reason[row]
    }
    width = max((len(values) for values in series.values()), default=0)
    times, values = np.full((len(held), width), np.nan), np.full((len(held), width), np.nan)
    for row, found in series.items():
        target = targets[row]
        if target.form == "flow":
            continue
        for place, seen in enumerate(found):
            times[row, place] = seen.time or math.nan
            values[row, place] = seen.value * factor_between(seen.unit, target.unit, seen.per, target.per)
    return times, values
