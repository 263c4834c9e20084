"""The account closes: every numeral of a document stands in exactly one row."""

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cqtargets as cq
from tests.extraction.gold import NAMES, document

TEXTS = st.text(
    alphabet=st.sampled_from(
        list(
            "到年月日0123456789.,%‰、，。；：（）由从至达提高降低每千人口床位张个家所万亿分别其中均全覆盖以上不低于—- \n\tAx一二三十百"
        )
    ),
    max_size=120,
)


def closes(draft):
    rows = draft.account()
    spans = sorted(zip(rows.start, rows.end, strict=True))
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))
    covered = {place for start, end in spans for place in range(start, end)}
    left = [m.start() for m in re.finditer(r"\d", draft.text) if m.start() not in covered]
    assert left == [], draft.text[max(0, left[0] - 20) : left[0] + 20]
    assert set(rows.place) <= {"statement", "qualifier", "not_read"}
    assert all(rows.reason[rows.place != "statement"].str.len() > 0)


@pytest.mark.parametrize("name", NAMES)
def test_every_numeral_stands_in_one_row(name):
    draft = cq.read_plan(text=document(name))
    closes(draft)
    held = {place for one in draft.statements for place in one.used}
    assert all(
        any(a <= row.start and row.end <= b for a, b in held)
        for row in draft.account().itertuples()
        if row.place == "statement"
    )


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_text_closes(text):
    closes(cq.read_plan(text=f"云湖市规划\n\n{text}"))


@pytest.mark.parametrize("name", NAMES)
def test_few_numerals_of_target_sentences_are_left_without_a_named_reason(name):
    draft = cq.read_plan(text=document(name))
    rows = draft.account()
    quotes = [(one.start, one.end) for one in draft.statements]
    inside = rows[[any(a <= start < b for a, b in quotes) for start in rows.start]]
    nameless = inside[(inside.place == "not_read") & inside.reason.str.startswith(("no subject", "a number without"))]
    assert len(nameless) <= 0.1 * len(inside)


def test_what_is_of_another_topic_is_left_aside_and_accounted_for():
    text = "松陵市政府工作报告\n\n2026年工作安排\n\n新建养老服务中心12个，粮食产量达到50万吨。"
    draft = cq.read_plan(text=text, topic="register")
    assert [one.low for one in draft.statements] == [12]
    assert [one.low for one in draft.aside] == [50]
    reasons = draft.account().set_index("text").reason
    assert reasons["50万吨"] == "left aside: of another topic"
    closes(draft)


def test_unknown_topics_are_refused():
    with pytest.raises(cq.DomainError, match="no topic sports; there are all, register, "):
        cq.read_plan(text="规划", topic="sports")
