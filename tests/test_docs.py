"""Every code block and command of the documents runs, page by page, in an empty folder; every link inside resolves."""

import json
import re
import types

import pytest

import cqtargets as cq
from tests.docpages import DOCS, PAGES, ROOT, Block, agrees, blocks_of, run_block

LINK = re.compile(r"\]\(([^)#\s]*)(?:#([^)\s]*))?\)")
FENCE = re.compile(r"^```.*?^```", re.M | re.S)
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


@pytest.fixture
def short_reports(monkeypatch):
    """Reports of one section where a page asks for all; whole reports have tests of their own."""
    write = cq.report.write

    def short(*args, **options):
        return write(*args, **{"sections": ["targets"], **options})

    monkeypatch.setattr(cq.report, "write", short)


@each_page
def test_code_blocks_run(page, tmp_path, monkeypatch, short_reports):
    monkeypatch.chdir(tmp_path)
    names = {"__name__": "__docs__"}
    for block in blocks_of(page):
        run_block(block, names, str(page.relative_to(ROOT)))


@pytest.mark.parametrize("page", [page for page in PAGES if page.name.startswith("README")], ids=lambda page: page.name)
def test_each_python_block_of_a_readme_stands_alone(page, tmp_path, monkeypatch, short_reports):
    monkeypatch.chdir(tmp_path)
    blocks = [block for block in blocks_of(page) if block.language == "python"]
    assert len(blocks) == 3
    for block in blocks:
        run_block(block, {"__name__": "__docs__"}, page.name)


def test_a_wrong_statement_in_a_page_is_found():
    for code in ("2 + 2  # 5", "print(0.27)  # 0.2: rounded", "print(True)  # False"):
        with pytest.raises(AssertionError, match="gives"):
            run_block(Block("python", code, None), {}, "page")
    with pytest.raises(AssertionError, match="printed"):
        run_block(Block("python", "print(4)", "5\n"), {}, "page")
    with pytest.raises(AssertionError, match="exit status 2"):
        run_block(Block("sh", "cqtargets show no.such.target", None), {}, "page")
    assert agrees("(0.04628, 1234.0)", "# 0.0463, 1,234 and 5")


@each_page
def test_links_resolve(page):
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    wrong = []
    for link, anchor in LINK.findall(text):
        if "://" in link or link.startswith("mailto:"):
            continue
        goal = page.parent / link if link else page
        if not goal.exists() or (anchor and goal.suffix == ".md" and anchor not in anchors(goal)):
            wrong.append(f"{link}#{anchor}")
    assert wrong == []


def anchors(page):
    """The slugs of a page's headings, as GitHub and MyST make them."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    titles = re.findall(r"^#{1,3} (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def test_every_page_stands_in_a_table_of_contents():
    entries = set()
    for page in DOCS:
        for block in re.findall(r"```\{toctree\}\n(.*?)```", page.read_text(encoding="utf-8"), re.S):
            names = [line for line in block.splitlines() if line and not line.startswith(":")]
            entries |= {str((page.parent / name).relative_to(ROOT / "docs")) for name in names}
    pages = {str(page.relative_to(ROOT / "docs").with_suffix("")) for page in DOCS}
    assert pages - {"index"} == {entry for entry in entries if not entry.startswith("gallery")}


def test_every_method_says_when_not_to_use_it():
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    methods = re.search(r":caption: Methods\n.*?\n\n(.*?)```", index, re.S)[1].split()
    without = {"population-data"}  # data, no method
    silent = [
        name
        for name in methods
        if name not in without
        and "When not to use it" not in (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    ]
    assert silent == []


def listed_names():
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    return re.findall(r"^   ([A-Za-z_][\w.]*)$", text, re.M)


def resolve(name):
    thing = cq
    for part in name.split("."):
        thing = getattr(thing, part)
    return thing


def test_the_api_page_lists_every_public_name_and_no_dead_one():
    listed = listed_names()
    assert len(listed) == len(set(listed))
    things = {id(resolve(name)) for name in listed}
    modules = [(name, getattr(cq, name)) for name in cq.__all__ if isinstance(getattr(cq, name), types.ModuleType)]
    public = {name for name in cq.__all__ if name not in dict(modules)}
    public |= {f"{module}.{name}" for module, found in modules for name in found.__all__}
    assert sorted(name for name in public if id(resolve(name)) not in things) == []
    assert sorted(set(listed) - public) == []


def test_the_teaching_notebook_runs_from_top_to_bottom(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    notebook = json.loads((ROOT / "docs" / "notebooks" / "teaching.ipynb").read_text(encoding="utf-8"))
    names = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            exec("".join(cell["source"]), names)
    assert "between 0.1667 and 0.3364" in capsys.readouterr().out
