import copy
import pickle
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqtargets import Binding, Indicator, Observation, Undetermined
from cqtargets.errors import DomainError, UnitError


def make(**changes):
    fields = {
        "id": "p.beds", "concept": "beds_per_1000", "plan": "p", "name_zh": "床位", "measure": "rate",
        "unit": "张", "per": 1000, "baseline_year": 2020, "baseline": 6.38, "baseline_text": "6.38",
        "target_year": 2025, "target_low": 8.0,
    }  # fmt: skip
    return Indicator(**{**fields, **changes})


def test_days_in_hospital_are_met_at_eight(cat):
    days = cat["med14.inpatient_days"]
    assert days.met_by(7.9) is True
    assert days.met_by(8.0) is True
    assert days.met_by(8.1) is False


def test_strict_share_is_not_met_by_the_number_itself(cat):
    share = cat["silver24.nursing_bed_share"]
    assert share.target_text == "超过65%"
    assert share.met_by(65) is False
    assert share.met_by(65.1) is True


def test_ratio_of_staff_to_beds(cat):
    growth = cat["med14.bed_staff_ratio"].required_growth()
    assert growth.cagr == pytest.approx((1.6 / 1.48) ** 0.2 - 1)
    assert growth.annual_change == pytest.approx(0.024)


def test_zero_baselines_have_no_rate_and_say_so(cat):
    growth = cat["med14.pet_ct_scanners.new_urban"].required_growth()
    assert growth.cagr is None
    assert growth.reason == "growth from zero has no rate"
    assert growth.annual_change == pytest.approx(9 / 5)


def test_increment_has_a_pace_and_no_rate(cat):
    growth = cat["care14.inclusive_institutions_added"].required_growth()
    assert growth.cagr is None
    assert growth.annual_change == pytest.approx(40)
    assert "not a growth rate" in growth.reason


def test_flow_requires_no_growth(cat):
    growth = cat["care14.care_supervisors_trained"].required_growth()
    assert (growth.cagr, growth.annual_change) == (None, None)
    assert cat["care14.care_supervisors_trained"].met_by(500) is True


def test_missing_baseline_is_the_reason(cat):
    assert cat["care14.nursing_bed_share"].required_growth().reason == "the plan prints no baseline"


def test_share_at_its_ceiling():
    full = make(measure="share", unit="%", per=None, baseline=100.0, baseline_text="100", target_low=100.0)
    growth = full.required_growth()
    assert growth.cagr == 0
    assert growth.reason == "the baseline is already at or beyond the target"


def test_healthy_life_expectancy_follows_life_expectancy_once_it_has_a_baseline(cat):
    healthy, life = cat["med14.healthy_life_expectancy"], cat["med14.life_expectancy"]
    assert healthy.met_by(70) is None
    with pytest.raises(DomainError, match="has no baseline: give one with with_baseline"):
        healthy.following(life)
    level = healthy.with_baseline(68.0, year=2020).following(life)
    assert level.goal == pytest.approx(68.0 * 79.3 / 78.15)
    assert level.required_growth().cagr == pytest.approx(life.required_growth().cagr)


def test_growth_of_a_change_and_of_an_approximate_target():
    change = make(form="relative", measure="mean", unit="岁", per=None, target_low=1.0, baseline=77.0)
    about = replace(change, comparator="~", target_high=1.0)
    for target in (change, about):
        growth = target.required_growth()
        assert growth.cagr == pytest.approx((78 / 77) ** (1 / growth.years) - 1)
        assert growth.reason == ""
    level = make(comparator="~", target_low=8.0, target_high=8.0, baseline=8.0)
    assert level.required_growth().reason == "the baseline is already at or beyond the target"


def test_relative_target_needs_its_baseline():
    change = make(form="relative", measure="mean", unit="岁", per=None, target_low=1.0, baseline=77.0)
    assert change.met_by(78.0) is True
    assert change.met_by(77.9) is False
    assert change.required_growth().annual_change == pytest.approx(0.2)
    with pytest.raises(DomainError, match="has no baseline: give one with with_baseline"):
        make(form="relative", baseline=None, baseline_year=None).met_by(1)


