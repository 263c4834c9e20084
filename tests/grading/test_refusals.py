"""The wording of every refusal, and profiles of one's own."""

import pickle

import numpy as np
import pytest

from cqtargets.errors import ConventionError, DomainError
from cqtargets.grading import (
    PROFILES,
    Profile,
    evaluate,
    evaluate_many,
    first_that_holds,
    grade_by_cuts,
    progress,
    progress_interval,
)

CASE = {"baseline": (2020, 1.0), "current": (2022, 2.0), "target": (2025, 3.0)}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: evaluate("shedule", **CASE), r"unknown profile 'shedule': did you mean 'schedule'\? Write one of sch"),
        (lambda: evaluate("xx", **CASE), "unknown profile 'xx'; write one of schedule, .*, or give a Profile of your"),
        (lambda: evaluate("schedule", **CASE, bnad=0.1), "unknown option of profile 'schedule' 'bnad': .*'band'"),
        (lambda: evaluate("final", **CASE, expected_end=3), "unknown option of profile 'final' 'expected_end'"),
        (lambda: evaluate("schedule", **CASE, comparator="=>"), r"unknown comparator '=>': did you mean"),
        (lambda: evaluate("schedule", **CASE, direction="upp"), "unknown direction 'upp': did you mean 'up'"),
        (lambda: evaluate("final", **CASE, binding="约束"), "unknown binding '约束': did you mean '约束性'"),
        (lambda: evaluate("eurostat", **CASE, term="longer"), "unknown term 'longer': did you mean 'long'"),
        (
            lambda: PROFILES["final"].label("great"),
            "profile 'final' has no grade 'great'; it has met_early, exceeded, met",
        ),
        (lambda: PROFILES["schedule"].with_cutoffs(ban=1), "profile 'schedule' has no cut-off 'ban'; it has band"),
        (
            lambda: Profile(key="", function=PROFILES["final"].function, formula="", labels={}),
            "a profile needs a key and a label",
        ),
        (
            lambda: Profile(
                key="mine",
                function=PROFILES["final"].function,
                formula="",
                labels={"a": ("甲", "a")},
                cutoffs={"x": 1.0},
                options=("x",),
            ),
            "profile 'mine': 'x' is an option and a cut-off; rename one",
        ),
    ],
)
def test_unknown_words_name_the_nearest(call, message):
    with pytest.raises(ConventionError, match=message):
        call()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: evaluate("schedule", baseline=(2020, float("nan"))),
            "baseline is nan; give a finite number, or leave",
        ),
        (
            lambda: evaluate("schedule", baseline=2020),
            r"baseline is 2020; give a date and a value, e.g. baseline=\(2020",
        ),
        (lambda: evaluate("schedule", **CASE | {"current": (2022.5, 2.0)}), "2022.5 is neither a year nor a date"),
        (lambda: evaluate("schedule", **CASE, band=float("inf")), "cut-off 'band' of profile 'schedule' is inf"),
        (lambda: evaluate("schedule", **CASE, current_interval=(2.1, 2.2)), "current_interval of case 0 is 2.1 to 2.2"),
        (lambda: evaluate("schedule", **CASE, baseline_interval=1), r"baseline_interval is 1; give two ends, \(low"),
        (lambda: evaluate("final", **CASE, comparator="range"), "case 0: a range needs low= and high=, low first"),
        (lambda: evaluate("destatis", **CASE, history=[(2023, 1.0)]), "dated after the present one; leave it out"),
        (lambda: evaluate("destatis", **CASE, history=[(2022, 1.0)]), "another value at the date of the present one"),
        (lambda: evaluate("destatis", **CASE, history=[(2021, 1.0), (2021, 2.0)]), "share one date"),
        (
            lambda: evaluate_many("schedule", when=2022.0, current=[1.0, np.inf]),
            "current is infinite; give a finite number",
        ),
        (
            lambda: evaluate_many("schedule", when=2022.0, current=[1.0, 2.0], target=[1.0, 2.0, 3.0]),
            r"target has shape \(3,\) for 2 cases",
        ),
        (
            lambda: evaluate_many("schedule", when=2022.0, current=[1.0], history_when=[2020.0], history=[1.0]),
            r"give two arrays of shape \(1, k\)",
        ),
        (
            lambda: evaluate_many("eea", when=2022.0, current=[1.0], history_when=[[2020.0]], history=[[np.inf]]),
            "history is infinite",
        ),
        (lambda: progress(1, 2, 1), "target equals baseline: there is no way to cover"),
        (lambda: progress(1, float("nan"), 2), "current is not finite"),
        (lambda: progress_interval((1, 2), (3, 4), 1.5), "the baseline's interval reaches the target"),
        (lambda: progress_interval((2, 1), (3, 4), 9), "baseline_interval is upside down or not a number: 2.0 to 1.0"),
    ],
)
def test_numbers_that_cannot_be_used(call, message):
    with pytest.raises(DomainError, match=message):
        call()


