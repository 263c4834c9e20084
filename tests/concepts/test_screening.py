"""Names are left aside at a glance only where the full look-up would know none of them."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from cqtargets.concepts import load
from cqtargets.concepts.screening import Screen

_NAMES = [name for concept in load() for name in (concept.name_zh, *concept.aliases)]
_FRONT = st.sampled_from(
    ["", "全市", "到2025年", "玉树藏族自治州", "3.", "其中：", "力争", "2030年全省", "鄠邑区", "龘县"]
)
_BEHIND = st.sampled_from(["", "（%）", "达到", "*", "①", "（预期性）", "总数", "占比", "（张/千人）", "〔7〕"])


@settings(max_examples=300, deadline=None)
@given(_FRONT, st.sampled_from(_NAMES), _BEHIND)
def test_no_known_name_is_left_aside(front: str, name: str, behind: str) -> None:
    register, printed = load(), f"{front}{name}{behind}"
    assert register.match(printed, near=False).concept == register.match(printed).concept


@settings(max_examples=200, deadline=None)
@given(st.text("养老床位医院服务率数占比第0123456789、（）每千人口户籍的和", min_size=1, max_size=14))
def test_what_is_left_aside_is_unknown_in_full(name: str) -> None:
    register = load()
    assert register.match(name, near=False).concept == register.match(name).concept


@pytest.mark.parametrize("name", ["老年人管理率（第417批）", "猞猁管理率", "第98765号健康管理率"])
def test_signs_and_numbers_of_no_known_name(name: str) -> None:
    assert not Screen(["65岁以上老年人健康管理率"], ["批|第|（|）"]).may_be_known(name)
