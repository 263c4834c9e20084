"""Plan tables as they are printed: what each heading, row and mark comes to. The figures are of the public plans or made up."""

import pytest

import cqtargets as cq
from cqtargets.errors import DataFileError

OUTLINE = """专栏1 “十四五”时期经济社会发展主要指标,,,,
指标,2020年,2025年,年均/累计,属性
创新驱动,,,,
1.研发经费投入增长（%）,—,—,>7,预期性
2.每万人口高价值发明专利拥有量（件）,6.3,12,—,预期性
民生福祉,,,,
3.城镇调查失业率（%）,5.2,—,<5.5,预期性
4.人均预期寿命（岁）,77.3*,—,〔1〕,预期性
5.劳动年龄人口平均受教育年限（年）,10.8,11.3,—,约束性
绿色生态,,,,
6.单位GDP能源消耗降低（%）,—,—,〔13.5〕,约束性
7.森林覆盖率（%）,23.2*,24.1,—,约束性
注：①〔〕内为5年累计数。②带*的为2019年数据。,,,,
"""


@pytest.fixture
def plan_of(write_csv):
    def read(text, **options):
        return cq.read_catalogue(write_csv(text, "计划.csv"), **{"plan": "p", **options})

    return read


def start_and_goal(target):
    return target.baseline_year, target.baseline, target.target_year, target.form, target.comparator, target.goal


def test_an_outline_with_a_column_of_rates_and_sums(plan_of):
    plan = plan_of(OUTLINE)
    assert {target.name_zh: start_and_goal(target) for target in plan} == {
        "研发经费投入增长": (None, None, 2025, "level", ">", 7),
        "每万人口高价值发明专利拥有量": (2020, 6.3, 2025, "level", ">=", 12),
        "城镇调查失业率": (2020, 5.2, 2025, "level", "<", 5.5),
        "人均预期寿命": (2019, 77.3, 2025, "relative", ">=", 1),
        "劳动年龄人口平均受教育年限": (2020, 10.8, 2025, "level", ">=", 11.3),
        "单位GDP能源消耗降低": (None, None, 2025, "cumulative", ">=", 13.5),
        "森林覆盖率": (2019, 23.2, 2025, "level", ">=", 24.1),
    }
    assert [target.section for target in plan][:3] == ["创新驱动", "创新驱动", "民生福祉"]
    assert [target.position for target in plan] == [1, 2, 3, 4, 5, 6, 7]
    document = plan.document("p")
    assert (document.title, document.base_year, document.target_year) == (
        "专栏1 “十四五”时期经济社会发展主要指标", 2020, 2025,
    )  # fmt: skip
    reasons = [remark.reason for remark in plan.remarks]
    assert "the baseline is of 2019, not of 2020, as printed beside it (rows 8, 12)." in reasons
    assert "〔13.5〕 is read as cumulative: the plan's note says so." in reasons


def test_a_health_plan_with_groups_at_the_left(plan_of):
    plan = plan_of(
        "领域,主要指标,2020年,2025年,性质\n"
        "健康水平,人均预期寿命（岁）,77.93,提高1岁,预期性\n"
        ",孕产妇死亡率（1/10万）,16.9,≤14.5,预期性\n"
        ",重大慢性病过早死亡率（%）,15.8（2019年）,≤15.0,预期性\n"
        "健康生活,居民健康素养水平（%）,23.15,25.0,预期性\n"
        ",国家卫生城市占比（%）,57.5,持续提升,预期性\n"
        "健康产业,健康服务业总规模（万亿元）,—,>11.5,预期性\n"
    )
    assert [(t.section, t.unit, t.baseline_year, t.baseline, t.comparator, t.goal) for t in plan] == [
        ("健康水平", "岁", 2020, 77.93, ">=", 1),
        ("健康水平", "1/10万", 2020, 16.9, "<=", 14.5),
        ("健康水平", "%", 2019, 15.8, "<=", 15),
        ("健康生活", "%", 2020, 23.15, ">=", 25),
        ("健康生活", "%", 2020, 57.5, "", None),
        ("健康产业", "万亿元", None, None, ">", 11.5),
    ]


