"""The pace of every target so far and from now on, by the protocol that chances and proposals share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cqtargets import clock
from cqtargets.assessment.numbers import Numbers
from cqtargets.attainment.paces import begun, pace
from cqtargets.catalogue import Catalogue
from cqtargets.conventions.reasons import Reason, joined
from cqtargets.conventions.vocabulary import scale_name
from cqtargets.grading import first_that_holds
from cqtargets.monitoring.choosing import Chosen
from cqtargets.observations import Observations
from cqtargets.prospects.past import as_printed, history, plan_start, printed_baselines, rows_alike
from cqtargets.targets.indicator import Indicator

__all__ = ["Pace", "pace_of"]

Floats = NDArray[np.float64]
Objects = NDArray[np.object_]
_SERIES: Final = ("level", "relative", "growth", "proportional")
_TWO: Final = 2
"""Values that a pace needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Arrays of shape (n,): `observed` from the plan's start to the value, `required` from the value to the target.

    `convention` is ``"cagr"`` (a fraction a year) for counts, amounts and rates above zero, and
    ``"annual_change"`` (in the unit a year) for the rest; `reason` says why one of the two is missing, and of a figure
    that is a bound that it counts as the number printed.
    """

    convention: Objects
    observed: Floats
    required: Floats
    reason: Objects


def pace_of(
    catalogue: Catalogue,
    observations: Observations,
    held: Sequence[Chosen],
    numbers: Numbers,
    met: Objects,
    *,
    on: clock.When | None,
    allow: Iterable[str],
) -> Pace:
    """The pace of every target; none for yearly flows, and none required after the target is met."""
    size = numbers.current.size
    measured = np.array([scale_name(measure) == "log" for measure in catalogue.columns.measure.tolist()], dtype=bool)
    flow = np.asarray(catalogue.columns.form == "flow", dtype=bool)
    reached = np.asarray(met == True)  # noqa: E712 (element by element)
    value = np.where(flow | (numbers.reason != ""), np.nan, numbers.printed)
    begin, first, refused = _starts(catalogue, observations, held, numbers, on, tuple(allow))
    gone, left = numbers.when - begin, numbers.due - numbers.when
    with np.errstate(invalid="ignore"):
        above = (value > 0) & (numbers.goal > 0) & ~(first <= 0) & ~(numbers.history <= 0).any(axis=1)
    rate = measured & above
    observed, needed = pace(first, value, gone, rated=rate), pace(value, numbers.goal, left, rated=rate)
    observed = np.where((gone > 0) & np.isfinite(observed), observed, np.nan)
    required = np.where((left > 0) & ~reached & np.isfinite(needed), needed, np.nan)
    silent = np.isnan(observed) & np.isnan(required)
    return Pace(
        convention=first_that_holds(size, [(silent, ""), (rate, "cagr")], default="annual_change"),
        observed=observed,
        required=required,
        reason=_reasons(held, numbers, flow, reached, np.isnan(observed), left <= 0, refused),
    )


def _reasons(
    held: Sequence[Chosen],
    numbers: Numbers,
    flow: NDArray[np.bool_],
    reached: NDArray[np.bool_],
    unseen: NDArray[np.bool_],
    late: NDArray[np.bool_],
    refused: Objects,
) -> Objects:
    met, over = Reason("met_needs_no_growth"), Reason("no_time_left")
    known = numbers.reason == ""
    why = first_that_holds(
        refused.size, [(~known, ""), (flow, Reason("flow")), (reached, met), (late, over)], default=""
    )
    bounded = np.array([word not in ("", "~") for word in numbers.bound.tolist()], dtype=bool)
    without = Reason("no_baseline")
    for row in np.flatnonzero(known & ~flow & (unseen | bounded)).tolist():
        taken = as_printed(held[row].seen) if bounded[row] else ""
        why[row] = joined(taken, refused[row] or without if unseen[row] else "", why[row])
    return why


def _starts(
    catalogue: Catalogue,
    observations: Observations,
    held: Sequence[Chosen],
    numbers: Numbers,
    on: clock.When | None,
    allow: tuple[str, ...],
) -> tuple[Floats, Floats, Objects]:
    """Date and value from which each pace runs, and why there are none where two definitions would make the series."""
    begin, first = numbers.start.copy(), numbers.baseline.copy()
    refused = np.full(first.size, "", dtype=object)
    targets = tuple(catalogue)
    unstarted: list[int] = []
    for row, reason in enumerate(numbers.reason.tolist()):
        seen, target = held[row].seen, targets[row]
        if seen is None or reason or target.form not in _SERIES:
            continue
        if seen.basis and target.basis and seen.basis != target.basis:
            first[row], refused[row] = np.nan, Reason("counted_as", seen=target.basis, last=seen.basis)
        elif np.isnan(first[row]):
            unstarted.append(row)
    wanted = {(targets[row].concept, targets[row].region) for row in unstarted}
    alike = rows_alike(target for target in targets if (target.concept, target.region) in wanted) if wanted else {}
    for row in unstarted:
        key = targets[row].concept, targets[row].region
        begin[row], first[row] = _first_seen(targets[row], alike[key], observations, on, allow)
    return begin, first, refused


def _first_seen(
    target: Indicator,
    rows: Sequence[Indicator],
    observations: Observations,
    on: clock.When | None,
    allow: tuple[str, ...],
) -> tuple[float, float]:
    """Where the pace of a target without a baseline starts: as for its chances."""
    printed = printed_baselines(target, rows)
    if not printed and len(observations.dated(target.concept, target.region)) < _TWO:
        return np.nan, np.nan
    found = history(target, observations, on=on, allow=allow, printed=printed)
    times = np.array([clock.time(when) for when in found.when], dtype=np.float64)
    start = begun(times, np.array(found.values), plan_start(target, found)) if times.size else None
    return (np.nan, np.nan) if start is None else start
