"""A place that asks for less than the nation; a sign against what the field wants."""

import pytest

import cqtargets as cq

HEADER = "指标,规划,单位,2020年,2025年,地区\n"


def found(tmp_path, rows, kind, header=HEADER):
    path = tmp_path / "plan.csv"
    path.write_text(header + rows, encoding="utf-8")
    return [one for one in cq.check(cq.read_catalogue(path)) if one.kind == kind]


def test_less_than_the_nation_in_the_same_file_is_a_note(tmp_path):
    rows = "护理型床位占比,国家,%,38,58,全国\n养老机构护理型床位占比,眉山,%,38,50,眉山市\n"
    (one,) = found(tmp_path, rows, "below_nation")
    assert one.severity == "note"
    assert one.numbers == ("50%", "58%")
    assert "眉山市2025年目标50%" in one.statement("zh")


@pytest.mark.parametrize(
    ("row", "year", "expected"),
    [
        ("人均预期寿命,岁,77,78", 2025, 1),
        ("人均预期寿命,岁,77,78.3", 2025, 0),
        ("人均预期寿命,岁,79,79.5", 2030, 1),
        ("孕产妇死亡率,1/10万,15,13", 2030, 1),
        ("孕产妇死亡率,1/10万,15,12", 2030, 0),
        ("孕产妇死亡率,1/10万,15,13", 2025, 0),
        ("养老床位,万张,2,3", 2025, 0),
        ("每万人口注册护士数,人,30,37", 2025, 1),
    ],
)
def test_the_bundled_national_targets_speak_to_every_city(tmp_path, row, year, expected):
    name, unit, start, goal = row.split(",")
    line = f"{name},眉山,{unit},{start},{goal},眉山市\n"
    assert len(found(tmp_path, line, "below_nation", f"指标,规划,单位,2020年,{year}年,地区\n")) == expected


def test_a_sign_against_the_field_is_a_warning(tmp_path):
    (one,) = found(tmp_path, "孕产妇死亡率,眉山,1/10万,9.1,≥8,眉山市\n", "against_the_field")
    assert (one.severity, one.sides[0].printed) == ("warning", "≥8 1/10万")


def test_the_bundled_plans_ask_for_no_less_than_the_nation():
    kinds = {one.kind for one in cq.check(cq.load_catalogue())}
    assert not kinds & {"below_nation", "against_the_field"}
