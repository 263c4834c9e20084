"""The pace a target needs beside the pace so far, the best three years kept up, and a reference's pace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets import clock
from cqtargets.attainment.methods import observed
from cqtargets.attainment.scales import Bounds, Scale, ScaleName
from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import ConventionError, DomainError

__all__ = [
    "Paces",
    "Reference",
    "Since",
    "Wanted",
    "begun",
    "best_of",
    "compare_paces",
    "pace",
    "paces_between",
    "years_until_met",
]

Since = clock.When | tuple[clock.When, float]
"""Where the pace so far starts: a date, or a date with the value that is printed for it."""

Reference = tuple[str, Sequence[clock.When], ArrayLike]
"""Name, dates and values of the series held beside: ``("全国", years, values)``."""

Wanted = Literal["up", "down", "nearer"]
Array = NDArray[np.float64]
_WINDOW = 3.0
_SUSTAINED = 0.5
_UNSTEADY = Reason("no_steady_pace")


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Paces:
    """Paces a year in one measure, so that they may be read side by side.

    `per_year` says which: ``"fraction"`` on the log scale (0.0463 is 4.63 % a year, compounded), ``"unit"`` on the
    others (points a year for percentages). A pace that does not exist is None and `reasons` says why, by its name.
    Spans are (from, to) on the library's clock.

    Attributes
    ----------
    per_year : str
        "fraction" or "unit": what the paces are a year.
    needed : float or None
        From the last value to the target.
    so_far : float or None
        Seen so far.
    so_far_span : tuple of float, float
        First and last moment of `so_far`.
    best : float or None
        Fastest over three years.
    best_span : tuple of float, float or None
        First and last moment of `best`.
    reference : float or None
        Of the series beside.
    reference_name : str
        Its name.
    reference_span : tuple of float, float or None
        Its first and last moment.
    reasons : dict[str, str]
        Why one is missing, by its name.
    """

    per_year: str
    needed: float | None
    so_far: float | None
    so_far_span: tuple[float, float]
    best: float | None
    best_span: tuple[float, float] | None
    reference: float | None
    reference_name: str
    reference_span: tuple[float, float] | None
    reasons: dict[str, str] = field(default_factory=dict)


def pace(start: ArrayLike, end: ArrayLike, years: ArrayLike, *, rated: ArrayLike) -> Any:
    """A pace a year between two values, or arrays of them: a compound rate where `rated`, else in the unit.

    >>> round(pace(6.38, 8.0, 5.0, rated=True), 4), round(pace(78.15, 79.72, 4.0, rated=False), 4)
    (0.0463, 0.3925)
    """
    first, last, span = (np.asarray(one, dtype=np.float64) for one in (start, end, years))
    with np.errstate(all="ignore"):
        found = np.where(rated, np.expm1(np.log(last / first) / span), (last - first) / span)
    return float(found) if found.ndim == 0 else found


def _pace(start: float, end: float, years: float, scale: Scale) -> float:
    return float(pace(start, end, years, rated=scale.name == "log"))


def _first_of(times: Array, since: clock.When | None) -> int:
    """Place of the value from which the pace so far runs.

    The first value on or after `since`; where nothing but the last one is, the latest that lies three years or more
    before the last. Without `since` the first value.
    """
    if since is None:
        return 0
    place = int(np.searchsorted(times, clock.time(since) - NOISE))
    if place < times.size - 1:
        return place
    return max(0, int(np.searchsorted(times, times[-1] - _WINDOW + NOISE)) - 1)


def begun(times: Array, values: Array, since: Since | None) -> tuple[float, float] | None:
    """Date and value from which the pace so far runs to the last value; None where there is no earlier one.

    The first value on or after `since`; where nothing but the last one is, the latest that lies three years or more
    before the last; the first one without `since`. A value printed for the date of `since` stands in the place of the
    one seen then: a plan's pace starts from the baseline that it prints.
    """
    when, own = since if isinstance(since, tuple) else (since, None)
    place = _first_of(times, when)
    if place == times.size - 1:
        return None
    start = float(times[place])
    if own is not None and when is not None and abs(start - clock.time(when)) <= NOISE:
        return start, float(own)
    return start, float(values[place])


def best_of(times: Array, values: Array, scale: Scale, *, rising: bool) -> tuple[float, tuple[float, float]] | None:
    """Fastest sustained pace in the wanted direction over the shortest stretch of three years or more from each date.

    Sustained is a stretch of three values or more no step of which was slower than half its pace.
    """
    found = []
    for first in range(times.size - 1):
        last = int(np.searchsorted(times, times[first] + _WINDOW - NOISE))
        if first + 1 < last < times.size:
            start, end = float(times[first]), float(times[last])
            whole = _pace(float(values[first]), float(values[last]), end - start, scale)
            steps = [
                _pace(float(values[k]), float(values[k + 1]), float(times[k + 1] - times[k]), scale) / (whole or 1.0)
                for k in range(first, last)
            ]
            if whole == 0 or min(steps) >= _SUSTAINED:
                found.append((whole, (start, end)))
    if not found:
        return None
    return max(found, key=lambda pair: pair[0]) if rising else min(found, key=lambda pair: pair[0])


def paces_between(
    times: Array,
    values: Array,
    target: float,
    due: float,
    scale: Scale,
    wanted: Wanted,
    reference: Reference | None = None,
    since: Since | None = None,
) -> Paces:
    """`compare_paces` for a checked series: `times` ascending on the library's clock."""
    reasons: dict[str, str] = {}
    start = begun(times, values, since)
    last, span = float(values[-1]), (float(times[-1]) if start is None else start[0], float(times[-1]))
    needed = None
    if scale.name == "log" and target <= 0:
        reasons["needed"] = Reason("no_rate_leads", target=target)
    else:
        needed = _pace(last, target, due - span[1], scale)
    so_far = None
    if start is not None:
        so_far = _pace(start[1], last, span[1] - span[0], scale)
    else:
        reasons["so_far"] = Reason("one_value")
    best = best_of(times, values, scale, rising=wanted == "up" or (wanted == "nearer" and target >= last))
    if best is None:
        apart = float(times[-1] - times[0]) >= _WINDOW - NOISE
        reasons["best"] = _UNSTEADY if apart else Reason("nothing_three_years_apart")
    beside, name, beside_span = None, "", None
    if reference is None:
        reasons["reference"] = Reason("no_reference")
    else:
        name = reference[0]
        dates, levels = observed(reference[1], reference[2], f"reference {name}")
        if dates.size < 2:
            reasons["reference"] = Reason("reference_of_one", name=name)
        else:
            scale.series(levels, f"reference {name}")
            beside_span = (float(dates[0]), float(dates[-1]))
            beside = _pace(float(levels[0]), float(levels[-1]), beside_span[1] - beside_span[0], scale)
    return Paces(
        per_year="fraction" if scale.name == "log" else "unit",
        needed=needed,
        so_far=so_far,
        so_far_span=span,
        best=best[0] if best else None,
        best_span=best[1] if best else None,
        reference=beside,
        reference_name=name,
        reference_span=beside_span,
        reasons=reasons,
    )


