"""From where to where a target runs: worked numbers of every form, and what holds for all of them."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets.errors import DomainError
from cqtargets.targets.courses import courses_of
from cqtargets.targets.observation import Observation

CHANGES = {"points": ("share", "%"), "absolute": ("mean", "岁"), "percent_of_baseline": ("amount", "亿元")}


def make(**fields):
    plain = {
        "id": "p.a", "concept": "a", "plan": "p", "name_zh": "甲", "unit": "个", "baseline": 40.0, "baseline_year": 2020,
        "target_year": 2025, "target_low": 60.0,
    }  # fmt: skip
    return cq.Indicator(**{**plain, **fields})


WORKED = [
    ({}, (40.0, 60.0)),
    ({"form": "relative", "target_low": 5.0}, (40.0, 45.0)),
    ({"form": "relative", "change": "absolute", "target_low": 5.0}, (40.0, 45.0)),
    ({"form": "relative", "change": "percent_of_baseline", "target_low": 5.0}, (40.0, 42.0)),
    (
        {"form": "relative", "change": "percent_of_baseline", "target_low": None, "target_high": -10.0,
         "comparator": "<=", "direction": "down"},
        (40.0, 36.0),
    ),
    ({"form": "increment", "target_low": 12.0}, (0.0, 12.0)),
    ({"form": "cumulative", "baseline": None, "baseline_year": None, "period_start": 2020}, (0.0, 60.0)),
    ({"form": "flow", "target_low": 9.0}, (None, 9.0)),
    ({"form": "growth", "unit": "亿元", "target_low": 7.0}, (40.0, 40.0 * 1.07**5)),
    ({"form": "growth", "unit": "%", "target_low": 7.0}, (None, 7.0)),
    ({"comparator": "range", "target_low": 50.0, "target_high": 70.0}, (40.0, 50.0)),
    ({"comparator": "<=", "direction": "down", "target_low": None, "target_high": 30.0}, (40.0, 30.0)),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "ends"), WORKED)
def test_each_form_has_its_ends(fields, ends):
    way = make(**fields).course()
    assert way.start == ends[0]
    assert way.end == pytest.approx(ends[1])
    assert (way.begin, way.due, way.years) == (2020, 2025, 5.0)


@pytest.mark.parametrize(("fields", "ends"), WORKED)
def test_the_end_meets_the_target(fields, ends):
    assert make(**fields).met_by(ends[1]) is True


def test_columns_and_single_courses_are_one_kernel():
    targets = [make(**fields) for fields, _ in WORKED]
    columns = courses_of(targets)
    assert len(columns) == len(targets)
    assert [columns[row] for row in range(len(targets))] == [target.course() for target in targets]
    assert len(courses_of([])) == 0


def test_a_proportional_target_takes_the_factor_of_what_it_follows():
    life = make(id="p.life", concept="life", baseline=78.0, target_low=79.56, unit="岁")
    healthy = make(
        id="p.healthy", concept="healthy", form="proportional", follows="life", baseline=68.0, target_low=None,
        comparator="", unit="岁",
    )  # fmt: skip
    cat = cq.Catalogue([life, healthy])
    assert cat.course("p.healthy").end == pytest.approx(69.36)
    assert cat.course(healthy).comparator == ">="
    assert healthy.course().reason == "the target copies the growth of 'life'"
    assert cat.paths(on=2025).set_index("id").loc["p.healthy", "value"] == pytest.approx(69.36)


def test_a_later_target_goes_by_way_of_the_earlier_one():
    first = make(id="p.a25", target_low=50.0)
    later = make(id="p.a30", target_year=2030, target_low=52.0, earlier="p.a25")
    bare = make(id="p.b30", target_year=2030, target_low=52.0, earlier="p.a25", baseline=None, baseline_year=None)
    cat = cq.Catalogue([first, later, bare])
    assert cat.course("p.a30").through == ((2025, 50.0),)
    assert (cat.course("p.b30").start, cat.course("p.b30").begin) == (40.0, 2020)
    paths = cat.paths().set_index(["id", "year"])["value"]
    assert [paths["p.a30", year] for year in (2022, 2025, 2030)] == pytest.approx([44.0, 50.0, 52.0])
    seen = cq.Observations([Observation(concept="a", value=50.4, when=2026, unit="个")])
    gaps = cat.gaps(seen).set_index("id")
    assert gaps.loc["p.a30", "path"] == pytest.approx(50.4)
    assert gaps.loc["p.a30", "standing"] == "on_path"


def test_what_a_change_is_compared_with_must_be_known():
    against = make(form="relative", reference="全国平均", target_low=2.0)
    assert "a change against 全国平均, whose value is not given" in against.course().reason
    with pytest.raises(DomainError, match="whose value is not given: give it with with_reference"):
        against.met_by(50.0)
    known = against.with_reference(55.0)
    assert (known.form, known.course().end, known.met_by(57.0)) == ("level", 57.0, True)
    assert make(form="relative", reference="2020年", target_low=2.0).course().end == 42.0


def test_a_target_passed_at_its_start_asks_for_nothing():
    kept = make(baseline=65.0)
    needed = kept.required_growth()
    assert (needed.cagr, needed.annual_change, kept.course().passed) == (None, None, True)
    assert needed.reason == "the baseline is already at or beyond the target"
    with pytest.raises(DomainError, match=r"has no way to go: .*, it is to be kept"):
        kept.path()
    held = kept.gap(64.0, on=2023)
    assert (held.to_path, held.to_target, held.required, held.met) == (None, 4.0, None, True)
    fallen = kept.gap(58.0, on=2023)
    assert fallen.required.annual_change == pytest.approx(1.0)


def test_sums_have_a_pace_and_no_rate():
    held = make(form="increment", target_low=200.0).gap(120.0, on=2023)
    assert (held.required.cagr, held.required.annual_change) == (None, 40.0)


def test_below_zero_there_are_yearly_steps():
    needed = make(baseline=-300.0, target_low=-100.0).required_growth()
    assert needed.annual_change == pytest.approx(40.0)
    assert needed.reason == "growth below zero has no rate: the yearly step is given"


def test_a_level_path_and_a_value_on_it():
    hold = make(baseline=93.0, target_low=93.0, direction="hold")
    assert hold.gap(93.0, on=2023).years_behind == 0.0
    low = hold.gap(92.0, on=2023)
    assert (low.years_behind, low.shortfall, low.standing) == (None, 1.0, "behind")


def test_beyond_an_approximate_target_is_not_worse_than_the_baseline():
    held = make(baseline=6.4, comparator="~", target_low=7.0, target_high=7.0).gap(7.2, on=2023)
    assert "beyond the target" in held.reason
    assert held.standing == "ahead"


def test_standing_follows_the_wanted_direction():
    fall = make(comparator="<=", direction="down", target_low=None, target_high=30.0)
    assert fall.gap(33.0, on=2023).standing == "ahead"
    assert fall.gap(35.0, on=2023).standing == "behind"


def test_the_command_says_ahead_or_behind(capsys):
    from cqtargets.cli import main

    assert main(["gap", "--lang", "zh"]) == 0
    printed = capsys.readouterr().out
    assert "超前" in printed
    assert "落后" in printed


numbers = st.floats(1.0, 1e4)


@st.composite
def targets(draw):
    """Targets of every form that has a way, in both directions; levels of amounts below zero and ranges among them."""
    form = draw(st.sampled_from(("level", "below zero", "range", "relative", "increment", "cumulative", "growth")))
    up = draw(st.booleans()) if form in ("level", "below zero", "relative", "growth") else True
    sign = -1 if form == "below zero" else 1
    number = (
        draw(numbers) * sign
        if form in ("level", "below zero", "range", "increment", "cumulative")
        else draw(st.floats(0.1, 30.0)) * (1 if up else -1)
    )
    fields = {
        "form": "level" if form in ("below zero", "range") else form, "baseline": draw(numbers) * sign, "unit": "万元",
        "target_year": 2020 + draw(st.integers(1, 15)), "measure": "amount",
    }  # fmt: skip
    if form == "range":
        width = draw(st.floats(0.0, 100.0))
        return make(**fields, target_low=number, target_high=number + width, comparator="range", direction="up")
    if form == "relative":
        fields["change"] = draw(st.sampled_from(("absolute", "percent_of_baseline", "")))
    ends = {"target_low": number} if up else {"target_low": None, "target_high": number}
    return make(**fields, **ends, comparator=">=" if up else "<=", direction="up" if up else "down")


@given(targets())
def test_paths_join_the_ends_and_never_turn(target):
    way = target.course()
    if way.reason:
        assert way.passed
        return
    path = target.path()
    assert path.at(way.begin) == pytest.approx(way.start)
    assert path.at(way.due) == pytest.approx(way.end)
    steps = [later - first for first, later in zip(path.values, path.values[1:], strict=False)]
    noise = 1e-9 * max(abs(way.start), abs(way.end))
    assert all(step * (way.end - way.start) >= -noise * abs(way.end - way.start) for step in steps)


@given(targets(), st.sampled_from((1e-4, 1e-3, 10.0, 1e4)))
def test_a_change_of_unit_changes_nothing_else(target, factor):
    scaled = {"baseline": target.baseline * factor}
    if target.form != "growth" and target.change != "percent_of_baseline":
        scaled |= {
            name: None if (value := getattr(target, name)) is None else value * factor
            for name in ("target_low", "target_high")
        }
    first, second = target.course(), dataclasses.replace(target, **scaled).course()
    assert second.end == pytest.approx(first.end * factor)
    assert second.start == pytest.approx(first.start * factor)
    assert second.passed == first.passed


@given(targets(), st.integers(1, 10))
def test_an_earlier_year_lies_on_the_way_and_moves_no_end(target, later):
    row = dataclasses.replace(target, id="p.later", target_year=target.target_year + later, earlier="p.a")
    alone, through = row.course(), row.course(earlier=target)
    assert (through.start, through.end) == (alone.start, alone.end)
    assert through.through == ((target.target_year, target.course().end),)


@given(targets(), numbers)
def test_meeting_is_the_same_on_the_level_and_in_the_change(target, value):
    way = target.course()
    assert target.met_by(value) is way.meets(value)
    if target.form == "relative" and target.change != "percent_of_baseline":
        rise = value - target.baseline
        number = target.target_low if target.comparator == ">=" else target.target_high
        if abs(rise - number) > 1e-6 * max(1.0, abs(value), abs(target.baseline)):
            assert target.met_by(value) is ((rise > number) == (target.comparator == ">="))


@given(numbers, numbers, st.integers(1, 15), st.booleans())
def test_a_copied_growth_has_the_same_factor(start, end, years, up):
    ends = {"target_low": end} if up else {"target_low": None, "target_high": end}
    sides = {
        "comparator": ">=" if up else "<=",
        "direction": "up" if up else "down",
        "unit": "万元",
        "measure": "amount",
    }
    first = make(id="p.first", concept="first", baseline=start, target_year=2020 + years, **ends, **sides)
    copy = make(
        id="p.copy", concept="copy", form="proportional", follows="first", baseline=7.0, target_low=None, comparator="",
        direction=sides["direction"], target_year=2020 + years, unit="万元", measure="amount",
    )  # fmt: skip
    way = copy.course(followed=first)
    assert way.end == pytest.approx(7.0 * end / start)
    assert way.passed == first.course().passed
    level = copy.following(first)
    assert (level.form, level.course().end) == ("level", way.end)


@given(numbers, st.integers(1, 15), st.floats(1e-3, 1e3))
def test_a_yearly_flow_asks_for_the_same_each_year(amount, years, factor):
    flow = make(form="flow", target_low=amount, unit="万元", measure="amount", target_year=2020 + years)
    scaled = dataclasses.replace(flow, target_low=amount * factor)
    assert set(flow.path().values) == {amount}
    assert flow.required_growth().cagr is None
    assert scaled.course().end == pytest.approx(flow.course().end * factor)
    assert flow.met_by(amount) is True


def test_the_columns_of_a_catalogue_are_its_courses():
    base = make(id="p.base", concept="base", baseline=None, baseline_year=None, period_start=2020, target_low=44.0)
    cat = cq.Catalogue(
        [
            make(id="p.first", concept="first", target_year=2023, target_low=50.0),
            make(id="p.second", concept="first", earlier="p.first", baseline=None, baseline_year=None),
            make(id="p.copy", concept="copy", form="proportional", follows="first", target_low=None, comparator=""),
            make(id="p.lost", concept="lost", form="proportional", follows="base", target_low=None, comparator=""),
            base,
        ]
    )
    assert [cat.courses[row] for row in range(len(cat))] == [cat.course(key) for key in cat.ids]
    assert cat.courses is cat.courses
    assert cat.course("p.second").through == ((2023, 50.0),)
    assert cat.course("p.copy").end == pytest.approx(40.0 * 50 / 40)
