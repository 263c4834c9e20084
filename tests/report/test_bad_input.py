"""Names that want to be more than names, folders that cannot be written, catalogues of every size."""

import os
import re
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest

import cqtargets as cq
from cqtargets.cli import main
from cqtargets.errors import DomainError, OutputError
from cqtargets.report import build, write
from cqtargets.report.page.explorer import explorer_data
from cqtargets.report.page.slots import Slots
from cqtargets.report.request import Request
from cqtargets.report.sections import findings
from tests.growing import times_the_work

QUICK = ("targets", "tracking", "evaluation")
HOSTILE = (
    '=HYPERLINK("http://x.example","y")', "+1+1", "-2", "@SUM(A1)", "<script>alert(1)</script>", "../../x", "长" * 5000,
    "控\x00制\x1b符\x07", "{{ 7*7 }} {% x %}", '"quoted" & \'single\'', "[link](http://x.example) *bold* `code`", "|a|b|",
    "]]><w:p/>", "a\nb\tc", "\u202eabc", "  ",
)  # fmt: skip


def hostile_catalogue():
    """Targets whose every text is hostile, in a plan whose every text is hostile."""
    targets = [
        cq.Indicator(
            id=f"p.t{number}", concept="beds_per_1000", plan="p", name_zh=f"{text}", name_en=text, target_year=2025,
            target_low=2.0, baseline=1.0, baseline_year=2020, baseline_text=text, target_text=text, locator=text,
            binding=cq.Binding.OBLIGATORY, basis=text[:300], note=text, unit="张", per=1000, region="重庆市", population="resident",
        )
        for number, text in enumerate(HOSTILE)
    ]  # fmt: skip
    documents = [cq.Document(key="p", number=HOSTILE[0], title=HOSTILE[4], issuer=HOSTILE[5], date="2022-01-01")]
    return cq.Catalogue(targets, documents)


