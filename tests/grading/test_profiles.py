"""Each profile on both sides of every cut-off; numbers are hand-worked unless a source is named."""

import math

import numpy as np
import pytest

from cqtargets.grading import PROFILES, evaluate, evaluate_many, progress, progress_interval

KEYS = [
    "schedule",
    "final",
    "chongqing_2023",
    "eurostat",
    "statcan",
    "unsd",
    "destatis",
    "sdsn",
    "escap_csi",
    "escap_api",
    "eea",
    "unicef_aarr",
]


WITHOUT_MET = ("final", "escap_csi", "escap_api", "eea", "destatis")


def grade(profile, value, **given):
    """A value of 2022 on the way from 100 in 2020 to 200 in 2025 (time share 0.4), unless told otherwise."""
    call = {"baseline": (2020, 100), "current": (2022, value), "target": (2025, 200)} | given
    return evaluate(profile, **call)


def test_the_twelve_profiles_and_their_words():
    assert list(PROFILES) == KEYS
    for profile in PROFILES.values():
        assert profile.formula
        assert profile.version
        assert profile.source
        assert all(zh and en for zh, en in profile.labels.values())


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (200, "met_early"),
        (199.9, "ahead"),
        (145.1, "ahead"),
        (145, "on_schedule"),
        (135, "on_schedule"),
        (134.9, "behind"),
        (-500, "behind"),
    ],
)
def test_schedule_has_a_band_with_its_ends(value, expected):
    assert grade("schedule", value).grade == expected


def test_schedule_by_hand_with_lead_in_two_names():
    result = grade("schedule", 130)
    assert result.progress == pytest.approx(0.3)
    assert result.time_share == pytest.approx(0.4)
    assert result.statistic == result.lead_progress == pytest.approx(-0.1)
    assert result.lead_value == pytest.approx(-10)
    assert result.label() == "滞后"
    assert grade("schedule", 130, band=0.1).grade == "on_schedule"


def test_schedule_of_life_expectancy_in_chongqing():
    # med14: 77.9 in 2020, 79.3 by 2025; 79.72 is the published figure for 2024
    result = evaluate("schedule", baseline=(2020, 77.9), current=(2024, 79.72), target=(2025, 79.3))
    assert (result.grade, result.label()) == ("met_early", "提前实现")


def test_schedule_where_less_is_better_and_at_mid_year():
    fall = {"baseline": (2020, 8.7), "target": (2025, 8.2), "direction": "down"}
    result = evaluate("schedule", current=("2023-06-30", 8.45), **fall)
    assert result.time_share == 0.5
    assert result.lead_value == pytest.approx(0.0)
    assert result.grade == "on_schedule"
    assert evaluate("schedule", current=("2023-06-30", 8.48), **fall).grade == "behind"


def test_schedule_hands_over_to_the_final_rule_in_the_due_year():
    assert grade("schedule", 200, current=(2025, 200)).grade == "met"
    assert grade("schedule", 0, current=(2025, 206)).grade == "exceeded"
    assert grade("schedule", 0, current=(2025, 199)).grade == "missed"
    assert grade("schedule", 0, current=("2025-09-30", 199), binding="约束性", tolerance=5).grade == "missed"
    assert grade("schedule", 0, current=(2025, 199), binding="预期性", tolerance=5).grade == "nearly_met"
    assert grade("schedule", 0, current=("2024-12-31", 206)).grade == "met_early"


def test_schedule_after_the_due_date_asks_for_the_whole_way():
    assert grade("schedule", 0, current=(2027, 200)).grade == "on_schedule"
    assert grade("schedule", 0, current=(2027, 190)).grade == "behind"


def test_schedule_without_a_baseline_knows_only_whether_the_target_is_met():
    assert evaluate("schedule", current=(2022, 5), target=(2025, 4)).grade == "met_early"
    missing = evaluate("schedule", current=(2022, 3), target=(2025, 4))
    assert (missing.grade, missing.reason) == (None, "no baseline")


