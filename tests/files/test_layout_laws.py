"""A catalogue printed in any layout, among titles, groups and notes, is the catalogue that is read back."""

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

import cqtargets as cq

NAMES = ("甲类床位", "乙类护士", "丙类覆盖率", "丁类寿命", "戊类机构")
UNITS = {"甲类床位": "张", "乙类护士": "人", "丙类覆盖率": "%", "丁类寿命": "岁", "戊类机构": "家"}
numbers = st.integers(10, 9000).map(lambda number: number / 100)
rows = st.lists(
    st.tuples(st.sampled_from(NAMES), st.none() | numbers, numbers, st.sampled_from(["约束性", "预期性", ""])),
    min_size=1, max_size=5, unique_by=lambda row: row[0],
)  # fmt: skip
STARTS = ("2020年", "2020年实际值", "基期值（2020年）", "“十三五”末实际", "2020年基数")
ENDS = ("2025年目标值", "2025年（预期）", "目标（2025年）", "到2025年达到", "“十四五”末目标")


@st.composite
def layouts(draw):
    """Where the unit stands, the order of the columns, a running number, rows of groups, a title and notes."""
    return {
        "unit": draw(st.sampled_from(["column", "name"])),
        "kind": draw(st.sampled_from(["column", "name"])),
        "order": draw(st.permutations(["start", "end", "kind", "note"])),
        "start": draw(st.sampled_from(STARTS)),
        "end": draw(st.sampled_from(ENDS)),
        "numbered": draw(st.booleans()),
        "groups": draw(st.sets(st.integers(0, 4))),
        "title": draw(st.booleans()),
        "notes": draw(st.booleans()),
        "dash": draw(st.sampled_from(["—", "/", "无", ""])),
    }


def printed(rows, layout):
    """The lines of a table in that layout."""
    heads = {"start": layout["start"], "end": layout["end"], "kind": "指标属性", "note": "备注"}
    columns = [column for column in layout["order"] if column != "kind" or layout["kind"] == "column"]
    header = [*(["序号"] if layout["numbered"] else []), "主要指标", *(["单位"] if layout["unit"] == "column" else [])]
    width = len(header) + len(columns)
    lines = [["甲市主要指标表", *[""] * (width - 1)]] if layout["title"] else []
    lines.append([*header, *(heads[column] for column in columns)])
    for place, (name, start, end, kind) in enumerate(rows):
        if place in layout["groups"]:
            lines.append([f"（{'一二三四五'[place]}）第{place + 1}组", *[""] * (width - 1)])
        text = name
        if layout["unit"] == "name":
            text += f"（{UNITS[name]}）"
        if layout["kind"] == "name" and kind:
            text += f"〔{kind}〕"
        cells = {
            "start": layout["dash"] if start is None else f"{start:g}",
            "end": f"{end:g}",
            "kind": kind,
            "note": "",
        }
        front = [*([str(place + 1)] if layout["numbered"] else []), text]
        front += [UNITS[name]] if layout["unit"] == "column" else []
        lines.append([*front, *(cells[column] for column in columns)])
    if layout["notes"]:
        lines.append(["注：本表数据由各单位提供。", *[""] * (width - 1)])
    return lines


later = st.lists(
    st.tuples(st.sampled_from(NAMES), st.none() | numbers, numbers, numbers), min_size=1, max_size=4, unique_by=lambda row: row[0]
)  # fmt: skip


def two_years(rows, layout, *, merged):
    """The lines of a table with two target years under a header of two lines, and the ranges that are merged."""
    dash = layout["dash"]
    upper, lower = ["主要指标", "单位"], ["", ""]
    blocks = {"start": (["基期"], ["2020年"]), "end": (["目标值", ""], ["2025年", "2030年"])}
    order = [block for block in layout["order"] if block in blocks]
    ranges = ["A{0}:A{1}", "B{0}:B{1}"]
    for block in order:
        if block == "end" and merged:
            ranges.append(f"{'ABCDE'[len(upper)]}{{0}}:{'ABCDE'[len(upper) + 1]}{{0}}")
        upper, lower = upper + blocks[block][0], lower + blocks[block][1]
    lines = [["甲市主要指标表", *[""] * 4]] if layout["title"] else []
    first = len(lines) + 1
    lines += [upper, lower]
    for place, (name, start, early, late) in enumerate(rows):
        if place in layout["groups"]:
            lines.append([f"{'一二三四五'[place]}、第{place + 1}组", *[""] * 4])
        cells = {"start": [dash if start is None else f"{start:g}"], "end": [f"{early:g}", f"{late:g}"]}
        lines.append([name, UNITS[name], *(cell for block in order for cell in cells[block])])
    if layout["notes"]:
        lines.append(["注：本表数据由各单位提供。", *[""] * 4])
    return lines, [span.format(first, first + 1) for span in ranges] if merged else []


def saved(folder, lines, merged, *, workbook):
    """The table as CSV, or as a workbook with numbers as numbers and merged headings."""
    if not workbook:
        path = folder / "plan.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(lines)
        return path
    book = Workbook()
    for row, line in enumerate(lines, start=1):
        for column, cell in enumerate(line, start=1):
            if cell:
                number = cell.replace(".", "", 1).isdigit()
                book.active.cell(row, column, float(cell) if number else cell)
    for span in merged:
        book.active.merge_cells(span)
    book.save(folder / "plan.xlsx")
    return folder / "plan.xlsx"


@settings(max_examples=40, deadline=None)
@given(rows=later, layout=layouts(), workbook=st.booleans())
def test_two_target_years_under_two_header_lines_are_read_back(rows, layout, workbook):
    lines, merged = two_years(rows, layout, merged=workbook)
    with tempfile.TemporaryDirectory() as folder:
        plan = cq.read_catalogue(saved(Path(folder), lines, merged, workbook=workbook), plan="p", region="甲市")
    found = [
        (t.name_zh, t.unit, t.baseline, t.target_low if t.target_low is not None else t.target_high, t.target_year)
        for t in plan
    ]
    assert found == [
        (name, UNITS[name], start, end, year)
        for name, start, early, late in rows
        for end, year in ((early, 2025), (late, 2030))
    ]
    targets = list(plan)
    assert [t.earlier for t in targets[1::2]] == [t.id for t in targets[::2]]


@settings(max_examples=60, deadline=None)
@given(rows=rows, layout=layouts())
def test_what_is_printed_is_what_is_read(rows, layout):
    text = io.StringIO()
    csv.writer(text).writerows(printed(rows, layout))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.csv"
        path.write_text(text.getvalue(), encoding="utf-8")
        plan = cq.read_catalogue(path, plan="p", region="甲市")
    assert [
        (
            t.name_zh,
            t.unit,
            t.baseline,
            t.baseline_year,
            t.target_low if t.target_low is not None else t.target_high,
            t.target_year,
        )
        for t in plan
    ] == [(name, UNITS[name], start, None if start is None else 2020, end, 2025) for name, start, end, _ in rows]
    assert [t.binding.value if t.binding else "" for t in plan] == [kind for *_, kind in rows]
