"""The UN's own inputs for China, projected to 2050 and compared with its medium variant.

United Nations, Population Division (2019), World Population Prospects 2019; see tests/data/README.md.
"""

import json
from pathlib import Path

import numpy as np
import pytest

from cqtargets.population.models.cohort import project
from cqtargets.population.models.lifetable import life_table, survival_ratios

DATA = Path(__file__).resolve().parents[2] / "data" / "wpp2019_china_inputs.json"
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


def by_model_schedule():
    """Rogers-Castro: childhood a1 0.02, alpha1 0.1; labour a2 0.06, mu 20, alpha2 0.1, lambda 0.4; constant 0.003."""
    ages = np.arange(105)
    labour = 0.06 * np.exp(-0.1 * (ages - 20) - np.exp(-0.4 * (ages - 20)))
    rates = (0.02 * np.exp(-0.1 * ages) + labour + 0.003).reshape(21, 5).sum(axis=1)
    return np.stack([rates, rates]) / (2 * rates.sum())


# The figures of docs/population-projection.md: worst cell below 95, total and 65+ of 2050 against the medium variant
@pytest.mark.parametrize(
    ("pattern", "worst", "total", "old"),
    [("population", 0.00893, 0.00188, -0.00401), ("rogers_castro", 0.00947, 0.00097, -0.00090)],
)
def test_other_age_patterns_of_migration_move_the_cells(inputs, medium, pattern, worst, total, old):
    base = inputs["base"]
    share = base / base.sum() if pattern == "population" else by_model_schedule()
    totals = inputs["migration"].sum(axis=(1, 2))
    moved = project(**(inputs | {"migration": totals[:, None, None] * share}), step=5, migration_timing="even")
    ratio = moved.population[1:, :, BELOW_95] / medium[:, :, BELOW_95]
    assert np.abs(ratio - 1).max() == pytest.approx(worst, abs=0.00001)
    assert moved.population[-1].sum() / medium[-1].sum() - 1 == pytest.approx(total, abs=0.00001)
    over_65 = moved.population[-1, :, FROM_65].sum() / medium[-1, :, FROM_65].sum()
    assert over_65 - 1 == pytest.approx(old, abs=0.00001)
