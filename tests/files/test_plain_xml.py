"""Rows and texts taken out of a workbook's XML are those that its parser would have found, in the same order."""

import io
import zipfile

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from cqtargets.errors import DataFileError
from cqtargets.files import workbook
from cqtargets.files.plain_xml import PlainRows, PlainTexts

_TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_BOOK = (
    '<workbook xmlns:r="x"><sheets><sheet name="规划" sheetId="1" r:id="a"/></sheets></workbook>',
    '<Relationships><Relationship Id="a" Type="t/worksheet" Target="s.xml"/><Relationship Id="b" Type="t/sharedStrings" Target="t.xml"/>'
    '<Relationship Id="c" Type="t/styles" Target="y.xml"/></Relationships>',
)
_STYLES = (
    '<styleSheet><fonts><font/><font><strike/></font></fonts><cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="9" fontId="0"/>'
    '<xf numFmtId="14" fontId="0"/><xf numFmtId="0" fontId="1"/></cellXfs></styleSheet>'
)
_TEXTS = (
    "<si><t>指标</t></si>", "<si><t>床位数</t></si>", '<si><t xml:space="preserve"> 空 </t></si>', "<si><t>a &amp; b</t></si>", "<si><t/></si>",
    '<si><r><t>8</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r></si>', "<si><t>x_x000D_y</t></si>",
    "<si><t>留</t><rPh><t>读</t></rPh></si>",
)  # fmt: skip
_CELLS = (
    '<c r="{at}" t="s"><v>{n}</v></c>', '<c r="{at}"><v>{n}.5</v></c>', '<c r="{at}" s="1"><v>0.4{n}</v></c>', '<c r="{at}" s="2"><v>4492{n}</v></c>',
    '<c r="{at}" s="3"><v>{n}</v></c>', '<c r="{at}" s="3" t="s"><v>{n}</v></c>', '<c r="{at}" s="0"/>', '<c r="{at}" t="n"><v>1E3</v></c>',
    '<c r="{at}"><f>1+1</f><v>2</v></c>', '<c r="{at}"><f>1+1</f></c>', '<c r="{at}" t="inlineStr"><is><t>内</t></is></c>', '<c r="{at}" t="b"><v>1</v></c>',
    '<c r="{at}" t="e"><v>#REF!</v></c>', '<c r="{at}" t="str"><v>文</v></c>', "<c><v>{n}</v></c>", '<c r="{at}"></c>',
)  # fmt: skip
_BETWEEN = ("", "", "", "\n", "<!-- <row r='9'><c r='A9'><v>9</v></c></row> -->", '<row r="{row}"/>')


def _file(rows, texts=_TEXTS):
    sheet = f"<worksheet><sheetData>{rows}</sheetData></worksheet>"
    shared = f'<?xml version="1.0" encoding="UTF-8"?><sst>{"".join(texts)}</sst>'
    parts = {
        "[Content_Types].xml": _TYPES, "xl/workbook.xml": _BOOK[0], "xl/_rels/workbook.xml.rels": _BOOK[1], "xl/s.xml": sheet, "xl/t.xml": shared,
        "xl/y.xml": _STYLES, "_rels/.rels": "<Relationships/>",
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _read(content):
    try:
        return repr(workbook.open_workbook("plan.xlsx", content).table("规划"))
    except DataFileError as error:
        return str(error)


def _by_the_parser_alone(content, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(workbook, "PlainRows", lambda take: None)
        patch.setattr(workbook, "PlainTexts", lambda take: None)
        return _read(content)


_ROW = st.tuples(
    st.lists(st.tuples(st.sampled_from(_CELLS), st.integers(0, 7)), max_size=5), st.sampled_from(["", "", ' hidden="1"', ' spans="1:4"']),
    st.sampled_from(_BETWEEN),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_ROW, max_size=8))
def test_plain_rows_are_what_the_parser_finds(drawn):
    rows = ""
    for number, (cells, said, between) in enumerate(drawn, start=1):
        made = "".join(cell.format(at=f"{'ABCDE'[place]}{number}", n=n) for place, (cell, n) in enumerate(cells))
        rows += f'{between.format(row=number)}<row r="{number}"{said}>{made}</row>'
    with pytest.MonkeyPatch.context() as patch:
        content = _file(rows)
        assert _read(content) == _by_the_parser_alone(content, patch)


@pytest.mark.parametrize(
    "row",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFE1"><v>2</v></c></row>', '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
        '<row r="1"><c r="A1"><v>1-</v></c></row>', '<row r="2000000"><c r="A1"><v>1</v></c></row>', '<row r="1"><c r="A1"><v>1</v></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row></row>', '<row r="1"><c r="A1" s="77"><v>1</v></c></row>',
    ],
)  # fmt: skip
def test_damage_is_refused_as_before(row, monkeypatch):
    content = _file(row)
    assert _read(content) == _by_the_parser_alone(content, monkeypatch)


def test_pieces_may_end_anywhere():
    xml = b'<a><row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><f>1</f></c></row><row r="3"><c r="A3" t="s"><v>0</v></c></row></a>'
    for size in (1, 2, 7, 30, 200):
        taken, left = [], b""
        plain = PlainRows(lambda number, cells, taken=taken: taken.append((number, len(cells))))
        for at in range(0, len(xml), size):
            left += b"".join(plain(xml[at : at + size]))
        left += b"".join(plain(b"", last=True))
        assert taken == [(1, 1), (3, 1)]
        assert left == b'<a><row r="2"><c r="B2"><f>1</f></c></row></a>'


def test_a_comment_hands_all_that_follows_to_the_parser():
    taken = []
    plain = PlainTexts(taken.append)
    left = b"".join(plain("<sst><si><t>一</t></si><!--<si><t>二</t></si>--></sst>".encode(), last=True))
    assert taken in (["一"], [])
    assert "二" in left.decode()


def test_texts_in_another_encoding_go_to_the_parser():
    taken = []
    plain = PlainTexts(taken.append)
    xml = '<?xml version="1.0" encoding="GBK"?><sst><si><t>一</t></si></sst>'.encode("gbk")
    assert b"".join(plain(xml, last=True)) == xml
    assert not taken
