"""A workbook that a bureau keeps: filters, words to choose from, folded helpers, colours, and a sheet that explains them."""

import io
from datetime import datetime

import openpyxl
import pytest

import cqtargets as cq
from cqtargets.report.build import build_report
from cqtargets.report.ledgers.words import code_word, formula_words, met_tones, state_tones
from cqtargets.report.request import Request
from cqtargets.report.workbook.filters import distinct
from cqtargets.report.workbook.rendering import render_workbook

LONG = "一个很长的名称" * 30
HEAD, FIRST = 4, 5


def book_of(lang="zh", targets=None):
    cat = cq.load_catalogue() if targets is None else cq.Catalogue(targets)
    chosen = cat.select(plan="care14") if targets is None else cat
    report = build_report(Request(catalogue=chosen, observations=cq.load_observations(), lang=lang))
    return report, openpyxl.load_workbook(io.BytesIO(render_workbook(report)))


@pytest.fixture(scope="module")
def zh():
    return book_of()


@pytest.fixture(scope="module")
def en():
    return book_of("en")


def test_every_sheet_but_the_first_and_the_chart_is_a_table_with_filters(zh):
    _, book = zh
    without = [sheet.title for sheet in book if not sheet.tables]
    assert without == ["说明", "路径图"]
    for sheet in book:
        for table in sheet.tables.values():
            assert table.autoFilter is not None
            heads = [cell.value for cell in sheet[table.ref][0]]
            assert all(isinstance(head, str) and head for head in heads)
            assert len({head.lower() for head in heads}) == len(heads)
    names = [name for sheet in book for name in sheet.tables]
    assert len(names) == len(set(names))


def test_inputs_hold_words_of_the_language_to_choose_from(zh, en):
    for (report, book), direction, binding, sign in ((zh, "提高", "约束性", "≥"), (en, "up", "obligatory", "≥")):
        ledger = next(one for one in report.ledgers if one.key == "inputs")
        sheet = book[ledger.sheet]
        offered = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
        columns = {column.key: number for number, column in enumerate(ledger.columns, start=1)}
        for key, word in (("direction", direction), ("binding", binding), ("comparator", sign)):
            cell = sheet.cell(FIRST, columns[key])
            assert word in offered[cell.coordinate]
            held = {sheet.cell(FIRST + number, columns[key]).value for number in range(len(ledger.rows))}
            assert held - {None} <= set(offered[cell.coordinate].strip('"').split(","))


def test_helpers_are_folded_and_their_columns_named(zh):
    report, book = zh
    ledger = next(one for one in report.ledgers if one.key == "calc")
    sheet = book[ledger.sheet]
    shown, folded = set(), set()
    for number, column in enumerate(ledger.columns, start=1):
        letters = openpyxl.utils.get_column_letter(number)
        group = next(one for one in sheet.column_dimensions.values() if one.min <= number <= one.max)
        (folded if group.hidden else shown).add(column.key)
        name = f"{ledger.sheet}_{column.title}".replace("（%）", "_pct").replace("（年）", "_年")
        assert book.defined_names[name].attr_text.startswith(f"'计算'!${letters}$5:")
    assert {"name", "goal", "cagr", "met", "lead"} <= shown
    assert {"begin", "end", "passed", "meets_mid"} <= folded


def test_results_are_coloured_by_their_word_and_follow_a_change(zh):
    report, book = zh
    ledger = next(one for one in report.ledgers if one.key == "calc")
    rules = {
        rule.formula[0]: rule.dxf.fill.bgColor.rgb
        for area in book[ledger.sheet].conditional_formatting
        for rule in area.rules
    }
    assert len({rules[f'"{word}"'] for word, _ in met_tones("zh")}) == 3
    done = book["主要指标完成情况 care14"].conditional_formatting
    words = {rule.formula[0].strip('"') for area in done for rule in area.rules}
    assert {word for word, _ in state_tones("zh")} <= words


def test_the_first_sheet_explains_every_other_one_and_the_colours(zh, en):
    for _, book in (zh, en):
        first = book[book.sheetnames[0]]
        listed = [row[0].value for row in first.iter_rows() if row[0].hyperlink]
        assert listed == book.sheetnames[1:]
        links = [row[0].hyperlink.location for row in first.iter_rows() if row[0].hyperlink]
        assert links == [f"'{name}'!A1" for name in book.sheetnames[1:]]
        fills = {row[0].fill.fgColor.rgb for row in first.iter_rows() if row[0].fill.fill_type}
        assert len(fills) >= 5


def test_every_sheet_prints_on_a4_as_wide_as_the_page_with_its_heads(zh):
    _, book = zh
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth in (1, None)  # what is not written is one page
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        for table in sheet.tables.values():
            head = int("".join(sign for sign in table.ref.split(":")[0] if sign.isdigit()))
            top, bottom = (int(part) for part in sheet.print_title_rows.replace("$", "").split(":"))
            assert top <= head <= bottom


def test_no_code_of_the_library_stands_in_a_chinese_workbook(zh):
    _, book = zh
    codes = {"up", "down", "hold", "level", "flow", "count", "share", "rate", "percent_of_baseline", ">=", "<=", "~"}
    held = [
        (sheet.title, cell.coordinate, cell.value) for sheet in book for row in sheet.iter_rows() for cell in row
        if cell.value in codes
    ]  # fmt: skip
    assert held == []


def test_long_names_one_target_and_none_make_a_workbook():
    name = cq.Indicator(
        id="x.a", concept="a", name_zh=LONG, name_en="long", plan="x", measure="count", form="level", comparator=">=",
        unit="张", target_year=2030, target_low=5.0, direction="up", region="某市",
    )  # fmt: skip
    for targets in ([name], []):
        _, book = book_of(targets=targets)
        assert book.sheetnames[0] == "说明"
    _, book = book_of(targets=[name])
    assert book["输入"].row_dimensions[FIRST].height > 100


def test_headings_of_tables_are_distinct():
    assert distinct(["2025", "2025", "", "A", "a"]) == ["2025", "2025 2", "-", "A", "a 2"]


def test_words_in_formulas_are_those_in_the_cells():
    assert (
        formula_words('IF({a.form}="","",IF({a.sign}=">=",1,""))', "zh") == 'IF({a.form}="","",IF({a.sign}="≥",1,""))'
    )
    assert code_word("no code", "zh") == "no code"


def test_a_day_is_shown_as_a_date_and_a_year_as_a_year(zh):
    _, book = zh
    sheet = book["输入"]
    place = [cell.value for cell in sheet[HEAD]].index("观测时点")
    shown = {row[place].value: row[place] for row in sheet.iter_rows(min_row=FIRST) if row[place].value is not None}
    assert shown[datetime(2025, 11, 5)].number_format == "yyyy-mm-dd"
    assert shown[2020].number_format == "General"
