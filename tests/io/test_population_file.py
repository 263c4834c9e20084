import datetime
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqtargets.errors import DataFileError, UnitError, UnknownIdError
from cqtargets.io.population_file import read_population
from cqtargets.population.known.census import census, districts
from cqtargets.population.known.rows import read_entries

HEADER = "地区,年份,性别,年龄,人数\n"
LABELS = ("0-14", "15-59", "60+")


def rows_of(region, year="2020-10-31", male=(9000, 40000, 11000), female=(8000, 39000, 12000), labels=LABELS):
    return "".join(
        f"{region},{year},{sex},{label},{count}\n"
        for sex, counts in (("男", male), ("女", female))
        for label, count in zip(labels, counts, strict=True)
    )


def faults(write_csv, text, **options):
    with pytest.raises(DataFileError) as caught:
        read_population(write_csv(text), **options)
    return [str(problem) for problem in caught.value.problems]


def city_file(names=()):
    lines = [
        f"{row.region},2020-10-31,{'男' if row.sex == 'male' else '女'},{row.age},{row.persons:.0f}\n"
        for name in names or ("重庆市", *districts())
        for row in census(name, 2020).to_frame().itertuples()
    ]
    return HEADER + "".join(lines)


def test_the_bundled_census_comes_back_from_a_file(write_csv):
    data = read_population(write_csv(city_file()))
    assert len(data.censuses) == 39
    for name in ("重庆市", "綦江区"):
        own = data.census(name)
        np.testing.assert_array_equal(own.counts, census(name, 2020).counts)
        assert (own.date, own.year, own.basis) == (census(name, 2020).date, 2020, "resident")
    assert data.remarks == ()
    assert data.to_frame()["persons"].sum() == 2 * 32_054_159


def test_districts_that_do_not_add_up_to_the_city(write_csv):
    text = city_file().replace(
        f"渝中区,2020-10-31,男,0,{census('渝中区', 2020).counts[0, 0]:.0f}", "渝中区,2020-10-31,男,0,1"
    )
    whole = census("重庆市", 2020).counts[0, 0]
    parts = whole - census("渝中区", 2020).counts[0, 0] + 1
    assert faults(write_csv, text) == [
        f"row 2, column 'persons': the 38 parts of 重庆市 do not add up to it at 2020-10-31 in male 0: "
        f"parts {parts:,.0f}, whole {whole:,.0f}. Correct the parts or the whole."
    ]
    assert (
        len(read_population(write_csv(city_file(("重庆市", "渝中区")))).censuses) == 2
    )  # a few districts prove nothing


def test_parts_of_a_named_parent_must_add_up(write_csv):
    header = "地区,年份,人数,上级地区\n"
    good = header + "成都市,2020,20937757,\n甲区,2020,10000000,成都市\n乙区,2020,10937757,成都市\n"
    data = read_population(write_csv(good))
    assert data.parents == (("甲区", "成都市"), ("乙区", "成都市"))
    assert faults(write_csv, good.replace("10937757", "10937758")) == [
        "row 2, column 'persons': the 2 parts of 成都市 do not add up to it at 2020 in their totals: parts 20,937,758, "
        "whole 20,937,757. Correct the parts or the whole."
    ]
    rounded = (
        header.replace("人数", "人数(万人)")
        + "成都市,2020,2093.78,\n甲区,2020,1000.00,成都市\n乙区,2020,1093.77,成都市\n"
    )
    assert read_population(write_csv(rounded)).series_of("population", "成都市").values.tolist() == [20_937_800]


