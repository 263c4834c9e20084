"""What holds for every profile: an answer for all numbers, no effect of the unit, symmetry of up and down."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqtargets import growth
from cqtargets.conventions import comparison
from cqtargets.grading import PROFILES, evaluate, evaluate_many, progress, progress_interval

LINEAR = ("schedule", "final", "chongqing_2023", "destatis", "sdsn", "escap_csi", "escap_api")
MIRROR = {"up": "down", "down": "up", "hold": "hold"}
MIRRORED = {">=": "<=", "<=": ">=", ">": "<", "<": ">", "=": "=", "~": "~", "range": "range"}

any_number = st.floats(-1e300, 1e300, allow_nan=False)
printed = st.integers(-2000, 2000).map(lambda hundredths: hundredths / 100)
positive = st.integers(1, 4000).map(lambda hundredths: hundredths / 100)
directions = st.sampled_from(["up", "down", "hold"])
comparators = st.sampled_from(["", *MIRRORED])
series = st.lists(printed, min_size=0, max_size=6)


def history(values, last=2022):
    return [(last - len(values) + place, value) for place, value in enumerate(values)]


def due(profile):
    return 2022 if profile == "final" else 2025


def same(first, second, scale=1.0):
    assert (first.grade, first.unstable, first.possible) == (second.grade, second.unstable, second.possible)
    for name in ("progress", "time_share", "lead_progress"):
        left, right = getattr(first, name), getattr(second, name)
        assert left == pytest.approx(right, rel=1e-6, abs=1e-9) if left is not None else right is None
    if first.lead_value is not None:
        assert first.lead_value * scale == pytest.approx(second.lead_value, rel=1e-6, abs=1e-9 * max(1, scale))


@pytest.mark.parametrize("profile", PROFILES)
@settings(max_examples=60)
@given(
    baseline=st.none() | any_number | printed,
    value=st.none() | any_number | printed,
    target=st.none() | any_number | printed,
    direction=directions,
    comparator=comparators,
    values=st.lists(any_number | printed, max_size=6),
    dates=st.tuples(st.integers(2015, 2030), st.integers(2015, 2030)),
)
def test_every_profile_has_an_answer_or_a_reason(
    profile, baseline, value, target, direction, comparator, values, dates
):
    result = evaluate(
        profile,
        baseline=None if baseline is None else (2020, baseline),
        current=None if value is None else (dates[0], value),
        target=None if target is None else (dates[1], target),
        direction=direction,
        comparator=comparator,
        low=-1e9 if comparator == "range" else np.nan,
        high=1e9 if comparator == "range" else np.nan,
        history=history(values, dates[0]) if value is not None else [],
    )
    assert result.grade in PROFILES[profile].labels or (result.grade is None and result.reason)
    assert result.label()
    assert result.label("en")
    for name in ("statistic", "score", "progress", "time_share", "lead_progress", "lead_value"):
        number = getattr(result, name)
        assert number is None or np.isfinite(number)


@pytest.mark.parametrize("profile", PROFILES)
@settings(max_examples=40)
@given(
    baseline=printed,
    value=printed,
    target=printed,
    direction=directions,
    values=series,
    factor=st.sampled_from([1e-4, 0.1, 2.0, 10.0, 1e4]),
)
def test_a_change_of_unit_changes_no_grade(profile, baseline, value, target, direction, values, factor):
    def graded(by):
        return evaluate(
            profile,
            baseline=(2018, baseline * by),
            current=(2022, value * by),
            target=(due(profile), target * by),
            direction=direction,
            history=history([number * by for number in values]),
            baseline_interval=((baseline - 0.005) * by, (baseline + 0.005) * by),
            current_interval=((value - 0.005) * by, (value + 0.005) * by),
        )

    same(graded(1.0), graded(factor), scale=factor)


@pytest.mark.parametrize("profile", LINEAR)
@settings(max_examples=60)
@given(
    baseline=printed,
    value=printed,
    target=printed,
    direction=directions,
    comparator=st.sampled_from([">=", "<=", "="]),
    values=series,
    centre=st.sampled_from([-100.0, 0.0, 64.0, 100.0]),
)
def test_lower_is_better_mirrors_higher_is_better(
    profile, baseline, value, target, direction, comparator, values, centre
):
    def graded(flip):
        turn = (lambda number: centre - number) if flip else (lambda number: number)
        return evaluate(
            profile,
            baseline=(2018, turn(baseline)),
            current=(2022, turn(value)),
            target=(due(profile), turn(target)),
            direction=MIRROR[direction] if flip else direction,
            comparator=MIRRORED[comparator] if flip else comparator,
            history=history([turn(number) for number in values]),
        )

    first, second = graded(False), graded(True)
    same(first, second)
    if first.statistic is None:
        assert second.statistic is None
    else:
        assert first.statistic == pytest.approx(second.statistic, rel=1e-6, abs=1e-9)


@settings(max_examples=100)
@given(st.lists(st.tuples(printed, printed, directions, st.sampled_from([">=", ">", "<=", "<", "="])), min_size=1))
def test_met_agrees_with_the_comparator(rows):
    values, targets, wanted, words = zip(*rows, strict=True)
    many = evaluate_many(
        "final", when=2025.0, current=values, due=2025.0, target=targets, direction=wanted, comparator=words
    )
    expected = [comparison.met(value, word, target, target, direction=way) for value, target, way, word in rows]
    assert [code in ("met", "exceeded") for code in many.grade] == expected


@given(positive, positive, positive, st.integers(1, 20), st.integers(1, 20))
def test_the_ratio_of_growth_is_that_of_the_growth_functions(baseline, value, target, years, more):
    result = evaluate(
        "eurostat", baseline=(2000, baseline), current=(2000 + years, value), target=(2000 + years + more, target)
    )
    if target > baseline and value < target:
        observed = growth.cagr(baseline, value, years)
        required = growth.cagr(baseline, target, years + more)
        assert result.statistic == pytest.approx(observed / required, rel=1e-9, abs=1e-12)


@given(printed, printed, printed, st.floats(0, 1), st.floats(0, 1))
def test_progress_of_any_number_that_rounds_to_the_print_lies_in_the_interval(baseline, value, target, left, right):
    if abs(target - baseline) < 0.02:
        return
    low, high = progress_interval((baseline - 0.005, baseline + 0.005), (value - 0.005, value + 0.005), target)
    inside = progress(baseline - 0.005 + 0.01 * left, value - 0.005 + 0.01 * right, target)
    assert low - 1e-9 <= inside <= high + 1e-9


@settings(max_examples=60)
@given(printed, printed, printed, st.floats(0, 1), st.floats(0, 1))
def test_a_stable_grade_holds_for_any_number_that_rounds_to_the_print(baseline, value, target, left, right):
    given = {"target": (2025, target), "baseline": (2018, baseline), "current": (2022, value)}
    result = evaluate(
        "schedule",
        **given,
        baseline_interval=(baseline - 0.005, baseline + 0.005),
        current_interval=(value - 0.005, value + 0.005),
    )
    moved = evaluate(
        "schedule",
        baseline=(2018, baseline - 0.005 + 0.01 * left),
        current=(2022, value - 0.005 + 0.01 * right),
        target=(2025, target),
    )
    assert moved.grade in result.possible or result.unstable


@given(
    start=st.integers(-50, 50), slope=st.integers(-5, 5), gone=st.integers(1, 9), way=st.integers(1, 60),
    others=st.sets(st.integers(1, 8), max_size=4),
)  # fmt: skip
def test_anticipated_progress_of_a_straight_series_is_what_the_line_leaves_missing(start, slope, gone, way, others):
    seen = [(2015 + year, start + slope * year) for year in sorted(others) if year < gone]
    result = evaluate(
        "escap_api",
        baseline=(2015, start),
        current=(2015 + gone, start + slope * gone),
        target=(2030, start + way),
        history=seen,
    )
    assert result.statistic == pytest.approx(max(0.0, 100 * (way - 15 * slope) / way), abs=1e-6)
