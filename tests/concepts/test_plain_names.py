"""Names without marks, places or years pass quickly, and give what the whole way gives."""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from cqtargets.concepts import load, wording

_NAMES = sorted({name for concept in load() for name in (concept.name_zh, *concept.aliases)})
_SIGNS = "床位机构老年人口注册护士率数到达为其一十二医養證张设置县区市2020年ICU"


@pytest.mark.parametrize(
    "name",
    ["床位数", "其中床位", "一级医院数", "床位數", "床位达到", "注射率", "床位（张）", "３岁", "健康教育中心建成数"],
)
def test_a_blank_behind_a_name_says_nothing(name):
    assert wording._bare(name) == wording._bare(f"{name} ")
    assert wording.folded(name) == wording.folded(f"{name} ")


@given(st.one_of(st.sampled_from(_NAMES), st.text(_SIGNS, min_size=1, max_size=9)))
def test_plain_names_stay_as_the_whole_way_leaves_them(name):
    assert wording._bare(name) == wording._bare(f"{name} ")
    assert wording.folded(name) == wording.folded(f"{name} ")


@settings(deadline=None)
@given(st.sampled_from(["_YEAR", "_PLACES", "_NAMED_PLACE"]), st.sampled_from(_NAMES), st.data())
def test_every_place_and_year_in_front_is_looked_at(pattern, name, data):
    first = data.draw(st.from_regex(getattr(wording, pattern).pattern, fullmatch=True))
    for text in (first + name, name):
        assert wording._ahead(text, "") == wording._ahead(text, "\0\0")
