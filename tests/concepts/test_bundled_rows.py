"""Each bundled row is told by the register alone: its concept, direction, measure, unit and denominator."""

import pytest

import cqtargets as cq
from cqtargets.files.bundle import table_rows
from cqtargets.units import convert

REGISTER = cq.concepts.load()
# Norms print what a place of a certain size must have, under names and in units that need the norm around them.
NORMS_BY_KEY_ALONE = {
    "med14.icu_bed_share_municipal", "med14.icu_bed_share_county", "med14.public_specialist_bed_share",
    "med14.bed_staff_ratio", "med14.doctor_nurse_ratio", "med14.bed_nurse_ratio", "med14.bed_doctor_ratio",
    "med14.public_hospital_nurse_ratio", "med14.pharmacy_staff_share", "med14.psychiatric_centre_level.step1",
    "med14.psychiatric_centre_level.step2", "care14.social_workers_older", "care14.social_workers_beds",
    "med14.negative_pressure_operating_rooms", "care14.village_mutual_care", "silver24.eldercare_land",
}  # fmt: skip


def rows(table):
    return [row for _, row in table_rows(f"{table}.csv") if row.get("id") not in NORMS_BY_KEY_ALONE]


def found_for(row):
    per = int(row["per"]) if row["per"] else None
    return REGISTER.match(row["name_zh"], unit=row["unit"], per=per, region=row["region"]).concept


@pytest.mark.parametrize("table", ["indicators", "observations", "norms", "national_targets"])
def test_name_unit_and_denominator_give_the_concept(table):
    wrong = [
        (row["name_zh"], row["concept"]) for row in rows(table) if getattr(found_for(row), "key", "") != row["concept"]
    ]
    assert wrong == []


@pytest.mark.parametrize("table", ["indicators", "national_targets"])
def test_the_register_gives_direction_and_measure(table):
    for row in rows(table):
        concept = found_for(row)
        assert (concept.direction, concept.measure) == (row["direction"], row["measure"]), row["id"]


@pytest.mark.parametrize("table", ["indicators", "observations", "norms", "national_targets"])
def test_the_register_gives_unit_and_denominator_but_for_multiples(table):
    for row in rows(table):
        concept = found_for(row)
        assert (concept.per is None) == (row["per"] == ""), row
        per = int(row["per"]) if row["per"] else None
        assert convert(1.0, row["unit"], concept.unit, per_from=per, per_to=concept.per) > 0, row


def test_the_exceptions_are_norms_and_no_more_than_there_must_be():
    left = {row["id"]: row for _, row in table_rows("norms.csv") if row["id"] in NORMS_BY_KEY_ALONE}
    assert set(left) == NORMS_BY_KEY_ALONE
    assert all(getattr(found_for(row), "key", "") != row["concept"] for row in left.values())
