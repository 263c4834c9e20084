import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets import attainment
from cqtargets.errors import ConventionError, DomainError
from cqtargets.prospects import attain, attain_frame
from cqtargets.prospects.denominators import drawn
from cqtargets.prospects.donors import regions_above
from cqtargets.prospects.past import scale_of

YEARS = list(range(2014, 2026))
INFANT = [8.9, 8.1, 7.5, 6.8, 6.1, 5.6, 5.4, 5.0, 4.9, 4.5, 4.0, 3.8]


def target(**fields):
    plain = {
        "id": "t", "concept": "beds_per_1000", "plan": "p", "name_zh": "床位", "measure": "rate", "unit": "张",
        "per": 1000, "population": "resident", "region": "全国", "target_year": 2027, "target_low": 8.0,
    }  # fmt: skip
    return cq.Indicator(**{**plain, **fields})


def infant(**fields):
    return target(
        concept="infant_mortality", unit="‰", per=None, population="live_births", comparator="<=", direction="down",
        target_low=None, **{"target_high": 3.5, **fields},
    )  # fmt: skip


def seen(concept, values, *, region="全国", **fields):
    return cq.Observations(
        cq.Observation(concept=concept, region=region, when=when, value=value, **fields)
        for when, value in values.items()
    )


def rates(values, **fields):
    return seen("beds_per_1000", values, **{"unit": "张", "per": 1000, **fields})


def test_default_is_the_calibrated_damped_trend(obs):
    found = infant().attain(obs)
    known = attainment.probability(YEARS, INFANT, target=3.5, due=2027, comparator="<=")
    assert found.probability == known.probability
    assert found.interval(0.8) == known.interval(0.8)
    assert (found.evidence, found.donors, found.history.values) == ("sufficient", (), tuple(INFANT))
    assert found.method == f"calibrated damped x{known.factor:.2f}"
    assert found.calibration("zh") == known.calibration.text("zh")
    assert found.facts()["calibration"] == known.calibration.text("en")
    assert found.facts()["pace_80"] == known.pace_for(0.8)


def test_a_named_method_is_not_stretched(obs):
    plain = infant().attain(obs, method="drift")
    known = attainment.probability(YEARS, INFANT, target=3.5, due=2027, comparator="<=", method="drift")
    assert (plain.probability, plain.method) == (known.probability, "drift")


@pytest.mark.parametrize(
    ("measure", "unit", "name", "bounds"),
    [
        ("rate", "张", "log", None),
        ("count", "张", "log", None),
        ("amount", "亿元", "log", None),
        ("share", "%", "logit", (0.0, 100.0)),
        ("share", "‰", "logit", (0.0, 1000.0)),
        ("mean", "岁", "identity", None),
        ("ratio", "1:x", "identity", None),
    ],
)
def test_scale_follows_the_measure(measure, unit, name, bounds):
    chosen = scale_of(target(measure=measure, unit=unit, per=None))
    assert (chosen.name, chosen.bounds) == (name, bounds)


def test_few_city_values_borrow_from_the_named_parent(cat, obs, sparse):
    found = cat["med14.life_expectancy"].attain(sparse)
    donor = obs.current("life_expectancy", "全国")
    people = 1_409_778_724 / 32_054_159  # the censuses of 2020
    known = attainment.probability(
        [2015, 2020, 2024], [76.7, 78.15, 79.72], target=79.3, due=2025, scale="identity", sizes={"x": people},
        donor={"x": ([one.when for one in donor], [one.value for one in donor])},
    )  # fmt: skip
    assert found.donors == ("全国 life_expectancy",)
    assert (found.evidence, found.probability) == ("borrowed", known.probability)
    assert found.paces.reference_name == "全国"
    assert found.paces.reference == pytest.approx((79.25 - 76.34) / 10)  # hand-worked: 2.91 years of life in ten years


def test_few_values_without_a_parent_borrow_from_the_family(obs):
    neonatal = target(
        concept="neonatal_mortality", unit="‰", per=None, population="live_births", region="重庆市", comparator="<=",
        direction="down", target_low=None, target_high=1.3, target_year=2023,
    )  # fmt: skip
    found = neonatal.attain(obs)
    assert found.evidence == "borrowed"
    assert found.donors == ("重庆市 infant_mortality", "重庆市 under5_mortality")
    assert (found.history.values, found.paces.so_far) == ((1.57, 1.44), pytest.approx(1.44 / 1.57 - 1))


