"""Districts of one's own: people, present stock and room for more, and what a reader has to know of the result."""

import json
import math

import pytest

import cqtargets as cq
from cqtargets.cli import main
from cqtargets.io.district_file import read_districts
from cqtargets.population import forecast


def write(folder, text, name="districts.csv"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_nobody_lives_in_a_zone_and_it_gets_nothing():
    shared = cq.allocate_target(100.0, population={"东区": 30_000, "西区": 10_000, "开发区": 0})
    assert shared.allocated.tolist() == [75, 25, 0]
    frame = shared.to_frame()
    assert frame["per_head"].isna().tolist() == [False, False, True]
    assert frame["reason"].tolist() == ["", "", "nobody lives here: no level a head"]
    assert shared.after.gini == pytest.approx(0)


def test_who_would_lose_is_named():
    shared = cq.allocate_target(100.0, {"东区": 3, "西区": 1}, current={"东区": 40, "西区": 45})
    assert "1 would hold less than now: 西区 45→25" in shared.note
    assert "1 个区县将少于现有：西区 45→25" in shared.note.text("zh")


def test_two_districts_are_not_the_city():
    beds = cq.load_catalogue()["care14.eldercare_beds"]
    shared = cq.allocate_target(beds, {"渝中区": 1, "南岸区": 1})
    assert "2 of the 38 districts" in shared.note
    whole = cq.allocate_target(beds, "60+")
    assert "districts, " not in whole.note


def test_one_total_everywhere():
    beds = cq.load_catalogue()["med14.beds_per_1000"]
    people = forecast("重庆市", to=2025, draws=50, seed=3)
    shared = cq.allocate_target(beds, forecast=people)
    assert shared.total == math.ceil(beds.stock(people).median)
    assert int(shared.allocated.sum()) == shared.total


def test_a_table_of_districts(tmp_path):
    path = write(
        tmp_path,
        "某市各区基本情况\n区县,常住人口（万人）,现有（张）,上限\n东区,3,100,\n西区,1.5,40,60\n合计,4.5,140,\n",
    )
    table = read_districts(path)
    assert table.people == {"东区": 30_000, "西区": 15_000}
    assert table.current == {"东区": 100, "西区": 40}
    assert table.caps == {"西区": 60}


def test_every_fault_of_the_table_at_once(tmp_path):
    path = write(tmp_path, "区县,人口\n东区,三万\n西区,\n南区,5\n南区,6\n")
    with pytest.raises(cq.DataFileError) as caught:
        read_districts(path)
    assert [problem.row for problem in caught.value.problems] == [2, 3, 5]
    with pytest.raises(cq.DataFileError, match="区县 and 人口"):
        read_districts(write(tmp_path, "a,b\n1,2\n", "other.csv"))


def test_the_command_shares_what_is_added(tmp_path, capsys):
    path = write(tmp_path, "区县,人口,现有,上限\n东区,30000,100,\n西区,10000,40,45\n")
    assert main(["allocate", "200", "--districts", str(path), "--lang", "zh"]) == 0
    printed = capsys.readouterr().out
    assert "+55" in printed
    assert "+5" in printed
    assert main(["allocate", "200", "--districts", str(path), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [row["allocated"] for row in rows] == [155, 45]
