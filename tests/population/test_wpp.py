"""The UN's own inputs for China, projected to 2050 and compared with its medium variant.

United Nations, Population Division (2019), World Population Prospects 2019; see tests/data/README.md.
"""

import json
from pathlib import Path

import numpy as np
import pytest

from cqtargets.population.cohort import project
from cqtargets.population.lifetable import life_table, survival_ratios

DATA = Path(__file__).resolve().parents[1] / "data" / "wpp2019_china_inputs.json"
SEXES = ("male", "female")
BELOW_95 = slice(0, 19)
FROM_65 = slice(13, None)


@pytest.fixture(scope="module")
def china():
    return json.loads(DATA.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def inputs(china):
    periods = china["periods"]
    survival = np.array(
        [
            [
                survival_ratios(life_table(china["ages_mx"], p[f"mx_{sex}"], sex, "coale_demeny", "greville"), step=5)
                for sex in SEXES
            ]
            for p in periods
        ]
    )
    fertility = np.zeros((len(periods), 21))
    fertility[:, 3:10] = [np.array(p["fertility_percent_15_49"]) / 100 * p["tfr"] / 5 for p in periods]
    return {
        "base": np.array([china["base"][sex] for sex in SEXES], dtype=float),
        "survival": survival,
        "fertility": fertility,
        "srb": np.array([p["srb"] for p in periods]),
        "migration": np.array([[p["net_migration"] * np.array(china["migration_share"])] * 2 for p in periods]),
    }


@pytest.fixture(scope="module")
def medium(china):
    return np.array([[variant[sex] for sex in SEXES] for variant in china["medium_variant"]], dtype=float)


@pytest.fixture(scope="module")
def result(inputs):
    return project(**inputs, step=5, migration_timing="even")


def test_total_and_65_plus_of_2050_within_a_twentieth_of_a_percent(result, medium):
    assert result.population[-1].sum() == pytest.approx(medium[-1].sum(), rel=0.0005)
    assert result.population[-1, :, FROM_65].sum() == pytest.approx(medium[-1, :, FROM_65].sum(), rel=0.0005)


def test_every_cell_below_95_within_three_tenths_of_a_percent(result, medium):
    np.testing.assert_allclose(result.population[1:, :, BELOW_95], medium[:, :, BELOW_95], rtol=0.003)


def test_balance_closes_without_guards(result):
    assert result.balance_error() < 1e-12
    assert result.guarded == 0


def test_the_age_pattern_of_migration_matters(inputs, result, medium):
    spread = inputs["base"] / inputs["base"].sum()
    totals = inputs["migration"].sum(axis=(1, 2))
    inputs = inputs | {"migration": totals[:, None, None] * spread}
    other = project(**inputs, step=5, migration_timing="even")
    worst = np.abs(other.population[1:, :, BELOW_95] / medium[:, :, BELOW_95] - 1).max()
    assert 0.003 < worst < 0.03
    assert other.population[-1].sum() == pytest.approx(result.population[-1].sum(), rel=0.005)
