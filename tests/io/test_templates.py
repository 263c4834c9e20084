import csv
import subprocess
from dataclasses import replace
from datetime import date

import pytest

import cqtargets as cq
from cqtargets.cli import main
from cqtargets.files.tables import read_table
from cqtargets.io.templates import observation_template, plan_template
from tests.conftest import need

pytest.importorskip("openpyxl")
pytest.importorskip("xlsxwriter")


@pytest.fixture
def plan_file(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_template())
    return path


def test_empty_plan_reads_back_as_its_three_examples(plan_file):
    beds, nursing, added = cq.read_catalogue(plan_file)
    assert (beds.baseline, beds.target_low, beds.per, beds.concept) == (6.38, 8, 1000, "beds_per_1000")
    assert (nursing.comparator, nursing.target_low, nursing.binding) == (">=", 60, cq.Binding.OBLIGATORY)
    assert (added.form, added.target_low, added.period_start, added.baseline_year) == ("increment", 200, None, 2020)


def test_data_sheet_asks_for_every_concept_once_and_reads_back(tmp_path, cat):
    path = tmp_path / "data.xlsx"
    path.write_bytes(observation_template(cat.select(plan="care14"), 2025))
    empty = cq.read_observations(path)
    assert len(empty) == 0
    assert len(empty.remarks) == len({(t.concept, t.region, t.basis, t.unit_label) for t in cat.select(plan="care14")})


def test_filled_sheet_answers_its_targets(tmp_path, cat):
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "data.xlsx"
    path.write_bytes(observation_template(cat.select(plan="care14"), 2025))
    book = openpyxl.load_workbook(path)
    page = book.active
    heads = [cell.value for cell in page[1]]
    for row in page.iter_rows(min_row=2):
        if row[heads.index("概念")].value == "nursing_bed_share":
            row[heads.index("数值")].value = 61.5
    book.save(path)
    filled = cq.read_observations(path)
    assert cat["care14.nursing_bed_share"].met_by(filled.latest(cat["care14.nursing_bed_share"]).observation) is True


@pytest.mark.external
def test_templates_survive_libreoffice(plan_file, tmp_path, cat):
    office = need("soffice")
    data = tmp_path / "data.xlsx"
    data.write_bytes(observation_template(cat, "2025-06-30"))
    out = tmp_path / "saved"
    command = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(out), str(plan_file), str(data)], check=True, capture_output=True)
    assert tuple(cq.read_catalogue(out / "plan.xlsx")) == tuple(cq.read_catalogue(plan_file))
    assert cq.read_observations(out / "data.xlsx").remarks == cq.read_observations(data).remarks


def test_commands_write_templates_and_spare_files(tmp_path, capsys):
    plan, data = tmp_path / "计划.xlsx", tmp_path / "data.xlsx"
    assert main(["template", str(plan)]) == 0
    assert main(["template", "--observations", "2025", "--plan", "care14", str(data)]) == 0
    assert main(["validate", str(plan)]) == 0
    assert main(["template", str(plan)]) == 2
    assert "已存在：请改名，或用 --force 覆盖" in capsys.readouterr().err
    assert main(["template", "--force", str(plan)]) == 0
    assert main(["template", str(tmp_path)]) == 2
    assert "模板文件名应以 .xlsx 或 .csv 结尾" in capsys.readouterr().err


def test_tables_as_csv_read_back_like_the_workbooks(tmp_path, plan_file, cat):
    plan, data = tmp_path / "plan.csv", tmp_path / "data.csv"
    assert main(["template", str(plan)]) == 0
    assert list(cq.read_catalogue(plan)) == list(cq.read_catalogue(plan_file))
    assert main(["template", "--observations", "2025", "--plan", "care14", str(data)]) == 0
    workbook = tmp_path / "data.xlsx"
    workbook.write_bytes(observation_template(cat.select(plan="care14"), 2025))
    assert cq.read_observations(data).remarks == cq.read_observations(workbook).remarks


def test_names_that_a_spreadsheet_would_run_are_written_as_text(tmp_path, cat):
    names = ('=HYPERLINK("http://x.example","y")', "+1+1", "-2", "@SUM(A1)", "＝1", "'=1", "''-2", "'床位'", "床位")
    beds = cat["med14.beds_per_1000"]
    plan = cq.Catalogue(replace(beds, id=f"p.t{n}", concept=name, name_zh=name) for n, name in enumerate(names))
    file = tmp_path / "data.csv"
    file.write_bytes(observation_template(plan, 2025, "csv"))
    text = file.read_text(encoding="utf-8-sig")
    cells = [cell for row in csv.reader(text.splitlines()) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "＝"))]
    read = read_table(file)
    assert tuple(row[0] for _, row in read.rows[1:]) == tuple(row[1] for _, row in read.rows[1:]) == names
    file.write_text(text.replace(",2025,,", ",2025,7.1,"), encoding="utf-8")
    assert [seen.concept for seen in cq.read_observations(file, today=date(2026, 1, 1))] == list(names)
