"""Which method what is known allows, and why: rates, ratios between two censuses, or totals alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.reasons import Reason, joined
from cqtargets.errors import DomainError
from cqtargets.population.forecasting.fitting import census_of, checked_horizon, inputs_from, start_year
from cqtargets.population.forecasting.inputs import Inputs
from cqtargets.population.forecasting.knowledge import Knowledge
from cqtargets.population.forecasting.parts import Part, carried_path, interval_of
from cqtargets.population.forecasting.parts_of_whole import CENSUS_INTERVALS, PartRule, parts_of_whole
from cqtargets.population.forecasting.schedules import AGES, e0_by_sex, tables, un_value
from cqtargets.population.forecasting.single_ages import shape_at, single_ages
from cqtargets.population.forecasting.whole import Carried, Rates
from cqtargets.population.known.own import PopulationData
from cqtargets.population.models.trends import fit_trend

__all__ = ["Method", "chosen_method"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """What an ensemble is drawn from.

    Attributes
    ----------
    model : Rates, Carried or None
        None where only totals are known.
    times : array
        The census date, where it is no year end, then the year ends.
    since : array
        Years since the census.
    totals : tuple of (curve (times,), yearly spread), or None
    parts : tuple of Part
    part_spread : array, shape (G,)
        Of a part's log error a square root of a year.
    """

    whole: str
    basis: str
    name: str
    reason: str
    notes: tuple[str, ...]
    variant: str
    years: tuple[int, ...]
    times: Array = field(repr=False)
    since: Array = field(repr=False)
    groups: int
    model: Rates | Carried | None = field(repr=False)
    totals: tuple[Array, float | None] | None = field(repr=False, default=None)
    parts: tuple[Part, ...] = field(repr=False, default=())
    part_spread: Array = field(repr=False, default_factory=lambda: np.zeros(0))


def chosen_method(
    known: Knowledge | None,
    inputs: Inputs | None,
    *,
    base: int,
    to: int,
    variant: str | None,
    seed: int,
    parts: Sequence[str],
    data: PopulationData | None,
    how: PartRule | None = None,
) -> Method:
    """The best method for the whole, and its parts by ratios.

    Raises
    ------
    DomainError
        If too little is known, or the horizon is beyond the method.
    """
    rule = how or PartRule()
    if inputs is not None:
        checked_horizon(inputs.region, inputs.base_year, to, inputs.years[-1])
        cut = _shortened(inputs, to)
        return _by_rates(cut, Reason("full_rates_given"), parts, data, rule)
    if known is None:
        raise DomainError(Reason("nothing_to_forecast"))
    has_census = any(one.year == base for one in known.censuses)
    if known.censuses:
        census_of(known, base)
    if has_census and known.e0:
        reason = Reason("census_and_births" if known.births else "census_and_infants")
        return _by_rates(_inputs(known, to, base, variant or "medium"), reason, parts, data, rule)
    if variant not in (None, "medium"):
        raise DomainError(Reason("variant_without_life", variant=variant, region=known.region))
    if has_census and known.censuses[0].date < census_of(known, base).date:
        return _by_ratios(known, base, to, seed, parts, data, rule)
    if parts:
        raise DomainError(Reason("parts_without_ages", region=known.region))
    if has_census:
        raise DomainError(Reason("one_census_alone", region=known.region))
    return _by_totals(known, to)


@lru_cache(maxsize=8)
def _inputs(known: Knowledge, to: int, base: int, variant: str) -> Inputs:
    """The inputs of one knowledge: a whole and its parts share them."""
    return inputs_from(known, to=to, base=base, variant=variant)


def _shortened(inputs: Inputs, to: int) -> Inputs:
    steps = to - inputs.base_year
    changed = {name: getattr(inputs, name)[:steps] for name in ("years", "survival", "fertility", "srb", "migration")}
    return replace(inputs, **changed)


def _by_rates(inputs: Inputs, reason: str, parts: Sequence[str], data: PopulationData | None, how: PartRule) -> Method:
    with_census = inputs.base_year - inputs.census_time > NOISE
    years = (inputs.base_year, *inputs.years)
    times = np.array([*([inputs.census_time] if with_census else []), *years], dtype=float)
    model = Rates(inputs=inputs, with_census=with_census)
    held, spread, groups, notes = _parts(
        parts, data, inputs.region, times, inputs.census_time, inputs.at_census, model, how
    )
    return Method(
        whole=inputs.region,
        basis=inputs.basis,
        name=Reason("cohort_component_parts" if held else "cohort_component"),
        reason=joined(reason, Reason("parts_raked") if held else ""),
        notes=(*inputs.notes, *notes),
        variant=inputs.variant,
        years=years,
        times=times,
        since=times - inputs.census_time,
        groups=groups,
        model=model,
        parts=held,
        part_spread=spread,
    )


def _parts(
    names: Sequence[str],
    data: PopulationData | None,
    whole: Knowledge | str,
    times: Array,
    census_time: float,
    people: Array,
    model: Rates | Carried,
    how: PartRule,
) -> tuple[tuple[Part, ...], Array, int, tuple[str, ...]]:
    if not names:
        return (), np.zeros(0), 18, ()
    return parts_of_whole(names, data, whole, times, census_time, people, model, how)


def _by_ratios(
    known: Knowledge,
    base: int,
    to: int,
    seed: int,
    parts: Sequence[str],
    data: PopulationData | None,
    how: PartRule,
) -> Method:
    later = census_of(known, base)
    earlier = [one for one in known.censuses if one.date < later.date][-1]
    interval = interval_of(earlier, later)
    checked_horizon(known.region, base, to, int(later.date + CENSUS_INTERVALS * interval))
    first = start_year(later)
    years = tuple(range(first, to + 1))
    times = np.array([*([later.date] if first - later.date > NOISE else []), *years], dtype=float)
    groups = later.five_year().ages.size
    pair = tables((first,), e0_by_sex(first, un_value("e0_both", first))[None])[0]
    lived = np.array([table.L for table in pair])
    open_age = 5 * (groups - 1)
    weights = np.array([np.append(table.L[open_age : AGES - 1], table.T[AGES - 1]) for table in pair])
    power = single_ages(later, pair).power or 0.0
    expected = carried_path(earlier, later, times, weights, shape=lambda time: shape_at(time, lived, power))
    model = Carried(expected=expected, since=times - later.date, seed=seed)
    held, spread, _, notes = _parts(parts, data, known, times, later.date, expected[0], model, how)
    return Method(
        whole=known.region,
        basis=known.basis,
        name=Reason("hamilton_perry_parts" if held else "hamilton_perry"),
        reason=joined(
            Reason("two_censuses", earlier=earlier.year, later=later.year), Reason("parts_raked") if held else ""
        ),
        notes=(*known.sources, *notes),
        variant="medium",
        years=years,
        times=times,
        since=times - later.date,
        groups=groups,
        model=model,
        parts=held,
        part_spread=spread,
    )


def _by_totals(known: Knowledge, to: int) -> Method:
    """A geometric trend of totals, spread as its yearly changes are."""
    if known.times.size < 2:
        raise DomainError(Reason("one_total_alone", region=known.region, count=known.times.size))
    last = float(known.times[-1])
    span = last - float(known.times[0])
    first = int(np.ceil(last - NOISE))
    checked_horizon(known.region, first, to, int(last + span))
    years = tuple(range(first, to + 1))
    times = np.array([*([last] if first - last > NOISE else []), *years], dtype=float)
    logs = np.log(known.totals)
    if (known.times == np.floor(known.times)).all():
        rate = fit_trend([int(t) for t in known.times], known.totals, "geometric").params["rate"]
    else:
        rate = float(np.expm1((logs[-1] - logs[0]) / span))
    curve = known.totals[-1] * (1 + rate) ** (times - last)
    spread = None
    if known.times.size > 3:
        steps = np.diff(known.times)
        changes = (np.diff(logs) - np.log1p(rate) * steps) / np.sqrt(steps)
        spread = float(np.sqrt((changes**2).sum() / (changes.size - 1)))
    return Method(
        whole=known.region,
        basis=known.basis,
        name=Reason("geometric_totals"),
        reason=Reason("only_totals", count=known.times.size),
        notes=known.sources,
        variant="medium",
        years=years,
        times=times,
        since=times - last,
        groups=0,
        model=None,
        totals=(curve, spread),
    )
