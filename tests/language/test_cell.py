"""A cell that holds a number alone is read as the grammar reads it; what stands in one spelling is left as it stands."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from cqtargets import units
from cqtargets.errors import DomainError
from cqtargets.language.cell import said_of
from cqtargets.language.grammar import read
from cqtargets.language.plain import plain, stands
from cqtargets.language.quantities import digits_alone, in_digits, read_quantity
from cqtargets.language.said import UnreadError
from cqtargets.language.tokens import cut

BEHIND = (
    "",
    "以上",
    "内",
    "起",
    "（含）",
    "—10个",
    "/千人",
    "余",
    "万",
    "左右",
    "年",
    "多",
    " ",
    "+",
    "：3",
    "和5之间",
    "的",
)
numbers = st.one_of(st.integers(0, 99_999).map(str), st.integers(0, 9999).map(lambda n: f"{n / 100:.2f}"))
printed_units = st.sampled_from(["", "万", "亿", *units.unit_words()])


def _said(said):
    return {name: value for name, value in vars(said).items() if name != "pieces"} | {"pieces": list(said.pieces)}


@given(numbers, st.sampled_from(("", "万", "亿")), printed_units)
@example("2030", "", "年")
@example("24", "", "小时")
@example("100", "", "%")
@example("5", "", "年")
def test_a_number_alone_is_read_as_the_grammar_reads_it(number, multiple, unit):
    text = plain(f"{number}{multiple}{unit}").text
    try:
        by_grammar = _said(read(cut(text)))
    except UnreadError:
        with pytest.raises(DomainError):
            said_of(text)
        return
    assert _said(said_of(text)) == by_grammar


@given(numbers, printed_units, st.sampled_from(BEHIND))
@example("25", "万张", "以上")
def test_digits_that_nothing_goes_on_with_are_the_quantity_that_is_read_in_full(number, unit, behind):
    text = plain(f"{number}{unit}{behind}").text
    found = digits_alone().match(text)
    assume(found is not None)
    assert in_digits(found, 0) == read_quantity(text)


def test_what_stands_in_one_spelling_is_printable_and_stays():
    standing = [chr(code) for code in range(0x110000) if stands(chr(code))]
    assert len(standing) > 20_000
    assert all(plain(character + "一").text[0] == character and character.isprintable() for character in standing)


@pytest.mark.parametrize("character", ["％", "於", "〔", "：", "０", "\u202e", "\t", "Ⅷ", "²", "\u200b", "𠮷"])
def test_what_may_be_spelled_otherwise_is_looked_at(character):
    assert not stands(f"达到{character}")
