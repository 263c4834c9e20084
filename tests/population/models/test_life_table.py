import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqtargets.errors import ConventionError, DomainError, UnitError
from cqtargets.population.models import checks
from cqtargets.population.models.lifetable import life_table, survival_ratios

ABRIDGED = [0, 1, *range(5, 90, 5)]


def gompertz(ages, level=0.00004, slope=0.095):
    middle = np.array(ages) + 2.5
    m = level * np.exp(slope * middle)
    m[0] = 0.008
    return m


def test_first_rows_of_austrian_males_1992():
    # Preston, Heuveline and Guillot (2001), box 3.1: m 0.008743 and 0.000370 give a 0.068 and 1.626, q 0.008672 and
    # 0.001479 (the rest of the table is not used here)
    m = gompertz(ABRIDGED)
    m[:2] = 0.008743, 0.000370
    table = life_table(ABRIDGED, m, "male", "coale_demeny", "midpoint")
    assert table.a[:2] == pytest.approx([0.068, 1.626], abs=6e-4)
    assert table.q[:2] == pytest.approx([0.008672, 0.001479], abs=6e-7)
    assert table.d[0] == pytest.approx(867, abs=0.5)


def test_two_groups_and_the_open_one_hand_worked():
    # n = 1, a = 0.5: q = 0.2/1.1 = 2/11 twice; l = 1, 9/11, 81/121; L = 10/11, 90/121; open 81/121 / 0.5 = 162/121
    table = life_table([0, 1, 2], [0.2, 0.2, 0.5], a0=[0.5, 0.5], radix=1)
    assert table.l == pytest.approx([1, 9 / 11, 81 / 121])
    np.testing.assert_allclose(table.L, [10 / 11, 90 / 121, 162 / 121])
    assert table.e[0] == pytest.approx((110 + 90 + 162) / 121)
    assert table.e[2] == pytest.approx(2)
    # S: 10/11; (90/121)/(110/121); open 162/(90 + 162)
    assert survival_ratios(table) == pytest.approx([10 / 11, 90 / 110, 162 / 252])


def test_greville_hand_worked():
    # rates grow by e^(0.1 x 5) from group to group: k = 0.1, a = 2.5 - 25/12 (m - 0.1)
    ages = ABRIDGED
    m = 0.0001 * np.exp(0.1 * (np.array(ages) - 5.0))
    table = life_table(ages, m, "female")
    assert table.a[3:-1] == pytest.approx(2.5 - 25 / 12 * (m[3:-1] - 0.1))
    # next to 1-4 the midpoints are 3 and 12.5: ln(m10/m1) = 0.9 over 9.5 years
    assert table.a[2] == pytest.approx(2.5 - 25 / 12 * (0.0001 - 0.9 / 9.5))


@pytest.mark.parametrize(
    ("sex", "m0", "expected"),
    [
        ("male", 0.01, 0.14929 - 0.0199545),
        ("male", 0.05, 0.02832 + 0.1630105),
        ("male", 0.09, 0.29915),
        ("female", 0.01, 0.14903 - 0.0205527),
        ("female", 0.05, 0.04667 + 0.1940445),
        ("female", 0.07, 0.31411),
        ("both", 0.01, 0.14916 - 0.0202536),
    ],
)
def test_andreev_kingkade_by_pieces(sex, m0, expected):
    m = gompertz(ABRIDGED)
    m[0] = m0
    table = life_table(ABRIDGED, m, sex, "andreev_kingkade")
    assert table.a[0] == pytest.approx(expected, abs=1e-7)
    assert table.a0 == "andreev_kingkade"


def test_coale_demeny_is_constant_above_its_limit():
    m = gompertz(ABRIDGED)
    m[0] = 0.12
    assert life_table(ABRIDGED, m, "male").a[:2] == pytest.approx([0.330, 1.352])
    assert life_table(ABRIDGED, m, "female").a[:2] == pytest.approx([0.350, 1.361])
    assert life_table(ABRIDGED, m, "both").a[:2] == pytest.approx([0.340, 1.3565])


def test_trailing_axes_give_the_tables_one_by_one():
    m = np.stack([gompertz(ABRIDGED), gompertz(ABRIDGED) * 1.3], axis=1)
    together = life_table(ABRIDGED, m, "female", close="kannisto", close_from=60)
    apart = [life_table(ABRIDGED, m[:, i], "female", close="kannisto", close_from=60) for i in range(2)]
    for name in ("a", "q", "l", "L", "T", "e"):
        np.testing.assert_allclose(
            getattr(together, name), np.stack([getattr(t, name) for t in apart], axis=1), rtol=1e-13
        )
    np.testing.assert_allclose(survival_ratios(together, 5)[:, 1], survival_ratios(apart[1], 5), rtol=1e-13)


