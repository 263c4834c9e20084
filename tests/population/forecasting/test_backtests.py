import pytest

import cqtargets as cq
from cqtargets.population.known.census import census, districts

backtest = cq.population.backtest


@pytest.fixture(scope="module")
def survived():
    return {migration: backtest("census", band="60+", migration=migration) for migration in ("none", "city")}


def test_counts_are_those_of_the_census(survived):
    assert survived["none"].whole[1] == 7_010_440
    assert survived["none"].what == districts()
    assert survived["none"].counted.tolist() == [census(name, 2020).band("60+") for name in districts()]


def test_survivors_of_2010_fall_short_of_2020(survived):
    # the figures of docs/population-chongqing.md
    assert survived["none"].whole_error == pytest.approx(-7.4, abs=0.05)
    assert survived["none"].accuracy.mape == pytest.approx(7.7, abs=0.06)
    assert survived["none"].accuracy.malpe == pytest.approx(-6.1, abs=0.06)
    assert survived["none"].accuracy.mape_r == pytest.approx(5.1, abs=0.06)


def test_after_the_citys_migration_the_city_is_right_by_construction(survived):
    assert survived["city"].whole_error == pytest.approx(0, abs=1e-9)
    assert survived["city"].accuracy.mape == pytest.approx(7.0, abs=0.06)
    assert survived["city"].gain == pytest.approx(0.41, abs=0.01)
    assert survived["city"].forecast.sum() == pytest.approx(7_010_440)


def test_the_census_of_2020_against_the_years_after_it():
    kept = backtest("records", band="total", draws=500, seed=1)
    assert kept.what == ("2021", "2022", "2023", "2024", "2025")
    assert (kept.counted / 1e4).round(2).tolist() == [3212.43, 3213.34, 3191.43, 3190.47, 3187.26]
    # the decade's migration did not go on: the figures of docs/population-chongqing.md
    assert kept.accuracy.malpe == pytest.approx(2.2, abs=0.1)
    none = backtest("records", band="total", migration="none", draws=500, seed=1)
    assert none.accuracy.mape < 0.7
    assert kept.coverage(0.95) >= 0.8
    assert kept.coverage(0.8) < 0.5
    assert {"low_80", "high_95", "error_no change"} <= set(kept.to_frame().columns)
    assert kept.summary()["method"].tolist() == ["default", "no change", "pace of the censuses"]


def test_60_and_over_of_2021_from_the_census_alone():
    # 696.13万 on record: neither a control nor used for the shape of the cohorts
    found = backtest("records", band="60+", draws=500, seed=1)
    assert found.what == ("2021",)
    assert abs(found.accuracy.malpe) < 2
    assert found.coverage(0.95) == 1.0
    width = (found.high[1] - found.low[1]) / found.forecast
    assert width.max() < 0.06


def test_deaths_from_what_was_known_in_2020():
    found = backtest("records", band="deaths", draws=0)
    errors = dict(zip(found.what, found.forecast / found.counted - 1, strict=True))
    assert abs(errors["2021"]) < 0.04
    assert abs(errors["2022"]) < 0.04
    assert found.accuracy.mape < found.summary().set_index("method").loc["no change", "mape"]


@pytest.mark.parametrize(("band", "worst"), [("deaths", 9.5), ("births", 7), ("65+", 1), ("60+", 1.5)])
def test_each_year_left_out(band, worst):
    # 9.5: the wave of 2023, which no other year tells of; the rest within 4 and the bounds above
    found = backtest("left_out", band=band, draws=0)
    assert (100 * abs(found.forecast / found.counted - 1)).max() < worst
    if band == "deaths":
        near = [year in ("2021", "2022") for year in found.what]
        assert (100 * abs(found.forecast / found.counted - 1))[near].max() < 4


def test_the_total_of_2024_left_out():
    found = backtest("left_out", band="total", draws=0)
    errors = dict(zip(found.what, found.forecast / found.counted - 1, strict=True))
    assert abs(errors["2024"]) < 0.005
    # nothing later than 2023 known at all
    inputs = cq.population.forecast_inputs(to=2024, known=2023)
    last = cq.population.forecast(to=2024, draws=0, data=inputs).denominator("total", on=2024).median
    assert last == pytest.approx(31_904_700, rel=0.005)


@pytest.mark.parametrize("given", ["none", "groups", "earlier"])
def test_districts_beat_no_change_and_constant_share(given):
    found = backtest("districts", given=given, draws=250, seed=1)
    summary = found.summary().set_index("method")
    assert summary.loc["default", "mape"] < 0.65 * summary.loc["no change", "mape"]
    assert summary.loc["default", "mape"] < summary.loc["constant share", "mape"]
    assert summary.loc["default", "mape"] < summary.loc["own ratios", "mape"] / 2
    assert found.coverage(0.95) == 1.0
    width = (found.high[1] - found.low[1]) / found.forecast
    groups = [name.split()[0][-1] not in "区县" or name.startswith("主城新区") for name in found.what]
    assert width.max() < 0.15
    assert width[groups].max(initial=0) < 0.08


def test_nothing_later_than_the_census_is_used():
    early = cq.population.forecast_inputs(to=2024, known="2020-10-31")
    assert early.recorded == (2020, 2020, 2020)
    assert early.total_fertility == pytest.approx(early.total_fertility[0])
    assert "births on record" not in " ".join(early.notes)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: backtest("past"), cq.ConventionError, "unknown design 'past'; write 'census' or 'records' or"),
        (lambda: backtest("census", migration="residual"), cq.ConventionError, "write 'none' or 'city'"),
        (lambda: backtest("census", band="0-14"), cq.DomainError, "born after 2010; begin it at 10 or later"),
        (
            lambda: backtest("records", band="80+"),
            cq.DomainError,
            "not on record after 2020; take one of total, births",
        ),
        (lambda: backtest("census", region="南岸区"), cq.DomainError, "no parts of 南岸区 are known"),
        (lambda: backtest("left_out", migration="none"), cq.ConventionError, "write none at all"),
        (lambda: backtest("districts", given="some"), cq.ConventionError, "unknown given 'some'; write 'none' or"),
        (lambda: backtest("districts", region="南岸区"), cq.DomainError, "no parts of 南岸区 are known"),
        (lambda: backtest("census").coverage(0.8), cq.DomainError, "gives no intervals: nothing to cover"),
        (lambda: backtest("records", draws=50).coverage(0.5), cq.DomainError, "ask for 0.8 or 0.95"),
    ],
)
def test_refusals(call, error, message):
    with pytest.raises(error) as told:
        call()
    assert message in str(told.value)
