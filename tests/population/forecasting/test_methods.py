import numpy as np
import pytest

import cqtargets as cq
from cqtargets.population.known.census import census

AGES = ["0", "1-4", *(f"{a}-{a + 4}" for a in range(5, 85, 5)), "85+"]


def census_rows(region, when, counts, parent=""):
    return [
        f"{region},{when},{sex},{age},{round(people)},population,{parent}"
        for sex, row in zip(("男", "女"), counts, strict=True)
        for age, people in zip(AGES, row, strict=True)
    ]


@pytest.fixture
def own(write_csv):
    def make(rows, name="own.csv"):
        text = "地区,年份,性别,年龄,人数,指标,上级\n" + "\n".join(rows) + "\n"
        return cq.read_population(write_csv(text, name))

    return make


def counts(year, factor=1.0):
    return census("南岸区", year).counts * factor


def test_totals_alone_give_a_trend(own):
    totals = {2016: 500_000, 2017: 510_000, 2018: 520_200, 2019: 530_604, 2020: 541_216}
    data = own([f"甲市,{year},,,{people},population," for year, people in totals.items()])
    found = cq.population.forecast("甲市", to=2023, draws=400, seed=1, data=data)
    assert found.method == "geometric trend of totals"
    assert found.reason == "only totals are known (5 of them), no census by age"
    # 2 % a year, hand-worked: 541,216 x 1.02^3 = 574,343
    assert found.denominator("total", on=2023).point[0] == pytest.approx(574_343, abs=5)
    with pytest.raises(cq.DomainError, match="only totals are known, not '60\\+'; give a census by age"):
        found.denominator("60+", on=2023)
    with pytest.raises(cq.DomainError, match="forecast of 甲市 to 2030: what it is built on reaches to 2024"):
        cq.population.forecast("甲市", to=2030, data=data)
    with pytest.raises(cq.DomainError, match="no ages are known, so no pyramid"):
        found.pyramid(2023)


def test_two_censuses_give_ratios(own):
    data = own([*census_rows("甲市", "2010-10-31", counts(2010)), *census_rows("甲市", "2020-10-31", counts(2020))])
    found = cq.population.forecast("甲市", to=2035, draws=100, seed=1, data=data)
    assert found.method == "Hamilton-Perry"
    assert found.reason == "two censuses by age (2010, 2020) and no life expectancy are known"
    # those of 65 and over after ten years: 55-64 and 65 and over by their ratios, hand-worked from the two censuses
    first, last = (census("南岸区", year).five_year().counts for year in (2010, 2020))
    closed = sum(last[:, 11 + i] * last[:, 13 + i] / first[:, 11 + i] for i in range(4))
    opened = last[:, -3:].sum(axis=1) * last[:, -1] / first[:, -3:].sum(axis=1)
    reached = found.denominator("65+", on="2030-10-31").point[0]
    assert reached == pytest.approx(float((closed + opened).sum()), rel=0.005)
    with pytest.raises(cq.DomainError, match="variant 'low' needs births, deaths and migration"):
        cq.population.forecast("甲市", to=2030, data=data, variant="low")
    with pytest.raises(cq.DomainError, match="forecast of 甲市 to 2045: what it is built on reaches to 2039"):
        cq.population.forecast("甲市", to=2045, data=data)


def test_life_expectancy_and_a_base_give_births_deaths_and_migration(own):
    rows = [*census_rows("甲市", "2020-10-31", counts(2020)), "甲市,2020,,,80.1,life_expectancy,"]
    found = cq.population.forecast("甲市", to=2030, draws=0, data=own(rows))
    assert found.method == "cohort-component"
    assert found.reason == "a census by age, life expectancy and the count under one year of age are known"
    born = "甲市,2021,,,6000,births,"
    counted = cq.population.forecast("甲市", to=2030, draws=0, data=own([*rows, born], "births.csv"))
    assert "births" in counted.reason
    assert counted.denominator("0-2", on=2022).median < found.denominator("0-2", on=2022).median


def test_own_parts_are_raked_to_their_whole(own):
    rows = []
    for year in (2010, 2020):
        parts = {name: np.round(census(name, year).counts) for name in ("南岸区", "渝北区")}
        rows += census_rows("乙市", f"{year}-10-31", sum(parts.values()))
        for alias, name in (("东区", "南岸区"), ("西区", "渝北区")):
            rows += census_rows(alias, f"{year}-10-31", parts[name], "乙市")
    data = own([*rows, "乙市,2020,,,80.1,life_expectancy,"])
    both = cq.population.forecast(["乙市", "东区", "西区"], to=2026, draws=20, seed=1, data=data, keep_groups=True)
    assert np.abs(both.groups[1:].sum(axis=0) / both.groups[0] - 1).max() < 1e-9
    assert cq.population.forecast("districts", to=2026, draws=0, data=data).regions == ("东区", "西区")


def test_own_life_expectancy_goes_before_the_bundled_one(own):
    data = own(["重庆市,2020,,,83.0,life_expectancy,"])
    mine = cq.population.forecast("重庆市", to=2030, draws=0, data=data)
    bundled = cq.population.forecast("重庆市", to=2030, draws=0)
    assert mine.denominator("80+", on=2030).median > bundled.denominator("80+", on=2030).median


def test_too_little_is_said(own):
    one = own(census_rows("甲市", "2020-10-31", counts(2020)))
    with pytest.raises(cq.DomainError, match="one census of 甲市 and no life expectancy: too little to carry it"):
        cq.population.forecast("甲市", to=2030, data=one)
    total = own(["甲市,2020,,,500000,population,"], "total.csv")
    with pytest.raises(cq.DomainError, match="甲市 has 1 total and no census by age; give two totals or more"):
        cq.population.forecast("甲市", to=2030, data=total)
    sex = own([*census_rows("甲市", "2020-10-31", counts(2020)), "甲市,2020,男,,78,life_expectancy,"], "one.csv")
    with pytest.raises(cq.DomainError, match="life expectancy of 甲市 in 2020 is given for one sex only"):
        cq.population.forecast("甲市", to=2030, data=sex)


def test_reasons_are_said_in_chinese():
    from cqtargets.conventions.reasons import said

    found = cq.population.forecast("南岸区", to=2021, draws=0)
    assert not any(letter.isascii() and letter.isalpha() for letter in said(found.reason, "zh"))
    assert said(found.method, "zh") == "队列要素法，区县用 Hamilton-Perry 法"
