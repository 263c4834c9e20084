"""Cohort-component projection: our times beside a plain numpy loop and the machine's copy bandwidth.

Thirty one-year steps, two sexes, 101 ages, even migration timing; 10,000 trajectories keep 60+ and 0-2. "Shared"
mortality is one set of survival ratios for all trajectories, which differ in fertility; "own" gives each its own.
Version 0.1, taken out of this repository's history, makes the same single projection in an interpreter of its own; both
in turns, the least of several rounds.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.timing import best
from benchmarks.versions import ROOT, first_version
from cqtargets.population.models.cohort import project

Array = NDArray[np.float64]

STEPS, AGES, TRAJECTORIES, CHUNK = 30, 101, 10_000, 1_000
BANDS = {"60+": (60, None), "0-2": (0, 2)}
FERTILE = slice(10, 55)
HIGHEST_RATIO = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One timing and its bar in seconds."""

    name: str
    bar: float
    inputs: dict[str, Any]
    keep: Any
    repeats: int


def cases(trajectories: int = TRAJECTORIES) -> list[Case]:
    """The three cases of the speed target."""
    rng = np.random.default_rng(20)
    base = rng.uniform(1e3, 1e5, (2, AGES))
    survival = rng.uniform(0.9, 1.0, (STEPS, 2, AGES))
    fertility = np.zeros((STEPS, AGES))
    fertility[:, 15:50] = rng.uniform(0.0, 0.08, (STEPS, 35))
    migration = rng.normal(0.0, 20.0, (STEPS, 2, AGES))
    level = rng.uniform(0.7, 1.2, trajectories)
    one = {
        "base": base,
        "survival": survival,
        "fertility": fertility,
        "srb": np.full(STEPS, 1.07),
        "migration": migration,
    }
    shared = one | {"fertility": fertility[..., None] * level}
    own = shared | {"survival": survival[..., None] ** level}
    return [
        Case(name="one projection", bar=0.001, inputs=one, keep="all", repeats=200),
        Case(name=f"{trajectories:,} trajectories, shared mortality", bar=0.25, inputs=shared, keep=BANDS, repeats=7),
        Case(name=f"{trajectories:,} trajectories, own mortality", bar=1.2, inputs=own, keep=BANDS, repeats=5),
    ]


def ours(case: Case) -> Any:
    """The library's run of a case."""
    return project(**case.inputs, migration_timing="even", keep=case.keep)


def plain_one(base: Array, survival: Array, fertility: Array, srb: Array, migration: Array) -> Array:
    """One projection as one would write it by hand: population, births, deaths; no checks and no guards."""
    population = np.empty((STEPS + 1, *base.shape))
    births, deaths = np.empty((STEPS, 2)), np.empty((STEPS, *base.shape))
    population[0] = base
    for t in range(STEPS):
        start = population[t] + migration[t] / 2
        entering = np.empty_like(start)
        entering[:, 1:] = start[:, :-1]
        entering[:, -1] += start[:, -1]
        after = entering * survival[t]
        after[:, 1:] += migration[t, :, 1:] / 2
        born = ((start[1] + after[1]) * fertility[t]).sum() / 2
        births[t] = born - born / (1 + srb[t]), born / (1 + srb[t])
        entering[:, 0] = births[t]
        after[:, 0] = births[t] * survival[t, :, 0] + migration[t, :, 0] / 2
        deaths[t] = entering * (1 - survival[t])
        population[t + 1] = after
    return population


