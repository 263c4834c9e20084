"""Tables of people as bureaus print them: census tables by age, districts across bands and years."""

from datetime import date

import pytest

import cqtargets as cq
from cqtargets.errors import DataFileError

FIVES = [f"{age}-{age + 4}岁" for age in range(0, 85, 5)] + ["85岁及以上"]


@pytest.fixture
def people(write_csv):
    def read(text, **options):
        return cq.read_population(write_csv(text, "人口.csv"), **options)

    return read


def census_table(title, *, step=1000, first="年龄,合计,男,女"):
    men = [step * (20 - place) for place in range(len(FIVES))]
    women = [count + step for count in men]
    lines = [title, first, f"合计,{sum(men) + sum(women)},{sum(men)},{sum(women)}"]
    lines += [f"{age},{m + w},{m},{w}" for age, m, w in zip(FIVES, men, women, strict=True)]
    return "\n".join(lines) + "\n"


def totals(data, measure="population", sex="both"):
    return {one.region: dict(zip(one.when, one.values.tolist(), strict=True)) for one in data.series if (one.measure, one.sex) == (measure, sex)}  # fmt: skip


def test_ages_down_and_sexes_across(people):
    data = people(census_table("云湖市第七次全国人口普查分年龄、性别的人口"))
    census = data.census("云湖市")
    assert (census.counts[0, 0], census.counts[1, -1]) == (20_000, 4_000)
    assert census.date == cq.clock.time(date(2020, 10, 31))
    assert totals(data)["云湖市"] == {date(2020, 10, 31): census.total}
    assert "a census: taken as of the end of 2020-10-31." in [one.reason for one in data.remarks]


def test_place_and_time_can_be_given(people):
    text = census_table("表3-1 全市分年龄人口")
    data = people(text, region="云湖市", year=2021)
    assert data.census("云湖市").date == 2021
    with pytest.raises(DataFileError) as refused:
        people(text)
    assert "names no place" in str(refused.value)
    assert "names no year" in str(refused.value)


def test_two_years_across_under_two_header_rows(people):
    rows = ["云湖市分年龄人口,,,,", "年龄,2010年,,2020年,", ",男,女,男,女"]
    rows += [f'{age},"{50 - place},000",40000,{45000 - place},41000' for place, age in enumerate(FIVES)]
    data = people("\n".join(rows) + "\n")
    assert [census.year for census in data.censuses] == [2010, 2020]
    assert data.census("云湖市", 2010).counts[0, 1] == 49_000


def test_people_beside_shares_and_sex_ratio_as_a_yearbook_prints_them(people):
    rows = ["云湖市2020年人口普查资料,,,,,,,", "年龄,人口数,,,占总人口比重,,,性别比", ",合计,男,女,合计,男,女,"]
    rows += [f"{age},{2000 + place},{900 + place},1100,5.5,2.7,2.8,98.1" for place, age in enumerate(FIVES)]
    census = people("\n".join(rows) + "\n").census("云湖市")
    assert census.counts[:, 0].tolist() == [900, 1100]


def test_single_ages_with_subtotals_and_a_dash_for_nobody(people):
    rows = ["云湖市第六次人口普查,,,", "年龄,小计,男,女", "总计,22200,11100,11100", "0-4岁,1000,500,500"]
    rows += [f"{age},200,100,100" for age in range(5)]
    rows += ["5-9岁,1000,500,500", *(f"{age}岁,200,100,100" for age in range(5, 10))]
    rows += ["10-99岁,20200,10100,10100", "100岁及以上,—,—,—"]
    data = people("\n".join(rows) + "\n")
    census = data.census("云湖市")
    assert (census.ages.size, census.counts[0, -1]) == (12, 0)
    assert "a dash is read as nobody." in [one.reason for one in data.remarks]
    wrong = "\n".join(rows).replace("5-9岁,1000,500,500", "5-9岁,1000,510,490")
    with pytest.raises(DataFileError, match="its parts 5, 6, 7, 8, 9 make 500"):
        people(wrong + "\n")


def test_places_down_and_yearly_bands_across_in_units_of_ten_thousand(people):
    data = people(
        "云湖市2021年末各区县常住人口,,,,,\n单位：万人,,,,,\n区县,常住人口,0-14岁,15-59岁,60岁及以上,其中：65岁及以上,城镇化率(%)\n"
        "全市,150.00,22.50,90.00,37.50,28.00,70.1\n东 岭 区,100.00,15.00,60.00,25.00,19.00,80.0\n西川县,50.00,7.50,30.00,12.50,9.00,50.2\n"
    )
    assert data.regions == ("云湖市", "东岭区", "西川县")
    assert totals(data)["东岭区"] == {2021: 1_000_000}
    assert totals(data, "pop_60plus")["西川县"] == {2021: 125_000}
    assert totals(data, "pop_65plus")["云湖市"] == {2021: 280_000}


def test_places_down_and_years_across(people):
    data = people("云湖市各区常住人口（万人）,,\n地区,2021年,2022年\n东岭区,100.5,101.25\n西川县,50.1,49.9\n")
    assert totals(data) == {"东岭区": {2021: 1_005_000, 2022: 1_012_500}, "西川县": {2021: 501_000, 2022: 499_000}}


