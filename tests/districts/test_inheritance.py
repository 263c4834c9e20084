"""The targets of a district: its own before those of its city."""

import pytest

import cqtargets as cq
from cqtargets.errors import DomainError, UnknownIdError


def target(key, region, **changes):
    concept = key.split(".")[1]
    fields = {"id": key, "concept": concept, "plan": key.split(".")[0], "name_zh": concept, "region": region}
    return cq.Indicator(**fields, target_year=2025, target_low=8, measure="mean", unit="天", **changes)


def test_a_district_inherits_levels_and_keeps_ids_traceable(cat):
    nanan = cat.for_region("南岸区")
    beds = nanan["med14.beds_per_1000.南岸区"]
    city = cat["med14.beds_per_1000"]
    assert (beds.region, beds.goal, beds.locator, beds.plan) == ("南岸区", 8.0, city.locator, "med14")
    assert beds.note.startswith("inherited from med14.beds_per_1000 (重庆市)")
    assert beds.baseline is None
    assert {one.region for one in nanan} == {"南岸区"}
    assert nanan["med14.icu_beds_per_1000.南岸区"].parent == "med14.beds_per_1000.南岸区"
    assert nanan.document("med14").number == "渝府发〔2022〕6号"


def test_own_targets_stay_and_come_first(cat):
    nanan = cat.for_region("南岸区")
    own = [one.id for one in cat.select(region="南岸区")]
    assert list(nanan.ids)[: len(own)] == own


def test_a_target_of_its_own_replaces_the_citys():
    both = cq.Catalogue([target("a.stay", "甲市"), target("b.stay", "甲区"), target("a.wait", "甲市")])
    assert both.for_region("甲区").ids == ("b.stay", "a.wait.甲区")


def test_totals_of_the_city_are_not_inherited_and_named(cat):
    nanan = cat.for_region("南岸区")
    assert "care14.eldercare_beds.南岸区" not in nanan
    assert "med14.tertiary_hospital_county_coverage.南岸区" not in nanan
    told = {problem.value: str(problem) for problem in nanan.remarks}
    assert told["care14.eldercare_beds"] == (
        "care14.eldercare_beds of 重庆市 is not inherited: a count of the whole city: share it with allocate_target"
    )
    assert "a share of the districts themselves" in told["med14.tertiary_hospital_county_coverage"]
    inherited = sum(one.note.startswith("inherited") for one in nanan)
    assert inherited + len(nanan.remarks) - len(cat.remarks) == len(cat.select(region="重庆市"))


def test_catalogues_of_districts_stand_side_by_side(cat):
    ids = [key for region in ("南岸区", "渝中区") for key in cat.for_region(region).ids]
    assert len(ids) == len(set(ids))


def test_another_citys_district_names_its_city():
    both = cq.Catalogue([target("a.stay", "甲市"), target("c.stay", "乙市"), target("b.wait", "甲区")])
    assert both.for_region("甲区", parent="甲市").ids == ("b.wait", "a.stay.甲区")
    with pytest.raises(DomainError, match="'甲区' may inherit from 甲市, 乙市; name its city with parent="):
        both.for_region("甲区")


def test_unknown_regions_name_the_nearest(cat):
    with pytest.raises(UnknownIdError, match="no region '南岸'; nearest: 南岸区"):
        cat.for_region("南岸")
    with pytest.raises(UnknownIdError, match="no target for '四川省'; there are targets for 重庆市"):
        cat.for_region("南岸区", parent="四川省")
