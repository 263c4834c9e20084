"""Grade values by a profile: one case with dates, or arrays of many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from cqtargets import clock
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError
from cqtargets.grading.cases import Bools, Cases, Floats, Objects
from cqtargets.grading.evaluation import Evaluation, Evaluations
from cqtargets.grading.preparation import bracket, prepare
from cqtargets.grading.profile import Graded, Profile, first_that_holds
from cqtargets.grading.progress import progress_bounds
from cqtargets.grading.registry import find

__all__ = ["evaluate", "evaluate_many"]

Dated = tuple[clock.When, float | None]


@door
def evaluate(
    profile: str | Profile,
    baseline: Dated | None = None,
    current: Dated | None = None,
    target: Dated | None = None,
    direction: str = "up",
    history: Sequence[tuple[clock.When, float]] = (),
    **options: Any,
) -> Evaluation:
    """Grade one value by the rule of an official body, or by a rule of one's own.

    Parameters
    ----------
    profile : str or Profile
        A key of `PROFILES`, or a `Profile`.
    baseline, current, target : (when, value), optional
        Dates as for `cqtargets.clock.time`; values in one unit. A range may have None as the target's value and its
        ends in `low` and `high`.
    direction : {"up", "down", "hold"}
    history : sequence of (when, value)
        Earlier values, for the profiles that look at the whole series; any order.
    **options
        For every profile: `comparator` (default ``>=``, for ``"down"`` ``<=``), `low`, `high`, `tolerance` (in the
        unit), `baseline_interval` and `current_interval` (low, high) from printed rounding, `projected`; the profile's
        own cut-offs by name (``band=0.1``) and its own options (`Profile.options`).

    Returns
    -------
    Evaluation
        Grade (None with a reason where the rule has no answer), label, statistic, score, unstable, lead or lag.

    Raises
    ------
    ConventionError
        For an unknown profile, option, direction or comparator; the nearest known word is named.
    DomainError
        For numbers that are not finite, dates that are none, an interval that does not hold its value, a history that
        contradicts the present value.

    References
    ----------
    Each profile names its own: ``PROFILES[key].source``; formulas and cut-offs are in `docs/grading.md`.

    Examples
    --------
    Life expectancy in Chongqing, printed 79.72 for 2024, against 79.3 in 2025 from 77.9 in 2020:

    >>> result = evaluate("schedule", baseline=(2020, 77.9), current=(2024, 79.72), target=(2025, 79.3))
    >>> result.grade, result.label(), result.label("en")
    ('met_early', '提前实现', 'met early')

    Printed digits may leave the grade open:

    >>> result = evaluate("schedule", baseline=(2020, 10.8), current=(2022, 10.96), target=(2025, 11.3),
    ...                   baseline_interval=(10.75, 10.85), current_interval=(10.955, 10.965))
    >>> result.grade, result.unstable, result.possible
    ('behind', True, ('behind', 'on_schedule'))
    """
    start, first = _dated("baseline", baseline)
    when, value = _dated("current", current)
    due, goal = _dated("target", target)
    times = np.array([[clock.time(moment) for moment, _ in history]], dtype=np.float64)
    series = np.array([[_finite("history", number) for _, number in history]], dtype=np.float64)
    many = evaluate_many(
        profile,
        start=start,
        baseline=first,
        when=when,
        current=value,
        due=due,
        target=goal,
        direction=direction,
        history_when=times,
        history=series,
        **options,
    )
    return many[0]


def _dated(name: str, pair: Dated | None) -> tuple[float, float]:
    if pair is None:
        return np.nan, np.nan
    try:
        when, value = pair
    except (TypeError, ValueError):
        raise DomainError(f"{name} is {pair!r}; give a date and a value, e.g. {name}=(2020, 6.38)") from None
    return clock.time(when), np.nan if value is None else _finite(name, value)


def _finite(name: str, value: float) -> float:
    number = float(value)
    if not np.isfinite(number):
        raise DomainError(f"{name} is {number}; give a finite number, or leave the {name} out")
    return number


@door
def evaluate_many(
    profile: str | Profile,
    *,
    start: ArrayLike = np.nan,
    baseline: ArrayLike = np.nan,
    when: ArrayLike,
    current: ArrayLike,
    due: ArrayLike = np.nan,
    target: ArrayLike = np.nan,
    direction: Any = "up",
    comparator: Any = "",
    low: ArrayLike = np.nan,
    high: ArrayLike = np.nan,
    tolerance: ArrayLike = np.nan,
    baseline_interval: tuple[ArrayLike, ArrayLike] | None = None,
    current_interval: tuple[ArrayLike, ArrayLike] | None = None,
    history_when: ArrayLike | None = None,
    history: ArrayLike | None = None,
    projected: ArrayLike = False,
    **options: Any,
) -> Evaluations:
    """Grade many values by one profile; the same rules as `evaluate`, which calls it.

    Parameters
    ----------
    profile : str or Profile
    start, when, due : float or array, shape (n,)
        Dates of baseline, value and target on the library's clock (``clock.time``): 2020.0 is the end of 2020.
    baseline, current, target, low, high, tolerance : float or array, shape (n,)
        NaN where not known.
    direction, comparator : str or array of str, shape (n,)
        An empty comparator is the usual one of the direction.
    baseline_interval, current_interval : (low, high), optional
        Each end a float or an array of shape (n,), NaN where the value is exact.
    history_when, history : array, shape (n, k), optional
        Earlier values, padded with NaN.
    projected : bool or array, shape (n,)
    **options
        As for `evaluate`; cut-offs are numbers, the profile's options one or one a case.

    Returns
    -------
    Evaluations
        Arrays of shape (n,).

    Raises
    ------
    ConventionError, DomainError
        As for `evaluate`, with the position of the case.

    References
    ----------
    As for `evaluate`.

    Examples
    --------
    >>> many = evaluate_many("final", when=2025.0, current=[79.72, 79.3, 79.1], due=2025.0, target=79.3)
    >>> many.grade.tolist()
    ['exceeded', 'met', 'missed']
    """
    rule = find(profile)
    cutoffs = {name: _cutoff(rule, name, options.pop(name, value)) for name, value in rule.cutoffs.items()}
    size = np.broadcast_shapes(np.shape(np.atleast_1d(current)), np.shape(np.atleast_1d(when)))[0]
    numbers = {
        "start": start,
        "baseline": baseline,
        "when": when,
        "current": current,
        "due": due,
        "target": target,
        "low": low,
        "high": high,
        "tolerance": tolerance,
    }
    cases = prepare(rule, size, numbers, direction, comparator, (history_when, history), **options)
    first = bracket("baseline_interval", baseline_interval, cases.baseline)
    value = bracket("current_interval", current_interval, cases.current)
    graded = _graded(rule, cases, cutoffs)
    unstable, possible = _spread(rule, cases, cutoffs, graded.grade, first, value)
    bounds = progress_bounds(*first, *value, cases.target)
    return Evaluations(
        profile=rule if cutoffs == rule.cutoffs else rule.with_cutoffs(**cutoffs),
        grade=graded.grade,
        reason=graded.reason,
        statistic=graded.statistic,
        score=graded.score,
        unstable=unstable,
        possible=possible,
        progress=cases.progress,
        progress_low=np.where(np.isnan(cases.progress), np.nan, bounds[0]),
        progress_high=np.where(np.isnan(cases.progress), np.nan, bounds[1]),
        time_share=cases.time_share,
        lead_progress=cases.lead_progress,
        lead_value=cases.lead_value,
        targeted=cases.targeted,
        projected=np.broadcast_to(np.asarray(projected, dtype=bool).reshape(-1), (size,)).copy(),
    )


def _cutoff(rule: Profile, name: str, value: Any) -> float:
    number = float(value)
    if not np.isfinite(number):
        raise DomainError(f"cut-off {name!r} of profile {rule.key!r} is {number}; give a finite number")
    return number


def _graded(rule: Profile, cases: Cases, cutoffs: Mapping[str, float]) -> Graded:
    """The profile's answer, without what no profile can answer, and with a reason for all that is missing."""
    raw = rule.function(cases, cutoffs)
    blocked = first_that_holds(
        cases.size,
        [
            (cases.due <= cases.start, Reason("due_not_after_baseline")),
            (cases.when < cases.start, Reason("before_baseline")),
            (cases.undecided, Reason("about_without_width")),
        ],
        default="",
    )
    stopped = _stopped(cases)
    grade = _unless(stopped, raw.grade)
    silent = np.asarray(grade == None)  # noqa: E711 (element by element)
    reason = first_that_holds(
        cases.size,
        [
            (stopped, blocked),
            (silent & np.isnan(cases.current), Reason("no_value")),
            (silent & (raw.reason != ""), raw.reason),
            (silent & ~cases.targeted & cases.hold, Reason("hold_needs_target")),
            (silent & np.isnan(cases.baseline) & ~cases.targeted, Reason("neither_baseline_nor_target")),
            (silent & np.isnan(cases.baseline), Reason("baseline_missing")),
            (silent & ~cases.targeted, Reason("profile_needs_target")),
            (silent, Reason("no_finite_statistic")),
            (
                cases.started_beyond & np.isnan(raw.statistic),
                Reason("no_way_to_cover"),
            ),
        ],
        default="",
    )
    statistic = np.where(np.isfinite(raw.statistic) & ~stopped, raw.statistic, np.nan)
    score = np.where(np.isfinite(raw.score) & ~stopped, raw.score, np.nan)
    return Graded(grade=grade, statistic=statistic, score=score, reason=reason)


