"""Statistics in the layouts that bureaus print: which value is of which year, place, unit and cell."""

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


def told(observations):
    return [(seen.name_zh, seen.region, seen.when, seen.value, seen.unit) for seen in observations]


def test_an_export_with_years_across(values_of):
    found = values_of(
        "数据库：分省年度数据,,,\n地区：乙省,,,\n时间：最近3年,,,\n指标,2022年,2021年,2020年\n"
        "医疗卫生机构床位数(万张),68.1,66.2,64.9\n每万人医疗机构床位数(张),81.6,79.0,…\n数据来源：国家统计局,,,\n"
    )
    assert told(found) == [
        ("医疗卫生机构床位数", "乙省", 2022, 68.1, "万张"),
        ("医疗卫生机构床位数", "乙省", 2021, 66.2, "万张"),
        ("医疗卫生机构床位数", "乙省", 2020, 64.9, "万张"),
        ("每万人医疗机构床位数", "乙省", 2022, 81.6, "张"),
        ("每万人医疗机构床位数", "乙省", 2021, 79.0, "张"),
    ]
    assert found[3].per == 10000
    assert (found[0].source, found[0].cell, found[0].file) == ("国家统计局", "B5", "数据.csv")
    (reading,) = found.reading
    assert reading.layout == "years_across"
    assert ("…", "no value is printed.") in [(cell.value, cell.reason) for cell in reading.cells_unread]
    assert found.select(region="乙省").reading == found.reading


def test_a_yearbook_with_years_down_two_header_rows_and_a_line_of_units(values_of):
    found = values_of(
        "4-1 历年卫生事业基本情况,,,,\n年份,卫生机构数,床位数,,卫生技术人员\n,,合计,医院,\n,（个）,（万张）,（万张）,（万人）\n"
        "2020,2150,5.40,4.25,6.31\n2021,2201,5.66,4.41,6.59p\n资料来源：甲市卫生健康委员会,,,,\n",
        region="甲市",
    )
    assert told(found)[:4] == [
        ("卫生机构数", "甲市", 2020, 2150, "个"),
        ("床位数", "甲市", 2020, 5.4, "万张"),
        ("床位数（医院）", "甲市", 2020, 4.25, "万张"),
        ("卫生技术人员", "甲市", 2020, 6.31, "万人"),
    ]
    assert [seen.status for seen in found][-1] == "preliminary"
    assert found.reading[0].layout == "years_down"


def test_places_down_with_the_year_in_the_title(values_of):
    found = values_of(
        "成都市2022年末各区卫生资源,,,\n区县,床位数(张),执业医师(人),同比增长(%)\n锦江区,5021,2011,3.2\n全市,9000,3333,1\n"
    )
    assert told(found) == [
        ("床位数", "锦江区", 2022, 5021, "张"),
        ("执业医师", "锦江区", 2022, 2011, "人"),
        ("床位数", "成都市", 2022, 9000, "张"),
        ("执业医师", "成都市", 2022, 3333, "人"),
    ]
    assert "no values of a year, not read: 同比增长(%)." in [remark.reason for remark in found.remarks]


def test_one_quantity_by_place_and_year(values_of):
    found = values_of("甲市各区县常住人口（万人）,,\n地区,2020年,2021年\n丙区,101.2,102.3\n丁县,45.1,45.0\n")
    assert told(found) == [
        ("常住人口", "丙区", 2020, 101.2, "万人"),
        ("常住人口", "丙区", 2021, 102.3, "万人"),
        ("常住人口", "丁县", 2020, 45.1, "万人"),
        ("常住人口", "丁县", 2021, 45.0, "万人"),
    ]


