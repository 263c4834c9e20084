"""One observation counts for a target, and every room takes the same one."""

import io

import openpyxl
import pytest

import cqtargets as cq
from cqtargets.report.build import build_report
from cqtargets.report.request import Request
from cqtargets.report.workbook.rendering import render_workbook
from cqtargets.targets.observation import Observation


def make(**fields):
    plain = {
        "id": "p.beds", "concept": "beds", "plan": "p", "name_zh": "每千人口床位数", "measure": "rate", "unit": "张", "per": 1000,
        "baseline": 6.4, "baseline_year": 2020, "target_year": 2025, "target_low": 8.0, "region": "甲市",
    }  # fmt: skip
    return cq.Indicator(**{**plain, **fields})


def seen(when, value, **fields):
    plain = {"concept": "beds", "unit": "张", "per": 1000, "region": "甲市"}
    return Observation(**{**plain, "when": when, "value": value, **fields})


def test_the_last_value_at_or_before_the_due_date_counts():
    obs = cq.Observations([seen(2023, 7.4), seen(2025, 8.2), seen(2026, 7.9)])
    held = obs.chosen(make())
    assert (held.observation.value, held.reason) == (8.2, "")
    assert [one.value for one in held.earlier] == [7.4]
    assert [one.value for one in held.later] == [7.9]
    assert obs.chosen(make(), on=2024).observation.value == 7.4
    assert obs.chosen(make(), 2026).observation.value == 8.2
    assert obs.chosen(make(target_year=2030)).observation.value == 7.9


def test_where_none_counts_the_reason_says_so():
    cases = [
        ([seen(2026, 7.9)], "observed only after the due year (2026)"),
        ([seen(2020, 6.4)], "observed 2020, not after the baseline"),
        ([seen(2023, 7.0, region="乙市")], "no observation of this concept in the region"),
        ([seen(2023, 7.0, basis="实有床位")], "not comparable: observed as 实有床位, the target counts 编制床位"),
        ([seen(None, 7.0)], "the observation has no date"),
    ]
    for observations, reason in cases:
        held = cq.Observations(observations).chosen(make(basis="编制床位"))
        assert (held.observation, held.reason) == (None, reason)
    assert cq.Observations([seen(2024, 7.0)]).chosen(make(), on=2023).reason == "observed only after 2023"


def test_of_one_date_the_later_vintage_counts():
    first = cq.Observations([seen(2025, 7.9, status="preliminary")])
    assert first.updated(cq.Observations([seen(2025, 8.1)])).chosen(make()).observation.value == 8.1


@pytest.fixture
def passed():
    """A target met in its due year, whose value fell in the year after."""
    return cq.Catalogue([make()]), cq.Observations([seen(2023, 7.4), seen(2025, 8.2), seen(2026, 7.9)])


def test_every_room_says_the_same_and_shows_the_later_value_as_later(passed):
    cat, obs = passed
    later = "a later value (7.9 of 2026) lies after the due year"
    gap = cat.gaps(obs).loc[0]
    assert (gap["observed"], gap["met"], later in gap["reason"]) == (8.2, True, True)
    row = cq.assess(cat, obs, profile="final").to_frame().loc[0]
    assert (row["observed"], row["grade"], later in row["remark"]) == (8.2, "exceeded", True)
    assert obs.latest(cat["p.beds"]).observation.value == 8.2
    assert "the outcome is known" in cat["p.beds"].attain(obs).reason
    assert cat["p.beds"].attain(obs).history.values[-1] == 8.2
    proposal = cq.propose_targets(cat, obs, to=2030)["p.beds"]
    assert (proposal.met, proposal.base.value) == (True, 7.9)


def test_the_report_says_the_same(passed):
    cat, obs = passed
    ledgers = {ledger.key: ledger for ledger in _report(cat, obs).ledgers}
    inputs, calc = ledgers["inputs"], ledgers["calc"]
    value = dict(zip([column.key for column in inputs.columns], inputs.rows[0], strict=True))
    answer = dict(zip([column.key for column in calc.columns], calc.rows[0], strict=True))
    assert (value["observed"], answer["met"], answer["required_cagr"]) == (8.2, "met", None)


SHOWN = ("Latest observation", "Observed", "Now", "expected value", "2025", "Latest")


