import pytest

import cqtargets as cq
from cqtargets.report.content import Figure, Table, Text
from cqtargets.report.request import Request
from cqtargets.report.sections import staffing


def section(lang="zh", **chosen):
    found = staffing.build(
        Request(catalogue=cq.load_catalogue().select(**chosen), observations=cq.load_observations(), lang=lang)
    )
    return found[0] if found else None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_staff_and_beds_stand_with_their_intervals_and_assumptions(lang):
    part = section(lang, plan="med14")
    table = next(block for block in part.blocks if isinstance(block, Table))
    assert {"med14.physicians_per_1000", "med14.nurses_per_1000"} <= {row.cells[0].note for row in table.rows}
    for row in table.rows:
        entry, low, high = (cell.number for cell in row.cells[4:7])
        assert low < entry < high
    said = " ".join(block.words for block in part.blocks if isinstance(block, Text))
    assert "Castro Lopes" in said
    assert {"zh": "60 岁及以上 24.9%", "en": "24.9 % at 60"}[lang] in said
    districts = [block for block in part.blocks if isinstance(block, Table)][1]
    assert len(districts.rows) == 38
    for row in districts.rows:
        use, low, high, difference, *parts = (cell.number for cell in row.cells[1:8])
        assert low < use < high
        assert sum(parts) == pytest.approx(difference) == pytest.approx(use - 8)
    figures = [block for block in part.blocks if isinstance(block, Figure)]
    assert len(figures) == 2
    for figure in figures:
        assert figure.draw().get_title() == ""


def test_a_plan_without_staff_or_beds_has_no_such_section():
    assert section(plan="silver24") is None


@pytest.mark.parametrize(("lang", "said"), [("zh", "没有写明"), ("en", "population that is not named")])
def test_beds_per_people_that_are_not_named_have_a_reason_and_stop_no_report(write_csv, lang, said):
    plan = cq.read_catalogue(
        write_csv("指标,概念,单位,每,基期年,基期值,目标年,目标值,地区\n每千人口床位数,beds_per_1000,张,1000,2020,7,2030,≥8,重庆市\n", "plan.csv"), plan="p"
    )  # fmt: skip
    parts = staffing.build(Request(catalogue=plan, observations=cq.Observations([]), lang=lang))
    words = [block.words for part in parts for block in part.blocks if isinstance(block, Text)]
    assert any(said in each for each in words)
