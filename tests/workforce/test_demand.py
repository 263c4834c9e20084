import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets.errors import DomainError

positive = st.floats(0.01, 1e4)


def test_an_hiv_clinic_of_kenya():
    # Human Resources for Health 2017 (s12960-017-0186-3), table 3: 100,000 visits of 15 minutes, 179 days, 17.46 staff
    hours = cq.workforce.available_time(days_a_week=4.5, holidays=10, leave=30, sick=15)
    found = cq.workforce.wisn({"visit": 100_000}, {"visit": 0.25}, hours, category_share=10 / 179)
    assert hours / 8 == 179
    assert found.basic == pytest.approx(17.46, abs=0.005)
    assert found.category_factor == pytest.approx(1.059, abs=0.0005)
    assert found.ratio(17) == pytest.approx(17 / 18.49, abs=1e-3)


def test_individual_allowances_add_staff_and_category_allowances_multiply():
    # hand-worked: 2,000 and 1,000 hours over 1,500 are 2 staff; a fifth for all makes 2.5; 300 hours of two people 0.2
    found = cq.workforce.wisn(
        {"a": 4000, "b": 1000}, {"a": 0.5, "b": 1.0}, 1500, category_share=0.2, individual_hours=300
    )
    assert (found.basic, found.required) == pytest.approx((2.0, 2.7))
    assert sum(found.by_activity.values()) == pytest.approx(found.basic)


@given(st.floats(1, 1e6), st.floats(0.01, 10), st.floats(100, 3000), st.floats(0, 0.9), st.floats(1.1, 5))
def test_staff_is_proportional_to_workload_and_free_of_the_unit_of_time(count, each, available, share, factor):
    one = cq.workforce.wisn({"a": count}, {"a": each}, available, category_share=share).required
    more = cq.workforce.wisn({"a": count * factor}, {"a": each}, available, category_share=share).required
    minutes = cq.workforce.wisn({"a": count}, {"a": each * 60}, available * 60, category_share=share).required
    assert more == pytest.approx(one * factor)
    assert minutes == pytest.approx(one)


def test_erlang_tables():
    # M/M/c/c: load 25 on 30 lines about 0.05; 2.5 erlang need 7 servers for a loss below 1 %; one server A/(1 + A)
    assert cq.workforce.erlang_loss(25, 30) == pytest.approx(0.0526, abs=5e-4)
    assert cq.workforce.beds_for(2.5) == 7
    assert cq.workforce.erlang_loss(3, 1) == pytest.approx(0.75)
    assert cq.workforce.erlang_loss(2, 2) == pytest.approx(2 / 5)
    assert cq.workforce.erlang_loss(0, 3) == 0
    assert cq.workforce.beds_for(0) == 1


@given(st.floats(0.1, 200), st.floats(0.001, 0.5))
def test_the_fewest_beds_keep_the_promise_and_one_less_does_not(load, refusal):
    beds = cq.workforce.beds_for(load, refusal)
    assert cq.workforce.erlang_loss(load, beds) <= refusal
    assert cq.workforce.erlang_loss(load, beds - 1) > refusal


def test_small_units_need_more_reserve_than_large_ones():
    assert 5 / cq.workforce.beds_for(5) < 50 / cq.workforce.beds_for(50) < 500 / cq.workforce.beds_for(500)


def test_beds_by_hand():
    # 800,000 x 0.1 x 9 and 200,000 x 0.3 x 9 bed days over 365 x 0.9
    found = cq.workforce.bed_demand({"0-59": 800_000, "60+": 200_000}, {"0-59": 0.1, "60+": 0.3}, 9, 0.9)
    assert found.total == pytest.approx(1_260_000 / 328.5)
    assert found.by_age["60+"] == pytest.approx(540_000 / 328.5)


@given(positive, positive, st.floats(0, 2), st.floats(0, 2), st.floats(0.1, 40), st.floats(0.1, 1))
def test_beds_add_up_and_equal_rates_forget_the_ages(young, old, low, high, stay, used):
    found = cq.workforce.bed_demand({"0-59": young, "60+": old}, {"0-59": low, "60+": high}, stay, used)
    assert sum(found.by_age.values()) == pytest.approx(found.total)
    alike = cq.workforce.bed_demand({"0-59": young, "60+": old}, low, stay, used)
    assert alike.total == pytest.approx((young + old) * low * stay / 365 / used)


@given(positive, positive, positive, positive, st.floats(0.01, 1), st.floats(0.01, 1))
def test_what_moves_the_beds_adds_up(young, old, later_young, later_old, rate, used):
    start, end = {"0-59": young, "60+": old}, {"0-59": later_young, "60+": later_old}
    before = cq.workforce.bed_demand(start, {"0-59": rate, "60+": 3 * rate}, 10, used)
    after = cq.workforce.bed_demand(end, {"0-59": rate, "60+": 2 * rate}, 8, used)
    effects = cq.workforce.bed_drivers(before, after, start, end)
    assert sum(effects.values()) == pytest.approx(after.total - before.total, abs=1e-6 * (after.total + before.total))
    assert effects["occupancy"] == pytest.approx(0, abs=1e-9 * (after.total + before.total))


