"""The public face fed with nonsense: our own error each time, never a traceback from within, never a hang."""

import contextlib
import inspect

import numpy as np
import pytest

import cqtargets as cq
from cqtargets.workforce.reserve import MOST_BEDS

NONSENSE = (
    None, "x", -1, 3.5, float("nan"), [], [1, 2, 3], ["x"], [[1], [2, 3]], {"a": "b"}, object(), np.zeros((2, 3)), True, 10**30,
)  # fmt: skip
FACE = (
    cq.Catalogue, cq.Observations, cq.parse_target, cq.read_catalogue, cq.read_observations, cq.read_population, cq.read_review,
    cq.read_scenario, cq.concepts.read_names, cq.population.read_forecast, cq.population.life_table,
    cq.population.constant_share, cq.population.residual_migration, cq.population.brass_logit, cq.growth.cagr, cq.growth.compound,
    cq.growth.annual_change, cq.growth.continuous_rate, cq.grading.progress, cq.decomposition.kitagawa,
    cq.decomposition.split_stock, cq.units.spelled, cq.units.single, cq.workforce.erlang_loss, cq.workforce.beds_for,
    cq.workforce.attrition_draws,
)  # fmt: skip


@pytest.mark.parametrize("function", FACE, ids=lambda function: function.__name__)
@pytest.mark.parametrize("place", range(len(NONSENSE)))
def test_nonsense_is_answered_by_our_own_error(function, place, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    given = NONSENSE[place]
    asked = [one for one in inspect.signature(function).parameters.values() if one.default is one.empty]
    plain = [given for one in asked if one.kind is not one.KEYWORD_ONLY]
    named = {one.name: given for one in asked if one.kind is one.KEYWORD_ONLY}
    with contextlib.suppress(cq.CqTargetsError):
        function(*plain, **named)


@pytest.mark.parametrize("radix", [-1, 0, float("nan"), float("inf")])
def test_a_life_table_of_nobody_is_none(radix):
    with pytest.raises(cq.DomainError, match="radix is"):
        cq.population.life_table([0, 1, 5], [0.01, 0.002, 0.02], radix=radix)


def test_bounds_are_named():
    with pytest.raises(cq.DomainError, match=f"at most {MOST_BEDS:,}"):
        cq.workforce.beds_for(1e12)
    with pytest.raises(cq.DomainError, match=f"from 0 to {MOST_BEDS:,}"):
        cq.workforce.erlang_loss(5, 10**12)
    with pytest.raises(cq.DomainError, match="from 1 to 1,000,000"):
        cq.attainment.joint_chances({"a": 0.5}, draws=10**12)
    with pytest.raises(cq.DomainError, match="from 0 to 1,000,000"):
        cq.population.forecast("重庆市", to=2025, draws=10**12)
