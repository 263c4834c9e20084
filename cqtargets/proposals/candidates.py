"""The values that come into question for the next target of one concept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cqtargets import clock, units
from cqtargets.catalogue import Catalogue
from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.reasons import Reason, joined
from cqtargets.errors import UnitError
from cqtargets.monitoring.handover import Base
from cqtargets.norms.norm import Norm
from cqtargets.proposals.anchors import norm_level
from cqtargets.proposals.pace import Pace, Room
from cqtargets.proposals.result import CANDIDATES, Candidate
from cqtargets.targets.indicator import Indicator

__all__ = ["NEAR_THE_TOP", "Question", "candidates_of", "suggestion"]

NEAR_THE_TOP = 0.9
"""From this part of its ceiling on a share is called saturated: nine in ten have it already."""

_OWED = ("carried_over", "national", "norm")
_HELD = Reason("held_not_raised")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the candidates for one target are made of."""

    target: Indicator
    others: tuple[Indicator, ...]
    base: Base
    met: bool | None
    to: int
    room: Room
    present: Pace | str
    best: Pace | str
    national: Catalogue
    norms: Mapping[str, Norm]

    @property
    def down(self) -> bool:
        """Whether less is better."""
        return self.target.direction == "down"

    @property
    def years(self) -> float:
        """From the base to the end of the year proposed for."""
        return clock.time(self.to) - self.base.time

    def beyond(self, value: float) -> bool:
        """Whether `value` asks for more than the base already has."""
        margin = NOISE * max(abs(value), abs(self.base.value))
        return self.base.value - value > margin if self.down else value - self.base.value > margin


def candidates_of(ask: Question) -> tuple[Candidate, ...]:
    """One candidate a kind, in the order of `CANDIDATES`; those at or below the base carry their reason."""
    if ask.target.direction == "hold":
        level = ask.base.value if ask.target.goal is None else ask.target.goal
        held = Candidate(kind="carried_over", value=level, reason=_HELD)
        return (held, *(Candidate(kind=kind, value=None, reason=_HELD) for kind in CANDIDATES[1:]))
    found = (
        _carried_over(ask),
        _national(ask),
        _norm(ask),
        _pace("present_pace", ask, ask.present),
        _pace("best_pace", ask, ask.best),
        _planned(ask),
        _saturation(ask),
    )
    return tuple(_raised(ask, candidate) for candidate in found)


def _raised(ask: Question, candidate: Candidate) -> Candidate:
    """The candidate, or why a value that the base has already reached is none."""
    if candidate.value is None or ask.beyond(candidate.value):
        return candidate
    away = candidate.kind.endswith("_pace")
    what = Reason("leads_away" if away else "raised_not_repeated")
    told = {"value": f"{candidate.value:.4g}", "base": f"{ask.base.value:.4g}"}
    reason = Reason("not_beyond_base", why=what, **told)
    return Candidate(kind=candidate.kind, value=None, reason=reason, source=candidate.source)


def _carried_over(ask: Question) -> Candidate:
    """The most demanding of the old targets that the observed base does not meet."""
    kind = "carried_over"
    if ask.base.origin == "target":
        return Candidate(kind=kind, value=None, reason=Reason("taken_as_met"))
    old = [(level, target) for target in (ask.target, *ask.others) if (level := _old_level(target, ask)) is not None]
    if not old:
        return Candidate(kind=kind, value=None, reason=Reason("old_without_level"))
    pick = min if ask.down else max
    level, target = pick(old, key=lambda pair: pair[0])
    if ask.met and target is ask.target:
        return Candidate(kind=kind, value=None, reason=Reason("old_met"))
    doubt = Reason("old_met_unknown") if ask.met is None else ""
    return Candidate(kind=kind, value=level, reason=doubt, source="" if target is ask.target else target.id)


def _old_level(target: Indicator, ask: Question) -> float | None:
    """The level an old target asks for, in the unit of the one that is proposed for."""
    goal = target.course().end
    if goal is None or target.form not in ("level", "relative", "growth"):
        return None
    if target.basis and ask.target.basis and target.basis != ask.target.basis:
        return None
    try:
        return units.convert(goal, target.unit, ask.target.unit, per_from=target.per, per_to=ask.target.per)
    except UnitError:
        return None


