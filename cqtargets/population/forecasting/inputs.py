"""The inputs of a cohort-component forecast, built in the open and replaceable piece by piece."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from cqtargets import clock
from cqtargets.conventions.arrays import frozen
from cqtargets.errors import DomainError
from cqtargets.population.forecasting.assumptions import VARIANTS, Aims, aims
from cqtargets.population.forecasting.knowledge import CITY, Knowledge, known_of
from cqtargets.population.forecasting.migration_profile import residual_by_age
from cqtargets.population.forecasting.records import Run, fitted_run
from cqtargets.population.forecasting.schedules import AGES, LAST_YEAR, fertility_shape, survival_path, tables, un_value
from cqtargets.population.known.census import Census
from cqtargets.population.known.own import PopulationData
from cqtargets.population.models.cohortwise import open_out
from cqtargets.population.models.graduation import graduate

__all__ = ["Inputs", "build_inputs", "forecast_inputs", "inputs_from"]

Array = NDArray[np.float64]
Path = Mapping[int, float]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Inputs:
    """What `project` needs for one region, year by year, with the words that say where it comes from.

    Ages are single years 0 ... 99, 100+; a step is a calendar year. Replace a piece with `dataclasses.replace`.

    Attributes
    ----------
    region, basis : str
    base_year : int
        The steps begin at its end.
    census_time : float
        Date of the census on the library's clock, at most a year before.
    at_census, base : array, shape (2, 101)
        Persons at the census and at the end of the base year.
    years : tuple of int, length T
    survival : array, shape (T, 2, 101)
    fertility : array, shape (T, 101)
    srb : array, shape (T,)
    migration : array, shape (T, 2, 101)
        Net migrants of each year, persons.
    profile : array, shape (2, 101)
        Where a shock to net migration lands; adds up to 1.
    recorded : tuple of int
        The last year whose births, life expectancy and total population are on record.
    variant : str
    notes : tuple of str
        One sentence a piece.
    """

    region: str
    basis: str = "resident"
    base_year: int
    census_time: float
    at_census: Array = field(repr=False)
    base: Array = field(repr=False)
    years: tuple[int, ...] = field(repr=False)
    survival: Array = field(repr=False)
    fertility: Array = field(repr=False)
    srb: Array = field(repr=False)
    migration: Array = field(repr=False)
    profile: Array = field(repr=False)
    recorded: tuple[int, int, int]
    variant: str = "medium"
    notes: tuple[str, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        steps = len(self.years)
        wanted = {
            "at_census": (2, AGES), "base": (2, AGES), "profile": (2, AGES), "survival": (steps, 2, AGES),
            "fertility": (steps, AGES), "srb": (steps,), "migration": (steps, 2, AGES),
        }  # fmt: skip
        for name, shape in wanted.items():
            if np.shape(getattr(self, name)) != shape:
                raise DomainError(
                    f"inputs of {self.region}: {name} has shape {np.shape(getattr(self, name))}; give {shape}"
                )
        if self.years != tuple(range(self.base_year + 1, self.base_year + 1 + steps)) or not steps:
            raise DomainError(f"inputs of {self.region}: years must follow {self.base_year} one by one")

    @property
    def total_fertility(self) -> Array:
        """Children a woman in each year, shape (T,)."""
        total: Array = self.fertility.sum(axis=1)
        return total

    @property
    def net_migration(self) -> Array:
        """Net migrants of each year, persons, shape (T,)."""
        total: Array = self.migration.sum(axis=(1, 2))
        return total


def forecast_inputs(
    region: str = CITY,
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

    - **Mortality**: the UN's China table of the period, related by a Brass logit to the life expectancy on record, male
      and female apart as the UN's are; straight lines between records, afterwards the UN's own pace for China.
    - **Fertility**: the UN's age pattern, scaled so that births on record come out; afterwards as the UN's medium
      variant changes. Without recorded births, those who were under one year old at the census say the level.
    - **Migration**: the residual by age between the last two censuses, its total changed (plus-minus, below 60) to
      what the yearly totals imply; afterwards the mean of the years on record.

    Parameters
    ----------
    region : str
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
    ((2023, 2024, 2024), [1.03, 0.9])
    """
    knowledge = known_of(region, data, known)
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
        raise DomainError(f"unknown variant {variant!r}; write one of {', '.join(map(repr, VARIANTS))}")
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
    """Run the recorded years so that births and totals on record come out, and carry the rest on."""
    years = goal.years
    all_years = (start_year(start), *years)
    survival = survival_path(all_years, goal.e0)
    shapes = np.array([fertility_shape(year) for year in all_years])
    srb = np.array([un_value("srb", year) for year in all_years])
    people = single_ages(start, goal)
    residual, profile, note = residual_by_age(knowledge, start, people, goal)
    run = fitted_run(
        Run(
            region=start.region,
            people=people,
            survival=survival,
            shapes=shapes,
            srb=srb,
            residual=residual,
            profile=profile,
        ),
        goal=goal,
        share=all_years[0] - start.date,
        first_total=knowledge.at_year_end(),
        births=knowledge.births,
    )
    return Inputs(
        region=start.region,
        basis=start.basis,
        base_year=all_years[0],
        census_time=start.date,
        at_census=frozen(people),
        base=frozen(run.base),
        years=years,
        survival=frozen(survival[1:]),
        fertility=frozen(run.fertility),
        srb=frozen(srb[1:]),
        migration=frozen(run.migration),
        profile=frozen(profile),
        recorded=goal.recorded,
        variant=goal.variant,
        notes=(*goal.notes, note),
    )


def start_year(start: Census) -> int:
    """The year at whose end the steps begin: the census's own, or the one it falls in."""
    return int(np.ceil(start.date - 1e-9))


def single_ages(start: Census, goal: Aims) -> Array:
    """Single years to 100+: monotone graduation of five-year groups, infants as counted, the open group by the table."""
    groups = start.five_year()
    people = graduate(groups.counts, "monotone")
    if start.widths[0] == 1:
        infants = start.counts[:, 0]
        people[:, 1:5] *= ((groups.counts[:, 0] - infants) / people[:, 1:5].sum(axis=1))[:, None]
        people[:, 0] = infants
    pair = tables((start_year(start),), goal.e0[:1])[0]
    oldest = int(groups.ages[-1])
    if oldest >= AGES:
        raise DomainError(f"census of {start.region}: the open group begins at {oldest}; close it at 100 or before")
    weights = np.array([np.append(table.L[oldest : AGES - 1], table.T[AGES - 1]) for table in pair])
    return open_out(people, weights)


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
    raise DomainError(
        f"no census of {knowledge.region} in {base} is known; there are {years}: choose base=, or give data="
    )


def checked_horizon(region: str, base: int, to: int, last: int = LAST_YEAR) -> None:
    """A last year that lies after the base and within reach.

    Raises
    ------
    DomainError
        Otherwise.
    """
    if isinstance(to, bool) or not isinstance(to, int | np.integer):
        raise DomainError(f"to is {to!r}; give the last year as a whole number, such as 2035")
    if to <= base:
        raise DomainError(f"forecast of {region} to {to}: the base is {base}; give a later year")
    if to > last:
        raise DomainError(
            f"forecast of {region} to {to}: what it is built on reaches to {last}; give to={last} or earlier"
        )
