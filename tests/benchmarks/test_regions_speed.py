"""Memory of streamed regions stands still, and their time stays within three times the bar of benchmarks/regions.py."""

import pytest

from benchmarks import regions


@pytest.mark.slow
def test_ten_thousand_trajectories_of_districts_stay_below_a_gigabyte():
    cost = regions.streamed(1, regions.DRAWS)
    assert cost.gigabytes < regions.BARS["38_regions_gigabytes"]
    assert cost.processor_seconds < 3 * regions.BARS["38_regions_processor_seconds"]


@pytest.mark.slow
def test_four_times_the_regions_take_no_more_memory():
    few, many = (regions.streamed(copies, 100).gigabytes for copies in (1, 4))
    assert many < regions.BARS["memory_380_over_38_regions"] * few
