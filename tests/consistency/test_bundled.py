"""What reading the bundled documents side by side shows, as pairs that the rules must find; and what must be silent."""

from fractions import Fraction

import pytest

import cqtargets as cq
from cqtargets.consistency import IDENTITIES, Findings, check
from cqtargets.io.bundled import load_norms

CENSUS_2020 = {"resident": {2020: 32_054_159, 2025: 32_054_159}, "elderly_60plus": {2020: 7_010_440}}

# kind, severity, ids that one finding must name together; each read from the documents, with the numbers beside it
MUST_BE_FOUND = [
    ("value", "error", "med14.geriatric_department_share", "care14.geriatric_department_share"),  # 60, 65 %
    ("revision", "error", "care14.eldercare_beds", "silver24.eldercare_beds"),  # 25万 2025, 24万 2027
    ("nested", "warning", "med14.family_doctor_coverage_residents", "care14.family_doctor_coverage_home_elderly"),
    ("nested", "warning", "med14.family_doctor_coverage_residents", "silver24.family_doctor_coverage_65plus"),
    ("norm", "error", "med14.pharmacists_per_1000", "med14.pharmacy_staff_share"),  # 0.54 of 8.84, 8 %
    ("norm", "warning", "med14.icu_beds_per_1000", "med14.icu_bed_share_county"),  # 0.06 of 4.0, 2-5 %
    ("revision", "note", "care14.nursing_bed_share", "silver24.nursing_bed_share"),  # 60 %, above 65 %
    ("nested", "warning", "med14.doctor_nurse_ratio", "med14.public_hospital_nurse_ratio"),  # 1:1.3, 1:2
    ("nested", "note", "med14.tcm_prevention_department_share", "med14.public_tcm_prevention_department_share"),
    ("definition", "warning", "care14.social_workers_per_100_eldercare_beds", "care14.social_workers_beds"),
    ("alternatives", "warning", "care14.social_workers_per_1000_older", "care14.social_workers_per_100_eldercare_beds"),
    ("two_names", "note", "med14.medical_care_model_institutions", "med14.medical_care_service_centres"),  # 50, 50
    ("two_names", "note", "med14.medical_care_service_centres", "silver24.community_medical_care_centres"),  # 50, 80
    ("two_names", "note", "care14.chain_eldercare_enterprises", "silver24.national_chain_eldercare_enterprises"),
    ("at_baseline", "warning", "care14.chain_eldercare_enterprises", "chain_eldercare_enterprises@重庆市@2020"),
    ("keep_from_below", "warning", "med14.county_visit_rate", "med14.county_visit_rate"),  # 93 from 91.6
    ("overtaken", "note", "med14.life_expectancy", "life_expectancy@重庆市@2024"),  # 79.3, 79.72
    ("overtaken", "note", "silver24.geriatric_hospitals", "geriatric_hospitals@重庆市@2025-11-05"),  # 10 by 2027, 10
    ("definition", "warning", "care14.home_adaptation_households", "brief23.home_adaptation_households"),  # 2万, 3.9万
    ("stock_or_increment", "warning", "care14.family_eldercare_beds_added", "family_eldercare_beds@重庆市@2024-10-09"),
    ("stock_or_increment", "note", "care14.township_homes_upgraded", "township_homes_upgraded@重庆市@2020"),
    ("identity", "warning", "med14.general_practitioners_trained", "med14.general_practitioners_per_10000"),
    ("identity", "warning", "eldercare_beds@重庆市@2018", "hukou_pop_60plus@重庆市@2018"),  # 21.8, 22.2万
    ("parts", "note", "medical_institutions@重庆市@2020", "hospitals@重庆市@2020"),  # 20922, 20846
    ("projection", "warning", "pop_60plus@全国@2030", "pop_60plus@全国@2025"),  # 5亿, 3.23亿
    ("alternatives", "note", "med14.community_centre_basic_share", "med14.community_centre_recommended_share"),
    ("alternatives", "note", "med14.township_centre_basic_share", "med14.township_centre_recommended_share"),
    # 15万 of 25万 beds are nursing beds; the share of 60 % is of beds in institutions, which are fewer than 25万
    ("definition", "warning", "care14.eldercare_nursing_beds", "care14.nursing_bed_share"),
    # chapter three: 3 in all by 2025; chapter nine: 1 to 2 added; the start is printed nowhere
    ("stock_or_increment", "warning", "med14.national_key_laboratories", "med14.national_key_laboratories_added"),
    # one stood in 2020; the text completes five, the box strengthens the one for children and builds five more
    (
        "stock_or_increment",
        "warning",
        "med14.regional_medical_centres_national",
        "regional_medical_centres_national@重庆市@2020",
    ),
    # the table: 90 % have a contract; chapter seven: every institution can offer medical service, in one form or another
    (
        "definition",
        "warning",
        "care14.care_institution_medical_contract_share",
        "care14.care_institution_medical_service_share",
    ),
    # 2020: above 65 % reach the standard; 2025: all reach the basic quality standard
    ("definition", "warning", "care14.care_institution_quality_share", "care_institution_quality_share@重庆市@2020"),
    # 47 rural ones were added before the plan, 80 of counties and districts are to be built
    (
        "stock_or_increment",
        "warning",
        "care14.county_disabled_care_centres",
        "disabled_destitute_centres_added@重庆市@2020",
    ),
    ("damaged", "warning", "nanan24.care_device_output", "nanan24.care_device_output"),  # 510亿元
]