def test_range_is_met_from_its_easier_end():
    assert make(comparator="range", target_low=5.0, target_high=10.0, baseline=None).met_by(11) is True
    assert (
        make(comparator="range", target_low=5.0, target_high=10.0, direction="down", baseline=None).met_by(11) is False
    )


def test_about_is_undetermined_without_a_tolerance():
    about = make(comparator="~", target_low=36.0, target_high=36.0)
    assert about.met_by(36) is True
    assert about.met_by(37) is Undetermined
    assert about.met_by(37, tolerance=1) is True


def test_observation_whose_print_straddles_the_target_is_undetermined():
    seen = Observation(concept="beds_per_1000", value=8.0, text="8", unit="张", per=1000, when=2025)
    assert make().met_by(seen) is Undetermined
    assert make().met_by(Observation(concept="x", value=8.0, text="8.00", unit="张", per=1000)) is Undetermined
    assert make().met_by(Observation(concept="x", value=8.1, text="8.1", unit="张", per=1000)) is True
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(make().met_by(seen))


def test_bounds_answer_one_side(cat):
    beds = cat["care14.eldercare_beds"]
    more = Observation(concept="eldercare_beds", value=23.7, text="23.7", unit="万张", bound=">")
    assert beds.met_by(more) is Undetermined
    assert beds.met_by(Observation(concept="eldercare_beds", value=260000, unit="张", bound=">")) is True
    assert beds.met_by(Observation(concept="eldercare_beds", value=24, unit="万张", bound="<")) is False


def test_unit_of_an_observation_is_converted_or_refused():
    assert make().met_by(Observation(concept="x", value=81, text="81", unit="张", per=10000)) is True
    with pytest.raises(UnitError, match="they measure different things"):
        make().met_by(Observation(concept="x", value=81, unit="人", per=1000))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"measure": "number"}, "measure: 'number' is not a measure"),
        ({"comparator": "=>"}, "comparator: '=>' is not a comparator"),
        ({"target_year": 2019}, "target_year: 2019 is not after the baseline year 2020"),
        ({"target_low": None}, "comparator '>=' needs target_low"),
        ({"comparator": "range", "target_low": 9.0, "target_high": 5.0}, "target_low: 9 is above target_high 5"),
        ({"measure": "share", "unit": "%", "target_low": 130.0}, "130 % is not a share from 0 to 100"),
        ({"form": "proportional", "comparator": "", "target_low": None}, "a proportional target follows nothing"),
        (
            {"form": "proportional", "comparator": "", "target_low": None, "follows": "beds_per_1000"},
            "the target follows itself",
        ),
    ],
)
def test_contradictions_are_named_with_their_field(changes, message):
    with pytest.raises(DomainError, match=message):
        make(**changes)


def test_all_faults_at_once():
    with pytest.raises(DomainError) as caught:
        make(measure="number", form="levels", target_year=2010)
    assert all(word in str(caught.value) for word in ("measure:", "form:", "target_year:"))


def test_changed_copies_leave_the_original_alone():
    target = make()
    later = target.with_target(3.7, year=2030)
    assert (later.goal, later.target_year, later.target_text) == (3.7, 2030, "")
    assert (target.goal, target.target_year) == (8.0, 2025)
    assert target.with_baseline(7.0, year=2022).baseline == 7.0


def test_values_compare_hash_copy_and_pickle():
    target = make(binding=Binding.OBLIGATORY)
    assert target == make(binding=Binding.OBLIGATORY)
    assert hash(target) == hash(make(binding=Binding.OBLIGATORY))
    assert copy.deepcopy(target) == target
    assert pickle.loads(pickle.dumps(target)) == target
    assert pickle.loads(pickle.dumps(Undetermined)) is Undetermined


@given(st.floats(0.1, 100), st.floats(0.1, 100), st.integers(1, 30))
def test_growing_at_the_required_rate_reaches_the_target(baseline, goal, years):
    ends = {"comparator": ">=", "target_low": goal, "direction": "up"}
    if goal < baseline:
        ends = {"comparator": "<=", "target_low": None, "target_high": goal, "direction": "down"}
    target = make(baseline=baseline, target_year=2020 + years, **ends)
    growth = target.required_growth()
    assert baseline * (1 + growth.cagr) ** years == pytest.approx(goal, rel=1e-9)
    assert baseline + growth.annual_change * years == pytest.approx(goal, rel=1e-9)
