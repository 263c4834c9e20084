import os
import re
from pathlib import Path

import pytest

import cqtargets as cq
from cqtargets.cli import main
from cqtargets.errors import DomainError, OutputError
from cqtargets.files.output import write_file, write_files
from cqtargets.report import write


@pytest.fixture(scope="module")
def page(bundled_page):
    return bundled_page.read_text(encoding="utf-8")


def test_page_holds_every_target_with_its_source(page, cat):
    for target in cat:
        assert f'<tr id="{target.id}">' in page
    assert "渝府发〔2022〕6号" in page
    assert "专栏1 第8行" in page


def test_page_shows_what_cannot_be_compared_and_why(page):
    row = re.search(r'<tr id="med14.beds_per_1000">.*?</tr>', page, re.DOTALL).group()
    assert "不可比：观测口径为实有床位，目标口径为编制床位" in row
    assert "4.63%" in row


def test_page_asks_for_nothing_from_outside(page):
    assert not re.search(r'(?:src|href)="(?!#)', page.replace('xlink:href="#', '="#'))
    assert set(re.findall(r'url\("?([^:)]*)', page)) <= {"data"} | set(re.findall(r"url\((#[\w-]+)\)", page))
    assert "script-src &#39;sha256-" in page
    shown, hidden = page.split('<script type="text/html"')
    assert shown.count("<svg") == hidden.count("<svg") >= 6
    assert shown.count("故无增速图") == 4


def test_page_says_what_made_it(page):
    assert f"cqtargets {cq.__version__}" in page
    assert cq.data_version() in page


@pytest.mark.slow
def test_same_input_gives_the_same_bytes(tmp_path, cat, obs):
    small = cat.select(plan="silver24")
    (first,) = write(small, obs, tmp_path / "a", formats=["html"])
    (second,) = write(small, obs, tmp_path / "b", formats=["html"])
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.slow
def test_english_page(tmp_path, cat, obs):
    (path,) = write(cat.select(plan="care14"), obs, tmp_path, lang="en", on=2021, formats=["html"])
    text = path.read_text(encoding="utf-8")
    assert "Report on planning targets" in text
    assert "Elder-care beds" in text


def test_names_with_markup_are_escaped(tmp_path, obs):
    target = cq.Indicator(
        id="x", concept="x", plan="p", name_zh="<script>alert(1)</script>", target_year=2025, target_low=1.0
    )
    (path,) = write(cq.Catalogue([target]), obs, tmp_path, formats=["html"])
    assert "<script>alert" not in path.read_text(encoding="utf-8")


@pytest.mark.slow
def test_second_run_replaces_its_own_file_and_spares_others(tmp_path, cat, obs):
    small = cat.select(plan="silver24")
    path, *_ = write(small, obs, tmp_path, formats=["html", "md"], sections=["targets"])
    (tmp_path / "notes.txt").write_text("mine")
    write(small, obs, tmp_path, lang="en", formats=["html"], sections=["targets"])
    assert not (tmp_path / "cqtargets.md").exists()
    assert "Report on" in path.read_text(encoding="utf-8")
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_foreign_file_in_the_way_is_refused_and_forced(tmp_path, cat, obs):
    small = cat.select(plan="silver24")
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(OutputError, match="was not written by an earlier run"):
        write(small, obs, tmp_path)
    assert (tmp_path / "index.html").read_text() == "mine"
    write(small, obs, tmp_path, force=True, formats=["html"], sections=["targets"])
    assert (tmp_path / "index.html").read_text(encoding="utf-8") != "mine"


def test_nothing_is_half_written(tmp_path, monkeypatch):
    write_files(tmp_path, {"a.html": b"old"})

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cqtargets.files.switching._write", full)
    with pytest.raises(OutputError, match="No space left on device"):
        write_files(tmp_path, {"a.html": b"new"})
    assert (tmp_path / "a.html").read_bytes() == b"old"
    assert sorted(os.listdir(tmp_path)) == [".cqtargets-manifest.json", "a.html"]


@pytest.mark.parametrize("name", ["../x.html", "a/b.html", "", ".."])
def test_output_names_stay_in_their_folder(tmp_path, name):
    with pytest.raises(OutputError, match="not a plain file name"):
        write_files(tmp_path, {name: b""})


