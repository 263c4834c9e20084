"""Census tables as bureaus print them: ages down, sexes and years across."""

import pytest

import cqtargets as cq
from cqtargets.errors import DataFileError
from cqtargets.io.population_file import read_population

AGES = [*(f"{age}-{age + 4}岁" for age in range(0, 85, 5)), "85岁及以上"]


def census(*, title="", years=("",), men=20000, unit=1):
    """A printed table with 18 age groups of `men` and as many women in each year."""
    width = 3 * len(years)
    lines = [title + "," * width] if title else []
    if years != ("",):
        lines.append("年龄组," + ",".join(f"{year},," for year in years))
        lines.append("," + ",".join(["合计,男,女"] * len(years)))
    else:
        lines.append("年龄,合计,男,女")
    total, each = 36 * men / unit, men / unit
    lines.append("合计," + ",".join([f"{total:g},{total / 2:g},{total / 2:g}"] * len(years)))
    lines += [f"{age}," + ",".join([f"{2 * each:g},{each:g},{each:g}"] * len(years)) for age in AGES]
    return "\n".join(lines) + "\n"


def test_a_table_of_one_year_takes_place_and_year_as_given(write_csv):
    data = read_population(write_csv(census(), "pop.csv"), region="甲市", year=2020)
    assert data.regions == ("甲市",)
    assert data.census("甲市", 2020).band("0+") == 36 * 20000
    assert data.census("甲市", 2020).band("85+") == 2 * 20000


def test_years_across_in_ten_thousands_with_the_place_in_the_title(write_csv):
    text = census(title="甲市分年龄、性别人口（万人）", years=("2010年", "2020年"), unit=10000)
    data = read_population(write_csv(text, "pop.csv"))
    assert [round(data.census("甲市", year).band("60+")) for year in (2010, 2020)] == [12 * 20000, 12 * 20000]


def test_what_a_table_does_not_say_is_asked(write_csv):
    with pytest.raises(DataFileError) as refused:
        read_population(write_csv(census(), "pop.csv"))
    assert [str(problem) for problem in refused.value.problems] == [
        "row 1, column 'region': a census table with ages down and sexes across names no place. Give region=, or write it "
        "into the title.",
        "row 1, column 'year': a census table with ages down and sexes across names no year. Give year=, or write it into "
        "the title.",
    ]


def test_both_sexes_must_be_the_sum_of_men_and_women(write_csv):
    text = census(title="甲市2020年人口").replace("0-4岁,40000", "0-4岁,41000")
    with pytest.raises(DataFileError, match=r"column 'B': 41000 is not 20000 men and 20000 women, which are 40000"):
        read_population(write_csv(text, "pop.csv"))


def test_a_table_without_its_open_group_is_refused(write_csv):
    text = census(title="甲市2020年人口").replace("85岁及以上", "85-89岁")
    with pytest.raises(cq.CqTargetsError):
        read_population(write_csv(text, "pop.csv"))
