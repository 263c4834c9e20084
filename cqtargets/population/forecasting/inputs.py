"""What a cohort-component forecast needs, year by year, with the words that say where it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.doors import door
from cqtargets.errors import DomainError
from cqtargets.population.forecasting.controls import Controls
from cqtargets.population.forecasting.schedules import AGES

__all__ = ["Inputs"]

Array = NDArray[np.float64]


@door
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
        The last year whose births, life expectancy (or deaths) and total population are on record.
    variant : str
    notes : tuple of str
        One sentence a piece.
    cohorts : array, shape (2, 101), optional
        Change of the log of `base` by a power of birth cohorts half a unit higher; None for no doubt.
    doubt : float
        Standard deviation of the log of all death rates that the choice between records of mortality leaves.
    pace : float
        Standard deviation of the net migrants a year, persons, where no total after the census confirms them.
    controls : Controls, optional
        Records after the census that narrow the intervals.
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
    cohorts: Array | None = field(default=None, repr=False)
    doubt: float = 0.0
    pace: float = 0.0
    controls: Controls | None = field(default=None, repr=False)

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
