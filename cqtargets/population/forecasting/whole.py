"""Trajectories of a whole region by single year of age, block by block."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from cqtargets.population.forecasting.bands import Bands, median_age
from cqtargets.population.forecasting.controls import directions, posterior
from cqtargets.population.forecasting.inputs import Inputs
from cqtargets.population.forecasting.schedules import AGES
from cqtargets.population.forecasting.single_ages import POWER_STEP
from cqtargets.population.models.cohort import project
from cqtargets.population.models.cohortwise import collapse
from cqtargets.population.models.uncertainty import (
    Factors,
    Spread,
    draw_factors,
    draw_walk,
    jump_off_by_age,
    knot_weights,
    no_factors,
)

__all__ = ["Block", "Carried", "Rates", "run_block"]

Array = NDArray[np.float64]
_AGE_MIDDLES: Array = np.arange(AGES, dtype=np.float64) + 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """A whole carried by births, deaths and migration; `with_census` puts the census before the first year end."""

    inputs: Inputs
    with_census: bool

    def single(self, spread: Spread, factors: Factors) -> tuple[Array, Array]:
        """Single years (times, 2, 101, n), and births, deaths and net migration of the steps (3, T, n)."""
        given = self.inputs
        logs, level = self._doubts(spread, factors)
        count = np.exp(logs)
        size = count.shape[-1]
        force = np.exp(factors.mortality + level)[:, None, None]
        shock = factors.migration * given.base.sum() + given.pace * factors.paces
        migration = given.migration[..., None] + given.profile[None, ..., None] * shock[:, None, None]
        result = project(
            given.base[..., None] * count,
            given.survival[..., None] ** force,
            given.fertility[..., None] * np.exp(factors.fertility)[:, None],
            given.srb,
            migration,
            step=1,
            migration_timing="even",
            keep="population",
            chunk=size,
        )
        born, moved = result.births.sum(axis=1), migration.sum(axis=(1, 2))
        died = born + moved - np.diff(result.population.sum(axis=(1, 2)), axis=0)
        flows = np.stack([born, died, moved])
        if not self.with_census:
            return result.population, flows
        return np.concatenate([(given.at_census[..., None] * count)[None], result.population]), flows

    def _doubts(self, spread: Spread, factors: Factors) -> tuple[Array, Array]:
        """Log of true over counted persons (2, 101, n), and of death rates (n,), narrowed by the controls."""
        given = self.inputs
        pattern = np.zeros((2, AGES)) if given.cohorts is None else given.cohorts * (spread.cohorts / POWER_STEP)
        if given.controls is None:
            logs = jump_off_by_age(factors, spread, _AGE_MIDDLES) + pattern[..., None] * factors.cohorts
            return logs, given.doubt * factors.readings
        sizes = np.array(spread.jump_off)
        weights = knot_weights(spread, _AGE_MIDDLES) * sizes
        known = given.controls
        slopes = directions(known, weights, spread.cohorts / POWER_STEP, given.doubt)
        mean, root = posterior(slopes, known.gap, known.error)
        scaled = np.divide(factors.jump_off.T, sizes, out=np.zeros_like(factors.jump_off.T), where=sizes > 0).T
        drawn = np.concatenate([scaled, factors.cohorts[None], factors.readings[None]])
        z = root @ drawn + (mean[:, None] if drawn.any() else 0.0)
        logs = (weights @ z[:-2])[None] + pattern[..., None] * z[-2]
        return logs, given.doubt * z[-1]

    @property
    def starts(self) -> tuple[int, int, int]:
        """First step whose fertility, mortality and migration are not on record."""
        births, e0, total = (max(last - self.inputs.base_year, 0) for last in self.inputs.recorded)
        return births, e0, total

    @property
    def steps(self) -> int:
        """Years of the run."""
        return len(self.inputs.years)


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A whole whose expected single years (times, 2, 101) are known, with the spread of its ratios a year."""

    expected: Array = field(repr=False)
    since: Array = field(repr=False)
    seed: int

    def single(self, spread: Spread, factors: Factors, block: int | None) -> Array:
        """Single years (times, 2, 101, n)."""
        count = np.exp(jump_off_by_age(factors, spread, _AGE_MIDDLES))
        size = count.shape[1]
        walk = np.zeros((self.since.size, size))
        if block is not None:
            walk = draw_walk(seed=self.seed, key=0, block=block, size=size, times=self.since)
        factor = count[None, None] * np.exp(spread.ratios * walk)[:, None, None]
        result: Array = self.expected[..., None] * factor
        return result


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What is kept of a block: groups (times, 2, G, n), bands (bands, times, n), median age, shares of cut groups.

    `flows` (3, steps, n) are births, deaths and net migration; None where ratios carry the people.
    """

    groups: Array = field(repr=False)
    bands: Array = field(repr=False)
    median_age: Array = field(repr=False)
    shares: dict[tuple[int, int], Array] = field(repr=False)
    flows: Array | None = field(repr=False)


def run_block(
    task: tuple[Rates | Carried, Spread, Bands, int, int, int | None, int],
) -> Block:
    """One block of trajectories; block None is the variant itself, without draws."""
    model, spread, plan, groups, seed, block, size = task
    steps = model.steps if isinstance(model, Rates) else 0
    starts = model.starts if isinstance(model, Rates) else (0, 0, 0)
    if block is None:
        factors = no_factors(spread, steps)
    else:
        factors = draw_factors(spread, seed=seed, block=block, size=size, years=steps, starts=starts)
    if isinstance(model, Rates):
        single, flows = model.single(spread, factors)
    else:
        single, flows = model.single(spread, factors, block), None
    together = collapse(single, np.arange(0, 5 * groups, 5), axis=2)
    shares = plan.shares(single)
    return Block(
        groups=together, bands=plan.sums(together, shares), median_age=median_age(together), shares=shares, flows=flows
    )
