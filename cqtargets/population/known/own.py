"""A user's own population figures: censuses, totals, births, deaths, life expectancy, net migration."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cqtargets import clock
from cqtargets.conventions.doors import door
from cqtargets.conventions.names import similar
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import Problem, UnknownIdError
from cqtargets.population.known.census import Basis, Census

__all__ = ["BAND_OF", "MEASURES", "Measure", "PopulationData", "PopulationSeries"]

Measure = Literal[
    "population", "births", "deaths", "life_expectancy", "net_migration",
    "pop_0_14", "pop_15_59", "pop_15_64", "pop_16_59", "pop_60plus", "pop_65plus", "pop_80plus",
]  # fmt: skip
MEASURES: Final[tuple[Measure, ...]] = get_args(Measure)
BAND_OF: Final[dict[Measure, str]] = {
    "pop_0_14": "0-14", "pop_15_59": "15-59", "pop_15_64": "15-64", "pop_16_59": "16-59", "pop_60plus": "60+",
    "pop_65plus": "65+", "pop_80plus": "80+",
}  # fmt: skip
"""The age band that a measure counts: what a bulletin prints between two censuses."""


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PopulationSeries:
    """One measure of one region over time.

    Attributes
    ----------
    region, measure : str
    sex : {"both", "male", "female"}
    when : tuple of int or date, ascending
        A bare year is its end.
    times : array, shape (n,)
        The same on the library's clock.
    values : array, shape (n,)
        Persons; years for life expectancy.
    unit : str
        人 or 岁, the unit of `values`.
    vintage : str
        As the file names it; one series has one.
    """

    region: str
    measure: Measure
    sex: Literal["both", "male", "female"]
    when: tuple[int | date, ...]
    times: NDArray[np.float64] = field(repr=False)
    values: NDArray[np.float64] = field(repr=False)
    unit: str
    vintage: str = ""


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PopulationData:
    """What a file of a user holds, checked.

    Attributes
    ----------
    source : str
        Name of the file.
    basis : {"resident", "registered"}
        常住人口 or 户籍人口; one file holds one of them.
    censuses : tuple of Census
        By region and date, ascending in time within a region.
    series : tuple of PopulationSeries
    parents : tuple of (region, parent)
        Where the file says which region is part of which.
    remarks : tuple of Problem
        What was taken for granted.
    """

    source: str
    basis: Basis
    censuses: tuple[Census, ...] = ()
    series: tuple[PopulationSeries, ...] = field(default=(), repr=False)
    parents: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    remarks: tuple[Problem, ...] = field(default=(), repr=False)

    @property
    def regions(self) -> tuple[str, ...]:
        """Every region of the file, in the order of first appearance; those with a census first."""
        return tuple(dict.fromkeys([*(one.region for one in self.censuses), *(one.region for one in self.series)]))

    def census(self, region: str, year: int | None = None) -> Census:
        """The census of a region; the latest where no year is given.

        Raises
        ------
        UnknownIdError
            If the file has none.
        """
        held = [one for one in self.censuses if one.region == region]
        found = [one for one in held if year is None or one.year == year]
        if found:
            return max(found, key=lambda one: one.date)
        if held:
            years = ", ".join(str(one.year) for one in held)
            raise UnknownIdError(
                Reason("own_no_census", source=self.source, region=region, year=year, years=years), key=str(year)
            )
        raise self._unknown(region, "census", [one.region for one in self.censuses])

    def series_of(
        self, measure: Measure, region: str, *, sex: Literal["both", "male", "female"] = "both"
    ) -> PopulationSeries:
        """One series.

        Raises
        ------
        UnknownIdError
            If the file has none.
        """
        fitting = [one for one in self.series if one.measure == measure and one.sex == sex]
        for one in fitting:
            if one.region == region:
                return one
        raise self._unknown(region, f"{measure} ({sex})", [one.region for one in fitting])

    def to_frame(self) -> pd.DataFrame:
        """One row a value, with the columns that `read_population` reads (persons, and years of life)."""
        parts = [
            census.to_frame()
            .drop(columns=["year", "age_start"])
            .assign(measure="population", year=census.year, time=census.date)
            for census in self.censuses
        ]
        parts += [
            pd.DataFrame(
                {
                    "region": one.region, "sex": one.sex, "age": "", "persons": one.values, "measure": one.measure,
                    "year": [moment if isinstance(moment, int) else moment.year for moment in one.when],
                    "time": [clock.time(moment) for moment in one.when],
                }
            )
            for one in self.series
        ]  # fmt: skip
        columns = ["region", "year", "time", "measure", "sex", "age", "persons"]
        return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)

    def _unknown(self, region: str, what: str, known: list[str]) -> UnknownIdError:
        nearest = similar(region, dict.fromkeys(known), 5)
        hint = f"nearest: {', '.join(nearest)}" if nearest else f"it has {', '.join(dict.fromkeys(known)) or 'none'}"
        return UnknownIdError(f"{self.source} has no {what} of {region!r}; {hint}", key=region, nearest=nearest)
