"""The gaps of a whole catalogue are those of its targets one by one, whatever their form, comparator and value."""

import math

import pytest

import cqtargets as cq
from benchmarks.mixed import mixed_catalogue, mixed_observations
from cqtargets.errors import DomainError
from cqtargets.monitoring.tracking import followed_target
from cqtargets.targets.relatives import relatives

CAT, OBS = mixed_catalogue(300, seed=7), mixed_observations(300, seed=7)


@pytest.mark.parametrize("method", [None, "geometric", "front_loaded", "pchip"])
@pytest.mark.parametrize("on", [None, 2023])
def test_every_row_is_the_answer_of_its_target(method, on):
    frame = CAT.gaps(OBS, on=on, method=method)
    compared = 0
    for row, target in zip(frame.to_dict("records"), CAT, strict=True):
        seen = OBS.chosen(target, on).observation
        if seen is None:
            assert row["reason"]
            continue
        try:
            alone = followed_target(CAT, target).gap(seen, method=method, earlier=relatives(CAT, target)[1])
        except DomainError:
            assert math.isnan(row["to_target"])
            assert row["reason"]
            continue
        compared += 1
        growth = alone.required
        expected = {
            "goal": alone.target, "path": alone.path, "to_target": alone.to_target, "to_path": alone.to_path,
            "shortfall": alone.shortfall, "percent": alone.percent, "years_behind": alone.years_behind,
            "required_cagr": growth.cagr if growth else None,
            "required_annual_change": growth.annual_change if growth else None,
        }  # fmt: skip
        for name, known in expected.items():
            assert math.isnan(row[name]) if known is None else row[name] == pytest.approx(known, rel=1e-12)
        assert row["met"] is alone.met
        assert row["standing"] == alone.standing
    assert compared > 150


def test_a_bound_without_an_end_is_met_only_where_its_known_end_says_so():
    target = cq.Indicator(
        id="p.a", concept="a", plan="p", name_zh="甲", unit="个", baseline=4.0, baseline_year=2020, target_year=2025,
        target_low=8.0,
    )  # fmt: skip
    for bound, value, met in (
        (">", 9.0, True),
        (">", 7.0, cq.Undetermined),
        ("<", 7.0, False),
        ("<", 9.0, cq.Undetermined),
    ):
        seen = cq.Observation(concept="a", value=value, when=2023, unit="个", bound=bound)
        assert cq.Catalogue([target]).gaps(cq.Observations([seen]))["met"].item() is met
        assert target.met_by(seen) is met