@pytest.mark.parametrize("profile", [key for key in KEYS if key not in WITHOUT_MET])
def test_a_baseline_beyond_the_target_is_met_or_worst_and_never_a_ratio(profile):
    kept = evaluate(profile, baseline=(2020, 110), current=(2022, 105), target=(2025, 100))
    assert kept.grade in ("met", "met_early")
    assert kept.progress is None
    assert kept.statistic is not None or "no way to cover" in kept.reason
    fallen = evaluate(profile, baseline=(2020, 110), current=(2022, 95), target=(2025, 100))
    assert fallen.grade in ("behind", "behind_or_hard", "away", "deterioration", "poor", "decreasing", "no_progress")
    assert fallen.progress is None
    if profile != "unicef_aarr":
        assert fallen.statistic is None
        assert "no way to cover" in fallen.reason


@pytest.mark.parametrize(
    ("comparator", "low", "high", "direction", "value", "expected"),
    [
        (">=", 8, None, "up", 8.1, "exceeded"),
        (">=", 8, None, "up", 8, "met"),
        (">=", 8, None, "up", 7.9, "missed"),
        ("<=", None, 8, "down", 7.9, "exceeded"),
        ("<=", None, 8, "down", 8, "met"),
        ("<=", None, 8, "down", 8.1, "missed"),
        (">", 65, None, "up", 80, "met"),
        (">", 65, None, "up", 65, "missed"),
        ("<", None, 65, "down", 64, "met"),
        ("<", None, 65, "down", 65, "missed"),
        ("=", 7, 7, "hold", 7, "met"),
        ("=", 7, 7, "hold", 7.1, "missed"),
        ("~", 36, 36, "up", 36.5, "met"),
        ("~", 36, 36, "up", 36.6, "missed"),
        ("range", 5, 10, "up", 4, "missed"),
        ("range", 5, 10, "up", 5, "met"),
        ("range", 5, 10, "up", 10, "met"),
        ("range", 5, 10, "up", 11, "exceeded"),
        ("range", 5, 10, "down", 11, "missed"),
        ("range", 5, 10, "down", 4, "exceeded"),
        ("range", 5, 10, "hold", 11, "missed"),
        (">=", 93, None, "hold", 93, "met"),
    ],
)
def test_final_by_comparator(comparator, low, high, direction, value, expected):
    result = evaluate(
        "final",
        current=(2025, value),
        target=(2025, None),
        direction=direction,
        comparator=comparator,
        low=math.nan if low is None else low,
        high=math.nan if high is None else high,
        tolerance=0.5,
    )
    assert result.grade == expected


def test_the_margin_of_the_final_value_is_in_the_unit():
    assert evaluate("final", current=(2025, 8.1), target=(2025, 8)).statistic == pytest.approx(0.1)
    assert evaluate("final", current=(2025, 8.1), target=(2025, 8), direction="down").statistic == pytest.approx(-0.1)
    given = {"target": (2025, 8), "comparator": "="}
    assert evaluate("final", current=(2025, 8.1), **given).statistic == pytest.approx(-0.1)
    assert evaluate("final", current=(2025, 8), **given).statistic == 0


def test_final_nearly_met_needs_the_type_and_a_tolerance():
    near = {"current": (2025, 7.9), "target": (2025, 8)}
    assert evaluate("final", **near, binding="预期性", tolerance=0.1).grade == "nearly_met"
    assert evaluate("final", **near, binding="预期性", tolerance=0.09).grade == "missed"
    assert evaluate("final", **near, binding="预期性").grade == "missed"
    assert evaluate("final", **near, binding="约束性", tolerance=0.1).grade == "missed"
    assert evaluate("final", **near, tolerance=0.1).grade == "missed"


