import json
import subprocess
import sys
from pathlib import Path

import pytest

from cqtargets.cli import main


def run(capsys, *arguments):
    status = main(list(arguments))
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_list_filters_and_counts(capsys):
    status, out, _ = run(capsys, "list", "--plan", "渝府发〔2022〕15号", "--binding", "约束性")
    assert status == 0
    assert out.rstrip().endswith("6 项指标")


def test_json_has_the_same_facts(capsys, cat):
    _, out, _ = run(capsys, "growth", "--plan", "care14", "--json")
    rows = {row["id"]: row for row in json.loads(out)}
    assert rows["care14.eldercare_beds"]["cagr"] == pytest.approx(cat["care14.eldercare_beds"].required_growth().cagr)
    assert rows["care14.nursing_bed_share"]["cagr"] is None


def test_show_gives_source_and_refused_observation(capsys):
    status, out, _ = run(capsys, "show", "med14.beds_per_1000")
    assert status == 0
    assert "专栏1 第8行" in out
    assert "不可比：观测口径为实有床位" in out
    _, out, _ = run(capsys, "show", "med14.beds_per_1000", "--json")
    assert json.loads(out)["required_growth"]["cagr"] == pytest.approx(0.0463, abs=5e-5)


def test_unknown_id_is_status_two_with_near_names(capsys):
    status, out, err = run(capsys, "show", "med14.bed", "--lang", "en")
    assert (status, out) == (2, "")
    assert "nearest: " in err


def test_validate_says_where_and_how(capsys, write_csv):
    good = write_csv("指标,目标年,目标值\n床位,2025,8张\n", "good.csv")
    assert run(capsys, "validate", str(good))[:2] == (0, "good.csv：1 项指标，没有错误\n")
    bad = write_csv("指标,目标年,目标值\n床位,2025,待定\n", "bad.csv")
    status, _, err = run(capsys, "validate", str(bad), "--lang", "en")
    assert status == 1
    assert err.startswith("bad.csv: row 2, column 'target_text': '待定' at position 1")
    assert run(capsys, "validate", str(bad))[2].startswith("bad.csv: 第 2 行，列 'target_text'：'待定'")
    status, _, err = run(capsys, "validate", str(bad.parent), "--lang", "en")
    assert status == 2
    assert "is a directory" in err


def test_first_twenty_faults_then_a_count(capsys, write_csv):
    bad = write_csv("指标,目标年,目标值\n" + "床位,2025,待定\n" * 30, "bad.csv")
    _, _, err = run(capsys, "validate", str(bad))
    assert len(err.splitlines()) == 21
    assert err.splitlines()[-1] == "bad.csv：……另有 10 处（用 --json 列出全部）"
    _, out, _ = run(capsys, "validate", str(bad), "--json")
    assert len(json.loads(out)["problems"]) == 30


def test_other_commands_refuse_a_file_with_faults(capsys, write_csv):
    bad = write_csv("指标,目标年,目标值\n床位,2025,待定\n", "bad.csv")
    assert run(capsys, "list", str(bad))[0] == 2


def test_wrong_arguments_are_status_two(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["nothing"])
    assert caught.value.code == 2


def test_path_on_a_date(capsys):
    status, out, _ = run(
        capsys, "path", "--concept", "beds_per_1000", "--plan", "med14", "--on", "2023-06-30", "--json"
    )
    assert status == 0
    assert json.loads(out)[0]["value"] == pytest.approx(7.19)


def test_gap_with_own_figures(capsys, tmp_path):
    data = tmp_path / "data.csv"
    data.write_text(
        "概念,地区,时间,数值,单位,每,口径\nbeds_per_1000,重庆市,2023,7.0,张,1000,编制床位\n", encoding="utf-8"
    )
    arguments = ("gap", "--plan", "med14", "--observations", str(data), "--on", "2023", "--json")
    status, out, _ = run(capsys, *arguments)
    assert status == 0
    beds = next(row for row in json.loads(out) if row["id"] == "med14.beds_per_1000")
    assert (beds["to_target"], beds["met"]) == (-1.0, False)
    assert beds["to_path"] == pytest.approx(-0.352)
    status, out, _ = run(capsys, *arguments[:-1])
    assert "-0.352" in out
    assert "没有观测值" in out


@pytest.mark.parametrize("command", ["path", "gap", "progress", "attain"])
def test_a_date_that_does_not_exist_is_status_two(capsys, command):
    status, out, err = run(capsys, command, "--concept", "beds_per_1000", "--on", "2023-02-30", "--lang", "en")
    assert (status, out) == (2, "")
    assert "'2023-02-30' is not a date" in err


@pytest.mark.parametrize("command", ["growth", "list", "gap", "attain", "progress", "propose", "path"])
def test_an_unknown_plan_is_status_two(capsys, command):
    status, out, err = run(capsys, command, "--plan", "med15", "--lang", "en")
    assert (status, out, err) == (2, "", "cqtargets: no plan 'med15'; nearest: med14\n")
    assert run(capsys, command, "--plan", "med15")[2] == "cqtargets: 没有规划 'med15'；相近的有 med14\n"


def test_unknown_concepts_regions_and_plans_of_other_commands_name_the_nearest(capsys, tmp_path):
    status, _, err = run(capsys, "path", "--concept", "beds_per_100", "--lang", "en")
    assert status == 2
    assert err.startswith("cqtargets: no concept 'beds_per_100'; nearest: beds_per_1000")
    assert run(capsys, "list", "--region", "重庆")[::2] == (2, "cqtargets: 没有地区 '重庆'；相近的有 重庆市\n")
    assert run(capsys, "norms", "--plan", "nope")[0] == 2
    sheet = tmp_path / "sheet.csv"
    assert run(capsys, "template", "--observations", "2025", "--plan", "nope", str(sheet))[0] == 2
    assert not sheet.exists()
    assert run(capsys, "list", "--concept", "beds_per_1000", "--region", "南岸区")[0] == 0


def test_validate_explains_what_became_of_every_column(capsys, tmp_path):
    plan = tmp_path / "plan.csv"
    plan.write_text("指标,2020年,2025年（预期）,科室\n床位（张）,7,8,甲\n占比（%）,1,若干,乙\n", encoding="utf-8")
    status, out, err = run(capsys, "validate", str(plan), "--explain", "--place", "成都市")
    assert status == 1
    assert "target_text" in out
    assert "未读：表头不识。" in out
    assert "取此处写明的成都市" in err
    status, out, _ = run(capsys, "validate", str(plan), "--explain", "--json")
    facts = json.loads(out)
    assert [column["field"] for column in facts["columns"]] == ["name_zh", "baseline_text", "target_text", ""]
    assert facts["cells_unread"][0]["value"] == "甲"


def test_commands_go_on_without_bad_rows_when_told_so(capsys, tmp_path):
    plan = tmp_path / "plan.csv"
    plan.write_text("指标,2020年,2025年目标\n床位（张）,7,8\n占比（%）,1,若干\n", encoding="utf-8")
    status, _, err = run(capsys, "growth", str(plan))
    assert status == 2
    assert "若干" in err
    status, out, err = run(capsys, "growth", str(plan), "--keep-going")
    assert status == 0
    assert "床位" in out
    assert err.startswith("未采用：plan.csv: 第 3 行，列 'target_text'")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
@pytest.mark.parametrize("words", [["list"], ["--help"], ["growth", "--json"]])
def test_a_full_device_is_one_line_and_status_2(words):
    command = [sys.executable, "-m", "cqtargets", *words]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "the output cannot be written (No space left on device)" in done.stderr
