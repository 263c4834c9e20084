"""Identities: what holds exactly, within the printed digits, under another definition, and not at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqtargets.catalogue import Catalogue
from cqtargets.consistency import IDENTITIES, Identity, Term, check
from cqtargets.consistency.printed import exact, in_base
from cqtargets.consistency.rules.failed_identities import verdict
from cqtargets.consistency.rules.nested import largest_weight
from cqtargets.errors import DomainError
from cqtargets.norms.norm import Norm, NormStep
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation


def level(concept, low, unit, per=None, **fields):
    measure = {"%": "share", "1:x": "ratio"}.get(unit, "rate" if per else "count")
    return Indicator(
        id=f"p.{concept}{fields.pop('suffix', '')}", concept=concept, plan="p", name_zh=concept, measure=measure,
        unit=unit, per=per, target_year=2025, target_low=low, **fields,
    )  # fmt: skip


def staff(doctors, nurses, beds):
    return (
        level("physicians_per_1000", doctors, "人", 1000),
        level("nurses_per_1000", nurses, "人", 1000),
        level("beds_per_1000", beds, "张", 1000),
        level("doctor_nurse_ratio", 1.3, "1:x"),
        level("bed_doctor_ratio", 0.45, "1:x"),
        level("bed_nurse_ratio", 0.58, "1:x"),
    )


def run(*targets, **options):
    return check(Catalogue(targets), **options)


def test_the_plan_satisfies_its_three_ratios_also_the_exact_one():
    assert len(run(*staff(3.6, 4.7, 8))) == 0
    noisy = 1.2 * 3  # 3.5999999999999996
    assert noisy < 3.6
    assert len(run(*staff(noisy, 4.7, 8))) == 0


def test_ratios_of_2020_would_not_satisfy_them():
    # 3.41 / 2.77 = 1.23105, 2.77 / 6.38 = 0.43417, 3.41 / 6.38 = 0.53448: hand-worked
    found = run(*staff(2.77, 3.41, 6.38))
    assert [finding.kind for finding in found] == ["norm"] * 3
    assert all(finding.severity == "error" for finding in found)
    assert {finding.statement_en.split("make ")[1].split(";")[0] for finding in found} == {"1.231", "0.4342", "0.5345"}


def test_a_norm_binds_where_the_plan_has_no_such_target():
    norm = Norm(
        key="p.icu", concept="icu_beds", plan="p", locator="四", name_zh="ICU", name_en="ICU", kind="share",
        size_of="authorised beds", size_unit="张", comparator="range", unit="张", steps=(NormStep(low=2, high=5),),
    )  # fmt: skip
    beds = level("public_hospital_beds_per_1000", 4, "张", 1000)
    # 2 % of 4 per 1,000 are 0.08 per 1,000
    assert len(run(beds, level("icu_beds_per_1000", 0.08, "张", 1000), norms=[norm])) == 0
    found = run(beds, level("icu_beds_per_1000", 0.06, "张", 1000), norms=[norm])
    assert [(finding.kind, finding.ids[0]) for finding in found] == [("norm", "p.icu")]
    assert "1.5%" in found[0].statement_zh


def test_share_of_a_total_is_its_part():
    whole, part = level("eldercare_beds", 25, "万张"), level("nursing_bed_share", 60, "%")
    assert len(run(whole, part, level("eldercare_nursing_beds", 15, "万张"))) == 0
    found = run(whole, part, level("eldercare_nursing_beds", 12, "万张"))
    assert [(finding.severity, finding.nature) for finding in found] == [("warning", "definition")]


def observed(concept, value, unit, text="", **fields):
    return Observation(concept=concept, value=value, unit=unit, text=text or f"{value:g}", when=2020, **fields)


def test_stock_and_density_against_the_population():
    pair = [
        observed("eldercare_beds", 23, "万张"),
        observed("eldercare_beds_per_1000_older", 32.8, "张", per=1000, population="elderly_60plus"),
    ]
    # 32.8 per 1,000 of 7,010,440 are 229,942, which rounds to 23万; of 6,000,000 they would be 196,800
    assert len(check(Catalogue(()), pair, population={"elderly_60plus": 7_010_440})) == 0
    found = check(Catalogue(()), pair, population={"elderly_60plus": 6_000_000})
    assert [(finding.kind, finding.nature) for finding in found] == [("identity", "conflict")]
    assert "19.68" in found[0].statement_zh


def test_a_stock_and_a_density_that_count_differently():
    pair = [
        observed("beds", 250, "张", basis="实有床位"),
        observed("beds_per_1000", 2, "张", "2.00", per=1000, population="resident", basis="编制床位"),
    ]
    found = check(Catalogue(()), pair, population={"resident": 100_000})
    assert [(finding.severity, finding.nature) for finding in found] == [("warning", "definition")]
    again = [pair[0], observed("beds_per_1000", 2, "张", "2.00", per=1000, population="resident", basis="实有床位")]
    assert check(Catalogue(()), again, population={"resident": 100_000})[0].nature == "conflict"


def test_the_later_vintage_counts():
    old = observed("eldercare_beds", 20, "万张", published="2021")
    new = observed("eldercare_beds", 23, "万张", published="2022")
    density = observed("eldercare_beds_per_1000_older", 32.8, "张", per=1000, population="elderly_60plus")
    assert len(check(Catalogue(()), [old, new, density], population={"elderly_60plus": 7_010_440})) == 0


def test_parts_that_leave_a_remainder_and_parts_beyond_the_total():
    parts = [observed(key, 10, "个") for key in
             ("hospitals", "primary_care_institutions", "public_health_institutions")]  # fmt: skip
    assert len(check(Catalogue(()), [*parts, observed("medical_institutions", 30, "个")])) == 0
    left = check(Catalogue(()), [*parts, observed("medical_institutions", 35, "个")])
    assert [(finding.severity, finding.kind) for finding in left] == [("note", "parts")]
    beyond = check(Catalogue(()), [*parts, observed("medical_institutions", 20, "个")])
    assert [finding.kind for finding in beyond] == ["identity"]


def regions(total, *parts, **fields):
    head = level("scanners", total, "台", suffix=".all", **fields)
    places = ("东", "西", "南")
    return head, *(
        level("scanners", part, "台", suffix=f".{place}", region=place, parent=head.id)
        for place, part in zip(places, parts, strict=False)
    )


def test_regions_add_up_to_their_whole():
    assert len(run(*regions(49, 39, 8, 2))) == 0
    found = run(*regions(50, 39, 8, 2))
    assert [(finding.severity, finding.kind) for finding in found] == [("error", "parts")]
    assert "49" in found[0].statement_zh


def test_a_part_is_no_larger_than_its_whole():
    whole = level("beds_per_1000", 8, "张", 1000)
    assert len(run(whole, level("public_beds", 4, "张", 1000, parent=whole.id))) == 0
    found = run(whole, level("public_beds", 9, "张", 1000, parent=whole.id))
    assert [(finding.severity, finding.kind) for finding in found] == [("error", "parts")]


def coverage(start):
    centres = level("township_eldercare_centres", 800, "个", baseline=400, baseline_year=2020, baseline_text="400")
    share = level(
        "township_eldercare_coverage", 100, "%", baseline=start, baseline_year=2020, baseline_text=f"{start}"
    )  # fmt: skip
    return centres, share


def test_a_count_and_a_coverage_imply_one_number_of_places_where_a_user_says_so():
    townships = Identity(
        key="townships", result="township_eldercare_centres", relation="constant",
        terms=(Term(concepts=("township_eldercare_coverage",)),), note_zh="乡镇数", note_en="townships",
    )  # fmt: skip
    assert len(run(*coverage(50), identities=[townships])) == 0
    assert len(run(*coverage(71))) == 0
    found = run(*coverage(71), identities=[townships])  # 400 / 0.71 = 563, 800 / 1 = 800
    assert "563" in found[0].statement_en
    assert "800" in found[0].statement_en


def test_trained_against_what_the_density_adds():
    density = level("general_practitioners_per_10000", 4, "人", 10000, baseline=3.12, baseline_year=2020,
                    baseline_text="3.12")  # fmt: skip
    people = {"resident": 32_054_159}
    # 0.88 per 10,000 of 32,054,159 are 2,821
    few = level("general_practitioners_trained", 2500, "人", form="cumulative")
    enough = level("general_practitioners_trained", 3000, "人", form="cumulative")
    assert [finding.kind for finding in run(density, few, population=people)] == ["identity"]
    assert len(run(density, enough, population=people)) == 0
    assert len(run(density, few)) == 0


def test_rounding_is_told_from_conflict():
    def number(text):
        return in_base(float(text), text, "", None)

    assert verdict(number("2"), number("2"), "=") == "holds"
    assert verdict(number("0.58"), number("0.585"), "=") == "rounding"
    assert verdict(number("0.58"), number("0.595"), "=") == "fails"
    assert verdict(number("1.3"), number("1.28"), "<=") == "rounding"
    assert verdict(number("1.30"), number("1.28"), "<=") == "fails"


def test_users_add_identities_of_their_own():
    own = Identity(
        key="meals", result="meals", terms=(Term(concepts=("canteens",)), Term(concepts=("seats",))),
        note_zh="餐位", note_en="meals are canteens times seats",
    )  # fmt: skip
    rows = (level("meals", 500, "个"), level("canteens", 10, "个"), level("seats", 40, "个"))
    assert len(run(*rows)) == 0
    found = run(*rows, identities=(*IDENTITIES, own))
    assert [(finding.severity, finding.rule) for finding in found] == [("error", "identity: meals")]
    assert "a factor of 1.25" in found[0].reconcile_en


def test_identities_refuse_what_they_cannot_mean():
    with pytest.raises(DomainError, match="relation 'about'; write one of =, <=, >=, constant"):
        Identity(key="x", result="a", terms=(Term(concepts=("b",)),), relation="about", note_zh="", note_en="")
    with pytest.raises(DomainError, match="give terms with concepts and a power other than 0"):
        Identity(key="x", result="a", terms=(), note_zh="", note_en="")


tenths = st.integers(1, 999).map(lambda number: number / 10)


@settings(max_examples=40)
@given(tenths, tenths, st.sampled_from([1, 100, 10000]))
def test_an_identity_does_not_depend_on_the_unit(share, beds, factor):
    unit = {1: "张", 100: "百张", 10000: "万张"}[factor]
    made = exact(share) * exact(beds) / 100
    rows = (
        level("nursing_bed_share", share, "%"),
        level("eldercare_beds", beds * 10000 / factor, unit),
        level("eldercare_nursing_beds", float(made), "万张"),
    )
    assert len(run(*rows)) == 0


@settings(max_examples=60)
@given(st.integers(1, 99), st.integers(1, 99))
def test_the_largest_weight_makes_both_coverages_hold(whole, part):
    weight = largest_weight(exact(whole), exact(part), exact(100))
    assert 0 < weight <= 1
    if part != whole:
        rest = exact(100) if part < whole else exact(0)
        assert weight * part + (1 - weight) * rest == whole
