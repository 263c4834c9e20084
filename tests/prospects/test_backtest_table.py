import importlib.util
import re
import sys
from pathlib import Path

import pytest

from cqtargets.attainment.calibration import LEARNED
from cqtargets.prospects.bundled import shipped_series, un_series

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "attainment.md"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@pytest.fixture(scope="module")
def tool():
    sys.path.insert(0, str(ROOT / "tools"))
    spec = importlib.util.spec_from_file_location("backtest_tables", ROOT / "tools" / "backtest.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made(tool):
    return tool.bundled()


@pytest.mark.slow
def test_the_page_holds_the_tables_of_the_data_as_they_are(tool, made):
    """Optimisers of other versions may move the last digit of a fitted model by one, and nothing else."""
    page = PAGE.read_text(encoding="utf-8")
    (shown, printed), (computed, numbers) = (parts(text) for text in (page, tool.replaced(page, made)))
    assert computed == shown, "the data or a method has changed: run `make backtest`"
    for ours, theirs in zip(numbers, printed, strict=True):
        step = 10.0 ** -len(ours.partition(".")[2]) if "." in ours else 0.0
        assert abs(float(ours) - float(theirs)) <= 1.01 * step, "a method has changed: run `make backtest`"


def parts(text):
    """The words around the numbers of a text, and the numbers."""
    return NUMBER.split(text), NUMBER.findall(text)


def test_the_page_states_the_factors_that_the_library_uses():
    """The panel is not in the repository: its part of the page is written where it is at hand."""
    page = PAGE.read_text(encoding="utf-8")
    nearer = 0.0
    for learned in LEARNED:
        years = f"{learned.first}–{learned.last}"
        lines = [line for line in page.splitlines() if line.startswith(f"| {years} |")]
        cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
        assert [row[1] for row in cells] == ["80%", "95%"]
        assert {(int(row[2]), int(row[3]), int(row[4])) for row in cells} == {
            (learned.forecasts, learned.series, learned.places)
        }
        nearer = max(nearer, round(max(float(row[5]) for row in cells), 2))
        assert learned.factor == nearer  # farther ahead is never promised more
        assert [row[8] for row in cells] == [f"{learned.held_80:.0%}", f"{learned.held_95:.0%}"]


def test_a_page_without_marks_is_refused(tool):
    with pytest.raises(SystemExit, match="the page has no marks"):
        tool.replaced("# A page", "tables")


def test_the_un_teaches_no_factor_and_is_tested_on_estimates_only():
    known = un_series()
    assert not set(known) & set(shipped_series())
    when, values, scale = known["life_expectancy UN"]
    assert (when[0], when[-1], len(values), scale) == (2010, 2023, 14, "identity")
    assert values[when.index(2020)] == 78.0191  # un_summary.csv, 2020, both sexes
