import pytest

import cqtargets as cq
from benchmarks import scenarios
from tests.growing import times_the_work


@pytest.mark.slow
def test_ten_times_the_scenarios_take_no_hundred_times_the_work(cat, obs):
    def work(count):
        chosen = scenarios.scenarios(count)
        return lambda: cq.compare(cat, *chosen, observations=obs, profile="schedule").to_frame()

    assert times_the_work(work, 10, 100, rounds=2) < 40
