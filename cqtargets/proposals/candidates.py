"""The values that come into question for the next target of one concept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from statistics import median

from cqtargets import clock, units
from cqtargets.attainment.scales import Scale
from cqtargets.catalogue import Catalogue
from cqtargets.conventions.comparison import past
from cqtargets.conventions.reasons import Reason, joined, parts_of
from cqtargets.conventions.rounding import same_number
from cqtargets.errors import UnitError
from cqtargets.monitoring.handover import Base
from cqtargets.norms.norm import Norm
from cqtargets.proposals.anchors import norm_level
from cqtargets.proposals.limits import Limit, printed
from cqtargets.proposals.pace import Faded, Pace
from cqtargets.proposals.result import CANDIDATES, Candidate
from cqtargets.targets.indicator import Indicator

__all__ = ["NEAR_THE_TOP", "Question", "candidates_of", "suggestion"]

NEAR_THE_TOP = 0.9
"""From this part of its ceiling on a share is called saturated: nine in ten have it already."""

_OWED = ("carried_over", "national", "national_lead", "norm", "need")
_HELD = Reason("held_not_raised")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the candidates for one target are made of; `base` is None where nothing was observed since the plan began.

    `nation_seen` is what the nation had when the base was seen, `need` what the people of the year ask for, `peers` the
    latest value of each peer, `limit` the value that nature does not let pass, all in the target's unit.
    """

    target: Indicator
    others: tuple[Indicator, ...]
    base: Base | None
    met: bool | None
    to: int
    scale: Scale
    present: Pace | str
    best: Pace | str
    faded: Faded | str
    national: Catalogue
    norms: Mapping[str, Norm]
    nation_seen: float | None = None
    need: float | None = None
    peers: Mapping[str, float] = field(default_factory=dict)
    limit: Limit = field(default_factory=Limit)

    @property
    def down(self) -> bool:
        """Whether less is better."""
        return self.target.direction == "down"

    @property
    def top(self) -> float:
        """The upper end of what the measure can be, in the unit."""
        return self.scale.domain[1]

    @property
    def years(self) -> float:
        """From the base to the end of the year proposed for."""
        return 0.0 if self.base is None else clock.time(self.to) - self.base.time

    @property
    def floor(self) -> float | None:
        """What a candidate must pass: the base, failing that the old target, below which no plan steps back."""
        return self.target.course().end if self.base is None else self.base.value

    def beyond(self, value: float) -> bool:
        """Whether `value` asks for more than what there is."""
        floor = self.floor
        if floor is None:
            return True
        return bool(past(floor, value) if self.down else past(value, floor))


def candidates_of(ask: Question) -> tuple[Candidate, ...]:
    """One candidate a kind, in the order of `CANDIDATES`; a value that is none carries its reason."""
    if ask.target.direction == "hold":
        level = ask.target.goal
        if level is None and ask.base is not None:
            level = ask.base.value
        held = Candidate(kind="carried_over", value=level, reason=_HELD)
        return (held, *(Candidate(kind=kind, value=None, reason=_HELD) for kind in CANDIDATES[1:]))
    found = (
        _carried_over(ask), _national(ask), _national_lead(ask), _norm(ask), _present(ask), _need(ask), _peers(ask),
        _saturation(ask),
    )  # fmt: skip
    return _merged(tuple(_raised(ask, candidate) for candidate in found))


def _raised(ask: Question, candidate: Candidate) -> Candidate:
    """The candidate in the digits of the plan, or why a value that is reached or cannot be is none."""
    if candidate.value is None:
        return candidate
    if not candidate.comparable:
        return replace(candidate, value=None)
    value = printed(candidate.value, ask.target)
    if not ask.beyond(value):
        away = "leads_away" if candidate.kind == "present_pace" else "raised_not_repeated"
        what = Reason("a_step_back" if ask.base is None else away)
        told = {"value": f"{value:.10g}", "base": f"{ask.floor or 0.0:.10g}"}
        code = "not_beyond_old" if ask.base is None else "not_beyond_base"
        return replace(candidate, value=None, reason=Reason(code, why=what, **told))
    if ask.limit.value is not None and past(value, ask.limit.value) and not ask.down:
        reason = Reason("beyond_nature", value=f"{value:.10g}", limit=f"{ask.limit.value:.4g}", why=ask.limit.reason)
        return replace(candidate, value=None, reason=reason)
    if ask.limit.unknown and candidate.kind == "present_pace":
        return replace(candidate, value=None, reason=ask.limit.reason)
    return replace(candidate, value=value)


