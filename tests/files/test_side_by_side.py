"""Values of several places, groups or indicators side by side; places or years down the side; parts of a target by year."""

import pytest

import cqtargets as cq
from cqtargets.errors import DataFileError


@pytest.fixture
def plan_of(write_csv):
    def read(text, **options):
        return cq.read_catalogue(write_csv(text, "计划.csv"), **{"plan": "p", **options})

    return read


def seen(plan):
    return [
        (t.name_zh, t.region, t.baseline, t.target_year, t.goal if t.goal is not None else t.target_low) for t in plan
    ]


@pytest.mark.parametrize(
    ("heading", "cells", "options", "region"),
    [
        ("2020年全市实际,2025年全国目标,2025年全省目标,2025年本市目标", "70,61,62,75", {}, ""),
        ("2020年,2025年全国目标,2025年", "70,61,75", {}, ""),
        ("2020年,2025年,全国2025年", "70,75,61", {}, ""),
        ("2020年全省,2025年全国目标,2025年全省目标", "70,61,75", {}, ""),
        ("2020年全市,2025年全市目标,2025年全省目标", "70,75,61", {"region": "乙市"}, "乙市"),
        ("2020年全市,2025年全市目标,2025年全区目标", "70,75,61", {"region": "乙市"}, "乙市"),
        ("2020年乙市,2025年甲省目标,2025年乙市目标", "70,61,75", {}, "乙市"),
    ],
)
def test_the_plans_own_column_is_read_and_the_others_are_for_comparison(plan_of, heading, cells, options, region):
    plan = plan_of(f"指标,单位,{heading}\n签约率,%,{cells}\n", **options)
    assert seen(plan) == [("签约率", region, 70, 2025, 75)]
    compared = [cell for cell in plan.reading.cells_unread if "for comparison" in cell.reason]
    assert {cell.value for cell in compared} <= {"61", "62"}
    assert compared
    assert any("for comparison: no target of this plan" in remark.reason for remark in plan.remarks)


def test_where_nothing_tells_the_own_column_it_is_asked(plan_of):
    with pytest.raises(DataFileError, match="nothing says which is the plan's own"):
        plan_of("指标,单位,2025年全市目标,2025年高新区目标\n签约率,%,70,75\n")
    plan = plan_of("指标,单位,2025年全市目标,2025年高新区目标\n签约率,%,70,75\n", region="高新区")
    assert seen(plan) == [("签约率", "高新区", None, 2025, 75)]
    with pytest.raises(DataFileError, match="the heading stands twice"):
        plan_of("指标,单位,2025年目标,2025年全市目标\n签约率,%,70,75\n")


def test_the_title_tells_the_own_column(plan_of):
    plan = plan_of(
        "云山省“十四五”养老服务规划主要指标,,,,,\n指标,单位,2020年,2025年目标,,属性\n,,全省,全国,全省,\n覆盖率,%,70,61,75,预期性\n"
    )
    assert seen(plan) == [("覆盖率", "云山省", 70, 2025, 75)]


GROUPS = "指标,单位,2020年,,2025年,\n,,城市,农村,城市,农村\n助餐覆盖率,%,60,30,90,70\n其中：特困老人,%,80,50,100,95\n"


def test_groups_under_a_year_are_a_target_each(plan_of):
    plan = plan_of(GROUPS)
    assert seen(plan) == [
        ("助餐覆盖率（城市）", "", 60, 2025, 90),
        ("助餐覆盖率（农村）", "", 30, 2025, 70),
        ("特困老人（城市）", "", 80, 2025, 100),
        ("特困老人（农村）", "", 50, 2025, 95),
    ]
    assert [t.id for t in plan] == ["p.row3.E", "p.row3.F", "p.row4.E", "p.row4.F"]
    assert [t.parent for t in plan] == ["", "", "p.row3.E", "p.row3.F"]


def test_groups_over_the_years_are_the_same(plan_of):
    turned = "指标,单位,城市,,农村,\n,,2020年,2025年,2020年,2025年\n助餐覆盖率,%,60,90,30,70\n"
    assert seen(plan_of(turned)) == [("助餐覆盖率（城市）", "", 60, 2025, 90), ("助餐覆盖率（农村）", "", 30, 2025, 70)]


