"""Entitlements by tier, with a reserve kept back."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.allocation.exact import integers, not_negative, numbers, whole_parts
from cqtargets.conventions.doors import door
from cqtargets.errors import DomainError

__all__ = ["Tiered", "tiered"]


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tiered:
    """What each part is entitled to, what is kept back, and what is left of the total (None where none is given).

    Attributes
    ----------
    parts : array
        What each part is entitled to.
    reserve : float
        What is kept back.
    required : float
        What the parts and the reserve take together.
    slack : float or None
        What is left of the total; None where none is given.
    """

    parts: NDArray[Any]
    reserve: float
    required: float
    slack: float | None


@door
def tiered(
    rates: ArrayLike,
    base: ArrayLike,
    reserve: float = 0.0,
    *,
    total: float | None = None,
    whole: bool = True,
    names: Sequence[str] | None = None,
) -> Tiered:
    """Entitlement by the rate of each part's tier, and a reserve kept back: rate x base, plus the reserve.

    Parameters
    ----------
    rates : float or array, shape (parts,)
        Units per unit of base, the rate of the part's tier, >= 0.
    base : array, shape (parts,)
        People, beds or what the rates apply to, > 0.
    reserve : float
        Units kept back for no part, >= 0.
    total : float, optional
        Units there are. ``slack`` is what they exceed the requirement by; negative where they do not reach.
    whole : bool
        Whole units: the sum is rounded to the nearest unit (a half goes up) and shared by largest remainder.
    names : sequence of str, optional
        Names of the parts, in the order of the numbers.

    Returns
    -------
    Tiered
        ``parts``, ``reserve``, ``required`` = parts + reserve, ``slack``.

    Raises
    ------
    DomainError
        If a rate is negative, a base negative, or the reserve or the total negative.

    References
    ----------
    Planning practice; nothing is scaled to fit a total, so that a shortfall stays visible.

    Examples
    --------
    Two tiers, 4 and 3 beds per 1,000, with 50 beds in reserve, out of 800:

    >>> result = tiered([0.004, 0.003], [100_000, 80_000], 50, total=800)
    >>> result.parts, result.required, result.slack
    (array([400, 240]), 690.0, 110.0)
    """
    sizes = numbers("base", base, None, names)
    not_negative("base", sizes, names)
    tiers = numbers("rates", rates, len(sizes))
    not_negative("rate", tiers, names)
    for what, value in (("reserve", reserve), ("total", 0.0 if total is None else total)):
        if not (math.isfinite(value) and value >= 0):
            raise DomainError(f"the {what} is {value}; give zero or more units")
    (exact_rates,), rate_scale = integers(tiers)
    (exact_sizes,), size_scale = integers(sizes)
    quotas = [rate * size for rate, size in zip(exact_rates, exact_sizes, strict=True)]
    scale = rate_scale * size_scale
    if whole:
        parts: NDArray[Any] = whole_parts((2 * sum(quotas) + scale) // (2 * scale), quotas, scale, exact_sizes)
    else:
        parts = np.array([quota / scale for quota in quotas], dtype=np.float64)
    required = float(parts.sum()) + float(reserve)
    return Tiered(
        parts=parts, reserve=float(reserve), required=required, slack=None if total is None else float(total) - required
    )
