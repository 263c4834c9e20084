"""The share of the way covered, and the interval that printed rounding leaves it."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.conventions.arrays import floats
from cqtargets.conventions.doors import door
from cqtargets.errors import DomainError

__all__ = ["divide", "progress", "progress_bounds", "progress_interval"]

Floats = NDArray[np.float64]


def divide(top: Floats, bottom: Floats) -> Floats:
    """Quotient, missing (NaN) where it is not a finite number.

    >>> divide(np.array([1.0, 1.0]), np.array([2.0, 0.0]))
    array([0.5, nan])
    """
    with np.errstate(all="ignore"):
        quotient = top / bottom
    return np.where(np.isfinite(quotient), quotient, np.nan)


@door
def progress(baseline: ArrayLike, current: ArrayLike, target: ArrayLike) -> Floats | float:
    r"""Share of the way from baseline to target that is covered (完成进度): :math:`(v - b)/(T - b)`.

    It is below 0 where the value moved away and above 1 beyond the target; it needs no direction, because the way
    itself points from the baseline to the target.

    Parameters
    ----------
    baseline, current, target : float or array, shape (n,)
        One unit, any sign.

    Returns
    -------
    float or array, shape (n,)
        Fraction: 0.26 is 26 % of the way.

    Raises
    ------
    DomainError
        If a number is not finite, or the target equals the baseline: there is no way to cover.

    References
    ----------
    The usual measure of Chinese mid-term evaluations (完成进度).

    Examples
    --------
    >>> round(progress(10.8, 10.93, 11.3), 2)
    0.26
    """
    first, value, goal = (
        floats(number, name) for number, name in ((baseline, "baseline"), (current, "current"), (target, "target"))
    )
    for name, array in (("baseline", first), ("current", value), ("target", goal)):
        if not np.isfinite(array).all():
            raise DomainError(f"{name} is not finite; give finite numbers")
    if np.any(goal == first):
        raise DomainError("target equals baseline: there is no way to cover; ask whether the value meets the target")
    share = (value - first) / (goal - first)
    return float(share) if share.ndim == 0 else share


@door
def progress_interval(
    baseline_interval: tuple[ArrayLike, ArrayLike],
    current_interval: tuple[ArrayLike, ArrayLike],
    target: ArrayLike,
) -> tuple[Floats | float, Floats | float]:
    """Least and greatest progress that printed values allow; the target is exact.

    Progress is monotone in the value and, as long as the target lies outside the baseline's interval, in the baseline,
    so the ends are reached at corners.

    Parameters
    ----------
    baseline_interval, current_interval : (low, high)
        Numbers that round to the print, e.g. (10.75, 10.85) for 10.8; floats or arrays of shape (n,).
    target : float or array, shape (n,)

    Returns
    -------
    (low, high)
        Fractions.

    Raises
    ------
    DomainError
        If an interval is upside down, or the baseline's reaches the target: progress has no bound then.

    References
    ----------
    Hand-worked; the rule follows from the monotonicity named above.

    Examples
    --------
    Baseline printed 10.8, target 11.3, value printed 10.93:

    >>> [round(end, 4) for end in progress_interval((10.75, 10.85), (10.925, 10.935), 11.3)]
    [0.1667, 0.3364]
    """
    first = _pair("baseline_interval", baseline_interval)
    value = _pair("current_interval", current_interval)
    low, high = progress_bounds(*first, *value, np.asarray(target, dtype=np.float64))
    if not (np.isfinite(low).all() and np.isfinite(high).all()):
        raise DomainError("the baseline's interval reaches the target: progress has no bound; give more digits")
    return (float(low), float(high)) if low.ndim == 0 else (low, high)


def _pair(name: str, interval: tuple[ArrayLike, ArrayLike]) -> tuple[Floats, Floats]:
    low, high = (np.asarray(end, dtype=np.float64) for end in interval)
    if not np.all(low <= high):
        raise DomainError(f"{name} is upside down or not a number: {low} to {high}; give (low, high)")
    return low, high


def progress_bounds(
    baseline_low: Floats, baseline_high: Floats, current_low: Floats, current_high: Floats, target: Floats
) -> tuple[Floats, Floats]:
    """Array core of `progress_interval`: missing where the baseline's interval reaches the target."""
    corners = np.stack(
        np.broadcast_arrays(
            *(
                divide(value - first, target - first)
                for first in (baseline_low, baseline_high)
                for value in (current_low, current_high)
            )
        )
    )
    bounded = (np.sign(target - baseline_low) * np.sign(target - baseline_high) > 0) & np.isfinite(corners).all(axis=0)
    return np.where(bounded, corners.min(axis=0), np.nan), np.where(bounded, corners.max(axis=0), np.nan)
