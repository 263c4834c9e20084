"""The years on record run so that recorded births and totals come out, and the years after them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from cqtargets.errors import DomainError
from cqtargets.population.forecasting.assumptions import Aims
from cqtargets.population.forecasting.migration_profile import scaled
from cqtargets.population.models.cohort import project
from cqtargets.population.models.cohortwise import shift_part_year

__all__ = ["Fitted", "Run", "fitted_run"]

Array = NDArray[np.float64]
_ROUNDS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a fitted run starts from; rates hold the base year first, then each step."""

    region: str
    people: Array = field(repr=False)
    survival: Array = field(repr=False)
    shapes: Array = field(repr=False)
    srb: Array = field(repr=False)
    residual: Array = field(repr=False)
    profile: Array = field(repr=False)

    def step(self, people: Array, at: int, tfr: float, total: float) -> tuple[Array, float]:
        """The population a year on, and its births."""
        moves = scaled(self.residual, self.profile, total)
        self._refuse_emptied(people, moves, total)
        result = project(
            people,
            self.survival[at : at + 1],
            self.shapes[at : at + 1] * tfr,
            self.srb[at : at + 1],
            moves[None],
            step=1,
            migration_timing="even",
            keep="population",
            guards="refuse",
        )
        return result.population[-1], float(result.births.sum())

    def _refuse_emptied(self, people: Array, moves: Array, total: float) -> None:
        short = people + moves < 0
        if short.any():
            sex, age = (int(i) for i in np.argwhere(short)[0])
            raise DomainError(
                f"net migration of {self.region} of {total:,.0f} a year takes {-moves[sex, age]:,.0f} "
                f"{('males', 'females')[sex]} aged {age}, and there are {people[sex, age]:,.0f}: more leave than there are; "
                "lower the outflow"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """Base at the end of the base year, fertility (T, 101) and migration (T, 2, 101) of the steps."""

    base: Array = field(repr=False)
    fertility: Array = field(repr=False)
    migration: Array = field(repr=False)


def fitted_run(
    run: Run, *, goal: Aims, share: float, first_total: Mapping[int, float], births: Mapping[int, float]
) -> Fitted:
    """Fit year by year: fertility to recorded births, net migration to recorded totals.

    Parameters
    ----------
    share : float
        Part of a year from the census to the end of its year.
    first_total : mapping of year to persons
        Totals at year ends, the base year's among them where it is on record.
    births : mapping of year to persons
    """
    level = _level_at_census(run)
    base_year = goal.years[0] - 1
    recorded = births.get(base_year)
    if recorded is not None:
        level = recorded / _births(run, run.people, 0)
    people = _to_year_end(run, share, level, first_total.get(base_year))
    base, last_level = people, level
    on_record = _yearly(base_year, float(base.sum()), first_total)
    fertility: list[Array] = []
    totals: list[float] = []
    seen: list[float] = []
    for at, year in enumerate(goal.years, start=1):
        total = _expected_total(run, goal, year, seen)
        wanted = None if year in goal.net_migration else on_record.get(year)
        tfr = goal.tfr.get(year, last_level * goal.tfr_change[at - 1] + goal.tfr_added[at - 1])
        if tfr < 0:
            raise DomainError(f"fertility of {run.region} in {year} would be {tfr:.2f}; give tfr= or another variant")
        after, _ = people, 0.0
        for _round in range(_ROUNDS):
            if year in births and year not in goal.tfr:
                _, of_one = run.step(people, at, 1.0, total)
                tfr = births[year] / of_one
            after, _ = run.step(people, at, tfr, total)
            if wanted is None or abs(wanted - after.sum()) < 1e-3:
                break
            total += wanted - after.sum()
        if year in births and year not in goal.tfr:
            last_level = tfr / goal.tfr_change[at - 1]
        if wanted is not None:
            seen.append(total)
        fertility.append(run.shapes[at] * tfr)
        totals.append(total)
        people = after
    migration = np.array([scaled(run.residual, run.profile, total) for total in totals])
    return Fitted(base=base, fertility=np.array(fertility), migration=migration)


def _yearly(base_year: int, start: float, totals: Mapping[int, float]) -> dict[int, float]:
    """Recorded totals after the base year; years between two of them lie on geometric lines.

    >>> _yearly(2020, 100.0, {2022: 121.0})
    {2021: 110.0, 2022: 121.0}
    """
    anchors = {base_year: start} | {year: value for year, value in totals.items() if year > base_year}
    times = sorted(anchors)
    logs = np.log([anchors[year] for year in times])
    years = range(base_year + 1, times[-1] + 1)
    between = {year: round(float(np.exp(np.interp(year, times, logs))), 6) for year in years}
    return between | {year: anchors[year] for year in times[1:]}


def _expected_total(run: Run, goal: Aims, year: int, seen: list[float]) -> float:
    """Net migrants of a year: the user's, none under zero_migration, the mean of the years fitted, the residual."""
    if year in goal.net_migration:
        return goal.net_migration[year]
    if goal.variant == "zero_migration" and year > goal.recorded[2]:
        return 0.0
    return float(np.mean(seen)) if seen else float(run.residual.sum())


def _births(run: Run, people: Array, at: int) -> float:
    """Births of a year at a total fertility of 1 by the women at its middle or end."""
    return float((people[1] * run.shapes[at]).sum())


def _level_at_census(run: Run) -> float:
    """Total fertility of the year before the census, from those under one year old then."""
    born = (run.people[:, 0] / run.survival[0, :, 0]).sum()
    return float(born / _births(run, run.people, 0))


def _to_year_end(run: Run, share: float, tfr: float, wanted: float | None) -> Array:
    """The census moved to the end of its year along cohorts; net migration is fitted where that total is on record."""
    if share < 1e-9:
        return run.people
    births = tfr * _births(run, run.people, 0)
    girls = births / (1 + run.srb[0])
    born = np.array([births - girls, girls])
    total = float(run.residual.sum())
    moved = run.people
    for _ in range(_ROUNDS):
        flows = scaled(run.residual, run.profile, total)
        moved = shift_part_year(run.people, run.survival[0], born, flows, share)
        if wanted is None or abs(wanted - moved.sum()) < 1e-3:
            break
        total += (wanted - moved.sum()) / share
    return moved
