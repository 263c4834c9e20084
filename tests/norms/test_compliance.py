import math
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets.errors import DomainError, UnknownIdError
from cqtargets.norms.compliance import compare_steps, compliance, requirement, requirements
from cqtargets.norms.norm import Norm, NormStep, RequirementInterval
from cqtargets.targets.indicator import Undetermined

NORMS = cq.load_norms()
BEDS = NORMS["med14.infectious_beds"]
ICU = NORMS["med14.icu_bed_share_municipal"]
STATIONS = NORMS["med14.community_health_stations"]

# Residents at the census of 1 November 2020 (NBS, seventh census).
DISTRICTS = {
    "万州区": 1564449, "涪陵区": 1115016, "渝中区": 588717, "大渡口区": 421904, "江北区": 925800, "沙坪坝区": 1477345,
    "九龙坡区": 1526821, "南岸区": 1197639, "北碚区": 834887, "綦江区": 1011334, "大足区": 834592, "渝北区": 2191493,
    "巴南区": 1178856, "黔江区": 487281, "长寿区": 692960, "江津区": 1359611, "合川区": 1245294, "永川区": 1148896,
    "南川区": 572362, "璧山区": 756022, "铜梁区": 685729, "潼南区": 688115, "荣昌区": 668977, "开州区": 1203306,
    "梁平区": 645315, "武隆区": 356748, "城口县": 197497, "丰都县": 557374, "垫江县": 650694, "忠县": 720976,
    "云阳县": 929034, "奉节县": 744836, "巫山县": 462462, "巫溪县": 388685, "石柱县": 389001, "秀山县": 496194,
    "酉阳县": 607338, "彭水县": 530599,
}  # fmt: skip

GAPPED = Norm(
    key="x.gapped", concept="x", plan="x", locator="", name_zh="", name_en="", kind="steps", size_of="population",
    size_unit="人", comparator=">=", unit="张",
    steps=(NormStep(size_high=100, low=1, text="1"), NormStep(size_low=200, size_high=300, low=2, text="2")),
)  # fmt: skip


@dataclass(frozen=True)
class Forecast:
    median: float
    half_width: float

    def interval(self, level):
        return self.median - level * self.half_width, self.median + level * self.half_width


def test_infectious_disease_beds_of_all_districts_hand_counted():
    # 4 districts below 400,000, 15 below 700,000, 7 below 1,000,000, 12 above: 80 + 750 + 560 + 1200 = 2590 beds
    table = compliance(BEDS, DISTRICTS, {})
    assert len(table) == 38
    assert table["required_low"].value_counts().to_dict() == {20: 4, 50: 15, 80: 7, 100: 12}
    assert table["required_low"].sum() == 2590
    assert table["required_high"].isna().all()


def test_end_points_of_the_steps():
    steps = compare_steps(BEDS)
    assert list(steps["span"]) == ["[0, 400000)", "[400000, 700000)", "[700000, 1000000)", "[1000000, no end)"]
    assert list(steps["low"]) == [20, 50, 80, 100]
    assert list(steps["size_low"]) == [0, 400_000, 700_000, 1_000_000]
    assert math.isinf(steps["size_high"].iloc[-1])
    for row in steps.to_dict("records"):
        assert requirement(BEDS, row["size_low"]).low == row["low"]
    sizes = [399_999, 400_000, 699_999, 700_000, 999_999, 1_000_000]
    asked = requirements(BEDS, sizes)
    assert asked.low.tolist() == [20, 50, 50, 80, 80, 100]
    assert asked.high is None
    assert asked.text[1] == "不低于50张"


def test_arrays_keep_their_shape_and_agree_with_single_sizes():
    sizes = np.array([[0.0, 250.0], [1000.0, 80.0]])
    for norm in NORMS.values():
        asked = requirements(norm, sizes)
        for end in ("low", "high"):
            single = [[getattr(requirement(norm, size), end) for size in row] for row in sizes]
            found = getattr(asked, end)
            assert found is None or found.shape == (2, 2)
            assert (single[0][0] is None) == (found is None)
            if found is not None:
                np.testing.assert_allclose(found, single)
    assert not requirements(ICU, sizes).low.flags.writeable


