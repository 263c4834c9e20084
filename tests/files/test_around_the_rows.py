"""What stands around a row and changes what its number is: units of titles, notes on brackets, sums over years, places."""

import pytest

import cqtargets as cq
from cqtargets.errors import DataFileError


@pytest.fixture
def plan_of(write_csv):
    def read(text, **options):
        return cq.read_catalogue(write_csv(text, "计划.csv"), **{"plan": "p", **options})

    return read


def told(plan):
    return {
        remark.reason.code if remark.reason.code != "in_rows" else remark.reason.facts["what"].code
        for remark in plan.remarks
    }


def goals(plan):
    return [(target.baseline, target.form, target.goal, target.unit, target.target_year) for target in plan]


def test_the_unit_of_a_title_is_that_of_rows_without_one(plan_of):
    plan = plan_of(
        "附表2 老龄健康主要指标（单位：%）,,\n指标,2020年,2025年\n老年人健康管理率,66.5,72\n每千人口床位数（张）,6.9,7.5\n"
    )
    assert [(target.unit, target.per) for target in plan] == [("%", None), ("张", 1000)]
    assert "table_unit" in told(plan)
    plan = plan_of(
        "设施任务（单位：张）,,\n指标,2023年,2025年目标\n家庭养老床位,300,600\n护理型床位占比,46,55%\n全覆盖社区,3,全覆盖\n"
    )
    assert [target.unit for target in plan] == ["张", "%", "%"] or [target.unit for target in plan][:2] == ["张", "%"]
    assert {"table_unit", "table_unit_not"} <= told(plan)


def test_several_units_above_a_table_are_left_to_a_reader(plan_of):
    plan = plan_of("单位：万人、%,,\n指标,2020年,2025年目标\n参保人数,300,310\n覆盖面,91,95\n")
    assert {target.unit for target in plan} == {""}
    assert "table_units" in told(plan)


def test_a_title_of_places_gives_name_and_unit(plan_of):
    plan = plan_of("2025年各区县孕产妇死亡率控制目标（1/10万）,\n区县,控制目标\n南山区,≤8\n北山县,≤10\n")
    assert [(target.name_zh, target.unit, target.goal) for target in plan] == [
        ("孕产妇死亡率", "1/10万", 8), ("孕产妇死亡率", "1/10万", 10),
    ]  # fmt: skip


def test_each_kind_of_bracket_has_its_own_words(plan_of):
    plan = plan_of(
        "指标,单位,2020年,2025年\n人均预期寿命,岁,78.1,[0.2]\n培训乡村医生,人次,—,〔3000〕\n地区生产总值增长,%,3.9,[6]\n"
        "注：〔 〕内为五年累计数；[ ]内为年均数。\n"
    )
    assert goals(plan) == [
        (78.1, "relative", 1.0, "岁", 2025), (None, "cumulative", 3000, "人次", 2025), (3.9, "level", 6, "%", 2025),
    ]  # fmt: skip
    assert {"bracket_rise_yearly", "bracket_cumulative", "each_year_level"} <= told(plan)
    plan = plan_of("指标,单位,2020年,2025年\n服务业规模,亿元,300,[8]\n注：1.［ ］为年均增速；2.〔 〕为累计数。\n")
    assert [(target.form, target.target_low) for target in plan] == [("growth", 8)]


def test_a_bracket_with_words_nobody_knows_is_refused(plan_of):
    with pytest.raises(DataFileError, match="stands in brackets, of which the note says"):
        plan_of("指标,单位,2025年\n床位数,张,〔300〕\n注：〔〕内为调剂使用部分。\n")


@pytest.mark.parametrize("whole", ["合计", "五年累计", "“十四五”累计"])
def test_years_that_add_up_are_parts_of_their_sum(plan_of, whole):
    plan = plan_of(
        f"指标,单位,2020,2021,2022,2023,2024,2025,{whole}\n适老化改造,户,,100,100,200,200,200,800\n护理员培训,人次,20,50,50,60,60,80,300\n"
    )
    assert goals(plan) == [(None, "cumulative", 800, "户", 2025), (20, "cumulative", 300, "人次", 2025)]
    assert "yearly_parts" in told(plan)
    assert {column.heading: column.field for column in plan.reading.columns}["2023"] == "yearly"
    with pytest.raises(DataFileError, match="add up to 310, and 300 is printed"):
        plan_of(f"指标,单位,2021,2022,2023,{whole}\n改造,户,100,100,200,400\n护理员培训,人次,100,100,110,300\n")