def _merged(found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Equal values once, with the reasons of all; the later kinds say where their value stands."""
    kept: list[Candidate] = []
    for candidate in found:
        same = next(
            (place for place, one in enumerate(kept) if None not in (one.value, candidate.value)
             and same_number(one.value or 0.0, candidate.value or 0.0)),
            None,
        )  # fmt: skip
        if same is None:
            kept.append(candidate)
            continue
        first = kept[same]
        more = Reason(f"of_{candidate.kind}", why=candidate.reason or candidate.source)
        kept[same] = replace(first, reason=joined(first.reason, more))
        kept.append(replace(candidate, value=None, reason=Reason("same_value", value=f"{candidate.value:.10g}")))
    return tuple(kept)


def _carried_over(ask: Question) -> Candidate:
    """The old target due last that the observed base does not meet; of several due that year the most demanding."""
    kind = "carried_over"
    if ask.base is None:
        return Candidate(kind=kind, value=None, reason=Reason("old_not_known_met"))
    last = [one for one in ask.others if one.target_year == ask.target.target_year]
    old = [(level, target) for target in (ask.target, *last) if (level := _old_level(target, ask)) is not None]
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


def _aim_of_the_nation(ask: Question) -> Indicator | None:
    """The national target of the concept that is due in the year proposed for, failing that next after it."""
    named = [
        one for one in ask.national
        if one.concept == ask.target.concept and one.goal is not None and one.target_year >= ask.to
        and one.measure not in ("count", "amount")
    ]  # fmt: skip
    return min(named, key=lambda one: one.target_year, default=None)


def _national(ask: Question) -> Candidate:
    kind, target, nation = "national", ask.target, _aim_of_the_nation(ask)
    if nation is None or nation.goal is None:
        return Candidate(kind=kind, value=None, reason=Reason("no_national"))
    told = Reason("national_goal", goal=nation.target_text or f"{nation.goal:g}", year=nation.target_year)
    remarks = [told]
    if ask.base is None and (nation.form == "relative" or nation.target_year > ask.to):
        reason = joined(told, Reason("rise_without_base"))
        return Candidate(kind=kind, value=None, reason=reason, source=nation.id)
    try:
        level = units.convert(nation.goal, nation.unit, target.unit, per_from=nation.per, per_to=target.per)
    except UnitError as error:
        return Candidate(kind=kind, value=None, reason=error.reason)
    if ask.base is not None and nation.form == "relative":
        own = units.convert(ask.base.value, target.unit, nation.unit, per_from=target.per, per_to=nation.per)
        raised = nation.with_reference(own).goal or 0.0
        level = units.convert(raised, nation.unit, target.unit, per_from=nation.per, per_to=target.per)
        remarks.append(Reason("national_rise"))
    if ask.base is not None and nation.target_year > ask.to:
        share = ask.years / (clock.time(nation.target_year) - ask.base.time)
        level = ask.base.value + share * (level - ask.base.value)
        remarks.append(Reason("on_the_way", year=ask.to))
    same = _counts_alike(nation, target)
    if not same:
        remarks.append(Reason("national_counts", seen=nation.basis, wanted=target.basis))
    return Candidate(kind=kind, value=level, reason=joined(*remarks), source=nation.id, comparable=same)


def _counts_alike(nation: Indicator, target: Indicator) -> bool:
    return not (nation.basis and target.basis and nation.basis != target.basis)


def _national_lead(ask: Question) -> Candidate:
    """The nation's number and the lead that the place has today: who is ahead is not asked to wait."""
    kind, nation = "national_lead", _aim_of_the_nation(ask)
    if nation is None or nation.goal is None or nation.form != "level" or nation.target_year != ask.to:
        return Candidate(kind=kind, value=None, reason=Reason("no_national"))
    if ask.base is None or ask.nation_seen is None or not _counts_alike(nation, ask.target):
        return Candidate(kind=kind, value=None, reason=Reason("lead_unknown"))
    if ask.base.seen is not None and ask.base.seen.bound:
        return Candidate(kind=kind, value=None, reason=Reason("lead_of_a_bound"))
    lead = ask.base.value - ask.nation_seen
    if not past(0.0, lead) if ask.down else not past(lead, 0.0):
        return Candidate(kind=kind, value=None, reason=Reason("no_lead", nation=ask.nation_seen))
    goal = units.convert(nation.goal, nation.unit, ask.target.unit, per_from=nation.per, per_to=ask.target.per)
    level = goal * ask.base.value / ask.nation_seen if ask.scale.name == "log" else min(goal + lead, ask.top)
    told = {"own": ask.base.value, "nation": ask.nation_seen, "when": str(ask.base.when)}
    return Candidate(kind=kind, value=level, reason=Reason("lead_kept", **told), source=nation.id)


def _norm(ask: Question) -> Candidate:
    level, key, reason = norm_level(ask.target, ask.norms)
    return Candidate(kind="norm", value=level, reason=reason, source=key)


def _present(ask: Question) -> Candidate:
    kind = "present_pace"
    if ask.base is None:
        return Candidate(kind=kind, value=None, reason=Reason("base_unknown"))
    if ask.base.seen is not None and ask.base.seen.bound.strip("~"):
        return Candidate(kind=kind, value=None, reason=Reason("pace_from_bound", value=ask.base.value))
    if isinstance(ask.faded, str):
        return Candidate(kind=kind, value=None, reason=ask.faded)
    return Candidate(kind=kind, value=ask.faded.value, reason=ask.faded.reason)


def _need(ask: Question) -> Candidate:
    return Candidate(kind="need", value=ask.need, reason=Reason("no_need" if ask.need is None else "need_given"))


def _peers(ask: Question) -> Candidate:
    """The middle of what the peers have: half of them have it already."""
    if not ask.peers:
        return Candidate(kind="peers", value=None, reason=Reason("no_peers"))
    shown = "、".join(f"{place} {value:.10g}" for place, value in ask.peers.items())
    return Candidate(kind="peers", value=median(ask.peers.values()), reason=Reason("peers_have", shown=shown))


def _saturation(ask: Question) -> Candidate:
    kind = "saturation"
    if ask.target.measure != "share" or ask.down:
        return Candidate(kind=kind, value=None, reason=Reason("no_rising_share"))
    if ask.base is None:
        return Candidate(kind=kind, value=None, reason=Reason("base_unknown"))
    if ask.base.value >= ask.top:
        return Candidate(kind=kind, value=None, reason=Reason("at_ceiling"))
    if ask.base.value < NEAR_THE_TOP * ask.top:
        reason = Reason("not_saturated", value=ask.base.value, part=NEAR_THE_TOP)
        return Candidate(kind=kind, value=None, reason=reason)
    return Candidate(kind=kind, value=ask.top, reason=Reason("last_cost_most"))


def suggestion(candidates: tuple[Candidate, ...], down: bool) -> str:
    """The kind to start from: the most demanding of what is owed, else the present pace, else saturation.

    Owed are an unmet old target, the nation's number with the lead that there is (unless to keep it the place would have
    to be faster than it ever was), a norm and a need that count the same thing. What peers have is shown, and never
    suggested.
    """
    usable = {one.kind: one.value for one in candidates if one.value is not None and one.comparable}
    rushed = {one.kind for one in candidates if one.kind == "national_lead" and _never_so_fast(one)}
    owed = {kind: value for kind, value in usable.items() if kind in _OWED and kind not in rushed}
    if owed:
        return min(owed, key=lambda kind: owed[kind]) if down else max(owed, key=lambda kind: owed[kind])
    return next((kind for kind in ("present_pace", "saturation") if kind in usable), "")


def _never_so_fast(candidate: Candidate) -> bool:
    """Whether a candidate asks for more than the best pace the place has kept up."""
    return any(isinstance(why, Reason) and why.code == "faster_than_seen" for why in parts_of(candidate.reason))
