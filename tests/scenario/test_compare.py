"""Numbers by hand: beds 6.38 (2020) to 8 (2025) are 0.324 a year; due 2026 they are 0.27 a year, 7.73 in 2025."""

import dataclasses
import re

import numpy as np
import pytest

import cqtargets as cq
from cqtargets.errors import ConventionError, DomainError, UnknownIdError
from cqtargets.grading import evaluate

BEDS = "med14.beds_per_1000"
LIFE = "med14.life_expectancy"


class People:
    def __init__(self, median):
        self.median = median

    def interval(self, level):
        half = self.median * (1 - level)
        return self.median - half, self.median + half


class Fixed:
    """Ten million people in 2020, a tenth of a million more each year; a fifth of them 60 and over."""

    def __init__(self, factor=1.0, seed=1, region="重庆市"):
        self.factor, self.seed, self.region = factor, seed, region

    def denominator(self, band, *, on, kind):
        assert kind == "year_end"
        if on < 2021:
            raise DomainError("the forecast starts in 2021")
        return People((1e7 + 1e5 * (on - 2020)) * {"0+": 1, "60+": 0.2, "0-14": 0.1}[band] * self.factor)


@pytest.fixture(scope="module")
def late():
    return cq.Scenario("late", [cq.Shift(BEDS, "target_year", by=1)])


def rows(comparison, key, scenario):
    frame = comparison.to_frame()
    return frame[(frame["id"] == key) & (frame["scenario"] == scenario)]


def test_paths_and_growth_under_a_later_due_year(cat, late):
    found = cq.compare(cat, late)
    shifted = rows(found, BEDS, "late")
    assert shifted["year"].tolist() == [2020, 2021, 2022, 2023, 2024, 2025, 2026]
    assert shifted["value"].tolist() == pytest.approx([6.38, 6.65, 6.92, 7.19, 7.46, 7.73, 8.0])
    assert shifted["required_annual_change"].iloc[0] == pytest.approx(0.27)
    assert shifted["required_cagr"].iloc[0] == pytest.approx((8 / 6.38) ** (1 / 6) - 1)
    assert shifted["changed"].all()
    assert found.changed().targets()["id"].tolist() == [BEDS, BEDS]
    assert repr(found) == "ScenarioComparison of base, late: 296 targets, 1 changed"


@pytest.mark.parametrize("method", ["linear", "geometric", "front_loaded"])
def test_the_base_is_the_catalogue_itself(cat, obs, late, method):
    found = cq.compare(cat, late, observations=obs, method=method)
    ours = found.to_frame()
    ours = ours[ours["scenario"] == "base"].reset_index(drop=True)
    theirs = cat.paths(method=method)
    for column in ("id", "name_zh", "unit", "year", "value"):
        assert ours[column].equals(theirs[column]), column
    assert ours["reason"].tolist() == theirs["reason"].tolist()
    targets = found.targets()
    targets = targets[targets["scenario"] == "base"].reset_index(drop=True)
    gaps = cat.gaps(obs, method=method)
    for column, other in (
        ("observed", "observed"),
        ("to_path", "to_path"),
        ("to_target", "to_target"),
        ("source", "source"),
    ):
        np.testing.assert_array_equal(targets[column].to_numpy(), gaps[other].to_numpy())
    assert targets["gap_reason"].tolist() == gaps["reason"].tolist()
    growth = cat.required_growth()
    np.testing.assert_array_equal(targets["required_cagr"].to_numpy(), growth["cagr"].to_numpy())
    np.testing.assert_array_equal(targets["required_annual_change"].to_numpy(), growth["annual_change"].to_numpy())
    assert targets["growth_reason"].tolist() == growth["reason"].tolist()


def test_grades_are_those_of_the_profile(cat, obs):
    later = cq.Scenario("more", [cq.Set(LIFE, target=81)])
    targets = cq.compare(cat, later, observations=obs, profile="schedule").targets().set_index(["scenario", "id"])
    for name, goal in (("base", 79.3), ("more", 81.0)):
        alone = evaluate("schedule", baseline=(2020, 78.15), current=(2024, 79.72), target=(2025, goal))
        assert targets.loc[(name, LIFE), "grade"] == alone.grade
    assert targets.loc[("base", LIFE), "grade"] != targets.loc[("more", LIFE), "grade"]
    assert targets.loc[("base", BEDS), "grade"] is None
    assert "not comparable" in targets.loc[("base", BEDS), "grade_reason"]


def test_stock_is_ratio_times_people(cat, late):
    found = rows(cq.compare(cat, late, population=Fixed(), level=0.9), BEDS, "late").set_index("year")
    # 2025: 7.73 per 1,000 of 10.5 million
    assert found.loc[2025, "stock"] == pytest.approx(81_165)
    assert found.loc[2025, ["stock_low", "stock_high"]].tolist() == pytest.approx([73_048.5, 89_281.5])
    assert np.isnan(found.loc[2020, "stock"])
    assert found.loc[2020, "stock_reason"] == "the forecast starts in 2021"


