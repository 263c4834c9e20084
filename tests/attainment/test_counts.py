import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from cqtargets.attainment import count_interval, fan, pooled_rate, probability
from cqtargets.errors import ConventionError, DomainError

THREE = [2021, 2022, 2023]
few = settings(max_examples=25, deadline=None)


def deaths(values, *, births, target, due=2025, when=None, **given_):
    when = when or list(range(2024 - len(values), 2024))
    return probability(when, values, target=target, due=due, comparator="<=", count=(births, 100_000), **given_)


def test_thirteen_deaths_a_year_are_no_promise():
    # 16, 15 and 14 deaths; a straight line ends at 7.03, 12.6 deaths, and chance alone then leaves 0.71 for 14 or fewer
    seen = deaths([9.1, 8.6, 8.0], births=179_000, target=8)
    assert 0.6 < seen.probability < 0.75
    assert stats.poisson.cdf(14, 8.0**2 / 9.1 * 1.79) == pytest.approx(0.71, abs=0.01)
    assert (seen.method, seen.evidence, seen.n) == ("counts", "sufficient", 3)
    low, high = seen.interval(0.8)
    assert low < 5 < 9 < high


@pytest.mark.slow
@few
@given(st.integers(3, 60), st.floats(0.05, 0.95))
def test_more_births_leave_less_to_chance(cases, share):
    """The same rates with ten times the cases: a narrower interval, everywhere."""
    rates = [cases * factor for factor in (1.2, 1.1, 1.05, 1.0)]
    small, large = (deaths(rates, births=births, target=cases) for births in (100_000, 1_000_000))
    widths = [one.interval(share)[1] - one.interval(share)[0] for one in (small, large)]
    assert widths[1] < widths[0]


@few
@given(st.lists(st.integers(0, 20), min_size=3, max_size=8), st.floats(1.5, 20), st.floats(0.5, 5))
@pytest.mark.slow
def test_a_lower_ceiling_is_less_likely(cases, target, less):
    if sum(cases) == 0:
        return
    high, low = (deaths([2.0 * k for k in cases], births=50_000, target=goal) for goal in (target + less, target))
    assert low.probability <= high.probability + 1e-12
    assert 0 <= low.probability <= 1


@pytest.mark.slow
def test_intervals_hold_what_they_say_on_counts_of_a_known_rate():
    """Rates that fall by 5 % a year, counted: of what came, four in five lay inside the 80 % interval."""
    random = np.random.default_rng(11)
    inside = []
    for _ in range(300):
        births = float(random.choice([20_000, 60_000, 180_000]))
        rate = 20 * np.exp(-0.05 * np.arange(9))
        counted = random.poisson(births * rate / 100_000)
        seen = deaths(list(counted[:7] / births * 100_000), births=births, target=8, due=2025)
        if seen.probability is not None:
            low, high = seen.interval(0.8)
            inside.append(low - 1e-9 <= counted[8] / births * 100_000 <= high + 1e-9)
    assert 0.76 < np.mean(inside) < 0.93  # whole cases: an interval of counts holds somewhat more


def test_zeros_are_data_and_nothing_but_zeros_is_a_reason():
    seen = deaths([0, 10.0, 0, 10.0, 0], births=10_000, target=5)
    # most years have none: a year without a death meets 5 per 100,000, one death misses it
    assert 0.5 < seen.probability < 0.85
    assert seen.interval(0.8)[0] == 0
    none = deaths([0, 0, 0, 0, 0], births=10_000, target=5)
    assert (none.probability, none.evidence) == (None, "insufficient")
    assert none.reason.startswith("insufficient evidence: no case was counted in any year")
    assert none.paces.reasons.get("so_far", "") == ""


def test_shares_of_a_known_number_are_binomial():
    # forty institutions, three quarters of them in every year: whole institutions about 30 of 40
    seen = probability(
        range(2017, 2024),
        [75, 77.5, 75, 72.5, 75, 75, 75],
        target=80,
        due=2024,
        scale="logit",
        bounds=(0, 100),
        count=(40, 100),
    )
    assert seen.probability == pytest.approx(stats.binom.sf(31, 40, 0.75), abs=0.06)
    every = probability(
        range(2017, 2024), [100.0] * 7, target=100, due=2024, scale="logit", bounds=(0, 100), count=(40, 100)
    )
    assert 0.5 < every.probability < 1  # what was always so need not stay so
    assert every.interval(0.8)[1] == pytest.approx(100, abs=0.05)


