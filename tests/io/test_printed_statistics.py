"""Statistics as offices print them, beyond the plain layouts: English beside Chinese, parts in columns, parts of a year, books."""

from datetime import date

import pytest

import cqtargets as cq
from cqtargets.errors import DataFileError

NEW_YEAR = date(2026, 1, 1)


@pytest.fixture
def values_of(write_csv):
    def read(text, **options):
        return cq.read_observations(write_csv(text, "数据.csv"), today=NEW_YEAR, **options)

    return read


@pytest.fixture
def book(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")

    def write(**sheets):
        made = openpyxl.Workbook()
        made.remove(made.active)
        for name, rows in sheets.items():
            page = made.create_sheet(name)
            for row in rows:
                page.append(row)
        made.save(tmp_path / "数据.xlsx")
        return tmp_path / "数据.xlsx"

    return write


def told(observations):
    return [(seen.name_zh, seen.region, seen.when, seen.value, seen.unit) for seen in observations]


def test_headings_in_two_languages_and_a_part_in_a_column(values_of):
    found = values_of(
        "8-2 甲市卫生人员数,,,\n单位：人,,,\n年份 Year,执业（助理）医师 Licensed (Assistant) Doctors,,注册护士 Registered Nurses\n"
        ",,#执业医师 Licensed Doctors,\n2022,15900,13900,19500\n2023,16300,14300,20100\n"
    )
    assert told(found)[:3] == [
        ("执业（助理）医师", "甲市", 2022, 15900.0, "人"),
        ("执业医师", "甲市", 2022, 13900.0, "人"),
        ("注册护士", "甲市", 2022, 19500.0, "人"),
    ]


def test_a_part_in_a_column_takes_the_unit_to_its_left_and_does_not_exceed_it(values_of):
    text = "甲市2023年人口,,\n区县,常住人口（万人）,#城镇人口\n东岭区,11.2,{}\n"
    assert told(values_of(text.format("9.9")))[1] == ("城镇人口", "东岭区", 2023, 9.9, "万人")
    with pytest.raises(DataFileError, match=r"row 3, column 'C': a part of 12.9 exceeds its total of 11.2"):
        values_of(text.format("12.9"))


def test_what_is_measured_above_years_where_the_first_row_begins_empty(values_of):
    found = values_of(
        "甲市主要年份卫生资源,,,,\n,床位数（张）,,医师数（人）,\n区县,2022年,2023年,2022年,2023年\n东岭区,600,610,300,310\n"
    )
    assert told(found) == [
        ("床位数", "东岭区", 2022, 600.0, "张"), ("床位数", "东岭区", 2023, 610.0, "张"),
        ("医师数", "东岭区", 2022, 300.0, "人"), ("医师数", "东岭区", 2023, 310.0, "人"),
    ]  # fmt: skip


def test_several_units_in_one_note_go_to_what_they_measure(values_of):
    text = "表3 甲市养老服务（2023年底）,,\n单位：个、张,,\n区县,养老机构数,{}\n东岭区,50,8000\n"
    assert [(seen.name_zh, seen.unit) for seen in values_of(text.format("养老床位数"))] == [
        ("养老机构数", "个"),
        ("养老床位数", "张"),
    ]
    with pytest.raises(
        DataFileError, match="the table names the units 个、张; which of them '服务点' has is not known"
    ):
        values_of(text.format("服务点"))


def test_months_in_a_title_are_no_year(values_of):
    found = values_of(
        "2025年1-9月甲市卫生健康主要指标快报,,,\n指标,单位,1-9月累计,同比增减（%）\n诊疗人次,万人次,1520.3,4.1\n9月末实有床位,张,25510,1.0\n"
    )
    visits, beds = found
    assert (visits.region, visits.when, visits.form, visits.since) == (
        "甲市",
        date(2025, 9, 30),
        "flow",
        date(2024, 12, 31),
    )
    assert (beds.name_zh, beds.when, beds.form) == ("实有床位", date(2025, 9, 30), "level")
    assert {seen.status for seen in found} == {"preliminary"}


@pytest.mark.parametrize(
    ("when", "year", "status"),
    [
        ("2024年（预计）", 2024, "estimate"), ("2024年快报数", 2024, "preliminary"), ("2024(初步核算数)", 2024, "preliminary"),
        ("2024年末", 2024, "final"), ("2024*", 2024, "preliminary"),
    ],
)  # fmt: skip
def test_a_word_or_a_mark_behind_a_time_says_what_its_values_are(values_of, when, year, status):
    (seen,) = values_of(f"地区,指标,时间,数值,单位\n甲市,人均预期寿命,{when},79.2,岁\n*为快报数,,,,\n")
    assert (seen.when, seen.status) == (year, status)


def test_the_title_names_what_is_measured_behind_place_and_year(values_of):
    (seen,) = values_of("甲市2023年医疗卫生机构床位数,\n单位：张,\n区县,2023年\n东岭区,510\n")
    assert told([seen]) == [("医疗卫生机构床位数", "东岭区", 2023, 510.0, "张")]


def test_places_that_add_up_to_more_than_all_of_them_are_a_fault(values_of):
    text = "甲市各区县床位数,,\n单位：{unit},,\n区县,2022年,2023年\n全市,{whole}\n东岭区,{first}\n{place},{second}\n"
    fine = {"unit": "万张", "whole": "1.1,1.2", "first": "0.5,0.6", "second": "0.6,0.7", "place": "西溪区"}
    assert len(values_of(text.format(**fine))) == 6  # 0.6 + 0.7 is 1.2 within what one decimal hides
    wrong = fine | {"unit": "张", "whole": "9800,10000", "first": "5000,6000", "second": "4800,4500"}
    with pytest.raises(DataFileError) as caught:
        values_of(text.format(**wrong))
    assert str(caught.value).splitlines()[1] == (
        "row 6, column 'C': the 2 places of 床位数 in 2023 add up to 10500 and all of them together to 10000. "
        "Correct one of them, or leave out the places that lie within others."
    )
    assert len(values_of(text.format(**wrong | {"place": "云上新区"}))) == 6  # lies within a district


def test_a_sum_of_places_that_nothing_names_stands_in_the_remarks(values_of):
    found = values_of("2023年各区县床位,\n区县,床位数（张）\n合计,1100\n东岭区,600\n西溪区,500\n")
    assert [seen.region for seen in found] == ["东岭区", "西溪区"]
    assert "'合计' is the total of all places, and the table does not name them together: not read." in [
        remark.reason for remark in found.remarks
    ]


def test_a_cell_on_another_scale_than_the_note_is_a_fault_and_a_share_below_a_count_is_none(values_of):
    text = "甲市养老,\n单位：万张,\n指标,2023年\n养老服务床位总数,{}\n"
    with pytest.raises(DataFileError, match="'6500张' has another unit than the table, whose note says 万张"):
        values_of(text.format("6500张"))
    assert [(seen.value, seen.unit) for seen in values_of(text.format("0.65万张"))] == [(0.65, "万张")]
    assert [(seen.value, seen.unit) for seen in values_of(text.format("65%"))] == [(65.0, "%")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "2023年甲市医疗卫生机构,,\n经济成分,机构数（个）,床位数（张）\n医院,80,19800\n",
            "'经济成分' is neither 指标 nor 地区 nor 年份: nobody knows what its rows are",
        ),
        ("甲市2023年人口,,\n指标,合计,男\n常住人口,320.5,163\n", "none of them says a year, 数值 or a place"),
        ("甲市1%抽样调查,,\n年龄,男,女\n0-4,150,150\n", "is a table of people by age.*Read it with cq.read_population"),
    ],
)
def test_what_cannot_be_told_is_refused_with_what_the_table_is(values_of, text, message):
    with pytest.raises(DataFileError, match=message):
        values_of(text)


