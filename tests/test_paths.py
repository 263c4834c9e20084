from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets import paths
from cqtargets.errors import ConventionError, DomainError

SHARES = st.floats(1, 99)
methods = st.sampled_from(paths.METHODS)


def test_each_method_hand_worked_at_three_fifths():
    # from 2020 (6.38) to 2025 (8), end of 2023: s = 0.6, difference 1.62
    ends = (2020, 6.38, 2025, 8)
    assert paths.interpolate(*ends, 2023) == pytest.approx(6.38 + 0.6 * 1.62)
    assert paths.interpolate(*ends, 2023, "front_loaded") == pytest.approx(6.38 + 0.84 * 1.62)
    assert paths.interpolate(*ends, 2023, "back_loaded") == pytest.approx(6.38 + 0.36 * 1.62)
    # ln 6.38 = 1.853168, ln 8 = 2.079442; 0.6 of the way 1.988932; exp 7.307726
    assert paths.interpolate(*ends, 2023, "geometric") == pytest.approx(7.307726, abs=2e-5)


def test_logit_hand_worked():
    # logit(20 %) = -ln 4, logit(80 %) = ln 4: halfway is 50 %; a quarter of the way is 1/(1 + 2) = 33.33 %
    ends = (2020, 20, 2024, 80)
    assert paths.interpolate(*ends, [2021, 2022], "logit", bounds=(0, 100)) == pytest.approx([100 / 3, 50])


def test_pchip_passes_milestones_and_does_not_overshoot():
    values = paths.interpolate(2020, 0, 2025, 10, np.linspace(2020, 2025, 101), "pchip", milestones={2022: 9})
    assert values[40] == pytest.approx(9)
    assert (np.diff(values) >= -1e-12).all()
    assert values.max() <= 10


@given(SHARES, SHARES, methods)
def test_every_method_starts_at_the_baseline_and_ends_at_the_target(start, end, method):
    found = paths.interpolate(2020, start, 2025, end, [2020, 2025], method, bounds=(0, 100))
    assert found[0] == pytest.approx(start, rel=1e-12)
    assert found[1] == pytest.approx(end, rel=1e-12)


@given(SHARES, SHARES, st.floats(0.01, 0.99), st.sampled_from(["linear", "geometric", "logit"]))
def test_splitting_a_path_changes_nothing(start, end, share, method):
    cut = 2020 + 5 * share
    middle = paths.interpolate(2020, start, 2025, end, cut, method, bounds=(0, 100))
    times = np.linspace(2020, 2025, 11)
    whole = paths.interpolate(2020, start, 2025, end, times, method, bounds=(0, 100))
    split = paths.interpolate(2020, start, 2025, end, times, method, bounds=(0, 100), milestones={cut: middle})
    np.testing.assert_allclose(split, whole, rtol=1e-9)


@given(st.floats(10, 40), st.floats(50, 90), st.floats(2020, 2025), methods)
def test_a_path_passes_its_own_values_at_their_times(start, end, when, method):
    ends = (2020, start, 2025, end)
    value = paths.interpolate(*ends, when, method, bounds=(0, 100))
    assert paths.interpolate(*ends, paths.passes(*ends, value, method, bounds=(0, 100)), method, bounds=(0, 100)) == (
        pytest.approx(value, rel=1e-7)
    )


@given(st.floats(1, 1000), st.floats(1, 1000))
def test_growing_at_the_required_rate_reaches_the_target(start, end):
    rate = cq.growth.cagr(start, end, 5)
    assert start * (1 + rate) ** 5 == pytest.approx(end)
    stepped = paths.interpolate(2020, start, 2025, end, [2021, 2022, 2023, 2024, 2025], "geometric")
    np.testing.assert_allclose(stepped, start * (1 + rate) ** np.arange(1, 6))


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: paths.interpolate(2020, 1, 2025, 2, 2021, "spline"), ConventionError, "'spline' is not a path; write"),
        (lambda: paths.interpolate(2020, 1, 2025, 2, 2021, "logit"), ConventionError, "logit path needs bounds"),
        (
            lambda: paths.interpolate(2020, 1, 2025, 2, 2019),
            DomainError,
            "2019 lies before the start of the path",
        ),
        (lambda: paths.interpolate(2025, 1, 2020, 2, 2021), DomainError, "ends at 2020, not after its start 2025"),
        (lambda: paths.interpolate(2020, 0, 2025, 2, 2021, "geometric"), DomainError, "no way through 0; use linear"),
        (
            lambda: paths.interpolate(2020, 90, 2025, 100, 2021, "logit", bounds=(0, 100)),
            DomainError,
            "no way through 100, at or beyond its bounds 0 to 100; use linear",
        ),
        (
            lambda: paths.interpolate(2020, 1, 2025, 2, 2021, milestones={2026: 3}),
            DomainError,
            "milestone at 2026 lies outside 2020 to 2025",
        ),
        (
            lambda: paths.interpolate(2020, 1, 2025, 2, 2021, milestones=[(2022, 1), (2022, 2)]),
            DomainError,
            "two milestones share one time",
        ),
    ],
)
def test_refusals(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_forms_have_their_own_paths(cat):
    increment = next(target for target in cat if target.form == "increment" and target.start_year)
    assert increment.path().at(increment.start_year) == 0
    assert increment.path().at(increment.target_year) == increment.goal
    flow = next(target for target in cat if target.form == "flow" and target.start_year)
    assert set(flow.path().values) == {flow.goal}
    assert flow.path().years[0] == flow.start_year + 1
    followed = cat["med14.life_expectancy"]
    with pytest.raises(DomainError, match=r"it has no number to reach; use following\(other\)"):
        cat["med14.healthy_life_expectancy"].path()
    healthy = cat["med14.healthy_life_expectancy"].with_baseline(68.0, year=2020).following(followed)
    assert healthy.path().at(2025) == pytest.approx(68.0 * 79.3 / 78.15)


def test_path_as_series(cat):
    series = cat["med14.beds_per_1000"].path().to_series()
    assert list(series.index) == [2020, 2021, 2022, 2023, 2024, 2025]
    assert series[2025] == 8


def test_path_takes_dates_and_milestones(cat):
    path = cat["med14.beds_per_1000"].path(milestones={2022: 7.5})
    assert path.at("2022-12-31") == 7.5
    assert path.at([2022, "2023-12-31"]) == pytest.approx([7.5, 7.5 + 0.5 / 3])
    assert path.at(2030) == 8


def test_interpolation_takes_years_dates_and_iso_strings():
    dates = ["2021-12-31", date(2023, 6, 30), 2024, "2025"]
    found = paths.interpolate(date(2020, 12, 31), 6.38, "2025-12-31", 8, dates)
    assert found == pytest.approx(paths.interpolate(2020, 6.38, 2025, 8, [2021, 2022.5, 2024, 2025]))
    days = np.array(["2021-12-31", "2023-06-30"], dtype="datetime64[D]")
    assert paths.interpolate(2020, 6.38, 2025, 8, days) == pytest.approx(found[:2])
    through = paths.interpolate(2020, 6.38, 2025, 8, "2022-12-31", milestones={"2022-12-31": 7.5})
    assert through == 7.5
    with pytest.raises(DomainError, match="'mid-2023'"):
        paths.interpolate(2020, 6.38, 2025, 8, "mid-2023")
