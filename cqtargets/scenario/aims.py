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
from cqtargets.growth import RequiredGrowth, required_row
from cqtargets.monitoring.choosing import Chosen, chosen
from cqtargets.monitoring.tracking import followed_target
from cqtargets.observations import Observations
from cqtargets.paths import Path
from cqtargets.targets.course import Course
from cqtargets.targets.courses import courses_of
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.relatives import all_relatives
from cqtargets.targets.required import required_growths
from cqtargets.targets.tracks import path_on

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A target with its relatives; `followed` as in `Aim`, `refused` why what it follows gives no level."""

    target: Indicator
    other: Indicator | None
    earlier: Indicator | None
    followed: Indicator
    refused: str = ""

    @classmethod
    def of(cls, target: Indicator, other: Indicator | None, earlier: Indicator | None) -> _Asked:
        followed, refused = target, ""
        try:
            followed = followed_target(() if other is None else (other,), target)
        except DomainError as error:
            refused = bare(error.reason)
        return cls(target=target, other=other, earlier=earlier, followed=followed, refused=refused)

    @property
    def grown(self) -> Indicator:
        """The target whose growth is required."""
        return self.followed if self.other is None or self.followed is not self.target else self.other


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
        asked: list[_Asked] = []
        for target, (other, earlier) in zip(whole, all_relatives(whole), strict=True):
            key = (id(target), id(other), id(earlier))
            if key not in self._places:
                self._places[key] = len(self.found) + len(asked)
                asked.append(_Asked.of(target, other, earlier))
            places.append(self._places[key])
        ways = courses_of([one.target for one in asked], [one.other for one in asked], [one.earlier for one in asked])
        growths = _growths(asked)
        self.found += [self._aim(one, ways[row], growths[row]) for row, one in enumerate(asked)]
        return places

    def _aim(self, asked: _Asked, way: Course, growth: RequiredGrowth) -> Aim:
        target, followed, path, reason = asked.target, asked.followed, None, asked.refused
        try:
            path = None if reason else path_on(target, way, self.question.method)
        except DomainError as error:
            reason = bare(error.reason)
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


def _growths(asked: Sequence[_Asked]) -> list[RequiredGrowth]:
    """The growth that each requires; proportional targets take that of what they follow."""
    grown = [one.grown for one in asked]
    width = np.array([target.tolerance for target in grown], dtype=np.float64)
    rates = required_growths(grown, courses_of(grown), width)
    return [_as_followed(one, required_row(rates, row)) for row, one in enumerate(asked)]


def _as_followed(asked: _Asked, needed: RequiredGrowth) -> RequiredGrowth:
    if asked.other is None:
        return needed
    note = Reason("rate_of_followed", followed=asked.other.concept)
    if asked.followed is not asked.target:
        return RequiredGrowth(cagr=needed.cagr, annual_change=needed.annual_change, years=needed.years, reason=note)
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