def test_kannisto_close_of_a_logistic_hazard_hand_worked():
    # hazard h = z/(1 + z), z = 0.1 e^(0.1 (x - 80)), integrates to l = ((1 + z(85))/(1 + z(85 + t)))^10 from 85 on
    ages = np.array(ABRIDGED)
    z = 0.1 * np.exp(0.1 * (ages + 2.5 - 80))
    table = life_table(ages, z / (1 + z), "female", close="kannisto", close_from=60)
    t = np.arange(0.005, 80, 0.01)
    z85 = 0.1 * np.exp(0.5)
    expected = (((1 + z85) / (1 + z85 * np.exp(0.1 * t))) ** 10).sum() * 0.01
    assert table.e[-1] == pytest.approx(expected, rel=1e-5)
    assert table.close == "kannisto"


def test_five_year_ratios_join_0_and_1_to_4():
    table = life_table(ABRIDGED, gompertz(ABRIDGED), "female")
    ratios = survival_ratios(table, 5)
    assert ratios.size == len(ABRIDGED) - 1
    assert ratios[0] == pytest.approx((table.L[0] + table.L[1]) / (5 * 100_000))
    assert ratios[1] == pytest.approx(table.L[2] / (table.L[0] + table.L[1]))
    assert ratios[-1] == pytest.approx(table.T[-1] / table.T[-2])


def test_single_year_table_gives_five_year_ratios():
    table = life_table(range(11), np.full(11, 0.02), a0=[0.5])
    assert survival_ratios(table, 5) == pytest.approx(
        [table.L[:5].sum() / 500_000, table.L[5:10].sum() / table.L[:5].sum(), table.T[10] / table.T[5]]
    )


def test_columns_cannot_be_written():
    table = life_table([0, 1, 2], [0.2, 0.2, 0.5], a0=[0.5, 0.5])
    with pytest.raises(ValueError, match="read-only"):
        table.l[0] = 1


@settings(max_examples=50)
@given(st.lists(st.floats(1e-4, 0.3), min_size=12, max_size=12), st.sampled_from(["male", "female", "both"]))
def test_deaths_add_up_and_the_stationary_population_stays(rates, sex):
    ages = [0, 1, *range(5, 55, 5)]
    table = life_table(ages, rates, sex, ax="midpoint")
    assert table.d.sum() == pytest.approx(100_000)
    np.testing.assert_allclose(table.d, table.m * table.L, rtol=1e-9)
    assert table.e[0] == pytest.approx(table.L.sum() / 100_000)
    # the stationary population of five-year groups is carried into itself by its own survival ratios
    ratios = survival_ratios(table, 5)
    people = np.append(table.L[0] + table.L[1], table.L[2:])
    moved = np.concatenate([[500_000 * ratios[0]], people[:-2] * ratios[1:-1], [people[-2:].sum() * ratios[-1]]])
    np.testing.assert_allclose(moved, people, rtol=1e-9)