@given(positive, positive, st.floats(0.01, 1), st.floats(1, 5), st.floats(1, 1e5))
def test_calibrated_rates_fill_the_beds_and_keep_the_pattern(young, old, low, more, beds):
    people = {"0-59": young, "60+": old}
    rates = cq.workforce.calibrated_rates(people, {"0-59": low, "60+": more * low}, beds, 9, 0.85)
    assert cq.workforce.bed_demand(people, rates, 9, 0.85).total == pytest.approx(beds)
    assert rates["60+"] / rates["0-59"] == pytest.approx(more)


def test_a_forecast_keeps_its_trajectories():
    city = cq.population.forecast("重庆市", to=2025, draws=50, seed=1, bands=("0-59",))
    people = {band: city.denominator(band, on=2025) for band in ("0-59", "60+")}
    found = cq.workforce.bed_demand(people, cq.workforce.ADMISSIONS, 9, 0.85)
    low, high = found.total.interval(0.95)
    assert low < found.total.median < high
    per = found.per(city.denominator("total", on=2025))
    assert per.unit == "张/1000人"
    assert 3 < per.median < 8
    drivers = cq.workforce.bed_drivers(found, found, people, people)
    assert drivers.total == 0
    with pytest.raises(DomainError, match="one forecast"):
        cq.workforce.bed_demand({**people, "60+": 1e6}, 0.1, 9, 0.85)


def test_places():
    # 5,000,000 x 4 % and 1,000,000 x 20 % in need, a quarter in institutions, at 80 % occupied; children by wish
    places = cq.workforce.care_places({"60-79": 5e6, "80+": 1e6}, {"60-79": 0.04, "80+": 0.2}, 0.25, occupancy=0.8)
    assert places == pytest.approx(125_000)
    assert cq.workforce.childcare_places(np.array([100.0, 200.0]), 0.3, 0.5).tolist() == [15, 30]


DEMAND = [
    ({"occupancy": 1.2}, "occupancy is 1.2; give a share above 0 to 1"),
    ({"occupancy": 0}, "occupancy is 0"),
    ({"stay": -1}, "stay of 0-59 is -1"),
    ({"admission_rates": {"0-59": 0.1}}, "bands of admission_rates and of the people differ: 60\\+"),
    ({"population_by_age": {"0-59": -5, "60+": 1}}, "people of 0-59 are -5"),
    ({"population_by_age": {"0-64": 5, "60+": 1}}, "ages 0-64 and 60\\+ overlap"),
    ({"population_by_age": {"0-14": 5, "60+": 1}}, "ages 15-59 are missing"),
    ({"population_by_age": {"0-14": 5}}, "no open group"),
    ({"population_by_age": {}}, "no people"),
    ({"days": 400}, "days is 400"),
]


@pytest.mark.parametrize(("changes", "words"), DEMAND, ids=lambda value: value if isinstance(value, str) else "")
def test_bad_demand_is_named(changes, words):
    given_ = {
        "population_by_age": {"0-59": 8, "60+": 2},
        "admission_rates": 0.1,
        "stay": 9,
        "occupancy": 0.9,
        **changes,
    }
    with pytest.raises(DomainError, match=words):
        cq.workforce.bed_demand(**given_)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda w: w.wisn({"a": 1}, {"b": 1}, 1500), "differ: a, b"),
        (lambda w: w.wisn({"a": -1}, {"a": 1}, 1500), "workload of a is -1"),
        (lambda w: w.wisn({"a": 1}, {"a": 1}, 0), "available time is 0"),
        (lambda w: w.wisn({"a": 1}, {"a": 1}, 10, category_share=1), "category_share is 1"),
        (lambda w: w.wisn({"a": 0}, {"a": 1}, 10).ratio(3), "no staff is required"),
        (lambda w: w.available_time(leave=300), "are left"),
        (lambda w: w.available_time(days_a_week=8), "more than there are"),
        (lambda w: w.erlang_loss(-1, 3), "the load is -1"),
        (lambda w: w.erlang_loss(1, 2.5), "beds is 2.5"),
        (lambda w: w.beds_for(5, 0), "refusal is 0"),
        (lambda w: w.care_places({"60+": 1}, 2, 0.5), "disability of 60\\+ is 2"),
        (lambda w: w.childcare_places(100, 30), "wish is 30"),
        (lambda w: w.calibrated_rates({"0+": 5}, {"0+": 1}, 0, 9, 0.8), "both have to be above zero"),
        (lambda w: w.calibrated_rates({"0+": [5.0, 6.0]}, {"0+": 1}, 5, 9, 0.8), "people of 2 regions"),
    ],
)
def test_other_bad_input_is_named(call, words):
    with pytest.raises(DomainError, match=words):
        call(cq.workforce)
