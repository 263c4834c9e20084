"""Rounding, bounds, growth, and every measure, form and comparator."""

import math
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets.conventions.vocabulary import COMPARATORS, DIRECTIONS, FORMS, MEASURES
from cqtargets.errors import ConventionError, UnknownIdError
from cqtargets.grading import PROFILES, Profile, grade_by_cuts


def test_printed_digits_leave_an_interval(make_target, make_seen, row_of):
    # ends (10.925 - 10.85)/(11.3 - 10.85) = 0.1667 and (10.935 - 10.75)/(11.3 - 10.75) = 0.3364; printed 0.13/0.5
    target = make_target(baseline=10.8, baseline_text="10.8", target_low=11.3)
    row = row_of(target, make_seen(10.93, when=2022, text="10.93"))
    assert row["progress"] == pytest.approx(0.26)
    assert (row["progress_low"], row["progress_high"]) == pytest.approx((0.075 / 0.45, 0.185 / 0.55))
    assert (row["grade"], row["unstable"]) == ("behind", False)


def test_rounding_that_spans_a_cut_off_is_unstable(make_target, make_seen, row_of):
    # 2022: time share 0.4; (10.96 - 10.8)/0.5 = 0.32 behind, (10.965 - 10.75)/0.55 = 0.391 on schedule
    target = make_target(baseline=10.8, baseline_text="10.8", target_low=11.3)
    row = row_of(target, make_seen(10.96, when=2022, text="10.96"))
    assert (row["grade"], row["unstable"], row["possible"]) == ("behind", True, "behind|on_schedule")


def test_whole_counts_and_ranks_are_exact(make_target, make_seen, row_of):
    homes = make_target(measure="count", unit="家", per=None, form="increment", baseline=None, target_low=200)
    row = row_of(homes, make_seen(200, when=2025, unit="家", per=None, text="200家"), profile="final")
    assert (row["grade"], row["unstable"], row["met"]) == ("met", False, True)
    rank = make_target(
        measure="rank",
        unit="名次",
        per=None,
        baseline=5,
        comparator="<=",
        direction="down",
        target_low=None,
        target_high=3,
    )
    row = row_of(rank, make_seen(3, when=2025, unit="名次", per=None, text="第3位"), profile="final")
    assert (row["grade"], row["unstable"]) == ("met", False)
    rounded = row_of(make_target(), make_seen(20.0, when=2025, text="20.0"), profile="final")
    assert (rounded["grade"], rounded["unstable"], rounded["met"]) == ("met", True, None)


def test_no_share_lies_above_the_whole(make_target, make_seen, row_of):
    target = make_target(measure="share", unit="%", per=None, baseline=50, target_low=100)
    row = row_of(target, make_seen(100, when=2025, unit="%", per=None, text="100%"), profile="final")
    assert (row["observed_low"], row["observed_high"], row["possible"]) == (99.5, 100, "met|missed")
    row = row_of(target, make_seen(100, when=2025, unit="%", per=None, text="全覆盖"), profile="final")
    assert (row["grade"], row["unstable"]) == ("met", False)


@pytest.mark.parametrize(
    ("bound", "value", "grade", "met", "low", "high"),
    [
        (">", 20.0, "met_early", True, 1.0, math.inf),
        (">=", 20.0, "met_early", True, 1.0, math.inf),
        ("<", 12.0, "behind", False, -1.0, 0.2),
        ("<=", 12.0, "behind", False, -1.0, 0.2),
        (">", 12.0, None, None, 0.2, math.inf),
    ],
)
def test_a_bound_is_graded_where_both_ends_agree(make_target, make_seen, row_of, bound, value, grade, met, low, high):
    row = row_of(make_target(), make_seen(value, bound=bound))
    assert (row["grade"], row["met"]) == (grade, met)
    assert (row["progress_low"], row["progress_high"]) == (pytest.approx(low), pytest.approx(high))
    assert math.isnan(row["progress"])
    assert row["reason"].startswith(f"the figure is a bound ({bound} {value:g}): progress is ")


def test_a_bound_on_a_share_ends_at_the_limit(make_target, make_seen, row_of):
    target = make_target(measure="share", unit="%", per=None, baseline=50, target_low=90)
    row = row_of(target, make_seen(70, unit="%", per=None, bound=">"))
    assert (row["progress_low"], row["progress_high"]) == pytest.approx((0.5, 1.25))
    assert row["reason"] == "the figure is a bound (> 70): progress is 50.0 to 125.0 %"


def test_a_bound_that_meets_the_target_counts_as_met(make_target, make_seen):
    catalogue = cq.Catalogue([make_target(binding=cq.Binding.OBLIGATORY)])
    result = cq.assess(catalogue, cq.Observations([make_seen(20, when=2025, bound=">=")]), profile="final")
    assert result.to_frame().loc[0, "possible"] == "met|exceeded"
    assert result.summary().loc[0, ["met", "completion_rate", "verdict"]].tolist() == [1, 1.0, "met"]


