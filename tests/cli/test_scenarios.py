import json

import pytest

import cqtargets as cq
from cqtargets.cli import main

BEDS = "med14.beds_per_1000"


def run(capsys, *arguments):
    status = main(list(arguments))
    streams = capsys.readouterr()
    return status, streams.out, streams.err


def test_whatif_prints_before_and_after(capsys):
    status, out, err = run(capsys, "whatif", BEDS, "--set", "target_year=2027", "--scale", "target=1.1")
    assert (status, err) == (0, "")
    lines = {line.split()[0]: line.split() for line in out.splitlines()[2:]}
    assert lines["目标年"][1:] == ["2025", "2027", "2"]
    assert lines["目标值"][1:] == ["8", "8.8", "0.8"]
    assert lines["所需年均增速"][1:3] == ["4.63%", "4.70%"]
    assert "不可比：观测口径为实有床位，目标口径为编制床位" in out


@pytest.mark.parametrize(("lang", "line"), [("zh", "评价 提前实现 滞后"), ("en", "grade met early behind schedule")])
def test_whatif_says_the_grade_in_words(capsys, lang, line):
    wanted = ["whatif", "med14.life_expectancy", "--shift", "target=1", "--profile", "schedule", "--lang", lang]
    assert line in [" ".join(one.split()) for one in run(capsys, *wanted)[1].splitlines()]


def test_whatif_as_json_has_the_facts_of_the_api(capsys):
    status, out, _ = run(
        capsys, "whatif", "med14.life_expectancy", "--shift", "target=1", "--profile", "schedule", "--json"
    )
    facts = json.loads(out)
    quantities = {row["quantity"]: row for row in facts["quantities"]}
    assert status == 0
    assert quantities["goal"] == {"quantity": "goal", "before": 79.3, "after": 80.3, "difference": 1.0, "reason": ""}
    assert quantities["grade"]["before"] == "met_early"
    assert quantities["stock"]["after"] is None
    assert {row["scenario"] for row in facts["years"]} == {"as printed", "what if"}


def test_saved_scenarios_are_compared(capsys, tmp_path):
    path = tmp_path / "late.toml"
    assert run(capsys, "whatif", BEDS, "--shift", "target_year=1", "--save", str(path))[0] == 0
    status, out, _ = run(capsys, "compare", str(path), "--plan", "med14")
    rows = [line.split() for line in out.splitlines() if line.startswith(BEDS)]
    assert status == 0
    assert [row[2:5] for row in rows] == [["base", "2025", "8"], ["what", "if", "2026"]]
    unchanged = len(cq.load_catalogue().select(plan="med14")) - 1
    assert f"{unchanged} 项指标没有变化" in out
    status, out, _ = run(capsys, "compare", str(path), "--concept", "beds_per_1000", "--json")
    facts = json.loads(out)
    late = [row for row in facts["years"] if row["scenario"] == "what if" and row["year"] == 2025]
    assert late[0]["value"] == pytest.approx(7.73)
    status, out, _ = run(capsys, "compare", str(path), "--plan", "care14", "--all", "--lang", "en")
    assert status == 0
    assert "没有变化" not in out
    assert "unchanged" not in out
    assert "Elder-care beds" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["med14.bed"], "no indicator 'med14.bed'; nearest: med14.beds_per_1000"),
        ([BEDS], f"nothing of {BEDS!r} is changed"),
        ([BEDS, "--set", "target"], "--set target: write FIELD=VALUE"),
        ([BEDS, "--set", "tarhet=8"], "a target has no field 'tarhet' to set; nearest: target"),
        ([BEDS, "--scale", "target=ten"], "--scale target=ten: 'ten' is not a number"),
        ([BEDS, "--set", "target_year=2027.5"], "'2027.5' is not a number"),
        ([BEDS, "--set", "target=8", "--set", "target=9"], "--set target is given twice"),
        ([BEDS, "--set", "method=8"], "--set method: no such field"),
        ([BEDS, "--shift", "target_year=-5"], "2020 is not after the baseline year 2020"),
        ([BEDS, "--set", "target=9", "--scale", "target=2"], "two changes of one thing"),
    ],
)
def test_whatif_refuses_with_status_two(capsys, arguments, message):
    status, out, err = run(capsys, "whatif", *arguments, "--lang", "en")
    assert (status, out) == (2, "")
    assert message in err
    assert len(err.splitlines()) == 1


def test_compare_names_every_fault_of_every_file(capsys, tmp_path):
    (tmp_path / "a.toml").write_text('name = "a"\n[[change]]\nwher = "x"\nset = {target = 1}', encoding="utf-8")
    status, out, err = run(capsys, "compare", str(tmp_path / "a.toml"), str(tmp_path / "none.toml"), "--lang", "en")
    assert (status, out) == (2, "")
    assert "a.toml: change 1: unknown key 'wher'; nearest: where." in err
    assert "none.toml: cannot be read" in err
    (tmp_path / "a.toml").write_text('name = "a"\n[[change]]\nwhere = "x"\nset = {target = 1}', encoding="utf-8")
    status, _, err = run(capsys, "compare", str(tmp_path / "a.toml"), "--lang", "en")
    assert status == 2
    assert "scenario 'a': Set('x', target=1.0): no target has id 'x'" in err


def test_whatif_cannot_save_over_a_folder(capsys, tmp_path):
    status, _, err = run(capsys, "whatif", BEDS, "--set", "target=9", "--save", str(tmp_path), "--lang", "en")
    assert status == 2
    assert "is a folder; name a file in it" in err
