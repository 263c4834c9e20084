import pytest

from benchmarks import workforce


@pytest.mark.slow
def test_staff_and_beds_cost_less_than_half_of_the_forecast_they_stand_on():
    measured = workforce.measure()
    assert measured.keys() == workforce.BARS.keys()
    assert all(value < workforce.BARS[name] for name, value in measured.items())
