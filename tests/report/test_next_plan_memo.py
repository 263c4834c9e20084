"""The memo on the next plan's targets: four parts in Word, every candidate in a workbook."""

import pytest

import cqtargets as cq
from cqtargets.errors import DomainError
from cqtargets.report.next_plan_memo import memo, write_memo


@pytest.fixture(scope="module")
def found():
    rows = [
        cq.Indicator(
            id="p.nurses", concept="nurses_per_1000", plan="p", name_zh="每千人口注册护士数", unit="人", per=1000,
            measure="rate", population="resident", region="甲市", target_year=2025, target_low=4.2, target_text="4.2",
        ),
        cq.Indicator(
            id="p.days", concept="inpatient_days", plan="p", name_zh="平均住院日", unit="天", measure="mean",
            comparator="<=", direction="down", region="甲市", target_year=2025, target_high=8, target_text="≤8",
        ),
        cq.Indicator(
            id="p.homes", concept="homes", plan="p", name_zh="敬老院", unit="所", measure="count", region="甲市",
            target_year=2025, target_low=20, form="cumulative",
        ),
    ]  # fmt: skip
    seen = [cq.Observation(concept="inpatient_days", value=7.5, unit="天", when=2024, region="甲市")]
    return cq.propose_targets(cq.Catalogue(rows), cq.Observations(seen), to=2030)


def texts(report):
    cells = [
        cell.text for section in report.sections for block in section.blocks if hasattr(block, "rows")
        for row in block.rows for cell in row.cells
    ]  # fmt: skip
    return cells + [block.words for section in report.sections for block in section.blocks if hasattr(block, "words")]


def test_another_citys_memo_holds_nothing_of_chongqing(found):
    report = memo(found)
    assert [section.key for section in report.sections] == ["reached", "nation", "proposed", "open"]
    assert "重庆" not in "".join(texts(report))
    assert "共3项：保留1项，调整1项，新增0项，不再列1项" in "".join(texts(report))


def test_what_is_better_than_the_old_target_is_held_and_not_given_back(found):
    assert found["p.days"].choice is None
    assert found["p.days"]["carried_over"].value is None
    assert (found["p.nurses"].choice.value, found["p.nurses"].base) == (5.1, None)


def test_both_languages_and_both_files(found, tmp_path):
    assert "What is open" in memo(found, lang="en").sections[3].title
    written = write_memo(found, tmp_path, issuer="甲市卫生健康委员会")
    assert [path.name for path in written if path.suffix in (".docx", ".xlsx")] == ["proposals.docx", "proposals.xlsx"]
    with pytest.raises(DomainError, match="format pdf is not available; write docx, xlsx"):
        write_memo(found, tmp_path, formats=["pdf"])
