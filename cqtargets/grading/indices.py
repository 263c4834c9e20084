"""Rules linear in the values: the German weather symbols, SDSN's pace, ESCAP's two indices and the EEA's one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.reasons import Reason
from cqtargets.grading.cases import Cases
from cqtargets.grading.profile import Graded, Profile, above, at_least, first_that_holds, grade_by_cuts
from cqtargets.grading.progress import divide

__all__ = ["DESTATIS", "EEA", "ESCAP_API", "ESCAP_CSI", "SDSN"]

Floats = NDArray[np.float64]


def destatis(cases: Cases, cutoffs: Mapping[str, Any]) -> Graded:
    """What would be missing at the due date if the mean change went on, as a share of what is missing now."""
    times, values = cases.series()
    recent = times >= (cases.when - cutoffs["years"])[:, None] - NOISE
    points, rows = recent.sum(axis=1), np.arange(cases.size)
    enough = points >= cutoffs["points"]
    first = np.argmax(recent, axis=1)
    before = np.maximum(np.isfinite(times).sum(axis=1) - 2, 0)
    mean = divide(cases.current - values[rows, first], cases.when - times[rows, first])
    toward = np.where(enough, cases.toward, np.nan)
    pace, latest = toward * mean, toward * (cases.current - values[rows, before])
    missing = cases.toward * (cases.target - cases.current)
    statistic = np.where(cases.targeted, divide(missing - pace * cases.remaining, missing), pace)
    statistic = np.where(cases.met, np.nan, statistic)
    aimed = cases.targeted & np.isfinite(statistic)
    free = ~cases.targeted & np.isfinite(pace)
    rules = [
        (cases.met, "met"),
        (aimed & (pace < 0), "thunder"),
        (aimed & ~at_least(statistic, cutoffs["sun"]), "sun"),
        (aimed & at_least(-statistic, -cutoffs["sun_cloud"]), "sun_cloud"),
        (aimed, "cloud"),
        (free & (pace > 0) & (latest > 0), "sun"),
        (free & (pace > 0), "sun_cloud"),
        (free & (latest > 0), "cloud"),
        (free, "thunder"),
    ]
    few = Reason("few_points")
    return Graded(
        grade=first_that_holds(cases.size, rules),
        statistic=statistic,
        score=np.full(cases.size, np.nan),
        reason=first_that_holds(cases.size, [(np.isfinite(cases.current) & ~enough, few)], default=""),
    )


def sdsn(cases: Cases, cutoffs: Mapping[str, Any]) -> Graded:
    """Observed over required linear change a year since the base."""
    statistic = np.where(cases.years > 0, divide(cases.progress, cases.time_share), np.nan)
    cuts = [(code, cutoffs[code]) for code in ("on_track", "moderately_improving", "stagnating")]
    stopped = first_that_holds(cases.size, [(cases.years <= 0, "no time between baseline and value")], default="")
    return grade_by_cuts(cases, statistic, cuts, "decreasing", reason=stopped)


def escap_csi(cases: Cases, cutoffs: Mapping[str, Any]) -> Graded:
    """Current status: ten times the way covered, from -10 to 10; parity targets lose by the distance on either side."""
    most = cutoffs["most"]
    way = np.abs(cases.target - cases.baseline)
    covered = most * divide(cases.sign * (cases.current - cases.baseline), way)
    parity = most - most * divide(np.abs(cases.target - cases.current), way)
    index = np.clip(np.where(cases.hold, parity, covered), -most, most)
    there = np.where(cases.hold, cases.current == cases.target, cases.met)
    known = np.isfinite(cases.target) & np.isfinite(cases.current)
    index = np.where(known & ~there & (way == 0), -most, index)
    index = np.where(there, most, index)
    return Graded(
        grade=first_that_holds(cases.size, [(np.isfinite(index), "index")]),
        statistic=index,
        score=index,
        reason=np.full(cases.size, "", dtype=object),
    )


def escap_api(cases: Cases, cutoffs: Mapping[str, Any]) -> Graded:
    """Anticipated progress: what the trend will leave missing at the due date, in per cent of the way from the base."""
    parts = np.column_stack([cases.baseline, cases.target, cases.current, cases.series()[1]])
    size = np.max(np.abs(np.nan_to_num(parts, posinf=0.0, neginf=0.0)), axis=1)
    size = np.where(size > 0, size, 1.0)
    start, target = cases.baseline / size, cases.target / size
    end = anticipated(cases, size)
    short = np.where(cases.hold, np.abs(target - end), cases.sign * (target - end))
    missing = np.where(short <= NOISE * np.abs(target), 0.0, short)
    gap = cutoffs["whole"] * divide(missing, np.abs(target - start))
    turned = cases.started_beyond & (missing > 0)
    statistic = np.where(turned, np.nan, np.where(missing == 0, 0.0, gap))
    rules = [
        (turned | above(statistic, cutoffs["reverse"]), "reverse"),
        (above(statistic, cutoffs["maintain"]), "accelerate"),
        (np.isfinite(statistic), "maintain"),
    ]
    one = Reason("one_point")
    lone = np.isfinite(cases.current) & np.isfinite(cases.target) & ~np.isfinite(end)
    return Graded(
        grade=first_that_holds(cases.size, rules),
        statistic=statistic,
        score=np.full(cases.size, np.nan),
        reason=first_that_holds(cases.size, [(lone, one)], default=""),
    )


def anticipated(cases: Cases, size: Floats) -> Floats:
    """Value of the due date, as a multiple of `size`, on the line through the series whose weights grow with time.

    A value i years after the first weighs i + 1, so that the latest of ten years counts ten times the first. After the
    due date the value itself stands; NaN with fewer than two dates.
    """
    times, values = cases.series()
    there = np.isfinite(times) & np.isfinite(values)
    first = np.min(np.where(there, times, np.inf), axis=1)
    since = np.where(there, times - np.where(np.isfinite(first), first, 0.0)[:, None], 0.0)
    weight = np.where(there, since + 1.0, 0.0)
    total = weight.sum(axis=1)
    scaled = np.where(there, values, 0.0) / size[:, None]
    middle, level = divide((weight * since).sum(axis=1), total), divide((weight * scaled).sum(axis=1), total)
    apart = np.where(there, since - middle[:, None], 0.0)
    slope = divide((weight * apart * scaled).sum(axis=1), (weight * apart * apart).sum(axis=1))
    end = level + slope * (cases.due - first - middle)
    now = cases.current / size
    return np.where(cases.remaining > 0, np.where(np.ptp(since, axis=1) > 0, end, np.nan), now)


def eea(cases: Cases, cutoffs: Mapping[str, Any]) -> Graded:
    """Distance to the target path in index points, baseline = 100; the sign is not turned by the direction."""
    distance = cutoffs["base"] * divide(cases.current - cases.path, cases.baseline)
    index = np.where(cases.baseline > 0, distance, np.nan)
    rules = [(at_least(cases.sign * index, 0.0), "ahead"), (np.isfinite(index), "behind")]
    reason = Reason("index_needs_baseline")
    return Graded(
        grade=first_that_holds(cases.size, rules),
        statistic=index,
        score=np.full(cases.size, np.nan),
        reason=first_that_holds(cases.size, [(cases.baseline <= 0, reason)], default=""),
    )


DESTATIS = Profile(
    key="destatis",
    function=destatis,
    formula="d (T - v - m (due - t))/(d (T - v)), m the mean of the last five yearly changes",
    cutoffs={"sun": 0.05, "sun_cloud": 0.20, "years": 5.0, "points": 4.0},
    labels={
        "met": ("已达目标", "target met"),
        "sun": ("晴", "sun"),
        "sun_cloud": ("少云", "sun and cloud"),
        "cloud": ("多云", "cloud"),
        "thunder": ("雷雨", "thunderstorm"),
    },
    version="indicator reports on the German Sustainable Development Strategy",
    source="Destatis, Nachhaltige Entwicklung in Deutschland: Indikatorenbericht, weather symbols",
    name_zh="德国联邦统计局天气符号",
    name_en="Destatis weather symbols",
)

SDSN = Profile(
    key="sdsn",
    function=sdsn,
    formula="((v - b)/(t - t0))/((T - b)/(due - t0))",
    cutoffs={"on_track": 1.0, "moderately_improving": 0.5, "stagnating": 0.0},
    labels={
        "met": ("已达目标", "target met"),
        "on_track": ("进展顺利", "on track"),
        "moderately_improving": ("中等改善", "moderately improving"),
        "stagnating": ("停滞", "stagnating"),
        "decreasing": ("下降", "decreasing"),
    },
    version="SDG Trend Dashboards",
    source="SDSN, Sustainable Development Report, methods summary: SDG Trend Dashboards",
    name_zh="可持续发展解决方案网络",
    name_en="SDSN trend",
)

ESCAP_CSI = Profile(
    key="escap_csi",
    function=escap_csi,
    formula="10 d (I - I0)/|T - I0|, from -10 to 10, 10 once met; to hold: 10 - 10 |T - I|/|T - I0|",
    cutoffs={"most": 10.0},
    labels={"index": ("指数", "index")},
    version="current status index",
    source="United Nations ESCAP, Asia and the Pacific SDG Progress Report, technical notes: Current Status Index",
    name_zh="亚太经社会现状指数",
    name_en="ESCAP current status index",
)

ESCAP_API = Profile(
    key="escap_api",
    function=escap_api,
    formula="100 |T - predicted|/|T - b|, 0 once the prediction meets T; predicted on the weighted line at the due date",
    cutoffs={"maintain": 10.0, "reverse": 100.0, "whole": 100.0},
    labels={
        "maintain": ("保持进度即可", "maintain progress"),
        "accelerate": ("需加快", "accelerate progress"),
        "reverse": ("需扭转", "reverse the trend"),
    },
    version="anticipated progress index",
    source="United Nations ESCAP, Asia and the Pacific SDG Progress Report, annex 1: Anticipated Progress Index",
    name_zh="亚太经社会预期进展指数",
    name_en="ESCAP anticipated progress index",
)

EEA = Profile(
    key="eea",
    function=eea,
    formula="100 v/b - 100 path(t)/b, the path straight from b to T",
    cutoffs={"base": 100.0},
    labels={"ahead": ("领先于目标路径", "ahead of the path"), "behind": ("落后于目标路径", "behind the path")},
    version="distance-to-target indicator",
    source="European Environment Agency, Greenhouse gas emission trends and projections in Europe",
    name_zh="欧洲环境署目标距离",
    name_en="EEA distance to target",
)
