"""Sharing a total among parts: whole units, floors and caps, convergence, tiers; how unequal the parts are, and who reaches what."""

from cqtargets.allocation.access import floating_catchment, within_reach
from cqtargets.allocation.agglomerating import Agglomeration, agglomeration, equity_weights
from cqtargets.allocation.gradients import SlopeIndex, concentration_index, slope_index
from cqtargets.allocation.inequality import (
    TheilParts,
    difference_of_extremes,
    gini,
    ratio_of_extremes,
    theil,
    theil_parts,
)
from cqtargets.allocation.shares import allocate, converge, largest_remainder
from cqtargets.allocation.tiers import Tiered, tiered

__all__ = [
    "Agglomeration",
    "SlopeIndex",
    "TheilParts",
    "Tiered",
    "agglomeration",
    "allocate",
    "concentration_index",
    "converge",
    "difference_of_extremes",
    "equity_weights",
    "floating_catchment",
    "gini",
    "largest_remainder",
    "ratio_of_extremes",
    "slope_index",
    "theil",
    "theil_parts",
    "tiered",
    "within_reach",
]
