"""Proposals for the targets of the next plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from cqtargets import clock
from cqtargets.attainment import Paces
from cqtargets.catalogue import Catalogue
from cqtargets.concepts import load
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason, joined
from cqtargets.errors import ConventionError, DomainError
from cqtargets.monitoring.handover import Base, handed_over
from cqtargets.monitoring.tracking import begun_target
from cqtargets.norms.national import national_documents
from cqtargets.norms.norm import Norm
from cqtargets.observations import Observations
from cqtargets.proposals.anchors import bundled_norms, national_targets
from cqtargets.proposals.candidates import Question, candidates_of, suggestion
from cqtargets.proposals.deciding import decided
from cqtargets.proposals.evidence import Evidence, Forecast, needed, weighed
from cqtargets.proposals.flags import also_in, base_flags, nation_flags, pace_flags, series_flags
from cqtargets.proposals.limits import limit_of
from cqtargets.proposals.pace import Series, best_pace, faded, measured, paces_of, present_pace, wanted_of
from cqtargets.proposals.places import latest_of, seen_at
from cqtargets.proposals.result import Candidate, Proposal, Proposals
from cqtargets.prospects.past import scale_of
from cqtargets.targets.indicator import Indicator

__all__ = ["propose_targets", "rebased"]

NATION: Final = "全国"
_ONE_PLAN: Final = 5
"""Years of a plan: what the nation set long before is not added by its next plan."""
_A_PLAN: Final = 5
"""Rows from which on a catalogue is a plan, and not a choice from one."""
Method = Literal["calibrated", "damped", "pooled", "drift", "ols"]


@door
def propose_targets(
    catalogue: Catalogue,
    observations: Observations,
    to: int = 2030,
    *,
    on: int | date | str | None = None,
    allow: Iterable[str] = (),
    national: Catalogue | None = None,
    norms: Mapping[str, Norm] | None = None,
    population: Forecast | Mapping[str, Forecast] | None = None,
    peers: Iterable[str] = (),
    needs: Mapping[str, float] | None = None,
    method: Method = "calibrated",
) -> Proposals:
    r"""What the targets for the year `to` could be: per concept the base handed over and the candidates.

    The base is the latest comparable observation since the plan began; where nobody measured, it is unknown and to be
    collected, and no target is taken for one. From a base :math:`b` at :math:`t_b` the pace :math:`s` a year on the
    scale of the measure (log for counts and rates, logit for shares, the unit otherwise) fades as in `Indicator.attain`
    and leads to :math:`g^{-1}(g(b) + s\,\varphi(1-\varphi^h)/(1-\varphi))`, :math:`h = T - t_b`. Values are in the
    digits that the plan prints, within what nature allows, and never a step back.

    Parameters
    ----------
    catalogue, observations
        The plans that end, and what was measured. Of several targets for one concept and region the one due last
        counts; the flags name the others.
    to : int
        Year at whose end the new targets are due.
    on : int, date or str, optional
        Later observations do not count.
    allow : iterable of str
        Mismatches to accept, as in `Observations.latest`; the flags say so.
    national : Catalogue, optional
        National targets; the bundled ones for 2030 by default.
    norms : mapping of Norm, optional
        Planning norms; the bundled ones by default.
    population : forecast, or mapping from region to forecast, optional
        Anything with ``denominator(band, on=, kind=)``; gives the stock needed. A single one holds for the region it
        names, or for all targets where it names none. It also says how many children there are for childcare places.
    peers : iterable of str
        Regions of which the observations hold values; the middle of them is shown beside, and not suggested.
    needs : mapping of str to float, optional
        What the people of the year `to` need, in places, beds or persons by concept: see `cqtargets.workforce`.
    method : {"calibrated", "damped", "pooled", "drift", "ols"}
        How probabilities are found, as in `Indicator.attain`: two to four values borrow the spread of a named series.

    Returns
    -------
    Proposals
        ``to_frame()``, ``summary()``, ``made``, ``refused``; one `Proposal` by id.

    Raises
    ------
    DomainError
        If `to` is not after a base that was observed.
    ConventionError
        If the method is unknown.

    References
    ----------
    渝府发〔2022〕6号 for the targets of the example; 国家“十五五”规划纲要 for the national ones.

    Examples
    --------
    >>> import cqtargets as cq
    >>> held = propose_targets(cq.load_catalogue().select(plan="med14"), cq.load_observations())
    >>> age = held["med14.life_expectancy"]
    >>> age.base.value, age.met, age["national"].value, age["national_lead"].value
    (79.72, True, 80.0, 80.72)
    >>> held["med14.smart_hospitals"].suggested, held["med14.pharmacists_per_1000"].reason.code
    ('', 'base_unknown')
    """
    if method not in ("calibrated", "damped", "pooled", "drift", "ols"):
        raise ConventionError(Reason("unknown_proposal_method", method=method))
    given = _Given(
        catalogue=catalogue,
        observations=observations,
        to=to,
        on=on,
        allow=tuple(allow),
        national=national_targets() if national is None else national,
        norms=bundled_norms() if norms is None else norms,
        population=population,
        peers=tuple(peers),
        needs=needs or {},
        method=method,
    )
    held = [_proposal(target, others, given) for target, others in _last_due(catalogue)]
    return Proposals(to=to, proposals=(*held, *(_new_row(target, given) for target in _added(given))))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What every proposal is made from."""

    catalogue: Catalogue
    observations: Observations
    to: int
    on: int | date | str | None
    allow: tuple[str, ...]
    national: Catalogue
    norms: Mapping[str, Norm]
    population: Forecast | Mapping[str, Forecast] | None
    peers: tuple[str, ...]
    needs: Mapping[str, float]
    method: Method


