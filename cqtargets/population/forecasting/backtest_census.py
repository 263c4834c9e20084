"""The earlier census of each part survived to the later one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.age_groups import parse_band
from cqtargets.errors import DomainError
from cqtargets.population.forecasting.backtest_result import Backtest
from cqtargets.population.forecasting.knowledge import Knowledge, known_of, parts_of
from cqtargets.population.forecasting.mortality import five_year_survival
from cqtargets.population.forecasting.schedules import e0_by_sex, un_value
from cqtargets.population.known.census import Census
from cqtargets.population.known.own import PopulationData
from cqtargets.population.models.errors_in_percent import accuracy

__all__ = ["last_two", "survived_census"]

Array = NDArray[np.float64]


def survived_census(region: str, band: str, migration: str, data: PopulationData | None) -> Backtest:
    names = parts_of(region, data)
    if not names:
        raise DomainError(f"no parts of {region} are known; give data with a column parent")
    whole = known_of(region, data)
    earlier, later = last_two(whole)
    steps = round((later.date - earlier.date) / 5)
    wanted = parse_band(band)
    if wanted.low < 5 * steps:
        raise DomainError(f"band {band!r} holds people born after {earlier.year}; begin it at {5 * steps} or later")
    ratios = _ratios(whole, earlier, steps)
    survived = {name: _survived(last_two(known_of(name, data))[0], ratios, steps) for name in names}
    together = _survived(earlier, ratios, steps)
    factor = later.five_year().counts[:, steps:] / together[:, steps:] if migration == "city" else 1.0
    counted = np.array([last_two(known_of(name, data))[1].band(band) for name in names])
    forecast = np.array([_band_of(later, survived[name], steps, band, factor) for name in names])
    total = _band_of(later, together, steps, band, factor)
    before = np.array([last_two(known_of(name, data))[0].band(band) for name in names])
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


def last_two(known: Knowledge) -> tuple[Census, Census]:
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