def test_interval_of_a_population_gives_both_ends():
    asked = requirements(BEDS, {"綦江区": (980_000, 1_020_000)})["綦江区"]
    assert isinstance(asked, RequirementInterval)
    assert (asked.low, asked.high, asked.centre) == ((80, 100), None, None)
    assert asked.text == "不低于80张; 不低于100张"
    assert asked.met_by(79) is False
    assert asked.met_by(80) is Undetermined
    assert asked.met_by(99) is Undetermined
    assert asked.met_by(100) is True
    assert asked.margin(90) == -10
    assert (asked.norm, asked.unit, asked.size_unit, asked.comparator) == ("med14.infectious_beds", "张", "人", ">=")


def test_interval_that_ends_on_a_step_touches_the_next_one():
    assert BEDS.requirement_between(300_000, 399_999).low == (20, 20)
    assert BEDS.requirement_between(300_000, 400_000).low == (20, 50)


def test_interval_of_a_range_norm_hand_worked():
    # 5-10 % of 1000 to 2000 beds: from 50-100 to 100-200
    asked = requirements(ICU, {"a": (1000, 2000)})["a"]
    assert (asked.low, asked.high) == ((50, 100), (100, 200))
    assert [asked.met_by(value) for value in (49, 201)] == [False, False]
    assert [asked.met_by(value) is Undetermined for value in (50, 99, 101, 200)] == [True] * 4
    assert asked.met_by(100) is True
    assert asked.margin(90) == -10


def test_forecast_gives_the_centre_and_its_interval():
    asked = requirements(BEDS, {"a": Forecast(1_000_000, 100_000)}, level=0.5)["a"]
    assert asked.size == (950_000, 1_050_000)
    assert asked.centre.low == 100
    assert asked.low == (80, 100)


def test_table_on_both_sides_of_the_norm():
    table = compliance(BEDS, {"a": 399_999, "b": 400_000, "c": 400_000}, {"a": 20, "b": 49, "c": None})
    assert list(table.columns) == [
        "region", "size", "required_low", "required_high", "actual", "surplus", "compliant", "reason",
    ]  # fmt: skip
    assert list(table["compliant"]) == [True, False, None]
    assert table["surplus"].tolist()[:2] == [0, -1]
    assert list(table["reason"]) == ["", "", "no actual value"]


def test_table_of_a_range_and_of_an_upper_end():
    table = compliance(ICU, dict.fromkeys("abcd", 1000), {"a": 49, "b": 50, "c": 100, "d": 101})
    assert list(table["compliant"]) == [False, True, True, False]
    assert table["surplus"].tolist() == [-1, 0, 0, -1]
    radius = compliance(NORMS["med14.ambulance_radius_urban"], {"a": 1, "b": 1}, {"a": 3.5, "b": 3.6})
    assert list(radius["compliant"]) == [True, False]
    assert radius["surplus"].tolist() == pytest.approx([0, -0.1])


def test_strict_comparator_leaves_its_end_out():
    asked = requirement(NORMS["med14.village_clinic_merge"], 1)
    assert (asked.met_by(799), asked.met_by(800)) == (True, False)
    more = requirement(replace(BEDS, comparator=">"), 0)
    assert (more.met_by(20), more.met_by(21)) == (False, True)


def test_table_with_intervals_has_their_ends_and_reasons():
    sizes = {"a": 450_000, "b": (980_000, 1_020_000), "c": Forecast(1_000_000, 50_000), "d": (980_000, 990_000)}
    table = compliance(BEDS, sizes, {"a": 50, "b": 90, "c": 120, "d": 80}).set_index("region")
    assert list(table["compliant"]) == [True, None, True, True]
    assert list(table["required_low_min"]) == [50, 80, 80, 80]
    assert list(table["required_low_max"]) == [50, 100, 100, 80]
    assert list(table["surplus_min"]) == [0, -10, 20, 0]
    assert table.loc["c", "size"] == 1_000_000
    assert math.isnan(table.loc["b", "size"])
    assert table.loc["b", "reason"] == (
        "the size is known as an interval: 980,000 to 1,020,000 人 ask for at least 80 to 100 张"
    )
    assert table.loc["d", "reason"].endswith("980,000 to 990,000 人 ask for at least 80 张")
    assert table.loc["c", "reason"] == ""


def test_series_and_districts_by_year():
    sizes = pd.Series({("a", 2025): 390_000, ("a", 2030): 410_000})
    table = compliance(BEDS, sizes, pd.Series({("a", 2025): 30, ("a", 2030): 30}))
    assert table[["region", "year"]].to_numpy().tolist() == [["a", 2025], ["a", 2030]]
    assert list(table["compliant"]) == [True, False]


