import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqtargets.errors import ConventionError, DomainError
from cqtargets.population.models.damping import RULES, carry_part
from cqtargets.population.models.hamiltonperry import hamilton_perry

AGES = list(range(0, 90, 5))
RNG = np.random.default_rng(5)
WHOLE = RNG.uniform(2_000, 9_000, (2, 2, 18))
PART = WHOLE * RNG.uniform(0.05, 0.2, (2, 2, 18))


def carried(rule="damped", damping=0.2, steps=2):
    return carry_part(*PART, *WHOLE, interval=10, ages=AGES, steps=steps, rule=rule, damping=damping)


def test_damping_one_and_the_plain_rule_are_hamilton_perry():
    plain = hamilton_perry(*PART, interval=10, ages=AGES, steps=2).population
    np.testing.assert_allclose(carried("plain"), plain)
    np.testing.assert_allclose(carried(damping=1.0), plain)


def test_damping_none_is_the_wholes_ratio_hand_worked():
    after = carried(damping=0.0, steps=1)[1]
    # men of 30-34: those of 20-24 times the whole's 30-34 over its 20-24 ten years before
    assert after[0, 6] == pytest.approx(PART[1, 0, 4] * WHOLE[1, 0, 6] / WHOLE[0, 0, 4])
    np.testing.assert_allclose(carried("whole")[1:], carried(damping=0.0)[1:])


def test_half_way_is_the_geometric_mean():
    own, whole, averaged = (carried(rule, steps=1)[1][:, 2:] for rule in ("plain", "whole", "averaged"))
    np.testing.assert_allclose(averaged, np.sqrt(own * whole))


def test_differences_where_growing_hand_worked():
    before, after = np.full((2, 18), 100.0), np.full((2, 18), 150.0)
    found = carry_part(before, after, before, after, interval=10, ages=AGES, steps=1, rule="difference")[1]
    assert found[0, 5] == pytest.approx(150 + 50)
    assert carry_part(before, after, before, after, interval=10, ages=AGES, steps=1, rule="plain")[1][0, 5] == 225


def test_a_constrained_ratio_stays_within_a_tenth():
    whole, near = carried("whole", steps=1)[1][:, 2:], carried("constrained", steps=1)[1][:, 2:]
    assert (near / whole).max() <= 1.1 + 1e-9
    assert (near / whole).min() >= 1 / 1.1 - 1e-9


@settings(max_examples=25, deadline=None)
@given(st.floats(0.01, 0.99), st.floats(0.1, 10))
def test_a_part_that_moves_as_its_whole_keeps_its_share_whatever_the_rule(damping, size):
    for rule in RULES:
        part = carry_part(*(size * WHOLE), *WHOLE, interval=10, ages=AGES, steps=2, rule=rule, damping=damping)
        whole = carry_part(*WHOLE, *WHOLE, interval=10, ages=AGES, steps=2, rule=rule, damping=damping)
        np.testing.assert_allclose(part, size * whole, rtol=1e-9)


def test_refusals():
    with pytest.raises(ConventionError, match="unknown rule 'trend'; write one of 'damped'"):
        carried("trend")
    with pytest.raises(DomainError, match=r"damping 1\.5 is not between 0 and 1"):
        carried(damping=1.5)
