"""The indicator tables and the equipment table of our own plans, printed in four ways, come whole out of each."""

import re

import pytest

import cqtargets as cq
from tests.extraction import documents
from tests.extraction.documents import Spot

WAYS = ("docx", "html", "pdf", "lines")


def read(way, tmp_path, lines, grid, after=()):
    if way == "docx":
        documents.word(tmp_path / "plan.docx", lines, grid, after)
        return cq.read_plan(tmp_path / "plan.docx")
    if way == "html":
        (tmp_path / "plan.html").write_text(documents.web(lines, grid, after), encoding="utf-8")
        return cq.read_plan(tmp_path / "plan.html")
    if way == "pdf":
        documents.pdf(tmp_path / "plan.pdf", lines, grid, after)
        return cq.read_plan(tmp_path / "plan.pdf")
    return cq.read_plan(text=documents.bare(lines, grid, after))


def printed(value):
    return f"{value:g}"


def health_rows():
    rows = [one for one in cq.load_catalogue().select(plan="med14") if re.match(r"专栏1 第\d+(?:其中)?行", one.locator)]
    return [
        (int(re.search(r"第(\d+)", one.locator).group(1)), "其中" in one.locator.split(";")[0], one) for one in rows
    ]


def health_grid(groups=True):
    header = [
        Spot("类别"),
        Spot("序号"),
        Spot("主要指标"),
        Spot("2020年实际值"),
        Spot("2025年目标值"),
        Spot("指标性质"),
    ]
    grid = [header]
    rows = health_rows()
    sections = {}
    for _, _, one in rows:
        sections.setdefault(one.section or "健康", 0)
        sections[one.section or "健康"] += 1
    opened = set()
    for number, part, one in rows:
        name = (
            one.name_zh
            if "（" in one.name_zh and one.unit in one.name_zh
            else f"{one.name_zh}（{one.unit}）"
            if one.unit != "1:x"
            else one.name_zh
        )
        target = one.target_text
        cells = [
            Spot("" if part else str(number)),
            Spot(("其中：" if part else "") + name),
            Spot(one.baseline_text or "—"),
            Spot(target),
            Spot(str(one.binding.value)),
        ]
        section = one.section or "健康"
        if groups and section not in opened:
            opened.add(section)
            cells.insert(0, Spot(section, down=sections[section]))
        elif not groups:
            cells.insert(0, Spot(""))
        grid.append(cells)
    return grid


def care_grid():
    rows = [one for one in cq.load_catalogue().select(plan="care14") if re.match(r"专栏1 第\d+行", one.locator)]
    once = {int(re.search(r"第(\d+)", one.locator).group(1)): one for one in reversed(rows)}
    grid = [[Spot("序号"), Spot("指标名称"), Spot("2025年目标"), Spot("指标属性")]]
    for number, one in sorted(once.items()):
        text = (
            one.target_text
            if re.search(r"[≥达]", one.target_text) or one.unit in one.target_text
            else one.target_text + one.unit
        )
        grid.append([Spot(str(number)), Spot(one.name_zh), Spot(text), Spot(str(one.binding.value))])
    return grid, [one for _, one in sorted(once.items())]


def equipment():
    rows = [one for one in cq.load_catalogue().select(plan="med14") if one.locator.startswith("专栏2 ")]
    names = list(dict.fromkeys(one.name_zh for one in rows))
    places = list(dict.fromkeys(one.locator.split()[1] for one in rows))
    held = {(one.name_zh, one.locator.split()[1]): one for one in rows}
    grid = [
        [Spot("区域", down=2), *(Spot(name, across=2) for name in names)],
        [Spot(text) for _ in names for text in ("2020年配置数", "2025年规划数")],
    ]
    for place in places:
        cells = [Spot(place)]
        for name in names:
            one = held[name, place]
            cells += [Spot(printed(one.baseline)), Spot(printed(one.target_low))]
        grid.append(cells)
    return grid, rows