def test_fewer_is_better(make_target, make_seen, row_of):
    target = make_target(comparator="<=", direction="down", baseline=10, target_low=None, target_high=8)
    row = row_of(target, make_seen(9.5, when=2023))
    assert row["progress"] == pytest.approx(0.25)
    assert row["lead_progress"] == pytest.approx(-0.35)
    assert row["lead_value"] == pytest.approx(8.8 - 9.5)
    assert row["required_growth"] == pytest.approx((8 / 9.5) ** 0.5 - 1)
    assert row["grade"] == "behind"


def test_increments_start_at_zero(make_target, make_seen, row_of):
    target = make_target(form="increment", baseline=None, target_low=200, measure="count", unit="家", per=None)
    row = row_of(target, make_seen(90, when=2022, unit="家", per=None))
    assert (row["progress"], row["grade"]) == (pytest.approx(0.45), "on_schedule")
    assert (row["growth_convention"], row["observed_growth"]) == ("annual_change", pytest.approx(45))
    assert row["required_growth"] == pytest.approx(110 / 3)
    assert row_of(target, make_seen(90, when=2022, unit="家", per=None), profile="eurostat")["reason"] == (
        "growth from zero has no rate"
    )


def test_a_yearly_flow_is_due_every_year(make_target, make_seen, row_of):
    target = make_target(form="flow", baseline=None, target_low=40, measure="count", unit="人", per=None)
    fields = {"unit": "人", "per": None}
    assert row_of(target, make_seen(30, when=2023, **fields))["grade"] == "behind"
    half = row_of(target, make_seen(20, when=date(2023, 6, 30), **fields))
    assert (half["time_share"], half["progress"], half["grade"]) == (pytest.approx(0.5), 0.5, "on_schedule")
    early = row_of(target, make_seen(41, when=2023, **fields), profile="final")
    assert early["grade"] is None
    assert early["reason"].startswith("the value is dated before the due year")
    assert row_of(target, make_seen(41, when=2025, **fields), profile="final")["grade"] == "exceeded"


def test_a_change_over_the_baseline(make_target, make_seen, row_of):
    target = make_target(
        form="relative", measure="mean", unit="岁", per=None, baseline=78.0, baseline_text="78.0", target_low=1
    )
    row = row_of(target, make_seen(78.6, when=2023, unit="岁", per=None))
    assert (row["goal"], row["progress"]) == (79.0, pytest.approx(0.6))
    # the target moves with the baseline: +-0.05 years of 1
    assert (row["progress_low"], row["progress_high"]) == pytest.approx((0.55, 0.65))
    bare = make_target(form="relative", measure="mean", unit="岁", per=None, baseline=None, target_low=1)
    assert row_of(bare, make_seen(78.6, unit="岁", per=None))["reason"] == (
        "a change over a baseline that the plan does not print"
    )


def test_a_proportional_target_follows_its_concept(make_target, make_seen):
    leader = make_target("p.life", measure="mean", unit="岁", per=None, baseline=80, target_low=81)
    fields = {"form": "proportional", "comparator": "", "target_low": None, "follows": "life", "measure": "mean",
              "unit": "岁", "per": None}  # fmt: skip
    healthy = make_target("p.healthy", baseline=70, **fields)
    seen = cq.Observations([make_seen(70.7, concept="healthy", unit="岁", per=None)])
    row = cq.assess(cq.Catalogue([leader, healthy]), seen).to_frame().iloc[1]
    # 70 x 81/80 = 70.875
    assert (row["goal"], row["progress"]) == (pytest.approx(70.875), pytest.approx(0.8))
    alone = cq.assess(cq.Catalogue([healthy]), seen).to_frame().iloc[0]
    assert alone["reason"] == "the target copies the growth of 'life', which has no numbers here"
    bare = cq.assess(cq.Catalogue([leader, make_target("p.healthy", baseline=None, **fields)]), seen).to_frame().iloc[1]
    assert bare["reason"] == "the target copies the growth of 'life'; the plan prints no baseline"


def _ends(form, comparator):
    if form in ("proportional", "qualitative"):
        return {"target_low": None, "comparator": ""}
    ends = {">=": (20, None), ">": (20, None), "<=": (None, 20), "<": (None, 20), "range": (18, 22)}
    low, high = ends.get(comparator, (20, 20))
    return {"target_low": low, "target_high": high, "comparator": comparator}


@pytest.mark.parametrize("form", FORMS)
def test_every_measure_form_comparator_and_direction_has_an_answer_or_a_reason(make_target, make_seen, form):
    follows = "other" if form == "proportional" else ""
    targets = [
        make_target(f"p.{measure}.{place}.{direction}", measure=measure, form=form, direction=direction, follows=follows,
                    concept="a", **_ends(form, comparator))
        for measure in MEASURES
        for place, comparator in enumerate(COMPARATORS)
        for direction in DIRECTIONS
    ]  # fmt: skip
    for seen in (make_seen(15.5), make_seen(15.5, bound=">"), make_seen(15.5, when=2025, bound="<=")):
        result = cq.assess(cq.Catalogue(targets), cq.Observations([seen]), profile=list(PROFILES))
        for found in result.evaluations:
            for grade, reason in zip(found.grade, found.reason, strict=True):
                assert grade is not None or reason, (form, found.profile.key)


