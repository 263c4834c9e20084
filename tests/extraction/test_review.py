"""The review sheet: written, filled in, read back, and its decisions kept by a second reading."""

import json

import openpyxl
import pytest

import cqtargets as cq

TEXT = """云湖市养老服务“十四五”规划

一、发展基础

2020年末，全市养老机构86家，护理型床位占比由31.5%提高到42%。

二、发展目标

到2025年，护理型床位占比达到60%以上，社区助餐点达到300个，新增家庭养老床位1200张。

三、建设标准

每个街道至少建有1家综合养老服务中心。
"""


@pytest.fixture
def draft():
    return cq.read_plan(text=TEXT)


def rows(path):
    sheet = openpyxl.load_workbook(path)["核对"]
    lines = list(sheet.iter_rows())
    names = [cell.value for cell in lines[0]]
    return sheet, {
        line[names.index("名称")].value: {name: line[place] for place, name in enumerate(names)} for line in lines[1:]
    }


def fill(path, name, **cells):
    sheet, held = rows(path)
    for heading, value in cells.items():
        held[name][heading].value = value
    sheet.parent.save(path)


def test_an_untouched_sheet_gives_the_draft_back(draft, tmp_path):
    draft.write_review(tmp_path / "r.xlsx")
    assert cq.read_review(tmp_path / "r.xlsx") == draft


def test_doubtful_statements_stand_first_and_what_was_not_read_on_its_own_sheet(draft, tmp_path):
    draft.write_review(tmp_path / "r.xlsx")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert book.sheetnames == ["核对", "未读", "文件", "_draft"]
    assert book["_draft"].sheet_state == "veryHidden"
    sure = [row[2].value for row in book["核对"].iter_rows(min_row=2)]
    assert sure == sorted(sure)
    assert len(book["核对"].data_validations.dataValidation) == 4
    unread = [row[0].value for row in book["未读"].iter_rows(min_row=2)]
    assert "“十四五”" in unread


def test_what_is_said_of_a_document_keeps_both_languages(draft, tmp_path):
    draft.write_review(tmp_path / "review.xlsx")
    back = cq.read_review(tmp_path / "review.xlsx")
    for lang in ("zh", "en"):
        assert back.account(lang=lang).equals(draft.account(lang=lang))
        assert list(back.to_frame(lang=lang).doubts) == list(draft.to_frame(lang=lang).doubts)
    assert [one.why.text("zh") for one in back.statements] == [one.why.text("zh") for one in draft.statements]
    assert "句子中的2020年" in {one.why.text("zh") for one in back.statements}
    told = {cell.value for row in openpyxl.load_workbook(tmp_path / "review.xlsx")["文件"].iter_rows() for cell in row}
    assert {"标题所说的五年规划", "规划期末", "规划期前一年"} <= told


def test_decisions_and_corrections_come_back(draft, tmp_path):
    draft.write_review(tmp_path / "r.xlsx")
    fill(tmp_path / "r.xlsx", "社区助餐点", 名称="社区老年助餐点", 年份=2024, 核对="采纳")
    fill(tmp_path / "r.xlsx", "新增家庭养老床位", 核对="不采纳")
    reviewed = cq.read_review(tmp_path / "r.xlsx")
    names = {one.name: one for one in reviewed.statements}
    assert names["社区老年助餐点"].year == 2024
    assert names["社区老年助餐点"].accepted is True
    assert names["新增家庭养老床位"].accepted is False
    assert "新增家庭养老床位" not in {target.name_zh for target in reviewed.catalogue()}
    assert "社区老年助餐点" in {target.name_zh for target in reviewed.catalogue(sure=0.99)}


def test_a_second_reading_keeps_the_decisions(draft, tmp_path):
    draft.write_review(tmp_path / "r.xlsx")
    fill(tmp_path / "r.xlsx", "社区助餐点", 名称="社区老年助餐点", 核对="采纳")
    fill(tmp_path / "r.xlsx", "新增家庭养老床位", 核对="不采纳")
    revised = TEXT.replace("一、发展基础\n", "一、发展基础\n\n养老服务有了长足发展，共有从业人员2100人。\n")
    again = cq.read_plan(text=revised, review=tmp_path / "r.xlsx")
    names = {one.name: one.accepted for one in again.statements}
    assert names["社区老年助餐点"] is True
    assert names["新增家庭养老床位"] is False
    assert names["护理型床位占比"] is None


def test_cells_that_cannot_be_are_listed_all_at_once(draft, tmp_path):
    draft.write_review(tmp_path / "r.xlsx")
    fill(tmp_path / "r.xlsx", "社区助餐点", 下限="三百", 年份=2025.5, 比较="大约", 类别="愿望", 核对="也许")
    with pytest.raises(cq.DataFileError) as caught:
        cq.read_review(tmp_path / "r.xlsx")
    assert {problem.column for problem in caught.value.problems} == {"下限", "年份", "比较", "类别", "核对"}
    assert "'三百' is not a number. Write the number alone." in str(caught.value)


