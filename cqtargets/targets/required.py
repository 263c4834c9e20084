"""The growth that a course requires, in every convention that exists for it, or the reason why there is none."""

from __future__ import annotations

from dataclasses import replace

from cqtargets import growth
from cqtargets.conventions.reasons import Reason
from cqtargets.conventions.vocabulary import REACHED, WITHOUT_RATE
from cqtargets.growth import RequiredGrowth
from cqtargets.targets.course import Course
from cqtargets.targets.target import Target

__all__ = ["required_growth_of"]


def required_growth_of(target: Target, way: Course) -> RequiredGrowth:
    """See `Indicator.required_growth`."""
    years = way.years
    if way.form in ("increment", "cumulative"):
        paced = way.end is not None and bool(years)
        change = way.end / years if paced and way.end is not None and years else None
        reason = way.reason if way.end is None else WITHOUT_RATE[way.form]
        return RequiredGrowth(annual_change=change, years=years, reason=reason)
    if way.start is None or way.end is None:
        return _without_baseline(target, way)
    if way.passed or way.begin is None or years is None:
        return RequiredGrowth(years=years, reason=way.reason)
    needed = growth.required(way.start, way.end, years)
    kept = not needed.reason and way.meets(way.start, target.tolerance) is True
    return replace(needed, reason=REACHED) if kept else needed


def _without_baseline(target: Target, way: Course) -> RequiredGrowth:
    """What a printed change or rate says of the pace although nobody knows from where."""
    years, printed = way.years, target.goal
    if target.form == "growth" and printed is not None and way.due and target.unit != "%":
        return RequiredGrowth(cagr=printed / 100, years=years, reason=way.reason)
    if target.form == "relative" and printed is not None and target.compared_with_baseline:
        if not years:
            return RequiredGrowth(reason=Reason("change_without_start"))
        if target.change == "percent_of_baseline":
            rate, why = growth.cagr_or_reason(1.0, 1 + printed / 100, years)
            return RequiredGrowth(cagr=rate, years=years, reason=why or way.reason)
        return RequiredGrowth(annual_change=printed / years, years=years, reason=way.reason)
    return RequiredGrowth(years=years, reason=way.reason)
