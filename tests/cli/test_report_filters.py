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


def test_a_plan_is_compared_with_last_years_version(tmp_path, capsys):
    head = "指标,单位,2020年,2025年,地区\n"
    now, last = tmp_path / "规划.csv", tmp_path / "去年.csv"
    now.write_text(head + "每千人口床位数,张,6,8.5,成都市\n托育机构数,个,3,5,成都市\n", encoding="utf-8")
    last.write_text(head + "每千人口床位数,张,6,8,成都市\n", encoding="utf-8")
    asked = ["report", str(now), "--compare-with", str(last), "--format", "md", "--sections", "targets"]
    assert main([*asked, "--out", str(tmp_path / "out")]) == 0
    text = (tmp_path / "out" / "cqtargets.md").read_text(encoding="utf-8")
    assert "与去年相比：新增 1 项，删去 0 项，改动 1 项" in text
    assert main(["report", str(now), "--compare-with", str(tmp_path / "nix.csv"), "--out", str(tmp_path / "o")]) == 2
    assert "nix.csv" in capsys.readouterr().err
