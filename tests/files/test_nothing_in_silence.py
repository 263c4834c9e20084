"""The law of a plan's table: each numeral and each word of amount in it is in a target, or named by the account."""

import csv
import re

from hypothesis import given, settings
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets.errors import DataFileError

_WORDS = re.compile(r"\d+(?:\.\d+)?|[万亿]|‰|%|百分点|每|年均|累计|提高|下降|增加|以上|以内|倍|左右")
_NAMES = (
    "人均预期寿命（岁）", "每千人口床位数（张）", "护理型床位占比（%）", "孕产妇死亡率（/10万）", "培训护理员（人次）", "每个乡镇敬老院（家）",
    "新增托位（万个）", "其中：65岁以上老年人", "2.家庭医生签约率〔约束性〕", "合计",
)  # fmt: skip
_TITLES = (
    "某市“十四五”卫生健康规划主要指标",
    "附表2 主要指标（单位：%）",
    "某县行动计划（2021年3月）",
    "2025年重点任务完成1234项",
)
_NOTES = ("注：〔〕内为五年累计数；*为2019年数据。", "备注：65岁以上按常住人口计算", "二、健康服务（单位：张）")
_GOALS = (
    "7.5",
    "≥60%",
    "提高1岁",
    "〔3000〕",
    "8.5以上",
    "1.2万",
    "全覆盖",
    "下降5个百分点",
    "约45",
    "—",
    "翻一番",
    "60（2023年）",
)
_STARTS = ("6.9", "—", "15.8（2019年）", "40%", "0.52", "1,200", "9*")
_RATES = ("", "5%", "〔12〕", "3.3", "累计600")
_ASIDES = ("", "2023年起按新口径", "每年评估1次", "含社区38张")
_HEADS = (
    ("2020年", "2025年"), ("2020年实际", "2025年目标"), ("基期值（2020年）", "“十四五”末"), ("十三五末", "2025年（预期）"), ("2020年（万张）", "2025年（万张）"),
)  # fmt: skip


@st.composite
def tables(draw):
    start, goal = draw(st.sampled_from(_HEADS))
    rate, aside = draw(st.sampled_from(("年均增速", "五年累计", "比2020年增长（%）", ""))), draw(st.booleans())
    header = ["指标", start, goal, *([rate] if rate else []), *(["备注"] if aside else [])]
    rows = [[draw(st.sampled_from(_TITLES))]] if draw(st.booleans()) else []
    rows.append(header)
    for _ in range(draw(st.integers(1, 5))):
        cells = [draw(st.sampled_from(_NAMES)), draw(st.sampled_from(_STARTS)), draw(st.sampled_from(_GOALS))]
        cells += [draw(st.sampled_from(_RATES))] if rate else []
        rows.append([*cells, *([draw(st.sampled_from(_ASIDES))] if aside else [])])
        if draw(st.integers(0, 4)) == 0:
            rows.append([draw(st.sampled_from(_NOTES))])
    return [row + [""] * (len(header) - len(row)) for row in rows]


def plain(text):
    return str(text).replace(",", "").replace(" ", "")


def held(target):
    texts = [
        target.name_zh, target.target_text, target.baseline_text, target.note, target.section, target.unit, target.basis,
        target.place_unit, target.target_year, target.baseline_year, target.per,
    ]  # fmt: skip
    numbers = [f"{value:g}" for value in (target.baseline, target.target_low, target.target_high) if value is not None]
    return plain(" ".join(map(str, [*texts, *numbers])))


@settings(max_examples=60, deadline=None)
@given(rows=tables())
def test_every_numeral_and_every_word_of_amount_is_in_a_target_or_named(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("law") / "plan.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    try:
        plan = cq.read_catalogue(path, plan="p", faults="keep")
    except DataFileError:
        return
    targets = {}
    for target in plan:
        targets.setdefault(int(re.search(r"row(\d+)", target.id)[1]), []).append(held(target))
    remarks = plain(" ".join(f"{one.reason} {one.remedy} {one.value} {one.column}" for one in plan.remarks))
    refused = {fault.row for fault in plan.left_out}
    unread = {cell.row: plain(cell.value) for cell in plan.reading.cells_unread}
    columns = {column.column: column for column in plan.reading.columns}
    headings = plain(" ".join(column.heading for column in plan.reading.columns))
    for number, row in enumerate(rows, start=1):
        if number in refused:
            continue
        for place, cell in enumerate(row):
            column = columns.get("ABCDEFG"[place])
            if number in plan.reading.header:
                named = headings
            elif number < plan.reading.header[0]:
                named = plain(plan.document("p").title) + unread.get(number, "")
            else:
                named = " ".join(targets.get(number, [])) + unread.get(number, "")
                if column is not None and "rate" in column.reason.code:
                    continue
            said = named + remarks
            for word in _WORDS.findall(plain(cell).removeprefix("2.")):
                assert word in said or f"{_number(word):g}" in said, (cell, word, rows)


def _number(word):
    try:
        return float(word)
    except ValueError:
        return -1.0
