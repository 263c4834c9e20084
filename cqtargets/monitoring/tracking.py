"""A target among others: its course, its path, and the level that a proportional one asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from cqtargets.paths import Path
from cqtargets.targets.course import Course
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.relatives import followed_by, relatives

__all__ = [
    "begun_target",
    "course_in",
    "followed_target",
    "path_in",
    "target_names",
]


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