@given(st.floats(0, 3e6), st.floats(0, 3e6), st.sampled_from(sorted(NORMS)))
def test_more_people_never_ask_for_less(first, second, key):
    less, more = (requirement(NORMS[key], size) for size in sorted((first, second)))
    for end in ("low", "high"):
        if getattr(less, end) is not None:
            assert getattr(less, end) <= getattr(more, end)


@given(st.floats(0, 2e6), st.floats(0, 2e6), st.floats(0, 1), st.floats(0, 1e4), st.sampled_from([BEDS, ICU, STATIONS]))
def test_an_interval_says_only_what_holds_for_each_size_in_it(first, second, share, value, norm):
    least, greatest = sorted((first, second))
    asked = norm.requirement_between(least, greatest)
    inside = norm.requirement(min(greatest, least + share * (greatest - least)))
    verdict = asked.met_by(value)
    assert verdict is Undetermined or verdict == inside.met_by(value)
    assert asked.margin(value) <= inside.margin(value) + 1e-6
    assert asked.low[0] - 1e-6 <= inside.low <= asked.low[1] + 1e-6


@given(st.dictionaries(st.text("甲乙丙丁", min_size=1), st.tuples(st.floats(0, 2e6), st.integers(0, 200))))
def test_compliant_is_where_the_surplus_is_not_negative(districts):
    table = compliance(
        BEDS, {key: size for key, (size, _) in districts.items()}, {k: v for k, (_, v) in districts.items()}
    )
    assert list(table["compliant"]) == [surplus >= 0 for surplus in table["surplus"]]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: requirements(BEDS, {"渝中区": 588_717, "城口县": None, "巫溪县": math.nan}),
            "no district population for 城口县, 巫溪县; give a number of 人 for each, or leave these regions out",
        ),
        (lambda: requirements(BEDS, dict.fromkeys("abcdefg")), "for a, b, c, d, e and 2 more; give"),
        (lambda: requirements(GAPPED, {"a": 50, "b": 150}), r"^b: norm 'x.gapped': no step covers 150 人 \(steps"),
        (lambda: requirements(GAPPED, [50, 300]), "position 1: norm 'x.gapped': no step covers 300 人"),
        (lambda: requirements(GAPPED, {"a": (50, 250)}), "a: norm 'x.gapped': no step covers 100 to 200 人"),
        (lambda: requirements(BEDS, {"a": (2, 1)}), "size interval 2 to 1 人 runs backwards; give the lower end first"),
        (lambda: BEDS.requirement_between(1, 2, centre=3), "size 3 人 lies outside its interval 1 to 2; give a centre"),
        (lambda: requirements(BEDS, {"a": (1, 2, 3)}), "a: a size of 3 numbers; give one number, or a pair"),
        (lambda: requirements(BEDS, {"a": "many"}), "a: 'many' is not a finite number; give a number of 人"),
        (lambda: requirements(BEDS, {"a": -1}), "a: norm 'med14.infectious_beds': size -1.0 人; give a finite size"),
        (lambda: requirements(BEDS, [1, -1, math.nan]), "sizes are negative or not finite at position 1, 2; give"),
        (
            lambda: compliance(BEDS, {"a": 1}, {"a": 1, "b": 2, "c": None}),
            "district population is missing for b, for which actual values are given; give a size for each",
        ),
        (lambda: compliance(BEDS, {"a": 1}, {"a": math.inf}), "a: actual value inf is not a finite number"),
    ],
)  # fmt: skip
def test_refusals_say_where_and_what_to_do(call, message):
    with pytest.raises(DomainError, match=message):
        call()


def test_all_faults_come_at_once_and_the_rest_are_counted():
    with pytest.raises(DomainError) as caught:
        requirements(BEDS, dict.fromkeys("abcdefg", -1))
    lines = str(caught.value).splitlines()
    assert [line[:2] for line in lines] == ["a:", "b:", "c:", "d:", "e:", ".."]
    assert lines[-1] == "... and 2 more"


def test_unknown_norm_names_the_nearest():
    with pytest.raises(UnknownIdError, match=r"no norm 'infectious_beds'; nearest: med14.infectious_beds, ") as caught:
        NORMS["infectious_beds"]
    assert caught.value.nearest[0] == "med14.infectious_beds"
