import dataclasses
import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cqtargets.backcasting import backcast
from cqtargets.errors import DomainError


def test_straight_line_after_the_lead_time_hand_worked():
    # 10,000 beds in the three years that are left after two of waiting
    plan = backcast(240_000, 250_000, start=2020, due=2025, lead_time=2)
    assert plan.feasible
    np.testing.assert_allclose(plan.levels, [240_000] * 3 + [243_333.333333, 246_666.666667, 250_000])
    assert plan.largest_rise == pytest.approx(10_000 / 3)
    assert plan.orders == pytest.approx({2021: 10_000 / 3, 2022: 10_000 / 3, 2023: 10_000 / 3})


def test_a_floor_bends_the_way_hand_worked():
    # 100 -> 160 in six years is 10 a year, but 140 must stand after three: 40/3 a year, then 20/3
    plan = backcast(100, 160, start=2020, due=2026, floor={2023: 140})
    np.testing.assert_allclose(plan.changes, [40 / 3] * 3 + [20 / 3] * 3)
    assert plan.largest_rise == pytest.approx(40 / 3)


def test_a_ceiling_delays_and_a_fall_is_spread_hand_worked():
    # at most 110 at the end of 2022: 5 a year, then 50 in two years
    plan = backcast(100, 160, start=2020, due=2024, ceiling={2022: 110})
    np.testing.assert_allclose(plan.changes, [5, 5, 25, 25])
    closing = backcast(100, 70, start=2020, due=2023, max_fall=10)
    np.testing.assert_allclose(closing.levels, [100, 90, 80, 70])
    assert (closing.largest_rise, closing.largest_fall) == pytest.approx((0, 10))


def test_years_of_an_array_are_years():
    plan = backcast(1, 3, start=np.int64(2020), due=np.int64(2022), lead_time=np.int64(1))
    assert plan.years == (2020, 2021, 2022)
    assert all(type(year) is int for year in plan.orders)


@given(st.floats(-1e5, 1e5), st.floats(-1e5, 1e5), st.integers(1, 20), st.integers(0, 19))
def test_without_bounds_every_open_year_changes_alike(current, target, years, lead):
    assume(lead < years)
    plan = backcast(current, target, start=2020, due=2020 + years, lead_time=lead)
    np.testing.assert_allclose(plan.changes[:lead], 0)
    np.testing.assert_allclose(plan.changes[lead:], (target - current) / (years - lead), atol=1e-6)
    assert plan.levels[-1] == target


@st.composite
def questions(draw):
    years = draw(st.integers(1, 7))
    numbers = st.integers(0, 20)
    low, high = {}, {}
    for year in range(2021, 2021 + years):
        ends = sorted((draw(numbers), draw(numbers)))
        if draw(st.booleans()):
            low[year] = ends[0]
        if draw(st.booleans()):
            high[year] = ends[1]
    caps = st.one_of(st.none(), st.sampled_from([0.5, 1, 2, 3.5, 5, 8]))
    return {
        "current": draw(numbers),
        "target": draw(numbers),
        "start": 2020,
        "due": 2020 + years,
        "lead_time": draw(st.integers(0, 3)),
        "floor": low,
        "ceiling": high,
        "max_rise": draw(caps),
        "max_fall": draw(caps),
    }


def by_linear_programming(asked, largest):
    """Independent answer: minimise the largest rise (or fall) subject to the constraints; None if infeasible."""
    from scipy.optimize import linprog

    n = asked["due"] - asked["start"]
    rows, right, equal, values = [], [], [], []
    bounds = [(asked["floor"].get(2020 + t), asked["ceiling"].get(2020 + t)) for t in range(1, n + 1)]
    for t in range(n):
        change = np.zeros(n + 1)
        change[t] = 1
        constant = asked["current"] if t == 0 else 0
        if t:
            change[t - 1] = -1
        if t < asked["lead_time"]:
            equal.append(change)
            values.append(constant)
        for sign, cap, name in ((1, asked["max_rise"], "rise"), (-1, asked["max_fall"], "fall")):
            if cap is not None:
                rows.append(sign * change)
                right.append(cap + sign * constant)
            if name == largest:
                row = sign * change
                row[n] = -1
                rows.append(row)
                right.append(sign * constant)
    last = np.zeros(n + 1)
    last[n - 1] = 1
    equal.append(last)
    values.append(asked["target"])
    cost = np.zeros(n + 1)
    cost[n] = 1
    found = linprog(
        cost,
        A_ub=np.array(rows) if rows else None,
        b_ub=right if rows else None,
        A_eq=np.array(equal),
        b_eq=values,
        bounds=[*[(low, high) for low, high in bounds], (0, None)],
    )
    return found if found.status == 0 else None


@settings(max_examples=80)
@given(questions())
def test_answers_agree_with_linear_programming_and_are_optimal(asked):
    answer = backcast(**asked)
    rise, fall = by_linear_programming(asked, "rise"), by_linear_programming(asked, "fall")
    assert answer.feasible == (rise is not None)
    if not answer.feasible:
        return
    assert answer.largest_rise == pytest.approx(rise.fun, abs=1e-6)
    assert answer.largest_fall == pytest.approx(fall.fun, abs=1e-6)
    assert answer.levels[-1] == pytest.approx(asked["target"])
    for year, level in zip(answer.years[1:], answer.levels[1:], strict=True):
        assert asked["floor"].get(year, -math.inf) - 1e-9 <= level <= asked["ceiling"].get(year, math.inf) + 1e-9
    for other in (rise, fall):
        changes = np.diff(np.concatenate([[asked["current"]], other.x[:-1]]))
        assert (answer.changes**2).sum() <= (changes**2).sum() + 1e-6


