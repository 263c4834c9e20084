"""Ways to share a total: proportional, within floors and caps, converging to a level."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.allocation.exact import integers, not_negative, numbers, part, shares_of, whole_parts, whole_total
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError

__all__ = ["allocate", "converge", "largest_remainder"]

Names = Sequence[str] | None


@door
def largest_remainder(total: int, weights: ArrayLike, *, names: Names = None) -> NDArray[np.int64]:
    r"""Whole units in proportion to weights (Hamilton, Hare): quotas :math:`q_i = T w_i / \sum w`, rounded down; the
    units left over go to the largest remainders. Ties go to the larger weight, then to the earlier part.

    The arithmetic is exact on the printed digits (0.1 is one tenth), so that ties are ties.

    Parameters
    ----------
    total : int
        Units to share, >= 0.
    weights : array, shape (parts,)
        Zero or more, any unit; a part of weight zero gets nothing. Equal weights share equally; people times an index of
        need share by need.
    names : sequence of str, optional
        The parts' names, for messages.

    Returns
    -------
    array of int, shape (parts,)
        Adds up to `total`; each part is its quota rounded down or up.

    Raises
    ------
    DomainError
        If a weight is negative or all are zero, or the total is not a whole number >= 0.

    References
    ----------
    Balinski and Young (1982), Fair Representation. With one unit more a part can get one less (the Alabama paradox):
    do not compare two totals part by part.

    Examples
    --------
    >>> largest_remainder(10, [6, 6, 2]), largest_remainder(11, [6, 6, 2])
    (array([4, 4, 2]), array([5, 5, 1]))
    """
    shares = shares_of(weights, names)
    units = whole_total(total)
    (exact,), _ = integers(shares)
    return whole_parts(units, [units * weight for weight in exact], sum(exact), exact)


@door
def allocate(
    total: float,
    weights: ArrayLike,
    floors: ArrayLike | None = None,
    caps: ArrayLike | None = None,
    whole: bool = True,
    *,
    names: Names = None,
) -> NDArray[Any]:
    r"""Share a total in proportion to weights, no part below its floor or above its cap.

    Part i gets :math:`\min(c_i, \max(f_i, \lambda w_i))` with the one :math:`\lambda` that makes the parts add up:
    those at a bound take it, the rest share what is left in proportion.

    Parameters
    ----------
    total : float
        Units to share, >= 0; a whole number where `whole`.
    weights : array, shape (parts,)
        Zero or more; a part of weight zero gets its floor, or nothing.
    floors, caps : float or array, shape (parts,), optional
        At least and at most; ``math.inf`` is no cap. Whole numbers where `whole`.
    whole : bool
        Whole units, rounded by largest remainder among the parts that are at no bound.
    names : Names
        Names of the parts, in the order of the numbers.

    Returns
    -------
    array, shape (parts,)
        Of int where `whole`: adds up exactly. Of float otherwise: adds up to rounding error.

    Raises
    ------
    DomainError
        If a weight is negative or all are zero, a floor exceeds its cap, the floors add up to more than the total or the
        caps to less, or only parts of weight zero are left to take the rest.

    References
    ----------
    Bitran and Hax (1981), Disaggregation and resource allocation using convex knapsack problems with bounded
    variables, Management Science 27, 431-441, for fixing bounded parts step by step.

    Examples
    --------
    >>> allocate(100, [50, 30, 20], floors=25)
    array([47, 28, 25])
    >>> allocate(100, [50, 30, 20], caps=[40, 100, 100], whole=False)
    array([40., 36., 24.])
    """
    shares = shares_of(weights, names)
    count = len(shares)
    least = numbers("floors", 0 if floors is None else floors, count)
    most = numbers("caps", math.inf if caps is None else caps, count)
    _check_bounds(total, least, most, whole, names)
    (exact,), _ = integers(shares)
    bounded = [cap if math.isfinite(cap) else total for cap in most]
    ((units,), low, high), scale = integers([total], least, bounded)
    fixed, rest, weight = _within_bounds(units, exact, low, high)
    free = [place for place in range(count) if place not in fixed]
    if free and weight == 0:
        _refuse_rest(rest / scale, part(free[0], names))
        fixed |= dict.fromkeys(free, 0)
        free = []
    if whole:
        parts = np.array([fixed.get(place, 0) for place in range(count)], dtype=np.int64)
        if free:
            parts[free] = whole_parts(rest, [rest * exact[i] for i in free], weight, [exact[i] for i in free])
        return parts
    return np.array(
        [fixed[i] / scale if i in fixed else rest * exact[i] / (weight * scale) for i in range(count)], dtype=np.float64
    )


def _refuse_rest(rest: float, name: str) -> None:
    """All parts with a weight stand at their caps."""
    if rest > 0:
        raise DomainError(Reason("rest_of_caps", rest=rest, name=name))


def _check_bounds(total: float, least: list[float], most: list[float], whole: bool, names: Names) -> None:
    not_negative("floor", least, names)
    not_negative("cap", most, names, endless=True)
    if whole:
        whole_total(total)
        for what, bounds in (("floor", least), ("cap", most)):
            for place, bound in enumerate(bounds):
                if math.isfinite(bound) and bound != int(bound):
                    raise DomainError(Reason("bound_not_whole", what=what, place=part(place, names), bound=bound))
    elif not (math.isfinite(total) and total >= 0):
        raise DomainError(Reason("total_no_number", total=total))
    for place, (floor, cap) in enumerate(zip(least, most, strict=True)):
        if floor > cap:
            raise DomainError(Reason("floor_above_cap", floor=floor, place=part(place, names), cap=cap))
    (sums, ends), scale = integers([total, *least], [cap if math.isfinite(cap) else total for cap in most])
    units, floors = sums[0], sum(sums[1:])
    if floors > units:
        first = max(range(len(least)), key=lambda place: least[place])
        raise DomainError(
            Reason(
                "floors_above_total",
                added=floors / scale,
                total=total,
                largest=least[first],
                first=part(first, names),
                more=(floors - units) / scale,
            )
        )
    if sum(ends) < units:
        first = min(range(len(most)), key=lambda place: most[place])
        raise DomainError(
            Reason(
                "caps_below_total",
                added=sum(ends) / scale,
                total=total,
                smallest=most[first],
                first=part(first, names),
                less=(units - sum(ends)) / scale,
            )
        )


def _within_bounds(units: int, weights: list[int], low: list[int], high: list[int]) -> tuple[dict[int, int], int, int]:
    """Parts that stay at a bound, the units left for the others, and the others' weight."""
    free = list(range(len(weights)))
    fixed: dict[int, int] = {}
    rest, weight = units, sum(weights)
    while free:
        under = [i for i in free if low[i] * weight > rest * weights[i]]
        over = [i for i in free if high[i] * weight < rest * weights[i]]
        if not under and not over:
            break
        lack = sum(low[i] * weight - rest * weights[i] for i in under)
        surplus = sum(rest * weights[i] - high[i] * weight for i in over)
        settled = {i: low[i] for i in under} if lack >= surplus else {}
        if surplus >= lack:
            settled |= {i: high[i] for i in over}
        fixed |= settled
        free = [i for i in free if i not in settled]
        rest -= sum(settled.values())
        weight -= sum(weights[i] for i in settled)
    return fixed, rest, weight


