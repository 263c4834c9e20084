"""A plan of thirty rows as another city prints it, without 概念, 方向 and 口径: it loads whole and asks little."""

import pytest

import cqtargets as cq

PLAN = """序号,指标名称,2025年,2030年,属性
一、健康水平,,,,
1,人均预期寿命（岁）,80.1,81,预期性
2,孕产妇死亡率（1/10万）,8.5,8,预期性
3,婴儿死亡率(‰),2.9,2.8,预期性
4,5岁以下儿童死亡率（‰）,4.0,3.8,预期性
5,重大慢性病过早死亡率（%）,12,10.5,预期性
6,居民健康素养水平（%）,30,36,预期性
7,15岁以上人群吸烟率（%）,19,17,预期性
8,经常参加体育锻炼人数比例（%）,41,43,预期性
9,个人卫生支出占卫生总费用的比重（%）,26,25,约束性
二、卫生资源,,,,
10,每千常住人口医疗卫生机构床位数（张）,7.1,7.3,预期性
,其中：公立医院床位数（张）,4.9,5.0,预期性
11,每千人口执业（助理）医师数（人）,3.3,3.7,预期性
12,每千人口注册护士数（人）,4.0,5.1,预期性
13,每万人口全科医生数（人）,4.1,5.0,约束性
14,千人口药师（士）数（人）,0.5,0.6,预期性
15,医院平均住院日（天）,7.8,7.3,预期性
16,公立医院医疗服务收入占比（%）,30,35,预期性
17,基层诊疗量占比（%）,55,60,预期性
18,县域内住院率（%）,80,85,预期性
三、医疗保障,,,,
19,基本医保参保率（%）,97,98,约束性
20,住院费用跨省直接结算率（%）,65,75,预期性
四、一老一小,,,,
21,养老机构护理型床位占比（%）,60,73,约束性
22,特殊困难老年人月探访率（%）,95,100,预期性
23,每千人口拥有3岁以下婴幼儿托位数（个）,4.5,5.0,预期性
24,3岁以下婴幼儿入托率（%）,9,15,预期性
25,严重精神障碍患者规范管理率（%）,94,95,预期性
26,高血压患者规范管理率（%）,65,70,预期性
27,年门诊人次（万人次）,3200,3500,预期性
28,门诊次均费用增幅（%）,6,5,预期性
29,邻里健康驿站（个）,—,300,预期性
30,健康积分兑换人次（万人次）,—,50,预期性
"""


@pytest.fixture
def read(tmp_path):
    def reading(text):
        path = tmp_path / "plan.csv"
        path.write_text(text, encoding="utf-8")
        return cq.read_catalogue(path, region="眉山市")

    return reading


def questions(plan):
    return [remark for remark in plan.remarks if remark.column == "direction" and "not graded" in remark.reason]


def test_it_loads_whole_with_two_questions_in_front(read):
    plan = read(PLAN)
    assert len(plan) == 31
    asked = questions(plan)
    assert [remark.row for remark in asked] == [35, 36]
    assert list(plan.remarks[:2]) == asked
    assert sum(not target.direction for target in plan) == 2


def test_each_question_is_answered_by_one_cell(read):
    answered = PLAN.replace("序号,指标名称,2025年,2030年,属性", "序号,指标名称,2025年,2030年,属性,方向")
    answered = answered.replace("—,300,预期性", "—,300,预期性,越高越好").replace("—,50,预期性", "—,50,预期性,↑")
    plan = read(answered)
    assert questions(plan) == []
    assert all(target.comparator and target.direction for target in plan)


def test_its_rows_are_what_a_careful_reader_takes_them_for(read):
    plan = {target.concept: target for target in read(PLAN)}
    falling = {concept for concept, target in plan.items() if target.comparator == "<="}
    assert falling == {
        "maternal_mortality", "infant_mortality", "under5_mortality", "premature_ncd_mortality", "smoking_rate_15plus",
        "out_of_pocket_share", "inpatient_days", "outpatient_cost_growth",
    }  # fmt: skip
    part = plan["public_hospital_beds_per_1000"]
    assert (part.per, part.parent) == (1000, plan["beds_per_1000"].id)
    assert plan["physicians_per_1000"].basis == "执业（助理）医师"


def test_the_nation_speaks_to_it(read):
    plan = read(PLAN.replace("4.0,5.1,预期性", "4.0,4.9,预期性"))
    (finding,) = [one for one in cq.check(plan) if one.kind == "below_nation"]
    assert finding.numbers == ("4.9 人/千", "5.1人")
