"""What a candidate asks for and how likely it is: growth from the base, probability, stock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from typing import Final

from cqtargets import growth, units
from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.denominators import BANDS, other_people
from cqtargets.conventions.quantity import PeopleForecast
from cqtargets.conventions.reasons import Reason, joined
from cqtargets.districts.people import LEVEL
from cqtargets.errors import DomainError
from cqtargets.proposals.candidates import Question
from cqtargets.proposals.pace import Pace, Point
from cqtargets.proposals.result import Candidate
from cqtargets.targets.indicator import Indicator

__all__ = ["Forecast", "needed", "weighed"]

LEAST_VALUES: Final = 5
_TOLERANCE: Final = 0.005


Forecast = PeopleForecast


def weighed(
    candidate: Candidate,
    ask: Question,
    points: tuple[Point, ...],
    population: Forecast | Mapping[str, Forecast] | None,
    method: str,
) -> Candidate:
    """The candidate with the growth it requires, its probability and the stock it asks for."""
    if candidate.value is None:
        return candidate
    stock, ends, without = _stock(candidate.value, ask.target, ask.to, population)
    if ask.base is None:
        unknown = Reason("base_unknown")
        return replace(candidate, probability_reason=unknown, stock=stock, stock_interval=ends, stock_reason=without)
    required = growth.required(ask.base.value, candidate.value, ask.years)
    chance, why = _probability(candidate.value, ask, points, method)
    share = (candidate.value - ask.base.value) / candidate.value if candidate.value else 0.0
    faster = _faster_than_ever(candidate, ask)
    return replace(
        candidate,
        required=required,
        probability=chance,
        probability_reason=why,
        stock=stock,
        stock_interval=ends,
        stock_reason=without,
        stock_added=None if stock is None else stock * share,
        reason=joined(candidate.reason, faster),
    )


def _faster_than_ever(candidate: Candidate, ask: Question) -> str:
    if ask.base is None:
        return ""
    start, end = ask.room.forward(ask.base.value), ask.room.forward(candidate.value or 0.0)
    if not isinstance(ask.best, Pace) or start is None:
        return ""
    if end is None:
        return Reason("end_never_reached")
    step = (end - start) / ask.years
    faster = step < ask.best.step if ask.down else step > ask.best.step
    return Reason("faster_than_seen") if faster and abs(step - ask.best.step) > NOISE else ""


def _probability(value: float, ask: Question, points: tuple[Point, ...], method: str) -> tuple[float | None, str]:
    exact = [point for point in points if not point.bound]
    if len(exact) < LEAST_VALUES:
        few = Reason("needs_values", method=method, least=LEAST_VALUES, count=len(exact))
        return None, Reason("insufficient", why=few)
    top = ask.room.top
    tolerance = _TOLERANCE * top if ask.room.name == "logit" and value >= top else None
    try:
        found = import_module("cqtargets.attainment").probability(
            [point.when for point in exact],
            [point.value for point in exact],
            target=value,
            due=ask.to,
            comparator="<=" if ask.down else ">=",
            tolerance=tolerance,
            method=method,
            scale=ask.room.name,
            bounds=(0.0, top) if ask.room.name == "logit" else None,
        )
    except DomainError as error:
        return None, Reason("no_probability", why=error.reason)
    return found.probability, found.reason


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
