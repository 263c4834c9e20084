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
    assert kept.what == ("2021", "2022", "2023", "2024")
    assert (kept.counted / 1e4).round(2).tolist() == [3212.43, 3213.34, 3191.43, 3190.47]
    assert kept.accuracy.malpe == pytest.approx(1.6, abs=0.1)
    none = backtest("records", band="total", migration="none", draws=500, seed=1)
    assert none.accuracy.mape == pytest.approx(0.4, abs=0.1)
    assert none.coverage(0.95) == 1.0
    assert kept.coverage(0.95) < 1
    assert {"low_80", "high_95"} <= set(kept.to_frame().columns)


def test_nothing_later_than_the_census_is_used():
    early = cq.population.forecast_inputs(to=2024, known="2020-10-31")
    assert early.recorded == (2020, 2020, 2020)
    assert early.total_fertility == pytest.approx(early.total_fertility[0])
    assert "births on record" not in " ".join(early.notes)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: backtest("past"), cq.ConventionError, "unknown design 'past'; write 'census' or 'records'"),
        (lambda: backtest("census", migration="residual"), cq.ConventionError, "write 'none' or 'city'"),
        (lambda: backtest("census", band="0-14"), cq.DomainError, "born after 2010; begin it at 10 or later"),
        (lambda: backtest("records", band="80+"), cq.DomainError, "not on record after 2020; take one of total"),
        (lambda: backtest("census", region="南岸区"), cq.DomainError, "no parts of 南岸区 are known"),
        (lambda: backtest("census").coverage(0.8), cq.DomainError, "gives no intervals: nothing to cover"),
        (lambda: backtest("records", draws=50).coverage(0.5), cq.DomainError, "ask for 0.8 or 0.95"),
    ],
)
def test_refusals(call, error, message):
    with pytest.raises(error) as told:
        call()
    assert message in str(told.value)
