"""A catalogue printed in any layout, among titles, groups and notes, is the catalogue that is read back."""

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

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