def test_a_plan_table_gives_its_actual_values(values_of, write_csv):
    text = "指标,单位,2020年,2021年实际,2022年实际,2023年预计,2025年目标,属性,地区\n每千人口托位,个,1.9,2.3,2.9,3.4,4.5,预期性,甲市\n"
    found = values_of(text)
    assert [(seen.when, seen.value, seen.per, seen.status) for seen in found] == [
        (2020, 1.9, 1000, "final"),
        (2021, 2.3, 1000, "final"),
        (2022, 2.9, 1000, "final"),
        (2023, 3.4, 1000, "estimate"),
    ]
    plan = cq.read_catalogue(write_csv(text, "数据.csv"))
    (row,) = plan.gaps(found, on=2022).itertuples()
    assert (row.observed, row.goal) == (2.9, 4.5)


def test_values_beside_their_growth_and_parts_beneath_their_total(values_of):
    found = values_of(
        '指标,2022年,,2021年,\n,绝对数,同比增长(%),绝对数,同比增长(%)\n床位数（张）,"12,345",3.1,"11,974",2.0\n'
        "卫生技术人员（人）,20\u2009345,1.2,20 104,0.8\n# 执业（助理）医师,8 012,1.0,7 933,…\n"
    )
    assert [(seen.name_zh, seen.when, seen.value, seen.unit) for seen in found] == [
        ("床位数", 2022, 12345, "张"),
        ("床位数", 2021, 11974, "张"),
        ("卫生技术人员", 2022, 20345, "人"),
        ("卫生技术人员", 2021, 20104, "人"),
        ("执业（助理）医师", 2022, 8012, "人"),
        ("执业（助理）医师", 2021, 7933, "人"),
    ]


def test_dates_as_they_are_written(values_of):
    found = values_of(
        "指标,时间,数值,单位\n床位,2022/12/31,9.75,万张\n床位,2023年6月底,9.9,万张\n门诊量,2023年1-6月,101,万人次\n床位,2024年末,10,万张\n"
    )
    assert [seen.when for seen in found] == [date(2022, 12, 31), date(2023, 6, 30), date(2023, 6, 30), 2024]
    assert found[2].note == "2023年1-6月：一年的一部分"


def test_one_sheet_a_year(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for year, beds in (("2021年", 7), ("2022年", 8)):
        page = book.create_sheet(year)
        for row in (["地区", "床位数（张）"], ["甲县", beds], ["乙县", beds + 1]):
            page.append(row)
    del book["Sheet"]
    path = tmp_path / "年鉴.xlsx"
    book.save(path)
    found = cq.read_observations(path)
    assert [(seen.region, seen.when, seen.value, seen.sheet) for seen in found] == [
        ("甲县", 2021, 7, "2021年"),
        ("乙县", 2021, 8, "2021年"),
        ("甲县", 2022, 8, "2022年"),
        ("乙县", 2022, 9, "2022年"),
    ]
    assert [seen.value for seen in cq.read_observations(path, sheet="2022年")] == [8, 9]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("指标,2022年同比增长(%),2021年同比增长(%)\n床位,3,4\n", "holds growth rates alone, no values"),
        (
            "指标,时间,数值,2022年\n床位,2021,5,6\n",
            "reads as two layouts: long and years_across. Say which: layout='long'",
        ),
        ("指标,2022年,2022年\n床位,5,6\n", "has two columns of 2022: B and C"),
        (
            "指标,2022年\n卫生技术人员（人）,100\n#医师,120\n",
            "row 3, column 'B': a part of 120 exceeds its total of 100",
        ),
        ("指标,2022年,2021年\n床位数(张),,\n", "holds no value"),
        ("指标,2022年,全国\n床位,5,6\n", "'全国' is not understood, and numbers stand under it"),
        ("地区,2021年,2022年\n甲区,3,4\n", "nothing says what is measured. Add a column 指标"),
        ("地区,床位数（张）\n甲区,3\n", "nothing says which year the values are of"),
        ("单位：万人,\n指标,2022年\n常住人口,68.3万张\n", "row 3, column 'B': '68.3万张' is in '万张'"),
    ],
)
def test_tables_that_leave_a_value_open_are_refused(values_of, text, message):
    with pytest.raises(DataFileError) as refused:
        values_of(text)
    assert message in str(refused.value)


