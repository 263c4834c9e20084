import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets.population.forecasting.controls import posterior
from cqtargets.population.forecasting.fitting import inputs_from
from cqtargets.population.forecasting.knowledge import known_of
from cqtargets.population.forecasting.part_controls import PartControl, checked_sums, known_controls, levels
from cqtargets.population.forecasting.parts_of_whole import PartRule
from cqtargets.population.known.census import census, districts

CITY = "重庆市"


def width(found, band, year):
    low, high = found.denominator(band, on=year).interval(0.95)
    return (high - low) / found.denominator(band, on=year).median


def test_known_bands_pull_and_narrow():
    # 696.13万 people of 60 and over at the end of 2021
    bare = inputs_from(dataclasses.replace(known_of(CITY, None), bands={}), to=2024, base=2020)
    with_bands, without = (
        cq.population.forecast(CITY, to=2024, draws=500, seed=1, data=inputs)
        for inputs in (cq.population.forecast_inputs(to=2024), bare)
    )
    at = [abs(found.denominator("60+", on=2021).median / 6_961_300 - 1) for found in (with_bands, without)]
    assert at[0] < at[1]
    assert width(with_bands, "60+", 2021) < width(without, "60+", 2021) < 0.06
    low, high = with_bands.denominator("60+", on=2021).interval(0.95)
    assert low < 6_961_300 < high
    assert width(with_bands, "60+", 2023) < 0.06


@settings(max_examples=30)
@given(st.integers(0, 10_000))
def test_a_record_narrows_and_never_widens(seed):
    rng = np.random.default_rng(seed)
    slopes = rng.normal(size=(3, 5))
    _, root = posterior(slopes, np.zeros(3), np.full(3, 0.5))
    left = np.linalg.eigvalsh(root @ root)
    assert left.max() <= 1 + 1e-9
    assert left.min() >= -1e-9
    before, after = slopes[0] @ slopes[0], slopes[0] @ root @ root @ slopes[0]
    assert after < before


def test_a_record_against_the_census_is_refused_with_its_size():
    known = known_of(CITY, None)
    wrong = dataclasses.replace(known, bands={("60+", 2022): 9_000_000.0})
    with pytest.raises(
        cq.DomainError, match=r"60\+ of 重庆市 at the end of 2022 is 9,000,000 on record, and its census"
    ):
        inputs_from(wrong, to=2025, base=2020)


def test_what_is_left_between_record_and_forecast_is_told():
    notes = cq.population.forecast_inputs(to=2025).notes
    assert any(note.startswith("controls: 12 figures of 重庆市 after the census") for note in notes)


def test_districts_meet_their_totals_and_add_up():
    found = cq.population.forecast(districts(), to=2024, draws=0)
    total = dict(zip(found.regions, found.denominator("total", on=2022).point.tolist(), strict=True))
    assert total["渝北区"] == pytest.approx(2_254_200, rel=0.002)
    core = next(area for area in cq.population.areas() if area.name == "中心城区")
    assert sum(total[name] for name in core.members) == pytest.approx(10_477_600, rel=0.001)
    assert sum(total.values()) == pytest.approx(32_133_400, rel=1e-6)


def test_errors_of_one_kind_go_together():
    bare = PartRule(controls=())
    from cqtargets.population.forecasting.ensemble import ensemble
    from cqtargets.population.forecasting.methods import chosen_method
    from cqtargets.population.models.uncertainty import Spread

    inputs = cq.population.forecast_inputs(to=2023)
    method = chosen_method(
        None, inputs, base=2020, to=2023, variant=None, seed=1, parts=districts(), data=None, how=bare
    )  # fmt: skip
    found = ensemble(
        method, names=districts(), single=False, draws=500, seed=1, bands=(), spread=Spread(), jobs=1, executor=None,
        keep_groups=False,
    )  # fmt: skip
    logs = np.log(found.denominator("total", on=2023).draws)
    core = next(area for area in cq.population.areas() if area.name == "中心城区").members
    inside = [found.regions.index(name) for name in core]
    outside = [row for row in range(38) if row not in inside]
    between = np.corrcoef(logs)
    same = between[np.ix_(inside, inside)][np.triu_indices(9, 1)].mean()
    assert same > between[np.ix_(inside, outside)].mean() + 0.2


def known_totals():
    return known_controls(CITY, districts(), None)


def test_printed_totals_that_contradict_each_other_are_refused():
    groups = [one for one in known_totals() if one.year == 2022]
    checked_sums(groups, CITY, districts(), {2022: 32_133_400.0})
    with pytest.raises(
        cq.DomainError, match="parts of 重庆市 add up to 32,133,400 at the end of 2022 and 重庆市 has 33,000,000"
    ):
        checked_sums(groups, CITY, districts(), {2022: 33_000_000.0})


def test_a_total_against_its_census_is_refused():
    names = ("甲", "乙")
    expected = np.full((2, 3, 2, 4), 100.0)
    times, since = np.array([2020.0, 2021.0, 2022.0]), np.array([0.2, 1.2, 2.2])
    two = [PartControl(region="甲", members=("甲",), year=2021, persons=1_100.0)]
    with pytest.raises(cq.DomainError, match="甲 had 1,100 at the end of 2021"):
        levels(two, names, expected, expected.sum(axis=0), times, since)


