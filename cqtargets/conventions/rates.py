"""Rates of growth between two values, for many at once, with the reason where there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.conventions.reasons import Reason

__all__ = ["Rates", "rates_of"]

Floats = NDArray[np.float64]

_NO_TIME: Final = Reason("no_time")
_FROM_ZERO: Final = Reason("growth_from_zero")
_TO_ZERO: Final = Reason("growth_to_zero")
_BELOW: Final = Reason("growth_below_zero")
_THROUGH: Final = Reason("growth_through_zero")
_PACE: Final = Reason("sum_has_pace")
_BEYOND: Final = Reason("growth_beyond")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rates:
    """Growth of n pairs of values in every convention; NaN where there is none.

    Attributes
    ----------
    cagr, continuous, annual_change, years : array, shape (n,)
        Fractions a year, in the unit a year, and years.
    reason : object array of str, shape (n,)
        Why there is no rate.
    """

    cagr: Floats
    continuous: Floats
    annual_change: Floats
    years: Floats
    reason: NDArray[np.object_]


def rates_of(start: ArrayLike, end: ArrayLike, years: ArrayLike, rated: ArrayLike = True) -> Rates:
    """The growth that carries each `start` to its `end`; `rated` is False for sums and flows, which have a pace alone.

    NaN in, NaN out, without a reason: who asks knows why a value is missing.

    >>> rates_of([40.0, 0.0], [60.0, 9.0], [5.0, 5.0]).reason.tolist()
    ['', 'growth from zero has no rate']
    """
    first, last, span, known = np.broadcast_arrays(
        *(np.atleast_1d(np.asarray(one, dtype=np.float64)) for one in (start, end, years)), np.atleast_1d(rated)
    )
    with np.errstate(all="ignore"):
        ratio = last / first
        apart = np.log(np.abs(last)) - np.log(np.abs(first))
        log = np.where((ratio > 0) & (ratio < np.inf), np.log(ratio), apart)
        cagr, continuous, pace = np.expm1(log / span), apart / span, (last - first) / span
    reason = np.full(first.shape, "", dtype=object)
    rules = (
        (np.isinf(cagr) | np.isinf(continuous), _BEYOND),
        ((first < 0) | (last < 0), _THROUGH),
        ((first < 0) & (last < 0), _BELOW),
        (last == 0, _TO_ZERO),
        (first == 0, _FROM_ZERO),
        (~(span > 0) & ~np.isnan(span), _NO_TIME),
        (~known, _PACE),
    )
    for mask, why in rules:
        reason[mask] = why
    without = reason.astype(bool)
    cagr[without] = continuous[without] = np.nan
    return Rates(
        cagr=cagr,
        continuous=continuous,
        annual_change=np.where((span > 0) & np.isfinite(pace), pace, np.nan),
        years=span,
        reason=reason,
    )