@door
def converge(
    total: float,
    current: ArrayLike,
    population: ArrayLike,
    level: float | None = None,
    whole: bool = True,
    *,
    names: Names = None,
) -> NDArray[Any]:
    r"""Stocks that add up to `total`, each part having closed the same share of its distance to one common level.

    Part i gets :math:`c_i + s (\ell P_i - c_i)` with :math:`s = (T - \sum c)/(\ell \sum P - \sum c)`.

    Parameters
    ----------
    total : float
        Stock of all parts at the end.
    current : array, shape (parts,)
        Stock of each part now, >= 0.
    population : array, shape (parts,)
        People, zero or more; where nobody lives nothing may stand.
    level : float, optional
        Stock per person that all move to. The default is the highest any part has now, so that no part loses. A part
        above a given level gives stock up.
    whole : bool
        Whole units by largest remainder, ties by the larger population.
    names : Names
        Names of the parts, in the order of the numbers.

    Returns
    -------
    array, shape (parts,)
        Of int where `whole`; adds up to `total`.

    Raises
    ------
    DomainError
        If the total lies beyond what the level allows (s > 1) or on the other side of the present sum (s < 0).

    References
    ----------
    The rule is this library's own; s is the same for every part by construction.

    Examples
    --------
    Two districts of 1,000 people with 4 and 8 beds, 14 beds in all: half the distance to 8 per 1,000 is closed.

    >>> converge(14, [4, 8], [1000, 1000])
    array([6, 8])
    """
    stock = numbers("current", current, None, names)
    people = numbers("population", population, len(stock), names)
    not_negative("stock", stock, names)
    people = shares_of(people, names)
    for place, (held, head) in enumerate(zip(stock, people, strict=True)):
        if head == 0 and held > 0:
            raise DomainError(Reason("held_without_weight", place=part(place, names), held=held))
    if whole:
        whole_total(total)
    ((goal,), now), scale = integers([total], stock)
    (heads,), head_scale = integers(people)
    if level is None:
        best = max((i for i in range(len(now)) if heads[i]), key=lambda i: Fraction(now[i], heads[i]))
        top, bottom = now[best], heads[best]
    else:
        if not (math.isfinite(level) and level >= 0):
            raise DomainError(Reason("level_negative", level=level))
        ratio = Fraction(repr(float(level))) * scale / head_scale
        top, bottom = ratio.numerator, ratio.denominator
    way, gain = top * sum(heads) - bottom * sum(now), goal - sum(now)
    if gain == 0:
        way = 1
    elif way == 0 or not 0 <= Fraction(gain * bottom, way) <= 1:
        raise DomainError(
            Reason(
                "level_not_between",
                now=sum(now) / scale,
                level=top * head_scale / (bottom * scale),
                held=top * sum(heads) / (bottom * scale),
                total=total,
            )
        )
    sign = -1 if way < 0 else 1
    quotas = [sign * (held * way + gain * (top * head - bottom * held)) for held, head in zip(now, heads, strict=True)]
    if whole:
        return whole_parts(goal // scale, quotas, sign * way * scale, heads)
    return np.array([quota / (sign * way * scale) for quota in quotas], dtype=np.float64)
