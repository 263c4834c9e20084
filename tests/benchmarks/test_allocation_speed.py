"""Three times the bars of benchmarks/allocation.py, so that a busy machine does not fail the suite."""

import pytest

from benchmarks import allocation
from benchmarks.timing import best
from cqtargets.districts import METHODS


@pytest.mark.slow
@pytest.mark.parametrize("method", METHODS)
def test_3000_districts_share_10000_units(method):
    weights = allocation.people()
    shared = allocation.share(method, weights)
    assert shared.allocated.sum() + shared.reserve + shared.slack == pytest.approx(allocation.UNITS)
    assert best(lambda: allocation.share(method, weights)) < 3 * allocation.BARS[f"share_10000_units_{method}"]