def test_final_takes_the_due_year_and_marks_what_is_projected():
    assert evaluate("final", current=(2024, 9), target=(2025, 8)).label() == "提前完成"
    early = evaluate("final", current=(2024, 7), target=(2025, 8))
    assert early.grade is None
    held = evaluate("final", current=(2024, 9), target=(2025, 8), direction="hold", comparator=">=")
    assert held.grade is None
    assert early.reason.startswith("the value is dated before the due year")
    assert "after the due year" in evaluate("final", current=(2026, 9), target=(2025, 8)).reason
    assert evaluate("final", current=("2025-09-30", 9), target=(2025, 8)).grade == "exceeded"
    marked = evaluate("final", current=(2025, 9), target=(2025, 8), projected=True)
    assert (marked.label(), marked.label("en")) == ("超额完成（预计）", "exceeded (projected)")


def test_about_without_a_width_is_not_assessable():
    result = evaluate("final", current=(2025, 36.2), target=(2025, 36), comparator="~")
    assert (result.grade, result.label(), result.label("en")) == (None, "不可评估", "not assessable")
    assert "give a tolerance" in result.reason
    assert evaluate("final", current=(2025, 36), target=(2025, 36), comparator="~").grade == "met"


@pytest.mark.parametrize(
    ("value", "expected_end", "expected"),
    [
        (200, None, "met_early"),
        (141, None, "on_schedule_will_exceed"),
        (140, None, "on_schedule_will_meet"),
        (139, None, "behind_or_hard"),
        (139, 200, "on_schedule_will_meet"),
        (135, 210, "on_schedule_will_meet"),
        (134, 210, "behind_or_hard"),
        (141, 200, "on_schedule_will_meet"),
        (141, 199, "behind_or_hard"),
    ],
)
def test_chongqing_looks_at_schedule_and_expected_end(value, expected_end, expected):
    options = {} if expected_end is None else {"expected_end": expected_end}
    assert grade("chongqing_2023", value, **options).grade == expected


def weather(pace, **given):
    """Six yearly values that end at 100 in 2020 with a mean change of `pace`; target 120 in 2030."""
    series = [(2015 + year, 100 - pace * (5 - year)) for year in range(5)]
    return evaluate("destatis", **({"current": (2020, 100), "target": (2030, 120), "history": series} | given))


@pytest.mark.parametrize(
    ("pace", "expected"),
    [
        (1.91, "sun"),
        (1.90, "sun_cloud"),
        (1.60, "sun_cloud"),
        (1.59, "cloud"),
        (0.0, "cloud"),
        (-0.01, "thunder"),
    ],
)
def test_destatis_weather(pace, expected):
    # missing after ten more years: 20 - 10 pace of 20; 1.90 leaves 5 %, 1.60 leaves 20 %
    assert weather(pace).grade == expected
    assert weather(pace).statistic == pytest.approx(1 - pace / 2)


def test_destatis_needs_four_points_unless_met():
    few = weather(1, history=[(2018, 98), (2019, 99)])
    assert few.grade is None
    assert "four in the last five years" in few.reason
    assert weather(1, history=[(2017, 97), (2018, 98), (2019, 99)]).grade == "cloud"
    assert weather(1, current=(2020, 120), history=[]).grade == "met"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 2, 3, 4], "sun"),
        ([1, 2, 4, 3], "sun_cloud"),
        ([4, 3, 2, 3], "cloud"),
        ([4, 3, 2, 1], "thunder"),
    ],
)
def test_destatis_without_a_target_looks_at_mean_and_last_change(values, expected):
    series = list(zip(range(2017, 2020), values[:3], strict=True))
    assert evaluate("destatis", current=(2020, values[3]), history=series).grade == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (200, "met"),
        (140, "on_track"),
        (139.9, "moderately_improving"),
        (120, "moderately_improving"),
        (119.9, "stagnating"),
        (100, "stagnating"),
        (99.9, "decreasing"),
    ],
)
def test_sdsn_compares_linear_paces(value, expected):
    assert grade("sdsn", value).grade == expected
    assert grade("sdsn", value).statistic == pytest.approx((value - 100) / 40)


