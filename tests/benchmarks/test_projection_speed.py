"""Three times the ratio to the plain loop that benchmarks/projection.py allows, both measured in turns."""

import pytest

from benchmarks.projection import HIGHEST_RATIO, cases, compare


@pytest.mark.slow
@pytest.mark.parametrize("number", [0, 1, 2], ids=["one", "shared", "own"])
def test_projection_keeps_three_times_its_ratio_to_a_plain_loop(number):
    case = cases()[number]
    mine, plain = compare(case, 20 if case.name == "one projection" else 2)
    assert mine < 3 * HIGHEST_RATIO * plain
