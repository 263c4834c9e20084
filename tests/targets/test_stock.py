import numpy as np
import pytest

import cqtargets as cq
from cqtargets.conventions.quantity import Quantity


@pytest.fixture(scope="module")
def city():
    return cq.population.forecast("重庆市", to=2030, draws=200, seed=1)


@pytest.fixture(scope="module")
def two():
    return cq.population.forecast(["南岸区", "渝北区"], to=2030, draws=50, seed=1)


def test_the_care_beds_of_the_plan_recover_the_census_within_printed_rounding():
    # the plan: 23万 beds, 32.8 for 1,000 older people; the census: 7,010,440 people of 60 and over
    older = cq.population.forecast("重庆市", to=2021, draws=200, seed=1).denominator("60+", on="2020-10-31")
    beds = older.times(32.8 / 1000, name="eldercare_beds", unit="张")
    assert 229_500 <= beds.median < 230_500
    assert 229_500 / 32.85 * 1000 < older.median < 230_500 / 32.75 * 1000


def test_eight_beds_per_thousand(cat, city):
    beds = cat["med14.beds_per_1000"].stock(city)
    assert beds.required.unit == "张"
    assert beds.median == pytest.approx(8 * city.denominator("total", on=2025).median / 1000)
    later = cat["med14.beds_per_1000"].with_target(8, year=2030).stock(city)
    assert later.required.on == "2030"
    assert later.median < beds.median
    low, high = later.interval(0.95)
    assert low < later.median < high


@pytest.mark.parametrize(
    ("key", "band", "ratio"),
    [
        ("med14.paediatricians_per_1000_children", "0-14", 0.87 / 1000),
        ("care14.social_workers_per_1000_older", "60+", 1 / 1000),
        ("med14.psychiatrists_per_100000", "total", 6 / 100_000),
        ("silver24.family_doctor_coverage_65plus", "65+", 0.8),
    ],
)
def test_the_population_of_a_target_is_its_denominator(cat, city, key, band, ratio):
    target = cat[key]
    stock = target.stock(city)
    assert stock.denominator.name == band
    assert stock.median == pytest.approx(ratio * city.denominator(band, on=target.target_year).median)


def test_children_are_whom_the_caller_names(cat, city):
    target = cat["med14.paediatricians_per_1000_children"]
    assert target.stock(city, children="0-6").median < target.stock(city).median


def test_places_for_each_child_under_three(cat, city):
    places = cat["med14.childcare_places_per_1000"].stock(city)
    each = places.required.over(city.denominator("0-2", on=2025), name="places a child under 3")
    assert each.median == pytest.approx(places.median / city.denominator("0-2", on=2025).median, rel=0.01)


def test_gaps_by_district(cat, two):
    stock = cat["med14.physicians_per_1000"].with_target(3.7, year=2030).stock(two)
    gap = stock.gap({"南岸区": 0, "渝北区": 1e6})
    frame = gap.to_frame()
    assert frame["region"].tolist() == ["南岸区", "渝北区"]
    np.testing.assert_allclose(frame["gap"], stock.median - np.array([0, 1e6]))
    assert frame["chance_enough"].tolist() == [0.0, 1.0]
    np.testing.assert_allclose(frame["gap_high"] - frame["gap_low"], frame["required_high"] - frame["required_low"])
    assert gap.short.of("南岸区").median > 0
    assert stock.to_frame()["indicator"].tolist() == ["med14.physicians_per_1000"] * 2


def test_a_number_is_enough_for_one_region(cat, city):
    frame = cat["med14.beds_per_1000"].stock(city).gap(240_000).to_frame()
    assert frame.loc[0, "gap"] == pytest.approx(frame.loc[0, "required"] - 240_000)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda c, f, t: c["med14.healthy_life_expectancy"].stock(f), cq.DomainError, "no level to multiply"),
        (lambda c, f, t: c["med14.life_expectancy"].stock(f), cq.DomainError, "only a rate for so many people"),
        (lambda c, f, t: c["med14.clinical_pharmacists_per_100_beds"].stock(f), cq.DomainError, "is counted for beds"),
        (
            lambda c, f, t: c["med14.beds_per_1000"].with_target(8, year=2040).stock(f),
            cq.DomainError,
            "2040 lies outside the forecast",
        ),
        (lambda c, f, t: c["med14.beds_per_1000"].stock(t).gap(5), cq.DomainError, "one number for 2 regions"),
        (lambda c, f, t: c["med14.beds_per_1000"].stock(t).gap({"南岸区": 5}), cq.DomainError, "no number for 渝北区"),
        (lambda c, f, t: c["med14.beds_per_1000"].stock(f).gap(-5), cq.DomainError, "give a number of 0 or more"),
        (
            lambda c, f, t: c["med14.beds_per_1000"].stock(t).gap({"南岸区": 5, "渝北": 5}),
            cq.UnknownIdError,
            "has no region '渝北'; nearest: 渝北区",
        ),
    ],
)
def test_refusals(cat, city, two, call, error, message):
    with pytest.raises(error) as told:
        call(cat, city, two)
    assert message in str(told.value)


def test_registered_people_are_not_residents(cat, city):
    from dataclasses import replace

    with pytest.raises(cq.ConventionError, match="counts 户籍人口 and the forecast is of the resident population"):
        replace(cat["med14.beds_per_1000"], basis="户籍人口").stock(city)


def test_quantities_refuse_what_does_not_fit(city, two):
    people = city.denominator("total", on=2025)
    with pytest.raises(cq.DomainError, match="other regions or numbers of draws"):
        people.over(two.denominator("total", on=2025), name="x")
    with pytest.raises(cq.DomainError, match="nothing can be shared among nobody"):
        people.over(people.times(0.0, name="none", unit="人"), name="x")
    with pytest.raises(cq.DomainError, match="do not fit 1 regions"):
        Quantity(
            name="x", unit="人", on="2025", kind="year_end", regions=("a",), point=np.ones(2), draws=np.ones((1, 3))
        )