@pytest.mark.parametrize(
    ("direction", "baseline", "value", "target", "index"),
    [
        ("up", 100, 130, 200, 3.0),
        ("up", 100, 300, 200, 10.0),
        ("up", 100, 70, 200, -3.0),
        ("up", 100, -900, 200, -10.0),
        ("down", 50, 40, 10, 2.5),
        ("down", 50, 60, 10, -2.5),
        ("hold", 0.8, 0.9, 1.0, 5.0),
        ("hold", 0.8, 1.1, 1.0, 5.0),
        ("hold", 0.8, 1.4, 1.0, -10.0),
        ("hold", 0.8, 1.0, 1.0, 10.0),
        ("up", 200, 200, 200, 10.0),
        ("up", 200, 199, 200, -10.0),
    ],
)
def test_escap_index_and_parity(direction, baseline, value, target, index):
    result = evaluate(
        "escap_csi", baseline=(2015, baseline), current=(2022, value), target=(2030, target), direction=direction
    )
    assert result.statistic == result.score == pytest.approx(index)
    assert result.grade == "index"


def test_escap_anticipated_gap_by_hand():
    # 60, 63, 66, 69 after 0, 3, 5, 8 years weigh 1, 4, 6, 9: mean date 5.7, mean value 66.45, slope 128.7/112.2 a year;
    # after 15 years 66.45 + 9.3 x 1.14706 = 77.1176, and 2.8824 of the 20 points of the way are missing
    seen = {"baseline": (2015, 60), "current": (2023, 69), "history": [(2018, 63), (2020, 66)]}
    result = evaluate("escap_api", target=(2030, 80), **seen)
    assert result.statistic == pytest.approx(14.41177, abs=1e-4)
    assert (result.grade, result.label()) == ("accelerate", "需加快")
    assert evaluate("escap_api", target=(2030, 78), **seen).grade == "maintain"
    assert evaluate("escap_api", target=(2030, 77), **seen).statistic == 0


@pytest.mark.parametrize(
    ("value", "target", "statistic", "expected"),
    [
        (104, 120, 0.0, "maintain"),
        (103.6, 120, 10.0, "maintain"),
        (103.5, 120, 12.5, "accelerate"),
        (100, 120, 100.0, "accelerate"),
        (99.9, 120, 102.5, "reverse"),
        (99.9, 100, None, "reverse"),
        (100, 100, 0.0, "maintain"),
    ],
)
def test_escap_anticipated_of_two_dates_goes_on_in_a_straight_line(value, target, statistic, expected):
    # one fifth of the time gone: the end is 100 + 5 (value - 100)
    result = evaluate("escap_api", baseline=(2020, 100), current=(2022, value), target=(2030, target))
    assert result.statistic == (None if statistic is None else pytest.approx(statistic))
    assert result.grade == expected


def test_escap_anticipated_says_why_there_is_no_trend():
    lone = evaluate("escap_api", baseline=(2022, 4), current=(2022, 5), target=(2030, 6))
    assert (lone.grade, lone.reason) == (None, "a trend needs values of two dates")
    over = evaluate("escap_api", baseline=(2015, 60), current=(2031, 79), target=(2030, 80))
    assert (over.grade, over.statistic) == ("maintain", pytest.approx(5))
    held = evaluate("escap_api", baseline=(2015, 0.8), current=(2020, 1.0), target=(2030, 1.0), direction="hold")
    assert held.statistic == pytest.approx(200)


def test_eea_distance_in_index_points_keeps_its_sign():
    # emissions from 200 in 1990 to 184 (index 92) in 2010: path in 2004 is 100 - 8 x 14/20 = 94.4
    emissions = {"baseline": (1990, 200), "target": (2010, 184), "direction": "down"}
    behind = evaluate("eea", current=(2004, 198.2), **emissions)
    assert behind.statistic == pytest.approx(99.1 - 94.4)
    assert behind.grade == "behind"
    assert evaluate("eea", current=(2004, 188.8), **emissions).grade == "ahead"
    assert evaluate("eea", current=(2004, 180), **emissions).statistic == pytest.approx(90 - 94.4)
    assert grade("eea", 139.9).grade == "behind"


