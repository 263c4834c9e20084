"""The inputs of a cohort-component forecast, built in the open and replaceable piece by piece."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from cqtargets import clock
from cqtargets.conventions.arrays import frozen
from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError
from cqtargets.population.forecasting.assumptions import VARIANTS, Aims, aims, printed_level
from cqtargets.population.forecasting.controls import Controls, asked_power, observed_controls, slopes_of
from cqtargets.population.forecasting.inputs import Inputs
from cqtargets.population.forecasting.knowledge import Knowledge, known_of, region_asked
from cqtargets.population.forecasting.migration_profile import Moves, residual_by_age
from cqtargets.population.forecasting.mortality import Mortality, fitted_mortality
from cqtargets.population.forecasting.records import Records, Run, fitted_run
from cqtargets.population.forecasting.schedules import LAST_YEAR, fertility_shape, tables, un_value
from cqtargets.population.forecasting.single_ages import SingleAges, single_ages
from cqtargets.population.known.census import Census
from cqtargets.population.known.own import PopulationData

__all__ = ["build_inputs", "census_of", "checked_horizon", "forecast_inputs", "inputs_from", "start_year"]

Array = NDArray[np.float64]
Path = Mapping[int, float]
_POWER_CLOSE = 0.02
_LEAST_DOUBT = 0.02


@door
def forecast_inputs(
    region: str | None = None,
    *,
    to: int,
    base: int = 2020,
    data: PopulationData | None = None,
    variant: str | None = None,
    known: clock.When | None = None,
    e0: Path | None = None,
    tfr: Path | None = None,
    net_migration: Path | None = None,
) -> Inputs:
    """The inputs of a region, from what is known of it; each piece can be replaced.

    - **Ages**: single years as counted, or five-year groups shared out by the nation's births of each cohort, to a power
      that the census itself and age bands on record after it tell.
    - **Mortality**: the UN's China table of the period, related by a Brass logit of two parameters to the life expectancy
      on record, the deaths on record and those of 70 and over whom two censuses counted, each by its stated error; male
      and female apart as the UN's are; afterwards the UN's own pace for China.
    - **Fertility**: the UN's age pattern, scaled so that births on record come out; afterwards as the UN's medium
      variant changes. Without recorded births, those who were under one year old at the census say the level.
    - **Migration**: the residual by age between the last two censuses, from 60 on as rates within plausible bounds, its
      total changed (plus-minus, below 60) to what the yearly totals imply; afterwards the mean of the years on record.

    Parameters
    ----------
    region : str, optional
        The only one of `data`, or Chongqing of the bundled figures, unless told.
    to, base : int
        Last year; year of the census it starts from.
    data : PopulationData, optional
        Your own figures; they go before the bundled ones, measure by measure.
    variant : {"medium", "low", "high", "constant", "zero_migration"}, optional
        Low and high change fertility alone, by the UN's difference in children a woman; constant holds fertility and
        mortality at the last record; zero_migration has none after the last total on record.
    known : int or date, optional
        Use nothing that was dated later, for backtests.
    e0, tfr, net_migration : mapping of year to value, optional
        Life expectancy of both sexes, children a woman, persons a year: straight lines between, held after the last.

    Raises
    ------
    DomainError
        If the horizon is beyond the UN's tables, no census or no life expectancy is known, or more people leave than
        there are.

    Examples
    --------
    >>> found = forecast_inputs(to=2030)
    >>> found.recorded, found.total_fertility[[0, 2]].round(2).tolist()
    ((2024, 2024, 2025), [1.03, 0.91])
    """
    knowledge = known_of(region_asked(region, data), data, known)
    return inputs_from(
        knowledge,
        to=to,
        base=base,
        variant=variant,
        limited=known is not None,
        e0=e0,
        tfr=tfr,
        net_migration=net_migration,
    )


def inputs_from(
    knowledge: Knowledge,
    *,
    to: int,
    base: int,
    variant: str | None = None,
    limited: bool = False,
    e0: Path | None = None,
    tfr: Path | None = None,
    net_migration: Path | None = None,
) -> Inputs:
    """Inputs from what is known; `limited` leaves out the UN's projections, for backtests."""
    checked_horizon(knowledge.region, base, to)
    if variant is not None and variant not in VARIANTS:
        raise DomainError(Reason("unknown_variant", variant=variant, known=", ".join(map(repr, VARIANTS))))
    start = census_of(knowledge, base)
    goal = aims(
        knowledge,
        base=base,
        to=to,
        variant=variant or "medium",
        limited=limited,
        e0=e0,
        tfr=tfr,
        net_migration=net_migration,
    )
    return build_inputs(knowledge, start, goal)


