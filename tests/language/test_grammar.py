"""Texts built from the grammar give their meaning back; what the grammar does not know is refused at its place."""

import importlib.util
import re
import time
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cqtargets.errors import CqTargetsError, DomainError
from cqtargets.language.lexicon import ENTRIES, ROLES
from cqtargets.language.target_text import parse_target
from cqtargets.language.tokens import pieces

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("", "护理型床位占比", "65岁以上老年人建档率", "每千人口床位数", "社区卫生服务中心和乡镇卫生院数量")
TIMES = ("", "到2027年，", "2030年底前", "“十五五”末")
BEFORE = {
    "不低于": ">=", "不得少于": ">=", "至少": ">=", "≥": ">=", "超过": ">", "突破": ">", "不超过": "<=", "严禁突破": "<=",
    "不应高于": "<=", "≤": "<=", "低于": "<", "不足": "<", "约": "~", "控制在": "<=", "提高到": ">=", "缩短至": "<=",
    "达到": ">=", "等于": "=",
}  # fmt: skip
AFTER = {"以上": ">=", "及以上": ">=", "以下": "<=", "以内": "<=", "左右": "~"}
UNITS = ("%", "‰", "张", "万张", "人次", "岁", "家", "1/10万", "平方米")
WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
FOREIGN = ("@@", "¤", "哇啦不哇啦", "→", "\u202e", "²")

amounts = st.integers(0, 9_999_999).map(lambda n: n / 100)


def printed(value, unit, wide=False):
    text = f"{value:g}{'/10万' if unit == '1/10万' else unit}"
    return text.translate(WIDE) if wide else text


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(TIMES), st.sampled_from(NAMES), st.sampled_from([*BEFORE.items()]), amounts, st.sampled_from(UNITS),
    st.booleans(),
)  # fmt: skip
def test_comparators_before_the_number_come_back(when, name, comparator, value, unit, wide):
    word, meaning = comparator
    assume("e" not in f"{value:g}")
    found = parse_target(f"{when}{name}{word}{printed(value, unit, wide)}")
    assert (found.form, found.comparator, found.unit) == ("level", meaning, unit)
    assert {end for end in (found.low, found.high) if end is not None} == {float(f"{value:g}")}
    assert found.question == ""


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(TIMES), st.sampled_from(NAMES), amounts, st.sampled_from(UNITS), st.sampled_from([*AFTER.items()])
)
def test_comparators_behind_the_number_come_back(when, name, value, unit, comparator):
    word, meaning = comparator
    assume("e" not in f"{value:g}")
    found = parse_target(f"{when}{name}达到{printed(value, unit)}{word}")
    assert (found.comparator, found.unit) == (meaning, unit)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(("较2020年", "", "比2019年")), st.sampled_from(("提高", "增加", "下降", "缩短", "减少")),
    st.integers(1, 500), st.sampled_from(("个百分点", "%", "天", "岁")), st.sampled_from(("", "以上", "左右")),
)  # fmt: skip
def test_changes_come_back_with_their_sign_and_kind(reference, verb, amount, unit, after):
    found = parse_target(f"{reference}{verb}{amount}{unit}{after}")
    sign = -1 if verb in ("下降", "缩短", "减少") else 1
    expected = {"个百分点": "points", "%": "percent_of_baseline"}.get(unit, "absolute")
    assert (found.form, found.change, found.reference) == ("relative", expected, reference[1:])
    assert {end for end in (found.low, found.high) if end is not None} == {sign * amount}


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 400), st.integers(1, 400), st.sampled_from("—－–~～至到-"), st.sampled_from(("张", "%", "天")))
def test_ranges_come_back_with_every_dash(low, width, dash, unit):
    found = parse_target(f"{low}{dash}{low + width}{unit}")
    assert (found.comparator, found.low, found.high, found.unit) == ("range", low, low + width, unit)
    with pytest.raises(DomainError, match="write the smaller end first"):
        parse_target(f"{low + width}{dash}{low}{unit}")


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(FOREIGN), st.integers(0, 4), st.integers(1, 999), st.sampled_from(("不低于", "达到", "提高")))
def test_a_foreign_token_is_refused_at_its_place(token, at, value, verb):
    parts = ["到2027年", verb, str(value), "天", "以上"]
    text = "".join(parts[:at]) + token + "".join(parts[at:])
    place = len("".join(parts[:at])) + 1
    with pytest.raises(CqTargetsError, match=r"position \d+") as caught:
        parse_target(text)
    told = int(re.search(r"position (\d+)", str(caught.value)).group(1))
    assert place <= told <= place + len(token)


