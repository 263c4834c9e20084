import importlib.util
import math
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqtargets import attainment
from cqtargets.attainment import rolling_origin
from cqtargets.attainment.backtest import BANDS, calibration_factor
from cqtargets.attainment.cases import Case, Event
from cqtargets.attainment.predictive import Component, Predictive
from cqtargets.attainment.scores import common, gain, score
from cqtargets.errors import ConventionError, DomainError

ROOT = Path(__file__).resolve().parents[2]
YEARS = list(range(2014, 2025))
INFANT = [8.9, 8.1, 7.5, 6.8, 6.1, 5.6, 5.4, 5.0, 4.9, 4.5, 4.0]
MATERNAL = [21.7, 20.1, 19.9, 19.6, 18.3, 17.8, 16.9, 16.1, 15.7, 15.1, 14.3]
SERIES = {"infant": (YEARS, INFANT, "log"), "maternal": (YEARS, MATERNAL, "log")}


def case(series, observed, *, events=(), mean=0.0, sd=1.0, answered=True, method="drift"):
    held = Predictive(components=(Component(mean=mean, sd=sd),))
    return Case(
        series=series,
        method=method,
        origin=2020.0,
        due=2021.0,
        n=5,
        observed=observed,
        unit=0.5,
        predictive=held if answered else None,
        reference=Predictive(components=(Component(mean=mean, sd=2 * sd),)) if answered else None,
        events=events,
    )


def walks(count, length, seed, *, df=None):
    rng = np.random.default_rng(seed)
    found = {}
    for k in range(count):
        steps = rng.standard_normal(length) if df is None else rng.standard_t(df, length)
        found[f"series {k}"] = (range(2000, 2000 + length), 10 + np.cumsum(0.5 + steps), "identity")
    return found


def test_each_later_value_is_forecast_from_each_origin():
    cases = rolling_origin(SERIES, ["drift"], max_horizon=5)
    infant = [one for one in cases if one.series == "infant"]
    # Origins 2018 to 2023 (five values or more): 5 (one refused, further ahead than the series is long), 5, 4, 3, 2, 1
    assert len(infant) == 20
    assert sum(one.predictive is None for one in infant) == 1
    refused = next(one for one in infant if one.predictive is None)
    assert refused.reason == "2023 is 5 years after the last value, and the series spans only 4"
    first = infant[0]
    assert (first.origin, first.due, first.n, first.observed) == (2018, 2019, 5, math.log(5.6))
    known = attainment.probability(YEARS[:5], INFANT[:5], target=5, due=2019, comparator="<=", method="drift")
    assert first.predictive == known.predictive
    assert first.unit == pytest.approx(np.abs(np.diff(np.log(INFANT))).mean())


def test_targets_of_a_backtest_hand_worked():
    # Steps 1, 2, 1, 2: drift 1.5; targets one year ahead 6.75, 7.5 and 8.25, and 7.5 comes: the first two are met.
    # No change: s² = (1 + 4 + 1 + 4)/4, t with 4 d.f., mean 6.
    (one,) = rolling_origin({"a": (range(2019, 2025), [0, 1, 3, 4, 6, 7.5], "identity")}, ["drift"])
    assert [(event.ambition, event.met) for event in one.events] == [(0.5, True), (1.0, True), (1.5, False)]
    assert one.events[1].probability == pytest.approx(0.5)
    assert (one.reference.mean, one.reference.sd) == pytest.approx((6, math.sqrt(2.5)))
    assert one.events[0].no_change == pytest.approx(one.reference.chance_between(6.75, math.inf))


@settings(max_examples=15)
@given(st.integers(6, 10), st.floats(0.5, 2))
def test_no_forecast_sees_what_came_later(known, factor):
    changed = [value if k < known else value * factor for k, value in enumerate(INFANT)]

    def early(values):
        cases = rolling_origin({"a": (YEARS, values, "log")}, ["pooled"])
        return [one.predictive for one in cases if one.origin < YEARS[known]]

    assert early(changed) == early(INFANT)


def test_donors_lend_only_what_was_known():
    cases = rolling_origin(SERIES, ["borrowed"], max_horizon=2)
    assert all(one.n <= 4 for one in cases)
    assert {one.origin for one in cases if one.predictive is not None} == set(range(2018, 2024))
    early = next(one for one in cases if one.origin == 2016)
    assert (
        early.reason
        == "the donors (maternal) give 1 degrees of freedom; 3 are needed, as one series of five values has"
    )
    alone = rolling_origin({"a": (YEARS, INFANT, "log"), "b": (YEARS, INFANT, "identity")}, ["borrowed"])
    assert {one.reason for one in alone if one.n > 2} == {"no other series on this scale has values up to the origin"}


