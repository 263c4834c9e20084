import dataclasses

import numpy as np
import pytest

import cqtargets as cq
from cqtargets.errors import DomainError, UnknownIdError
from cqtargets.population.forecasting.knowledge import printed_life_expectancy
from cqtargets.population.forecasting.schedules import e0_by_sex, single_year_rates, tables
from cqtargets.population.known.un_schedules import un_mortality, un_summary
from cqtargets.population.models.cohort import project

CITY = "重庆市"


@pytest.fixture(scope="module")
def inputs():
    return cq.population.forecast_inputs(to=2035)


@pytest.fixture(scope="module")
def city():
    return cq.population.forecast(CITY, to=2035, draws=300, seed=1, bands=("70+", "men 20-39"))


def test_recorded_totals_and_births_come_out(inputs):
    # 万人, releases of the bureau: year ends 2020-2025, births 2021-2024
    run = project(inputs.base, inputs.survival, inputs.fertility, inputs.srb, inputs.migration, migration_timing="even")
    totals = run.population.sum(axis=(1, 2))[:6] / 1e4
    assert totals == pytest.approx([3208.93, 3212.43, 3213.34, 3191.43, 3190.47, 3187.26], abs=1e-4)
    assert run.births.sum(axis=1)[:4] / 1e4 == pytest.approx([20.83, 19.20, 17.88, 19.10], abs=1e-3)


def test_recorded_deaths_come_out_within_their_share_of_the_error(inputs):
    # 万人, releases of the bureau: 25.81, 26.0, 28.5, 28.3
    run = project(inputs.base, inputs.survival, inputs.fertility, inputs.srb, inputs.migration, migration_timing="even")
    deaths = run.deaths.sum(axis=(1, 2))[:4] / 1e4
    assert deaths[:3].sum() == pytest.approx(25.81 + 26.0 + 28.5, rel=0.03)
    assert (abs(deaths / [25.81, 26.0, 28.5, 28.3] - 1) < 0.04).all()


def test_single_years_of_the_un_keep_its_life_expectancy():
    rates, summary = un_mortality().during(2023), un_summary()
    assert single_year_rates(rates[0]).shape == (101,)
    pair = tables((2023,), summary.e0[[summary.years.index(2023)]])[0]
    assert [float(table.e[0]) for table in pair] == pytest.approx(summary.e0[summary.years.index(2023)], abs=1e-6)


def test_life_expectancy_is_the_printed_one():
    assert printed_life_expectancy()[2020] == 78.15
    assert printed_life_expectancy()[2024] == 79.72
    male, female = e0_by_sex(2024, 79.72)
    assert male < 79.72 < female


def test_the_census_is_where_it_was_counted(city):
    # jump-off error apart, the census of 1 November 2020: 32,054,159 people, 7,010,440 of them 60 or over
    point = cq.population.forecast(CITY, to=2021, draws=0)
    assert point.denominator("total", on="2020-10-31").median == pytest.approx(32_054_159, abs=1e-6 * 3e7)
    assert point.denominator("60+", on="2020-10-31").median == pytest.approx(7_010_440, rel=1e-9)
    low, high = city.denominator("60+", on="2020-10-31").interval(0.95)
    assert low < 7_010_440 < high


def test_dates_lie_on_geometric_lines_and_averages_on_the_mean(city):
    at = {year: city.denominator("60+", on=year).draws for year in (2029, 2030)}
    np.testing.assert_allclose(city.denominator("60+", on="2030-06-30").draws, np.sqrt(at[2029] * at[2030]))
    average = city.denominator("60+", on=2030, kind="year_average")
    np.testing.assert_allclose(average.draws, (at[2029] + at[2030]) / 2)
    assert average.kind == "year_average"


def test_bands_nest_in_every_trajectory(city):
    def draws(band):
        return city.denominator(band, on=2033).draws

    np.testing.assert_allclose(draws("0-14") + draws("15-59") + draws("60+"), draws("total"))
    np.testing.assert_allclose(draws("0-14") + draws("15-64") + draws("65+"), draws("total"))
    assert (draws("0-2") < draws("0-6")).all()
    assert (draws("80+") < draws("70+")).all()
    assert (draws("men 20-39") < draws("15-59")).all()


def test_indices_are_ratios_of_bands(city):
    people = {band: city.denominator(band, on=2030).draws for band in ("0-14", "15-64", "65+", "total", "60+")}
    np.testing.assert_allclose(
        city.index("dependency_ratio", on=2030).draws, 100 * (people["0-14"] + people["65+"]) / people["15-64"]
    )
    np.testing.assert_allclose(city.index("ageing_index", on=2030).draws, 100 * people["65+"] / people["0-14"])
    np.testing.assert_allclose(city.index("share_60plus", on=2030).draws, 100 * people["60+"] / people["total"])
    assert 35 < city.index("median_age", on=2020).median < city.index("median_age", on=2035).median < 60


def test_intervals_widen_and_hold_the_median(city):
    fan = city.fan("total", years=(2024, 2030, 2035))
    assert (np.diff(fan.high[1] - fan.low[1]) > 0).all()
    assert (fan.low[1] <= fan.low[0]).all()
    assert (fan.low[0] < fan.median).all()
    assert (fan.median < fan.high[0]).all()
    assert list(fan.to_frame().columns) == ["year", "median", "low_80", "high_80", "low_95", "high_95"]


def test_variants_share_their_shocks():
    def end(variant, band="0-14"):
        found = cq.population.forecast(CITY, to=2035, draws=40, seed=5, variant=variant)
        return found.denominator(band, on=2035)

    medium, low, high = end(None), end("low"), end("high")
    assert (low.draws < medium.draws).all()
    assert (medium.draws < high.draws).all()
    np.testing.assert_allclose(medium.draws, end("medium").draws)
    assert end("constant", "60+").point < end("medium", "60+").point
    assert end("zero_migration", "total").point < end("medium", "total").point


