"""Sharing a total among parts: whole units, floors and caps, convergence, tiers; and how unequal the parts are."""

from cqtargets.allocation.inequality import gini, ratio_of_extremes, theil
from cqtargets.allocation.shares import allocate, converge, largest_remainder
from cqtargets.allocation.tiers import Tiered, tiered

__all__ = ["Tiered", "allocate", "converge", "gini", "largest_remainder", "ratio_of_extremes", "theil", "tiered"]
