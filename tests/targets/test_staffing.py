import numpy as np
import pytest

import cqtargets as cq
from cqtargets.errors import DomainError

CITY = cq.population.forecast("重庆市", to=2030, draws=200, seed=1)
PHYSICIANS = cq.load_catalogue()["med14.physicians_per_1000"]


def test_the_entry_by_hand():
    # nobody retires, 3 % leave: E = (T - 0.97^5 S) / (1 + 0.97 + ... + 0.97^4)
    certain = cq.population.forecast("重庆市", to=2025, draws=0)
    stage = PHYSICIANS.workforce(certain, exit_rates=0.03, retirement=None).stages[0]
    start = 2.77 / 1000 * certain.denominator("total", on=2020).median
    goal = 3.6 / 1000 * certain.denominator("total", on=2025).median
    assert stage.entry.median == pytest.approx((goal - 0.97**5 * start) / sum(0.97**k for k in range(5)))
    assert stage.replacing.median == pytest.approx(stage.entry.median - (goal - start) / 5)


def test_two_stages_with_intervals_and_what_was_assumed():
    found = PHYSICIANS.workforce(CITY, later={2030: 3.7}, seed=2)
    frame = found.to_frame()
    assert frame[["first_year", "last_year", "goal"]].to_numpy().tolist() == [[2021, 2025, 3.6], [2026, 2030, 3.7]]
    assert (frame["entry_low"] < frame["entry"]).all()
    assert (frame["entry"] < frame["entry_high"]).all()
    assert frame["entry"].to_numpy() == pytest.approx(frame["replacing"] + frame["growing"])
    english = " ".join(assumption.text() for assumption in found.assumptions)
    assert "Castro Lopes" in english
    assert english.count("no source") == 2
    assert "起点人数为基期值 2.77" in found.assumptions[0].text("zh")
    assert "a year 2021-2025" in repr(found)
    again = PHYSICIANS.workforce(CITY, later={2030: 3.7}, seed=2).to_frame()
    assert frame.equals(again)


def test_own_figures_take_the_place_of_assumptions():
    ages = dict.fromkeys(range(25, 60), 1.0)
    found = PHYSICIANS.workforce(CITY, current=88_000, ages=ages, exit_rates=0.02, retirement="men")
    assert all(assumption.given for assumption in found.assumptions)
    assert len(found.assumptions) == 3
    nurses = cq.load_catalogue()["med14.nurses_per_1000"].workforce(CITY)
    assert "women_55 100%" in nurses.assumptions[-1].en


def test_the_later_retirement_saves_entries():
    kept = PHYSICIANS.workforce(CITY, later={2030: 3.6}, retirement="men").stages[1].entry.median
    gone = PHYSICIANS.workforce(CITY, later={2030: 3.6}, retirement=60).stages[1].entry.median
    assert kept < gone


def test_districts_add_up_to_the_city():
    districts = cq.population.forecast("districts", to=2025, draws=0)
    parts = PHYSICIANS.workforce(districts, exit_rates=0.03).stages[0].entry
    city = PHYSICIANS.workforce(cq.population.forecast("重庆市", to=2025, draws=0), exit_rates=0.03).stages[0].entry
    assert len(parts.regions) == 38
    assert np.sum(parts.median) == pytest.approx(city.median, rel=1e-3)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"later": {2024: 3.7}}, "does not follow"),
        ({"later": {2035: 3.7}}, "outside the forecast"),
        ({"since": 2022}, "no baseline at the end of 2022"),
        ({"current": -1}, "give a number of 0 or more"),
        ({"exit_rates": 1.5}, "exit rate is 1.5"),
        ({"exit_rates": [0.1, 0.2]}, "2 exit rates for 200 trajectories"),
        ({"ages": {30: -1.0}}, "zero or more"),
        ({"retirement": 5}, "retirement at 5"),
        ({"profession": cq.workforce.Profession(entry_age=24, groups={"men": 0.4})}, "add up to 0.4"),
    ],
)
def test_bad_input_is_named(options, words):
    with pytest.raises(DomainError, match=words):
        PHYSICIANS.workforce(CITY, **options)


def test_only_ratios_to_people_have_a_staff():
    with pytest.raises(DomainError, match="only a rate for so many people"):
        cq.load_catalogue()["care14.eldercare_beds"].workforce(CITY, since=2020, current=1)
