"""A name with one more word that says which ones are meant is never taken for the wider concept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets.concepts import match
from cqtargets.concepts.kernels import kernel
from cqtargets.concepts.wording import full_form

LOADED = cq.concepts.load()
REGISTER = tuple(LOADED)
WHICH = (
    "公立", "民营", "社会办", "公办", "民办", "外资", "农村", "城市", "城镇", "乡村", "三级", "二级", "一级", "基层", "县级", "市级", "省级", "县域", "乡镇",
    "社区", "村级", "65岁以上", "80岁以上", "35岁以上", "15岁以下", "3岁以下", "重点人群", "首次", "男性", "女性", "儿童", "老年人", "青少年", "学生", "成人",
    "孕产妇", "低收入", "困难", "低保", "流动人口", "外来", "少数民族", "脱贫县", "贫困县", "试点", "示范", "西部地区", "山区", "中小学", "高校", "新增",
    "累计", "净增", "年均", "中医", "专科", "综合", "儿科", "残疾人", "失能", "失智", "特困", "企业", "职工", "早期", "中重度", "轻度", "免费", "普惠", "专职",
    "兼职", "在岗", "持证", "注册", "高危", "非", "门诊", "住院", "急诊", "机构", "家庭", "个人", "护理型", "认知症", "智慧", "互联网", "跨省", "省内", "线上",
)  # fmt: skip
SAME = {
    ("婴幼儿", "托"),
    ("女性", "癌"),
    ("城镇", "职工"),
    ("规范", "设"),
    ("规范", "建立"),
    ("女性", "生育"),
    ("3岁以下", "婴幼儿"),
    ("县级", "监测覆盖率"),
    ("社区", "居民委员会"),
}
"""Words that add nothing to a concept of that kind: all childcare is for infants, 设置 and 规范设置 are printed for one."""
SAID_ALREADY = (
    "老年人健康管理人数", "低保标准统筹率", "县域医共体覆盖率", "儿童活动中心覆盖率", "慢性病综合防控示范区覆盖率", "市级县级医院数",
    "社区村务监督委员会覆盖率", "省内二级以上公立医院接入全民健康信息平台比例",
)  # fmt: skip
"""Their other names say it: people of 65 and over, counties that are covered, hospitals of counties and county-level cities."""
OF_BASIS = {("户籍80岁及以上人口", "pop_80plus"), ("每万人口执业护士数", "nurses_per_1000")}
"""户籍 is a basis, and people are counted for any number."""
CHANGED = (
    ("城市", "农村"), ("三级", "二级"), ("公办", "民办"), ("公立", "民营"), ("门诊", "住院"), ("职工", "居民"), ("男", "女"), ("死亡率", "发病率"),
    ("死亡率", "患病率"), ("发病率", "患病率"), ("知晓率", "治疗率"), ("知晓率", "控制率"), ("筛查率", "治疗率"), ("达标率", "覆盖率"), ("达标率", "知晓率"),
    ("覆盖率", "知晓率"), ("覆盖率", "满意率"), ("满意度", "知晓率"), ("合格率", "覆盖率"), ("使用率", "普及率"), ("参保率", "报销率"), ("新增", "累计"),
    ("家庭", "机构"), ("个人", "家庭"), ("护理型床位", "床位"), ("认知障碍", "养老"), ("医师", "护士"), ("护士", "药师"), ("孕产妇", "新生儿"),
    ("婴儿", "新生儿"), ("儿童", "老年人"), ("5岁", "3岁"), ("65岁", "60岁"), ("80岁", "65岁"), ("7岁", "3岁"), ("15岁", "18岁"), ("30岁", "35岁"),
    ("以上", "以下"), ("省级", "市级"), ("国家", "省级"), ("县级", "市级"), ("县级", "乡镇"), ("社区", "村"), ("高血压", "糖尿病"), ("宫颈癌", "乳腺癌"),
    ("胸痛", "卒中"), ("收入", "支出"), ("增长", "下降"), ("出生", "死亡"), ("入院", "出院"), ("残疾人", "老年人"), ("重度", "轻度"), ("初中", "高中"),
    ("小学", "初中"), ("占比", "增速"), ("电子健康档案", "电子病历"), ("养老", "托育"), ("基本养老", "基本医疗"), ("工伤", "失业"), ("低保", "特困"),
    ("食品", "药品"), ("药品", "医疗器械"), ("签约", "履约"), ("医疗服务", "医疗"), ("机构数", "机构床位数"), ("服务业", "产业"),
)  # fmt: skip


def printed(concept):
    return (concept.name_zh, *concept.aliases)


def lists(concept, name):
    """Whether the name is one that the concept itself lists, but for print and order."""
    said = {form for one in printed(concept) for form in (full_form(one), kernel(one)) if form}
    return full_form(name) in said or kernel(name) in said


def takes(concept, which, name):
    """Whether a name with one more word is taken for the concept, though nothing it lists has that word."""
    found = LOADED.match(name, unit=concept.unit, per=concept.per, near=False).concept
    if found is None or any(which == word and kind in concept.name_zh for word, kind in SAME):
        return False
    return not any(which in one for one in printed(found)) and not (found != concept and lists(found, name))


def in_front(every):
    return [
        which + one.name_zh
        for place, one in enumerate(REGISTER)
        for which in WHICH[place % every :: every]
        if takes(one, which, which + one.name_zh)
    ]


def test_a_restricting_word_in_front_never_gives_the_wider_concept():
    assert [name for name in in_front(32) if not name.endswith(SAID_ALREADY)] == []


@pytest.mark.slow
def test_nor_does_another_quarter_of_them():
    assert [name for name in in_front(4) if not name.endswith(SAID_ALREADY)] == []


def changed(one):
    for before, after in (*CHANGED, *((after, before) for before, after in CHANGED)):
        if before in one.name_zh and not (before in after and after in one.name_zh):
            yield one.name_zh.replace(before, after, 1)


def test_a_word_changed_for_its_counterpart_never_gives_the_same_concept():
    names = [(one, name) for one in REGISTER for name in changed(one) if name != one.name_zh]
    found = [(one, name, LOADED.match(name, unit=one.unit, per=one.per, near=False).concept) for one, name in names]
    assert [name for one, name, got in found if got == one and not lists(one, name)] == []
    assert {(name, got.key) for one, name, got in found if got not in (None, one) and not lists(got, name)} <= OF_BASIS
    assert len(names) > 3000


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
    ("name", "unit"),
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
def test_narrower_kinds_have_concepts_of_their_own(name, unit):
    found = match(name, unit=unit).concept
    assert name in printed(found)
    assert not any(name in one.aliases for one in REGISTER if one != found)


def test_what_a_count_counts_is_not_the_things_around_it():
    assert match("养老机构人数").reason == "unit"
    assert match("养老机构数", unit="家").concept.key == "eldercare_institutions"
    assert match("公立县医院数", unit="家").concept.key == "public_hospital_count_county"
