"""What staff by age is checked for: ages, stocks, exit rates, entry by age; and the arrays that a year's step uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.conventions.comparison import noise
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError
from cqtargets.workforce.retirement import Retirement, retired_share

__all__ = ["Setting", "setting", "step", "stock_array"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Setting:
    """How a stock of staff moves on: all that holds in every year.

    Attributes
    ----------
    ages : tuple of int
        Single completed years, the last group open.
    start : int
        Year at whose end the stock is counted.
    exits : array, shape (A or 1, G or 1, D or 1)
    rules : tuple of str, float or None
        One retirement rule a group.
    entrants : array, shape (A, G)
        Shares of those who enter, adding up to 1.
    """

    ages: tuple[int, ...]
    start: int
    exits: Array
    rules: tuple[Retirement, ...]
    entrants: Array


def setting(
    ages: Sequence[int],
    start: int,
    exit_rates: ArrayLike,
    retirement: Retirement | Sequence[Retirement],
    entry_by_age: ArrayLike | None,
    groups: int,
) -> Setting:
    """The checked setting of `project` and `required_entry`; parameters as there."""
    years = _ages(ages)
    rules = (retirement,) if isinstance(retirement, str | int | float) or retirement is None else tuple(retirement)
    if len(rules) != groups:
        raise DomainError(
            f"{len(rules)} retirement rules for {groups} groups of staff; give one a group, in their order"
        )
    exits = _three("exit_rates", exit_rates)
    wrong = ~(np.isfinite(exits) & (exits >= 0) & (exits <= 1))
    if wrong.any():
        place = tuple(np.argwhere(wrong)[0])
        rate = f"{exits[place]:g}"
        by_age = exits.shape[0] == len(years)
        raise DomainError(
            Reason("exit_rate_at", age=years[place[0]], rate=rate) if by_age else Reason("exit_rate", rate=rate)
        )
    _fits("exit_rates", exits, len(years), groups)
    return Setting(ages=years, start=start, exits=exits, rules=rules, entrants=_entrants(entry_by_age, years, groups))


def _ages(ages: Sequence[int]) -> tuple[int, ...]:
    years = tuple(int(age) for age in ages)
    if len(years) < 2 or any(later != earlier + 1 for earlier, later in pairwise(years)):
        raise DomainError(f"ages {_shown(years)} are not single years in a row; graduate wider groups first")
    if years[0] < 0:
        raise DomainError(f"the first age is {years[0]}; give completed years, 0 or more")
    return years


def _shown(values: Sequence[int]) -> str:
    return ", ".join(map(str, values[:6])) + (" ..." if len(values) > 6 else "")


def _three(what: str, values: ArrayLike) -> Array:
    """Shape (ages, groups, draws) of a number, one an age, one an age and group, or all three."""
    array = np.asarray(values, dtype=np.float64)
    if array.ndim > 3:
        raise DomainError(f"{what} have shape {array.shape}; give (ages,), (ages, groups) or (ages, groups, draws)")
    return array.reshape(array.shape + (1,) * (3 - array.ndim))


def _fits(what: str, array: Array, ages: int, groups: int) -> None:
    if array.shape[0] not in (1, ages) or array.shape[1] not in (1, groups):
        raise DomainError(
            f"{what} cover {array.shape[0]} ages and {array.shape[1]} groups; there are {ages} and {groups}"
        )


def stock_array(stock_by_age: ArrayLike, ages: Sequence[int]) -> Array:
    """The starting stock as (A, G, D).

    Raises
    ------
    DomainError
        If the ages do not fit or a stock is negative or not finite.
    """
    stock = _three("stock_by_age", stock_by_age)
    if stock.shape[0] != len(ages):
        raise DomainError(f"stock_by_age has {stock.shape[0]} ages and ages has {len(ages)}; give one row an age")
    wrong = ~(np.isfinite(stock) & (stock >= 0))
    if wrong.any():
        place = tuple(np.argwhere(wrong)[0])
        raise DomainError(f"the stock at age {ages[place[0]]} is {stock[place]:g}; give heads, zero or more")
    if not stock.sum():
        raise DomainError("the stock is zero at every age; give the staff there is")
    return stock


def _entrants(shares: ArrayLike | None, ages: tuple[int, ...], groups: int) -> Array:
    if shares is None:
        if groups > 1:
            raise DomainError(
                f"{groups} groups of staff and no entry_by_age: give the shares (ages, groups) of those who enter"
            )
        first = np.zeros((len(ages), 1))
        first[0] = 1.0
        return first
    array = np.asarray(shares, dtype=np.float64)
    array = array[:, None] if array.ndim == 1 else array
    if array.shape != (len(ages), groups):
        raise DomainError(f"entry_by_age has shape {array.shape}; give {(len(ages), groups)}")
    if not (np.isfinite(array).all() and (array >= 0).all() and abs(array.sum() - 1) <= noise(1.0)):
        raise DomainError(
            f"the shares of entry_by_age add up to {array.sum():g}; give shares of 0 or more that add up to 1"
        )
    return array


def step(stock: Array, year: int, how: Setting) -> tuple[Array, Array, Array]:
    """From the end of `year` to the end of the next: those who stay, one year older, who left and who retired."""
    leaving = stock * how.exits
    kept = stock - leaving
    staying = kept * _working(year, how)[..., None]
    older = np.zeros_like(staying)
    older[1:] = staying[:-1]
    older[-1] += staying[-1]
    return older, leaving.sum(axis=(0, 1)), (kept - staying).sum(axis=(0, 1))


@lru_cache(maxsize=1024)
def _at_work(ages: tuple[int, ...], year: int, rule: Retirement) -> Array:
    """Share of each age that has not retired by the end of a year."""
    return 1 - retired_share(ages, year, rule)


def _working(year: int, how: Setting) -> Array:
    """Share (A, G) of those not yet retired who do not retire in the next year."""
    columns: list[Any] = []
    for rule in how.rules:
        before = _at_work(how.ages, year, rule)
        after = _at_work(tuple(age + 1 for age in how.ages), year + 1, rule)
        columns.append(np.divide(after, before, out=np.zeros_like(after), where=before > 0))
    return np.stack(columns, axis=1)
