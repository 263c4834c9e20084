"""One block of a projection: its step loop, its guards, and what is kept of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import repeat
from math import prod

import numpy as np
from numpy.typing import NDArray

from cqtargets.errors import DomainError
from cqtargets.population.models.guards import least_needed, lift_negative, limit_outflow
from cqtargets.population.models.inputs import LEADING, Inputs, cell_label, fertile_groups, first_cell
from cqtargets.population.models.step import (
    Timing,
    advance,
    births_by_sex,
    cohort_deaths,
    entering,
    joining,
    leaving,
    sum_ages,
)

__all__ = ["Outputs", "Run", "prepare"]

Array = NDArray[np.float64]

_FEW = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """Arrays a run fills, age before sex and the trailing axes made one; None where it is not kept."""

    population: Array
    births: Array
    bands: dict[str, Array]
    deaths: Array | None
    migration: Array | None


def _allocate(inputs: Inputs, everything: bool, last_only: bool, bands: dict[str, slice]) -> Outputs:
    steps, groups, columns = inputs.steps, inputs.groups, inputs.columns
    dates = 1 if last_only else steps + 1
    cells = (steps, groups, 2, columns)
    flows = everything and inputs.migration is not None
    return Outputs(
        population=np.empty((dates, groups, 2, columns)),
        births=np.empty((steps, 2, columns)),
        bands={name: np.empty((steps + 1, 2, columns)) for name in bands},
        deaths=np.empty(cells) if everything else None,
        migration=np.empty(cells) if flows else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Checked inputs, conventions and outputs of one run; blocks of it are independent of each other."""

    inputs: Inputs
    timing: Timing
    refuse: bool
    flat: dict[str, Array]
    places: dict[str, NDArray[np.intp]]
    bands: dict[str, slice]
    outputs: Outputs

    def block(self, columns: slice) -> int:
        """Project one block of populations; returns the number of guarded cells."""
        inputs, outputs = self.inputs, self.outputs
        if columns.stop - columns.start < _FEW and self._in_place(columns):
            return 0
        shape = (inputs.groups, 2, columns.stop - columns.start)
        fertile = fertile_groups(inputs.groups, inputs.width)
        survival, fertility = self._by_age("survival", columns), self._columns("fertility", columns)[:, fertile]
        by_sex = births_by_sex(self._columns("srb", columns), inputs.width)
        migration = None if inputs.migration is None else self._by_age("migration", columns)
        people, after = np.empty(shape), np.empty(shape)
        women = np.empty((fertile.stop - fertile.start, shape[-1]))
        people[...] = self._by_age("base", columns)
        self._keep_population(0, columns, people)
        needed = None if migration is None else least_needed(migration)
        risky = needed is not None and _any_below(people, needed[0])
        if migration is not None and outputs.migration is not None:
            outputs.migration[..., columns] = migration
        shared = migration is not None and migration.shape[-1] == 1 and self.timing == "even"
        halves = 0.5 * migration if shared and migration is not None else None
        dying = 1 - survival if outputs.deaths is not None else None
        guarded = 0
        for t in range(inputs.steps):
            applied, limited = None if migration is None else migration[t], None
            if risky and applied is not None:
                applied, limited = limit_outflow(people, applied)
            if halves is not None and limited is None:
                joins = halves[t]
            else:
                joins = None if applied is None else joining(applied, survival[t], self.timing)
            births = outputs.births[t, :, columns]
            joined = None if joins is None else entering(joins, fertile)
            exposed, surviving, reached = (
                leaving(people, fertile),
                entering(survival[t], fertile),
                entering(after, fertile),
            )
            advance(people, joined, exposed, surviving, fertility[t], by_sex[t], reached, births, women, self.timing)
            if outputs.deaths is not None and dying is not None:
                deaths = outputs.deaths[t, :, :, columns]
                cohort_deaths(people, births, applied, dying[t], self.timing, out=deaths)
            if applied is not None and migration is not None and needed is not None:
                risky = _any_below(after, needed[t + 1])
                if risky or limited is not None:
                    guarded += self._guard(t, columns, migration[t], applied, limited, after)
            self._keep_population(t + 1, columns, after)
            people, after = after, people
        return guarded

    def _in_place(self, columns: slice) -> bool:
        """Project a few populations straight into the outputs, deaths and guards for all steps at once.

        Returns
        -------
        bool
            False where the outputs do not hold every date, or a guard has to step in: `block` then goes step by step.
        """
        inputs, outputs = self.inputs, self.outputs
        if self.bands or outputs.population.shape[0] == 1:
            return False
        # One population does without the last axis: numpy's shortest ways are for stretches without gaps.
        own = (..., 0) if columns.stop - columns.start == 1 else (...,)
        survival, fertile = self._by_age("survival", columns)[own], fertile_groups(inputs.groups, inputs.width)
        fertility = self._columns("fertility", columns)[:, fertile][own]
        people, births = outputs.population[..., columns][own], outputs.births[..., columns][own]
        by_sex = births_by_sex(self._columns("srb", columns), inputs.width)[own]
        exposed, moving, joins = people[:-1], None, None
        if inputs.migration is not None:
            moving = self._by_age("migration", columns, outputs.migration)[own].swapaxes(0, 1)
            exposed = np.empty_like(exposed) if self.timing == "even" else exposed
            room = None if outputs.migration is None else moving
            joins = joining(moving, survival.swapaxes(0, 1), self.timing, room).swapaxes(0, 1)
        women = np.empty(people[0, fertile, 1].shape)
        people[0] = self._columns("base", columns).swapaxes(0, 1)[own]
        joined = repeat(None) if joins is None else zip(*entering(joins, fertile, 1), strict=True)
        leave = zip(*leaving(exposed, fertile, 1), strict=True)
        survive, reach = (zip(*entering(array, fertile, 1), strict=True) for array in (survival, people[1:]))
        steps = zip(people, joined, leave, survive, fertility, by_sex, reach, births, strict=False)
        for now, join, here, rates, bearing, sexes, then, born in steps:
            advance(now, join, here, rates, bearing, sexes, then, born, women, self.timing)
        if inputs.migration is not None:
            migration = self._by_age("migration", columns, outputs.migration)  # where those who join have stood
            if _any_below(outputs.population[..., columns], least_needed(migration)):
                return False
        if outputs.deaths is not None:
            deaths = outputs.deaths[..., columns][own].swapaxes(0, 1)
            dying = np.subtract(1, survival.swapaxes(0, 1), out=None if self.timing == "midyear" else deaths)
            cohort_deaths(exposed.swapaxes(0, 1), births, moving, dying, self.timing, out=deaths)
        return True

    def _by_age(self, name: str, columns: slice, out: Array | None = None) -> Array:
        """The block's columns with age before sex, in `out` where that is given.

        Rates shared by all are copied so that they lie in one stretch.
        """
        array = self._columns(name, columns).swapaxes(-3, -2)
        if out is None and array.shape[-1] > 1:
            return array
        copied = np.empty(array.shape) if out is None else out[..., columns]
        for sex in range(2):  # a copy in one go would take two numbers at a time
            copied[..., sex, :] = array[..., sex, :]
        return copied

    def _columns(self, name: str, columns: slice) -> Array:
        array = self.flat[name]
        if name in self.places:
            return array[..., self.places[name][columns]]
        return array if array.shape[-1] == 1 else array[..., columns]

    def _guard(
        self, t: int, columns: slice, given: Array, applied: Array, limited: NDArray[np.bool_] | None, people: Array
    ) -> int:
        """Lift negative cells of `people` and note what was applied; returns the number of guarded cells."""
        added, changed = lift_negative(people)
        if limited is not None:
            changed |= limited
        if not changed.any():
            return 0
        if self.refuse:
            self._refuse(t, columns, changed.swapaxes(0, 1), np.broadcast_to(given, changed.shape).swapaxes(0, 1))
        if self.outputs.migration is not None:
            self.outputs.migration[t, :, :, columns] = applied + added
        return int(np.count_nonzero(changed))

    def _refuse(self, t: int, columns: slice, changed: NDArray[np.bool_], given: Array) -> None:
        index, more = first_cell(changed)
        sex, age, column = index
        places = np.unravel_index(columns.start + column, self.inputs.trailing) if self.inputs.trailing else ()
        cell = (t, sex, age, *(int(place) for place in places))
        raise DomainError(
            f"migration of {cell_label(cell, 'tsa', self.inputs.groups, self.inputs.width)} is {given[index]:g} "
            f"persons{more}: more than there are people; lower the outflow, or let guards='un' limit it and read "
            "migration_unapplied"
        )

    def _keep_population(self, date: int, columns: slice, people: Array) -> None:
        population = self.outputs.population
        if population.shape[0] > 1:
            population[date, :, :, columns] = people
        elif date == self.inputs.steps:
            population[0, :, :, columns] = people
        for name, ages in self.bands.items():
            self.outputs.bands[name][date, :, columns] = sum_ages(people[ages])


