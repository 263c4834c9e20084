"""How forecasts of the past fared: the earlier census survived to the later one, and the later one against records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cqtargets.conventions.age_groups import parse_band
from cqtargets.errors import ConventionError, DomainError
from cqtargets.population.forecasting.ensemble import ensemble
from cqtargets.population.forecasting.inputs import inputs_from
from cqtargets.population.forecasting.knowledge import CITY, Knowledge, known_of, parts_of
from cqtargets.population.forecasting.methods import chosen_method
from cqtargets.population.forecasting.migration_profile import five_year_survival
from cqtargets.population.forecasting.schedules import e0_by_sex, un_value
from cqtargets.population.known.census import Census
from cqtargets.population.known.own import PopulationData
from cqtargets.population.known.series import annual_series
from cqtargets.population.models.errors_in_percent import Accuracy, accuracy, coverage
from cqtargets.population.models.uncertainty import Spread

__all__ = ["Backtest", "backtest"]

Array = NDArray[np.float64]
Design = Literal["census", "records"]
_RECORDS: Final = {
    "total": "resident_population", "0-14": "pop_0_14", "60+": "pop_60plus", "65+": "pop_65plus",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Backtest:
    """Forecasts beside what was counted.

    Attributes
    ----------
    design : {"census", "records"}
    band, migration : str
    what : tuple of str
        A label of each comparison: a district, or a year.
    forecast, counted : array, shape (n,)
    low, high : array, shape (levels, n), or None
        Ends of the 80 and 95 % intervals.
    whole : tuple of (forecast, counted), or None
        The same for the city, where the comparisons are its districts.
    accuracy : Accuracy
        MAPE, MALPE, MAPE-R in per cent.
    constant_share : Accuracy or None
        The same had every district kept its share of the band in the earlier census, of the same forecast of the city.
    """

    design: Design
    band: str
    migration: str
    what: tuple[str, ...]
    forecast: Array = field(repr=False)
    counted: Array = field(repr=False)
    low: Array | None = field(repr=False, default=None)
    high: Array | None = field(repr=False, default=None)
    whole: tuple[float, float] | None = None
    accuracy: Accuracy
    constant_share: Accuracy | None = None

    @property
    def whole_error(self) -> float | None:
        """Error of the city in per cent of its count."""
        return None if self.whole is None else 100 * (self.whole[0] / self.whole[1] - 1)

    @property
    def gain(self) -> float | None:
        """Share of the constant-share MAPE that the method saves; below 0 it does worse."""
        return None if self.constant_share is None else 1 - self.accuracy.mape / self.constant_share.mape

    def coverage(self, level: float) -> float:
        """Share of counts inside the interval of `level`, 0.8 or 0.95.

        Raises
        ------
        DomainError
            If the design gives no intervals, or the level is another.
        """
        if self.low is None or self.high is None:
            raise DomainError(f"backtest design {self.design!r} gives no intervals: nothing to cover")
        if level not in (0.8, 0.95):
            raise DomainError(f"level {level} was not kept; ask for 0.8 or 0.95")
        row = (0.8, 0.95).index(level)
        return coverage(self.low[row], self.high[row], self.counted)

    def to_frame(self) -> pd.DataFrame:
        """One row a comparison: forecast, counted, error in per cent, and the intervals where there are any."""
        columns: dict[str, Any] = {
            "what": self.what, "band": self.band, "forecast": self.forecast, "counted": self.counted,
            "error_percent": 100 * (self.forecast / self.counted - 1),
        }  # fmt: skip
        if self.low is not None and self.high is not None:
            for row, level in enumerate((80, 95)):
                columns |= {f"low_{level}": self.low[row], f"high_{level}": self.high[row]}
        return pd.DataFrame(columns)


def backtest(
    design: Design = "census",
    *,
    region: str = CITY,
    band: str = "60+",
    migration: Literal["none", "city", "residual"] | None = None,
    data: PopulationData | None = None,
    draws: int = 1000,
    seed: int = 0,
    spread: Spread | None = None,
) -> Backtest:
    """Forecast the past and compare.

    - ``"census"``: the earlier census of each part survived to the date of the later one; `band` against the count.
      ``migration="none"`` stops there; ``"city"`` multiplies every part, sex and age by what the whole's migration made
      of that group, so that the whole comes out by construction and the parts' errors are their own migration.
    - ``"records"``: the later census projected with nothing dated after it, against the yearly records that followed:
      the total at every year end, or another band where it is on record. ``migration="residual"`` carries the
      decade before on, ``"none"`` has none.

    Parameters
    ----------
    design : {"census", "records"}
    region : str
        The whole.
    band : str
        Ages that were alive at the earlier census, for ``"census"``; total, 0-14, 60+ or 65+ for ``"records"``.
    migration : str, optional
        "none" for the census, "residual" for the records unless told.
    data : PopulationData, optional
    draws, seed, spread
        Of the intervals of ``"records"``.

    Raises
    ------
    DomainError
        If the band was not alive or is not on record, or the censuses are missing.
    ConventionError
        If the design or the migration is unknown.

    References
    ----------
    Smith, Tayman and Swanson (2013), A Practitioner's Guide to State and Local Population Projections, chapter 13.

    Examples
    --------
    >>> found = backtest("census", band="60+", migration="none")
    >>> round(found.whole_error, 1), len(found.what)
    (-7.4, 38)
    """
    options: dict[str, tuple[Callable[..., Backtest], tuple[str, ...]]] = {
        "census": (_census, ("none", "city")),
        "records": (_records, ("residual", "none")),
    }
    if design not in options:
        raise ConventionError(f"unknown design {design!r}; write 'census' or 'records'")
    run, known = options[design]
    chosen = migration or known[0]
    if chosen not in known:
        raise ConventionError(
            f"unknown migration {chosen!r} for design {design!r}; write {' or '.join(map(repr, known))}"
        )
    if design == "census":
        return run(region, band, chosen, data)
    return run(region, band, chosen, data, draws, seed, spread or Spread())


def _census(region: str, band: str, migration: str, data: PopulationData | None) -> Backtest:
    names = parts_of(region, data)
    if not names:
        raise DomainError(f"no parts of {region} are known; give data with a column parent")
    whole = known_of(region, data)
    earlier, later = _last_two(whole)
    steps = round((later.date - earlier.date) / 5)
    wanted = parse_band(band)
    if wanted.low < 5 * steps:
        raise DomainError(f"band {band!r} holds people born after {earlier.year}; begin it at {5 * steps} or later")
    ratios = _ratios(whole, earlier, steps)
    survived = {name: _survived(_last_two(known_of(name, data))[0], ratios, steps) for name in names}
    together = _survived(earlier, ratios, steps)
    factor = later.five_year().counts[:, steps:] / together[:, steps:] if migration == "city" else 1.0
    counted = np.array([_last_two(known_of(name, data))[1].band(band) for name in names])
    forecast = np.array([_band_of(later, survived[name], steps, band, factor) for name in names])
    total = _band_of(later, together, steps, band, factor)
    before = np.array([_last_two(known_of(name, data))[0].band(band) for name in names])
    return Backtest(
        design="census",
        band=band,
        migration=migration,
        what=tuple(names),
        forecast=forecast,
        counted=counted,
        whole=(total, later.band(band)),
        accuracy=accuracy(forecast, counted),
        constant_share=accuracy(before / before.sum() * total, counted),
    )


def _last_two(known: Knowledge) -> tuple[Census, Census]:
    if len(known.censuses) < 2:
        raise DomainError(f"{known.region} has {len(known.censuses)} census; a backtest of censuses needs two")
    return known.censuses[-2], known.censuses[-1]


def _ratios(whole: Knowledge, earlier: Census, steps: int) -> list[Array]:
    """Five-year survival of each step: the life expectancy on record nearest in time, moved as the UN's of China."""
    if not whole.e0:
        raise DomainError(f"no life expectancy of {whole.region} is known; give one with data=")
    groups = earlier.five_year().ages.size
    found = []
    for step in range(steps):
        year = round(earlier.date + 5 * step + 2.5)
        near = min(whole.e0, key=lambda known: abs(known - year))
        male, female, both = whole.e0[near]
        level = np.array([male, female]) if male and female else e0_by_sex(near, float(both or 0))
        found.append(five_year_survival(year, level + un_value("e0_both", year) - un_value("e0_both", near), groups))
    return found


