import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqtargets import decomposition as split
from cqtargets.errors import ConventionError, DomainError

# The tables of Das Gupta (1993), Standardization and Decomposition of Rates: A User's Manual, with the digits that the
# README of the R package DasGuptR (King and Matthews) prints for them.
PRODUCTS = {
    "mean earnings, two factors": (
        {"earnings": 10930, "earners": 0.717892},
        {"earnings": 16591, "earners": 0.825974},
        {"earnings": 4369.913, "earners": 1487.262},
        1e-3,
    ),
    "crude birth rate of Austria and Chile, three factors": (
        {"births": 51.78746, "women_15_49": 0.45919, "women": 0.52638},
        {"births": 84.90502, "women_15_49": 0.75756, "women": 0.51065},
        {"births": 10.4340333, "women_15_49": 10.5608476, "women": -0.6670084},
        1e-6,
    ),
    "births outside marriage 1971 and 1979, four factors": (
        {"births": 25.3, "pregnancies": 0.214, "active": 0.279, "single": 0.949},
        {"births": 32.7, "pregnancies": 0.290, "active": 0.473, "single": 0.986},
        {"births": 0.6889411, "pregnancies": 0.8125381, "active": 1.3829055, "single": 0.1047547},
        1e-6,
    ),
    "total fertility of South Korea, five factors": (
        {"married": 0.58, "contraception": 0.76, "abortion": 0.84, "lactation": 0.66, "fecundity": 16.573},
        {"married": 0.72, "contraception": 0.97, "abortion": 0.97, "lactation": 0.56, "fecundity": 16.158},
        {
            "married": 1.0909785,
            "contraception": 1.2298438,
            "abortion": 0.7278399,
            "lactation": -0.8398707,
            "fecundity": -0.1290187,
        },
        1e-6,
    ),
}


@pytest.mark.parametrize("name", PRODUCTS)
def test_products_of_das_gupta_1993(name):
    start, end, published, digits = PRODUCTS[name]
    effects = split.das_gupta(start, end)
    assert dict(effects) == pytest.approx(published, abs=digits)
    assert sum(effects.values()) == pytest.approx(effects.total, abs=1e-9)


def test_a_rate_function_of_das_gupta_1993():
    # Natural increase, United States 1940 and 1960: +4.3 from births, +1.3 from deaths
    effects = split.das_gupta(
        {"births": 19.4, "deaths": 10.8}, {"births": 23.7, "deaths": 9.5}, lambda births, deaths: births - deaths
    )
    assert dict(effects) == pytest.approx({"births": 4.3, "deaths": 1.3})
    assert effects.total == pytest.approx(5.6)


TAIWAN_1960 = {
    "fertility": np.array([393, 407, 369, 274, 184, 90, 16.0]),
    "married": np.array([0.122, 0.622, 0.903, 0.930, 0.916, 0.873, 0.800]),
    "share": np.array([0.043, 0.041, 0.036, 0.032, 0.026, 0.020, 0.018]),
}
TAIWAN_1970 = {
    "fertility": np.array([488, 452, 338, 156, 63, 22, 3.0]),
    "married": np.array([0.082, 0.527, 0.866, 0.941, 0.942, 0.923, 0.876]),
    "share": np.array([0.058, 0.038, 0.032, 0.030, 0.026, 0.023, 0.019]),
}


def test_vector_factors_of_das_gupta_1993():
    # Crude birth rate of Taiwan, 1960 and 1970
    published = {"fertility": -7.285632, "married": -2.720633, "share": -1.565181}
    summed = split.das_gupta(
        TAIWAN_1960, TAIWAN_1970, lambda fertility, married, share: (fertility * married * share).sum()
    )
    assert dict(summed) == pytest.approx(published, abs=1e-6)
    each = split.das_gupta(TAIWAN_1960, TAIWAN_1970)
    assert {name: effect.sum() for name, effect in each.items()} == pytest.approx(published, abs=1e-6)
    assert each["married"].shape == (7,)


