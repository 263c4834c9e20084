"""What is known of a region: its censuses and its records, bundled or a user's own, up to a date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cqtargets import clock
from cqtargets.conventions.quantity import unknown_region
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError
from cqtargets.files.bundle import table_rows
from cqtargets.population.known.areas import area_totals
from cqtargets.population.known.census import Basis, Census, census, census_years, districts, regions
from cqtargets.population.known.own import BAND_OF, Measure, PopulationData
from cqtargets.population.known.series import annual_measures, annual_series
from cqtargets.population.known.un_schedules import un_summary

__all__ = [
    "CITY",
    "NATION",
    "Knowledge",
    "known_of",
    "parent_of",
    "parts_of",
    "printed_life_expectancy",
    "region_asked",
]

CITY: Final = "重庆市"
NATION: Final = "全国"
Records = Mapping[int, float]
_RECORDS: Final[tuple[Measure, ...]] = ("population", "births", "deaths", "net_migration")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Knowledge:
    """Censuses and records of one region.

    Attributes
    ----------
    region, basis : str
    censuses : tuple of Census
        Ascending in time.
    times, totals : array, shape (n,)
        Total population and its dates, ascending.
    births, deaths, net_migration : mapping of year to persons
    bands : mapping of (band, year) to persons
        People of an age band at year ends, such as 60+ in a yearly bulletin.
    e0 : mapping of year to (male, female, both); None where a sex is not printed
    sources : tuple of str
        What came from where.
    e0_stands : bool
        The life expectancy is the user's own beside a bundled census: nothing bundled speaks against it.
    """

    region: str
    basis: Basis
    censuses: tuple[Census, ...]
    times: NDArray[np.float64] = field(repr=False)
    totals: NDArray[np.float64] = field(repr=False)
    births: Records = field(repr=False)
    deaths: Records = field(repr=False)
    net_migration: Records = field(repr=False)
    e0: Mapping[int, tuple[float | None, float | None, float | None]] = field(repr=False)
    bands: Mapping[tuple[str, int], float] = field(repr=False, default_factory=dict)
    sources: tuple[str, ...] = ()
    e0_stands: bool = False

    def at_year_end(self) -> dict[int, float]:
        """Totals that stand at the end of a year, by year."""
        return {int(t): float(v) for t, v in zip(self.times, self.totals, strict=True) if t == int(t)}


def region_asked(region: str | None, data: PopulationData | None) -> str:
    """The region named, or the only one that data hold; Chongqing where nothing but the bundled figures is there.

    Raises
    ------
    DomainError
        If none is named and the data hold several.
    """
    if region is not None:
        return region
    if data is None:
        return CITY
    wholes = tuple(dict.fromkeys(parent for _, parent in data.parents)) or data.regions
    if len(wholes) != 1:
        raise DomainError(
            Reason("source_of_several", source=data.source, wholes=len(wholes), names=", ".join(wholes[:5]))
        )
    return wholes[0]


def parts_of(region: str, data: PopulationData | None) -> tuple[str, ...]:
    """The regions that add up to `region`: those whose parent a file names, or the bundled districts of the city."""
    own = () if data is None else tuple(part for part, parent in data.parents if parent == region)
    bundled = region == CITY and (data is None or data.basis == "resident")
    if own and not (bundled and set(own) <= set(districts()) and not any(_own_censuses(part, data) for part in own)):
        return own
    return districts() if bundled else ()


def parent_of(region: str, data: PopulationData | None) -> str | None:
    """The whole that `region` is a part of, where its parts are known."""
    for part, parent in () if data is None else data.parents:
        if part == region:
            return parent
    bundled = data is None or data.basis == "resident"
    return CITY if bundled and region in districts() and not _own_censuses(region, data) else None


def known_of(region: str, data: PopulationData | None, known: clock.When | None = None) -> Knowledge:
    """Everything known of a region up to `known`; a user's figures go before bundled ones, measure by measure.

    Raises
    ------
    UnknownIdError
        If nothing is known of the region; the message names those like it.
    """
    bundled = data is None or data.basis == "resident"
    has_own = data is not None and region in data.regions
    if not has_own and not (bundled and region in regions()):
        listed = [*(data.regions if data else ()), *(regions() if bundled else ())]
        raise unknown_region(region, listed, Reason("population_data"))
    limit = np.inf if known is None else clock.time(known)
    censuses = _own_censuses(region, data) or (_bundled_censuses(region) if bundled else ())
    sources = [f"censuses: {censuses[0].source or 'own'}"] if censuses else []
    records: dict[str, dict[float, float]] = {}
    for measure in _RECORDS:
        own = _own_series(region, data, measure)
        records[measure] = own or (_bundled_series(region, measure) if bundled else {})
        if records[measure]:
            sources.append(f"{measure}: {data.source if own and data else 'bundled yearly series'}")
    own_e0 = _own_e0(region, data)
    stands = bool(own_e0) and not _own_censuses(region, data)
    if own_e0 and not _own_series(region, data, "deaths"):
        records["deaths"] = {}
    e0 = own_e0 or (_bundled_e0(region) if bundled else {})
    totals = {one.date: one.total for one in censuses} | records["population"]
    dates = sorted(t for t in totals if t <= limit)
    return Knowledge(
        region=region,
        basis="resident" if data is None else data.basis,
        censuses=tuple(one for one in censuses if one.date <= limit),
        times=np.array(dates),
        totals=np.array([totals[t] for t in dates]),
        births=_years(records["births"], limit),
        deaths=_years(records["deaths"], limit),
        net_migration=_years(records["net_migration"], limit),
        e0={year: value for year, value in sorted(e0.items()) if year <= limit},
        bands={key: value for key, value in _bands(region, data, bundled).items() if key[1] <= limit},
        sources=tuple(sources),
        e0_stands=stands,
    )


def _years(records: Mapping[float, float], limit: float) -> dict[int, float]:
    return {int(t): value for t, value in sorted(records.items()) if t <= limit and t == int(t)}


def _own_censuses(region: str, data: PopulationData | None) -> tuple[Census, ...]:
    held = () if data is None else tuple(one for one in data.censuses if one.region == region)
    return tuple(sorted(held, key=lambda one: one.date))


def _bundled_censuses(region: str) -> tuple[Census, ...]:
    return tuple(census(region, year) for year in census_years()) if region in regions() else ()


def _own_series(region: str, data: PopulationData | None, measure: Measure, sex: str = "both") -> dict[float, float]:
    for one in () if data is None else data.series:
        if (one.region, one.measure, one.sex) == (region, measure, sex):
            return dict(zip(one.times.tolist(), one.values.tolist(), strict=True))
    return {}


def _bands(region: str, data: PopulationData | None, bundled: bool) -> dict[tuple[str, int], float]:
    """Age bands at year ends: the user's, else printed counts, else printed shares of printed totals."""
    found: dict[tuple[str, int], float] = {}
    for measure, band in BAND_OF.items():
        found |= {(band, year): value for year, value in _years(_own_series(region, data, measure), np.inf).items()}
    if found or not bundled or region not in (CITY, NATION):
        return found
    known = annual_measures(region=region)
    for measure, band in BAND_OF.items():
        share = measure.replace("pop_", "share_")
        if share in known:
            part, total = (annual_series(name, region=region) for name in (share, "resident_population"))
            people = dict(zip(total.years, total.persons().tolist(), strict=True))
            shares = zip(part.years, part.values.tolist(), strict=True)
            found |= {(band, year): value / 100 * people[year] for year, value in shares if year in people}
        if measure in known:
            counts = annual_series(measure, region=region)
            found |= {(band, y): v for y, v in zip(counts.years, counts.persons().tolist(), strict=True)}
    return found


