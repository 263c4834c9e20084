"""`cqtargets extract`: the draft on stdout, what it rests on on stderr, the sheet on disk."""

import json

import cqtargets as cq
from cqtargets.cli import main

TEXT = "云湖市养老服务“十四五”规划\n\n到2025年，护理型床位占比达到60%以上，粮食产量达到50万吨。"


def document(tmp_path):
    (tmp_path / "plan.txt").write_text(TEXT, encoding="utf-8")
    return str(tmp_path / "plan.txt")


def test_the_draft_is_printed_and_the_rest_is_said(tmp_path, capsys):
    assert main(["extract", document(tmp_path), "--lang", "zh"]) == 0
    out, err = capsys.readouterr()
    assert "护理型床位占比" in out
    assert ">=60%" in out
    assert "粮食" not in out
    assert "规划期 2021-2025" in err
    assert "其他主题 1 条" in err


def test_all_topics_on_request_in_english(tmp_path, capsys):
    assert main(["extract", document(tmp_path), "--topic", "all", "--lang", "en"]) == 0
    out, err = capsys.readouterr()
    assert "粮食产量" in out
    assert "2 targets, 0 facts, 0 norms, 0 incentives" in err


def test_json_holds_setting_statements_and_account(tmp_path, capsys):
    assert main(["extract", document(tmp_path), "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["setting"]["period"] == [2021, 2025]
    assert facts["statements"][0]["name"] == "护理型床位占比"
    assert {row["place"] for row in facts["account"]} == {"statement", "qualifier", "not_read"}


def test_the_review_sheet_is_written_and_its_decisions_kept(tmp_path, capsys):
    sheet = tmp_path / "核对.xlsx"
    assert main(["extract", document(tmp_path), "--review", str(sheet)]) == 0
    first = cq.read_review(sheet)
    assert main(["extract", document(tmp_path), "--review", str(sheet)]) == 0
    assert cq.read_review(sheet) == first
    assert "核对.xlsx" in capsys.readouterr().err


def test_what_is_open_is_asked_once(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("关于养老工作的若干打算\n\n护理型床位占比达到60%。", encoding="utf-8")
    assert main(["extract", str(tmp_path / "a.txt"), "--lang", "en"]) == 0
    assert "no due year is named: give --year" in capsys.readouterr().err
    assert (
        main(
            [
                "extract",
                str(tmp_path / "a.txt"),
                "--lang",
                "en",
                "--year",
                "2027",
                "--region",
                "云湖市",
                "--period",
                "2025-2027",
            ]
        )
        == 0
    )
    assert "give --" not in capsys.readouterr().err


def test_faults_end_with_status_two(tmp_path, capsys):
    assert main(["extract", str(tmp_path / "none.docx"), "--lang", "en"]) == 2
    assert "does not exist" in capsys.readouterr().err
    assert main(["extract", document(tmp_path), "--period", "2025", "--lang", "en"]) == 2
    assert "--period '2025' is not FIRST-LAST" in capsys.readouterr().err
    assert main(["extract", document(tmp_path), "--topic", "sports", "--lang", "en"]) == 2
    assert "no topic sports" in capsys.readouterr().err
