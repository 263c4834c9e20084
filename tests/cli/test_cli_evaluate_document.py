"""`cqtargets evaluate plan.docx`: what is sure enough of a plan's Word file is evaluated, the rest is told."""

import json

import pytest

from cqtargets.cli import main

LINES = (
    "云湖市卫生健康发展“十四五”规划",
    "一、发展目标",
    "到2025年，人均预期寿命达到79.5岁，孕产妇死亡率控制在9/10万以内，养老服务设施实现全覆盖。",
    "建设区域医疗中心3个。",
)


@pytest.fixture
def plan(tmp_path):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    document.save(tmp_path / "plan.docx")
    return tmp_path / "plan.docx"


def test_the_sure_targets_of_a_word_file_are_evaluated_and_the_rest_is_told(plan, tmp_path, capsys):
    (tmp_path / "data.csv").write_text(
        "指标,地区,年份,数值,单位\n人均预期寿命,云湖市,2025,80.1,岁\n孕产妇死亡率,云湖市,2025,8.2,/10万\n",
        encoding="utf-8",
    )
    options = ["evaluate", str(plan), "--on", "2025", "--observations", str(tmp_path / "data.csv")]
    assert main([*options, "--json", "--out", str(tmp_path / "out"), "--lang", "zh"]) == 0
    out, err = capsys.readouterr()
    facts = json.loads(out)[0]
    rows = str(facts["targets"])
    assert "人均预期寿命" in rows
    assert "孕产妇死亡率" in rows
    assert "养老服务设施覆盖率" not in rows
    assert "1 项未采用（养老服务设施覆盖率）" in err
    assert (tmp_path / "out" / "evaluation.docx").exists()


@pytest.mark.parametrize("name", ["plan.doc", "plan.wps"])
def test_an_old_word_file_is_refused_as_one_with_what_to_do(tmp_path, capsys, name):
    (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100)
    assert main(["evaluate", str(tmp_path / name), "--on", "2025", "--lang", "en"]) == 2
    assert "is an old Word or WPS file" in capsys.readouterr().err


def test_every_command_takes_a_document_and_the_checked_sheet_of_one(plan, tmp_path, capsys):
    sheet = tmp_path / "核对.xlsx"
    assert main(["extract", str(plan), "--review", str(sheet), "--lang", "zh"]) == 0
    capsys.readouterr()
    assert main(["list", str(plan), "--lang", "zh"]) == 0
    out, err = capsys.readouterr()
    assert "人均预期寿命" in out
    assert "9/10万 (2025)" in out
    assert "1 项未采用" in err
    assert main(["list", str(sheet), "--json", "--lang", "zh"]) == 0
    assert "养老服务设施覆盖率" in capsys.readouterr().out
    out = tmp_path / "out"
    assert (
        main(["report", str(sheet), "--format", "md", "--out", str(out), "--plan-title", "云湖市规划", "--lang", "zh"])
        == 0
    )
    assert "云湖市规划" in (out / "cqtargets.md").read_text(encoding="utf-8")


def test_a_document_is_no_table_in_either_language(plan, capsys):
    assert main(["validate", str(plan), "--lang", "zh"]) == 2
    assert "是 Word 文件，不是表格。 文件请用 cqtargets extract" in capsys.readouterr().err


def test_the_sign_that_a_document_prints_stays_beside_its_target(tmp_path, capsys):
    (tmp_path / "plan.txt").write_text(
        "云湖市“十四五”卫生规划\n\n到2025年，婴儿死亡率＜4‰，健康素养水平≥35%，人均预期寿命80岁。\n", encoding="utf-8"
    )
    assert main(["list", str(tmp_path / "plan.txt"), "--lang", "zh"]) == 0
    out = capsys.readouterr().out
    assert "＜4‰ (2025)" in out
    assert "≥35% (2025)" in out
    assert " 80岁 (2025)" in out


def test_targets_of_a_checked_sheet_that_cannot_stand_are_named(plan, tmp_path, capsys):
    openpyxl = pytest.importorskip("openpyxl")
    sheet = tmp_path / "核对.xlsx"
    assert main(["extract", str(plan), "--review", str(sheet), "--lang", "zh"]) == 0
    book = openpyxl.load_workbook(sheet)
    cells = book["核对"]
    head = next(row for row in cells.iter_rows() if row[0].value == "编号")
    column = {cell.value: cell.column for cell in head}
    row = next(
        n for n in range(head[0].row + 1, cells.max_row + 1) if cells.cell(n, column["名称"]).value == "人均预期寿命"
    )
    cells.cell(row, column["年份"]).value = None
    book.save(sheet)
    capsys.readouterr()
    assert main(["list", str(sheet), "--lang", "zh"]) == 0
    out, err = capsys.readouterr()
    assert "人均预期寿命" not in out
    assert "1 项目标无法成为指标，未采用：人均预期寿命" in err