def test_every_sheet_with_values_is_read_and_the_others_are_named(book):
    head = ["指标", "单位", "2022年", "2023年"]
    path = book(
        说明=[["本表由统计局整理"]],
        医疗=[head, ["每千人口床位数", "张", 6.9, 7.1]],
        养老=[head, ["养老服务床位总数", "万张", 3.6, 3.8]],
        副本=[head, ["养老服务床位总数", "万张", 3.6, 3.8]],
    )
    found = cq.read_observations(path, today=NEW_YEAR, region="甲市")
    assert {seen.sheet for seen in found} == {"医疗", "养老", "副本"}
    assert [seen.value for seen in found.current("eldercare_beds", "甲市")] == [3.6, 3.8]
    assert "the sheet '说明' is not read: has no header row that names its columns." in [
        one.reason for one in found.remarks
    ]
    assert {seen.sheet for seen in cq.read_observations(path, today=NEW_YEAR, sheet="养老")} == {"养老"}


def test_faults_of_a_book_name_their_sheet(book):
    head = ["指标", "单位", "2022年", "2023年"]
    path = book(
        医疗=[head, ["每千人口床位数", "张", 6.9, "高"]],
        养老=[head, ["养老服务床位总数", "万张", 3.6, 3.8]],
        旧表=[head, ["养老服务床位总数", "万张", 3.6, 3.9]],
    )
    with pytest.raises(DataFileError) as caught:
        cq.read_observations(path, today=NEW_YEAR)
    assert ["医疗: " in str(caught.value), "in row 2 of sheet '养老'" in str(caught.value)] == [True, True]