def test_totals_births_and_life_expectancy(write_csv):
    data = read_population(
        write_csv(
            "region,year,measure,sex,value,unit\n"
            "重庆市,2023,population,,3191.43,万人\n重庆市,2022,population,,3213.34,万人\n"
            "重庆市,2023,births,,17.88,万人\n重庆市,2023,life_expectancy,male,76.1,岁\n重庆市,2023,预期寿命,,79.09,岁\n"
            "重庆市,2023,net_migration,,-11000,人\n"
        )
    )
    total = data.series_of("population", "重庆市")
    assert (total.when, total.values.tolist(), total.unit) == ((2022, 2023), [32_133_400, 31_914_300], "人")
    assert total.times.tolist() == [2022, 2023]
    assert data.series_of("births", "重庆市").values.tolist() == [178_800]
    assert data.series_of("life_expectancy", "重庆市", sex="male").values.tolist() == [76.1]
    assert data.series_of("life_expectancy", "重庆市").unit == "岁"
    assert data.series_of("net_migration", "重庆市").values.tolist() == [-11_000]
    assert data.regions == ("重庆市",)


def test_a_unit_in_the_heading_or_the_call(write_csv):
    rows = rows_of("甲市", male=("0.90", "4.00", "1.10"), female=("0.80", "3.90", "1.20"))
    by_heading = read_population(write_csv(HEADER.replace("人数", "人数（万人）") + rows))
    by_call = read_population(write_csv(HEADER + rows), unit="万人")
    assert by_heading.census("甲市").total == by_call.census("甲市").total == 119_000
    with pytest.raises(UnitError, match="'张' does not count people; write 人, 千人 or 万人"):
        read_population(write_csv(HEADER + rows), unit="张")


