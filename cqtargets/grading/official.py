"""The rules of Chinese evaluations: against the schedule, at the end of a plan, and Chongqing's mid-term words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.reasons import Reason
from cqtargets.conventions.vocabulary import Binding
from cqtargets.grading.cases import Cases
from cqtargets.grading.profile import Graded, Profile, above, at_least, first_that_holds
from cqtargets.grading.progress import divide

__all__ = ["CHONGQING_2023", "FINAL", "SCHEDULE"]


def schedule(cases: Cases, cutoffs: Mapping[str, Any]) -> Graded:
    """Progress minus time share before the due year, where a level held is on schedule; then the final word."""
    lead = cases.lead_progress
    plan_due = cases.options["plan_due"]
    due = np.where(np.isnan(plan_due), cases.due, plan_due)
    last = final(replace(cases, due=due), cutoffs)
    in_due_year = np.asarray(_year(cases.when) == _year(due)) & (last.grade != None)  # noqa: E711 (element by element)
    rules = [
        (in_due_year, last.grade),
        (cases.met & cases.hold, "on_schedule"),
        (cases.met & (cases.when < cases.due), "met_early"),
        (cases.met & np.isnan(lead), "on_schedule"),
        (cases.fallen, "behind"),
        (above(lead, cutoffs["band"]), "ahead"),
        (at_least(lead, -cutoffs["band"]), "on_schedule"),
        (np.isfinite(lead), "behind"),
    ]
    return Graded(
        grade=first_that_holds(cases.size, rules),
        statistic=lead,
        score=np.full(cases.size, np.nan),
        reason=np.full(cases.size, "", dtype=object),
    )


def final(cases: Cases, cutoffs: Mapping[str, Any]) -> Graded:
    """The value of the due year against the target; a value that meets it before is met early."""
    year, due = _year(cases.when), _year(cases.due)
    now = year == due
    short = np.abs(cases.current - cases.edge)
    exact = np.isnan(cases.side) & ((cases.comparator != "range") | cases.hold)
    upward = np.where(np.isnan(cases.side), np.where(cases.down, -1.0, 1.0), cases.side)
    margin = np.where(exact, np.where(cases.met, 0.0, -short), upward * (cases.current - cases.edge))
    tolerated = (cases.options["binding"] != Binding.OBLIGATORY) & (cases.options["binding"] != "")
    tolerated &= cases.comparator != "~"
    near = tolerated & (short <= cases.tolerance + NOISE * np.maximum(np.abs(cases.edge), np.abs(cases.current)))
    known = np.isfinite(cases.current) & cases.targeted
    rules = [
        (known & (year < due) & cases.met & ~cases.hold, "met_early"),
        (~(now & known), None),
        (cases.met & cases.exceeds(cases.current), "exceeded"),
        (cases.met, "met"),
        (near, "nearly_met"),
        (known, "missed"),
    ]
    reasons = [
        (known & (year < due), Reason("before_due_year")),
        (known & (year > due), Reason("after_due_year")),
    ]
    return Graded(
        grade=first_that_holds(cases.size, rules),
        statistic=np.where(now, margin, np.nan),
        score=np.full(cases.size, np.nan),
        reason=first_that_holds(cases.size, reasons, default=""),
    )


def _year(when: NDArray[np.float64]) -> NDArray[np.float64]:
    """The year in which a time on the library's clock lies."""
    return np.asarray(np.ceil(when - NOISE))


def chongqing_2023(cases: Cases, cutoffs: Mapping[str, Any]) -> Graded:
    """Progress minus time share, and where the value will stand at the end, given or at the present pace."""
    lead = cases.lead_progress
    pace = divide(cases.current - cases.baseline, cases.years)
    given = cases.options["expected_end"]
    expected = np.where(np.isnan(given), cases.current + pace * cases.remaining, given)
    on_time = at_least(lead, 0.0) | cases.met
    nearly = at_least(lead, -cutoffs["band"]) | cases.met
    rules = [
        (cases.met & ~cases.hold & (cases.when < cases.due), "met_early"),
        (cases.fallen, "behind_or_hard"),
        (on_time & cases.exceeds(expected), "on_schedule_will_exceed"),
        (nearly & cases.meets(expected), "on_schedule_will_meet"),
        ((np.isfinite(lead) | cases.met) & np.isfinite(expected), "behind_or_hard"),
    ]
    unknown_end = cases.targeted & np.isfinite(cases.current) & np.isnan(expected)
    return Graded(
        grade=first_that_holds(cases.size, rules),
        statistic=lead,
        score=np.full(cases.size, np.nan),
        reason=first_that_holds(
            cases.size,
            [(unknown_end, Reason("no_expected_end"))],
            default="",
        ),
    )


_FINAL_LABELS: Final = {
    "exceeded": ("超额完成", "exceeded"),
    "met": ("完成", "met"),
    "nearly_met": ("基本完成", "nearly met"),
    "missed": ("未完成", "missed"),
}

SCHEDULE = Profile(
    key="schedule",
    function=schedule,
    formula="(v - b)/(T - b) - (t - t0)/(due - t0)",
    cutoffs={"band": 0.05},
    labels={
        "met_early": ("提前实现", "met early"),
        "ahead": ("快于预期", "ahead of schedule"),
        "on_schedule": ("基本符合预期", "on schedule"),
        "behind": ("滞后", "behind schedule"),
        **_FINAL_LABELS,
    },
    options=("binding", "plan_due"),
    version="band of 5 points; in the due year the final rule decides",
    source="时序进度, the comparison of progress with time that Chinese mid-term evaluations use",
    name_zh="时序进度法",
    name_en="Progress against time",
)

FINAL = Profile(
    key="final",
    function=final,
    formula="value of the due year against the target; the statistic is the margin in the unit, positive beyond it",
    options=("binding",),
    labels={"met_early": ("提前完成", "met early"), **_FINAL_LABELS},
    version="nearly met only for 预期性 with a stated tolerance",
    source="目标一致法, the comparison of the final value with the target in Chinese final evaluations",
    name_zh="目标一致法",
    name_en="Final value against the target",
)

CHONGQING_2023 = Profile(
    key="chongqing_2023",
    function=chongqing_2023,
    formula="(v - b)/(T - b) - (t - t0)/(due - t0), and the expected end against the target",
    cutoffs={"band": 0.05},
    options=("expected_end",),
    labels={
        "met_early": ("提前完成", "met early"),
        "on_schedule_will_exceed": ("达时序且预计超额", "on schedule and expected to exceed"),
        "on_schedule_will_meet": ("达到或基本达到且预计如期", "on or near schedule and expected to meet"),
        "behind_or_hard": ("未达进度或完成有难度", "behind schedule or hard to meet"),
    },
    version="2023",
    source="the four classes of Chongqing's mid-term evaluation of 2023",
    name_zh="重庆市中期评估四类",
    name_en="Chongqing mid-term evaluation, 2023",
)