def test_measures_down_and_years_across(people):
    data = people(
        "地区：云湖市,,\n指标,2023年,2022年\n年末常住人口(万人),150.2,151.0\n男性人口(万人),75,75.6\n女性人口(万人),75.2,75.4\n"
        "出生人口(人),9011,9506\n死亡人口(人),11002,10408\n人口自然增长率(‰),-1.3,-0.6\n0-14岁人口(万人),20.1,20.9\n65岁及以上人口(万人),29.1,28.2\n"
    )
    assert totals(data)["云湖市"] == {2022: 1_510_000, 2023: 1_502_000}
    assert totals(data, "births")["云湖市"] == {2022: 9506, 2023: 9011}
    assert totals(data, "pop_65plus")["云湖市"][2023] == 291_000


def test_years_down_and_measures_across(people):
    data = people(
        "云湖市历年人口,,,\n年份,常住人口（万人）,出生人口（人）,死亡人口（人）\n2021,150,9800,10100\n2022,149.2,9200,10900\n"
    )
    assert totals(data)["云湖市"] == {2021: 1_500_000, 2022: 1_492_000}
    assert totals(data, "deaths")["云湖市"][2022] == 10_900


def test_an_age_table_of_registered_people_keeps_its_basis(people):
    rows = ["云湖市2022年末户籍人口,,", "年龄,男,女"]
    data = people("\n".join([*rows, "0-59岁,300000,290000", "60岁及以上,90000,99000"]) + "\n")
    assert data.basis == "registered"


def test_two_tables_of_one_city_make_a_forecast(write_csv):
    first = write_csv(census_table("云湖市第六次全国人口普查", step=1000), "六普.csv")
    second = write_csv(census_table("云湖市第七次全国人口普查", step=1010), "七普.csv")
    data = cq.read_population([first, second])
    assert [census.year for census in data.censuses] == [2010, 2020]
    found = cq.population.forecast(to=2025, draws=20, seed=1, data=data)
    assert 70_000 < found.denominator("60+", on=2025).median < 80_000
    assert any(one.reason.startswith("六普.csv") for one in data.remarks)


def test_one_sheet_a_census(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for year in (2010, 2020):
        page = book.create_sheet(f"{year}年人口普查")
        for line in census_table("云湖市分年龄、性别人口").splitlines():
            page.append([int(cell) if cell.isdigit() else cell for cell in line.split(",")])
    book.create_sheet("说明").append(["数据由统计局提供"])
    del book["Sheet"]
    path = tmp_path / "云湖.xlsx"
    book.save(path)
    data = cq.read_population(path)
    assert [census.year for census in data.censuses] == [2010, 2020]
    assert any("'说明'" in one.reason for one in data.remarks)


def test_blocks_side_by_side_and_places_across(people):
    blocks = [f"{a},10000,11000,{b},9000,9500" for a, b in zip(FIVES[:9], FIVES[9:], strict=True)]
    data = people("\n".join(["云湖市第七次人口普查", "年龄,男,女,年龄,男,女", *blocks]) + "\n")
    assert data.census("云湖市").counts[1].tolist() == [11_000] * 9 + [9_500] * 9
    places = ["2020年人口普查", "年龄,东岭区,,西川县,", ",男,女,男,女", *(f"{age},2000,1000,900,800" for age in FIVES)]
    data = people("\n".join(places) + "\n")
    assert [(census.region, census.total) for census in data.censuses] == [("东岭区", 54_000), ("西川县", 30_600)]


def test_a_bulletin_gives_bands_and_its_shares_are_left_out(people):
    data = people(
        "云湖市第七次全国人口普查公报（第四号）,,\n单位：人、%,,\n年龄,人口数,比重\n总计,1000000,100.00\n0—14岁,150000,15.0\n"
        "15—59岁,600000,60.0\n60岁及以上,250000,25.0\n其中：65岁及以上,180000,18.0\n"
    )
    assert totals(data, "pop_65plus")["云湖市"] == {date(2020, 10, 31): 180_000}
    with pytest.raises(DataFileError, match="shares or rates alone"):
        people("云湖市第七次人口普查公报,,\n地区,0-14岁占比(%),60岁及以上占比(%)\n东岭区,13.1,22.2\n")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("85岁及以上", "85-89岁"), "there is no open group at the end"),
        (("40-44岁,25000,12000,13000\n", ""), "ages 40-44 are missing"),
        (("0-4岁,41000,20000", "0-4岁,41000,20001"), "row 4, column 'B': 41000 is not 20001 men and 21000 women"),
        (("0-4岁,41000,20000", "0-4岁,41000,2万"), "row 4, column 'C'"),
        (("年龄,合计,男,女", "年龄,合计,男,男"), "stands in row"),
    ],
)
def test_faulty_census_tables_are_refused(people, change, message):
    text = census_table("云湖市第七次全国人口普查")
    assert change[0] in text
    with pytest.raises(DataFileError) as refused:
        people(text.replace(*change))
    assert message in str(refused.value)