def test_two_target_years_are_two_targets_the_later_naming_the_earlier(plan_of):
    plan = plan_of(
        "序号,指标,基期水平,2022年目标值,2030年目标值,指标性质\n"
        "（一）健康知识普及行动,,,,,\n"
        "1,居民健康素养水平（%）,14.18,≥22,≥30,预期性\n"
        "（二）合理膳食行动,,,,,\n"
        "5,人均每日食盐摄入量（g）,2012年为10.5,≤5,≤5,倡导性\n"
        "6,重大慢性病过早死亡率（%）,2015年为18.5,≤15.9,≤13.0,预期性\n"
        "7,知晓率（%）,—,明显提高,,预期性\n"
    )
    assert [(t.id, t.earlier, t.baseline_year, t.baseline, t.goal) for t in plan] == [
        ("p.row3.2022", "", None, None, 22),
        ("p.row3.2030", "p.row3.2022", None, None, 30),
        ("p.row5.2022", "", 2012, 10.5, 5),
        ("p.row5.2030", "p.row5.2022", 2012, 10.5, 5),
        ("p.row6.2022", "", 2015, 18.5, 15.9),
        ("p.row6.2030", "p.row6.2022", 2015, 18.5, 13),
        ("p.row7.2022", "", None, None, None),
    ]
    assert plan["p.row3.2022"].note == "基期水平 14.18"
    assert plan["p.row5.2030"].binding == cq.Binding.ADVOCATED
    assert plan["p.row6.2030"].section == "（二）合理膳食行动"


def test_printed_growth_is_checked_against_ours(plan_of):
    table = (
        "主要指标,2020年,2025年,年均增速（%）,指标性质\n"
        "1.中医医疗机构数（万个）,7.23,9.50,5.6,预期性\n"
        "2.中医医院数（个）,5482,6300,{rate},预期性\n"
        "3.中医馆设置比例（%）,85.86,100,〔14.14〕,预期性\n"
    )
    assert [t.goal for t in plan_of(table.format(rate="2.8"))] == [9.5, 6300, 100]
    with pytest.raises(DataFileError, match=r"row 3.*3\.8 does not lead from 5482 to 6300: .*2\.82\d? \(% a year\)"):
        plan_of(table.format(rate="3.8"))


@pytest.mark.parametrize(
    ("header", "cells", "expected"),
    [
        ("2020年,2025年（预期）", "48,60", (2020, 48, 2025, 60)),
        ("2020年基数,2025年规划目标", "48,60", (2020, 48, 2025, 60)),
        ("2020年实际完成,到2025年", "48,60", (2020, 48, 2025, 60)),
        ("“十三五”末实际,“十四五”末目标", "48,60", (2020, 48, 2025, 60)),
        ("现状（2021年）,2026年预期值", "48,60", (2021, 48, 2026, 60)),
        ("2025年目标值（%）,2020年（%）", "60,48", (2020, 48, 2025, 60)),
        ("2020年底,2025年底前达到", "48,60", (2020, 48, 2025, 60)),
        ("2019年实际,2020年实际,2025年目标", "45,48,60", (2020, 48, 2025, 60)),
        ("2020年基期,2021年,2022年,2023年,2025年目标", "48,50,52,55,60", (2020, 48, 2025, 60)),
        ("2024年预计,2030年目标", "48,60", (2024, 48, 2030, 60)),
        ("2020年,2025年,2035年远景目标", "48,60,", (2020, 48, 2025, 60)),
        ("２０２０年实绩,２０２５年计划数", "48,60", (2020, 48, 2025, 60)),
        ("目标值（2025年）,基期值（2020年）", "60,48", (2020, 48, 2025, 60)),
    ],
)
def test_headings_in_any_mixture(plan_of, header, cells, expected):
    (target,) = plan_of(f"指标,单位,{header},属性\n护理型床位占比,%,{cells},约束性\n")
    assert (target.baseline_year, target.baseline, target.target_year, target.goal) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("指标,2020年,2023年,2025年\n床位,7,7.5,8\n", "nothing says which of 2020年, 2023年, 2025年 is a target"),
        ("指标,2020年,2025年,幸福排队\n床位,7,8,3\n", "'幸福排队' is not understood, and numbers stand under it"),
        ("指标,目标年,目标值,目标值\n床位,2025,8,9\n", "the heading stands twice"),
        ("指标,单位,单位,2025年\n床位,张,张,9\n", "'单位' and '单位' name one thing"),
        ("指标,2020年,2025年目标,2025年规划值\n床位,7,8,9\n", "says the same as the column '2025年目标'"),
        ("指标,2020年,2025年\n床位,10,000\n", "'000' begins with 0: does a comma split one number"),
        (
            "指标,目标年,2025年目标\n床位,2030,9\n",
            r"the heading '2025年目标' and the column target_year \(2030\) give two",
        ),
        ("指标,单位,2025年\n床位（张）,人,9\n", "the name says 张 and the column unit 人"),
    ],
)
def test_contradictions_are_faults(plan_of, text, message):
    with pytest.raises(DataFileError, match=message):
        plan_of(text)


