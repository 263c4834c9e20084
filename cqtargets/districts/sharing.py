"""Share a city's target among its districts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from cqtargets.allocation import allocate, converge, tiered
from cqtargets.conventions.arrays import frozen
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason, joined
from cqtargets.districts.people import (
    BANDS,
    COUNTED_CITY,
    EVERYBODY,
    People,
    by_name,
    census_people,
    counted,
    own_people,
)
from cqtargets.districts.remarks import below_present, not_the_whole_city, weights_of
from cqtargets.districts.result import DistrictAllocation, inequality_of
from cqtargets.errors import ConventionError, DomainError
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.stock import Forecast, stock_of, total_of

__all__ = ["METHODS", "allocate_target"]

Method = Literal["proportional", "equal", "need", "converge", "tiered"]
METHODS: Final[tuple[Method, ...]] = ("proportional", "equal", "need", "converge", "tiered")
Bounds = float | Mapping[str, float]
Rates = float | Mapping[str, float] | Sequence[tuple[float, float]]
_SHARED: Final = ("count", "amount")
_OPTIONS: Final = {"need": ("need",), "rates": ("tiered",), "reserve": ("tiered",), "level": ("converge",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """What is to be shared, district by district in the order of `names`; `now` is zero where nothing is given."""

    total: float
    names: tuple[str, ...]
    weights: list[float]
    now: list[float]
    low: list[float]
    high: list[float]
    whole: bool
    level: float | None


@door
def allocate_target(
    target: Indicator | float,
    weights: str | Mapping[str, float] = "population",
    method: Method = "proportional",
    *,
    current: Mapping[str, float] | None = None,
    start: Literal["zero", "present"] = "zero",
    floors: Bounds | None = None,
    caps: Bounds | None = None,
    whole: bool = True,
    year: int = 2020,
    population: Mapping[str, Any] | None = None,
    need: str | Mapping[str, float] | None = None,
    rates: Rates | None = None,
    reserve: float = 0.0,
    level: float | None = None,
    forecast: Forecast | None = None,
) -> DistrictAllocation:
    r"""Share the number that a city's target asks for among districts; the parts add up, or the slack is reported.

    Parameters
    ----------
    target : Indicator or float
        A count or an amount (25万张 is 250,000 beds), a rate per people (its goal times the people of all districts,
        rounded to the side that meets it), or a bare number of units.
    weights : str or mapping
        ``"population"``; an age band of the census (``"60+"``, ``"women 15-49"``); or a number by district, which
        then names the districts. Otherwise they are those of `population`, or for a target of 重庆市 its 38.
    method : str
        ``proportional`` to the weights; ``equal`` for each district; ``need``: weights times an index of need;
        ``converge``: each closes the same share of its distance to one level per weight; ``tiered``: a rate by tier
        and a reserve, nothing scaled to fit.
    current : mapping, optional
        Stock of each district now, in the base unit (张, not 万张).
    start : {"zero", "present"}
        Share the whole total, or what is to be added to `current`, so that nobody loses. `converge` always starts at
        `current` (from zero where none is given).
    floors, caps : float or mapping, optional
        At least and at most; a district left out of a mapping has no such bound.
    whole : bool
        Whole units by largest remainder.
    year : int
        Census that gives bands and people.
    population : mapping, optional
        Persons by district that replace the census: numbers, or forecasts with ``median`` and ``interval(level)``.
    need : str or mapping, for ``need``
        Index of need by district, or the age band whose share of the people is the index; ``"60+"`` by default.
    rates : float, mapping or pairs, for ``tiered``
        Units per unit of weight: one for all, one by district, or ``[(0, 0.006), (700_000, 0.007)]``: the rate from
        that size on.
    reserve : float, for ``tiered``
        Units kept back.
    level : float, for ``converge``
        Units per unit of weight that all move to; the best level of today by default.
    forecast : forecast, optional
        People of the whole city: the total of a rate is then the target's own stock (`Indicator.stock`), the median,
        and not its level times the people of the census.

    Returns
    -------
    DistrictAllocation
        Parts, reserve and slack add up to the total; inequality of the levels per head before and after.

    Raises
    ------
    DomainError
        If the target is for another place than 重庆市 and no district is named, is no total (shares and means are the
        same in each district: `Catalogue.for_region`), a weight is negative or all are zero, a district has no weight, stock
        or people, floors exceed the total, or the stock now does.
    ConventionError
        If a method or start is unknown, an option belongs to another method, or `tiered` has no rates.

    References
    ----------
    The rules of `cqtargets.allocation`; Balinski and Young (1982) for whole units.

    Examples
    --------
    >>> import cqtargets as cq
    >>> beds = cq.load_catalogue()["care14.eldercare_beds"]
    >>> shared = allocate_target(beds, "60+")
    >>> shared.total, int(shared.allocated.sum()), len(shared.districts), shared["渝中区"]
    (250000.0, 250000, 38, 4148.0)
    """
    _check_options(method, start, current, floors, caps, need=need, rates=rates, reserve=reserve, level=level)
    sizes, people = _sizes_and_people(target, weights, year, population)
    names, values = sizes.names, list(sizes.values)
    total, unit, made, behind = _total(target, people, whole, forecast)
    now = None if current is None else by_name("current", current, names)
    if method == "equal":
        values = [1.0] * len(names)
    elif method == "need":
        index, words = _need_index("60+" if need is None else need, names, year)
        values = [value * factor for value, factor in zip(values, index, strict=True)]
        made.append(Reason("need_index", source=words))
    if method == "tiered":
        shared = tiered(_rates(rates, names, values), values, reserve, total=total, whole=whole, names=names)
        parts, slack = shared.parts, float(shared.slack or 0.0)
    else:
        share = _converged if method == "converge" else _from_present if start == "present" else _from_zero
        ask = _Question(
            total=total,
            names=names,
            weights=values,
            now=now or [0.0] * len(names),
            low=_bounds("floors", floors, names, 0.0),
            high=_bounds("caps", caps, names, math.inf),
            whole=whole,
            level=level,
        )
        parts, slack = share(ask), 0.0
    region = target.region if isinstance(target, Indicator) else ""
    held = people.total if people else None
    remarks = (
        weights_of(sizes, method), not_the_whole_city(region, names, held, behind, year), below_present(names, now, parts.tolist()),
        Reason("head_by_census", year=year) if forecast is not None and population is None and people else "",
    )  # fmt: skip
    heads = None if people is None else np.array(people.values)
    return DistrictAllocation(
        target=target.id if isinstance(target, Indicator) else "",
        total=total,
        unit=unit,
        method=method,
        districts=names,
        weights=frozen(values),
        allocated=_read_only(parts),
        current=None if now is None else frozen(now),
        people=None if heads is None else frozen(heads),
        people_interval=frozen(np.transpose(people.intervals)) if people and people.intervals else None,
        per=target.per if isinstance(target, Indicator) and target.per else 1000,
        reserve=float(reserve),
        slack=slack,
        before=None if now is None else inequality_of(np.array(now, dtype=np.float64), heads),
        after=inequality_of(np.array(parts, dtype=np.float64), heads),
        note=joined(*made, *remarks),
    )


def _read_only(parts: NDArray[Any]) -> NDArray[Any]:
    parts.setflags(write=False)
    return parts


def _check_options(method: str, start: str, current: Any, floors: Any, caps: Any, **options: Any) -> None:
    if method not in METHODS:
        raise ConventionError(Reason("unknown_sharing", method=method, methods=", ".join(METHODS)))
    if start not in ("zero", "present"):
        raise ConventionError(f"unknown start {start!r}; write 'zero' or 'present'")
    for name, methods in _OPTIONS.items():
        if options[name] not in (None, 0.0) and method not in methods:
            raise ConventionError(f"{name}= belongs to method {methods[0]!r}, not to {method!r}; leave it out")
    if method == "tiered":
        if options["rates"] is None:
            raise ConventionError("method 'tiered' needs rates=: units per unit of weight, such as [(0, 0.006)]")
        if floors is not None or caps is not None or start == "present":
            raise ConventionError("method 'tiered' scales nothing to fit: leave out floors=, caps= and start='present'")
    if start == "present" and current is None:
        raise ConventionError("start='present' needs current=: the stock of each district now")


def _sizes_and_people(
    target: Indicator | float, weights: str | Mapping[str, float], year: int, population: Mapping[str, Any] | None
) -> tuple[People, People | None]:
    own = None if population is None else own_people(population)
    if isinstance(weights, str):
        if weights == "population" and own is not None:
            return own, own
        if own is None:
            _refuse_strange_districts(target)
        sizes = census_people(None if own is None else own.names, weights, year)
    else:
        if not weights:
            raise DomainError("weights name no district; give a number for each")
        sizes = People(names=tuple(weights), values=tuple(weights.values()), intervals=None, source=Reason("as_given"))
    if own is not None and population is not None:
        by_name("population", dict(zip(own.names, own.values, strict=True)), sizes.names)
        return sizes, own_people({name: population[name] for name in sizes.names})
    if not counted(sizes.names):
        return sizes, None
    named = BANDS.get(target.population) if isinstance(target, Indicator) else None
    band = named or (weights if isinstance(weights, str) and weights != "population" else EVERYBODY)
    return sizes, census_people(sizes.names, band, year)


def _refuse_strange_districts(target: Indicator | float) -> None:
    """Only a target of the city whose districts are bundled is shared among them."""
    if isinstance(target, Indicator) and target.region != COUNTED_CITY:
        place = target.region or "a place that is not named"
        raise DomainError(Reason("districts_unknown", id=target.id, place=place))


def _total(
    target: Indicator | float, people: People | None, whole: bool, forecast: Forecast | None
) -> tuple[float, str, list[str], float | None]:
    """Units to share, their unit, how they came about, and the people of the whole city where it is forecast."""
    behind: float | None = None
    if not isinstance(target, Indicator):
        total, unit, made = float(target), "", list[str]()
    elif target.goal is None or not (target.measure in _SHARED or (target.measure == "rate" and target.per)):
        what = Reason("a_measure", measure=target.measure) if target.goal is not None else Reason("without_number")
        raise DomainError(Reason("no_total_to_share", id=target.id, what=what))
    else:
        if target.measure == "rate" and forecast is not None:
            behind = float(stock_of(target, forecast).denominator.median)
        elif target.measure == "rate" and (target.population not in BANDS or people is None):
            raise DomainError(
                Reason("per_something", id=target.id, population=target.population or "something not named")
            )
        counted_people = behind if behind is not None else people.total if people else None
        total, unit = total_of(target, counted_people)
        told = Reason("total_by", goal=target.course().end, unit=target.unit_label, due=target.target_year)
        made = [told]
        if target.measure == "rate":
            total = _in_wholes(target, total, whole)
            made = [Reason("for_people", what=told, people=counted_people)]
    if not (math.isfinite(total) and total > 0):
        raise DomainError(Reason("share_nothing", total=total))
    return total, unit, made, behind


def _in_wholes(target: Indicator, stock: float, whole: bool) -> float:
    if not whole or abs(stock - round(stock)) < 1e-6:
        return round(stock) if whole else stock
    return float(math.floor(stock) if target.comparator in ("<=", "<") else math.ceil(stock))


def _need_index(need: str | Mapping[str, float], names: tuple[str, ...], year: int) -> tuple[list[float], str]:
    if not isinstance(need, str):
        return by_name("need", need, names), Reason("index_given")
    part, everybody = census_people(names, need, year), census_people(names, EVERYBODY, year)
    mean = part.total / everybody.total
    index = [some / all_ / mean for some, all_ in zip(part.values, everybody.values, strict=True)]
    return index, Reason("share_over_all", band=need, year=year)


def _bounds(what: str, bounds: Bounds | None, names: tuple[str, ...], default: float) -> list[float]:
    if bounds is None:
        return [default] * len(names)
    if isinstance(bounds, Mapping):
        return by_name(what, bounds, names, default)
    return [bounds] * len(names)


def _rates(rates: Rates | None, names: tuple[str, ...], sizes: list[float]) -> list[float]:
    if isinstance(rates, Mapping):
        return by_name("rates", rates, names)
    if not isinstance(rates, Sequence):
        return [float(rates or 0.0)] * len(names)
    steps = sorted(rates)
    if steps and min(sizes) < steps[0][0]:
        smallest = names[sizes.index(min(sizes))]
        raise DomainError(
            f"the first tier starts at {steps[0][0]:g} and {smallest} has {min(sizes):g}; start the first tier at 0"
        )
    return [next(rate for start, rate in reversed(steps) if size >= start) for size in sizes]


def _from_zero(ask: _Question) -> NDArray[Any]:
    return allocate(ask.total, ask.weights, ask.low, ask.high, ask.whole, names=ask.names)


def _from_present(ask: _Question) -> NDArray[Any]:
    added = ask.total - sum(ask.now)
    if added < 0:
        raise DomainError(Reason("hold_more", now=sum(ask.now), total=ask.total))
    for name, stock, cap in zip(ask.names, ask.now, ask.high, strict=True):
        if stock > cap:
            raise DomainError(Reason("holds_above_cap", name=name, stock=stock, cap=cap))
        if ask.whole and stock != int(stock):
            raise DomainError(Reason("holds_no_whole", name=name, stock=stock))
    floors = [max(0.0, least - stock) for least, stock in zip(ask.low, ask.now, strict=True)]
    caps = [most - stock for most, stock in zip(ask.high, ask.now, strict=True)]
    parts = allocate(added, ask.weights, floors, caps, ask.whole, names=ask.names)
    total: NDArray[Any] = np.add(ask.now, parts).astype(parts.dtype)
    return total


def _converged(ask: _Question) -> NDArray[Any]:
    level = ask.level
    if level is None and not any(ask.now):
        # From zero every level gives the same shares; one that is certainly above the total is taken.
        level = 2 * ask.total / sum(ask.weights)
    bounded = any(ask.low) or any(math.isfinite(cap) for cap in ask.high)
    parts = converge(ask.total, ask.now, ask.weights, level, ask.whole and not bounded, names=ask.names)
    return allocate(ask.total, parts, ask.low, ask.high, ask.whole, names=ask.names) if bounded else parts