def plain_many(base: Array, survival: Array, fertility: Array, srb: Array, migration: Array) -> Array:
    """Many trajectories by hand, in chunks and in place: the sums of the bands; no checks and no guards."""
    total = fertility.shape[-1]
    bands = np.empty((2, STEPS + 1, 2, total))
    for low in range(0, total, CHUNK):
        part = slice(low, min(low + CHUNK, total))
        people = np.repeat(base[..., None], part.stop - low, axis=2)
        after, women = np.empty_like(people), np.empty((FERTILE.stop - FERTILE.start, part.stop - low))
        bands[0, 0, :, part], bands[1, 0, :, part] = people[:, 60:].sum(axis=1), people[:, :3].sum(axis=1)
        for t in range(STEPS):
            rates = survival[t, :, :, part] if survival.ndim == 4 else survival[t, :, :, None]
            half = migration[t, :, :, None] / 2
            people += half
            np.multiply(people[:, :-1], rates[:, 1:], out=after[:, 1:])
            np.multiply(people[:, -2] + people[:, -1], rates[:, -1], out=after[:, -1])
            after[:, 1:] += half[:, 1:]
            np.add(people[1, FERTILE], after[1, FERTILE], out=women)
            women *= fertility[t, FERTILE, part]
            born = women.sum(axis=0) / 2
            girls = born / (1 + srb[t])
            after[:, 0] = np.stack([born - girls, girls]) * rates[:, 0] + half[:, 0]
            bands[0, t + 1, :, part], bands[1, t + 1, :, part] = after[:, 60:].sum(axis=1), after[:, :3].sum(axis=1)
            people, after = after, people
    return bands


def plain(case: Case) -> Array:
    """The plain loop of a case."""
    return (plain_one if case.keep == "all" else plain_many)(**case.inputs)


def compare(case: Case, repeats: int | None = None) -> tuple[float, float]:
    """Best times of ours and of the plain loop, seconds, taken in turns so that a busy machine hits both."""
    rounds = repeats or case.repeats
    pairs = [(best(lambda: ours(case), 1), best(lambda: plain(case), 1)) for _ in range(rounds)]
    return min(mine for mine, _ in pairs), min(theirs for _, theirs in pairs)


def copy_bandwidth(megabytes: int = 256) -> float:
    """Bytes read and written a second by a copy that no cache holds."""
    source = np.ones(megabytes * 125_000)
    target = np.empty_like(source)
    return 2 * source.nbytes / best(lambda: np.copyto(target, source), 5)


def _agrees(case: Case) -> bool:
    result, reference = ours(case), plain(case)
    if case.keep == "all":
        return bool(np.allclose(result.population, reference, rtol=1e-11))
    return all(np.allclose(result.bands[name], reference[i], rtol=1e-11) for i, name in enumerate(BANDS))


_ONE = """
import time
from benchmarks.projection import cases, ours
case = cases(1)[0]
times = []
for _ in range(1000):
    start = time.process_time()
    ours(case)
    times.append(time.process_time() - start)
print(min(times))
"""


def beside_first_version(rounds: int = 4) -> dict[str, float]:
    """One projection over that of version 0.1; nothing where the history is not at hand."""
    with tempfile.TemporaryDirectory() as folder:
        first = first_version(Path(folder))
        if first is None:
            return {}
        pairs = [(_one_of(ROOT), _one_of(first)) for _ in range(rounds)]
    ratio = min(mine for mine, _ in pairs) / min(theirs for _, theirs in pairs)
    return {"one_projection_over_first_version": ratio}


def _one_of(root: Path) -> float:
    done = subprocess.run(
        [sys.executable, "-c", _ONE], capture_output=True, text=True, check=True, cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
    )  # fmt: skip
    return float(done.stdout)


BARS = {
    "one_projection_over_first_version": 0.6,
    "one_projection_seconds": 0.001,
    "one_projection_over_plain_loop": HIGHEST_RATIO,
    "shared_mortality_seconds": 0.25,
    "shared_mortality_over_plain_loop": HIGHEST_RATIO,
    "own_mortality_seconds": 1.2,
    "own_mortality_over_plain_loop": HIGHEST_RATIO,
}
_NAMES = ("one_projection", "shared_mortality", "own_mortality")


def measure() -> dict[str, float]:
    """Seconds and ratios of the three cases, and beside them the time to copy the inputs once."""
    found: dict[str, float] = beside_first_version()
    bandwidth = copy_bandwidth()
    for name, case in zip(_NAMES, cases(), strict=True):
        if not _agrees(case):
            raise SystemExit(f"{case.name}: ours and the plain loop disagree")
        mine, theirs = compare(case)
        found[f"{name}_seconds"], found[f"{name}_over_plain_loop"] = mine, mine / theirs
        size = sum(np.asarray(array).nbytes for array in case.inputs.values())
        found[f"{name}_over_copy_of_inputs"] = mine * bandwidth / (2 * size)
    found["copy_bandwidth_gb_a_second"] = bandwidth / 1e9
    return found
