"""Models of rates by age: fertility here, and the public names of mortality and migration models."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.conventions.doors import door
from cqtargets.errors import DomainError, UnitError
from cqtargets.population.models.brass import brass_alpha, brass_logit
from cqtargets.population.models.checks import checked_fertility, checked_rates
from cqtargets.population.models.leecarter import LeeCarter, LeeCarterForecast, lee_carter
from cqtargets.population.models.migration import residual_migration, rogers_castro

__all__ = [
    "LeeCarter",
    "LeeCarterForecast",
    "brass_alpha",
    "brass_logit",
    "fertility_from_tfr",
    "lee_carter",
    "residual_migration",
    "rogers_castro",
    "total_fertility",
]

Floats = NDArray[np.float64]


@door
def fertility_from_tfr(tfr: ArrayLike, pattern: ArrayLike, width: float, ages: ArrayLike | None = None) -> Floats:
    """Births a woman a year by age: tfr x pattern / (sum of the pattern x width).

    Parameters
    ----------
    tfr : float or array, shape (...)
        Children a woman: 1.3, not 1,300 per 1,000.
    pattern : array, shape (A,)
        Relative fertility by age group; any scale (shares, per cent, old rates).
    width : float
        Years of an age group.
    ages : array, shape (A,), optional
        Lower bounds; with them a pattern outside ages 10-54 is refused.

    Returns
    -------
    array, shape (A, ...)

    Raises
    ------
    DomainError
        If a number is negative or not finite, the pattern is all zero or reaches outside ages 10-54.
    UnitError
        If a TFR is above 15.

    References
    ----------
    Preston, Heuveline and Guillot (2001), Demography, section 5.1.

    Examples
    --------
    >>> fertility_from_tfr(1.5, [0, 1, 3, 1, 0], width=5)
    array([0.  , 0.06, 0.18, 0.06, 0.  ])
    """
    totals = checked_rates(tfr, name="tfr", axes=("region", "trajectory"))
    if (totals > 15).any():
        raise UnitError(f"tfr is {totals.max():g}; give children a woman, not per 1,000 women or per cent")
    shape = checked_rates(pattern, name="pattern", ages=ages, axes=("age",))
    _check_width(width)
    if shape.ndim != 1 or not shape.sum() > 0:
        raise DomainError(f"pattern of shape {shape.shape} with sum {shape.sum():g}; give one row with a positive sum")
    return checked_fertility(np.multiply.outer(shape / (shape.sum() * width), totals), ages=ages)


@door
def total_fertility(fertility: ArrayLike, width: float, ages: ArrayLike | None = None) -> Floats | float:
    """Children a woman, the sum of rates by age times their width: the inverse of `fertility_from_tfr`.

    Parameters
    ----------
    fertility : array
        Births a woman and year, by age.
    width : float
        Years of each age group.
    ages : array, optional
        First ages of the groups.

    Raises
    ------
    DomainError, UnitError
        As for `fertility_from_tfr`; a rate above 1 is refused.

    References
    ----------
    Preston, Heuveline and Guillot (2001), Demography, section 5.1.

    Examples
    --------
    >>> round(total_fertility([0, 0.06, 0.18, 0.06, 0], width=5), 6)
    1.5
    """
    _check_width(width)
    total = checked_fertility(fertility, ages=ages).sum(axis=0) * width
    return float(total) if np.ndim(total) == 0 else total


def _check_width(width: float) -> None:
    if not (math.isfinite(width) and width > 0):
        raise DomainError(f"width is {width}; give the years of an age group, above zero")