def test_too_few_values_and_dates_out_of_reach_have_reasons():
    assert deaths([9.1, 8.0], births=179_000, target=8).reason == (
        "insufficient evidence: counts needs 3 values and 2 are given"
    )
    assert "the series spans only 2" in deaths([9.1, 8.6, 8.0], births=179_000, target=8, due=2027).reason
    ten = [12.0, 11, 12, 10, 9, 9.5, 8, 8.5, 8, 7.5]
    assert "no forecast was tested beyond 5" in deaths(ten, births=179_000, target=6, due=2029).reason


@pytest.mark.parametrize("count", [(0, 100_000), (-5, 100_000), (math.nan, 1000), (1000, 0)])
def test_an_exposure_of_nothing_is_refused(count):
    with pytest.raises(DomainError, match="are not both above zero; write"):
        probability(THREE, [9.1, 8.6, 8.0], target=8, due=2025, comparator="<=", count=count)


def test_a_rate_below_zero_is_refused():
    with pytest.raises(DomainError, match="a rate of -1 is below zero, so no cases lie behind it"):
        deaths([9.1, -1, 8.0], births=179_000, target=8)


def test_strict_and_weak_comparators_differ_by_the_case_in_between():
    def chance(sign):
        return probability(
            THREE, [10.0, 10, 10], target=10, due=2024, comparator=sign, count=(100_000, 100_000)
        ).probability

    assert chance("<=") > chance("<")
    assert chance(">=") > chance(">")
    # beforehand, what is to fall is taken to fall, and what is to rise is not
    assert 1 < chance("<=") + chance(">") < 1.15


def test_fan_of_counts_is_that_of_each_year():
    ahead = fan(THREE, [9.1, 8.6, 8.0], [2024, 2025], (0.8,), count=(179_000, 100_000), falling=True)
    seen = deaths([9.1, 8.6, 8.0], births=179_000, target=8)
    assert (ahead.low[0, 1], ahead.high[0, 1]) == pytest.approx(seen.interval(0.8))
    assert ahead.median[1] == pytest.approx(seen.median)


def test_the_pace_for_a_better_chance_of_a_count():
    seen = deaths([9.1, 8.6, 8.0], births=179_000, target=7)
    assert seen.pace_for(0.95) < seen.pace_for(0.8) < seen.pace_for(0.5) < 0
    assert seen.pace_for(0.5) == pytest.approx(seen.paces.needed, abs=1e-6)


@pytest.mark.parametrize(
    ("count", "low", "high"), [(0, 0, 3.689), (1, 0.0253, 5.572), (10, 4.795, 18.39), (100, 81.36, 121.63)]
)
def test_gamma_interval_is_the_published_one(count, low, high):
    """Exact Poisson limits at 95 %: Ulm (1990), A simple method to calculate the confidence interval of an SMR, table 1."""
    assert count_interval(count) == pytest.approx((low, high), rel=2e-3, abs=1e-9)


@given(st.integers(1, 5000), st.floats(0.5, 0.99))
def test_byar_is_the_gamma_interval_nearly(count, level):
    exact, near = count_interval(count, level), count_interval(count, level, "byar")
    assert near == pytest.approx(exact, rel=0.02, abs=0.05)
    assert exact[0] < count < exact[1]


def test_years_are_pooled_before_the_ratio():
    rate, low, high = pooled_rate([3, 0, 4], [9000, 9100, 8900], per=100_000)
    assert rate == pytest.approx(7 / 27_000 * 100_000)
    assert (low, high) == pytest.approx(tuple(end / 27_000 * 100_000 for end in count_interval(7)))


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: count_interval(-1), DomainError, "count -1 is not a finite number of cases"),
        (lambda: count_interval(3, 1.0), DomainError, "level 1.0 is not strictly between 0 and 1"),
        (lambda: count_interval(3, method="wald"), ConventionError, "unknown method 'wald'; write exact or byar"),
        (lambda: pooled_rate([1, 2], [10], per=100), DomainError, "give one each a year"),
        (lambda: pooled_rate([1, -2], [10, 10], per=100), DomainError, "cases are negative or missing"),
        (lambda: pooled_rate([1, 2], [10, 0], per=100), DomainError, "exposure is not above zero"),
    ],
)
def test_wrong_counts_are_refused(call, error, message):
    with pytest.raises(error, match=message):
        call()
