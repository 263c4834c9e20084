"""Numbers by hand: beds 6.38 (2020) to 8 (2025), care beds 23 to 25 万张."""

import dataclasses
import re

import pytest

import cqtargets as cq
from cqtargets.errors import DomainError

BEDS = "med14.beds_per_1000"


def only(*changes):
    return cq.Scenario("x", changes)


def test_set_scale_and_shift_of_a_target(cat):
    assert only(cq.Set(BEDS, target=8.5)).apply(cat)[BEDS].goal == 8.5
    assert only(cq.Scale(BEDS, "target", 1.5)).apply(cat)[BEDS].goal == 12.0
    assert only(cq.Shift(BEDS, "target", by=-0.5)).apply(cat)[BEDS].goal == 7.5
    moved = only(cq.Set(BEDS, baseline=7.0, baseline_year=2022), cq.Shift(BEDS, "target_year", by=2)).apply(cat)[BEDS]
    assert (moved.baseline, moved.baseline_year, moved.baseline_text, moved.target_year) == (7.0, 2022, "", 2027)
    assert moved.target_text == cat[BEDS].target_text


def test_growth_is_counted_from_the_new_baseline_to_the_new_due_year(cat):
    # 7 * 1.05 ** 2 = 7.7175
    steady = only(cq.Set(BEDS, baseline=7.0, baseline_year=2023, growth=0.05)).apply(cat)[BEDS]
    assert steady.goal == pytest.approx(7.7175)
    # half of 0.324 a year for five years from 6.38
    assert only(cq.Scale(BEDS, "annual_change", 0.5)).apply(cat)[BEDS].goal == pytest.approx(7.19)
    assert only(cq.Shift(BEDS, "growth", by=0.01)).apply(cat)[BEDS].required_growth().cagr == pytest.approx(
        cat[BEDS].required_growth().cagr + 0.01
    )


def test_both_ends_of_a_range_move(cat):
    target = next(one for one in cat if one.comparator == "range" and one.form == "level" and one.measure == "count")
    moved = only(cq.Scale(target.id, "target", 2)).apply(cat)[target.id]
    assert (moved.target_low, moved.target_high) == (2 * target.target_low, 2 * target.target_high)
    assert moved.comparator == "range"


def test_a_comparator_takes_the_number_with_it(cat):
    moved = only(cq.Set(BEDS, comparator="<=", direction="down", binding="约束性")).apply(cat)[BEDS]
    assert (moved.comparator, moved.target_low, moved.target_high) == ("<=", None, 8.0)
    assert moved.binding is cq.Binding.OBLIGATORY


def test_addresses_by_plan_binding_concept_and_region(cat):
    for where, expected in (
        ({"plan": "渝府发[2022]15号"}, cat.select(plan="care14")),
        ({"binding": "约束性"}, cat.select(binding="约束性")),
        ({"concept": "beds_per_1000"}, cat.select(concept="beds_per_1000")),
        ({"region": "南岸区", "form": "level"}, cat.select(region="南岸区", form="level")),
        ("*", cat),
        ([BEDS, "med14.inpatient_days"], [cat[BEDS], cat["med14.inpatient_days"]]),
    ):
        after = only(cq.Shift(where, "target_year", by=3)).apply(cat)
        changed = {new.id for old, new in zip(cat, after, strict=True) if new != old}
        assert changed == {one.id for one in expected}


def test_targets_without_the_number_are_passed_by_and_listed(cat):
    scenario = only(cq.Scale({"concept": "healthy_life_expectancy"}, "target", 1.1))
    with pytest.raises(DomainError, match=r"there is no target to change in .*the target has no number"):
        scenario.apply(cat)
    wide = only(cq.Scale({"measure": "mean", "plan": "med14"}, "target", 1.1))
    effect = wide.effect(cat)
    assert effect.loc[effect["reason"] != "", "id"].tolist() == ["med14.healthy_life_expectancy"]
    assert "med14.life_expectancy" in set(effect["id"])


