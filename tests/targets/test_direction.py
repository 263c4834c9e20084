"""Which way a target points, in the order: print, column 方向, concept, baseline; or it stays open and is asked for."""

import pytest

import cqtargets as cq
from cqtargets.errors import DataFileError

HEADER = "指标,单位,2020年,2025年,方向,地区\n"


def plan_of(tmp_path, rows, header=HEADER):
    path = tmp_path / "plan.csv"
    path.write_text(header + rows, encoding="utf-8")
    return cq.read_catalogue(path)


def first(tmp_path, rows, header=HEADER):
    return next(iter(plan_of(tmp_path, rows, header)))


def pointing(target):
    return target.comparator, target.direction, target.goal


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("孕产妇死亡率,1/10万,9.1,8,,眉山市", ("<=", "down", 8.0)),
        ("15岁以上人群吸烟率,%,25.8,23.3,,眉山市", ("<=", "down", 23.3)),
        ("平均住院日,天,9,8,,眉山市", ("<=", "down", 8.0)),
        ("平均住院日,天,,达到8,,眉山市", ("<=", "down", 8.0)),
        ("人均预期寿命,岁,78,79,,眉山市", (">=", "up", 79.0)),
        ("县域内就诊率,%,91,90,,眉山市", ("<=", "hold", 90.0)),
        ("县域内就诊率,%,88,90,,眉山市", (">=", "hold", 90.0)),
        ("个人卫生支出占卫生总费用的比重,%,28,控制在27%左右,,眉山市", ("~", "down", 27.0)),
        ("某项街道服务点,个,3,10,,眉山市", (">=", "up", 10.0)),
        ("某项街道投诉量,件,30,10,,眉山市", ("<=", "down", 10.0)),
        ("某项街道服务点,个,,≥10,,眉山市", (">=", "up", 10.0)),
        ("某项街道投诉量,件,,10,越低越好,眉山市", ("<=", "down", 10.0)),
        ("某项街道投诉量,件,12,10,正向,眉山市", (">=", "up", 10.0)),
        ("人均预期寿命,岁,78,79,down,眉山市", ("<=", "down", 79.0)),
        ("某项街道设施覆盖率,%,,100,,眉山市", (">=", "up", 100.0)),
        ("某项街道差错率,%,,0,,眉山市", ("<=", "down", 0.0)),
        ("某项街道服务点,个,,新增10个,,眉山市", (">=", "up", 10.0)),
        ("某项街道费用,万元,,不超过10,,眉山市", ("<=", "down", 10.0)),
        ("某项街道水平,%,60,保持在60%,,眉山市", ("=", "hold", 60.0)),
    ],
)
def test_the_order(tmp_path, row, expected):
    assert pointing(first(tmp_path, row + "\n")) == expected


def test_what_nothing_answers_loads_open_and_stands_first_with_its_question(tmp_path):
    plan = plan_of(tmp_path, "人均预期寿命,岁,78,79,,\n积分兑换次数,次,,50,,\n")
    row = list(plan)[1]
    assert (row.comparator, row.direction, row.target_low, row.goal) == ("", "", 50.0, None)
    assert plan.remarks[0].column == "direction"
    assert plan.remarks[0].row == 3
    assert "Target 50, baseline —" in plan.remarks[0].reason
    assert "越高越好" in plan.remarks[0].remedy
    assert row.met_by(60) is None
    seen = cq.Observations([cq.Observation(concept=row.concept, value=60.0, unit="次", when=2025)])
    graded = cq.assess(plan, seen, on=2025).to_frame().set_index("id")
    assert graded.loc[row.id, "grade"] is None
    answered = first(tmp_path, "积分兑换次数,次,,50,越高越好,\n")
    assert pointing(answered) == (">=", "up", 50.0)


def test_an_open_row_is_open_again_when_it_comes_back_from_a_file(tmp_path):
    plan = plan_of(tmp_path, "积分兑换次数,次,,50,,眉山市\n平均住院日,天,9,8,,眉山市\n")
    path = tmp_path / "again.csv"
    plan.to_frame().to_csv(path, index=False)
    assert list(cq.read_catalogue(path)) == list(plan)


