"""A reader drives the page: filters, keys, addresses, languages, themes, paper."""

import re
from pathlib import Path

import pytest

import cqtargets as cq
from tests.report.page.waiting import until

pytestmark = pytest.mark.external
AXE = (Path(__file__).parents[2] / "data" / "axe.min.js").read_text(encoding="utf-8")
ROWS = ".targets tbody tr"


def ids(page):
    return page.eval_on_selector_all(ROWS, "rows => rows.map(row => row.dataset.id)")


def in_print(page):
    """Sort the list as the plans print it."""
    page.select_option("[name=sort]", "order ascending")


def grave(page, where):
    """What axe-core finds in a part of the page that is more than minor."""
    page.evaluate(AXE)
    result = page.evaluate(f"axe.run({where})")
    assert len(result["passes"]) > 10
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in result["violations"] if rule["impact"] != "minor"]


def test_page_is_within_two_and_a_half_megabytes(report_file):
    assert report_file.stat().st_size < 2_500_000


def test_filters_agree_with_the_catalogue(open_page, report_file, cat, obs):
    page = open_page(report_file)
    page.click(".further summary")
    in_print(page)
    status = page.locator(".count")
    assert status.inner_text() == f"{len(cat)} / {len(cat)} 项目标"
    page.select_option("[name=plan]", "care14")
    page.select_option("[name=binding]", "约束性")
    assert ids(page) == [target.id for target in cat.select(plan="care14", binding="约束性")]
    page.click(".reset")
    in_print(page)
    page.click(".further summary")
    page.select_option("[name=form]", "flow")
    assert ids(page) == [target.id for target in cat.select(form="flow")]
    page.click(".reset")
    in_print(page)
    page.click(".further summary")
    page.select_option("[name=observed]", "with")
    assert ids(page) == [target.id for target in cat if obs.latest(target)]
    page.click(".reset")
    page.fill("#search", "床位 渝府发〔2022〕15号")
    care, register = cat.select(plan="care14"), cq.concepts.load()
    printed = {one.id for one in care if "床位" in one.name_zh + one.locator + one.target_text + one.note}
    named = {one.id for one in care if one.concept in register and "床位" in "".join(register[one.concept].aliases)}
    assert printed <= set(ids(page)) <= printed | named
    page.fill("#search", "nothing has this name")
    assert ids(page) == []
    assert page.is_visible("text=没有符合条件的目标。")


def test_sorting_puts_missing_numbers_last_both_ways(open_page, report_file, cat):
    page = open_page(report_file)
    known = cat.required_growth().dropna(subset="cagr").sort_values("cagr", kind="stable")
    page.click("[data-sort=cagr]")
    assert page.get_attribute(".targets th.cagr", "aria-sort") == "ascending"
    assert ids(page)[: len(known)] == known["id"].tolist()
    page.click("[data-sort=cagr]")
    assert page.get_attribute(".targets th.cagr", "aria-sort") == "descending"
    first = page.locator(f"{ROWS} >> nth=0 >> .cagr").inner_text()
    assert first == f"{100 * known['cagr'].max():.2f}%"
    page.select_option("[name=sort]", "due descending")
    assert ids(page)[0] == max(cat, key=lambda target: target.target_year).id


def test_more_rows_on_demand(open_page, report_file, cat):
    page = open_page(report_file)
    in_print(page)
    assert len(ids(page)) == 100
    while page.is_visible(".more"):
        page.click(".more")
    assert ids(page) == list(cat.ids)


def test_keys_alone_find_open_and_leave_a_target(open_page, report_file):
    page = open_page(report_file)
    focused = "document.activeElement.closest('tr')?.dataset.id ?? document.activeElement.id"
    page.keyboard.press("/")
    assert page.evaluate(focused) == "search"
    page.keyboard.type("千人口")
    page.keyboard.press("ArrowDown")
    found = ids(page)
    assert page.evaluate(focused) == found[0]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector(".detail")
    assert page.evaluate("location.hash") == f"#target/{found[1]}"
    assert page.evaluate("document.activeElement.id") == "opened"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("location.hash") == f"#target/{found[2]}"
    page.keyboard.press("Escape")
    assert page.evaluate("location.hash") == "#targets"
    assert page.evaluate(focused) == found[2]
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.go_back()
    page.wait_for_selector(".detail")
    assert page.evaluate("location.hash") == f"#target/{found[2]}"