def test_scenarios_compose_in_any_order(cat):
    late = cq.Scenario("late", [cq.Shift("*", "target_year", by=1)], note="first")
    more = cq.Scenario("more", [cq.Scale({"measure": "rate"}, "target", 1.1)], note="second")
    assert (late + more).apply(cat) == (more + late).apply(cat) == more.apply(late.apply(cat))
    assert ((late + more).name, (late + more).note) == ("late + more", "first; second")
    with pytest.raises(DomainError, match="two changes of one thing"):
        late + late


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ([cq.Set("med14.bed_per_1000", target=1)], "no target has id 'med14.bed_per_1000'; nearest: med14.beds_per_1000"),
        ([cq.Set("beds_per_1000", target=1)], "concept 'beds_per_1000' exists; write where={'concept': 'beds_per_1000'}"),
        ([cq.Set("约束性", target=1)], "write where={'binding': '约束性'}"),
        ([cq.Set({"concept": "beds_per_100"}, target=1)], "no target has concept 'beds_per_100'; nearest: beds_per_1000"),
        ([cq.Set({"plan": "care14", "concept": "beds_per_1000"}, target=1)], "plan 'care14' and concept 'beds_per_1000' tog"),
        ([cq.Shift(BEDS, "target_year", by=-5)], "target_year: 2020 is not after the baseline year 2020"),
        ([cq.Set(BEDS, target_low=9, target_high=8)], "'>=' does not use target_high"),
        ([cq.Set(BEDS, growth=-1)], "growth -1 a year loses everything"),
        ([cq.Scale({"measure": "share"}, "target", 1.5)], "is not a share from 0 to 100"),
        (
            [cq.Scale({"measure": "rate"}, "target", 1.1), cq.Set(BEDS, growth=0.1)],
            "two changes of one thing (growth of med14.beds_per_1000)",
        ),
        ([cq.Set("med14.pharmacists_per_1000", growth=0.1)], "the plan prints no baseline"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_applied(cat, changes, message):
    before = cat.to_frame()
    with pytest.raises(DomainError, match=re.escape(message)) as caught:
        only(*changes).apply(cat)
    assert str(caught.value).startswith("scenario 'x': ")
    assert cat.to_frame().equals(before)


def test_a_range_with_reversed_ends_is_refused(cat):
    target = next(one for one in cat if one.comparator == "range" and one.form == "level")
    with pytest.raises(DomainError, match=r"9 is above target_high 3\. Swap them"):
        only(cq.Set(target.id, target_low=9, target_high=3)).apply(cat)


def test_an_increment_cannot_be_due_before_it_starts(cat):
    target = next(one for one in cat if one.form == "increment" and one.baseline_year is None and one.period_start)
    with pytest.raises(DomainError, match=f"{target.period_start} is not after the start year"):
        only(cq.Set(target.id, target_year=target.period_start)).apply(cat)


def test_every_fault_is_named(cat):
    with pytest.raises(DomainError) as caught:
        only(cq.Set("nothing.here", target=1), cq.Set({"concept": "none"}, target=1)).apply(cat)
    assert "nothing.here" in str(caught.value)
    assert "concept 'none'" in str(caught.value)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: cq.Set(BEDS), "Set changes nothing"),
        (lambda: cq.Set(BEDS, basline=1), "a target has no field 'basline' to set; nearest: baseline"),
        (lambda: cq.Scale(BEDS, "target_year", 1.1), "scale cannot change 'target_year' of a target; use set or shift"),
        (lambda: cq.Shift(BEDS, "target_year", by=0.5), "target_year is 0.5; write whole years"),
        (lambda: cq.Set(BEDS, target=float("nan")), "target is nan; write a finite number"),
        (lambda: cq.Set(BEDS, target="8"), "target is '8'; write a finite number"),
        (lambda: cq.Scale(BEDS, "target", True), "factor is True"),
        (lambda: cq.Set(BEDS, binding="约束"), "binding is '约束'; write one of 约束性, 预期性"),
        (lambda: cq.Set({"populaton": "*"}, variant="low"), "unknown key 'populaton'; nearest: population"),
        (lambda: cq.Set({}, target=1), "where is empty"),
        (lambda: cq.Set("", target=1), "where is ''"),
        (lambda: cq.Set({"norm": "x", "plan": "med14"}, low=1), "where mixes norm, plan"),
        (lambda: cq.Set({"plan": 14}, target=1), "where has plan 14"),
        (lambda: cq.Set({"population": "*"}, variant=1), "variant is 1"),
        (lambda: cq.Scale({"population": "*"}, "fertility", -1), "factor of fertility is -1"),
        (lambda: cq.Scenario(" "), "a scenario has the name ' '"),
        (lambda: cq.Scenario("x", ["late"]), "'late' is no change"),
        (lambda: cq.Scenario("x", [cq.Set(BEDS, target=1, growth=0.1)]), "changes one thing twice (growth)"),
        (
            lambda: cq.Scenario("x", [cq.Scale({"population": "*"}, "migration", 0.5),
                                      cq.Shift({"population": "重庆市"}, "migration", by=1)]),
            "two changes of one thing",
        ),
    ],
)  # fmt: skip
def test_changes_that_cannot_be_written(make, message):
    with pytest.raises(DomainError, match=re.escape(message)):
        make()


def test_population_changes_become_arguments():
    scenario = only(
        cq.Set({"population": "*"}, variant="low"),
        cq.Scale({"population": "重庆市"}, "fertility", 0.9),
        cq.Scale({"population": "重庆市"}, "mortality", 1.1),
        cq.Shift({"population": "成都市"}, "migration", by=-200_000),
    )
    assert scenario.population_arguments("重庆市") == {
        "variant": "low",
        "fertility_factor": 0.9,
        "mortality_factor": 1.1,
    }
    assert scenario.population_arguments("成都市") == {"variant": "low", "migration_change": -200_000}
    assert scenario.population_regions == ("*", "重庆市", "成都市")


def test_norms_change_in_copies():
    norms = cq.load_norms()
    key = "med14.infectious_beds"
    raised = only(cq.Shift({"norm": key}, "low", by=5)).apply_norms(norms)
    assert [step.low for step in raised[key].steps] == [25, 55, 85, 105]
    assert [step.low for step in norms[key].steps] == [20, 50, 80, 100]
    assert all(raised[other] is norms[other] for other in norms if other != key)
    with pytest.raises(DomainError, match=r"no norm 'med14\.infectious'; nearest: med14\.infectious_beds"):
        only(cq.Scale({"norm": "med14.infectious"}, "low", 2)).apply_norms(norms)
    with pytest.raises(DomainError, match=r"no step of med14\.infectious_beds has 'high'"):
        only(cq.Scale({"norm": key}, "high", 2)).apply_norms(norms)


def test_values_are_frozen_and_read_as_they_are_written():
    change = cq.Scale({"plan": "med14"}, "target", 1.1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        change.factor = 2.0
    assert eval(repr(change), {"Scale": cq.Scale}) == change
    assert hash(cq.Scenario("x", [change])) == hash(cq.Scenario("x", (change,)))