def _stopped(cases: Cases) -> Bools:
    """What no profile can answer."""
    return np.asarray((cases.due <= cases.start) | (cases.when < cases.start) | cases.undecided)


def _unless(stopped: Bools, grades: Objects) -> Objects:
    given = grades.copy()
    given[stopped] = None
    return given


def _spread(
    rule: Profile,
    cases: Cases,
    cutoffs: Mapping[str, float],
    printed: Objects,
    first: tuple[Floats, Floats],
    value: tuple[Floats, Floats],
) -> tuple[Bools, Objects]:
    """Which grades change within the rounding intervals, at the corners and where an exact target is hit."""
    unstable = np.zeros(cases.size, dtype=bool)
    alone = {grade: (grade,) for grade in set(printed.tolist())}
    possible = np.empty(cases.size, dtype=object)
    possible[:] = [alone[grade] for grade in printed.tolist()]
    rows = np.flatnonzero((first[0] < first[1]) | (value[0] < value[1]))
    if rows.size == 0:
        return unstable, possible
    firsts, values = [end[rows] for end in first], [end[rows] for end in value]
    part = cases.take(rows)
    found = [printed[rows], *_grades_at(rule, part, cutoffs, firsts, values)]
    aimed = np.flatnonzero(np.isnan(part.side) & np.isfinite(part.edge))
    if aimed.size:
        exact = part.take(aimed)
        hit = np.clip(exact.edge, values[0][aimed], values[1][aimed])
        for grades in _grades_at(rule, exact, cutoffs, [end[aimed] for end in firsts], [hit]):
            found.append(found[0].copy())
            found[-1][aimed] = grades
    differs = np.any([other != found[0] for other in found[1:]], axis=0)
    for place in np.flatnonzero(differs):
        possible[rows[place]] = tuple(dict.fromkeys(other[place] for other in found))
    unstable[rows] = differs
    return unstable, possible


def _grades_at(
    rule: Profile, cases: Cases, cutoffs: Mapping[str, float], baselines: list[Floats], values: list[Floats]
) -> list[Objects]:
    if np.array_equal(baselines[0], baselines[-1], equal_nan=True):
        baselines = baselines[:1]
    grades = []
    for present in values:
        moved = cases.at(baseline=cases.baseline, current=present)
        for start in baselines:
            case = replace(moved, baseline=start)
            grades.append(_unless(_stopped(case), rule.function(case, cutoffs).grade))
    return grades
