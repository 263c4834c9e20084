import csv
from itertools import product

import pytest

import cqtargets as cq
from cqtargets.io.bundled import data_folder

EQUIPMENT = (
    "pet_ct_scanners", "endoscopic_surgery_systems", "ct_scanners_64_slice", "mri_scanners_1_5t",
    "linear_accelerators", "gamma_ray_systems",
)  # fmt: skip


def test_counts_by_document(cat):
    assert {plan: len(cat.select(plan=plan)) for plan in cat.plans} == {
        "med14": 222, "care14": 51, "silver24": 12, "nanan24": 5, "industry20": 5, "brief23": 1,
    }  # fmt: skip
    assert len(cq.load_observations()) == 301
    assert len(cq.load_norms()) == 39


def test_both_indicator_tables_are_whole(cat):
    table = [target for target in cat.select(plan="med14") if target.locator.startswith("专栏1 ")]
    assert len(table) == 28
    assert sum(target.binding is cq.Binding.OBLIGATORY for target in table) == 9
    care = [target for target in cat.select(plan="care14") if target.locator.startswith("专栏1 ")]
    assert len({target.locator for target in care}) == 16
    assert sum(target.binding is cq.Binding.OBLIGATORY for target in care) == 6


@pytest.mark.parametrize(("concept", "column"), list(product(EQUIPMENT, ("baseline", "goal"))))
def test_regions_of_the_equipment_table_add_up(cat, concept, column):
    value = {key: getattr(cat[f"med14.{concept}{key}"], column) for key in (
        "", ".main_metro", ".central_urban", ".new_urban", ".northeast", ".southeast",
    )}  # fmt: skip
    assert value[""] == value[".main_metro"] + value[".northeast"] + value[".southeast"]
    assert value[".main_metro"] == value[".central_urban"] + value[".new_urban"]


def test_stock_and_density_of_care_beds_recover_the_census(obs):
    stock = next(o for o in obs.series("eldercare_beds", "重庆市") if o.year == 2020)
    density = next(o for o in obs.series("eldercare_beds_per_1000_older", "重庆市") if o.year == 2020)
    implied = stock.value * 10000 / density.value * 1000
    assert implied == pytest.approx(7_010_440, rel=0.025)


def test_every_row_names_its_place_and_its_document(cat):
    keys = {document.key for document in cq.load_documents()}
    for target in cat:
        assert target.locator, target.id
        assert target.plan in keys
        assert target.name_en, target.id
        assert target.id.isascii()
        assert target.id.startswith(f"{target.plan}.{target.concept}")


def test_concepts_are_defined_alike_wherever_they_stand(cat):
    for concept in {target.concept for target in cat}:
        rows = cat.select(concept=concept)
        assert len({(target.per, target.measure, target.population) for target in rows}) == 1, concept


def test_observed_concepts_of_targets_convert(cat, obs):
    for target in cat:
        for observation in obs.series(target.concept, target.region):
            observation.value_in(target.unit, target.per)


def test_observation_of_other_beds_is_shown_with_its_reason(cat, obs):
    held = obs.latest(cat["med14.beds_per_1000"])
    assert not held.comparable
    assert held.reasons == {"basis": "observed as 实有床位, the target counts 编制床位"}
    allowed = obs.latest(cat["med14.beds_per_1000"], allow=["basis"])
    assert allowed.comparable
    assert allowed.remark.startswith("allowed: observed as 实有床位")


def test_norm_of_infectious_beds_at_its_end_points():
    norm = cq.load_norms()["med14.infectious_beds"]
    asked = {size: cq.norms.requirement(norm, size).low for size in (0, 399_999, 400_000, 700_000, 999_999, 1_000_000)}
    assert asked == {0: 20, 399_999: 20, 400_000: 50, 700_000: 80, 999_999: 80, 1_000_000: 100}


def test_norms_scale_with_their_size():
    norms = cq.load_norms()
    icu = cq.norms.requirement(norms["med14.icu_bed_share_municipal"], 1000)
    assert (icu.low, icu.high) == (50, 100)
    assert icu.met_by(75)
    assert not icu.met_by(101)
    assert cq.norms.requirement(norms["care14.disabled_care_staff"], 60).low == 20
    assert cq.norms.requirement(norms["med14.bed_staff_ratio"], 100).low == pytest.approx(160)
    stations = cq.norms.requirement(norms["med14.community_health_stations"], 40_000)
    assert (stations.low, stations.high) == (2, 5)
    with pytest.raises(cq.DomainError, match="give a finite size of 0 or more"):
        cq.norms.requirement(norms["med14.infectious_beds"], -1)


def test_tables_are_plain_and_rectangular():
    for path in sorted(data_folder().glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        assert len({len(row) for row in rows}) == 1, path.name
        assert not any(cell != cell.strip() for row in rows for cell in row), path.name
