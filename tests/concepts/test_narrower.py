"""A name with one more word that says which ones are meant is never taken for the wider concept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets.concepts import match

LOADED = cq.concepts.load()
REGISTER = tuple(LOADED)
WHICH = (
    "公立", "民营", "社会办", "农村", "城市", "三级", "二级", "基层", "县级", "市级", "乡镇", "65岁以上", "80岁以上", "35岁以上", "15岁以下", "重点人群",
    "首次", "男性", "儿童", "老年人", "青少年", "低收入", "困难", "流动人口", "少数民族", "脱贫县", "贫困县", "试点县", "西部地区", "山区", "中小学", "高校",
    "新增", "中医", "专科", "残疾人", "失能", "特困", "企业", "早期", "中重度", "免费", "普惠", "专职", "在岗", "高危", "非",
)  # fmt: skip
SAME = {("婴幼儿", "托"), ("女性", "癌"), ("城镇", "职工"), ("规范", "设"), ("规范", "建立")}
"""Words that add nothing to a concept of that kind: all childcare is for infants, 设置 and 规范设置 are printed for one."""
SAID_ALREADY = ("老年人健康管理人数", "低保标准统筹率")
"""Their other names say it: people of 65 and over, counties whose standard is one."""


def takes(concept, which, name):
    found = LOADED.match(name, unit=concept.unit, per=concept.per, near=False).concept
    said = any(which in known for known in (concept.name_zh, *concept.aliases))
    return found == concept and not said and not any(which == word and kind in concept.name_zh for word, kind in SAME)


def test_a_restricting_word_in_front_never_gives_the_wider_concept():
    every = [(one, which) for place, one in enumerate(REGISTER) for which in WHICH[place % 8 :: 8]]
    taken = [which + one.name_zh for one, which in every if takes(one, which, which + one.name_zh)]
    assert [name for name in taken if not name.endswith(SAID_ALREADY)] == []


@settings(max_examples=300, deadline=None)
@given(st.data(), st.sampled_from(REGISTER), st.sampled_from([word for word in WHICH if len(word) > 1]))
def test_nor_does_one_inside_a_name(data, concept, which):
    place = data.draw(st.integers(0, len(concept.name_zh) - 1))
    name = concept.name_zh[:place] + which + concept.name_zh[place:]
    cut = any(concept.name_zh[place - 1 : place + 1] == kind for kind in ("住区", "社区", "城区"))
    assert cut or not takes(concept, which, name), name


@pytest.mark.parametrize(
    "change", ["年均增长", "增幅", "下降幅度", "城乡差距", "减少数", "完成率", "比上年增长", "排名"]
)
def test_a_change_of_a_quantity_is_not_the_quantity(change):
    taken = [one.name_zh for one in REGISTER if LOADED.match(one.name_zh + change, near=False).concept == one]
    assert taken == []


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("公立医院平均住院日", "天"),
        ("三级公立医院病床使用率", "%"),
        ("农村孕产妇住院分娩率", "%"),
        ("孕产妇中重度贫血患病率", "%"),
        ("县级疾控中心标准化建设达标率", "%"),
        ("门诊预约诊疗率", "%"),
        ("农村特困人员集中供养率", "%"),
        ("重点人群流感疫苗接种率", "%"),
        ("民营医院床位占比", "%"),
    ],
)
def test_narrower_kinds_have_concepts_of_their_own(printed, unit):
    found = match(printed, unit=unit).concept
    assert printed in (found.name_zh, *found.aliases)
    assert not any(printed in one.aliases for one in REGISTER if one != found)


def test_what_a_count_counts_is_not_the_things_around_it():
    assert match("养老机构人数").reason == "unit"
    assert match("养老机构数", unit="家").concept.key == "eldercare_institutions"
    assert match("公立县医院数", unit="家").concept.key == "public_hospital_count_county"
