import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets.errors import DomainError
from cqtargets.population.models.cohorts import cohort_power, cohort_shape
from cqtargets.population.models.graduation import graduate

BIRTHS = {
    1950 + i: float(size) for i, size in enumerate([21, 22, 23, 22, 24, 25, 24, 26, 22, 14, 11, 9, 21, 33, 30, 29] * 3)
}
YEARS = sorted(BIRTHS)


def test_a_census_of_november_mixes_two_years_of_births():
    # hand-worked: aged 0 at 31 October 1960, ten months of 1960 (11) and two of 1959 (14): 11.5
    shape = cohort_shape(BIRTHS, when="1960-10-31", ages=2)
    assert shape == pytest.approx([10 / 12 * 11 + 2 / 12 * 14, 10 / 12 * 14 + 2 / 12 * 22])


def test_at_the_end_of_a_year_there_is_nothing_to_mix():
    assert cohort_shape(BIRTHS, when=1960, ages=3).tolist() == [11, 14, 22]


def test_survival_and_power():
    lived = np.array([[1.0, 0.5], [0.9, 0.8]])
    found = cohort_shape(BIRTHS, when=1960, ages=2, survival=lived, power=2)
    assert found == pytest.approx(np.array([[121.0, 60.5], [176.4, 156.8]]))


@settings(max_examples=40, deadline=None)
@given(st.floats(0.5, 2.5), st.integers(1985, 1997), st.floats(1e3, 1e7), st.floats(-0.05, 0.05))
def test_the_power_of_a_region_comes_back(power, year, size, slope):
    ages = 5 * ((year - 1950) // 5)
    shape = cohort_shape(BIRTHS, when=year, ages=ages, power=power)
    groups = size * shape.reshape(-1, 5).sum(axis=1) * np.exp(slope * np.arange(ages // 5))
    found = cohort_power([*groups, 0.0], BIRTHS, when=year, survival=np.ones(ages), born=(1950, 1997))
    assert found == pytest.approx(power, abs=0.02)


def test_too_few_groups_say_nothing():
    assert cohort_power([1, 2, 3, 4], BIRTHS, when=1970, survival=np.ones(15), born=(1950, 1980)) is None


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(0, 1e6), min_size=3, max_size=8), st.data())
def test_a_shape_keeps_every_total_and_the_proportions(groups, data):
    sizes = data.draw(st.lists(st.floats(0.1, 10), min_size=5 * (len(groups) - 1), max_size=5 * (len(groups) - 1)))
    single = graduate(groups, "uniform", shape=sizes)
    fives = single[:-1].reshape(-1, 5)
    assert fives.sum(axis=1) == pytest.approx(groups[:-1], rel=1e-9, abs=1e-9)
    assert fives * np.reshape(sizes, (-1, 5)).sum(axis=1, keepdims=True) == pytest.approx(
        np.reshape(sizes, (-1, 5)) * np.array(groups[:-1])[:, None], rel=1e-9, abs=1e-9
    )
    assert single[-1] == groups[-1]


def test_the_shape_of_each_sex_and_a_group_without_one():
    counts = np.array([[50.0, 100.0, 7.0], [50.0, 200.0, 9.0]])
    shape = np.full((2, 10), np.nan)
    shape[:, 5:] = [[1, 1, 1, 1, 6], [1, 1, 1, 1, 4]]
    single = graduate(counts, "uniform", shape=shape)
    assert single[:, :5] == pytest.approx(10.0)
    assert single[:, 5:10] == pytest.approx(np.array([[10, 10, 10, 10, 60], [25, 25, 25, 25, 100]]))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: graduate([5, 5, 5], "uniform", shape=[1] * 9), "does not align with 2 closed groups; give 10 single"),
        (lambda: graduate([5, 5, 5], "uniform", shape=[1] * 9 + [-1]), "the shape at age 9 is -1; give relative sizes"),
        (lambda: graduate([5, 5, 5], "uniform", shape=[0] * 5 + [1] * 5), "at age 0 is zero throughout"),
        (lambda: cohort_shape({2000: -1.0}, when=2001, ages=1), "births of 2000 are -1.0; give a number of 0 or more"),
        (lambda: cohort_shape(BIRTHS, when=1990, ages=3, power=-1), "power is -1; give 0 or more"),
        (
            lambda: cohort_shape(BIRTHS, when=1990, ages=3, survival=[1, 1]),
            r"survival of shape \(2,\) does not align with 3",
        ),
    ],
)
def test_refusals(call, message):
    with pytest.raises(DomainError, match=message):
        call()


def test_they_are_public():
    assert cq.population.cohort_shape is cohort_shape
    assert cq.population.cohort_power is cohort_power
