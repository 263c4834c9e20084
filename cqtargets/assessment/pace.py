"""Growth so far and growth now required, in one convention a target."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cqtargets.assessment.numbers import Numbers
from cqtargets.catalogue import Catalogue
from cqtargets.grading import first_that_holds

__all__ = ["Pace", "pace_of"]

Floats = NDArray[np.float64]
Objects = NDArray[np.object_]
_RATES = ("count", "amount", "rate", "ratio")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Arrays of shape (n,): `observed` from baseline to value, `required` from value to target.

    `convention` is ``"cagr"`` (a fraction a year) for counts, amounts, rates and ratios above zero, and
    ``"annual_change"`` (in the unit a year) for the rest; `reason` says why one of the two is missing.
    """

    convention: Objects
    observed: Floats
    required: Floats
    reason: Objects


def pace_of(catalogue: Catalogue, numbers: Numbers, met: Objects) -> Pace:
    """The pace of every target; none for yearly flows, bounds, and after the target is met."""
    size = numbers.current.size
    measured = np.array([target.measure in _RATES for target in catalogue], dtype=bool)
    flow = np.array([target.form == "flow" for target in catalogue], dtype=bool)
    one_sided = np.isin(numbers.bound.astype(str), (">", ">=", "<", "<="))
    first, value, goal = numbers.baseline, np.where(one_sided | flow, np.nan, numbers.current), numbers.goal
    gone, left = numbers.when - numbers.start, numbers.due - numbers.when
    reached = np.asarray(met == True)  # noqa: E712 (element by element)
    with np.errstate(all="ignore"):
        rate = measured & ~(first <= 0) & (value > 0) & (goal > 0)
        observed = np.where(rate, np.expm1(np.log(value / first) / gone), (value - first) / gone)
        needed = np.where(rate, np.expm1(np.log(goal / value) / left), (goal - value) / left)
    observed = np.where((gone > 0) & np.isfinite(observed), observed, np.nan)
    required = np.where((left > 0) & ~reached & np.isfinite(needed), needed, np.nan)
    silent = np.isnan(observed) & np.isnan(required)
    rules = [
        (numbers.reason != "", ""),
        (flow, "a yearly flow has the same target each year: no growth is required"),
        (one_sided, "the figure is a bound: no pace"),
        (reached & np.isnan(observed), "the plan prints no baseline; the target is met: no growth is required"),
        (reached, "the target is met: no growth is required"),
        (np.isnan(observed) & (left <= 0), "the plan prints no baseline; no time is left"),
        (np.isnan(observed), "the plan prints no baseline"),
        (left <= 0, "no time is left"),
    ]
    return Pace(
        convention=first_that_holds(size, [(silent, ""), (rate, "cagr")], default="annual_change"),
        observed=observed,
        required=required,
        reason=first_that_holds(size, rules, default=""),
    )