def build_inputs(knowledge: Knowledge, start: Census, goal: Aims) -> Inputs:
    """Run the recorded years so that births, deaths and totals on record come out, and carry the rest on.

    Where age bands are on record after the census, the power of birth cohorts that they ask for is taken, and the years
    are run again.
    """
    all_years = (start_year(start), *goal.years)
    pair = tables(all_years[:1], goal.e0[:1])[0]
    ages = single_ages(start, pair)
    printed = printed_level(knowledge, all_years[0]) if goal.own_e0 else goal.e0[0]
    mortality = Mortality()
    if printed is not None:
        mortality = fitted_mortality(knowledge, start, ages.people, printed, all_years[0])
    if goal.own_e0:
        mortality = Mortality(beta=mortality.beta)
    made = _fitted(knowledge, start, goal, ages, mortality)
    if (
        made.controls is not None
        and ages.power is not None
        and any(name[:5] != "total" for name in made.controls.names)
    ):
        wanted = asked_power(made.controls, ages)
        if abs(wanted - ages.power) > _POWER_CLOSE:
            made = _fitted(knowledge, start, goal, single_ages(start, pair, wanted), mortality)
    notes = (*made.notes, *(made.controls.notes(start.region) if made.controls else ()))
    return replace(made, notes=notes)


def _fitted(knowledge: Knowledge, start: Census, goal: Aims, ages: SingleAges, mortality: Mortality) -> Inputs:
    """One pass through the recorded years from given single ages."""
    years = (start_year(start), *goal.years)
    srb = np.array([un_value("srb", year) for year in years])
    moves = residual_by_age(knowledge, start, ages.people, goal, mortality)
    run = Run(
        region=start.region,
        years=years,
        people=ages.people,
        e0=goal.e0 + mortality.shift,
        beta=mortality.beta,
        shapes=np.array([fertility_shape(year) for year in years]),
        srb=srb,
        moves=moves,
    )
    records = Records(totals=knowledge.at_year_end(), births=knowledge.births, deaths=knowledge.deaths)
    fitted = fitted_run(run, goal=goal, share=years[0] - start.date, records=records)
    made = Inputs(
        region=start.region,
        basis=start.basis,
        base_year=years[0],
        census_time=start.date,
        at_census=frozen(ages.people),
        base=frozen(fitted.base),
        years=goal.years,
        survival=frozen(fitted.survival),
        fertility=frozen(fitted.fertility),
        srb=frozen(srb[1:]),
        migration=frozen(fitted.migration),
        profile=frozen(moves.profile),
        recorded=goal.recorded,
        variant=goal.variant,
        notes=(ages.note, *_mortality_notes(goal, mortality), *goal.notes[1:], moves.note),
        cohorts=frozen(ages.pattern),
        doubt=mortality.spread,
        pace=_pace_doubt(goal, moves, ages.people),
    )
    open_age = int(start.ages[-1])
    wanted = observed_controls(records.totals, knowledge.bands, years, open_age)
    return replace(made, controls=_controls(made, wanted)) if wanted else made


def _pace_doubt(goal: Aims, moves: Moves, people: Array) -> float:
    """Half the migration between the censuses where no later total says whether it went on and nobody set it."""
    told = goal.recorded[2] > goal.years[0] - 1 or goal.net_migration or goal.variant == "zero_migration"
    return 0.0 if told else abs(moves.usual(people)) / 2


def _controls(made: Inputs, wanted: Mapping[tuple[str, int], float]) -> Controls:
    steps = max(year for _, year in wanted) - made.base_year
    return slopes_of(
        made.region,
        wanted,
        base_year=made.base_year,
        base=made.base,
        pattern=np.zeros_like(made.base) if made.cohorts is None else made.cohorts,
        rates=(made.survival[:steps], made.fertility[:steps], made.srb[:steps], made.migration[:steps]),
    )


def _mortality_notes(goal: Aims, mortality: Mortality) -> tuple[str, ...]:
    if not mortality.facts:
        return goal.notes[:1]
    told = f"; slope {mortality.beta:.2f}, " + ", ".join(mortality.facts)
    apart = abs(mortality.readings[0] - mortality.readings[1])
    if apart > 2 * _LEAST_DOUBT:
        told += f"; life expectancy and deaths stand {apart:.1%} apart, and both readings stay in the interval"
    return (goal.notes[0] + told,)


def start_year(start: Census) -> int:
    """The year at whose end the steps begin: the census's own, or the one it falls in."""
    return int(np.ceil(start.date - NOISE))


def census_of(knowledge: Knowledge, base: int) -> Census:
    """The census of the base year.

    Raises
    ------
    DomainError
        If there is none; the message names the years that have one.
    """
    for one in knowledge.censuses:
        if one.year == base:
            return one
    years = ", ".join(str(one.year) for one in knowledge.censuses) or "none"
    raise DomainError(Reason("no_census_known", region=knowledge.region, base=base, years=years))


def checked_horizon(region: str, base: int, to: int, last: int = LAST_YEAR) -> None:
    """A last year that lies after the base and within reach.

    Raises
    ------
    DomainError
        Otherwise.
    """
    if isinstance(to, bool) or not isinstance(to, int | np.integer):
        raise DomainError(Reason("last_year_whole", to=to))
    if to <= base:
        raise DomainError(Reason("before_base", region=region, to=to, base=base))
    if to > last:
        raise DomainError(Reason("beyond_reach", region=region, to=to, last=last))