def test_headings_in_two_rows(plan_of):
    plan = plan_of("指标,单位,目标值,,属性,责任单位\n,,2022年,2030年,,\n健康素养水平,%,22,30,预期性,卫生健康委\n")
    assert [(t.target_year, t.goal, t.responsible) for t in plan] == [
        (2022, 22, "卫生健康委"),
        (2030, 30, "卫生健康委"),
    ]
    (beds,) = plan_of("序号,指标名称,2020年,2025年,指标\n,,实际,目标,属性\n1,每千人口床位（张）,7.1,7.5,预期性\n")
    assert (beds.baseline, beds.goal, beds.per, beds.binding) == (7.1, 7.5, 1000, cq.Binding.ANTICIPATORY)


def test_names_carry_numbers_units_kinds_and_marks(plan_of):
    plan = plan_of(
        "指标,2020年,2025年\n"
        "（1）养老机构护理型床位占比（%）〔约束性〕,48,≥60\n"
        "2.公立医院数（家）（预期性指标）,30,32\n"
        "15分钟养老服务圈覆盖率（%）①,80,100\n"
        "其中：城市（%）,90,100\n"
        "注：①按街道计算。\n"
    )
    first, second, third, part = plan
    assert (first.name_zh, first.unit, first.binding) == ("养老机构护理型床位占比", "%", cq.Binding.OBLIGATORY)
    assert (second.name_zh, second.unit, second.binding) == ("公立医院数", "家", cq.Binding.ANTICIPATORY)
    assert (third.name_zh, third.note) == ("15分钟养老服务圈覆盖率", "按街道计算")
    assert (part.name_zh, part.parent) == ("城市", third.id)


def test_brackets_are_a_rise_of_a_level_or_the_sum_of_the_years(plan_of):
    plan = plan_of(
        "指标,单位,2020年,2025年\n"
        "人均预期寿命,岁,77.3,〔1〕\n"
        "健康素养水平,%,20,[5]\n"
        "城镇新增就业,万人,[60.1],[55]\n"
        "培训养老护理员,人次,,〔8000〕\n"
        "适老化改造,户,,[累计5000]\n"
    )
    assert [(t.form, t.baseline, t.goal) for t in plan] == [
        ("relative", 77.3, 1),
        ("relative", 20, 5),
        ("cumulative", 60.1, 55),
        ("cumulative", None, 8000),
        ("cumulative", None, 5000),
    ]


@pytest.mark.parametrize("dash", ["—", "/", "无", "-", "——", "…", "新增指标", "暂无"])
def test_absent_baselines(plan_of, dash):
    (target,) = plan_of(f"指标,单位,2020年,2025年\n床位,张,{dash},8\n")
    assert (target.baseline, target.baseline_year, target.target_low) == (None, None, 8)


def test_good_rows_load_and_bad_rows_are_listed(plan_of):
    text = "指标,单位,2020年,2025年,属性,地区\n床位,张,7,8,预期性,甲市\n占比,%,10,若干,预期性,甲市\n医师,人,2,3,必须,甲市\n"
    with pytest.raises(DataFileError) as refused:
        plan_of(text)
    plan = plan_of(text, faults="keep")
    assert [target.name_zh for target in plan] == ["床位"]
    assert plan.left_out == refused.value.problems
    assert [(problem.row, problem.column) for problem in plan.left_out] == [(3, "target_text"), (4, "binding")]
    assert plan.select(region="甲市").left_out == plan.left_out
    with pytest.raises(DataFileError):
        plan_of("指标,2025年\n床位,若干\n", faults="keep")
    with pytest.raises(cq.DomainError, match="write 'refuse' or 'keep'"):
        plan_of(text, faults="drop")


