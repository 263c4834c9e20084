"""Rates by single year of age borrowed from the UN's tables for China and bent to a region's own levels."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cqtargets.population.known.un_schedules import un_fertility_pattern, un_mortality, un_summary
from cqtargets.population.models.brass import brass_logit
from cqtargets.population.models.lifetable import LifeTable, life_table, survival_ratios

__all__ = [
    "AGES",
    "FIRST_YEAR",
    "LAST_YEAR",
    "e0_by_sex",
    "fertility_shape",
    "single_year_rates",
    "survival_path",
    "tables",
    "un_value",
]

Array = NDArray[np.float64]

AGES: Final = 101
# The UN's tables in this package: periods from mid-2010 to mid-2060.
FIRST_YEAR: Final = 2010
LAST_YEAR: Final = 2059


def single_year_rates(abridged: Array) -> Array:
    """Death rates at 0, 1 ... 99, 100+ from the UN's 22 groups.

    Age 0 and the open group as given, 1-4 one rate, above straight lines through the logs at the middles of the groups;
    beyond the last middle the last line goes on.

    Examples
    --------
    >>> rates = single_year_rates(np.geomspace(0.001, 0.5, 22))
    >>> rates.shape, bool((np.diff(rates[5:]) > 0).all())
    ((101,), True)
    """
    middles = np.array([3.0, *np.arange(7.5, 100, 5)])
    logs = np.log(abridged[1:-1])
    x = np.arange(AGES) + 0.5
    lines = np.interp(x, middles, logs)
    slope = (logs[-1] - logs[-2]) / 5
    rates: Array = np.exp(np.where(x > middles[-1], logs[-1] + slope * (x - middles[-1]), lines))
    rates[0], rates[1:5], rates[-1] = abridged[0], abridged[1], abridged[-1]
    return rates


def tables(years: tuple[int, ...], e0: Array, beta: float = 1.0) -> list[list[LifeTable]]:
    """Life tables in single years: the UN's of the period, related by a Brass logit to `e0` (years, 2); [year][sex].

    `beta` below 1 moves deaths from the old to the young at the same life expectancy.
    """
    return [
        [_related(_period(year), sex, float(aim), float(beta)) for sex, aim in enumerate(aims)]
        for year, aims in zip(years, e0, strict=True)
    ]


@lru_cache(maxsize=256)
def _related(year: int, sex: int, e0: float, beta: float) -> LifeTable:
    return brass_logit(_standards(year)[sex], e0=e0, beta=beta)


def _period(year: int) -> int:
    """The first year end in the UN's five-year period (mid-year to mid-year) that holds the end of `year`."""
    return FIRST_YEAR + 5 * ((max(year, FIRST_YEAR) - FIRST_YEAR) // 5)


@lru_cache(maxsize=16)
def _standards(year: int) -> tuple[LifeTable, LifeTable]:
    male, female = (single_year_rates(rates) for rates in un_mortality().during(year))
    return life_table(range(AGES), male, sex="male"), life_table(range(AGES), female, sex="female")


def survival_path(years: tuple[int, ...], e0: Array, beta: float = 1.0) -> Array:
    """One-year survival (years, 2, 101) at the life expectancies `e0` (years, 2).

    Examples
    --------
    >>> survival_path((2024,), np.array([[76.9, 82.7]])).shape
    (1, 2, 101)
    """
    return np.array([[survival_ratios(table, step=1) for table in pair] for pair in tables(years, e0, beta)])


def e0_by_sex(year: int, both: float) -> Array:
    """Male and female life expectancy at `both`, apart as the UN's are in that year.

    Examples
    --------
    >>> e0_by_sex(2020, 78.15).round(2).tolist()
    [75.38, 81.13]
    """
    un = un_summary()
    at = un.years.index(min(max(year, FIRST_YEAR), LAST_YEAR))
    return np.array(un.e0[at] - un.e0_both[at] + both)


def un_value(name: str, year: int) -> float:
    """A yearly value of the UN's summary for China: tfr, e0_both, srb ..., the nearest year beyond its ends."""
    un = un_summary()
    values: Array = getattr(un, name)
    years = un.variant_years if name in ("tfr_low", "tfr_high") else un.years
    return float(values[min(max(year - years[0], 0), len(years) - 1)])


def fertility_shape(year: int) -> Array:
    """Births a woman a year by single age for a total fertility of 1: the UN's groups 15-49, a fifth each, smoothed.

    Straight lines through the middles of the groups and zero at 12.5 and 52.5, scaled to 1.

    Examples
    --------
    >>> shape = fertility_shape(2024)
    >>> round(float(shape.sum()), 6), bool(shape[15:50].all())
    (1.0, True)
    """
    shares = un_fertility_pattern().during(max(year, FIRST_YEAR))
    middles = np.array([12.5, *np.arange(17.5, 50, 5), 52.5])
    shape = np.interp(np.arange(AGES) + 0.5, middles, [0.0, *shares, 0.0], left=0.0, right=0.0)
    result: Array = shape / shape.sum()
    return result
