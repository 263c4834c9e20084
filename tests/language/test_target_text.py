import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqtargets import units
from cqtargets.errors import CqTargetsError, DomainError, UnitError
from cqtargets.language.target_text import parse_target

# The print says less than the row: 只设置1个 is an equality, 1+3+X holds two numbers.
EXCEPTIONS = {
    "med14.village_clinics_per_village",
    "industry20.public_health_emergency_centres_municipal",
    "industry20.public_health_emergency_centres_regional",
}


@pytest.mark.parametrize(
    ("text", "form", "comparator", "low", "high", "unit"),
    [
        ("8", "level", ">=", 8, None, ""),
        ("≥60%", "level", ">=", 60, None, "%"),
        ("65%以上", "level", ">=", 65, None, "%"),
        ("超过65%", "level", ">", 65, None, "%"),
        ("突破10家", "level", ">", 10, None, "家"),
        ("达到25万张", "level", ">=", 25, None, "万张"),
        ("不超过3.5公里", "level", "<=", None, 3.5, "公里"),
        ("10秒内", "level", "<=", None, 10, "秒"),
        ("5—10个", "level", "range", 5, 10, "个"),
        ("5-10", "level", "range", 5, 10, ""),
        ("2—3%", "level", "range", 2, 3, "%"),
        ("0.8—2万人", "level", "range", 0.8, 2, "万人"),
        ("1:1.6", "level", ">=", 1.6, None, "1:x"),
        ("1：1.6", "level", ">=", 1.6, None, "1:x"),
        ("不低于3:1", "level", ">=", 3, None, "x:1"),
        ("提高1岁", "relative", ">=", 1, None, "岁"),
        ("提高2个百分点", "relative", ">=", 2, None, "个百分点"),
        ("提高到80%", "level", ">=", 80, None, "%"),
        ("降至5‰以下", "level", "<=", None, 5, "‰"),
        ("同比例提高", "proportional", "", None, None, ""),
        ("36左右", "level", "~", 36, 36, ""),
        ("约2.8", "level", "~", 2.8, 2.8, ""),
        ("全覆盖", "level", ">=", 100, None, "%"),
        ("[累计1000]", "cumulative", ">=", 1000, None, ""),
        ("〔1000〕", "cumulative", ">=", 1000, None, ""),
        ("新增200家", "increment", ">=", 200, None, "家"),
        ("每年40个", "flow", ">=", 40, None, "个"),
        ("保持在93%以上", "level", ">=", 93, None, "%"),
        ("保持8", "level", "=", 8, 8, ""),
        ("3000余张", "level", ">", 3000, None, "张"),
        ("近800万人", "level", "<", None, 800, "万人"),
        ("８０％以上", "level", ">=", 80, None, "%"),
        ("20,000", "level", ">=", 20000, None, ""),
        ("9.52/10万", "level", ">=", 9.52, None, "1/10万"),
        ("一刻钟", "level", "<=", None, 15, "分钟"),
        ("半数以上", "level", ">=", 50, None, "%"),
        ("前100名", "level", "<=", None, 100, "名次"),
        ("2千", "level", ">=", 2, None, "千个"),
        ("3百张以上", "level", ">=", 3, None, "百张"),
        ("1.5百万人", "level", ">=", 1.5, None, "百万人"),
        ("2千元", "level", ">=", 2, None, "千元"),
        ("2万余张", "level", ">", 2, None, "万张"),
        ("百分之80以上", "level", ">=", 80, None, "%"),
        ("5个千亿级产业", "level", ">=", 5, None, "个"),
        ("显著提高", "qualitative", "", None, None, ""),
    ],
)
def test_printed_forms_of_plans(text, form, comparator, low, high, unit):
    found = parse_target(text)
    assert (found.form, found.comparator, found.low, found.high, found.unit) == (form, comparator, low, high, unit)


def test_bare_number_follows_the_direction_and_the_column():
    found = parse_target("8", unit="天", direction="down")
    assert (found.comparator, found.high, found.unit) == ("<=", 8, "天")


