"""What may be wrong with a target: one field and one sentence with its remedy a fault."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from cqtargets.conventions.vocabulary import (
    CERTAINTIES,
    COMPARATORS,
    DIRECTIONS,
    FORMS,
    MEASURES,
    ceiling,
    needed_ends,
)

__all__ = ["target_faults"]


def target_faults(target: Any) -> Iterator[tuple[str, str]]:
    """Field and sentence of every fault of `target`: a target, or the values of a row under the same names."""
    yield from _word_faults(target)
    yield from _time_faults(target)
    yield from _number_faults(target)


def _word_faults(target: Any) -> Iterator[tuple[str, str]]:
    for field in ("id", "concept", "plan", "name_zh"):
        if not getattr(target, field):
            yield field, f"{field} is empty. Write a key or a name."
    if target.measure not in MEASURES:
        yield "measure", f"{target.measure!r} is not a measure. Write one of {', '.join(MEASURES)}."
    if target.form not in FORMS:
        yield "form", f"{target.form!r} is not a form. Write one of {', '.join(FORMS)}."
    if target.direction not in DIRECTIONS:
        yield "direction", f"{target.direction!r} is not a direction. Write one of {', '.join(DIRECTIONS)}."
    if target.certainty not in CERTAINTIES:
        yield "certainty", f"{target.certainty!r} is not a certainty. Write one of {', '.join(CERTAINTIES)}."
    numberless = target.form in ("proportional", "qualitative")
    if target.comparator not in COMPARATORS and not (numberless and target.comparator == ""):
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
    needs = needed_ends(target.form, target.comparator)
    for field in ("target_low", "target_high") if known else ():
        value = getattr(target, field)
        if value is None and field in needs:
            yield field, f"comparator {target.comparator!r} needs {field}. Write the number."
        elif value is not None and not math.isfinite(value):
            yield field, f"{value} is not a finite number. Write the number."
        elif value is not None and field not in needs:
            yield field, f"comparator {target.comparator!r} does not use {field}. Leave it empty."
    low, high = target.target_low, target.target_high
    if low is not None and high is not None and low > high:
        yield "target_low", f"{low:g} is above target_high {high:g}. Swap them."
    if target.measure == "share" and target.form != "relative":
        for field in ("baseline", "target_low", "target_high"):
            value = getattr(target, field)
            if value is not None and not 0 <= value <= ceiling(target.unit):
                yield field, f"{value:g} {target.unit} is not a share from 0 to {ceiling(target.unit):g}. Correct it."
    if target.baseline is not None and not math.isfinite(target.baseline):
        yield "baseline", f"{target.baseline} is not a finite number. Write it or leave it empty."
