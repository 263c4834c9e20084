import json

import pytest

from cqtargets.cli import main


def test_a_line_a_stage_and_the_assumptions(capsys):
    assert main(["workforce", "med14.physicians_per_1000", "--later", "2030=3.7", "--draws", "40", "--lang", "zh"]) == 0
    out = capsys.readouterr().out
    assert "每年需新增" in out
    assert "2026–2030" in out
    assert "假设：退休前每年离职 3%" in out


def test_json_holds_the_rows_and_what_was_assumed(capsys):
    assert main(["workforce", "--draws", "20", "--exits", "0.03", "--json", "--lang", "en"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert [row["goal"] for row in facts["rows"]] == [3.6, 4.7, 4.0]
    assert all(row["entry_low"] < row["entry"] < row["entry_high"] for row in facts["rows"])
    assert "exit rates as given" in facts["assumptions"]["med14.nurses_per_1000"][1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--later", "soon"], "write a year and a ratio"),
        (["--exits", "3"], "the exit rate is 3"),
        (["--draws", "1"], "two trajectories"),
        (["no.such.id"], "no.such.id"),
        (["--later", "2024=3"], "does not follow"),
    ],
)
def test_wrong_arguments_end_with_a_message(capsys, words, said):
    assert main(["workforce", *words, "--lang", "en"]) == 2
    assert said in capsys.readouterr().err
