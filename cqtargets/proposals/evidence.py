"""What a candidate asks for and how likely it is: growth from the base, probability, stock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from cqtargets import growth, units
from cqtargets.attainment.methods import Method
from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.denominators import BANDS, other_people
from cqtargets.conventions.quantity import PeopleForecast
from cqtargets.conventions.reasons import Reason, joined
from cqtargets.districts.people import LEVEL
from cqtargets.errors import DomainError
from cqtargets.observations import Observations
from cqtargets.proposals.candidates import Question
from cqtargets.proposals.pace import Pace, place_on
from cqtargets.proposals.result import Candidate
from cqtargets.prospects.attaining import attain
from cqtargets.prospects.result import Prospect
from cqtargets.targets.indicator import Indicator

__all__ = ["Evidence", "Forecast", "needed", "weighed"]

_TOLERANCE: Final = 0.005


Forecast = PeopleForecast


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a probability may use: the observations, those up to a date, and the method."""

    observations: Observations
    on: int | date | str | None
    allow: tuple[str, ...]
    method: Method


def weighed(
    candidate: Candidate,
    ask: Question,
    seen: Evidence,
    population: Forecast | Mapping[str, Forecast] | None,
) -> Candidate:
    """The candidate with the growth it requires, its probability and the stock it asks for."""
    if candidate.value is None:
        return candidate
    stock, ends, without = _stock(candidate.value, ask.target, ask.to, population)
    if ask.base is None:
        unknown = Reason("base_unknown")
        return replace(candidate, probability_reason=unknown, stock=stock, stock_interval=ends, stock_reason=without)
    required = growth.required(ask.base.value, candidate.value, ask.years)
    share = (candidate.value - ask.base.value) / candidate.value if candidate.value else 0.0
    faster = _faster_than_ever(candidate, ask)
    return replace(
        _chance(candidate, ask, seen),
        required=required,
        stock=stock,
        stock_interval=ends,
        stock_reason=without,
        stock_added=None if stock is None else stock * share,
        reason=joined(candidate.reason, faster),
    )


def _faster_than_ever(candidate: Candidate, ask: Question) -> str:
    if ask.base is None:
        return ""
    start, end = place_on(ask.scale, ask.base.value), place_on(ask.scale, candidate.value or 0.0)
    paces = [seen for seen in (ask.best, ask.present) if isinstance(seen, Pace)]
    if not paces or start is None:
        return ""
    if end is None:
        return Reason("end_never_reached")
    step = (end - start) / ask.years
    best = (min if ask.down else max)(paces, key=lambda seen: seen.step)
    beyond = best.step - step if ask.down else step - best.step
    return Reason("faster_than_seen", start=best.start, end=best.end) if beyond > NOISE else ""


def _chance(candidate: Candidate, ask: Question, seen: Evidence) -> Candidate:
    """The candidate with its probability as `Indicator.attain` gives it, or the reason why there is none."""
    value, top = candidate.value, ask.top
    goal = replace(
        ask.target,
        form="level",
        change="",
        reference="",
        comparator="<=" if ask.down else ">=",
        target_year=ask.to,
        target_low=None if ask.down else value,
        target_high=value if ask.down else None,
        tolerance=None,
        target_text="",
    )
    full = ask.scale.name == "logit" and value is not None and value >= top
    method = None if seen.method == "calibrated" else seen.method
    try:
        found = attain(
            goal,
            seen.observations,
            on=seen.on,
            allow=seen.allow,
            method=method,
            tolerance=_TOLERANCE * top if full else None,
        )
    except DomainError as error:
        return replace(candidate, probability_reason=Reason("no_probability", why=error.reason))
    if found.probability is None:
        return replace(candidate, probability_reason=found.reason)
    return replace(candidate, probability=found.probability, learned_on=_learned_on(found))


def _learned_on(found: Prospect) -> str:
    when = found.history.when
    parts = [Reason("learned_values", count=len(when), first=str(when[0]), last=str(when[-1]))]
    if found.donors:
        parts.append(Reason("learned_donors", names=", ".join(found.donors)))
    stretch = None if found.attainment is None else found.attainment.calibration
    if stretch is not None:
        parts.append(
            Reason(
                "learned_stretch", factor=stretch.factor, forecasts=stretch.forecasts, places=stretch.places,
                first=stretch.first, last=stretch.last, held=stretch.held_80,
            )
        )  # fmt: skip
    return joined(*parts)


def _stock(
    value: float, target: Indicator, to: int, population: Forecast | Mapping[str, Forecast] | None
) -> tuple[float | None, tuple[float, float] | None, str]:
    if target.measure in ("count", "amount"):
        factor = units.parse_unit(target.unit).factor
        return value * factor, None, ""
    if target.measure != "rate" or not target.per:
        return None, None, Reason("no_stock", measure=target.measure)
    if target.population not in BANDS:
        named = target.population
        return None, None, Reason("no_people_counted", people=named) if named else Reason("no_people_named")
    forecast = population.get(target.region) if isinstance(population, Mapping) else population
    if forecast is None or getattr(forecast, "region", target.region) != target.region:
        return None, None, Reason("no_population_of", region=target.region, to=to)
    if other := other_people(target.population, target.basis, getattr(forecast, "basis", "")):
        return None, None, other
    people = forecast.denominator(BANDS[target.population], on=to, kind="year_end")
    low, high = people.interval(LEVEL)
    factor = value * units.parse_unit(target.unit).factor / target.per
    return factor * float(people.median), (factor * float(low), factor * float(high)), ""


def needed(
    target: Indicator, to: int, units_needed: float | None, population: Forecast | Mapping[str, Forecast] | None
) -> float | None:
    """A need in places, beds or persons as a value of the target; None where it is not given or has no people."""
    if units_needed is None:
        return None
    factor = units.parse_unit(target.unit).factor
    if target.measure in ("count", "amount"):
        return units_needed / factor
    one, _, _ = _stock(1.0, target, to, population)
    return None if not one else units_needed / one