def test_scores_hand_worked():
    # CRPS of N(0, 1) at 0 is 0.233695, of N(0, 2) twice that; the unit is 0.5. Brier of 0.8 met and 0.6 missed:
    # (0.04 + 0.36)/2; of no change 0.5 and 0.5: 0.25; of the plan's own path: (0 + 1)/2.
    met = Event(ambition=1.0, probability=0.8, no_change=0.5, met=True)
    missed = Event(ambition=1.0, probability=0.6, no_change=0.5, met=False)
    cases = [case("a", 0.0, events=(met,)), case("b", 0.0, events=(missed,)), case("b", 9.0, answered=False)]
    (row,) = score(cases, seed=1, draws=50)
    assert (row.method, row.n, row.series, row.unanswered, row.events) == ("drift", 2, 2, 1, 2)
    assert row.crps == pytest.approx(2 * 0.233695, abs=2e-6)
    assert row.skill == pytest.approx(0.5)
    assert (row.brier, row.brier_skill, row.brier_skill_plan) == pytest.approx((0.2, 0.2, 0.6))
    assert [(held.level, held.share, held.n) for held in row.coverage] == [(0.8, 1.0, 2), (0.95, 1.0, 2)]


def test_every_series_counts_the_same_in_the_mean():
    near, far = case("a", 0.0).predictive.crps(0.0), case("b", 3.0).predictive.crps(3.0)
    (row,) = score([case("a", 0.0)] * 9 + [case("b", 3.0)], seed=1, draws=10)
    assert row.crps == pytest.approx((near + far) / 2 / 0.5)


def test_coverage_is_bootstrapped_by_series():
    # Two series, one inside every time and one never: a sample of two has both, the one or the other
    cases = [case("in", 0.0)] * 6 + [case("out", 5.0)] * 6
    (row,) = score(cases, seed=3)
    held = row.coverage[0]
    assert (held.share, held.n, held.low, held.high) == (0.5, 12, 0.0, 1.0)
    assert score(cases, seed=3) == score(cases, seed=3)
    # Independent coins in many series: the binomial interval 0.8 +- 1.96 sqrt(0.16 / 400)
    coins = np.random.default_rng(5).random(400) < 0.8
    (row,) = score([case(f"s{k}", 0.0 if coin else 5.0) for k, coin in enumerate(coins)], seed=5)
    half = (row.coverage[0].high - row.coverage[0].low) / 2
    assert half == pytest.approx(1.96 * math.sqrt(0.16 / 400), rel=0.15)


def test_one_series_has_no_bootstrap_interval():
    (row,) = score([case("a", 0.0)], seed=1)
    assert (row.coverage[0].low, row.coverage[0].high, row.brier, row.brier_skill_plan) == (None, None, None, None)


def test_a_true_model_covers_what_it_says():
    (row,) = score(rolling_origin(walks(150, 9, 11), ["drift"], max_horizon=3, ambitions=(1.0,)), seed=2)
    eighty, ninetyfive = row.coverage
    assert eighty.low < 0.8 < eighty.high
    assert ninetyfive.low < 0.95 < ninetyfive.high
    assert eighty.share == pytest.approx(0.8, abs=0.04)
    assert row.brier_skill > 0


def test_calibration_hand_worked():
    # 0, 1, 3, 4, 6: one year ahead 7.5, s.d. sqrt(1/3 x 1.25) = 0.6455, the 80 % interval ends 1.638 s.d. off, 1.0572.
    # 9 comes (1.5 off, ratio 1.4188) and 8 comes (0.5 off, ratio 0.4729).
    both = {"nine": (range(2019, 2025), [0, 1, 3, 4, 6, 9], "identity")}
    both["eight"] = (range(2019, 2025), [0, 1, 3, 4, 6, 8], "identity")
    learned = calibration_factor(both, base="drift", at_least=0)
    assert learned.left_out == pytest.approx({"nine": 0.4729, "eight": 1.4188}, abs=2e-4)
    assert (learned.factor, learned.cases) == (pytest.approx(1.4188, abs=2e-4), 2)
    assert (learned.coverage_before, learned.coverage_after) == (0.5, 0.5)
    assert calibration_factor(both, base="drift").left_out["nine"] == 1


def test_calibration_mends_a_method_that_is_too_sure_of_itself():
    learned = calibration_factor(walks(30, 12, 7, df=2), level=0.8, base="ols", max_horizon=3)
    assert learned.coverage_before < 0.7  # a straight line through a random walk is far too sure of itself
    assert learned.coverage_after == pytest.approx(0.8, abs=0.05)
    assert min(learned.left_out.values()) > 1
    assert learned.factor == pytest.approx(np.median(list(learned.left_out.values())), rel=0.1)


def test_the_factor_of_a_series_does_not_see_that_series():
    wild = SERIES | {"wild": (YEARS, [5, 9, 2, 8, 3, 40, 1, 60, 2, 90, 1], "log")}
    tame = SERIES | {"wild": (YEARS, [5, 5.1, 5.3, 5.2, 5.4, 5.6, 5.5, 5.7, 5.9, 5.8, 6], "log")}
    first, second = (calibration_factor(known, base="drift", at_least=0) for known in (wild, tame))
    assert first.left_out["wild"] == second.left_out["wild"]
    assert first.left_out["infant"] != second.left_out["infant"]
    assert first.left_out["wild"] == calibration_factor(SERIES, base="drift", at_least=0).factor


