from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqtargets import clock
from cqtargets.errors import DomainError


def test_year_means_its_end_and_half_year_is_exact():
    assert clock.time(2020) == 2020.0
    assert clock.time("2023-06-30") == 2022.5
    assert clock.time(date(2023, 12, 31)) == clock.time(2023)


def test_census_date_is_the_end_of_31_october():
    assert clock.time("2020-10-31") == pytest.approx(2019 + 10 / 12, abs=1e-12)


def test_time_share_of_mid_2023_is_exactly_half():
    assert clock.time_share(2020, 2025, "2023-06-30") == 0.5


@pytest.mark.parametrize("bad", [2023.5, True, None, 2023.0])
def test_fractions_are_refused_with_the_reason(bad):
    with pytest.raises(DomainError, match=r"would be read as mid-2023 and means mid-2024"):
        clock.time(bad)


def test_text_that_is_no_date_names_the_form():
    with pytest.raises(DomainError, match=r"'2023/6' is not a date; write it as '2023-06-30'"):
        clock.time("2023/6")


def test_plan_due_before_start_is_refused():
    with pytest.raises(DomainError, match="not after its start"):
        clock.time_share(2025, 2020, 2023)


@given(st.dates(date(1950, 1, 1), date(2199, 12, 30)))
def test_time_grows_with_the_day(day):
    following = date.fromordinal(day.toordinal() + 1)
    assert clock.time(day) < clock.time(following) <= clock.time(day) + 1 / 12 / 28 + 1e-12