def test_a_row_named_twice_or_by_no_number_is_said(draft, tmp_path):
    draft.write_review(tmp_path / "r.xlsx")
    sheet, _ = rows(tmp_path / "r.xlsx")
    number = [cell.value for cell in sheet[1]].index("编号") + 1
    first = sheet.cell(2, number).value
    for line, value in enumerate((first, 1.5, "nan"), start=3):
        sheet.cell(line, number).value = value
    sheet.parent.save(tmp_path / "r.xlsx")
    with pytest.raises(cq.DataFileError) as caught:
        cq.read_review(tmp_path / "r.xlsx")
    assert [problem.row for problem in caught.value.problems] == [3, 4, 5]
    assert f"statement {first} stands in row 2 already. Keep one row for each statement." in str(caught.value)
    assert str(caught.value).count("names no statement of the draft.") == 2


@pytest.mark.parametrize("value", ["nan", "inf", "1e400"])
def test_words_that_python_takes_for_numbers_are_none(draft, tmp_path, value):
    draft.write_review(tmp_path / "r.xlsx")
    fill(tmp_path / "r.xlsx", "社区助餐点", 下限=value, 年份="20255", 核对="采纳")
    with pytest.raises(cq.DataFileError) as caught:
        cq.read_review(tmp_path / "r.xlsx")
    said = [(one.column, one.reason.text("zh"), one.remedy.text("zh")) for one in caught.value.problems]
    assert ("下限", f"'{value}' 不是数值。", "请只写数字。") in said
    assert ("年份", "'20255' 不是年份。", "请写年份，如 2025。") in said


@pytest.mark.parametrize(
    ("part", "name", "value"),
    [
        ("statements", "per", ""), ("statements", "year", "2025"), ("statements", "low", [1]), ("statements", "end", 10**6),
        ("mentions", "start", -5), ("mentions", "reason", None), ("setting", "period", [2021]), ("setting", "open", 3),
        ("unread", "end", None),
    ],
)  # fmt: skip
def test_hidden_data_changed_by_another_program_are_refused(draft, tmp_path, part, name, value):
    draft.write_review(tmp_path / "r.xlsx")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    hidden = book["_draft"]
    facts = json.loads("".join(row[0].value for row in hidden.iter_rows()))
    if part == "unread":
        facts[part].append({"start": 0, "end": 1, "reason": "left aside"})
    (facts[part] if part == "setting" else facts[part][0])[name] = value
    hidden.delete_rows(1, hidden.max_row)
    hidden.append([json.dumps(facts, ensure_ascii=False)])
    book.save(tmp_path / "r.xlsx")
    with pytest.raises(cq.DataFileError, match="is no review sheet of this version"):
        cq.read_review(tmp_path / "r.xlsx")


def test_other_files_are_no_review_sheets(tmp_path):
    book = openpyxl.Workbook()
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "b.xlsx").write_text("x")
    for name, words in (
        ("a.xlsx", "is no review sheet"),
        ("b.xlsx", "cannot be read as a workbook"),
        ("c.xlsx", "does not exist"),
    ):
        with pytest.raises(cq.DataFileError, match=words):
            cq.read_review(tmp_path / name)


def test_a_sheet_that_cannot_be_written(draft, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(cq.OutputError, match="cannot be written"):
        draft.write_review(tmp_path / "file" / "r.xlsx")


def test_texts_that_look_like_formulas_stay_text(tmp_path):
    draft = cq.read_plan(text="云湖市规划\n\n到2025年，=HYPERLINK助餐点达到30个。")
    draft.write_review(tmp_path / "r.xlsx")
    sheet, _ = rows(tmp_path / "r.xlsx")
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    assert cq.read_review(tmp_path / "r.xlsx") == draft


def test_catalogue_observations_and_norms(draft):
    targets = {target.name_zh: target for target in draft.catalogue()}
    assert targets["护理型床位占比"].comparator == ">="
    assert targets["新增家庭养老床位"].form == "increment"
    assert targets["护理型床位占比"].region == "云湖市"
    values = {(one.name_zh, one.value, one.when) for one in draft.observations()}
    assert ("护理型床位占比", 42.0, 2020) in values
    assert ("养老机构", 86.0, 2020) in values
    assert [(norm.unit, norm.steps[0].low) for norm in draft.norms().values()] == [("家", 1.0)]
    with pytest.raises(cq.DomainError, match="no target as sure as asked"):
        cq.read_plan(text="云湖市规划").catalogue()
