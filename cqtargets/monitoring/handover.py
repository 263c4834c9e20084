"""What one plan hands over to the next: the end value of each target, and where it comes from."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from cqtargets import clock
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError
from cqtargets.monitoring.choosing import chosen
from cqtargets.monitoring.series import ObservedSeries
from cqtargets.monitoring.tracking import course_in, followed_target
from cqtargets.targets.course import Course
from cqtargets.targets.document import Document
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation

__all__ = ["Base", "handed_over", "rebased"]

WITHOUT_BASE: Final = {
    "increment": Reason("increment_again"),
    "cumulative": Reason("cumulative_again"),
    "flow": Reason("flow_without_end"),
    "qualitative": Reason("nothing_handed_over"),
    "proportional": Reason("no_base_of_its_own"),
}


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The value from which the next plan starts, in the target's unit.

    `origin` is ``"observation"``, or ``"target"`` where nothing comparable was observed after the baseline and the
    target is taken as met. `source` says who printed it, `seen` is the observation, `remark` what was taken for granted
    to compare it.

    Attributes
    ----------
    value : float
        Value handed over, in the target's unit.
    when : int or date
        Its moment.
    origin : {"observation", "target"}
        observation or target.
    source : str
        Where it comes from.
    seen : Observation, optional
        The observation; None where the target is taken as met.
    remark : str
        What was taken for granted.
    """

    value: float
    when: int | date
    origin: Literal["observation", "target"]
    source: str
    seen: Observation | None = None
    remark: str = ""

    @property
    def time(self) -> float:
        """Position on the library's clock."""
        return clock.time(self.when)


def handed_over(
    targets: Iterable[Indicator],
    target: Indicator,
    observations: ObservedSeries,
    documents: Mapping[str, Document],
    *,
    on: int | date | str | None = None,
    allow: Iterable[str] = (),
) -> Base | str:
    """The latest comparable observation after the baseline, failing that the target itself, or why there is neither."""
    level = followed_target(targets, target)
    if level.form in WITHOUT_BASE:
        return WITHOUT_BASE[level.form]
    start = -math.inf if target.baseline_year is None else float(target.baseline_year)
    held = chosen(observations, target, on=on, allow=allow, span=(start, math.inf))
    seen = held.observation
    if seen is not None and seen.when is not None:
        return Base(
            value=seen.value_in(target.unit, target.per),
            when=clock.parse_when(seen.when),
            origin="observation",
            source=seen.source,
            seen=seen,
            remark=held.remark,
        )
    way = course_in(targets, target)
    goal = way.end
    if goal is None:
        return way.reason
    document = documents.get(target.plan, Document(key=target.plan))
    place = " ".join(part for part in (document.label, target.locator) if part)
    return Base(value=goal, when=target.target_year, origin="target", source=place)


def rebased(
    targets: Iterable[Indicator],
    observations: ObservedSeries,
    documents: Mapping[str, Document],
    *,
    on: int | date | str | None = None,
    to: int = 2030,
) -> list[Indicator]:
    """See `Catalogue.rebased`."""
    whole = tuple(targets)
    return [_moved(target, handed_over(whole, target, observations, documents, on=on), to) for target in whole]


def _moved(target: Indicator, base: Base | str, to: int) -> Indicator:
    running = target.target_year >= to
    if isinstance(base, str):
        moved = {} if running else {"period_start": target.target_year, "target_year": to}
        return replace(target, note=_noted(target, base), **moved)  # type: ignore[arg-type]
    if running and base.origin == "target":
        return target
    year = round(base.time)
    rounded = f", taken as the end of {year}" if year != base.time else ""
    due = target.target_year if target.target_year > year else to
    if due <= year:
        raise DomainError(f"indicator {target.id!r} is handed over at the end of {year}; give to= a year after it")
    level = target.form in ("relative", "growth") and target.course().end is not None
    # The change was over the old baseline: what is handed over starts a new way, with the level as its end.
    ends = target.course() if level else target
    low, high = (ends.low, ends.high) if isinstance(ends, Course) else (ends.target_low, ends.target_high)
    note = f"base {base.value:g} of {base.when}{rounded} ({base.origin}: {base.source})"
    return replace(
        target,
        form="level" if level else target.form,
        change="" if level else target.change,
        reference="" if level else target.reference,
        baseline=base.value,
        baseline_year=year,
        baseline_text=base.seen.text if base.seen and base.seen.per == target.per else "",
        period_start=year,
        target_year=due,
        target_low=low,
        target_high=high,
        note=_noted(target, note),
    )


def _noted(target: Indicator, words: str) -> str:
    return "; ".join(part for part in (words, target.note) if part)
