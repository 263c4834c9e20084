import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqtargets import allocation
from cqtargets.errors import DomainError

level = st.floats(0.01, 1e3)
people = st.floats(1, 1e5)
parts = st.lists(st.tuples(level, people, st.sampled_from("abc")), min_size=2, max_size=12)


def test_agglomeration_by_hand():
    # 60 of 100 beds on 30 of 120 km2 with 40 of 100 people: 0.6/0.25, 0.4/0.25
    found = allocation.agglomeration([60, 40], [30, 90], [40, 60])
    assert found.by_area == pytest.approx([2.4, 0.4 / 0.75])
    assert found.people == pytest.approx([1.6, 0.8])
    assert found.by_people == pytest.approx([1.5, 2 / 3])
    assert found.difference == pytest.approx([0.8, 0.4 / 0.75 - 0.8])


@given(parts, st.floats(0.1, 100))
def test_the_mean_agglomeration_is_one_and_units_do_not_matter(rows, factor):
    amounts, heads, _ = zip(*rows, strict=True)
    found = allocation.agglomeration(amounts, heads, np.ones(len(rows)))
    assert found.by_area @ np.array(heads) / sum(heads) == pytest.approx(1)
    scaled = allocation.agglomeration(np.multiply(amounts, factor), np.multiply(heads, factor), np.ones(len(rows)))
    assert scaled.by_area == pytest.approx(found.by_area)


def test_wealth_and_health_in_nigeria_2008():
    # International Center for Equity in Health: indices printed as 26.5 and -22.4 with the true sizes of the fifths; with
    # equal fifths by hand: 2 x 5.84 / 43.8 and 2 x -2.6 / 22.6
    vaccinated = allocation.concentration_index([17, 28, 41, 58, 75], range(5))
    thin = allocation.concentration_index([36, 29, 22, 16, 10], range(5))
    assert vaccinated == pytest.approx(2 * 5.84 / 43.8)
    assert thin == pytest.approx(-2 * 2.6 / 22.6)
    assert [vaccinated, thin] == pytest.approx([0.265, -0.224], abs=0.007)


@given(parts)
def test_ranked_by_itself_the_concentration_index_is_the_gini_coefficient(rows):
    levels, heads, _ = zip(*rows, strict=True)
    if len(set(levels)) == 1:
        return
    assert allocation.concentration_index(levels, levels, heads) == pytest.approx(
        allocation.gini(levels, heads), abs=1e-9
    )
    assert allocation.concentration_index(levels, np.negative(levels), heads) == pytest.approx(
        -allocation.gini(levels, heads), abs=1e-9
    )


@given(st.lists(people, min_size=2, max_size=10), st.floats(1, 50), st.floats(0.1, 40))
def test_the_slope_of_a_line_is_found_again(heads, bottom, slope):
    shares = np.array(heads) / sum(heads)
    ranks = np.cumsum(shares) - shares / 2
    found = allocation.slope_index(bottom + slope * ranks, range(len(heads)), heads)
    assert (found.slope, found.bottom, found.top) == pytest.approx((slope, bottom, bottom + slope), rel=1e-6, abs=1e-6)
    assert found.relative == pytest.approx((bottom + slope) / bottom)


def test_a_line_below_zero_has_no_ratio_and_says_so():
    found = allocation.slope_index([0, 0, 0, 10], [1, 2, 3, 4])
    assert found.relative is None
    assert "falls to zero or below" in found.reason


def test_equal_places_share_a_rank():
    together = allocation.slope_index([1, 3, 5], [1, 1, 2])
    assert together.slope == pytest.approx(allocation.slope_index([2, 5], [1, 2], [2, 1]).slope)


@given(parts)
def test_theil_adds_up(rows):
    levels, heads, groups = zip(*rows, strict=True)
    found = allocation.theil_parts(levels, groups, heads)
    assert found.within + found.between == pytest.approx(allocation.theil(levels, heads), abs=1e-9)
    assert found.total == pytest.approx(allocation.theil(levels, heads))
    assert -1e-9 <= found.share_between <= 1 + 1e-6


