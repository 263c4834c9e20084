"""Probability that a target is met, and the fan of what may come."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets import clock
from cqtargets.attainment.aims import Target, aim_of, ends_of, on_scale, wanted_of
from cqtargets.attainment.calibration import FARTHEST_COUNTS, calibration_at
from cqtargets.attainment.counts import LEAST_COUNTED, Counted, counted
from cqtargets.attainment.methods import Base, Donors, Method, chosen, few, forecaster, lend, observed, too_far
from cqtargets.attainment.paces import Reference, Since, paces_between, years_until_met
from cqtargets.attainment.predictive import Predictive
from cqtargets.attainment.result import Attainment, Fan, level_ends
from cqtargets.attainment.scales import Bounds, Scale, ScaleName
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError

__all__ = ["fan", "probability"]

Array = NDArray[np.float64]


@door
def probability(
    when: Sequence[clock.When],
    values: ArrayLike,
    *,
    target: Target,
    due: clock.When,
    comparator: str = ">=",
    direction: str = "up",
    tolerance: float | None = None,
    method: Method | None = None,
    base: Base = "damped",
    scale: ScaleName = "log",
    bounds: Bounds | None = None,
    donor: Donors | None = None,
    sizes: Mapping[str, float] | None = None,
    factor: float | None = None,
    reference: Reference | None = None,
    since: Since | None = None,
    count: tuple[float, float] | None = None,
) -> Attainment:
    r"""Probability that the value on `due` satisfies the target, from the series' own past.

    The values are taken to the scale, a predictive distribution F is made there, and the target's ends are taken to
    the same scale: ``>=`` is :math:`1 - F(g(T))`. Without `method`: from five values on ``calibrated``, the damped
    trend (`cqtargets.attainment.damped.damped`) stretched by what its forecasts of older series of other places missed,
    1-2 and 3-5 years ahead apart (`Attainment.calibration`); with two to four values and `donor`, ``borrowed``.

    By name: ``damped`` unstretched. ``drift``: with steps :math:`\Delta z_i` over :math:`d_i` years,
    :math:`\hat\mu = (z_n - z_1)/D`, :math:`s^2 = \sum(\Delta z_i - \hat\mu d_i)^2/d_i/(n - 2)`, h years ahead mean
    :math:`z_n + \hat\mu h` and s.d. :math:`s\sqrt{h(1 + h/D)}`, t with n - 2 degrees of freedom (D = n - 1 for yearly
    values). ``ols``: straight line with its prediction interval. ``pooled``: even mixture of these two. ``ets``,
    ``arima``, ``local_trend``: yearly values, ten or more. ``calibrated`` with `base` and `factor`: the distribution of
    `base` stretched about its mean by `factor`.

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
    method : str, optional
        One of `METHODS`; see above.
    donor : mapping of name to (when, values), for ``borrowed``
        Same scale and, on the identity scale, same unit.
    sizes : mapping of name to float, optional
        People of each donor's place over those of the asked place: a small place moves more.
    factor : float, for ``calibrated``
        As `calibration_factor` learns it; without it the damped trend's own.
    reference : (name, when, values), optional
        Series whose pace is shown beside.
    since : int, date or str, or (when, value), optional
        Where the pace so far starts: the first value on or after this date; a value given with it is the one printed
        for that date, such as the plan's baseline.
    count : (exposure a year, per), optional
        For rates and shares of few cases: (178_800, 100_000) for maternal deaths per 100,000 births, (40, 100) for a
        share of forty institutions. The noise of counts in the known years and in the due year then makes the spread,
        from three values on (see `cqtargets.attainment.counts.counted`); `method` has no part in it. Shares (``logit``)
        are binomial, everything else Poisson.
    base : Base
        Method that ``calibrated`` stretches.

    Returns
    -------
    Attainment
        With probability None, `evidence` ``"insufficient"`` and a `reason` where the values are fewer than the method
        needs, the due date is further ahead than the series is long or than seven years, or the fit says nothing about
        spread.

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

    Maternal deaths per 100,000 births of a city with 179,000 births, at most 8 in 2025; without the noise of some
    thirteen deaths a year three values would say nothing, and a straight line would be all but certain:

    >>> seen = probability([2021, 2022, 2023], [9.1, 8.6, 8.0], target=8, due=2025, comparator="<=",
    ...                    count=(179_000, 100_000))
    >>> round(seen.probability, 2), [round(end, 1) for end in seen.interval(0.8)]
    (0.63, [4.0, 11.0])
    """
    if count is not None:
        return _counted(when, values, target, due, comparator, direction, scale, bounds, reference, since, count)
    room = Scale(name=scale, bounds=bounds)
    times, levels = observed(when, values)
    points = room.series(levels)
    end = clock.time(due)
    if end <= times[-1]:
        raise DomainError(f"due {due} is not after the last value; compare that value with the target instead")
    low, high = ends_of(target, comparator, direction, tolerance)
    floor, ceiling = on_scale(low, high, room)
    used = chosen(points.size, method, donor)
    fitted = forecaster(times, points, used, lent=lend(donor, room), factor=factor, base=base, sizes=sizes)
    reason = fitted if isinstance(fitted, str) else too_far(times, end)
    held = None if isinstance(fitted, str) or reason else fitted(end - float(times[-1]))
    own = used == "calibrated" and factor is None and held is not None
    learned = calibration_at(end - float(times[-1])) if own else None
    return Attainment(
        probability=None if held is None else held.chance_between(floor, ceiling),
        reason="" if held is not None else Reason("insufficient", why=reason),
        median=None if held is None else room.backward(held.quantile(0.5)),
        mean=None if held is None else held.mean,
        sd=None if held is None else held.sd,
        method=used,
        base=base if used == "calibrated" else used,
        factor=learned.factor if learned else factor,
        calibration=learned,
        scale=room,
        n=int(levels.size),
        evidence="insufficient" if held is None else "borrowed" if donor else "sufficient",
        donors=tuple(donor or ()),
        comparator=comparator,
        low=low,
        high=high,
        due=end,
        years_until_met=years_until_met(times, points, floor, ceiling, room, since),
        paces=paces_between(
            times,
            levels,
            aim_of(float(levels[-1]), target, low, high),
            end,
            room,
            wanted_of(low, high),
            reference,
            since,
        ),
        predictive=held,
        last=float(levels[-1]),
        last_time=float(times[-1]),
    )


def _counted(
    when: Sequence[clock.When],
    values: ArrayLike,
    target: Target,
    due: clock.When,
    comparator: str,
    direction: str,
    scale: ScaleName,
    bounds: Bounds | None,
    reference: Reference | None,
    since: Since | None,
    count: tuple[float, float],
) -> Attainment:
    """`probability` with the noise of counts."""
    exposure, per = _exposed(count)
    times, levels = observed(when, values)
    if (levels < 0).any():
        raise DomainError(f"a rate of {levels.min():g} is below zero, so no cases lie behind it; leave that date out")
    end = clock.time(due)
    if end <= times[-1]:
        raise DomainError(f"due {due} is not after the last value; compare that value with the target instead")
    low, high = ends_of(target, comparator, direction, per / exposure / 2 if comparator in ("=", "~") else None)
    falling = low is None
    held: Counted | str
    if levels.size < LEAST_COUNTED:
        is_are = "is" if levels.size == 1 else "are"
        held = f"counts needs {LEAST_COUNTED} values and {levels.size} {is_are} given"
    else:
        held = too_far(times, end, FARTHEST_COUNTS) or counted(
            times, levels, end, exposure, per, share=scale == "logit", falling=falling
        )
    found = None if isinstance(held, str) else held
    chance = None
    if found is not None:
        below = found.at_most(high) if high is not None and comparator != "<" else 1.0
        if high is not None and comparator == "<":
            below = 1.0 - found.at_least(high)
        above = 1.0 if low is None else found.at_least(low) if comparator != ">" else 1.0 - found.at_most(low)
        chance = min(1.0, max(0.0, below + above - 1.0))
    asked = Scale(name=scale, bounds=bounds)
    inside = bool(((levels > asked.domain[0]) & (levels < asked.domain[1])).all())
    plain = asked if inside else Scale(name="identity")
    aim = aim_of(float(levels[-1]), target, low, high)
    on_plain = [plain.forward(float(level)) for level in levels]
    ends = (-math.inf if low is None else plain.forward(low), math.inf if high is None else plain.forward(high))
    return Attainment(
        probability=chance,
        reason="" if found is not None else Reason("insufficient", why=held),
        median=None if found is None else found.quantile(0.5),
        mean=None,
        sd=None,
        method="counts",
        base="counts",
        factor=None,
        scale=Scale(name=scale, bounds=bounds),
        n=int(levels.size),
        evidence="insufficient" if found is None else "sufficient",
        donors=(),
        comparator=comparator,
        low=low,
        high=high,
        due=end,
        years_until_met=years_until_met(times, np.array(on_plain), *ends, plain, since),
        paces=paces_between(times, levels, aim, end, plain, wanted_of(low, high), reference, since),
        predictive=None,
        counted=found,
        last=float(levels[-1]),
        last_time=float(times[-1]),
    )


def _counter(
    times: Array, values: Array, count: tuple[float, float], *, share: bool, falling: bool
) -> Callable[[float], Predictive | Counted] | str:
    """Counts some years ahead, or why there are none."""
    exposure, per = _exposed(count)
    if times.size < LEAST_COUNTED:
        return few(times.size, LEAST_COUNTED, "counts")
    last = float(times[-1])
    first = counted(times, values, last + 1, exposure, per, share=share, falling=falling)
    if isinstance(first, str):
        return first

    def at(years: float) -> Counted:
        found = counted(times, values, last + years, exposure, per, share=share, falling=falling)
        return first if isinstance(found, str) else found

    return at


def _exposed(count: tuple[float, float]) -> tuple[float, float]:
    exposure, per = float(count[0]), float(count[1])
    if not (exposure > 0 and per > 0 and math.isfinite(exposure) and math.isfinite(per)):
        raise DomainError(
            f"count={count!r}: exposure a year and per are not both above zero; write (178_800, 100_000) for 178,800 "
            "births and a rate per 100,000"
        )
    return exposure, per


@door
def fan(
    when: Sequence[clock.When],
    values: ArrayLike,
    when_future: Sequence[clock.When],
    levels: Sequence[float] = (0.8, 0.95),
    *,
    method: Method | None = None,
    base: Base = "damped",
    scale: ScaleName = "log",
    bounds: Bounds | None = None,
    donor: Donors | None = None,
    sizes: Mapping[str, float] | None = None,
    factor: float | None = None,
    count: tuple[float, float] | None = None,
    falling: bool = False,
) -> Fan:
    """Median and central prediction intervals at several dates; arguments and errors as for `probability`.

    `falling` says of a count's rate that less is wanted, as ``<=`` says to `probability`. Dates further ahead than the
    series is long, or than seven years, are left out, and `Fan.reason` says so.

    Parameters
    ----------
    when : sequence of int, date or str
        Years or dates of the values.
    values : array
        Measured values, in the unit.
    when_future : sequence of int, date or str
        Years or dates looked ahead to.
    levels : sequence of float
        Shares of outcomes inside each interval.
    method : Method, optional
        As for `probability`.
    base : Base
        As for `probability`.
    scale : ScaleName
        As for `probability`.
    bounds : Bounds, optional
        As for `probability`.
    donor : Donors, optional
        As for `probability`.
    sizes : mapping of str to float, optional
        As for `probability`.
    factor : float, optional
        As for `probability`.
    count : tuple of float, float, optional
        As for `probability`.
    falling : bool
        Whether a fall is expected: for counts only.

    Examples
    --------
    >>> ahead = fan([2019, 2020, 2021, 2022, 2023], [2.0, 2.1, 2.3, 2.4, 2.6], [2024, 2025, 2032], method="drift")
    >>> ahead.times.tolist(), ahead.low.shape
    ([2024.0, 2025.0], (2, 2))
    >>> ahead.reason
    'insufficient evidence: 2032 is 9 years after the last value, and no forecast was tested beyond 7'
    """
    room = Scale(name=scale, bounds=bounds)
    times, observations = observed(when, values)
    asked = [clock.time(moment) for moment in when_future]
    early = [moment for moment, end in zip(when_future, asked, strict=True) if end <= times[-1]]
    if early:
        raise DomainError(f"{early[0]} is not after the last value; a fan looks ahead only")
    fitted: Callable[[float], Predictive | Counted] | str
    if count is not None:
        fitted = _counter(times, observations, count, share=scale == "logit", falling=falling)
    else:
        used, lent = chosen(times.size, method, donor), lend(donor, room)
        fitted = forecaster(times, room.series(observations), used, lent=lent, factor=factor, base=base, sizes=sizes)
    cut = [reason for end in asked if (reason := too_far(times, end))]
    reason = fitted if isinstance(fitted, str) else (cut[-1] if cut else "")
    reached = [] if isinstance(fitted, str) else [end for end in asked if not too_far(times, end)]
    shares = [share for level in levels for share in level_ends(level)]
    rows = []
    if not isinstance(fitted, str):
        for end in reached:
            held = fitted(end - float(times[-1]))
            back = float if isinstance(held, Counted) else room.backward
            rows.append([back(held.quantile(share)) for share in (0.5, *shares)])
    table = np.array(rows, dtype=np.float64).reshape(len(rows), 1 + len(shares)).T
    return Fan(
        times=np.array(reached, dtype=np.float64),
        median=table[0],
        levels=tuple(levels),
        low=table[1::2],
        high=table[2::2],
        reason=Reason("insufficient", why=reason) if reason else "",
    )
