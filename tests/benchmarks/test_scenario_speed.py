import pytest

from benchmarks import scenarios


@pytest.mark.slow
def test_two_hundred_scenarios_over_the_whole_catalogue():
    name = "compare_200_scenarios"
    assert scenarios.measure()[name] < 3 * scenarios.BARS[name]
