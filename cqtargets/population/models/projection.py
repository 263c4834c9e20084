"""What a cohort-component projection returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.doors import door
from cqtargets.errors import ConventionError
from cqtargets.population.models.step import Timing

__all__ = ["Projection", "band_slices"]

Array = NDArray[np.float64]
Bands = Mapping[str, tuple[int, int | None]]


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """Populations and flows of a projection; the arrays are read-only, in persons, axes (time, sex, age, ...).

    Attributes
    ----------
    population : array, shape (steps + 1, 2, A, ...)
        At the start and after each step; with age bands kept, the last date alone: (1, 2, A, ...).
    births : array, shape (steps, 2, ...)
        Boys and girls born in each step.
    deaths : array, shape (steps, 2, A, ...), or None
        Deaths of each step by the group entered (age 0: of the newborn). None unless everything was kept.
    migration : array, shape (steps, 2, A, ...), or None
        Net migration as applied. None unless everything was kept.
    migration_unapplied : array, shape (steps, 2, A, ...), or None
        Net migration given minus applied: what the guards held back. None unless everything was kept.
    guarded : int
        Cells the guards changed, over all steps and populations.
    bands : mapping of str to array, shape (steps + 1, 2, ...)
        Sums over the age bands that were asked for, at each date.
    step, migration_timing, guards
        The conventions of the run.
    """

    population: Array
    births: Array
    deaths: Array | None
    migration: Array | None
    migration_unapplied: Array | None
    guarded: int
    bands: Mapping[str, Array]
    step: int
    migration_timing: Timing
    guards: str

    def _totals(self) -> tuple[Array, Array, Array]:
        if self.deaths is None or self.migration is None:
            raise ConventionError("this run kept no deaths or migration; run project(..., keep='all') for a balance")
        people = self.population.sum(axis=2)
        return people, self.deaths.sum(axis=2), self.migration.sum(axis=2)

    def balance(self) -> Array:
        """P1 - (P0 + B - D + G) by step and sex, persons, shape (steps, 2, ...).

        Raises
        ------
        ConventionError
            If the run did not keep deaths and migration.
        """
        people, deaths, migration = self._totals()
        residual: Array = people[1:] - (people[:-1] + self.births - deaths + migration)
        return residual

    def balance_error(self) -> np.float64:
        """Largest \\|P1 - (P0 + B - D + G)\\| of any step, sex and population, relative to the largest of the terms.

        Raises
        ------
        ConventionError
            As for `balance`.
        """
        people, deaths, migration = self._totals()
        scale = np.maximum(people[:-1], people[1:])
        for flow in (self.births, deaths, migration):
            scale = np.maximum(scale, np.abs(flow))
        return np.float64(np.max(np.abs(self.balance()) / np.where(scale > 0, scale, 1.0)))


def band_slices(bands: Bands, groups: int, width: int) -> dict[str, slice]:
    """Age groups of each band; bounds are ages, both inclusive, None for no upper bound.

    Raises
    ------
    ConventionError
        If a band does not begin and end where age groups do.

    Examples
    --------
    >>> band_slices({"60+": (60, None), "0-14": (0, 14)}, 21, 5)
    {'60+': slice(12, 21, None), '0-14': slice(0, 3, None)}
    """
    open_age = (groups - 1) * width
    slices = {}
    for name, bounds in bands.items():
        try:
            low, high = bounds
        except (TypeError, ValueError):
            raise ConventionError(
                f"keep[{name!r}] is {bounds!r}; give the first and last age, such as (0, 14), or (60, None)"
            ) from None
        if low < 0 or low % width or low > open_age:
            raise ConventionError(
                f"band {name!r} begins at age {low}; groups begin at 0, {width}, ... {open_age}: begin at one of "
                "them, or graduate to single ages first"
            )
        if high is None:
            slices[name] = slice(int(low) // width, groups)
            continue
        if high < low or (high + 1) % width or high >= open_age:
            raise ConventionError(
                f"band {name!r} ends at age {high}; groups end at {width - 1}, {2 * width - 1}, ... {open_age - 1}, "
                f"the last is {open_age}+: end at one of them, write None for no upper bound, or graduate to single "
                "ages first"
            )
        slices[name] = slice(int(low) // width, (int(high) + 1) // width)
    return slices