def test_unknown_language_and_format(tmp_path, cat, obs):
    with pytest.raises(DomainError, match="lang 'fr' is not available"):
        write(cat, obs, tmp_path, lang="fr")
    with pytest.raises(DomainError, match="format pdf is not available"):
        write(cat, obs, tmp_path, formats=["pdf"])


@pytest.mark.slow
def test_command_writes_into_build_report(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["report", "--sections", "findings", "--format", "html,md"]) == 0
    assert Path("build/report/index.html").is_file()
    assert "index.html" in capsys.readouterr().out


def test_output_that_cannot_be_written_is_status_two(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert main(["report", "--out", str(tmp_path / "file" / "below"), "--lang", "en"]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_workbook_holds_plain_values_and_no_formula(tmp_path, obs):
    openpyxl = pytest.importorskip("openpyxl")
    names = ('=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "<b>", "x" * 5000, "控制\x07符")
    targets = [
        cq.Indicator(
            id=f"t{number}", concept="x", plan="=1+1", name_zh=name, target_year=2025, target_low=2.0, baseline=1.0,
            baseline_year=2020, locator="=2+2",
        )
        for number, name in enumerate(names)
    ]  # fmt: skip
    write(cq.Catalogue(targets), obs, tmp_path, formats=["xlsx"])
    book = openpyxl.load_workbook(tmp_path / "cqtargets.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "f"}
    formulas = [str(cell.value) for cell in cells if cell.data_type == "f"]
    assert not any(word in formula for formula in formulas for word in ("HYPERLINK", "SUM(A1)", "=1+1", "=2+2"))
    texts = {cell.value for cell in cells if cell.data_type == "s"}
    assert set(names[:6]) <= texts
    assert "控制符" in texts
    values = [cell.value for cell in cells if cell.data_type == "n"]
    assert sum(abs(value - (2.0 ** (1 / 5) - 1)) < 1e-12 for value in values) >= len(names)
    assert len({sheet.title for sheet in book}) == len(book.sheetnames) >= 3


@pytest.mark.slow
def test_workbook_holds_gaps_and_paths(tmp_path, cat, obs):
    openpyxl = pytest.importorskip("openpyxl")
    write(cat, obs, tmp_path, formats=["xlsx"])
    book = openpyxl.load_workbook(tmp_path / "cqtargets.xlsx")
    rows = list(book["逐年路径"].iter_rows(min_row=2, values_only=True))
    years = rows[0]
    beds = next(row for row in rows if row[1] == "med14.beds_per_1000")
    assert beds[years.index("2023")] == pytest.approx(7.352)
    assert "差距" in book.sheetnames


def test_page_holds_what_does_not_go_together(page):
    assert "规划之间的核对" in page
    assert "二级以上综合医院设置老年医学科的比例（重庆市，2025年）" in page
    assert "共发现 3 处矛盾" in page


def test_a_place_that_cannot_be_used_is_refused_before_the_work(tmp_path, monkeypatch, cat, obs):
    def never(*_args, **_kwargs):
        raise AssertionError("the report was built in vain")

    monkeypatch.setattr("cqtargets.report.writer.build_report", never)
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=r"file is a file\); choose another --out"):
        write(cat, obs, tmp_path / "file" / "below")
    (tmp_path / "cqtargets.docx").write_text("mine")
    with pytest.raises(OutputError, match=r"cqtargets\.docx in .* was not written by an earlier run"):
        write(cat, obs, tmp_path, formats=["docx"])


def test_a_link_to_nothing_is_refused_before_the_work(tmp_path, monkeypatch, cat, obs):
    monkeypatch.setattr("cqtargets.report.writer.build_report", None)
    link = tmp_path / "out"
    link.symlink_to(tmp_path / "gone")
    for out in (link, link / "below"):
        with pytest.raises(OutputError, match=r"out is a link to a place that does not exist\); choose another --out"):
            write(cat, obs, out, formats=["md"])
    inside = tmp_path / "folder"
    inside.mkdir()
    (inside / "cqtargets.md").symlink_to(tmp_path / "gone.md")
    with pytest.raises(OutputError, match=r"cqtargets\.md in .* was not written by an earlier run"):
        write(cat, obs, inside, formats=["md"])
    with pytest.raises(OutputError, match="exists; choose another name"):
        write_file(inside / "cqtargets.md", b"")