def test_every_section_of_the_report_and_the_workbook_show_the_value_of_the_due_year(passed):
    report = _report(*passed)
    shown, judged = [], []
    for section in report.sections:
        for table in (block for block in section.blocks if hasattr(block, "rows")):
            if "Proposals" in section.title or (table.columns[0].title == "Target" and "2021" in str(table.columns)):
                continue  # the next plan starts from the later value; the steps of the path are no observations
            for row in table.rows:
                cells = dict(zip([column.title for column in table.columns], row.cells, strict=True))
                shown += [cells[name].text.split()[0] for name in SHOWN if name in cells]
                judged += [cells[name].text for name in ("result", "Final rule", "Schedule") if name in cells]
                elsewhere = [name for name, cell in cells.items() if cell.text.startswith("7.9")]
                assert elsewhere == []
    assert len(shown) >= 6
    assert set(shown) == {"8.2"}
    assert set(judged) == {"exceeded"}
    sheets = openpyxl.load_workbook(io.BytesIO(render_workbook(report)), data_only=True)
    tracking = sheets["Paths and gaps"] if "Paths and gaps" in sheets.sheetnames else None
    values = [cell for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row]
    assert tracking is None or 7.9 not in [cell for row in tracking.iter_rows(values_only=True) for cell in row]
    assert values.count(8.2) >= 4
    assert "met" in values
    assert "not met" not in values


def test_the_evaluation_and_the_chance_know_the_outcome(passed):
    cat, obs = passed
    assert cat["p.beds"].attain(obs).outcome is True
    assert cat["p.beds"].attain(obs, on=2024).reason != cat["p.beds"].attain(obs).reason
    evaluation = cq.evaluate_plan(cat, obs, on=2026)
    assert "1 exceeded" in evaluation.conclusion(lang="en")


def test_a_whole_count_is_met_in_every_room():
    homes = make(
        concept="homes", measure="count", unit="个", per=None, baseline=None, baseline_year=None, target_low=10.0
    )
    cat = cq.Catalogue([homes])
    obs = cq.Observations([seen(2024, 10.0, concept="homes", unit="家", per=None, text="10家")])
    assert cat.gaps(obs).loc[0, "met"]
    assert homes.met_by(obs[0]) is True
    row = cq.assess(cat, obs).to_frame().loc[0]
    assert (bool(row["met"]), bool(row["unstable"]), row["grade"]) == (True, False, "met_early")
    about = cq.Observations([seen(2024, 10.0, concept="homes", unit="家", per=None, text="约10家")])
    assert homes.met_by(about[0]) is cq.Undetermined


def _report(cat, obs):
    return build_report(Request(catalogue=cat, observations=obs, lang="en"))


def test_a_stated_kind_of_value_answers_its_own_kind_of_target():
    yearly = seen(2023, 120.0, concept="homes", unit="个", per=None, form="flow", since=2022)
    summed = seen(2023, 300.0, concept="homes", unit="个", per=None, form="cumulative", since=2020)
    before = seen(2023, 900.0, concept="homes", unit="个", per=None, form="cumulative", since=2015)
    target = make(
        concept="homes", measure="count", unit="个", per=None, form="increment", target_low=500.0, baseline=None,
        baseline_year=None, period_start=2020,
    )  # fmt: skip
    assert cq.Observations([summed]).chosen(target).observation is summed
    held = cq.Observations([yearly]).chosen(target)
    assert (held.observation.bound, "no value of 2021, 2022" in held.remark) == (">=", True)
    assert "summed since 2015, the target counts from 2020 on" in cq.Observations([before]).chosen(target).reason


def test_a_level_to_keep_lists_the_years_that_missed_it():
    kept = make(measure="share", unit="%", per=None, baseline=94.0, target_low=93.0, target_text="保持在93%以上")
    shares = {2021: 92.5, 2022: 93.4, 2023: 92.0, 2025: 93.6}
    obs = cq.Observations([seen(year, value, unit="%", per=None) for year, value in shares.items()])
    held = obs.chosen(kept)
    assert held.observation.value == 93.6
    assert "not kept in 2021 (92.5), 2023 (92)" in held.remark
    row = cq.assess(cq.Catalogue([kept]), obs, profile="final").to_frame().loc[0]
    assert row["met"]
    assert "not kept in" in row["remark"]


def test_of_one_date_every_room_takes_the_exact_value_unless_a_later_vintage_says_otherwise():
    exact = seen(2024, 7.62, published="2025-03-01")
    vague = seen(2024, 7.5, bound=">", text="超过7.5", published="2025-11-01")
    expected = seen(2024, 7.7, status="estimate", published="2026-01-01")
    rows = [seen(2021, 6.6), seen(2022, 6.9), seen(2023, 7.2), vague, expected, exact]
    target = make()
    for order in (rows, rows[::-1]):
        obs = cq.Observations(order)
        assert obs.chosen(target).observation.value == 7.62
        assert target.attain(obs).history.values[-1] == 7.62
        assert obs.current("beds")[-1].bound in ("", ">")
        assert cq.assess(cq.Catalogue([target]), obs).to_frame().loc[0, "observed"] == 7.62
    updated = cq.Observations(rows).updated(cq.Observations([seen(2024, 7.8, bound=">")]))
    assert updated.chosen(target).observation.value == 7.8
    assert target.attain(updated).history.values[-1] == 7.8
