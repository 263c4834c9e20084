"""Why no build-up exists, and the smallest change that would make one."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from cqtargets.backcasting.bounds import Climb, Tube, reachable, steepest_fall, steepest_rise
from cqtargets.backcasting.question import Question, at
from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.doors import door

__all__ = ["NoBuildUp"]


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class NoBuildUp:
    """Proof that no way exists, and the smallest single change that would make one.

    From the end of `from_year` to the end of `to_year` the level has to move by `needed` within `open_years` years in
    which it can change, `allowed` at most a year. `binding` names what sets that. Each remedy holds with everything
    else unchanged, and is None where it does not help alone: a larger `max_rise` or `max_fall`, the nearest `target`,
    the earliest later `due`, the longest shorter `lead_time`.

    Attributes
    ----------
    reason : str
        Why something is missing; empty where nothing is.
    binding : tuple of str
        What sets the bound.
    from_year : int
        First year of the stretch that is too short.
    to_year : int
        Last year of it.
    needed : float
        Change that the stretch asks for, in the unit.
    open_years : int
        Years of it in which something can change.
    allowed : float
        Change allowed a year, in the unit.
    max_rise : float or None
        Rise a year that would do; None where none does.
    max_fall : float or None
        Fall a year that would do; None where none does.
    target : float or None
        Target that would do, in the unit.
    due : int or None
        Due year that would do.
    lead_time : int or None
        Lead time that would do, in years.
    feasible : {False}
        Always false: there is no plan.
    """

    reason: str
    binding: tuple[str, ...]
    from_year: int
    to_year: int
    needed: float
    open_years: int
    allowed: float
    max_rise: float | None
    max_fall: float | None
    target: float | None
    due: int | None
    lead_time: int | None
    feasible: Literal[False] = False


def proof(question: Question) -> NoBuildUp:
    tube = question.tube()
    rise, fall = steepest_rise(tube), steepest_fall(tube)
    up, down = question.broken(tube)
    climb, cap = (rise, "max_rise") if up else (fall, "max_fall")
    allowed = question.rise if up else question.fall
    first, last = (tube.high_by, tube.low_by) if up else (tube.low_by, tube.high_by)
    delayed = climb.open_years < climb.end - climb.start
    binding = [first[climb.start], last[climb.end]]
    binding += [cap] if climb.open_years else []
    binding += ["lead_time"] if delayed else []
    reach = reachable(question.tube(with_target=False), question.rise, question.fall)
    return NoBuildUp(
        reason=_reason(question, tube, climb, allowed, up=up),
        binding=tuple(dict.fromkeys(binding)),
        from_year=question.start + climb.start,
        to_year=question.start + climb.end,
        needed=climb.need,
        open_years=climb.open_years,
        allowed=allowed,
        max_rise=rise.rate if up and not down and math.isfinite(rise.rate) else None,
        max_fall=fall.rate if down and not up and math.isfinite(fall.rate) else None,
        target=None if reach is None else min(max(question.target, reach[0]), reach[1]),
        due=None if reach is None else _later_due(question, reach),
        lead_time=next(
            (years for years in range(question.lead_time - 1, -1, -1) if replace(question, lead_time=years).answers()),
            None,
        ),
    )


def _later_due(question: Question, reach: tuple[float, float]) -> int | None:
    floor = -math.inf if isinstance(question.floor, Mapping) else at(question.floor, question.due, -math.inf)
    ceiling = math.inf if isinstance(question.ceiling, Mapping) else at(question.ceiling, question.due, math.inf)
    if not floor <= question.target <= ceiling:
        return None
    up = question.target > reach[1]
    distance, cap = (question.target - reach[1], question.rise) if up else (reach[0] - question.target, question.fall)
    if cap == 0:
        return None
    waiting = max(0, question.lead_time - (question.due - question.start))
    return question.due + waiting + max(1, math.ceil(distance / cap - NOISE))


def _reason(question: Question, tube: Tube, climb: Climb, allowed: float, *, up: bool) -> str:
    from_year, to_year = question.start + climb.start, question.start + climb.end
    bounds = (tube.high, tube.low) if up else (tube.low, tube.high)
    names = (tube.high_by, tube.low_by) if up else (tube.low_by, tube.high_by)
    least, most = ("at most", "at least") if up else ("at least", "at most")
    before = f"{least} {bounds[0][climb.start]:g} ({names[0][climb.start]})"
    after = f"{most} {bounds[1][climb.end]:g} ({names[1][climb.end]})"
    if climb.start == climb.end:
        return f"the level of {to_year} would have to be {before} and {after}"
    way = f"from {before} at the end of {from_year} to {after} at the end of {to_year}"
    if not climb.open_years:
        return f"{way} the level cannot change: the lead time is {question.lead_time} years"
    return (
        f"{way} it takes {climb.rate:g} a year in {climb.open_years} years of change; "
        f"{'max_rise' if up else 'max_fall'} is {allowed:g}"
    )
