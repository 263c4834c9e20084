"""Rates of many pairs: a printed number, what has no rate, and that growing again gives the end."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqtargets import growth
from cqtargets.conventions.rates import rates_of


def test_beds_of_chongqing_grow_by_4_63_per_cent():
    found = rates_of([6.38], [8.0], [5.0])
    assert round(found.cagr[0], 4) == 0.0463
    assert found.annual_change[0] == pytest.approx(0.324)


def test_each_reason_stands_in_its_own_row():
    found = rates_of(
        [1, 0, 5, -1, -1, 1, np.nan], [2, 9, 0, -2, 4, 2, 3], [0, 5, 5, 5, 5, 5, 5], [True] * 5 + [False, True]
    )
    codes = [getattr(why, "code", "") for why in found.reason]
    assert codes == [
        "no_time", "growth_from_zero", "growth_to_zero", "growth_below_zero", "growth_through_zero", "sum_has_pace", "",
    ]  # fmt: skip
    assert np.isnan(found.cagr).all()


def test_what_numbers_do_not_hold_has_a_reason_in_its_own_row():
    found = rates_of([1.0, 6.38], [2.0, 8.0], [1e-9, 5.0])
    assert [getattr(why, "code", "") for why in found.reason] == ["growth_beyond", ""]
    assert np.isnan(found.cagr[0])
    assert round(found.cagr[1], 4) == 0.0463


@given(st.floats(1, 1000), st.floats(1, 1000), st.floats(1, 30))
def test_the_rate_carries_the_start_to_the_end(start, end, years):
    found = rates_of(start, end, years)
    assert start * (1 + found.cagr[0]) ** years == pytest.approx(end)
    assert start * np.exp(found.continuous[0] * years) == pytest.approx(end)
    assert growth.required(start, end, years).cagr == found.cagr[0]
