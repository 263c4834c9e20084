"""What names targets and what they print, as columns: one array a field, in the order of the targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cqtargets import units
from cqtargets.conventions.arrays import objects
from cqtargets.conventions.doors import door
from cqtargets.targets.target import Target

__all__ = ["NAME_COLUMNS", "TargetColumns", "target_columns"]

Floats = NDArray[np.float64]
Objects = NDArray[np.object_]
NAME_COLUMNS: Final = ("id", "name_zh", "name_en", "plan", "region", "binding", "unit")
_READ: Final = attrgetter(
    "id", "name_zh", "name_en", "plan", "region", "binding", "unit", "per", "measure", "form", "baseline_year", "baseline",
    "target_year", "goal", "tolerance",
)  # fmt: skip


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TargetColumns:
    """The printed side of n targets: `unit` as a reader sees it (张/千), numbers with NaN for what is not printed."""

    id: Objects
    name_zh: Objects
    name_en: Objects
    plan: Objects
    region: Objects
    binding: Objects
    unit: Objects
    measure: Objects
    form: Objects
    baseline_year: Objects
    baseline: Floats
    target_year: NDArray[np.int64]
    goal: Floats
    tolerance: Floats

    def names(self) -> dict[str, Objects]:
        """The columns that name a target in every frame: `NAME_COLUMNS`."""
        return {name: getattr(self, name) for name in NAME_COLUMNS}


def target_columns(targets: Sequence[Target]) -> TargetColumns:
    """The columns of many targets."""
    read = tuple(zip(*map(_READ, targets), strict=True)) or ((),) * 15
    id_, name_zh, name_en, plan, region, binding, unit, per, measure, form, first, baseline, year, goal, tolerance = (
        read
    )
    return TargetColumns(
        id=objects(id_), name_zh=objects(name_zh), name_en=objects(name_en), plan=objects(plan), region=objects(region),
        binding=objects([one.value if one else "" for one in binding]),
        unit=objects(list(map(_label, unit, per))), measure=objects(measure), form=objects(form),
        baseline_year=objects(first), baseline=np.array(baseline, dtype=np.float64),
        target_year=np.array(year, dtype=np.int64), goal=np.array(goal, dtype=np.float64),
        tolerance=np.array(tolerance, dtype=np.float64),
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _label(unit: str, per: int | None) -> str:
    return units.label(unit, per)
