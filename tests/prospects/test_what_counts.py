"""What counts as evidence for a chance: baselines of other rows, bounds, estimates; and what no interval passes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets.targets.observation import Observation


def share(key="p.share", **fields):
    plain = {
        "id": key, "concept": "share", "plan": key.partition(".")[0], "name_zh": "覆盖率", "measure": "share", "unit": "%",
        "target_year": 2027, "target_low": 95.0, "region": "甲市",
    }  # fmt: skip
    return cq.Indicator(**{**plain, **fields})


def seen(when, value, **fields):
    return Observation(concept="share", when=when, value=value, unit="%", region="甲市", **fields)


def test_a_baseline_that_another_row_prints_is_evidence():
    rows = [share(), share("q.share", target_year=2030, target_low=98.0, baseline=60.0, baseline_year=2020)]
    obs = cq.Observations([seen(year, 60 + 5.0 * (year - 2020)) for year in range(2021, 2025)])
    alone = rows[0].attain(obs)
    beside = cq.Catalogue(rows).attain(obs, index="id").loc["p.share"]
    assert alone.history.when == (2021, 2022, 2023, 2024)
    assert (beside["n"], beside["evidence"]) == (5, "sufficient")
    assert beside["probability"] is not None


def test_bounds_and_estimates_count_and_are_named():
    rows = [
        seen(2020, 60.0),
        seen(2021, 66.0),
        seen(2022, 71.0),
        seen(2023, 75.0, bound=">"),
        seen(2024, 80.0, status="estimate"),
    ]
    held = share().attain(cq.Observations(rows))
    assert held.history.values == (60.0, 66.0, 71.0, 75.0, 80.0)
    assert len(held.remarks) == 2
    assert "is a bound" in held.remarks[0]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(0.5, 99.5), min_size=5, max_size=8), st.integers(2025, 2028))
def test_no_interval_of_a_share_leaves_its_scale(values, due):
    obs = cq.Observations([seen(2017 + step, value) for step, value in enumerate(values)])
    held = share(target_year=max(due, 2017 + len(values)), target_low=90.0).attain(obs)
    if held.probability is None:
        assert held.reason
        return
    for level in (0.8, 0.95):
        low, high = held.interval(level)
        assert 0 <= low <= high <= 100
    assert 0 <= held.probability <= 1


def test_places_for_children_follow_the_latest_values():
    """Three values, the last 4.14 after 3.17: the due year is no leap of a half, and its chance no certainty."""
    held = cq.load_catalogue()["med14.childcare_places_per_1000"].attain(cq.load_observations())
    low, high = held.interval(0.8)
    assert (round(low, 1), round(high, 1)) == (4.8, 6.3)
    assert held.probability == pytest.approx(0.965, abs=0.02)
