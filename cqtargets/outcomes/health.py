"""Healthy life expectancy by Sullivan's method (健康预期寿命)."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.conventions.arrays import frozen
from cqtargets.conventions.doors import door
from cqtargets.conventions.quantity import checked_level
from cqtargets.errors import DomainError
from cqtargets.outcomes.tables import Lived, columns_of, shares

__all__ = ["HealthyYears", "healthy_life_expectancy"]

Array = NDArray[np.float64]


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HealthyYears:
    """Years in good health from each age on.

    Attributes
    ----------
    age : array, shape (A,)
    healthy : array, shape (A,)
        Healthy life expectancy.
    expectancy : array, shape (A,)
        Life expectancy of the same table.
    error : array, shape (A,) or None
        Standard errors from the size of the survey; None without it.
    """

    age: Array
    healthy: Array
    expectancy: Array = field(repr=False)
    error: Array | None = field(repr=False, default=None)

    @property
    def share(self) -> Array:
        """Healthy years as a share of all that remain."""
        return self.healthy / self.expectancy

    def interval(self, level: float = 0.95) -> tuple[Array, Array]:
        """Low and high ends by age: the survey's error; the life table counts as exact.

        Parameters
        ----------
        level : float
            Between 0 and 1.

        Raises
        ------
        DomainError
            If the size of the survey is not known.
        """
        checked_level(level)
        if self.error is None:
            raise DomainError("the size of the survey is not known, so no interval; give sample= (people asked by age)")
        from scipy.special import ndtri

        half = float(ndtri((1 + level) / 2)) * self.error
        return self.healthy - half, self.healthy + half


@door
def healthy_life_expectancy(table: Lived, unhealthy: ArrayLike, *, sample: ArrayLike | None = None) -> HealthyYears:
    r"""Sullivan's healthy life expectancy: :math:`\frac{1}{l_x} \sum_{y \ge x} (1 - \pi_y) L_y`.

    Parameters
    ----------
    table : LifeTable or anything with its columns age, l, L
        Of one population.
    unhealthy : array, shape (A,)
        Share in bad health (disabled, ill) in each age group, 0 to 1.
    sample : array, shape (A,), optional
        People asked in each age group, > 0, for standard errors.

    Returns
    -------
    HealthyYears

    Raises
    ------
    DomainError
        If columns do not align, a share is outside 0 to 1, or a sample is not above zero.

    References
    ----------
    Sullivan (1971), A single index of mortality and morbidity, HSMHA Health Reports 86. Jagger, van Oyen and Robine (2014), Health
    expectancy calculation by the Sullivan method: a practical guide, on the standard error
    :math:`\frac{1}{l_x^2} \sum L_y^2 \pi_y (1 - \pi_y)/n_y`. It holds today's prevalence against today's deaths: it is no
    forecast for anybody born today.

    Examples
    --------
    French people of 1991 from 65 on (European Concerted Action, Practical guide, 1996, table 1), 12.3 years:

    >>> from types import SimpleNamespace
    >>> table = SimpleNamespace(age=[65, 70, 75, 80, 85], l=[89367, 84968, 78012, 66625, 48532],
    ...                         L=[436589, 408793, 364013, 290533, 289068])
    >>> found = healthy_life_expectancy(table, [0.196, 0.286, 0.37, 0.513, 0.71])
    >>> round(float(found.healthy[0]), 1)
    12.3
    """
    age, alive, lived = columns_of(table)
    sick = shares("unhealthy", unhealthy, age)
    error = None
    if sample is not None:
        asked = np.asarray(sample, dtype=np.float64)
        if asked.shape != age.shape or not (asked > 0).all():
            raise DomainError(
                f"sample has shape {asked.shape}, least {asked.min(initial=np.inf):g}; give people above zero, one an age"
            )
        error = frozen(np.sqrt(_from(lived**2 * sick * (1 - sick) / asked)) / alive)
    return HealthyYears(
        age=frozen(age),
        healthy=frozen(_from((1 - sick) * lived) / alive),
        expectancy=frozen(_from(lived) / alive),
        error=error,
    )


def _from(values: Array) -> Array:
    """Sums from each age on."""
    return np.cumsum(values[::-1])[::-1]
