"""Life tables without a cause of death, and the chance of dying of the four chronic diseases before 70."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from cqtargets.conventions.doors import door
from cqtargets.errors import DomainError
from cqtargets.outcomes.tables import shares
from cqtargets.population.models.lifetable import LifeTable, table_from_columns

__all__ = ["premature_mortality", "without_cause"]

_AGES = tuple(range(30, 70, 5))


@door
def premature_mortality(rates: Mapping[int, float] | ArrayLike) -> float:
    r"""Chance of dying between 30 and 70 of the causes counted (重大慢性病过早死亡率): :math:`1-\prod(1-\frac{5m}{1+2.5m})`.

    Parameters
    ----------
    rates : mapping of age to float, or array of 8
        Deaths a person-year (not per 100,000) of cardiovascular and chronic respiratory diseases, cancer and diabetes
        together, for the five-year groups 30, 35, ..., 65.

    Returns
    -------
    float
        A fraction: 0.153 is 15.3 %.

    Raises
    ------
    DomainError
        If a group is missing, or a rate is negative or so high that more than all would die.

    References
    ----------
    World Health Organization, indicator metadata: probability (%) of dying between age 30 and exact age 70 from any of
    cardiovascular disease, cancer, diabetes or chronic respiratory disease. Competing causes are taken not to act.

    Examples
    --------
    A rate of 0.004 at every age: 1 - (1 - 0.02/1.01)^8.

    >>> round(premature_mortality([0.004] * 8), 4)
    0.1479
    """
    if isinstance(rates, Mapping):
        odd = sorted(set(rates) ^ set(_AGES))
        if odd:
            raise DomainError(f"ages {', '.join(map(str, odd))} are missing or too many; give 30, 35, ..., 65")
        rates = [rates[age] for age in _AGES]
    m = np.asarray(rates, dtype=np.float64)
    if m.shape != (len(_AGES),):
        raise DomainError(f"rates have shape {m.shape}; give eight, of the five-year groups 30-34 to 65-69")
    wrong = ~((m >= 0) & (m <= 0.4))
    if wrong.any():
        place = int(np.argmax(wrong))
        raise DomainError(
            f"the rate at age {_AGES[place]} is {m[place]:g}; give deaths a person-year, 0 to 0.4 (0.004 for 400 per 100,000)"
        )
    return float(1 - np.prod(1 - 5 * m / (1 + 2.5 * m)))


@door
def without_cause(table: LifeTable, share: ArrayLike) -> LifeTable:
    r"""The life table that would hold if one cause of death were gone: :math:`{}_np^{*} = {}_np^{\,1-r}`.

    Parameters
    ----------
    table : LifeTable
        Of all causes, one population.
    share : array, shape (A,)
        Deaths by the cause as a share of all deaths in each age group, 0 to 1 (below 1 in the open group).

    Returns
    -------
    LifeTable
        Years lived by those who die in a group stay as they were.

    Raises
    ------
    DomainError
        If shares do not align or are outside 0 to 1, or nobody would die in the open group.

    References
    ----------
    Chiang (1968), Introduction to Stochastic Processes in Biostatistics, chapter 11. Preston, Heuveline and Guillot (2001),
    Demography, section 4.3. The cause is taken to be independent of the others: the gain is an upper bound.

    Examples
    --------
    A third of the deaths gone at a constant rate of 0.03: life lasts half as long again.

    >>> from cqtargets.population import life_table
    >>> table = life_table(range(0, 91), [0.03] * 91, a0=[0.4975])
    >>> round(float(without_cause(table, [1/3] * 91).e[0] / table.e[0]), 3)
    1.5
    """
    age = np.asarray(table.age, dtype=np.float64)
    if table.m.ndim != 1:
        raise DomainError(f"the life table has shape {table.m.shape}; give one population at a time")
    gone = shares("share", share, age)
    if gone[-1] == 1:
        raise DomainError(
            "all deaths of the open group are of the cause: nobody would ever die; close the table earlier"
        )
    width, lived = np.diff(age), table.a[:-1]
    q = 1 - (1 - table.q[:-1]) ** (1 - gone[:-1])
    m = np.append(q / (width - (width - lived) * q), table.m[-1] * (1 - gone[-1]))
    names = (table.sex, table.a0, table.ax)
    return table_from_columns(table.age, m, lived, radix=float(table.l[0]), names=(*names, table.close))
