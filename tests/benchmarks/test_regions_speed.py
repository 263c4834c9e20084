"""Memory of streamed regions stands still."""

import pytest

from benchmarks import regions


@pytest.mark.slow
def test_ten_thousand_trajectories_of_districts_stay_below_a_gigabyte():
    assert regions.streamed(1, regions.DRAWS).gigabytes < regions.BARS["38_regions_gigabytes"]


@pytest.mark.slow
def test_four_times_the_regions_take_no_more_memory():
    few, many = (regions.streamed(copies, 100).gigabytes for copies in (1, 4))
    assert many < regions.BARS["memory_380_over_38_regions"] * few
