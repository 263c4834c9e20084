import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from cqtargets.errors import DomainError
from cqtargets.population.models.cohortwise import between_dates, open_out, shift_part_year

counts = arrays.arrays(np.float64, (2, 12), elements=st.floats(1, 1e5))


def test_half_a_year_hand_worked():
    # 100 newborn a year, S = (0.64, 0.81, 0.25), half a year: roots 0.8, 0.9, 0.5
    # age 0: 0.8 (20 + 50) = 56; age 1: 0.9 (30 + 20) = 45; open: 0.5 (10 + 30) = 20, and half of the migrants
    people = np.tile([40.0, 60.0, 10.0], (2, 1))
    survival = np.tile([0.64, 0.81, 0.25], (2, 1))
    moved = shift_part_year(people, survival, np.array([100.0, 100.0]), np.tile([2.0, 4.0, 0.0], (2, 1)), 0.5)
    np.testing.assert_allclose(moved, np.tile([57.0, 47.0, 20.0], (2, 1)))


@settings(max_examples=40)
@given(counts, counts, st.floats(0, 3))
def test_between_dates_meets_both_ends_and_parts_add_up(start, end, since):
    np.testing.assert_allclose(between_dates(start, end, 3, 0.0), start)
    np.testing.assert_allclose(between_dates(start, end, 3, 3.0)[:, 3:], end[:, 3:], rtol=1e-9)
    whole = between_dates(start + end, 2 * end, 3, since)
    parts = between_dates(start, end, 3, since) + between_dates(end, end, 3, since)
    assert (whole >= 0).all()
    np.testing.assert_allclose(parts[:, :-1].sum(), whole[:, :-1].sum(), rtol=0.2)
    np.testing.assert_allclose(parts[:, :8], whole[:, :8], rtol=1e-9)


def test_a_population_that_only_ages_is_carried_along_its_cohorts():
    start = np.tile(np.arange(100.0, 40.0, -5.0), (2, 1))
    end = np.concatenate([start[:, :3], start[:, :-4], start[:, -4:].sum(axis=1, keepdims=True)], axis=1)
    year = between_dates(start, end, 3, 1.0)
    np.testing.assert_allclose(year[:, 1:-1], start[:, :-2])
    np.testing.assert_allclose(year[:, -1], start[:, -2:].sum(axis=1))


def test_the_open_group_keeps_its_people():
    people = np.tile([5.0, 9.0], (2, 1))
    assert open_out(people, np.tile([2.0, 1.0], (2, 1))).tolist() == [[5.0, 6.0, 3.0]] * 2


def test_refusals():
    people = np.ones((2, 3))
    with pytest.raises(DomainError, match=r"share 1.5 of a year is not between 0 and 1"):
        shift_part_year(people, people, np.ones(2), people, 1.5)
    with pytest.raises(
        DomainError, match=r"net out-migration of males aged 0 is more than there are people: -9 a year"
    ):
        shift_part_year(people, people, np.ones(2), -9 * people, 0.5)
    with pytest.raises(DomainError, match=r"4 years lie outside the 3 years between the dates"):
        between_dates(people, people, 3, 4)
