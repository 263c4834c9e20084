import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqtargets.errors import ConventionError, DomainError
from cqtargets.population.models.graduation import (
    METHODS,
    GraduationWarning,
    NegativeCell,
    expansion_matrix,
    graduate,
    negative_cells,
)

GROUPS = [520, 480, 430, 400, 390, 350, 260, 180, 60]
KEEPING = ("sprague", "beers_ordinary", "monotone", "uniform")


def test_sprague_multipliers_of_the_three_panels():
    # Siegel and Swanson (2004), appendix C: first row of either end panel, first and third row of a middle panel
    matrix = expansion_matrix("sprague", 7)
    np.testing.assert_allclose(matrix[0, :5], [0.3616, -0.2768, 0.1488, -0.0336, 0], atol=1e-12)
    np.testing.assert_allclose(matrix[5, :5], [0.0336, 0.2272, -0.0752, 0.0144, 0], atol=1e-12)
    np.testing.assert_allclose(matrix[10, :5], [-0.0128, 0.0848, 0.1504, -0.0240, 0.0016], atol=1e-12)
    np.testing.assert_allclose(matrix[12, :5], [0.0064, -0.0336, 0.2544, -0.0336, 0.0064], atol=1e-12)


@pytest.mark.parametrize("method", ["beers_ordinary", "beers_modified"])
def test_beers_multipliers_keep_the_sum_and_every_even_population(method):
    matrix = expansion_matrix(method, 9)
    np.testing.assert_allclose(matrix.sum(axis=0), 1, atol=1e-12)
    np.testing.assert_allclose(matrix.sum(axis=1), 0.2, atol=1e-12)


def test_beers_of_doubling_groups():
    # first five values that the documentation of the package mrc-ide/beers prints for 10, 20, 40, 80, 160
    groups = [10, 20, 40, 80, 160, 0]
    np.testing.assert_allclose(graduate(groups, "beers_ordinary")[:5], [1.061, 1.635, 2.084, 2.449, 2.771], atol=5e-4)
    np.testing.assert_allclose(graduate(groups, "beers_modified")[:5], [1.672, 1.763, 1.927, 2.164, 2.474], atol=5e-4)


def test_beers_ordinary_hand_worked_middle_age():
    # middle age of the third of five groups 100, 200, 300, 200, 100: 0.0050 x 200 - 0.0280 x 400 + 0.2460 x 300 = 63.6
    assert graduate([100, 200, 300, 200, 100, 0], "beers_ordinary")[12] == pytest.approx(63.6)


@pytest.mark.parametrize("degree", [1, 2, 3])
def test_sprague_gives_back_a_polynomial(degree):
    # single years that are a cubic are recovered exactly: the end quartic of the cumulated counts passes through them
    single = 5000.0 + (np.arange(40) - 20.0) ** degree / 10
    groups = np.append(single.reshape(8, 5).sum(axis=1), 7.0)
    np.testing.assert_allclose(graduate(groups, "sprague"), np.append(single, 7.0), rtol=1e-10)


@settings(max_examples=50)
@given(st.lists(st.integers(0, 10**6), min_size=7, max_size=22), st.sampled_from(KEEPING))
def test_totals_of_every_group_are_kept(groups, method):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", GraduationWarning)
        single = graduate(groups, method)
    sums = single[:-1].reshape(-1, 5).sum(axis=1)
    np.testing.assert_allclose(sums, groups[:-1], rtol=1e-9, atol=1e-9 * max(groups))
    assert single[-1] == groups[-1]
    if method in ("monotone", "uniform"):
        assert single.min() >= 0


def test_the_age_axis_is_the_second_one():
    male, female = np.array(GROUPS) + 300.0, np.array(GROUPS[::-1]) + 300.0
    counts = np.stack([np.stack([male, female * 2], axis=1), np.stack([female, male * 3], axis=1)])
    for method in METHODS:
        together = graduate(counts, method)
        assert together.shape == (2, 41, 2)
        np.testing.assert_allclose(together[0, :, 0], graduate(male, method), rtol=1e-12)
        np.testing.assert_allclose(together[1, :, 1], 3 * graduate(male, method), rtol=1e-12)


def test_beers_modified_moves_people_between_groups_unless_rescaled():
    raw = graduate(GROUPS, "beers_modified")
    kept = graduate(GROUPS, "beers_modified", rescale=True)
    assert np.abs(raw[:-1].reshape(-1, 5).sum(axis=1) - GROUPS[:-1]).max() > 1
    assert raw[:-1].sum() == pytest.approx(sum(GROUPS[:-1]))
    np.testing.assert_allclose(kept[:-1].reshape(-1, 5).sum(axis=1), GROUPS[:-1], rtol=1e-12)


def test_negative_cells_stay_and_are_reported():
    steep = [1000, 900, 800, 5, 0, 0, 0, 0]
    with pytest.warns(
        GraduationWarning, match="sprague gives 9 negative cells, the lowest -26.408 at age 18"
    ) as caught:
        single = graduate(steep, "sprague", ages=range(0, 40, 5))
    cells = negative_cells(single)
    assert str(len(cells)) in str(caught[0].message)
    assert min(cells, key=lambda cell: cell.value).value == single.min() < 0
    assert all(single[cell.index] == cell.value and cell.index == (cell.age,) for cell in cells)
    assert issubclass(GraduationWarning, UserWarning)
    assert negative_cells(graduate(steep, "monotone")) == ()


def test_negative_cells_know_the_age_axis():
    array = np.ones((2, 3, 2))
    array[1, 2, 0] = -4
    assert negative_cells(array, first_age=60) == (NegativeCell(index=(1, 2, 0), age=62, value=-4.0),)


def test_labels_serve_as_ages():
    labels = [*(f"{age}-{age + 4}" for age in range(0, 40, 5)), "40+"]
    np.testing.assert_array_equal(graduate(GROUPS, "uniform", labels), graduate(GROUPS, "uniform"))


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: graduate(GROUPS, "spline"), ConventionError, "unknown method 'spline'; write one of sprague, beers_"),
        (lambda: graduate(GROUPS[:5], "sprague"), DomainError, "4 closed groups; method 'sprague' needs 5 or more"),
        (lambda: graduate([5, 5], "monotone"), DomainError, "1 closed groups; method 'monotone' needs 2 or more"),
        (lambda: graduate(5.0), DomainError, "counts is a single number; give one count for each age group"),
        (lambda: graduate([-1, *GROUPS]), DomainError, "counts at age 0 is -1, below zero"),
        (lambda: graduate([[1.0, np.nan, 2.0]] * 2, "uniform"), DomainError, "sex male, age 5 .and 1 more. is nan"),
        (
            lambda: graduate(GROUPS, ages=range(9)),
            DomainError,
            "age groups are 1 wide; graduation needs five-year groups",
        ),
        (lambda: graduate(GROUPS, ages=range(0, 40, 5)), DomainError, "does not align with 8 age groups on axis 0"),
        (
            lambda: graduate(GROUPS, ages=[0, 1, 5, 10, 15, 20, 25, 30, 35]),
            DomainError,
            "the group at age 0 is 1 wide, the others 5; join or split it first",
        ),
        (lambda: expansion_matrix("monotone", 5), ConventionError, "'monotone' is no matrix; write 'sprague'"),
        (
            lambda: graduate([1000, 0, 5, 0, 1000, 1000, 900, 0], "beers_modified", rescale=True),
            DomainError,
            "the group at age 10 graduates to -82.29 and cannot be rescaled to 5; use method 'monotone'",
        ),
    ],
)
def test_refusals(call, error, message):
    with pytest.raises(error, match=message):
        call()