def test_places_under_a_year_have_a_target_each(plan_of):
    plan = plan_of("指标,2025年目标,,\n,全市,甲区,乙县\n新增床位（张）,500,300,200\n", region="丙市")
    assert seen(plan) == [
        ("新增床位", "丙市", None, 2025, 500), ("新增床位", "甲区", None, 2025, 300), ("新增床位", "乙县", None, 2025, 200),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "附件3 各区县2025年护理型床位（张）目标分解表,,\n序号,区县,目标值\n1,甲区,30\n2,乙县,20\n,合计,50\n",
        "序号,区（县）,2025年护理型床位目标（张）\n1,甲区,30\n2,乙县,20\n,合计,50\n",
        "序号,地区,护理型床位（张）\n,,2025年\n1,甲区,30\n2,乙县,20\n,合计,50\n",
    ],
)
def test_places_down_the_side_with_the_indicator_above(plan_of, text):
    plan = plan_of(text)
    assert seen(plan) == [("护理型床位", "甲区", None, 2025, 30), ("护理型床位", "乙县", None, 2025, 20)]
    assert [t.unit for t in plan] == ["张", "张"]
    assert any("is the sum of rows" in remark.reason for remark in plan.remarks)


def test_several_indicators_over_places(plan_of):
    plan = plan_of(
        "区县,护理型床位占比（%）,,家庭病床（张）,\n,2020年,2025年,2020年,2025年\n全市,40,55,300,500\n甲区,45,60,200,300\n乙县,35,50,100,200\n"
    )
    assert seen(plan)[2:4] == [("护理型床位占比", "甲区", 45, 2025, 60), ("家庭病床", "甲区", 200, 2025, 300)]
    assert len(plan) == 6


def test_places_without_an_indicator_are_refused(plan_of):
    with pytest.raises(DataFileError):
        plan_of("区县,目标值\n甲区,30\n乙县,20\n")
    with pytest.raises(DataFileError):
        plan_of("各区县2025年床位和医师目标,\n区县,目标值\n甲区,30\n乙县,20\n")


def test_years_down_the_side(plan_of):
    plan = plan_of(
        "年份,养老床位（张）,护理型占比（%）\n2020年（基期）,80,35\n2025年（目标）,120,55\n注：含家庭床位。,,\n"
    )
    assert seen(plan) == [("养老床位", "", 80, 2025, 120), ("护理型占比", "", 35, 2025, 55)]
    assert any("the table is turned" in remark.reason for remark in plan.remarks)


def test_names_under_a_heading_over_two_columns(plan_of):
    plan = plan_of("指标,,2021年,2026年\n类别,名称,,\n资源,中医床位（张）,300,400\n,中医馆覆盖率（%）,80,100\n")
    assert seen(plan) == [("中医床位", "", 300, 2026, 400), ("中医馆覆盖率", "", 80, 2026, 100)]


def test_english_headings_and_columns_of_timing(plan_of):
    plan = plan_of("Indicator,Unit,Baseline 2020,Target 2025,Type\nBeds in care,张,65,72,anticipatory\n")
    assert seen(plan) == [("Beds in care", "", 65, 2025, 72)]
    plan = plan_of("目标任务,2024年底基数,2025年目标,进度要求\n养老服务中心（个）,3,5,9月底前\n")
    assert seen(plan) == [("养老服务中心", "", 3, 2025, 5)]
    assert "9月底前" in plan[0].note


def test_faults_of_a_turned_table_name_the_cell_of_the_file(plan_of):
    text = "某镇规划,,,\n年份,床位（张）,机构（家）,参保率（%）\n2024年,若干,13,95\n2027年,180,十几,98\n"
    with pytest.raises(DataFileError) as error:
        plan_of(text)
    assert [(p.cell, p.column) for p in error.value.problems] == [("B3", "baseline_text"), ("C4", "target_text")]
    assert "cell B3, column 'baseline_text'" in str(error.value)
    assert "单元格 C4" in error.value.text("zh")
    kept = plan_of(text, faults="keep")
    assert [target.name_zh for target in kept] == ["参保率"]


