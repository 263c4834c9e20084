from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets.conventions.quantity import Quantity
from cqtargets.errors import DomainError

BEDS = replace(
    cq.Indicator(
        id="p.beds", concept="beds_per_1000", plan="p", name_zh="每千人口床位数", unit="张", per=1000, measure="rate",
        population="resident", region="甲市", baseline=6.0, baseline_year=2020, target_year=2025, target_low=8.0,
        comparator=">=", direction="up",
    )
)  # fmt: skip


class People:
    """Young and old of each region by year."""

    basis = "resident"

    def __init__(self, people, draws=0):
        self.people, self.years, self.draws = people, tuple(people), draws

    def denominator(self, band, *, on, kind="year_end"):
        held = self.people[int(on)]
        values = {
            name: held[name][0] + held[name][1] if band == "total" else held[name][band == "60+"] for name in held
        }
        point = np.array([float(value) for value in values.values()])
        spread = 1 + np.linspace(-0.1, 0.1, self.draws) if self.draws else np.zeros(0)
        return Quantity(
            name=band,
            unit="人",
            on=str(on),
            kind=kind,
            regions=tuple(values),
            point=point,
            draws=point[:, None] * spread,
        )


RATES = {"0-59": 0.1, "60+": 0.3}


def test_by_hand():
    # 900 x 0.1 + 100 x 0.3 = 120 fill six beds; 700 x 0.1 + 200 x 0.3 = 130 fill 6.5, for 900 people
    people = People({year: {"甲市": (900, 100)} for year in range(2020, 2030)} | {2030: {"甲市": (700, 200)}})
    row = BEDS.bed_use(people, admissions=RATES).to_frame(on=2030).iloc[0]
    assert row["beds"] == pytest.approx(6.5)
    assert row["use"] == pytest.approx(6.5 / 0.9)
    assert (row["from_use"], row["from_ages"]) == (-2.0, pytest.approx(0))
    assert row["from_ageing"] == pytest.approx(6.5 / 0.9 - 6)
    assert "use_low" not in row


def test_a_district_of_old_people_uses_more_at_the_rates_of_all():
    people = People({2020: {"甲": (800, 200), "乙": (1000, 0)}, 2025: {"甲": (800, 200), "乙": (1000, 0)}}, draws=11)
    frame = BEDS.bed_use(people, admissions=RATES).to_frame(on=2020)
    # 1,800 x 0.1 + 200 x 0.3 = 240 fill twelve beds: seven in one district, five in the other
    assert frame["use"].tolist() == pytest.approx([7.0, 5.0])
    assert frame["from_ages"].tolist() == pytest.approx([1.0, -1.0])
    assert (frame["beds_low"] < frame["beds"]).all()
    assert frame["beds"].sum() == pytest.approx(12)


heads = st.tuples(st.integers(1, 10_000), st.integers(1, 10_000))


@given(st.lists(st.tuples(heads, heads), min_size=1, max_size=4), st.floats(0.01, 1), st.floats(0.01, 1))
def test_the_three_parts_add_up_to_the_difference(regions, young, old):
    people = People(
        {
            year: {f"r{place}": pair[number] for place, pair in enumerate(regions)}
            for number, year in ((0, 2020), (1, 2025))
        }
    )
    frame = BEDS.bed_use(people, admissions={"0-59": young, "60+": old}).to_frame()
    parts = frame["from_use"] + frame["from_ages"] + frame["from_ageing"]
    assert parts.tolist() == pytest.approx(frame["difference"].tolist(), abs=1e-9)
    start = frame[frame["year"] == 2020]
    everybody = sum(sum(pair[0]) for pair in regions)
    assert start["beds"].sum() == pytest.approx(0.006 * everybody)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (replace(BEDS, unit="人", concept="nurses_per_1000"), "no ratio of beds"),
        (replace(BEDS, baseline=None, baseline_year=None), "no ratio of beds"),
        (replace(BEDS, population="elderly_60plus"), "no ratio of beds"),
        (replace(BEDS, baseline_year=2019), "holds 2020 to 2025, not 2019"),
    ],
)
def test_what_cannot_be_held_against_use_is_said(target, words):
    people = People({year: {"甲市": (900, 100)} for year in range(2020, 2026)})
    with pytest.raises(DomainError, match=words):
        target.bed_use(people, admissions=RATES)


def test_a_year_outside_is_named_and_a_negative_rate_refused():
    people = People({year: {"甲市": (900, 100)} for year in range(2020, 2026)})
    with pytest.raises(DomainError, match="not 2031"):
        BEDS.bed_use(people, admissions=RATES).to_frame(on=2031)
    with pytest.raises(DomainError, match="admission"):
        BEDS.bed_use(people, admissions={"0-59": -0.1, "60+": 0.3})
