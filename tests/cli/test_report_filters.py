"""`cqtargets report` on one plan or one kind of target."""

from cqtargets.cli import main


def test_one_plan_alone(tmp_path, capsys):
    status = main(
        [
            "report",
            "--plan",
            "silver24",
            "--format",
            "md",
            "--sections",
            "targets",
            "--out",
            str(tmp_path),
            "--lang",
            "en",
        ]
    )
    text = (tmp_path / "cqtargets.md").read_text(encoding="utf-8")
    assert status == 0
    assert "渝发改规范〔2024〕9号" in text
    assert "渝府发〔2022〕6号" not in text
    assert "12 targets" in capsys.readouterr().err


def test_nothing_left_is_said_and_nothing_written(tmp_path, capsys):
    status = main(
        ["report", "--plan", "silver24", "--binding", "约束性", "--format", "md", "--out", str(tmp_path / "a")]
    )
    assert status == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not (tmp_path / "a").exists()


def test_what_was_not_written_stands_at_the_end(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("cqtargets.cli.report.available_formats", lambda: ("md",))
    monkeypatch.setattr("cqtargets.report.writer.available_formats", lambda: ("md",))
    assert main(["report", "--plan", "silver24", "--sections", "targets", "--out", str(tmp_path), "--lang", "en"]) == 0
    last = capsys.readouterr().err.splitlines()[-1]
    assert last == "not written: html, xlsx, docx; install cqtargets[report] for them"