def test_years_without_a_sum_are_asked_or_planned_by_the_date_of_the_plan(plan_of):
    table = "指标,单位,2021年,2022年,2023年\n新增托位,个,100,100,200\n"
    with pytest.raises(DataFileError, match="which of 2021年, 2022年, 2023年 is a target"):
        plan_of(table)
    plan = plan_of(f"某县普惠托育服务行动计划（2021年2月）\n{table}")
    assert [target.target_year for target in plan] == [2021, 2022, 2023]


def test_a_sum_or_an_average_beside_a_target_is_used_or_said(plan_of):
    plan = plan_of(
        "指标,单位,2020年,2025年目标,五年累计,年均\n全科医生培训,人次,,,2500,500\n新改扩建托育机构,家,,,60,12\n预期寿命,岁,78,79.5,1.5,0.3\n"
    )
    assert [target.goal for target in plan] == [2500, 60, 79.5]
    assert "rate_not_read" in told(plan)
    with pytest.raises(DataFileError, match="nothing says whether '年均' is per cent or an amount"):
        plan_of("指标,单位,2020年基期,年均,目标年\n床位规模,张,300,20,2025\n")


def test_bare_years_by_the_plan_s_own_period(plan_of):
    rows = "床位数,张,580,660,720\n"
    plan = plan_of(f"某县卫生规划（2021—2025年）\n指标,单位,2021,2025,2035\n{rows}")
    assert [(target.target_year, target.baseline_year) for target in plan] == [(2025, 2021), (2035, 2021)]
    plan = plan_of(f"健康某市2030行动指标\n指标,单位,2020年,2025年,2030年\n{rows}")
    assert [target.target_year for target in plan] == [2025, 2030]
    with pytest.raises(DataFileError, match="which of 2025 is a target"):
        plan_of(f"指标,单位,2020,2025,2035年目标\n{rows}")


def test_two_units_in_charge_and_headings_of_goals(plan_of):
    plan = plan_of("工作目标,单位,2025年,配合单位,牵头单位\n中医馆覆盖率,百分比,100,各区县,卫生健康委\n")
    assert [(target.name_zh, target.unit, target.responsible) for target in plan] == [
        ("中医馆覆盖率", "%", "卫生健康委；各区县"),
    ]  # fmt: skip
    assert plan_of("指标,单位,工作目标,目标年\n中医馆数,个,20,2025\n")["p.row2"].goal == 20


def test_a_name_that_counts_for_each_place(plan_of):
    plan = plan_of(
        "指标,单位,2020年,2025年\n每个乡镇敬老院,家,1,2\n每名护理员照护老人,人,6,5\n每千人口床位数,张,6,7\n每年义诊,次,20,30\n"
    )
    assert [(target.unit, target.place_unit, target.baseline) for target in plan] == [
        ("家/乡镇", "乡镇", 1), ("人", "", 6), ("张", "", 6), ("次", "", 20),
    ]  # fmt: skip
    assert [remark.row for remark in plan.remarks if remark.reason.code == "each_not_read"] == [3]


def test_a_part_that_says_whose_it_is_measures_what_its_whole_does(plan_of):
    plan = plan_of("指标,单位,2020年,2025年\n老年人健康管理人数,万人,30,40\n其中：65岁以上老年人,万人,20,28\n")
    assert [target.name_zh for target in plan] == ["老年人健康管理人数", "65岁以上老年人"]
    assert "population" not in plan["p.row3"].concept
    assert plan["p.row3"].concept == "老年人健康管理人数（65岁以上老年人）"


def test_a_note_says_what_is_counted(plan_of):
    plan = plan_of(
        "指标,单位,2020年,2025年,备注\n每千人口床位数,张,6.5,7.2,\n床位使用率,%,80,85,2023年起按新口径\n注：每千人口床位数为编制床位口径。\n"
    )
    assert plan["p.row2"].basis == "编制床位"
    assert {"basis_noted", "note_beside"} <= told(plan)


