"""What a reader of a proposal must know: bounds, definitions that changed, revisions, other plans."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date

from cqtargets import clock
from cqtargets.conventions.comparison import NOISE
from cqtargets.errors import UnitError
from cqtargets.monitoring.handover import Base
from cqtargets.observations import Observations, compare
from cqtargets.proposals.result import Candidate
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation

__all__ = ["also_in", "base_flags", "pace_flags", "series_flags"]


def base_flags(target: Indicator, base: Base) -> Iterator[str]:
    """What is doubtful about the base."""
    if base.seen is None:
        since = f" after {target.baseline_year}" if target.baseline_year else ""
        yield f"no comparable observation{since}: the target is taken as met"
        return
    if base.seen.bound:
        yield f"the base is a bound ({base.seen.bound} {base.value:g})"
    if base.seen.status != "final":
        yield f"the base is {base.seen.status}"
    if base.remark:
        yield base.remark


def series_flags(target: Indicator, observations: Observations, on: int | date | str | None = None) -> Iterator[str]:
    """Where the figures of a concept stop being one series."""
    limit = math.inf if on is None else clock.time(on)
    series = [seen for seen in observations.series(target.concept, target.region) if (seen.time or 0.0) <= limit]
    seen_before: dict[str, Observation] = {}
    for seen in series:
        for field, word in (("basis", "definition"), ("population", "population")):
            now, before = getattr(seen, field), seen_before.get(field)
            if not now:
                continue
            if before is not None and getattr(before, field) != now:
                yield f"{word} changed: {before.when} counts {getattr(before, field)}, {seen.when} {now}"
            seen_before[field] = seen
    yield from _revisions(target, series)
    later = [seen for seen in series if target.baseline_year and (seen.time or 0.0) > clock.time(target.baseline_year)]
    refused = [compare(target, seen) for seen in later]
    for comparison in refused:
        if not comparison.comparable:
            seen = comparison.observation
            why = "; ".join(comparison.reasons.values())
            yield f"series break: {seen.text or f'{seen.value:g}'} {seen.unit_label} of {seen.when} is not comparable: {why}"


def _revisions(target: Indicator, series: Iterable[Observation]) -> Iterator[str]:
    first: dict[tuple[float | None, str, str], float] = {}
    for seen in series:
        try:
            value = seen.value_in(target.unit, target.per)
        except UnitError:
            continue
        key = (seen.time, seen.basis, seen.population)
        before = first.setdefault(key, value)
        if abs(before - value) > NOISE * abs(before):
            yield f"revised: {seen.when} was {before:g} and is {value:g}"
            first[key] = value


def also_in(others: Iterable[Indicator]) -> Iterator[str]:
    """Targets for the same concept and region that are due earlier."""
    for other in others:
        goal = other.target_text or ("" if other.goal is None else f"{other.goal:g}")
        yield f"also a target of {other.plan}: {goal} by {other.target_year} ({other.id})"


def pace_flags(candidates: Iterable[Candidate], suggested: str, down: bool) -> Iterator[str]:
    """Whether the present pace alone leads beyond the suggested value."""
    values = {one.kind: one.value for one in candidates}
    chosen, present = values.get(suggested), values.get("present_pace")
    if chosen is not None and present is not None and (present < chosen if down else present > chosen):
        yield f"the present pace leads to {present:.4g}: there is room to ask for more than {chosen:.4g}"