@pytest.mark.parametrize(
    ("profile", "change", "reason"),
    [
        ("schedule", {"current": None}, "no value"),
        ("schedule", {"baseline": None}, "no baseline"),
        ("sdsn", {"target": None}, "the profile needs a target"),
        ("sdsn", {"target": None, "baseline": None}, "neither a baseline nor a target"),
        ("schedule", {"target": None, "direction": "hold"}, "a level to hold needs a target"),
        ("schedule", {"current": (2019, 2.0)}, "the value is dated before the baseline"),
        ("schedule", {"target": (2020, 3.0)}, "the due date is not after the baseline's"),
        ("sdsn", {"current": (2020, 2.0)}, "no time between baseline and value"),
        ("eurostat", {"current": (2020, 2.0)}, "no time between baseline and value"),
        ("eea", {"baseline": (2020, 0.0)}, "an index with the baseline as 100 needs a baseline above zero"),
        ("unicef_aarr", {"baseline": (2020, -1.0)}, "the series holds zero or a negative value: no rate of reduction"),
        (
            "chongqing_2023",
            {"baseline": None},
            "no pace from baseline to value, and no expected_end: give expected_end=",
        ),
        ("destatis", {}, "fewer points than the mean of yearly changes needs (four in the last five years)"),
    ],
)
def test_each_missing_answer_has_its_reason(profile, change, reason):
    result = evaluate(profile, **CASE | change)
    assert (result.grade, result.reason) == (None, reason)


def halves(cases, cutoffs):
    return grade_by_cuts(cases, cases.progress * cases.options["weight"], [("good", cutoffs["half"])], "poor")


MINE = Profile(
    key="halves",
    function=halves,
    formula="weight (v - b)/(T - b)",
    labels={"met": ("完成", "met"), "good": ("过半", "past half"), "poor": ("未过半", "not half")},
    cutoffs={"half": 0.5},
    options=("weight",),
)


def test_a_profile_of_ones_own():
    assert evaluate(MINE, **CASE, weight=1.0).label() == "过半"
    assert evaluate(MINE, **CASE, weight=0.5).grade == "poor"
    assert evaluate(MINE, **CASE, weight=1.0, half=0.6).grade == "poor"
    assert evaluate(MINE.with_cutoffs(half=0.6), **CASE, weight=1.0).grade == "poor"
    assert evaluate(MINE, **CASE, weight=1.0, current_interval=(1.9, 2.1)).possible == ("good", "poor")
    assert evaluate(MINE, **CASE).reason == "the statistic has no finite value for these numbers"


def test_a_result_names_the_cutoffs_it_used_and_travels_between_processes():
    result = evaluate("schedule", **CASE, band=0.2)
    assert result.profile.cutoffs["band"] == 0.2
    assert PROFILES["schedule"].cutoffs["band"] == 0.05
    assert pickle.loads(pickle.dumps(result)) == result
    assert repr(result.profile) == "Profile('schedule')"
    with pytest.raises(TypeError):
        PROFILES["schedule"].cutoffs["band"] = 0.3


def test_the_first_rule_that_holds_wins():
    chosen = first_that_holds(2, [(np.array([False, True]), "a"), (np.array([True, True]), "b")])
    assert chosen.tolist() == ["b", "a"]
