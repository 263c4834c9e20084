"""Names made of the same words, in whatever order: one more word that means something is another name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets.concepts import match
from cqtargets.concepts.kernels import kernel

REGISTER = tuple(cq.concepts.load())


@pytest.mark.parametrize(
    ("printed", "unit", "concept"),
    [
        ("中医馆在社区卫生服务中心和乡镇卫生院的设置率", "%", None),
        ("设有中医馆的乡镇卫生院、社区卫生服务中心占比", "%", "tcm_clinic_share"),
        ("肺结核成功治疗率（患者）", "%", "tuberculosis_cure_rate"),
        ("全市常住居民家庭医生签约服务率", "%", "family_doctor_coverage"),
        ("床位数（每千人口医疗卫生机构）", "张", "beds_per_1000"),
        ("镇（街道）社工服务站覆盖面", "%", "social_work_station_coverage"),
        ("二级以上综合医院中设置儿科的比例", "%", "paediatric_department_share"),
        ("居民人均可支配收入增幅", "%", "disposable_income_growth"),
        ("常住人口婴儿死亡率", "‰", "infant_mortality"),
        ("每千人口县办公立医院床位数", "张", "county_hospital_beds_per_1000"),
        ("职工医保政策范围内住院费用报销比例", "%", "employee_inpatient_reimbursement"),
    ],
)
def test_order_and_filling_do_not_count(printed, unit, concept):
    found = match(printed, unit=unit).concept
    assert getattr(found, "key", None) == concept


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("护医比", "1:x"),
        ("每千名儿童护士数", "人"),
        ("女职工健康素养水平", "%"),
        ("职工医保实际报销比例", "%"),
        ("农村孕产妇系统管理率", "%"),
        ("签约养老机构的医疗机构", "家"),
        ("医疗责任险赔付率", "%"),
        ("城乡居民收入之比", "%"),
        ("细颗粒物浓度", "%"),
    ],
)
def test_a_name_of_other_words_or_of_two_concepts_is_not_taken(printed, unit):
    assert match(printed, unit=unit).concept is None


def test_short_names_have_no_kernel():
    assert kernel("医护比") == kernel("床护比") == ""


@pytest.mark.parametrize("before", ["全市", "到2030年", "（一）"])
def test_a_place_a_year_or_a_number_in_front_leaves_the_kernel(before):
    changed = [one.name_zh for one in REGISTER if kernel(before + one.name_zh) != kernel(one.name_zh)]
    assert changed == []


@given(st.text(max_size=30))
def test_any_text_has_a_kernel(text):
    assert isinstance(kernel(text), str)