def test_nobody_who_lends_is_a_reason_and_the_paces_stay(cat, sparse):
    found = cat["care14.eldercare_beds"].attain(sparse)
    assert found.probability is None
    assert found.reason == (
        "insufficient evidence: 4 values, and no series lends its spread: five values of eldercare_beds, or of its "
        "family, stand neither in 全国 nor beside it"
    )
    # hand-worked: the plan starts from 23 in 2020, and more than 23.7 stood on 9 October 2024: 3 + (9 + 9/31)/12 years
    years = 3 + (9 + 9 / 31) / 12
    assert found.paces.needed == pytest.approx((25 / 23.7) ** (1 / (5 - years)) - 1)
    assert found.paces.so_far == pytest.approx((23.7 / 23) ** (1 / years) - 1)
    assert found.paces.so_far_span[0] == 2020
    assert found.paces.best == pytest.approx((23.7 / 21.8) ** (1 / (years + 2)) - 1)
    assert found.years_until_met == pytest.approx(years * math.log(25 / 23.7) / math.log(23.7 / 23))
    assert found.remarks == ("the value of 2024-10-09 is a bound (more than 23.7) and counts as 23.7",)


@pytest.mark.parametrize(
    ("on", "value", "years"),
    [
        # 23 (end of 2020) to 23.57 (5 November 2025)
        (None, 23.57, 4 + (10 + 5 / 30) / 12),
        # up to 2024: to "more than 23.7" of 9 October 2024, which counts as the number printed
        (2024, 23.7, 3 + (9 + 9 / 31) / 12),
        # up to 2023: to 23.28 of 23 October 2023
        (2023, 23.28, 2 + (9 + 23 / 31) / 12),
    ],
)
def test_one_pace_of_care_beds_in_every_room(cat, obs, on, value, years):
    """The later plan prints no baseline; its pace is that since 2020 too, in chances, proposals and assessments."""
    pace = pytest.approx((value / 23) ** (1 / years) - 1)
    first, later = cat["care14.eldercare_beds"], cat["silver24.eldercare_beds"]
    assert first.attain(obs, on=on).paces.so_far == pace
    graded = cq.assess(cat, obs, on=on).to_frame(index="id").loc[first.id]
    assert (graded["growth_convention"], graded["observed_growth"]) == ("cagr", pace)
    own = cat.select(plan="care14")
    assert cq.propose_targets(own, obs, to=2030, on=on)[first.id].present_pace == pace
    # the later plan begins at the end of 2024; its pace is told wherever it is told, and alike
    after = cq.propose_targets(cat, obs, to=2030, on=on)[later.id].present_pace
    assert after == later.attain(obs, on=on).paces.so_far
    assert on == 2023 or after == pace


def test_every_pace_of_the_bundled_targets_is_the_same_in_every_room(cat, obs):
    compared = 0
    for on in (None, 2024, 2023):
        graded = cq.assess(cat, obs, on=on).to_frame(index="id")
        chances = cat.attain(obs, on=on, index="id")
        for proposal in cq.propose_targets(cat, obs, to=2030, on=on).made:
            target, pace = proposal.target.id, proposal.present_pace
            if target not in graded.index or pace is None:
                continue
            compared += 1
            known = chances.loc[target, "pace_so_far"]
            assert math.isnan(known) or pace == pytest.approx(known), target
            held = graded.loc[target]
            nothing_since = held["reason"].endswith("not after the baseline")
            assert nothing_since or pace == pytest.approx(held["observed_growth"]), target
    assert compared > 8


def test_a_printed_baseline_is_where_the_pace_starts_also_beside_another_value_of_its_year():
    observed = rates({2016: 5.8, 2020: 6.5, 2021: 6.6, 2023: 6.9}, region="成都市")
    mine = target(baseline=6.4, baseline_year=2020, region="成都市")
    pace = pytest.approx((6.9 / 6.4) ** (1 / 3) - 1)
    found = mine.attain(observed)
    assert (found.history.values, found.paces.so_far) == ((5.8, 6.5, 6.6, 6.9), pace)
    assert found.remarks == (
        "the plan prints 6.4 for 2020: its pace runs from there, not from the value observed",
    )  # fmt: skip
    left = math.log(mine.goal / 6.9) / math.log(6.9 / 6.4) * 3
    assert found.years_until_met == pytest.approx(left)
    held = cq.Catalogue([mine])
    assert cq.assess(held, observed).to_frame().loc[0, "observed_growth"] == pace
    assert cq.propose_targets(held, observed, to=2030)[mine.id].present_pace == pace


