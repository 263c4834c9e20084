import pytest

from benchmarks import allocation
from cqtargets.districts import METHODS
from tests.growing import times_the_work


@pytest.mark.slow
@pytest.mark.parametrize("method", METHODS)
def test_ten_times_the_districts_take_no_hundred_times_the_work(method):
    def work(districts):
        weights = allocation.people(districts)
        shared = allocation.share(method, weights)
        assert shared.allocated.sum() + shared.reserve + shared.slack == pytest.approx(allocation.UNITS)
        return lambda: allocation.share(method, weights)

    assert times_the_work(work, 600, 6_000) < 40
