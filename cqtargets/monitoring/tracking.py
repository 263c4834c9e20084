"""Where every target should stand, and how far its latest observation is from there: one frame a catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqtargets import clock
from cqtargets.conventions.reasons import Reason, bare, checked_language, joined, said
from cqtargets.conventions.vocabulary import MET
from cqtargets.errors import DomainError
from cqtargets.monitoring.choosing import Chosen, Comparer, choose
from cqtargets.monitoring.series import ObservedSeries
from cqtargets.paths import Path
from cqtargets.targets.columns import NAME_COLUMNS
from cqtargets.targets.course import Course
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.relatives import followed_by, relatives

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "GAP_COLUMNS",
    "begun_target",
    "course_in",
    "followed_target",
    "gap_frame",
    "path_in",
    "target_names",
]

GAP_COLUMNS: Final = (
    *NAME_COLUMNS, "goal", "observed", "observed_when", "source", "path", "to_target", "to_path", "standing", "shortfall", "percent",
    "years_behind", "required_cagr", "required_annual_change", "met", "reason",
)  # fmt: skip


def followed_target(targets: Iterable[Indicator], indicator: Indicator) -> Indicator:
    """The target itself; for a proportional one with a baseline, the level that the concept it follows asks for."""
    if indicator.form != "proportional" or indicator.baseline is None:
        return indicator
    followed = followed_by(targets, indicator)
    return indicator if followed is None else indicator.following(followed)


def begun_target(targets: Iterable[Indicator], indicator: Indicator) -> Indicator:
    """`followed_target`; a level without a baseline takes the start of its course, the earlier row's baseline."""
    level = followed_target(targets, indicator)
    if level.form != "level" or level.baseline is not None or not level.earlier:
        return level
    way = course_in(targets, level)
    return level if way.start is None else replace(level, baseline=way.start, baseline_year=way.begin)


def course_in(targets: Iterable[Indicator], target: Indicator) -> Course:
    """See `Catalogue.course`."""
    followed, earlier = relatives(targets, target)
    return target.course(followed=followed, earlier=earlier)


def path_in(targets: Iterable[Indicator], target: Indicator, method: str | None = None) -> Path:
    """The path of a target among others, by way of its earlier row.

    Raises
    ------
    DomainError
        As `Indicator.path`.
    """
    followed, earlier = relatives(targets, target)
    return target.path(method, followed=followed, earlier=earlier)


def gap_frame(
    targets: Iterable[Indicator],
    observations: ObservedSeries,
    *,
    on: int | date | str | None = None,
    method: str | None = None,
    allow: Iterable[str] = (),
    lang: str = "en",
) -> pd.DataFrame:
    """See `Catalogue.gaps`."""
    import pandas as pd

    checked_language(lang)
    whole = tuple(targets)
    limit = None if on is None else clock.time(on)
    held = choose(whole, observations, Comparer(tuple(allow)), limit=limit, on=str(on))
    rows = [_gap_row(whole, indicator, found, method) for indicator, found in zip(whole, held, strict=True)]
    for row in rows:
        row["reason"] = said(row["reason"], lang)
    return pd.DataFrame(rows, columns=list(GAP_COLUMNS))


def target_names(indicator: Indicator) -> dict[str, Any]:
    """The columns that name a target in a frame: `NAME_COLUMNS`."""
    return {
        "id": indicator.id,
        "name_zh": indicator.name_zh,
        "name_en": indicator.name_en,
        "plan": indicator.plan,
        "region": indicator.region,
        "binding": indicator.binding.value if indicator.binding else "",
        "unit": indicator.unit_label,
    }


def _gap_row(targets: tuple[Indicator, ...], indicator: Indicator, held: Chosen, method: str | None) -> dict[str, Any]:
    row: dict[str, Any] = {**dict.fromkeys(GAP_COLUMNS, np.nan), **target_names(indicator), "met": None, "reason": ""}
    row["observed_when"] = row["source"] = row["standing"] = ""
    row["goal"] = np.nan if indicator.goal is None else indicator.goal
    seen = held.observation or held.nearest
    if seen is not None:
        row["observed_when"], row["source"] = str(seen.when or ""), seen.source
        if held.observation is not None or held.reason == Reason("not_after_baseline", when=seen.when):
            row["observed"] = seen.value_in(indicator.unit, indicator.per)
    if held.observation is None or seen is None:
        return {**row, "reason": held.reason}
    try:
        level = followed_target(targets, indicator)
        found = level.gap(seen, method=method, earlier=relatives(targets, indicator)[1])
    except DomainError as error:
        return {**row, "reason": bare(error.reason)}
    if found.required is None and found.met is True and found.time < indicator.due and not found.reason:
        found = replace(found, reason=MET)
    bound = Reason("bound", bound=seen.bound, value=seen.value) if seen.bound else ""
    growth = found.required
    return {
        **row,
        "goal": found.target,
        "path": _number(found.path),
        "to_target": found.to_target,
        "to_path": _number(found.to_path),
        "standing": found.standing,
        "shortfall": found.shortfall,
        "percent": _number(found.percent),
        "years_behind": _number(found.years_behind),
        "required_cagr": _number(growth.cagr if growth else None),
        "required_annual_change": _number(growth.annual_change if growth else None),
        "met": found.met,
        "reason": joined(found.reason, held.remark, bound),
    }


def _number(value: float | None) -> float:
    return np.nan if value is None else value
