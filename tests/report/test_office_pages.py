"""Word and Excel files as pages: LibreOffice makes PDFs of them with the bundled font, and the pages are looked at."""

import re
import subprocess

import numpy as np
import pytest
from fontTools.ttLib import TTFont

import cqtargets as cq
from cqtargets.plotting.theme import FONT_FILE
from cqtargets.report import write
from tests.conftest import need
from tools.render_report import WESTERN, convert

pytestmark = pytest.mark.external
DOTS = 40
INCH_CM = 2.54


@pytest.fixture(scope="module", params=["zh", "en"])
def pages(request, tmp_path_factory):
    """The report on one plan and the city's smaller ones as PDFs, by kind."""
    folder = tmp_path_factory.mktemp(request.param)
    cat = cq.load_catalogue()
    chosen = cq.Catalogue([one for one in cat if one.plan != "med14"], cat.documents.values())
    files = write(chosen, cq.load_observations(), folder, formats=["docx", "xlsx"], lang=request.param)
    made = {}
    for file in files:
        convert([file], "pdf", folder / file.suffix[1:], office=need("soffice"))
        made[file.suffix[1:]] = folder / file.suffix[1:] / f"{file.stem}.pdf"
    return made


def text_of(pdf):
    return subprocess.run([need("pdftotext"), "-layout", pdf, "-"], check=True, capture_output=True).stdout.decode()


def drawn(pdf, folder):
    """Each page as grey values, one array a page."""
    subprocess.run([need("pdftoppm"), "-r", str(DOTS), "-gray", pdf, folder / "page"], check=True)
    for file in sorted(folder.glob("page-*.pgm")):
        head, width, height, pixels = re.match(
            rb"(P5)\s+(\d+)\s+(\d+)\s+255\s(.*)", file.read_bytes(), re.DOTALL
        ).groups()
        assert head == b"P5"
        yield np.frombuffer(pixels, dtype=np.uint8).reshape(int(height), int(width))


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_every_character_has_a_glyph(pages, kind):
    known = set(TTFont(FONT_FILE).getBestCmap())
    for font in WESTERN.glob("*.ttf"):
        known |= set(TTFont(font).getBestCmap())
    text = text_of(pages[kind])
    assert len(text) > 5000
    assert not {sign for sign in text if sign.isprintable() and ord(sign) not in known}
    assert "\ufffd" not in text


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_the_bundled_font_is_the_only_chinese_one(pages, kind):
    listed = subprocess.run([need("pdffonts"), pages[kind]], check=True, capture_output=True).stdout.decode()
    names = {line.split()[0].partition("+")[2] for line in listed.splitlines()[2:]}
    bundled = {part.FontName for part in TTFont(FONT_FILE)["CFF "].cff[0].FDArray}
    assert names & bundled
    assert all(name in bundled or name.startswith("Liberation") for name in names)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_nothing_reaches_over_the_margins(pages, kind, tmp_path):
    margin = {"docx": 2.3, "xlsx": 1.0}[kind]
    edge = int(margin / INCH_CM * DOTS)
    count = 0
    for page in drawn(pages[kind], tmp_path):
        count += 1
        assert page[:, :edge].min() == page[:, -edge:].min() == 255, count
        assert page[: edge // 2].min() == page[-edge // 4 :].min() == 255, count
    assert count >= 10


def test_the_contents_name_the_page_of_each_section(pages):
    text = text_of(pages["docx"])
    sheets = text.split("\f")
    entries = re.findall(r"^\s*(\S.*?)\s*\.{4,}\s*(\d+)\s*$", sheets[0], re.MULTILINE)
    assert len(entries) >= 8
    for title, page in entries:
        assert re.sub(r"\s", "", title) in re.sub(r"\s", "", sheets[int(page) - 1]), (title, page)
