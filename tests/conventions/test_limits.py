import numpy as np
import pytest

import cqtargets as cq
from cqtargets.conventions import limits
from cqtargets.conventions.limits import MOST_DRAWS, checked_draws, whole_number
from cqtargets.errors import DomainError


@pytest.mark.parametrize("value", [True, 1.5, "10", None, -1, 0, MOST_DRAWS + 1, [1], np.nan, 10**30])
def test_what_is_no_number_of_draws_is_refused_with_the_bound(value):
    with pytest.raises(DomainError, match=r"draws is .*; give a whole number from 1 to 1,000,000"):
        checked_draws(value)


def test_whole_numbers_of_any_kind_are_numbers():
    assert whole_number("seed", np.int64(7)) == 7
    assert checked_draws(MOST_DRAWS) == MOST_DRAWS
    with pytest.raises(DomainError, match="seed is -1; give a whole number of 0 or more"):
        whole_number("seed", -1)


def _twenty_targets():
    return cq.Catalogue(
        cq.Indicator(
            id=f"p.a{place}", concept=f"a{place}", plan="p", name_zh="床位", baseline=1, baseline_year=2020, target_low=2,
            target_year=2200, unit="张",
        )
        for place in range(20)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("ask", "rows", "remedy"),
    [
        (lambda cat: cat.paths(), "3,620", "on="),
        (lambda cat: cq.compare(cat, cq.Scenario("later", [])), "7,240", "years="),
        (lambda cat: cq.compare(cat, years=range(2020, 2030)), "200", "years="),
    ],
)
def test_a_frame_beyond_the_memory_is_refused_with_its_size_and_what_to_ask_instead(ask, rows, remedy, monkeypatch):
    monkeypatch.setattr(limits, "memory", lambda: 1000.0)
    with pytest.raises(cq.DomainError) as caught:
        ask(_twenty_targets())
    for lang in ("en", "zh"):
        said = caught.value.reason.text(lang)
        assert rows in said
        assert remedy in said
        assert "GB" in said
    monkeypatch.undo()
    assert ask(_twenty_targets()) is not None
