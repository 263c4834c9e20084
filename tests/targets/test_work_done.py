"""Work that adds up over a plan: people trained and homes adapted."""

from __future__ import annotations

import pytest

import cqtargets as cq

HEADER = "指标,单位,基期年,基期值,目标年,目标值\n"


@pytest.fixture
def plan_of(write_csv):
    return lambda lines: cq.read_catalogue(write_csv(HEADER + lines, "work.csv"), plan="p")


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("职业技能培训人数,人,,,2027,30万", "cumulative"),
        ("全市养老护理员培训,人次,,—,2027,不少于5000", "cumulative"),
        ("困难家庭适老化改造数（户）,,,,2027,1.2万户", "cumulative"),
        ("培养老年医学骨干医师,名,,,2027,60", "cumulative"),
        ("白内障复明手术例数,例,,,2027,4000", "cumulative"),
        ("每年培训护理员,人次,,,2027,1000", "flow"),
        ("年培训人次,人次,,,2027,1000", "flow"),
        ("家庭适老化改造户数,户,2023,300,2027,2000", "level"),
        ("护理员培训基地数,个,2023,2,2027,5", "level"),
        ("应急救护培训率,%,2023,10,2027,30", "level"),
        ("培训机构,家,2023,1,2027,3", "level"),
        ("每千人口培训人数,人,2023,1,2027,3", "level"),
        ("养老床位数,张,2023,100,2027,130", "level"),
    ],
)
def test_the_form_of_a_row(plan_of, line, form):
    assert plan_of(line + "\n")[0].form == form


def test_what_was_taken_is_said_and_a_written_form_stands(plan_of, write_csv):
    plan = plan_of("轮训人次,人次,,,2027,900\n改造户数,户,2023,300,2027,2000\n")
    said = [remark.reason.code for remark in plan.remarks if remark.column == "form"]
    assert said == ["work_over_plan", "work_since_start"]
    own = write_csv("指标,单位,目标年,目标值,目标形式\n轮训人次,人次,2027,900,level\n", "own.csv")
    assert cq.read_catalogue(own, plan="p")[0].form == "level"
