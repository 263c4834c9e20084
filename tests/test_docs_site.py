"""The documentation's two languages, and a search that finds Chinese words."""

import json

import pytest

from tests.docpages import ROOT
from tools.chinese_search import SPLIT_QUERY, cut
from tools.languages import TWINS, switch

DOCS = ROOT / "docs"


def pages():
    return {str(page.relative_to(DOCS).with_suffix("")) for page in DOCS.glob("guide/*.md")}


def test_every_page_of_the_guide_stands_in_both_languages():
    both = {*TWINS, *TWINS.values()}
    assert sorted(pages() - both) == []
    assert sorted(name for name in both if not (DOCS / f"{name}.md").exists()) == []


def test_every_method_says_itself_in_chinese():
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    methods = index.split(":caption: Methods")[1].split("```")[0].split("\n\n")[1].split()
    silent = [
        name for name in methods
        if name not in TWINS.values() and "中文摘要" not in (DOCS / f"{name}.md").read_text(encoding="utf-8")
    ]  # fmt: skip
    assert silent == []


def test_a_page_links_to_the_other_language():
    assert "[中文](guide/zh-norms.md)" in switch("norms", "# Norms\n\nText")
    assert "[English](../norms.md)" in switch("guide/zh-norms", "# 规划标准\n")
    assert switch("benchmarks", "# Benchmarks\n") == "# Benchmarks\n"


def test_chinese_is_indexed_by_pairs_and_single_characters():
    assert {"终期", "期评", "评估", "床位", "床"} <= set(cut("终期评估与床位"))
    assert cut("CAGR 4.63%") == ["CAGR", "4", "63"]


def test_the_search_names_a_stemmer_that_the_browser_has():
    conf = (DOCS / "conf.py").read_text(encoding="utf-8")
    assert 'language_name = "English"' in conf
    assert 'html_search_language = "zh"' in conf


@pytest.mark.external
def test_the_browser_cuts_a_query_as_the_index_does(browser):
    page = browser.new_page()
    for query in ("终期评估", "床位", "CAGR", "每千人口 beds_per_1000", "床", "年均增速cagr怎么算"):
        words = page.evaluate(f"(query) => {{ {SPLIT_QUERY} return splitQuery(query); }}", query)
        assert set(words) <= set(cut(query)), json.dumps(words)
        assert words
    page.close()