def _national(ask: Question) -> Candidate:
    kind, target = "national", ask.target
    named = [
        one for one in ask.national
        if one.concept == target.concept and one.goal is not None and one.measure not in ("count", "amount")
    ]  # fmt: skip
    named.sort(key=lambda one: (one.target_year < ask.to, abs(one.target_year - ask.to)))
    if not named:
        return Candidate(kind=kind, value=None, reason=Reason("no_national"))
    nation = named[0]
    goal = nation.goal if nation.goal is not None else 0.0
    try:
        level = units.convert(goal, nation.unit, target.unit, per_from=nation.per, per_to=target.per)
    except UnitError as error:
        return Candidate(kind=kind, value=None, reason=error.reason)
    remarks = [Reason("national_goal", goal=nation.target_text or f"{goal:g}", year=nation.target_year)]
    if nation.form == "relative":
        own = units.convert(ask.base.value, target.unit, nation.unit, per_from=target.per, per_to=nation.per)
        raised = nation.with_reference(own).goal or 0.0
        level = units.convert(raised, nation.unit, target.unit, per_from=nation.per, per_to=target.per)
        remarks.append(Reason("national_rise"))
    if nation.target_year > ask.to:
        share = ask.years / (clock.time(nation.target_year) - ask.base.time)
        level = ask.base.value + share * (level - ask.base.value)
        remarks.append(Reason("on_the_way", year=ask.to))
    same = not (nation.basis and target.basis and nation.basis != target.basis)
    if not same:
        remarks.append(Reason("national_counts", seen=nation.basis, wanted=target.basis))
    return Candidate(kind=kind, value=level, reason=joined(*remarks), source=nation.id, comparable=same)


def _norm(ask: Question) -> Candidate:
    level, key, reason = norm_level(ask.target, ask.norms)
    return Candidate(kind="norm", value=level, reason=reason, source=key)


def _pace(kind: str, ask: Question, pace: Pace | str) -> Candidate:
    if isinstance(pace, str):
        return Candidate(kind=kind, value=None, reason=pace)
    start = ask.room.forward(ask.base.value)
    if start is None:
        reason = Reason("base_at_end", value=ask.base.value)
        return Candidate(kind=kind, value=None, reason=reason)
    value = ask.room.backward(start + pace.step * ask.years)
    code = "bound_pace_goes_on" if pace.bounded else "pace_goes_on"
    return Candidate(kind=kind, value=value, reason=Reason(code, start=pace.start, end=pace.end))


def _planned(ask: Question) -> Candidate:
    """The way of the ending plan once more, in equal steps (on the logit for shares), where nobody measured it."""
    kind, target = "planned_pace", ask.target
    if ask.base.origin == "observation":
        return Candidate(kind=kind, value=None, reason=Reason("base_observed"))
    if target.baseline is None or target.baseline_year is None:
        return Candidate(kind=kind, value=None, reason=Reason("no_baseline"))
    room = ask.room if ask.room.name == "logit" else Room(name="identity")
    years = ask.base.time - clock.time(target.baseline_year)
    start, end = room.forward(target.baseline), room.forward(ask.base.value)
    if start is None or end is None:
        return Candidate(kind=kind, value=None, reason=Reason("planned_at_end"))
    value = room.backward(end + (end - start) / years * ask.years)
    reason = Reason("planned_goes_on", start=target.baseline_year, end=target.target_year)
    return Candidate(kind=kind, value=value, reason=reason)


def _saturation(ask: Question) -> Candidate:
    kind = "saturation"
    if ask.target.measure != "share" or ask.down:
        return Candidate(kind=kind, value=None, reason=Reason("no_rising_share"))
    if ask.base.value >= ask.room.top:
        return Candidate(kind=kind, value=None, reason=Reason("at_ceiling"))
    if ask.base.value < NEAR_THE_TOP * ask.room.top:
        reason = Reason("not_saturated", value=ask.base.value, part=NEAR_THE_TOP)
        return Candidate(kind=kind, value=None, reason=reason)
    return Candidate(kind=kind, value=ask.room.top, reason=Reason("last_cost_most"))


def suggestion(candidates: tuple[Candidate, ...], down: bool) -> str:
    """The kind to start from: the most demanding of what is owed, else the present pace, else saturation.

    Owed are an unmet old target, a national target and a norm that count the same thing. A planned pace that nobody
    measured is never suggested.
    """
    usable = {one.kind: one.value for one in candidates if one.value is not None and one.comparable}
    owed = {kind: value for kind, value in usable.items() if kind in _OWED}
    if owed:
        return min(owed, key=lambda kind: owed[kind]) if down else max(owed, key=lambda kind: owed[kind])
    return next((kind for kind in ("present_pace", "saturation") if kind in usable), "")