def test_both_sexes_beside_the_two_are_checked_and_totals_too(write_csv):
    text = HEADER + rows_of("甲市") + "甲市,2020-10-31,合计,60+,23000\n甲市,2020-10-31,合计,合计,119000\n"
    assert read_population(write_csv(text)).census("甲市").total == 119_000
    assert faults(write_csv, text.replace("23000", "23001").replace("119000", "119001")) == [
        "row 8, column 'persons': age 60+ has 23,001 for both sexes, but 男 and 女 make 23,000. "
        "Correct one of the three rows.",
        "row 9, column 'persons': population of 甲市 at 2020-10-31 is 119,001, but its ages add up to 119,000. "
        "Correct the total or the ages.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            HEADER + rows_of("甲市").replace("女", "F"),
            "row 5, column 'sex': spellings are mixed: 男/女 from row 2, M/F from row 5. "
            "Write the sexes in one way, such as 男 and 女.",
        ),
        (
            HEADER + "".join(line + "\n" for line in rows_of("甲市").splitlines() if "女" not in line),
            "row 2, column 'sex': census of 甲市 at 2020-10-31: one sex only, 女 is missing. "
            "Add the rows of the other sex.",
        ),
        (
            HEADER + "".join(f"甲市,2020-10-31,合计,{label},30000\n" for label in LABELS),
            "row 2, column 'sex': census of 甲市 at 2020-10-31: ages stand for both sexes together. "
            "Give one row for 男 and one for 女.",
        ),
        (
            HEADER + rows_of("甲市", labels=("0-14", "15-59", "60-64")),
            "row 2, column 'age': census of 甲市 at 2020-10-31: 男: there is no open group at the end "
            "(the last is 60-64). Write every age once, from 0 to an open group such as 85+.",
        ),
        (
            HEADER + rows_of("甲市", labels=("0-14", "20-59", "60+")),
            "row 2, column 'age': census of 甲市 at 2020-10-31: 男: ages 15-19 are missing. "
            "Write every age once, from 0 to an open group such as 85+.",
        ),
        (
            HEADER + rows_of("甲市", labels=("0-14", "10-59", "60+")),
            "row 2, column 'age': census of 甲市 at 2020-10-31: 男: ages 0-14 and 10-59 overlap. "
            "Write every age once, from 0 to an open group such as 85+.",
        ),
        (
            HEADER + rows_of("甲市") + "甲市,2020-10-31,男,60岁及以上,7\n",
            "row 8, column 'age': population (male) of 甲市 at 2020-10-31: age 60+ stands in row 4 already. "
            "Keep one row an age group and sex.",
        ),
        (
            HEADER + rows_of("甲市").replace("男,60+", "男,60-69"),
            "row 2, column 'age': census of 甲市 at 2020-10-31: 男: there is no open group at the end "
            "(the last is 60-69). Write every age once, from 0 to an open group such as 85+.",
        ),
        (
            HEADER + rows_of("甲市", male=("0.9", "4.0", "1.1")),
            "row 2, column 'persons': 0.9 and 2 more rows: persons are whole numbers; is the file in 万人? "
            "Pass unit='万人', or name the unit in a column 单位 (unit).",
        ),
        (
            "地区,年份,人数\n重庆市,2020,3209\n",
            "row 2, column 'persons': 重庆市 has 3,209 people here and had 32,054,159 in the census of 2020: "
            "the unit is another. Pass unit= (人, 千人, 万人), or name the unit in a column 单位 (unit).",
        ),
        (
            "地区,年份,人数\n成都市,2020,2094\n",
            "row 2, column 'persons': 成都市 has 2,094 people here: is the unit another? "
            "Pass unit= (人, 千人, 万人), or name the unit in a column 单位 (unit).",
        ),
        (
            "地区,年份,人数,版本\n重庆市,2018,31017900,修订前\n重庆市,2020,32089300,修订后\n",
            "row 3, column 'vintage': population of 重庆市 mixes vintages: 修订前 in row 2, 修订后 here. "
            "Keep one vintage in a file: a revision is no growth.",
        ),
        (
            "地区,年份,人数\n重庆市,2015,30165500\n重庆市,2015,30700200\n",
            "row 3, column 'persons': population of 重庆市 at 2015 has 30,165,500 in row 2 and 30,700,200 here. "
            "Keep one; if they are two vintages, keep one vintage.",
        ),
        (
            "地区,年份,指标,人数\n重庆市,2022,常住人口,32133400\n重庆市,2023,户籍人口,34100000\n",
            "row 3, column 'basis': populations are mixed: resident from row 2, registered from row 3. "
            "Residents (常住人口) and registered people (户籍人口) are different populations: one file each.",
        ),
        (
            "地区,年份,指标,人数\n甲县,2022,人口,50000\n甲县,2023,净迁移,-60000\n",
            "row 3, column 'persons': 甲县 loses 60,000 people by migration at 2023 and has 50,000. "
            "Check sign and unit of the migration.",
        ),
        (
            "地区,年份,指标,年龄,人数\n甲县,2022,births,0,500\n",
            "row 2, column 'age': births has an age group here. Leave the age empty: only the population is by age.",
        ),
        (
            "地区,年份,指标,人数,单位\n甲县,2022,births,500,张\n",
            "row 2, column 'unit': '张' does not count people; write 人, 千人 or 万人.",
        ),
        (
            "地区,年份,指标,人数\n甲县,2022,life_expectancy,7815\n",
            "row 2, column 'persons': 7815 is no life expectancy in years. Write years, such as 78.15.",
        ),
        (HEADER, "has no row with a value. Write one row a value under the header."),
        ("地区,年份\n甲县,2022\n", "row 1, column 'persons (人数)': the column is missing. "
                                   "Add it to the header row, with one value a row."),
        ("a,b\n1,2\n", "has no header row that names its columns. Name them 地区, 年份, 性别, 年龄 and 人数."),
    ],
)  # fmt: skip
def test_each_fault_in_one_clear_message(write_csv, text, expected):
    assert expected in faults(write_csv, text)