def test_the_account_of_columns_and_cells(plan_of):
    plan = plan_of("指标,2020年,2025年（预期）,科室\n一、资源,,,\n床位（张）,7,8,甲处\n注：内部资料。,,,\n")
    reading = plan.reading
    assert [(c.column, c.heading, c.field, c.year) for c in reading.columns] == [
        ("A", "指标", "name_zh", None),
        ("B", "2020年", "baseline_text", 2020),
        ("C", "2025年（预期）", "target_text", 2025),
        ("D", "科室", "", None),
    ]
    assert [(cell.row, cell.value, cell.reason) for cell in reading.cells_unread] == [
        (2, "一、资源", "the heading of a group."),
        (3, "甲处", "its column is not read."),
        (4, "注：内部资料。", "a note."),
    ]
    assert plan.select(plan="p").reading is reading
    assert list(reading.to_frame().columns) == ["row", "column", "text", "field", "year", "reason"]
    assert len(reading.to_frame()) == 7


def test_the_plan_says_what_it_is_and_where(plan_of):
    plan = plan_of(
        "成都市“十四五”养老服务业发展规划主要指标,,\n成府发〔2021〕31号,2021年12月30日,\n指标,2020年,2025年\n床位（万张）,10,12\n"
    )
    document = plan.document("p")
    assert (document.number, document.date) == ("成府发〔2021〕31号", "2021-12-30")
    assert (document.base_year, document.target_year) == (2020, 2025)
    (beds,) = plan
    assert beds.region == "成都市"
    assert plan.remarks[0].reason == "no region in 1 row: 成都市, the one place named here, is taken."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("编号,指标,单位,目标年,目标值,上级\np.a,床位,张,2025,8,p.a\n", "'p.a' is a part of itself"),
        ("编号,指标,目标年,目标值,上级\np.a,床,2025,8,p.b\np.b,医,2025,8,p.a\n", "'p.a' is a part of itself"),
        ("指标,单位,每,目标年,目标值\n床位,张,0,2025,8\n", "0 people are no denominator"),
        ("指标,目标年,目标值\n健康预期寿命,2025,同比例提高\n", "a proportional target follows nothing"),
        ("指标,单位,目标年,目标值,目标下限\n平均住院日,天,2025,≤8,9\n", "≤8 and the number 9 in target_low"),
        ("指标,单位,目标年,目标值,每\n床位数,张,2025,每万人80张,1000\n", "the column per says 1000 and the target"),
        ("指标,单位,2020年,2025年\n占比,%,48%,0.6\n", "0.6 beside 48%: is 0.6 a fraction, or 0.6 %"),
        ("指标,单位,2020年,2025年\n占比,%,0.485,60%\n", r"0\.485 beside 60%.*such as 48\.5%"),
    ],
)
def test_rows_that_contradict_themselves(plan_of, text, message):
    with pytest.raises(DataFileError, match=message):
        plan_of(text)


def test_more_ways_to_print_a_table(plan_of):
    groups = plan_of(
        "序号,主要指标,2022年,2027年,指标属性\n一,资源配置,,,\n1,每千人口床位（张）,7.1,7.5,预期性\n二,服务,,,\n2,签约率（%）,40,50,约束性\n"
    )
    assert [(t.name_zh, t.section) for t in groups] == [("每千人口床位", "一、资源配置"), ("签约率", "二、服务")]
    beside = plan_of("类别,指标,,2020年,2025年\n健康,（一）,人均预期寿命（岁）,81,82\n,（二）,平均住院日（天）,9,<9\n")
    assert [t.name_zh for t in beside] == ["人均预期寿命", "平均住院日"]
    (rate,) = plan_of("指标名称,目标,完成时限\n签约率,60%以上,2025年底\n")
    assert (rate.target_year, rate.goal) == (2025, 60)
    (share,) = plan_of("指标,2020-12-31,2025-12-31\n占比（%）,48,60\n")
    assert (share.baseline_year, share.baseline, share.target_year, share.goal) == (2020, 48, 2025, 60)
    bounds = plan_of("指标,2022年,2030年\n5岁以下儿童死亡率（‰）,≤7.8,≤6.0\n")
    assert [(t.target_year, t.target_high) for t in bounds] == [(2022, 7.8), (2030, 6.0)]


