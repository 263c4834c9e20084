"""What may be wrong with a target: one field and one sentence with its remedy a fault."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any, Final

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

_YEAR: Final = re.compile(r"(?<!\d)[12]\d{3}(?!\d)", re.ASCII)


def target_faults(target: Any) -> Iterator[tuple[str, str]]:
    """Field and sentence of every fault of `target`: a target, or the values of a row under the same names."""
    yield from _word_faults(target)
    yield from _time_faults(target)
    yield from _number_faults(target)
    yield from _change_faults(target)
    yield from _other_faults(target)


def _word_faults(target: Any) -> Iterator[tuple[str, str]]:
    for field in ("id", "concept", "plan", "name_zh"):
        if not getattr(target, field):
            yield field, f"{field} is empty. Write a key or a name."
    if target.measure not in MEASURES:
        yield "measure", f"{target.measure!r} is not a measure. Write one of {', '.join(MEASURES)}."
    if target.form not in FORMS:
        yield "form", f"{target.form!r} is not a form. Write one of {', '.join(FORMS)}."
    if target.direction and target.direction not in DIRECTIONS:
        yield "direction", f"{target.direction!r} is not a direction. Write one of {', '.join(DIRECTIONS)}."
    if target.certainty not in CERTAINTIES:
        yield "certainty", f"{target.certainty!r} is not a certainty. Write one of {', '.join(CERTAINTIES)}."
    if target.comparator and target.comparator not in COMPARATORS:
        yield "comparator", f"{target.comparator!r} is not a comparator. Write one of {', '.join(COMPARATORS)}."
    if target.form == "proportional" and not target.follows:
        yield "follows", "a proportional target follows nothing. Name the concept whose growth it copies."
    if target.follows and target.follows == target.concept:
        yield "follows", f"the target follows itself ({target.follows!r}). Name another concept."


def _time_faults(target: Any) -> Iterator[tuple[str, str]]:
    if not 1900 <= target.target_year <= 2200:
        yield "target_year", f"{target.target_year} is not a year from 1900 to 2200. Write four digits."
    elif target.baseline_year is not None and target.target_year <= target.baseline_year:
        yield (
            "target_year",
            f"{target.target_year} is not after the baseline year {target.baseline_year}. Write a later year.",
        )
    if target.baseline is not None and target.baseline_year is None:
        yield "baseline_year", "the baseline has a value and no year. Write its year."
    if target.period_start is not None and target.period_start > target.target_year:
        yield "period_start", f"{target.period_start} is after the target year {target.target_year}. Swap them."


def _number_faults(target: Any) -> Iterator[tuple[str, str]]:
    known = target.comparator in COMPARATORS or target.comparator == ""
    open_question = target.comparator == "" and target.form not in ("proportional", "qualitative")
    needs = () if open_question else needed_ends(target.form, target.comparator)
    if open_question and target.target_low is None and target.target_high is None:
        yield "target_low", "there is no number. Write it, or qualitative in column form."
    for field in ("target_low", "target_high") if known else ():
        value = getattr(target, field)
        if value is None and field in needs:
            yield field, f"comparator {target.comparator!r} needs {field}. Write the number."
        elif value is not None and not math.isfinite(value):
            yield field, f"{value} is not a finite number. Write the number."
        elif value is not None and field not in needs and not open_question:
            yield field, f"comparator {target.comparator!r} does not use {field}. Leave it empty."
    low, high = target.target_low, target.target_high
    if low is not None and high is not None and low > high:
        yield "target_low", f"{low:g} is above target_high {high:g}. Swap them."
    if target.measure == "share" and target.form not in ("relative", "growth"):
        for field in ("baseline", "target_low", "target_high"):
            value = getattr(target, field)
            if value is not None and not 0 <= value <= ceiling(target.unit):
                yield field, f"{value:g} {target.unit} is not a share from 0 to {ceiling(target.unit):g}. Correct it."
    if target.baseline is not None and not math.isfinite(target.baseline):
        yield "baseline", f"{target.baseline} is not a finite number. Write it or leave it empty."


def _change_faults(target: Any) -> Iterator[tuple[str, str]]:
    change, form = target.change, target.form
    if change and change not in CHANGES:
        yield "change", f"{change!r} is not a kind of change. Write one of {', '.join(CHANGES)}."
    elif change and form != "relative":
        yield "change", f"a target of form {form!r} has no kind of change. Leave it empty, or write relative in form."
    elif change == "points" and target.measure != "share":
        yield (
            "change",
            f"points are for shares, not for a {target.measure} in {target.unit or 'no unit'}. Write absolute.",
        )
    if target.reference and form not in ("relative", "qualitative"):
        yield (
            "reference",
            f"a target of form {form!r} is compared with nothing. Leave it empty, or write relative in form.",
        )
    tolerance = target.tolerance
    if tolerance is not None and target.comparator != "~":
        yield "tolerance", f"a tolerance is for '~' (左右), not for {target.comparator!r}. Leave it empty."
    elif tolerance is not None and not (math.isfinite(tolerance) and tolerance >= 0):
        yield "tolerance", f"{tolerance} is not a half width. Write a number of 0 or more, in the unit."


def _other_faults(target: Any) -> Iterator[tuple[str, str]]:
    if target.per is not None and target.per < 1:
        yield "per", f"{target.per} people are no denominator. Write 1000 for 每千人口, or leave it empty."
    if target.place_unit and target.per is not None:
        yield (
            "place_unit",
            f"the target is for each {target.place_unit} and for each {target.per} people. Leave one of them empty.",
        )
    if target.earlier and target.earlier == target.id:
        yield "earlier", f"the target names itself ({target.earlier!r}). Write the id of the earlier one."
    if target.weight is not None and not (math.isfinite(target.weight) and target.weight >= 0):
        yield "weight", f"{target.weight} is not a weight. Write a number of 0 or more, or leave it empty."
    if target.position is not None and target.position < 1:
        yield (
            "position",
            f"{target.position} is not a place in the plan's order. Write 1 for the first, or leave it empty.",
        )
    if target.status and target.status not in STATES:
        yield "status", f"{target.status!r} is not a status. Write one of {'、'.join(STATES)}, or leave it empty."
    elif target.status and not target.target_text and target.target_low is None and target.target_high is None:
        yield "status", f"{target.status} of what? The row has no target. Write it in target_text (目标值)."
    if target.judgement and not _YEAR.search(target.judgement):
        remedy = "Write the verdict, who and when: 达标; 市卫生健康委; 2026-01-15."
        yield "judgement", f"{target.judgement!r} does not say when it was judged. {remedy}"