@settings(max_examples=120)
@given(questions())
def test_each_remedy_suffices_and_nothing_smaller_does(asked):
    answer = backcast(**asked)
    assume(not answer.feasible)
    for name in ("max_rise", "max_fall"):
        cap = getattr(answer, name)
        if cap is not None:
            assert backcast(**asked | {name: cap}).feasible
            assert not backcast(**asked | {name: cap * 0.999}).feasible
    if answer.target is not None:
        assert backcast(**asked | {"target": answer.target}).feasible
        nearer = answer.target + 0.001 * (asked["target"] - answer.target)
        assert not backcast(**asked | {"target": nearer}).feasible
    if answer.due is not None:
        assert backcast(**asked | {"due": answer.due}).feasible
        for due in range(asked["due"] + 1, answer.due):
            assert not backcast(**asked | {"due": due}).feasible
    elif answer.target is None:
        assert not backcast(**asked | {"due": asked["due"] + 30}).feasible
    leads = [lead for lead in range(asked["lead_time"]) if backcast(**asked | {"lead_time": lead}).feasible]
    assert answer.lead_time == max(leads, default=None)


def test_proof_by_the_cap_hand_worked():
    # 40 in four years of change is 10 a year; at 8 a year 32 are built, and the fifth year brings the rest
    proof = backcast(100, 140, start=2020, due=2025, lead_time=1, max_rise=8)
    assert not proof.feasible
    assert proof.binding == ("current", "target", "max_rise", "lead_time")
    assert (proof.from_year, proof.to_year, proof.needed, proof.open_years, proof.allowed) == (2020, 2025, 40, 4, 8)
    assert (proof.max_rise, proof.target, proof.due, proof.lead_time) == (10, 132, 2026, 0)
    assert proof.reason == (
        "from at most 100 (current) at the end of 2020 to at least 140 (target) at the end of 2025 it takes 10 a year "
        "in 4 years of change; max_rise is 8"
    )
    with pytest.raises(dataclasses.FrozenInstanceError):
        proof.due = 2030


def test_proof_by_a_ceiling_between_now_and_the_target_hand_worked():
    # nothing above 105 before 2024, then 35 in one year
    proof = backcast(100, 140, start=2020, due=2024, ceiling={2023: 105}, max_rise=20)
    assert proof.binding == ("ceiling", "target", "max_rise")
    assert (proof.from_year, proof.needed, proof.max_rise, proof.target, proof.due) == (2023, 35, 35, 125, 2025)


def test_proof_by_a_ceiling_below_the_target():
    proof = backcast(100, 140, start=2020, due=2024, ceiling=130)
    assert proof.reason == "the level of 2024 would have to be at most 130 (ceiling) and at least 140 (target)"
    assert (proof.binding, proof.target, proof.due, proof.max_rise) == (("ceiling", "target"), 130, None, None)


def test_proof_by_the_lead_time_alone():
    proof = backcast(100, 140, start=2020, due=2022, lead_time=3)
    assert "the level cannot change: the lead time is 3 years" in proof.reason
    assert proof.binding == ("current", "target", "lead_time")
    assert (proof.due, proof.lead_time, proof.target) == (2024, 1, 100)


def test_proof_of_a_fall_and_of_a_cap_of_zero():
    proof = backcast(100, 40, start=2020, due=2022, max_fall=20)
    assert "max_fall is 20" in proof.reason
    assert (proof.max_fall, proof.target, proof.due) == (30, 60, 2023)
    assert backcast(100, 140, start=2020, due=2022, max_rise=0).due is None


def test_two_caps_that_both_bind_have_no_single_remedy():
    proof = backcast(100, 100, start=2020, due=2022, floor={2021: 110}, max_rise=5, max_fall=5)
    assert (proof.max_rise, proof.max_fall, proof.target, proof.due) == (None, None, None, None)


@given(st.integers(0, 1000), st.integers(0, 1000), st.integers(1, 10), st.floats(0.01, 100))
def test_no_effect_from_a_change_of_unit(current, target, years, factor):
    one = backcast(current, target, start=2020, due=2020 + years, floor={2021: current // 2})
    other = backcast(
        current * factor, target * factor, start=2020, due=2020 + years, floor={2021: current // 2 * factor}
    )
    assert one.feasible == other.feasible
    if one.feasible:
        np.testing.assert_allclose(other.levels, one.levels * factor, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"current": math.nan}, "current is nan; give a finite number"),
        ({"due": 2020}, "the target is due in 2020, not after 2020; give a later year"),
        ({"due": 2025.5}, "due is 2025.5; give a whole number of years"),
        ({"lead_time": -1}, "lead_time is -1; give zero or more years"),
        ({"max_rise": -1}, "max_rise is -1; give zero or more a year, or leave it out for no limit"),
        ({"max_fall": math.inf}, "max_fall is inf"),
        ({"floor": {2030: 1}}, "the floor names 2030, outside 2021 to 2025; drop it or move the due year"),
        ({"ceiling": math.inf}, "the ceiling of 2021 is inf; give a finite number, or leave it out"),
        ({"floor": 9, "ceiling": {2022: 8}}, "the floor 9 of 2022 lies above the ceiling 8; move one of them"),
    ],
)
def test_refusals_say_why_and_what_to_do(changes, message):
    asked = {"current": 1, "target": 2, "start": 2020, "due": 2025} | changes
    with pytest.raises(DomainError, match=message):
        backcast(**asked)
