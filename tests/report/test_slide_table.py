import sys

import pandas as pd
import pytest

import cqtargets as cq
from cqtargets.errors import DomainError, OutputError


@pytest.fixture(scope="module")
def found(cat, obs):
    return cq.evaluate_plan(cat.select(plan="care14"), obs, on=2025)


@pytest.mark.parametrize(("lang", "missed", "source"), [("zh", "未完成", "来源："), ("en", "missed", "Source: ")])
def test_an_evaluation_shows_its_table_with_results_in_colour(found, lang, missed, source):
    pytest.importorskip("great_tables")
    page = cq.report.slide_table(found, lang=lang, title="A plan").as_raw_html()
    assert missed in page
    assert "#f6d5d1" in page.lower()
    assert source + "渝府发〔2022〕15号" in page
    assert "A plan" in page


def test_a_long_frame_says_how_much_is_shown():
    pytest.importorskip("great_tables")
    page = cq.report.slide_table(pd.DataFrame({"x": range(30)}), lang="en", most=5).as_raw_html()
    assert "the first 5 of 30 rows" in page


def test_without_great_tables_it_says_what_to_install(found, monkeypatch):
    monkeypatch.setitem(sys.modules, "great_tables", None)
    with pytest.raises(OutputError, match="cqtargets\\[notebook\\]"):
        cq.report.slide_table(found)


def test_an_unknown_language_is_refused(found):
    with pytest.raises(DomainError):
        cq.report.slide_table(found, lang="fr")
