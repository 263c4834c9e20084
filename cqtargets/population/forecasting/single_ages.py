"""A census in single years of age to 100+: as counted where it is, else by the sizes of its birth cohorts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.comparison import NOISE
from cqtargets.errors import DomainError
from cqtargets.population.forecasting.schedules import AGES
from cqtargets.population.known.census import Census
from cqtargets.population.known.un_schedules import un_births
from cqtargets.population.models.cohorts import POWERS, cohort_power, cohort_shape
from cqtargets.population.models.cohortwise import open_out
from cqtargets.population.models.graduation import graduate
from cqtargets.population.models.lifetable import LifeTable

__all__ = ["POWER_STEP", "SingleAges", "day_of", "shape_at", "single_ages"]

Array = NDArray[np.float64]
# Births of these years tell how much wider than the nation's a region's cohorts swung: from the first on record to the
# last before policy parted the provinces. China itself comes out at 1.15 there.
_BORN: Final = (1950, 1980)
POWER_STEP: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleAges:
    """People at a census by single year of age.

    Attributes
    ----------
    people : array, shape (2, 101)
    power : float or None
        Of the nation's birth cohorts within the groups; None where single ages were counted.
    pattern : array, shape (2, 101)
        Change of the log of `people` by a power half a unit higher, the groups' totals kept.
    note : str
    """

    people: Array = field(repr=False)
    power: float | None
    pattern: Array = field(repr=False)
    note: str


def single_ages(start: Census, pair: Sequence[LifeTable], power: float | None = None) -> SingleAges:
    """Single years to 100+: infants as counted, groups by birth cohorts, the open group by the life table.

    Parameters
    ----------
    pair : two LifeTable
        Single years of age, (male, female).
    power : float, optional
        Of the nation's cohorts; read from the census itself unless told.

    Raises
    ------
    DomainError
        If the open group begins beyond 100.
    """
    oldest = int(start.ages[-1])
    if oldest >= AGES:
        raise DomainError(f"census of {start.region}: the open group begins at {oldest}; close it at 100 or before")
    weights = np.array([np.append(table.L[oldest : AGES - 1], table.T[AGES - 1]) for table in pair])
    if oldest > 4 and (start.widths[:-1] == 1).all():
        people = open_out(start.counts, weights)
        return SingleAges(
            people=people, power=None, pattern=np.zeros_like(people), note="ages: single years as counted"
        )
    lived = np.array([table.L for table in pair])
    found = _region_power(start, lived) if power is None else power
    people = open_out(_graduated(start, lived, found), weights)
    other = found + POWER_STEP if found + POWER_STEP <= POWERS[1] else found - POWER_STEP
    moved = open_out(_graduated(start, lived, other), weights)
    logs = np.log(np.where((moved > 0) & (people > 0), moved, 1.0)) - np.log(
        np.where((moved > 0) & (people > 0), people, 1.0)
    )
    note = f"ages: five-year groups by the nation's births of each cohort, swings to the power {found:.2f}" + (
        " (read from the census)" if power is None else ""
    )
    return SingleAges(people=people, power=found, pattern=logs * np.sign(other - found), note=note)


def shape_at(time: float, lived: Array, power: float) -> Array:
    """Relative sizes of single ages 0 ... 99 (2, 100) at a date; NaN where the births are not on record."""
    shape = cohort_shape(un_births(), when=day_of(time), ages=AGES - 1, survival=lived[:, : AGES - 1].T, power=power)
    return shape.T


def day_of(time: float) -> int | str:
    """A position on the clock as a year or, within one, the last day of a month.

    Examples
    --------
    >>> day_of(2019 + 10 / 12), day_of(2020.0)
    ('2020-10-31', 2020)
    """
    year = int(np.ceil(time - NOISE))
    month = round((time - (year - 1)) * 12)
    if month == 12:
        return year
    after = date(year, month % 12 + 1, 1)
    return (after - timedelta(days=1)).isoformat()


def _region_power(start: Census, lived: Array) -> float:
    groups = start.five_year().counts.sum(axis=0)
    found = cohort_power(groups, un_births(), when=day_of(start.date), survival=lived.sum(axis=0), born=_BORN)
    return 1.0 if found is None else found


def _graduated(start: Census, lived: Array, power: float) -> Array:
    """Single years with the census's own open group."""
    groups = start.five_year()
    shape = shape_at(start.date, lived, power)[:, : 5 * (groups.ages.size - 1)].copy()
    shape[:, :5] = np.nan
    people = graduate(groups.counts, "monotone", shape=shape)
    if start.widths[0] == 1:
        infants = start.counts[:, 0]
        rest = people[:, 1:5].sum(axis=1)
        people[:, 1:5] *= np.divide(groups.counts[:, 0] - infants, rest, out=np.zeros(2), where=rest > 0)[:, None]
        people[:, 0] = infants
    return people