def test_going_back_closes_a_target_opened_from_the_plain_page(open_page, report_file):
    page = open_page(report_file)
    page.click(f"{ROWS} >> nth=0 >> a")
    page.wait_for_selector(".detail")
    page.go_back()
    page.wait_for_selector(".detail", state="detached")
    assert page.url == report_file.as_uri()
    page.go_forward()
    page.wait_for_selector(".detail")


def test_addresses_open_what_they_name(open_page, report_file, cat):
    beds = cat["med14.beds_per_1000"]
    page = open_page(report_file, "#target/med14.beds_per_1000")
    assert page.inner_text("#opened") == beds.name_zh
    assert beds.name_zh in page.title()
    detail = page.inner_text(".detail")
    for words in ("4.63%", "渝府发〔2022〕6号", "专栏1 第8行", "不可比：观测口径为实有床位，目标口径为编制床位"):
        assert words in detail
    page = open_page(report_file, "#target/no.such%3Cthing%3E")
    assert page.inner_text(".detail h2") == "没有编号为 no.such<thing> 的目标。"
    page = open_page(report_file, "#findings")
    assert page.locator(".finding").count() > 10
    page.click(".finding >> nth=0 >> a >> nth=0")
    page.wait_for_selector("#opened")


def test_chart_draws_path_and_observations(open_page, report_file, cat, obs):
    page = open_page(report_file, "#target/med14.life_expectancy")
    page.wait_for_selector(".chart")
    assert page.locator(".chart polyline.path").count() == 1
    assert page.locator(".chart circle.seen").count() == len(obs.against(cat["med14.life_expectancy"]))
    texts = page.eval_on_selector_all(".chart text.label", "all => all.map(each => each.textContent)")
    assert texts == ["78.15", "目标 79.3", "79.72"]


def test_districts_stand_on_a_map_called_schematic(open_page, report_file):
    page = open_page(report_file, "#districts")
    assert page.locator(".map path").count() == 38
    assert "示意图" in page.inner_text(".map")
    assert page.locator(".slot tbody tr").count() == 38
    assert page.input_value("[name=column]") == "older"
    classes = [text.strip() for text in page.locator(".map .class").all_inner_texts()]
    assert classes[0].startswith("16.4–")
    ends = [end for words in classes for end in words.split("–")]
    assert len(set(ends)) == len(ends) == 10
    assert "忠县" in page.locator(".map text").all_text_contents()
    page.locator(".map path").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.inner_text(".map .told") == "涪陵区 21.2"
    page.locator(".map path").nth(20).click(force=True)
    assert page.inner_text(".map .told") == page.locator(".map path").nth(20).get_attribute("aria-label")
    shades = page.eval_on_selector_all(".map path", "all => all.map(each => each.getAttribute('class'))")
    page.select_option("[name=column]", "growth")
    assert page.eval_on_selector_all(".map path", "all => all.map(each => each.getAttribute('class'))") != shades


def test_language_switch_translates_explorer_and_report(open_page, report_file, cat):
    page = open_page(report_file, "#target/med14.beds_per_1000")
    page.click("#language")
    assert page.inner_text("h1") == "Report on planning targets"
    assert page.get_attribute("html", "lang") == "en"
    assert page.inner_text("#opened") == cat["med14.beds_per_1000"].name_en
    assert "Growth required a year" in page.inner_text(".detail")
    assert page.evaluate("document.activeElement.id") == "language"
    page.click(".tabs a[href='#report']")
    assert "Growth required a year" in page.text_content("#report")
    page.click("#language")
    assert page.inner_text("h1") == "规划目标报告"
    assert "所需年均增速" in page.text_content("#report")


def test_the_report_becomes_elements_when_it_is_asked_for(open_page, report_file):
    page = open_page(report_file)
    assert page.locator("#report *:not(noscript)").count() == 0
    page.evaluate("location.hash = '#part-findings'")
    page.wait_for_selector("#part-findings", state="visible")
    figures = page.locator("#report figure").count()
    assert figures > 10
    page.click("#language")
    page.wait_for_selector("#part-findings h2:text('Plans against each other')")
    assert page.locator("#report figure").count() == figures
    page = open_page(report_file, "#part-targets")
    assert page.is_visible("#report")


