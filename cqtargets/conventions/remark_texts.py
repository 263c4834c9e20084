"""Remarks on a table by their code: what was taken, read as, filled in or left out."""

from __future__ import annotations

from typing import Final

__all__ = ["REMARK_TEXTS"]

REMARK_TEXTS: Final = {
    "due_printed": ("the target is due in {year}, as printed behind it.", "按其后所印，目标年为 {year}。"),
    "due_by_period": (
        "no target year is printed: {year}, where the plan's period ends, is taken.", "未写目标年：取规划期末年 {year}。",
    ),
    "baseline_of_older": (
        "no value of {year} is printed: that of {other} is the baseline.", "没有 {year} 年的数值：以 {other} 年的为基期。",
    ),
    "start_in_target": (
        "{text} names its start: {start} is read as the baseline of {year}.", "{text} 写有起点：{start} 读作 {year} 年基期。",
    ),
    "start_beside": (
        "{text} starts from {start}, and the baseline printed beside it is {printed}, which stands.",
        "{text} 的起点为{start}，而旁列基期为{printed}：以旁列为准。",
    ),
    "stages_printed": ("{text} names several years: each is a target of its own.", "{text} 写有几个年份：各为一个目标。"),
    "aside_not_read": ("{text}: what the brackets add ({aside}) is no target of its own.", "{text}：括号内的{aside}不单独作为目标。"),
    "targets_in_sentences": (
        "there is no column of targets: {heading} is read for both what is measured and how much.",
        "没有目标列：指标名称和目标均取自{heading}。",
    ),
    "each_year_level": (
        "{text} of each year is read as the level of the target year.", "每年的 {text} 读作目标年的水平。",
    ),
    "years_of_heading": ("the headings name a year alone: {named}.", "表头只有年份：{named}。"),
    "groups_side_by_side": (
        "{names} stand side by side: each is a target of its own, the group behind its name.",
        "{names} 并列：各为一个目标，名称后注明组别。",
    ),
    "places_side_by_side": (
        "{names} stand side by side: each place has its own target.", "{names} 并列：各地各为一个目标。",
    ),
    "reference_columns": (
        "{names} give values of {of}, for comparison: no target of this plan.", "{names} 为{of}的数值，仅供对照，不是本规划的目标。",
    ),
    "yearly_parts": (
        "{names} are parts of {target} by year: no targets of their own.", "{names} 是{target}按年分解的部分，不单独作为目标。",
    ),
    "due_within_year": (
        "due {printed}: the year {year} is taken, the printed time is kept in the note.", "时限为{printed}：取 {year} 年，原文记入备注。",
    ),
    "read_as_target": ("{names} is read as the target", "{names} 读作目标"),
    "read_as_baseline": ("{names} is read as the baseline", "{names} 读作基期"),
    "both_read": (
        "{names} is read as the target and {baseline} as the baseline", "{names} 读作目标，{baseline} 读作基期",
    ),
    "is_baseline": ("{heading} is the baseline", "{heading} 为基期"),
    "none_is_baseline": ("none is a baseline", "均非基期"),
    "groups_beside": (
        "of the two columns under {heading!r} the left one is read as the plan's groups.",
        "{heading!r} 下两列，左列读作规划的分组。",
    ),
    "column_unread": (
        "the column {heading!r} is not read: its heading is not known.", "{heading!r} 列未读：表头不识。",
    ),
    "struck_out": ("{text!r} is struck out and left out.", "{text!r} 有删除线，未读。"),
    "row_note": ("no target: {text!r} is left out.", "不是目标：{text!r} 未读。"),
    "header_again": ("the header stands here again: left out.", "表头重复出现，未读。"),
    "rows_as_groups": ("rows without a target are read as headings of groups: {named}.", "无目标的行读作分组：{named}。"),
    "rates_not_read": ("no values of a year, not read: {names}.", "不是当年数，未读：{names}。"),
    "filled_down": ("empty cells go on with the one above ({count} rows).", "空单元格沿用上一格（{count} 行）。"),
    "in_file": ("{file}: {why}", "{file}：{why}"),
    "later_vintage": (
        "{name} for {when}: {value:g} ({place}) is the later vintage and counts; kept beside it: {kept}.",
        "{name} {when}：{value:g}（{place}）发布较晚，以此为准；另存：{kept}。",
    ),
    "adds_up": (
        "{text!r} is read as {total} {unit} over the {years} years from baseline to target.",
        "{text!r} 按基期至目标的 {years} 年读作 {total} {unit}。",
    ),
    "no_year_value": ("{text!r} is no value of a year: not read.", "{text!r} 不是当年数，未读。"),
    "no_value_for": ("no value for {name!r}: left out.", "{name!r} 没有数值，未读。"),
    "no_value_no_name": ("no value and no name: left out.", "没有数值也没有名称，未读。"),
    "follows_above": (
        "the target names nothing to follow: {above!r} of the row above is taken.", "未写随何变化：取上一行的 {above!r}。",
    ),
    "id_made": ("no id: {id!r} is made from plan and row.", "没有 id：由规划和行号生成 {id!r}。"),
    "read_in_unit": ("{printed} is read as {read}, as the target.", "{printed} 按目标单位读作 {read}。"),
    "read_as_percent": (
        "{text!r} is read as per cent of the baseline: {baseline:g} with {amount:+g} points is no share.",
        "{text!r} 读作基期的百分比：{baseline:g} 加 {amount:+g} 个百分点不成比例。",
    ),
    "region_taken": (
        "no region in {count}: {place}, the one place named here, is taken.", "{count}没有地区：取此处写明的{place}。",
    ),
    "yearly_taken": (
        "{count} values ({names}) are taken as amounts of their year, by the definition of what is measured: write"
        " cumulative in column form if they are sums.",
        "{count} 个数值（{names}）按指标定义视为当年数；如为累计数，请在“数值形式”列注明。",
    ),
    "one_row": ("1 row", "1 行"),
    "many_rows": ("{count} rows", "{count} 行"),
    "ids_made": ("no id in {count} rows ({rows}): each is made from plan and row.", "{count} 行没有 id（{rows}）：均由规划和行号生成。"),
    "follows_above_each": (
        "{count} targets name nothing to follow (rows {rows}): the row above is taken.",
        "{count} 项未写随何变化（第 {rows} 行）：取上一行。",
    ),
    "in_rows": ("{what} (rows {rows}).", "{what}（第 {rows} 行）。"),
    "alike_in_rows": ("{what}; likewise, with other numbers, row {rows}.", "{what}；第 {rows} 行同样，数值各异。"),
    "and_more": ("{listed} and {count} more", "{listed} 等另 {count} 个"),
}  # fmt: skip
