import pytest

from cqtargets.report import write
from cqtargets.report.content import Figure, Table, Text
from cqtargets.report.request import Request
from cqtargets.report.sections import prospects


def blocks(cat, obs, **options):
    (section,) = prospects.build(Request(catalogue=cat, observations=obs, **options))
    return section.blocks


def test_section_gives_chances_refusals_and_the_rest(cat, obs):
    parts = blocks(cat, obs)
    chances, refused = (part for part in parts if isinstance(part, Table))
    row, *others = chances.rows
    found = cat["med14.life_expectancy"].attain(obs)
    assert row.cells[0].note == "med14.life_expectancy"
    assert (row.cells[6].text, row.cells[6].number) == ("99%", found.probability)
    assert [one.cells[0].note for one in others] == [
        "med14.physicians_per_1000", "med14.childcare_places_per_1000", "care14.eldercare_beds", "silver24.eldercare_beds",
    ]  # fmt: skip
    drawn = [part.caption for part in parts if isinstance(part, Figure)]
    assert [caption.split("：")[0] for caption in drawn] == [
        cat[key].name("zh")
        for key in (
            "med14.physicians_per_1000",
            "med14.childcare_places_per_1000",
            "silver24.eldercare_beds",
        )
    ]  # the most open ones, one of the two on elder-care beds
    assert all(row.cells[-1].text for row in refused.rows)
    assert sum("2018年以前拟合的方法都未料到其后的放缓" in part.words for part in parts if isinstance(part, Text)) == 1
    rest = parts[-1].words
    assert rest.startswith("其余 290 项：")
    assert "证据不足：仅有一个数值，无从看进度（" in rest


def test_chance_stands_beside_the_grade_and_says_so(cat, obs):
    lead = blocks(cat, obs, lang="en")[0]
    assert "never enters the grade" in lead.words


def test_a_plan_without_series_says_so(cat, obs):
    parts = blocks(cat.select(plan="nanan24"), obs, lang="en")
    assert [type(part) for part in parts] == [Text, Text, Text]
    assert parts[1].words == "There is no series to go by."


@pytest.mark.slow
def test_page_and_workbook_hold_the_section(cat, obs, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    write(cat.select(concept="life_expectancy"), obs, tmp_path)
    assert 'id="part-prospects"' in (tmp_path / "index.html").read_text(encoding="utf-8")
    book = openpyxl.load_workbook(tmp_path / "cqtargets.xlsx")
    assert "可能性" in book.sheetnames
