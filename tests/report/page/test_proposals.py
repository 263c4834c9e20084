"""The room for 2030 of the bundled report: what `propose_targets` says of observed targets."""

import pytest

import cqtargets as cq
from cqtargets.report.page.proposals import proposal_table
from cqtargets.report.request import Request

LIFE = "med14.life_expectancy"


def test_rows_are_those_of_the_api(cat, obs):
    frame = cq.propose_targets(cat, obs, to=2030).to_frame()
    held = frame[frame["value"].notna() & (frame["base_origin"] == "observation")]
    rows = proposal_table(Request(catalogue=cat, observations=obs))["rows"]
    assert [(row["id"], row["value"]) for row in rows] == list(zip(held["id"], held["value"], strict=True))
    assert [bool(row["suggested"]) for row in rows] == held["suggested"].tolist()
    national = next(row for row in rows if row["id"] == LIFE and row["suggested"])
    assert (national["base"], national["when"], national["value"]) == (79.72, "2024", 80.72)
    assert national["growth"] == pytest.approx(100 * ((80.72 / 79.72) ** (1 / 6) - 1))


def test_every_text_is_there_in_both_languages(cat, obs):
    table = proposal_table(Request(catalogue=cat, observations=obs))
    texts = [row[key] for row in table["rows"] for key in ("name", "candidate", "why", "flags") if row[key]]
    assert all(set(text) == {"zh", "en"} for text in texts)
    assert all(text["zh"] != text["en"] for text in texts if text["en"] and text["en"] not in cat)


def test_no_room_without_an_observation(cat):
    assert proposal_table(Request(catalogue=cat.select(plan="care14"), observations=cq.Observations([]))) is None


@pytest.mark.external
def test_the_room_is_open_in_the_main_report(open_page, report_file, cat, obs):
    page = open_page(report_file, "#proposals")
    page.wait_for_selector(".slot table")
    table = proposal_table(Request(catalogue=cat, observations=obs))
    printed = page.eval_on_selector_all(".slot tbody tr", "rows => rows.map(row => row.cells[5].innerText)")
    assert printed == [f"{row['value']:,.2f}" for row in table["rows"]]
