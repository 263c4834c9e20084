import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets.errors import ConventionError, DomainError
from cqtargets.prospects import split_gap


def test_beds_hand_worked(cat, obs):
    # 6.38 to 8 per 1,000; 32 to 33 million: (1.62 x 32,000) + (8 x 1,000) = 51,840 + 8,000
    split = split_gap(cat["med14.beds_per_1000"], obs, on=2020, population_now=32e6, population_due=33e6)
    assert (split.effects["ratio"], split.effects["population"]) == (pytest.approx(51_840), pytest.approx(8_000))
    assert split.total == pytest.approx(59_840)
    assert (split.stock_now, split.stock_needed) == (pytest.approx(204_160), pytest.approx(264_000))
    assert (split.ratio, split.when) == (6.38, 2020)
    assert split.interval("ratio") == pytest.approx((51_840, 51_840))
    even = split_gap(
        cat["med14.beds_per_1000"], obs, on=2020, population_now=32e6, population_due=33e6, form="symmetric"
    )
    assert even.effects["ratio"] == pytest.approx(1.62 * 32_500)
    assert even.effects["population"] == pytest.approx(7.19 * 1_000)


def test_interval_is_that_of_the_draws(cat, obs):
    people = np.linspace(31e6, 33e6, 201)
    split = split_gap(cat["med14.beds_per_1000"], obs, on=2020, population_now=32e6, population_due=people)
    assert split.people_due == 32e6
    assert split.interval("population", 0.8) == pytest.approx((-6_400, 6_400))  # 8 per 1,000 of -+ 0.8 million
    assert split.interval("total", 0.8) == pytest.approx((51_840 - 6_400, 51_840 + 6_400))
    assert split.facts()["heads_interval"] == split.interval("population", 0.8)


@given(st.floats(1e6, 5e7), st.floats(1e6, 5e7), st.sampled_from(["planning", "symmetric"]))
def test_effects_add_up(now, due, form):
    cat, obs = _loaded()
    split = split_gap(cat["med14.beds_per_1000"], obs, on=2020, population_now=now, population_due=due, form=form)
    assert sum(split.effects.values()) == pytest.approx(split.total, abs=1e-6)


_KNOWN = []


def _loaded():
    if not _KNOWN:
        _KNOWN.extend((cq.load_catalogue(), cq.load_observations()))
    return _KNOWN


def test_refusals(cat, obs):
    with pytest.raises(ConventionError, match=r"is no level per head .*only a ratio times people can be split"):
        split_gap(cat["med14.life_expectancy"], obs, population_now=1.0, population_due=1.0)
    beds = cat["med14.beds_per_1000"]
    with pytest.raises(DomainError, match="population_now has 2 draws and population_due 3; take both from one run"):
        split_gap(beds, obs, population_now=[1.0, 2.0], population_due=[1.0, 2.0, 3.0])
    with pytest.raises(DomainError, match="has no value to start from: not comparable: observed as 实有床位"):
        split_gap(beds, obs, population_now=1.0, population_due=1.0, on=2015)
    split = split_gap(beds, obs, population_now=1.0, population_due=1.0, on=2020)
    with pytest.raises(DomainError, match="'people' is no part of this split; write total, ratio, population"):
        split.interval("people")
