"""The plan of another city, its figures invented: nothing of Chongqing, candidates and findings that a reader accepts."""

import docx
import pytest

import cqtargets as cq
from cqtargets.cli import main

PLAN = """眉山市“十四五”卫生健康规划主要指标
序号,指标,单位,2020年,2025年,属性
1,人均预期寿命,岁,80.1,81,预期性
2,孕产妇死亡率,1/10万,6.2,≤8,预期性
3,每千人口执业（助理）医师数,人,3.1,3.5,预期性
4,每千人口注册护士数,人,4.7,4.8,预期性
5,每千人口拥有3岁以下婴幼儿托位数,个,1.5,4,预期性
6,二级及以上综合医院设置老年医学科的比例,%,31,60,约束性
"""
SEEN = """眉山市卫生健康统计
指标,单位,2017年,2018年,2020年,2022年,2024年
人均预期寿命,岁,79.6,79.8,80.1,80.5,80.9
每千人口执业（助理）医师数,人,2.8,2.9,3.1,3.3,3.5
每千人口注册护士数,人,4.5,4.55,4.7,4.8,4.9
"""
PROVINCE = """四川省“十四五”卫生健康规划主要指标
指标,单位,2020年,2025年,地区
每千人口拥有3岁以下婴幼儿托位数,个,2,4.8,四川省
每千人口执业（助理）医师数,人,3.0,3.4,四川省
"""


@pytest.fixture
def files(tmp_path):
    for name, text in (("plan", PLAN), ("seen", SEEN), ("province", PROVINCE)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return {name: str(tmp_path / f"{name}.csv") for name in ("plan", "seen", "province")}


def test_candidates_are_its_own(files, tmp_path, capsys):
    asked = ["propose", files["plan"], "--place", "眉山市", "--observations", files["seen"], "--lang", "zh"]
    assert main([*asked, "--out", str(tmp_path / "out")]) == 0
    assert main(asked) == 0
    printed = capsys.readouterr().out
    paper = docx.Document(str(tmp_path / "out" / "proposals.docx"))
    texts = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    texts += [line.text for line in paper.paragraphs]
    assert "重庆" not in printed + "".join(texts)
    assert any("自身 2017 至 2024 的 5 个数值" in text for text in texts)


def test_without_observations_the_command_asks_for_them(files, capsys):
    assert main(["propose", files["plan"], "--place", "眉山市", "--lang", "zh"]) == 0
    assert "请用 --observations 给出自己的数据" in capsys.readouterr().out


def test_a_lead_that_the_place_never_ran_at_is_shown_and_not_suggested(files):
    plan = cq.read_catalogue(files["plan"], region="眉山市")
    held = cq.propose_targets(
        plan, cq.load_observations().updated(cq.read_observations(files["seen"], region="眉山市"))
    )
    (nurses,) = (one for one in held if one.target.concept == "nurses_per_1000")
    assert "faster than" in nurses["national_lead"].reason
    assert nurses.suggested != "national_lead"


def test_a_plan_for_health_is_not_asked_for_what_other_fields_set(tmp_path):
    rows = "".join(line + "\n" for line in PLAN.splitlines() if "老年" not in line)
    path = tmp_path / "health.csv"
    path.write_text(rows, encoding="utf-8")
    held = cq.propose_targets(cq.read_catalogue(path, region="眉山市"), cq.load_observations())
    assert not {one.target.concept for one in held} & {"community_eldercare_facility_coverage"}


def test_the_plan_of_the_province_is_held_against_it(files, capsys):
    assert main(["check", files["plan"], "--place", "眉山市", "--above", files["province"], "--lang", "zh"]) == 0
    printed = capsys.readouterr().out
    assert printed.count("低于上级目标") == 1  # 4 places: the nation asks for 4.5 and the province for 4.8
    assert "低于四川省2025年的要求4.8" in printed
    assert "每千人口注册护士数" not in printed.split("低于上级目标")[0]
    assert "孕产妇死亡率2020年已为6.2 1/10万，目标≤8 1/10万" in printed
    assert "未提出降低" in printed
    assert "重庆" not in printed


def test_a_need_by_people_is_a_candidate(capsys):
    asked = ["propose", "--concept", "eldercare_beds", "--lang", "zh"]
    assert main([*asked, "--need", "eldercare_beds=260,000"]) == 0
    assert "need *" in capsys.readouterr().out
    for wrong in ("eldercare_beds", "eldercare_beds=many", "eldercare_beds=0", "eldercare_bed=5"):
        assert main([*asked, "--need", wrong]) == 2
        assert "--need" in capsys.readouterr().err
