"""Backcasting: from a target back to the yearly changes that reach it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from cqtargets.backcasting.bounds import smoothest
from cqtargets.backcasting.proof import NoBuildUp, proof
from cqtargets.backcasting.question import Bound, checked
from cqtargets.conventions.doors import door

__all__ = ["BuildUp", "backcast"]

Array = NDArray[np.float64]


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BuildUp:
    """A way that reaches the target: levels at the ends of `years`, the first being now.

    `changes` belong to ``years[1:]``. No way within the constraints has a smaller `largest_rise` or `largest_fall`.

    Attributes
    ----------
    years : tuple of int
        Years of the plan.
    levels : array
        Level at the end of each year, in the unit.
    changes : array
        Change of each year, in the unit.
    largest_rise : float
        Greatest rise of a year.
    largest_fall : float
        Greatest fall of a year.
    lead_time : int
        Years before a decision has an effect.
    feasible : {True}
        Always true: there is a plan.
    """

    years: tuple[int, ...]
    levels: Array
    changes: Array
    largest_rise: float
    largest_fall: float
    lead_time: int
    feasible: Literal[True] = True

    @property
    def orders(self) -> dict[int, float]:
        """Year in which a change must be started -> the change that takes effect `lead_time` years later."""
        pairs = zip(self.years[1:], self.changes.tolist(), strict=True)
        return {year - self.lead_time: change for year, change in pairs if year - self.lead_time > self.years[0]}


@door
def backcast(
    current: float,
    target: float,
    *,
    start: int,
    due: int,
    lead_time: int = 0,
    floor: Bound = None,
    ceiling: Bound = None,
    max_rise: float | None = None,
    max_fall: float | None = None,
) -> BuildUp | NoBuildUp:
    r"""Yearly build-up of a stock (beds, staff) to a target, or the proof that none exists.

    The answer is the taut string between the bounds. Among all ways that keep them it has the smallest largest rise,
    the smallest largest fall and the smallest sum of squared changes at once, so it is even wherever it can be.
    Its largest rise has the closed form :math:`\max_{s<t} (low_t - high_s)/m_{st}`, m the years between s and t in
    which the level can change; without floor and ceiling that is (target - current)/(years - lead time) every year.
    Where this exceeds `max_rise`, no way exists: the pair s, t is the proof.

    Parameters
    ----------
    current, target : float
        Stock at the end of `start` and of `due`, same unit; the target is reached exactly. Levels are not rounded.
    start, due : int
        Years; a year means its end.
    lead_time : int
        Whole years from a decision to its effect: the level stays at `current` for so many years.
    floor, ceiling : float or mapping of year to float, optional
        Bounds of the level: a number holds in every year after `start`, a mapping in the years it names.
    max_rise, max_fall : float, optional
        Largest change a year up and down, >= 0; no limit without.

    Returns
    -------
    BuildUp or NoBuildUp
        Told apart by ``feasible``.

    Raises
    ------
    DomainError
        If a number is not finite, `due` is not after `start`, a cap or lead time is negative, a floor lies above its
        ceiling, or a bound names a year outside the plan.

    References
    ----------
    Veinott (1971), Least d-majorized network flows with inventory and statistical applications, Management Science 17,
    547-567: the taut string is least for every convex cost of the changes.

    Examples
    --------
    From 240,000 beds at the end of 2022 to 250,000 at the end of 2025, with nothing opening before 2024:

    >>> plan = backcast(240_000, 250_000, start=2022, due=2025, lead_time=1)
    >>> plan.levels.tolist(), plan.orders
    ([240000.0, 240000.0, 245000.0, 250000.0], {2023: 5000.0, 2024: 5000.0})

    With at most 4,000 a year it cannot be done; in 2026 it could:

    >>> proof = backcast(240_000, 250_000, start=2022, due=2025, lead_time=1, max_rise=4000)
    >>> proof.feasible, proof.max_rise, proof.target, proof.due, proof.lead_time
    (False, 5000.0, 248000.0, 2026, 0)
    """
    question = checked(current, target, start, due, lead_time, floor, ceiling, max_rise, max_fall)
    if not question.answers():
        return proof(question)
    tube = question.tube()
    still = min(question.lead_time, question.due - question.start)
    levels = np.full(tube.low.size, float(current))
    if still < question.due - question.start:
        low, high = tube.low[still:].copy(), tube.high[still:].copy()
        low[0] = high[0] = current
        levels[still:] = smoothest(low, high)
    changes = np.diff(levels)
    levels.flags.writeable = changes.flags.writeable = False
    return BuildUp(
        years=question.years,
        levels=levels,
        changes=changes,
        largest_rise=max(0.0, float(changes.max())),
        largest_fall=max(0.0, float(-changes.min())),
        lead_time=question.lead_time,
    )