def test_both_languages_have_the_same_words(open_page, report_file):
    page = open_page(report_file)
    source = re.search(r"const WORDS = (\{.*?\n\});", report_file.read_text(encoding="utf-8"), re.DOTALL).group(1)
    keys = page.evaluate(
        f"() => {{ const words = {source}; return ['zh', 'en'].map(lang => Object.keys(words[lang]).sort()); }}"
    )
    assert keys[0] == keys[1]


def test_theme_follows_the_system_and_the_switch(open_page, report_file):
    paper = "getComputedStyle(document.body).backgroundColor"
    page = open_page(report_file, scheme="dark")
    assert page.evaluate(paper) == "rgb(20, 24, 28)"
    page.select_option("#theme", "light")
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
    page = open_page(report_file, scheme="light")
    page.select_option("#theme", "dark")
    assert page.evaluate(paper) == "rgb(20, 24, 28)"
    page.reload()
    assert page.evaluate(paper) == "rgb(20, 24, 28)"
    page.emulate_media(media="print")
    assert page.evaluate(paper) == "rgb(255, 255, 255)"


def test_paper_carries_what_is_filtered_the_report_or_the_open_target(open_page, report_file, cat):
    page = open_page(report_file)
    page.select_option("[name=plan]", "med14")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert len(ids(page)) == len(cat.select(plan="med14"))
    assert page.is_visible(".headline >> nth=0")
    assert page.is_hidden("#report")
    assert page.is_hidden(".filters")
    page = open_page(report_file, "#report")
    page.emulate_media(media="print")
    assert page.is_visible("#report")
    assert page.is_hidden("#explorer")
    page = open_page(report_file, "#target/med14.beds_per_1000")
    page.emulate_media(media="print")
    assert page.is_visible("#opened")
    assert page.is_hidden("#report")
    assert page.is_hidden(".whatif")


def test_page_without_scripts_is_the_whole_report(open_page, report_file, cat):
    page = open_page(report_file, java_script_enabled=False)
    assert page.is_hidden("#explorer")
    assert page.is_visible("h1")
    assert page.locator("#report tbody tr").count() >= len(cat)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("anchor", ["", "#target/med14.beds_per_1000", "#findings", "#districts", "#report"])
def test_nothing_runs_over_the_edge(open_page, report_file, width, anchor):
    page = open_page(report_file, anchor, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.click("#language")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.slow
@pytest.mark.parametrize("anchor", ["", "#target/med14.beds_per_1000", "#findings", "#districts"])
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_nothing_serious(open_page, report_file, anchor, scheme, width):
    page = open_page(report_file, anchor, scheme=scheme, width=width)
    assert grave(page, "{ exclude: [['#report']] }") == []


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_axe_finds_nothing_serious_in_the_report_itself(open_page, report_file, lang):
    page = open_page(report_file, "#report")
    if lang == "en":
        page.click("#language")
    page.add_style_tag(content="#report section { content-visibility: visible !important; }")
    assert grave(page, "'#report'") == []


def test_no_value_is_printed_as_an_object(open_page, report_file, cat):
    page = open_page(report_file)
    for key in list(cat.ids)[::30]:
        page.goto(f"{report_file.as_uri()}#target/{key}")
        page.wait_for_selector(".facts")
        assert "[object" not in page.content(), key
    page.goto(f"{report_file.as_uri()}#target/med14.beds_per_1000")
    until(page, "[...document.querySelectorAll('figure svg text')].some(text => text.textContent === '张/千')")


def test_a_note_speaks_the_reader_s_language(open_page, report_file):
    page = open_page(report_file, "#target/med14.tcm_physician_coverage")
    assert "据“全覆盖”理解为 100%" in page.inner_text(".detail")
    page.click("#language")
    assert "100 % read out of 全覆盖" in page.inner_text(".detail")


def test_a_link_within_the_page_is_followed_before_the_click_ends(open_page, report_file):
    page = open_page(report_file)
    seen = page.evaluate(
        """() => {
            const views = [];
            for (const name of ["report", "targets", "districts"]) {
                document.querySelector(`.tabs a[href='#${name}']`).click();
                views.push(`${location.hash} ${document.documentElement.dataset.view}`);
            }
            const entries = history.length;
            document.querySelector(".tabs a[href='#districts']").click();
            return [...views, history.length - entries];
        }"""
    )
    assert seen == ["#report report", "#targets targets", "#districts districts", 0]
    page.go_back()
    page.wait_for_selector(".list", state="visible")
    page.go_back()
    page.wait_for_selector("#report", state="visible")