def test_a_pace_that_no_rate_can_tell_is_in_the_unit_everywhere():
    counts = seen("clinics", {2018: 0, 2020: 4, 2022: 9}, unit="个")
    mine = target(concept="clinics", measure="count", unit="个", per=None, target_low=20)
    held = cq.Catalogue([replace(mine, period_start=2019)])
    row = cq.assess(held, counts).to_frame().loc[0]
    assert (row["growth_convention"], row["observed_growth"]) == ("annual_change", pytest.approx((9 - 4) / 2))
    paces = held[mine.id].attain(counts).paces
    assert (paces.per_year, paces.so_far) == ("unit", pytest.approx(row["observed_growth"]))


def test_two_values_a_year_apart_promise_nothing(cat):
    """4.14 after 3.17 is one step: no narrow band far above it at more than 99 %."""
    own = seen(
        "childcare_places_per_1000",
        {2023: 3.17, 2024: 4.14},
        region="重庆市",
        unit="个",
        per=1000,
        population="resident",
    )
    found = cat["med14.childcare_places_per_1000"].attain(own)
    assert found.probability is None or found.donors
    if found.probability is not None:
        assert found.interval(0.95)[0] < 5.0
        assert found.probability < 0.99


def test_donors_come_from_the_bundle_where_own_figures_hold_none(cat):
    own = seen("life_expectancy", {2015: 76.7, 2018: 77.5, 2021: 78.4}, region="重庆市", unit="岁")
    assert cat["med14.life_expectancy"].attain(own).donors == ("全国 life_expectancy",)


def test_places_above():
    assert regions_above("渝中区") == ("重庆市", "全国")
    assert regions_above("成都市") == ("全国",)
    assert regions_above("全国") == ()


def test_the_printed_baseline_fills_its_own_date_only():
    based = target(baseline=6.4, baseline_year=2020, region="成都市")
    own = rates({2021: 6.6, 2022: 6.8}, region="成都市")
    assert based.attain(own).history.values == (6.4, 6.6, 6.8)
    both = rates({2020: 6.5, 2021: 6.6}, region="成都市")
    assert based.attain(both).history.values == (6.5, 6.6)
    late = based.attain(own, on=2021)
    assert late.history.values == (6.4, 6.6)
    assert late.history.left_out[0][1] == "observed after 2021"


def test_what_is_left_out_says_why():
    mixed = [
        cq.Observation(
            concept="beds_per_1000", region="全国", per=1000, when=when, value=value, **{"unit": "张", **more}
        )
        for when, value, more in (
            (2018, 5.0, {"basis": "编制床位"}),
            (2019, 6.0, {"basis": "实有床位"}),
            (2020, 6.2, {"basis": "实有床位", "bound": ">"}),
            (2021, 6.4, {"basis": "实有床位"}),
            (2022, 9.9, {"basis": "实有床位", "status": "estimate"}),
            (2023, 6.9, {"unit": "人"}),
        )
    ]
    found = target().attain(cq.Observations(mixed), allow=("basis",))
    assert found.history.values == (6.0, 6.2, 6.4, 9.9)
    assert found.remarks[-2:] == (
        "the value of 2020 is a bound (more than 6.2) and counts as 6.2", "the value of 2022 is an estimate",
    )  # fmt: skip
    assert {one.when: reason for one, reason in found.history.left_out} == {
        2018: "counted as 编制床位, the latest value as 实有床位",
        2023: "not comparable: '人' (人) cannot be converted into '张' (张): they measure different things",
    }


def test_an_allowed_basis_makes_no_mixed_series(cat, obs):
    refused = cat["med14.beds_per_1000"].attain(obs)
    assert refused.history.values == (6.38,)
    allowed = cat["med14.beds_per_1000"].attain(obs, allow=["basis"])
    assert allowed.history.values == pytest.approx((7.8,))
    assert allowed.remarks == ("allowed: observed as 实有床位, the target counts 编制床位",)
    assert allowed.reason == "insufficient evidence: one value has no pace"


def test_later_vintages_count():
    first = rates({2019: 6.0, 2020: 6.1, 2021: 6.3, 2022: 6.4, 2023: 6.6})
    both = first.updated(rates({2023: 6.7}))
    assert target().attain(both).history.values == (6.0, 6.1, 6.3, 6.4, 6.7)


