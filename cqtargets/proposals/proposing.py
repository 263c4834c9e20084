"""Proposals for the targets of the next plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from cqtargets import clock
from cqtargets.catalogue import Catalogue
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import ConventionError, DomainError
from cqtargets.monitoring.handover import Base, handed_over
from cqtargets.norms.norm import Norm
from cqtargets.observations import Observations
from cqtargets.proposals.anchors import bundled_norms, national_targets
from cqtargets.proposals.candidates import Question, candidates_of, suggestion
from cqtargets.proposals.evidence import Forecast, weighed
from cqtargets.proposals.flags import also_in, base_flags, pace_flags, series_flags
from cqtargets.proposals.pace import Pace, Room, best_pace, measured, present_pace, room_of
from cqtargets.proposals.result import Proposal, Proposals
from cqtargets.targets.indicator import Indicator

__all__ = ["propose_targets", "rebased"]

NATION: Final = "全国"
Method = Literal["calibrated", "damped", "pooled", "drift", "ols"]


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
    method: Method = "calibrated",
) -> Proposals:
    r"""What the targets for the year `to` could be: per concept the base handed over and the candidates.

    The base is the latest comparable observation after the plan's baseline, failing that the target itself, taken as
    met. From a base :math:`b` at :math:`t_b` a pace of :math:`s` a year on the scale of the measure (log for counts and
    rates, logit for shares, the unit otherwise) leads to :math:`g^{-1}(g(b) + s (T - t_b))`. A value that the base has
    reached is no candidate: a met target is raised, not repeated.

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
        names, or for all targets where it names none.
    method : {"calibrated", "damped", "pooled", "drift", "ols"}
        How probabilities are found; five exact comparable values are needed.

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
    >>> age.base.value, age.met, age["national"].value, round(age["present_pace"].value, 1)
    (79.72, True, 80.0, 82.1)
    >>> held["med14.smart_hospitals"].suggested, held["med14.pharmacists_per_1000"].reason[:25]
    ('', 'no observation of this co')
    """
    if method not in ("calibrated", "damped", "pooled", "drift", "ols"):
        raise ConventionError(f"unknown method {method!r}; write calibrated, damped, pooled, drift or ols")
    given = _Given(
        catalogue=catalogue,
        observations=observations,
        to=to,
        on=on,
        allow=tuple(allow),
        national=national_targets() if national is None else national,
        norms=bundled_norms() if norms is None else norms,
        population=population,
        method=method,
    )
    return Proposals(
        to=to, proposals=tuple(_proposal(target, others, given) for target, others in _last_due(catalogue))
    )


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
    method: str


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
        return Proposal(target=target, base=None, flags=tuple(also_in(others)), reason=base)
    room = room_of(target)
    points = measured(target, given.observations, on=given.on, allow=given.allow)
    present, best = present_pace(points, room, _plan_start(target)), best_pace(points, room, target.direction)
    ask = Question(
        target=target,
        others=tuple(others),
        base=base,
        met=_met(target, base, given),
        to=given.to,
        room=room,
        present=present,
        best=best,
        national=given.national,
        norms=given.norms,
    )
    candidates = tuple(
        weighed(candidate, ask, points, given.population, given.method) for candidate in candidates_of(ask)
    )
    suggested = suggestion(candidates, ask.down)
    return Proposal(
        target=target,
        base=base,
        met=ask.met,
        candidates=candidates,
        suggested=suggested,
        present_pace=present.per_year if isinstance(present, Pace) else None,
        best_pace=best.per_year if isinstance(best, Pace) else None,
        nation_pace=_nation_pace(target, given, room),
        pace_unit="fraction" if room.name == "log" else target.unit_label,
        flags=(
            *base_flags(target, base),
            *series_flags(target, given.observations, given.on),
            *also_in(others),
            *pace_flags(candidates, suggested, ask.down),
        ),
    )


def _plan_start(target: Indicator) -> float | None:
    """Where the plan's own period begins, as far as its baseline says."""
    return None if target.baseline is None or target.baseline_year is None else clock.time(target.baseline_year)


def _base(target: Indicator, given: _Given) -> Base | str:
    base = handed_over(
        given.catalogue, target, given.observations, given.catalogue.documents, on=given.on, allow=given.allow
    )
    if isinstance(base, str):
        return base
    unseen = target.baseline is None and not given.observations.series(target.concept, target.region)
    if base.origin == "target" and unseen:
        return Reason("nothing_to_start_from")
    if base.time < clock.time(given.to):
        return base
    if base.origin == "target":
        return Reason("goes_on", due=target.target_year, to=given.to)
    raise DomainError(f"the base of {target.id!r} is of {base.when}, not before {given.to}; give a later to=")


def _met(target: Indicator, base: Base, given: _Given) -> bool | None:
    if base.seen is None or target.course().end is None:
        return None
    held = given.observations.chosen(target, given.on, allow=given.allow).observation
    answer = None if held is None else target.met_by(held)
    return answer if isinstance(answer, bool) else None


def _nation_pace(target: Indicator, given: _Given, room: Room) -> float | None:
    """The nation's present pace, where it is observed in the same definition."""
    pace = present_pace(measured(replace(target, region=NATION, baseline=None), given.observations, on=given.on), room)
    return pace.per_year if isinstance(pace, Pace) else None
