"""Targets of two plans, versions or cities: which are the same, and what differs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets.consistency.pairing import pair_targets, relation_of
from cqtargets.conventions.vocabulary import Binding


def target(key, name="", plan="p", **fields):
    given = {
        "concept": key, "name_zh": name or f"指标{key}", "target_year": 2025, "baseline_year": 2020, "baseline": 1.0, "unit": "张",
        "target_low": 20.0, "region": "重庆市",
    }  # fmt: skip
    return cq.Indicator(id=f"{plan}.{key}", plan=plan, **{**given, **fields})


def kinds(first, second):
    return [(pair.kind, pair.differs, pair.rise) for pair in pair_targets(first, second)]


def test_new_dropped_changed_and_same():
    now = [target("same"), target("more", target_low=25.0), target("new")]
    before = [target("more"), target("gone"), target("same")]
    assert kinds(now, before) == [
        ("same", (), 0), ("changed", ("goal",), 1), ("only_first", (), 0), ("only_second", (), 0),
    ]  # fmt: skip


def test_other_units_of_one_value_are_no_change():
    per_thousand = target("beds", per=1000, target_low=7.8, baseline=6.0)
    per_ten_thousand = target("beds", per=10_000, target_low=78.0, baseline=60.0)
    assert kinds([per_thousand], [per_ten_thousand]) == [("same", (), 0)]
    raised = target("beds", per=10_000, target_low=80.0, baseline=60.0)
    assert kinds([raised], [per_thousand]) == [("changed", ("goal",), 1)]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"target_year": 2027}, "year"), ({"binding": Binding.OBLIGATORY}, "binding"), ({"baseline": 2.0}, "baseline"),
        ({"baseline_year": 2019}, "base_year"), ({"basis": "实有"}, "basis"), ({"responsible": "市卫生健康委"}, "responsible"),
        ({"comparator": ">"}, "goal"), ({"unit": "人"}, "unit"), ({"form": "increment"}, "form"),
        ({"population": "registered"}, "population"),
    ],
)  # fmt: skip
def test_each_difference_is_named(fields, expected):
    (pair,) = pair_targets([target("a", **fields)], [target("a")])
    assert expected in pair.differs


def test_a_renamed_target_is_found_by_its_id_and_a_made_id_says_nothing():
    (pair,) = pair_targets([target("a", name="新名", concept="other")], [target("a")])
    assert pair.differs == ("name",)
    moved = [target("row2", concept="x", name="甲"), target("row3", concept="y", name="乙")]
    before = [target("row2", concept="y", name="乙"), target("row3", concept="x", name="甲")]
    assert kinds(moved, before) == [("same", (), 0), ("same", (), 0)]


def test_a_city_stands_beside_another_by_concept():
    ours = [target("beds"), target("beds2", concept="beds", region="万州区", name="万州床位"), target("x")]
    theirs = [target("beds", plan="q", region="成都市", target_low=21.0), target("y", plan="q", region="成都市")]
    pairs = pair_targets(ours, theirs)
    assert [pair.kind for pair in pairs] == ["changed", "only_first", "only_first", "only_second"]
    assert relation_of(ours, theirs, pairs) == "places"


def test_later_and_earlier_targets_of_one_concept_go_to_the_nearest_year():
    ours = [target("a", target_year=2025), target("b", concept="a", target_year=2030, target_low=30.0)]
    theirs = [target("c", plan="q", concept="a", target_year=2031, target_low=31.0)]
    pairs = pair_targets(ours, theirs)
    assert [pair.second and pair.second.target_year for pair in pairs] == [None, 2031]


def test_relation_of_plans_of_one_place():
    one, other = [target("a")], [target("b", plan="q", target_year=2030)]
    assert relation_of(one, other, pair_targets(one, other)) == "plans"
    again = [target("a", plan="p2025")]
    assert relation_of(one, again, pair_targets(one, again)) == "versions"


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(2024, 2030)), max_size=12), st.randoms())
def test_every_target_stands_in_one_pair(rows, shuffled):
    first = [target(f"n{place}", concept=key, target_year=year) for place, (key, year) in enumerate(rows)]
    second = [target(f"n{place}", concept=key, plan="q", target_year=year) for place, (key, year) in enumerate(rows)]
    shuffled.shuffle(second)
    pairs = pair_targets(first, second)
    assert [pair.first for pair in pairs] == first
    assert sorted(pair.second.id for pair in pairs) == sorted(one.id for one in second)


@pytest.mark.slow
def test_the_bundled_targets_are_their_own_counterparts(cat):
    assert {pair.kind for pair in pair_targets(cat, cat)} <= {"same"}
