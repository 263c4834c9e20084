"""Net migration by age: what births and survival between two censuses leave unexplained, a year and single ages."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cqtargets.population.forecasting.assumptions import Aims
from cqtargets.population.forecasting.knowledge import Knowledge
from cqtargets.population.forecasting.schedules import AGES, tables, un_value
from cqtargets.population.known.census import Census
from cqtargets.population.models.cohortwise import open_out
from cqtargets.population.models.lifetable import survival_ratios
from cqtargets.population.models.migration import residual_migration

__all__ = ["FOLLOWS_WORK", "five_year_survival", "residual_between", "residual_by_age", "scaled"]

Array = NDArray[np.float64]
# Below this age a change of the total moves the flows; the residual of the old is mostly mortality and stays.
FOLLOWS_WORK = 60


def five_year_survival(year: int, e0: Array, groups: int) -> Array:
    """Five-year survival ratios (2, groups) at the life expectancies `e0` (2,), the last group open."""
    found = []
    for table in tables((year,), e0[None])[0]:
        ratios = survival_ratios(table, step=5)
        open_age = 5 * (groups - 1)
        ratios = np.append(ratios[: groups - 1], table.T[open_age] / table.T[open_age - 5])
        found.append(ratios)
    return np.array(found)


def residual_between(earlier: Census, later: Census, e0: Array, e0_year: int) -> Array:
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
        ratios.append(five_year_survival(year, e0 + gap, groups))
    mean = np.exp(np.mean(np.log(ratios), axis=0))
    born = [last.counts[:, step] / np.prod(mean[:, : step + 1], axis=1) for step in range(steps)]
    return residual_migration(first.counts, last.counts, mean, np.array(born[::-1]))


def residual_by_age(knowledge: Knowledge, start: Census, people: Array, goal: Aims) -> tuple[Array, Array, str]:
    """Net migrants of a year (2, 101), where a shock lands (2, 101, sum 1), and a sentence on both.

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
        return (
            np.zeros_like(people),
            shape,
            "migration: none on record by age; a total given is shared as the people are",
        )
    before = usable[-1]
    e0_year = int(np.ceil(start.date))
    total = residual_between(before, start, goal.e0[0], e0_year)
    lived = _along_cohorts(total) / (start.date - before.date)
    closed = np.repeat(lived[:, :-1] / 5, 5, axis=1)
    opened = open_out(np.concatenate([closed, lived[:, -1:]], axis=1), people[:, closed.shape[1] :])
    young = np.arange(AGES) < FOLLOWS_WORK
    profile = np.abs(opened) * young
    profile = profile / profile.sum() if profile.sum() > 0 else shape
    note = f"migration: residual by age {before.year}-{start.year} ({total.sum() / (start.date - before.date):,.0f} persons a year)"
    if goal.recorded[2] > e0_year:
        note += f", its total fitted to the yearly totals to {goal.recorded[2]}, then their mean"
    return opened, profile, note + (", none after the records" if goal.variant == "zero_migration" else "")


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
