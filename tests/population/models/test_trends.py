import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqtargets.errors import ConventionError, DomainError, UnitError
from cqtargets.population.models.shares import constant_share, share_of_growth, shift_share
from cqtargets.population.models.trends import fit_trend


def test_linear_interval_hand_worked():
    # t = 0..3, v = 1, 3, 4, 6: slope 1.6, start 1.1; residuals -0.1, 0.3, -0.3, 0.1; s^2 = 0.2/2 = 0.1
    # at t = 4: 7.5, half width t(0.975, 2) sqrt(0.1 (1 + 1/4 + 2.5^2/5)) with t = 4.302653
    trend = fit_trend([2000, 2001, 2002, 2003], [1, 3, 4, 6])
    assert dict(trend.params) == pytest.approx({"start": 1.1, "change": 1.6})
    assert trend.predict(2004) == pytest.approx(7.5)
    low, high = trend.interval(2004, 0.95)
    assert (high - low) / 2 == pytest.approx(4.302653 * math.sqrt(0.1 * 2.5), rel=1e-5)
    assert (high + low) / 2 == pytest.approx(7.5)


def test_geometric_and_exponential_are_one_curve_with_two_rates():
    values = [100, 110, 121, 133.1]
    geometric = fit_trend(range(2000, 2004), values, "geometric")
    exponential = fit_trend(range(2000, 2004), values, "exponential")
    assert geometric.params["rate"] == pytest.approx(0.1)
    assert exponential.params["rate"] == pytest.approx(math.log(1.1))
    assert geometric.predict(2005) == pytest.approx(161.051)
    assert exponential.predict(2005) == pytest.approx(161.051)


def test_logistic_through_three_values_hand_worked():
    # p = 100, 160, 200: K = (2 x 100 x 160 x 200 - 160^2 x 300) / (100 x 200 - 160^2) = 1280000/5600
    trend = fit_trend([2000, 2010, 2020], [100, 160, 200], "logistic")
    assert trend.params["capacity"] == pytest.approx(1280000 / 5600)
    np.testing.assert_allclose(trend.predict([2000, 2010, 2020]), [100, 160, 200])
    with pytest.raises(DomainError, match="3 observations leave no spread around a logistic curve; give at least 4"):
        trend.interval(2030)


def test_gompertz_through_three_values_hand_worked():
    # ln p = 1, 2, 2.5: steps halve, so the limit is e^3 and the rate ln 2 a year
    trend = fit_trend([2000, 2001, 2002], np.exp([1, 2, 2.5]), "gompertz")
    assert dict(trend.params) == pytest.approx({"capacity": math.exp(3), "depth": 2, "rate": math.log(2)})
    assert trend.predict(2003) == pytest.approx(math.exp(2.75))


@settings(max_examples=20)
@given(
    st.sampled_from(["linear", "geometric", "exponential", "logistic", "gompertz"]),
    st.floats(50, 5000),
    st.floats(0.3, 3),
    st.floats(0.05, 0.4),
)
def test_a_curve_is_found_again_in_any_unit_and_order(method, size, depth, rate):
    t = np.arange(12.0)
    curve = {
        "linear": size + size * rate * t,
        "geometric": size * (1 + rate) ** t,
        "exponential": size * np.exp(rate * t),
        "logistic": size / (1 + depth * np.exp(-rate * t)),
        "gompertz": size * np.exp(-depth * np.exp(-rate * t)),
    }[method]
    years = list(range(2010, 2022))
    trend = fit_trend(years, curve, method)
    reversed_ = fit_trend(years[::-1], curve[::-1] * 1e4, method)
    np.testing.assert_allclose(trend.predict(years), curve, rtol=1e-6)
    np.testing.assert_allclose(reversed_.predict(years), curve * 1e4, rtol=1e-6)


@pytest.mark.parametrize("method", ["linear", "geometric", "logistic", "gompertz"])
def test_wider_levels_hold_narrower_ones(method):
    noisy = 1000 / (1 + 2 * np.exp(-0.2 * np.arange(12))) * (1 + 0.01 * np.cos(np.arange(12) * 2.4))
    trend = fit_trend(range(2010, 2022), noisy, method)
    narrow, wide = trend.interval([2022, 2030], 0.8), trend.interval([2022, 2030], 0.95)
    assert (wide[0] < narrow[0]).all()
    assert (narrow[1] < wide[1]).all()
    assert (narrow[0] < trend.predict([2022, 2030])).all()


