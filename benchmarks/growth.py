"""How cost grows: 1 to 10,000 trajectories and 1 to 3,000 regions of a projection, 100 to 100,000 indicators.

The projection is the one with shared mortality; regions have a base and a fertility of their own. Indicators are
assessed into a frame and checked against each other. The exponent is that of the last tenfold step (of regions, of the
last step): 1 is in proportion to the size.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cqtargets as cq
from benchmarks.assess import large
from benchmarks.projection import cases, ours
from benchmarks.timing import best, exponent
from cqtargets.population.models.cohort import project

TRAJECTORIES = (1, 10, 100, 1_000, 10_000)
REGIONS = (1, 30, 300, 3_000)
INDICATORS = (100, 1_000, 10_000, 100_000)
BARS = {f"{what}_exponent": 1.3 for what in ("trajectories", "regions", "assess_indicators", "check_indicators")}


def _regions(count: int) -> Callable[[], object]:
    inputs = cases(count)[1].inputs
    level = inputs["fertility"][0, 20] / inputs["fertility"][0, 20, 0]
    inputs = inputs | {"base": inputs["base"][..., None] * level}
    return lambda: project(**inputs, migration_timing="even", keep="population")


def _trajectories(count: int) -> Callable[[], object]:
    case = cases(count)[1]
    return lambda: ours(case)


def _assess(count: int) -> Callable[[], object]:
    catalogue, observations = large(count)
    return lambda: cq.assess(catalogue, observations, on=2025).to_frame()


def _check(count: int) -> Callable[[], object]:
    catalogue, observations = large(count)
    return lambda: cq.check(catalogue, observations)


def _grown(what: str, sizes: Sequence[int], work: Callable[[int], Callable[[], object]]) -> dict[str, float]:
    seconds = [best(work(size), 2 if size == sizes[-1] else 3) for size in sizes]
    found = {f"{size}_{what}_seconds": each for size, each in zip(sizes, seconds, strict=True)}
    return {**found, f"{what}_exponent": exponent(sizes, seconds)}


def measure() -> dict[str, float]:
    return {
        **_grown("trajectories", TRAJECTORIES, _trajectories),
        **_grown("regions", REGIONS, _regions),
        **_grown("assess_indicators", INDICATORS, _assess),
        **_grown("check_indicators", INDICATORS, _check),
    }
