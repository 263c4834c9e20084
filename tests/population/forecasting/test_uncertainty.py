import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqtargets.errors import DomainError
from cqtargets.population.models.uncertainty import BLOCK, Spread, blocks, draw_factors, draw_walk, jump_off_by_age


def many(spread, years, **options):
    return [draw_factors(spread, seed=7, block=block, size=BLOCK, years=years, **options) for block in range(40)]


def test_variances_are_those_of_a_random_walk_and_of_an_ar1_hand_worked():
    # random walk after 9 years: 0.05^2 x 9; AR(1) with rho 0.5 after 3 years: s^2 (1 + 0.25 + 0.0625)
    drawn = many(Spread(fertility=0.05, migration=0.01, persistence=0.5), 9)
    log_tfr = np.concatenate([one.fertility for one in drawn], axis=1)
    migration = np.concatenate([one.migration for one in drawn], axis=1)
    assert log_tfr[-1].std() == pytest.approx(0.15, rel=0.03)
    assert migration[2].std() == pytest.approx(0.01 * 1.3125**0.5, rel=0.03)


def test_shocks_are_correlated_as_told():
    drawn = many(Spread(correlation=(-0.2, 0.5, 0.1)), 1)
    fertility, mortality, migration = (
        np.concatenate([getattr(one, name)[0] for one in drawn]) for name in ("fertility", "mortality", "migration")
    )
    assert np.corrcoef([fertility, mortality, migration])[np.triu_indices(3, 1)] == pytest.approx(
        [-0.2, 0.5, 0.1], abs=0.03
    )


def test_a_longer_horizon_begins_with_the_shorter_one_and_records_are_certain():
    short = draw_factors(Spread(), seed=3, block=2, size=10, years=4, starts=(2, 1, 0))
    long = draw_factors(Spread(), seed=3, block=2, size=10, years=9, starts=(2, 1, 0))
    np.testing.assert_array_equal(long.fertility[:4], short.fertility)
    np.testing.assert_array_equal(long.migration[:4], short.migration)
    assert not short.fertility[:2].any()
    assert short.fertility[2].all()
    assert not short.mortality[:1].any()


def test_blocks_and_seeds_are_apart():
    first, second = (draw_factors(Spread(), seed=3, block=block, size=5, years=2).fertility for block in (0, 1))
    other = draw_factors(Spread(), seed=4, block=0, size=5, years=2).fertility
    assert not np.isclose(first, second).any()
    assert not np.isclose(first, other).any()
    assert blocks(0) == []
    assert blocks(BLOCK + 1) == [(0, BLOCK), (1, 1)]


def test_a_part_keeps_its_walk_whoever_else_is_asked_for():
    times = np.array([0.0, 1 / 6, 1.0, 3.0])
    walk = draw_walk(seed=1, key=500108, block=0, size=BLOCK, times=times)
    np.testing.assert_array_equal(walk, draw_walk(seed=1, key=500108, block=0, size=BLOCK, times=times))
    assert walk[3].std() == pytest.approx(3**0.5, rel=0.12)
    assert not np.isclose(walk[1:], draw_walk(seed=1, key=500109, block=0, size=BLOCK, times=times)[1:]).any()


@settings(max_examples=25)
@given(st.floats(0, 100))
def test_the_error_of_the_count_lies_between_its_knots(age):
    spread = Spread(jump_off_ages=(0.0, 50.0, 90.0), jump_off=(0.02, 0.01, 0.03))
    factors = draw_factors(spread, seed=1, block=0, size=20, years=1)
    at = jump_off_by_age(factors, spread, np.array([age]))[0]
    knots = factors.jump_off[:2] if age <= 50 else factors.jump_off[1:]
    assert (at >= knots.min(axis=0) - 1e-12).all()
    assert (at <= knots.max(axis=0) + 1e-12).all()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Spread(fertility=-0.1), "spread fertility is -0.1; give a standard deviation of 0 or more"),
        (lambda: Spread(persistence=1.0), "persistence is 1.0; give a number from 0 to below 1"),
        (lambda: Spread(jump_off=(0.01,)), "jump_off and jump_off_ages differ in length"),
        (lambda: Spread(correlation=(0.9, 0.9, -0.9)), "contradict each other; move them towards 0"),
        (lambda: draw_factors(Spread(), seed=-1, block=0, size=1, years=1), "seed is -1; give a whole number of 0"),
        (lambda: draw_factors(Spread(), seed=1, block=0, size=0, years=1), "a block of 0 trajectories over 1 years"),
    ],
)
def test_refusals(make, message):
    with pytest.raises(DomainError) as told:
        make()
    assert message in str(told.value)
