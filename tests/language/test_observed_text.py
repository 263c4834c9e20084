import pytest
from hypothesis import given
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets.errors import DomainError, UnitError
from cqtargets.language.observed_text import parse_observed


@pytest.mark.parametrize(
    ("text", "value", "unit", "per", "bound", "low", "high", "status"),
    [
        ("1,850", 1850, "", None, "", None, None, ""),
        ("３００", 300, "", None, "", None, None, ""),
        ("1.7万", 1.7, "万个", None, "", None, None, ""),
        ("1:1.25", 1.25, "1:x", None, "", None, None, ""),
        ("12.4/10万", 12.4, "1/10万", None, "", None, None, ""),
        ("7.3张/千人", 7.3, "张", 1000, "", None, None, ""),
        ("百分之四点五", 4.5, "%", None, "", None, None, ""),
        ("负3", -3, "", None, "", None, None, ""),
        ("近70%", 70, "%", None, "~", 63, 70, ""),
        ("近800万人", 800, "万人", None, "~", 720, 800, ""),
        ("96万余名", 96, "万名", None, "~", 96, 97, ""),
        ("200余家", 200, "家", None, "~", 200, 220, ""),
        ("30多个", 30, "个", None, "~", 30, 33, ""),
        ("超150家", 150, "家", None, ">", None, None, ""),
        ("突破23万张", 23, "万张", None, ">", None, None, ""),
        ("不足40家", 40, "家", None, "<", None, None, ""),
        ("约5亿元", 5, "亿元", None, "~", None, None, ""),
        ("60%以上", 60, "%", None, ">=", None, None, ""),
        ("达到88%", 88, "%", None, "", None, None, ""),
        ("240（预计）", 240, "", None, "", None, None, "estimate"),
        ("23.1万张（快报）", 23.1, "万张", None, "", None, None, "preliminary"),
        ("全覆盖", 100, "%", None, "", None, None, ""),
        ("逾百家", 100, "家", None, ">", None, None, ""),
        ("＞7", 7, "", None, ">", None, None, ""),
        ("不足4", 4, "", None, "<", None, None, ""),
        ("近八成", 80, "%", None, "~", 72, 80, ""),
        ("十余家", 10, "家", None, "~", 10, 11, ""),
        ("三分之一", 100 / 3, "%", None, "", None, None, ""),
        ("1.4‰", 1.4, "‰", None, "", None, None, ""),
        ("预计13.5", 13.5, "", None, "", None, None, "estimate"),
        ("13.5(初步统计)", 13.5, "", None, "", None, None, "preliminary"),
        ("16.2%（年报数）", 16.2, "%", None, "", None, None, "final"),
        ("79.2岁（2022年）", 79.2, "岁", None, "", None, None, ""),
        ("81.5①", 81.5, "", None, "", None, None, ""),
        ("由70%提高到75%", 75, "%", None, "", None, None, ""),
        ("降至3.9‰", 3.9, "‰", None, "", None, None, ""),
        ("床位数（万张）2.6", 2.6, "万张", None, "", None, None, ""),
        ("零", 0, "", None, "", None, None, ""),
    ],
)
def test_printed_values(text, value, unit, per, bound, low, high, status):
    found = parse_observed(text)
    assert (found.value, found.unit, found.per, found.status) == (value, unit, per, status)
    assert (found.bound, found.low, found.high) == (bound, low, high)


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("同比增长6%", 1),
        ("提高3个百分点", 1),
        ("较2020年增加20张", 1),
        ("年均增长4%", 3),
        ("翻一番", 1),
        ("比全国平均水平高1岁", 1),
    ],
)
def test_a_change_is_no_value(text, position):
    with pytest.raises(DomainError, match=f"at position {position}: .*(a change is not a value|no target)"):
        parse_observed(text)


@pytest.mark.parametrize("text", ["5—8家", "3.5%~4%"])
def test_two_ends_are_no_value(text):
    with pytest.raises(DomainError, match="is not one number; write the observed value"):
        parse_observed(text)


@pytest.mark.parametrize(
    "text", ["持平", "基本完成", "待公布", "N/A", "½", "8²", "90% 95%", "1.2e3", "√", "无", "下降0.3"]
)
def test_what_holds_no_one_value_is_refused_at_its_place(text):
    with pytest.raises(DomainError, match=r"position \d+"):
        parse_observed(text)


def test_words_are_no_value_and_units_must_agree():
    with pytest.raises(DomainError, match="position 1: no number"):
        parse_observed("稳步提高")
    with pytest.raises(UnitError, match="'7张' is in '张' and the column says '%'"):
        parse_observed("7张", unit="%")


@given(st.integers(1, 9_999), st.sampled_from(["近{}家", "{}余家"]))
def test_approximate_values_lie_within_a_tenth(number, pattern):
    found = parse_observed(pattern.format(number))
    assert found.low <= number <= found.high
    assert found.high - found.low <= number / 10 + 1e-9


def test_a_count_is_exact_from_a_text_file(tmp_path):
    path = tmp_path / "values.csv"
    path.write_text("指标,时间,数值,单位,地区\n示范机构,2024,40,家,成都市\n建档率,2024,40,%,成都市\n", encoding="utf-8")
    count, share = cq.read_observations(path)
    assert (count.interval, share.interval) == ((40, 40), (39.5, 40.5))
