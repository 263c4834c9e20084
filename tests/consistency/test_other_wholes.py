"""Shares of narrower wholes, shares for all beside shares for some, and starts under another name."""

from cqtargets.catalogue import Catalogue
from cqtargets.consistency import check
from cqtargets.targets.document import Document
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation

PLAN = Document(key="p", number="某府发〔2021〕3号", date="2021-06-01", base_year=2020, target_year=2025)


def row(concept, low, unit, **fields):
    settings = {"measure": "share" if unit == "%" else "count", "target_year": 2025, "region": "甲市"} | fields
    return Indicator(
        id=f"p.{concept}", concept=concept, plan="p", name_zh=settings.pop("name_zh", concept), unit=unit, target_low=low,
        **settings,
    )  # fmt: skip


def run(*targets, seen=()):
    return check(Catalogue(targets, [PLAN]), seen)


def beds(population, nursing=3.3):
    return (
        row("eldercare_beds", 6, "万张"),
        row("eldercare_nursing_beds", nursing, "万张"),
        row("nursing_bed_share", 55, "%", population=population),
    )


def test_a_share_of_part_of_the_beds_beside_a_count_of_all():
    found = run(*beds("institution_eldercare_beds"))
    assert [(one.severity, one.kind) for one in found] == [("warning", "definition")]
    assert "are 55 % of" in found[0].statement_en
    assert len(run(*beds("eldercare_beds"))) == 0


def test_one_finding_where_the_numbers_fail_too():
    assert len(run(*beds("institution_eldercare_beds", nursing=2))) == 1


def test_all_in_one_place_and_some_in_another():
    offered = row("care_home_medical_service_share", 100, "%", population="homes")
    signed = row("care_home_medical_contract_share", 85, "%", population="homes")
    found = run(offered, signed)
    assert [one.severity for one in found] == ["warning"]
    assert "the other 15 %" in found[0].statement_en
    assert len(run(offered, row("care_home_lift_access_share", 85, "%", population="homes"))) == 0
    assert len(run(offered, row("care_home_medical_contract_share", 85, "%", population="hospitals"))) == 0


def test_a_start_under_another_name_is_not_taken_for_the_targets_own():
    target = row("quality_share", 100, "%", name_zh="机构服务基本质量达标率", period_start=2020)
    other = Observation(
        concept="quality_share", name_zh="机构达标率", value=60, unit="%", when=2020, region="甲市", document="p"
    )
    own = Observation(
        concept="quality_share", name_zh="机构服务基本质量达标率", value=60, unit="%", when=2020, region="甲市",
        document="p",
    )  # fmt: skip
    assert [one.kind for one in run(target, seen=[other])] == ["definition"]
    assert len(run(target, seen=[own])) == 0
