"""Brass: a life table related to a standard one, aimed at a life expectancy."""

from __future__ import annotations

from typing import overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.conventions.doors import door
from cqtargets.errors import DomainError
from cqtargets.population.models.checks import checked_share
from cqtargets.population.models.lifetable import LifeTable, table_from_columns

__all__ = ["brass_alpha", "brass_logit"]

Floats = NDArray[np.float64]

# No life expectancy comes near this age; alpha alone would let an open group live for centuries.
_OLDEST = 110.0
_ROUNDS, _CLOSE = 200, 1e-11


@overload
def brass_logit(
    l: LifeTable,  # noqa: E741
    *,
    alpha: ArrayLike | None = None,
    beta: ArrayLike = 1.0,
    e0: ArrayLike | None = None,
) -> LifeTable: ...
@overload
def brass_logit(
    l: ArrayLike,  # noqa: E741
    *,
    alpha: ArrayLike | None = None,
    beta: ArrayLike = 1.0,
    e0: ArrayLike | None = None,
) -> Floats: ...
@door
def brass_logit(
    l: LifeTable | ArrayLike,  # noqa: E741 - the column's name in the field
    *,
    alpha: ArrayLike | None = None,
    beta: ArrayLike = 1.0,
    e0: ArrayLike | None = None,
) -> LifeTable | Floats:
    r"""Mortality related to a standard: :math:`Y = \alpha + \beta Y_s`, :math:`Y = \tfrac12 \ln((1 - l)/l)`.

    Parameters
    ----------
    l : LifeTable or array, shape (A, ...)
        The standard. An array holds survivors of one birth at exact ages, from 1 downwards.
    alpha : float or array, shape (...), optional
        Level; above 0 is heavier mortality. 0 if neither `alpha` nor `e0` is given.
    beta : float or array, shape (...)
        Above 0; above 1 moves deaths from children to the old.
    e0 : float or array, shape (...), optional
        Life expectancy at birth aimed at, years; `alpha` follows from it. Needs a LifeTable.

    Returns
    -------
    LifeTable or array
        What was given: a table that keeps the standard's a(x) of closed groups, its open rate
        :math:`\beta m_s (1 - l)/(1 - l_s)` (the derivative of the relation at the open age); or survivors.

    Raises
    ------
    DomainError
        If survivors lie outside 0 to 1 or rise with age, `beta` is not positive, both `alpha` and `e0` are given, `e0`
        is given for bare survivors, or no alpha reaches it.

    References
    ----------
    Brass (1971), On the scale of mortality, in Biological Aspects of Demography. Preston, Heuveline and Guillot (2001),
    Demography, section 9.3.

    Examples
    --------
    >>> brass_logit([1.0, 0.9, 0.5], alpha=0.1).round(4)
    array([1.    , 0.8805, 0.4502])
    """
    if alpha is not None and e0 is not None:
        raise DomainError("both alpha and e0 are given; alpha follows from e0, so give one of them")
    if isinstance(l, LifeTable):
        level = brass_alpha(l, e0, beta=beta) if e0 is not None else (0.0 if alpha is None else alpha)
        return _related(l, np.asarray(level, dtype=np.float64), _slope(beta))
    if e0 is not None:
        raise DomainError("e0 needs a LifeTable as the standard: survivors alone do not say how the open group dies")
    return _survivors(_standard(l), np.asarray(0.0 if alpha is None else alpha, dtype=np.float64), _slope(beta))


