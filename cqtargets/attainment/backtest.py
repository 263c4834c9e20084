"""Rolling-origin backtest: forecasts made from each past date, held against what came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets import clock
from cqtargets.attainment.methods import LEAST, METHODS, MOST_BORROWED, Base, Method, forecaster, observed, too_far
from cqtargets.attainment.predictive import Predictive
from cqtargets.attainment.result import level_ends
from cqtargets.attainment.scales import Bounds, Scale, ScaleName
from cqtargets.attainment.trend import Forecaster, no_change, walk
from cqtargets.conventions.comparison import NOISE
from cqtargets.errors import ConventionError, DomainError

__all__ = ["CalibrationFactor", "Case", "Event", "SeriesMap", "calibration_factor", "rolling_origin"]

Array = NDArray[np.float64]
SeriesMap = Mapping[str, tuple[Sequence[clock.When], ArrayLike, ScaleName]]
"""Name to (dates, values, scale); a logit series lies between the `bounds` given beside."""

_Fitted = tuple[Array, Array, Forecaster | str]
AMBITIONS: Final = (0.5, 1.0, 1.5)
"""Targets set in a backtest, in paces so far: half as fast, as fast, half as fast again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A target set at the origin: `ambition` times the pace so far; its chance by the method and by no change."""

    ambition: float
    probability: float
    no_change: float
    met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One forecast: made at `origin` for `due` (library's clock), held against `observed` (on the scale).

    `predictive` is None where evidence was insufficient; `unit` is the series' mean absolute yearly change on the
    scale, by which scores are divided so that series may be averaged.
    """

    series: str
    method: str
    origin: float
    due: float
    n: int
    observed: float
    unit: float
    predictive: Predictive | None
    reference: Predictive | None
    events: tuple[Event, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationFactor:
    """By how much the spread of `base` must grow for its `level` interval to hold that share of what came.

    `factor` is learned on all series; `left_out[name]` on all but that one, and `cases` counts the forecasts behind
    `factor`. `coverage_before` is the share within the plain interval, `coverage_after` within the interval
    stretched by each series' left-out factor.
    """

    factor: float
    left_out: dict[str, float]
    level: float
    base: str
    cases: int
    coverage_before: float
    coverage_after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    name: str
    times: Array
    points: Array
    scale: Scale
    unit: float


def _known(series: SeriesMap, bounds: Bounds | None) -> list[_Known]:
    found = []
    for name, (when, values, scale) in series.items():
        room = Scale(name=scale, bounds=bounds if scale == "logit" else None)
        times, levels = observed(when, values, name)
        points = room.series(levels, name)
        if points.size < 2 or not np.ptp(points) > 0:
            raise DomainError(f"{name}: a backtest needs two values that differ; leave the series out")
        unit = float(np.abs(np.diff(points) / np.diff(times)).mean())
        found.append(_Known(name=name, times=times, points=points, scale=room, unit=unit))
    return found


def rolling_origin(
    series: SeriesMap,
    methods: Sequence[Method] = ("drift", "ols", "pooled"),
    *,
    max_horizon: float = 5,
    ambitions: Sequence[float] = AMBITIONS,
    base: Base = "pooled",
    bounds: Bounds | None = None,
    level: float = 0.8,
) -> tuple[Case, ...]:
    """Forecast every later value from every origin that leaves the method enough values.

    From each date with at least as many values as the method needs, each later value up to `max_horizon` years ahead
    is forecast from the values so far, by the rules of `probability` (so never further ahead than the series is long).
    At the same time targets are set as a plan would: from the last value, `ambition` times the pace so far on the
    scale, to be reached in the direction in which the series was going. ``borrowed`` sees the last two to four values
    before the origin, and the other series on the same scale up to the origin lend their spread. ``calibrated`` takes
    its factor from the other series (see `calibration_factor`, with `base` and `level`).

    Parameters
    ----------
    series : mapping of name to (when, values, scale)
    methods : sequence of str
    max_horizon : float
        Years.
    ambitions : sequence of float
    bounds : (low, high), optional
        For the series on the logit scale.

    Returns
    -------
    tuple of Case
        By method, series, origin and due date; `score` sums them up.

    Raises
    ------
    DomainError
        If a series has fewer than two values, does not vary, or has no place on its scale.
    ConventionError
        If a method is unknown, or ``calibrated`` has fewer than two series.

    References
    ----------
    Tashman (2000), Out-of-sample tests of forecasting accuracy, International Journal of Forecasting 16.

    Examples
    --------
    >>> years = range(2014, 2025)
    >>> rate = [21.7, 20.1, 19.9, 19.6, 18.3, 17.8, 16.9, 16.1, 15.7, 15.1, 14.3]
    >>> cases = rolling_origin({"maternal": (years, rate, "log")}, ["drift"], max_horizon=2)
    >>> len(cases), cases[0].origin, cases[0].due, [event.met for event in cases[0].events]
    (11, 2018.0, 2019.0, [True, False, False])
    """
    unknown = [method for method in methods if method not in METHODS]
    if unknown:
        raise ConventionError(f"unknown method {unknown[0]!r}; write one of {', '.join(METHODS)}")
    known = _known(series, bounds)
    factors: dict[str, float] = {}
    if "calibrated" in methods:
        learned = calibration_factor(series, level=level, base=base, max_horizon=max_horizon, bounds=bounds)
        factors = learned.left_out
    return tuple(
        case
        for method in methods
        for one in known
        for case in _cases(
            one, known, method, base, factors.get(one.name) if method == "calibrated" else None, max_horizon, ambitions
        )
    )


def _fit(one: _Known, known: Sequence[_Known], method: Method, base: Base, factor: float | None, size: int) -> _Fitted:
    """The method on the first `size` values; on the last four of them where it borrows."""
    core = base if method == "calibrated" else method
    if core != "borrowed":
        times, points = one.times[:size], one.points[:size]
        return times, points, forecaster(times, points, method, factor=factor, base=base)
    begin = max(0, size - MOST_BORROWED)
    times, points = one.times[begin:size], one.points[begin:size]
    lent = {
        other.name: (other.times[seen], other.points[seen])
        for other in known
        if other.name != one.name and other.scale == one.scale and (seen := other.times <= times[-1]).any()
    }
    if not lent:
        return times, points, "no other series on this scale has values up to the origin"
    return times, points, forecaster(times, points, method, lent=lent, factor=factor, base=base)


def _cases(
    one: _Known,
    known: Sequence[_Known],
    method: Method,
    base: Base,
    factor: float | None,
    max_horizon: float,
    ambitions: Sequence[float],
) -> Iterator[Case]:
    for size in range(LEAST[base if method == "calibrated" else method], one.points.size):
        times, points, fitted = _fit(one, known, method, base, factor, size)
        flat = no_change(one.times[:size], one.points[:size])
        for later in range(size, one.points.size):
            due, origin = float(one.times[later]), float(times[-1])
            if due - origin > max_horizon + NOISE:
                break
            reason = fitted if isinstance(fitted, str) else flat if isinstance(flat, str) else too_far(times, due)
            held = reference = None
            if not (reason or isinstance(fitted, str) or isinstance(flat, str)):
                held, reference = fitted(due - origin), flat(due - origin)
            yield Case(
                series=one.name,
                method=method,
                origin=origin,
                due=due,
                n=int(points.size),
                observed=float(one.points[later]),
                unit=one.unit,
                predictive=held,
                reference=reference,
                events=_events(times, points, due, float(one.points[later]), held, reference, ambitions),
                reason=reason,
            )


def _events(
    times: Array,
    points: Array,
    due: float,
    reached: float,
    held: Predictive | None,
    flat: Predictive | None,
    ambitions: Sequence[float],
) -> tuple[Event, ...]:
    pace = walk(times, points).drift
    if held is None or flat is None or pace == 0:
        return ()
    ahead = due - float(times[-1])
    events = []
    for ambition in ambitions:
        target = float(points[-1]) + ambition * pace * ahead
        low, high = (target, np.inf) if pace > 0 else (-np.inf, target)
        events.append(
            Event(
                ambition=ambition,
                probability=held.chance_between(low, high),
                no_change=flat.chance_between(low, high),
                met=bool(low <= reached <= high),
            )
        )
    return tuple(events)


def calibration_factor(
    series: SeriesMap,
    *,
    level: float = 0.8,
    base: Base = "pooled",
    max_horizon: float = 5,
    bounds: Bounds | None = None,
    at_least: float = 1.0,
) -> CalibrationFactor:
    r"""Learn how far the spread must be stretched, leave one series out at a time.

    Every backtest case has a ratio :math:`r`: the distance of what came from the predicted mean, over the distance of
    the end of the `level` interval on that side. The interval stretched by :math:`f` holds the cases with
    :math:`r \le f`, so the factor is the smallest :math:`f` that holds a share `level` of them. For the series left
    out, the cases of the others are used. No factor goes below `at_least`: a few series that happen to stray little
    are no reason to promise more for the next one.

    Parameters
    ----------
    series : mapping of name to (when, values, scale)
        Two or more that give forecasts.
    level : float
        Share the interval should hold.
    base : {"drift", "ols", "pooled", "borrowed"}
    at_least : float
        Floor of the factors; 0 takes them as learned.

    Raises
    ------
    DomainError
        If `level` is not strictly between 0 and 1, or a series cannot be used.
    ConventionError
        If fewer than two series give forecasts: a factor must come from series other than the one it serves.

    References
    ----------
    Vovk, Gammerman and Shafer (2005), Algorithmic learning in a random world (conformal prediction, the idea).

    Examples
    --------
    >>> years = range(2014, 2025)
    >>> learned = calibration_factor({
    ...     "maternal": (years, [21.7, 20.1, 19.9, 19.6, 18.3, 17.8, 16.9, 16.1, 15.7, 15.1, 14.3], "log"),
    ...     "infant": (years, [8.9, 8.1, 7.5, 6.8, 6.1, 5.6, 5.4, 5.0, 4.9, 4.5, 4.0], "log"),
    ... })
    >>> learned.cases, sorted(learned.left_out)
    (38, ['infant', 'maternal'])
    """
    low, high = level_ends(level)
    cases = rolling_origin(series, (base,), max_horizon=max_horizon, ambitions=(), bounds=bounds)
    ratios: dict[str, list[float]] = {}
    for case in cases:
        if case.predictive is not None:
            centre = case.predictive.mean
            away = case.observed - centre
            end = case.predictive.quantile(high if away >= 0 else low) - centre
            ratios.setdefault(case.series, []).append(away / end)
    if len(ratios) < 2:
        raise ConventionError(
            f"{len(ratios)} series give forecasts; a factor is learned on other series, so give two or more"
        )
    left_out = {
        name: max(at_least, _smallest([r for other in ratios if other != name for r in ratios[other]], level))
        for name in series
    }
    every = [r for found in ratios.values() for r in found]
    after = [r <= left_out[name] for name, found in ratios.items() for r in found]
    return CalibrationFactor(
        factor=max(at_least, _smallest(every, level)),
        left_out=left_out,
        level=level,
        base=base,
        cases=len(every),
        coverage_before=float(np.mean(np.array(every) <= 1)),
        coverage_after=float(np.mean(after)),
    )


def _smallest(ratios: Sequence[float], level: float) -> float:
    """The smallest ratio with a share `level` of all at or below it."""
    return float(np.quantile(np.array(ratios), level, method="inverted_cdf"))