# Illegitimacy ratio of the United States, 1963, 1968, 1973, 1978, 1983: share of women, unmarried, births to the
# unmarried and to the married, six age groups (Das Gupta 1993, four vector factors, five populations)
YEARS = (1963, 1968, 1973, 1978, 1983)
ILLEGITIMACY = {
    "A": [
        [0.200, 0.163, 0.146, 0.154, 0.168, 0.169],
        [0.215, 0.191, 0.156, 0.137, 0.144, 0.157],
        [0.218, 0.203, 0.175, 0.144, 0.127, 0.133],
        [0.205, 0.200, 0.181, 0.162, 0.134, 0.118],
        [0.169, 0.195, 0.190, 0.174, 0.150, 0.122],
    ],
    "B": [
        [0.866, 0.325, 0.119, 0.099, 0.099, 0.121],
        [0.891, 0.373, 0.124, 0.100, 0.107, 0.127],
        [0.870, 0.396, 0.158, 0.125, 0.113, 0.129],
        [0.900, 0.484, 0.243, 0.176, 0.155, 0.168],
        [0.931, 0.563, 0.311, 0.216, 0.199, 0.191],
    ],
    "C": [
        [0.007, 0.021, 0.023, 0.015, 0.008, 0.002],
        [0.010, 0.023, 0.023, 0.015, 0.008, 0.002],
        [0.011, 0.016, 0.017, 0.011, 0.006, 0.002],
        [0.014, 0.019, 0.015, 0.010, 0.005, 0.001],
        [0.018, 0.026, 0.023, 0.016, 0.008, 0.002],
    ],
    "D": [
        [0.454, 0.326, 0.195, 0.107, 0.051, 0.015],
        [0.433, 0.249, 0.159, 0.079, 0.037, 0.011],
        [0.314, 0.181, 0.133, 0.063, 0.023, 0.006],
        [0.313, 0.191, 0.143, 0.069, 0.021, 0.004],
        [0.380, 0.201, 0.149, 0.079, 0.025, 0.006],
    ],
}
STANDARDISED = {
    "A": [72.77031, 74.65254, 73.83625, 71.36001, 64.60057],
    "B": [53.28255, 56.63216, 59.52972, 79.49763, 104.38728],
    "C": [62.17750, 69.61231, 60.48031, 68.54219, 94.17361],
    "D": [54.83361, 64.43823, 81.24203, 79.60288, 74.12756],
}


def illegitimacy(A, B, C, D):
    outside = (A * B * C).sum()
    return 1000 * outside / (outside + (A * (1 - B) * D).sum())


def test_five_populations_of_das_gupta_1993():
    chain = split.das_gupta_chain(YEARS, ILLEGITIMACY, illegitimacy)
    for name, rates in STANDARDISED.items():
        np.testing.assert_allclose(chain[name], np.diff(rates), atol=2e-5)
    crude = [30.94957, 53.22084, 62.97390, 86.88830, 125.17462]
    np.testing.assert_allclose(chain.total, np.diff(crude), atol=2e-5)


def test_pairs_of_das_gupta_1993_do_not_chain_and_the_adjusted_do():
    at = [{name: np.array(values[i]) for name, values in ILLEGITIMACY.items()} for i in range(3)]
    first, second, whole = (split.das_gupta(at[i], at[j], illegitimacy) for i, j in ((0, 1), (1, 2), (0, 2)))
    assert (first["A"], second["A"], whole["A"]) == pytest.approx((0.9773438, -1.034326, 0.1688192), abs=1e-6)
    chain = split.das_gupta_chain(YEARS, ILLEGITIMACY, illegitimacy)
    assert chain.between(1963, 1973)["A"] == pytest.approx(1.0659408, abs=1e-6)
    assert chain.between(1968, 1978)["A"] == pytest.approx(-3.2925340, abs=1e-6)


# Household headship per 100, United States 1970 and 1985 (Das Gupta 1993)
SIZE_1970 = [12.9, 10.9, 9.5, 8.0, 7.8, 8.4, 8.6, 7.8, 7.0, 5.9, 4.7, 3.6, 4.9]
SIZE_1985 = [10.1, 11.2, 11.6, 10.9, 9.4, 7.7, 6.3, 6.0, 6.3, 5.9, 5.1, 4.0, 5.5]
HEADS_1970 = [1.9, 25.8, 45.7, 49.6, 51.2, 51.6, 51.8, 54.9, 58.7, 60.4, 62.8, 66.6, 66.8]
HEADS_1985 = [2.2, 24.3, 45.8, 52.5, 56.1, 55.6, 56.0, 57.4, 57.2, 61.2, 63.9, 68.6, 72.2]


def test_structure_and_rate_of_household_headship():
    effects = split.kitagawa(SIZE_1970, HEADS_1970, SIZE_1985, HEADS_1985)
    assert dict(effects) == pytest.approx({"structure": 1.2269, "rate": 1.7403}, abs=1e-4)
    assert effects.total == pytest.approx(2.9672, abs=1e-4)


def test_kitagawa_normalises_its_weights():
    people = split.kitagawa([800, 200], [1, 5], [1400, 600], [1, 6])
    assert dict(people) == pytest.approx(dict(split.kitagawa([0.8, 0.2], [1, 5], [0.7, 0.3], [1, 6])))


