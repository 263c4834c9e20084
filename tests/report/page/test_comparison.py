"""What changed against last year's version: in the page behind its tab, and without scripts."""

import pytest

import cqtargets as cq
from cqtargets.report.build import build_report
from cqtargets.report.page.rendering import render_page
from cqtargets.report.request import Compared, Request
from tests.report.page.test_overview import target

pytestmark = pytest.mark.external


@pytest.fixture
def versions(tmp_path):
    nothing = cq.Observations([])
    last = Compared(catalogue=cq.Catalogue([target("a"), target("gone")]), observations=nothing, label="去年版本")
    ours = cq.Catalogue([target("a", target_low=22.0, name_zh="名" * 200), target("new")])
    request = Request(catalogue=ours, observations=nothing, compare_with=(last,))
    path = tmp_path / "index.html"
    path.write_bytes(render_page(build_report(request, sections=["findings"])))
    return path


def test_the_first_screen_tells_and_leads_to_the_tab(open_page, versions):
    page = open_page(versions)
    assert "与去年版本相比：新增 1 项，删去 1 项，改动 1 项" in page.inner_text(".conclusions")
    page.click(".conclusions a[href='#comparison']")
    page.wait_for_selector("#part-comparison", state="visible")
    assert page.is_hidden("#report")
    assert page.get_attribute(".tabs a[href='#comparison']", "aria-current") == "page"
    assert page.locator("#part-comparison tbody tr").count() == 3
    page.click("#language")
    said = page.locator("#part-comparison", has_text="Against 去年版本: 1 new, 1 dropped, 1 changed")
    said.wait_for()
    page.click(".tabs a[href='#report']")
    page.wait_for_selector("#part-comparison", state="hidden")
    page.click(".tabs a[href='#targets']")
    assert "Against 去年版本" in page.inner_text(".conclusions")


@pytest.mark.parametrize("width", [390, 900, 1400])
def test_the_comparison_stands_without_scripts(open_page, versions, width):
    page = open_page(versions, java_script_enabled=False, width=width)
    assert page.is_visible("#part-comparison")
    assert page.locator("#part-comparison tbody tr").count() == 3
    page = open_page(versions, "#comparison", width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_page_that_compares_nothing_has_no_such_tab(open_page, tmp_path):
    request = Request(catalogue=cq.Catalogue([target("a")]), observations=cq.Observations([]))
    path = tmp_path / "index.html"
    path.write_bytes(render_page(build_report(request, sections=["findings"])))
    page = open_page(path, "#comparison")
    assert page.locator("a[href='#comparison']").count() == 0
