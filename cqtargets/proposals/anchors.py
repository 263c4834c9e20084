"""Levels set from outside: the national targets for 2025 and 2030, and planning norms."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from cqtargets import units
from cqtargets.catalogue import Catalogue
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import UnitError
from cqtargets.files.bundle import table_rows
from cqtargets.norms.national import national_aims, national_documents
from cqtargets.norms.norm import Norm, NormStep
from cqtargets.norms.rows import read_norms
from cqtargets.targets.indicator import Indicator

__all__ = ["bundled_norms", "national_targets", "norm_level"]


@door
@lru_cache(maxsize=1)
def national_targets() -> Catalogue:
    """The health aims of national plans for 2025 and 2030, as a catalogue of the region 全国.

    References
    ----------
    国家“十五五”规划纲要, “十四五”公共服务规划, “健康中国2030”规划纲要 and others, in column `source` of
    `data/national_targets.csv`.

    Examples
    --------
    >>> national_targets()["national15.life_expectancy"].goal
    80.0
    """
    return Catalogue(national_aims(), national_documents().values())


@lru_cache(maxsize=1)
def bundled_norms() -> Mapping[str, Norm]:
    """The planning norms of the bundled documents."""
    return read_norms(table_rows("norms.csv"))


def norm_level(target: Indicator, norms: Mapping[str, Norm]) -> tuple[float | None, str, str]:
    """The level that a norm asks of the target's concept, in its unit; the norm's key; why there is none."""
    for norm in norms.values():
        if norm.concept == target.concept:
            level, reason = _level(target, norm)
            return level, norm.key, reason
    return None, "", Reason("no_norm")


def _level(target: Indicator, norm: Norm) -> tuple[float | None, str]:
    first = norm.steps[0]
    same = all((step.low, step.high) == (first.low, first.high) for step in norm.steps)
    if not same or norm.kind in ("one_per", "area_per_head"):
        return None, Reason("norm_by_size", key=norm.key)
    if norm.kind == "share" and target.unit != "%":
        return None, Reason("norm_is_share", key=norm.key, unit=target.unit_label)
    if norm.kind == "ratio" and target.unit != "1:x":
        return None, Reason("norm_is_ratio", key=norm.key, unit=target.unit_label)
    level = _end(target, norm.kind, first)
    if level is None:
        return None, Reason("norm_without_end", key=norm.key)
    if norm.kind in ("share", "ratio"):
        return level, ""
    try:
        return units.convert(level, norm.unit, target.unit, per_to=target.per), ""
    except UnitError as error:
        return None, Reason("norm_unit", key=norm.key, why=error.reason)


def _end(target: Indicator, kind: str, step: NormStep) -> float | None:
    if kind == "ratio" and step.high:
        return 1 / step.high
    return step.high if target.direction == "down" else step.low
