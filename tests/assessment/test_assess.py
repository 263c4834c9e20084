import math

import pytest

import cqtargets as cq
from benchmarks.assess import large
from cqtargets.errors import ConventionError
from tests.growing import times_the_work


def target(**changes):
    fields = {
        "id": "p.school", "concept": "school", "plan": "p", "name_zh": "平均受教育年限", "measure": "mean", "unit": "年",
        "baseline_year": 2020, "baseline": 10.8, "baseline_text": "10.8", "target_year": 2025, "target_low": 11.3,
        "binding": cq.Binding.OBLIGATORY,
    }  # fmt: skip
    return cq.Indicator(**{**fields, **changes})


def seen(value, when, **changes):
    fields = {"concept": "school", "value": value, "text": f"{value}", "unit": "年", "when": when}
    return cq.Observation(**{**fields, **changes})


def assess(indicator, *observations, **options):
    return cq.assess(cq.Catalogue([indicator]), cq.Observations(observations), **options)


def row(result):
    return result.to_frame().iloc[0]


def test_progress_is_an_interval_from_printed_rounding():
    # (10.925 - 10.85)/(11.3 - 10.85) = 0.075/0.45 and (10.935 - 10.75)/(11.3 - 10.75) = 0.185/0.55
    found = row(assess(target(), seen(10.93, 2022), on=2022))
    assert found["progress_low"] == pytest.approx(0.075 / 0.45)
    assert found["progress_high"] == pytest.approx(0.185 / 0.55)
    assert found["progress"] == pytest.approx(0.26)
    assert found["grade"] == "behind"
    assert found["time_share"] == pytest.approx(0.4)
    assert found["lead_progress"] == pytest.approx(0.26 - 0.4)
    assert found["lead_value"] == pytest.approx(10.93 - 11.0)


def test_bundled_data_as_of_2024(cat, obs):
    frame = cq.assess(cat, obs, on=2024).to_frame().set_index("id")
    assert frame.loc["med14.life_expectancy", "grade"] == "met_early"
    beds = frame.loc["med14.beds_per_1000"]
    assert beds["grade"] is None
    assert "observed as 实有床位" in beds["reason"]
    allowed = cq.assess(cat, obs, on=2024, allow=("basis",)).to_frame().set_index("id").loc["med14.beds_per_1000"]
    assert allowed["grade"] == "ahead"
    assert allowed["unstable"]
    assert "observed as 实有床位" in allowed["remark"]
    care = frame.loc["care14.eldercare_beds"]
    assert (care["grade"], care["progress_low"], care["progress_high"]) == (None, pytest.approx(0.7 / 5.25), math.inf)
    assert "progress is at least 13.3 %" in care["reason"]


def test_every_observation_of_the_city_appears_with_its_grade_or_its_reason(cat, obs):
    result = cq.assess(cat, obs, on=2024)
    frame = result.to_frame()
    assert ((frame["grade"].notna()) | (frame["reason"] != "")).all()
    evidence = result.evidence()
    unmatched = result.unmatched()
    city = [one for one in obs if one.region == "重庆市" and one.when is not None]
    told = set(evidence["concept"]) | set(unmatched["concept"]) if "concept" in evidence else set(unmatched["concept"])
    concepts = {one.concept for one in cat}
    assert {one.concept for one in city} <= told | concepts


def test_a_filled_sheet_gives_the_final_table_by_binding_type(cat):
    care = cat.select(plan="care14")
    table = [one for one in care if one.binding is not None and one.form == "level"]
    filled = cq.Observations(
        cq.Observation(
            concept=one.concept, value=one.goal, text=f"{one.goal:g}", unit=one.unit, per=one.per, when=2025,
            population=one.population, basis=one.basis, region=one.region,
        )
        for one in table
    )  # fmt: skip
    result = cq.assess(care, filled, on=2025, profile="final")
    final = result.table("final")
    assert list(final.columns) == ["序号", "指标名称", "目标值", "预计值", "完成情况"]
    assert list(dict.fromkeys(final.index.get_level_values(0)))[:2] == ["约束性", "预期性"]
    summary = result.summary().set_index("binding")
    assert summary.loc["约束性", "completion_rate"] == 1.0
    assert summary.loc["约束性", "unassessed"] == 0
    assert summary.loc["约束性", "verdict"] == "met"


def test_a_missed_obligatory_target_is_a_failure_whatever_the_rest():
    targets = [target(), target(id="p.other", concept="other", name_zh="其他", binding=cq.Binding.ANTICIPATORY)]
    values = [seen(11.0, 2025), seen(12.0, 2025, concept="other")]
    summary = cq.assess(cq.Catalogue(targets), cq.Observations(values), profile="final").summary().set_index("binding")
    assert summary.loc["约束性", "verdict"] == "failed"
    assert summary.loc["预期性", "completion_rate"] == 1.0
    assert summary["plan_failed"].any()


def test_profiles_stand_side_by_side_and_an_override_beside_the_rule():
    result = assess(target(), seen(11.25, 2024, text="11.25"), profile=("schedule", "sdsn"))
    found = row(result)
    assert found["grade"] is not None
    assert found["grade_sdsn"] is not None
    judged = result.override("p.school", "behind", reason="统计口径调整", who="评估组", when="2025-03-01")
    changed = row(judged)
    assert (changed["grade"], changed["override_grade"], changed["decided"]) == (found["grade"], "behind", "behind")
    assert row(result)["override_grade"] == ""


@pytest.mark.parametrize(
    ("observations", "options", "words"),
    [
        ((), {}, "no observation of this concept in the region"),
        ((seen(10.5, 2019),), {}, "not after the baseline"),
        ((seen(11.0, 2024),), {"on": 2022}, "observed only after 2022"),
        ((seen(11.0, 2024, unit="岁"),), {}, "cannot be converted"),
        ((seen(11.0, 2024, region="南岸区"),), {}, "no observation of this concept in the region"),
    ],
)
def test_one_clear_answer_where_there_is_no_grade(observations, options, words):
    found = row(assess(target(), *observations, **options))
    assert found["grade"] is None
    assert words in found["reason"]


def test_several_values_of_one_year_take_the_latest_vintage():
    first = cq.Observations([seen(11.0, 2024)])
    both = first.updated(cq.Observations([seen(11.2, 2024)]))
    found = cq.assess(cq.Catalogue([target()]), both).to_frame().iloc[0]
    assert found["observed"] == 11.2


def test_lower_is_better_and_after_the_due_date():
    days = target(
        unit="天",
        target_low=None,
        target_high=8.0,
        comparator="<=",
        direction="down",
        baseline=8.9,
        baseline_text="8.9",
    )
    assert row(assess(days, seen(7.9, 2024, unit="天")))["grade"] == "met_early"
    assert row(assess(days, seen(8.8, 2024, unit="天")))["grade"] == "behind"
    late = row(assess(days, seen(7.9, 2026, unit="天"), profile="final"))
    assert late["grade"] is None or late["reason"] == ""


def test_unknown_profile_option_and_mismatch_are_named():
    for options in ({"profile": "schedul"}, {"bandd": 0.1}, {"allow": "base"}):
        with pytest.raises(ConventionError):
            assess(target(), seen(11.0, 2024), **options)


@pytest.mark.slow
def test_ten_times_the_targets_take_no_hundred_times_the_work():
    def work(size):
        catalogue, observations = large(size)
        return lambda: cq.assess(catalogue, observations, on=2025).to_frame()

    assert times_the_work(work, 2_000, 20_000) < 40