def _bundled_series(region: str, measure: str) -> dict[float, float]:
    if region == NATION and measure in ("births", "deaths"):
        un = un_summary()
        estimates = sum(kind == "estimate" for kind in un.kinds)
        values = un.births if measure == "births" else un.deaths
        return dict(zip(map(float, un.years[:estimates]), values[:estimates].tolist(), strict=True))
    if region != CITY and measure == "population":
        return {float(one.year): one.persons for one in area_totals() if one.region == region}
    if region != CITY or measure == "net_migration":
        return {}
    series = annual_series("resident_population" if measure == "population" else measure)
    return dict(zip(series.times.tolist(), series.persons().tolist(), strict=True))


def _own_e0(region: str, data: PopulationData | None) -> dict[int, tuple[float | None, float | None, float | None]]:
    by_sex = [_years(_own_series(region, data, "life_expectancy", sex), np.inf) for sex in ("male", "female", "both")]
    years = sorted({year for one in by_sex for year in one})
    found = {year: tuple(one.get(year) for one in by_sex) for year in years}
    for year, (male, female, both) in found.items():
        if both is None and (male is None or female is None):
            raise DomainError(Reason("expectancy_of_one_sex", region=region, year=year))
    return {year: (one[0], one[1], one[2]) for year, one in found.items()}


def _bundled_e0(region: str) -> dict[int, tuple[float | None, float | None, float | None]]:
    if region == NATION:
        un = un_summary()
        return {
            year: (float(un.e0[i, 0]), float(un.e0[i, 1]), float(un.e0_both[i]))
            for i, (year, kind) in enumerate(zip(un.years, un.kinds, strict=True))
            if kind == "estimate"
        }
    if region != CITY:
        return {}
    return {year: (None, None, value) for year, value in printed_life_expectancy().items()}


@lru_cache(maxsize=1)
def printed_life_expectancy() -> dict[int, float]:
    """Life expectancy of Chongqing, both sexes, as its documents print it, by year.

    Examples
    --------
    >>> printed_life_expectancy()
    {2015: 76.7, 2016: 77.0, 2017: 77.26, 2020: 78.15, 2024: 79.72}
    """
    found = {
        int(row["when"]): float(row["value"])
        for _, row in table_rows("observations.csv")
        if (row["concept"], row["region"], row["status"]) == ("life_expectancy", CITY, "final")
    }
    return dict(sorted(found.items()))