def test_denominator_and_certainty():
    assert parse_target("每千人口8张").per == 1000
    assert parse_target("每10万人口6人").per == 100000
    assert parse_target("全覆盖").certainty == "inferred"
    assert parse_target("100%").certainty == "printed"


def test_unreadable_text_gives_position_and_remedy():
    with pytest.raises(DomainError, match=r"'待定' at position 1: no number .*write a number with its unit"):
        parse_target("待定")
    with pytest.raises(DomainError, match=r"at position 4: a second number '9'; write one target a row"):
        parse_target("8张或9张")
    with pytest.raises(DomainError, match="leave the cell empty"):
        parse_target("—")


@pytest.mark.parametrize(
    ("text", "position", "word"), [("5十", 2, "十"), ("2千五百张", 3, "五百张"), ("3张四个", 3, "四个")]
)
def test_number_words_are_never_dropped(text, position, word):
    with pytest.raises(DomainError, match=rf"^'{text}' at position {position}: a second number '{word}'"):
        parse_target(text, unit="张")


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [("10万亿", "张", 1e13), ("3千万人", "人", 3e7), ("增加一万五千张", "张", 15_000), ("1万2千张", "张", 12_000)],
)
def test_multiples_keep_their_size(text, unit, amount):
    found = parse_target(text, unit=unit)
    assert found.low * units.parse_unit(found.unit).factor == pytest.approx(amount)


def test_ends_of_a_range_stand_in_one_unit():
    with pytest.raises(DomainError, match="at position 1: the ends are in 张 and 万张; write one unit"):
        parse_target("8000张—1.2万张")


@pytest.mark.parametrize("unit", [None, "%", "元", "张"])
@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("年均增长7%", 7, None), ("年均增速达到7%以上", 7, None), ("年增长7%", 7, None), ("床位年均下降3—5%", -5, -3)],
)
def test_growth_rates_are_a_form_of_their_own(text, low, high, unit):
    found = parse_target(text, unit=unit)
    assert (found.form, found.low, found.high, found.unit) == ("growth", low, high, "%")
    assert found.change == "percent_of_baseline"


def test_points_a_year_say_so():
    assert parse_target("每年提高0.5个百分点", unit="%").change == "points"
    assert parse_target("每年提高0.5", unit="%").change == "points"


def test_what_each_year_adds_is_a_flow():
    assert [parse_target(text).form for text in ("每年新增40个", "年均新增40个", "年均增加40个")] == ["flow"] * 3


def test_contradicting_units_are_refused():
    with pytest.raises(UnitError, match="'8张' is in '张' and the column says '%'"):
        parse_target("8张", unit="%")
    assert parse_target("25万张", unit="张").unit == "万张"


def test_parser_agrees_with_the_rows_entered_by_hand(cat):
    differing = set()
    for target in cat:
        try:
            found = parse_target(target.target_text, unit=target.unit, direction=target.direction)
        except CqTargetsError:
            differing.add(target.id)
            continue
        numbers = (found.comparator, found.low, found.high)
        entered = (target.comparator, target.target_low, target.target_high)
        if numbers != entered or found.form not in ("level", target.form):
            differing.add(target.id)
    assert differing == EXCEPTIONS
    assert len(differing) <= 0.02 * len(cat)


@settings(max_examples=60)
@given(
    st.integers(0, 99999),
    st.sampled_from(
        [("≥{}", ">="), ("不低于{}", ">="), ("超过{}", ">"), ("≤{}", "<="), ("低于{}", "<"), ("{}左右", "~")]
    ),
    st.sampled_from(["", "%", "张", "万张", "家"]),
)
def test_written_targets_are_read_back(number, style, unit):
    pattern, comparator = style
    found = parse_target(pattern.format(f"{number}{unit}"))
    assert found.comparator == comparator
    assert number in (found.low, found.high)
    assert found.unit == unit


@settings(max_examples=200)
@given(st.text(max_size=20))
def test_no_text_raises_anything_but_our_own_errors(text):
    try:
        found = parse_target(text)
    except CqTargetsError:
        return
    assert found.low is not None or found.high is not None or found.form in ("qualitative", "proportional")


