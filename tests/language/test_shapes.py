"""A text of a known shape is read as the grammar reads it in full, whatever its numbers are."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cqtargets.errors import DomainError
from cqtargets.language.alike import Alike
from cqtargets.language.lexicon import words
from cqtargets.language.shapes import shape_of
from cqtargets.language.target_text import parse_target, read_in_full
from tests.language.test_wordings import lines
from tests.language.wordings import READ, REFUSED

ASKED = [[part.strip() for part in (f"{line.partition(' => ')[0]}||").split("|")[:3]] for line in lines(READ + REFUSED)]
ASKED = [asked for asked in ASKED if re.search(r"[0-9]", asked[0])]
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
KNOWN = (
    "0",
    "1",
    "2",
    "10",
    "100",
    "1000",
    "10000",
    "100000",
    "1949",
    "2025",
    "12345",
    "120",
    "1005",
    "0.05",
    "1.0",
    "50",
)
numbers = st.one_of(
    st.sampled_from(KNOWN), st.integers(0, 9), st.integers(10, 99), st.integers(100, 10**6),
    st.integers(0, 99_999).map(lambda n: n / 100),
).map(str)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(ASKED), st.lists(st.lists(numbers, min_size=4, max_size=4), min_size=3, max_size=6))
@example(["25/50", "", ""], [["25", "50"] * 2, ["30", "50"] * 2, ["20", "50"] * 2])
@example(["30秒以内", "小时", ""], [["30"] * 4, ["31"] * 4, ["40"] * 4])
@example(["降至2015年的50%", "", ""], [["2015", "50"] * 2, ["2015", "60"] * 2, ["2015", "70"] * 2])
@example(["每100人5个", "", ""], [["100", "5"] * 2, ["1005", "5"] * 2, ["2345", "5"] * 2])
@example(["200热线", "", ""], [["200"] * 4, ["201"] * 4, ["120"] * 4])
@example(["80%以上（含80%）", "", ""], [["80"] * 4, ["85"] * 4, ["85", "90"] * 2])
def test_other_numbers_are_read_as_in_full(asked, sets):
    text, unit, direction = asked
    alike = Alike(read_in_full)
    for found in sets:
        left = iter(found * 3)
        other = NUMBER.sub(lambda _: next(left), text)  # noqa: B023
        assert repr(alike.read(other, unit, direction)) == repr(read_in_full(other, unit, direction)[0])


def test_texts_of_one_shape_differ_in_their_numbers_alone():
    found = [parse_target(f"养老机构护理型床位占比不低于{n}%") for n in (55, 56, 7.5, 58)]
    assert [one.low for one in found] == [55, 56, 7.5, 58]
    assert [one.text[-4:] for one in found] == ["于55%", "于56%", "7.5%", "于58%"]
    assert {(one.name, one.comparator, one.unit) for one in found} == {("养老机构护理型床位占比", ">=", "%")}
    assert [one.pieces[-1].quantity.low for one in found] == [55, 56, 7.5, 58]


@pytest.mark.parametrize("word", sorted(word for word in words() if re.search(r"[0-9]", word)))
def test_a_number_inside_a_word_of_the_lexicon_belongs_to_the_shape(word):
    shape = shape_of(f"{word}，7.5%")
    assert shape is None or "".join(shape.kept).startswith(word)


@pytest.mark.parametrize(
    "text", ["到2030年", "65岁以上", "1:1", "PM2.5", "1,200人", "9.9.9", "百分之六十", "9" * 16, "9" * 301]
)
def test_texts_without_a_free_plain_number_have_no_shape(text):
    assert shape_of(text) is None


def test_what_is_refused_is_refused_at_its_own_number():
    for number in (25, 26, 7.5):
        with pytest.raises(DomainError, match=f"second number '{number}'"):
            parse_target(f"每张床{number + 1}人、{number}人")


def test_a_shape_is_read_in_full_once_and_what_is_refused_each_time():
    asked = []

    def in_full(text, unit, direction):
        asked.append(text)
        return read_in_full(text, unit, direction)

    alike = Alike(in_full)
    found = [alike.read(f"床位不低于{n}张", "张", "") for n in (80, 81, 82, 81)]
    assert [one.low for one in found] == [80, 81, 82, 81]
    assert asked == ["床位不低于80张"]
    for n in (5, 6, 6):
        assert alike.read(f"每张床{n}人、{n + 1}人", "", "")[0] is DomainError
    assert asked[1:] == ["每张床5人、6人", "每张床6人、7人"]
    alike.forget()
    alike.read("床位不低于81张", "张", "")
    assert asked[-1] == "床位不低于81张"


def test_the_shapes_that_are_remembered_are_bounded(monkeypatch):
    monkeypatch.setattr("cqtargets.language.alike._MOST", 3)
    alike = Alike(read_in_full)
    texts = [f"{'甲乙丙丁戊己'[k]}区床位不低于{n}张" for n in (80, 90) for k in range(6)]
    assert [alike.read(text, "", "").low for text in texts] == [80.0] * 6 + [90.0] * 6
