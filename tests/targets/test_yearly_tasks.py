"""Tasks shared out over years: what a year adds or does is no level."""

import pytest

import cqtargets as cq


def plan_of(tmp_path, text):
    path = tmp_path / "plan.csv"
    path.write_text(text, encoding="utf-8")
    return cq.read_catalogue(path, region="云湖市")


@pytest.mark.parametrize(
    ("title", "cells", "form"),
    [
        ("云湖市养老设施建设年度任务分解表", "20,30,40", "flow"),
        ("云湖市养老设施任务分解表", "20,10,40", "flow"),
        ("云湖市养老设施任务分解表", "20,30,40", "level"),
        ("云湖市养老服务发展规划主要指标", "20,30,40", "level"),
    ],
)
def test_the_title_and_falling_numbers_tell_what_a_year_does(tmp_path, title, cells, form):
    plan = plan_of(tmp_path, f"{title},,,,\n指标,单位,2025年目标,2026年目标,2027年目标\n社区养老服务站,个,{cells}\n")
    assert [one.form for one in plan] == [form] * 3
    said = [remark for remark in plan.remarks if remark.column == "form"]
    assert len(said) == ("任务" in title)


def test_what_is_added_under_each_of_several_years_is_of_that_year(tmp_path):
    plan = plan_of(
        tmp_path,
        "指标,单位,2024年基数,2025年目标,2026年目标,2027年目标\n长期照护师,人,—,新增200,新增300,新增300\n医养结合机构,家,12,14,16,18\n",
    )
    assert [(one.form, one.target_low) for one in plan] == [
        ("flow", 200), ("flow", 300), ("flow", 300), ("level", 14), ("level", 16), ("level", 18),
    ]  # fmt: skip
    assert any("that year adds" in str(remark) for remark in plan.remarks)


def test_groups_beside_names_a_change_beside_two_levels_and_a_unit_but_for_exceptions(tmp_path):
    plan = plan_of(
        tmp_path,
        "单位：%，另有注明的除外,,,,,\n项目,重点指标,2023年底,2027年,较2023年,指标方向\n高血压患者,规范管理率,64,70,+6,正向\n,血压控制率,52,58,+6,正向\n院前急救,急救半径（公里）,6,5,-1,逆向\n",
    )
    assert [(one.section, one.name_zh, one.unit, one.baseline, one.comparator) for one in plan] == [
        ("高血压患者", "规范管理率", "%", 64, ">="), ("高血压患者", "血压控制率", "%", 52, ">="), ("院前急救", "急救半径", "公里", 6, "<="),
    ]  # fmt: skip