@pytest.mark.parametrize(
    "total", ["合计,间,900,1050,预期性", "总 计,间,900,1050,预期性", "小计,间,900,1050,", "4,合计,间,900,1050"]
)
def test_a_row_of_sums_is_no_target(plan_of, total):
    numbered = total.startswith("4")
    lines = ["指标,单位,2020年,2025年,属性", "甲类用房,间,400,480,预期性", "乙类用房,间,500,570,预期性"]
    if numbered:
        lines = ["序号,指标,单位,2020年,2025年", "1,甲类用房,间,400,480", "2,乙类用房,间,500,570"]
    plan = plan_of("\n".join([*lines, total]) + "\n")
    assert [target.name_zh for target in plan] == ["甲类用房", "乙类用房"]
    assert any("is the sum of rows" in remark.reason for remark in plan.remarks)
    assert any(cell.reason == "a sum of rows." for cell in plan.reading.cells_unread)


def test_a_name_that_holds_a_sum_is_a_target(plan_of):
    plan = plan_of("指标,单位,2020年,2025年\n用房合计,间,900,1050\n")
    assert [target.goal for target in plan] == [1050]


def test_signs_before_names_say_the_kind_where_a_note_explains_them(plan_of):
    plan = plan_of(
        "指标,单位,2020年,2025年\n▲助餐点覆盖率,%,40,70\n护理员持证率,%,60,90\n1.▲探访率,%,80,100\n"
        "注：标▲的为约束性指标，其余为预期性指标。,,,\n"
    )
    assert [(target.name_zh, target.binding) for target in plan] == [
        ("助餐点覆盖率", "约束性"), ("护理员持证率", "预期性"), ("探访率", "约束性"),
    ]  # fmt: skip


def test_indicators_of_three_levels(plan_of):
    plan = plan_of(
        "一级指标,二级指标,三级指标,2020年基数,2025年目标\n健康,寿命,人均预期寿命（岁）,79,80\n,死亡,婴儿死亡率（‰）,3.2,＜3\n"
    )
    assert [(target.name_zh, target.section, target.goal) for target in plan] == [
        ("人均预期寿命", "寿命", 80), ("婴儿死亡率", "死亡", 3),
    ]  # fmt: skip


def test_one_year_beside_a_rate_is_asked_back(plan_of):
    with pytest.raises(DataFileError, match="nothing says whether 2020年 is where"):
        plan_of("指标,单位,2020年,年均增长（%）\n产业增加值,亿元,120,8\n")
    plan = plan_of("指标,单位,2020年实际值,年均增长（%）,目标年\n产业增加值,亿元,120,8,2025\n")
    assert [(target.form, target.baseline, target.goal) for target in plan] == [("growth", 120, 8)]


def test_a_denominator_without_its_one(plan_of):
    plan = plan_of("指标,2020年,2025年\n孕产妇死亡率（/10万）,10,≤9\n")
    assert [target.unit for target in plan] == ["1/10万"]


def test_remarks_of_one_kind_are_one_line_whatever_their_numbers(plan_of):
    plan = plan_of("指标,单位,2020年,2025年\n甲类用房,间,68,75\n乙类用房,间,60,70\n丙类用房,间,60,50\n")
    said = [remark.reason for remark in plan.remarks if remark.column == "direction"]
    assert said == [
        "no direction is printed: 75 after 68 is read as >=; likewise, with other numbers, row 3.",
        "no direction is printed: 50 after 60 is read as <=.",
    ]


def test_a_plan_without_a_target_year_is_due_where_its_period_ends(plan_of):
    plan = plan_of(
        "某市“十四五”养老服务发展规划,,\n指标,2020年,目标\n养老床位,10万张,12万张\n护理型床位占比,45%,55%以上\n"
    )
    assert [(target.baseline_year, target.target_year, target.goal) for target in plan] == [
        (2020, 2025, 12),
        (2020, 2025, 55),
    ]
    said = [remark.reason for remark in plan.remarks if remark.column == "target_year"]
    assert said == ["no target year is printed: 2025, where the plan's period ends, is taken (rows 3, 4)."]
    with pytest.raises(DataFileError, match="target_year"):
        plan_of("指标,2020年,目标\n养老床位,10万张,12万张\n")


def test_one_cell_with_two_target_years_is_two_targets(plan_of):
    plan = plan_of(
        "指标,基期（2020年）,目标\n乳腺癌筛查率,40%,2025年达到60%、2030年达到70%\n"
        "5岁以下儿童死亡率,7.5‰,到2025年和2030年分别控制在6‰、5‰以下\n产检率,95%,到2025年不低于2020年水平\n"
    )
    assert [(target.name_zh, target.target_year, target.comparator, target.goal) for target in plan][:4] == [
        ("乳腺癌筛查率", 2025, ">=", 60), ("乳腺癌筛查率", 2030, ">=", 70),
        ("5岁以下儿童死亡率", 2025, "<=", 6), ("5岁以下儿童死亡率", 2030, "<=", 5),
    ]  # fmt: skip
    later = plan["p.row2.2030"]
    assert (later.earlier, later.baseline, len(plan)) == ("p.row2.2025", 40, 5)


