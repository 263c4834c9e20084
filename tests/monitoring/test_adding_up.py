"""Yearly amounts against a target that is a sum over several years."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets.targets.observation import Observation


def jobs(**fields):
    plain = {
        "id": "p.jobs", "concept": "jobs", "plan": "p", "name_zh": "城镇新增就业", "measure": "count", "unit": "万人",
        "baseline_year": None, "period_start": 2020, "target_year": 2025, "target_low": 50.0, "form": "cumulative",
        "region": "甲市",
    }  # fmt: skip
    return cq.Indicator(**{**plain, **fields})


def seen(when, value, **fields):
    plain = {"concept": "jobs", "unit": "万人", "region": "甲市", "name_zh": "城镇新增就业"}
    return Observation(**{**plain, "when": when, "value": value, **fields})


def held(*values, on=None, **fields):
    return cq.Observations(values).chosen(jobs(**fields), on)


def test_yearly_amounts_are_added_up_since_the_start():
    found = held(*(seen(year, value, form="flow") for year, value in ((2021, 9.0), (2022, 9.5), (2023, 10.25))))
    assert (found.observation.value, found.observation.when, found.observation.form) == (28.75, 2023, "cumulative")
    assert [one.value for one in found.earlier] == [9.0, 18.5]
    assert found.remark == "the sum of 2021: 9, 2022: 9.5, 2023: 10.25"
    frame = cq.assess(cq.Catalogue([jobs()]), cq.Observations([seen(2021, 12.0, form="flow")]), on=2021).to_frame()
    assert frame.loc[0, "progress"] == pytest.approx(12 / 50)


def test_a_missing_year_leaves_a_lower_bound_and_never_the_last_year():
    found = held(seen(2021, 9.0, form="flow"), seen(2023, 10.0, form="flow"))
    assert (found.observation.value, found.observation.bound) == (19.0, ">=")
    assert "no value of 2022" in found.remark
    falling = held(seen(2021, -9.0, form="flow"), seen(2023, 10.0, form="flow"))
    assert falling.observation.when == 2021


def test_amounts_go_on_from_a_printed_sum_and_end_with_a_part_of_a_year():
    part = seen(date(2024, 6, 30), 4.0, form="flow", since=date(2023, 12, 31))
    found = held(seen(2022, 18.0, form="cumulative", since=2020), seen(2023, 10.0, form="flow"), part)
    assert (found.observation.value, found.observation.when) == (32.0, date(2024, 6, 30))
    assert [one.value for one in found.earlier] == [18.0, 28.0]
    second_half = seen(date(2024, 12, 31), 4.0, form="flow", since=date(2024, 6, 30))
    assert held(seen(2022, 18.0, form="cumulative"), second_half).observation.value == 18.0


@pytest.mark.parametrize(
    ("values", "answer", "words"),
    [
        ([(2021, 11.0), (2022, 10.5), (2023, 11.5)], 33.0, "yearly"),
        ([(2021, 11.2), (2022, 11.4), (2023, 11.9)], 34.5, "yearly"),
        ([(2021, 9.0), (2022, 19.0), (2023, 28.0), (2024, 38.0)], 38.0, "sums"),
        ([(2021, 9.0)], 9.0, ""),
    ],
)
def test_how_values_run_tells_amounts_from_sums(values, answer, words):
    found = held(*(seen(year, value) for year, value in values))
    assert found.observation.value == pytest.approx(answer)
    assert words in found.remark


@pytest.mark.parametrize("values", [[(2023, 12.0)], [(2021, 10.0), (2022, 15.0)]])
def test_where_nobody_says_what_a_value_is_it_does_not_count(values):
    found = held(*(seen(year, value) for year, value in values))
    assert found.observation is None
    assert "of one year or the sum since the start" in found.reason
    assert "当年数还是累计数" in found.reason.text("zh")


def test_words_tell_what_a_value_is():
    assert held(seen(2023, 30.0, name_zh="累计新增就业")).observation.value == 30.0
    assert held(seen(2023, 12.0, name_zh="全年新增就业")).observation.bound == ">="


def test_units_vintages_and_bases_are_respected():
    first = cq.Observations([seen(2021, 9.0, form="flow"), seen(2022, 9.0, form="flow")])
    both = first.updated(cq.Observations([seen(2021, 91_000, unit="人", form="flow")]))
    assert both.chosen(jobs()).observation.value == pytest.approx(18.1)
    other = seen(2022, 5.0, form="flow", basis="户籍人口")
    assert held(seen(2021, 9.0, form="flow"), other, basis="常住人口").observation.value == 9.0


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=5))
def test_amounts_and_their_sums_give_one_answer(amounts):
    flows = [seen(2021 + place, float(value), form="flow") for place, value in enumerate(amounts)]
    sums = [
        seen(2021 + place, float(sum(amounts[: place + 1])), form="cumulative", since=2020)
        for place in range(len(amounts))
    ]
    first, second = held(*flows), held(*sums)
    assert (first.observation.value, first.observation.when) == (second.observation.value, second.observation.when)
    assert [one.value for one in first.earlier] == [one.value for one in second.earlier]