def test_a_layout_can_be_said(values_of):
    text = "指标,时间,数值,2022年\n床位,2021,5,6\n"
    assert [(seen.when, seen.value) for seen in values_of(text, layout="long")] == [(2021, 5)]
    with pytest.raises(cq.DomainError, match="write one of long, years_across, years_down"):
        values_of(text, layout="wide")


def test_one_quantity_of_many_places_as_an_export_names_it(values_of):
    found = values_of(
        "数据库：分省年度数据,,\n指标：医疗卫生机构床位数(万张),,\n时间：最近2年,,\n地区,2022年,2021年\n乙省,40.1,39.2\n丙省,20.1,19.9\n"
    )
    assert told(found)[:2] == [
        ("医疗卫生机构床位数", "乙省", 2022, 40.1, "万张"),
        ("医疗卫生机构床位数", "乙省", 2021, 39.2, "万张"),
    ]


def test_what_is_measured_and_years_across_in_two_rows(values_of):
    found = values_of(
        "地区,床位数（张）,,执业医师（人）,\n,2021年,2022年,2021年,2022年\n丙区,5000,5100,2000,2100\n丁县,2000,2100,900,950\n"
    )
    assert told(found)[:4] == [
        ("床位数", "丙区", 2021, 5000, "张"),
        ("床位数", "丙区", 2022, 5100, "张"),
        ("执业医师", "丙区", 2021, 2000, "人"),
        ("执业医师", "丙区", 2022, 2100, "人"),
    ]


def test_places_across(values_of):
    text = "2023年甲市各区卫生资源,,,,\n指标,单位,全市,丙区,丁县\n床位数,张,10,6,4\n执业医师,人,3,2,1\n"
    found = values_of(text, region="")
    assert found.reading[0].layout == "places_across"
    assert told(found)[:3] == [
        ("床位数", "甲市", 2023, 10, "张"),
        ("床位数", "丙区", 2023, 6, "张"),
        ("床位数", "丁县", 2023, 4, "张"),
    ]
    by_year = values_of("甲市各区床位数（单位：张）,,\n年份,丙区,丁县\n2022,6,4\n2023,7,5\n")
    assert told(by_year)[0] == ("床位数", "丙区", 2022, 6, "张")
    dated = values_of("指标,丙区,丁县\n2022年床位数（张）,6,4\n2023年床位数（张）,7,5\n")
    assert told(dated)[2] == ("床位数", "丙区", 2023, 7, "张")


def test_empty_labels_go_on_with_the_one_above(values_of):
    found = values_of("地区,指标,2022年\n丙区,床位数（张）,5\n,医师（人）,2\n丁县,床位数（张）,4\n,医师（人）,1\n")
    assert [(seen.region, seen.value) for seen in found] == [("丙区", 5), ("丙区", 2), ("丁县", 4), ("丁县", 1)]
    assert "empty cells go on with the one above (2 rows)." in [remark.reason for remark in found.remarks]
    years = values_of("年份,地区,床位数（张）\n2021,丙区,5\n,丁县,6\n2022,丙区,7\n,丁县,8\n")
    assert [(seen.when, seen.value) for seen in years] == [(2021, 5), (2021, 6), (2022, 7), (2022, 8)]


def test_a_place_or_a_year_alone_heads_the_rows_below(values_of):
    found = values_of("指标,2021年,2022年\n丙区,,\n床位数（张）,5,6\n丁县,,\n床位数（张）,3,4\n")
    assert [(seen.region, seen.when, seen.value) for seen in found] == [
        ("丙区", 2021, 5), ("丙区", 2022, 6), ("丁县", 2021, 3), ("丁县", 2022, 4),
    ]  # fmt: skip
    years = values_of("地区,床位数（张）,医师（人）\n2021年,,\n丙区,5,2\n2022年,,\n丙区,6,3\n")
    assert [(seen.when, seen.value) for seen in years] == [(2021, 5), (2021, 2), (2022, 6), (2022, 3)]