def test_what_looks_odd_is_said(plan_of):
    plan = plan_of(
        "指标,单位,2020年,2025年\n护理型床位占比,%,0.48,0.55\n床位使用率,%,0.8,85\n老年学堂,,20,30\n甲项参与率,人,40,50\n"
    )
    assert {remark.row: remark.reason.code for remark in plan.remarks if remark.column in ("target_text", "baseline", "unit")} == {
        2: "below_one_percent", 3: "far_apart", 4: "unitless", 5: "share_in_unit",
    }  # fmt: skip


def test_parts_beside_a_merged_name_and_changes_in_a_heading(plan_of):
    plan = plan_of("指标,分项,单位,2020年,2025年\n孕产妇死亡率,城市,/10万,7.1,≤7\n,农村,/10万,10.5,≤9\n")
    assert [(target.name_zh, target.goal) for target in plan] == [
        ("孕产妇死亡率（城市）", 7), ("孕产妇死亡率（农村）", 9),
    ]  # fmt: skip
    plan = plan_of("指标,单位,2020年基数,2025年比2020年增长（%）\n体育产业增加值,亿元,120,50\n")
    assert [(target.form, target.change, target.target_low, target.target_year) for target in plan] == [
        ("relative", "percent_of_baseline", 50, 2025),
    ]  # fmt: skip


def test_every_year_of_the_period_and_stages_behind_a_baseline_are_planned(plan_of):
    plan = plan_of(
        "长期护理保险试点任务（2023—2025年）\n任务,2022年底,2023年,2024年,2025年\n参保人数（万人）,120,150,200,260\n"
    )
    assert [(target.target_year, target.baseline) for target in plan] == [(2023, 120), (2024, 120), (2025, 120)]
    plan = plan_of(
        "长期护理保险试点任务完成情况（2023—2025年）\n任务,2022年底,2023年,2024年,2025年\n参保人数（万人）,120,150,200,260\n"
    )
    assert [target.target_year for target in plan] == [2025]
    plan = plan_of("慢性病防治规划（2017—2025年）\n指标,基线,2020年,2025年\n肺功能检测率（%）,7.1,15,25\n")
    assert [target.target_year for target in plan] == [2020, 2025]


def test_the_year_of_a_title_is_that_of_its_targets(plan_of):
    plan = plan_of("2025年民政重点任务\n任务,目标值\n适老化改造（户）,600\n")
    assert [(target.target_year, target.goal) for target in plan] == [(2025, 600)]
    with pytest.raises(DataFileError, match="target_year"):
        plan_of("监测评价指标（2025年版）\n指标,目标值\n签约率（%）,60\n")


def test_half_brackets_are_marks_of_notes(plan_of):
    plan = plan_of("指标,单位,2020年,2025年\n护理型床位占比2),%,45.2,55\n注：1)含社区；2)2021年数。\n")
    assert [(target.name_zh, target.baseline_year) for target in plan] == [("护理型床位占比", 2021)]


def test_a_line_of_scopes_under_one_of_two_years(plan_of):
    plan = plan_of("指标,单位,2020年,,,2025年目标\n,,全国,全省,全市,\n人均预期寿命,岁,77.9,78.2,78.9,79.8\n")
    assert [(target.baseline, target.goal) for target in plan] == [(78.9, 79.8)]


def test_a_row_behind_a_part_of_a_density_is_said(plan_of):
    plan = plan_of(
        "指标,2020年,2025年\n每千人口床位数（张）,6.8,7.5\n其中：公立医院（张）,1.9,2\n基层机构（张）,3,3.5\n"
    )
    assert [target.per for target in plan] == [1000, 1000, None]
    assert "behind_part" in told(plan)


def test_what_tables_of_projects_and_tasks_say_beside_their_targets(plan_of):
    plan = plan_of(
        "项目,建设规模,建设年限,总投资（万元）,2025年目标\n市中医院迁建,床位800张,2021—2024年,12000,建成投用\n"
    )
    assert [(target.form, target.target_year) for target in plan] == [("qualitative", 2025)]
    assert {cell.value for cell in plan.reading.cells_unread} == {"床位800张", "2021—2024年", "12000"}
    plan = plan_of("普惠床位建设任务（单位：张）\n区县,2023年,2024年\n东城区,100,120\n南山县,60,70\n")
    assert [(target.region, target.target_year, target.unit) for target in plan] == [
        ("东城区", 2023, "张"), ("东城区", 2024, "张"), ("南山县", 2023, "张"), ("南山县", 2024, "张"),
    ]  # fmt: skip


