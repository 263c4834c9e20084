import json

import pytest

import cqtargets as cq
from cqtargets.cli import main


def run(capsys, *arguments):
    status = main(list(arguments))
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_json_has_the_facts_of_the_api(capsys, cat, obs):
    status, out, _ = run(capsys, "attain", "--concept", "life_expectancy", "--json")
    (row,) = [one for one in json.loads(out) if one["id"] == "med14.life_expectancy"]
    found = cat["med14.life_expectancy"].attain(obs)
    assert status == 0
    assert row["probability"] == found.probability
    assert [row["low"], row["high"]] == list(found.interval())
    assert (row["donors"], row["evidence"]) == ("", "sufficient")
    assert row["pace_nation"] == found.paces.reference


def test_table_names_donor_and_gives_reasons(capsys):
    status, out, _ = run(capsys, "attain", "--lang", "en")
    assert status == 0
    life = next(line for line in out.splitlines() if line.startswith("med14.life_expectancy"))
    assert "99%" in life
    beds = next(line for line in out.splitlines() if line.startswith("care14.eldercare_beds"))
    assert "  4%  " in beds
    assert "+47.04%" in beds
    assert "290 more targets have fewer than two comparable values (--all lists them)" in out


def test_reasons_in_chinese(capsys):
    _, out, _ = run(capsys, "attain", "--plan", "care14", "--all")
    assert "证据不足：仅有一个数值，无从看进度" in out
    assert "规划期累计量取决于决策，不按趋势推算" in out
    assert (
        len(out.splitlines()) == len(cq.load_catalogue().select(plan="care14")) + 3
    )  # the last line: what stretched the intervals


def test_own_figures_method_and_tolerance(capsys, tmp_path):
    plan = tmp_path / "plan.csv"
    plan.write_text(
        "指标,概念,单位,指标类型,目标年,目标值,地区\n覆盖率,cover,%,share,2026,100,成都市\n", encoding="utf-8"
    )
    data = tmp_path / "data.csv"
    rows = "".join(f"cover,成都市,{2018 + k},{value},%\n" for k, value in enumerate((80, 84, 89, 92, 95, 97)))
    data.write_text("概念,地区,时间,数值,单位\n" + rows, encoding="utf-8")
    arguments = ["attain", str(plan), "--observations", str(data), "--json"]
    status, out, err = run(capsys, *arguments)
    assert (status, err) == (0, "")
    (row,) = json.loads(out)
    assert row["probability"] is None
    assert row["reason"].startswith("100 is an end of the logit scale: give tolerance=")
    _, out, _ = run(capsys, *arguments, "--tolerance", "0.5", "--method", "drift")
    (row,) = json.loads(out)
    assert 0 < row["probability"] < 1
    assert row["method"] == "drift"


def test_wrong_arguments_are_status_two(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["attain", "--method", "magic"])
    assert caught.value.code == 2
    assert run(capsys, "attain", "--tolerance", "-1")[0] == 2
