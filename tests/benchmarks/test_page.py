"""The table of the benchmarks and the page around it."""

import platform
import re

import pytest

from benchmarks import regions
from benchmarks.__main__ import put
from benchmarks.page import Section, beside_bars, page, read, row
from benchmarks.timing import exponent


@pytest.mark.parametrize(
    ("name", "value", "bar", "line"),
    [
        ("one_seconds", 0.25, 0.5, "| part: one | 0.25 | s | 0.5 | 0.5 |"),
        ("compare_200_scenarios", 2.0, None, "| part: compare 200 scenarios | 2 | s | | |"),
        ("one_over_plain_loop", 1.234, 1.5, "| part: one over plain loop | 1.23 | ratio | 1.5 | 0.82 |"),
        ("peak_gigabytes", 0.2, 1.0, "| part: peak | 0.2 | GB | 1 | 0.2 |"),
        ("regions_exponent", 1.01, None, "| part: regions | 1.01 | power | | |"),
    ],
)
def test_a_row_says_unit_and_share_of_the_bar(name, value, bar, line):
    assert row("part", name, value, bar) == line


def test_bars_that_are_missed_are_named_with_their_figures():
    rows = [
        row("part", "one_seconds", 0.25, 0.5),
        row("part", "two_over_pandas", 70.04, 60.0),
        row("part", "three", 1.0, None),
    ]
    assert beside_bars(rows) == "Of 2 bars these are missed, with their figures: part: two over pandas (70, bar 60)."
    assert beside_bars(rows[:1]) == "Every bar holds, of 1."


def test_the_page_says_how_it_was_made_and_on_what():
    section = Section.of(["| regions: a | 1 | s | | |"], 90.0)
    text = page({"regions": section}, {"regions": regions.__doc__})
    assert "| regions: a | 1 | s | | |\n" in text
    assert "in 2 min." in text
    assert f"Python {platform.python_version()}" in text
    assert re.search(r"\*\*regions\.\*\* Measured \S+, in 2 min\. Ten copies of Chongqing's 38 districts", text)
    assert read(text) == {"regions": section}


def test_a_section_takes_its_own_place_and_leaves_the_others(tmp_path):
    file = tmp_path / "page.md"
    for name, line in (("regions", "| regions: a | 1 | s | | |"), ("allocation", "| allocation: b | 2 | s | | |")):
        put(file, name, Section.of([line], 30.0))
    put(file, "regions", Section.of(["| regions: a | 3 | s | | |"], 300.0))
    found = read(file.read_text(encoding="utf-8"))
    assert list(found) == ["allocation", "regions"]
    assert found["regions"].rows == ["| regions: a | 3 | s | | |"]
    assert found["regions"].measured.endswith("in 5 min")
    assert found["allocation"].rows == ["| allocation: b | 2 | s | | |"]


def test_cost_in_proportion_has_the_exponent_one():
    assert exponent([10, 100, 1000], [5.0, 0.2, 2.0]) == pytest.approx(1.0)
