"""The command `concepts`."""

import json

from cqtargets.cli import main


def test_a_printed_name_gives_the_concept(capsys):
    assert main(["concepts", "全市孕产妇死亡率（1/10万）"]) == 0
    out = capsys.readouterr().out
    assert "孕产妇死亡率  [maternal_mortality]" in out
    assert "越低越好" in out
    assert "写法不同" in out


def test_what_no_concept_is_taken_for_says_why(capsys):
    assert main(["concepts", "孕产妇死亡率", "--unit", "岁", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "another unit or denominator" in out
    assert "maternal_mortality" in out


def test_the_list_and_json(capsys):
    assert main(["concepts", "--topic", "childcare"]) == 0
    assert "childcare_places_per_1000" in capsys.readouterr().out
    assert main(["concepts", "health_literacy", "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert (facts["how"], facts["concept"]["direction"]) == ("exact", "up")


def test_an_unknown_topic_and_a_bad_register_end_the_command(capsys, tmp_path):
    assert main(["concepts", "--topic", "childcar"]) == 2
    assert "childcare" in capsys.readouterr().err
    bad = tmp_path / "bad.csv"
    bad.write_text("key,name_zh,direction\nx,某指标,高\n", encoding="utf-8")
    assert main(["concepts", "--register", str(bad), "--lang", "en"]) == 2
    assert "row 2, column 'direction': '高' is not a direction" in capsys.readouterr().err
