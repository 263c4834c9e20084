"""Names as other plans print them: matched through form and wording, never to another unit or denominator."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets.concepts import match

PRINTED = list(csv.DictReader((Path(__file__).parent / "names_of_other_plans.csv").read_text("utf-8").splitlines()))
REGISTER = tuple(cq.concepts.load())


def key(name, **context):
    found = match(name, **context).concept
    return found.key if found else None


def taken(row):
    found = cq.concepts.load().match(row["name"], unit=row["unit"], near=False).concept
    return found.key if found else None


def test_names_of_other_plans_are_matched_and_none_is_wrong():
    named = [row for row in PRINTED if row["concept"]]
    got = [(row["name"], row["concept"], taken(row)) for row in named]
    wrong = [one for one in got if one[2] not in (None, one[1])]
    assert wrong == []
    assert len(named) >= 200
    assert len({row["plan"] for row in PRINTED}) >= 10
    assert sum(one[1] == one[2] for one in got) >= 0.9 * len(named)
    left = [row["name"] for row in PRINTED if not row["concept"] and taken(row)]
    assert left == []


@pytest.mark.parametrize(
    ("printed", "how"),
    [
        ("每千人口执业（助理）医师数", "exact"),
        ("每千人口执业(助理)医师数", "normalised"),
        ("10.每千人口执业（助理）医师数", "normalised"),
        ("（十）每千人口执业【助理】医师数*", "normalised"),
        ("③每千人口执业〔助理〕医师数②", "normalised"),
        ("每千常住人口执业（助理）医师数（人）", "normalised"),
        ("其中：千人口执业（助理）医师总数", "normalised"),
        ("到2025年，全省每千人口执业（助理）医师数达到", "normalised"),
        ("我区每千名常住人口执业（助理）医师数", "normalised"),
        ("每千人口執業（助理）醫師數", "normalised"),
        ("每１０００人口执业（助理）医师数", "normalised"),
        ("某某市每千人口执业（含助理）医师数（人/千人）[1]", "normalised"),
        ("每千人口拥有执业（助理）医师数（人）（预期性）", "normalised"),
        ("每千人口医生数", "alias"),
    ],
)
def test_form_does_not_count(printed, how):
    found = match(printed)
    assert (found.concept.key, found.how) == ("physicians_per_1000", how)


@pytest.mark.parametrize(
    ("printed", "concept"),
    [
        ("养老机构护理型床位比例", "nursing_bed_share"),
        ("三岁以下婴幼儿入托比例", "childcare_enrolment_under3"),
        ("65周岁及以上老年人健康管理率", "elderly_health_management_rate"),
        ("2级以上综合医院设老年医学科比例", None),
        ("眉山市二级及以上综合性医院规范设立老年医学科的比例", "geriatric_department_share"),
        ("2030年孕产妇死亡率控制在（1/10万）", "maternal_mortality"),
        ("“十四五”末婴儿死亡率降到", "infant_mortality"),
        ("全市每万人口全科医生数（名）", "general_practitioners_per_10000"),
        ("每万人口执业（助理）医师数", "physicians_per_1000"),
        ("5 岁以下儿童死亡率（‰）", "under5_mortality"),
        ("十五岁以上人群吸烟率", "smoking_rate_15plus"),
        ("六十五周岁及以上人口占比", "pop_65plus_share"),
        ("孕产妇死亡率控制（/10万活产）", "maternal_mortality"),
        ("人口密度（人/平方公里）", "population_density"),
        ("床护比（1:）", "bed_nurse_ratio"),
    ],
)
def test_what_carries_no_meaning_is_one(printed, concept):
    assert key(printed) == concept


@pytest.mark.parametrize(
    ("printed", "context"),
    [
        ("每千人口床位数", {"unit": "人"}),
        ("孕产妇死亡率", {"unit": "岁"}),
        ("公立医院日间床位数", {"unit": "张"}),
        ("养老机构人数", {"unit": "人"}),
        ("托育机构户数", {}),
        ("每千名儿童养老服务床位总量", {"unit": "张"}),
        ("经常参加体育锻炼人数", {"unit": "%"}),
        ("养老机构护理型床位占比", {"unit": "万张"}),
        ("养老机构", {"unit": "%"}),
        ("注册护士数", {"unit": "张", "per": 1000}),
        ("卫生总费用", {"unit": "%"}),
        ("每千名老年人护士数", {"unit": "人"}),
    ],
)
def test_a_name_of_another_unit_or_denominator_is_never_the_same(printed, context):
    found = match(printed, **context)
    assert found.concept is None
    assert found.reason


@pytest.mark.parametrize(
    ("printed", "context", "concept"),
    [
        ("康复医疗床位数（张/千人口）", {}, "rehabilitation_beds_per_1000"),
        ("康复医疗床位数", {"unit": "张/千人口"}, "rehabilitation_beds_per_1000"),
        ("康复医疗床位数", {"unit": "张"}, "rehabilitation_beds_total"),
        ("养老床位（张/千名老年人）", {}, "eldercare_beds_per_1000_older"),
        ("儿科床位", {"unit": "张/千名儿童"}, "paediatric_beds_per_1000_children"),
        ("儿科床位数", {"unit": "张/千"}, None),
        ("药品不良反应报告数", {"unit": "份/百万人"}, "drug_adverse_reports"),
        ("药品不良反应报告数", {"unit": "份"}, "drug_adverse_total"),
        ("注册护士数", {"unit": "人", "per": 1000}, "nurses_per_1000"),
        ("孕产妇死亡率", {"unit": "人/10万"}, "maternal_mortality"),
        ("三、四级手术占比", {"unit": "%"}, "level34_surgery_share"),
        ("三、四级手术占比（%）", {}, "level34_surgery_share"),
        ("三、基层首诊率", {}, "first_visit_primary"),
    ],
)
def test_the_people_beside_a_unit_are_those_of_the_name(printed, context, concept):
    assert key(printed, **context) == concept


def test_the_known_name_in_a_wrong_unit_names_its_concept():
    found = match("孕产妇死亡率", unit="岁")
    assert found.reason == "unit"
    assert [concept.key for concept in found.candidates] == ["maternal_mortality"]


def test_near_names_are_proposed_and_never_taken():
    found = match("全市孕产妇意外死亡率", unit="1/10万")
    assert (found.concept, found.how, found.reason) == (None, "near", "near")
    assert found.candidates[0].key == "maternal_mortality"
    assert match("粮食播种面积").reason == "unknown"


@pytest.mark.parametrize(
    ("printed", "basis"),
    [
        ("每千人口执业医师数", "执业医师"),
        ("每千人口执业（助理）医师数", "执业（助理）医师"),
        ("每千人口编制床位数", "编制床位"),
        ("每千人口医疗卫生机构实有床位数", "实有床位"),
        ("每千人口医疗卫生机构床位数", ""),
        ("每千名户籍老年人拥有养老床位数", "户籍人口"),
        ("60岁及以上常住老年人口占比", "常住人口"),
    ],
)
def test_a_basis_that_the_name_states_is_read(printed, basis):
    found = match(printed)
    assert found.concept is not None
    assert found.basis == basis


def test_a_place_in_front_is_left_out_only_where_a_name_remains():
    assert key("城市空气质量优良天数比率") == "good_air_days_share"
    assert key("国家卫生城市") == "national_hygienic_cities"
    assert key("杭州市人均预期寿命", region="杭州市") == "life_expectancy"
    assert key("青浦人均预期寿命", region="青浦区") == "life_expectancy"


@given(
    st.sampled_from(REGISTER),
    st.sampled_from(["", "12. ", "（三）", "②", "其中：", "到2030年，", "全市", "# "]),
    st.sampled_from(["", "*", "达到", "[2]", "（预期性）", " "]),
)
def test_numbering_marks_places_and_verbs_never_change_the_concept(concept, before, behind):
    found = match(before + concept.name_zh + behind, unit=concept.unit, per=concept.per)
    assert found.concept == concept


@given(st.text(max_size=30))
def test_any_text_has_an_answer(text):
    found = match(text)
    assert (found.concept is None) == bool(found.reason)