def years_until_met(
    times: Array, points: Array, floor: float, ceiling: float, scale: Scale, since: Since | None
) -> float | None:
    """Years from the last value until the pace so far meets the target; 0 where it is met, None where it leads away.

    `points`, `floor` and `ceiling` stand on the scale.
    """
    last = float(points[-1])
    noise = NOISE * max(1.0, abs(last))
    if floor - noise <= last <= ceiling + noise:
        return 0.0
    start = begun(times, points, (since[0], scale.forward(since[1])) if isinstance(since, tuple) else since)
    if start is None:
        return None
    step = (last - start[1]) / (float(times[-1]) - start[0])
    distance = floor - last if last < floor else ceiling - last
    return distance / step if distance * step > 0 else None


@door
def compare_paces(
    when: Sequence[clock.When],
    values: ArrayLike,
    *,
    target: float,
    due: clock.When,
    scale: ScaleName = "log",
    bounds: Bounds | None = None,
    direction: Wanted = "nearer",
    reference: Reference | None = None,
    since: Since | None = None,
) -> Paces:
    r"""Pace needed from the last value to the target, beside the paces seen.

    On the log scale a pace is :math:`(v_1/v_0)^{1/n} - 1`, on the others :math:`(v_1 - v_0)/n`. The best pace is the
    fastest in the wanted direction over three years, or over the next longer stretch where values are further apart,
    that was kept up: three values or more, and no step slower than half the pace.

    Parameters
    ----------
    when : sequence of years or dates, length n >= 1
    values : array, shape (n,)
        In the unit of `target`.
    due : int, date or str
        After the last value.
    direction : {"nearer", "up", "down"}
        Which pace is the best: the fastest towards the target, the highest, the lowest.
    reference : (name, when, values), optional
        The nation or the parent region; its pace over all its dates.
    since : int, date or str, or (when, value), optional
        Where the pace so far starts: the first value on or after this date; a value given with it is the one printed
        for that date, such as the plan's baseline.
    target : float
        Value to be reached, in the unit.
    scale : ScaleName
        Scale on which the series moves.
    bounds : Bounds, optional
        Lowest and highest value of a logit scale, in the unit.

    Raises
    ------
    DomainError
        If `due` is not after the last value, a value has no place on the scale, or a date is doubled.
    ConventionError
        If the scale or the direction is unknown, or bounds are missing.

    References
    ----------
    `cqtargets.growth.cagr` and `cqtargets.growth.annual_change`.

    Examples
    --------
    Beds per 1,000 people of China:

    >>> seen = compare_paces([2016, 2018, 2020, 2023], [5.37, 6.03, 6.46, 7.23], target=8, due=2027)
    >>> round(seen.needed, 4), round(seen.so_far, 4), round(seen.best, 4), seen.best_span
    (0.0256, 0.0434, 0.0473, (2016.0, 2020.0))
    """
    if direction not in ("up", "down", "nearer"):
        raise ConventionError(f"unknown direction {direction!r}; write up, down or nearer")
    room = Scale(name=scale, bounds=bounds)
    times, levels = observed(when, values)
    room.series(levels)
    end = clock.time(due)
    if end <= times[-1]:
        raise DomainError(f"due {due} is not after the last value; compare that value with the target instead")
    return paces_between(times, levels, float(target), end, room, direction, reference, since)
