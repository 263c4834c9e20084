import re

import pytest

from cqtargets.conventions.unit_words import amount, region_words, unit_words
from cqtargets.units import known_units

CHINESE = re.compile("[一-鿿]")


def test_every_unit_has_english_words(cat, obs):
    units = {*known_units()} | {target.unit_label for target in cat} | {seen.unit_label for seen in obs}
    assert len(units) > 60
    assert [unit for unit in units if CHINESE.search(unit_words(unit, "en"))] == []


@pytest.mark.parametrize(
    ("unit", "words", "said"),
    [
        ("张/千", "beds per 1,000", "8 beds per 1,000"),
        ("万户", "10,000 households", "8 × 10,000 households"),
        ("人/10万", "people per 100,000", "8 people per 100,000"),
        ("亿元", "100 million yuan", "8 × 100 million yuan"),
        ("个", "number", "8"),
        ("%", "%", "8%"),
        ("1:x", "1:x", "1:8"),
    ],
)
def test_units_and_amounts_in_english(unit, words, said):
    assert unit_words(unit, "en") == words
    assert amount("8", unit, "en") == said
    assert unit_words(unit, "zh") == unit


def test_regions_with_a_usual_name():
    assert region_words("重庆市", "en") == "Chongqing"
    assert region_words("重庆市", "zh") == "重庆市"
    assert region_words("渝中区", "en") == "渝中区"
