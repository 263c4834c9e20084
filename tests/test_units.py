import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqtargets import units
from cqtargets.conventions import rounding
from cqtargets.errors import DomainError, UnitError


def test_published_pairs():
    assert units.convert(78, "张", "张", per_from=10000, per_to=1000) == pytest.approx(7.8)
    assert units.convert(25, "万张", "张") == 250000
    assert units.convert(9.52, "1/10万", "‰") == pytest.approx(0.0952)
    assert units.convert(50, "‰", "%") == pytest.approx(5)
    assert units.convert(1453, "所", "家") == 1453


@pytest.mark.parametrize(("first", "second"), [("张", "人"), ("人", "人次"), ("%", "张"), ("岁", "天")])
def test_different_things_never_convert(first, second):
    with pytest.raises(UnitError, match="they measure different things"):
        units.convert(1, first, second)


def test_total_and_rate_never_convert():
    with pytest.raises(UnitError, match="divide by the population first"):
        units.convert(1, "张", "张", per_to=1000)


def test_unknown_unit_offers_the_nearest():
    with pytest.raises(UnitError, match=r"'万涨' is not a known unit\. Nearest: "):
        units.parse_unit("万涨")


@given(st.floats(0.001, 1e6), st.sampled_from([("万张", "张"), ("‰", "%"), ("亿元", "万元"), ("公里", "米")]))
def test_there_and_back(value, pair):
    first, second = pair
    assert units.convert(units.convert(value, first, second), second, first) == pytest.approx(value)


def test_printed_digits_carry_the_rounding():
    assert rounding.interval(10.8, "10.8") == (10.75, 10.85)
    assert rounding.interval(23, "23万张") == (22.5, 23.5)
    assert rounding.half_width("1:1.48") == 0.005
    assert rounding.interval(10.8) == (10.8, 10.8)
    assert rounding.interval(100, "全覆盖") == (100, 100)


def test_text_without_digits_is_refused():
    with pytest.raises(DomainError, match="no digits in '全覆盖'"):
        rounding.half_width("全覆盖")


@given(st.decimals(min_value=0, max_value=1000, places=2))
def test_value_lies_in_the_middle_of_its_interval(value):
    low, high = rounding.interval(float(value), str(value))
    assert low < float(value) < high
    assert high - low == pytest.approx(0.01, abs=1e-9)


def test_a_rate_printed_without_its_one():
    assert units.convert(8.2, "/10万", "1/10万") == 8.2
    assert units.convert(8.2, "/10万", "‰") == pytest.approx(0.082)
