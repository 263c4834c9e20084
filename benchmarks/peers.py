"""Projection beside what else can be installed: thirty years, two sexes, 101 ages, no migration, constant rates.

Every peer gets the same projection and must give the same people. matpopmod 0.1.1 (PyPI, LGPL, `pip install
matpopmod==0.1.1`; the rows are missing where it is not installed) multiplies by a matrix, `MPM(A=leslie).trajectory(n0,
30)`; for many trajectories one such call each. The matrix and the matrices of all trajectories are also multiplied by
numpy alone, and the groups carried by pandas, a shifted frame a year, as in a notebook. The matrix, 202 x 202, is built
beforehand and its building is not counted.

Also tried from PyPI: popro 0.1.1 (carries school ages by ratios to known totals, no cohort-component step), lifetables
and pylifecontingencies 0.5.0 (life tables, no projection), mundi-demography 0.1.1 (fails at import on Python 3.11),
demographic-modeling 0.3.0 (needs ArcGIS). The packages of R (ccmppWPP, bayesPop, DemoTools, popbio) need R, which is not
on the machine.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.projection import AGES, FERTILE, STEPS
from benchmarks.timing import best
from cqtargets.population.models.cohort import project

Array = NDArray[np.float64]

TRAJECTORIES = 200
ONE, MANY = "one_projection", f"{TRAJECTORIES}_projections"
BARS = {f"{ONE}_over_pandas": 0.1, f"{MANY}_over_numpy_matrices": 0.1, f"{MANY}_over_matpopmod": 0.1}


def schedules() -> tuple[Array, Array, Array, float]:
    """Base (2, A), survival (2, A), fertility (A,), boys a girl."""
    rng = np.random.default_rng(20)
    fertility = np.zeros(AGES)
    fertility[15:50] = rng.uniform(0.0, 0.08, 35)
    return rng.uniform(1e3, 1e5, (2, AGES)), rng.uniform(0.9, 1.0, (2, AGES)), fertility, 1.07


def ours(fertility: Array, *, many: bool) -> Array:
    """People at the last date; (2, A) or (2, A, n) by the fertility (A,) or (A, n)."""
    base, survival, _, srb = schedules()
    result = project(
        base,
        np.broadcast_to(survival, (STEPS, 2, AGES)),
        np.broadcast_to(fertility, (STEPS, *fertility.shape)),
        np.full(STEPS, srb),
        migration_timing="even",
        keep={"60+": (60, None)} if many else "population",
    )
    return result.population if many else result.population[-1]


def leslie(fertility: Array) -> Array:
    """The same step as one matrix of both sexes: births by the mean of the women before and after a year."""
    _, survival, _, srb = schedules()
    matrix = np.zeros((2 * AGES, 2 * AGES))
    for sex in range(2):
        ages = np.arange(1, AGES)
        matrix[sex * AGES + ages, sex * AGES + ages - 1] = survival[sex, 1:]
        matrix[sex * AGES + AGES - 1, sex * AGES + AGES - 1] = survival[sex, -1]
    borne = np.zeros(AGES)
    borne[FERTILE] = fertility[FERTILE]
    after = matrix[AGES:, AGES:].copy()
    births = (borne + borne @ after) / 2
    girls = 1 / (1 + srb)
    matrix[0, AGES:] = births * (1 - girls) * survival[0, 0]
    matrix[AGES, AGES:] = births * girls * survival[1, 0]
    return matrix


def by_numpy(matrix: Array) -> Array:
    people = schedules()[0].reshape(-1)
    if matrix.ndim == 3:
        people = np.broadcast_to(people, (len(matrix), people.size))
    for _ in range(STEPS):
        people = (matrix @ people[..., None])[..., 0]
    return people


def by_pandas(fertility: Array) -> Array:
    base, survival, _, srb = schedules()
    people = pd.DataFrame(base.T, columns=["male", "female"])
    rates = pd.DataFrame(survival.T, columns=["male", "female"])
    births = pd.Series(0.0, index=people.index)
    births[FERTILE] = fertility[FERTILE]
    for _ in range(STEPS):
        after = people.shift(1)
        after.iloc[-1] += people.iloc[-1]
        after = after * rates
        born = ((people["female"] + after["female"]) * births).sum() / 2
        girls = born / (1 + srb)
        after.loc[0, "male"] = (born - girls) * rates.loc[0, "male"]
        after.loc[0, "female"] = girls * rates.loc[0, "female"]
        people = after
    return people.to_numpy().T.reshape(-1)


def by_matpopmod(matrix: Array) -> Array:
    from matpopmod import MPM

    people: Array = MPM(A=matrix).trajectory(schedules()[0].reshape(-1), STEPS).Y[-1]
    return people


def measure() -> dict[str, float]:
    """Seconds, and ours over theirs: below 1 is faster."""
    fertility = schedules()[2]
    level = np.linspace(0.7, 1.2, TRAJECTORIES)
    many = fertility[:, None] * level
    one, all_of_them = leslie(fertility), np.stack([leslie(each) for each in many.T])
    single: dict[str, Callable[[], Array]] = {
        "numpy_matrix": lambda: by_numpy(one),
        "pandas": lambda: by_pandas(fertility),
    }
    several: dict[str, Callable[[], Array]] = {"numpy_matrices": lambda: by_numpy(all_of_them)}
    if find_spec("matpopmod"):
        single["matpopmod"] = lambda: by_matpopmod(one)
        several["matpopmod"] = lambda: np.stack([by_matpopmod(each) for each in all_of_them])
    found = _beside(ONE, lambda: ours(fertility, many=False), single)
    return found | _beside(MANY, lambda: ours(many, many=True), several)


def _beside(name: str, mine: Callable[[], Array], peers: dict[str, Callable[[], Array]]) -> dict[str, float]:
    expected = mine().reshape(2 * AGES, -1).T.squeeze()
    found = {f"{name}_seconds": best(mine, 10)}
    for peer, run in peers.items():
        if not np.allclose(run(), expected, rtol=1e-10):
            raise SystemExit(f"{peer} and ours disagree")
        found[f"{name}_over_{peer}"] = found[f"{name}_seconds"] / best(run, 3)
    return found