def fits(found, one):
    same_name = found.name == one.name_zh or found.name in one.name_zh or one.name_zh in found.name
    numbers = (found.low, found.high) == (one.target_low, one.target_high) or {found.low, found.high} - {None} == {
        one.target_low,
        one.target_high,
    } - {None}
    return same_name and numbers and found.year == one.target_year and found.kind == "target" and found.rule == "table"


def share_right(draft, rows, *, baselines=True):
    left = list(draft.statements)
    right = 0
    missing = []
    for one in rows:
        match = next(
            (
                found
                for found in left
                if fits(found, one) and (not baselines or one.baseline is None or found.baseline == one.baseline)
            ),
            None,
        )
        if match is None:
            missing.append((one.name_zh, one.baseline, one.target_text))
        else:
            left.remove(match)
            right += 1
    return right / len(rows), missing, left


@pytest.mark.parametrize("way", WAYS)
def test_the_table_of_the_health_plan(way, tmp_path):
    grid = health_grid(groups=way != "lines")
    if way == "lines":
        grid = [row[1:] for row in grid]
    draft = read(
        way, tmp_path, ["云湖市医疗卫生服务体系“十四五”规划", "专栏1 发展指标"], grid, ["备注：床位数均为编制床位。"]
    )
    rows = [one for _, _, one in health_rows()]
    share, missing, rest = share_right(draft, rows)
    assert len(rows) == 28
    assert share >= 0.99, missing
    assert rest == []
    assert [found.binding for found in draft.statements] == [str(one.binding.value) for one in rows]


@pytest.mark.parametrize("way", WAYS)
def test_the_table_of_the_care_plan(way, tmp_path):
    grid, rows = care_grid()
    draft = read(way, tmp_path, ["云湖市养老服务体系建设“十四五”规划", "专栏1 主要指标"], grid)
    share, missing, rest = share_right(draft, rows, baselines=False)
    assert len(rows) == 16
    assert share >= 0.99, missing
    assert rest == []


@pytest.mark.parametrize("way", WAYS)
def test_the_table_of_equipment(way, tmp_path):
    grid, rows = equipment()
    draft = read(way, tmp_path, ["云湖市医疗卫生服务体系“十四五”规划", "专栏2 设备配置规划数", "单位：台（套）"], grid)
    share, missing, _ = share_right(draft, rows)
    assert len(rows) == 36
    assert share >= 0.99, missing
    places = {one.region for one in draft.statements}
    assert places == {"云湖市", *(one.locator.split()[1] for one in rows)} - {"全市"}


def test_a_row_that_cannot_be_laid_out_is_listed():
    text = "云湖市“十四五”规划\n\n指标\t2020年\t2025年\t属性\n护理型床位占比（%）\t40\t60\t约束性\n床位合计\t约若干\t另行\t预期性\n"
    draft = cq.read_plan(text=text)
    assert [one.name for one in draft.statements] == ["护理型床位占比"]
    assert [one.reason for one in draft.unread if "床位合计" in draft.text[one.start : one.end]]


@pytest.mark.parametrize("way", ["docx", "html"])
def test_a_header_of_two_rows_with_cells_across_and_down(way, tmp_path):
    grid = [
        [Spot("类别", down=2), Spot("指标", down=2), Spot("指标值", across=2), Spot("属性", down=2)],
        [Spot("2020年"), Spot("2025年")],
        [Spot("保障", down=2), Spot("参保率（%）"), Spot("93"), Spot("95"), Spot("预期性")],
        [Spot("基础养老金标准（元）"), Spot("125"), Spot("逐步提高"), Spot("预期性")],
        [Spot("服务"), Spot("护理型床位占比"), Spot("45%"), Spot("≥60%"), Spot("约束性")],
    ]
    draft = read(way, tmp_path, ["云湖市“十四五”老龄规划", "专栏1 主要指标"], grid)
    assert [(one.name, one.baseline, one.low, one.binding) for one in draft.statements] == [
        ("参保率", 93, 95, "预期性"),
        ("基础养老金标准", 125, None, "预期性"),
        ("护理型床位占比", 45, 60, "约束性"),
    ]