@door
def rebased(
    catalogue: Catalogue, observations: Observations, *, on: int | date | str | None = None, to: int = 2030
) -> Catalogue:
    """The end values of a catalogue handed over as new baselines; see `Catalogue.rebased`.

    Parameters
    ----------
    catalogue : Catalogue
        The targets.
    observations : Observations
        Measured values.
    on : int or date or str, optional
        Later observations do not count.
    to : int
        Year of the next plan.
    """
    return catalogue.rebased(observations, on=on, to=to)


def _last_due(catalogue: Catalogue) -> list[tuple[Indicator, list[Indicator]]]:
    """The target of each concept and region that is due last, and the others."""
    grouped: dict[tuple[str, str], list[Indicator]] = {}
    for target in catalogue:
        grouped.setdefault((target.concept, target.region), []).append(target)
    found = []
    for targets in grouped.values():
        last = max(reversed(targets), key=lambda target: target.target_year)
        found.append((last, [target for target in targets if target is not last]))
    return found


def _proposal(target: Indicator, others: list[Indicator], given: _Given) -> Proposal:
    base = _base(target, given)
    if isinstance(base, str):
        decision, why = decided(target, None, (), "", None, base)
        flags = tuple(also_in(others, given.catalogue.document))
        return Proposal(target=target, base=None, flags=flags, reason=base, decision=decision, decision_reason=why)
    ask, series = _question(target, others, base, given)
    paces = paces_of(begun_target(given.catalogue, target), series, given.observations, given.to, given.on)
    seen = Evidence(observations=given.observations, on=given.on, allow=given.allow, method=given.method)
    candidates = tuple(weighed(candidate, ask, seen, given.population) for candidate in candidates_of(ask))
    suggested = suggestion(candidates, ask.down)
    decision, why = decided(target, base, candidates, suggested, ask.met, "")
    return Proposal(
        target=target,
        base=base,
        met=ask.met,
        candidates=candidates,
        suggested=suggested,
        present_pace=None if paces is None else paces.so_far,
        best_pace=None if paces is None else paces.best,
        nation_pace=None if paces is None else paces.reference,
        pace_unit=_pace_unit(target, paces),
        flags=(
            *base_flags(target, base),
            *series_flags(target, given.observations, given.on),
            *also_in(others, given.catalogue.document),
            *nation_flags(ask, given.observations, given.on),
            *pace_flags(candidates, suggested, ask.down),
        ),
        reason="" if base is not None or any(one.value is not None for one in candidates) else Reason("base_unknown"),
        decision=decision,
        decision_reason=why,
    )


