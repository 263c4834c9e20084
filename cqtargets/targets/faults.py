"""What may be wrong with a target: one field and one sentence with its remedy a fault."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any, Final

from cqtargets.conventions.expressions import expression
from cqtargets.conventions.reasons import Reason, fault
from cqtargets.conventions.vocabulary import (
    CERTAINTIES,
    CHANGES,
    COMPARATORS,
    DIRECTIONS,
    FORMS,
    MEASURES,
    STATES,
    ceiling,
    needed_ends,
)

__all__ = ["target_faults"]

Fault = tuple[str, Reason, Reason]
_YEAR: Final = expression(r"(?<!\d)[12]\d{3}(?!\d)", re.ASCII)


def target_faults(target: Any) -> Iterator[Fault]:
    """Field, sentence and remedy of every fault of `target`: a target, or the values of a row under the same names."""
    yield from _word_faults(target)
    yield from _time_faults(target)
    yield from _number_faults(target)
    yield from _change_faults(target)
    yield from _other_faults(target)


def _word_faults(target: Any) -> Iterator[Fault]:
    for field in ("id", "concept", "plan", "name_zh"):
        if not getattr(target, field):
            yield field, *fault("empty_key", field=field)
    if target.measure not in MEASURES:
        yield _of_words("measure", target.measure, MEASURES)
    if target.form not in FORMS:
        yield _of_words("form", target.form, FORMS)
    if target.direction and target.direction not in DIRECTIONS:
        yield _of_words("direction", target.direction, DIRECTIONS)
    if target.certainty not in CERTAINTIES:
        yield _of_words("certainty", target.certainty, CERTAINTIES)
    if target.comparator and target.comparator not in COMPARATORS:
        yield _of_words("comparator", target.comparator, COMPARATORS)
    if target.form == "proportional" and not target.follows:
        yield "follows", *fault("follows_nothing")
    if target.follows and target.follows == target.concept:
        yield "follows", *fault("follows_itself", value=target.follows)


def _time_faults(target: Any) -> Iterator[Fault]:
    if not 1900 <= target.target_year <= 2200:
        yield "target_year", *fault("no_year", value=target.target_year)
    elif target.baseline_year is not None and target.target_year <= target.baseline_year:
        yield "target_year", *fault("not_after", value=target.target_year, start=target.baseline_year)
    if target.baseline is not None and target.baseline_year is None:
        yield "baseline_year", *fault("baseline_without_year")
    if target.period_start is not None and target.period_start > target.target_year:
        yield "period_start", *fault("period_after_target", value=target.period_start, due=target.target_year)


def _number_faults(target: Any) -> Iterator[Fault]:
    known = target.comparator in COMPARATORS or target.comparator == ""
    open_question = target.comparator == "" and target.form not in ("proportional", "qualitative")
    needs = () if open_question else needed_ends(target.form, target.comparator)
    if open_question and target.target_low is None and target.target_high is None:
        yield "target_low", *fault("number_missing")
    for field in ("target_low", "target_high") if known else ():
        value = getattr(target, field)
        if value is None and field in needs:
            yield field, *fault("end_needed", value=target.comparator, field=field)
        elif value is not None and not math.isfinite(value):
            yield field, *fault("end_not_finite", value=value)
        elif value is not None and field not in needs and not open_question:
            yield field, *fault("end_not_used", value=target.comparator, field=field)
    low, high = target.target_low, target.target_high
    if low is not None and high is not None and low > high:
        yield "target_low", *fault("ends_crossed", low=low, high=high)
    if target.measure == "share" and target.form not in ("relative", "growth"):
        for field in ("baseline", "target_low", "target_high"):
            value = getattr(target, field)
            if value is not None and not 0 <= value <= ceiling(target.unit):
                yield field, *fault("no_share", value=value, unit=target.unit, most=ceiling(target.unit))
    if target.baseline is not None and not math.isfinite(target.baseline):
        yield "baseline", *fault("baseline_not_finite", value=target.baseline)


def _change_faults(target: Any) -> Iterator[Fault]:
    change, form = target.change, target.form
    if change and change not in CHANGES:
        yield _of_words("change", change, CHANGES, "kind of change")
    elif change and form != "relative":
        yield "change", *fault("change_of_no_change", form=form)
    elif change == "points" and target.measure != "share":
        yield "change", *fault("points_of_no_share", measure=target.measure, unit=target.unit or "no unit")
    if target.reference and form not in ("relative", "qualitative"):
        yield "reference", *fault("compared_with_nothing", form=form)
    tolerance = target.tolerance
    if tolerance is not None and target.comparator != "~":
        yield "tolerance", *fault("tolerance_of_no_about", value=target.comparator)
    elif tolerance is not None and not (math.isfinite(tolerance) and tolerance >= 0):
        yield "tolerance", *fault("no_half_width", value=tolerance)


def _other_faults(target: Any) -> Iterator[Fault]:
    if target.per is not None and target.per < 1:
        yield "per", *fault("no_denominator", value=target.per)
    if target.place_unit and target.per is not None:
        yield "place_unit", *fault("two_denominators", place=target.place_unit, per=target.per)
    if target.earlier and target.earlier == target.id:
        yield "earlier", *fault("earlier_is_itself", value=target.earlier)
    if target.weight is not None and not (math.isfinite(target.weight) and target.weight >= 0):
        yield "weight", *fault("no_weight", value=target.weight)
    if target.position is not None and target.position < 1:
        yield "position", *fault("no_position", value=target.position)
    if target.status and target.status not in STATES:
        yield "status", *fault("no_status", value=target.status, words="、".join(STATES))
    elif target.status and not target.target_text and target.target_low is None and target.target_high is None:
        yield "status", *fault("status_of_nothing", value=target.status)
    if target.judgement and not _YEAR.search(target.judgement):
        yield "judgement", *fault("judged_when", value=target.judgement)


def _of_words(field: str, value: str, words: tuple[str, ...], what: str = "") -> Fault:
    wrong, remedy = fault("unknown_word", value=value, what=what or field, words=", ".join(words))
    return field, wrong, remedy