def test_years_of_which_are_parts_and_no_milestones(plan_of):
    plan = plan_of("指标,单位,“十四五”目标,其中：2021年,2022年,2025年\n新增床位,张,500,100,150,250\n")
    assert seen(plan) == [("新增床位", "", None, 2025, 500)]
    assert [c.field for c in plan.reading.columns][3:] == ["yearly"] * 3
    assert any("no targets of their own" in remark.reason for remark in plan.remarks)


def test_of_two_baselines_the_later_one_starts(plan_of):
    plan = plan_of("指标,单位,基期,,目标,\n,,2019年,2020年,2025年,2030年\n签约率,%,60,65,75,80\n")
    assert [(t.baseline_year, t.baseline, t.goal) for t in plan] == [(2020, 65, 75), (2020, 65, 80)]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("2020年基线,2025年目标", "70,75"),
        ("基期值（2020年，%）,目标值（2025年，%）", "70,75"),
        ("现状值（2020年）,近期目标（2025年）", "70,75"),
        ("2020年,2025年（单位：%）", "70,75"),
    ],
)
def test_more_headings(plan_of, header, cells):
    (target,) = plan_of(f"指标,单位,{header}\n签约率,%,{cells}\n")
    assert (target.baseline_year, target.baseline, target.target_year, target.goal, target.unit) == (
        2020,
        70,
        2025,
        75,
        "%",
    )


def test_each_row_its_own_time(plan_of):
    plan = plan_of(
        "指标,目标值,完成时限\n甲类机构（家）,≥120,2024年6月底\n签约率,90%以上,2025年12月\n评估率,100%,2023-12-31\n"
    )
    assert [(t.target_year, t.note) for t in plan] == [(2024, "时限 2024年6月底"), (2025, ""), (2023, "")]
    assert any("due 2024年6月底" in remark.reason for remark in plan.remarks)


def test_lines_that_are_no_targets(plan_of):
    plan = plan_of(
        "主要任务,单位,2020年,2025年\n主要任务,,,\n公办床位,张,30,50\n主要任务,单位,,\n民办床位,张,10,20\n,张,40,70\n"
        "填表人：某,,审核人：某,填表日期：2021年12月8日\n"
    )
    assert [(t.name_zh, t.goal) for t in plan] == [("公办床位", 50), ("民办床位", 20)]
    with pytest.raises(DataFileError, match="the name is empty"):
        plan_of("指标,单位,2020年,2025年\n公办床位,张,30,50\n民办床位,张,10,20\n,张,40,71\n")


def test_more_ways_to_say_whose_and_when(plan_of):
    groups = plan_of(
        "指标,单位,2022年（城镇）,2022年（农村）,2027年（城镇）,2027年（农村）\n助餐覆盖率,%,88,46,100,80\n"
    )
    assert seen(groups) == [("助餐覆盖率（城镇）", "", 88, 2027, 100), ("助餐覆盖率（农村）", "", 46, 2027, 80)]
    (summed,) = plan_of("指标,单位,2023—2025年累计,2023年,2024年,2025年\n培训护理员,人次,300,80,100,120\n")
    assert (summed.form, summed.target_year, summed.target_low) == ("cumulative", 2025, 300)
    own = plan_of("指标,基期值,目标值\n健康管理率（%）,92（2021年）,到2026年达到95\n")
    assert [(t.baseline_year, t.baseline, t.target_year, t.goal) for t in own] == [(2021, 92, 2026, 95)]


def test_another_table_below_is_no_part_of_the_first(plan_of):
    text = "指标,2020年,2025年\n养老床位（张）,300,500\n指标,2021年,2026年\n护理员（人）,30,50\n"
    with pytest.raises(DataFileError, match=r"row 3.*another table with its own header begins here"):
        plan_of(text)
    plan = plan_of(text, faults="keep")
    assert seen(plan) == [("养老床位", "", 300, 2025, 500)]
    assert ("护理员（人）", "a row of another table.") in {(c.value, c.reason) for c in plan.reading.cells_unread}
