"""Which observations may be compared with a target, and which one counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cqtargets import clock
from cqtargets.conventions.reasons import Reason, joined
from cqtargets.errors import UnitError
from cqtargets.monitoring.series import ObservedSeries
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation

__all__ = ["Comparison", "against", "compare", "latest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """An observation held against a target: comparable or not, and why.

    `reasons` holds one sentence a mismatch, by its name: ``unit``, ``basis``, ``population``, ``region``, ``date``.
    `remark` says what was taken for granted where the two are comparable.
    """

    observation: Observation
    reasons: dict[str, Reason]
    remark: str = ""

    @property
    def comparable(self) -> bool:
        """Whether nothing stands against the comparison."""
        return not self.reasons


def _other_region(seen: str, wanted: str) -> Reason:
    if not seen:
        return Reason("no_place_observed", wanted=wanted)
    return Reason("other_region", seen=seen, wanted=wanted) if wanted else Reason("no_place_aimed_at", seen=seen)


def compare(indicator: Indicator, observation: Observation, allow: Iterable[str] = ()) -> Comparison:
    """Whether `observation` measures what `indicator` aims at, by unit, population, basis, region and date.

    Parameters
    ----------
    allow : iterable of str
        Names of mismatches to accept (``"basis"``); the remark then says so. A unit that cannot be converted is never
        accepted.
    """
    reasons: dict[str, Reason] = {}
    if observation.region != indicator.region:
        reasons["region"] = _other_region(observation.region, indicator.region)
    try:
        observation.value_in(indicator.unit, indicator.per)
    except UnitError as error:
        reasons["unit"] = error.reason
    if observation.population and indicator.population and observation.population != indicator.population:
        reasons["population"] = Reason("other_population", seen=observation.population, wanted=indicator.population)
    if observation.basis and indicator.basis and observation.basis != indicator.basis:
        reasons["basis"] = Reason("other_basis", seen=observation.basis, wanted=indicator.basis)
    if observation.when is None:
        reasons["date"] = Reason("no_date")
    accepted = [name for name in allow if name in reasons and name != "unit"]
    remarks = [Reason("allowed", why=reasons.pop(name)) for name in accepted]
    if indicator.basis and not observation.basis:
        remarks.append(Reason("basis_not_stated", wanted=indicator.basis))
    return Comparison(observation=observation, reasons=reasons, remark=joined(*remarks))


def against(observations: ObservedSeries, indicator: Indicator, allow: Iterable[str] = ()) -> tuple[Comparison, ...]:
    """See `Observations.against`."""
    names = tuple(allow)
    return tuple(
        compare(indicator, observation, names)
        for observation in observations.series(indicator.concept, indicator.region)
    )


def latest(
    observations: ObservedSeries, indicator: Indicator, *, on: int | date | str | None = None, allow: Iterable[str] = ()
) -> Comparison | None:
    """See `Observations.latest`."""
    limit = None if on is None else clock.time(on)
    held = [
        comparison
        for comparison in against(observations, indicator, allow)
        if limit is None or (comparison.observation.time or 0.0) <= limit
    ]
    later_than_baseline = [
        comparison
        for comparison in held
        if comparison.comparable and not _is_baseline(indicator, comparison.observation)
    ]
    refused = [comparison for comparison in held if not comparison.comparable]
    if later_than_baseline:
        return later_than_baseline[-1]
    remaining = refused or held
    return remaining[-1] if remaining else None


def _is_baseline(indicator: Indicator, observation: Observation) -> bool:
    start = indicator.baseline_year
    return start is not None and observation.time is not None and observation.time <= clock.time(start)
