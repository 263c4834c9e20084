"""The same document says the same as text, Word, web page and PDF."""

from html import escape

import docx
import pytest

import cqtargets as cq
from tests.extraction.documents import Pages
from tests.extraction.gold import NAMES, document

FLATTENED = ("tables", "births26", "county_union", "healthy_ageing15")
PROSE = [name for name in NAMES if name not in FLATTENED]


def said(draft):
    return [(one.kind, one.name, one.low, one.high, one.unit, one.year) for one in draft.statements]


def lines_of(name):
    return [line for line in document(name).splitlines() if line.strip()]


def as_word(path, lines):
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    made.save(path)


def as_pages(path, lines):
    body = "".join(f"<p>　　<span>{escape(line)}</span></p>\n" for line in lines)
    path.write_text(f"<html><body><div id=zoom>{body}</div></body></html>", encoding="utf-8")


def as_breaks(path, lines):
    body = "<br>\n　　".join(map(escape, lines))
    path.write_text(f"<html><body><div>{body}</div></body></html>", encoding="gb18030")


def as_pdf(path, lines):
    pages = Pages()
    down = 80

    def furniture():
        pages.text(60, 30, "某某文件汇编", 8)
        pages.text(290, 820, str(len(pages.pages)), 8)

    furniture()
    for line in lines:
        first, rest = True, line
        while rest:
            fit = 34 if first else 36
            pages.text(74 if first else 50, down, rest[:fit], 13)
            rest, first, down = rest[fit:], False, down + 20
            if down > 780:
                pages.new_page()
                furniture()
                down = 80
    pages.save(path)


@pytest.mark.parametrize("name", PROSE)
@pytest.mark.parametrize(
    ("write", "file"), [(as_word, "a.docx"), (as_pages, "a.html"), (as_breaks, "b.htm"), (as_pdf, "a.pdf")]
)
def test_every_format_says_the_same(tmp_path, name, write, file):
    write(tmp_path / file, lines_of(name))
    assert said(cq.read_plan(tmp_path / file)) == said(cq.read_plan(text=document(name)))
