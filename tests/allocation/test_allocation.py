import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqtargets import allocation
from cqtargets.errors import DomainError
from tests.growing import times_the_work

weights = st.lists(st.floats(0.001, 1e6), min_size=1, max_size=40)


def test_hamiltons_bill_of_1792():
    # Balinski and Young (1982), Fair Representation: the census of 1790, 120 seats
    people = {
        "Virginia": 630_560,
        "Massachusetts": 475_327,
        "Pennsylvania": 432_879,
        "North Carolina": 353_523,
        "New York": 331_589,
        "Maryland": 278_514,
        "Connecticut": 236_841,
        "South Carolina": 206_236,
        "New Jersey": 179_570,
        "New Hampshire": 141_822,
        "Vermont": 85_533,
        "Georgia": 70_835,
        "Kentucky": 68_705,
        "Rhode Island": 68_446,
        "Delaware": 55_540,
    }
    seats = allocation.largest_remainder(120, list(people.values()), names=list(people))
    assert seats.tolist() == [21, 16, 14, 12, 11, 9, 8, 7, 6, 5, 3, 2, 2, 2, 2]


def test_the_republic_of_tannenbaum():
    # Tannenbaum, Excursions in Modern Mathematics, exercises on Hamilton's method: Bandana, 160 seats
    assert allocation.largest_remainder(160, [3.31, 2.67, 1.33, 0.69]).tolist() == [66, 53, 27, 14]


def test_the_alabama_paradox_one_unit_more_takes_one_away():
    # hand-worked: quotas 4.286, 4.286, 1.429 and then 4.714, 4.714, 1.571
    assert allocation.largest_remainder(10, [6, 6, 2]).tolist() == [4, 4, 2]
    assert allocation.largest_remainder(11, [6, 6, 2]).tolist() == [5, 5, 1]


def test_ties_go_to_the_larger_weight_then_to_the_order():
    assert allocation.largest_remainder(2, [1, 3]).tolist() == [0, 2]
    assert allocation.largest_remainder(10, [1, 1, 1]).tolist() == [4, 3, 3]
    # 0.1 + 0.2 and 0.3: in tenths a tie of remainders, in binary it is not
    assert allocation.largest_remainder(1, [0.1, 0.1, 0.2]).tolist() == [0, 0, 1]
    assert allocation.largest_remainder(5, [0.3, 0.3, 0.4]).tolist() == [2, 1, 2]


@given(st.integers(0, 300_000), weights)
def test_parts_add_up_and_stay_within_their_quota(total, values):
    parts = allocation.largest_remainder(total, values)
    assert parts.sum() == total
    quota = total * np.array(values) / math.fsum(values)
    assert (np.abs(parts - quota) < 1 + 1e-6).all()


@given(st.integers(0, 10_000), st.lists(st.integers(1, 10_000), min_size=1, max_size=30), st.integers(2, 1000))
def test_no_effect_from_a_change_of_unit(total, values, factor):
    one = allocation.largest_remainder(total, values)
    np.testing.assert_array_equal(one, allocation.largest_remainder(total, [value * factor for value in values]))


@given(st.integers(0, 10_000), weights, st.integers(0, 39))
def test_a_part_of_weight_zero_gets_nothing_and_changes_no_other(total, values, place):
    place = min(place, len(values))
    with_none = [*values[:place], 0.0, *values[place:]]
    rest = [part for at, part in enumerate(allocation.largest_remainder(total, with_none)) if at != place]
    assert allocation.largest_remainder(total, with_none)[place] == 0
    assert rest == allocation.largest_remainder(total, values).tolist()
    assert allocation.allocate(total, with_none, whole=False)[place] == 0
    assert allocation.converge(total, [0] * len(with_none), with_none, level=1e9)[place] == 0


def test_weight_zero_with_floors_and_caps_by_hand():
    assert allocation.allocate(10, [3, 1, 0], floors=[0, 0, 2]).tolist() == [6, 2, 2]
    assert allocation.allocate(5, [1, 0], floors=[0, 2], caps=[3, 9]).tolist() == [3, 2]
    assert allocation.allocate(0, [1, 0]).tolist() == [0, 0]
    assert allocation.tiered([0.5, 0.5], [10, 0]).parts.tolist() == [5, 0]


