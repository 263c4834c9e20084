"""A city's total shared among districts: the parts add up, whatever the rule."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets.districts import METHODS, allocate_target
from cqtargets.errors import ConventionError, DomainError, UnknownIdError
from cqtargets.population.known.census import census, districts

BEDS = 250_000
NAMES = districts()
weights = st.lists(st.integers(1, 3_000_000), min_size=38, max_size=38).map(
    lambda found: dict(zip(NAMES, found, strict=True))
)
stocks = st.lists(st.integers(0, 6_000), min_size=38, max_size=38).map(
    lambda found: dict(zip(NAMES, found, strict=True))
)


@pytest.fixture
def beds(cat):
    return cat["care14.eldercare_beds"]


@settings(max_examples=25)
@given(weights, st.sampled_from([method for method in METHODS if method != "tiered"]), st.booleans())
def test_250000_beds_add_up_under_every_method(shares, method, whole):
    shared = allocate_target(BEDS, shares, method, whole=whole)
    assert shared.slack == shared.reserve == 0
    if whole:
        assert shared.allocated.dtype.kind == "i"
        assert int(shared.allocated.sum()) == BEDS
    else:
        assert shared.allocated.sum() == pytest.approx(BEDS, rel=1e-12)


@settings(max_examples=15)
@given(weights, st.integers(0, 20_000), st.floats(0.0, 0.01))
def test_tiers_reserve_and_slack_add_up(shares, reserve, rate):
    shared = allocate_target(BEDS, shares, "tiered", rates=rate, reserve=reserve)
    assert shared.allocated.sum() + shared.reserve + shared.slack == BEDS


@settings(max_examples=15)
@given(weights, stocks, st.sampled_from(["proportional", "equal", "need"]))
def test_from_the_present_state_nobody_loses(shares, current, method):
    shared = allocate_target(BEDS, shares, method, current=current, start="present")
    assert int(shared.allocated.sum()) == BEDS
    assert (shared.allocated >= shared.current).all()


@settings(max_examples=15)
@given(weights, st.integers(0, 6_000), st.sampled_from(["proportional", "equal", "need", "converge"]))
def test_floors_and_caps_hold_and_the_sum_stays(shares, floor, method):
    shared = allocate_target(BEDS, shares, method, floors=floor, caps=40_000)
    assert int(shared.allocated.sum()) == BEDS
    assert shared.allocated.min() >= floor
    assert shared.allocated.max() <= 40_000


def test_two_districts_hand_worked():
    # 2,977,600 and 1,197,639 people share 1,000: 713.157 and 286.843; the unit left goes to the larger remainder .843
    shared = allocate_target(1000, {"甲": 2_977_600, "乙": 1_197_639})
    assert shared.allocated.tolist() == [713, 287]
    frame = shared.to_frame()
    assert list(frame.columns) == ["district", "weight", "share", "allocated"]
    assert frame["share"].tolist() == [0.713, 0.287]
    assert shared.after.reason == "no population to hold the parts against"


def test_the_unit_of_the_target_is_taken_apart(beds):
    # 25万张; the share of 渝中区 is 116,320 of 7,010,440 people of 60 and over: 4148.1
    shared = allocate_target(beds, "60+")
    assert (shared.total, shared.unit) == (250_000, "张")
    assert shared["渝中区"] == 4148
    assert shared.note == "25 万张 by 2025; weights: 60+, census of 2020"
    assert shared.to_frame()["per_head"].to_numpy() == pytest.approx(1000 * 250_000 / 7_010_440, rel=2e-3)


def test_a_rate_becomes_a_stock_that_meets_it(cat):
    # 8 x 32,054,159 / 1000 = 256,433.27: one bed more than the whole part, or the rate is missed
    assert allocate_target(cat["med14.beds_per_1000"]).total == 256_434


def test_need_is_the_share_of_older_people(beds):
    by_need = allocate_target(beds, "population", "need", need="60+")
    assert by_need.allocated.tolist() == allocate_target(beds, "60+").allocated.tolist()


def test_equal_parts_are_unequal_per_head(beds):
    shared = allocate_target(beds, "60+", "equal")
    assert set(shared.allocated.tolist()) == {6578, 6579}
    assert shared.after.gini > 0.2 > allocate_target(beds, "60+").after.gini
    older = [census(name, 2020).band("60+") for name in NAMES]
    assert shared.after.ratio == pytest.approx(max(older) / min(older), rel=1e-3)


def test_convergence_lessens_the_inequality_of_today(beds):
    current = {name: 6000.0 - 10 * place for place, name in enumerate(NAMES)}
    shared = allocate_target(beds, "60+", "converge", current=current)
    assert shared.after.gini < shared.before.gini
    assert int(shared.allocated.sum()) == BEDS
    assert list(shared.inequality()["when"]) == ["before", "after"]
    # Two districts of 1,000 people with 4 and 8 beds, 14 in all: half the distance to 8 per 1,000 (hand-worked).
    two = allocate_target(14, {"甲": 1000, "乙": 1000}, "converge", current={"甲": 4, "乙": 8})
    assert two.allocated.tolist() == [6, 8]
    assert two.to_frame()["change"].tolist() == [2, 0]


def test_tiers_by_size_with_a_reserve():
    shared = allocate_target(
        800, {"甲": 100_000, "乙": 80_000}, "tiered", rates=[(0, 0.003), (100_000, 0.004)], reserve=50
    )
    assert (shared.allocated.tolist(), shared.slack, shared.reserve) == ([400, 240], 110, 50)


def test_equipment_plan_adds_up_by_region(cat):
    kinds = [target for target in cat.select(plan="med14", region="重庆市") if target.locator == "专栏2 全市"]
    assert len(kinds) >= 6
    for whole in kinds:
        by_region = {part.region: part for part in cat if part.concept == whole.concept and part.plan == "med14"}
        for outer, inner in (
            ("重庆市", ("主城都市区", "渝东北三峡库区城镇群", "渝东南武陵山区城镇群")),
            ("主城都市区", ("中心城区", "主城新区")),
        ):
            planned = {name: by_region[name].goal for name in inner}
            positive = {name: units for name, units in planned.items() if units}
            shared = allocate_target(by_region[outer], positive)
            assert dict(zip(shared.districts, shared.allocated.tolist(), strict=True)) == positive
            assert sum(by_region[name].baseline for name in inner) == by_region[outer].baseline


def test_infectious_beds_of_all_38_districts():
    norm = cq.load_norms()["med14.infectious_beds"]
    asked = cq.norms.requirements(norm, {name: census(name, 2020).total for name in NAMES})
    counts = {low: sum(one.low == low for one in asked.values()) for low in (20, 50, 80, 100)}
    people = sorted(census(name, 2020).total for name in NAMES)
    by_hand = {
        20: sum(size < 400_000 for size in people),
        50: sum(400_000 <= size < 700_000 for size in people),
        80: sum(700_000 <= size < 1_000_000 for size in people),
        100: sum(size >= 1_000_000 for size in people),
    }
    assert counts == by_hand == {20: 4, 50: 15, 80: 7, 100: 12}
    assert sum(one.low for one in asked.values()) == 80 + 750 + 560 + 1200 == 2590
    with pytest.raises(DomainError, match="no district population for 渝中区; give a number of 人 for each"):
        cq.norms.requirements(norm, {"渝中区": None, "南岸区": 1_197_639})


class Forecast:
    def __init__(self, median, low, high):
        self.median, self.ends = median, (low, high)

    def interval(self, level):
        assert level == 0.95
        return self.ends


def test_forecast_people_give_intervals():
    shared = allocate_target(300, population={"甲": Forecast(100_000, 80_000, 120_000), "乙": 50_000})
    assert shared.allocated.tolist() == [200, 100]
    frame = shared.to_frame()
    assert frame.loc[0, ["per_head_low", "per_head", "per_head_high"]].tolist() == pytest.approx([5 / 3, 2.0, 2.5])
    assert frame.loc[1, "per_head_low"] == frame.loc[1, "per_head_high"] == 2.0


def test_results_cannot_be_changed(beds):
    shared = allocate_target(beds)
    with pytest.raises(ValueError, match="read-only"):
        shared.allocated[0] = 1
    assert shared.per_head_interval is None
    assert not np.isnan(shared.to_frame()["per_head"]).any()


TWO = {"甲": 10, "乙": 30}


@pytest.mark.parametrize(
    ("error", "message", "arguments", "options"),
    [
        (DomainError, "the floors add up to 120, more than the total 100", (100, TWO), {"floors": 60}),
        (DomainError, "the caps add up to 40, less than the total 100", (100, TWO), {"caps": 20}),
        (DomainError, "the weight of 乙 is -1; give zero or more", (100, {"甲": 1, "乙": -1}), {}),
        (DomainError, "the weight of 甲 is -1; give zero or more", (100, {"甲": -1, "乙": 2}), {}),
        (DomainError, "weights name no district", (100, {}), {}),
        (DomainError, "the total is 0; give a positive number of units to share", (0, TWO), {}),
        (DomainError, "no population for 乙; give a number of persons for each", (9,), {"population": {"甲": 5, "乙": None}}),
        (DomainError, "nobody lives in any of the districts", (9,), {"population": {"甲": 0}}),
        (DomainError, "the population has no district", (9,), {"population": {}}),
        (DomainError, "current has no value for 乙; give one for each district", (9, TWO), {"current": {"甲": 1}}),
        (DomainError, "floors names '丙', which is not among the districts", (9, TWO), {"floors": {"丙": 1}}),
        (DomainError, "hold 11 now, more than the total 9", (9, TWO), {"current": {"甲": 5, "乙": 6}, "start": "present"}),
        (DomainError, "甲 holds 5 now, more than its cap 4", (90, TWO), {"current": {"甲": 5, "乙": 0}, "start": "present", "caps": {"甲": 4}}),
        (DomainError, "甲 holds 0.5 now; give whole units", (90, TWO), {"current": {"甲": 0.5, "乙": 0}, "start": "present"}),
        (DomainError, "the first tier starts at 20 and 甲 has 10; start the first tier at 0", (90, TWO, "tiered"), {"rates": [(20, 1)]}),
        (ConventionError, "unknown method 'hare'; write one of proportional, equal", (9, TWO, "hare"), {}),
        (ConventionError, "unknown start 'now'; write 'zero' or 'present'", (9, TWO), {"start": "now"}),
        (ConventionError, "start='present' needs current=", (9, TWO), {"start": "present"}),
        (ConventionError, "method 'tiered' needs rates=", (9, TWO, "tiered"), {}),
        (ConventionError, "'tiered' scales nothing to fit", (9, TWO, "tiered"), {"rates": 1, "floors": 1}),
        (ConventionError, "level= belongs to method 'converge', not to 'equal'", (9, TWO, "equal"), {"level": 1}),
        (UnknownIdError, "no bundled census of '南岸'; nearest: 南岸区", (9,), {"population": {"南岸": 5}, "weights": "60+"}),
    ],
)  # fmt: skip
def test_bad_input_has_one_clear_message(error, message, arguments, options):
    with pytest.raises(error) as caught:
        allocate_target(*arguments, **options)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("med14.fever_clinic_share", "is a share: there is no total to share; a district takes the same level"),
        ("med14.healthy_life_expectancy", "is without a number: there is no total to share"),
        ("med14.clinical_pharmacists_per_100_beds", "is per beds: give the number of units itself"),
    ],
)
def test_targets_without_a_total_are_refused(cat, key, message):
    with pytest.raises(DomainError) as caught:
        allocate_target(cat[key])
    assert message in str(caught.value)


def test_unknown_part_is_named(beds):
    with pytest.raises(DomainError, match="'成都' has no part here"):
        allocate_target(beds)["成都"]
    assert math.isclose(allocate_target(beds)["南岸区"], 250_000 * 1_197_639 / 32_054_159, abs_tol=1)