def test_levels_hand_worked():
    # two equal parts of 800 people: one is printed at 840 of 1,600 after two years, the other must have 760
    names, times, since = ("甲", "乙"), np.array([2020.0, 2021.0, 2022.0]), np.array([0.0, 1.0, 2.0])
    expected = np.full((2, 3, 2, 4), 100.0)
    one = [PartControl(region="甲", members=("甲",), year=2022, persons=840.0)]
    moved = levels(one, names, expected, expected.sum(axis=0), times, since)
    full = np.log(840 / 760)
    share = 0.01**2 * 2 / (0.01**2 * 2 + 0.003**2)
    assert moved[0] == pytest.approx([0, full * share / 2, full * share])
    assert moved[1].tolist() == [0, 0, 0]


def test_bands_of_ones_own_are_controls(write_csv):
    text = "地区,年份,性别,年龄,人数,指标\n"
    for sex, row in zip(("男", "女"), census("南岸区", 2020).counts, strict=True):
        ages = ["0", "1-4", *(f"{a}-{a + 4}" for a in range(5, 85, 5)), "85+"]
        text += "".join(f"甲市,2020-10-31,{sex},{age},{round(n)},人口\n" for age, n in zip(ages, row, strict=True))
    text += "甲市,2020,,,80.1,预期寿命\n甲市,2022,,,{older},60岁及以上人口\n甲市,2022,,,1250000,人口\n"
    older = 227_000
    data = cq.read_population(write_csv(text.format(older=older), "own.csv"))
    found = cq.population.forecast(to=2025, draws=0, data=data)  # the only region of the file
    assert found.regions == ("甲市",)
    assert any("controls: 2 figures of 甲市" in note for note in found.notes)
    with pytest.raises(cq.DataFileError, match="pop_60plus of 甲市 at 2022 is 1,300,000 and population is 1,250,000"):
        cq.read_population(write_csv(text.format(older=1_300_000), "wrong.csv"))


def test_a_yearbook_of_ones_own_joins_the_printed_totals(write_csv):
    text = "地区,年份,人数,上级\n渝北区,2023,2280000,重庆市\n万州区,2023,1550000,重庆市\n中心城区,2023,10530000,\n"
    data = cq.read_population(write_csv(text, "yearbook.csv"))
    found = cq.population.forecast("districts", to=2026, draws=0, data=data)
    assert found.regions == districts()
    total = dict(zip(found.regions, found.denominator("total", on=2023).point.tolist(), strict=True))
    assert total["渝北区"] == pytest.approx(2_280_000, rel=0.002)
    assert total["万州区"] == pytest.approx(1_550_000, rel=0.002)
    core = next(area for area in cq.population.areas() if area.name == "中心城区")
    assert sum(total[name] for name in core.members) == pytest.approx(10_530_000, rel=0.001)
    assert sum(total.values()) == pytest.approx(31_914_300, rel=1e-6)
    alone = cq.population.forecast("渝北区", to=2026, draws=0, data=data)
    assert alone.denominator("total", on=2023).median == pytest.approx(total["渝北区"])
    wrong = cq.read_population(write_csv(text.replace("2280000", "3280000"), "wrong.csv"))
    with pytest.raises(cq.DomainError, match="渝北区 had 3,280,000 at the end of 2023"):
        cq.population.forecast("districts", to=2026, draws=0, data=wrong)


def test_single_ages_of_ones_own_are_taken_as_they_are(write_csv):
    rows = ["地区,年份,性别,年龄,人数,指标"]
    counts = {sex: [1000 + 37 * ((age * 7) % 11) for age in range(90)] + [3000] for sex in ("男", "女")}
    for sex, people in counts.items():
        rows += [f"丙市,2020-10-31,{sex},{age}{'+' if age == 90 else ''},{n},人口" for age, n in enumerate(people)]
    data = cq.read_population(write_csv("\n".join([*rows, "丙市,2020,,,79.3,预期寿命"]) + "\n", "single.csv"))
    inputs = cq.population.forecast_inputs(to=2025, data=data)
    assert inputs.at_census[0, :90].tolist() == counts["男"][:90]
    assert inputs.at_census[:, 90:].sum(axis=1) == pytest.approx([3000, 3000])
    assert "ages: single years as counted" in inputs.notes


def test_districts_of_ones_own_go_before_a_printed_group(write_csv):
    core = next(area for area in cq.population.areas() if area.name == "中心城区").members
    rows = [f"{name},2022,{round(1.02 * census(name, 2020).total)},重庆市" for name in core]
    data = cq.read_population(write_csv("地区,年份,人数,上级\n" + "\n".join(rows) + "\n", "core.csv"))
    groups = {one.region for one in known_controls(CITY, districts(), data) if one.year == 2022}
    assert "中心城区" not in groups
    assert {"渝中区", "主城新区"} <= groups


def test_elsewhere_core_is_what_outgrew_the_whole():
    from cqtargets.population.forecasting.parts_of_whole import _kinds

    pairs = [(census(name, 2010), census(name, 2020)) for name in ("渝北区", "丰都县", "南岸区")]
    together = (census(CITY, 2010), census(CITY, 2020))
    assert _kinds(("东", "西", "南"), pairs, together, "乙市").tolist() == [1, 2, 1]