def test_calibrated_forecasts_use_the_factors_left_out():
    near, far = (calibration_factor(SERIES, base="drift", band=band).left_out for band in BANDS)
    cases = rolling_origin(SERIES, ["drift", "calibrated"], base="drift")
    half = len(cases) // 2
    for plain, wide in zip(cases[:half], cases[half:], strict=True):
        if plain.predictive is not None:
            factor = (near if plain.due - plain.origin <= 2 else far)[plain.series]
            assert wide.predictive.sd == pytest.approx(plain.predictive.sd * factor)


def test_series_of_one_place_are_left_out_together_and_places_weigh_alike():
    both = {"nine": (range(2019, 2025), [0, 1, 3, 4, 6, 9], "identity")}
    both["eight"] = (range(2019, 2025), [0, 1, 3, 4, 6, 8], "identity")
    both["again"] = (range(2019, 2025), [0, 1, 3, 4, 6, 9], "identity")
    places = {"nine": "甲", "again": "甲", "eight": "乙"}
    learned = calibration_factor(both, base="drift", at_least=0, places=places)
    # ratios 1.4188 twice and 0.4729 once: 甲 sees 乙 alone; half of the weight lies at 0.4729
    assert learned.left_out == pytest.approx({"nine": 0.4729, "again": 0.4729, "eight": 1.4188}, abs=2e-4)
    assert calibration_factor(both, level=0.5, base="drift", at_least=0, places=places).cases == 3
    assert (learned.series, learned.places) == (3, 2)


def test_gain_hand_worked():
    # No change predicts 0 and 1 steps off where drift is right: CRPS of the two by the closed form, series alike
    flat = {"up": (range(2010, 2020), [k + (k % 3) * 0.1 for k in range(10)], "identity")}
    flat["down"] = (range(2010, 2020), [-k - (k % 3) * 0.1 for k in range(10)], "identity")
    cases = rolling_origin(flat, ["drift", "ols"], max_horizon=2)
    found = gain(cases, "drift", "ols", seed=3)
    rows = {row.method: row for row in score(common(cases), seed=3)}
    assert found.share == pytest.approx(1 - rows["drift"].crps / rows["ols"].crps)
    assert (found.low, found.high) == pytest.approx((found.share, found.share))  # two mirrored series, one gain
    with pytest.raises(DomainError, match="1 places were answered by both drift and ols; give two or more"):
        gain(rolling_origin({"up": flat["up"]}, ["drift", "ols"]), "drift", "ols", seed=3)


def test_common_keeps_what_all_methods_answered():
    cases = [case("a", 0.0), case("b", 0.0), case("a", 0.0, method="ols"), case("b", 0.0, method="ols", answered=False)]
    assert [(one.series, one.method) for one in common(cases)] == [("a", "drift"), ("a", "ols")]


def test_reliability_hand_worked():
    events = [
        Event(ambition=1.0, probability=p, no_change=0.5, met=met)
        for p, met in ((0.1, False), (0.15, True), (0.9, True), (1.0, True))
    ]
    seen = attainment.reliability([case("a", 0.0, events=tuple(events))], bins=5)
    assert seen.forecast == pytest.approx([0.125, 0.95])
    assert (seen.met.tolist(), seen.count.tolist()) == ([0.5, 1.0], [2, 2])


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: rolling_origin(SERIES, ["magic"]), ConventionError, "unknown method 'magic'; write one of damped"),
        (
            lambda: rolling_origin({"a": (YEARS, [3] * 11, "log")}),
            DomainError,
            "a: a backtest needs two values that differ; leave the series out",
        ),
        (
            lambda: rolling_origin({"a": ([2020, 2021], [3, 0], "log")}),
            DomainError,
            "a: 0 at position 1 is outside scale 'log'",
        ),
        (
            lambda: calibration_factor({"a": SERIES["infant"]}),
            ConventionError,
            "series of 1 places give forecasts; a factor is learned on other places, so give two",
        ),
        (lambda: calibration_factor(SERIES, level=80), DomainError, "level 80 is not strictly between 0 and 1"),
        (
            lambda: score([case("a", 0.0, answered=False)], seed=1),
            DomainError,
            "method 'drift' answered no forecast of this backtest; leave it out or give longer series",
        ),
        (
            lambda: attainment.reliability([case("a", 0.0)]),
            DomainError,
            "0 targets of 1 methods; give the cases of one method, with ambitions",
        ),
    ],
)
def test_refusals_say_why_and_what_to_do(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_the_documented_table_is_the_one_the_tool_prints():
    sys.path.insert(0, str(ROOT / "tools"))
    spec = importlib.util.spec_from_file_location("backtest_tool", ROOT / "tools" / "backtest.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    cases = rolling_origin(tool.series(6), tool.SHORT, max_horizon=5, bounds=(0.0, 100.0))
    documented = (ROOT / "docs" / "attainment.md").read_text(encoding="utf-8")
    assert tool.scored(cases, 20) in documented