def test_units_are_converted_and_change_nothing():
    values = {2018: 60.0, 2019: 61.0, 2020: 63.5, 2021: 64.0, 2022: 66.5, 2023: 68.0}
    per_ten = rates(values, per=10000)
    per_one = rates({when: value / 10 for when, value in values.items()})
    first, second = target().attain(per_ten), target().attain(per_one)
    assert first.probability == pytest.approx(second.probability, rel=1e-12)


FIVE = {2018: 6.0, 2019: 6.1, 2020: 6.35, 2021: 6.4, 2022: 6.65, 2023: 6.8}


@settings(max_examples=20)
@given(st.floats(6.9, 9), st.floats(0.01, 0.5))
def test_a_higher_target_is_less_likely(goal, more):
    observed = rates(FIVE)
    assert (
        target(target_low=goal + more).attain(observed).probability
        <= target(target_low=goal).attain(observed).probability
    )


def test_a_sunk_scale_gives_paces_in_the_unit():
    counts = seen("clinics", {2018: 0, 2020: 4, 2022: 9}, unit="个")
    found = target(concept="clinics", measure="count", unit="个", per=None, target_low=20).attain(counts)
    assert found.reason == "0 of 2018 has no place on the log scale"
    assert (found.paces.per_year, found.paces.needed, found.paces.so_far) == ("unit", 11 / 5, 9 / 4)


def test_a_hundred_per_cent_needs_a_tolerance():
    values = {2018: 80.0, 2019: 84.0, 2020: 89.0, 2021: 92.0, 2022: 95.0, 2023: 97.0}
    share = target(concept="cover", measure="share", unit="%", per=None, target_low=100, target_year=2026)
    observed = seen("cover", values, unit="%", population="resident")
    refused = share.attain(observed)
    assert refused.reason == "100 is an end of the logit scale: give tolerance= (0.5 lets 99.5 count as 100)"
    assert refused.paces.needed == pytest.approx(1.0)
    near, wide = (share.attain(observed, tolerance=size).probability for size in (0.5, 1.5))
    assert 0 < near < wide < 1


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"form": "increment"}, "a total counted from the plan's start is reached by decisions, not by a trend"),
        ({"form": "cumulative"}, "a total counted from the plan's start is reached by decisions, not by a trend"),
        ({"form": "relative"}, "a change over a baseline that the plan does not print"),
        (
            {"form": "qualitative", "comparator": "", "target_low": None},
            "the target is qualitative: no number to reach",
        ),
        (
            {"form": "proportional", "comparator": "", "target_low": None, "follows": "x"},
            "the target copies the growth of 'x'",
        ),
        ({"target_year": 2023}, "the value of 2023 is not before the due date: the outcome is known, see met_by"),
        ({"region": "成都市"}, "no observation of this concept in the region"),
        ({"comparator": "~", "target_high": 8.0}, "'~' has no width of its own: give tolerance= in the unit"),
        ({"target_low": 0.0}, "every value of the log scale meets a target of 0"),
        (
            {"target_year": 2032},
            "insufficient evidence: 2032 is 9 years after the last value, and no forecast was tested beyond 7",
        ),
    ],
)
def test_refusals_are_reasons(fields, reason):
    found = target(**fields).attain(rates(FIVE))
    assert (found.probability, found.evidence, found.reason) == (None, "insufficient", reason)
    with pytest.raises(DomainError, match=r"no distribution: .*; look at paces instead"):
        found.interval()


def test_a_relative_target_is_held_as_its_level():
    relative = target(form="relative", target_low=1.0, baseline=6.35, baseline_year=2020)
    level = target(target_low=7.35)
    found = relative.attain(rates(FIVE))
    assert found.goal == pytest.approx(7.35)
    assert found.probability == pytest.approx(level.attain(rates(FIVE)).probability)


def test_a_range_is_met_from_its_easier_end():
    wide = target(comparator="range", target_low=7.2, target_high=9.0)
    assert wide.attain(rates(FIVE)).probability == target(target_low=7.2).attain(rates(FIVE)).probability


class Forecast:
    def __init__(self, draws):
        self.draws = np.asarray(draws)


def test_certain_people_change_nothing():
    plain = target().attain(rates(FIVE))
    joined = target().attain(rates(FIVE), population=Forecast([1.4e9] * 50))
    assert joined.probability == pytest.approx(plain.probability)
    assert joined.with_population


