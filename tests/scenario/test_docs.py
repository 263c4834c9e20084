"""The blocks of docs/scenarios.md and docs/testing.md say what the library says."""

import re
from pathlib import Path

import pytest

import cqtargets as cq
from cqtargets.testing import assert_met

DOCS = Path(__file__).resolve().parents[2] / "docs"


def blocks(name, language):
    return re.findall(rf"```{language}\n(.*?)```", (DOCS / name).read_text(encoding="utf-8"), re.DOTALL)


def test_python_blocks_run_and_their_numbers_hold():
    space = {}
    for block in blocks("scenarios.md", "python"):
        exec(block, space)
    assert space["late"].apply(space["cat"])["med14.beds_per_1000"].target_year == 2026
    growth = space["answer"].to_frame().loc["required_cagr"]
    assert (round(growth["before"], 4), round(growth["after"], 4)) == (0.0463, 0.0329)


def test_the_file_shown_is_a_scenario(cat):
    (text,) = blocks("scenarios.md", "toml")
    changed = cq.Scenario.from_toml(text).apply(cat)
    assert changed["med14.beds_per_1000"].goal == 8.5


def test_the_failure_shown_is_the_one_printed(cat):
    (text,) = blocks("testing.md", "text")
    with pytest.raises(AssertionError) as caught:
        assert_met(cat["med14.inpatient_days"], 8.3)
    assert text.strip() == str(caught.value)