def factors(low, high):
    return st.integers(1, 5).flatmap(
        lambda k: st.tuples(*[st.lists(st.floats(low, high), min_size=k, max_size=k) for _ in range(2)])
    )


def named(values):
    return dict(zip("abcde", values, strict=False))


@settings(max_examples=60)
@given(factors(0.05, 20))
def test_effects_add_up(pair):
    start, end = map(named, pair)
    largest = math.prod(max(a, b) for a, b in zip(*pair, strict=True))
    for effects in (split.das_gupta(start, end), split.lmdi(start, end)):
        assert math.fsum(effects.values()) == pytest.approx(effects.total, rel=0, abs=1e-12 * largest)
    ratio = split.lmdi(start, end, form="multiplicative")
    assert math.prod(ratio.values()) == pytest.approx(ratio.total, rel=1e-12)


@settings(max_examples=30)
@given(st.lists(st.floats(0.05, 20), min_size=8, max_size=8))
def test_das_gupta_is_the_average_over_all_orders(values):
    start, end = named(values[:4]), named(values[4:])
    expected = dict.fromkeys(start, 0.0)
    orders = list(permutations(start))
    for order in orders:
        now = dict(start)
        for name in order:
            before = math.prod(now.values())
            now[name] = end[name]
            expected[name] += (math.prod(now.values()) - before) / len(orders)
    assert dict(split.das_gupta(start, end)) == pytest.approx(expected, rel=1e-9, abs=1e-9)


@settings(max_examples=30)
@given(st.lists(st.tuples(*[st.floats(0.1, 10)] * 3), min_size=2, max_size=5))
def test_chained_effects_equal_the_direct_ones(rows):
    table = np.array(rows)
    count = len(rows)
    series = {name: table[:, i] for i, name in enumerate("abc")}
    chain = split.das_gupta_chain(list(range(2000, 2000 + count)), series)
    at = [named(row) for row in table]
    e = {(i, j): split.das_gupta(at[i], at[j]) for i in range(count) for j in range(count)}
    last = count - 1
    whole = chain.between(2000, 2000 + last)
    for name in "abc":
        shift = sum(e[0, last][name] + e[last, k][name] - e[0, k][name] for k in range(count)) / count
        assert whole[name] == pytest.approx(e[0, last][name] - shift, abs=1e-9)
        assert chain.between(2000 + last, 2000)[name] == pytest.approx(-whole[name], abs=1e-12)
    assert sum(whole.values()) == pytest.approx(whole.total, abs=1e-9)
    np.testing.assert_allclose(sum(chain.values()), chain.total, atol=1e-9)


def test_two_dates_need_no_adjustment():
    chain = split.das_gupta_chain([2020, 2025], {"a": [2, 3], "b": [5, 7]})
    assert chain["a"][0] == split.das_gupta({"a": 2, "b": 5}, {"a": 3, "b": 7})["a"] == pytest.approx(6.0)


def test_lmdi_hand_worked():
    # L(880, 600) = 280 / ln(880/600) = 280 / 0.3829923 = 731.085; times ln(8/6) = 0.2876821 is 210.320
    effects = split.lmdi({"ratio": 6, "people": 100}, {"ratio": 8, "people": 110})
    assert effects["ratio"] == pytest.approx(210.320, abs=1e-3)
    ratios = split.lmdi({"ratio": 6, "people": 100}, {"ratio": 8, "people": 110}, "multiplicative")
    assert dict(ratios) == pytest.approx({"ratio": 4 / 3, "people": 1.1})
    assert ratios.form == "multiplicative"


def test_lmdi_over_groups_hand_worked():
    # Two groups 10 -> 20 and 30 -> 30, total 40 -> 50; only the first group's activity moved, so it carries all of it
    start, end = {"activity": [10, 30], "use": [1, 1]}, {"activity": [20, 30], "use": [1, 1]}
    assert dict(split.lmdi(start, end, axis=0)) == pytest.approx({"activity": 10, "use": 0})
    ratios = split.lmdi(start, end, form="multiplicative", axis=0)
    assert dict(ratios) == pytest.approx({"activity": 1.25, "use": 1})


@pytest.mark.parametrize(
    ("start", "end", "limits"),
    [
        ((0, 5), (3, 7), (21, 0)),
        ((3, 7), (0, 5), (-21, 0)),
        ((0, 0), (3, 7), (10.5, 10.5)),
        ((0, 5), (0, 7), (0, 0)),
        ((0, 5), (3, 0), (0, 0)),
        ((4, 5), (4, 5), (0, 0)),
    ],
)
def test_lmdi_limits_at_zero(start, end, limits):
    effects = split.lmdi(named(start), named(end))
    assert tuple(effects.values()) == pytest.approx(limits)
    tiny = 1e-300
    near = split.lmdi(named([x or tiny for x in start]), named([x or tiny for x in end]))
    assert tuple(near.values()) == pytest.approx(limits, abs=0.1)
    assert sum(effects.values()) == pytest.approx(effects.total)


