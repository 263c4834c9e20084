"""What printed digits leave open: a rate half a unit of its last digit, a count of whole things nothing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqtargets.conventions.rounding import interval

EXACT = [
    (10.0, "10", "个", None, ""),
    (10.0, "10家", "家", None, "count"),
    (3200.0, "3,200张", "张", None, "count"),
    (245000.0, "245000", "张", None, ""),
    (17.0, "17个国家", "个", None, "count"),
    (3.0, "3", "名次", None, "rank"),
    (100.0, "全覆盖", "%", None, "share"),
    (47.0, "由12提高到48", "个", None, "count"),
]

ROUNDED = [
    (25.0, "25万张", "万张", None, "count", 24.5, 25.5),
    (250000.0, "25万张", "张", None, "count", 245000, 255000),
    (237000.0, "23.7万", "张", None, "", 236500, 237500),
    (8.0, "8", "张", 1000, "rate", 7.5, 8.5),
    (65.0, "65%", "%", None, "share", 64.5, 65.5),
    (79.0, "79岁", "岁", None, "mean", 78.5, 79.5),
    (7.0, "7次", "次", None, "mean", 6.5, 7.5),
    (10.0, "约10家", "家", None, "count", 9.5, 10.5),
    (10.5, "10.5", "人", None, "count", 10.45, 10.55),
    (8.0, "8天", "天", None, "duration", 7.5, 8.5),
    (500.0, "500亿元", "亿元", None, "amount", 499.5, 500.5),
    (85.0, "85分", "分", None, "", 84.5, 85.5),
    (-300.0, "-300", "", None, "amount", -300.5, -299.5),
]


@pytest.mark.parametrize(("value", "text", "unit", "per", "measure"), EXACT)
def test_whole_things_and_ranks_are_exact(value, text, unit, per, measure):
    assert interval(value, text, unit=unit, per=per, measure=measure) == (value, value)


@pytest.mark.parametrize(("value", "text", "unit", "per", "measure", "low", "high"), ROUNDED)
def test_rates_shares_and_multiples_are_rounded(value, text, unit, per, measure, low, high):
    assert interval(value, text, unit=unit, per=per, measure=measure) == pytest.approx((low, high), rel=1e-12)


@given(st.integers(0, 10**6), st.sampled_from("个家所张人名台辆户"))
def test_every_whole_count_is_itself(number, unit):
    assert interval(float(number), f"{number:,}{unit}", unit=unit) == (number, number)


@given(st.integers(1, 9999), st.integers(0, 3))
def test_a_multiple_in_the_unit_or_in_the_print_leaves_the_same_open(number, digits):
    printed = number / 10**digits
    text = f"{printed:.{digits}f}"
    scaled = interval(printed, f"{text}万张", unit="万张", measure="count")
    single = interval(printed * 1e4, f"{text}万张", unit="张", measure="count")
    assert single == pytest.approx([1e4 * end for end in scaled], rel=1e-9)


@given(digits=st.integers(0, 10**15 - 1), decimals=st.integers(0, 9))
def test_the_ends_of_a_plain_print_are_the_floats_nearest_to_the_exact_ones(digits, decimals):
    printed = Decimal(digits).scaleb(-decimals)
    half = Decimal(5).scaleb(-decimals - 1)
    text = f"{printed:f}"
    assert interval(float(text), text, unit="%") == (float(printed - half), float(printed + half))
