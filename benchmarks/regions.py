"""Ten copies of Chongqing's 38 districts to 2035, 10,000 trajectories, streamed into a folder.

Each copy of a district is larger or smaller than the district and has age groups of its own, by a seed; the copies add
up to one invented whole with the life expectancy of Chongqing. A fresh process each time, its start counted; memory is
the peak of the largest process, processor seconds are those of all processes. Version 0.1, taken out of this repository's history, forecasts the same copies. The nation is the straight line through 38 and 380 regions at 2,844 counties.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np

import cqtargets as cq
from benchmarks.timing import Cost, fresh
from benchmarks.versions import first_version
from cqtargets.conventions.arrays import frozen
from cqtargets.population.known.own import PopulationData, PopulationSeries

WHOLE = "resampled"
DRAWS, COUNTIES = 10_000, 2_844
BARS = {
    "38_regions_processor_seconds": 10.0,
    "38_regions_gigabytes": 1.0,
    "380_regions_gigabytes": 1.0,
    "380_regions_jobs_2_gigabytes": 1.0,
    "380_regions_processor_seconds": 75.0,
    "380_regions_over_first_version": 0.85,
    "memory_380_over_38_regions": 1.2,
}
_RUN = """
import tempfile, cqtargets as cq
from benchmarks.regions import resampled
with tempfile.TemporaryDirectory() as place:
    cq.population.forecast_to_folder(
        place + "/forecast", to=2035, draws={draws}, seed=1, data=resampled({copies}), jobs={jobs}
    )
"""


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


def streamed(copies: int, draws: int, jobs: int = 1, root: Path | None = None) -> Cost:
    """The cost of `copies` times 38 districts, by the version that lies in `root`."""
    return fresh(_RUN.format(copies=copies, draws=draws, jobs=jobs), root)


def _first() -> Cost | None:
    with tempfile.TemporaryDirectory() as folder:
        first = first_version(Path(folder))
        return None if first is None else streamed(10, DRAWS, root=first)


def measure() -> dict[str, float]:
    few, many, shared = streamed(1, DRAWS), streamed(10, DRAWS), streamed(10, DRAWS, 2)
    before = _first()
    slope = (many.processor_seconds - few.processor_seconds) / (380 - 38)
    found = {
        "38_regions_processor_seconds": few.processor_seconds,
        "38_regions_gigabytes": few.gigabytes,
        "380_regions_processor_seconds": many.processor_seconds,
        "380_regions_gigabytes": many.gigabytes,
        "memory_380_over_38_regions": many.gigabytes / few.gigabytes,
        "380_regions_jobs_2_processor_seconds": shared.processor_seconds,
        "380_regions_jobs_2_gigabytes": shared.gigabytes,
        "nation_2844_counties_extrapolated_processor_seconds": many.processor_seconds + (COUNTIES - 380) * slope,
    }
    if before is not None:
        found["380_regions_over_first_version"] = many.processor_seconds / before.processor_seconds
    return found
