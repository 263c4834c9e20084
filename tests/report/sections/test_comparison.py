"""The report's targets beside those of other plans, versions and cities."""

import pytest

import cqtargets as cq
from cqtargets.conventions.vocabulary import Binding
from cqtargets.report.request import Compared, Request
from cqtargets.report.sections.comparison import build


def target(key, plan="p", **fields):
    given = {
        "concept": key, "name_zh": f"指标{key}", "target_year": 2025, "baseline_year": 2020, "baseline": 1.0, "unit": "张",
        "target_low": 20.0, "region": "重庆市",
    }  # fmt: skip
    return cq.Indicator(id=f"{plan}.{key}", plan=plan, **{**given, **fields})


def seen(concept, number, region="重庆市"):
    return cq.Observation(concept=concept, when=2025, value=number, unit="张", region=region, source="年报")


def compared(ours, *others, observations=(), lang="zh"):
    request = Request(
        catalogue=cq.Catalogue(ours),
        observations=cq.Observations(observations),
        lang=lang,
        compare_with=tuple(
            Compared(catalogue=cq.Catalogue(targets), observations=cq.Observations(held), label=label)
            for targets, held, label in others
        ),
    )
    (section,) = build(request)
    return section


def test_nothing_to_compare_with_makes_no_section():
    assert build(Request(catalogue=cq.Catalogue([target("a")]), observations=cq.Observations([]))) == ()


def test_versions_say_what_is_new_dropped_changed_and_how_states_moved():
    ours = [
        target("a"), target("b", target_low=25.0, binding=Binding.OBLIGATORY), target("c", target_year=2027), target("n"),
    ]  # fmt: skip
    last = [target("a"), target("b", binding=Binding.OBLIGATORY), target("c"), target("g")]
    section = compared(ours, (last, [seen("a", 21.0)], "去年版本"), observations=[seen("a", 19.0)])
    headline, table = section.blocks
    assert headline.words == (
        "与去年版本相比：新增 1 项，删去 1 项，改动 2 项（其中约束性 1 项），未变 1 项；1 项状态有变化。"
    )
    texts = [[cell.text for cell in row.cells] for row in table.rows]
    assert [row[0] for row in texts] == ["≠ 改动", "≠ 改动", "＋ 新增", "－ 删去", "△ 状态变化"]
    assert texts[0][2] == "目标值：>= 20 张 → >= 25 张（提高）"
    assert texts[1][2] == "目标年：2025 → 2027（推迟）"
    assert texts[4][5:] == ["未完成，19 张（2025）", "超额完成，21 张（2025）"]
    assert table.rows[4].cells[5].strong
    assert not table.rows[4].cells[3].strong


def test_english_says_the_same():
    section = compared([target("a", target_low=10.0)], ([target("a")], [], "last year"), lang="en")
    assert section.blocks[0].words == (
        "Against last year: 0 new, 0 dropped, 1 changed (0 of them obligatory), 0 unchanged; the state of 0 has changed."
    )
    assert section.blocks[1].rows[0].cells[2].text == "target: >= 20 beds → >= 10 beds (lowered)"


def test_cities_stand_side_by_side_with_what_differs_marked():
    ours = [target("only"), target("beds")]
    first = [target("beds", plan="q", region="成都市", target_low=30.0)]
    second = [target("beds", plan="r", region="武汉市")]
    section = compared(ours, (first, [seen("beds", 31.0, "成都市")], "成都"), (second, [], "武汉"))
    across = section.blocks[2]
    assert [column.title for column in across.columns] == ["指标", "p", "成都", "武汉"]
    beds, only = across.rows
    assert [cell.text for cell in beds.cells] == ["指标beds", ">= 20 张 (2025)", ">= 30 张 (2025)", ">= 20 张 (2025)"]
    assert [cell.strong for cell in beds.cells] == [False, False, True, False]
    assert beds.cells[2].note == "超额完成，31 张（2025）"
    assert [cell.text for cell in only.cells[2:]] == ["—", "—"]


def test_sides_of_one_name_are_told_apart():
    section = compared([target("a")], ([target("a")], [], ""), ([target("a")], [], ""))
    across = section.blocks[2]
    assert [column.title for column in across.columns[1:]] == ["p", "p（对照）", "p（对照） 2"]


@pytest.mark.parametrize("sides", [([], [target("a")]), ([target("a")], []), ([], [])])
def test_an_empty_side_is_no_fault(sides):
    ours, theirs = sides
    section = compared(ours, (theirs, [], "另一份"))
    rows = [row for block in section.blocks if hasattr(block, "rows") for row in block.rows]
    assert len(rows) == len(ours) + len(theirs)


def test_every_format_carries_the_comparison(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    cat, last = cq.Catalogue([target("a", target_low=22.0)]), cq.Catalogue([target("a")])
    nothing = cq.Observations([])
    cq.report.write(
        cat, nothing, tmp_path, formats=["xlsx", "md"], sections=["targets"], compare_with=[(last, nothing, "去年")]
    )
    sheet = openpyxl.load_workbook(tmp_path / "cqtargets.xlsx")["对比"]
    assert "≠ 改动" in {cell.value for row in sheet.iter_rows() for cell in row}
    assert "与去年相比" in (tmp_path / "cqtargets.md").read_text(encoding="utf-8")


def test_something_else_to_compare_with_is_refused(tmp_path):
    cat, nothing = cq.Catalogue([target("a")]), cq.Observations([])
    with pytest.raises(cq.errors.DomainError, match="compare_with holds a Catalogue") as refused:
        cq.report.write(cat, nothing, tmp_path, compare_with=[cat])
    assert "请写成" in refused.value.text("zh")
