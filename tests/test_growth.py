import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqtargets import growth
from cqtargets.errors import ConventionError, DomainError

positive = st.floats(0.01, 1e6)
years = st.floats(0.5, 50)


def test_beds_of_chongqing_hand_worked():
    # (8 / 6.38)^(1/5): ln 1.253918 = 0.226273; / 5 = 0.0452546; exp = 1.046294
    assert growth.cagr(6.38, 8, 5) == pytest.approx(0.046294, abs=5e-7)
    assert growth.continuous_rate(6.38, 8, 5) == pytest.approx(0.0452546, abs=5e-7)
    assert growth.annual_change(6.38, 8, 5) == pytest.approx(0.324)


def test_public_health_staff_of_chongqing():
    assert growth.cagr(0.47, 0.86, 5) == pytest.approx(0.1284, abs=5e-5)


def test_reduction_by_end_points_hand_worked():
    # ln(27/32) = -0.169899; a tenth is -0.0169899; 1 - exp(-0.0169899) = 0.016846
    assert growth.aarr([1990, 2000], [32.0, 27.0], method="end_points") == pytest.approx(0.0168, abs=5e-5)


def test_regression_aarr_hand_worked():
    # ln 100, 90, 81 fall by ln 0.9 each year: slope ln 0.9, rate 0.1
    assert growth.aarr([2020, 2021, 2022], [100, 90, 81]) == pytest.approx(0.1)


def test_required_aarr_halving_in_ten_years():
    assert growth.required_aarr(100, 50, 10) == pytest.approx(1 - 0.5**0.1)


def test_compound_of_a_rise_and_a_cut():
    assert growth.compound([0.10, -0.10]) == pytest.approx(-0.01)


@given(positive, st.floats(-0.5, 1.0), years)
def test_growing_at_the_rate_reaches_the_end(start, rate, span):
    end = start * (1 + rate) ** span
    if end > 0:
        assert growth.cagr(start, end, span) == pytest.approx(rate, abs=1e-9)
        assert math.expm1(growth.continuous_rate(start, end, span)) == pytest.approx(rate, abs=1e-9)


@given(positive, positive, years, st.floats(0.001, 1000))
def test_rates_do_not_depend_on_the_unit(start, end, span, factor):
    rate = growth.cagr(start, end, span)
    assert growth.cagr(start * factor, end * factor, span) == pytest.approx(rate, rel=1e-9, abs=1e-9)


@settings(max_examples=40)
@given(st.lists(positive, min_size=3, max_size=8), st.randoms())
def test_aarr_does_not_depend_on_the_order(values, random):
    pairs = list(enumerate(values, start=2010))
    shuffled = pairs[:]
    random.shuffle(shuffled)
    when, levels = zip(*pairs, strict=True)
    when2, levels2 = zip(*shuffled, strict=True)
    assert growth.aarr(when, levels) == pytest.approx(growth.aarr(when2, levels2), abs=1e-9)


def test_arrays_and_scalars_agree():
    result = growth.cagr([6.38, 0.47], [8, 0.86], 5)
    assert isinstance(result, np.ndarray)
    np.testing.assert_allclose(result, [growth.cagr(6.38, 8, 5), growth.cagr(0.47, 0.86, 5)])
    assert isinstance(growth.cagr(1, 2, 3), float)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: growth.cagr(0, 9, 5), "start is zero or below: growth from there has no rate; use annual_change"),
        (lambda: growth.cagr([1, 0], [2, 2], 5), "start is zero or below at position 1"),
        (lambda: growth.cagr(1, -2, 5), "end is zero or below"),
        (lambda: growth.cagr(1, 2, 0), "years is zero or below"),
        (lambda: growth.annual_change(1, float("nan"), 5), "end is not finite"),
        (lambda: growth.compound([-1.5]), "nobody can lose more than everything"),
        (lambda: growth.aarr([2020, 2020], [1, 2]), "two values share one date"),
        (lambda: growth.aarr([2020], [1]), "give two or more of each"),
    ],
)
def test_refusals_say_why_and_what_to_do(call, message):
    with pytest.raises(DomainError, match=message):
        call()


def test_unknown_method_is_a_convention_error():
    with pytest.raises(ConventionError, match="'regression' or 'end_points'"):
        growth.aarr([2020, 2021], [1, 2], method="ols")


def test_reason_stands_beside_a_missing_rate():
    assert growth.cagr_or_reason(0, 9, 5) == (None, "growth from zero has no rate")
    assert growth.cagr_or_reason(-1, 9, 5) == (None, "growth through zero has no rate")
    assert growth.cagr_or_reason(2, 0, 5) == (None, "growth to zero has no rate")
    assert growth.cagr_or_reason(2, 3, 0) == (None, "no time between baseline and target")


def test_continuous_growth_keeps_its_precision_where_almost_everything_goes():
    needed = growth.required(78.15, 4.7e-59, 5)
    assert needed.cagr == pytest.approx(-1)
    assert needed.continuous == pytest.approx((math.log(4.7e-59) - math.log(78.15)) / 5, rel=1e-14)


@pytest.mark.parametrize(
    "call",
    [
        lambda: growth.cagr(2, 2025, 1e-300),
        lambda: growth.compound([1e300, 1e300]),
        lambda: growth.required_aarr(2, 9, 1e-9),
    ],
)
def test_a_result_beyond_every_float_is_refused(call):
    with pytest.raises(DomainError, match="beyond what numbers hold"):
        call()


@pytest.mark.parametrize("rate", [growth.cagr, growth.continuous_rate])
def test_values_at_the_ends_of_what_numbers_hold_are_refused_without_a_warning(rate):
    with pytest.raises(DomainError, match="beyond what numbers hold"):
        rate(1e-313, 1.0, 6)
