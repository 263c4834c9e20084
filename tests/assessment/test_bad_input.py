"""Each odd set of observations gives one clear answer."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets.errors import ConventionError, DomainError


def test_one_observation_is_enough(make_target, make_seen, row_of):
    assert row_of(make_target(), make_seen(16))["grade"] == "on_schedule"


def test_none_at_all(make_target, make_seen, row_of):
    elsewhere = make_seen(16, region="全国")
    for seen in ((), (elsewhere,)):
        assert row_of(make_target(), *seen)["reason"] == "no observation of this concept in the region"
    assert row_of(make_target(region="重庆市"), elsewhere, allow="region")["remark"] == (
        "allowed: observed for 全国, the target is for 重庆市"
    )
    assert cq.assess(cq.Catalogue([]), cq.Observations([])).summary().empty


def test_several_in_one_year(make_target, make_seen, row_of):
    row = row_of(make_target(), make_seen(15, when=date(2023, 6, 30)), make_seen(16))
    assert (row["observed"], row["observed_when"], row["remark"]) == (16, "2023", "the latest of 2 values of 2023")


def test_a_later_vintage_counts_and_says_so(make_target, make_seen):
    both = cq.Observations([make_seen(15)]).updated(cq.Observations([make_seen(16)]))
    result = cq.assess(cq.Catalogue([make_target()]), both)
    assert result.to_frame().loc[0, ["observed", "remark"]].tolist() == [16.0, "the latest of 2 values of 2023"]
    assert result.evidence()["reason"].tolist() == ["another value counts (2023)", ""]


def test_before_the_baseline(make_target, make_seen, row_of):
    assert row_of(make_target(), make_seen(9, when=2018))["reason"] == "observed 2018, not after the baseline"
    assert row_of(make_target(), make_seen(10, when=2020))["reason"] == "observed 2020, not after the baseline"


def test_after_the_due_year(make_target, make_seen, row_of):
    late = row_of(make_target(), make_seen(19, when=2026))
    assert (late["grade"], late["reason"]) == (None, "observed only after the due year (2026)")
    both = row_of(make_target(), make_seen(20, when=2025), make_seen(19, when=2026), profile="final")
    assert (both["grade"], both["remark"]) == ("met", "a later value (19 of 2026) lies after the due year")


def test_in_the_future(make_target, make_seen, row_of):
    assert row_of(make_target(), make_seen(16, when=2024), on=2023)["reason"] == "observed only after 2023"
    held = row_of(make_target(), make_seen(16), make_seen(18, when=2024), on=2023)
    assert held["observed"] == 16
    expected = row_of(make_target(), make_seen(21, when=2025, status="estimate"), profile="final")
    assert (expected["label_zh"], expected["label_en"]) == ("超额完成（预计）", "exceeded (projected)")


def test_without_a_date(make_target, make_seen, row_of):
    assert row_of(make_target(), make_seen(16, when=None))["reason"] == "the observation has no date"


def test_a_bound_only(make_target, make_seen, row_of):
    row = row_of(make_target(), make_seen(12, bound=">"))
    assert row["reason"] == "the figure is a bound (> 12): progress is at least 20.0 %"
    assert row["growth_reason"] == "the value of 2023 is a bound (more than 12) and counts as 12"
    assert row_of(make_target(), make_seen(12, bound="~"))["remark"] == "the figure is approximate (约)"


def test_a_break_in_the_series(make_target, make_seen, row_of):
    target = make_target(basis="编制床位")
    seen = (make_seen(13, when=2021, basis="编制床位"), make_seen(15, when=2023, basis="实有床位"))
    row = row_of(target, *seen)
    assert (row["observed"], row["observed_when"]) == (13, "2021")
    assert row["remark"] == ("a later value (2023) is not comparable: observed as 实有床位, the target counts 编制床位")
    assert row_of(target, *seen, allow="basis")["observed"] == 15
    assert row_of(target, make_seen(15, unit="人"))["reason"].startswith(
        "not comparable: '人' (人) cannot be converted"
    )
    with pytest.raises(ConventionError, match="mismatch 'unit' cannot be allowed; write one of basis, population"):
        row_of(target, *seen, allow=("basis", "unit"))


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (-5, "a share of -5 lies below zero: correct the figure"),
        (120, "a share of 120 lies above 100: correct the figure"),
    ],
)
def test_impossible_shares(make_target, make_seen, row_of, value, reason):
    target = make_target(measure="share", unit="%", per=None, baseline=50, target_low=90)
    row = row_of(target, make_seen(value, unit="%", per=None))
    assert (row["grade"], row["reason"]) == (None, reason)


def test_without_a_baseline_only_a_met_target_has_a_grade(make_target, make_seen, row_of):
    bare = make_target(baseline=None)
    row = row_of(bare, make_seen(16))
    assert (row["grade"], row["met"], row["reason"]) == (None, False, "the plan prints no baseline")
    assert row["growth_reason"] == "the plan prints no baseline"
    assert row_of(bare, make_seen(21))["grade"] == "met_early"
    assert row_of(make_target(form="qualitative", target_low=None, comparator=""), make_seen(1))["reason"] == (
        "the target is qualitative: no number to reach"
    )


def test_a_date_that_is_none(make_target):
    with pytest.raises(DomainError, match="'soon' is not a date"):
        cq.assess(cq.Catalogue([make_target()]), cq.Observations([]), on="soon")


@settings(max_examples=50)
@given(
    st.lists(
        st.tuples(st.integers(2018, 2025), st.sampled_from(["", "编制", "实有"]), st.floats(1, 30)),
        min_size=1,
        max_size=6,
    )
)
def test_the_value_that_counts_is_the_latest_comparable_one(facts):
    target = cq.Indicator(
        id="p.a", concept="a", plan="p", name_zh="a", unit="张", baseline_year=2020, baseline=10.0, target_year=2025,
        target_low=20.0, basis="编制",
    )  # fmt: skip
    obs = cq.Observations(
        cq.Observation(concept="a", value=value, unit="张", when=year, basis=basis) for year, basis, value in facts
    )
    held = obs.latest(target)
    found = cq.assess(cq.Catalogue([target]), obs).held[0]
    assert found.seen == held.observation
    assert (found.reason == "") == (held.comparable and held.observation.when > 2020)
