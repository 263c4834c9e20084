"""The four formats on the bundled data: a Chinese report holds no English sentence, an English one no Chinese one."""

import html
import re

import docx
import openpyxl
import pytest

import cqtargets as cq

PARAGRAPH = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
TEXT = PARAGRAPH[:-1] + "t"
# Ids, files, addresses, a cited work with its year, commands, and what a formula holds are no prose.
ASIDE = re.compile(r"\S*[/\\]\S*|\w+(?:[._]\w+)+|（[A-Z][^（）]*\d{4}[^（）]*）|cqtargets [^。；]*|^=.*", re.ASCII)
ENGLISH = re.compile(r"(?:\b[A-Za-z]{2,}\b[,;:]? ){3}")
CHINESE = re.compile(r"[一-鿿]{2,}[，。；：][一-鿿]")


def of_page(path):
    text = path.read_text(encoding="utf-8").split('<script type="text/html"')[0]
    text = re.sub(r"<(script|style)\b.*?</\1>", "", text, flags=re.S)
    for between, attribute in re.findall(r'>([^<]+)<|(?:title|aria-label|placeholder|alt)="([^"]*)"', text):
        yield html.unescape(between or attribute)


def of_word(path):
    for paragraph in docx.Document(str(path)).element.body.iter(PARAGRAPH):
        yield "".join(run.text or "" for run in paragraph.iter(TEXT))


def of_workbook(path):
    for sheet in openpyxl.load_workbook(path, data_only=True):
        yield sheet.title
        for row in sheet.iter_rows(values_only=True):
            yield from (cell for cell in row if isinstance(cell, str))


def of_markdown(path):
    yield from path.read_text(encoding="utf-8").splitlines()


READERS = {".html": of_page, ".docx": of_word, ".xlsx": of_workbook, ".md": of_markdown}


@pytest.mark.slow
@pytest.mark.parametrize(("lang", "foreign"), [("zh", ENGLISH), ("en", CHINESE)])
def test_a_report_is_in_one_language(tmp_path, cat, obs, lang, foreign):
    written = cq.report.write(cat, obs, tmp_path, lang=lang)
    assert {path.suffix for path in written} >= set(READERS)
    for path in written:
        lines = READERS[path.suffix](path) if path.suffix in READERS else ()
        assert [line for line in lines if foreign.search(ASIDE.sub("", line))] == [], path.name
