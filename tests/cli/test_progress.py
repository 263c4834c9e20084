import json

from cqtargets.cli import main


def run(capsys, *arguments):
    status = main(list(arguments))
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_grades_and_summary(capsys):
    status, out, _ = run(capsys, "progress", "--plan", "med14", "--on", "2024", "--json")
    assert status == 0
    facts = json.loads(out)
    life = next(row for row in facts["rows"] if row["id"] == "med14.life_expectancy")
    assert (life["grade"], life["met"]) == ("met_early", True)
    assert sum(row["targets"] for row in facts["summary"]) == 222


def test_words_and_official_form(capsys):
    status, out, _ = run(capsys, "progress", "--plan", "med14", "--allow", "basis")
    assert status == 0
    assert "提前实现" in out
    assert "舍入区间跨在界线上" in out
    status, out, _ = run(capsys, "progress", "--plan", "med14", "--table", "midterm")
    assert status == 0
    assert "评估" in out.splitlines()[0]


def test_an_unknown_profile_is_one_message(capsys):
    status, out, err = run(capsys, "progress", "--profile", "schedul")
    assert status == 2
    assert "schedule" in err
    assert out == ""
