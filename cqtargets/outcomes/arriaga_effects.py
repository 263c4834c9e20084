"""What moved a life expectancy: contributions of ages and causes (Arriaga)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.conventions.arrays import frozen
from cqtargets.conventions.doors import door
from cqtargets.errors import DomainError
from cqtargets.outcomes.tables import Lived, columns_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LifeExpectancyChange", "arriaga"]

Array = NDArray[np.float64]


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LifeExpectancyChange:
    """Years that each age, and each cause at it, add to the life expectancy at the first age.

    Attributes
    ----------
    age : array, shape (A,)
    by_age : array, shape (A,)
        Adds up to `total`.
    direct : array, shape (A,)
        The part lived within the age group; the rest is lived later by those who survive it.
    by_cause : mapping of cause to array, shape (A,)
        Adds up to `by_age`; empty where no causes are given.
    total : float
        Second life expectancy minus the first.
    """

    age: Array
    by_age: Array
    direct: Array = field(repr=False)
    by_cause: Mapping[str, Array] = field(repr=False)
    total: float

    def to_frame(self) -> pd.DataFrame:
        """One row an age: age, years, direct, indirect, and a column a cause."""
        import pandas as pd

        columns = {"age": self.age, "years": self.by_age, "direct": self.direct, "indirect": self.by_age - self.direct}
        return pd.DataFrame({**columns, **self.by_cause})


@door
def arriaga(
    first: Lived,
    second: Lived,
    *,
    causes_first: Mapping[str, ArrayLike] | None = None,
    causes_second: Mapping[str, ArrayLike] | None = None,
    symmetric: bool = False,
) -> LifeExpectancyChange:
    r"""Arriaga's decomposition of a change in life expectancy by age and cause.

    .. math:: \frac{l^1_x}{l^1_0}\left(\frac{L^2_x}{l^2_x}-\frac{L^1_x}{l^1_x}\right)
              + \frac{T^2_{x+n}}{l^1_0}\left(\frac{l^1_x}{l^2_x}-\frac{l^1_{x+n}}{l^2_{x+n}}\right)

    The open group has the first part alone. A cause takes the share of an age that its rate has in the difference of all rates.

    Parameters
    ----------
    first, second : LifeTable or anything with its columns age, l, L
        Before and after, or one population and another; the same ages.
    causes_first, causes_second : mapping of cause to array (A,), optional
        Death rates by cause, the same causes; they add up to the rates of all causes, in any one unit.
    symmetric : bool
        The mean of both directions: exchanging the tables then only turns the signs, which it does not otherwise.

    Returns
    -------
    LifeExpectancyChange

    Raises
    ------
    DomainError
        If ages or causes differ, a rate is negative, or all rates of an age are equal while causes differ: no share is defined.

    References
    ----------
    Arriaga (1984), Measuring and explaining the change in life expectancies, Demography 21, 83-96. Preston, Heuveline and Guillot
    (2001), Demography, section 3.8 and box 4.3. Ponnapalli (2005), Demographic Research 12, 141-172, compares the directions.

    Examples
    --------
    Fewer infant deaths (the years lived by those who die at 1-4 follow the rate at 0):

    >>> from cqtargets.population import life_table
    >>> before, after = life_table([0, 1, 5], [0.05, 0.01, 0.02]), life_table([0, 1, 5], [0.03, 0.01, 0.02])
    >>> change = arriaga(before, after)
    >>> [round(float(years), 3) for years in change.by_age], round(change.total, 3)
    ([0.991, 0.001, 0.0], 0.992)
    """
    age, alive, lived = columns_of(first)
    other, alive_2, lived_2 = columns_of(second)
    if age.shape != other.shape or (age != other).any():
        raise DomainError("the two life tables have other age groups; give both by the same ones")
    direct, years = _one_way(alive, lived, alive_2, lived_2)
    if symmetric:
        back, back_years = _one_way(alive_2, lived_2, alive, lived)
        direct, years = (direct - back) / 2, (years - back_years) / 2
    causes = _by_cause(age, years, causes_first or {}, causes_second or {})
    total = float(lived_2.sum() / alive_2[0] - lived.sum() / alive[0])
    return LifeExpectancyChange(
        age=frozen(age), by_age=frozen(years), direct=frozen(direct), by_cause=causes, total=total
    )


def _one_way(alive: Array, lived: Array, alive_2: Array, lived_2: Array) -> tuple[Array, Array]:
    direct = alive / alive[0] * (lived_2 / alive_2 - lived / alive)
    later = np.cumsum(lived_2[::-1])[::-1][1:]
    ratio = alive / alive_2
    indirect = np.append(later / alive[0] * (ratio[:-1] - ratio[1:]), 0.0)
    return direct, direct + indirect


def _by_cause(
    age: Array, years: Array, first: Mapping[str, ArrayLike], second: Mapping[str, ArrayLike]
) -> dict[str, Array]:
    if set(first) != set(second):
        raise DomainError(
            f"causes differ: {', '.join(sorted(set(first) ^ set(second)))}; give the same ones for both tables"
        )
    gaps = {}
    for cause, rates in first.items():
        before, after = np.asarray(rates, dtype=np.float64), np.asarray(second[cause], dtype=np.float64)
        if not (before.shape == after.shape == age.shape):
            raise DomainError(f"rates of {cause} have shapes {before.shape} and {after.shape}; give one an age group")
        if not ((before >= 0).all() and (after >= 0).all()):
            raise DomainError(f"a rate of {cause} is negative or no number; give deaths a person-year, zero or more")
        gaps[cause] = after - before
    if not gaps:
        return {}
    whole = np.sum(list(gaps.values()), axis=0)
    size = np.max([np.abs(gap) for gap in gaps.values()], axis=0)
    undefined = (np.abs(whole) <= 1e-12 * size) & (size > 0)
    if undefined.any():
        place = int(np.argmax(undefined))
        raise DomainError(
            f"at age {age[place]:g} the causes change and their sum does not: no cause has a share; join ages or causes"
        )
    scale = np.divide(years, whole, out=np.zeros_like(years), where=whole != 0)
    return {cause: frozen(gap * scale) for cause, gap in gaps.items()}
