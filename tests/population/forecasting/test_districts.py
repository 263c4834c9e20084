from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import cqtargets as cq
from benchmarks import forecast as bench
from cqtargets.population.known.census import census, districts

CITY = "重庆市"


@pytest.fixture(scope="module")
def everything():
    return cq.population.forecast([CITY, *districts()], to=2035, draws=40, seed=1, keep_groups=True)


def test_districts_add_up_to_the_city_in_every_sex_age_date_and_trajectory(everything):
    city, parts = everything.groups[0], everything.groups[1:].sum(axis=0)
    assert city.shape == (17, 2, 18, 41)
    assert np.abs(parts / city - 1).max() < 1e-9


def test_every_band_adds_up_too(everything):
    for band in everything.bands:
        draws = everything.denominator(band, on=2031).draws
        np.testing.assert_allclose(draws[1:].sum(axis=0), draws[0], rtol=1e-9)


def test_districts_start_from_their_censuses(everything):
    point = everything.denominator("60+", on="2020-10-31").point
    counted = [census(name, 2020).band("60+") for name in everything.regions]
    np.testing.assert_allclose(point, counted, rtol=1e-9)


def test_a_district_alone_is_the_same_as_among_all(everything):
    alone = cq.population.forecast("南岸区", to=2035, draws=40, seed=1)
    row = everything.regions.index("南岸区")
    np.testing.assert_array_equal(alone.persons[0], everything.persons[row])
    assert isinstance(alone.denominator("60+", on=2030).median, float)


def test_workers_do_not_change_a_bit(everything):
    few = [CITY, "南岸区", "渝北区", "城口县"]
    want = cq.population.forecast(few, to=2024, draws=260, seed=4)
    with ThreadPoolExecutor(3) as pool:
        threaded = cq.population.forecast(few, to=2024, draws=260, seed=4, executor=pool)
    np.testing.assert_array_equal(threaded.persons, want.persons)
    np.testing.assert_array_equal(threaded.pyramids, want.pyramids)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_processes_do_not_change_a_bit():
    one, two = (cq.population.forecast("districts", to=2023, draws=260, seed=4, jobs=jobs) for jobs in (1, 2))
    np.testing.assert_array_equal(one.persons, two.persons)
    np.testing.assert_array_equal(one.medians, two.medians)


def test_ranking_of_districts(everything):
    only = cq.population.forecast("districts", to=2030, draws=60, seed=1)
    frame = only.ranking("share_60plus", on=2030)
    assert len(frame) == 38
    assert frame["median"].is_monotonic_decreasing
    assert (frame["rank_low"] <= frame["rank_high"]).all()
    assert only.method == "cohort-component, districts by Hamilton-Perry"
    assert "raked to the whole" in only.reason


def test_districts_reach_two_intervals_ahead():
    with pytest.raises(cq.DomainError, match=r"districts to 2041: ratios of 10 years are carried 2 times at most"):
        cq.population.forecast("districts", to=2041, draws=0)


@pytest.mark.slow
def test_all_districts_keep_their_bar_of_memory():
    name = "forecast_districts_2035_gigabytes"
    assert bench.measure()[name] < bench.BARS[name]