def test_progress_interval_of_printed_numbers():
    # ends (10.925 - 10.85)/(11.3 - 10.85) and (10.935 - 10.75)/(11.3 - 10.75)
    low, high = progress_interval((10.75, 10.85), (10.925, 10.935), 11.3)
    assert (low, high) == (pytest.approx(0.075 / 0.45), pytest.approx(0.185 / 0.55))
    assert progress(10.8, 10.93, 11.3) == pytest.approx(0.26)
    result = evaluate(
        "schedule",
        baseline=(2020, 10.8),
        current=(2022, 10.93),
        target=(2025, 11.3),
        baseline_interval=(10.75, 10.85),
        current_interval=(10.925, 10.935),
    )
    assert result.progress_interval == (pytest.approx(low), pytest.approx(high))
    assert (result.grade, result.unstable) == ("behind", False)


def test_a_grade_that_the_last_digit_moves_is_unstable():
    exact = {"baseline": (2020, 100), "current": (2022, 134.9), "target": (2025, 200)}
    assert not evaluate("schedule", **exact, current_interval=(134.8, 134.95)).unstable
    moved = evaluate("schedule", **exact, current_interval=(134.85, 135.05))
    assert (moved.unstable, moved.possible) == (True, ("behind", "on_schedule"))
    by_baseline = evaluate("schedule", **exact, baseline_interval=(99.5, 100.5))
    assert by_baseline.possible == ("behind", "on_schedule")
    printed = evaluate("final", current=(2025, 8.0), target=(2025, 8), current_interval=(7.95, 8.05))
    assert printed.possible == ("met", "missed", "exceeded")
    inside = evaluate("final", current=(2025, 8.0), target=(2025, 8.02), comparator="=", current_interval=(7.95, 8.05))
    assert inside.possible == ("missed", "met")


def test_an_interval_without_a_value_decides_nothing():
    result = evaluate("schedule", baseline=(2020, 1), target=(2025, 2), current_interval=(1.0, 3.0))
    assert (result.grade, result.unstable, result.reason) == (None, False, "no value")


def test_hold_is_met_while_at_or_beyond_the_level():
    level = {"baseline": (2020, 93), "target": (2025, 93), "direction": "hold"}
    assert evaluate("schedule", current=(2023, 93), **level).grade == "on_schedule"
    assert evaluate("schedule", current=(2023, 92), **level).grade == "behind"
    assert evaluate("eurostat", current=(2023, 94), **level).grade == "met"
    assert evaluate("eurostat", current=(2023, 92), **level).grade == "away"
    above = {"baseline": (2020, 12), "target": (2025, 10), "direction": "hold", "comparator": "="}
    assert evaluate("schedule", current=(2022, 11.2), **above).lead_progress == pytest.approx(0.0)


def test_many_and_one_agree():
    values = [90.0, 134.9, 145.0, 160.0, 200.0]
    for key in KEYS:
        many = evaluate_many(key, start=2020.0, baseline=100.0, when=2022.0, current=values, due=2025.0, target=200.0)
        assert len(many) == 5
        assert [many[i] for i in range(5)] == [grade(key, value) for value in values]
        assert many.label("en").tolist() == [grade(key, value).label("en") for value in values]


def test_a_hundred_thousand_cases_in_arrays():
    values = np.linspace(50, 250, 100_000)
    many = evaluate_many(
        "schedule", start=2020.0, baseline=100.0, when=2022.0, current=values, due=2025.0, target=200.0
    )
    assert (many.grade == "met_early").sum() == (values >= 200 * (1 - 1e-9)).sum()
