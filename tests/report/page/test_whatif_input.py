"""What a reader types into the what-if panel: where it starts, what it refuses, what it keeps."""

import pytest

from tests.report.page.waiting import until

pytestmark = pytest.mark.external


def test_sliders_start_at_the_number_beside_them(open_page, report_file, cat):
    page = open_page(report_file, "#target/med14.ct_scanners_64_slice")
    assert page.input_value(".whatif [name=slide]") == page.input_value(".whatif [name=target]") == "376"
    shown = page.evaluate(
        """() => cqtargets.store.data.targets.map((target) => {
            const { slide, slide_year: year } = cqtargets.whatif.render(target, () => {}).querySelector("form").elements;
            return [target.id, slide ? slide.valueAsNumber : null, year.valueAsNumber];
        })"""
    )
    assert shown == [[target.id, target.goal or None, target.target_year] for target in cat]


def typed(page, name, text):
    """Types as a hand does: `fill` refuses what is no number."""
    page.focus(f".whatif [name={name}]")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.type(text)


def answers(page, column):
    return page.eval_on_selector_all(f".results td:nth-child({column})", "cells => cells.map(cell => cell.textContent)")


NUMBER = "请填写数字。"
YEARS = "年份请填 1900 至 2200 之间的整数。"
PEOPLE = "自填分母数须大于 0。"
SIZE = "结果过大，无法计算，请核对所填数字。"
REFUSED = [
    *((name, text, NUMBER) for name in ("target", "year", "baseline", "baseline_year") for text in ("abc", "8e", "")),
    *((name, text, NUMBER) for name in ("target", "current", "own_people") for text in ("--5", "1e309")),
    *((name, text, YEARS) for name, text in [("year", "2025.5"), ("year", "2201"), ("baseline_year", "1899")]),
    ("baseline_year", "2020.5", YEARS),
    ("own_people", "0", PEOPLE),
    ("own_people", "-5", PEOPLE),
    *((name, "1e308", SIZE) for name in ("target", "baseline", "current", "own_people")),
    ("baseline", "1e-300", SIZE),
]


def test_nonsense_is_refused_with_a_message_and_no_answer(open_page, report_file):
    page = open_page(report_file, "#target/med14.beds_per_1000")
    printed = answers(page, 2)
    assert "4.63%" in printed
    for name, text, message in REFUSED:
        typed(page, name, text)
        assert page.inner_text(".problem") == message, (name, text)
        assert answers(page, 2) == printed, (name, text)
        assert set(answers(page, 3)) == {""}, (name, text)
        page.click(".whatif [type=reset]")
        page.wait_for_selector(".problem:empty", state="attached")
        assert answers(page, 3) == printed, (name, text)


def test_baseline_year_is_read_where_no_baseline_is_printed(open_page, report_file, cat):
    key = next(target.id for target in cat if target.baseline is None and target.goal)
    page = open_page(report_file, f"#target/{key}")
    typed(page, "baseline_year", "12.5")
    assert page.inner_text(".problem") == YEARS


def test_commas_between_thousands_are_read(open_page, report_file):
    page = open_page(report_file, "#target/med14.beds_per_1000")
    typed(page, "own_people", "30,000,000")
    assert page.inner_text("[data-row=stock] td:last-child") == "240,000 张"


def test_no_target_is_refused_as_printed(open_page, report_file):
    page = open_page(report_file)
    problems = page.evaluate(
        """() => cqtargets.store.data.targets.map((target) => [
            target.id, cqtargets.whatif.render(target, () => {}).querySelector(".problem").textContent,
        ]).filter(([, problem]) => problem)"""
    )
    assert problems == []


def test_what_is_typed_stays_when_the_language_is_switched(open_page, report_file):
    page = open_page(report_file, "#target/med14.beds_per_1000")
    written = {"target": "9", "year": "2027", "baseline": "7", "baseline_year": "2019", "current": "7.4",
               "current_when": "2023-06-30", "own_people": "30000000"}  # fmt: skip
    for name, text in written.items():
        typed(page, name, text)
    page.select_option(".whatif [name=variant]", "census-resident")
    known = answers(page, 3)
    page.click("#language")
    assert {name: page.input_value(f".whatif [name={name}]") for name in written} == written
    assert page.input_value(".whatif [name=variant]") == "census-resident"
    assert page.get_attribute(".whatif [name=slide]", "aria-label") == "Target value"
    assert answers(page, 3)[:8] == known[:8]
    assert page.inner_text("[data-row=stock] td:last-child").startswith("270,000")
    assert page.locator(".chart .path.changed").count() == 1
    typed(page, "target", "8e")
    page.click("#language")
    assert page.inner_text(".problem") == NUMBER
    page.click("text=恢复原值")
    page.wait_for_selector(".problem:empty", state="attached")
    assert page.input_value(".whatif [name=target]") == "8"
    typed(page, "target", "9")
    page.click(".bar .next")
    until(page, "!location.hash.endsWith('med14.beds_per_1000')")
    until(page, "document.querySelector('.whatif [name=target]')?.value !== '9'")
    page.click(".bar .previous")
    until(page, "document.querySelector('.whatif [name=target]')?.value === '8'")
