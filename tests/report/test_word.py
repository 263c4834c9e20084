"""What stands in the Word file, read back with python-docx and as XML."""

import re
import zipfile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Cm

import cqtargets as cq
from cqtargets.errors import DataFileError
from cqtargets.report import write

SECTIONS = ("targets", "tracking", "evaluation")


def word(tmp_path, cat, obs, **options):
    (path,) = write(cat, obs, tmp_path, formats=["docx"], **options)
    return path


@pytest.fixture(scope="module", params=["zh", "en"])
def made(request, tmp_path_factory):
    cat = cq.load_catalogue().select(plan="care14")
    folder = tmp_path_factory.mktemp(request.param)
    return request.param, word(
        folder, cat, cq.load_observations(), sections=SECTIONS, lang=request.param, issuer="某处"
    )


def lines(document, style):
    return [
        "".join(node.text for node in paragraph._p.iter(qn("w:t")))
        for paragraph in document.paragraphs
        if paragraph.style.name == style
    ]


def test_pages_are_a4_and_turned_where_a_table_needs_it(made):
    pages = docx.Document(made[1]).sections
    assert (round(pages[0].page_width.cm, 2), round(pages[0].page_height.cm, 2)) == (21.0, 29.7)
    assert pages[0].orientation == WD_ORIENT.PORTRAIT
    assert WD_ORIENT.LANDSCAPE in {page.orientation for page in pages}
    assert len(pages) < 8


def test_faces_are_chinese_with_western_companions(made):
    styles = docx.Document(made[1]).styles
    faces = {}
    for name in ("Title", "Heading 1", "Normal"):
        fonts = styles[name].element.rPr.rFonts
        faces[name] = (fonts.get(qn("w:eastAsia")), fonts.get(qn("w:ascii")))
    assert faces == {
        "Title": ("宋体", "Times New Roman"), "Heading 1": ("黑体", "Arial"), "Normal": ("仿宋", "Times New Roman"),
    }  # fmt: skip


def test_captions_are_numbered_one_after_another(made):
    lang, path = made
    table, figure = {"zh": ("表", "图"), "en": ("Table ", "Figure ")}[lang]
    captions = lines(docx.Document(path), "Caption")
    for word in (table, figure):
        numbers = [int(found[1]) for caption in captions if (found := re.match(rf"{word}(\d+)  \S", caption))]
        assert numbers == list(range(1, len(numbers) + 1))
        assert numbers


def test_contents_list_the_headings_and_where_they_stand(made):
    document = docx.Document(made[1])
    entries = lines(document, "toc 1")
    assert entries == lines(document, "Heading 1") + lines(document, "Heading 2")
    xml = zipfile.ZipFile(made[1]).read("word/document.xml").decode()
    marks = re.findall(r"PAGEREF (\w+)", xml)
    assert len(marks) == len(entries)
    assert set(marks) <= set(re.findall(r'w:bookmarkStart [^>]*w:name="(\w+)"', xml))


def test_every_table_repeats_its_headings_and_names_its_source(made):
    lang, path = made
    document = docx.Document(path)
    assert len(document.tables) >= 4
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in document.tables)
    sources = [text for text in lines(document, "Report Remark") if "渝府发〔2022〕15号" in text]
    assert any(text.startswith({"zh": "资料来源：", "en": "Source: "}[lang]) for text in sources)


def test_the_official_form_lists_the_targets_with_a_type(made):
    lang, path = made
    cat = cq.load_catalogue().select(plan="care14")
    head = {"zh": ["序号", "属性", "指标名称", "目标值", "预计值", "完成情况"],
            "en": ["number", "type", "indicator", "target", "expected value", "result"]}[lang]  # fmt: skip
    forms = [table for table in docx.Document(path).tables if [cell.text for cell in table.rows[0].cells] == head]
    assert len(forms) == 1
    assert len(forms[0].rows) == 1 + sum(target.binding is not None for target in cat)


def test_nothing_makes_word_ask_or_repair(made):
    with zipfile.ZipFile(made[1]) as package:
        assert package.testzip() is None
        settings = package.read("word/settings.xml").decode()
        document = package.read("word/document.xml").decode()
        names = package.namelist()
    assert "updateFields" not in settings
    assert "w:dirty" not in document
    identifiers = re.findall(r'<w:bookmarkStart w:id="(\d+)"', document)
    assert len(identifiers) == len(set(identifiers)) == document.count("<w:bookmarkEnd")
    assert document.count('w:fldCharType="begin"') == document.count('w:fldCharType="end"')
    pictures = re.findall(r'<wp:docPr id="(\d+)"', document)
    assert len(pictures) == len(set(pictures))
    assert len(names) == len(set(names))


def test_page_numbers_stand_in_the_footer(made):
    (first, *_) = docx.Document(made[1]).sections
    assert "PAGE" in first.footer._element.xml


def test_same_input_gives_the_same_bytes(tmp_path, cat, obs):
    small = cat.select(plan="silver24")
    first, second = (
        word(tmp_path / name, small, obs, sections=SECTIONS).read_bytes() for name in ("first", "second")
    )  # fmt: skip
    assert first == second


def test_charts_are_sharp_in_print(made):
    document = docx.Document(made[1])
    for shape in document.inline_shapes:
        image = document.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed].image
        assert image.px_width / (shape.width / 914_400) >= 200


def template(tmp_path, change):
    document = docx.Document()
    change(document)
    path = tmp_path / "template.docx"
    document.save(path)
    return path


def test_a_template_keeps_its_header_margins_and_styles(tmp_path, cat, obs):
    def change(document):
        document.sections[0].header.paragraphs[0].text = "某局内部资料"
        document.sections[0].left_margin = Cm(4)
        document.styles["Heading 1"].font.name = "Georgia"

    path = word(tmp_path, cat.select(plan="silver24"), obs, sections=["targets"], template=template(tmp_path, change))
    made = docx.Document(path)
    assert made.sections[0].header.paragraphs[0].text == "某局内部资料"
    assert made.sections[0].left_margin.cm == pytest.approx(4, abs=0.01)
    assert made.styles["Heading 1"].font.name == "Georgia"


def test_a_template_without_the_needed_styles_is_named_with_them(tmp_path, cat, obs):
    def change(document):
        for name in ("Title", "Caption"):
            document.styles[name].delete()

    source = template(tmp_path, change)
    with pytest.raises(DataFileError, match=r"(?s)template\.docx.*lacks the style Title, Caption.*Add it in Word"):
        word(tmp_path / "out", cat.select(plan="silver24"), obs, template=source)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("kind", ["missing", "text", "folder", "workbook", "empty"])
def test_a_template_that_is_no_word_file_is_refused(tmp_path, cat, obs, kind):
    source = tmp_path / "template.docx"
    if kind == "text":
        source.write_text("not a document")
    elif kind == "empty":
        source.write_bytes(b"")
    elif kind == "folder":
        source.mkdir()
    elif kind == "workbook":
        openpyxl = pytest.importorskip("openpyxl")
        openpyxl.Workbook().save(source)
    why = "does not exist" if kind == "missing" else "is not a Word document that can be read"
    with pytest.raises(DataFileError, match=rf"(?s)template\.docx.*the template {why}.*saved as \.docx"):
        word(tmp_path / "out", cat.select(plan="silver24"), obs, template=source)
