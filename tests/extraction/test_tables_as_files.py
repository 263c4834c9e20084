"""A table in a Word file gives the targets that the same table gives as a workbook."""

import docx
import openpyxl
import pytest

import cqtargets as cq

SAME = (
    "name_zh", "concept", "form", "change", "reference", "comparator", "unit", "per", "region", "baseline_year", "baseline", "baseline_text",
    "target_year", "target_low", "target_high", "target_text", "binding", "responsible", "direction", "tolerance", "period_start",
)  # fmt: skip

TABLES = {
    "words, bounds and changes": (
        ["指标", "2022年", "2027年", "属性", "责任单位"],
        ["1.从业人员工资增速（%）", "—", "与居民收入增速同步", "预期性", "市财政局"],
        ["1.筛查率（%）", "50.3", "不低于全省平均水平", "预期性", "市残联"],
        ["2.康复服务覆盖率（%）", ">80", "85", "约束性", "市残联"],
        ["3.辅具适配率（%）", "≥95", "保持在95以上", "约束性", "市残联"],
        ["4.过早死亡率（%）", "15.4", "较2022年下降20%", "预期性", "市卫生健康委"],
        ["5.每千人口床位数（张）", "6.2", "7.1左右", "预期性", "市卫生健康委"],
        ["6.平均住院日（天）", "8.6", "8以内", "预期性", "市卫生健康委"],
    ),
    "parts and two target years": (
        ["序号", "指标", "单位", "2023年", "2025年目标", "2030年目标"],
        ["1", "每千人口医疗卫生机构床位数", "张", "6.1", "6.5", "7"],
        ["2", "其中：公立医院", "张", "3.2", "3.4", "3.6"],
        ["3", "托位使用率", "%", "40", "50", "60"],
        ["4", "床护比", "—", "1:0.9", "1:1.1", "1:1.2"],
    ),
    "groups": (
        ["指标名称", "计量单位", "2020年基数", "2025年目标", "指标类型"],
        ["一、健康水平", "一、健康水平", "一、健康水平", "一、健康水平", "一、健康水平"],
        ["人均预期寿命", "岁", "77.4", "78.5左右", "预期性"],
        ["孕产妇死亡率", "1/10万", "11.2", "≤11", "约束性"],
        ["二、服务", "二、服务", "二、服务", "二、服务", "二、服务"],
        ["注册护士数", "人/千人口", "3.1", "3.8", "预期性"],
    ),
    "places down": (
        ["地区", "床位数（张）", "床位数（张）", "护士数（人）", "护士数（人）"],
        ["地区", "2020年", "2025年", "2020年", "2025年"],
        ["东河区", "1200", "1500", "800", "1000"],
        ["西岭县", "900", "1000", "500", "700"],
    ),
}  # fmt: skip


def spans(rows):
    """Ranges of equal cells beside each other in a row, and below each other in the first column's header."""
    for row, cells in enumerate(rows):
        start = 0
        for column in range(1, len(cells) + 1):
            if column == len(cells) or cells[column] != cells[start] or len(cells[start]) < 4:
                if column - start > 1:
                    yield row, row, start, column - 1
                start = column
    if rows[0][0] == rows[1][0]:
        yield 0, 1, 0, 0


def as_workbook(rows, path):
    book = openpyxl.Workbook()
    for row, cells in enumerate(rows, start=1):
        for column, text in enumerate(cells, start=1):
            book.active.cell(row, column, text)
    for top, bottom, left, right in spans(rows):
        book.active.merge_cells(start_row=top + 1, end_row=bottom + 1, start_column=left + 1, end_column=right + 1)
    book.save(path)
    return path


def as_document(rows, path, title="云湖市卫生健康行动计划"):
    document = docx.Document()
    document.add_paragraph(title)
    table = document.add_table(len(rows), len(rows[0]))
    merged = list(spans(rows))
    for top, bottom, left, right in merged:
        table.cell(top, left).merge(table.cell(bottom, right))
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    document.save(path)
    return path


def parent_names(catalogue):
    names = {one.id: (one.name_zh, one.target_year) for one in catalogue}
    return [names.get(one.parent) for one in catalogue]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_in_word_is_read_as_in_a_workbook(tmp_path, name):
    rows = TABLES[name]
    file = cq.read_catalogue(as_workbook(rows, tmp_path / "plan.xlsx"), region="云湖市")
    draft = cq.read_plan(as_document(rows, tmp_path / "plan.docx"), region="云湖市")
    document = draft.catalogue()
    told = [[getattr(one, field) for field in SAME] for one in document]
    assert told == [[getattr(one, field) for field in SAME] for one in file]
    assert parent_names(document) == parent_names(file)
    assert [one.earlier.rpartition(".")[2] != "" for one in document] == [bool(one.earlier) for one in file]
    assert not document.left_out


def test_what_the_table_took_for_granted_is_said(tmp_path):
    draft = cq.read_plan(as_document(TABLES["words, bounds and changes"], tmp_path / "plan.docx"), region="云湖市")
    assert any("2022年" in said and "table" in said for said in map(str, draft.remarks))


def test_a_reviewed_number_stands_before_the_print(tmp_path):
    draft = cq.read_plan(as_document(TABLES["words, bounds and changes"], tmp_path / "plan.docx"), region="云湖市")
    draft.write_review(tmp_path / "sheet.xlsx")
    book = openpyxl.load_workbook(tmp_path / "sheet.xlsx")
    sheet = book.worksheets[0]
    lines = list(sheet.iter_rows())
    head = next(line for line in lines if line[0].value == "编号")
    place = {cell.value: cell.column for cell in head}
    row = next(line[0].row for line in lines if line[place["名称"] - 1].value == "平均住院日")
    sheet.cell(row, place["上限"]).value = 7
    book.save(tmp_path / "sheet.xlsx")
    read = {one.name_zh: one for one in cq.read_review(tmp_path / "sheet.xlsx").catalogue()}
    assert (read["平均住院日"].target_high, read["平均住院日"].baseline_text) == (7, "8.6")
    assert read["康复服务覆盖率"].baseline_text == ">80"
    assert read["从业人员工资增速"].responsible == "市财政局"


def test_a_draft_without_targets_says_why_its_table_was_not_read(tmp_path):
    rows = (["项目", "甲", "乙"], ["床位", "约三百", "五百"], ["护士", "—", "—"])
    draft = cq.read_plan(as_document(rows, tmp_path / "plan.docx"), region="云湖市")
    with pytest.raises(cq.CqTargetsError, match="a table of it was not read: no table of targets"):
        draft.catalogue()


def test_a_doubt_names_what_was_taken_for_granted(tmp_path):
    rows = (
        ["指标", "2020年", "2025年", "属性"],
        ["1.职业技能培训人数（人）", "—", "[5000]", "预期性"],
        ["2.补贴覆盖率（%）", "90", "100", "约束性"],
        ["注：[ ]内为五年累计数。", "", "", ""],
    )
    draft = cq.read_plan(as_document(rows, tmp_path / "plan.docx"), region="云湖市")
    assert [one.form for one in draft.catalogue()] == ["cumulative", "level"]
    assert ["cumulative" in "".join(one.doubts) for one in draft.statements] == [True, False]
    assert not [remark for remark in draft.catalogue().remarks if remark.column == "id"]
