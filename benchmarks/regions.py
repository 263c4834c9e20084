"""Ten copies of Chongqing's 38 districts to 2035, streamed into a folder.

Each copy of a district is larger or smaller than the district and has age groups of its own, by a seed; the copies add
up to one invented whole with the life expectancy of Chongqing. A fresh process each time; memory is the peak of the
largest process.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

import cqtargets as cq
from cqtargets.people.own import PopulationData, PopulationSeries
from cqtargets.people.series import frozen

WHOLE = "resampled"
COUNTIES = 2844
BARS = {"380_regions_10000_draws_gigabytes": 1.0}


def resampled(copies: int, seed: int = 7) -> PopulationData:
    """Districts like Chongqing's, `copies` of each, as a user's own figures."""
    rng = np.random.default_rng(seed)
    held, sums = [], {2010: np.zeros(0), 2020: np.zeros(0)}
    for name in cq.population.districts():
        pair = [cq.population.census(name, year).five_year() for year in sums]
        for copy in range(copies):
            size = np.exp(rng.normal(0.0, 0.5))
            for one in pair:
                counts = np.round(one.counts * size * np.exp(rng.normal(0.0, 0.02, one.counts.shape)))
                held.append(replace(one, region=f"{name} {copy + 1}", counts=frozen(counts), note=""))
                sums[one.year] = counts + (sums[one.year] if sums[one.year].size else 0.0)
    whole = [replace(one, region=WHOLE, counts=frozen(sums[one.year])) for one in held[:2]]
    return PopulationData(
        source="resampled districts",
        basis="resident",
        censuses=(*whole, *held),
        series=(_life_expectancy(),),
        parents=tuple((one.region, WHOLE) for one in held[::2]),
    )


def _life_expectancy() -> PopulationSeries:
    return PopulationSeries(
        region=WHOLE, measure="life_expectancy", sex="both", when=(2020,), times=np.array([2020.0]),
        values=np.array([78.15]), unit="岁",
    )  # fmt: skip