def test_planning_and_symmetric_forms_hand_worked():
    # 6.4 x 32,100 = 205,440 beds now; 8 x 32,600 = 260,800; short 55,360 = 51,360 for those here + 4,000 for newcomers
    planning = split.split_stock(6.4, 32.1e6, 8, 32.6e6, form="planning", per=1000)
    assert dict(planning) == pytest.approx({"ratio": 51360, "population": 4000})
    symmetric = split.split_stock(6.4, 32.1e6, 8, 32.6e6, per=1000)
    assert dict(symmetric) == pytest.approx({"ratio": 1.6 * 32350, "population": 500 * 7.2})
    assert planning.total == symmetric.total == pytest.approx(55360)


@given(*[st.floats(0.1, 100)] * 4)
def test_the_symmetric_form_is_das_gupta_with_two_factors(r0, p0, r1, p1):
    shapley = split.das_gupta({"ratio": r0, "population": p0}, {"ratio": r1, "population": p1})
    assert dict(split.split_stock(r0, p0, r1, p1)) == pytest.approx(dict(shapley), rel=1e-9, abs=1e-9)


def test_draws_of_the_population_give_draws_of_the_effects():
    draws = np.array([32.0e6, 32.6e6, 33.1e6])
    effects = split.split_stock(6.4, 32.1e6, 8, draws, per=1000)
    np.testing.assert_allclose(effects["ratio"] + effects["population"], effects.total, rtol=1e-12)
    assert effects["population"].shape == (3,)
    with pytest.raises(ValueError, match="read-only"):
        effects["population"][0] = 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: split.das_gupta({"a": 1, "b": 2}, {"a": 1}), "b stands at one end only"),
        (lambda: split.das_gupta({}, {}), "no factors are given"),
        (lambda: split.das_gupta({"a": [1, math.nan]}, {"a": [1, 2]}), r"start\['a'\] is not finite at position 1"),
        (lambda: split.das_gupta({"a": [1, 2]}, {"a": [1, 2, 3]}), "a has shape"),
        (lambda: split.das_gupta({"a": [1, 2], "b": [1, 2, 3]}, {"a": [1, 2], "b": [1, 2, 3]}), "do not fit together"),
        (lambda: split.das_gupta({"a": 1, "b": 0}, {"a": 1, "b": 2}, lambda a, b: a / b), "the rate is not finite"),
        (lambda: split.das_gupta(dict.fromkeys(map(str, range(17)), 1), dict.fromkeys(map(str, range(17)), 1)), "join"),
        (lambda: split.das_gupta_chain([2020, 2019], {"a": [1, 2]}), "give two or more, ascending, each once"),
        (lambda: split.das_gupta_chain([2019, 2020], {"a": [1, 2, 3]}), "give one value a date along axis 0"),
        (lambda: split.das_gupta_chain([2019, 2020], {}), "no factors are given"),
        (lambda: split.das_gupta_chain([2019, 2020], {"a": [1, 2]}).between(2019, 2025), "2025 is not a date of this"),
        (lambda: split.lmdi({"a": -1}, {"a": 2}), "a is negative at the start: it has no logarithm; use das_gupta"),
        (lambda: split.lmdi({"a": 0}, {"a": 2}, "multiplicative"), "zero at one end: it has no ratio"),
        (lambda: split.lmdi({"a": [1, 2]}, {"a": [1, 2]}, axis=1), "axis 1 is not an axis"),
        (lambda: split.kitagawa([1, -1], [1, 2], [1, 1], [1, 2]), "weights0 must be zero or more"),
        (lambda: split.kitagawa([1, 1], [1, 2], [1, 1], [1, 2, 3]), "give the same groups to all"),
        (lambda: split.kitagawa(1, 1, 1, 1), "give one number a group"),
        (lambda: split.split_stock(1, -5, 1, 5), "population0 is negative; give people"),
        (lambda: split.split_stock(1, 5, 1, 5, per=0), "give the people one ratio stands for"),
    ],
)
def test_refusals_say_why_and_what_to_do(call, message):
    with pytest.raises(DomainError, match=message):
        call()


def test_unknown_forms_are_convention_errors():
    with pytest.raises(ConventionError, match="'additive' or 'multiplicative'"):
        split.lmdi({"a": 1}, {"a": 2}, "ratio")
    with pytest.raises(ConventionError, match="'symmetric' or 'planning'"):
        split.split_stock(1, 1, 1, 1, form="official")