def test_two_draws_hand_worked():
    # Half the draws have people e^0.1 and half e^-0.1 times the median: the mean of the chances of two moved targets
    people = 1e6 * np.exp([-0.1, 0.1])
    plain = target(target_low=7.6).attain(rates(FIVE), method="drift").attainment
    middle = np.median(people)
    parts = [plain.predictive.chance_between(math.log(7.6 * one / middle), math.inf) for one in people]
    found = target(target_low=7.6).attain(rates(FIVE), method="drift", population=Forecast(people))
    assert found.probability == pytest.approx(np.mean(parts), abs=1e-12)
    assert found.attainment.sd > plain.sd


def test_an_uncertain_population_widens_the_interval_and_thinning_hardly_matters():
    draws = 1e6 * np.exp(np.random.default_rng(3).normal(0, 0.05, 1000))
    plain = target().attain(rates(FIVE))
    wide, thin = (target().attain(rates(FIVE), population=Forecast(some)) for some in (draws, np.sort(draws)[2::5]))
    assert wide.interval()[1] - wide.interval()[0] > plain.interval()[1] - plain.interval()[0]
    assert wide.probability == pytest.approx(thin.probability, abs=2e-3)
    fan = wide.fan((0.8,))
    assert (fan.low[0, -1], fan.high[0, -1]) == pytest.approx(wide.interval(0.8))
    assert fan.times.tolist() == [2024, 2025, 2026, 2027]


def test_a_stock_is_held_against_the_people_of_the_due_date():
    beds = {when: value * 1e6 for when, value in FIVE.items()}
    observed = seen("beds", beds, unit="张")
    found = target(target_low=8.0).attain(observed, population=Forecast([1e9] * 10), stock="beds")
    # a constant population: the same as the ratio's own series
    assert found.probability == pytest.approx(target().attain(rates(FIVE)).probability)
    more = target().attain(observed, population=Forecast([1.05e9] * 10), stock="beds")
    assert more.probability < found.probability
    assert more.remarks == ("beds over the people forecast for the due date",)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"method": "magic"}, ConventionError, "unknown method 'magic'; write one of damped"),
        ({"method": "borrowed"}, DomainError, "borrowed is for two to four values and 6 are given; leave method= out"),
        ({"tolerance": 0.0}, DomainError, "tolerance 0.0 is not a positive finite number"),
        ({"stock": "beds"}, ConventionError, "stock='beds' needs population=, the people of the due date"),
        ({"population": [1.0, -2.0]}, DomainError, "population: draw 1 is -2.0; give people, above 0"),
    ],
)
def test_wrong_use_is_refused(options, error, message):
    with pytest.raises(error, match=message):
        attain(target(), rates(FIVE), **options)


def test_a_population_has_no_part_in_years_of_life(cat, obs):
    with pytest.raises(ConventionError, match=r"is not per head .*leave population= out"):
        cat["med14.life_expectancy"].attain(obs, population=[1.0])
    with pytest.raises(DomainError, match=r"people has draws of shape \(1, 2\); give one number a draw"):
        drawn([[1.0, 2.0]], "people")


def test_frame_has_a_number_or_a_reason_for_every_target(cat, obs):
    frame = attain_frame(cat, obs)
    assert list(frame["id"]) == list(cat.ids)
    assert ((frame["probability"].notna()) == (frame["reason"] == "")).all()
    assert frame.loc[frame["n"] > 0, "last"].notna().all()
    row = frame.set_index("id").loc["med14.life_expectancy"]
    found = cat["med14.life_expectancy"].attain(obs)
    assert (row["probability"], row["low"]) == (found.probability, found.interval()[0])
    assert row["donors"] == ", ".join(found.donors)


def test_frame_turns_misuse_on_one_row_into_its_reason(obs):
    both = cq.Catalogue([infant(), replace(infant(), id="city", region="重庆市", target_high=2.0)])
    frame = attain_frame(both, obs, method="borrowed").set_index("id")
    assert frame.loc["t", "reason"] == "borrowed is for two to four values and 12 are given; leave method= out"
    assert frame.loc["city", "donors"] == "全国 infant_mortality"
    assert 0 < frame.loc["city", "probability"] < 1


def test_frame_follows_proportional_targets(cat, obs):
    frame = attain_frame(cat.select(plan="med14"), obs).set_index("id")
    assert (frame.loc["med14.healthy_life_expectancy", "reason"]) == "the target copies the growth of 'life_expectancy'"
