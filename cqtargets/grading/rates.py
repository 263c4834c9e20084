"""Rules that compare rates of growth: Eurostat, Statistics Canada, the UN Statistics Division, UNICEF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.rates import rates_of
from cqtargets.conventions.reasons import Reason
from cqtargets.grading.cases import Cases, Floats, Objects
from cqtargets.grading.profile import Graded, Profile, above, at_least, first_that_holds, grade_by_cuts
from cqtargets.grading.progress import divide

__all__ = ["EUROSTAT", "STATCAN", "UNICEF_AARR", "UNSD", "yearly_rate"]


def yearly_rate(start: Floats, end: Floats, years: Floats) -> tuple[Floats, Objects]:
    """`cqtargets.growth.cagr` where it exists, NaN and a reason where it does not; arrays of shape (n,)."""
    found = rates_of(start, end, years)
    known = np.isfinite(start) & np.isfinite(end) & np.isfinite(years)
    reasons = np.where(known, found.reason, "")
    reasons[known & (years <= 0)] = Reason("no_time_to_value")
    return np.where(known, found.cagr, np.nan), reasons


def _ratio_or_rate(cases: Cases) -> tuple[Floats, Objects]:
    """R = d observed/|required| with a target, the observed rate times d without one."""
    observed, reason = yearly_rate(cases.baseline, cases.current, cases.years)
    required, lacking = yearly_rate(cases.baseline, cases.target, cases.due - cases.start)
    ratio = np.where(cases.started_beyond, np.nan, divide(cases.sign * observed, np.abs(required)))
    reason = first_that_holds(cases.size, [(reason != "", reason), (cases.targeted, lacking)], default="")
    return np.where(cases.targeted, ratio, cases.sign * observed), reason


def _cuts(cases: Cases, cutoffs: Mapping[str, Any], *codes: str) -> list[tuple[str, Any]]:
    return [(code, np.where(cases.targeted, cutoffs[code], cutoffs[f"{code}_rate"])) for code in codes]


def _from_term(cases: Cases, cutoffs: Mapping[str, Any]) -> tuple[Cases, Objects]:
    """Cases that start at the first value of the last 15 or 5 years instead of the baseline."""
    term = cases.options["term"]
    asked = (term == "long") | (term == "short")
    span = np.where(term == "long", cutoffs["long_years"], cutoffs["short_years"])
    least = np.where(term == "long", cutoffs["long_least"], cutoffs["short_least"])
    times, values = cases.series()
    inside = times >= (cases.when - span)[:, None] - NOISE
    first = np.argmax(inside, axis=1)
    rows = np.arange(cases.size)
    start = np.where(inside.any(axis=1), times[rows, first], np.nan)
    enough = cases.when - start >= least - NOISE
    late = asked & ~enough & np.isfinite(cases.current)
    moved = replace(
        cases,
        start=np.where(asked, np.where(enough, start, np.nan), cases.start),
        baseline=np.where(asked, np.where(enough, values[rows, first], np.nan), cases.baseline),
    )
    return moved, first_that_holds(cases.size, [(late, Reason("series_too_short"))], default="")


def eurostat(cases: Cases, cutoffs: Mapping[str, Any]) -> Graded:
    """Observed over required growth; without a target the observed growth itself."""
    cases, short = _from_term(cases, cutoffs)
    statistic, reason = _ratio_or_rate(cases)
    cuts = _cuts(cases, cutoffs, "significant", "moderate", "insufficient")
    reason = first_that_holds(cases.size, [(short != "", short)], default=reason)
    return grade_by_cuts(cases, statistic, cuts, "away", reason=reason)


def statcan(cases: Cases, cutoffs: Mapping[str, Any]) -> Graded:
    """As `eurostat`, with a score from -5 to +5 and a natural limit that cannot be passed."""
    statistic, reason = _ratio_or_rate(cases)
    cuts = _cuts(cases, cutoffs, "on_track", "acceleration_needed", "limited")
    plain = grade_by_cuts(cases, statistic, cuts, "deterioration", reason=reason)
    with_target = np.interp(statistic, [-0.60, 0.60, 1.30], [-5.0, 0.0, 5.0])
    without = np.interp(statistic, [-0.02, 0.0, 0.005, 0.015, 0.02], [-5.0, -2.5, 0.0, 2.5, 5.0])
    at_limit = ~cases.targeted & (cases.baseline == cases.options["limit"])
    kept = at_limit & (cases.sign * (cases.current - cases.baseline) >= 0)
    score = np.where(cases.targeted, with_target, without)
    score = np.where(cases.fallen, -5.0, np.where(cases.met | kept, 5.0, score))
    return replace(plain, grade=first_that_holds(cases.size, [(kept, "on_track"), (~kept, plain.grade)]), score=score)


def unsd(cases: Cases, cutoffs: Mapping[str, Any]) -> Graded:
    """The value carried to the due date at the growth so far, as a share of the way; a met target beats the trend."""
    observed, reason = yearly_rate(cases.baseline, cases.current, cases.years)
    with np.errstate(all="ignore"):
        expected = cases.current * np.exp(np.log1p(observed) * cases.remaining)
    share = divide(expected - cases.baseline, cases.target - cases.baseline)
    share = np.where(cases.started_beyond, np.nan, share)
    statistic = np.where(cases.targeted, share, cases.sign * observed)
    bound = (cases.target == 0) | (cases.target == 100)
    close = bound & cases.options["percent"].astype(bool) & (np.abs(cases.target - cases.current) <= 1 + NOISE)
    cases = replace(cases, met=cases.met | close)
    graded = grade_by_cuts(cases, statistic, _cuts(cases, cutoffs, "good", "fair"), "poor", reason=reason)
    points = {"met": 3.0, "good": 3.0, "fair": 2.0, "poor": 1.0}
    score = np.array([points.get(code, np.nan) for code in graded.grade.tolist()])
    return replace(graded, score=score)


def unicef_aarr(cases: Cases, cutoffs: Mapping[str, Any]) -> Graded:
    """Observed rate of reduction (of increase where more is better) minus the rate needed from now on."""
    times, values = cases.series()
    there = np.isfinite(times)
    positive = ~np.any(there & ~(values > 0), axis=1)
    slope = _log_slope(times, np.where(positive[:, None], values, np.nan))
    observed = cases.toward * np.expm1(slope)
    needed, lacking = yearly_rate(cases.current, cases.target, cases.due - cases.when)
    required = cases.toward * needed
    passed = cases.targeted & ~cases.met & (cases.due <= cases.when)
    few = there.sum(axis=1) < 2
    known = np.isfinite(observed) & cases.targeted
    rules = [
        (cases.met, "met"),
        (few, "no_data"),
        (known & ~above(observed, cutoffs["no_progress"]), "no_progress"),
        (passed & known, "acceleration_needed"),
        (at_least(observed - required, 0.0), "on_track"),
        (known & np.isfinite(required), "acceleration_needed"),
    ]
    reasons = [(~positive, Reason("series_through_zero")), (lacking != "", lacking)]
    return Graded(
        grade=first_that_holds(cases.size, rules),
        statistic=observed - required,
        score=np.full(cases.size, np.nan),
        reason=first_that_holds(cases.size, reasons, default=""),
    )


def _log_slope(times: Floats, values: Floats) -> Floats:
    """Least-squares slope of ln v on time, row by row; NaN with fewer than two dates."""
    there = np.isfinite(values)
    count = np.maximum(there.sum(axis=1), 1)
    logs = np.log(np.where(there, values, 1.0))
    centre = np.where(there, times, 0.0).sum(axis=1) / count
    centred = np.where(there, times - centre[:, None], 0.0)
    return divide((centred * logs).sum(axis=1), (centred * centred).sum(axis=1))


EUROSTAT = Profile(
    key="eurostat",
    function=eurostat,
    formula="R = d CAGR(b, v)/|CAGR(b, T)|; without a target d CAGR(b, v)",
    cutoffs={
        "significant": 0.95,
        "moderate": 0.60,
        "insufficient": 0.0,
        "significant_rate": 0.01,
        "moderate_rate": 0.0,
        "insufficient_rate": -0.01,
        "long_years": 15.0,
        "long_least": 10.0,
        "short_years": 5.0,
        "short_least": 3.0,
    },
    options=("term",),
    labels={
        "met": ("已达目标", "target met"),
        "significant": ("显著进展", "significant progress"),
        "moderate": ("中等进展", "moderate progress"),
        "insufficient": ("进展不足", "insufficient progress"),
        "away": ("背离目标", "movement away"),
    },
    labels_without_target={
        "insufficient": ("中等背离", "moderate movement away"),
        "away": ("显著背离", "significant movement away"),
    },
    version="EU SDG monitoring reports",
    source="Eurostat, Sustainable development in the European Union: Monitoring report, annex on the assessment method",
    name_zh="欧盟统计局",
    name_en="Eurostat",
)

STATCAN = Profile(
    key="statcan",
    function=statcan,
    formula="R as for eurostat; score linear between (-0.60, -5), (0.60, 0) and (1.30, +5), flat beyond",
    cutoffs={
        "on_track": 0.95,
        "acceleration_needed": 0.60,
        "limited": 0.0,
        "on_track_rate": 0.015,
        "acceleration_needed_rate": 0.005,
        "limited_rate": 0.0,
    },
    options=("limit",),
    labels={
        "met": ("已达目标", "target met"),
        "on_track": ("进展顺利", "on track"),
        "acceleration_needed": ("需加快", "acceleration needed"),
        "limited": ("进展有限", "limited progress"),
        "deterioration": ("恶化", "deterioration"),
    },
    version="Open SDG 2.4",
    source="Statistics Canada's method as implemented in Open SDG (open-sdg/sdg-build, ProgressMeasure)",
    name_zh="加拿大统计局",
    name_en="Statistics Canada",
)

UNSD = Profile(
    key="unsd",
    function=unsd,
    formula="(v (1 + CAGR)^(due - t) - b)/(T - b); without a target d CAGR",
    cutoffs={"good": 0.95, "fair": 0.10, "good_rate": 0.02, "fair_rate": 0.005},
    options=("percent",),
    labels={
        "met": ("已达目标", "target met"),
        "good": ("良好", "on track"),
        "fair": ("一般", "fair progress"),
        "poor": ("较差", "poor or no progress"),
    },
    version="2023",
    source="United Nations Statistics Division, SDG Progress Chart: Technical Note",
    name_zh="联合国统计司",
    name_en="UN Statistics Division",
)

UNICEF_AARR = Profile(
    key="unicef_aarr",
    function=unicef_aarr,
    formula="observed AARR (least squares of ln v) minus the AARR needed from v to T",
    cutoffs={"no_progress": 0.0},
    labels={
        "met": ("已达目标", "target met"),
        "on_track": ("进展顺利", "on track"),
        "acceleration_needed": ("需加快", "acceleration needed"),
        "no_progress": ("无进展", "no progress"),
        "no_data": ("数据不足", "no data"),
    },
    version="2007 rate",
    source="UNICEF (2007), Technical note: How to calculate average annual rate of reduction (AARR)",
    name_zh="联合国儿童基金会",
    name_en="UNICEF",
)
