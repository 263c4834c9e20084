import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqtargets.errors import ConventionError, DomainError, UnitError
from cqtargets.population.models.fertility import (
    brass_alpha,
    brass_logit,
    fertility_from_tfr,
    lee_carter,
    residual_migration,
    rogers_castro,
    total_fertility,
)
from cqtargets.population.models.lifetable import life_table, survival_ratios

YEARS = [2000, 2001, 2002, 2003]


def known_surface(kt, ax=(-4.0, -2.0, -1.0), bx=(0.5, 0.3, 0.2)):
    return np.exp(np.array(ax) + np.outer(kt, bx))


def standard():
    ages = np.array([0, 1, *range(5, 90, 5)])
    m = 0.00004 * np.exp(0.095 * (ages + 2.5))
    m[:2] = 0.02, 0.002
    return life_table(ages, m, "female")


def test_lee_carter_hand_worked():
    # kt = 3, 1, 0, -4 sums to 0; drift -7/3; increments -2, -1, -4 leave 1/3, 4/3, -5/3: variance (1 + 16 + 25)/9/2
    model = lee_carter(known_surface([3, 1, 0, -4]), YEARS)
    np.testing.assert_allclose(model.ax, [-4, -2, -1], atol=1e-12)
    np.testing.assert_allclose(model.bx, [0.5, 0.3, 0.2], atol=1e-12)
    np.testing.assert_allclose(model.kt, [3, 1, 0, -4], atol=1e-12)
    assert model.drift == pytest.approx(-7 / 3)
    assert model.sd == pytest.approx(math.sqrt(42 / 18))
    assert model.explained == pytest.approx(1)
    ahead = model.forecast(2, level=0.95)
    # t quantile with 2 degrees of freedom 4.302653; variance after 2 years (42/18)(2 + 4/3)
    assert ahead.kt == pytest.approx([-4 - 7 / 3, -4 - 14 / 3])
    assert ahead.kt_high[1] - ahead.kt[1] == pytest.approx(4.302653 * math.sqrt(42 / 18 * 10 / 3), rel=1e-6)
    np.testing.assert_allclose(ahead.mx, known_surface(ahead.kt))
    assert (ahead.low < ahead.mx).all()
    assert (ahead.mx < ahead.high).all()


@settings(max_examples=30)
@given(st.lists(st.floats(-3, 3), min_size=4, max_size=12), st.floats(0.01, 100))
def test_lee_carter_constraints_hold_in_any_unit(walk, unit):
    kt = np.array(walk) - np.linspace(0, 8, len(walk))
    kt = kt - kt.mean()
    if np.abs(kt).max() < 0.1:
        return
    model = lee_carter(known_surface(kt) * unit, range(2000, 2000 + len(walk)))
    assert model.bx.sum() == pytest.approx(1)
    assert model.kt.sum() == pytest.approx(0, abs=1e-9)
    np.testing.assert_allclose(model.kt, kt, atol=1e-9)


def test_lee_carter_of_unequal_intervals():
    # a straight index read at 2000, 2003, 2004 and 2010 has its own slope as drift and no spread
    model = lee_carter(known_surface([10, 4, 2, -10]), [2000, 2003, 2004, 2010])
    assert model.drift == pytest.approx(-2)
    assert model.sd == pytest.approx(0, abs=1e-9)


def test_simulated_rates_have_the_spread_of_the_forecast():
    model = lee_carter(known_surface(np.array([6, 5.5, 3, 2.5, 0, -1, -3, -4, -4.5, -4.5])), range(2000, 2010))
    draws = model.simulate(5, 4000, np.random.default_rng(7))
    assert draws.shape == (5, 3, 4000)
    kt = (np.log(draws[-1, 0]) + 4) / 0.5
    assert kt.mean() == pytest.approx(model.kt[-1] + 5 * model.drift, abs=0.2)
    assert kt.std() == pytest.approx(model.sd * math.sqrt(5 + 25 / 9), rel=0.05)
    again = model.simulate(5, 4000, np.random.default_rng(7))
    np.testing.assert_array_equal(draws, again)
    rng = np.random.default_rng(7)
    chunks = np.concatenate([model.simulate(5, 1500, rng), model.simulate(5, 2500, rng)], axis=2)
    np.testing.assert_array_equal(draws, chunks)


def test_observed_jump_off_starts_from_the_last_rates():
    rates = known_surface([3, 1, 0, -4]) * np.exp(0.05 * np.sin(np.arange(12).reshape(4, 3)))
    model = lee_carter(rates, YEARS)
    ahead = model.forecast(1, jump_off="observed")
    np.testing.assert_allclose(ahead.mx[0], rates[-1] * np.exp(model.bx * model.drift), rtol=1e-12)