def _survived(census: Census, ratios: list[Array], steps: int) -> Array:
    """The people of a census (2, G) after `steps` five-year steps; the groups born since are empty."""
    people = census.five_year().counts
    for ratio in ratios[:steps]:
        closed = people[:, :-2] * ratio[:, 1:-1]
        opened = (people[:, -2:-1] + people[:, -1:]) * ratio[:, -1:]
        people = np.concatenate([np.zeros((2, 1)), closed, opened], axis=1)
    return people


def _band_of(later: Census, people: Array, steps: int, band: str, factor: Array | float) -> float:
    changed = people.copy()
    changed[:, steps:] *= factor
    return replace(later.five_year(), counts=changed).band(band)


def _records(
    region: str, band: str, migration: str, data: PopulationData | None, draws: int, seed: int, spread: Spread
) -> Backtest:
    everything = known_of(region, data)
    later = _last_two(everything)[1]
    years, counted = _on_record(everything, region, band, data, later)
    known = known_of(region, data, _day(later))
    variant = "zero_migration" if migration == "none" else None
    inputs = inputs_from(known, to=max(years), base=later.year, variant=variant, limited=True)
    method = chosen_method(
        None, inputs, base=later.year, to=max(years), variant=None, seed=seed, parts=(), data=data
    )  # fmt: skip
    found = ensemble(
        method, names=(region,), single=True, draws=draws, seed=seed, bands=(), spread=spread, jobs=1, executor=None,
        keep_groups=False,
    )  # fmt: skip
    each = [found.denominator(band, on=year) for year in years]
    ends = None
    if draws:
        ends = np.array([[one.interval(level) for one in each] for level in (0.8, 0.95)])
    medians = np.array([one.median for one in each])
    return Backtest(
        design="records",
        band=band,
        migration=migration,
        what=tuple(map(str, years)),
        forecast=medians,
        counted=counted,
        low=None if ends is None else ends[..., 0],
        high=None if ends is None else ends[..., 1],
        accuracy=accuracy(medians, counted),
    )


def _day(census: Census) -> str:
    """The date of a census as the clock reads it."""
    year = int(np.ceil(census.date - 1e-9))
    month = round((census.date - (year - 1)) * 12)
    last = pd.Timestamp(year=year, month=month, day=1).days_in_month
    return f"{year}-{month:02d}-{last}"


def _on_record(
    known: Knowledge, region: str, band: str, data: PopulationData | None, later: Census
) -> tuple[list[int], Array]:
    records = known.at_year_end() if band == "total" else {}
    if band != "total" and region == CITY and data is None and band in _RECORDS:
        series = annual_series(_RECORDS[band])
        records = dict(zip(series.years, series.persons().tolist(), strict=True))
    after = {year: value for year, value in records.items() if year > later.date + 0.5}
    if not after:
        raise DomainError(
            f"band {band!r} of {region} is not on record after {later.year}; take one of {', '.join(_RECORDS)}"
        )
    years = sorted(after)
    return years, np.array([after[year] for year in years])