@given(st.data(), weights, st.integers(0, 250_000))
def test_floors_and_caps_hold_and_parts_add_up(data, values, total):
    count = len(values)
    floors = data.draw(st.lists(st.integers(0, total // count), min_size=count, max_size=count))
    spare = -(-total // count)
    caps = [floor + spare + data.draw(st.integers(0, 50)) for floor in floors]
    parts = allocation.allocate(total, values, floors, caps)
    assert parts.sum() == total
    assert (parts >= floors).all()
    assert (parts <= caps).all()
    real = allocation.allocate(total, values, floors, caps, whole=False)
    assert math.fsum(real) == pytest.approx(total, rel=1e-12, abs=1e-12)
    assert (np.abs(real - parts) < 1 + 1e-6).all()
    scale = real / np.array(values)
    inside = (real > np.array(floors) * (1 + 1e-9)) & (real < np.array(caps) * (1 - 1e-9))
    if inside.any():
        level = scale[inside].mean()
        np.testing.assert_allclose(scale[inside], level, rtol=1e-7)
        at_floor, at_cap = real <= np.array(floors), real >= np.array(caps)
        assert (scale[at_floor] >= level * (1 - 1e-7)).all()
        assert (scale[at_cap & ~at_floor] <= level * (1 + 1e-7)).all()


def test_floors_and_caps_hand_worked():
    # 20 % of 100 is 20, lifted to 25; 75 left for 50 : 30 gives 46.875 and 28.125
    assert allocation.allocate(100, [50, 30, 20], floors=25).tolist() == [47, 28, 25]
    np.testing.assert_allclose(allocation.allocate(100, [50, 30, 20], floors=25, whole=False), [46.875, 28.125, 25])
    # the cap pushes 10 on to the others, the floor takes from what is left: 40, 35 and 25
    assert allocation.allocate(100, [50, 30, 20], floors=[0, 0, 25], caps=[40, math.inf, math.inf]).tolist() == [
        40,
        35,
        25,
    ]


def test_bounds_that_leave_no_choice():
    assert allocation.allocate(6, [1, 1, 1], floors=[1, 2, 3]).tolist() == [1, 2, 3]
    assert allocation.allocate(6, [1, 1, 1], caps=[1, 2, 3]).tolist() == [1, 2, 3]
    assert allocation.allocate(0.3, [1, 2], floors=[0.1, 0.2], whole=False).tolist() == [0.1, 0.2]


def test_250_000_beds_under_every_method():
    people = 100_000 + 8_000 * np.arange(38) ** 1.5
    beds = np.round(people * (0.004 + 0.00012 * np.arange(38)))
    total = 250_000
    for parts in (
        allocation.largest_remainder(total, people),
        allocation.largest_remainder(total, np.ones(38)),
        allocation.allocate(total, people, floors=1000, caps=20_000),
        allocation.converge(total, beds, people),
    ):
        assert parts.sum() == total


def test_ten_times_the_parts_take_no_hundred_times_the_work():
    def work(parts):
        need = np.random.default_rng(1).lognormal(10, 1, parts)
        total = parts * 10 // 3
        assert allocation.allocate(total, need, floors=1, caps=100).sum() == total
        return lambda: [allocation.allocate(total, need, floors=1, caps=100) for _ in range(5)]

    assert times_the_work(work, 1_000, 10_000) < 40


def test_converging_hand_worked():
    # 4 and 8 beds per 1,000; to 8 per 1,000 it takes 16; with 14 half the distance is closed
    assert allocation.converge(14, [4, 8], [1000, 1000]).tolist() == [6, 8]
    # to 6 per 1,000 from 4 and 8 the sum stays 12 whatever the share: only 12 can be asked for
    assert allocation.converge(12, [4, 8], [1000, 1000], level=0.006).tolist() == [4, 8]
    # to 5 per 1,000 takes 10; 11 is half way: 4.5 and 6.5, and the tie of remainders goes to the first
    np.testing.assert_allclose(allocation.converge(11, [4, 8], [1000, 1000], 0.005, whole=False), [4.5, 6.5])
    assert allocation.converge(11, [4, 8], [1000, 1000], 0.005).tolist() == [5, 6]


@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(1, 2_000_000)), min_size=2, max_size=38), st.floats(0, 1))
def test_converging_closes_one_share_of_every_distance(rows, share):
    now, people = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    level = (now / people).max()
    # int() alone would fall below what is there now where the product rounds down
    total = max(int(now.sum()), int(now.sum() + share * (level * people.sum() - now.sum())))
    whole = allocation.converge(total, now, people)
    assert whole.sum() == total
    real = allocation.converge(total, now, people, whole=False)
    distance = level * people - now
    closed = (total - now.sum()) / max(distance.sum(), 1e-300)
    np.testing.assert_allclose(real, now + closed * distance, rtol=1e-9, atol=1e-6)


def test_tiers_with_a_reserve_hand_worked():
    result = allocation.tiered([0.004, 0.003, 0.003], [100_100, 80_500, 33_000], 50, total=1000)
    # 400.4, 241.5 and 99: the sum 740.9 becomes 741; 400 + 241 + 99 = 740 and the largest remainder is 0.5
    assert result.parts.tolist() == [400, 242, 99]
    assert (result.required, result.reserve, result.slack) == (791, 50, 209)
    assert allocation.tiered(0.5, [3], total=1).slack == -1
    assert allocation.tiered(0.5, [3], whole=False).parts.tolist() == [1.5]
    assert allocation.tiered(0.5, [3]).slack is None


@given(st.lists(st.tuples(st.floats(0, 0.02), st.integers(1, 10**6)), min_size=1, max_size=20))
def test_whole_tiers_are_rounded_once(rows):
    rates, base = zip(*rows, strict=True)
    real = allocation.tiered(rates, base, whole=False).parts
    parts = allocation.tiered(rates, base).parts
    assert (np.abs(parts - real) < 1 + 1e-6).all()
    assert abs(parts.sum() - math.fsum(real)) <= 0.5 + 1e-6


def test_inequality_hand_worked():
    assert allocation.gini([1, 2, 3, 4]) == pytest.approx(0.25)
    # mean 2: (0.5 ln 0.5 + 1.5 ln 1.5) / 2 = (-0.346574 + 0.608198) / 2
    assert allocation.theil([1, 3]) == pytest.approx(0.130812, abs=1e-6)
    assert allocation.theil([0, 1]) == pytest.approx(math.log(2))
    assert allocation.ratio_of_extremes([4, 6, 9]) == 2.25
    assert allocation.gini([5, 5, 5]) == allocation.theil([5, 5, 5]) == 0


@given(st.lists(st.tuples(st.floats(0, 100), st.integers(1, 9)), min_size=2, max_size=12), st.floats(0.1, 100))
def test_inequality_by_its_definition_weights_and_units(rows, factor):
    values, people = zip(*rows, strict=True)
    if max(values) < 1e-6:
        return
    repeated = np.repeat(values, people)
    pairs = np.abs(repeated[:, None] - repeated[None, :]).mean() / (2 * repeated.mean())
    assert allocation.gini(values, people) == pytest.approx(pairs, abs=1e-9)
    assert allocation.theil(values, people) == pytest.approx(allocation.theil(repeated), abs=1e-9)
    scaled = [value * factor for value in values]
    assert allocation.gini(scaled, people) == pytest.approx(pairs, abs=1e-9)
    assert allocation.theil(scaled, people) == pytest.approx(allocation.theil(values, people), abs=1e-9)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: allocation.largest_remainder(5, [0, 0]), "every weight is 0; give one part a positive number"),
        (
            lambda: allocation.allocate(9, [1, 0], caps=[5, 9], names=["甲", "乙"]),
            "at its cap, and 4 of the total are left for 乙, whose weight is 0",
        ),
        (lambda: allocation.largest_remainder(5, [1, -2], names=["渝中区", "南岸区"]), "the weight of 南岸区 is -2"),
        (lambda: allocation.largest_remainder(5, [1, math.nan]), "the weight of position 1 is nan"),
        (lambda: allocation.largest_remainder(2.5, [1]), "the total is 2.5; give a whole number of units"),
        (lambda: allocation.largest_remainder(-1, [1]), "the total is -1"),
        (lambda: allocation.largest_remainder(1, []), "weights"),
        (lambda: allocation.largest_remainder(1, ["a"]), "weights are not numbers"),
        (lambda: allocation.largest_remainder(1, [1, 2], names=["a"]), "1 names for 2 weights; give one name a part"),
        (
            lambda: allocation.allocate(100, [1, 1], floors=[90, 30], names=["渝中区", "南岸区"]),
            r"the floors add up to 120, more than the total 100 \(the largest is 90 for 渝中区\); lower floors or "
            "raise the total by 20",
        ),
        (
            lambda: allocation.allocate(100, [1, 1], caps=[60, 30]),
            r"the caps add up to 90, less than the total 100 \(the smallest is 30 for position 1\)",
        ),
        (lambda: allocation.allocate(9, [1, 1], [5, 2], [3, 9]), "the floor 5 of position 0 exceeds its cap 3"),
        (lambda: allocation.allocate(9, [1, 1], floors=[1.5, 2]), "the floor of position 0 is 1.5; give whole units"),
        (lambda: allocation.allocate(9, [1, 1], floors=[-1, 2]), "the floor of position 0 is -1; give zero or more"),
        (lambda: allocation.allocate(9, [1, 1], floors=[1, 2, 3]), r"floors have shape \(3,\); give 2 numbers"),
        (lambda: allocation.allocate(math.inf, [1], whole=False), "the total is inf"),
        (lambda: allocation.converge(20, [4, 8], [1000, 1000]), "would hold 16; the total 20 is not between the two"),
        (lambda: allocation.converge(13, [4, 8], [1000, 1000], 0.006), "give another level"),
        (lambda: allocation.converge(11, [4, 8], [1000, 1000]), "the stock now adds up to 12"),
        (lambda: allocation.converge(11, [4, 8], [1000, 0]), "position 1 holds 8 now and its weight is 0"),
        (lambda: allocation.converge(11, [4, 8], [1000, 1], math.inf), "the level is inf"),
        (lambda: allocation.tiered([-0.1], [5]), "the rate of position 0 is -0.1"),
        (lambda: allocation.tiered([0.1], [5], -1), "the reserve is -1"),
        (lambda: allocation.gini([0, 0]), "every value is zero"),
        (lambda: allocation.theil([1, -1]), "the value of position 1 is -1"),
        (lambda: allocation.ratio_of_extremes([0, 1]), "the value of position 0 is 0"),
    ],
)
def test_refusals_name_the_part(call, message):
    with pytest.raises(DomainError, match=message):
        call()