# one thing printed twice, an identity that holds, or things that only look alike
MUST_BE_SILENT = [
    {"care14.eldercare_circle_minutes", "industry20.eldercare_circle_minutes"},  # 15 minutes in both
    {"care14.welfare_lottery_share", "silver24.welfare_lottery_share"},  # 60 % in both
    {"med14.metro_service_circle_hours"},  # the circle of the metropolitan area is not that of a town or of a village
    {"care14.township_eldercare_coverage"},  # 71 % counts villages and townships, from which no number follows
    {"med14.psychiatrists_per_100000"},  # the ratio of 1:0.45 is of an institution, not of one speciality
    {"med14.paediatricians_per_1000_children"},
    {"med14.fever_rooms_supported"},  # those that get support are not all there are
    {"geriatric_department_share@重庆市@2025-11-05"},  # seen in the due year: reached, not overtaken
    {"med14.physicians_per_1000", "med14.beds_per_1000"},  # a start below the norm is why there is a target
    {"med14.bed_staff_ratio"},  # 1:1.6 in table and text
    {"med14.public_specialist_bed_share"},  # target and norm alike
    {"med14.national_clinical_research_centres_added"},  # 1 and 1 more are the 2 aimed at
    {"med14.national_medical_centres"},  # not the regional ones
    {"med14.inclusive_childcare_places_per_1000"},  # 2.7 of 4.5
    {"med14.cdc_staff_per_1000"},  # 0.18 of 0.86
    {"eldercare_beds@重庆市@2020"},  # 23万 at 32.8 per 1,000 are the 701万 of the census
    {"geriatric_department_share@南岸区@2024-07-25"},  # a district, not the city
    {"beds_per_1000@重庆市@2024"},  # all beds in use are not authorised beds
]


@pytest.fixture(scope="module")
def found(cat, obs):
    return check(cat, obs, load_norms(), population=CENSUS_2020)


@pytest.mark.parametrize(("kind", "severity", "first", "second"), MUST_BE_FOUND)
def test_what_reading_shows_is_found(found, kind, severity, first, second):
    hits = [finding for finding in found.select(kind=kind, severity=severity) if {first, second} <= set(finding.ids)]
    assert len(hits) == 1
    assert all(hits[0].numbers)
    assert all(hits[0].sources)
    assert hits[0].reconcile_zh
    assert hits[0].reconcile_en


def test_nothing_else_is_found(found):
    others = [
        finding.ids
        for finding in found
        if not any(
            finding.kind == kind and {first, second} <= set(finding.ids) for kind, _, first, second in MUST_BE_FOUND
        )
    ]
    assert others == []


@pytest.mark.parametrize("ids", MUST_BE_SILENT, ids=lambda ids: sorted(ids)[0])
def test_restatements_are_silent(found, ids):
    assert [finding.statement_en for finding in found if ids <= set(finding.ids)] == []


def test_equipment_table_adds_up(found):
    assert [finding for finding in found.select(kind="parts") if any("." in name for name in finding.ids)] == []


def test_ratios_of_2025_satisfy_the_norms_exactly(cat):
    # 4.7/3.6 = 47/36 = 1.30556 >= 1.3; 3.6/8 = 9/20 = 0.45 exactly; 4.7/8 = 0.5875 >= 0.58: hand-worked
    beds, doctors, nurses = (
        Fraction(str(cat[f"med14.{key}"].goal)) for key in ("beds_per_1000", "physicians_per_1000", "nurses_per_1000")
    )
    assert (nurses / doctors, doctors / beds, nurses / beds) == (Fraction(47, 36), Fraction(9, 20), Fraction(47, 80))
    ratios = [
        identity
        for identity in IDENTITIES
        if identity.key in ("doctor_nurse_ratio", "bed_doctor_ratio", "bed_nurse_ratio")
    ]
    held = check(cat.select(plan="med14"), identities=ratios)
    assert held.select(kind="norm") == Findings(())
    assert [finding.rule for finding in held if finding.rule.startswith("identity")] == []


def test_the_check_needs_nothing_but_a_catalogue(cat):
    alone = check(cat)
    assert alone.counts["error"] == 3
    assert {finding.kind for finding in alone} <= {finding.kind for finding in check(cat, cq.load_observations())} | {
        "norm"
    }


def test_counts_of_severity(found):
    assert found.counts == {"error": 3, "warning": 19, "note": 11}
