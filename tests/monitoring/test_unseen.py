"""A target that nothing was observed for tells which names of the data look alike."""

from dataclasses import replace

import pytest

import cqtargets as cq
from cqtargets.conventions.reason_texts import TEXTS
from cqtargets.prospects.attaining import attain

PLAN = """指标,单位,2020年,2025年,方向,地区
甲类示范服务点建成率,%,40,80,越高越好,甲市
孕产妇死亡率,1/10万,9,8,越低越好,甲市
"""
DATA = """指标,单位,时间,数值,地区
甲类示范服务点完成率,%,2023,60,甲市
完全另一件事情,%,2023,60,甲市
甲类示范服务点验收率,%,2023,60,乙市
"""


def bare(target):
    """Without the printed baseline, which counts as a value."""
    return replace(target, baseline=None, baseline_year=None, baseline_text="")


@pytest.fixture
def files(tmp_path):
    plan, data = tmp_path / "plan.csv", tmp_path / "data.csv"
    plan.write_text(PLAN, encoding="utf-8")
    data.write_text(DATA, encoding="utf-8")
    return cq.read_catalogue(plan), cq.read_observations(data)


def test_gaps_grades_and_chances_name_what_looks_alike_in_the_place(files):
    plan, seen = files
    graded = cq.assess(plan, seen, on=2023).to_frame()["reason"].tolist()
    first, second = plan
    for reason in (plan.gaps(seen)["reason"].tolist()[0], graded[0], attain(bare(first), seen).reason):
        assert "甲类示范服务点完成率" in reason
        assert "验收率" not in reason
        assert "完全另一件事情" not in reason
    for reason in (graded[1], attain(bare(second), seen).reason):
        assert reason == TEXTS["never_observed"][0]


def test_the_reason_speaks_chinese(files):
    plan, seen = files
    reason = attain(bare(next(iter(plan))), seen).reason
    assert "数据中有相近的名称" in reason.text("zh")
    assert reason.code == "seen_under_another_name"
