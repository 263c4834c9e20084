"""Scores of a backtest: CRPS, Brier, coverage with its uncertainty, skill, reliability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cqtargets.attainment.cases import Case
from cqtargets.attainment.result import level_ends
from cqtargets.conventions.doors import door
from cqtargets.conventions.limits import checked_draws
from cqtargets.errors import DomainError

__all__ = ["Coverage", "Gain", "Reliability", "Score", "common", "gain", "reliability", "score"]

_SURE: Final = 0.9
"""Above it a reader takes a chance for a promise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Share of what came that lay inside the central `level` interval, of `n` forecasts.

    `low` and `high` are the 95 % bootstrap interval of the share, whole series drawn with replacement; None where one
    series alone gives forecasts, because then nothing says how series differ.
    """

    level: float
    share: float
    n: int
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One method over a backtest. Each series counts the same in `crps`, `skill`, `brier` and its skills.

    Parameters
    ----------
    n, series, unanswered : int
        Forecasts scored, series they come from, forecasts refused for want of evidence.
    crps : float
        Continuous ranked probability score, in mean absolute yearly changes of the series.
    skill : float
        1 - CRPS / CRPS of no change (a random walk without drift with its own spread): 0 is no better, 1 perfect.
    events : int
        Targets set in the backtest.
    brier : float or None
        Mean of (probability - outcome)²; None without events.
    brier_skill, brier_skill_plan : float or None
        1 - Brier / Brier of no change, and of the plan's own path, by which every target is met for certain; None
        where that reference makes no error.
    coverage : tuple of Coverage
        One a level.
    sure, sure_met
        Targets given a chance above 0.9, and the share of them that was met; None where there is none.
    """

    method: str
    n: int
    series: int
    unanswered: int
    crps: float
    skill: float
    events: int
    brier: float | None
    brier_skill: float | None
    brier_skill_plan: float | None
    coverage: tuple[Coverage, ...]
    sure: int
    sure_met: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """By what share one method's CRPS is below another's, with its 95 % bootstrap interval."""

    method: str
    over: str
    share: float
    low: float
    high: float
    places: int


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """Forecast probabilities beside what came, in bins of equal width; empty bins are left out.

    `forecast` mean probability, `met` share of targets met, `count` targets: arrays of one shape (bins,).

    Attributes
    ----------
    forecast : array
        Mean probability of each bin.
    met : array
        Share that was met, of each bin.
    count : array
        Forecasts in each bin.
    """

    forecast: NDArray[np.float64]
    met: NDArray[np.float64]
    count: NDArray[np.int64]


def common(cases: Sequence[Case]) -> tuple[Case, ...]:
    """The forecasts (series, origin, due) that every method of the backtest answered, for a fair comparison."""
    methods = {case.method for case in cases}
    answered: dict[tuple[str, float, float], set[str]] = {}
    for case in cases:
        if case.predictive is not None:
            answered.setdefault((case.series, case.origin, case.due), set()).add(case.method)
    return tuple(case for case in cases if answered.get((case.series, case.origin, case.due)) == methods)


def score(
    cases: Sequence[Case],
    *,
    seed: int,
    levels: Sequence[float] = (0.8, 0.95),
    draws: int = 2000,
    places: Mapping[str, str] | None = None,
) -> tuple[Score, ...]:
    """Sum up a backtest, one row a method, in the order in which the methods stand.

    Parameters
    ----------
    cases : sequence of Case
        From `rolling_origin`.
    seed : int
        Of the bootstrap.
    levels : sequence of float
        Nominal levels of the intervals whose coverage is counted.
    draws : int
        Bootstrap samples.
    places : mapping of series to place, optional
        Whole places are drawn; without it each series is a place of its own.

    Raises
    ------
    DomainError
        If a method answered nothing, or a level is not strictly between 0 and 1.

    References
    ----------
    Gneiting and Raftery (2007), Strictly proper scoring rules, prediction, and estimation, JASA 102.
    Brier (1950), Verification of forecasts expressed in terms of probability, Monthly Weather Review 78.

    Examples
    --------
    >>> from cqtargets.attainment.backtest import rolling_origin
    >>> rate = [21.7, 20.1, 19.9, 19.6, 18.3, 17.8, 16.9, 16.1, 15.7, 15.1, 14.3]
    >>> (one,) = score(rolling_origin({"maternal": (range(2014, 2025), rate, "log")}, ["drift"]), seed=1)
    >>> one.n, one.skill > 0, [held.n for held in one.coverage]
    (19, True, [19, 19])
    """
    checked_draws(draws)
    methods = list(dict.fromkeys(case.method for case in cases))
    return tuple(
        _row(method, [case for case in cases if case.method == method], levels, seed, draws, places or {})
        for method in methods
    )


def _row(
    method: str,
    cases: Sequence[Case],
    levels: Sequence[float],
    seed: int,
    draws: int,
    places: Mapping[str, str],
) -> Score:
    answered = [case for case in cases if case.predictive is not None]
    if not answered:
        raise DomainError(
            f"method {method!r} answered no forecast of this backtest; leave it out or give longer series"
        )
    own, flat = _mean_crps(answered)
    events = [(case.series, event) for case in answered for event in case.events]
    brier = _by_series([(name, (event.probability - event.met) ** 2) for name, event in events])
    plan = _by_series([(name, float(not event.met)) for name, event in events])
    sure = [event.met for _, event in events if event.probability > _SURE]
    still = _by_series([(name, (event.no_change - event.met) ** 2) for name, event in events])
    return Score(
        method=method,
        n=len(answered),
        series=len({case.series for case in answered}),
        unanswered=len(cases) - len(answered),
        crps=own,
        skill=1 - own / flat,
        events=len(events),
        brier=brier,
        brier_skill=_skill(brier, still),
        brier_skill_plan=_skill(brier, plan),
        coverage=tuple(_coverage(answered, level, seed, draws, places) for level in levels),
        sure=len(sure),
        sure_met=float(np.mean(sure)) if sure else None,
    )


