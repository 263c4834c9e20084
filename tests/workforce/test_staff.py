import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets.errors import ConventionError, DomainError

AGES = [57, 58, 59, 60, 61]
stocks = st.lists(st.floats(0, 1e4), min_size=5, max_size=5).filter(lambda heads: sum(heads) > 1)
rates = st.lists(st.floats(0, 0.5), min_size=5, max_size=5)
rules = st.sampled_from([None, "men", "women_55", "women_50", 60, 58.5])


def test_the_statutory_table_of_the_decision_of_2024():
    # the annexed tables: men born January 1965, May 1965, September 1976; women (55) born January 1970, September 1981;
    # women (50) born January 1975, March 1975, November 1984
    late = [
        ("men", 2025, 1, 1), ("men", 2025, 5, 2), ("men", 2036, 9, 36), ("men", 2040, 1, 36), ("women_55", 2025, 1, 1),
        ("women_55", 2036, 9, 36), ("women_50", 2025, 1, 1), ("women_50", 2025, 3, 2), ("women_50", 2034, 11, 60),
    ]  # fmt: skip
    old = {"men": 60, "women_55": 55, "women_50": 50}
    for rule, year, month, months in late:
        assert cq.workforce.retirement_age(rule, year, month) == pytest.approx(old[rule] + months / 12), (
            rule,
            year,
            month,
        )
    assert cq.workforce.retirement_age("men", 2024, 12) == 60


def test_a_cohort_retires_month_by_month():
    # hand-worked: born 1966, 60 in 2026; delays 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6 months, so January to July are out
    assert cq.workforce.retired_share([60], 2026, "men")[0] == pytest.approx(7 / 12)
    assert cq.workforce.retired_share([61], 2027, "men")[0] == 1.0
    assert cq.workforce.retired_share([62, 63], 2045, "men").tolist() == [0.0, 1.0]


def test_two_years_by_hand():
    # 2023: 100 at 58, 100 at 59; a tenth leaves, men retire at 60: 90 at 59 and 50 new at 58, 90 retire.
    # 2024: 45 at 59 and 50 new, the 81 who turn 60 retire
    staff = cq.workforce.project([100, 100, 0], 50, 0.1, ages=[58, 59, 60], start=2022, years=2, retirement="men")
    assert staff.stock[1, :, 0, 0].tolist() == [50, 90, 0]
    assert staff.stock[2, :, 0, 0].tolist() == [50, 45, 0]
    assert staff.retired[:, 0].tolist() == [90, 81]
    assert staff.left[:, 0].tolist() == [20, 14]


def test_the_later_age_keeps_people_who_would_have_gone():
    old, new = (
        cq.workforce.project([0, 0, 120, 0, 0], [0, 0], 0, ages=AGES, start=2024, retirement=rule)
        for rule in (60, "men")
    )
    assert old.total.tolist() == [120, 0, 0]
    # of those who turn 60 in 2025 with a delay of one to three months, all but January to September still work
    assert new.total.tolist() == [120, 30, 0]


@given(stocks, rates, rules, st.lists(st.floats(0, 1000), min_size=1, max_size=6))
def test_the_balance_closes(stock, exits, rule, entry):
    staff = cq.workforce.project(stock, entry, exits, ages=AGES, start=2023, retirement=rule)
    assert staff.balance_error() <= 1e-9 * staff.stock.max()
    assert (staff.stock >= 0).all()


@given(stocks, st.integers(1, 8))
def test_no_exit_and_no_entry_keep_the_stock(stock, years):
    staff = cq.workforce.project(stock, 0, 0, ages=AGES, start=2023, years=years)
    assert staff.total == pytest.approx([sum(stock)] * (years + 1))


@given(stocks, rates, st.sampled_from([None, "men", 60]), st.floats(1, 1e5), st.floats(1, 1e5))
def test_the_entry_that_is_asked_for_reaches_the_targets(stock, exits, rule, first, second):
    needs = cq.workforce.required_entry(
        stock, exits, {2026: first, 2029: second}, ages=AGES, start=2023, retirement=rule, entry_by_age=[1, 0, 0, 0, 0]
    )
    assume(all(need.median >= 0 for need in needs))
    entry = [need.median for need in needs for _ in range(3)]
    staff = cq.workforce.project(stock, entry, exits, ages=AGES, start=2023, retirement=rule)
    assert staff.total[3] == pytest.approx(first)
    assert staff.total[6] == pytest.approx(second)


