"""The value alone that counts within a span is the one that `choose` takes."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets.monitoring.choosing import Comparer, choose, counting

SEEN = st.builds(
    cq.Observation,
    concept=st.just("nursing_homes"), region=st.just("甲市"), unit=st.sampled_from(("个", "个", "人")),
    value=st.integers(1, 40).map(float), when=st.integers(2018, 2027), basis=st.sampled_from(("", "运营", "登记")),
    form=st.sampled_from(("", "", "level", "flow", "cumulative")), bound=st.sampled_from(("", "", ">")),
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(
    seen=st.lists(SEEN, max_size=6),
    form=st.sampled_from(("level", "increment", "cumulative", "flow")),
    basis=st.sampled_from(("", "运营")),
    begun=st.one_of(st.none(), st.integers(2018, 2022)),
)
def test_it_is_the_value_that_counts_for_the_target(seen, form, basis, begun):
    target = cq.Indicator(
        id="p.homes", concept="nursing_homes", plan="p", region="甲市", name_zh="养老院", form=form, unit="个",
        measure="count", target_low=30, target_year=2025, period_start=begun, basis=basis,
    )  # fmt: skip
    observations = cq.Observations(seen)
    span = (-math.inf if begun is None else float(begun), 2024.0)
    full = choose([target], observations, Comparer(), limit=span[1], on="2024", span=span)[0].observation
    assert counting([(target, span)], observations, Comparer()) == [full]
