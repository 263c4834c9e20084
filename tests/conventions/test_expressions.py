"""Expressions compile when they are first used, and then are what `re.compile` gives."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqtargets.conventions.expressions import expression


@given(st.text(alphabet="ab12 ", max_size=12))
def test_an_expression_answers_as_a_compiled_one(text):
    ours, theirs = expression(r"(?P<word>[ab]+)(\d)?"), re.compile(r"(?P<word>[ab]+)(\d)?")
    assert [found.group() for found in ours.finditer(text)] == [found.group() for found in theirs.finditer(text)]
    assert ours.sub("x", text) == theirs.sub("x", text)
    assert ours.groupindex == theirs.groupindex


def test_nothing_is_compiled_before_it_is_used():
    wrong = expression("(")
    assert wrong.pattern == "("
    with pytest.raises(re.error, match="unterminated"):
        wrong.search("x")


def test_flags_count():
    assert expression("[a-z]+", re.IGNORECASE).fullmatch("AbC") is not None
