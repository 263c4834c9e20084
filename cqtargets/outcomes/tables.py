"""What is asked of a life table here, and the checks on what comes with it."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.conventions.comparison import noise
from cqtargets.errors import DomainError

__all__ = ["Lived", "columns_of", "shares"]

Array = NDArray[np.float64]


class Lived(Protocol):
    """A life table, of `cqtargets.population.life_table` or printed: ages, survivors l, person-years L."""

    @property
    def age(self) -> Any: ...

    @property
    def l(self) -> Any: ...  # noqa: E743 - the column's name in the field

    @property
    def L(self) -> Any: ...  # noqa: N802


def columns_of(table: Lived) -> tuple[Array, Array, Array]:
    """Ages, survivors and person-years (A,) of one table.

    Raises
    ------
    DomainError
        If they do not align, are not finite, or nobody survives to an age.
    """
    age, alive, lived = (np.asarray(values, dtype=np.float64) for values in (table.age, table.l, table.L))
    if not (age.shape == alive.shape == lived.shape and age.ndim == 1):
        raise DomainError(
            f"age {age.shape}, l {alive.shape} and L {lived.shape} do not align; give one table, without regions or draws"
        )
    if not (np.isfinite(alive).all() and np.isfinite(lived).all() and (alive > 0).all() and (lived >= 0).all()):
        raise DomainError("a life table needs survivors above zero and person-years of zero or more at every age")
    if (np.diff(alive) > noise(alive[0])).any():
        raise DomainError("survivors rise with age; give l from the first age on")
    return age, alive, lived


def shares(what: str, values: ArrayLike, age: Array) -> Array:
    """One share of 0 to 1 an age.

    Raises
    ------
    DomainError
        Naming the first age with another value.
    """
    found = np.asarray(values, dtype=np.float64)
    if found.shape != age.shape:
        raise DomainError(f"{what} has shape {found.shape} for {age.size} ages; give one share an age group")
    wrong = ~(np.isfinite(found) & (found >= 0) & (found <= 1))
    if wrong.any():
        place = int(np.argmax(wrong))
        raise DomainError(f"{what} at age {age[place]:g} is {found[place]:g}; give a share from 0 to 1 (0.12 for 12 %)")
    return found