def test_a_direction_read_from_the_baseline_is_a_remark(tmp_path):
    plan = plan_of(tmp_path, "某项街道投诉量,件,30,10,,眉山市\n")
    (said,) = [remark for remark in plan.remarks if remark.column == "direction"]
    assert "10 after 30 is read as <=" in said.reason


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("孕产妇死亡率,1/10万,9.1,≥8,,眉山市", "comparator", "printed >= and the usual direction is 'down'"),
        (
            "孕产妇死亡率,1/10万,9.1,≤10,,眉山市",
            "target_text",
            "<= 10 lets pass less than the baseline 9.1: a step back",
        ),
        ("人均预期寿命,岁,79,≥78,,眉山市", "target_text", ">= 78 lets pass less than the baseline 79: a step back"),
    ],
)
def test_what_runs_against_the_field_or_the_baseline_stands_as_printed_with_a_remark(tmp_path, row, column, words):
    plan = plan_of(tmp_path, row + "\n")
    (said,) = [remark for remark in plan.remarks if remark.column == column]
    assert words in said.reason


def test_what_is_to_be_kept_is_no_step_back(tmp_path):
    plan = plan_of(tmp_path, "人均预期寿命,岁,79.4,保持在79以上,,眉山市\n")
    assert not [remark for remark in plan.remarks if remark.column == "target_text"]


@pytest.mark.parametrize(
    ("header", "row", "fault"),
    [
        (HEADER, "平均住院日,天,9,≤8,越高越好,眉山市", "column 'direction': direction 'up' contradicts the sign '<='"),
        (
            "指标,单位,目标年,目标值,目标下限,地区\n",
            "平均住院日,天,2025,≤8,9,眉山市",
            "≤8 and the number 9 in target_low or target_high differ. Correct one of them",
        ),
        (
            "指标,单位,目标年,目标值,每,地区\n",
            "每千人口床位数,张,2025,每万人80张,1000,眉山市",
            "column 'per': '每万人80张' is per 10,000 and the column says 1,000. Correct one of them.",
        ),
        (
            "指标,单位,目标年,目标值,比较符,地区\n",
            "平均住院日,天,2025,≤8,>=,眉山市",
            "column 'comparator': the text says <= and the column comparator >=",
        ),
    ],
)
def test_two_things_that_contradict_each_other_are_a_fault_with_its_remedy(tmp_path, header, row, fault):
    with pytest.raises(DataFileError) as caught:
        plan_of(tmp_path, row + "\n", header)
    assert fault in str(caught.value)
    assert {problem.row for problem in caught.value.problems} == {2}


def test_a_comparator_column_points_a_bare_number(tmp_path):
    header = "指标,单位,目标年,目标值,比较符,地区\n"
    assert pointing(first(tmp_path, "某项街道费用,万元,2025,8,<=,眉山市\n", header)) == ("<=", "down", 8.0)


def test_six_missed_targets_are_missed(tmp_path):
    rows = (
        "孕产妇死亡率,1/10万,9.1,8,,眉山市\n15岁以上人群吸烟率,%,25.8,23.3,,眉山市\n医院平均住院日,天,9,8,,眉山市\n"
        "婴儿死亡率,‰,4,3,,眉山市\n药占比,%,32,28,,眉山市\n个人卫生支出占卫生总费用的比重,%,28,26,,眉山市\n"
    )
    plan = plan_of(tmp_path, rows)
    seen = cq.Observations(
        cq.Observation(concept=t.concept, value=t.goal + 0.5, unit=t.unit, when=2025, region="眉山市") for t in plan
    )
    assert cq.assess(plan, seen, on=2025, profile="final").to_frame()["grade"].tolist() == ["missed"] * 6
    assert plan.gaps(seen)["met"].tolist() == [False] * 6
