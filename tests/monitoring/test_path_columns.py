"""The paths of a whole catalogue are those of its targets one by one, whatever their form and shape."""

import math

import pytest

import cqtargets as cq
from benchmarks.mixed import mixed_catalogue
from cqtargets.conventions.reasons import bare
from cqtargets.errors import DomainError
from cqtargets.monitoring.tracking import path_in

CAT = mixed_catalogue(240, seed=5)


def answer(target, method, on):
    try:
        return path_in(CAT, target, method).at(on), ""
    except DomainError as error:
        return math.nan, bare(error.reason)


@pytest.mark.parametrize("method", [None, "geometric", "front_loaded", "back_loaded", "pchip"])
@pytest.mark.parametrize("on", [2019, 2022, "2023-06-30", 2030])
def test_every_value_is_the_answer_of_its_target(method, on):
    frame = CAT.paths(on=on, method=method)
    for row, target in zip(frame.to_dict("records"), CAT, strict=True):
        alone, why = answer(target, method, on)
        assert row["value"] == pytest.approx(alone, rel=1e-12, nan_ok=True)
        assert row["reason"] == why


def level(key, **fields):
    plain = {
        "id": f"p.{key}", "concept": key, "plan": "p", "name_zh": "甲", "unit": "个", "baseline": 40.0,
        "baseline_year": 2020, "target_year": 2025, "target_low": 60.0,
    }  # fmt: skip
    return cq.Indicator(**{**plain, **fields})


def test_years_run_over_the_earlier_target_and_a_refused_shape_has_one_row():
    cat = cq.Catalogue(
        [
            level("a", target_year=2023, target_low=50.0),
            level("b", earlier="p.a", target_year=2025, target_low=51.0),
            level("c", baseline=0.0),
        ]
    )
    frame = cat.paths(method="geometric")
    later = frame[frame["id"] == "p.b"]
    assert later["year"].tolist() == [2020, 2021, 2022, 2023, 2024, 2025]
    assert later["value"].tolist()[3:] == pytest.approx([50.0, math.sqrt(50 * 51), 51.0])
    refused = frame[frame["id"] == "p.c"]
    assert len(refused) == 1
    assert "no way through 0" in refused["reason"].item()


def test_a_yearly_amount_with_an_open_comparator_is_refused_with_its_question():
    flow = level("f", form="flow", comparator="", baseline=None, baseline_year=None, period_start=2020)
    with pytest.raises(DomainError, match="comparator"):
        flow.path()
    assert cq.Catalogue([flow]).paths(on=2023)["reason"].item() != ""
