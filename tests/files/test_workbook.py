"""What a reader of a worksheet sees: dimensions, hidden parts, marks, struck-out text, formulas, dates, per cents."""

import io
import os
import zipfile
from datetime import datetime

import pytest

from cqtargets.errors import DataFileError
from cqtargets.files import package, sheet
from cqtargets.files.tables import read_table, read_tables

openpyxl = pytest.importorskip("openpyxl")


@pytest.fixture
def book(tmp_path):
    """Save a workbook that a function fills, with parts replaced afterwards."""

    def save(fill, *, name="b.xlsx", replace=()):
        made = openpyxl.Workbook()
        fill(made)
        buffer = io.BytesIO()
        made.save(buffer)
        path = tmp_path / name
        with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
            for part in source.namelist():
                content = source.read(part)
                for ending, old, new in replace:
                    if part.endswith(ending):
                        assert old in content
                        content = content.replace(old, new)
                target.writestr(part, content)
        return path

    return save


def _rows(made, rows=(("指标", "值"), ("床位", 7), ("医师", 3.5))):
    for row in rows:
        made.active.append(list(row))


@pytest.mark.parametrize("claimed", [b'<dimension ref="A1"/>', b'<dimension ref="A1:B2"/>', b""])
def test_rows_stand_where_they_stand_whatever_the_dimension_says(book, claimed):
    path = book(_rows, replace=[("sheet1.xml", b'<dimension ref="A1:B3"/>', claimed)])
    assert read_table(path).rows == [(1, ["指标", "值"]), (2, ["床位", 7]), (3, ["医师", 3.5])]


def test_a_row_far_below_keeps_its_number(book):
    def fill(made):
        _rows(made)
        made.active.cell(row=1000, column=3, value="脚注")

    assert read_table(book(fill)).rows[-1] == (1000, [None, None, "脚注"])


def test_visible_sheets_come_first_and_hidden_ones_are_said(book):
    def fill(made):
        made.active.title = "旧稿"
        made.active.sheet_state = "hidden"
        made.active.append(["旧"])
        made.create_sheet("空白")
        made.create_sheet("正表").append(["新"])
        made.create_sheet("附表").append(["附"])

    path = book(fill)
    first = read_table(path)
    assert (first.sheet, first.rows) == ("正表", [(1, ["新"])])
    assert [table.sheet for table in read_tables(path)] == ["正表", "附表"]
    assert str(first.remarks[0]) == "hidden sheets are left out: 旧稿. Name one with sheet=."
    assert read_table(path, "旧稿").rows == [(1, ["旧"])]


def test_hidden_rows_and_columns_are_left_out_and_said(book):
    def fill(made):
        _rows(made, [("a", "b", "c"), (1, 2, 3), (4, 5, 6)])
        made.active.row_dimensions[2].hidden = True
        made.active.column_dimensions["B"].hidden = True

    table = read_table(book(fill))
    assert table.rows == [(1, ["a", None, "c"]), (3, [4, None, 6])]
    assert [remark.reason for remark in table.remarks] == [
        "hidden rows are left out: 2.",
        "the hidden column B is left out.",
    ]


def _rich(text):
    return f"<is>{text}</is>".encode()


def test_raised_and_struck_out_text(book):
    cells = [
        "<r><t>8</t></r><r><rPr><vertAlign val='superscript'/></rPr><t>2</t></r>",
        "<r><t>用房面积（m</t></r><r><rPr><vertAlign val='superscript'/></rPr><t>2</t></r><r><t>）</t></r>",
        "<r><rPr><strike/></rPr><t>12</t></r><r><t>15</t></r>",
    ]
    old = [f"<is><t>x{number}</t></is>".encode() for number in range(3)]
    shared = [("sheet1.xml", old[i], _rich(cells[i])) for i in range(3)]
    path = book(lambda made: made.active.append(["x0", "x1", "x2"]))
    with zipfile.ZipFile(path) as archive:
        inline = b"<is><t>x0</t></is>" in archive.read("xl/worksheets/sheet1.xml")
    if not inline:
        shared = [("sharedStrings.xml", f"<t>x{i}</t>".encode(), cells[i].encode()) for i in range(3)]
    table = read_table(book(lambda made: made.active.append(["x0", "x1", "x2"]), replace=shared))
    assert table.rows == [(1, ["8", "用房面积（m²）", "15"])]
    assert table.marks == {(1, 0): "2"}
    assert [str(remark) for remark in table.remarks] == ["row 1, column 'C': '12' is struck out and left out."]


def test_a_cell_struck_out_as_a_whole_is_left_out_and_said(book):
    def fill(made):
        _rows(made)
        made.active["B2"].font = openpyxl.styles.Font(strike=True)

    table = read_table(book(fill))
    assert table.rows[1] == (2, ["床位"])
    assert table.remarks[0].reason == "'7' is struck out and left out."