def _question(target: Indicator, others: list[Indicator], base: Base | None, given: _Given) -> tuple[Question, Series]:
    scale, level = scale_of(target), begun_target(given.catalogue, target)
    series = measured(level, given.observations, on=given.on, allow=given.allow, rows=(target, *others))
    present = Reason("flow") if target.form == "flow" else present_pace(series, scale)
    nation = None if base is None else seen_at(target, NATION, base.time, given.observations)
    peers = {
        place: value
        for place in given.peers
        if base is not None and (value := latest_of(target, place, given.observations, given.on)) is not None
    }
    ask = Question(
        target=target,
        others=tuple(others),
        base=base,
        met=_met(target, base, given),
        to=given.to,
        scale=scale,
        present=present,
        best=best_pace(series, scale, wanted_of(target), target.goal or 0.0),
        faded=faded(series.points, scale, present, clock.time(given.to)),
        national=given.national,
        norms=given.norms,
        nation_seen=nation,
        need=needed(target, given.to, given.needs.get(target.concept), given.population),
        peers=peers,
        limit=limit_of(target, given.to, given.population),
    )
    return ask, series


def _added(given: _Given) -> list[Indicator]:
    """What the nation asks for by the year for the first time, as rows of the catalogue's region.

    Only where a plan ends: a few rows that somebody chose are no plan in which something could be missing.
    """
    regions = Counter(target.region for target in given.catalogue if target.region not in (NATION, ""))
    if not regions or len(given.catalogue) < _A_PLAN:
        return []
    region, held = regions.most_common(1)[0][0], {target.concept for target in given.catalogue}
    topics = {_topic(concept) for concept in held}
    earlier = {aim.concept for aim in given.national if aim.target_year < given.to}
    plan = given.catalogue.plans[0] if len(given.catalogue.plans) == 1 else "next"
    return [
        replace(
            aim, id=f"{plan}.{aim.concept}", plan=plan, region=region, baseline=None, baseline_year=None,
            baseline_text="", binding=None,
        )
        for aim in given.national
        if aim.target_year == given.to
        and aim.concept not in held | earlier
        and _topic(aim.concept) in topics
        and aim.measure not in ("count", "amount")
        and given.to - (aim.period_start or 0) <= _ONE_PLAN
    ]  # fmt: skip


def _topic(concept: str) -> str:
    """The field a concept belongs to: a plan for health is not asked for what a plan for care homes sets."""
    known = load().get(concept)
    return known.topic if known else ""


def _new_row(target: Indicator, given: _Given) -> Proposal:
    """A national number that no row of the ending plans has: its base is to be collected."""
    seen = given.observations.chosen(target, given.on, allow=given.allow).observation
    held = None if seen is None else seen.value_in(target.unit, target.per)
    national = next(one for one in given.national if one.concept == target.concept and one.target_year == given.to)
    told = Reason("national_goal", goal=national.target_text or f"{national.goal:g}", year=given.to)
    rise = target.form == "relative"
    value = national.goal if not rise else None if held is None else held + (national.goal or 0.0)
    why = joined(told, Reason("rise_without_base") if value is None else "")
    found = Candidate(kind="national", value=value, reason=why, source=national.id,
                      probability_reason=Reason("base_unknown"), stock_reason=Reason("base_unknown"))  # fmt: skip
    document = national_documents().get(national.plan)
    decision_reason = Reason("nation_added", document=national.plan if document is None else document.label)
    return Proposal(
        target=target,
        base=None,
        candidates=(found,),
        suggested="" if value is None else "national",
        flags=(Reason("base_unknown"),) if held is None else (),
        reason=Reason("base_unknown") if value is None else "",
        decision="new",
        decision_reason=decision_reason,
    )


def _pace_unit(target: Indicator, paces: Paces | None) -> str:
    fraction = scale_of(target).name == "log" if paces is None else paces.per_year == "fraction"
    return "fraction" if fraction else target.unit_label


def _base(target: Indicator, given: _Given) -> Base | str | None:
    """What was observed since the plan began; None where nothing was; a reason where nothing can be handed over."""
    base = handed_over(
        given.catalogue, target, given.observations, given.catalogue.documents, on=given.on, allow=given.allow
    )
    if isinstance(base, str):
        return base
    if base.origin == "target":
        if clock.time(target.target_year) >= clock.time(given.to):
            return Reason("goes_on", due=target.target_year, to=given.to)
        return None
    if target.start_year is not None and base.time <= clock.time(target.start_year):
        return None
    if base.time < clock.time(given.to):
        return base
    raise DomainError(Reason("base_not_before", id=target.id, when=base.when, to=given.to))


def _met(row: Indicator, base: Base | None, given: _Given) -> bool | None:
    target = begun_target(given.catalogue, row)
    if base is None or base.seen is None or target.course().end is None:
        return None
    held = given.observations.chosen(target, given.on, allow=given.allow).observation
    answer = None if held is None else target.met_by(held)
    return answer if isinstance(answer, bool) else None
