"""Care beds have one pace and one remaining time in chances, proposals, grades and the report."""

import math

import pytest

import cqtargets as cq
from cqtargets import clock
from cqtargets.report.request import Request
from cqtargets.report.sections import prospects


@pytest.fixture(scope="module")
def beds():
    return cq.load_catalogue().select(concept="eldercare_beds"), cq.load_observations()


def test_care_beds_have_one_pace_in_every_room(beds):
    cat, obs = beds
    pace = (23.57 / 23) ** (1 / (clock.time("2025-11-05") - 2020)) - 1
    chances = cat.attain(obs, index="id")
    grades = cq.assess(cat, obs).to_frame().set_index("id")
    proposals = cq.propose_targets(cat, obs)
    for key in ("care14.eldercare_beds", "silver24.eldercare_beds"):
        assert chances.loc[key, "pace_so_far"] == pytest.approx(pace)
        assert grades.loc[key, "observed_growth"] == pytest.approx(pace)
    assert proposals["silver24.eldercare_beds"].present_pace == pytest.approx(pace)


def test_care_beds_have_one_remaining_time(beds):
    cat, obs = beds
    request = Request(catalogue=cat, observations=obs, lang="en")
    rows = {
        row.cells[0].note: dict(zip([column.title for column in table.columns], row.cells, strict=True))
        for section in prospects.build(request)
        for table in section.blocks
        if hasattr(table, "rows")
        for row in table.rows
    }
    pace = (23.57 / 23) ** (1 / (clock.time("2025-11-05") - 2020)) - 1
    for key, goal in (("care14.eldercare_beds", 25.0), ("silver24.eldercare_beds", 24.0)):
        left = math.log(goal / 23.57) / math.log1p(pace)
        assert cat[key].attain(obs).years_until_met == pytest.approx(left)
        assert rows[key]["Years at present pace"].text == f"{left:.1f}"
        assert rows[key]["Pace so far"].text == f"{100 * pace:+.2f}%"
