import pytest
from hypothesis import given
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets import clock
from cqtargets.errors import DomainError


def test_middle_of_2023_is_half_of_the_plan():
    assert clock.time_share(2020, 2025, "2023-06-30") == 0.5


def test_gap_of_seven_beds_hand_worked(cat):
    # the path stands at 6.38 + 3 x 0.324 = 7.352 and passed 7.0 after 0.62 / 0.324 = 1.913580 years
    held = cat["med14.beds_per_1000"].gap(7.0, on=2023)
    assert held.path == pytest.approx(7.352)
    assert held.to_path == pytest.approx(-0.352)
    assert held.to_target == pytest.approx(-1.0)
    assert held.shortfall == pytest.approx(1.0)
    assert held.percent == pytest.approx(-12.5)
    assert held.years_behind == pytest.approx(3 - 0.62 / 0.324)
    # (8/7)^(1/2) - 1: sqrt(1.142857) = 1.069045
    assert held.required.cagr == pytest.approx(0.069045, abs=5e-7)
    assert held.required.annual_change == pytest.approx(0.5)
    assert held.met is False


def test_fewer_days_are_better(cat):
    days = cat["med14.inpatient_days"]
    worse, better = days.gap(8.8, on=2023), days.gap(7.9, on=2023)
    assert worse.shortfall == pytest.approx(0.8)
    assert worse.to_path > 0
    assert worse.years_behind > 0
    assert better.shortfall == 0
    assert better.met is True
    assert better.years_behind == pytest.approx(-2)
    assert "on the due date at the earliest" in better.reason


def test_worse_than_the_baseline_was_never_on_the_path(cat):
    held = cat["med14.beds_per_1000"].gap(6.0, on=2023)
    assert held.years_behind is None
    assert held.reason == "worse than the baseline: the path was never there"


def test_a_baseline_beyond_the_target_leaves_nobody_behind(cat):
    # at most 8 days asked of 7 days: the straight way rises, and 7.5 days are no delay of half a plan
    days = cat["med14.inpatient_days"].with_baseline(7.0, year=2020)
    held = days.gap(7.5, on=2023)
    assert held.years_behind is None
    assert held.reason == "the baseline is already at or beyond the target"
    assert held.met is True


def test_after_the_due_date_the_target_holds(cat):
    held = cat["med14.beds_per_1000"].gap(7.0, on=2026)
    assert held.path == 8
    assert held.required is None


def test_observation_brings_its_date_and_unit(cat):
    seen = cq.Observation(concept="beds_per_1000", value=70, text="70", unit="张", per=10000, when=2023)
    assert cat["med14.beds_per_1000"].gap(seen).to_target == pytest.approx(-1.0)


def test_without_a_baseline_the_gap_to_the_target_remains(cat):
    target = cat["med14.cdc_infrastructure_standard_share"]
    held = target.gap(80, on=2023)
    assert (held.to_target, held.path, held.to_path, held.years_behind) == (-20, None, None, None)
    assert held.required.annual_change == 10
    assert held.reason == "the plan prints no baseline"


def test_frames_give_numbers_or_reasons(cat, obs):
    frame = cat.gaps(obs).set_index("id")
    beds = frame.loc["med14.beds_per_1000"]
    assert beds["reason"] == "not comparable: observed as 实有床位, the target counts 编制床位"
    life = frame.loc["med14.life_expectancy"]
    assert life["to_path"] == pytest.approx(79.72 - (78.15 + 1.15 * 4 / 5))
    assert life["met"] is True
    assert (frame["to_target"].notna() | (frame["reason"] != "")).all()
    allowed = cat.gaps(obs, allow=["basis"]).set_index("id").loc["med14.beds_per_1000"]
    assert allowed["to_target"] == pytest.approx(-0.2)
    assert "allowed: observed as 实有床位" in allowed["reason"]
    where = cat.paths(on="2023-06-30").set_index("id")
    assert where.loc["med14.beds_per_1000", "value"] == pytest.approx(7.19)
    assert len(where) == len(cat)
    yearly = cat.paths()
    assert len(yearly[yearly["id"] == "med14.beds_per_1000"]) == 6


def test_later_figures_count_and_earlier_ones_are_kept(cat, obs):
    own = cq.Observations(
        [cq.Observation(concept="life_expectancy", region="重庆市", value=79.0, text="79.0", unit="岁", when=2024)]
    )
    both = obs.updated(own)
    assert both.latest(cat["med14.life_expectancy"]).observation.value == 79.0
    assert [seen.value for seen in both.series("life_expectancy", "重庆市") if seen.when == 2024] == [79.72, 79.0]
    assert len(both) == len(obs) + 1
    assert obs.latest(cat["med14.life_expectancy"]).observation.value == 79.72


def test_a_number_needs_a_date(cat):
    with pytest.raises(DomainError, match="the value has no date; give on=2023"):
        cat["med14.beds_per_1000"].gap(7.0)
    with pytest.raises(DomainError, match="before the start of the path"):
        cat["med14.beds_per_1000"].gap(7.0, on=2019)


@given(st.floats(1, 100), st.floats(0.01, 100), st.floats(0.1, 5))
def test_gap_and_pace_close_the_way(start, value, left):
    target = cq.Indicator(
        id="a", concept="a", plan="p", name_zh="a", unit="个", baseline_year=2020, baseline=start, target_year=2025,
        target_low=start * 2,
    )  # fmt: skip
    held = target.gap(value, on=2022)
    assert value - held.to_target == pytest.approx(target.goal)
    if held.met:
        assert held.required is None
    else:
        assert value + held.required.annual_change * 3 == pytest.approx(target.goal)
    assert held.shortfall == pytest.approx(max(0.0, target.goal - value))
