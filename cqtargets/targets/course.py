"""The growth that a target requires from its baseline, or the reason why there is none."""

from __future__ import annotations

from dataclasses import replace

from cqtargets import clock, growth
from cqtargets.conventions.reasons import Reason
from cqtargets.conventions.vocabulary import REACHED, WITHOUT_RATE
from cqtargets.growth import RequiredGrowth
from cqtargets.targets.target import Target

__all__ = ["required_growth_of"]


def required_growth_of(target: Target) -> RequiredGrowth:
    """See `Indicator.required_growth`."""
    if target.unanswered:
        return RequiredGrowth(reason=target.unanswered)
    goal, start = target.goal, target.start_year
    years = None if start is None else target.due - clock.time(start)
    if target.form in WITHOUT_RATE or target.form == "proportional":
        reason = WITHOUT_RATE.get(target.form) or Reason("copies", followed=target.follows)
        paced = target.form in ("increment", "cumulative") and goal is not None and years
        return RequiredGrowth(
            annual_change=goal / years if paced and goal and years else None, years=years, reason=reason
        )
    if goal is None:
        return RequiredGrowth(years=years, reason=Reason("no_number"))
    if target.form == "relative":
        return _of_change(target, goal, years)
    if target.baseline is None or target.baseline_year is None:
        return RequiredGrowth(years=years, reason=Reason("no_baseline"))
    return _of_level(target, target.baseline, goal, target.due - clock.time(target.baseline_year))


def _of_change(target: Target, change: float, years: float | None) -> RequiredGrowth:
    if not years:
        return RequiredGrowth(reason=Reason("change_without_start"))
    if target.baseline is None:
        reason = Reason("change_without_baseline")
        return RequiredGrowth(annual_change=change / years, years=years, reason=reason)
    return _of_level(target, target.baseline, target.baseline + change, years)


def _of_level(target: Target, start: float, end: float, years: float) -> RequiredGrowth:
    needed = growth.required(start, end, years)
    if not needed.reason and target.met_by(start) is True:
        return replace(needed, reason=REACHED)
    return needed
