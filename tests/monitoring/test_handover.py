"""A catalogue rebased on what its plans hand over."""

import pytest

import cqtargets as cq
from cqtargets.errors import DomainError


@pytest.fixture(scope="module")
def moved():
    return cq.load_catalogue().rebased(cq.load_observations(), on=2024)


def test_an_observed_end_value_becomes_the_base(moved, cat):
    age = moved["med14.life_expectancy"]
    assert (age.baseline, age.baseline_year, age.target_year, age.goal) == (79.72, 2024, 2025, 79.3)
    assert age.note.startswith("base 79.72 of 2024 (observation: ")
    assert cat["med14.life_expectancy"].baseline == 78.15


def test_without_an_observation_the_target_is_the_base(moved):
    nurses = moved["med14.nurses_per_1000"]
    assert (nurses.baseline, nurses.baseline_year, nurses.target_year) == (4.7, 2025, 2030)
    assert "(target: 渝府发〔2022〕6号" in nurses.note
    # From 4.7 to 5.1 in five years (hand-worked in test_proposals)
    assert nurses.with_target(5.1, year=2030).required_growth().cagr == pytest.approx(0.016470, abs=5e-7)


def test_a_date_within_a_year_counts_as_the_nearest_year_end(moved):
    beds = moved["silver24.eldercare_beds"]
    assert (beds.baseline, beds.baseline_year, beds.target_year) == (23.7, 2024, 2027)
    assert "base 23.7 of 2024-10-09, taken as the end of 2024" in beds.note


def test_what_starts_at_zero_starts_again(moved, cat):
    old, new = cat["care14.inclusive_beds_added"], moved["care14.inclusive_beds_added"]
    assert (new.period_start, new.target_year, new.goal) == (old.target_year, 2030, old.goal)
    assert new.note.startswith("a") or new.baseline is not None


def test_ids_and_documents_stay(moved, cat):
    assert moved.ids == cat.ids
    assert moved.documents == cat.documents


def test_a_change_becomes_a_level():
    change = cq.Indicator(
        id="p.x", concept="x", plan="p", name_zh="x", measure="mean", unit="岁", form="relative", baseline_year=2020,
        baseline=78.0, target_year=2025, target_low=1.0,
    )  # fmt: skip
    moved = cq.Catalogue([change]).rebased(cq.Observations([]))["p.x"]
    assert (moved.form, moved.baseline, moved.goal) == ("level", 79.0, 79.0)


def test_a_base_at_or_after_the_due_year_is_refused():
    target = cq.Indicator(id="p.x", concept="x", plan="p", name_zh="x", target_year=2025, target_low=5.0)
    late = cq.Observations([cq.Observation(concept="x", value=6.0, when=2030)])
    with pytest.raises(DomainError, match=r"'p.x' is handed over at the end of 2030; give to= a year after it"):
        cq.Catalogue([target]).rebased(late)
    running = cq.Catalogue([target.with_target(5.0, year=2035)])
    assert running.rebased(cq.Observations([])) == running
