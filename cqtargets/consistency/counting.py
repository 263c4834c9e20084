"""Whether an observed number and a target count in one unit, and which is larger."""

from __future__ import annotations

from cqtargets.consistency.printed import exact
from cqtargets.errors import UnitError
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation
from cqtargets.units import parse_unit

__all__ = ["base_of", "reaches", "same_count"]


def base_of(unit: str) -> tuple[str, float] | None:
    """Base unit and factor; None for a unit nobody knows."""
    try:
        known = parse_unit(unit)
    except UnitError:
        return None
    return known.base, known.factor


def same_count(target: Indicator, observation: Observation) -> bool:
    """Whether both count in one base unit over one denominator."""
    first, second = base_of(target.unit), base_of(observation.unit)
    return first is not None and second is not None and first[0] == second[0] and target.per == observation.per


def reaches(target: Indicator, observation: Observation) -> bool:
    """Whether the observed number is the target's or more, whatever the counting word (家, 条, 个)."""
    first, second = base_of(target.unit), base_of(observation.unit)
    if first is None or second is None or target.goal is None:
        return False
    aim, seen = exact(target.goal) * exact(first[1]), exact(observation.value) * exact(second[1])
    return seen <= aim if target.direction == "down" else seen >= aim
