"""How many must enter each year for a stock of staff to reach its targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.conventions.doors import door
from cqtargets.conventions.quantity import checked_level
from cqtargets.errors import DomainError
from cqtargets.workforce.inputs import Setting, setting, step, stock_array
from cqtargets.workforce.retirement import Retirement

__all__ = ["Carry", "EntryNeed", "carry", "entries", "required_entry"]

Array = NDArray[np.float64]


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EntryNeed:
    """Entry a year from the end of `begin` to the end of `end` that reaches `target`.

    Attributes
    ----------
    begin, end : int
        Year ends.
    target : array, shape (D,)
        Heads at the end.
    draws : array, shape (D,)
        Heads a year; below 0 the staff exceeds the target though nobody enters.
    remaining : array, shape (D,)
        Of the starting stock and the entrants of earlier stages, how many are there at the end.
    """

    begin: int
    end: int
    target: Array = field(repr=False)
    draws: Array = field(repr=False)
    remaining: Array = field(repr=False)

    @property
    def median(self) -> float:
        """Heads a year."""
        return float(np.median(self.draws))

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """Low and high end of the central interval.

        Parameters
        ----------
        level : float
            Share of the trajectories within, between 0 and 1.
        """
        checked_level(level)
        low, high = np.quantile(self.draws, [(1 - level) / 2, (1 + level) / 2])
        return float(low), float(high)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Carry:
    """What is left at the end of each of K stages, for one unit at the start.

    Attributes
    ----------
    stock : array, shape (K, D)
        Of one head of the starting stock.
    entrants : array, shape (K, K, D)
        Of one head a year that enters during stage j (first axis), at the end of stage k.
    """

    stock: Array
    entrants: Array


def carry(shape: Array, ends: Sequence[int], how: Setting) -> Carry:
    """The shares with which a stock and its entrants reach the ends of stages; linear, so that regions share them.

    Parameters
    ----------
    shape : array, shape (A, G, D or 1)
        The starting stock, adding up to 1 over ages and groups.
    ends : sequence of int
        Ascending year ends.
    how : Setting
    """
    size = max(shape.shape[2], how.exits.shape[2])
    nobody = np.zeros((*shape.shape[:2], size))
    begins = (how.start, *ends[:-1])
    stock = _ends(np.broadcast_to(shape, nobody.shape), how, ends, (0, 0))
    entrants = [_ends(nobody, how, ends, stage) for stage in zip(begins, ends, strict=True)]
    return Carry(stock=stock, entrants=np.stack(entrants))


def _ends(now: Array, how: Setting, ends: Sequence[int], stage: tuple[int, int]) -> Array:
    """Heads (K, D) at the ends, with one a year entering after the end of stage[0] until stage[1]."""
    found = []
    for year in range(how.start, ends[-1]):
        now = step(now, year, how)[0]
        if stage[0] <= year < stage[1]:
            now = now + how.entrants[..., None]
        if year + 1 in ends:
            found.append(now.sum(axis=(0, 1)))
    return np.stack(found)


def entries(current: Array, targets: Sequence[Array], shares: Carry) -> list[tuple[Array, Array]]:
    """Entry a year and what remains without it, stage by stage; arrays broadcast (regions, draws).

    Nobody is sent away: where a stage asks for less than nothing, the next one starts from no entry.
    """
    found: list[tuple[Array, Array]] = []
    for place, target in enumerate(targets):
        remaining = current * shares.stock[place]
        for earlier, (entry, _) in enumerate(found):
            remaining = remaining + np.maximum(entry, 0.0) * shares.entrants[earlier, place]
        found.append(((target - remaining) / shares.entrants[place, place], remaining))
    return found


@door
def required_entry(
    stock_by_age: ArrayLike,
    exit_rates: ArrayLike,
    targets: Mapping[int, ArrayLike],
    *,
    ages: Sequence[int],
    start: int,
    retirement: Retirement | Sequence[Retirement] = None,
    entry_by_age: ArrayLike | None = None,
) -> tuple[EntryNeed, ...]:
    r"""Entry a year, the same in each year of a stage, that reaches each target: :math:`E = (T - R)/u`.

    R is what remains at the end of today's stock and of earlier entrants, u what remains of one entrant a year.

    Parameters
    ----------
    stock_by_age : array, shape (A,), (A, G) or (A, G, D)
        Heads at the end of `start`, >= 0.
    exit_rates : float or array, shape (A,), (A, G) or (A, G, D)
        As for `project`; `attrition_draws` gives uncertain ones.
    targets : mapping of year to float or array (D,)
        Heads at the end of each year, >= 0; a stage runs from one to the next.
    ages, start, retirement, entry_by_age
        As for `project`.

    Returns
    -------
    tuple of EntryNeed
        One a stage. Below 0 the staff exceeds the target without any entry, and the next stage starts from no entry.

    Raises
    ------
    DomainError
        As for `project`; also for a target that is negative or not after `start`.

    References
    ----------
    Elementary: the projection is linear in what enters.

    Examples
    --------
    1,000 staff, a tenth leaves each year, nobody retires: 100 a year keep the stock.

    >>> need, = required_entry([1000, 0], 0.1, {2030: 1000}, ages=[30, 31], start=2025)
    >>> round(need.median, 6)
    100.0
    """
    stock = stock_array(stock_by_age, ages)
    how = setting(ages, start, exit_rates, retirement, entry_by_age, stock.shape[1])
    goals = {int(year): np.atleast_1d(np.asarray(value, dtype=np.float64)) for year, value in sorted(targets.items())}
    if not goals:
        raise DomainError("no targets; give a mapping such as {2030: 120_000}")
    for year, goal in goals.items():
        if year <= start:
            raise DomainError(f"the target of {year} is not after the stock's year {start}; give later years")
        if goal.ndim != 1 or not (np.isfinite(goal).all() and (goal >= 0).all()):
            raise DomainError(
                f"the target of {year} is {goal.min():g}; give heads, zero or more, one a trajectory at most"
            )
    total = stock.sum(axis=(0, 1))
    found = entries(total, list(goals.values()), carry(stock / total, list(goals), how))
    stages = zip(pairwise((start, *goals)), goals.values(), found, strict=True)
    return tuple(
        EntryNeed(begin=begin, end=end, target=goal, draws=entry, remaining=remaining)
        for (begin, end), goal, (entry, remaining) in stages
    )
