"""
How do I test a plan?
=====================

Copy this file beside your own plan and run ``pytest test_our_plan.py``. Each test states what must hold; a failure prints
the numbers, the rule and the source. Change the figures to yours.
"""

import pytest

import cqtargets as cq
from cqtargets.testing import assert_adds_up, assert_met, assert_on_path, assert_within_norm

PLAN = cq.load_catalogue()  # yours: cq.read_catalogue("our_plan.xlsx")
FIGURES = cq.load_observations()  # yours: cq.read_observations("our_figures.xlsx")


def test_life_expectancy_is_reached():
    assert_met(PLAN["med14.life_expectancy"], FIGURES.latest(PLAN["med14.life_expectancy"]).observation)


def test_beds_stand_on_their_path_at_mid_term():
    assert_on_path(PLAN["med14.beds_per_1000"], 7.4, on=2023)


def test_care_beds_of_both_owners_add_up():
    assert_adds_up(PLAN["care14.eldercare_beds"], {"public": 11.5, "private": 13.5})


def test_infectious_beds_satisfy_the_norm():
    assert_within_norm(cq.load_norms()["med14.infectious_beds"], size=487_281, value=50)


@pytest.mark.parametrize("slip", [1, 2])
def test_doctors_need_less_than_five_per_cent_a_year_when_due_later(slip):
    late = cq.whatif("med14.physicians_per_1000", shift={"target_year": slip}, catalogue=PLAN)
    assert late.after.required_growth().cagr < 0.05
