"""What a reader of a proposal must know: bounds, definitions that changed, revisions, other plans."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from cqtargets import clock
from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.reasons import Reason, joined
from cqtargets.errors import UnitError
from cqtargets.monitoring.handover import Base
from cqtargets.observations import Observations, compare
from cqtargets.proposals.candidates import Question
from cqtargets.proposals.pace import measured
from cqtargets.proposals.result import Candidate
from cqtargets.targets.document import Document
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation

__all__ = ["also_in", "base_flags", "nation_flags", "pace_flags", "series_flags"]


def base_flags(target: Indicator, base: Base | None) -> Iterator[str]:
    """What is doubtful about the base."""
    if base is None or base.seen is None:
        yield Reason("not_seen_since", year=target.baseline_year) if target.baseline_year else Reason("not_seen")
        return
    if base.seen.bound == "~":
        yield Reason("base_about", printed=base.seen.text or f"{base.value:g}")
    elif base.seen.bound:
        yield Reason("base_bound", bound=base.seen.bound, value=base.value)
    if base.seen.status != "final":
        yield Reason(f"base_{base.seen.status}")
    if base.remark:
        yield base.remark


def series_flags(target: Indicator, observations: Observations, on: int | date | str | None = None) -> Iterator[str]:
    """Where the figures of a concept stop being one series."""
    limit = math.inf if on is None else clock.time(on)
    series = [seen for seen in observations.series(target.concept, target.region) if (seen.time or 0.0) <= limit]
    seen_before: dict[str, Observation] = {}
    for seen in series:
        for field in ("basis", "population"):
            now, before = getattr(seen, field), seen_before.get(field)
            if not now:
                continue
            if before is not None and getattr(before, field) != now:
                told = {"before_when": before.when, "before": getattr(before, field), "when": seen.when, "now": now}
                yield Reason(f"{field}_changed", **told)
            seen_before[field] = seen
    yield from _revisions(target, series)
    later = [seen for seen in series if target.baseline_year and (seen.time or 0.0) > clock.time(target.baseline_year)]
    refused = [compare(target, seen) for seen in later]
    for comparison in refused:
        if not comparison.comparable:
            seen = comparison.observation
            shown = f"{seen.text or f'{seen.value:g}'} {seen.unit_label}"
            yield Reason("series_break", seen=shown, when=seen.when, why=joined(*comparison.reasons.values()))


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
            yield Reason("revised", when=seen.when, before=before, now=value)
            first[key] = value


def also_in(others: Iterable[Indicator], documents: Callable[[str], Document]) -> Iterator[str]:
    """Targets for the same concept and region that are due earlier, by the numbers of their documents."""
    for other in others:
        goal = other.target_text or ("" if other.goal is None else f"{other.goal:g}")
        yield Reason("also_in", plan=documents(other.plan).label, goal=goal, year=other.target_year)


def nation_flags(ask: Question, observations: Observations, on: int | date | str | None = None) -> Iterator[str]:
    """Where the nation already has more than the base."""
    if ask.base is None:
        return
    there = replace(ask.target, region="全国", baseline=None, baseline_year=None)
    known = [point for point in measured(there, observations, on=on).points if not point.bound]
    if known and ask.beyond(known[-1].value):
        yield Reason("nation_ahead", value=known[-1].value, when=str(known[-1].when))


def pace_flags(candidates: Iterable[Candidate], suggested: str, down: bool) -> Iterator[str]:
    """Whether the present pace alone leads beyond the suggested value."""
    values = {one.kind: one.value for one in candidates}
    chosen, present = values.get(suggested), values.get("present_pace")
    if chosen is not None and present is not None and (present < chosen if down else present > chosen):
        yield Reason("room_for_more", present=present, chosen=chosen)
