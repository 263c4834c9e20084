"""Faults of rows by their code: what is wrong and what to write instead, English and Chinese."""

from __future__ import annotations

from typing import Final

__all__ = ["FAULT_TEXTS"]

_FAULTS: Final = {
    "empty_key": ("{field} is empty.", "Write a key or a name.", "{field} 为空。", "请填写键或名称。"),
    "unknown_word": ("{value!r} is not a {what}.", "Write one of {words}.", "{value!r} 不是 {what} 的取值。", "请从 {words} 中选填。"),
    "follows_nothing": (
        "a proportional target follows nothing.", "Name the concept whose growth it copies.",
        "同比例目标没有写明随哪个指标变化。", "请填写所随指标的概念。",
    ),
    "follows_itself": (
        "the target follows itself ({value!r}).", "Name another concept.", "目标随自身变化（{value!r}）。", "请填写另一概念。",
    ),
    "no_year": (
        "{value} is not a year from 1900 to 2200.", "Write four digits.", "{value} 不是 1900 至 2200 之间的年份。", "请写四位数字。",
    ),
    "not_after": (
        "{value} is not after the baseline year {start}.", "Write a later year.",
        "{value} 不晚于基期年 {start}。", "请填写更晚的年份。",
    ),
    "baseline_without_year": (
        "the baseline has a value and no year.", "Write its year.", "基期有数值而没有年份。", "请填写年份。",
    ),
    "period_after_target": (
        "{value} is after the target year {due}.", "Swap them.", "{value} 晚于目标年 {due}。", "请对调。",
    ),
    "number_missing": (
        "there is no number.", "Write it, or qualitative in column form.", "没有数值。", "请填写数值，或在 form 列填 qualitative。",
    ),
    "end_needed": (
        "comparator {value!r} needs {field}.", "Write the number.", "比较符 {value!r} 需要 {field}。", "请填写数值。",
    ),
    "end_not_finite": ("{value} is not a finite number.", "Write the number.", "{value} 不是有限数。", "请填写数值。"),
    "end_not_used": (
        "comparator {value!r} does not use {field}.", "Leave it empty.", "比较符 {value!r} 不用 {field}。", "请留空。",
    ),
    "ends_crossed": (
        "{low:g} is above target_high {high:g}.", "Swap them.", "{low:g} 大于 target_high {high:g}。", "请对调。",
    ),
    "no_share": (
        "{value:g} {unit} is not a share from 0 to {most:g}.", "Correct it.", "{value:g} {unit} 不是 0 至 {most:g} 的比例。", "请更正。",
    ),
    "baseline_not_finite": (
        "{value} is not a finite number.", "Write it or leave it empty.", "{value} 不是有限数。", "请填写数值或留空。",
    ),
    "change_of_no_change": (
        "a target of form {form!r} has no kind of change.", "Leave it empty, or write relative in form.",
        "形式为 {form!r} 的目标没有变化方式。", "请留空，或在 form 列填 relative。",
    ),
    "points_of_no_share": (
        "points are for shares, not for a {measure} in {unit}.", "Write absolute.",
        "百分点只用于比例，不用于单位为 {unit} 的 {measure}。", "请填 absolute。",
    ),
    "compared_with_nothing": (
        "a target of form {form!r} is compared with nothing.", "Leave it empty, or write relative in form.",
        "形式为 {form!r} 的目标不与其他相比。", "请留空，或在 form 列填 relative。",
    ),
    "tolerance_of_no_about": (
        "a tolerance is for '~' (左右), not for {value!r}.", "Leave it empty.", "容差只用于 '~'（左右），不用于 {value!r}。", "请留空。",
    ),
    "no_half_width": (
        "{value} is not a half width.", "Write a number of 0 or more, in the unit.", "{value} 不是容差。", "请按单位填写不小于 0 的数。",
    ),
    "no_denominator": (
        "{value} people are no denominator.", "Write 1000 for 每千人口, or leave it empty.",
        "{value} 人不能作分母。", "每千人口填 1000，或留空。",
    ),
    "two_denominators": (
        "the target is for each {place} and for each {per} people.", "Leave one of them empty.",
        "目标既按每{place}又按每 {per} 人。", "请留空其一。",
    ),
    "earlier_is_itself": (
        "the target names itself ({value!r}).", "Write the id of the earlier one.", "目标写的是自己（{value!r}）。", "请填写较早一行的 id。",
    ),
    "no_weight": (
        "{value} is not a weight.", "Write a number of 0 or more, or leave it empty.", "{value} 不是权重。", "请填写不小于 0 的数，或留空。",
    ),
    "no_position": (
        "{value} is not a place in the plan's order.", "Write 1 for the first, or leave it empty.",
        "{value} 不是规划中的序号。", "第一项填 1，或留空。",
    ),
    "no_status": (
        "{value!r} is not a status.", "Write one of {words}, or leave it empty.", "{value!r} 不是状态。", "请从 {words} 中选填，或留空。",
    ),
    "status_of_nothing": (
        "{value} of what? The row has no target.", "Write it in target_text (目标值).", "{value}：这一行没有目标。", "请在 target_text（目标值）填写。",
    ),
    "judged_when": (
        "{value!r} does not say when it was judged.", "Write the verdict, who and when: 达标; 市卫生健康委; 2026-01-15.",
        "{value!r} 没有写认定时间。", "请写结论、单位和时间：达标; 市卫生健康委; 2026-01-15。",
    ),
    "date_not_number": (
        "{value} is a date, not a number.", "Write {instead} as a number.", "{value} 是日期，不是数值。", "请写成数值 {instead}。",
    ),
    "not_number": (
        "{value!r} is not a number.", "Write digits, or leave the cell empty.", "{value!r} 不是数值。", "请写数字，或留空。",
    ),
    "not_whole": (
        "{value:g} is not a whole number.", "Write a whole number, such as 2025.", "{value:g} 不是整数。", "请写整数，如 2025。",
    ),
    "target_empty": (
        "the target is empty.", "Write it as the plan prints it (目标值), such as 65%以上.", "目标值为空。", "请按规划原文填写目标值，如 65%以上。",
    ),
    "no_binding": (
        "{value!r} is not a binding type.", "Write 约束性 or 预期性, or leave it empty.", "{value!r} 不是指标属性。", "请填约束性或预期性，或留空。",
    ),
    "names_taken": (
        "{known} of {count} names without 概念 stand for a known concept ({exact} as the register prints it, {normalised} "
        "but for form, {alias} by another wording).",
        "Write a key of your own in column 概念 where another thing is measured.",
        "{count} 个没有填“概念”的名称中，{known} 个对应已知概念（{exact} 个名称相同，{normalised} 个写法不同，{alias} 个为其他名称）。",
        "如衡量的是另一事项，请在“概念”列填写自己的键。",
    ),
    "work_over_plan": (
        "{name} is work that adds up: the number is taken as the sum of the plan's years.", "Write level in form where it is a state at the end.",
        "{name}为逐年累加的工作量，按规划期内累计数读取。", "如为期末时点数，请在“目标形式”列填写 level。",
    ),
    "added_over_plan": (
        "{name} is what the plan adds: the number is taken as the increase over its years.", "Write level in form where it is a state at the end, flow where it is each year's.",
        "{name}为规划期内新增数，按增量读取。", "如为期末时点数，请在“目标形式”列填写 level；如为每年数，填写 flow。",
    ),
    "task_of_year": (
        "the title speaks of tasks of each year ({title}): the number is taken as what that year does.", "Write level in form where it is the state at its end.",
        "标题为各年度任务（{title}）：按当年完成数读取。", "如为年末时点数，请在“目标形式”列填写 level。",
    ),
    "added_each_year": (
        "what is added stands under each of several years: the number is taken as what that year adds.", "Write increment in form where it is the sum since the start.",
        "逐年列出新增数：按当年新增数读取。", "如为自基期起的累计增量，请在“目标形式”列填写 increment。",
    ),
    "task_or_level": (
        "is the number what that year does, or the state at its end? The title ({title}) does not say: it is read as a level.", "Write flow in form where it is what the year does.",
        "该数是当年完成数还是年末时点数？标题（{title}）未说明：按时点数读取。", "如为当年完成数，请在“目标形式”列填写 flow。",
    ),
    "work_each_year": (
        "{name} is work of each year: the number is taken as the amount of a year.", "Write cumulative in form where it is the sum of the plan's years.",
        "{name}为每年的工作量，按年度数读取。", "如为规划期内累计数，请在“目标形式”列填写 cumulative。",
    ),
    "work_since_start": (
        "{name} may add up over the plan's years; having a start, it is read as a level at the end.", "Write cumulative in form where it counts from zero.",
        "{name}可能为规划期内累计数；因有基期值，按期末数读取。", "如从零累计，请在“目标形式”列填写 cumulative。",
    ),
    "unit_left_open": (
        "no unit is printed, and {name} is usually in {unit}: it stays open.", "Write the unit in unit.",
        "没有写单位；{name}通常用{unit}，未作推定。", "请填写“单位”列。",
    ),
    "unit_taken": (
        "no unit is printed: {unit} is taken, as usual for {name}.", "Fill 单位 where it is another.",
        "没有写单位：按{name}的通常单位取{unit}。", "如为其他单位，请填写“单位”列。",
    ),
    "name_of_several": (
        "the name may mean {kinds}: no concept is taken.",
        "Fill 单位 (unit) and 每 (per), or write the key in column 概念.",
        "名称可能指 {kinds}：未采用任何概念。", "请填写“单位”和“每”，或在“概念”列填写键。",
    ),
    "key_of_other_unit": (
        "the concept is {kind}, and the unit {unit} is another: one of the two is wrong.",
        "Correct 单位 or 每, or the key in column 概念 (cqtargets concepts).",
        "概念为 {kind}，而单位 {unit} 不同：两者必有一误。", "请核对“单位”或“每”，或更正“概念”列的键（cqtargets concepts）。",
    ),
    "name_of_other_unit": (
        "the name is that of {kinds}, and the unit {unit} is another: no concept is taken.",
        "Correct 单位 or 每, or write the key in column 概念 (cqtargets concepts).",
        "名称是 {kinds} 的名称，而单位 {unit} 不同：未采用该概念。", "请核对“单位”或“每”，或在“概念”列填写键（cqtargets concepts）。",
    ),
    "basis_not_said": (
        "the basis is not stated: {told}. A value of a stated basis is not compared with such a target.",
        "Fill 口径 (basis), or allow basis.",
        "未注明口径：{told}。注明口径的观测值不与这样的目标比较。", "请填写“口径”列，或允许口径不同（allow basis）。",
    ),
    "direction_against_sign": (
        "direction {direction!r} contradicts the sign {sign!r} of the target.",
        "Correct 方向 or the sign, or leave 方向 empty.",
        "方向 {direction!r} 与目标的符号 {sign!r} 矛盾。", "请改正“方向”或符号，或将“方向”留空。",
    ),
    "comparator_differs": (
        "the text says {printed} and the column comparator {column}.",
        "Correct one of the two, or leave comparator (比较符) empty.",
        "目标文字为 {printed}，“比较符”列为 {column}。", "请改正其一，或将“比较符”留空。",
    ),
    "direction_of_baseline": (
        "no direction is printed: {goal} after {start} is read as {side}.",
        "Write 越高越好, 越低越好 or 保持 in column 方向 where it is not so.",
        "没有写明方向：由 {start} 到 {goal}，读作 {side}。", "如不是这样，请在“方向”列填写越高越好、越低越好或保持。",
    ),
    "direction_of_scale": (
        "no direction is printed: {goal}, the end of the scale, is read as {side}.",
        "Write 越高越好, 越低越好 or 保持 in column 方向 where it is not so.",
        "没有写明方向：{goal} 是取值的端点，读作 {side}。", "如不是这样，请在“方向”列填写越高越好、越低越好或保持。",
    ),
    "direction_unsaid": (
        "is more or less of {name!r} better? Target {goal}, baseline {start}: nothing says it, so it is not graded.",
        "Write 越高越好, 越低越好 or 保持 in column 方向.",
        "{name!r} 越高越好还是越低越好？目标 {goal}，基期 {start}：无从判断，暂不评价。",
        "请在“方向”列填写越高越好、越低越好或保持。",
    ),
    "against_the_field": (
        "the target is printed {sign} and the usual direction is {usual!r}: kept as printed.",
        "Correct the sign where it is a slip.",
        "目标印为 {sign}，与这一指标通常的方向 {usual!r} 相反：照原文保留。", "如为笔误，请改正符号。",
    ),
    "step_back": (
        "the target {sign} {goal} lets pass less than the baseline {start}: a step back.",
        "Right where the plan sets a floor or a ceiling; else correct one of the two, or write 方向 where the target points the other way.",
        "目标 {sign} {goal} 不及基期 {start}：允许倒退。", "如规划本意是底线或上限则无误；否则请改正其一，如方向相反请填写“方向”。",
    ),
    "baseline_bound": (
        "the baseline {text} is no exact number: {value} is counted with, in paths and growth too.", "Write the number where it is known.",
        "基期{text}不是确数：按 {value} 计算，路径和增速亦然。", "如知确数，请填写。",
    ),
    "part_in_unit": (
        "{name} is a part of the row above it and is read in its unit, {unit}.", "Fill 单位 where it is another.",
        "{name}是上一行的其中项，按其单位{unit}读取。", "如为其他单位，请填写“单位”列。",
    ),
    "part_of_density": (
        "{name} is a part of a number per {per} people and is read per {per}, too.", "Fill 每 (per) where it is not.",
        "{name}是每 {per} 人指标的其中项，也按每 {per} 人读取。", "如不是这样，请填写“每”列。",
    ),
    "in_the_future": (
        "{when} lies in the future.", "Correct the date, or write 预计 in column status (状态).",
        "{when} 在将来。", "请更正日期，或在“状态”列填写“预计”。",
    ),
    "name_empty": ("the name is empty.", "Write the indicator's name (指标).", "名称为空。", "请填写指标名称（指标）。"),
    "target_year_empty": (
        "the target year is empty.", "Write the year, such as 2025 (目标年).", "目标年为空。", "请填写年份，如 2025（目标年）。",
    ),
    "half_width": (
        "{value!r} is not a number.", "Write {instead} in half-width digits without separators.",
        "{value!r} 不是数值。", "请用半角数字、不加分隔符写成 {instead}。",
    ),
    "dash": (
        "{value!r} is not a number.", "A dash means missing: leave the cell empty.", "{value!r} 不是数值。", "横线表示缺失：请留空。",
    ),
    "digits_in_unit": (
        "{value!r} is not a number.", "Write digits alone, in the unit of the row (here {instead:g} {unit}).",
        "{value!r} 不是数值。", "请只写数字，按本行单位（此处 {instead:g} {unit}）。",
    ),
    "digits_and_comparator": (
        "{value!r} is not a number.", "Write {instead:g}, and {comparator!r} in column 'comparator'.",
        "{value!r} 不是数值。", "请写 {instead:g}，并在 comparator 列填 {comparator!r}。",
    ),
    "digits": ("{value!r} is not a number.", "Write {instead:g}.", "{value!r} 不是数值。", "请写 {instead:g}。"),
}  # fmt: skip

FAULT_TEXTS: Final = {
    **{code: (wrong, chinese) for code, (wrong, _, chinese, _) in _FAULTS.items()},
    **{f"{code}_remedy": (remedy, chinese) for code, (_, remedy, _, chinese) in _FAULTS.items()},
}