NAMED_BEFORE = (
    ("到2027年，护理床占比", "不低于", "{}", "天", "以上"),
    ("护理床占比", "达到", "{}", "%", "左右"),
    ("护理床占比", "提高", "{}", "天", "以上"),
)
NAMED_BEHIND = (
    ("到2027年，", "不少于", "{}", "家示范机构"),
    ("", "建成", "{}", "家", "示范机构"),
    ("每年", "新增", "{}", "名", "护理员"),
)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from((*FOREIGN, "哇啦", "zzz")), st.sampled_from(NAMED_BEFORE), st.integers(0, 5), st.integers(2, 999)
)
def test_beside_a_name_in_front_a_foreign_token_is_refused_at_its_place(token, parts, at, value):
    parts = [part.format(value) for part in parts]
    at = min(at, len(parts))
    assume(at > 1 or token not in ("哇啦", "zzz"))
    text = "".join(parts[:at]) + token + "".join(parts[at:])
    place = len("".join(parts[:at])) + 1
    with pytest.raises(CqTargetsError, match=r"position \d+") as caught:
        parse_target(text)
    assert place <= int(re.search(r"position (\d+)", str(caught.value)).group(1)) <= place + len(token)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from((*FOREIGN, "哇啦", "zzz")), st.sampled_from(NAMED_BEHIND), st.integers(0, 5), st.integers(2, 999)
)
def test_beside_a_name_behind_a_foreign_token_is_refused_at_its_place_or_at_the_second_name(token, parts, at, value):
    parts = [part.format(value) for part in parts]
    at = min(at, len(parts))
    assume(at < 3 or token not in ("哇啦", "zzz"))
    text = "".join(parts[:at]) + token + "".join(parts[at:])
    place = len("".join(parts[:at])) + 1
    with pytest.raises(CqTargetsError, match=r"position \d+") as caught:
        parse_target(text)
    told = int(re.search(r"position (\d+)", str(caught.value)).group(1))
    second_name = len(text) - len(parts[-1].lstrip("家")) + 1
    assert place <= told <= place + len(token) or (token in ("哇啦", "zzz") and told == second_name)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="不得超过低于达到提高降全国平均每年个张%0123万亿成分之一二三—:()（）的以上2020年", max_size=14))
def test_any_text_of_the_field_is_read_or_refused(text):
    try:
        found = parse_target(text)
    except CqTargetsError as error:
        message = str(error)
    else:
        message = ""
    if message:
        assert re.search(r"position \d+|correct|write", message)
        return
    assert found.form in ("qualitative", "proportional") or found.low is not None or found.high is not None
    assert all(text[piece.start : piece.end] == piece.text for piece in found.pieces)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=40))
def test_pieces_never_raise_and_keep_their_places(text):
    end = 0
    for piece in pieces(text):
        assert end - 1 <= piece.start < piece.end <= len(text)
        assert text[piece.start : piece.end] == piece.text
        end = piece.end


@pytest.mark.parametrize("text", ["7." + "3" * 10_000, "一" * 10_000, "达到" * 5_000, "9" * 10_000, "(" * 10_000])
def test_long_texts_are_refused_in_linear_time(text):
    def seconds(size):
        start = time.process_time()
        pieces(text[:size])
        return time.process_time() - start

    with pytest.raises(DomainError, match=r"position \d+"):
        parse_target(text)
    seconds(100)
    short, long = min(seconds(len(text) // 8) for _ in range(3)), min(seconds(len(text)) for _ in range(3))
    assert long < 60 * short + 0.05


def test_every_role_has_its_words_in_two_languages():
    assert {entry.role for entry in ENTRIES} | {"negation", "reference"} == set(ROLES)
    assert all(english and chinese for english, chinese in ROLES.values())


def test_a_word_has_one_role():
    seen = {}
    for entry in ENTRIES:
        for word in entry.words.split():
            seen.setdefault(word, set()).add(entry.role)
    assert {word: roles for word, roles in seen.items() if len(roles) > 1} == {}


@pytest.mark.parametrize(("name", "lang"), [("wordings.md", "en"), ("guide/zh-wordings.md", "zh")])
def test_the_pages_say_what_the_lexicon_says(name, lang):
    spec = importlib.util.spec_from_file_location("build_wordings", ROOT / "tools" / "build_wordings.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == tool.page(lang)