def test_brass_hand_worked():
    # l = 0.9: odds of dying 1/9; alpha = ln 3 / 2 makes them 1/3, so l = 0.75; beta = 2 makes them 1/81, l = 81/82
    assert brass_logit([1.0, 0.9, 0.0], alpha=math.log(3) / 2) == pytest.approx([1, 0.75, 0])
    assert brass_logit([1.0, 0.9], beta=2) == pytest.approx([1, 81 / 82])


def test_brass_of_nothing_is_the_standard():
    table = standard()
    same = brass_logit(table)
    for name in ("m", "q", "l", "L", "e"):
        np.testing.assert_allclose(getattr(same, name), getattr(table, name), rtol=1e-10)


@settings(max_examples=20)
@given(st.floats(45, 90), st.floats(0.7, 1.4))
def test_brass_reaches_the_life_expectancy_aimed_at(aim, beta):
    assert brass_logit(standard(), e0=aim, beta=beta).e[0] == pytest.approx(aim, abs=1e-8)


def test_brass_takes_several_aims_at_once():
    table = brass_logit(standard(), e0=[60, 75, 80])
    assert table.e.shape == (19, 3)
    np.testing.assert_allclose(table.e[0], [60, 75, 80], atol=1e-8)
    assert (survival_ratios(table, 5)[:, 2] > survival_ratios(table, 5)[:, 0]).all()


def test_rogers_castro_hand_worked():
    # at its own position a labour peak is a2 e^-1; children a1 e^(-0.1 x 20) = 0.02 e^-2
    found = rogers_castro([20], a1=0.02, alpha1=0.1, a2=0.06, mu2=20, alpha2=0.1, lambda2=0.4, c=0.003)
    assert found == pytest.approx([0.02 * math.exp(-2) + 0.06 * math.exp(-1) + 0.003])


@given(st.floats(0, 0.1), st.floats(0, 0.1), st.floats(0, 0.05))
def test_rogers_castro_is_the_sum_of_its_parts(a1, a2, a3):
    ages = np.arange(0.5, 90)
    one = {"a1": a1, "alpha1": 0.1}
    two = {"a2": a2, "mu2": 20, "alpha2": 0.1, "lambda2": 0.4}
    three = {"a3": a3, "mu3": 65, "alpha3": 0.6, "lambda3": 0.15, "a4": 0.0001, "lambda4": 0.03, "c": 0.001}
    parts = rogers_castro(ages, **one) + rogers_castro(ages, **two) + rogers_castro(ages, **three)
    np.testing.assert_allclose(rogers_castro(ages, **one, **two, **three), parts, atol=1e-12)


def test_residual_migration_hand_worked():
    # expected 90 x 0.99 = 89.1; 100 x 0.9 = 90; (80 + 50) x 0.5 = 65
    earlier, later, survival = [100, 80, 50], [95, 92, 70], [0.99, 0.9, 0.5]
    assert residual_migration(earlier, later, survival, [90]) == pytest.approx([5.9, 2, 5])
    assert residual_migration(earlier, later, survival, [90], "reverse") == pytest.approx([5.9 / 0.99, 2 / 0.9, 10])
    assert residual_migration(earlier, later, survival, [90], "average") == pytest.approx(
        [(5.9 + 5.9 / 0.99) / 2, (2 + 2 / 0.9) / 2, 7.5]
    )


def test_two_steps_between_the_censuses_hand_worked():
    # first step: 89.1, 90, 65; second: 80 x 0.99 = 79.2; 89.1 x 0.9 = 80.19; (90 + 65) x 0.5 = 77.5
    found = residual_migration([100, 80, 50], [80, 80, 80], [0.99, 0.9, 0.5], [90, 80])
    assert found == pytest.approx([0.8, -0.19, 2.5])


@settings(max_examples=30)
@given(st.integers(0, 2**32 - 1), st.integers(1, 3))
def test_added_migrants_are_found_again_by_sex_and_region(seed, steps):
    rng = np.random.default_rng(seed)
    earlier = rng.uniform(500, 1500, (2, 6, 3))
    survival = rng.uniform(0.5, 1, (2, 6))
    births = rng.uniform(500, 1500, (steps, 2, 3))
    people = earlier
    for born in births:
        ratio = survival[:, :, None]
        old = (people[:, -2:-1] + people[:, -1:]) * ratio[:, -1:]
        people = np.concatenate([born[:, None] * ratio[:, :1], people[:, :-2] * ratio[:, 1:-1], old], axis=1)
    added = rng.uniform(-50, 50, people.shape)
    found = residual_migration(earlier, people + added, survival, births)
    np.testing.assert_allclose(found, added, atol=1e-9)


def test_fertility_hand_worked_and_back():
    # shares 0.2, 0.6, 0.2 of 1.5 children over five years each
    rates = fertility_from_tfr(1.5, [0, 20, 60, 20, 0], 5, ages=[10, 15, 20, 25, 30])
    assert rates == pytest.approx([0, 0.06, 0.18, 0.06, 0])
    assert total_fertility(rates, 5) == pytest.approx(1.5)