def test_a_communique_has_amounts_beside_growth(values_of):
    found = values_of("2023年甲市统计公报,,\n指标,绝对数,比上年增长（%）\n医疗卫生机构床位（万张）,4.1,2.5\n")
    assert [(seen.when, seen.value, seen.unit) for seen in found] == [(2023, 4.1, "万张")]


def test_marks_in_headings_and_cells_are_no_digits(values_of):
    found = values_of(
        "指标,2022年①,2023年②\n床位数（张）,12345*,12400\n医师（人）,100,120[3]\n注：①为年报数；②为快报数。*含分院。[3]为预计数。\n"
    )
    assert [(seen.when, seen.value, seen.status) for seen in found] == [
        (2022, 12345, "final"), (2023, 12400, "preliminary"), (2022, 100, "final"), (2023, 120, "preliminary"),
    ]  # fmt: skip
    assert "含分院" in found[0].note


def test_a_part_of_a_year_is_an_amount_with_its_own_start(values_of):
    found = values_of("指标,2023年上半年,2023年三季度,2023年\n诊疗人次（万人次）,205,110,420\n养老床位（张）,3,4,5\n")
    assert [(seen.when, seen.form, seen.since) for seen in found] == [
        (date(2023, 6, 30), "flow", date(2022, 12, 31)),
        (date(2023, 9, 30), "flow", date(2023, 6, 30)),
        (2023, "flow", None),
        (date(2023, 6, 30), "level", None),
        (date(2023, 9, 30), "level", None),
        (2023, "level", None),
    ]


def test_indented_parts_share_the_unit_of_their_whole(values_of):
    found = values_of(
        "指标,2022年\n医疗卫生机构床位数（张）,1000\n #医院,800\n　　综合医院,500\n #基层医疗卫生机构,150\n"
    )
    assert {seen.unit for seen in found} == {"张"}


def test_a_table_of_an_index_holds_no_values(values_of):
    with pytest.raises(DataFileError, match="holds growth rates alone, no values"):
        values_of("甲市卫生事业发展速度（上年=100）,,\n指标,2022年,2023年\n床位数,102.1,103.3\n")


@pytest.mark.parametrize(
    "below", ["指标,2023年,2024年\n床位数（张）,3,4\n", "地区,医师（人）,护士（人）\n丙区,5,6\n"], ids=["same", "other"]
)
def test_two_tables_in_one_sheet_are_one_fault(values_of, below):
    with pytest.raises(DataFileError) as refused:
        values_of("指标,2021年,2022年\n床位数（张）,1,2\n" + below)
    (problem,) = refused.value.problems
    assert (problem.row, problem.reason) == (3, "names columns anew: two tables stand in one sheet.")


def test_a_header_printed_again_on_the_next_page_is_no_second_table(values_of):
    found = values_of("指标,2021年,2022年\n床位数（张）,1,2\n续表,,\n指标,2021年,2022年\n医师（人）,3,4\n")
    assert [seen.value for seen in found] == [1, 2, 3, 4]


def test_a_district_above_its_city_is_a_fault_for_counts_alone(values_of):
    text = "2022年各区卫生资源,,\n地区,床位数（张）,每千人口床位数（张）\n全市,{},5\n丙区,12,6\n丁县,4,3\n"
    found = values_of(text.format(16), region="甲市")
    assert [seen.value for seen in found if seen.region == "甲市"] == [16, 5]
    with pytest.raises(DataFileError, match="a part of 12 exceeds its total of 10"):
        values_of(text.format(10), region="甲市")
    shares = values_of("指标,2022年\n养老床位（万张）,5\n#护理型占比（%）,60\n")
    assert [seen.value for seen in shares] == [5, 60]


