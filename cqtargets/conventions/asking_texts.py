"""What is asked for and not there by its code: ids, dates, words, positions, options of commands; how a target is refused."""

from __future__ import annotations

from typing import Final

__all__ = ["ASKING_TEXTS"]

ASKING_TEXTS: Final = {
    "glyphs_missing": ("the font of the charts lacks {signs}: a box stands in its place; write it another way where it must be readable", "图表字体缺少 {signs}：图上以方框代替；须可辨认时请换一种写法"),
    "nearest_known": ("; nearest: {names}", "；相近的有 {names}"),
    "there_are": ("; there are {names}", "；现有 {names}"),
    "unknown_key": ("no {kind} {key!r}{hint}", "没有{kind} {key!r}{hint}"),
    "positions": ("there are {count}, from 0 to {last}", "共 {count} 个，从 0 到 {last}"),
    "none_there": ("there are none", "一个也没有"),
    "position_beyond": ("no {what} at position {position!r}; {known}", "第 {position!r} 位没有{what}：{known}"),
    "no_kind_of_key": ("no {what} {position!r}; write an id, a position or a slice", "没有{what} {position!r}：请写 id、位置或切片"),
    "kind_indicator": ("indicator", "指标"),
    "kind_norm": ("norm", "标准"),
    "kind_incentive": ("incentive", "激励"),
    "kind_concept": ("concept", "概念"),
    "kind_plan": ("plan", "规划"),
    "kind_region": ("region", "地区"),
    "kind_topic": ("topic", "主题"),
    "kind_observation": ("observation", "观测值"),
    "kind_target": ("target", "指标"),
    "kind_population": ("population", "人口"),
    "kind_proposal": ("proposal", "建议"),
    "kind_finding": ("finding", "发现"),
    "no_moment": ("{when!r} is neither a year nor a date; write an int year (its end), a date or an ISO string such as '2023-06-30' (a fraction such as 2023.5 would be read as mid-2023 and means mid-2024 here)", "{when!r} 既不是年份也不是日期：请写整数年份（指年末）、日期或 '2023-06-30' 一类的文本（2023.5 一类的小数会被读作 2023 年年中，而此处指 2024 年年中）"),
    "due_before_start": ("the plan is due on {due}, not after its start {start}; give a later due date", "规划到期日 {due} 不在起始日 {start} 之后：请给更晚的到期日"),
    "no_date_written": ("{text!r} is not a date; write it as '2023-06-30', or a year as 2023", "{text!r} 不是日期：请写成 '2023-06-30'，或只写年份如 2023"),
    "no_such_word": ("{field} {value!r} does not exist; write one of {words}", "{field} 没有 {value!r}：请从 {words} 中选填"),
    "no_such_binding": ("binding {binding!r} does not exist; write 约束性 or 预期性, or '' for rows without one", "属性没有 {binding!r}：请写约束性或预期性，没有属性的写 ''"),
    "doubled_ids": ("doubled ids: {doubled}; give each indicator its own", "id 重复：{doubled}，请各用一个 id"),
    "compared_with_none": ("indicator {id!r} is {form}: it is compared with nothing", "指标 {id!r} 的形式为 {form}：不与其他相比"),
    "in_column": ("{column}: {what} {remedy}", "{column}：{what}{remedy}"),
    "value_not_finite": ("indicator {id!r}: value {value} is not finite; give a number in {unit}", "指标 {id!r}：数值 {value} 不是有限数，请按 {unit} 填写"),
    "value_without_date": ("indicator {id!r}: the value has no date; give on=2023 or on='2023-06-30'", "指标 {id!r}：数值没有日期，请给出 on=2023 或 on='2023-06-30'"),
    "not_proportional": ("indicator {id!r} is not proportional (form {form!r}): it follows nothing", "指标 {id!r} 不是同比例目标（形式 {form!r}），不随其他变化"),
    "baseline_needed": ("indicator {id!r} has no baseline: give one with with_baseline(value, year=...)", "指标 {id!r} 没有基期值：请用 with_baseline(value, year=...) 给出"),
    "follows_another": ("indicator {id!r} follows {follows!r}; {other!r} is {concept!r} with baseline {baseline} and target {goal}: give one with both numbers", "指标 {id!r} 随 {follows!r} 变化；而 {other!r} 为 {concept!r}，基期 {baseline}，目标 {goal}：请给出两者俱全的一项"),
    "observed_not_finite": ("the value of {concept!r} is {value}; write a finite number", "{concept!r} 的数值为 {value}：请写有限数"),
    "observed_word": ("{name} of {concept!r} is {value!r}; write one of {listed}", "{concept!r} 的 {name} 为 {value!r}：请从 {listed} 中选填"),
    "many_more": ("... and {count} more", "……另有 {count} 处"),
    "no_topic": ("no topic {join}; there are all, register, {topics}", "没有主题 {join}：可选 all、register、{topics}"),
    "few_draws": ("--draws {count}: intervals need two trajectories or more", "--draws {count}：区间至少需要两条轨迹"),
    "no_step": ("--every {count}: write 1 or more", "--every {count}：请写 1 或更大的数"),
    "no_period": (
        "cqtargets: --period {text!r} is not FIRST-LAST, such as 2021-2025", "cqtargets: --period {text!r} 不是起止年份，如 2021-2025",
    ),
    "no_pair": (
        "cqtargets: {option} {word}: write FIELD=VALUE, such as target=8.5", "cqtargets: {option} {word}：请写 FIELD=VALUE，如 target=8.5",
    ),
    "option_twice": ("cqtargets: {option} {name} is given twice; keep one", "cqtargets: {option} {name} 写了两次，请保留其一"),
    "no_field_of_option": (
        "cqtargets: {option} {name}: no such field; write one of {fields}", "cqtargets: {option} {name}：没有这一字段，请从 {fields} 中选",
    ),
    "option_no_number": (
        "cqtargets: {option} {name}={text}: {text!r} is not a number", "cqtargets: {option} {name}={text}：{text!r} 不是数值",
    ),
    "template_ending": ("{file}: a template ends in .xlsx or .csv", "{file}：模板文件名应以 .xlsx 或 .csv 结尾"),
    "actual_without_size": (
        "cqtargets: --actual without a size; write REGION=SIZE for each region", "cqtargets: 有 --actual 而无规模，请对每个地区写 REGION=SIZE",
    ),
    "region_twice": ("cqtargets: {region} is given twice; give each region once", "cqtargets: {region} 写了两次，每个地区只写一次"),
    "not_of_form": ("cqtargets: {text!r} is not {form}", "cqtargets: {text!r} 不是 {form}"),
    "no_claim": (
        "cqtargets: {text!r} is not KEY=AMOUNT; write industry20.production_project=3000",
        "cqtargets: {text!r} 不是 KEY=AMOUNT，请写如 industry20.production_project=3000",
    ),
    "rule_twice": ("cqtargets: {key} is given twice; give one amount a rule", "cqtargets: {key} 写了两次，每条规则只写一个数量"),
}  # fmt: skip
