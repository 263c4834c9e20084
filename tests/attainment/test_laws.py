import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cqtargets import attainment
from cqtargets.attainment import probability
from cqtargets.attainment.scales import Scale

YEARS = list(range(2014, 2022))
quiet = settings(max_examples=40)
methods = st.sampled_from(["damped", "drift", "ols", "pooled"])
rates = st.lists(st.integers(200, 900).map(lambda k: k / 10), min_size=8, max_size=8).filter(lambda v: len(set(v)) > 4)
shares = rates
horizons = st.integers(1, 5)


@quiet
@given(rates, methods, horizons, st.floats(5, 200), st.floats(0.1, 100))
def test_a_harder_target_is_less_likely(values, method, years, target, more):
    def chance(number):
        return probability(YEARS, values, target=number, due=2021 + years, method=method).probability

    assert chance(target + more) <= chance(target)


@quiet
@given(rates, methods, horizons, st.floats(5, 200), st.floats(0.01, 1000))
def test_a_change_of_unit_changes_no_probability(values, method, years, target, factor):
    def chance(unit, scale):
        return probability(
            YEARS,
            [value * unit for value in values],
            target=target * unit,
            due=2021 + years,
            method=method,
            scale=scale,
        ).probability

    for scale in ("log", "identity"):
        assert chance(factor, scale) == pytest.approx(chance(1, scale), abs=1e-8)


@quiet
@given(shares, methods, horizons, st.floats(5, 95))
def test_percent_and_fraction_agree_and_stay_inside_their_bounds(values, method, years, target):
    given_ = {"due": 2021 + years, "method": method, "scale": "logit"}
    percent = probability(YEARS, values, target=target, bounds=(0, 100), **given_)
    fraction = probability(YEARS, [v / 100 for v in values], target=target / 100, bounds=(0, 1), **given_)
    assert percent.probability == pytest.approx(fraction.probability, abs=1e-8)
    low, high = percent.interval(0.95)
    assert 0 <= low < percent.median < high <= 100


@quiet
@given(rates, methods, horizons, st.floats(5, 200))
def test_reaching_and_not_exceeding_add_up_to_one(values, method, years, target):
    both = [
        probability(YEARS, values, target=target, due=2021 + years, method=method, comparator=sign).probability
        for sign in (">=", "<=")
    ]
    assert sum(both) == pytest.approx(1)


@quiet
@given(rates, methods, st.integers(1, 4))
def test_uncertainty_grows_with_the_horizon(values, method, years):
    near, far = (
        probability(YEARS, values, target=50, due=2021 + ahead, method=method, scale="identity").predictive
        for ahead in (years, years + 1)
    )
    assert [b.sd > a.sd for a, b in zip(near.components, far.components, strict=True)] == [True] * len(near.components)


@quiet
@given(st.lists(st.integers(-20, 20), min_size=8, max_size=8), st.floats(1.1, 5), horizons)
def test_noise_moves_the_chance_of_a_target_beyond_the_path_towards_one_half(noise, louder, years):
    # Noise without a part along the line or the walk's end points leaves the median where it is.
    wave = [0.0, *(k / 10 for k in noise[1:7]), 0.0]
    assume(max(map(abs, wave)) > 0.05)

    def chance(size):
        values = [100 + 2 * year + size * bump for year, bump in enumerate(wave)]
        due = 2021 + years
        return probability(
            YEARS, values, target=114 + 2 * years + 1, due=due, method="drift", scale="identity"
        ).probability

    assert chance(1) < chance(louder) < 0.5


@quiet
@given(rates, methods, horizons, st.floats(1.01, 4))
def test_a_calibrated_interval_holds_the_plain_one(values, method, years, factor):
    plain = probability(YEARS, values, target=50, due=2021 + years, method=method)
    wide = probability(YEARS, values, target=50, due=2021 + years, method="calibrated", base=method, factor=factor)
    assert wide.interval(0.8)[0] < plain.interval(0.8)[0] < plain.interval(0.8)[1] < wide.interval(0.8)[1]


@quiet
@given(rates, horizons, st.floats(5, 200), st.sampled_from([">=", "<="]), st.floats(0.05, 0.94))
def test_the_pace_for_a_higher_chance_lies_further_on(values, years, target, sign, chance):
    seen = probability(YEARS, values, target=target, due=2021 + years, comparator=sign)
    easy, hard = seen.pace_for(chance), seen.pace_for(chance + 0.05)
    assert easy < hard if sign == ">=" else easy > hard
    assert seen.pace_for(0.5) == pytest.approx(seen.paces.needed)


@quiet
@given(rates, horizons, st.floats(0.01, 1000))
def test_the_readings_of_the_unrest_share_the_whole_chance(values, years, target):
    seen = probability(YEARS, values, target=target, due=2021 + years, method="damped").predictive
    assert sum(seen.shares) == pytest.approx(1)
    assert all(part.df == len(values) - 1 for part in seen.components)


@quiet
@given(rates, st.randoms())
def test_the_order_of_the_values_does_not_matter(values, random):
    pairs = list(zip(YEARS, values, strict=True))
    random.shuffle(pairs)
    when, mixed = zip(*pairs, strict=True)
    seen = [probability(w, v, target=50, due=2025).probability for w, v in ((YEARS, values), (when, mixed))]
    assert seen[0] == seen[1]


@quiet
@given(st.floats(0.01, 99.99))
def test_scales_come_back(value):
    for scale in (Scale(name="log"), Scale(name="identity"), Scale(name="logit", bounds=(0, 100))):
        assert scale.backward(scale.forward(value)) == pytest.approx(value, rel=1e-9)


@quiet
@given(st.floats(1, 100), st.floats(1, 100), st.integers(1, 10), st.sampled_from(["log", "identity"]))
def test_the_pace_needed_leads_to_the_target(last, target, years, scale):
    pace = attainment.compare_paces([2019, 2020], [last, last], target=target, due=2020 + years, scale=scale).needed
    reached = last * math.pow(1 + pace, years) if scale == "log" else last + years * pace
    assert reached == pytest.approx(target)