def test_nobody_is_sent_away_between_stages():
    first, second = cq.workforce.required_entry([1000, 0], 0, {2026: 400, 2027: 1100}, ages=[30, 31], start=2025)
    assert first.median == -600
    assert second.median == 100


def test_uncertain_exits_give_a_range():
    exits = cq.workforce.attrition_draws(2000, seed=3)
    (need,) = cq.workforce.required_entry([1000, 0], exits, {2030: 1000}, ages=[30, 31], start=2025)
    low, high = need.interval(0.95)
    assert 5 < low < need.median < high < 68
    staff = cq.workforce.project([1000, 0], 0, exits, ages=[30, 31], start=2025, years=5)
    frame = staff.to_frame()
    assert frame["stock_low"].iloc[-1] < frame["stock"].iloc[-1] < frame["stock_high"].iloc[-1]


def test_men_and_women_retire_by_their_own_rules():
    ages = list(range(54, 62))
    stock = np.zeros((8, 2))
    stock[0] = [10, 10]
    shares = np.zeros((8, 2))
    shares[0] = [0.5, 0.5]
    staff = cq.workforce.project(
        stock, [0], 0, ages=ages, start=2022, retirement=("men", "women_55"), entry_by_age=shares
    )
    assert staff.stock[1].sum(axis=0)[:, 0].tolist() == [10, 0]
    assert staff.full_time(0.5).tolist() == [10, 5]


BAD = [
    ({"stock_by_age": [1, -2, 3]}, "the stock at age 31 is -2"),
    ({"stock_by_age": [1, 2]}, "2 ages and ages has 3"),
    ({"stock_by_age": [0, 0, 0]}, "zero at every age"),
    ({"exit_rates": [0, 1.2, 0]}, "exit rate at age 31 is 1.2"),
    ({"exit_rates": float("nan")}, "exit rate is nan"),
    ({"exit_rates": [0.1, 0.2]}, "cover 2 ages"),
    ({"ages": [30, 35, 40]}, "not single years in a row"),
    ({"ages": [-1, 0, 1]}, "the first age is -1"),
    ({"entry": -5}, "least entry is -5"),
    ({"years": 0}, "1 or more"),
    ({"years": None}, "say for how many years"),
    ({"entry": [1, 2], "years": 3}, "entry has 2 years"),
    ({"retirement": ("men", "women_55")}, "2 retirement rules for 1 groups"),
    ({"retirement": 200}, "retirement at 200"),
    ({"entry_by_age": [0.5, 0.4, 0]}, "add up to 0.9"),
    ({"entry_by_age": [1, 0]}, "entry_by_age has shape"),
    ({"stock_by_age": [[1, 1]] * 3, "retirement": (None, None)}, "no entry_by_age"),
    ({"exit_rates": np.full((1, 1, 3), 0.1), "entry": np.ones((2, 2)), "years": None}, "trajectories"),
]


@pytest.mark.parametrize(("changes", "words"), BAD, ids=lambda value: value if isinstance(value, str) else "")
def test_bad_input_is_named(changes, words):
    given_ = {"stock_by_age": [10, 10, 10], "entry": 1, "exit_rates": 0.1, "ages": [30, 31, 32], "years": 2, **changes}
    with pytest.raises(DomainError, match=words):
        cq.workforce.project(**given_, start=2025)


def test_bad_targets_and_rules_are_named():
    good = {"stock_by_age": [10, 10], "exit_rates": 0.1, "ages": [30, 31], "start": 2025}
    for targets, words in (({}, "no targets"), ({2025: 1}, "not after"), ({2030: -1}, "target of 2030 is -1")):
        with pytest.raises(DomainError, match=words):
            cq.workforce.required_entry(**good, targets=targets)
    with pytest.raises(ConventionError, match="unknown retirement 'women'; write one of men"):
        cq.workforce.retirement_age("women", 2025)
    with pytest.raises(DomainError, match="month 13"):
        cq.workforce.retirement_age("men", 2025, 13)
    with pytest.raises(DomainError, match="in this order"):
        cq.workforce.attrition_draws(10, low=0.1, mode=0.05)
    with pytest.raises(DomainError, match="draws is 0; give a whole number from 1"):
        cq.workforce.attrition_draws(0)
    staff = cq.workforce.project([1, 1], 0, 0, ages=[30, 31], start=2025, years=1)
    with pytest.raises(DomainError, match="share of full time"):
        staff.full_time(1.5)
