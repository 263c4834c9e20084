import json

import pytest

from cqtargets.cli import main


def run(capsys, *arguments):
    status = main(list(arguments))
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_city_with_intervals(capsys):
    status, out, _ = run(capsys, "population", "--to", "2030", "--band", "60+", "--draws", "50", "--json")
    assert status == 0
    facts = json.loads(out)
    assert "cohort-component" in facts["method"]
    row = facts["rows"][-1]
    assert (row["region"], row["quantity"], row["on"]) == ("重庆市", "60+", "2030")
    assert row["low_95"] < row["low_80"] < row["median"] < row["high_80"] < row["high_95"]
    assert 9e6 < row["median"] < 1.1e7


def test_table_in_english_and_the_same_numbers_for_one_seed(capsys):
    arguments = (
        "population",
        "南岸区",
        "--to",
        "2025",
        "--band",
        "65+",
        "--draws",
        "20",
        "--lang",
        "en",
        "--seed",
        "4",
    )
    first, second = run(capsys, *arguments), run(capsys, *arguments)
    assert first == second
    assert "南岸区" in first[1]
    assert "95 % interval" in first[1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("南案区",), "南岸区"),
        (("--to", "2150"), "2150"),
        (("--draws", "1"), "two trajectories or more"),
        (("--band", "60-"), "60-"),
        (("--data", "none.csv"), "does not exist"),
    ],
)
def test_wrong_arguments_end_with_one_message(capsys, arguments, words):
    status, out, err = run(capsys, "population", *arguments, "--lang", "en")
    assert status == 2
    assert words in err
    assert "Traceback" not in err
    assert out == ""


def test_files_given_one_by_one_are_all_read(tmp_path, capsys, monkeypatch):
    for year, factor in ((2010, 1.0), (2020, 0.9)):
        rows = [
            f"东平市,{year},{sex},{age}-{age + 4},{int(5000 * factor)}" for sex in "男女" for age in range(0, 85, 5)
        ]
        rows += [f"东平市,{year},{sex},85+,900" for sex in "男女"]
        (tmp_path / f"{year}.csv").write_text("地区,年份,性别,年龄,人数\n" + "\n".join(rows) + "\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    words = ["population", "东平市", "--to", "2030", "--draws", "50"]
    assert main([*words, "--data", "2010.csv", "--data", "2020.csv"]) == 0
    apart = capsys.readouterr().out
    assert main([*words, "--data", "2010.csv", "2020.csv"]) == 0
    assert capsys.readouterr().out == apart
    assert main([*words, "--data", "2020.csv"]) == 2
    assert "只有一次普查而没有预期寿命" in capsys.readouterr().err
