"""Probability that a target is met, and the fan of what may come."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets import clock
from cqtargets.attainment.methods import Base, Donors, Method, forecaster, lend, observed, too_far
from cqtargets.attainment.paces import Reference, Wanted, paces_between
from cqtargets.attainment.result import Attainment, Fan, level_ends
from cqtargets.attainment.scales import Bounds, Scale, ScaleName
from cqtargets.attainment.trend import walk
from cqtargets.conventions.comparison import NOISE
from cqtargets.errors import ConventionError, DomainError

__all__ = ["fan", "probability"]

Array = NDArray[np.float64]
Target = float | tuple[float, float]
_COMPARATORS = (">=", ">", "<=", "<", "=", "~", "range")


def probability(
    when: Sequence[clock.When],
    values: ArrayLike,
    *,
    target: Target,
    due: clock.When,
    comparator: str = ">=",
    direction: str = "up",
    tolerance: float | None = None,
    method: Method = "pooled",
    base: Base = "pooled",
    scale: ScaleName = "log",
    bounds: Bounds | None = None,
    donor: Donors | None = None,
    factor: float | None = None,
    reference: Reference | None = None,
) -> Attainment:
    r"""Probability that the value on `due` satisfies the target, from the series' own past.

    The values are taken to the scale, a predictive distribution F is made there, and the target's ends are taken to
    the same scale: ``>=`` is :math:`1 - F(g(T))`. ``drift``: with steps :math:`\Delta z_i` over :math:`d_i` years,
    :math:`\hat\mu = (z_n - z_1)/D`, :math:`s^2 = \sum(\Delta z_i - \hat\mu d_i)^2/d_i/(n - 2)`, h years ahead mean
    :math:`z_n + \hat\mu h` and s.d. :math:`s\sqrt{h(1 + h/D)}`, t with n - 2 degrees of freedom (D = n - 1 for yearly
    values). ``ols``: straight line with its prediction interval. ``pooled``: even mixture of these two. ``ets``,
    ``arima``, ``local_trend``: yearly values, ten or more. ``borrowed``: own drift over two to four values, spread
    pooled from `donor`. ``calibrated``: the distribution of `base` stretched about its mean by `factor`.

    Parameters
    ----------
    when : sequence of years or dates, length n >= 1, any order
    values : array, shape (n,)
        In the unit of `target`.
    target : float or (low, high)
        A pair for ``range`` only.
    due : int, date or str
        After the last value.
    comparator : {">=", ">", "<=", "<", "=", "~", "range"}
        A range is met from its easier end on (see `direction`).
    direction : {"up", "down", "hold"}
        Read for ``range`` only: low or more, high or less, inside.
    tolerance : float, optional
        In the unit. Half width of ``=`` and ``~``, which need it; for the others what counts as reached: 0.5 lets 99.5
        meet 100.
    scale, bounds
        ``"log"`` for counts and rates, ``"logit"`` with `bounds` for shares, ``"identity"`` for the rest.
    donor : mapping of name to (when, values), for ``borrowed``
        Same scale and, on the identity scale, same unit.
    factor : float, for ``calibrated``
        As `calibration_factor` learns it.
    reference : (name, when, values), optional
        Series whose pace is shown beside.

    Returns
    -------
    Attainment
        With probability None, `evidence` ``"insufficient"`` and a `reason` where the values are fewer than the method
        needs, the due date is further ahead than the series is long, or the fit says nothing about spread.

    Raises
    ------
    DomainError
        If `due` is not after the last value, the target or a value has no place on the scale, a date is doubled, or
        ``borrowed`` is asked of five or more values.
    ConventionError
        If a word is unknown, a tolerance, donor, factor or bounds is missing, or one is given that has no use.

    References
    ----------
    Hyndman and Athanasopoulos (2021), Forecasting: principles and practice, 3rd edition, sections 5.2, 5.5 and 7.6.

    Examples
    --------
    Infant deaths per 1,000 births in China, at most 3.5 in 2027:

    >>> seen = probability(
    ...     range(2016, 2025), [7.5, 6.8, 6.1, 5.6, 5.4, 5.0, 4.9, 4.5, 4.0], target=3.5, due=2027, comparator="<=",
    ...     method="drift",
    ... )
    >>> round(seen.probability, 2), round(seen.median, 2), [round(end, 2) for end in seen.interval(0.8)]
    (0.91, 3.16, [2.87, 3.48])
    """
    room = Scale(name=scale, bounds=bounds)
    times, levels = observed(when, values)
    points = room.series(levels)
    end = clock.time(due)
    if end <= times[-1]:
        raise DomainError(f"due {due} is not after the last value; compare that value with the target instead")
    low, high = _ends(target, comparator, direction, tolerance)
    floor, ceiling = _on_scale(low, high, room)
    fitted = forecaster(times, points, method, lent=lend(donor, room), factor=factor, base=base)
    reason = fitted if isinstance(fitted, str) else too_far(times, end)
    held = None if isinstance(fitted, str) or reason else fitted(end - float(times[-1]))
    return Attainment(
        probability=None if held is None else held.chance_between(floor, ceiling),
        reason="" if held is not None else f"insufficient evidence: {reason}",
        median=None if held is None else room.backward(held.quantile(0.5)),
        mean=None if held is None else held.mean,
        sd=None if held is None else held.sd,
        method=method,
        base=base if method == "calibrated" else method,
        factor=factor,
        scale=room,
        n=int(levels.size),
        evidence="insufficient" if held is None else "borrowed" if donor else "sufficient",
        donors=tuple(donor or ()),
        comparator=comparator,
        low=low,
        high=high,
        due=end,
        years_until_met=_years_until_met(times, points, floor, ceiling),
        paces=paces_between(
            times, levels, _aim(float(levels[-1]), target, low, high), end, room, _wanted(low, high), reference
        ),
        predictive=held,
    )


def fan(
    when: Sequence[clock.When],
    values: ArrayLike,
    when_future: Sequence[clock.When],
    levels: Sequence[float] = (0.8, 0.95),
    *,
    method: Method = "pooled",
    base: Base = "pooled",
    scale: ScaleName = "log",
    bounds: Bounds | None = None,
    donor: Donors | None = None,
    factor: float | None = None,
) -> Fan:
    """Median and central prediction intervals at several dates; arguments and errors as for `probability`.

    Dates further ahead than the series is long are left out, and `Fan.reason` says so.

    Examples
    --------
    >>> ahead = fan([2019, 2020, 2021, 2022, 2023], [2.0, 2.1, 2.3, 2.4, 2.6], [2024, 2025, 2030], method="drift")
    >>> ahead.times.tolist(), ahead.low.shape
    ([2024.0, 2025.0], (2, 2))
    >>> ahead.reason
    'insufficient evidence: 2030 is 7 years after the last value, and the series spans only 4'
    """
    room = Scale(name=scale, bounds=bounds)
    times, observations = observed(when, values)
    fitted = forecaster(times, room.series(observations), method, lent=lend(donor, room), factor=factor, base=base)
    asked = [clock.time(moment) for moment in when_future]
    early = [moment for moment, end in zip(when_future, asked, strict=True) if end <= times[-1]]
    if early:
        raise DomainError(f"{early[0]} is not after the last value; a fan looks ahead only")
    cut = [reason for end in asked if (reason := too_far(times, end))]
    reason = fitted if isinstance(fitted, str) else (cut[-1] if cut else "")
    reached = [] if isinstance(fitted, str) else [end for end in asked if not too_far(times, end)]
    shares = [share for level in levels for share in level_ends(level)]
    rows = []
    if not isinstance(fitted, str):
        for end in reached:
            held = fitted(end - float(times[-1]))
            rows.append([room.backward(held.quantile(share)) for share in (0.5, *shares)])
    table = np.array(rows, dtype=np.float64).reshape(len(rows), 1 + len(shares)).T
    return Fan(
        times=np.array(reached, dtype=np.float64),
        median=table[0],
        levels=tuple(levels),
        low=table[1::2],
        high=table[2::2],
        reason=f"insufficient evidence: {reason}" if reason else "",
    )


def _ends(
    target: Target, comparator: str, direction: str, tolerance: float | None
) -> tuple[float | None, float | None]:
    """Values from which and up to which the target counts as met, in the unit."""
    if comparator not in _COMPARATORS:
        raise ConventionError(f"unknown comparator {comparator!r}; write one of {', '.join(_COMPARATORS)}")
    pair = isinstance(target, tuple)
    if pair != (comparator == "range"):
        wanted = "a pair (low, high)" if comparator == "range" else "one number"
        raise ConventionError(f"comparator {comparator!r} takes {wanted}, not {target!r}")
    numbers = target if isinstance(target, tuple) else (target, target)
    if not all(math.isfinite(number) for number in numbers) or numbers[0] > numbers[1]:
        raise DomainError(f"target {target!r} is not finite and ascending; write (low, high) or one number")
    if tolerance is not None and not (tolerance > 0 and math.isfinite(tolerance)):
        raise DomainError(f"tolerance {tolerance} is not a positive finite number; give it in the unit of the target")
    if comparator in ("=", "~") and tolerance is None:
        raise ConventionError(
            f"{comparator!r} has no width of its own and one exact value has probability 0: give tolerance= in the unit"
        )
    if direction not in ("up", "down", "hold"):
        raise ConventionError(f"unknown direction {direction!r}; write up, down or hold")
    margin = tolerance or 0.0
    low, high = float(numbers[0]) - margin, float(numbers[1]) + margin
    if comparator in (">=", ">") or (comparator == "range" and direction == "up"):
        return low, None
    if comparator in ("<=", "<") or (comparator == "range" and direction == "down"):
        return None, high
    return low, high


def _on_scale(low: float | None, high: float | None, room: Scale) -> tuple[float, float]:
    """The target's ends on the scale; a target that no value of the scale can meet, or miss, is refused."""
    floor = -math.inf if low is None else room.forward(low)
    ceiling = math.inf if high is None else room.forward(high)
    least, most = room.domain
    never = floor == math.inf or ceiling == -math.inf
    if never or (floor == -math.inf and ceiling == math.inf):
        shown = " to ".join(f"{end:g}" for end in (low, high) if end is not None)
        word = "never" if never else "always"
        raise DomainError(
            f"target {shown} is {word} met on scale {room.name!r}, which ends at {least:g} and {most:g}: give "
            "tolerance= (0.5 lets 99.5 meet 100), other bounds or another scale"
        )
    return floor, ceiling


def _aim(last: float, target: Target, low: float | None, high: float | None) -> float:
    """The number to which the needed pace leads: the target, or the nearest number of a range."""
    if not isinstance(target, tuple):
        return float(target)
    if high is None:
        return float(target[0])
    return float(target[1]) if low is None else min(max(last, float(target[0])), float(target[1]))


def _wanted(low: float | None, high: float | None) -> Wanted:
    return "up" if high is None else "down" if low is None else "nearer"


def _years_until_met(times: Array, points: Array, floor: float, ceiling: float) -> float | None:
    last = float(points[-1])
    noise = NOISE * max(1.0, abs(last))
    if floor - noise <= last <= ceiling + noise:
        return 0.0
    if points.size < 2:
        return None
    pace = walk(times, points).drift
    distance = floor - last if last < floor else ceiling - last
    return distance / pace if distance * pace > 0 else None