def _any_below(people: Array, needed: Array) -> bool:
    lowest = people[..., 0] if people.shape[-1] == 1 else np.minimum.reduce(people, axis=-1)
    return bool(np.logical_or.reduce(lowest < needed, axis=None))


def _flat(inputs: Inputs) -> dict[str, Array]:
    """The inputs with their own trailing axes made one."""
    flat = {}
    for name, leading in LEADING.items():
        array = getattr(inputs, name)
        if array is not None:
            flat[name] = array.reshape((*array.shape[:leading], -1))
    return flat


def _places(inputs: Inputs) -> dict[str, NDArray[np.intp]]:
    """For inputs that only some trailing axes share: which of their own columns each population reads."""
    places = {}
    for name, leading in LEADING.items():
        array = getattr(inputs, name)
        own = () if array is None else array.shape[leading:]
        if own not in ((), inputs.trailing) and prod(own) > 1:
            positions = np.arange(prod(own)).reshape(own)
            places[name] = np.broadcast_to(positions, inputs.trailing).ravel()
    return places


def prepare(
    inputs: Inputs, *, timing: Timing, refuse: bool, everything: bool, last_only: bool, bands: dict[str, slice]
) -> Run:
    """A run with its outputs allocated.

    `everything` keeps deaths and migration, `last_only` the population of the last date alone.
    """
    return Run(
        inputs=inputs,
        timing=timing,
        refuse=refuse,
        flat=_flat(inputs),
        places=_places(inputs),
        bands=bands,
        outputs=_allocate(inputs, everything, last_only, bands),
    )