def test_places_among_others_are_no_values(plan_of):
    plan = plan_of("指标,2020年全国排名,2020年,2025年,省内位次\n人均预期寿命（岁）,12,77.8,79,第3\n")
    assert [(target.baseline, target.goal) for target in plan] == [(77.8, 79)]
    became = {column.heading: column.field for column in plan.reading.columns}
    assert (became["2020年全国排名"], became["省内位次"]) == ("printed_rank", "printed_rank")


def test_english_densities_and_kinds(plan_of):
    plan = plan_of(
        "Indicator,Unit,Baseline 2020,Target 2025,Type\nHospital beds per 1000 population,张,6.9,7.5,Expected\n"
        "Deaths per 100 000 residents,人,9.1,≤8,binding\nHospital beds,张,12000,15000,indicative\n"
    )
    assert [(target.per, target.binding) for target in plan] == [
        (1000, "预期性"),
        (100_000, "约束性"),
        (None, "预期性"),
    ]


def test_names_broken_over_lines_are_one_name(plan_of):
    plan = plan_of(
        '指标,2020年,2025年\n"人均预期\n寿命（岁）",78,79\n"Hospital\nbeds（张）",100,120\n护 理 型床位（万张）,1,2\n'
    )
    assert [(target.name_zh, target.unit) for target in plan] == [
        ("人均预期寿命", "岁"), ("Hospital beds", "张"), ("护理型床位", "万张"),
    ]  # fmt: skip


def test_what_brackets_add_to_a_number_is_said_and_no_target(plan_of):
    plan = plan_of(
        "指标,单位,2020年,目标,完成年度\n养老床位,张,10000（其中护理型4500）,≥15000张（其中护理型9000张）,2025\n"
        "新增托位,个,—,3000（年均600）,2025\n"
    )
    assert [(target.form, target.baseline, target.goal, target.target_year) for target in plan] == [
        ("level", 10000, 15000, 2025), ("increment", None, 3000, 2025),
    ]  # fmt: skip
    assert any("(年均600) is no target of its own" in remark.reason for remark in plan.remarks)


@pytest.mark.parametrize(
    ("row", "form"),
    [
        ("新增托位,个,—,3000", "increment"),
        ("每年新增床位,张,—,600", "flow"),
        ("新增床位,张,500,600", "level"),
        ("新增病例数,例,—,600", "level"),
        ("新增劳动力平均受教育年限,年,—,15", "level"),
    ],
)
def test_what_a_plan_adds_is_counted_from_its_start(plan_of, row, form):
    assert [target.form for target in plan_of(f"指标,单位,2020年,2025年\n{row}\n")] == [form]


def test_headings_of_stages_and_of_marking(plan_of):
    plan = plan_of(
        "指标,基期值（2020年）,中期目标（2023年）,终期目标（2025年）,权重（分）,评分标准\n签约率,40%,45%,50%,5,每低1个百分点扣1分\n"
    )
    assert [(target.baseline, target.goal, target.target_year) for target in plan] == [(40, 45, 2023), (40, 50, 2025)]


def test_tasks_that_say_their_targets_themselves(plan_of):
    plan = plan_of(
        "序号,目标任务,责任科室,完成时间\n1,家庭医生签约服务覆盖率达到40%以上,基层科,2024年12月底前\n"
        "2,新建标准化村卫生室50所,规财科,2024年10月\n3,推进医养结合工作,老龄科,2024年12月\n"
    )
    assert [(target.name_zh, target.form, target.goal, target.responsible) for target in plan] == [
        ("家庭医生签约服务覆盖率", "level", 40, "基层科"), ("标准化村卫生室", "increment", 50, "规财科"),
        ("推进医养结合工作", "qualitative", None, "老龄科"),
    ]  # fmt: skip
    assert any("no column of targets" in remark.reason for remark in plan.remarks)
    with pytest.raises(DataFileError, match="a second number"):
        plan_of("目标任务,完成时间\n签约率达到40%,2024年\n举办讲座12场，覆盖2000人,2024年\n")