def test_the_same_seed_is_the_same_future_and_a_longer_one_begins_with_it():
    first, again, longer = (cq.population.forecast(CITY, to=to, draws=30, seed=2) for to in (2027, 2027, 2032))
    np.testing.assert_array_equal(first.persons, again.persons)
    np.testing.assert_allclose(longer.persons[:, :, : first.times.size], first.persons, rtol=1e-12)
    other = cq.population.forecast(CITY, to=2027, draws=30, seed=3)
    assert not np.isclose(first.denominator("60+", on=2027).draws, other.denominator("60+", on=2027).draws).all()


def test_each_piece_can_be_replaced(inputs):
    longer = cq.population.forecast_inputs(to=2035, e0={2020: 78.15, 2030: 84.0})
    fewer = cq.population.forecast_inputs(to=2035, tfr={2024: 0.5})
    away = cq.population.forecast_inputs(to=2035, net_migration={2025: -100_000})
    assert longer.survival[9].min() > inputs.survival[9].min()
    assert fewer.total_fertility[3:] == pytest.approx(0.5)
    assert away.net_migration[4:] == pytest.approx(-100_000)
    own = dataclasses.replace(inputs, migration=np.zeros_like(inputs.migration))
    found = cq.population.forecast(CITY, to=2030, draws=0, data=own)
    assert found.reason.startswith("full rates are given")
    assert found.denominator("total", on=2030).median < 31_400_000


def test_method_reason_and_notes_are_words(city):
    assert city.method == "cohort-component"
    assert city.reason == "a census by age, life expectancy and births are known"
    assert [note.split(":")[0] for note in city.notes] == ["ages", "mortality", "fertility", "migration", "controls"]
    assert city.basis == "resident"


def test_frames_and_pyramids(city):
    frame = city.to_frame(["60+", "median_age"])
    assert len(frame) == 2 * 16
    assert frame.columns.tolist() == [
        "region", "quantity", "year", "kind", "unit", "median", "low_80", "high_80", "low_95", "high_95",
    ]  # fmt: skip
    pyramid = city.pyramid(2030)
    assert pyramid.point.shape == (2, 18)
    assert pyramid.ages[0] == "0-4"
    assert pyramid.ages[-1] == "85+"
    assert pyramid.point.sum() == pytest.approx(float(city.denominator("total", on=2030).point[0]))
    assert (pyramid.low_95 <= pyramid.low_80).all()
    assert (pyramid.high_80 <= pyramid.high_95).all()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda f: cq.population.forecast("南岸", to=2030), "has no region '南岸'; nearest: 南岸区"),
        (
            lambda f: cq.population.forecast(CITY, to=2061),
            "what it is built on reaches to 2059; give to=2059 or earlier",
        ),
        (lambda f: cq.population.forecast(CITY, to=2020), "the base is 2020; give a later year"),
        (lambda f: cq.population.forecast(CITY, to=2030.5), "give the last year as a whole number, such as 2035"),
        (
            lambda f: cq.population.forecast(CITY, to=2030, base=2015),
            "no census of 重庆市 in 2015 is known; there are 2010, 2020",
        ),
        (lambda f: cq.population.forecast(CITY, to=2030, variant="hi"), "unknown variant 'hi'; write one of 'medium'"),
        (
            lambda f: cq.population.forecast(CITY, to=2030, draws=-1),
            "draws is -1; give a whole number from 0 to 1,000,000",
        ),
        (lambda f: cq.population.forecast(CITY, to=2030, jobs=0), "jobs is 0; give a whole number from 1 to 1,024"),
        (lambda f: cq.population.forecast([CITY, "全国"], to=2030), "regions of different wholes (重庆市, 全国)"),
        (lambda f: cq.population.forecast([], to=2030), "no region is asked for"),
        (lambda f: f.denominator("66+", on=2030), "band '66+' was not kept; there are total, 0-2"),
        (lambda f: f.denominator("60+", on=2040), "2040 lies outside the forecast: it holds the ends of 2020 to 2035"),
        (lambda f: f.denominator("60+", on="2019-06-30"), "2019-06-30 lies outside the forecast"),
        (lambda f: f.denominator("60+", on=2020, kind="year_average"), "the average of 2020 needs the end of 2019"),
        (lambda f: f.index("age", on=2030), "unknown index 'age'; write one of dependency_ratio"),
        (lambda f: f.denominator("60+", on=2030).interval(95), "level 95 is not between 0 and 1"),
        (
            lambda f: cq.population.forecast_inputs(to=2030, net_migration={2025: -9_000_000}),
            "more leave than there are; lower the outflow",
        ),
        (
            lambda f: cq.population.forecast(CITY, to=2030, draws=0).denominator("60+", on=2030).interval(),
            "has no draws",
        ),
        (lambda f: f.fan("60+", region="南岸区"), "the forecast has no region '南岸区'"),
    ],
)
def test_refusals(city, call, message):
    with pytest.raises((DomainError, UnknownIdError)) as told:
        call(city)
    assert message in str(told.value)


def test_unknown_kinds_are_refused(city):
    with pytest.raises(cq.ConventionError, match="unknown kind 'mid'; write 'year_end' or 'year_average'"):
        city.denominator("60+", on=2030, kind="mid")
    with pytest.raises(cq.ConventionError, match="is a date; a year average needs a year"):
        city.denominator("60+", on="2030-06-30", kind="year_average")
