"""Rules linear in the values: the German weather symbols, SDSN's pace, ESCAP's and the EEA's indices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.reasons import Reason
from cqtargets.grading.cases import Cases
from cqtargets.grading.profile import Graded, Profile, at_least, first_that_holds, grade_by_cuts
from cqtargets.grading.progress import divide

__all__ = ["DESTATIS", "EEA", "ESCAP_CSI", "SDSN"]


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
