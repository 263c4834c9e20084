"""Profiles that compare rates of growth, on both sides of every cut-off; hand-worked unless a source is named."""

import pytest

from cqtargets import growth
from cqtargets.grading import evaluate


def growing(profile, ratio, direction="up", **given):
    """A value that grew at `ratio` of the rate required: 2 % a year up, or down, from 2015 to 2030."""
    rate = 0.02 if direction == "up" else -0.02
    return evaluate(
        profile,
        baseline=(2015, 100),
        current=(2020, 100 * (1 + ratio * rate) ** 5),
        target=(2030, 100 * (1 + rate) ** 15),
        direction=direction,
        **given,
    )


def without_target(profile, rate, **given):
    return evaluate(profile, baseline=(2015, 100), current=(2020, 100 * (1 + rate) ** 5), **given)


@pytest.mark.parametrize("direction", ["up", "down"])
@pytest.mark.parametrize(
    ("ratio", "eurostat", "statcan"),
    [
        (0.951, "significant", "on_track"),
        (0.95, "significant", "on_track"),
        (0.949, "moderate", "acceleration_needed"),
        (0.60, "moderate", "acceleration_needed"),
        (0.599, "insufficient", "limited"),
        (0.0, "insufficient", "limited"),
        (-0.001, "away", "deterioration"),
    ],
)
def test_ratio_of_observed_to_required_growth(direction, ratio, eurostat, statcan):
    result = growing("eurostat", ratio, direction)
    assert result.statistic == pytest.approx(ratio)
    assert result.grade == eurostat
    assert growing("statcan", ratio, direction).grade == statcan


@pytest.mark.parametrize(
    ("rate", "expected", "english"),
    [
        (0.01, "significant", "significant progress"),
        (0.0099, "moderate", "moderate progress"),
        (0.0, "moderate", "moderate progress"),
        (-0.0001, "insufficient", "moderate movement away"),
        (-0.01, "insufficient", "moderate movement away"),
        (-0.0101, "away", "significant movement away"),
    ],
)
def test_eurostat_without_a_target(rate, expected, english):
    result = without_target("eurostat", rate)
    assert (result.grade, result.label("en")) == (expected, english)


def test_eurostat_long_and_short_term_start_inside_the_history():
    series = [(year, 100 * 1.02 ** (year - 2000)) for year in range(2000, 2015)] + [
        (year, 100 * 1.02**15) for year in range(2015, 2020)
    ]
    given = {"current": (2020, 100 * 1.02**15), "history": series, "direction": "up"}
    assert evaluate("eurostat", **given, term="short").statistic == pytest.approx(0.0)
    assert evaluate("eurostat", **given, term="long").statistic == pytest.approx(1.02 ** (10 / 15) - 1)
    short = evaluate("eurostat", current=(2020, 5), history=[(2018, 4)], term="short")
    assert (short.grade, short.reason) == (None, "the series is too short for the term")


@pytest.mark.parametrize(
    ("ratio", "score"),
    [
        (-1.0, -5),
        (-0.60, -5),
        (0.30, 4.1667 * 0.30 - 2.5),
        (0.60, 0),
        (0.80, 7.1429 * 0.80 - 4.2857),
        (0.95, 2.5),
        (1.30, 5),
        (1.50, 5),
    ],
)
def test_statcan_score_has_the_published_slopes(ratio, score):
    # Open SDG (sdg-build, ProgressMeasure) prints 7.1429 R - 4.2857 from 0.60 on and 4.1667 R - 2.5 below
    assert growing("statcan", ratio).score == pytest.approx(score, abs=1e-4)


@pytest.mark.parametrize(
    ("rate", "expected", "score"),
    [
        (-0.03, "deterioration", -5),
        (-0.01, "deterioration", 125 * -0.01 - 2.5),
        (0.0, "limited", -2.5),
        (0.004, "limited", 500 * 0.004 - 2.5),
        (0.005, "acceleration_needed", 0),
        (0.0149, "acceleration_needed", 250 * 0.0149 - 1.25),
        (0.015, "on_track", 2.5),
        (0.018, "on_track", 500 * 0.018 - 5),
        (0.03, "on_track", 5),
    ],
)
def test_statcan_without_a_target_has_the_published_slopes(rate, expected, score):
    result = without_target("statcan", rate)
    assert result.grade == expected
    assert result.score == pytest.approx(score, abs=1e-9)


