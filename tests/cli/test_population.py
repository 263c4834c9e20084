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
