"""A ratio of beds beside the beds that people by age use: what the plan adds, what the ages of a place add, what ageing adds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.doors import door
from cqtargets.conventions.quantity import Quantity
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError
from cqtargets.targets.stock import Forecast, Kind, stock_of
from cqtargets.targets.target import Target
from cqtargets.units import single
from cqtargets.workforce.assumptions import ADMISSIONS, Assumption
from cqtargets.workforce.beds import bed_demand, calibrated_rates

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["BedUse", "YearlyForecast", "bed_use_of"]

PATTERN: Final[Mapping[str, float]] = {
    "0-14": ADMISSIONS["0-59"], "15-59": ADMISSIONS["0-59"], "60+": ADMISSIONS["60+"]
}  # fmt: skip
"""Admissions of China in 2018, on the bands that every forecast has."""

_PUBLISHED: Final = Assumption(
    en="people of 60 and over are admitted as often beside the younger as in China in 2018 (24.9 % against 11.4 %)",
    zh="各年龄住院率之比按全国 2018 年（60 岁及以上 24.9%，以下 11.4%）",
    source="International Journal for Equity in Health 2023, 22:169",
)
_KEPT: Final = Assumption(
    en="use at each age, stay and occupancy stay as they are at the baseline",
    zh="各年龄的使用水平、住院日和使用率保持基期不变",
)


class YearlyForecast(Forecast, Protocol):
    """A forecast that says which years it holds."""

    @property
    def years(self) -> tuple[int, ...]: ...


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class BedUse:
    """Beds for so many people that use by age asks for, year by year and region by region, beside the goal of a plan.

    Attributes
    ----------
    indicator, name_zh, name_en, unit : str
    per : float
        For how many people the goal and `use` hold.
    goal, baseline : float
        Of the plan; use by age is that of the baseline.
    begin : int
        Year of the baseline.
    use : mapping of year to Quantity
        Beds for `per` people.
    beds : mapping of year to Quantity
        The beds themselves.
    assumptions : tuple of Assumption
        What no document prints.
    """

    indicator: str
    name_zh: str
    name_en: str
    unit: str
    per: float
    goal: float
    baseline: float
    begin: int
    use: Mapping[int, Quantity] = field(repr=False)
    beds: Mapping[int, Quantity] = field(repr=False)
    assumptions: tuple[Assumption, ...] = field(repr=False)

    def __repr__(self) -> str:
        last = max(self.use)
        places = self.use[last].regions
        middle = float(np.median(np.atleast_1d(self.use[last].median)))
        return f"BedUse of {self.indicator}: {middle:.2f} {self.unit} in {last} ({len(places)} regions), goal {self.goal:g}"

    def to_frame(self, on: int | None = None, level: float = 0.95) -> pd.DataFrame:
        """One row a region and year.

        Columns indicator, region, year, use, use_low, use_high, goal, difference, from_use, from_ages, from_ageing, beds,
        beds_low, beds_high. `difference` is `use` less `goal` and the sum of three parts: `from_use`, what the plan adds to
        the use of its baseline (below zero); `from_ages`, what the ages of the region add at the baseline's date beside
        those of all regions; `from_ageing`, what their change since then adds. Medians; the ends of intervals are left out
        where there are no trajectories.

        Parameters
        ----------
        on : int, optional
            One year; every year unless told.
        level : float
            Of the intervals: they hold uncertain people, not uncertain use.

        Raises
        ------
        DomainError
            If the forecast does not hold the year.
        """
        import pandas as pd

        if on is not None and on not in self.use:
            raise DomainError(Reason("bed_use_year", year=on, first=min(self.use), last=max(self.use)))
        years = list(self.use) if on is None else [on]
        return pd.concat([self._rows(year, level) for year in years], ignore_index=True)

    def _rows(self, year: int, level: float) -> pd.DataFrame:
        import pandas as pd

        use, beds = self.use[year], self.beds[year]
        now, then = (np.atleast_1d(self.use[one].median) for one in (self.begin, year))
        columns: dict[str, Any] = {
            "indicator": self.indicator, "region": list(use.regions), "year": year, "use": then, **_ends("use", use, level),
            "goal": self.goal, "difference": then - self.goal, "from_use": self.baseline - self.goal,
            "from_ages": now - self.baseline, "from_ageing": then - now, "beds": np.atleast_1d(beds.median),
            **_ends("beds", beds, level),
        }  # fmt: skip
        return pd.DataFrame(columns)


def _ends(name: str, quantity: Quantity, level: float) -> dict[str, NDArray[np.float64]]:
    if not quantity.draws.shape[1]:
        return {}
    low, high = quantity.interval(level)
    return {f"{name}_low": np.atleast_1d(low), f"{name}_high": np.atleast_1d(high)}


def bed_use_of(
    indicator: Target,
    forecast: YearlyForecast,
    *,
    admissions: Mapping[str, float] | None = None,
    kind: Kind = "year_end",
) -> BedUse:
    """Beds that people by age use at the baseline's level of use, beside the ratio of a plan; see `Indicator.bed_use`.

    Parameters
    ----------
    indicator : Target
        A ratio of beds to people with a baseline.
    forecast : Forecast
        People from the year of the baseline on, of one region or many; its trajectories give the intervals.
    admissions : mapping of age band to float, optional
        Admissions a person and year, or anything in proportion to them; only their ratios count. China in 2018 unless told.
    kind : {"year_end", "year_average"}
        Which people count.

    Returns
    -------
    BedUse

    Raises
    ------
    DomainError
        If the target is no ratio of beds to people, has no baseline or goal, or its baseline lies outside the forecast; if
        an admission is negative.
    ConventionError
        If the target counts other people than the forecast.

    Notes
    -----
    One level of use, that of the baseline, for all regions together: a district is asked what its ages would use at the
    city's rates, not what is used there today. Where patients come from other places their beds belong to these.

    Examples
    --------
    >>> import cqtargets as cq
    >>> city = cq.population.forecast("重庆市", to=2035, draws=0)
    >>> found = cq.load_catalogue()["med14.beds_per_1000"].bed_use(city)
    >>> row = found.to_frame(on=2035).iloc[0]
    >>> bool(row["from_ageing"] > 0), round(float(row["from_use"]), 2)
    (True, -1.62)
    """
    if single(indicator.unit) != "张" or indicator.baseline is None or indicator.baseline_year is None:
        raise DomainError(Reason("of_indicator", id=indicator.id, why=Reason("bed_use_no_ratio")))
    stock = stock_of(indicator, forecast, kind=kind)
    if stock.denominator.name != "total":
        raise DomainError(Reason("of_indicator", id=indicator.id, why=Reason("bed_use_no_ratio")))
    begin, per, scale = indicator.baseline_year, float(stock.per), stock.ratio / (indicator.goal or stock.ratio)
    pattern = PATTERN if admissions is None else admissions
    years = [year for year in forecast.years if year >= begin]
    if begin not in years:
        raise DomainError(Reason("bed_use_year", year=begin, first=min(forecast.years), last=max(forecast.years)))

    def people(year: int) -> dict[str, Quantity]:
        return {band: forecast.denominator(band, on=year, kind=kind) for band in pattern}

    def everybody(year: int) -> Quantity:
        held: Quantity = forecast.denominator("total", on=year, kind=kind)
        return held

    whole = {band: float(np.sum(one.median)) for band, one in people(begin).items()}
    there_are = indicator.baseline * scale / per * sum(whole.values())
    rates = calibrated_rates(whole, pattern, there_are, 1.0, 1.0)
    found = {year: bed_demand(people(year), rates, 1.0, 1.0) for year in years}
    return BedUse(
        indicator=indicator.id,
        name_zh=indicator.name_zh,
        name_en=indicator.name_en,
        unit=indicator.unit_label,
        per=per,
        goal=indicator.goal or 0.0,
        baseline=indicator.baseline,
        begin=begin,
        use={year: demand.per(everybody(year), per / scale) for year, demand in found.items()},
        beds={year: demand.total for year, demand in found.items()},
        assumptions=(_KEPT, _PUBLISHED if admissions is None else _given(pattern)),
    )


def _given(pattern: Mapping[str, float]) -> Assumption:
    shown = ", ".join(f"{band} {rate:g}" for band, rate in pattern.items())
    return Assumption(en=f"admissions by age in the ratio {shown}", zh=f"各年龄住院率之比 {shown}", given=True)
