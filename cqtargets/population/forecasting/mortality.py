"""Mortality that fits what is on record: the printed life expectancy, the recorded deaths, and who was still there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cqtargets.population.forecasting.knowledge import Knowledge
from cqtargets.population.forecasting.schedules import tables, un_value
from cqtargets.population.known.census import Census
from cqtargets.population.models.lifetable import LifeTable, survival_ratios

__all__ = ["BETAS", "DEATHS_SHARE", "Mortality", "deaths_of", "fitted_mortality", "five_year_survival"]

Array = NDArray[np.float64]

BETAS: Final = (0.8, 1.25)
"""Where beta would leave this range, one of the facts is in doubt."""

# Stated errors: a printed life expectancy in years (two prints of one year differ by 0.4), logs of a year's recorded
# deaths and of those counted at 70 and over ten years later (coverage, and migrants of that age), and how far an age
# pattern strays from the UN's.
_E0: Final = 1.0
_DEATHS: Final = 0.03
_SURVIVORS: Final = 0.02
_BETA: Final = 0.2
# A year's deaths stray by 4 % around a fitted level and are recorded to within 2 %: that share of the difference is taken.
DEATHS_SHARE: Final = 0.04**2 / (0.04**2 + 0.02**2)
_OLD: Final = 70
_LEAST_READING: Final = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Mortality:
    """How the UN's tables are bent to one region.

    Attributes
    ----------
    beta : float
        Slope of the Brass logit: below 1 fewer of the deaths are of the old.
    shift : float
        Years of life expectancy by which the fitted level differs from the printed one.
    readings : tuple of float
        Log of the base year's deaths by the printed life expectancy and as recorded, over the fitted ones; nothing
        known is 0.
    spread : float
        Standard deviation of the log of all death rates that the choice between the readings leaves.
    facts : tuple of str
        What was fitted, each with what is left over.
    """

    beta: float = 1.0
    shift: float = 0.0
    readings: tuple[float, float] = (0.0, 0.0)
    spread: float = _LEAST_READING
    facts: tuple[str, ...] = field(default=())


def five_year_survival(year: int, e0: Array, groups: int, beta: float = 1.0) -> Array:
    """Five-year survival ratios (2, groups) at the life expectancies `e0` (2,), the last group open."""
    found = []
    for table in tables((year,), e0[None], beta)[0]:
        ratios = survival_ratios(table, step=5)
        open_age = 5 * (groups - 1)
        ratios = np.append(ratios[: groups - 1], table.T[open_age] / table.T[open_age - 5])
        found.append(ratios)
    return np.array(found)


def deaths_of(people: Array, pair: list[LifeTable]) -> float:
    """Deaths of a year among people in single ages (2, 101) at its middle."""
    return float(sum((people[sex] * table.m).sum() for sex, table in enumerate(pair)))


def fitted_mortality(knowledge: Knowledge, start: Census, people: Array, e0: Array, year: int) -> Mortality:
    r"""Slope and level of a Brass logit by least squares over all that is known, each by its stated error.

    :math:`(\delta / 1\,yr)^2 + (\ln D / D_{rec} / 3\,\%)^2 + (\ln S / S_{cen} / 2\,\%)^2 + ((\beta - 1) / 0.2)^2`, where
    :math:`\delta` is the distance from the printed life expectancy, D the deaths of the base year, and S those of 70
    and over who were alive at the census before.

    Parameters
    ----------
    people : array, shape (2, 101)
        At the census.
    e0 : array, shape (2,)
        Printed life expectancy of `year`, the year of the census.
    """
    recorded = knowledge.deaths.get(year)
    survivors = None if knowledge.e0_stands else _survivors(knowledge, start, e0, year)
    facts: list[tuple[Callable[[Array], float], float, str]] = [
        (lambda at: float(at[1]), _E0, "life expectancy as printed {0:+.2f} years"),
        (lambda at: float(at[0]) - 1, _BETA, ""),
    ]
    if recorded is not None:
        facts.append(
            (
                lambda at: float(np.log(deaths_of(people, tables((year,), (e0 + at[1])[None], at[0])[0]) / recorded)),
                _DEATHS,
                f"deaths of {year} {{0:+.1%}} from the {recorded:,.0f} recorded",
            )
        )
    if survivors is not None:
        facts.append((survivors, _SURVIVORS, "survivors of 70 and over {0:+.1%} from the census"))
    if len(facts) == 2:
        return Mortality()
    at = _least_squares([one for one, _, _ in facts], np.array([error for _, error, _ in facts]))
    left = tuple(text.format(one(at)) for one, _, text in facts if text)
    as_printed = deaths_of(people, tables((year,), e0[None], at[0])[0])
    fitted = deaths_of(people, tables((year,), (e0 + at[1])[None], at[0])[0])
    by_record = as_printed if recorded is None else recorded
    readings = (float(np.log(as_printed / fitted)), float(np.log(by_record / fitted)))
    spread = max(_LEAST_READING, abs(readings[0] - readings[1]) / 2)
    return Mortality(beta=float(at[0]), shift=float(at[1]), readings=readings, spread=spread, facts=left)


def _least_squares(facts: list[Callable[[Array], float]], errors: Array) -> Array:
    """(beta, shift) with the least weighted squares: Gauss-Newton with numerical slopes, beta kept in `BETAS`."""
    at = np.array([1.0, 0.0])
    steps = np.array([0.02, 0.1])
    for _ in range(6):
        here = np.array([fact(at) for fact in facts]) / errors
        slopes = np.empty((errors.size, 2))
        for row in range(2):
            moved = at.copy()
            moved[row] += steps[row]
            slopes[:, row] = (np.array([fact(moved) for fact in facts]) / errors - here) / steps[row]
        change = np.linalg.lstsq(slopes, -here, rcond=None)[0]
        beta = float(np.clip(at[0] + change[0], *BETAS))
        if beta != at[0] + change[0]:
            rest = here + slopes[:, 0] * (beta - at[0])
            change = np.array([beta - at[0], -(slopes[:, 1] @ rest) / (slopes[:, 1] @ slopes[:, 1])])
        at = at + change
        if np.abs(change / steps).max() < 1e-3:
            break
    return at


def _survivors(knowledge: Knowledge, start: Census, e0: Array, year: int) -> Callable[[Array], float] | None:
    """Log of survived over counted people of 70 and over, by (beta, shift); None without a census 10 years earlier."""
    earlier = [one for one in knowledge.censuses if abs(start.date - one.date - 10) < 0.01]
    if not earlier:
        return None
    first, last = earlier[-1].five_year(), start.five_year()
    groups = last.ages.size
    if first.ages.size != groups or 5 * (groups - 1) < _OLD:
        return None
    counted = last.counts[:, _OLD // 5 :].sum()
    if counted <= 0:
        return None

    def missed(at: Array) -> float:
        people = first.counts
        for step in range(2):
            middle = round(first.date + 5 * step + 2.5)
            level = e0 + at[1] + un_value("e0_both", middle) - un_value("e0_both", year)
            ratio = five_year_survival(middle, level, groups, float(at[0]))
            opened = (people[:, -2:-1] + people[:, -1:]) * ratio[:, -1:]
            people = np.concatenate([people[:, :1] * 0, people[:, :-2] * ratio[:, 1:-1], opened], axis=1)
        return float(np.log(people[:, _OLD // 5 :].sum() / counted))

    return missed