@pytest.mark.parametrize(
    ("text", "low", "unit", "tolerance"),
    [
        ("12天左右（±1天）", 12, "天", 1),
        ("30%±2%", 30, "%", 2),
        ("30±2%", 30, "%", 2),
        ("保持在6.5岁（±0.2）", 6.5, "岁", 0.2),
    ],
)
def test_the_width_behind_a_number_is_its_tolerance(text, low, unit, tolerance):
    found = parse_target(text)
    assert (found.comparator, found.low, found.high, found.unit) == ("~", low, low, unit)
    assert found.tolerance == tolerance


@pytest.mark.parametrize("text", ["12天以内（±1天）", "12天（±10%）", "5～7天（±1天）", "±3天", "≥30%±2%"])
def test_a_width_that_contradicts_the_number_is_refused(text):
    with pytest.raises(CqTargetsError):
        parse_target(text)


@pytest.mark.parametrize("text", ["见附表6", "详见附件2", "参见专栏4", "110报警", "12320热线"])
def test_numbers_that_name_something_are_no_targets(text):
    with pytest.raises(DomainError, match=r"where to look|telephone"):
        parse_target(text, unit="个", direction="up")


@pytest.mark.parametrize("text", ["110张", "代表7人以上", "120个急救站", "量表4种"])
def test_numbers_that_look_like_them_are_targets(text):
    assert parse_target(text).low in (110, 7, 120, 4)


@pytest.mark.parametrize(
    ("text", "comparator", "high"), [("上升到第6位", "<=", 6), ("提升至前8名", "<=", 8), ("进入全省前3位", "<=", 3)]
)
def test_a_better_rank_is_a_smaller_number(text, comparator, high):
    found = parse_target(text, unit="位")
    assert (found.comparator, found.low, found.high, found.unit) == (comparator, None, high, "名次")


def test_a_bare_year_behind_a_comparator_is_a_reference():
    found = parse_target("不高于2018年", unit="%")
    assert (found.form, found.comparator, found.reference) == ("qualitative", "<=", "2018年")
    assert not parse_target("早于2026年").reference


def test_people_behind_a_denominator_are_not_what_is_measured():
    found = parse_target("每千名老年人配备2名护理员", direction="up")
    assert (found.low, found.per, found.unit) == (2, 1000, "名")
    assert parse_target("每千名老年人养老床位35张", direction="up").name == "老年人养老床位"


def test_denominators_may_group_their_digits():
    assert parse_target("≤9/100,000").unit == "1/10万"
    assert parse_target("3人/10,000人").per == 10_000


def test_brackets_around_a_share_ask():
    assert "rise" in parse_target("〔4〕", unit="%").question
    assert not parse_target("〔400〕", unit="个").question


@pytest.mark.parametrize(
    ("text", "comparator", "value"),
    [("由基期的42%提高至51%", ">=", 51), ("从现状60张增加到75张", ">=", 75), ("约占两成", "~", 20)],
)
def test_the_start_of_a_change_may_be_named_in_words(text, comparator, value):
    found = parse_target(text)
    assert (found.comparator, found.low) == (comparator, value)


def test_numbers_within_a_name_of_letters_are_no_targets():
    with pytest.raises(DomainError, match="is a name"):
        parse_target("ISO22000认证", unit="家")


@pytest.mark.parametrize(
    ("text", "column", "low", "unit"),
    [
        ("力争突破百亿", "亿元", 1e10, "元"),
        ("两千亿", "亿元", 2e11, "元"),
        ("十万", "万人", 1e5, "人"),
        ("三百", "亿元", 300, "亿元"),
        ("100亿", "亿元", 100, "亿元"),
        ("三百万", "人", 3e6, "人"),
    ],
)
def test_a_multiple_in_words_is_not_multiplied_by_that_of_the_column(text, column, low, unit):
    for _ in range(2):
        read = parse_target(text, unit=column)
        assert (read.low, read.unit) == (low, unit)
