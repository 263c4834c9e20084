"""Reasons of the next plan by their code: candidates, paces, anchors, stocks and flags, English and Chinese."""

from __future__ import annotations

from typing import Final

__all__ = ["PROPOSAL_TEXTS"]

PROPOSAL_TEXTS: Final = {
    "of_carried_over": ("carried_over: {why}", "沿用原目标：{why}"),
    "of_national": ("national: {why}", "国家目标：{why}"),
    "of_norm": ("norm: {why}", "规划标准：{why}"),
    "of_present_pace": ("present_pace: {why}", "现速渐缓：{why}"),
    "of_national_lead": ("national_lead: {why}", "国家目标加现有优势：{why}"),
    "of_need": ("need: {why}", "按人口需要：{why}"),
    "of_peers": ("peers: {why}", "同类地区：{why}"),
    "of_saturation": ("saturation: {why}", "饱和值：{why}"),
    "base_unknown": (
        "base unknown: collect; nothing comparable was observed since the plan began",
        "基数不详，须先收集：规划期内没有可比的观测值",
    ),
    "need_form": (
        "--need {text!r} is not CONCEPT=UNITS, such as eldercare_beds=260000", "--need {text!r} 不是 概念=数量，如 eldercare_beds=260000",
    ),
    "need_of_nothing": (
        "--need: no target of the plan is for {concept!r}; nearest: {near}", "--need：规划中没有 {concept!r} 的指标；相近的有 {near}",
    ),
    "learned_values": ("its own {count} values from {first} to {last}", "自身 {first} 至 {last} 的 {count} 个数值"),
    "learned_donors": ("spread borrowed from {names}", "离散程度借自 {names}"),
    "learned_stretch": (
        "stretched by {factor:.2f} as {forecasts} forecasts {first} to {last} years ahead in {places} other places ask for"
        " ({held:.0%} of what came inside 80 %)",
        "按其他 {places} 个地方提前 {first} 至 {last} 年的 {forecasts} 次预测放宽 {factor:.2f} 倍（80% 区间含实际值的 {held:.0%}）",
    ),
    "old_not_known_met": (
        "the base is unknown: whether the old target is met is not known", "基数不详，原目标是否达到不清楚",
    ),
    "not_beyond_old": ("{value} is not beyond the old target {base}: {why}", "{value} 未超过原目标 {base}：{why}"),
    "beyond_nature": ("{value} lies beyond {limit}: {why}", "{value} 超过 {limit}：{why}"),
    "limit_share": ("a share ends at {top:g}", "比例以 {top:g} 为限"),
    "limit_head": ("there would be more than one a head", "人均将超过一个"),
    "limit_children": ("there are no more children under three in {to}", "{to} 年三岁以下婴幼儿只有这么多"),
    "limit_unknown": (
        "places cannot pass the children under three, and no forecast of people is given",
        "托位数以三岁以下婴幼儿人数为限，而未给出人口预测",
    ),
    "same_value": ("{value} stands already above", "{value} 已列于上"),
    "rise_without_base": ("the rise needs a base, which is to be collected", "只列提高幅度，须先收集基数"),
    "lead_unknown": (
        "what the nation had when the base was seen is not known in one definition", "同一时点、同一口径的全国数不详，优势无从计算",
    ),
    "lead_of_a_bound": ("the base is a bound: how far it lies ahead is not known", "基数仅为界限，优势大小不详"),
    "no_lead": ("the nation had {nation:g}: there is no lead to keep", "同期全国为 {nation:g}，没有优势可保持"),
    "lead_kept": (
        "the lead of {when} is kept: {own:g} where the nation had {nation:g}", "保持 {when} 年的优势：本地 {own:g}，全国 {nation:g}",
    ),
    "pace_from_bound": (
        "the latest value {value:g} is a bound: no pace follows from it", "最近值 {value:g} 仅为界限，不能据以推算速度",
    ),
    "two_say_nothing": (
        "{count} exact comparable values: three are needed to carry a pace on", "可比的确切值只有 {count} 个，推算速度须有三个",
    ),
    "damped_trend": (
        "the damped trend of all {count} exact values of {start} to {end}: the latest level and pace go on, and the pace fades",
        "按 {start} 至 {end} 全部 {count} 个确数的阻尼趋势：由近年的水平与速度延续，速度渐缓",
    ),
    "no_need": ("what the people of that year need is not given", "未给出届时人口的需要"),
    "need_given": ("what the people of that year need", "届时人口的需要"),
    "no_peers": ("no peer has a comparable value", "同类地区没有可比的数值"),
    "peers_have": ("the middle of {shown}", "取中间值：{shown}"),
    "nation_ahead": ("the nation has {value:g} ({when}), beyond the base", "全国已为 {value:g}（{when}），好于本地基数"),
    "nation_added": ("the nation asks for it for the first time ({document})", "国家新设的指标（{document}）"),
    "work_of_one_plan": (
        "work of the plan that ends: report it; what is to be done next is a new number", "属本规划期的建设任务：总结完成情况，下一规划另定",
    ),
    "old_still_asked": ("the old target still asks for it", "原目标仍待达到"),
    "nothing_asks_for_more": (
        "met, and nothing known asks for more: hold the level", "已达到，且没有依据要求更高：保持现有水平",
    ),
    "goes_on": ("due in {due}, not before {to}: the target goes on", "{due} 年到期，不早于 {to} 年：目标继续有效"),
    "held_not_raised": ("the target asks to hold a level: it is held, not raised", "保持型目标，不再提高"),
    "not_beyond_base": ("{value} is not beyond the base {base}: {why}", "{value} 未超过基数 {base}：{why}"),
    "leads_away": ("the pace leads away from the target", "趋势背离目标"),
    "raised_not_repeated": ("already reached: a met target is raised, not repeated", "已经达到，只提高、不重复"),
    "a_step_back": ("a plan does not step back from its own number", "不从原定数后退"),
    "old_without_level": ("the old target has no level", "原目标没有水平值"),
    "old_met": ("the old target is met: it is raised, not repeated", "原目标已达到，只提高、不重复"),
    "old_met_unknown": ("whether the old target is met cannot be told", "原目标是否达到无法判断"),
    "no_national": ("no national target for this concept", "该指标没有国家目标"),
    "national_goal": ("{goal} by {year}", "{year} 年{goal}"),
    "national_rise": (
        "the national rise over a base that is not printed, on our own base", "国家只列提高幅度，按本地基数计",
    ),
    "on_the_way": ("in equal steps, {year} on the way", "等步推进，{year} 年为途中值"),
    "national_counts": (
        "the national target counts {seen}, this target {wanted}", "国家目标口径为{seen}，本目标口径为{wanted}",
    ),
    "pace_goes_on": ("the pace of {start} to {end} goes on and fades", "{start} 至 {end} 的速度延续并渐缓"),
    "base_at_end": (
        "the base {value:g} is at the end of the scale: no pace leads on from there",
        "基数 {value:g} 在量程尽头，无从按速度推进",
    ),
    "value_at_end": (
        "{value:g} is at the end of the scale: no pace from or to there", "{value:g} 在量程尽头，无速度可算",
    ),
    "no_rising_share": ("not a share that is to rise", "不是要提高的比例"),
    "at_ceiling": (
        "at its ceiling: hold it, or leave it out of the next plan", "已到上限：保持，或不再列入下一规划",
    ),
    "not_saturated": ("{value:g} is below {part:.0%} of the ceiling: not saturated", "{value:g} 未到上限的 {part:.0%}"),
    "last_cost_most": ("all of them; the last ones cost most", "全部达到，最后一部分代价最大"),
    "too_few_for_pace": ("fewer than two comparable values: no pace", "可比观测值不足两个，无速度"),
    "end_never_reached": (
        "never seen: no pace reaches the end of the scale", "从未有过：按任何速度都只能逼近上限",
    ),
    "faster_than_seen": (
        "faster than the best pace that three values or more keep up ({start} to {end})",
        "快于三个以上数值所示的最快持续速度（{start} 至 {end}）",
    ),
    "no_probability": ("no probability: {why}", "无概率：{why}"),
    "no_stock": ("a {measure} asks for no stock", "{measure} 类指标不涉及存量"),
    "no_people_counted": ("per {people}: no people to count", "分母为 {people}，无人口可计"),
    "no_people_named": ("per something not named: no people to count", "未注明分母，无人口可计"),
    "no_population_of": ("no population of {region} for {to}", "没有{region} {to} 年的人口"),
    "no_population_given": ("no population of {region} is given", "未给出{region}的人口"),
    "no_band": ("there is no age band for {people}", "{people} 没有对应的年龄段"),
    "no_band_of_nobody": ("there is no age band for the population", "该人口没有对应的年龄段"),
    "no_norm": ("no norm for this concept", "该指标没有配置标准"),
    "norm_by_size": ("norm {key} depends on the size of each district", "标准 {key} 随各区县规模而定"),
    "norm_is_share": ("norm {key} is a share, the target is in {unit}", "标准 {key} 为比例，目标单位为 {unit}"),
    "norm_is_ratio": ("norm {key} is a ratio, the target is in {unit}", "标准 {key} 为配比，目标单位为 {unit}"),
    "norm_without_end": (
        "norm {key} sets no end in the wanted direction", "标准 {key} 未规定期望方向上的限值",
    ),
    "norm_unit": ("norm {key}: {why}", "标准 {key}：{why}"),
    "not_seen_since": (
        "no comparable observation after {year}: base unknown, collect", "{year} 年后无可比观测值：基数不详，须先收集",
    ),
    "not_seen": ("no comparable observation: base unknown, collect", "无可比观测值：基数不详，须先收集"),
    "base_bound": ("the base is a bound ({bound} {value:g})", "基数仅为界限（{bound} {value:g}）"),
    "base_about": ("the base is approximate ({printed})", "基数为约数（{printed}）"),
    "base_preliminary": ("the base is preliminary", "基数为快报数"),
    "base_estimate": ("the base is estimate", "基数为预计数"),
    "basis_changed": (
        "definition changed: {before_when} counts {before}, {when} {now}",
        "口径改变：{before_when} 为{before}，{when} 为{now}",
    ),
    "population_changed": (
        "population changed: {before_when} counts {before}, {when} {now}",
        "人口口径改变：{before_when} 为{before}，{when} 为{now}",
    ),
    "series_break": (
        "series break: {seen} of {when} is not comparable: {why}", "序列中断：{when} 的 {seen} 不可比：{why}",
    ),
    "revised": ("revised: {when} was {before:g} and is {now:g}", "修订：{when} 原为 {before:g}，现为 {now:g}"),
    "also_in": (
        "also a target of {plan}: {goal} by {year}", "{plan}亦有目标：{goal}（{year} 年）",
    ),
    "room_for_more": (
        "the present pace leads to {present:.4g}: there is room to ask for more than {chosen:.4g}",
        "按现速可达 {present:.4g}，可要求高于 {chosen:.4g}",
    ),
}  # fmt: skip
