"""Questions that several rooms answer: the scale and the pace of a measure, and what a target means in beds."""

from pathlib import Path

import pytest

import cqtargets as cq
from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.denominators import BANDS, other_people
from cqtargets.conventions.quantity import Drawn
from cqtargets.errors import ConventionError
from cqtargets.report.request import Request
from cqtargets.report.sections import people
from cqtargets.targets.observation import Observation
from cqtargets.targets.stock import total_of


def ratio(**fields):
    plain = {
        "id": "p.staff", "concept": "staff_ratio", "plan": "p", "name_zh": "床人比", "measure": "ratio", "unit": "1:x",
        "baseline": 1.4, "baseline_year": 2020, "target_year": 2025, "target_low": 1.6, "region": "甲市",
    }  # fmt: skip
    return cq.Indicator(**{**plain, **fields})


def test_a_ratio_has_one_pace_in_every_room():
    cat = cq.Catalogue([ratio()])
    seen = {2016: 1.2, 2018: 1.3, 2021: 1.42, 2022: 1.45, 2024: 1.52}
    obs = cq.Observations(
        [
            Observation(concept="staff_ratio", unit="1:x", region="甲市", when=when, value=value)
            for when, value in seen.items()
        ]
    )
    pace = (1.52 - 1.4) / 4
    row = cq.assess(cat, obs).to_frame().loc[0]
    assert (row["growth_convention"], row["observed_growth"]) == ("annual_change", pytest.approx(pace))
    paces = cat["p.staff"].attain(obs).paces
    assert (paces.per_year, paces.so_far, paces.so_far_span) == ("unit", pytest.approx(pace), (2020.0, 2024.0))
    proposal = cq.propose_targets(cat, obs, to=2030)["p.staff"]
    assert (proposal.pace_unit, proposal.present_pace) == ("1:x", pytest.approx(pace))


class Residents:
    basis, region, seed = "resident", "甲市", 1

    def denominator(self, band, *, on, kind):
        raise AssertionError("people of another kind are never asked for")


def test_registered_people_are_refused_alike():
    target = ratio(measure="rate", unit="张", per=1000, population="resident", basis="户籍人口", target_low=8.0)
    with pytest.raises(
        ConventionError, match="counts 户籍人口 and the forecast is of the resident population"
    ) as stock:
        target.stock(Residents())
    later = cq.Scenario("later", [cq.Shift("p.staff", "target_year", by=1)])
    with pytest.raises(ConventionError) as compared:
        cq.compare(cq.Catalogue([target]), later, population=Residents()).to_frame()
    assert str(compared.value) == str(stock.value)


def test_who_counts_whom():
    assert other_people("resident", "", "registered") == ""
    assert other_people("resident", "常住人口", "registered") != ""
    assert other_people("registered", "", "resident") != ""
    assert other_people("registered", "", "") == ""


def test_the_stock_table_and_the_sharing_print_one_total():
    cat = cq.load_catalogue()
    total, unit = total_of(cat["care14.eldercare_beds"])
    assert (total, unit) == (250_000.0, "张")
    shared = cq.allocate_target(cat["care14.eldercare_beds"])
    assert (shared.total, shared.unit) == (total, unit)
    request = Request(catalogue=cat.select(concept="eldercare_beds"), observations=cq.load_observations(), lang="en")
    tables = [block for section in people.build(request) for block in section.blocks if hasattr(block, "rows")]
    rows = [row for table in tables for row in table.rows if row.cells[0].note == "care14.eldercare_beds"]
    assert [row.cells[4].text for row in rows] == ["250,000"]


def test_no_room_has_a_table_or_a_noise_of_its_own():
    root = Path(cq.__file__).parent
    sources = {path: path.read_text(encoding="utf-8") for path in root.rglob("*.py")}
    tables = [path.name for path, text in sources.items() if '"elderly_65plus": "65+"' in text]
    assert tables == ["denominators.py"]
    noisy = [path.name for path, text in sources.items() if "1e-9" in _code(text).lower()]
    assert noisy == ["limits.py"]
    page = (root / "report" / "page" / "templates" / "explorer" / "comparison.js").read_text(encoding="utf-8")
    assert f"const NOISE = {NOISE:.0e};".replace("e-0", "e-") in page
    assert set(BANDS) >= {"resident", "registered", "children", "elderly_60plus"}


def _code(text):
    """The lines that compute: neither those that speak of the noise, nor examples."""
    return "\n".join(
        line
        for line in text.splitlines()
        if "noise of 1e-9" not in line and "允差" not in line and "to 1e-9" not in line and "within 1e-9" not in line
    )


def test_what_is_drawn_is_one_kind_of_thing():
    assert cq.prospects.Drawn is Drawn


def test_yearly_amounts_have_no_pace_in_any_room():
    target = ratio(form="flow", measure="count", unit="个", baseline=None, baseline_year=None, period_start=2020,
                   target_low=40, target_year=2028)  # fmt: skip
    obs = cq.Observations(
        Observation(concept="staff_ratio", unit="个", region="甲市", when=when, value=value)
        for when, value in {2021: 30, 2022: 33, 2023: 35, 2024: 36, 2025: 38}.items()
    )
    cat = cq.Catalogue([target])
    found = target.attain(obs)
    assert found.probability is not None
    assert (found.paces, found.years_until_met, found.remarks[-1].code) == (None, None, "flow")
    row = cq.assess(cat, obs).to_frame().loc[0]
    assert row["growth_convention"] == ""
    assert cq.propose_targets(cat, obs, to=2030)["p.staff"].present_pace is None
    growth = target.required_growth()
    assert (growth.cagr, growth.annual_change, growth.reason.code) == (None, None, "flow")


@pytest.mark.parametrize(
    ("low", "high", "comparator", "direction", "value", "needed"),
    [
        (9.0, None, ">=", "up", 10.0, None),  # beyond the target
        (9.0, None, ">=", "up", 9.0, None),  # exactly at it
        (None, 7.0, "<=", "down", 6.0, None),
        (9.0, 12.0, "range", "up", 11.0, None),  # a met range asks for nothing
        (9.0, None, ">=", "up", 8.5, (9 / 8.5) - 1),
        (8.0, None, ">=", "hold", 8.4, None),
    ],
)
def test_what_is_met_asks_for_nothing_in_any_room(low, high, comparator, direction, value, needed):
    target = ratio(measure="rate", unit="张", per=1000, population="resident", baseline=8.2, target_low=low,
                   target_high=high, comparator=comparator, direction=direction)  # fmt: skip
    obs = cq.Observations(
        [Observation(concept="staff_ratio", unit="张", per=1000, region="甲市", when=2024, value=value)]
    )
    cat = cq.Catalogue([target])
    expected = needed if needed is None else pytest.approx(needed)
    assert target.attain(obs).paces.needed == expected
    row = cq.assess(cat, obs).to_frame().loc[0]
    assert (None if row["required_growth"] != row["required_growth"] else row["required_growth"]) == expected
    frame = cat.gaps(obs).loc[0]
    assert (None if frame["required_cagr"] != frame["required_cagr"] else frame["required_cagr"]) == expected
