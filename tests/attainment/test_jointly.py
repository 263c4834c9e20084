import math
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import cqtargets as cq
from cqtargets.attainment import joint, joint_chances
from cqtargets.attainment.jointly import HIGH_DEPENDENCE, LEARNED_DEPENDENCE
from cqtargets.errors import ConventionError, DomainError

TEN = {f"t{k}": 0.85 for k in range(10)}


def test_ten_targets_hand_worked():
    apart = joint_chances(TEN, dependence=0)
    assert apart.probability == pytest.approx(0.85**10, abs=3 * apart.error)
    assert apart.error == pytest.approx(math.sqrt(0.197 * 0.803 / 10_000), rel=0.05)
    together = joint_chances(TEN, dependence=0.6)
    assert together.probability == pytest.approx(0.53, abs=0.02)
    assert apart.expected == together.expected == pytest.approx(8.5)
    assert apart.distribution @ np.arange(11) == pytest.approx(8.5, abs=0.05)
    assert together.distribution.sum() == pytest.approx(1)
    assert together.at_least(8) == pytest.approx(together.distribution[8:].sum())


def test_the_factor_model_is_that_of_its_integral():
    chances, rho = {"a": 0.3, "b": 0.7, "c": 0.9}, 0.45
    nodes, weights = np.polynomial.hermite_e.hermegauss(80)
    limits = stats.norm.ppf(list(chances.values()))
    each = stats.norm.cdf((limits[:, None] - math.sqrt(rho) * nodes) / math.sqrt(1 - rho))
    wanted = float(each.prod(axis=0) @ weights / weights.sum())
    found = joint_chances(chances, dependence=rho, draws=200_000, seed=4)
    assert found.probability == pytest.approx(wanted, abs=4 * found.error)


@settings(max_examples=20)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=8), st.floats(0, 0.95), st.integers(0, 9))
def test_the_expected_number_is_the_sum_whatever_the_dependence(chances, rho, seed):
    named = {f"t{k}": chance for k, chance in enumerate(chances)}
    found = joint_chances(named, dependence=rho, seed=seed, draws=4000)
    assert found.expected == pytest.approx(sum(chances))
    assert found.distribution @ np.arange(len(chances) + 1) == pytest.approx(
        sum(chances), abs=0.06 * len(chances) + 0.02
    )
    # no chance of all can exceed the least of them, nor fall below what misses leave
    assert found.probability <= min(chances) + 0.05
    assert found.probability >= 1 - sum(1 - one for one in chances) - 0.05


def test_dependence_helps_all_of_them_and_is_shown_beside():
    found = joint_chances(TEN)
    assert found.dependence == LEARNED_DEPENDENCE
    assert list(found.beside) == [0.0, LEARNED_DEPENDENCE, HIGH_DEPENDENCE]
    assert sorted(found.beside.values()) == list(found.beside.values())
    assert found.beside[LEARNED_DEPENDENCE] == found.probability
    assert joint_chances(TEN).probability == found.probability  # one seed, one answer


@dataclass(frozen=True)
class Told:
    probability: float | None
    outcome: bool | None = None
    reason: str = ""


@dataclass(frozen=True)
class Row:
    id: str
    told: Told
    plan: str = "p"
    concept: str = "c"
    region: str = "某市"
    binding: object = None

    def attain(self, observations, **options):
        return self.told


def test_known_outcomes_count_and_what_has_no_chance_is_named():
    rows = [
        Row("open", Told(0.6), concept="a", binding=cq.Binding.OBLIGATORY),
        Row("done", Told(None, True, "known"), concept="b", binding=cq.Binding.OBLIGATORY),
        Row("blind", Told(None, None, "one value"), concept="d", binding=cq.Binding.OBLIGATORY),
        Row("soft", Told(0.5), concept="e", binding=cq.Binding.ANTICIPATORY),
    ]
    found = joint(rows, None)
    assert found.marginals == {"open": 0.6, "done": 1.0, "soft": 0.5}
    assert found.left_out == {"blind": "one value"}
    frame = found.to_frame().set_index(["plan", "binding"])
    assert frame.loc[("p", "约束性"), "expected"] == pytest.approx(1.6)
    assert frame.loc[("p", "约束性"), "probability"] == pytest.approx(0.6, abs=0.02)
    assert list(joint(rows, None, binding="预期性").marginals) == ["soft"]
    assert list(joint(rows, None, binding=cq.Binding.OBLIGATORY).marginals) == ["open", "done"]
    assert list(joint(rows, None, ids=["soft", "open"]).marginals) == ["open", "soft"]
    missed = [replace(rows[1], told=Told(None, False, "known"))]
    assert joint(missed, None).probability == 0


def test_two_targets_of_one_series_stand_and_fall_together():
    rows = [Row("2025", Told(0.7)), Row("2030", Told(0.7), plan="q")]
    assert joint(rows, None).probability == pytest.approx(0.7, abs=0.02)
    assert joint(rows, None, dependence=0).probability == pytest.approx(0.49, abs=0.02)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: joint_chances({}), DomainError, "no target has a chance"),
        (lambda: joint_chances({"a": 1.2}), DomainError, "not a chance within 0 and 1: a: 1.2"),
        (lambda: joint_chances(TEN, dependence=1.0), DomainError, "dependence 1.0 is not between 0 and 0.99"),
        (lambda: joint_chances(TEN, draws=0), DomainError, "draws is 0; give a whole number from 1"),
        (lambda: joint([Row("a", Told(0.5))], None, ids=["b"]), ConventionError, "no target 'b' among those asked"),
        (lambda: joint([Row("a", Told(None, None, "none"))], None), DomainError, "none of 1 targets has a chance"),
    ],
)
def test_wrong_use_is_refused(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_the_bundled_plan(cat, obs):
    found = joint(cat.select(plan="med14"), obs, on=2024)
    assert found.expected == pytest.approx(math.fsum(found.marginals.values()))
    assert set(found.marginals) | set(found.left_out) == {one.id for one in cat.select(plan="med14")}
    assert all(found.left_out.values())