def test_a_density_without_a_unit_is_a_density(plan_of):
    plan = plan_of("指标,2020年,2025年\n每千人口床位,6.9,7.5\n千人口托位数,1.8,4.5\n养老床位总数,9,12\n")
    assert [(target.unit, target.per) for target in plan] == [("张", 1000), ("个", 1000), ("", None)]
    assert any("usually in 万张: it stays open" in remark.reason for remark in plan.remarks)


def test_years_inside_a_period_are_asked_back(plan_of):
    with pytest.raises(DataFileError, match="2023年, 2024年, 2025年"):
        plan_of("某县托育服务发展三年行动（2023—2025年）,,,\n指标,2023年,2024年,2025年\n每千人口托位数,3.2,3.8,4.5\n")


@pytest.mark.parametrize(
    ("row", "value"),
    [
        ("家庭无障碍改造数,户,—,[3.6万]", 36_000), ("培训人数,人,—,〔5万〕", 50_000), ("建设内容甲,个,—,〔1.2万个〕", 12_000),
        ("帮扶人数,人,—,[2]万", 20_000), ("节约资金,元,—,[3.5亿]", 350_000_000), ("选派人数,人,8000,[4万]", 40_000),
        ("新建用房,万人,—,[5000人]", 0.5), ("新建用房,个,—,〔1.5万以上〕", 15_000),
    ],
)  # fmt: skip
def test_multiples_within_brackets_are_brought_to_the_unit_of_the_row(plan_of, row, value):
    (target,) = plan_of(f"指标,单位,2020年,2025年\n{row}\n注：[ ]内为五年累计数。,,,\n")
    assert (target.form, target.goal) == ("cumulative", value)


def test_parts_are_read_in_the_unit_of_their_whole(plan_of):
    plan = plan_of(
        "指标,单位,2020年,2025年\n每千人口床位数,张,6.9,7.5\n其中：公立医院,,4.2,4.6\n其中：护理型占比,,50%,55%\n"
        "老年医学科设置率,%,50,70\n其中：三级医院,,70,95\n孕产妇死亡率,1/10万,9,8\n其中：农村,,11,≤10\n注册护士,万人,3,4\n其中：中医类,,0.3,0.5\n"
    )
    assert {target.name_zh: (target.unit, target.per) for target in plan if target.parent} == {
        "公立医院": ("张", 1000), "护理型占比": ("%", None), "三级医院": ("%", None), "农村": ("1/10万", None), "中医类": ("万人", None),
    }  # fmt: skip
    assert any("公立医院 is a part of the row above it" in remark.reason for remark in plan.remarks)


def test_a_baseline_that_is_a_bound_is_said_to_be_one(plan_of):
    plan = plan_of("指标,单位,2020年,2025年\n甲覆盖率,%,＞50,＞70\n乙覆盖率,%,不足40,60\n丙覆盖率,%,45,60\n")
    said = {
        remark.row for remark in plan.remarks if remark.column == "baseline_text" and "no exact number" in remark.reason
    }
    assert [target.baseline for target in plan] == [50, 40, 45]
    assert said


def test_units_kinds_and_horizons_in_whatever_print(plan_of):
    plan = plan_of(
        "指标,单位,2020年,近期（2025年）,远期（2035年）,属 性\n甲覆盖率,％,50,70,90,预 期 性\n婴儿死亡率,千分之,4,3.5,3,约束性\n乙床位,万 张,9,10,12,\n"
    )
    assert [(target.unit, target.goal, target.target_year, target.binding) for target in plan] == [
        ("%", 70, 2025, "预期性"), ("%", 90, 2035, "预期性"), ("‰", 3.5, 2025, "约束性"), ("‰", 3, 2035, "约束性"),
        ("万张", 10, 2025, None), ("万张", 12, 2035, None),
    ]  # fmt: skip


def test_a_start_that_the_target_names_is_its_baseline(plan_of):
    plan = plan_of(
        "指标,单位,2020年,2025年\n平均受教育年限,年,,由10.2提高到12\n吸烟率,%,26,从26.6降到20\n乙覆盖率,%,,由2018年的11%提高到15%\n从业人员,人,100,200\n"
    )
    assert [(target.baseline, target.baseline_year, target.goal) for target in plan] == [
        (10.2, 2020, 12), (26, 2020, 20), (11, 2018, 15), (100, 2020, 200),
    ]  # fmt: skip
    assert any("starts from 26.6, and the baseline printed beside it is 26" in remark.reason for remark in plan.remarks)


