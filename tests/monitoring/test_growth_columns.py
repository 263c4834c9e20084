"""The growth of a whole catalogue is that of its targets one by one, whatever their form."""

import math

import pytest

import cqtargets as cq
from benchmarks.mixed import mixed_catalogue


def test_every_row_is_the_answer_of_its_target():
    cat = mixed_catalogue(400, seed=3)
    frame = cat.required_growth()
    for row, target in zip(frame.to_dict("records"), cat, strict=True):
        if target.form == "proportional":
            continue
        alone = target.required_growth()
        assert row["reason"] == alone.reason
        for name in ("cagr", "continuous", "annual_change", "years"):
            known = getattr(alone, name)
            assert math.isnan(row[name]) if known is None else row[name] == pytest.approx(known, rel=1e-12)


def test_what_copies_a_yearly_amount_has_a_reason_and_stops_nothing():
    flow = cq.Indicator(
        id="p.flow", concept="flow", plan="p", name_zh="年度经费", form="flow", measure="amount", unit="亿元", baseline=3.0,
        baseline_year=2020, target_year=2025, target_low=4.0,
    )  # fmt: skip
    copy = cq.Indicator(
        id="p.copy", concept="copy", plan="p", name_zh="配套经费", form="proportional", measure="amount", unit="亿元",
        follows="flow", comparator="", baseline=1.0, baseline_year=2020, target_year=2025,
    )  # fmt: skip
    row = cq.Catalogue([flow, copy]).required_growth(index="id").loc["p.copy"]
    assert math.isnan(row["cagr"])
    assert row["reason"].startswith("the target copies the growth of 'flow'")
