"""How unequal the parts are: Gini, Theil within and between groups, the ratio and the difference of the extremes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.allocation.exact import not_negative, numbers, positive
from cqtargets.conventions.doors import door
from cqtargets.errors import DomainError

__all__ = ["TheilParts", "difference_of_extremes", "gini", "ratio_of_extremes", "theil", "theil_parts"]

Array = NDArray[np.float64]


def _levels(values: ArrayLike, weights: ArrayLike | None) -> tuple[Array, Array]:
    levels = numbers("values", values, None)
    not_negative("value", levels, None)
    people = numbers("weights", 1 if weights is None else weights, len(levels))
    positive("weight", people, None)
    if not any(levels):
        raise DomainError("every value is zero: there is nothing to be unequal about; give at least one above zero")
    shares = np.array(people, dtype=np.float64)
    return np.array(levels, dtype=np.float64), shares / shares.sum()


@door
def gini(values: ArrayLike, weights: ArrayLike | None = None) -> float:
    r"""Gini coefficient: :math:`\sum_i \sum_j p_i p_j |x_i - x_j| / (2 \mu)`, p the weights over their sum.

    Parameters
    ----------
    values : array, shape (parts,)
        Levels per person (beds per 1,000), >= 0; not stocks, unless each part is to count as one.
    weights : array, shape (parts,), optional
        People of each part, > 0; equal without.

    Returns
    -------
    float
        0 where all are equal, below 1.

    Raises
    ------
    DomainError
        If a value is negative, a weight not positive, or every value zero.

    References
    ----------
    Cowell (2011), Measuring Inequality. No small-sample factor n/(n - 1) is applied.

    Examples
    --------
    >>> gini([1, 2, 3, 4])
    0.25
    """
    levels, shares = _levels(values, weights)
    order = np.argsort(levels, kind="stable")
    levels, shares = levels[order], shares[order]
    below = np.cumsum(shares) - shares / 2
    return max(0.0, float(2 * (shares * levels) @ (below - 0.5) / (shares @ levels)))


@door
def theil(values: ArrayLike, weights: ArrayLike | None = None) -> float:
    r"""Theil's T: :math:`\sum_i p_i (x_i/\mu) \ln(x_i/\mu)`; a part with none adds nothing.

    Parameters, Raises
        As for `gini`.

    Parameters
    ----------
    values : array
        Levels, one a part.
    weights : array, optional
        People of each part.

    Returns
    -------
    float
        0 where all are equal, at most the logarithm of the number of parts (with equal weights).

    References
    ----------
    Theil (1967), Economics and Information Theory; Cowell (2011), Measuring Inequality.

    Examples
    --------
    >>> round(theil([1, 3]), 4)
    0.1308
    """
    levels, shares = _levels(values, weights)
    relative = levels / (shares @ levels)
    return max(0.0, float(shares @ (relative * np.log(np.where(relative == 0, 1.0, relative)))))


@door
def ratio_of_extremes(values: ArrayLike) -> float:
    """Highest level over lowest.

    Parameters
    ----------
    values : array
        Levels above zero, one a part.

    Raises
    ------
    DomainError
        If a value is not positive: nothing is a multiple of zero.

    References
    ----------
    Elementary; it looks at two parts only and ignores all others.

    Examples
    --------
    >>> ratio_of_extremes([4, 6, 9])
    2.25
    """
    levels = numbers("values", values, None)
    positive("value", levels, None)
    ratio = float(max(levels) / min(levels))
    if not math.isfinite(ratio):
        raise DomainError(
            f"the lowest value is {min(levels)}: the ratio is beyond what numbers hold; give values above zero"
        )
    return ratio


@door
def difference_of_extremes(values: ArrayLike) -> float:
    """Highest level minus lowest, in their unit: the absolute companion of `ratio_of_extremes`.

    Parameters
    ----------
    values : array, shape (parts,)
        Levels, >= 0.

    Raises
    ------
    DomainError
        If a value is negative.

    References
    ----------
    World Health Organization (2013), Handbook on health inequality monitoring: report both, for they can move apart.

    Examples
    --------
    >>> difference_of_extremes([4, 6, 9])
    5.0
    """
    levels = numbers("values", values, None)
    not_negative("value", levels, None)
    return float(max(levels) - min(levels))


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TheilParts:
    """Theil's T split: what lies within groups and what between them.

    Attributes
    ----------
    within, between, total : float
        within + between = total.
    groups : tuple of str
    by_group : tuple of float
        Theil's T inside each group, unweighted by it.
    """

    within: float
    between: float
    total: float
    groups: tuple[str, ...]
    by_group: tuple[float, ...] = field(repr=False)

    @property
    def share_between(self) -> float:
        """Part of the inequality that the groups explain, 0 to 1; 0 where there is none at all."""
        return self.between / self.total if self.total else 0.0


@door
def theil_parts(values: ArrayLike, groups: Sequence[str], weights: ArrayLike | None = None) -> TheilParts:
    r"""Theil's T within and between groups: :math:`T = \sum_g s_g T_g + \sum_g s_g \ln(\mu_g/\mu)`.

    :math:`s_g` is the group's share of the whole resource, :math:`\mu_g` its level per head.

    Parameters
    ----------
    values : array, shape (parts,)
        Levels per person, >= 0.
    groups : sequence of str, length parts
        The group of each part, such as the area a district belongs to.
    weights : array, shape (parts,), optional
        People of each part, > 0; equal without.

    Returns
    -------
    TheilParts

    Raises
    ------
    DomainError
        As for `gini`; also if there is not one group a part.

    References
    ----------
    Theil (1967), Economics and Information Theory; Cowell (2011), Measuring Inequality.

    Examples
    --------
    Two groups without inequality inside: all of it lies between them.

    >>> parts = theil_parts([1, 1, 3, 3], ["a", "a", "b", "b"])
    >>> parts.within, round(parts.between, 4), parts.share_between
    (0.0, 0.1308, 1.0)
    """
    levels, shares = _levels(values, weights)
    if len(groups) != len(levels):
        raise DomainError(f"{len(groups)} groups for {len(levels)} parts; give one group a part")
    names = tuple(dict.fromkeys(str(group) for group in groups))
    mean = float(shares @ levels)
    inside, within, between = [], 0.0, 0.0
    for name in names:
        members = np.array([str(group) == name for group in groups])
        people = float(shares[members].sum())
        level = float(shares[members] @ levels[members]) / people
        own = theil(levels[members], shares[members]) if level else 0.0
        inside.append(own)
        part = people * level / mean
        within += part * own
        between += part * float(np.log(level / mean)) if level else 0.0
    return TheilParts(
        within=within, between=max(0.0, between), total=theil(levels, shares), groups=names, by_group=tuple(inside)
    )
