"""Targets of every odd kind through every room: gaps, grades, chances, proposals, scenarios and the report agree."""

import math

import pytest

import cqtargets as cq
from cqtargets.report.build import build_report
from cqtargets.report.request import Request
from cqtargets.targets.observation import Observation

FALLING = {"comparator": "<=", "direction": "down", "target_low": None}
SUM = {"baseline": None, "baseline_year": None, "period_start": 2020}
MONEY = {"measure": "amount", "unit": "万元"}
YEARS = {"measure": "mean", "unit": "岁"}
# What the target prints, and the value of 2023.
KINDS = {
    "increment": ({"form": "increment", "target_low": 12.0, **SUM}, 7.0),
    "cumulative": ({"form": "cumulative", **SUM}, 30.0),
    "flow": ({"form": "flow", "target_low": 9.0, "baseline": 8.0}, 9.5),
    "less_loss": ({**MONEY, "baseline": -300.0, "target_low": -100.0}, -180.0),
    "more_loss": ({**MONEY, "baseline": -100.0, **FALLING, "target_high": -300.0}, -150.0),
    "flat": ({"baseline": 60.0}, 60.0),
    "kept": ({"measure": "share", "unit": "%", "baseline": 94.0, "target_low": 93.0, "target_text": "保持在93%以上"}, 92.5),
    "from_zero": ({"baseline": 0.0, "target_low": 5.0}, 2.0),
    "to_zero": ({"baseline": 5.0, **FALLING, "target_high": 0.0}, 3.0),
    "points": ({"form": "relative", "change": "points", "measure": "share", "unit": "%", "target_low": 5.0}, 43.0),
    "per_cent": ({"form": "relative", "change": "percent_of_baseline", **MONEY, "target_low": 10.0}, 41.0),
    "growth": ({"form": "growth", **MONEY, "target_low": 7.0}, 48.0),
    "range": ({"comparator": "range", "target_low": 50.0, "target_high": 70.0}, 52.0),
    "passed": ({"baseline": 70.0}, 65.0),
    "falling": ({"measure": "mean", "unit": "天", "baseline": 9.0, **FALLING, "target_high": 8.0}, 8.6),
    "about": ({"comparator": "~", "target_low": 60.0, "target_high": 60.0, "tolerance": 2.0}, 57.0),
    "life": ({**YEARS, "baseline": 78.0, "target_low": 79.56}, 78.9),
    "copied": ({**YEARS, "form": "proportional", "follows": "life", "baseline": 68.0, "target_low": None, "comparator": ""}, 68.5),
}  # fmt: skip
STATED = {
    "increment": {"form": "cumulative", "since": 2020},
    "cumulative": {"form": "cumulative", "since": 2020},
    "flow": {"form": "flow"},
}


def target(key, fields):
    plain = {
        "id": f"p.{key}", "concept": key, "plan": "p", "name_zh": key, "unit": "个", "baseline": 40.0, "baseline_year": 2020,
        "target_year": 2025, "target_low": 60.0, "region": "甲市",
    }  # fmt: skip
    return cq.Indicator(**{**plain, **fields})


@pytest.fixture(scope="module")
def held():
    targets = {key: target(key, fields) for key, (fields, _) in KINDS.items()}
    seen = [
        Observation(
            concept=key, region="甲市", when=2023, value=value, unit=targets[key].unit, **STATED.get(key, {})
        )
        for key, (_, value) in KINDS.items()
    ]  # fmt: skip
    return cq.Catalogue(targets.values()), cq.Observations(seen)


@pytest.fixture(scope="module")
def rooms(held):
    cat, obs = held
    return (
        cat.gaps(obs, index="id"),
        cq.assess(cat, obs).to_frame().set_index("id"),
        cat.attain(obs, index="id"),
        cq.propose_targets(cat, obs, to=2030),
    )


def near(first, second):
    return (math.isnan(first) and math.isnan(second)) or first == pytest.approx(second)


@pytest.mark.parametrize("key", KINDS)
def test_every_room_says_the_same(rooms, key):
    gaps, grades, chances, proposals = rooms
    gap, grade, chance = (room.loc[f"p.{key}"] for room in (gaps, grades, chances))
    proposal = proposals[f"p.{key}"]
    assert bool(gap["met"]) is bool(grade["met"])
    assert near(gap["goal"], grade["goal"])
    assert near(gap["goal"], chance["goal"])
    assert gap["observed"] == grade["observed"] == KINDS[key][1]
    asked = gap["required_cagr"] if grade["growth_convention"] == "cagr" else gap["required_annual_change"]
    assert near(asked, grade["required_growth"])
    if chance["per_year"]:
        assert near(chance["pace_needed"], grade["required_growth"])
        assert near(chance["pace_so_far"], grade["observed_growth"])
    if proposal.base is not None:
        assert proposal.base.value == KINDS[key][1]
        assert proposal.met is bool(gap["met"])
        assert all(one.value is None or math.isfinite(one.value) for one in proposal.candidates)


def test_a_change_of_nothing_changes_nothing(held):
    cat, obs = held
    later = cq.Scenario("later", [cq.Shift("p.falling", "target_year", by=1)])
    table = cq.compare(cat, later, observations=obs).targets()
    told = table[(table["scenario"] == "later") & (table["id"] != "p.falling")].set_index("id")
    gaps = cat.gaps(obs, index="id")
    for key in told.index:
        assert near(told.loc[key, "to_target"], gaps.loc[key, "to_target"])
        assert near(told.loc[key, "to_path"], gaps.loc[key, "to_path"])


def test_the_report_computes_the_same(held, rooms):
    cat, obs = held
    report = build_report(
        Request(catalogue=cat, observations=obs, lang="en"), sections=["tracking", "evaluation", "prospects"]
    )
    calc = next(one for one in report.ledgers if one.key == "calc")
    places = {column.key: place for place, column in enumerate(calc.columns)}
    gaps = rooms[0]
    for target, row in zip(cat, calc.rows, strict=True):
        met = row[places["met"]]
        assert (met == "met") is bool(gaps.loc[target.id, "met"]), target.id
    texts = [
        cell.text
        for section in report.sections
        for table in section.blocks
        if hasattr(table, "rows")
        for row in table.rows
        for cell in row.cells
    ]
    assert not [text for text in texts if text in ("nan", "inf", "-inf", "None")]


@pytest.mark.parametrize("word", ["约束性", "约束性指标", "obligatory", "binding", cq.Binding.OBLIGATORY])
def test_a_kind_may_be_given_by_its_word(word):
    target = cq.Indicator(
        id="p.a", concept="beds", plan="p", name_zh="床位", unit="张", target_year=2025, target_low=8, binding=word
    )
    assert target.binding is cq.Binding.OBLIGATORY
    assert len(cq.assess(cq.Catalogue([target]), cq.Observations([])).to_frame()) >= 1


@pytest.mark.parametrize("word", ["必须", 5, ["约束性"]])
def test_what_is_no_kind_is_refused(word):
    with pytest.raises(cq.errors.CqTargetsError, match="binding"):
        cq.Indicator(
            id="p.a", concept="beds", plan="p", name_zh="床位", unit="张", target_year=2025, target_low=8, binding=word
        )