def test_all_faults_at_once_without_their_shadows(write_csv):
    text = (
        HEADER
        + "甲市,2020,男人,0-14,9000\n"
        + "甲市,2020,男,15到59,9000\n"
        + "甲市,去年,女,0-14,9 000\n"
        + ",2020,女,0-14,\n"
        + rows_of("乙市", labels=("0-14", "15-59", "65+"))
        + "丙市,2020,男,0+,-5\n"
    )
    found = faults(write_csv, text)
    assert found[:2] == [
        "row 2, column 'sex': '男人' is not a sex. Write 男 and 女 (or M and F, or male and female), 合计 for both.",
        "row 3, column 'age': '15到59' is not an age group; write 0, 1-4, 5-9 ... and 85+ for the open group.",
    ]
    assert found[2].startswith("row 4, column 'year': '去年' is not a date; write it as '2023-06-30'")
    assert found[3].startswith("row 4, column 'persons': '9 000' is not a number. Write digits alone")
    assert found[4:6] == [
        "row 5, column 'region': the region is empty. Write its name, such as 南岸区 (地区).",
        "row 5, column 'persons': the value is empty. Write the number, or delete the row: an empty cell is not 0.",
    ]
    assert found[6] == "row 12, column 'persons': -5 is negative. Write a count of 0 or more."
    assert len(found) == 7
    without_nameless = text.replace(",2020,女,0-14,\n", "", 1)
    shown = "census of 乙市 at 2020-10-31: 男: ages 60-64 are missing."
    assert any(shown in fault for fault in faults(write_csv, without_nameless))
    assert not any("甲市" in fault for fault in faults(write_csv, without_nameless))


def test_an_age_group_that_a_spreadsheet_took_for_a_date(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["地区", "年份", "性别", "年龄", "人数"])
    book.active.append(["甲市", datetime.date(2020, 10, 31), "男", datetime.datetime(2020, 5, 9), 9000])
    book.save(tmp_path / "census.xlsx")
    with pytest.raises(DataFileError, match="is a date: the spreadsheet took an age group such as 5-9 for one"):
        read_population(tmp_path / "census.xlsx")


def test_a_bare_year_is_its_end_and_said_so(write_csv):
    data = read_population(write_csv(HEADER + rows_of("甲市", year="2020年")))
    assert data.census("甲市").date == 2020.0
    assert [str(remark) for remark in data.remarks] == [
        "row 2, column 'year': the ages of 2020 are taken as of 31 December 2020. "
        "Write 2020-10-31 for a census of 1 November."
    ]


def test_what_a_file_does_not_hold_is_named(write_csv):
    data = read_population(write_csv(HEADER + rows_of("甲市")))
    with pytest.raises(UnknownIdError, match=r"plan\.csv has no census of 甲市 in 2010; it has 2020"):
        data.census("甲市", 2010)
    with pytest.raises(UnknownIdError, match=r"plan\.csv has no census of '甲'; nearest: 甲市"):
        data.census("甲")
    with pytest.raises(UnknownIdError, match=r"plan\.csv has no births \(both\) of '甲市'; it has none"):
        data.series_of("births", "甲市")


def test_registered_population_keeps_its_name(write_csv):
    text = HEADER.replace("人数", "人数,口径") + rows_of("甲市").replace("\n", ",户籍人口\n")
    assert read_population(write_csv(text)).census("甲市").basis == "registered"


def test_unknown_measure_and_population_are_named(write_csv):
    found = faults(write_csv, "地区,年份,指标,人数,口径\n甲,2020,床位,5,\n甲,2021,人口,50000,流动\n")
    assert found[0].startswith("row 2, column 'measure': '床位' is not a measure. Write one of population, births")
    assert (
        found[1] == "row 3, column 'basis': '流动' is not a population. Write 常住人口 or 户籍人口, or leave it empty."
    )


@settings(max_examples=25)
@given(st.lists(st.integers(2000, 10**7), min_size=6, max_size=6), st.randoms())
def test_order_of_rows_does_not_matter(write_csv, counts, random):
    lines = rows_of("甲市", male=counts[:3], female=counts[3:]).splitlines(keepends=True)
    random.shuffle(lines)
    held = read_population(write_csv(HEADER + "".join(lines))).census("甲市")
    assert held.counts.tolist() == [counts[:3], counts[3:]]


def test_a_missing_value_of_a_frame_is_an_empty_cell():
    row = {"region": "甲市", "year": 2020, "sex": math.nan, "measure": "births", "persons": 1200.0, "basis": math.nan}
    (entry,) = read_entries([(2, row)], unit="人").entries
    assert (entry.sex, entry.basis, entry.value) == ("both", None, 1200)
    (problem,) = read_entries([(2, {**row, "persons": math.nan})], unit="人").problems
    assert problem.reason == "the value is empty."
