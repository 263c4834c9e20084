"""Faults and remarks of printed population tables and of accepted names, by their code."""

from __future__ import annotations

from typing import Final

__all__ = ["PEOPLE_TEXTS"]

_FAULTS: Final = {
    "no_people": (
        "no number of people stands under the header.", "Fill the table, or give another sheet.",
        "表头下没有人数。", "请填写表格，或指定其他工作表。",
    ),
    "shares_alone": (
        "holds shares or rates alone, no numbers of people.", "Give the table of the numbers.",
        "只有比重或比率，没有人数。", "请给出人数表。",
    ),
    "census_without_region": (
        "a census table with ages down and sexes across names no place.", "Give region=, or write it into the title.",
        "普查表未写明地区。", "请给出 region=，或写入标题。",
    ),
    "census_without_year": (
        "a census table with ages down and sexes across names no year.", "Give year=, or write it into the title.",
        "普查表未写明年份。", "请给出 year=，或写入标题。",
    ),
    "people_without_region": (
        "a table of people names no place.", "Give region=, or write it into the title.",
        "人口表未写明地区。", "请给出 region=，或写入标题。",
    ),
    "people_without_year": (
        "a table of people names no year.", "Give year=, or write it into the title.",
        "人口表未写明年份。", "请给出 year=，或写入标题。",
    ),
    "sexes_unequal": (
        "{total:.10g} is not {men:.10g} men and {women:.10g} women, which are {added:.10g}.", "Correct one of the three.",
        "{total:.10g} 不等于男 {men:.10g} 加女 {women:.10g}，两者之和为 {added:.10g}。", "请更正三者之一。",
    ),
    "ages_unequal": (
        "its parts {parts} make {added:,.10g}.", "Correct one of them.",
        "其中各组 {parts} 合计 {added:,.10g}。", "请更正其一。",
    ),
    "name_of_two": (
        "{name!r} stands for {first!r} above and for {second!r} here.", "Keep one of them.",
        "{name!r} 上面写 {first!r}，此处写 {second!r}。", "请保留其一。",
    ),
    "census_taken": (
        "a census: taken as of the end of {day}.", "Give year= for another day.",
        "普查表：取 {day} 日终时点。", "如为其他时点，请给出 year=。",
    ),
}  # fmt: skip

_REMARKS: Final = {
    "label_unknown": ("{text!r} is not understood: the row is not read.", "{text!r} 无法识别，该行未读。"),
    "columns_left": ("columns not read: {names}.", "未读的列：{names}。"),
    "dash_nobody": ("a dash is read as nobody.", "横线读作无人。"),
    "bands_left": ("bands not read: {listed}; known are {known}.", "未读的年龄段：{listed}；可用的有 {known}。"),
    "sheet_without_people": (
        "the sheet {sheet!r} holds no table of people: not read.", "工作表 {sheet!r} 没有人口表，未读。",
    ),
}  # fmt: skip

PEOPLE_TEXTS: Final = {
    **{code: (wrong, chinese) for code, (wrong, _, chinese, _) in _FAULTS.items()},
    **{f"{code}_remedy": (remedy, chinese) for code, (_, remedy, _, chinese) in _FAULTS.items()},
    **_REMARKS,
}