@given(st.lists(st.floats(0, 4), min_size=1, max_size=4), st.floats(0.1, 1000))
def test_total_fertility_inverts_and_the_scale_of_the_pattern_is_free(totals, scale):
    rates = fertility_from_tfr(totals, np.array([0, 1.0, 3, 2, 1, 0]) * scale, 5)
    assert rates.shape == (6, len(totals))
    np.testing.assert_allclose(total_fertility(rates, 5), totals, atol=1e-9)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: lee_carter(np.ones((3, 4)), YEARS), DomainError, "does not align with 4 dates; give one row a date"),
        (lambda: lee_carter(np.ones((2, 4)), YEARS[:2]), DomainError, "2 dates; Lee-Carter needs three or more"),
        (lambda: lee_carter(np.ones((3, 4)), [2000, 2002, 2001]), DomainError, "dates do not ascend"),
        (lambda: lee_carter(np.ones((3, 4)), YEARS[:3]), DomainError, "no index of mortality can be found"),
        (
            lambda: lee_carter(np.zeros((3, 2)), YEARS[:3], ages=[0, 1]),
            DomainError,
            "mx at age 0, date number 0 .and 5 more. is 0; rates must be above zero here",
        ),
        (
            lambda: lee_carter(known_surface([1, 0, -1]), YEARS[:3]).forecast(0),
            DomainError,
            "h is 0; give a whole number",
        ),
        (
            lambda: lee_carter(known_surface([1, 0, -1]), YEARS[:3]).forecast(1, level=95),
            DomainError,
            "level 95 is not between 0 and 1",
        ),
        (
            lambda: lee_carter(known_surface([1, 0, -1]), YEARS[:3]).forecast(1, jump_off="mean"),
            ConventionError,
            "unknown jump_off 'mean'; write 'fitted' or 'observed'",
        ),
        (
            lambda: lee_carter(known_surface([1, 0, -1]), YEARS[:3]).simulate(1, 0, np.random.default_rng(1)),
            DomainError,
            "draws is 0; give a whole number from 1 to 1,000,000",
        ),
        (lambda: brass_logit([1, 0.9], alpha=1, e0=70), DomainError, "both alpha and e0 are given"),
        (lambda: brass_logit([1, 0.9], e0=70), DomainError, "e0 needs a LifeTable as the standard"),
        (lambda: brass_logit([1, 0.9], beta=0), DomainError, "beta is 0; give numbers above zero"),
        (lambda: brass_logit([0.9, 1]), DomainError, "l rises with age"),
        (lambda: brass_logit([100, 90]), DomainError, "l at age number 0 .and 1 more. is 100, outside 0 to 1"),
        (lambda: brass_logit([1, 0.9], alpha=math.nan), DomainError, "alpha is not finite"),
        (lambda: brass_alpha(standard(), 400), DomainError, "e0 400 is out of reach: .* 3.8 to 110.0"),
        (
            lambda: rogers_castro([20], a2=-0.1, mu2=20, alpha2=0.1, lambda2=0.4),
            DomainError,
            "the schedule at age 20.* is -0.03",
        ),
        (
            lambda: residual_migration([1, 2, 3], [1, 2, 3], [0.9] * 3, [1], "middle"),
            ConventionError,
            "unknown method 'middle'; write 'forward', 'reverse' or 'average'",
        ),
        (
            lambda: residual_migration([1, 2, 3], [1, 2], [0.9] * 3, [1]),
            DomainError,
            r"earlier \(3,\), later \(2,\) and survival \(3,\) do not align",
        ),
        (
            lambda: residual_migration([1, 2, 3], [1, 2, 3], [0.9] * 3, 5),
            DomainError,
            r"births of shape \(\) do not align",
        ),
        (
            lambda: residual_migration([0, 2, 3], [1, 2, 3], [0.9] * 3, [1], "reverse", ages=[0, 5, 10]),
            DomainError,
            "the cohort that reaches age 5 has no survivors: use method 'forward'",
        ),
        (
            lambda: residual_migration([1, 2, 3], [10000, 20000, 30000], [0.9] * 3, [1]),
            UnitError,
            "earlier and later of .* differ a thousandfold",
        ),
        (lambda: fertility_from_tfr(1300, [1, 1], 5), UnitError, "tfr is 1300; give children a woman"),
        (lambda: fertility_from_tfr(1.3, [0, 0], 5), DomainError, "pattern of shape .2,. with sum 0"),
        (lambda: fertility_from_tfr(1.3, [1, 1], 0), DomainError, "width is 0; give the years of an age group"),
        (
            lambda: fertility_from_tfr(1.3, [1, 1, 1], 5, ages=[45, 50, 55]),
            DomainError,
            "fertility at age 55 is .*outside ages 10-54",
        ),
        (lambda: total_fertility([0, 1.3, 0], 5), UnitError, "1.3 births a woman a year: a TFR"),
    ],
)
def test_refusals(call, error, message):
    with pytest.raises(error, match=message):
        call()
