"""What each reader sees: order, merged cells, tracked changes, text boxes, tag soup, pages, running heads, columns."""

import zipfile

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

import cqtargets as cq
from cqtargets.extraction.blocks import folded
from cqtargets.extraction.reading import source_of_file, source_of_text
from tests.extraction import documents
from tests.extraction.documents import Pages, Spot

GRID = [
    [Spot("领域"), Spot("指标"), Spot("2020年"), Spot("2025年")],
    [Spot("服务", down=2), Spot("护理型床位占比（%）"), Spot("40"), Spot("60")],
    [Spot("助餐点（个）"), Spot("120"), Spot("300")],
]


def run(text, tag="w:ins"):
    mark, piece, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement("w:delText" if tag == "w:del" else "w:t")
    words.text = text
    piece.append(words)
    mark.append(piece)
    return mark


def made(tag):
    return etree.fromstring(f'<m:{tag} xmlns:m="http://schemas.openxmlformats.org/markup-compatibility/2006"/>')


def test_word_gives_paragraphs_and_tables_in_the_order_of_the_body(tmp_path):
    documents.word(tmp_path / "a.docx", ["云湖市规划", "到2025年，如下表。"], GRID, ["表后一句。"])
    source = source_of_file(tmp_path / "a.docx")
    assert [block.kind for block in source.blocks] == ["heading", "paragraph", "table", "paragraph"]
    assert source.text.count("服务") == 1
    table = source.blocks[2]
    assert table.grid[2][0] is table.grid[1][0]
    assert all(source.text[cell.start : cell.end] == cell.text for row in table.grid for cell in row)


