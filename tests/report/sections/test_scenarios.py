import pytest

import cqtargets as cq
from cqtargets.report.request import Request
from cqtargets.report.sections.scenarios import build


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_section_shows_later_and_higher_targets(cat, obs, lang):
    (section,) = build(Request(catalogue=cat, observations=obs, lang=lang))
    text, figure, table = section.blocks
    rows = {row.cells[0].note: row.cells for row in table.rows}
    assert str(len(rows)) in text.words
    beds = rows["med14.beds_per_1000"]
    # 8 / 6.38 over five and over six years; 8.8 / 6.38 over five
    assert [cell.text for cell in beds[2:7]] == ["8", "4.63%", "3.84%", "8.8", "6.64%"]
    assert [cell.text for cell in rows["med14.inpatient_days"][5:6]] == ["7.2"]
    assert rows["med14.life_expectancy"][5].text == ""
    assert len(figure.draw().lines) == 3


def test_section_without_a_rate_says_so(cat, obs):
    empty = cq.Catalogue(one for one in cat if one.baseline is None and one.form != "proportional")
    (section,) = build(Request(catalogue=empty, observations=obs, lang="en"))
    assert [block.words for block in section.blocks] == ["No target has a growth rate, so there is nothing to compare."]
