"""Names in English: order, plural, filling and the unit behind them do not count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets.concepts import match
from cqtargets.concepts.english import english

LOADED = cq.concepts.load()


@pytest.mark.parametrize(
    ("printed", "unit", "concept"),
    [
        ("Maternal mortality ratio (per 100,000 live births)", None, "maternal_mortality"),
        ("2. Infant mortality rate (‰)", None, "infant_mortality"),
        ("Under-5 mortality rate", "‰", "under5_mortality"),
        ("Life expectancy at birth (years)", None, "life_expectancy"),
        ("Registered nurses per 1 000 population", None, "nurses_per_1000"),
        ("registered nurses", "人", "registered_nurses"),
        ("Share of population aged 65 and over", "%", "pop_65plus_share"),
        ("Life expectancy of camels", None, None),
        ("Registered nurses", "%", None),
    ],
)
def test_english_names_are_matched(printed, unit, concept):
    found = match(printed, unit=unit).concept
    assert getattr(found, "key", None) == concept


def test_no_english_name_means_another_concept():
    wrong = [
        (one.key, found.key)
        for one in LOADED
        if (found := LOADED.match(one.name_en, unit=one.unit, per=one.per, near=False).concept) is not None
        and found != one
    ]
    assert wrong == []


@given(st.text(max_size=30))
def test_any_text_has_its_words(text):
    assert english(text) == english(text.strip() + " ")
