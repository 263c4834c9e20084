"""Grades from rates of few cases are unstable where chance alone could have made another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cqtargets as cq

MOTHERS = cq.Indicator(
    id="p.m", concept="maternal_mortality", plan="p", name_zh="孕产妇死亡率", unit="1/10万", measure="rate",
    population="live_births", region="甲市", direction="down", baseline_year=2020, baseline=9.1, target_year=2025, target_high=8.0,
    comparator="<=",
)  # fmt: skip


def seen(value, **changes):
    fields = {"concept": "maternal_mortality", "unit": "1/10万", "population": "live_births", "region": "甲市"}
    return cq.Observation(value=value, **{"when": 2023, **fields, **changes})


def births(value):
    return seen(value, concept="births", unit="万人", population="")


def row(*observations, **options):
    return cq.assess(cq.Catalogue([MOTHERS]), cq.Observations(observations), **options).to_frame(lang="zh").iloc[0]


def test_fourteen_deaths_a_year_leave_the_grade_open_by_hand():
    # 8.2 per 100,000 of 169,000 births are 13.858 deaths; gamma quantiles of the count give 7.56 to 23.32
    found = row(seen(8.2), births(16.9))
    assert found["unstable"]
    assert found["remark"] == "一年约 14 例：仅偶然因素就可使其在 4.47 至 13.8 之间（95%）"
    assert not found["met"]


def test_the_same_rate_of_a_large_place_is_stable():
    assert not row(seen(8.2), exposure={"p.m": 17_000_000})["unstable"]


def test_what_is_met_stays_with_the_recorded_rate():
    assert row(seen(7.9), exposure={"p.m": 169_000})["met"]


def test_unknown_births_are_asked_for():
    assert "请给出出生人口" in row(seen(8.2))["remark"]


@given(st.floats(2.0, 14.0), st.floats(20_000, 900_000))
def test_more_births_never_make_a_stable_grade_unstable(value, size):
    few, many = (row(seen(value), exposure={"p.m": births})["unstable"] for births in (size, 100 * size))
    assert few or not many


@pytest.mark.parametrize(("size", "error"), [({"p.x": 5}, cq.UnknownIdError), ({"p.m": 0}, cq.DomainError)])
def test_wrong_exposures(size, error):
    with pytest.raises(error, match=r"exposure"):
        row(seen(8.2), exposure=size)


def test_a_rate_in_its_own_unit_is_counted_per_100_000():
    values = [seen(value, when=year) for year, value in ((2021, 9.1), (2022, 8.6), (2023, 8.0))]
    found = MOTHERS.attain(cq.Observations(values), exposure=179_000)
    assert 0.6 <= found.probability <= 0.75