def hostile_observations():
    return cq.Observations(
        cq.Observation(concept="beds_per_1000", region="重庆市", when=2020 + number % 5, value=1.0 + number, unit="张",
                       per=1000, text=text, basis=text[:300], source=text)
        for number, text in enumerate(HOSTILE)
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("outside") / "deep" / "report"
    write(hostile_catalogue(), hostile_observations(), made, title=HOSTILE[4], issuer=HOSTILE[0], sections=QUICK)
    return made


@pytest.mark.slow
def test_only_the_asked_for_files_are_written(folder):
    names = {path.name for path in folder.iterdir()}
    assert {"index.html", "cqtargets.docx", "cqtargets.xlsx", "cqtargets.md", ".cqtargets-manifest.json"} <= names
    assert all(name.startswith(("cqtargets", "index.html", ".cqtargets")) for name in names)
    assert {path.name for path in folder.parent.parent.iterdir()} == {"deep"}
    assert {path.name for path in folder.parent.iterdir()} == {"report"}


@pytest.mark.slow
def test_no_name_becomes_a_formula_a_link_or_a_sheet_path(folder):
    book = openpyxl.load_workbook(folder / "cqtargets.xlsx")
    formulas = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas
    assert not [text for text in formulas if "HYPERLINK" in str(text) or "SUM(A1)" in str(text)]
    links = [cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert all(link.target is None and link.location.rpartition("!")[0].strip("'") in book.sheetnames for link in links)
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in book.sheetnames)
    with zipfile.ZipFile(folder / "cqtargets.xlsx") as package:
        assert not [name for name in package.namelist() if ".." in name or "hyperlink" in name.lower()]
        texts = ("sharedStrings", "sheet", "core", "charts/chart")
        held = [name for name in package.namelist() if b"x.example" in package.read(name)]
    assert not [name for name in held if not any(text in name for text in texts)]


def test_a_word_file_holds_the_names_as_words(folder):
    document = docx.Document(folder / "cqtargets.docx")
    text = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    for name in (
        '=HYPERLINK("http://x.example","y")',
        "<script>alert(1)</script>",
        "../../x",
        "控制符",
        "]]><w:p/>",
        "长" * 100,
    ):
        assert name in text
    with zipfile.ZipFile(folder / "cqtargets.docx") as package:
        relations = package.read("word/_rels/document.xml.rels").decode()
    assert "x.example" not in relations
    assert 'TargetMode="External"' not in relations


def test_a_page_runs_no_script_of_a_name(folder):
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert 'href="http' not in page
    assert "\x07" not in page
    assert "\x1b" not in page


def test_markdown_holds_the_names_as_words(folder):
    text = (folder / "cqtargets.md").read_text(encoding="utf-8")
    assert "<script>" not in text
    assert not re.search(r"(?<!\\)\]\(", text.replace("](cqtargets-", ""))
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    widths = {line.replace(r"\|", "").count("|") for line in rows}
    assert widths
    assert all(not line.startswith(("=", "+", "@")) for line in text.splitlines())


def test_a_plan_key_names_a_sheet_and_no_path(tmp_path, obs):
    targets = [
        cq.Indicator(id=f"t{number}", concept="x", plan=key, name_zh="床位", target_year=2025, target_low=1.0)
        for number, key in enumerate(("../../x", "[a]:*?/\\", "长" * 60, "History", "'"))
    ]
    write(cq.Catalogue(targets), obs, tmp_path, formats=["xlsx"], sections=["targets"])
    names = openpyxl.load_workbook(tmp_path / "cqtargets.xlsx").sheetnames
    assert len(set(names)) == len(names)
    assert all(1 <= len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert all(name.lower() != "history" and name.strip("'") == name for name in names)


@pytest.mark.slow
@pytest.mark.parametrize("count", [0, 1])
def test_catalogues_with_nothing_and_with_one_target(tmp_path, cat, obs, count):
    chosen = cq.Catalogue([cat["care14.eldercare_beds"]][:count], cat.documents.values())
    files = write(chosen, obs, tmp_path)
    assert {path.suffix for path in files} >= {".html", ".docx", ".xlsx", ".md"}
    assert openpyxl.load_workbook(tmp_path / "cqtargets.xlsx").sheetnames
    assert docx.Document(tmp_path / "cqtargets.docx").paragraphs[0].text == "规划目标报告"


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_catalogue_without_observations(tmp_path, cat, lang):
    small = cat.select(plan="care14")
    write(small, cq.Observations([]), tmp_path, lang=lang, sections=QUICK)
    text = (tmp_path / "cqtargets.md").read_text(encoding="utf-8")
    assert {"zh": "没有可与目标相比的观测值", "en": "No observation can be held against a target"}[lang] in text


def test_a_folder_that_may_not_be_written(tmp_path, cat, obs):
    shut = Path("/proc")  # where nobody can write, the superuser neither
    if not (shut / "self").is_dir():
        shut = tmp_path / "shut"
        shut.mkdir(mode=0o500)
    with pytest.raises(OutputError, match="cannot be written"):
        write(cat.select(plan="silver24"), obs, shut / "report", formats=["md"], sections=["targets"])


@pytest.mark.skipif(sys.platform == "win32", reason="limits a file's size with the resource module")
@pytest.mark.slow
def test_a_full_disk_leaves_what_was_there(tmp_path, cat, obs):
    import resource

    small = cat.select(plan="silver24")
    write(small, obs, tmp_path, formats=["md", "docx"], sections=["targets"])
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(OutputError, match="File too large"):
            write(small, obs, tmp_path, lang="en", formats=["md", "docx"], sections=["targets"])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("locked", ["cqtargets.md", "cqtargets.docx", ".cqtargets-manifest.json"])
@pytest.mark.slow
def test_a_file_in_use_leaves_every_file_as_it_was(tmp_path, cat, obs, monkeypatch, locked):
    small = cat.select(plan="silver24")
    write(small, obs, tmp_path, formats=["md", "docx"], sections=["targets"])
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    real = os.replace

    def in_use(source, target):
        if os.path.basename(target) == locked:
            raise PermissionError(13, "The process cannot access the file because it is being used by another process")
        real(source, target)

    monkeypatch.setattr("cqtargets.files.switching._exchange", lambda *_: False)
    monkeypatch.setattr("cqtargets.files.switching.os.replace", in_use)
    with pytest.raises(OutputError, match="being used by another process"):
        write(small, obs, tmp_path, lang="en", formats=["md", "docx"], sections=["targets"])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_an_unknown_section_is_named_with_those_there_are(tmp_path, cat, obs, capsys):
    with pytest.raises(
        DomainError, match="section budget does not exist; write some of plan_evaluation, targets, tracking"
    ):
        write(cat, obs, tmp_path / "a", sections=["targets", "budget"])
    assert main(["report", "--sections", "budget", "--out", str(tmp_path / "b")]) == 2
    assert "budget" in capsys.readouterr().err
    assert not (tmp_path / "a").exists()
    assert not (tmp_path / "b").exists()


@pytest.mark.slow
def test_the_command_takes_formats_and_language_and_says_what_it_does(tmp_path, capsys):
    out = tmp_path / "out"
    arguments = ["report", "--format", "docx,xlsx,md", "--lang", "en", "--sections", "findings", "--out", str(out)]
    assert main(arguments) == 0
    assert {path.name for path in out.iterdir()} >= {"cqtargets.docx", "cqtargets.xlsx", "cqtargets.md"}
    assert not (out / "index.html").exists()
    said = capsys.readouterr()
    assert "docx" in said.err
    assert "cqtargets.xlsx" in said.out


def test_an_interrupted_run_leaves_nothing(tmp_path, cat, obs, monkeypatch):
    def stop(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setitem(build.SECTIONS, "findings", stop)
    with pytest.raises(KeyboardInterrupt):
        write(cat.select(plan="silver24"), obs, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_ten_times_the_targets_take_no_hundred_times_the_work(tmp_path, cat, obs):
    many = [replace(one, id=f"{one.id}.{copy}", parent="") for copy in range(4) for one in cat]

    def work(size):
        known = cq.Catalogue(many[:size], cat.documents.values())
        asked = {"formats": ["xlsx", "docx"], "sections": ["targets", "tracking"]}
        return lambda: write(known, obs, tmp_path / f"{size}", **asked)

    assert times_the_work(work, 50, 500, rounds=1) < 40
    assert len(openpyxl.load_workbook(tmp_path / "500" / "cqtargets.xlsx", read_only=True).sheetnames) > 5


OWN_PLAN = "指标,概念,单位,每,目标年,目标值,地区\n床位数,beds_per_1000,张,1000,2025,8,成都市\n"
OWN_VALUES = "指标,概念,地区,时间,数值,单位,每\n床位数,beds_per_1000,成都市,2023,7.9,张,1000\n"


@pytest.mark.parametrize("own", [False, True])
def test_another_citys_findings_hold_nothing_of_chongqing(write_csv, own):
    plan, seen = cq.read_catalogue(write_csv(OWN_PLAN)), cq.load_observations()
    if own:
        seen = seen.updated(cq.read_observations(write_csv(OWN_VALUES, "own.csv")))
    request = Request(catalogue=plan, observations=seen, slots=Slots())
    ids = [name for found in request.findings() for name in found.ids]
    assert all("重庆" not in name for name in ids)
    on_page = [[side["id"] for side in one["sides"]] for one in explorer_data(request)["findings"]]
    assert on_page == [list(found.ids) for found in request.findings()]
    assert all("重庆市" not in str(section) for section in findings.build(request))