def test_statcan_at_a_natural_limit():
    given = {"baseline": (2015, 100), "limit": 100}
    assert evaluate("statcan", current=(2020, 100), **given).score == 5
    assert evaluate("statcan", current=(2020, 100), **given).grade == "on_track"
    assert evaluate("statcan", current=(2020, 99), **given).grade == "deterioration"
    zero = evaluate("statcan", baseline=(2015, 0), current=(2020, 0), direction="down", limit=0)
    assert (zero.grade, zero.score) == ("on_track", 5)


def unsd_value(share):
    """Value of 2022 whose growth since 2020 leads to 100 + 100 x share in 2025: 2.5 times the time so far."""
    return 100 * (1 + share) ** 0.4


@pytest.mark.parametrize(
    ("share", "expected", "score"),
    [
        (0.951, "good", 3),
        (0.95, "good", 3),
        (0.949, "fair", 2),
        (0.10, "fair", 2),
        (0.099, "poor", 1),
        (-0.5, "poor", 1),
    ],
)
def test_unsd_extrapolates_growth_to_the_due_date(share, expected, score):
    result = evaluate("unsd", baseline=(2020, 100), current=(2022, unsd_value(share)), target=(2025, 200))
    assert result.statistic == pytest.approx(share)
    assert (result.grade, result.score) == (expected, score)


def test_unsd_close_to_a_natural_bound_and_without_target():
    full = {"baseline": (2015, 90), "target": (2030, 100)}
    assert evaluate("unsd", current=(2022, 99), **full, percent=True).grade == "met"
    assert evaluate("unsd", current=(2022, 98.9), **full, percent=True).grade != "met"
    assert evaluate("unsd", current=(2022, 99), **full).grade != "met"
    assert evaluate("unsd", baseline=(2020, 100), current=(2022, 200), target=(2025, 200)).score == 3
    codes = [without_target("unsd", rate).grade for rate in (0.02, 0.0199, 0.005, 0.0049)]
    assert codes == ["good", "fair", "fair", "poor"]


def test_unicef_required_rate_of_the_stunting_target():
    # WHO (2014), Global nutrition targets 2025: Stunting policy brief: 40 % fewer from 2012 to 2025 asks 3.9 % a year
    value = 100.0
    given = {"current": (2012, value), "target": (2025, 60), "direction": "down"}
    enough = evaluate("unicef_aarr", baseline=(2011, value / (1 - 0.039)), **given)
    too_slow = evaluate("unicef_aarr", baseline=(2011, value / (1 - 0.038)), **given)
    assert 0.039 - enough.statistic == pytest.approx(0.039, abs=0.0005)
    assert (enough.grade, too_slow.grade) == ("on_track", "acceleration_needed")


def test_unicef_grades_and_series():
    given = {"target": (2030, 20), "direction": "down"}
    assert evaluate("unicef_aarr", baseline=(2015, 50), current=(2020, 20), **given).grade == "met"
    assert evaluate("unicef_aarr", baseline=(2015, 50), current=(2020, 50), **given).grade == "no_progress"
    assert evaluate("unicef_aarr", baseline=(2015, 50), current=(2020, 49), **given).grade == "acceleration_needed"
    assert evaluate("unicef_aarr", current=(2020, 49), **given).grade == "no_data"
    years, values = [2010, 2012, 2015, 2019], [60.0, 58.0, 50.0, 47.0]
    result = evaluate("unicef_aarr", current=(2019, 47), history=list(zip(years[:3], values[:3], strict=True)), **given)
    expected = growth.aarr(years, values) - growth.required_aarr(47, 20, 11)
    assert result.statistic == pytest.approx(expected)


@pytest.mark.parametrize("profile", ["eurostat", "statcan", "unsd"])
@pytest.mark.parametrize(
    ("baseline", "value", "target", "reason"),
    [
        (0, 5, 10, "growth from zero has no rate"),
        (5, 0, 10, "growth to zero has no rate"),
        (-5, 5, 10, "growth through zero has no rate"),
        (5, 5, None, ""),
    ],
)
def test_no_growth_rate_no_grade(profile, baseline, value, target, reason):
    aim = None if target is None else (2025, target)
    result = evaluate(profile, baseline=(2020, baseline), current=(2022, value), target=aim)
    assert (result.grade is None) == bool(reason)
    assert result.reason == reason


def test_a_target_of_zero_has_no_required_rate():
    result = evaluate("eurostat", baseline=(2020, 5), current=(2022, 4), target=(2025, 0), direction="down")
    assert (result.grade, result.reason) == (None, "growth to zero has no rate")
    assert (
        evaluate("eurostat", baseline=(2020, 5), current=(2022, 0), target=(2025, 0), direction="down").grade == "met"
    )