def test_what_is_there_and_what_is_planned_for_places_down_the_side(plan_of):
    plan = plan_of("区县,2020年实有床位（张）,2025年规划床位（张）\n甲区,1000,1500\n乙区,800,900\n")
    assert [(target.name_zh, target.region, target.baseline, target.goal) for target in plan] == [
        ("床位", "甲区", 1000, 1500), ("床位", "乙区", 800, 900),
    ]  # fmt: skip


def test_indented_parts_units_of_groups_and_older_baselines(plan_of):
    plan = plan_of(
        "指标,单位,2019年现状,2020年现状,2025年目标\n健康服务业总规模,亿元,120,,200\n二、健康服务（单位：%）,,,,\n"
        "重点人群家庭医生签约率,,69,70,≥78\n其中：65岁以上老年人,,80,81,≥85\n       残疾人,,75,76,≥80\n孕产妇系统管理率,,89,90,95\n"
    )
    assert [(target.name_zh, target.unit, target.baseline, target.baseline_year, target.parent) for target in plan] == [
        ("健康服务业总规模", "亿元", 120, 2019, ""), ("重点人群家庭医生签约率", "%", 70, 2020, ""),
        ("65岁以上老年人", "%", 81, 2020, "p.row4"), ("残疾人", "%", 76, 2020, "p.row4"), ("孕产妇系统管理率", "%", 90, 2020, ""),
    ]  # fmt: skip
    assert any(remark.reason == "no value of 2020 is printed: that of 2019 is the baseline." for remark in plan.remarks)


def test_what_is_added_each_year_to_what_is_there(plan_of):
    plan = plan_of("指标,单位,2020年,2025年\n人均经费,元,74,每年增加5元\n新增托位,个,—,每年新增500个\n")
    assert [(target.form, target.change, target.target_low) for target in plan] == [
        ("relative", "absolute", 25),
        ("flow", "", 500),
    ]


def test_parts_behind_dashes_are_parts_of_the_last_whole(plan_of):
    plan = plan_of(
        "指标,2020年,2025年,2035年远景\n养老床位总数（张）,100,150,200\n——其中护理型床位（张）,40,80,120\n其中：民办床位（张）,30,50,60\n—其中：公办床位（张）,70,100,140\n"
    )
    assert {target.name_zh: target.parent for target in plan if target.target_year == 2035} == {
        "养老床位总数": "", "护理型床位": "p.row2.2035", "民办床位": "p.row2.2035", "公办床位": "p.row2.2035",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("former", "reached", "target"),
    [
        ("2020年规划目标", "2020年实际完成", "2025年规划目标"),
        ("“十三五”规划目标", "2020年完成", "2025年目标值"),
        ("2025年目标", "2025年实际", "2030年目标"),
    ],
)
def test_what_the_former_plan_aimed_at_is_no_target_of_this_one(tmp_path, former, reached, target):
    path = tmp_path / "plan.csv"
    path.write_text(f"指标,单位,{former},{reached},{target}\n居民健康素养水平,%,20,21.3,25\n", encoding="utf-8")
    plan = cq.read_catalogue(path, region="云湖市")
    ((one, held),) = [(each, plan.reading) for each in plan]
    assert (one.baseline, one.target_low) == (21.3, 25)
    assert any("former plan" in str(remark) for remark in plan.remarks)
    assert [cell.value for cell in held.cells_unread] == ["20"]


def test_a_milestone_beside_its_value_stays_a_target(tmp_path):
    path = tmp_path / "plan.csv"
    path.write_text(
        "指标,单位,2020年基数,2023年目标,2023年实际,2025年目标\n人均预期寿命,岁,77,77.5,77.9,79\n", encoding="utf-8"
    )
    assert [one.target_year for one in cq.read_catalogue(path, region="云湖市")] == [2023, 2025]


def test_a_table_in_per_cent_does_not_count_visits_or_beds(tmp_path):
    path = tmp_path / "plan.csv"
    path.write_text(
        "单位：%,,\n指标,2020年,2025年目标\n签约率,60,70\n产后访视次数,2,3\n妇科床位数,12,13\n出生性别比（女=100）,108,107以下\n",
        encoding="utf-8",
    )
    plan = cq.read_catalogue(path, region="云湖市")
    assert [one.unit == "%" for one in plan] == [True, False, False, False]
