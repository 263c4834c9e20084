"""Three times the bars of benchmarks/projection.py, so that a busy machine does not fail the suite."""

import pytest

from benchmarks.projection import HIGHEST_RATIO, cases, compare


@pytest.mark.slow
@pytest.mark.parametrize("number", [0, 1, 2], ids=["one", "shared", "own"])
def test_projection_keeps_three_times_its_bar(number):
    case = cases()[number]
    mine, plain = compare(case, 50 if case.name == "one projection" else 2)
    assert mine < 3 * case.bar
    assert mine < 3 * HIGHEST_RATIO * plain
