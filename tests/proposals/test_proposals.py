"""What the next plan could ask for: bases, candidates, refusals."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets.errors import ConventionError, DomainError, UnknownIdError
from cqtargets.proposals import CANDIDATES, national_targets, propose_targets

NOTHING = cq.Catalogue([])


def indicator(**changes):
    fields = {
        "id": "p.x", "concept": "x", "plan": "p", "name_zh": "x", "measure": "rate", "unit": "张", "per": 1000,
        "population": "resident", "baseline_year": 2020, "baseline": 4.0, "target_year": 2025, "target_low": 5.0,
    }  # fmt: skip
    return cq.Indicator(**{**fields, **changes})


def seen(when, value, **changes):
    fields = {"concept": "x", "unit": "张", "per": 1000, "population": "resident"}
    return cq.Observation(when=when, value=value, **{**fields, **changes})


def propose(target, *observations, to=2030, **options):
    return propose_targets(cq.Catalogue([target]), cq.Observations(observations), to, norms={}, **options)[target.id]


def share(**changes):
    return indicator(measure="share", unit="%", per=None, population="", **changes)


def percent(when, value, **changes):
    return seen(when, value, unit="%", per=None, population="", **changes)


@pytest.fixture(scope="module")
def bundled():
    return propose_targets(cq.load_catalogue(), cq.load_observations())


def test_life_expectancy_hand_worked(bundled):
    # The nation asks for 80 and had 79.0 in 2024, where the city had 79.72: with the lead of 0.72 it is 80.72.
    age = bundled["med14.life_expectancy"]
    assert (age.base.value, age.base.when, age.base.origin, age.met) == (79.72, 2024, "observation", True)
    # 78.15 (2020) to 79.72 (2024) are 0.3925 a year
    assert age.present_pace == pytest.approx(0.3925)
    # China: 76.34 (2015) to 79.25 (2025)
    assert age.nation_pace == pytest.approx(2.91 / 10)
    assert (age["national"].value, age["national_lead"].value) == (80, 80.72)
    # the pace fades: less than 79.72 + 6 x 0.3925
    assert 79.72 < age["present_pace"].value < 82.07
    assert age["national"].required.annual_change == pytest.approx(0.28 / 6)
    assert (age.suggested, age.decision) == ("national_lead", "adjust")
    assert any("room to ask for more than 80.72" in flag for flag in age.flags)


def test_a_met_target_is_raised_and_not_repeated(bundled):
    carried = bundled["med14.life_expectancy"]["carried_over"]
    assert (carried.value, carried.reason) == (None, "the old target is met: it is raised, not repeated")
    for one in bundled.made:
        if one.target.direction == "hold" or one.base is None:
            continue
        for candidate in one.candidates:
            if candidate.value is not None:
                assert (candidate.value > one.base.value) != (one.target.direction == "down"), one.target.id


def test_no_base_is_a_target_and_no_value_stands_twice(bundled):
    assert {one.base.origin for one in bundled if one.base is not None} == {"observation"}
    for one in bundled.made:
        values = [candidate.value for candidate in one.candidates if candidate.value is not None]
        assert len(values) == len(set(values)), one.target.id
        assert one.target.region


def test_the_later_plan_is_carried_over_and_the_earlier_one_named(bundled):
    beds = bundled["silver24.eldercare_beds"]
    assert (beds.base.value, str(beds.base.when)) == (23.57, "2025-11-05")
    assert any(flag.startswith("also a target of 渝府发〔2022〕15号: 达到25万张 by 2025") for flag in beds.flags)
    assert (beds["carried_over"].value, beds.suggested) == (24.0, "carried_over")
    assert beds.choice.stock == 240_000
    assert beds.choice.stock_added == pytest.approx(4300)
    assert max(one.value for one in beds.candidates if one.value is not None) <= 25


def test_another_definition_is_flagged_and_never_suggested(bundled):
    doctors = bundled["med14.physicians_per_1000"]
    assert (doctors.base.value, doctors.base.origin) == (3.35, "observation")
    assert "the base is a bound (>= 3.35)" in doctors.flags
    assert not doctors["national"].comparable
    assert "the national target counts 执业医师, this target 执业（助理）医师" in doctors["national"].reason
    assert doctors["national"].value is None
    assert doctors.suggested == "carried_over"
    # >= 3.35 says how many there are at least, not how fast they grew
    assert doctors["present_pace"].value is None
    assert doctors["present_pace"].reason == "the latest value 3.35 is a bound: no pace follows from it"
    beds = bundled["med14.beds_per_1000"]
    assert "definition changed: 2020 counts 编制床位, 2024 实有床位" in beds.flags
    assert any(flag.startswith("series break: 78 张/万 of 2024 is not comparable") for flag in beds.flags)


def test_without_a_later_observation_the_base_is_unknown_and_the_nations_number_stands(bundled):
    nurses = bundled["med14.nurses_per_1000"]
    assert (nurses.base, nurses.met) == (None, None)
    assert nurses.flags[0] == "no comparable observation after 2020: base unknown, collect"
    assert (nurses["national"].value, nurses["national"].required, nurses.suggested) == (5.1, None, "national")
    beds = bundled["silver24.nursing_bed_share"]
    assert (beds["national"].value, beds.suggested, beds.decision) == (73.0, "national", "adjust")


def test_what_the_nation_added_is_new_and_to_be_collected(bundled):
    added = [one for one in bundled if one.decision == "new"]
    assert [one.target.concept for one in added] == ["childcare_enrolment_under3"]
    assert added[0].target.region == "重庆市"
    assert added[0].reason == "base unknown: collect; nothing comparable was observed since the plan began"
    covered = bundled["care14.community_eldercare_facility_coverage"]
    assert covered.base is None
    assert "70 is not beyond the old target" in covered["national"].reason


def test_equipment_of_regions_has_no_pace_and_keeps_its_region(bundled):
    frame = bundled.to_frame()
    rows = frame[frame["concept"].isin(["pet_ct_scanners", "mri_scanners_1_5t"])]
    assert (len(rows), rows["value"].notna().sum()) == (12, 0)
    assert set(rows["region"]) >= {"主城都市区", "中心城区", "渝东北三峡库区城镇群"}
    assert set(rows["decision"]) == {"keep"}


def test_a_concept_without_observations_is_refused_with_its_reason(bundled):
    never = bundled["med14.pharmacists_per_1000"]
    words = "base unknown: collect; nothing comparable was observed since the plan began"
    assert (never.reason, never.base, never.decision) == (words, None, "keep")
    frame = bundled.to_frame()
    row = frame[frame["id"] == "med14.pharmacists_per_1000"]
    assert (len(row), row["candidate"].item(), row["reason"].item()) == (1, "", words)
    assert math.isnan(row["value"].item())
    ended = bundled["med14.general_practitioners_trained"]
    assert ended.decision == "drop"
    with pytest.raises(UnknownIdError, match="has no candidate 'national'; a cumulative target"):
        ended["national"]


def test_every_row_has_a_decision_with_its_reason(bundled):
    assert {one.decision for one in bundled} == {"keep", "adjust", "new", "drop"}
    assert all(one.decision_reason for one in bundled)
    assert set(bundled.to_frame(lang="zh")["decision"]) == {"保留", "调整", "新增", "不再列"}


def test_reasons_have_chinese_words(bundled):
    from cqtargets.conventions.reasons import said as told

    said = {
        told(text, "zh") for one in bundled for text in (one.why, *one.flags, *(each.reason for each in one.candidates))
    }
    assert "原目标已达到，只提高、不重复" in said
    assert "口径改变：2020 为编制床位，2024 为实有床位" in said
    english = [text for text in said if any(word in text for word in (" the ", " is ", " are ", " not ", " pace"))]
    assert english == []


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("increment", "an increment starts at zero again: nothing is handed over"),
        ("cumulative", "a cumulative target starts at zero again: nothing is handed over"),
        ("flow", "a yearly flow has no end value: nothing is handed over"),
    ],
)
def test_forms_that_hand_nothing_over(form, words):
    assert propose(indicator(form=form, baseline=None, baseline_year=None), seen(2024, 4.5)).reason == words


def test_every_row_has_a_value_or_a_reason(bundled):
    frame = bundled.to_frame(every=True)
    assert (frame["value"].notna() | (frame["reason"] != "")).all()
    assert (frame["probability"].notna() | (frame["probability_reason"] != "") | frame["value"].isna()).all()
    assert (frame["stock"].notna() | (frame["stock_reason"] != "") | frame["value"].isna()).all()
    assert len(bundled.made) + len(bundled.refused) == len(bundled)
    assert len(bundled.summary()) == len(bundled)
    assert (bundled.summary()["reason"] != "").sum() >= len(bundled.refused)


def test_best_pace_is_the_fastest_of_three_years_or_more():
    held = propose(indicator(), seen(2014, 3.0), seen(2016, 3.55), seen(2017, 3.9), seen(2024, 4.6))
    # 3.0 to 3.9 in three years, kept up (8.8 and 9.9 %): 1.3^(1/3) - 1 = 9.139 %
    # the plan's baseline 4.0 (2020) to 4.6: 1.15^(1/4) - 1 = 3.556 %
    assert held.best_pace == pytest.approx(0.09139, abs=5e-6)
    assert held.present_pace == pytest.approx(0.03556, abs=5e-6)
    assert held["carried_over"].value == 5.0
    assert "faster" not in held["carried_over"].reason


def test_three_values_carry_a_pace_that_fades():
    held = propose(indicator(), seen(2022, 4.4), seen(2024, 4.6))
    # 1.15 in four years; of six years to come 0.94 (1 - 0.94^6) / 0.06 = 4.859 count: 4.6 x 1.15^(4.859/4) = 5.45
    assert held["present_pace"].value == pytest.approx(5.45)


def test_a_candidate_beyond_the_best_pace_says_so():
    held = propose(indicator(target_low=9.0), seen(2024, 4.1))
    assert held["carried_over"].reason == "faster than the best pace that three values or more keep up (2020 to 2024)"


def test_two_values_make_no_pace():
    held = propose(indicator(), seen(2024, 4.6))
    assert held["present_pace"].value is None
    assert held["present_pace"].reason == "2 exact comparable values: three are needed to carry a pace on"


def test_a_pace_that_leads_away_is_no_candidate():
    held = propose(indicator(), seen(2022, 3.8), seen(2024, 3.6))
    assert held["present_pace"].value is None
    assert held["present_pace"].reason.endswith("is not beyond the base 3.6: the pace leads away from the target")


def test_less_is_better_where_the_target_says_so():
    target = indicator(
        measure="mean", unit="天", per=None, population="", comparator="<=", direction="down", baseline=8.9,
        target_low=None, target_high=8.0,
    )  # fmt: skip
    days = {"unit": "天", "per": None, "population": ""}
    held = propose(target, seen(2022, 8.2, **days), seen(2024, 7.7, **days))
    # 8.9 to 7.7 in four years: 0.3 a year, of which 4.859 years are still to come: 7.7 - 1.458 = 6.24
    assert (held.met, held["present_pace"].value) == (True, pytest.approx(6.24))
    assert held.suggested == "present_pace"
    # 8 is a step back from 7.7, whoever asks for it
    assert held["carried_over"].value is None
    nation = cq.Catalogue([indicator(
        id="n.x", plan="n", region="全国", baseline=None, baseline_year=None, target_year=2030, measure="mean",
        comparator="<=", direction="down", target_low=None, target_high=7.9, **days,
    )])  # fmt: skip
    behind = propose(target, seen(2024, 7.7, **days), national=nation)["national"]
    assert (behind.value, str(behind.reason)[:29]) == (None, "7.9 is not beyond the base 7.")


def test_about_a_number_is_no_step_back_either():
    target = indicator(
        comparator="~", direction="down", baseline=30.0, target_low=27.0, target_high=27.0, target_text="27左右"
    )
    held = propose(target, seen(2024, 26.8))
    assert held["carried_over"].value is None


def test_saturation_of_a_share_near_its_ceiling():
    held = propose(share(baseline=92.0, target_low=95.0), percent(2022, 94.0), percent(2024, 96.0))
    assert (held["saturation"].value, held["present_pace"].value < 100) == (100.0, True)
    assert "never seen: no pace reaches the end of the scale" in held["saturation"].reason
    low = propose(share(baseline=60.0, target_low=80.0), percent(2024, 70.0))
    assert low["saturation"].reason == "70 is below 90% of the ceiling: not saturated"
    full = propose(share(baseline=92.0, target_low=95.0), percent(2022, 97.0), percent(2024, 100.0))
    assert full["saturation"].reason == "at its ceiling: hold it, or leave it out of the next plan"
    assert full["present_pace"].reason == "the base 100 is at the end of the scale: no pace leads on from there"
    assert full.decision == "drop"


def test_a_level_to_hold_is_held(bundled):
    visits = bundled["med14.county_visit_rate"]
    assert (visits["carried_over"].value, visits.suggested) == (93.0, "carried_over")
    assert visits["present_pace"].reason == "the target asks to hold a level: it is held, not raised"


def test_norm_gives_a_candidate(cat):
    ratio = cat["med14.bed_nurse_ratio"]
    figures = cq.Observations(
        [cq.Observation(concept=ratio.concept, value=0.5, when=2024, unit="1:x", population="beds", region="重庆市")]
    )
    held = propose_targets(cq.Catalogue([ratio]), figures)[ratio.id]
    assert (held["norm"].value, held["norm"].source) == (None, "med14.bed_nurse_ratio")
    assert held["norm"].reason == "0.58 stands already above"
    assert (held.suggested, held.choice.value) == ("carried_over", 0.58)
    assert "norm: " in held.choice.reason


def test_national_targets_on_the_way_and_over_an_unknown_base():
    nation = indicator(
        id="n.x", plan="n", region="全国", baseline=None, baseline_year=None, target_year=2035, target_low=8.0
    )
    held = propose(indicator(), seen(2025, 5.0), national=cq.Catalogue([nation]))
    assert held["national"].value == pytest.approx(6.5)
    assert held["national"].reason.startswith("8 by 2035; in equal steps, 2030 on the way")
    rise = share(
        id="n.x",
        plan="n",
        region="全国",
        baseline=None,
        baseline_year=None,
        form="relative",
        target_year=2030,
        target_low=6.0,
    )
    over = propose(share(baseline=10.0, target_low=12.0), percent(2024, 13.0), national=cq.Catalogue([rise]))
    assert over["national"].value == 19.0
    assert "the national rise over a base that is not printed, on our own base" in over["national"].reason
    wrong = indicator(id="n.x", plan="n", region="全国", baseline=None, baseline_year=None, unit="人", target_year=2030)
    refused = propose(indicator(), seen(2024, 5.0), national=cq.Catalogue([wrong]))["national"]
    assert (refused.value, "cannot be converted" in refused.reason) == (None, True)


def test_bundled_national_targets():
    nation = national_targets()
    assert len(nation.select(plan="national15")) == 5
    assert {one.target_year for one in nation} == {2025, 2030}
    assert nation["national15.nursing_bed_share"].goal == 73


def test_revisions_and_preliminary_figures_are_flagged():
    first = cq.Observations([seen(2023, 4.4), seen(2024, 4.5)])
    later = first.updated(cq.Observations([seen(2024, 4.6, status="preliminary")]))
    held = propose_targets(cq.Catalogue([indicator()]), later)["p.x"]
    assert held.base.value == 4.6
    assert {"revised: 2024 was 4.5 and is 4.6", "the base is preliminary"} <= set(held.flags)


class Forecast:
    region = "重庆市"

    def denominator(self, band, *, on, kind):
        assert (band, on, kind) == ("0+", 2030, "year_end")
        return self

    median = 31_000_000.0

    def interval(self, level):
        return (30_000_000.0, 32_000_000.0)


def test_stock_needed_with_the_interval_of_the_population():
    here = {"region": "重庆市"}
    held = propose(indicator(**here), seen(2024, 4.6, **here), population=Forecast())
    # 5 per 1,000 of 31 million
    assert held["carried_over"].stock == pytest.approx(155_000)
    assert held["carried_over"].stock_interval == pytest.approx((150_000, 160_000))
    elsewhere = propose(indicator(region="成都市"), seen(2024, 4.6, region="成都市"), population=Forecast())
    assert elsewhere["carried_over"].stock_reason == "no population of 成都市 for 2030"
    whole = propose(indicator(**here), seen(2024, 4.6, **here), population={"重庆市": Forecast()})
    assert whole["carried_over"].stock == 155_000
    beds = propose(
        indicator(population="beds", **here), seen(2024, 4.6, population="beds", **here), population=Forecast()
    )
    assert beds["carried_over"].stock_reason == "per beds: no people to count"


def test_insufficient_evidence_is_a_reason(bundled):
    reasons = {one.probability_reason for held in bundled.made for one in held.candidates}
    assert any(reason.startswith("insufficient evidence: ") for reason in reasons)


def yearly(values, start=2018):
    return [seen(start + number, value) for number, value in enumerate(values)]


def test_probability_where_five_values_are_known():
    pytest.importorskip("cqtargets.attainment")
    values = [3.0, 3.2, 3.5, 3.6, 3.9, 4.1, 4.3]
    held = propose(indicator(baseline=3.5), *yearly(values), to=2028)
    easy, hard = (
        held["carried_over"].probability,
        propose(indicator(baseline=3.5, target_low=9.0), *yearly(values), to=2028),
    )
    assert 0.5 < easy <= 1
    assert hard["carried_over"].probability < easy
    far = propose(indicator(baseline=3.5), *yearly(values), to=2035)
    assert far["carried_over"].probability is None
    assert far["carried_over"].probability_reason.startswith("insufficient evidence: 2035 is 11 years after")
    shares = [percent(2018 + number, value) for number, value in enumerate([90, 91.5, 92, 94, 95, 96])]
    full = propose(share(baseline=92.0, target_low=95.0), *shares, to=2028)["saturation"]
    assert 0 <= full.probability <= 1


def test_each_probability_is_that_of_attain_and_says_what_it_was_learned_on(bundled):
    age = bundled["med14.life_expectancy"]["national_lead"]
    goal = replace(cq.load_catalogue()["med14.life_expectancy"], target_year=2030, target_low=age.value, target_text="")
    assert age.probability == goal.attain(cq.load_observations()).probability
    assert "its own 5 values from 2015 to 2024" in age.learned_on
    assert "6 至 7 年" in age.learned_on.text("zh")
    for held in bundled:
        for one in held.candidates:
            if one.value is not None:
                assert (one.probability is None) == bool(one.probability_reason)
                assert (one.probability is None) != bool(one.learned_on)


def test_few_values_borrow_a_spread_and_name_whose():
    own = [seen(2020 + year, value, region="重庆市") for year, value in enumerate([3.0, 3.2, 3.5, 3.9])]
    lent = [seen(2010 + year, 2.0 + 0.1 * year + 0.03 * (year % 3), region="全国") for year in range(14)]
    held = propose(indicator(baseline=3.0, region="重庆市"), *own, *lent, to=2026)["carried_over"]
    assert held.probability is not None
    assert "spread borrowed from 全国" in held.learned_on


@settings(max_examples=40)
@given(st.floats(5, 50), st.floats(0.01, 0.2), st.sampled_from([0.1, 1, 4]))
def test_the_present_pace_fades_alike_whatever_the_unit(start, rate, factor):
    grown = [round(start * factor * (1 + rate) ** years, 6) for years in (0, 2, 4)]
    target = indicator(baseline=grown[0], target_low=grown[0] * 1.0001, baseline_text="1.000000")
    held = propose(target, seen(2022, grown[1]), seen(2024, grown[2]))
    left = 0.94 * (1 - 0.94**6) / 0.06
    assert held["present_pace"].value == pytest.approx(grown[2] * (1 + rate) ** left, rel=1e-5)


def test_peers_and_needs_stand_beside():
    here = {"region": "甲市"}
    known = [
        seen(2024, 4.6, **here),
        *(seen(2024, value, region=place) for place, value in (("乙市", 5.2), ("丙市", 6))),
    ]
    held = propose(indicator(**here), *known, peers=["乙市", "丙市", "丁市"])
    assert (held["peers"].value, held.suggested) == (5.6, "carried_over")
    assert held["peers"].reason == "the middle of 乙市 5.2、丙市 6"
    city = {"region": "重庆市"}
    asked = propose(indicator(**city), seen(2024, 4.6, **city), population=Forecast(), needs={"x": 186_000})
    # 186,000 for 31 million people are 6 per 1,000
    assert (asked["need"].value, asked.suggested) == (6.0, "need")


class Children(Forecast):
    def denominator(self, band, *, on, kind):
        held = Children()
        held.median = {"0+": 31_000_000.0, "0-2": 545_600.0}[band]
        return held


def test_no_more_childcare_places_than_children():
    fields = {"concept": "childcare_places_per_1000", "region": "重庆市", "unit": "个"}
    target = indicator(**fields, baseline=1.0, target_low=4.5)
    known = [seen(2022, 2.2, **fields), seen(2024, 4.1, **fields)]
    held = propose(target, *known, population=Children())
    assert held["present_pace"].value is None
    assert held["present_pace"].reason.endswith("lies beyond 17.6: there are no more children under three in 2030")
    assert held["carried_over"].value == 4.5
    without = propose(target, *known)["present_pace"]
    assert "no forecast of people is given" in without.reason


def test_later_observations_and_mismatches(cat, obs):
    early = propose_targets(cat.select(plan="med14"), obs, on=2023)
    assert early["med14.life_expectancy"].base is None
    allowed = propose_targets(cat.select(plan="med14"), obs, allow=["basis"])["med14.physicians_per_1000"]
    assert (allowed.base.value, allowed.base.origin) == (pytest.approx(3.4), "observation")
    assert any(flag.startswith("allowed: observed as 执业医师") for flag in allowed.flags)
    assert allowed["carried_over"].value == 3.6


def test_wrong_arguments():
    with pytest.raises(ConventionError, match="unknown method 'arima'; write calibrated, damped, pooled, drift or ols"):
        propose(indicator(), method="arima")
    with pytest.raises(DomainError, match=r"the base of 'p.x' is of 2031, not before 2030; give a later to="):
        propose(indicator(), seen(2031, 4.6))
    with pytest.raises(UnknownIdError, match=r"no proposal for 'p.y'; nearest: p.x"):
        propose_targets(cq.Catalogue([indicator()]), cq.Observations([]))["p.y"]
    running = propose(indicator(target_year=2035))
    assert running.reason == "due in 2035, not before 2030: the target goes on"


def test_candidates_come_in_a_fixed_order(bundled):
    for one in bundled.made:
        if one.decision != "new":
            assert tuple(candidate.kind for candidate in one.candidates) == CANDIDATES
    assert len(propose_targets(NOTHING, cq.Observations([]))) == 0
    assert propose_targets(NOTHING, cq.Observations([])).to_frame().empty


def test_the_reason_of_a_fading_pace_says_what_was_done():
    three = propose(indicator(), seen(2020, 4.0), seen(2022, 4.3), seen(2024, 4.5))["present_pace"]
    assert three.reason == "the pace of 2020 to 2024 goes on and fades"
    many = [seen(2014 + 2 * step, 3.0 + 0.3 * step) for step in range(6)]
    damped = propose(indicator(baseline=None, baseline_year=None), *many)["present_pace"]
    assert damped.reason.startswith("the damped trend of all 6 exact values of 2014 to 2024")
    assert "全部 6 个确数的阻尼趋势" in damped.reason.text("zh")


def test_what_was_fastest_is_told_with_its_years():
    slow = [seen(year, 4.0 + 0.02 * (year - 2018)) for year in range(2018, 2025)]
    national = cq.propose_targets(
        cq.Catalogue([indicator(baseline=4.04, target_low=6.0, target_year=2030)]),
        cq.Observations(slow),
        to=2030,
        norms={},
    )["p.x"]
    told = national["carried_over"].reason
    assert "faster than the best pace that three values or more keep up (20" in told


def test_reasons_name_documents_and_approximate_bases(bundled):
    said = [*bundled["care14.geriatric_department_share"].flags, *(one.decision_reason for one in bundled)]
    assert any(reason.startswith("the base is approximate (近80%") for reason in said)
    assert not [reason for reason in said if "national15." in reason or "(care14." in reason]