def test_a_date_is_read_on_the_clock():
    trend = fit_trend([2010, 2020], [100, 200])
    assert trend.predict("2015-06-30") == pytest.approx(145)


def test_shares_hand_worked():
    # growth 20 of 100, so 20 % of the coming 200; share 8 % to 10 % in ten years, 11 % after five more
    assert share_of_growth(80, 100, 900, 1000, 1200) == pytest.approx(140)
    assert constant_share(100, 1000, 1200) == pytest.approx(120)
    assert shift_share(80, 100, 1000, 1000, 1200, interval=10, horizon=5) == pytest.approx(132)


@given(st.lists(st.tuples(st.integers(1, 1000), st.integers(1, 1000)), min_size=2, max_size=6))
def test_the_areas_of_a_parent_add_up_to_it(pairs):
    start, end = np.array(pairs, dtype=float).T
    assert np.sum(constant_share(end, end.sum(), 5000)) == pytest.approx(5000)
    shifted = shift_share(start, end, start.sum(), end.sum(), 5000, interval=1e6, horizon=1)
    assert np.sum(shifted) == pytest.approx(5000)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (
            lambda: fit_trend([2000, 2010], [1, 2], "cubic"),
            ConventionError,
            "unknown method 'cubic'; write one of linear",
        ),
        (
            lambda: fit_trend([2000, 2010], [1, 2, 3]),
            DomainError,
            "2 dates and values of shape .3,.; give one value a date",
        ),
        (lambda: fit_trend([2000, 2000], [1, 2]), DomainError, "two values share one date"),
        (lambda: fit_trend([2000], [1]), DomainError, "1 values; a linear curve needs 2 or more"),
        (
            lambda: fit_trend([2000, 2010], [1, 2], "logistic"),
            DomainError,
            "2 values; a logistic curve needs 3 or more",
        ),
        (
            lambda: fit_trend([2000, 2010], [0, 2], "geometric"),
            DomainError,
            "the value at time 2000 is 0; a geometric curve",
        ),
        (
            lambda: fit_trend([2010, 2020], [2884.6, 32054200]),
            UnitError,
            "values 2884.6 and 3.20542e.07 at times 2010 and 2020 differ a thousandfold: 万人 beside persons",
        ),
        (
            lambda: fit_trend([2000, 2001, 2002], [1, 2, 5], "gompertz"),
            DomainError,
            "the values 1, 2, 5 do not slow down towards a limit: no gompertz curve passes through them",
        ),
        (
            lambda: fit_trend([2000, 2001, 2002], [1, 2, 4.5], "logistic"),
            DomainError,
            "the values 1, 2, 4.5 have no positive limit: no logistic curve passes",
        ),
        (
            lambda: fit_trend([2000, 2001, 2005], [1, 2, 3], "logistic"),
            DomainError,
            "three values for a logistic curve must be equally spaced",
        ),
        (
            lambda: fit_trend([2000, 2001, 2003], [1, 2, 3]).interval(2004, 95),
            DomainError,
            "level 95 is not between 0 and 1",
        ),
        (lambda: constant_share(5, 0, 9), DomainError, "the parent has no people: its share has no value"),
        (lambda: constant_share(5, 4, 9), DomainError, "an area has more people than its parent"),
        (lambda: share_of_growth(1, 2, 9, 9, 10), DomainError, "the parent did not change in the base period"),
        (lambda: share_of_growth(9, 2, 10, 11, 20), DomainError, "the area would have -61 persons; use constant_share"),
        (
            lambda: shift_share(1, 5, 10, 10, 10, interval=1, horizon=9),
            DomainError,
            "the share would be 4.1 after 9 years",
        ),
        (
            lambda: shift_share(1, 5, 10, 10, 10, interval=0, horizon=9),
            DomainError,
            "interval is 0; give years above zero",
        ),
    ],
)
def test_refusals(call, error, message):
    with pytest.raises(error, match=message):
        call()