def gain(
    cases: Sequence[Case],
    method: str,
    over: str,
    *,
    seed: int,
    draws: int = 2000,
    places: Mapping[str, str] | None = None,
) -> Gain:
    """By how much the CRPS of `method` is below that of `over`, on the forecasts that both answered.

    Each series counts the same; the bootstrap draws whole places with replacement.

    Raises
    ------
    DomainError
        If fewer than two places were answered by both.

    Examples
    --------
    >>> from cqtargets.attainment.backtest import rolling_origin
    >>> years = range(2014, 2025)
    >>> cases = rolling_origin({
    ...     "maternal": (years, [21.7, 20.1, 19.9, 19.6, 18.3, 17.8, 16.9, 16.1, 15.7, 15.1, 14.3], "log"),
    ...     "infant": (years, [8.9, 8.1, 7.5, 6.8, 6.1, 5.6, 5.4, 5.0, 4.9, 4.5, 4.0], "log"),
    ... }, ["damped", "ols"])
    >>> found = gain(cases, "damped", "ols", seed=1)
    >>> found.low < found.share < found.high, found.places
    (True, 2)
    """
    checked_draws(draws)
    both = common([case for case in cases if case.method in (method, over)])
    means = {
        name: {
            series: float(np.mean([_scored(case) for case in both if (case.method, case.series) == (name, series)]))
            for series in dict.fromkeys(case.series for case in both)
        }
        for name in (method, over)
    }
    groups: dict[str, list[str]] = {}
    for series in means[over]:
        groups.setdefault((places or {}).get(series, series), []).append(series)
    if len(groups) < 2:
        raise DomainError(f"{len(groups)} places were answered by both {method} and {over}; give two or more")
    own = np.array([sum(means[method][one] for one in group) for group in groups.values()])
    other = np.array([sum(means[over][one] for one in group) for group in groups.values()])
    drawn = np.random.default_rng(seed).integers(0, own.size, size=(draws, own.size))
    shares = 1 - own[drawn].sum(axis=1) / other[drawn].sum(axis=1)
    return Gain(
        method=method,
        over=over,
        share=float(1 - own.sum() / other.sum()),
        low=float(np.quantile(shares, 0.025)),
        high=float(np.quantile(shares, 0.975)),
        places=len(groups),
    )


def _scored(case: Case) -> float:
    return case.predictive.crps(case.observed) / case.unit if case.predictive is not None else 0.0


def _mean_crps(answered: Sequence[Case]) -> tuple[float, float]:
    """Of the method and of no change, in mean absolute yearly changes."""
    own, flat = [], []
    for case in answered:
        if case.predictive is not None and case.reference is not None:
            own.append((case.series, case.predictive.crps(case.observed) / case.unit))
            flat.append((case.series, case.reference.crps(case.observed) / case.unit))
    return _by_series(own) or 0.0, _by_series(flat) or 0.0


def _by_series(scored: Sequence[tuple[str, float]]) -> float | None:
    """Mean over series of the series' means."""
    groups: dict[str, list[float]] = {}
    for name, number in scored:
        groups.setdefault(name, []).append(number)
    return float(np.mean([np.mean(group) for group in groups.values()])) if groups else None


def _skill(own: float | None, other: float | None) -> float | None:
    return 1 - own / other if own is not None and other else None


def _coverage(answered: Sequence[Case], level: float, seed: int, draws: int, places: Mapping[str, str]) -> Coverage:
    low, high = level_ends(level)
    hits: dict[str, list[bool]] = {}
    for case in answered:
        if case.predictive is not None:
            inside = low <= case.predictive.cdf(case.observed) <= high
            hits.setdefault(places.get(case.series, case.series), []).append(inside)
    inside_counts = np.array([sum(group) for group in hits.values()], dtype=np.float64)
    sizes = np.array([len(group) for group in hits.values()], dtype=np.float64)
    share = float(inside_counts.sum() / sizes.sum())
    ends: tuple[float | None, float | None] = (None, None)
    if sizes.size > 1:
        drawn = np.random.default_rng(seed).integers(0, sizes.size, size=(draws, sizes.size))
        shares = inside_counts[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
        ends = (float(np.quantile(shares, 0.025)), float(np.quantile(shares, 0.975)))
    return Coverage(level=level, share=share, n=int(sizes.sum()), low=ends[0], high=ends[1])


@door
def reliability(cases: Sequence[Case], *, bins: int = 5) -> Reliability:
    """Forecast probabilities of the backtest's targets beside the share that was met, for one method's cases.

    Parameters
    ----------
    cases : sequence of Case
        Forecasts of a backtest.
    bins : int
        Number of bins.

    Raises
    ------
    DomainError
        If the cases hold no target, or more than one method.
    """
    methods = {case.method for case in cases}
    events = [event for case in cases for event in case.events]
    if len(methods) > 1 or not events:
        raise DomainError(
            f"{len(events)} targets of {len(methods)} methods; give the cases of one method, with ambitions"
        )
    chance = np.array([event.probability for event in events])
    met = np.array([event.met for event in events], dtype=np.float64)
    place = np.minimum((chance * bins).astype(int), bins - 1)
    filled = np.unique(place)
    return Reliability(
        forecast=np.array([chance[place == k].mean() for k in filled]),
        met=np.array([met[place == k].mean() for k in filled]),
        count=np.array([(place == k).sum() for k in filled], dtype=np.int64),
    )
