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
    "district_twice": (
        "{name} stands here a second time.", "Keep one row a district.", "{name} 在此第二次出现。", "每个区县只留一行。",
    ),
    "district_number": (
        "no number of zero or more for {name}.", "Write a number, or leave out the row or the cell.",
        "{name} 没有不小于零的数值。", "请填写数值，或删去该行、该格。",
    ),
    "census_taken": (
        "a census: taken as of the end of {day}.", "Give year= for another day.",
        "普查表：取 {day} 日终时点。", "如为其他时点，请给出 year=。",
    ),
}  # fmt: skip

_REMARKS: Final = {
    "total_by": ("{goal:g} {unit} by {due}", "{due} 年 {goal:g} {unit}"),
    "for_people": ("{what} for {people:,.0f} people", "{what}，人口 {people:,.0f} 人"),
    "residents": ("residents", "常住人口"),
    "by_census": ("{who}, census of {year}", "{year} 年普查{who}"),
    "people_given": ("population as given", "所给人口"),
    "as_given": ("as given", "所给数值"),
    "index_given": ("index as given", "所给指数"),
    "share_over_all": (
        "share of {band} over that of all districts, census of {year}", "{year} 年普查 {band} 占比与各区县平均之比",
    ),
    "head_by_census": ("levels a head: over the census of {year}", "人均水平按 {year} 年普查人口"),
    "need_index": ("need: {source}", "需要指数：{source}"),
    "shared_equally": ("the same for each district", "各区县相同"),
    "shared_by": ("weights: {source}", "权重：{source}"),
    "districts_of_all": (
        "{given} of the {every} districts, {share:.1%} of the people: they take all of it",
        "只有 {every} 个区县中的 {given} 个，占人口 {share:.1%}：总数全部由其承担",
    ),
    "districts_of_people": (
        "the districts hold {share:.1%} of the people of the total", "各区县人口之和为总数所依人口的 {share:.1%}",
    ),
    "districts_lose": (
        "{count} would hold less than now: {shown}", "{count} 个区县将少于现有：{shown}",
    ),
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
