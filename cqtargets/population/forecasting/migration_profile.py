"""Net migration by age: what births and survival between two censuses leave unexplained, a year and single ages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cqtargets.population.forecasting.assumptions import Aims
from cqtargets.population.forecasting.knowledge import Knowledge
from cqtargets.population.forecasting.mortality import Mortality, five_year_survival
from cqtargets.population.forecasting.schedules import AGES, un_value
from cqtargets.population.known.census import Census
from cqtargets.population.models.cohortwise import open_out
from cqtargets.population.models.migration import residual_migration

__all__ = ["FOLLOWS_WORK", "OLD_RATE", "Moves", "residual_between", "residual_by_age", "scaled"]

Array = NDArray[np.float64]
# Below this age a change of the total moves the flows.
FOLLOWS_WORK: Final = 60
OLD_RATE: Final = 0.002
"""Of a thousand people of one age from 60 on, two net migrants a year are plausible; what lies beyond is no migration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """Net migration by age.

    Attributes
    ----------
    residual : array, shape (2, 101)
        Persons a year below 60.
    old_rates : array, shape (2, 101)
        Net migrants a year and person from 60 on, within `OLD_RATE` either way: they grow as the old do.
    profile : array, shape (2, 101)
        Where a change of the total lands; adds up to 1.
    unexplained : float
        Persons a year from 60 on that were counted and are neither survivors nor plausible migrants.
    note : str
    """

    residual: Array = field(repr=False)
    old_rates: Array = field(repr=False)
    profile: Array = field(repr=False)
    unexplained: float = 0.0
    note: str = ""

    def of(self, people: Array, total: float) -> Array:
        """Net migrants (2, 101) of a year that make `total`."""
        old = self.old_rates * people
        return scaled(self.residual, self.profile, total - float(old.sum())) + old

    def usual(self, people: Array) -> float:
        """Their total where nothing else is known."""
        return float(self.residual.sum() + (self.old_rates * people).sum())


def residual_between(earlier: Census, later: Census, e0: Array, e0_year: int, beta: float = 1.0) -> Array:
    """Net migrants between two censuses by five-year group at the later one (2, G), persons.

    `e0` (2,) is known for `e0_year`; other years differ from it as the UN's estimates for China do. Children born
    between the censuses are taken as staying: no births by district are on record, and their parents' moves are not
    known by age of child.
    """
    first, last = earlier.five_year(), later.five_year()
    steps = round((last.date - first.date) / 5)
    groups = last.ages.size
    ratios = []
    for step in range(steps):
        year = round(first.date + 5 * step + 2.5)
        gap = un_value("e0_both", year) - un_value("e0_both", e0_year)
        ratios.append(five_year_survival(year, e0 + gap, groups, beta))
    mean = np.exp(np.mean(np.log(ratios), axis=0))
    born = [last.counts[:, step] / np.prod(mean[:, : step + 1], axis=1) for step in range(steps)]
    return residual_migration(first.counts, last.counts, mean, np.array(born[::-1]))


def residual_by_age(knowledge: Knowledge, start: Census, people: Array, goal: Aims, mortality: Mortality) -> Moves:
    """Net migration of a year by age, from what survivors between two censuses leave unexplained.

    A cohort of the later census spent a quarter of the decade in its last age group, half in the one before and a
    quarter in the one before that: its residual is laid there. Groups are shared out evenly over their years, the open
    one as the people are.
    """
    shape = people / people.sum()
    earlier = [one for one in knowledge.censuses if one.date < start.date - 4.9]
    groups = start.five_year().ages.size
    usable = [one for one in earlier if abs((start.date - one.date) / 5 - round((start.date - one.date) / 5)) < 0.01]
    usable = [one for one in usable if one.five_year().ages.size == groups and start.date - one.date < 15.1]
    if not usable:
        note = "migration: none on record by age; a total given is shared as the people are"
        return Moves(residual=np.zeros_like(people), old_rates=np.zeros_like(people), profile=shape, note=note)
    before = usable[-1]
    e0_year = int(np.ceil(start.date))
    total = residual_between(before, start, goal.e0[0] + mortality.shift, e0_year, mortality.beta)
    lived = _along_cohorts(total) / (start.date - before.date)
    closed = np.repeat(lived[:, :-1] / 5, 5, axis=1)
    opened = open_out(np.concatenate([closed, lived[:, -1:]], axis=1), people[:, closed.shape[1] :])
    young = np.arange(AGES) < FOLLOWS_WORK
    profile = np.abs(opened) * young
    old = np.divide(opened, people, out=np.zeros_like(people), where=people > 0) * ~young
    bounded = np.clip(old, -OLD_RATE, OLD_RATE)
    moves = Moves(
        residual=opened * young,
        old_rates=bounded,
        profile=profile / profile.sum() if profile.sum() > 0 else shape,
        unexplained=float(((old - bounded) * people).sum()),
    )
    return replace(moves, note=_note(moves, people, before, start, goal))


def _note(moves: Moves, people: Array, before: Census, start: Census, goal: Aims) -> str:
    young, old = float(moves.residual.sum()), float((moves.old_rates * people).sum())
    note = (
        f"migration: residual by age {before.year}-{start.year}, {young:,.0f} persons a year below 60 and {old:,.0f} above "
        f"(at most {OLD_RATE:.1%} of an age either way); {moves.unexplained:+,.0f} a year from 60 on remain as an error of "
        "the counts or of mortality and move nobody"
    )
    if goal.recorded[2] > int(np.ceil(start.date)):
        note += f"; its total fitted to the yearly totals to {goal.recorded[2]}, then their mean"
    return note + (", none after the records" if goal.variant == "zero_migration" else "")


def _along_cohorts(total: Array) -> Array:
    padded = np.concatenate([total, np.zeros((2, 2))], axis=1)
    laid: Array = padded[:, :-2] / 4 + padded[:, 1:-1] / 2 + padded[:, 2:] / 4
    laid[:, 0] += total[:, 0] * 0.75 + total[:, 1] * 0.25
    return laid


def scaled(residual: Array, profile: Array, total: float) -> Array:
    """The residual of a year changed to `total`: the difference is laid where the flows below 60 are (plus-minus).

    Inflows are multiplied by one factor and outflows by another, the usual plus-minus adjustment.

    Examples
    --------
    >>> residual, profile = np.array([[30.0, -10.0]]), np.array([[0.75, 0.25]])
    >>> scaled(residual, profile, 0.0).tolist()
    [[15.0, -15.0]]
    """
    changed: Array = residual + (total - residual.sum()) * profile
    return changed
