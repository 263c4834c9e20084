"""Rows without 概念: what their names stand for, said once; units and bases that names carry."""

import cqtargets as cq

PLAN = """指标,单位,2020年,2025年,地区
10.每千人口执业(助理)医师数,人,2.9,3.2,眉山市
其中：千人口注册护士总数（人）,,3.3,3.8,眉山市
孕产妇死亡率,岁,9,8,眉山市
人均预期寿命,,78,79,眉山市
15.某项街道服务点,个,3,5,眉山市
"""
DATA = """指标,单位,时间,数值,地区
每千常住人口执业（助理）医师,人,2023,3.0,眉山市
某项街道服务点（个）,,2023,4,眉山市
"""


def read(tmp_path):
    plan, data = tmp_path / "plan.csv", tmp_path / "data.csv"
    plan.write_text(PLAN, encoding="utf-8")
    data.write_text(DATA, encoding="utf-8")
    return cq.read_catalogue(plan), cq.read_observations(data)


def test_names_take_their_concept_unit_denominator_and_basis(tmp_path):
    physicians, nurses, deaths, life, points = read(tmp_path)[0]
    assert (physicians.concept, physicians.per, physicians.basis) == ("physicians_per_1000", 1000, "执业（助理）医师")
    assert (nurses.concept, nurses.unit, nurses.per) == ("nurses_per_1000", "人", 1000)
    assert deaths.concept == "孕产妇死亡率"
    assert (life.concept, life.unit) == ("life_expectancy", "岁")
    assert points.concept == "某项街道服务点"


def test_what_was_taken_is_said_once_and_what_was_not_with_its_reason(tmp_path):
    said = [str(remark) for remark in read(tmp_path)[0].remarks]
    assert sum("names without 概念" in line for line in said) == 1
    assert any("3 of 5 names" in line for line in said)
    assert any("maternal_mortality (1/10万), and the unit 岁 is another" in line for line in said)
    assert any("no unit is printed: 岁 is taken" in line for line in said)


def test_own_figures_meet_the_plan(tmp_path):
    plan, seen = read(tmp_path)
    gaps = plan.gaps(seen)["observed"].tolist()
    assert (gaps[0], gaps[4]) == (3.0, 4.0)


def test_a_register_of_your_own_names_plan_and_figures(tmp_path):
    own = tmp_path / "own.csv"
    own.write_text("key,name_zh,unit,direction\nservice_points,某项街道服务点,个,down\n", encoding="utf-8")
    register = cq.concepts.load(own)
    plan = cq.read_catalogue(read_path(tmp_path, "plan.csv", PLAN), concepts=register)
    seen = cq.read_observations(read_path(tmp_path, "data.csv", DATA), concepts=register)
    assert list(plan)[4].concept == "service_points"
    assert [one.concept for one in seen] == ["physicians_per_1000", "service_points"]


def read_path(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_remarks_speak_chinese_too(tmp_path):
    said = [remark for remark in read(tmp_path)[0].remarks if remark.column == "concept"]
    assert "个没有填“概念”的名称中" in said[0].reason.text("zh")


def test_a_key_beside_a_unit_its_concept_never_has_is_said_with_its_row(tmp_path):
    text = (
        "指标,概念,单位,每,2020年,2025年,方向\n甲,maternal_mortality,岁,,9,8,越低越好\n每千人口床位数,beds_per_1000,张,,5,6,\n"
        "床位数,beds_per_1000,张,,5,6,\n床位数,medical_beds,张,1000,5,6,\n护理型床位,nursing_bed_share,万张,,5,6,\n自有,own_key,人,,5,6,越高越好\n"
    )
    catalogue = cq.read_catalogue(read_path(tmp_path, "keys.csv", text))
    said = {remark.row: remark for remark in catalogue.remarks if "one of the two is wrong" in str(remark)}
    assert sorted(said) == [2, 4, 5, 6]
    assert "maternal_mortality (1/10万), and the unit 岁" in str(said[2])
    assert "两者必有一误" in said[2].reason.text("zh")
    assert [remark for remark in cq.load_catalogue().remarks if "one of the two" in str(remark)] == []


def test_people_beside_a_unit_are_read_in_plans_and_figures(tmp_path):
    plan = (
        "指标,单位,2020年,2025年\n康复医疗床位数,张/千人口,0.3,0.5\n孕产妇死亡率,人/10万,9,8\n注册护士数,人/千人,3,4\n"
    )
    seen = "指标,单位,时间,数值\n康复床位数,张/千人,2023,0.4\n孕产妇死亡率,1/10万,2023,8.5\n每千人口注册护士数,人,2023,3.5\n"
    catalogue = cq.read_catalogue(read_path(tmp_path, "plan.csv", plan))
    observed = cq.read_observations(read_path(tmp_path, "seen.csv", seen))
    assert [one.unit_label for one in catalogue] == ["张/千", "1/10万", "人/千"]
    assert catalogue.gaps(observed)["observed"].tolist() == [0.4, 8.5, 3.5]