def test_populations_without_an_age_band_say_so(cat):
    found = rows(cq.compare(cat, population=Fixed()), "med14.clinical_pharmacists_per_100_beds", "base")
    assert set(found["stock_reason"]) == {"there is no age band for beds"}
    known = cq.compare(cat, population={"成都市": Fixed()})
    assert set(rows(known, BEDS, "base")["stock_reason"]) == {"no population of 重庆市 is given"}


def test_a_function_is_asked_once_for_each_population(cat, late):
    asked = []

    def people(fertility_factor=1.0, migration_change=0.0):
        asked.append((fertility_factor, migration_change))
        return Fixed(1 + migration_change / 1e7)

    leave = cq.Scenario("leave", [cq.Shift({"population": "*"}, "migration", by=-200_000)])
    again = leave.named("again")
    found = cq.compare(cat, late, leave, again, population={"重庆市": people})
    assert asked == [(1.0, 0.0), (1.0, -200_000)]
    base, gone = (rows(found, BEDS, name).set_index("year")["stock"] for name in ("base", "leave"))
    assert gone[2025] / base[2025] == pytest.approx(0.98)
    assert rows(found, BEDS, "again")["stock"].tolist()[1:] == gone.tolist()[1:]
    assert BEDS in set(found.changed().targets()["id"])
    assert LIFE not in set(found.changed().targets()["id"])


def test_a_scenario_without_changes_is_bit_identical(cat, obs):
    empty = cq.Scenario("empty")
    assert empty.apply(cat) == cat
    found = cq.compare(cat, empty, observations=obs, profile="eurostat", population=Fixed())
    for frame in (found.to_frame(), found.targets()):
        first, second = (
            frame[frame["scenario"] == name].drop(columns="scenario").reset_index(drop=True)
            for name in ("base", "empty")
        )
        assert first.equals(second)


def test_chosen_years_keep_the_target_after_the_due_year(cat, late):
    found = cq.compare(cat, late, years=[2010, 2025, 2030], base=None)
    assert [scenario.name for scenario in found.scenarios] == ["late"]
    chosen = rows(found, BEDS, "late")
    assert chosen["year"].tolist() == [2025, 2030]
    assert chosen["value"].tolist() == pytest.approx([7.73, 8.0])


def test_what_cannot_be_compared(cat, obs, late):
    with pytest.raises(DomainError, match="two scenarios are called 'late'; give each its own name"):
        cq.compare(cat, late, late)
    with pytest.raises(DomainError, match="there is nothing to compare"):
        cq.compare(cat, base=None)
    with pytest.raises(ConventionError, match="a profile grades observations"):
        cq.compare(cat, late, profile="schedule")
    fewer = cq.Scenario("fewer", [cq.Scale({"population": "重庆市"}, "fertility", 0.5)])
    with pytest.raises(ConventionError, match=re.escape("(fertility_factor), which was given as one fixed forecast")):
        cq.compare(cat, fewer, population=Fixed())
    with pytest.raises(ConventionError, match="use seeds 1 and 2: scenarios are compared with common random numbers"):
        cq.compare(
            cat,
            fewer,
            population={"重庆市": lambda fertility_factor=1.0: Fixed(seed=1 if fertility_factor == 1 else 2)},
        )
    strange = cq.Scenario("strange", [cq.Set({"population": "成都市"}, variant="low")])
    with pytest.raises(DomainError, match="changes the population of 成都市; given are 重庆市"):
        cq.compare(cat, strange, population=Fixed())
    elsewhere = cat.replaced(cq.Indicator(**{**fields(cat[BEDS]), "region": "南岸区"}))
    anonymous = Fixed()
    anonymous.region = None
    with pytest.raises(ConventionError, match=r"targets of 南岸区, 重庆市 count per head; give population=\{'南岸区'"):
        cq.compare(elsewhere, late, population=anonymous)


def fields(target):
    return {field.name: getattr(target, field.name) for field in dataclasses.fields(target)}


def test_whatif_answers_for_one_target(cat, obs):
    answer = cq.whatif(LIFE, target=81, shift={"target_year": 1}, profile="schedule", population={"重庆市": Fixed()})
    frame = answer.to_frame()
    assert frame.loc["goal", ["before", "after"]].tolist() == [79.3, 81.0]
    assert frame.loc["target_year", "difference"] == 1
    assert frame.loc["required_annual_change", "after"] == pytest.approx((81 - 78.15) / 6)
    assert frame.loc["to_path", "before"] == pytest.approx(79.72 - 79.07)
    assert frame.loc["grade", "before"] == "met_early"
    assert answer.before == cat[LIFE]
    beds = cq.whatif(BEDS, scale={"target": 1.1}, population={"重庆市": Fixed()}).to_frame()
    assert beds.loc["stock", "after"] == pytest.approx(8.8 * 10_500)
    assert "not comparable" in beds.loc["to_path", "reason"]


def test_whatif_refuses(cat):
    with pytest.raises(UnknownIdError, match=r"nearest: med14\.beds_per_1000"):
        cq.whatif("med14.beds_per_100", target=8)
    with pytest.raises(DomainError, match=r"nothing of 'med14\.beds_per_1000' is changed"):
        cq.whatif(BEDS)
