"""The years on record run so that recorded births and totals come out, and the years after them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.comparison import NOISE
from cqtargets.errors import DomainError
from cqtargets.population.forecasting.assumptions import Aims
from cqtargets.population.forecasting.migration_profile import Moves
from cqtargets.population.forecasting.mortality import DEATHS_SHARE
from cqtargets.population.forecasting.schedules import survival_path
from cqtargets.population.models.cohort import project
from cqtargets.population.models.cohortwise import shift_part_year

__all__ = ["Fitted", "Records", "Run", "fitted_run"]

Array = NDArray[np.float64]
_ROUNDS = 8
# Years of life expectancy that a year's deaths lower by one log unit move.
_YEARS_OF_LIFE = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a fitted run starts from; `years`, `e0` (1 + T, 2), `shapes` and `srb` hold the base year first."""

    region: str
    years: tuple[int, ...]
    people: Array = field(repr=False)
    e0: Array = field(repr=False)
    beta: float
    shapes: Array = field(repr=False)
    srb: Array = field(repr=False)
    moves: Moves = field(repr=False)

    def survival(self, at: int, shift: float) -> Array:
        """One-year survival (2, 101) of a step, life expectancy moved by `shift` years."""
        ratios: Array = survival_path((self.years[at],), self.e0[at : at + 1] + shift, self.beta)[0]
        return ratios

    def step(self, people: Array, at: int, survival: Array, tfr: float, total: float) -> tuple[Array, float, float]:
        """The population a year on, its births and its deaths."""
        moves = self.moves.of(people, total)
        self._refuse_emptied(people, moves, total)
        result = project(
            people,
            survival[None],
            self.shapes[at : at + 1] * tfr,
            self.srb[at : at + 1],
            moves[None],
            step=1,
            migration_timing="even",
            keep="population",
            guards="refuse",
        )
        after, born = result.population[-1], float(result.births.sum())
        return after, born, born + float(moves.sum() - (after.sum() - people.sum()))

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
    """Base at the end of the base year, and of the steps survival (T, 2, 101), fertility (T, 101), migration (T, 2, 101).

    `shifts` (T,): years of life expectancy by which each step differs from the level fitted at the base.
    """

    base: Array = field(repr=False)
    survival: Array = field(repr=False)
    fertility: Array = field(repr=False)
    migration: Array = field(repr=False)
    shifts: Array = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What is on record of single years, persons: totals at year ends, births and deaths of calendar years."""

    totals: Mapping[int, float]
    births: Mapping[int, float]
    deaths: Mapping[int, float]


def fitted_run(run: Run, *, goal: Aims, share: float, records: Records) -> Fitted:
    """Fit year by year: fertility to recorded births, mortality to recorded deaths, net migration to recorded totals.

    Parameters
    ----------
    share : float
        Part of a year from the census to the end of its year.
    """
    level = _level_at_census(run)
    base_year = goal.years[0] - 1
    recorded = records.births.get(base_year)
    if recorded is not None:
        level = recorded / _births(run, run.people, 0)
    people = _to_year_end(run, share, level, records.totals.get(base_year))
    base, last_level = people, level / goal.tfr_base
    on_record = _yearly(base_year, float(base.sum()), records.totals)
    steps: list[tuple[Array, float, Array]] = []
    shifts: list[float] = []
    seen: list[float] = []
    for at, year in enumerate(goal.years, start=1):
        fit = _Fit(
            births=None if year in goal.tfr else records.births.get(year),
            deaths=None if goal.own_e0 else records.deaths.get(year),
            total=None if year in goal.net_migration else on_record.get(year),
        )
        tfr = goal.tfr.get(year, last_level * goal.tfr_change[at - 1] + goal.tfr_added[at - 1])
        if tfr < 0:
            raise DomainError(f"fertility of {run.region} in {year} would be {tfr:.2f}; give tfr= or another variant")
        expected = _expected_total(run, goal, year, seen, people)
        found = _fitted_year(run, people, at, fit, _expected_shift(shifts, records, year), tfr, expected)
        if fit.births is not None:
            last_level = found.tfr / goal.tfr_change[at - 1]
        if fit.total is not None:
            seen.append(found.total)
        steps.append((found.survival, found.tfr, run.moves.of(people, found.total)))
        shifts.append(found.shift)
        people = found.people
    return Fitted(
        base=base,
        survival=np.array([survival for survival, _, _ in steps]),
        fertility=np.array([run.shapes[at] * tfr for at, (_, tfr, _) in enumerate(steps, start=1)]),
        migration=np.array([moves for _, _, moves in steps]),
        shifts=np.array(shifts),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    """What a year is fitted to; None where it is not."""

    births: float | None
    deaths: float | None
    total: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Year:
    people: Array
    survival: Array
    tfr: float
    total: float
    shift: float


def _fitted_year(run: Run, people: Array, at: int, fit: _Fit, shift: float, tfr: float, total: float) -> _Year:
    """One year with births, deaths and total as near to the record as asked for."""
    level = run.survival(at, 0.0)
    aim = None
    if fit.deaths is not None:
        expected = run.step(people, at, level, tfr, total)[2]
        aim = expected ** (1 - DEATHS_SHARE) * fit.deaths**DEATHS_SHARE
    survival = level if shift == 0 else run.survival(at, shift)
    after = people
    for _ in range(_ROUNDS):
        if fit.births is not None:
            tfr = fit.births / run.step(people, at, survival, 1.0, total)[1]
        after, _, deaths = run.step(people, at, survival, tfr, total)
        done = fit.total is None or abs(fit.total - after.sum()) < 1e-3
        if fit.total is not None and not done:
            total += fit.total - after.sum()
        if aim is not None and abs(np.log(deaths / aim)) > 1e-5:
            shift += float(np.log(deaths / aim)) * _YEARS_OF_LIFE
            survival, done = run.survival(at, shift), False
        if done:
            break
    return _Year(people=after, survival=survival, tfr=tfr, total=total, shift=shift)


def _expected_shift(shifts: list[float], records: Records, year: int) -> float:
    """Of a year without recorded deaths: as the year before, and after the last record as the mean of the recorded."""
    known = [one for one in records.deaths if one >= year - len(shifts)]
    if not known or not shifts:
        return 0.0
    if year <= max(known):
        return shifts[-1]
    fitted = [shift for back, shift in enumerate(reversed(shifts), start=1) if year - back in known]
    return float(np.mean(fitted)) if fitted else 0.0


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


def _expected_total(run: Run, goal: Aims, year: int, seen: list[float], people: Array) -> float:
    """Net migrants of a year: the user's, none under zero_migration, the mean of the years fitted, the residual."""
    if year in goal.net_migration:
        return goal.net_migration[year]
    if goal.variant == "zero_migration" and year > goal.recorded[2]:
        return 0.0
    return float(np.mean(seen)) if seen else run.moves.usual(people)


def _births(run: Run, people: Array, at: int) -> float:
    """Births of a year at a total fertility of 1 by the women at its middle or end."""
    return float((people[1] * run.shapes[at]).sum())


def _level_at_census(run: Run) -> float:
    """Total fertility of the year before the census, from those under one year old then."""
    born = (run.people[:, 0] / run.survival(0, 0.0)[:, 0]).sum()
    return float(born / _births(run, run.people, 0))


def _to_year_end(run: Run, share: float, tfr: float, wanted: float | None) -> Array:
    """The census moved to the end of its year along cohorts; net migration is fitted where that total is on record."""
    if share < NOISE:
        return run.people
    births = tfr * _births(run, run.people, 0)
    girls = births / (1 + run.srb[0])
    born = np.array([births - girls, girls])
    total = run.moves.usual(run.people)
    survival = run.survival(0, 0.0)
    moved = run.people
    for _ in range(_ROUNDS):
        flows = run.moves.of(run.people, total)
        moved = shift_part_year(run.people, survival, born, flows, share)
        if wanted is None or abs(wanted - moved.sum()) < 1e-3:
            break
        total += (wanted - moved.sum()) / share
    return moved
