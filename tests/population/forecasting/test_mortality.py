import dataclasses

import numpy as np
import pytest

import cqtargets as cq
from cqtargets.population.forecasting.knowledge import known_of
from cqtargets.population.forecasting.mortality import BETAS, deaths_of, fitted_mortality
from cqtargets.population.forecasting.schedules import e0_by_sex, tables
from cqtargets.population.forecasting.single_ages import single_ages
from cqtargets.population.known.census import census

CITY = "重庆市"
E0 = e0_by_sex(2020, 78.15)


@pytest.fixture(scope="module")
def people():
    return single_ages(census(CITY, 2020), tables((2020,), E0[None])[0]).people


def fitted(people, **changed):
    known = dataclasses.replace(known_of(CITY, None), **changed)
    return fitted_mortality(known, census(CITY, 2020), people, E0, 2020)


def test_facts_made_by_a_table_give_it_back(people):
    # an inverse test: deaths of a known slope and level, nothing else known, and the slope is not far from 1
    pair = tables((2020,), E0[None], 0.95)[0]
    found = fitted(people, deaths={2020: deaths_of(people, pair)}, censuses=(census(CITY, 2020),))
    table = tables((2020,), (E0 + found.shift)[None], found.beta)[0]
    assert deaths_of(people, table) == pytest.approx(deaths_of(people, pair), rel=0.01)
    assert abs(found.shift) < 0.3
    assert 0.94 < found.beta < 1


def test_nothing_known_is_the_printed_life_expectancy(people):
    found = fitted(people, deaths={}, censuses=(census(CITY, 2020),))
    assert (found.beta, found.shift, found.facts) == (1.0, 0.0, ())


def test_two_facts_that_contradict_each_other_are_weighed_and_both_kept(people):
    # 20万 deaths cannot be had at 78.15 years: the slope stays within its range, and the readings stand apart
    found = fitted(people, deaths={2020: 200_000.0})
    assert BETAS[0] <= found.beta <= BETAS[1]
    assert found.readings[0] > 0 > found.readings[1]
    assert found.spread == pytest.approx((found.readings[0] - found.readings[1]) / 2)
    assert any("from the 200,000 recorded" in fact for fact in found.facts)


def test_the_city_of_2020(people):
    # recorded: 24.63万 deaths, 78.15 years, and the census's people of 70 and over
    found = fitted(people)
    table = tables((2020,), (E0 + found.shift)[None], found.beta)[0]
    assert deaths_of(people, table) == pytest.approx(246_300, rel=0.02)
    assert abs(found.shift) < 1
    assert len(found.facts) == 3


def test_a_life_expectancy_of_ones_own_moves_all_years(people):
    own, bundled = (cq.population.forecast_inputs(to=2030, e0=e0) for e0 in ({2020: 82.0}, None))
    assert own.survival[-1].mean() > bundled.survival[-1].mean()


def test_china_itself_comes_out_where_nothing_was_fitted_to_it():
    # yearly bulletins on ageing, 万人 at year ends: 60+ 31031 (2024), 32338 (2025); 65+ 22023, 22365. Here neither is used.
    known = dataclasses.replace(known_of("全国", None), bands={})
    from cqtargets.population.forecasting.fitting import inputs_from

    inputs = inputs_from(known, to=2025, base=2020)
    found = cq.population.forecast("全国", to=2025, draws=0, data=inputs)
    for band, year, counted in (("60+", 2024, 31031), ("60+", 2025, 32338), ("65+", 2024, 22023), ("65+", 2025, 22365)):
        assert found.denominator(band, on=year).median / 1e4 == pytest.approx(counted, rel=0.008)


def test_old_age_migration_is_bounded_and_the_rest_is_told():
    inputs = cq.population.forecast_inputs(to=2030)
    note = next(one for one in inputs.notes if one.startswith("migration"))
    assert "at most 0.2% of an age either way" in note
    assert "move nobody" in note
    old = inputs.migration[:, :, 60:]
    people = cq.population.project(
        inputs.base, inputs.survival, inputs.fertility, inputs.srb, inputs.migration, migration_timing="even"
    ).population[:-1, :, 60:]
    assert (np.abs(old) <= 0.002 * people + 1e-6).all()
