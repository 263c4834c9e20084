"""The table of the benchmarks and the page around it."""

import platform

import pytest

from benchmarks import regions
from benchmarks.page import page, row
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


def test_the_page_says_how_it_was_made_and_on_what():
    text = page(["| a | 1 | s | | |"], [regions], 90.0)
    assert "| a | 1 | s | | |\n" in text
    assert "in 2 minutes" in text
    assert f"Python {platform.python_version()}" in text
    assert "**regions.** Ten copies of Chongqing's 38 districts" in text


def test_cost_in_proportion_has_the_exponent_one():
    assert exponent([10, 100, 1000], [5.0, 0.2, 2.0]) == pytest.approx(1.0)