def test_word_reads_insertions_and_lists_deletions_and_text_boxes(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("到2025年，助餐点达到")
    paragraph._p.append(run("80个"))
    paragraph._p.append(run("70个", "w:del"))
    box = OxmlElement("w:txbxContent")
    inner = OxmlElement("w:p")
    inner.append(run("护理型床位占比达到60%。"))
    box.append(inner)
    holder = document.add_paragraph("另见文本框。")
    holder._p.append(box)
    document.save(tmp_path / "a.docx")
    draft = cq.read_plan(tmp_path / "a.docx", kind="plan", year=2025)
    assert "80个" in draft.text
    assert "70个" not in draft.text
    assert [one.low for one in draft.statements] == [80, 60]
    assert any("1 tracked deletions are left out" in remark for remark in draft.remarks)
    assert any("1 text boxes are read" in remark for remark in draft.remarks)


def test_word_reads_a_text_box_in_a_cell_once(tmp_path):
    document = docx.Document()
    cell = document.add_table(rows=1, cols=2).cell(0, 0)
    cell.text = "助餐点"
    choice = made("AlternateContent")
    for tag in ("Choice", "Fallback"):
        copy, box, inner = made(tag), OxmlElement("w:txbxContent"), OxmlElement("w:p")
        inner.append(run("80个"))
        box.append(inner)
        copy.append(box)
        choice.append(copy)
    cell.paragraphs[0]._p.append(choice)
    document.save(tmp_path / "a.docx")
    source = source_of_file(tmp_path / "a.docx")
    assert source.text.count("80个") == 1
    assert "1 text boxes are read after the paragraph that holds them" in source.remarks


def test_word_names_links_to_other_places_and_follows_none(tmp_path):
    document = docx.Document()
    document.add_paragraph("规划")
    document.part.relate_to(
        "http://127.0.0.1:9/x.png",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image",
        is_external=True,
    )
    document.save(tmp_path / "a.docx")
    assert source_of_file(tmp_path / "a.docx").remarks == ("1 links to other places are not followed",)


def test_word_headings_by_style_make_sections(tmp_path):
    document = docx.Document()
    document.add_heading("发展目标", level=1)
    document.add_heading("床位", level=2)
    document.add_paragraph("护理型床位占比达到60%。")
    document.save(tmp_path / "a.docx")
    assert source_of_file(tmp_path / "a.docx").blocks[-1].section == ("发展目标", "床位")


def test_a_row_deleted_under_tracking_is_left_out(tmp_path):
    documents.word(
        tmp_path / "a.docx",
        [],
        [
            *GRID[:1],
            [Spot(""), Spot("甲（个）"), Spot("1"), Spot("2")],
            [Spot(""), Spot("乙（个）"), Spot("1"), Spot("3")],
        ],
    )
    document = docx.Document(tmp_path / "a.docx")
    row = document.tables[0].rows[1]._tr
    properties = row.get_or_add_trPr()
    properties.append(OxmlElement("w:del"))
    assert properties.find(qn("w:del")) is not None
    document.save(tmp_path / "a.docx")
    source = source_of_file(tmp_path / "a.docx")
    assert "甲" not in source.text
    assert "乙" in source.text


def test_a_page_of_tag_soup_is_read_as_a_browser_shows_it(tmp_path):
    (tmp_path / "a.html").write_text(
        documents.web(["云湖市规划", "到2025 年，助餐点达到 80 个。"], GRID, ["完"]), encoding="utf-8"
    )
    source = source_of_file(tmp_path / "a.html")
    assert "到2025年，助餐点达到80个。" in source.text
    assert "var a" not in source.text
    assert [block.kind for block in source.blocks].count("table") == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(tmp_path, encoding):
    (tmp_path / "a.txt").write_bytes("云湖市规划\n\n到2025年，助餐点达到80个。".encode(encoding))
    assert cq.read_plan(tmp_path / "a.txt").statements[0].low == 80


def test_line_breaks_in_a_page_are_kept_where_they_are_meant(tmp_path):
    (tmp_path / "a.html").write_text(
        "<p>云湖市规划<br>到2025年，助餐点达到80个。<br>护理型床位占比达到60%。</p>", encoding="utf-8"
    )
    assert [block.text[:3] for block in source_of_file(tmp_path / "a.html").blocks] == ["云湖市", "到20", "护理型"]


def test_pdf_lines_become_paragraphs_and_running_heads_are_listed(tmp_path):
    pages = Pages()
    for number in range(4):
        if number:
            pages.new_page()
        pages.text(60, 30, "云湖市“十四五”规划", 8)
        pages.text(290, 815, f"- {number + 1} -", 8)
        pages.text(60, 100, "到2025年，全市护理型床位占比达到百分之六十以上，社区养老服务设施覆盖率", 14)
        pages.text(40, 122, f"达到9{number}%。", 14)
        pages.text(60, 144, "健全服务网络。", 14)
    pages.save(tmp_path / "a.pdf")
    source = source_of_file(tmp_path / "a.pdf")
    assert "覆盖率达到90%。" in source.text
    assert source.text.count("云湖市") == 0
    assert any("running head" in remark and "云湖市" in remark for remark in source.remarks)
    assert {block.page for block in source.blocks} == {1, 2, 3, 4}


def test_pdf_rows_cut_by_a_page_break_are_whole(tmp_path):
    grid = [
        [Spot("序号"), Spot("指标"), Spot("2020年"), Spot("2025年")],
        *([Spot(str(n)), Spot(f"第{n}类机构（个）"), Spot(str(n)), Spot(str(10 * n))] for n in range(1, 12)),
    ]
    documents.pdf(tmp_path / "a.pdf", ["云湖市规划"], grid, rows_a_page=5)
    tables = [block for block in source_of_file(tmp_path / "a.pdf").blocks if block.kind == "table"]
    assert len(tables) == 1
    assert len(tables[0].grid) == 12


def test_pdf_columns_are_read_one_after_the_other(tmp_path):
    pages = Pages()
    for line in range(20):
        pages.text(40, 120 + 20 * line, f"左栏第{line}行的文字内容说明事项若干", 9)
        pages.text(320, 120 + 20 * line, f"右栏第{line}行的文字内容说明事项若干", 9)
    pages.save(tmp_path / "a.pdf")
    text = source_of_file(tmp_path / "a.pdf").text
    assert text.index("左栏第19行") < text.index("右栏第0行")


def test_a_pdf_table_without_rules_is_read_by_its_columns(tmp_path):
    pages = Pages()
    pages.text(60, 80, "云湖市养老服务“十四五”规划", 14)
    pages.text(60, 110, "一、发展目标", 11)
    table = [
        ("指标", "2020年", "2025年", "属性"),
        ("每千名老年人床位", "31.2", "35", "预期性"),
        ("（张）",),
        ("助餐点（个）", "120", "300", "约束性"),
    ]
    down = [140, 165, 180, 205]
    for top, row in zip(down, table, strict=True):
        for left, cell in zip((60, 220, 320, 420), row, strict=False):
            pages.text(left, top, cell, 11)
    pages.text(60, 222, "注：床位为编制床位，2024年核定。", 11)
    pages.save(tmp_path / "a.pdf")
    draft = cq.read_plan(tmp_path / "a.pdf")
    said = [(one.name, one.baseline, one.low, one.binding, one.rule) for one in draft.statements]
    assert said == [("每千名老年人床位", 31.2, 35, "预期性", "table"), ("助餐点", 120, 300, "约束性", "table")]


def test_text_joins_what_a_column_cut_and_keeps_headings():
    text = "一、发展目标\n到2025年，全市每千人口执业（助理）\n\n医师数达到2.8人。\n（一）床位。增加床位。"
    blocks = source_of_text(text).blocks
    assert [block.kind for block in blocks] == ["heading", "paragraph", "paragraph"]
    assert "执业（助理）医师数达到2.8人" in blocks[1].text
    assert blocks[2].section == ("一、发展目标", "（一）床位")


def test_markdown_tables_and_headings():
    source = source_of_text(
        "# 云湖市规划\n\n| 指标 | 2020年 | 2025年 |\n|---|---|---|\n| 助餐点（个） | 12 | **30** |\n"
    )
    assert [block.kind for block in source.blocks] == ["heading", "table"]
    assert source.blocks[1].grid[1][2].text.strip("*") == "30"


def test_blanks_beside_chinese_characters_do_not_count():
    assert folded(" 到 2025 年 ，GDP  growth 5 % ") == "到2025年，GDP growth 5 %"


def test_word_reads_footnotes_behind_the_text(tmp_path):
    written(tmp_path / "a.docx", "云湖市规划", "到2025年，助餐点达到80个。")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    notes = (
        f'<w:footnotes xmlns:w="{space}"><w:footnote w:id="-1"><w:p/></w:footnote>'
        '<w:footnote w:id="1"><w:p><w:r><w:t>2020年为52个。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    rewritten(
        tmp_path / "a.docx",
        tmp_path / "b.docx",
        {
            "word/footnotes.xml": lambda _: notes.encode(),
            "word/_rels/document.xml.rels": lambda old: old.replace(
                b"</Relationships>",
                f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'.encode(),
            ),
        },
    )
    source = source_of_file(tmp_path / "b.docx")
    assert source.text.endswith("2020年为52个。")
    assert source.remarks == ("1 footnotes are read behind the text",)


def test_word_finds_the_document_where_the_file_says_it_is(tmp_path):
    written(tmp_path / "a.docx", "云湖市规划", "到2025年，助餐点达到80个。")
    rewritten(
        tmp_path / "a.docx",
        tmp_path / "b.docx",
        {"_rels/.rels": lambda old: old.replace(b"word/document.xml", b"/word/document2.xml")},
        {"word/document.xml": "word/document2.xml"},
    )
    assert source_of_file(tmp_path / "b.docx").text == source_of_file(tmp_path / "a.docx").text


def test_word_resolves_no_entities(tmp_path):
    written(tmp_path / "a.docx", "云湖市规划")
    bomb = b'<!DOCTYPE w [<!ENTITY a "1234567890"><!ENTITY b "&a;&a;&a;">]>'
    rewritten(
        tmp_path / "a.docx",
        tmp_path / "b.docx",
        {
            "word/document.xml": lambda old: old.replace(b"<w:document ", bomb + b"<w:document ").replace(
                "云湖市规划".encode(), "云湖市规划&b;".encode()
            )
        },
    )
    assert "1234567890" not in source_of_file(tmp_path / "b.docx").text


def written(path, *lines):
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(path)


def rewritten(path, other, changes, names=None):
    """The archive with parts changed, added or renamed."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        held = {name: old.read(name) for name in old.namelist()}
        for name, change in changes.items():
            held[name] = change(held.get(name, b""))
        for name, content in held.items():
            new.writestr((names or {}).get(name, name), content)
