"""Remarks and faults of plan tables as printed, by their code: what was taken from around a row, and what was not read."""

from __future__ import annotations

from typing import Final

__all__ = ["PRINTED_TEXTS"]

_SAID: Final = {
    "table_unit": (
        "no unit is printed in the row: {unit}, the unit of the whole table, is taken.", "Fill 单位 where it is another.",
        "本行未写单位：取全表单位 {unit}。", "如为其他单位，请填写“单位”列。",
    ),
    "table_unit_not": (
        "the table counts in {unit}, which this row does not: its unit stays its own.", "Fill 单位 (unit).",
        "全表单位为 {unit}，与本行不符：未取。", "请填写“单位”列。",
    ),
    "table_units": (
        "several or unknown units stand above the table ({unit}): none is taken.", "Fill 单位 (unit) in each row.",
        "表上方的单位有几个或不识（{unit}）：均未取。", "请逐行填写“单位”列。",
    ),
    "bracket_meaning": (
        "{text} stands in brackets, of which the note says {meaning!r}: not understood.", "Write the number and what it is without brackets.",
        "{text} 有括号，注释称为{meaning!r}：看不懂。", "请不用括号写明数值及其含义。",
    ),
    "rate_not_read": (
        "what stands under {heading!r} is neither the target nor held against it: not read.", "Give it a row of its own where it is a target.",
        "{heading!r} 下的数既非目标，也无从与目标核对：未读。", "如为目标，请单列一行。",
    ),
    "actual_is_baseline": (
        "no baseline is named: {heading} is read as the start.", "Add the column 基期值 where the plan starts from another value.",
        "未写基期：以 {heading} 为起点。", "如规划另有基期，请增加“基期值”列。",
    ),
    "change_unsaid": (
        "nothing says what the change under {heading!r} is of.", "Write it out, such as 增长50%.",
        "看不出 {heading!r} 下的变化指什么。", "请写明，如 增长50%。",
    ),
    "rate_or_amount": (
        "nothing says whether {heading!r} is per cent or an amount in {unit}.", "Write % or the unit into the heading or the cell.",
        "看不出 {heading!r} 是百分比还是以{unit}计的数量。", "请在表头或单元格写明 % 或单位。",
    ),
    "years_against_sum": (
        "the years add up to {sum:g}, and {total:g} is printed as their sum.", "Correct one of them.",
        "各年之和为 {sum:g}，而所印合计为 {total:g}。", "请更正其一。",
    ),
    "each_taken": (
        "the name counts for each place: the unit is {unit}.", "Fill 单位 where the number is a total.",
        "名称按每处计：单位为 {unit}。", "如为总数，请填写“单位”列。",
    ),
    "each_not_read": (
        "{name} counts for each of something, which its unit does not say: read as it stands.", "Write the unit, such as 人/名.",
        "{name}按每一对象计，而单位未写：照原样读取。", "请写明单位，如 人/名。",
    ),
    "unitless": (
        "no unit is printed and none is known for the name: the number stands by itself.", "Fill 单位 (unit).",
        "没有单位，名称也无从推知：只有数字。", "请填写“单位”列。",
    ),
    "share_in_unit": (
        "the name is that of a share and the unit is {unit}.", "Correct one of the two where they do not fit.",
        "名称为比率而单位为{unit}。", "如不相符，请更正其一。",
    ),
    "count_in_share": (
        "the name is that of a number and the unit is {unit}.", "Correct one of the two where they do not fit.",
        "名称为数量而单位为{unit}。", "如不相符，请更正其一。",
    ),
    "far_apart": (
        "{goal} after {start}: one is at least ten times the other.", "Look whether both are in the unit of the row.",
        "由 {start} 到 {goal}：相差十倍以上。", "请核对二者是否同一单位。",
    ),
    "below_one_percent": (
        "{goal} is read as per cent: less than 1 %.", "Write it as a percentage where it is a fraction.",
        "{goal} 读作百分数：不足 1%。", "如为小数形式的比例，请写成百分数。",
    ),
    "beyond_bounds": (
        "{value} lies beyond what this indicator can be.", "Correct the number or the unit.",
        "{value} 超出该指标可能的范围。", "请更正数值或单位。",
    ),
    "note_beside": (
        "what stands under {heading!r} is kept as a note: no number or condition of it is read.", "Write what changes the target into its own column.",
        "{heading!r} 下的内容记为备注：其中的数字和条件未读。", "如影响目标，请写入相应列。",
    ),
    "basis_noted": (
        "the note says in what it is counted: {basis}.", "Fill 口径 where it is another.",
        "按注释，口径为{basis}。", "如为其他口径，请填写“口径”列。",
    ),
    "behind_part": (
        "the row stands behind a part of {whole} and is read as no part of it, not for so many people.", "Write 其中 before its name, or fill 每 (per), where it is one.",
        "本行列于{whole}的其中项之后，未作为其中项，也未按每若干人读取。", "如为其中项，请在名称前写“其中”，或填写“每”列。",
    ),
    "part_named": (
        "the name says only whose it is: a part of what the row above measures, and looked up as nothing else.", "Write its whole name where it is another thing.",
        "名称只写了对象：作为上一行指标的一部分，不另行匹配。", "如为其他指标，请写全名称。",
    ),
}  # fmt: skip

_REMARKS: Final = {
    "column_rate": (
        "a rate or a sum{year}: the target where none stands beside it, else held against start and target.",
        "增速或累计{year}：旁无目标时作为目标，否则与基期和目标核对。",
    ),
    "line_above": (
        "above the table: looked through for number, date, issuer, place, period and unit.", "表上方文字：只从中取文号、日期、机关、地区、规划期和单位。",
    ),
    "due_by_title": ("no target year is printed: {year}, the year of the title, is taken.", "未写目标年：取标题所写的 {year} 年。"),
    "change_as_target": ("{text} under {heading!r} is read as {read}.", "{heading!r} 下的 {text} 读作 {read}。"),
    "bracket_level": ("{text} is read as what is to be reached: the plan's note says so.", "{text} 读作期末达到数：规划注释如此。"),
    "sum_of_years": ("{text} under {heading!r} is read as the sum of the years beside it.", "{heading!r} 下的 {text} 读作旁列各年之和。"),
    "bracket_growth": ("{text} is read as growth a year in per cent: the plan's note says so.", "{text} 读作年均增速（%）：规划注释如此。"),
    "column_yearly_amount": ("{text} under {heading!r} is read as the amount of each year.", "{heading!r} 下的 {text} 读作每年的量。"),
    "bracket_yearly": ("{text} is read as the amount of each year: the plan's note says so.", "{text} 读作每年的量：规划注释如此。"),
    "bracket_rise_yearly": (
        "{text} is read as a rise in each year, {total:g} over {years} years: the plan's note says so.",
        "{text} 读作逐年变化，{years} 年共 {total:g}：规划注释如此。",
    ),
}  # fmt: skip

PRINTED_TEXTS: Final = {
    **_REMARKS,
    **{code: (wrong, chinese) for code, (wrong, _, chinese, _) in _SAID.items()},
    **{f"{code}_remedy": (remedy, chinese) for code, (_, remedy, _, chinese) in _SAID.items()},
}
