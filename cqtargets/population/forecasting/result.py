"""What a forecast returns: populations by band with their trajectories, ready for denominators and charts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cqtargets import clock
from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.doors import door
from cqtargets.conventions.quantity import Quantity, checked_level, unknown_region
from cqtargets.conventions.reasons import Reason
from cqtargets.conventions.shown import SHOWN, html_table
from cqtargets.errors import ConventionError, DomainError
from cqtargets.population.forecasting.components import components_frame
from cqtargets.population.forecasting.drawn import Fan, Pyramid
from cqtargets.population.forecasting.parts import LEVELS

__all__ = ["INDICES", "Fan", "Forecast", "Pyramid", "ratio_of_bands"]

Array = NDArray[np.float64]
Kind = Literal["year_end", "year_average"]

# Name -> bands above, bands below, unit.
INDICES: Final = {
    "dependency_ratio": (("0-14", "65+"), ("15-64",), "per 100"),
    "child_dependency": (("0-14",), ("15-64",), "per 100"),
    "old_dependency": (("65+",), ("15-64",), "per 100"),
    "ageing_index": (("65+",), ("0-14",), "per 100"),
    "share_0_14": (("0-14",), ("total",), "%"),
    "share_60plus": (("60+",), ("total",), "%"),
    "share_65plus": (("65+",), ("total",), "%"),
    "share_80plus": (("80+",), ("total",), "%"),
}


def ratio_of_bands(name: str, persons_of: Callable[[str], Array]) -> Array:
    """An index of `INDICES` from the people of its bands, in its unit.

    Examples
    --------
    >>> people = {"0-14": np.array([20.0]), "65+": np.array([30.0])}
    >>> ratio_of_bands("ageing_index", people.__getitem__).tolist()
    [150.0]
    """
    above, below, _ = INDICES[name]
    upper, lower = (sum(persons_of(band) for band in part) for part in (above, below))
    values: Array = 100 * np.asarray(upper) / np.asarray(lower)
    return values


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Forecast:
    """Populations of one or more regions at year ends, with trajectories.

    Attributes
    ----------
    regions : tuple of str
    years : tuple of int
        Year ends, the base year's first.
    draws, seed : int
    method, reason : str
        How it was made, and why this way.
    variant, basis : str
    notes : tuple of str
        Where each input comes from.
    bands : tuple of str
        Age bands kept with all trajectories.
    ages : tuple of str
        Five-year groups of the pyramids; empty where only totals are known.
    whole : str
        The region that births, deaths and migration carry; `components` are its own.
    single : bool
        Whether ages are single years.
    times : array
        Moments, in years.
    persons : array
        People by draw, place, moment and band.
    medians : array, optional
        Median ages.
    pyramids : array, optional
        People by sex and age.
    groups : array, optional
        People by sex and five-year group with all trajectories, where they were kept.
    flows : array, optional
        Births, deaths and moves.
    """

    regions: tuple[str, ...]
    years: tuple[int, ...]
    draws: int
    seed: int
    method: str
    reason: str
    variant: str
    basis: str
    notes: tuple[str, ...] = field(repr=False)
    bands: tuple[str, ...] = field(repr=False)
    ages: tuple[str, ...] = field(repr=False)
    single: bool
    times: Array = field(repr=False)
    persons: Array = field(repr=False)
    medians: Array | None = field(repr=False)
    pyramids: Array | None = field(repr=False)
    groups: Array | None = field(repr=False, default=None)
    flows: Array | None = field(repr=False, default=None)
    whole: str = field(repr=False, default="")

    def __repr__(self) -> str:
        where = self.regions[0] if self.single else f"{len(self.regions)} regions"
        return f"Forecast of {where}, {self.years[0]} to {self.years[-1]}: {self.method}, {self.draws} draws"

    def _repr_html_(self) -> str:
        frame = self.quantity("total", on=self.years[-1]).to_frame((0.95,))
        rows = [
            (row["region"], self.years[-1], *(f"{row[name]:,.0f}" for name in ("median", "low_95", "high_95")))
            for row in frame.head(SHOWN).to_dict("records")
        ]
        return html_table(repr(self), ("地区", "年末", "总人口", "下限 95%", "上限 95%"), rows, len(frame))

    def denominator(self, band: str, *, on: clock.When, kind: Kind = "year_end") -> Quantity:
        """People of an age band.

        Parameters
        ----------
        band : str
            One of `bands`; name others with ``forecast(..., bands=("70+",))``.
        on : int, date or str
            A year, or a date within the forecast: dates lie on geometric lines between year ends.
        kind : {"year_end", "year_average"}
            For a year: its end, or the mean of its two ends.

        Raises
        ------
        DomainError
            If the band was not kept, or the date lies outside the forecast.
        ConventionError
            If the kind is unknown, or an average of a date is asked for.

        Examples
        --------
        >>> from cqtargets.population.forecasting.run import forecast
        >>> older = forecast("重庆市", to=2025, draws=200, seed=1).denominator("60+", on=2025)
        >>> low, high = older.interval(0.95)
        >>> bool(low < older.median < high), older.unit
        (True, '人')
        """
        row = self._band(band)
        return self._quantity(band, "人", self._at(self.persons[:, row], on, kind), on, kind)

    def index(self, name: str, *, on: clock.When, kind: Kind = "year_end") -> Quantity:
        """A ratio of bands, or the median age.

        dependency_ratio (0-14 and 65+ to 15-64), child_dependency, old_dependency and ageing_index (65+ to 0-14, 老少比)
        per 100; share_0_14, share_60plus, share_65plus, share_80plus in per cent; median_age in years.

        Parameters
        ----------
        name : str
            What is asked for, by its name.
        on : int, date or str
            Date on which it is looked at.
        kind : Kind
            year_end or mid_year.

        Raises
        ------
        DomainError
            If the name is unknown, or only totals are known.
        """
        if name == "median_age":
            if self.medians is None:
                raise DomainError(Reason("no_median_age", method=self.method))
            return self._quantity(name, "岁", self._at(self.medians, on, kind), on, kind)
        if name not in INDICES:
            raise DomainError(Reason("unknown_index", name=name, indices=", ".join([*INDICES, "median_age"])))
        values = ratio_of_bands(name, lambda band: self._at(self.persons[:, self._band(band)], on, kind))
        return self._quantity(name, INDICES[name][2], values, on, kind)

    def quantity(self, name: str, *, on: clock.When, kind: Kind = "year_end") -> Quantity:
        """A band or an index, by its name.

        Parameters
        ----------
        name : str
            What is asked for, by its name.
        on : int, date or str
            Date on which it is looked at.
        kind : Kind
            year_end or mid_year.
        """
        if name in INDICES or name == "median_age":
            return self.index(name, on=on, kind=kind)
        return self.denominator(name, on=on, kind=kind)

    def fan(
        self,
        name: str,
        years: Sequence[int] | None = None,
        levels: Sequence[float] = (0.8, 0.95),
        *,
        region: str | None = None,
    ) -> Fan:
        """A band or an index of one region over years, with central intervals.

        Parameters
        ----------
        name : str
            What is asked for, by its name.
        years : sequence of int, optional
            Years shown.
        levels : sequence of float
            Shares of outcomes inside each interval.
        region : str, optional
            Place that is meant.

        Raises
        ------
        DomainError
            If there are several regions and none is named, or there are no draws.
        """
        chosen = self._one(region)
        shown = tuple(self.years if years is None else years)
        each = [self.quantity(name, on=year).of(chosen) for year in shown]
        ends = np.array([[one.interval(checked_level(level)) for one in each] for level in levels])
        ends = ends.reshape(len(levels), len(shown), 2)
        return Fan(
            region=chosen, name=name, unit=each[0].unit, years=shown, levels=tuple(levels),
            median=np.array([one.median for one in each]), point=np.array([one.point[0] for one in each]),
            low=ends[..., 0], high=ends[..., 1],
        )  # fmt: skip

    def pyramid(self, on: int, *, region: str | None = None) -> Pyramid:
        """People of one region by sex and five-year group at a year end.

        Parameters
        ----------
        on : int
            Date on which it is looked at.
        region : str, optional
            Place that is meant.

        Raises
        ------
        DomainError
            If no ages are known, or the year lies outside the forecast.
        """
        if self.pyramids is None:
            raise DomainError(Reason("no_pyramid", method=self.method))
        chosen = self._one(region)
        cells = self.pyramids[self.regions.index(chosen), :, self._row(on)]
        low_95, low_80, median, high_80, high_95 = cells[: len(LEVELS)]
        return Pyramid(
            region=chosen, on=str(on), ages=self.ages, point=cells[-1], median=median, low_80=low_80, high_80=high_80,
            low_95=low_95, high_95=high_95,
        )  # fmt: skip

    def components(self, region: str | None = None, level: float = 0.95) -> pd.DataFrame:
        """Births, deaths and net migration of each year after the base, persons.

        Parameters
        ----------
        region : str, optional
            Needed where the forecast holds several.
        level : float
            Of the central intervals.

        Returns
        -------
        DataFrame
            year, births, deaths, net_migration (medians), and births_low, births_high ...

        Raises
        ------
        DomainError
            If the region is carried by ratios or a trend, which know no births and deaths.

        Examples
        --------
        >>> from cqtargets.population.forecasting.run import forecast
        >>> frame = forecast("重庆市", to=2022, draws=0).components()
        >>> frame["year"].tolist(), int(frame["births"].round()[0])  # the bureau's 20.83万
        ([2021, 2022], 208300)
        """
        chosen = self._one(region)
        if self.flows is None or chosen != self.whole:
            raise DomainError(Reason("carried_without", chosen=chosen, method=self.method))
        return components_frame(self.flows, self.years[1:], level)

    def ranking(self, name: str, *, on: clock.When, level: float = 0.95) -> pd.DataFrame:
        """Regions by a band or an index, highest first, with intervals of the value and of the rank.

        Parameters
        ----------
        name : str
            What is asked for, by its name.
        on : int, date or str
            Date on which it is looked at.
        level : float
            Share of outcomes inside the interval, such as 0.95.
        """
        found = self.quantity(name, on=on)
        frame = found.to_frame(levels=(level,))
        if found.draws.shape[1]:
            ranks = (-found.draws).argsort(axis=0).argsort(axis=0) + 1
            ends = np.quantile(ranks, [(1 - level) / 2, (1 + level) / 2], axis=1, method="nearest")
            frame["rank_low"], frame["rank_high"] = ends.astype(int)
        frame = frame.sort_values("median", ascending=False, kind="stable", ignore_index=True)
        frame.insert(0, "rank", np.arange(1, len(frame) + 1))
        return frame

    def to_frame(self, names: Sequence[str] | None = None, levels: Sequence[float] = (0.8, 0.95)) -> pd.DataFrame:
        """One row a region, year and quantity: region, quantity, year, kind, unit, median, low and high of each level.

        Parameters
        ----------
        names : sequence of str, optional
            Bands or quantities.
        levels : sequence of float
            Shares of outcomes inside each interval.
        """
        chosen = self.bands if names is None else names
        parts = [
            self.quantity(name, on=year).to_frame(levels).assign(on=year) for name in chosen for year in self.years
        ]
        return pd.concat(parts, ignore_index=True).rename(columns={"on": "year"})

    def _one(self, region: str | None) -> str:
        if region is None and len(self.regions) > 1:
            raise DomainError(Reason("several_regions", regions=len(self.regions)))
        chosen = self.regions[0] if region is None else region
        if chosen not in self.regions:
            raise unknown_region(chosen, self.regions, "the forecast")
        return chosen

    def _band(self, band: str) -> int:
        band = "total" if band == "0+" else band
        if band not in self.bands:
            if self.bands == ("total",):
                raise DomainError(Reason("only_totals_known", method=self.method, band=band))
            raise DomainError(Reason("band_not_kept", band=band, bands=", ".join(self.bands)))
        return self.bands.index(band)

    def _row(self, year: int) -> int:
        if year not in self.years:
            raise DomainError(Reason("year_outside", year=year, first=self.years[0], last=self.years[-1]))
        return int(np.flatnonzero(self.times == float(year))[0])

    def _at(self, values: Array, on: clock.When, kind: str) -> Array:
        """Values (regions, draws + 1) of (regions, times, draws + 1) at a date."""
        if kind not in ("year_end", "year_average"):
            raise ConventionError(Reason("unknown_people_kind", kind=kind))
        moment = clock.parse_when(on)
        if isinstance(moment, date):
            if kind != "year_end":
                raise ConventionError(Reason("average_of_date", on=on))
            return self._between(values, clock.time(moment), str(on))
        if kind == "year_average":
            if moment - 1 not in self.years:
                raise DomainError(
                    Reason(
                        "average_outside", moment=moment, before=moment - 1, first=self.years[0], last=self.years[-1]
                    )
                )
            return (values[:, self._row(moment - 1)] + values[:, self._row(moment)]) / 2
        return values[:, self._row(moment)]

    def _between(self, values: Array, time: float, shown: str) -> Array:
        if not self.times[0] - NOISE <= time <= self.times[-1]:
            raise DomainError(Reason("day_outside", shown=shown, last=self.years[-1]))
        after = min(int(np.searchsorted(self.times, time - NOISE)), self.times.size - 1)
        if after == 0 or abs(self.times[after] - time) < NOISE:
            return values[:, after]
        share = (time - self.times[after - 1]) / (self.times[after] - self.times[after - 1])
        between: Array = values[:, after - 1] ** (1 - share) * values[:, after] ** share
        return between

    def _quantity(self, name: str, unit: str, values: Array, on: clock.When, kind: str) -> Quantity:
        dated = isinstance(clock.parse_when(on), date)
        return Quantity(
            name=name, unit=unit, on=str(on), kind="date" if dated else kind, regions=self.regions,
            point=values[:, -1], draws=values[:, :-1], single=self.single, basis=self.basis,
        )  # fmt: skip
