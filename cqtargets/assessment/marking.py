"""Grades of many targets by one profile, with what bounds and rounding leave open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from cqtargets import grading
from cqtargets.assessment.numbers import Numbers
from cqtargets.catalogue import Catalogue
from cqtargets.conventions import comparison
from cqtargets.conventions.reasons import Reason, joined
from cqtargets.errors import ConventionError
from cqtargets.grading import Cases, Evaluations, Graded, Profile, first_that_holds
from cqtargets.grading.registry import refuse_unknown

__all__ = ["bound_text", "mark", "meets", "options_for"]

Floats = NDArray[np.float64]
Objects = NDArray[np.object_]

_OWN: Final = ("binding", "plan_due", "baseline_interval", "current_interval", "comparator", "low", "high", "projected")
_WITHOUT_SERIES: Final = frozenset(
    {"schedule", "final", "chongqing_2023", "sdsn", "escap_csi", "eea", "unsd", "statcan"}
)
_WORD_OPTIONS: Final = ("term",)


def options_for(profiles: Sequence[Profile], given: Mapping[str, Any], catalogue: Catalogue) -> list[dict[str, Any]]:
    """The options of each profile: one value for all targets, or a mapping from id to value made into an array.

    Raises
    ------
    ConventionError
        For an option that no profile has, or that the catalogue and the observations decide.
    UnknownIdError
        For an id that is not in the catalogue.
    """
    known = [{"tolerance", *rule.options, *rule.cutoffs} - {"binding", "plan_due"} for rule in profiles]
    for name in given:
        if name in _OWN:
            raise ConventionError(f"option {name!r} is decided by the catalogue and the observations; leave it out")
        if not any(name in names for names in known):
            listed = sorted(set().union(*known))
            raise ConventionError(refuse_unknown("option of the profiles", name, listed))
    spread = {name: _spread(name, value, catalogue) for name, value in given.items()}
    chosen = []
    for rule, names in zip(profiles, known, strict=True):
        options = {name: value for name, value in spread.items() if name in names}
        if "binding" in rule.options:
            options["binding"] = np.array(
                [target.binding.graded_as if target.binding else "" for target in catalogue], dtype=object
            )
        if "percent" in rule.options and "percent" not in given:
            options["percent"] = [target.measure == "share" and target.unit == "%" for target in catalogue]
        chosen.append(options)
    return chosen


def _spread(name: str, value: Any, catalogue: Catalogue) -> Any:
    if not isinstance(value, Mapping):
        return value
    for key in value:
        catalogue[key]
    missing = "" if name in _WORD_OPTIONS else np.nan
    return np.array([value.get(key, missing) for key in catalogue.ids], dtype=object if missing == "" else np.float64)


def mark(rule: Profile, numbers: Numbers, projected: Sequence[bool], options: Mapping[str, Any]) -> Evaluations:
    """Grades by one profile; a bound that leaves the grade open has none and a reason."""
    yearly = (numbers.due != numbers.plan_due) & (rule.key == "final")
    if "plan_due" in rule.options:
        options = {**options, "plan_due": numbers.plan_due}
    series = rule.key not in _WITHOUT_SERIES and numbers.history.shape[1] > 0
    found = grading.evaluate_many(
        rule,
        start=np.where(yearly, np.nan, numbers.start),
        baseline=numbers.baseline,
        when=numbers.when,
        current=numbers.current,
        due=np.where(yearly, numbers.plan_due, numbers.due),
        direction=np.where(yearly, "hold", numbers.direction),
        comparator=numbers.comparator,
        low=numbers.low,
        high=numbers.high,
        baseline_interval=(numbers.baseline_low, numbers.baseline_high),
        current_interval=(numbers.current_low, numbers.current_high),
        history_when=numbers.history_when if series else None,
        history=numbers.history if series else None,
        projected=np.asarray(projected, dtype=bool),
        **options,
    )
    return _with_approximations(_with_bounds(_with_reasons(found, numbers), numbers), numbers)


def _with_reasons(found: Evaluations, numbers: Numbers) -> Evaluations:
    """Our reasons before those of the rule, which knows only that a number is missing."""
    refused = np.asarray(numbers.reason != "")
    missing = np.array([getattr(why, "code", "") == "baseline_missing" for why in found.reason], dtype=bool)
    reason = first_that_holds(len(found), [(missing, Reason("no_baseline"))], found.reason)
    share = np.where(refused, np.nan, found.time_share)
    return replace(found, reason=np.where(refused, numbers.reason, reason), time_share=share)


def _with_approximations(found: Evaluations, numbers: Numbers) -> Evaluations:
    """A figure known within an interval (近80 %) grades where the whole interval agrees, and says so."""
    wide = np.asarray((numbers.bound == "~") & (numbers.current_low < numbers.current_high))
    rows = np.flatnonzero(wide & np.isfinite(numbers.current) & (numbers.reason == ""))
    if rows.size == 0:
        return found
    grade, reason, unstable = found.grade.copy(), found.reason.copy(), found.unstable.copy()
    for row in rows.tolist():
        ends = {"low": float(numbers.current_low[row]), "high": float(numbers.current_high[row])}
        if unstable[row]:
            grade[row], unstable[row], reason[row] = None, False, Reason("approximate_open", **ends)
        elif grade[row] is not None:
            reason[row] = joined(found.reason[row], Reason("by_approximate", **ends))
    return replace(found, grade=grade, reason=reason, unstable=unstable)


def _with_bounds(found: Evaluations, numbers: Numbers) -> Evaluations:
    one_sided = np.isin(numbers.bound.astype(str), (">", ">=", "<", "<=")) & np.isfinite(numbers.current)
    rows = np.flatnonzero(one_sided)
    if rows.size == 0:
        return found
    grade, reason, unstable = found.grade.copy(), found.reason.copy(), found.unstable.copy()
    low, high = _one_sided_progress(found, numbers, one_sided)
    for row in rows.tolist():
        open_grade = bool(found.unstable[row])
        if open_grade:
            grade[row], unstable[row] = None, False
        if open_grade or grade[row] is not None:
            reason[row] = bound_text(numbers, row, low[row], high[row])
        else:
            reason[row] = joined(found.reason[row], bound_text(numbers, row, low[row], high[row]))
    blank: dict[str, Any] = {
        name: np.where(one_sided, np.nan, getattr(found, name))
        for name in ("statistic", "score", "progress", "lead_progress", "lead_value")
    }
    return replace(found, grade=grade, reason=reason, unstable=unstable, progress_low=low, progress_high=high, **blank)


def _one_sided_progress(found: Evaluations, numbers: Numbers, one_sided: NDArray[np.bool_]) -> tuple[Any, Any]:
    """Progress beyond the far end is unlimited, except where a share or zero ends it."""
    way = np.sign(numbers.goal - numbers.baseline) * numbers.open_end
    bounded = one_sided & np.isfinite(found.progress_low)
    low = np.where(bounded & (way < 0), -np.inf, found.progress_low)
    return low, np.where(bounded & (way > 0), np.inf, found.progress_high)


def bound_text(numbers: Numbers, row: int, low: float, high: float) -> str:
    """The one-sided answer in words."""
    facts = {"bound": numbers.bound[row], "value": float(numbers.printed[row])}
    if np.isfinite(low) and not np.isfinite(high):
        return Reason("bound_at_least", **facts, low=100 * low)
    if np.isfinite(high) and not np.isfinite(low):
        return Reason("bound_at_most", **facts, high=100 * high)
    if np.isfinite(low):
        return Reason("bound_between", **facts, low=100 * low, high=100 * high)
    return Reason("printed_bound", **facts)


def _met(cases: Cases, cutoffs: Mapping[str, Any]) -> Graded:
    known = np.isfinite(cases.current) & cases.targeted & ~cases.undecided
    return Graded(
        grade=first_that_holds(cases.size, [(cases.met, "yes"), (known, "no")]),
        statistic=np.where(known, 0.0, np.nan),
        score=np.full(cases.size, np.nan),
        reason=np.full(cases.size, "", dtype=object),
    )


_MET: Final = Profile(key="met", function=_met, formula="", labels={"yes": ("是", "yes"), "no": ("否", "no")})


def meets(numbers: Numbers, tolerance: Any = np.nan) -> Objects:
    """Whether the value meets the target: True, False, or None where that is open or there is no value."""
    at_low, at_high = _beyond(numbers, numbers.current_low), _beyond(numbers, numbers.current_high)
    known = np.isfinite(numbers.current) & np.isfinite(numbers.goal)
    answers = first_that_holds(known.size, [(known & at_low & at_high, True), (known & ~at_low & ~at_high, False)])
    rows = np.flatnonzero(known & ~np.isin(numbers.comparator.astype(str), (">=", ">", "<=", "<")))
    if rows.size:
        answers[rows] = _meets_exactly(numbers, rows, np.broadcast_to(np.asarray(tolerance, float), known.shape)[rows])
    return answers


def _beyond(numbers: Numbers, values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """One-sided comparators on arrays; noise of 1e-9 is ignored, as in `cqtargets.conventions.comparison.met`."""
    strict, upward = (np.isin(numbers.comparator.astype(str), words) for words in ((">", "<"), (">=", ">")))
    same = comparison.same(values, numbers.goal)
    past = np.where(upward, values > numbers.goal, values < numbers.goal)
    return np.asarray(np.where(strict, past & ~same, past | same))


def _meets_exactly(numbers: Numbers, rows: NDArray[np.intp], tolerance: Any) -> Objects:
    """The comparators that can be missed on either side, and ranges."""
    found = grading.evaluate_many(
        _MET,
        when=numbers.when[rows],
        current=numbers.current[rows],
        direction=numbers.direction[rows],
        comparator=numbers.comparator[rows],
        low=numbers.low[rows],
        high=numbers.high[rows],
        tolerance=tolerance,
        current_interval=(numbers.current_low[rows], numbers.current_high[rows]),
    )
    open_ = found.unstable | (found.grade == None)  # noqa: E711 (element by element)
    return first_that_holds(len(found), [(open_, None), (found.grade == "yes", True), (~open_, False)])