def test_units_in_the_lower_of_two_header_rows(tmp_path):
    path = tmp_path / "rooms.csv"
    path.write_text(
        "年份,养老机构,,人员,\n,机构数(家),床位数(张),护理员(人),管理人员(人)\n2021年,310,2.4万,5200,480\n2022年,322,2.6万,5600,500\n",
        encoding="utf-8",
    )
    found = cq.read_observations(path)
    assert [(seen.value, seen.unit) for seen in found][:4] == [(310, "家"), (2.4, "万张"), (5200, "人"), (480, "人")]


def test_kinds_of_institutions_down_are_read_with_what_is_counted_across(values_of):
    found = values_of(
        "2023年全市医疗卫生机构情况,,,\n机构类别,机构数(个),床位数(张),注册护士(人)\n总计,1822,22500,13900\n一、医院,86,17800,10400\n"
        "  中医医院,12,3000,1500\n二、基层医疗卫生机构,1700,4100,2900\n  社区卫生服务中心（站）,120,900,900\n"
    )
    assert found.reading[0].layout == "years_down"
    values = {seen.name_zh: (seen.concept, seen.value, seen.unit) for seen in found}
    assert values["医院床位数"] == ("hospital_beds", 17800.0, "张")
    assert values["中医医院数"] == ("tcm_hospitals", 12.0, "个")
    assert values["基层医疗卫生机构床位数"] == ("primary_beds", 4100.0, "张")
    assert values["注册护士"] == ("registered_nurses", 13900.0, "人")
    assert values["社区卫生服务中心注册护士"][1] == 900.0
    assert {seen.when for seen in found} == {2023}
    with pytest.raises(DataFileError, match="which year the values are of"):
        values_of("机构类型,床位数(张),职工(人)\n合计,300,90\n医院,200,60\n")


def test_a_line_of_english_under_the_header_is_no_row_of_values(values_of):
    found = values_of("年份,机构数(个),床位数(张)\nYear,Institutions,Beds (unit)\n2022,1790,22000\n2023,1822,22500\n")
    assert [(seen.when, seen.value) for seen in found] == [
        (2022, 1790.0),
        (2022, 22000.0),
        (2023, 1822.0),
        (2023, 22500.0),
    ]


def test_a_column_of_change_against_a_year_and_columns_on_targets_hold_no_values(values_of):
    found = values_of("统计指标,单位,2022年,2023年,2023年比2022年±%,权重\n注册护士数,人,200,210,5,3\n")
    assert [seen.value for seen in found] == [200.0, 210.0]


def test_of_several_units_the_last_word_of_a_name_tells_its_own(values_of):
    found = values_of("单位：张、%、人,,,\n年份,日间照料床位,设施达标率,老年人护理人员\n2023,2100,82,350\n")
    assert [(seen.value, seen.unit) for seen in found] == [(2100.0, "张"), (82.0, "%"), (350.0, "人")]


def test_headings_of_reporting_forms_are_known_and_codes_of_a_form_are_no_keys(values_of):
    found = values_of("指标代码,指标名称,报告期,本期数,计量单位,地区名称\nA01,婴儿死亡率,2023年,3.1,‰,甲县\n")
    assert [(seen.concept, seen.when, seen.value, seen.region) for seen in found] == [
        ("infant_mortality", 2023, 3.1, "甲县")
    ]
    towns = values_of("2023年卫生资源,,\n乡镇,床位数(张),卫生技术人员(人)\n青石镇,180,120\n红枫乡,120,80\n")
    assert [(seen.region, seen.value) for seen in towns][:2] == [("青石镇", 180.0), ("青石镇", 120.0)]
    own = values_of("概念,指标,时间,数值,单位\nour_beds,自有床位,2023,5,张\n")
    assert own[0].concept == "our_beds"
