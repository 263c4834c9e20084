"""What happens where migration would leave fewer people than none; the difference is kept, so the balance closes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["REMNANT", "SMALLEST", "least_needed", "lift_negative", "limit_outflow"]

Array = NDArray[np.float64]

SMALLEST = 1e-5
REMNANT = 0.0005


def limit_outflow(people: Array, migration: Array) -> tuple[Array, NDArray[np.bool_] | None]:
    """Limit net outflow to the people who are there.

    Where G < 0 and P + G < 1e-5, G becomes min(0, 1e-5 - P). Inflow is never touched and an empty cell stays empty.

    Parameters
    ----------
    people : array, shape (A, 2, n)
        Persons at the start of the step.
    migration : array, shape (A, 2, n) or (A, 2, 1)
        Net migrants of the whole step, persons, by age at its end.

    Returns
    -------
    applied : array
        `migration` itself where nothing had to be limited.
    limited : array of bool or None
        The cells that were; None if there are none.

    Examples
    --------
    >>> import numpy as np
    >>> applied, limited = limit_outflow(np.array([10.0, 0.0, 3.0]), np.array([-4.0, -1.0, -5.0]))
    >>> applied.tolist(), limited.tolist()
    ([-4.0, 0.0, -2.99999], [False, True, True])
    """
    limited = (people + migration < SMALLEST) & (migration < 0)
    if not limited.any():
        return migration, None
    return np.where(limited, np.minimum(0.0, SMALLEST - people), migration), limited


def least_needed(migration: Array) -> Array:
    """Persons that each row (all axes but the last) must hold at each date for the guards to have nothing to do.

    Parameters
    ----------
    migration : array, shape (steps, ..., n)

    Returns
    -------
    array, shape (steps + 1, ...)
        Enough for the outflow of the step that follows, and 0 where none follows.

    Examples
    --------
    >>> import numpy as np
    >>> least_needed(np.array([[[5.0, -3.0], [0.0, 2.0]]])).tolist()
    [[3.00001, 0.0], [0.0, 0.0]]
    """
    worst = migration[..., 0] if migration.shape[-1] == 1 else np.minimum.reduce(migration, axis=-1)
    needed = np.zeros((worst.shape[0] + 1, *worst.shape[1:]))
    np.subtract(SMALLEST, worst, out=needed[:-1], where=worst < 0)
    return needed


def lift_negative(people: Array) -> tuple[Array, NDArray[np.bool_]]:
    """Set negative cells of `people` to 0.0005 persons, in place.

    Returns
    -------
    (added, lifted)
        Persons added to each cell, and which cells.

    Examples
    --------
    >>> import numpy as np
    >>> cells = np.array([2.0, -1.0])
    >>> added, lifted = lift_negative(cells)
    >>> cells.tolist(), added.tolist()
    ([2.0, 0.0005], [0.0, 1.0005])
    """
    lifted = people < 0
    added = np.where(lifted, REMNANT - people, 0.0)
    people[lifted] = REMNANT
    return added, lifted
