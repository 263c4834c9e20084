import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets.errors import CqTargetsError

CATALOGUE, OBSERVATIONS = cq.load_catalogue(), cq.load_observations()
BEFORE = CATALOGUE.to_frame(), OBSERVATIONS.to_frame()
IDS = tuple(id(target) for target in CATALOGUE)

where = st.one_of(
    st.sampled_from(CATALOGUE.ids),
    st.sampled_from([{"plan": "med14"}, {"binding": "约束性"}, {"measure": "rate"}, {"region": "南岸区"}, "*"]),
)
change = st.one_of(
    st.builds(cq.Scale, where, st.sampled_from(["target", "baseline", "growth"]), st.floats(-1, 3)),
    st.builds(lambda at, by: cq.Shift(at, "target_year", by=by), where, st.integers(-6, 6)),
    st.builds(lambda at, value: cq.Set(at, target=value), where, st.floats(0, 100)),
    st.builds(lambda word: cq.Set({"population": "*"}, variant=word), st.sampled_from(["low", "high"])),
)


@pytest.mark.slow
@settings(max_examples=25)
@given(sequence=st.lists(st.lists(change, max_size=3), min_size=1, max_size=3))
def test_no_sequence_of_scenarios_changes_what_it_started_from(sequence):
    held = CATALOGUE
    for number, changes in enumerate(sequence):
        try:
            scenario = cq.Scenario(f"{number}", changes)
            cq.compare(held, scenario, observations=OBSERVATIONS, profile="schedule").to_frame()
            held = scenario.apply(held)
        except CqTargetsError:
            continue
    assert CATALOGUE.to_frame().equals(BEFORE[0])
    assert OBSERVATIONS.to_frame().equals(BEFORE[1])
    assert tuple(id(target) for target in CATALOGUE) == IDS


@given(first=st.floats(0.5, 2), second=st.floats(0.5, 2))
def test_scaling_twice_is_scaling_by_the_product(first, second):
    def scaled(catalogue, factor):
        return cq.Scenario("x", [cq.Scale({"measure": "rate"}, "target", factor)]).apply(catalogue)

    plan = CATALOGUE.select(measure="rate", plan="med14")
    twice, once = scaled(scaled(plan, first), second), scaled(plan, first * second)
    assert [one.goal for one in twice] == pytest.approx([one.goal for one in once])


@given(by=st.integers(1, 20))
def test_a_later_due_year_asks_for_less_growth_every_year(by):
    target = "med14.beds_per_1000"
    after = cq.Scenario("x", [cq.Shift(target, "target_year", by=by)]).apply(CATALOGUE)[target]
    growth = after.required_growth()
    assert growth.annual_change * (5 + by) == pytest.approx(8 - 6.38)
    assert 0 < growth.cagr < CATALOGUE[target].required_growth().cagr
