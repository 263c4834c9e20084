"""What the United Nations estimate and project for China, 2010-2060: the shapes that a regional forecast borrows.

World Population Prospects 2024 as its R package holds it: totals are of 31 December of the named year, flows of the
calendar year, and a period such as 2020-2025 runs from 1 July 2020 to 30 June 2025.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from cqtargets import clock
from cqtargets.conventions.arrays import frozen
from cqtargets.errors import ConventionError, DomainError
from cqtargets.population.known.series import population_rows

__all__ = [
    "Schedule",
    "UNSummary",
    "UNTotal",
    "un_births",
    "un_fertility_pattern",
    "un_mortality",
    "un_net_migration",
    "un_summary",
    "un_total",
]

Floats = NDArray[np.float64]
SEXES = ("male", "female")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Schedule:
    """Values by age for five-year periods.

    Attributes
    ----------
    name, unit : str
    starts, ends : array, shape (periods,)
        On the library's clock: the period 2020-2025 starts at 2019.5 (30 June 2020, end of day) and ends at 2024.5.
    ages : array, shape (A,)
        Lower bounds of the age groups.
    values : array, shape (periods, 2, A), sexes (male, female), or (periods, A) where there is one sex only
    """

    name: str
    unit: str
    starts: Floats = field(repr=False)
    ends: Floats = field(repr=False)
    ages: Floats = field(repr=False)
    values: Floats = field(repr=False)

    def during(self, when: clock.When) -> Floats:
        """The values of the period that holds `when`; a date on the border belongs to the earlier one.

        Raises
        ------
        DomainError
            Outside the periods.
        """
        moment = clock.time(when)
        inside = np.flatnonzero((self.starts < moment) & (moment <= self.ends))
        if inside.size == 0:
            first, last = int(self.starts[0] + 0.5), int(self.ends[-1] + 0.5)
            raise DomainError(f"{self.name} covers mid-{first} to mid-{last}, not {when}; choose a date within")
        found: Floats = self.values[inside[0]]
        return found


def un_mortality() -> Schedule:
    """Death rates a person-year by sex in 22 age groups (0, 1-4, 5-9 ... 100+), 2010-2060.

    References
    ----------
    United Nations (2024), World Population Prospects 2024; CC BY 3.0 IGO.

    Examples
    --------
    >>> rates = un_mortality()
    >>> rates.values.shape
    (10, 2, 22)
    >>> float(rates.during(2020)[0, 0])  # boys under one; the end of 2020 lies in mid-2020 to mid-2025
    0.00617945
    """
    return _schedule("un_mortality.csv", "UN mortality", "deaths a person-year", float, sexes=True)


def un_fertility_pattern() -> Schedule:
    """Share of total fertility in each five-year group 15-19 ... 45-49; a period's shares add up to 1.

    The rate a woman-year at ages x to x + 5 is the total fertility rate times the share, divided by 5.

    References
    ----------
    As for `un_mortality`.

    Examples
    --------
    >>> [round(float(share), 3) for share in un_fertility_pattern().during(2020)]
    [0.026, 0.231, 0.349, 0.246, 0.11, 0.029, 0.009]
    """
    return _schedule("un_fertility_pattern.csv", "UN fertility pattern", "share", lambda x: float(x) / 100, sexes=False)


def un_net_migration() -> Schedule:
    """Net migrants of a five-year period by sex in 21 age groups (0-4 ... 100+), in persons, 2020-2060.

    References
    ----------
    As for `un_mortality`.

    Examples
    --------
    >>> round(float(un_net_migration().during(2024).sum()))
    -1740165
    """
    return _schedule("un_net_migration.csv", "UN net migration", "人", _thousands, sexes=True)


def _thousands(text: str) -> float:
    return round(float(text) * 1000, 6)


def _schedule(table: str, name: str, unit: str, read: Callable[[str], float], *, sexes: bool) -> Schedule:
    rows = population_rows(table)
    ages = [column for column in rows[0] if column[0].isdigit()]
    values = np.array([[read(row[age]) for age in ages] for row in rows])
    if sexes:
        if [row["sex"] for row in rows] != list(SEXES) * (len(rows) // 2):
            raise ConventionError(f"{table} does not hold male before female in each period; build it again")
        rows, values = rows[::2], values.reshape(-1, 2, len(ages))
    return Schedule(
        name=name,
        unit=unit,
        starts=frozen([int(row["start"]) - 0.5 for row in rows]),
        ends=frozen([int(row["end"]) - 0.5 for row in rows]),
        ages=frozen([int(age.partition("-")[0]) for age in ages]),
        values=frozen(values),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class UNSummary:
    """China year by year: every array has shape (years,) unless it says otherwise.

    Attributes
    ----------
    years : tuple of int
        Calendar years 2010-2060.
    kinds : tuple of str
        "estimate" or "projection" (medium variant).
    tfr : array
        Children a woman.
    e0 : array, shape (years, 2)
        Life expectancy at birth, (male, female).
    e0_both, srb : array
        Both sexes together; boys a girl at birth.
    births, deaths, net_migration : array
        Persons in the calendar year.
    variant_years : tuple of int
        The projected years.
    tfr_low, tfr_high : array, shape (variant_years,)
        Total fertility in the low and the high variant.
    """

    years: tuple[int, ...]
    kinds: tuple[str, ...] = field(repr=False)
    tfr: Floats = field(repr=False)
    e0: Floats = field(repr=False)
    e0_both: Floats = field(repr=False)
    srb: Floats = field(repr=False)
    births: Floats = field(repr=False)
    deaths: Floats = field(repr=False)
    net_migration: Floats = field(repr=False)
    variant_years: tuple[int, ...] = field(repr=False)
    tfr_low: Floats = field(repr=False)
    tfr_high: Floats = field(repr=False)


@lru_cache(maxsize=1)
def un_summary() -> UNSummary:
    """Fertility, life expectancy, sex ratio at birth, births, deaths and net migration of China, 2010-2060.

    References
    ----------
    As for `un_mortality`.

    Examples
    --------
    >>> summary = un_summary()
    >>> at = summary.years.index(2020)
    >>> float(summary.tfr[at]), float(summary.e0_both[at]), float(summary.srb[at])
    (1.235682, 78.0191, 1.112)
    """
    rows = population_rows("un_summary.csv")
    projected = [row for row in rows if row["kind"] == "projection"]

    def column(name: str) -> Floats:
        return frozen([float(row[name]) for row in rows])

    def persons(name: str) -> Floats:
        return frozen([_thousands(row[name]) for row in rows])

    return UNSummary(
        years=tuple(int(row["year"]) for row in rows),
        kinds=tuple(row["kind"] for row in rows),
        tfr=column("tfr"),
        e0=frozen(np.column_stack([column("e0_male"), column("e0_female")])),
        e0_both=column("e0_both"),
        srb=column("srb"),
        births=persons("births_thousand"),
        deaths=persons("deaths_thousand"),
        net_migration=persons("net_migration_thousand"),
        variant_years=tuple(int(row["year"]) for row in projected),
        tfr_low=frozen([float(row["tfr_low"]) for row in projected]),
        tfr_high=frozen([float(row["tfr_high"]) for row in projected]),
    )


@lru_cache(maxsize=1)
def un_births() -> Mapping[int, float]:
    """Births of China by calendar year, 1950-2023, persons: the sizes that cohorts began with.

    References
    ----------
    As for `un_mortality`.

    Examples
    --------
    >>> births = un_births()
    >>> round(births[1963] / births[1961], 2)  # after the famine, and in it
    1.98
    """
    return MappingProxyType(
        {int(row["year"]): _thousands(row["births_thousand"]) for row in population_rows("un_births.csv")}
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class UNTotal:
    """Population of China at 31 December, in persons, with the UN's prediction intervals.

    Attributes
    ----------
    years : tuple of int
        2024-2060.
    counts : array, shape (years, 2)
        (male, female).
    bounds_80, bounds_95 : array, shape (years, 2)
        (low, high) of both sexes together.
    """

    years: tuple[int, ...]
    counts: Floats = field(repr=False)
    bounds_80: Floats = field(repr=False)
    bounds_95: Floats = field(repr=False)


def un_total() -> UNTotal:
    """The UN's projected population of China with 80 and 95 % intervals.

    References
    ----------
    As for `un_mortality`.

    Examples
    --------
    >>> total = un_total()
    >>> round(float(total.counts[total.years.index(2030)].sum()) / 1e8, 3)  # 亿人
    13.96
    """
    rows = population_rows("un_total.csv")

    def pair(first: str, second: str) -> Floats:
        return frozen([[_thousands(row[f"{name}_thousand"]) for name in (first, second)] for row in rows])

    return UNTotal(
        years=tuple(int(row["year"]) for row in rows),
        counts=pair("male", "female"),
        bounds_80=pair("low_80", "high_80"),
        bounds_95=pair("low_95", "high_95"),
    )
