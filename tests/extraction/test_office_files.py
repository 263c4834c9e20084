"""Files that LibreOffice writes: old Word files read by way of it or after the advice of their refusal, and PDFs of a plan."""

import shlex
import subprocess

import docx
import pytest
from docx.shared import Cm

import cqtargets as cq
from tests.conftest import need

pytestmark = [pytest.mark.external, pytest.mark.slow]
TABLE = [
    ("指标", "2020年", "2025年", "属性"),
    ("每千名老年人床位（张）", "31.2", "35", "预期性"),
    ("助餐点（个）", "120", "300", "约束性"),
]
LOCK = '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"geheim"}}'


def said(draft):
    return [(one.kind, one.name, one.low, one.high, one.unit, one.year, one.baseline) for one in draft.statements]


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    program, home = need("soffice"), tmp_path_factory.mktemp("office")

    def run(command, folder):
        words = shlex.split(command)
        words[0] = program
        words.insert(1, f"-env:UserInstallation=file://{home}")
        subprocess.run(words, cwd=folder, check=True, capture_output=True, timeout=180)

    return run


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plan")
    document = docx.Document()
    document.add_heading("云湖市养老服务“十四五”规划", 0)
    for line in (
        "一、发展基础",
        "2020年末，全市养老机构86家，护理型床位占比由31.5%提高到42%。",
        "二、发展目标",
        "到2025年，护理型床位占比达到60%以上。",
    ):
        document.add_paragraph(line)
    table = document.add_table(rows=len(TABLE), cols=len(TABLE[0]), style="Table Grid")
    for row, cells in zip(table.rows, TABLE, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text, cell.width = text, Cm(3.5)
    document.add_paragraph("三、保障措施")
    document.save(folder / "plan.docx")
    return folder / "plan.docx"


@pytest.mark.parametrize("kind", ["doc", "rtf", "odt"])
def test_an_old_file_says_the_same_and_so_it_does_after_the_advice_of_its_refusal(
    plan, office, tmp_path, monkeypatch, kind
):
    office(
        f"soffice --headless --convert-to {kind} --outdir {shlex.quote(str(tmp_path))} {shlex.quote(str(plan))}",
        tmp_path,
    )
    draft = cq.read_plan(tmp_path / f"plan.{kind}")
    assert said(draft) == said(cq.read_plan(plan))
    assert "read by way of LibreOffice, which made a docx of it" in draft.remarks
    assert [path.name for path in tmp_path.iterdir()] == [f"plan.{kind}"]
    monkeypatch.setenv("PATH", "")
    with pytest.raises(cq.DataFileError) as caught:
        cq.read_plan(tmp_path / f"plan.{kind}")
    monkeypatch.undo()
    remedy = caught.value.problems[0].remedy
    advice = remedy[remedy.index("soffice") : remedy.index(")")]
    office(advice.replace("FILE", f"plan.{kind}"), tmp_path)
    assert said(cq.read_plan(tmp_path / "plan.docx")) == said(cq.read_plan(plan))


def test_a_pdf_of_the_plan_says_the_same_and_one_with_a_password_is_refused(plan, office, tmp_path):
    office(f"soffice --headless --convert-to pdf {shlex.quote(str(plan))}", tmp_path)
    assert said(cq.read_plan(tmp_path / "plan.pdf")) == said(cq.read_plan(plan))
    office(f"soffice --headless --convert-to 'pdf:writer_pdf_Export:{LOCK}' {shlex.quote(str(plan))}", tmp_path)
    with pytest.raises(cq.DataFileError, match="is protected by a password"):
        cq.read_plan(tmp_path / "plan.pdf")