@door
def brass_alpha(standard: LifeTable, e0: ArrayLike, *, beta: ArrayLike = 1.0) -> Floats:
    """Alpha with which `brass_logit` reaches the life expectancy `e0`, shape of `e0`.

    Found by false position with halved ends (the Illinois rule), to 1e-11 years.

    Parameters
    ----------
    standard : LifeTable
        Life table whose shape is taken.
    e0 : array
        Life expectancy at birth wanted, in years.
    beta : array
        Slope on the logit scale.

    Raises
    ------
    DomainError
        If `e0` lies beyond what alpha from -3 to 3 can reach, or above 110 years.

    References
    ----------
    As for `brass_logit`. Dowell and Jarratt (1971), A modified regula falsi method, BIT 11.

    Examples
    --------
    >>> from cqtargets.population.models.lifetable import life_table
    >>> standard = life_table(range(0, 101), [0.02] * 101, a0=[0.4983])
    >>> abs(round(float(brass_alpha(standard, standard.e[0])), 6))
    0.0
    """
    aim, slope = np.asarray(e0, dtype=np.float64), _slope(beta)
    shape = np.broadcast_shapes(aim.shape, slope.shape, standard.l.shape[1:])
    low, high = np.full(shape, -3.0), np.full(shape, 3.0)
    longest, shortest = _related(standard, low, slope).e[0], _related(standard, high, slope).e[0]
    longest = np.minimum(longest, _OLDEST)
    bad = ~((aim > shortest) & (aim < longest))
    if bad.any():
        value = np.broadcast_to(aim, shape)[bad].flat[0]
        raise DomainError(
            f"e0 {value:g} is out of reach: this standard gives {np.min(shortest):.1f} to {np.max(longest):.1f} years"
        )
    over = _related(standard, low, slope).e[0] - aim
    under = _related(standard, high, slope).e[0] - aim
    middle, side = (low + high) / 2, np.zeros(shape)
    for _ in range(_ROUNDS):
        middle = (low * under - high * over) / (under - over)
        left = _related(standard, middle, slope).e[0] - aim
        if np.abs(left).max() < _CLOSE:
            break
        above = left > 0
        under = np.where(above & (side > 0), under / 2, under)
        over = np.where(~above & (side < 0), over / 2, over)
        low, high = np.where(above, middle, low), np.where(above, high, middle)
        over, under = np.where(above, left, over), np.where(above, under, left)
        side = np.where(above, 1.0, -1.0)
    found: Floats = np.asarray(middle)
    return found


def _slope(beta: ArrayLike) -> Floats:
    slope = np.asarray(beta, dtype=np.float64)
    if not (np.isfinite(slope) & (slope > 0)).all():
        raise DomainError(f"beta is {np.min(slope):g}; give numbers above zero")
    return slope


def _standard(survivors: ArrayLike) -> Floats:
    standard = checked_share(survivors, name="l", axes=("age", "region", "trajectory"))
    if standard.ndim == 0 or (np.diff(standard, axis=0) > 0).any():
        raise DomainError("l rises with age; give survivors from the youngest age to the oldest")
    return standard


def _survivors(standard: Floats, alpha: Floats, slope: Floats) -> Floats:
    if not np.isfinite(alpha).all():
        raise DomainError("alpha is not finite; give finite numbers")
    trailing = np.broadcast_shapes(standard.shape[1:], alpha.shape, slope.shape)
    wide = standard.reshape(standard.shape + (1,) * (len(trailing) - standard.ndim + 1))
    inside = (wide > 0) & (wide < 1)
    odds = np.where(inside, (1 - wide) / np.where(inside, wide, 1.0), 1.0)
    related = 1 / (1 + np.exp(2 * alpha) * odds**slope)
    return np.where(inside, related, np.broadcast_to(wide, related.shape))


def _related(standard: LifeTable, alpha: Floats, slope: Floats) -> LifeTable:
    share = standard.l / standard.l[:1]
    survivors = _survivors(share, alpha, slope)
    extra = (1,) * (survivors.ndim - share.ndim)
    q = 1 - survivors[1:] / survivors[:-1]
    n = standard.width[:-1].reshape((-1,) + (1,) * (survivors.ndim - 1))
    a = np.broadcast_to(standard.a[:-1].reshape(standard.a[:-1].shape + extra), q.shape)
    closed = q / (n - (n - a) * q)
    dead = 1 - share[-1:].reshape(share[-1:].shape + extra)
    last = slope * standard.m[-1:].reshape(dead.shape) * (1 - survivors[-1:]) / dead
    names = (standard.sex, standard.a0, standard.ax, standard.close)
    return table_from_columns(
        standard.age, np.concatenate([closed, last]), a, radix=float(standard.l.flat[0]), names=names
    )