def test_formulas_without_a_value_and_error_cells_are_faults(book):
    def fill(made):
        _rows(made, [("床位", "=3+4"), ("医师", "#REF!")])

    faults = read_table(book(fill)).faults
    assert [(fault.row, fault.column, fault.reason) for fault in faults] == [
        (1, "B", "holds a formula without its value."),
        (2, "B", "shows the error #REF!."),
    ]


def test_dates_and_per_cents_as_shown(book):
    def fill(made):
        _rows(made, [(44926, 44926, 0.485, 2020, 0.6, 44926)])
        for place, code in enumerate(["yyyy-mm-dd", 'yyyy"年"m"月"', "0%", '0"年"', '0.0%" 以上"', "General"], start=1):
            made.active.cell(row=1, column=place).number_format = code

    day = datetime(2022, 12, 31)
    assert read_table(book(fill)).rows == [(1, [day, day, "48.5%", 2020, "60.0%", 44926])]


def test_a_style_that_the_file_does_not_know_leaves_the_number(book):
    path = book(_rows, replace=[("sheet1.xml", b'<c r="B2"', b'<c r="B2" s="987"')])
    assert read_table(path).rows[1] == (2, ["床位", 7])


@pytest.mark.parametrize(
    ("replace", "message"),
    [
        (("sheet1.xml", b"</sheetData>", b""), "is no readable xlsx file"),
        (("sheet1.xml", b"<worksheet", b"<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet"), "declares an XML document type"),
        (("workbook.xml", b"<sheets>", b"<sheets><broken"), "is no readable xlsx file"),
        (("sheet1.xml", b'r="B2"', b'r="ZZZ2"'), "holds a cell ZZZ2 outside a sheet"),
    ],
)
def test_damaged_parts_are_refused_in_one_line(book, replace, message):
    with pytest.raises(DataFileError, match=message) as refused:
        read_table(book(_rows, replace=[replace]))
    assert len(refused.value.problems) == 1
    assert refused.value.unusable


def test_an_unknown_zip_version_is_refused_in_one_line(book):
    path = book(_rows)
    content = bytearray(path.read_bytes())
    for start in range(len(content) - 4):
        if content[start : start + 4] == b"PK\x01\x02":
            content[start + 6] = 99
    path.write_bytes(content)
    with pytest.raises(DataFileError, match=r"zip file version 9\.9"):
        read_table(path)


def test_bounds_are_stated(book, monkeypatch):
    path = book(_rows)
    monkeypatch.setattr(sheet, "MOST_CELLS", 3)
    with pytest.raises(DataFileError, match="more than 3 filled cells"):
        read_table(path)
    monkeypatch.undo()
    monkeypatch.setattr(package, "LARGEST_PART", 2**20)
    blank = book(_rows, replace=[("sheet1.xml", b"</sheetData>", b" " * 2**21 + b"</sheetData>")])
    with pytest.raises(DataFileError, match="unpacks to more than 1 MB"):
        read_table(blank)


def test_cells_of_endless_digits_are_refused(tmp_path):
    path = tmp_path / "long.csv"
    path.write_text("指标,值\n床位,7." + "3" * 3000 + "\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"row 2: a cell holds 3,002 characters\. Shorten it\."):
        read_table(path)


def test_files_that_are_no_table(tmp_path, book):
    with pytest.raises(DataFileError, match="is a directory"):
        read_table(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(DataFileError, match="is no regular file"):
        read_table(tmp_path / "pipe")
    with pytest.raises(DataFileError, match="is no regular file"):
        read_table("/dev/null")
    word = tmp_path / "plan.docx"
    with zipfile.ZipFile(word, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(DataFileError, match="is a Word document, not a table"):
        read_table(word)


def test_text_that_turns_its_direction_is_refused(tmp_path):
    path = tmp_path / "turned.csv"
    path.write_text("指标,值\n床位,\u202e5.7\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"row 2: holds a control character that turns the direction of text"):
        read_table(path)


def test_a_title_line_does_not_decide_the_delimiter(tmp_path):
    path = tmp_path / "titled.csv"
    path.write_text("主要指标，2025年\n指标;值\n床位;7\n医师;3\n", encoding="utf-8")
    assert read_table(path).rows[1:] == [(2, ["指标", "值"]), (3, ["床位", "7"]), (4, ["医师", "3"])]


def test_an_open_document_spreadsheet_gives_its_values(tmp_path):
    pytest.importorskip("python_calamine")
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        '<table:table table:name="表"><table:table-row><table:table-cell office:value-type="string"><text:p>床位</text:p>'
        '</table:table-cell><table:table-cell office:value-type="float" office:value="7"><text:p>7</text:p>'
        "</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    path = tmp_path / "open.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    table = read_table(path)
    assert table.rows == [(1, ["床位", 7])]
    assert "the values alone are read" in table.remarks[0].reason