RATES = gompertz(ABRIDGED)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: life_table([0, 1, 1, 5], np.ones(4)), DomainError, "age 1 is doubled; give each age group once"),
        (lambda: life_table([0, 1, 5, 15, 20, 25], np.ones(6)), DomainError, "age 10 is missing: groups are 5 wide"),
        (lambda: life_table([0, 5, 1], np.ones(3)), DomainError, "age 1 stands after age 5; give ages ascending"),
        (
            lambda: life_table([60, 65, 70], np.ones(3)),
            DomainError,
            "the first age is 60; a life table starts at age 0",
        ),
        (lambda: life_table([0, 5, 10], np.full(3, 0.1)), DomainError, "rules exist for 0 and 1-4, so give a0"),
        (
            lambda: life_table(ABRIDGED, RATES[:-1]),
            DomainError,
            r"mx of shape \(18,\) does not align with 19 age groups",
        ),
        (
            lambda: life_table(ABRIDGED, -RATES),
            DomainError,
            "mx at age 0 .and 18 more. is -0.008; rates are zero or more",
        ),
        (lambda: life_table(ABRIDGED, RATES * np.nan), DomainError, "mx at age 0 .* is nan; give a finite number"),
        (
            lambda: life_table(ABRIDGED, RATES * 1000),
            DomainError,
            "a at age 35 is .*rates a person-year, not per 1,000",
        ),
        (
            lambda: life_table(ABRIDGED, RATES * 1000, ax="midpoint"),
            DomainError,
            "q at age 0 is 1.27389, above 1: are the rates per 1,000",
        ),
        (lambda: life_table(ABRIDGED, np.where(RATES > 0.1, 0, RATES)), DomainError, "open group at age 85 has rate 0"),
        (
            lambda: life_table(ABRIDGED, np.where(np.arange(19) == 5, 0, RATES)),
            DomainError,
            "mx at age 20 is 0: ax='greville' takes its logarithm; use 'midpoint'",
        ),
        (lambda: life_table(ABRIDGED, RATES, a0=[2.0]), DomainError, "a at age 0 is 2, outside the group's width"),
        (
            lambda: life_table(ABRIDGED, RATES, a0=np.ones(19)),
            DomainError,
            r"a0 of shape \(19,\) does not align with 18",
        ),
        (
            lambda: life_table(ABRIDGED, RATES, "women"),
            ConventionError,
            "unknown sex 'women'; write one of male, female",
        ),
        (lambda: life_table(ABRIDGED, RATES, ax="un"), ConventionError, "unknown ax 'un'; write one of greville"),
        (lambda: life_table(ABRIDGED, RATES, close="no"), ConventionError, "unknown close 'no'; write one of as_given"),
        (lambda: life_table(ABRIDGED, RATES, a0="west"), ConventionError, "unknown a0 'west'; write 'coale_demeny'"),
        (
            lambda: life_table(ABRIDGED, RATES, close="kannisto", close_from=80),
            DomainError,
            "1 closed groups from age 80",
        ),
        (
            lambda: life_table(ABRIDGED, np.full(19, 0.02), close="kannisto", close_from=60),
            DomainError,
            "rates do not rise up to age 85",
        ),
        (
            lambda: survival_ratios(life_table(ABRIDGED, RATES), 3),
            DomainError,
            "a step of 3 years .*: none starts at age 3",
        ),
        (
            lambda: survival_ratios(life_table(range(12), [0.02] * 12, a0=[0.5]), 5),
            DomainError,
            "a step of 5 years does not divide the age groups: the open one starts at 11",
        ),
        (lambda: survival_ratios(life_table(ABRIDGED, RATES), 0), DomainError, "step 0 is not a positive whole number"),
    ],
)
def test_refusals_name_the_place(call, error, message):
    with pytest.raises(error, match=message):
        call()


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: checks.checked_ages(["0-4", "5-9", "10-14"]), DomainError, r"'10-14' is closed; .* such as '15\+'"),
        (
            lambda: checks.checked_ages(["0-4", "3-9", "10+"]),
            DomainError,
            "'0-4' overlaps with the group that starts at 3",
        ),
        (lambda: checks.checked_ages(["0-4", "10+"]), DomainError, "ages 5 to 9 are missing after '0-4'"),
        (lambda: checks.checked_ages(["0-4", "5+", "10+"]), DomainError, r"age group '5\+' is open and not the last"),
        (lambda: checks.checked_ages(["0-4", "old"]), DomainError, "age 'old' is not an age group; write '0-4'"),
        (lambda: checks.checked_ages([0, 2.5, 5]), DomainError, "age 2.5 at age number 1 is not a whole number"),
        (lambda: checks.checked_ages([0]), DomainError, "give two or more age groups"),
        (
            lambda: checks.checked_counts([[[1], [2]], [[3], [-4]]], ages=[0, 5], regions=["渝中区"]),
            DomainError,
            "counts at region 渝中区, sex female, age 5 is -4, below zero",
        ),
        (
            lambda: checks.checked_share([[0.9, 1.2], [0.9, 0.8]], ages=[0, 5]),
            DomainError,
            "survival at sex male, age 5 is 1.2, outside 0 to 1; give fractions",
        ),
        (
            lambda: checks.checked_fertility([0, 0.1, 0], ages=[0, 5, 10]),
            DomainError,
            "fertility at age 5 is 0.1, outside ages 10-54",
        ),
        (lambda: checks.checked_fertility([0, 1.3]), UnitError, "1.3 births a woman a year: a TFR or a rate per 1,000"),
        (lambda: checks.checked_persons([1.0], unit="亿"), UnitError, "unknown unit '亿'; write one of persons"),
        (
            lambda: checks.checked_persons(np.full((2, 2, 1), 800.4), at_least=1e4, regions=["重庆市"]),
            UnitError,
            "total of region 重庆市 is 3201.6 persons, below 10000: 万人 taken for persons",
        ),
        (
            lambda: checks.checked_same_unit(np.array([3.2e7]), np.array([3205.4]), ("earlier", "later")),
            UnitError,
            r"earlier and later of the value differ a thousandfold \(earlier is 3.2e\+07\)",
        ),
    ],
)
def test_checks_name_the_place(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_labels_and_units_are_read():
    assert checks.checked_ages(["0", "1-4", "5-9岁", "10岁及以上"]).tolist() == [0, 1, 5, 10]
    assert checks.checked_persons([3205.42], unit="万人", at_least=1e4) == pytest.approx([32_054_200])
