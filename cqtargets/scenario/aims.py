"""What one target comes to, whatever the scenario it stands in: path, growth required, gap and grade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import numpy as np

from cqtargets.catalogue import Catalogue
from cqtargets.conventions.reasons import Reason, bare, joined
from cqtargets.errors import DomainError
from cqtargets.gaps import Gap
from cqtargets.grading import Profile, evaluate_many
from cqtargets.growth import RequiredGrowth
from cqtargets.monitoring.choosing import Chosen, chosen
from cqtargets.monitoring.tracking import followed_target
from cqtargets.observations import Observations
from cqtargets.paths import Path
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.relatives import all_relatives

__all__ = ["Aim", "Aims", "Question"]

_NAN: Final = float("nan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of every target: the shape of its path, the observations held against it, the profile."""

    observations: Observations | None = None
    on: int | date | str | None = None
    allow: tuple[str, ...] = ()
    method: str | None = None
    profile: str | Profile | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """One target with its answers; `followed` is the target itself, or the level a proportional one comes to."""

    target: Indicator
    followed: Indicator
    path: Path | None
    path_reason: str
    growth: RequiredGrowth
    seen: Chosen | None = None
    gap: Gap | None = None
    gap_reason: str = ""

    @property
    def goal(self) -> float:
        """The level to reach where there is a path, else the printed number."""
        if self.path is not None:
            return self.path.target
        return _NAN if self.followed.goal is None else self.followed.goal


@dataclass(slots=True)
class Aims:
    """Distinct targets of several catalogues, each looked at once."""

    question: Question
    found: list[Aim] = field(default_factory=list)
    _places: dict[tuple[int, int, int], int] = field(default_factory=dict)
    _seen: dict[tuple[Any, ...], Chosen] = field(default_factory=dict)

    def places(self, catalogue: Catalogue) -> list[int]:
        """The place in `found` of each target of a catalogue."""
        places, whole = [], tuple(catalogue)
        for target, (other, earlier) in zip(whole, all_relatives(whole), strict=True):
            key = (id(target), id(other), id(earlier))
            if key not in self._places:
                self._places[key] = len(self.found)
                self.found.append(self._aim(target, other, earlier))
            places.append(self._places[key])
        return places

    def _aim(self, target: Indicator, other: Indicator | None, earlier: Indicator | None) -> Aim:
        followed, path, reason = target, None, ""
        try:
            followed = followed_target(() if other is None else (other,), target)
            path = target.path(self.question.method, followed=other, earlier=earlier)
        except DomainError as error:
            reason = bare(error.reason)
        growth = _growth(target, followed, other)
        if self.question.observations is None:
            return Aim(target=target, followed=followed, path=path, path_reason=reason, growth=growth)
        seen = self._chosen(target, self.question.observations)
        gap, why = self._gap(followed, seen)
        return Aim(target=target, followed=followed, path=path, path_reason=reason, growth=growth, seen=seen, gap=gap,
                   gap_reason=why)  # fmt: skip

    def _chosen(self, target: Indicator, observations: Observations) -> Chosen:
        key = (
            target.concept, target.region, target.unit, target.per, target.population, target.basis,
            target.start_year, target.target_year, target.form, id(target) if target.kept else 0,
        )  # fmt: skip
        if key not in self._seen:
            question = self.question
            self._seen[key] = chosen(observations, target, on=question.on, allow=question.allow)
        return self._seen[key]

    def _gap(self, target: Indicator, seen: Chosen) -> tuple[Gap | None, str]:
        held = seen.observation
        if held is None:
            return None, seen.reason
        try:
            found = target.gap(held, method=self.question.method)
        except DomainError as error:
            return None, bare(error.reason)
        bound = Reason("bound", bound=held.bound, value=held.value) if held.bound else ""
        return found, joined(found.reason, seen.remark, bound)

    def grades(self) -> tuple[list[str | None], list[str]]:
        """Grade and reason of each aim; both empty without a profile."""
        grades: list[str | None] = [None] * len(self.found)
        reasons = [""] * len(self.found)
        profile = self.question.profile
        if profile is None:
            return grades, reasons
        graded = [place for place, aim in enumerate(self.found) if aim.gap is not None]
        for place, aim in enumerate(self.found):
            if aim.gap is None:
                reasons[place] = aim.gap_reason or Reason("no_value")
        if graded:
            many = evaluate_many(profile, **_cases([self.found[place] for place in graded]))
            for row, place in enumerate(graded):
                grades[place], reasons[place] = many.grade[row], many.reason[row]
        return grades, reasons


def _growth(target: Indicator, followed: Indicator, other: Indicator | None) -> RequiredGrowth:
    if other is None:
        return target.required_growth()
    note = Reason("rate_of_followed", followed=other.concept)
    if followed is not target:
        needed = followed.required_growth()
        return RequiredGrowth(cagr=needed.cagr, annual_change=needed.annual_change, years=needed.years, reason=note)
    needed = other.required_growth()
    return RequiredGrowth(
        cagr=needed.cagr, years=needed.years, reason=note if needed.cagr is not None else needed.reason
    )


def _cases(aims: Sequence[Aim]) -> dict[str, Any]:
    rows = [_case(aim) for aim in aims]
    numbers = ("start", "baseline", "when", "current", "due", "target", "low", "high")
    words = ("direction", "comparator")
    cases: dict[str, Any] = {name: np.array([row[name] for row in rows], dtype=np.float64) for name in numbers}
    return cases | {name: np.array([row[name] for row in rows], dtype=object) for name in words}


def _case(aim: Aim) -> dict[str, Any]:
    target, path, gap = aim.followed, aim.path, aim.gap
    assert gap is not None
    way = target.course()
    flow = path is not None and path.method == "flat"
    return {
        "start": _NAN if path is None else path.start,
        "baseline": _NAN if path is None or flow else path.baseline,
        "when": gap.time,
        "current": gap.value,
        "due": target.due,
        "target": gap.target,
        "low": _NAN if way.low is None else way.low,
        "high": _NAN if way.high is None else way.high,
        "direction": way.direction,
        "comparator": way.comparator,
    }