def test_numbers_that_do_not_fit_their_names_are_said(plan_of):
    plan = plan_of(
        "指标,单位,2020年,2025年\n卫生城市数,,3/11,6/11\n床位,张,3000,年均新增120张\n万人发明专利,件,1.2,2\n"
    )
    codes = {(remark.row, remark.reason.code) for remark in plan.remarks}
    assert {(2, "count_in_share"), (3, "far_apart"), (3, "step_back"), (4, "each_not_read")} <= codes
    plan = plan_of("指标,2025年目标值,2023年完成值\n护理型床位占比（%）,55,52\n")
    assert "actual_is_baseline" in told(plan)


def test_sums_of_years_months_and_brackets_of_ends(plan_of):
    plan = plan_of("托养任务（单位：人）\n任务,2022年,2023年,2024年,合计\n托养补贴人数,800,800,800,2400\n")
    assert goals(plan) == [(None, "cumulative", 2400, "人", 2024)]
    plan = plan_of(
        "指标,单位,2020年,2025年\n护理员队伍,万人,0.9,[1.6]\n网点,个,—,〔2500〕\n注：[ ]内为期末达到数；〔 〕内为五年新增数。\n"
    )
    assert [(target.form, target.goal) for target in plan] == [("level", 1.6), ("cumulative", 2500)]
    plan = plan_of("指标,单位,2020年基数,2023年6月,2025年目标,增减±%\n床位,张,100,105,120,20\n")
    assert [column.field for column in plan.reading.columns][2:] == [
        "baseline_text",
        "actual",
        "target_text",
        "change_text",
    ]


def test_a_bare_year_between_a_start_and_a_later_target(plan_of):
    plan = plan_of(
        "指标,单位,2020年,2025年,2030年目标\n医疗救助资金,亿元,1.2,1.8以上,2.5\n财政补助,元,550,640以上,800以上\n"
    )
    assert [(target.target_year, target.baseline_year) for target in plan] == [(2025, 2020), (2030, 2020)] * 2
    with pytest.raises(DataFileError, match="which of 2025年 is a target"):
        plan_of("指标,单位,2020年,2025年,2035年目标\n医疗救助资金,亿元,1.2,1.8,2.5\n")
    plan = plan_of("指标,单位,2015年,2020年,2025年目标,五年增幅\n执业医师,万人,1.5,2.1,2.7,28.6%\n")
    assert [(target.target_year, target.baseline_year) for target in plan] == [(2025, 2020)]
    assert "years_of_heading" in told(plan)


def test_what_a_plan_adds_is_held_against_its_start_and_end(plan_of):
    text = "指标,单位,2020年底,“十四五”新增,2025年底\n健身步道,公里,5600,3400,{end}\n"
    assert [(target.baseline, target.goal) for target in plan_of(text.format(end=9000))] == [(5600, 9000)]
    with pytest.raises(DataFileError, match="3400 does not lead from 5600 to 9900"):
        plan_of(text.format(end=9900))


def test_headings_of_names_in_a_table_s_own_words(plan_of):
    plan = plan_of("人才队伍结构指标,指标单位,2020年,2025年\n硕士以上学历,人,860,1500\n")
    assert [(target.name_zh, target.unit) for target in plan] == [("硕士以上学历", "人")]
    plan = plan_of("目标,2023年值,2025年目标值,牵头科室\n静脉输液使用率（%）,82,≤78,药学部\n")
    assert [(target.name_zh, target.goal) for target in plan] == [("静脉输液使用率", 78)]
    plan = plan_of("指标,基线（2021）,2025年提升幅度\n健康素养水平,24.8%,提升5个百分点\n")
    assert [(target.form, target.target_low) for target in plan] == [("relative", 5)]


def test_a_share_that_falls_by_per_cent_is_asked_where_its_start_has_the_sign(plan_of):
    with pytest.raises(DataFileError, match="points of the share, or per cent of the baseline"):
        plan_of("指标,2021年,2025年\n重大慢病过早死亡率,16.2%,下降10%\n")
    plan = plan_of("指标,2021年,2025年\n健康素养水平,24.8%,提高5个百分点\n病死率,19.1%,下降30%\n")
    assert [(target.change, target.unit) for target in plan] == [("points", "%"), ("percent_of_baseline", "%")]