def test_theil_by_hand():
    # 1 and 3 in a, 2 and 2 in b: the groups have the same level, so all lies within a, which holds half of the whole
    found = allocation.theil_parts([1, 3, 2, 2], ["a", "a", "b", "b"])
    inside = (0.5 * math.log(0.5) + 1.5 * math.log(1.5)) / 2
    assert found.by_group == pytest.approx((inside, 0))
    assert (found.within, found.between) == pytest.approx((inside / 2, 0))


def test_a_group_that_has_none_counts_between_the_groups():
    found = allocation.theil_parts([0, 0, 2, 2], ["a", "a", "b", "b"])
    assert (found.within, found.between) == pytest.approx((0, math.log(2)))


def test_absolute_and_relative_gaps_stand_side_by_side():
    assert allocation.difference_of_extremes([4, 6, 9]) == 5
    assert allocation.ratio_of_extremes([4, 6, 9]) == 2.25


@given(st.lists(st.tuples(people, level), min_size=2, max_size=10), st.floats(0, 2))
def test_weights_by_equity_add_up_and_lean_to_the_short(rows, aversion):
    heads, levels = zip(*rows, strict=True)
    weights = allocation.equity_weights(heads, levels, aversion)
    assert weights.sum() == pytest.approx(1)
    a_head = weights / np.array(heads)
    assert (np.diff(a_head[np.argsort(levels)]) <= 1e-12 * a_head.max()).all()
    assert allocation.equity_weights(heads, levels, 0) == pytest.approx(np.array(heads) / sum(heads))


def test_need_multiplies():
    assert allocation.equity_weights([1, 1], [5, 5], need=[1, 3]).tolist() == [0.25, 0.75]


@given(
    st.lists(st.floats(0, 1e3), min_size=2, max_size=2), st.lists(people, min_size=3, max_size=3),
    st.lists(st.floats(0, 60), min_size=6, max_size=6),
)  # fmt: skip
def test_what_is_shared_out_is_what_is_reached_by_anybody(supply, heads, minutes):
    times = np.reshape(minutes, (3, 2))
    found = allocation.floating_catchment(supply, heads, times, 30)
    reached = np.array(supply)[(times <= 30).any(axis=0)].sum()
    assert found @ np.array(heads) == pytest.approx(reached, abs=1e-6)


def test_reach_by_hand():
    assert allocation.within_reach([100, 50], [[10, 40], [20, 25]], 30).tolist() == [100, 150]
    # 100 beds for both places, 50 for the second alone
    assert allocation.floating_catchment([100, 50], [1000, 3000], [[10, math.inf], [20, 25]], 30) == pytest.approx(
        [0.025, 0.025 + 50 / 3000]
    )


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda a: a.agglomeration([1, 1], [1, 0], [1, 1], names=["A", "B"]), "area of B is 0"),
        (lambda a: a.agglomeration([0, 0], [1, 1], [1, 1]), "no resource"),
        (lambda a: a.agglomeration([1, 1], [1], [1, 1]), "give 2 numbers"),
        (lambda a: a.agglomeration([-1, 1], [1, 1], [1, 1]), "resource of position 0 is -1"),
        (lambda a: a.concentration_index([0, 0], [1, 2]), "every value is zero"),
        (lambda a: a.concentration_index([1, 2], [1, 1]), "same place in the order"),
        (lambda a: a.concentration_index([1, 2], [1, math.nan]), "the order holds"),
        (lambda a: a.slope_index([1, -2], [1, 2]), "value of position 1 is -2"),
        (lambda a: a.slope_index([1, 2], [1, 2], [1, 0]), "weight of position 1 is 0"),
        (lambda a: a.theil_parts([1, 2], ["a"]), "1 groups for 2 parts"),
        (lambda a: a.equity_weights([1, 1], [0, 1]), "level of position 0 is 0"),
        (lambda a: a.equity_weights([1, 1], [1, 1], -1), "aversion is -1"),
        (lambda a: a.equity_weights([1, 1], [1e-300, 1], 9), "lower the aversion"),
        (lambda a: a.within_reach([1], [[1, 2]], 30), "minutes have shape"),
        (lambda a: a.within_reach([1], [[-1]], 30), "minutes from place 0 to 0 are -1"),
        (lambda a: a.within_reach([1], [[1]], 0), "the limit is 0"),
        (lambda a: a.floating_catchment([1], [0], [[1]], 30), "number of people of position 0 is 0"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(DomainError, match=words):
        call(allocation)
