"""Which observations may be compared with a target, and which one counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from cqtargets import clock
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason, joined
from cqtargets.errors import ConventionError, UnitError
from cqtargets.monitoring.series import ObservedSeries
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation

__all__ = ["ALLOWABLE", "Comparison", "against", "as_bound", "checked_allow", "compare", "concept_form"]

ALLOWABLE: Final = ("basis", "population", "region")
"""Mismatches that may be accepted."""

_PARTS: Final = {("执业医师", "执业（助理）医师"), ("执业医师（是否含助理未说明）", "执业（助理）医师")}
"""Definitions of which the first counts a part of the second."""
_FORMS: Final = {"increment": "cumulative", "cumulative": "cumulative", "flow": "flow"}


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """An observation held against a target: comparable or not, and why.

    `reasons` holds one sentence a mismatch, by its name: ``unit``, ``basis``, ``population``, ``region``, ``date``.
    `remark` says what was taken for granted where the two are comparable.

    Attributes
    ----------
    observation : Observation
        The measured value.
    reasons : dict[str, Reason]
        Why the two are not comparable, by the name of the mismatch.
    remark : str
        What was taken for granted.
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


@door
def compare(indicator: Indicator, observation: Observation, allow: Iterable[str] = ()) -> Comparison:
    """Whether `observation` measures what `indicator` aims at, by unit, population, basis, region and date.

    Parameters
    ----------
    allow : iterable of str
        Names of mismatches to accept (``"basis"``); the remark then says so. A unit that cannot be converted is never
        accepted.
    indicator : Indicator
        The target.
    observation : Observation
        The measured value.
    """
    narrower = observation.basis
    names = tuple(allow)
    if "basis" not in names:
        observation = as_bound(indicator, observation)
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
    elif kinds := _open_basis(indicator, observation):
        reasons["basis"] = Reason("open_basis", seen=observation.basis, kinds="、".join(kinds))
    if observation.when is None:
        reasons["date"] = Reason("no_date")
    if why := _other_form(indicator, observation):
        reasons["form"] = why
    accepted = [name for name in names if name in reasons and name != "unit"]
    remarks = [Reason("allowed", why=reasons.pop(name)) for name in accepted]
    if observation.basis != narrower:
        remarks.append(Reason("basis_within", seen=narrower, wanted=indicator.basis))
    if indicator.basis and not observation.basis:
        remarks.append(Reason("basis_not_stated", wanted=indicator.basis))
    return Comparison(observation=observation, reasons=reasons, remark=joined(*remarks))


def _open_basis(indicator: Indicator, observation: Observation) -> tuple[str, ...]:
    """The bases of which the target should name one, where the observation names another than none."""
    if indicator.basis or not observation.basis:
        return ()
    from cqtargets.concepts import load

    concept = load().get(indicator.concept)
    groups = concept.bases if concept else ()
    return next((group for group in groups if observation.basis in group), ())


def concept_form(key: str) -> str:
    """What the values of a concept are by definition: level, flow or cumulative; empty where that is no matter of definition.

    >>> concept_form("births"), concept_form("eldercare_beds"), concept_form("life_expectancy")
    ('flow', 'level', '')
    """
    from cqtargets.concepts import load

    concept = load().get(key)
    return "" if concept is None else concept.form


def as_bound(indicator: Indicator, observation: Observation) -> Observation:
    """The observation; one that counts a part of what the target counts as a lower bound of it."""
    if (observation.basis, indicator.basis) not in _PARTS or observation.bound in ("<", "<="):
        return observation
    low = observation.interval[0]
    return replace(observation, value=low, text="", bound=">=", basis=indicator.basis, low=None, high=None)


def _other_form(indicator: Indicator, observation: Observation) -> Reason | None:
    """Why a stated kind of value (state, one year's amount, sum) does not answer what the target asks for."""
    wanted = _FORMS.get(indicator.form, "level")
    if wanted == "level" and observation.form == "flow" and concept_form(indicator.concept) == "flow":
        wanted = "flow"
    if observation.form and indicator.form != "qualitative" and observation.form != wanted:
        return Reason("other_form", seen=Reason(f"form_{observation.form}"), wanted=Reason(f"form_{wanted}"))
    since, start = observation.since, indicator.start_year
    if wanted == "cumulative" and since is not None and start is not None and clock.time(since) != start:
        return Reason("other_since", seen=since, wanted=start)
    return None


def checked_allow(allow: str | Iterable[str]) -> tuple[str, ...]:
    """Names of mismatches to accept.

    Raises
    ------
    ConventionError
        For a name that cannot be accepted.

    Examples
    --------
    >>> checked_allow("basis")
    ('basis',)
    """
    names = (allow,) if isinstance(allow, str) else tuple(allow)
    for name in names:
        if name not in ALLOWABLE:
            raise ConventionError(f"mismatch {name!r} cannot be allowed; write one of {', '.join(ALLOWABLE)}")
    return names


def against(observations: ObservedSeries, indicator: Indicator, allow: Iterable[str] = ()) -> tuple[Comparison, ...]:
    """See `Observations.against`."""
    names = tuple(allow)
    return tuple(
        compare(indicator, observation, names)
        for observation in observations.series(indicator.concept, indicator.region)
    )
