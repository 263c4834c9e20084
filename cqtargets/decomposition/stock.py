"""Two-factor splits: structure and rate (Kitagawa), more per head and more heads."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from cqtargets.conventions.doors import door
from cqtargets.decomposition.effects import Array, Effects, finite, plain
from cqtargets.errors import ConventionError, DomainError

__all__ = ["kitagawa", "split_stock"]


def _shares(name: str, weights: ArrayLike) -> Array:
    values = finite(name, weights)
    if values.ndim != 1 or values.size == 0:
        raise DomainError(f"{name} has shape {values.shape}; give one number a group")
    if (values < 0).any() or values.sum() <= 0:
        raise DomainError(f"{name} must be zero or more and not all zero; give the people (or shares) of each group")
    return np.asarray(values / values.sum())


@door
def kitagawa(weights0: ArrayLike, rates0: ArrayLike, weights1: ArrayLike, rates1: ArrayLike) -> Effects:
    r"""Structure and rate: is the figure higher because the groups' shares moved, or because their rates did?

    With shares w (weights over their sum): structure :math:`\sum_i (w_{i1} - w_{i0})(r_{i0} + r_{i1})/2`, rate
    :math:`\sum_i (r_{i1} - r_{i0})(w_{i0} + w_{i1})/2`.

    Parameters
    ----------
    weights0, weights1 : array, shape (groups,)
        People or shares, >= 0; each is divided by its own sum.
    rates0, rates1 : array, shape (groups,)
        The groups' rates, any unit.

    Returns
    -------
    Effects
        "structure" and "rate"; ``total`` is the change of the weighted mean rate.

    Raises
    ------
    DomainError
        If lengths differ, a weight is negative, all weights are zero or a number is not finite.

    References
    ----------
    Kitagawa (1955), Components of a difference between two rates, Journal of the American Statistical Association 50,
    1168-1194.

    Examples
    --------
    >>> effects = kitagawa([80, 20], [1.0, 5.0], [70, 30], [1.0, 6.0])
    >>> round(effects["structure"], 4), round(effects["rate"], 4), round(effects.total, 4)
    (0.45, 0.25, 0.7)
    """
    old, new = _shares("weights0", weights0), _shares("weights1", weights1)
    before, after = finite("rates0", rates0), finite("rates1", rates1)
    shapes = [old.shape, before.shape, new.shape, after.shape]
    if len(set(shapes)) > 1:
        raise DomainError(f"weights0, rates0, weights1, rates1 have shapes {shapes}; give the same groups to all")
    return Effects(
        effects={
            "structure": float((new - old) @ (before + after) / 2),
            "rate": float((after - before) @ (old + new) / 2),
        },
        total=float(new @ after - old @ before),
    )


@door
def split_stock(
    ratio0: ArrayLike,
    population0: ArrayLike,
    ratio1: ArrayLike,
    population1: ArrayLike,
    *,
    form: Literal["symmetric", "planning"] = "symmetric",
    per: float = 1.0,
) -> Effects:
    r"""Split a change of stock = ratio x population / per into "more per head" and "more heads".

    ``"planning"``: beds short are :math:`(r_1 - r_0) P_0 + r_1 (P_1 - P_0)`: lifting the ratio for the people there
    now, and serving the newcomers at the new ratio. ``"symmetric"``: :math:`(r_1 - r_0)(P_0 + P_1)/2` and
    :math:`(P_1 - P_0)(r_0 + r_1)/2`, which does not depend on which end is called the start.

    Parameters
    ----------
    ratio0, ratio1 : float or array
        Stock per `per` people, now and at the target.
    population0, population1 : float or array
        People; draws of a forecast along the last axis give draws of the effects, whose quantiles are their interval.
    form : {"symmetric", "planning"}
    per : float
        1000 for beds per 1,000.

    Returns
    -------
    Effects
        "ratio" and "population", in units of stock.

    Raises
    ------
    DomainError
        If a number is not finite, a population is negative or `per` is not positive.
    ConventionError
        If `form` is unknown.

    References
    ----------
    The symmetric form is Das Gupta's with two factors; the planning form gives the joint term to the population.

    Examples
    --------
    8 beds per 1,000 instead of 6.4, for 32.1 million people who become 32.6 million:

    >>> effects = split_stock(6.4, 32.1e6, 8, 32.6e6, form="planning", per=1000)
    >>> round(effects["ratio"]), round(effects["population"]), round(effects.total)
    (51360, 4000, 55360)
    """
    if form not in ("symmetric", "planning"):
        raise ConventionError(f"unknown form {form!r}; write 'symmetric' or 'planning'")
    if not (math.isfinite(per) and per > 0):
        raise DomainError(f"per is {per}; give the people one ratio stands for, such as 1000")
    r0, r1 = finite("ratio0", ratio0), finite("ratio1", ratio1)
    p0, p1 = finite("population0", population0), finite("population1", population1)
    for name, people in (("population0", p0), ("population1", p1)):
        if (people < 0).any():
            raise DomainError(f"{name} is negative; give people")
    share = 0.0 if form == "planning" else 0.5
    return Effects(
        effects={
            "ratio": plain((r1 - r0) * (p0 + share * (p1 - p0)) / per),
            "population": plain((p1 - p0) * (r1 - share * (r1 - r0)) / per),
        },
        total=plain((r1 * p1 - r0 * p0) / per),
    )