def test_about_needs_a_width(make_target, make_seen, row_of):
    target = make_target(comparator="~", target_high=20)
    assert row_of(target, make_seen(19.5, when=2025), profile="final")["reason"].startswith(
        "“about” (左右) has no stated width"
    )
    row = row_of(target, make_seen(19.5, when=2025), profile="final", tolerance={"p.a": 1.0})
    assert (row["grade"], row["met"]) == ("met", True)


def test_profiles_stand_side_by_side_with_their_options(make_target, make_seen):
    mine = Profile(
        key="mine", formula="p", cutoffs={"half": 0.5}, labels={"met": ("完成", "met"), "half": ("过半", "half"), "low": ("低", "low")},
        function=lambda cases, cutoffs: grade_by_cuts(cases, cases.progress, [("half", cutoffs["half"])], "low"),
    )  # fmt: skip
    catalogue, seen = cq.Catalogue([make_target()]), cq.Observations([make_seen(16)])
    row = cq.assess(catalogue, seen, profile=["schedule", mine], half=0.7, band=0.01).to_frame().iloc[0]
    assert (row["grade"], row["grade_mine"], row["label_zh_mine"]) == ("on_schedule", "low", "低")
    with pytest.raises(ConventionError, match="unknown option of the profiles 'bnd': did you mean 'band'"):
        cq.assess(catalogue, seen, bnd=0.1)
    with pytest.raises(ConventionError, match="unknown profile 'shedule': did you mean 'schedule'"):
        cq.assess(catalogue, seen, profile="shedule")
    with pytest.raises(ConventionError, match="profiles final, final hold one twice"):
        cq.assess(catalogue, seen, profile=["final", "final"])
    with pytest.raises(ConventionError, match="no profile is given"):
        cq.assess(catalogue, seen, profile=[])
    with pytest.raises(ConventionError, match="option 'binding' is decided by the catalogue"):
        cq.assess(catalogue, seen, profile="final", binding="约束性")
    with pytest.raises(UnknownIdError, match=r"no indicator 'p.b'"):
        cq.assess(catalogue, seen, tolerance={"p.b": 1})
    expected = cq.assess(catalogue, seen, profile="chongqing_2023", expected_end={"p.a": 21.0}).to_frame().iloc[0]
    assert expected["grade"] == "on_schedule_will_exceed"


def test_earlier_values_reach_the_profiles_that_look_back(make_target, make_seen, row_of):
    series = [make_seen(value, when=year) for year, value in ((2018, 8.0), (2019, 9.0), (2021, 12.0), (2022, 14.0))]
    row = row_of(make_target(), *series, make_seen(16.0), profile="destatis")
    # mean change of the last five years (16 - 8)/5 = 1.6; 20 - 16 - 2 x 1.6 = 0.8 of 4 is missing
    assert (row["grade"], row["statistic"]) == ("sun_cloud", pytest.approx(0.2))


@settings(max_examples=40)
@given(value=st.floats(1, 40), factor=st.sampled_from([10_000, 100_000]))
def test_no_effect_from_a_change_of_unit(value, factor):
    target = cq.Indicator(
        id="p.a", concept="a", plan="p", name_zh="a", measure="rate", unit="张", per=1000, baseline_year=2020, baseline=10.0,
        target_year=2025, target_low=20.0,
    )  # fmt: skip
    rows = [
        cq.assess(
            cq.Catalogue([target]),
            cq.Observations([cq.Observation(concept="a", value=value * per / 1000, unit="张", per=per, when=2023)]),
        ).to_frame().iloc[0]
        for per in (1000, factor)
    ]  # fmt: skip
    assert rows[0]["progress"] == pytest.approx(rows[1]["progress"])
    assert rows[0]["grade"] == rows[1]["grade"]


@settings(max_examples=60)
@given(
    bound=st.floats(1, 40),
    above=st.floats(0.001, 30),
    profile=st.sampled_from(["schedule", "sdsn", "eurostat", "unsd"]),
)
def test_a_grade_of_a_bound_is_that_of_every_value_behind_it(bound, above, profile):
    target = cq.Indicator(
        id="p.a", concept="a", plan="p", name_zh="a", unit="个", baseline_year=2020, baseline=10.0, target_year=2025,
        target_low=20.0,
    )  # fmt: skip
    seen = [
        cq.Observation(concept="a", value=bound, unit="个", when=2023, bound=">"),
        cq.Observation(concept="a", value=bound + above, unit="个", when=2023),
    ]
    one_sided, exact = (
        cq.assess(cq.Catalogue([target]), cq.Observations([one]), profile=profile).to_frame().iloc[0] for one in seen
    )
    assert one_sided["grade"] in (None, exact["grade"])
    assert one_sided["progress_low"] <= exact["progress"] or math.isnan(exact["progress"])
