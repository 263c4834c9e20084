"""The growth that courses require, in every convention that exists for it, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions import comparison
from cqtargets.conventions.rates import Rates, rates_of
from cqtargets.conventions.reasons import Reason
from cqtargets.conventions.vocabulary import REACHED, WITHOUT_RATE
from cqtargets.growth import RequiredGrowth, required_row
from cqtargets.targets.course import Courses
from cqtargets.targets.courses import courses_of
from cqtargets.targets.target import Target

__all__ = ["required_growth_of", "required_growths"]

Floats = NDArray[np.float64]


def required_growth_of(target: Target) -> RequiredGrowth:
    """See `Indicator.required_growth`."""
    ways = courses_of([target])
    width = np.nan if target.tolerance is None else target.tolerance
    return required_row(required_growths([target], ways, np.array([width], dtype=np.float64)), 0)


def required_growths(targets: Sequence[Target], ways: Courses, tolerance: Floats) -> Rates:
    """The growth that each way requires; `tolerance` is the half width of 左右, NaN where none is printed."""
    years = ways.due - ways.begin
    found = rates_of(ways.start, ways.end, years)
    kept = comparison.met_many(ways.start, ways.comparator, ways.low, ways.high, ways.direction, tolerance) == 1
    found.reason[kept & ~found.reason.astype(bool)] = REACHED
    sums = (ways.form == "increment") | (ways.form == "cumulative")
    unknown = np.isnan(ways.start) | np.isnan(ways.end)
    still = ~sums & (unknown | np.isnan(years) | (ways.reason == REACHED))
    rated, paced = ~sums & ~still, np.where(sums, years != 0, ~still)
    with np.errstate(divide="ignore", invalid="ignore"):
        change = np.where(sums, ways.end / years, found.annual_change)
    reason = np.where(still | (sums & unknown), ways.reason, found.reason)
    for form in ("increment", "cumulative"):
        reason[(ways.form == form) & ~unknown] = WITHOUT_RATE[form]
    required = Rates(
        cagr=np.where(rated, found.cagr, np.nan), continuous=np.where(rated, found.continuous, np.nan),
        annual_change=np.where(paced, change, np.nan), years=years, reason=reason,
    )  # fmt: skip
    changes = (ways.form == "growth") | (ways.form == "relative")
    return _with_printed(targets, required, np.flatnonzero(changes & still & unknown).tolist())


def _with_printed(targets: Sequence[Target], found: Rates, rows: list[int]) -> Rates:
    """What a printed change or rate says of the pace although nobody knows from where."""
    for row in rows:
        target, printed = targets[row], targets[row].goal
        if printed is None:
            continue
        if target.form == "growth" and target.unit != "%":
            found.cagr[row] = printed / 100
        elif target.form == "relative" and target.compared_with_baseline:
            _of_change(target, printed, found, row)
    return found


def _of_change(target: Target, printed: float, found: Rates, row: int) -> None:
    years = float(found.years[row])
    if not years > 0:
        found.reason[row] = Reason("change_without_start")
        found.years[row] = np.nan
    elif target.change == "percent_of_baseline":
        one = rates_of(1.0, 1 + printed / 100, years)
        found.cagr[row] = one.cagr[0]
        found.reason[row] = one.reason[0] or found.reason[row]
    else:
        found.annual_change[row] = printed / years
