"""Reasons of chances by their code: why there is no probability or pace, what was taken for granted, English and Chinese."""

from __future__ import annotations

from typing import Final

__all__ = ["PROSPECT_TEXTS"]

PROSPECT_TEXTS: Final = {
    "insufficient": ("insufficient evidence: {why}", "证据不足：{why}"),
    "one_value": ("one value has no pace", "仅有一个数值，无从看进度"),
    "needs_values": ("{method} needs {least} values and {count} are given", "{method} 需要{least}个数值，只有{count}个"),
    "needs_values_one": ("{method} needs {least} values and {count} is given", "{method} 需要{least}个数值，只有{count}个"),
    "beyond_tested": (
        "{due:.6g} is {ahead:.3g} years after the last value, and no forecast was tested beyond {farthest:g}",
        "目标时点 {due:.6g} 距最后一个数值{ahead:.3g}年，而预测只检验到{farthest:g}年",
    ),
    "beyond_series": (
        "{due:.6g} is {ahead:.3g} years after the last value, and the series spans only {span:.3g}",
        "目标时点 {due:.6g} 距最后一个数值{ahead:.3g}年，而序列只跨{span:.3g}年",
    ),
    "above_its_base": (
        "a share above {per:g} of its base has no binomial chance", "比例超过其基数 {per:g}，无二项概率",
    ),
    "no_case": (
        "no case was counted in any year, so the years give no rate; pool more years or a larger place",
        "各年均无一例，推不出率；请合并更多年份或更大地区",
    ),
    "all_alike": (
        "the values are all alike, so nothing says how far they may stray; give more digits",
        "各年数值全同，看不出波动幅度；请给更多小数位",
    ),
    "few_degrees": (
        "the donors ({names}) give {df} degrees of freedom; 3 are needed, as one series of five values has",
        "借用对象（{names}）只有{df}个自由度，至少要3个（相当于一列五个数值）",
    ),
    "donors_on_path": (
        "the donors ({names}) lie on one path without any spread; choose donors that vary",
        "借用对象（{names}）恰在一条路径上，没有离散；请另选",
    ),
    "whole_years": (
        "{method} needs values whole years apart; use drift, which takes any dates",
        "{method} 需要间隔为整年的数值；可用 drift，时点不限",
    ),
    "every_year": (
        "{method} needs a value every year and {years} has none; use drift, arima or local_trend",
        "{method} 需要每年的数值，而 {years} 没有；可用 drift、arima 或 local_trend",
    ),
    "not_varying": (
        "the values do not vary, so nothing says how far they may stray", "各数值不变，无从判断可能偏离多少",
    ),
    "not_converged": (
        "the fit of {method} did not converge on these {count} values; use drift",
        "{method} 在这 {count} 个数值上未收敛；可用 drift",
    ),
    "no_spread": (
        "{method} finds no spread in these values, so nothing says how far they may stray; use drift",
        "{method} 在这些数值中看不出离散，无从判断可能偏离多少；可用 drift",
    ),
    "no_change_needs_three": (
        "no change needs three values for a spread of its own", "按不变推算需三个数值才有自己的离散程度",
    ),
    "on_one_path": (
        "the values lie on one path without any spread, so nothing says how far they may stray; give more digits",
        "各数值恰在一条路径上，无从判断可能偏离多少；请给更多小数位",
    ),
    "no_rate_leads": ("no growth rate leads to {target:g}", "没有增长率可达 {target:g}"),
    "no_steady_pace": (
        "no three years with a value between kept one pace", "没有其间有数值且步调一致的三年",
    ),
    "nothing_three_years_apart": (
        "no two values lie three years or more apart", "没有相隔三年以上的两个数值",
    ),
    "no_reference": ("no reference series is given", "未给出对照序列"),
    "reference_of_one": ("{name} has one value, which has no pace", "{name} 仅有一个数值，无从看进度"),
    "met_on_scale": (
        "target {shown} is {word} met on scale {scale!r}, which ends at {least:g} and {most:g}: give tolerance= (0.5 lets "
        "99.5 meet 100), other bounds or another scale",
        "目标 {shown} 在 {scale} 尺度（{least:g} 至 {most:g}）上无从区分达到与否（{word}）：需给出容差（tolerance=）、"
        "其他界限或其他尺度",
    ),
    "total_by_decisions": (
        "a total counted from the plan's start is reached by decisions, not by a trend",
        "规划期累计量取决于决策，不按趋势推算",
    ),
    "outcome_known": (
        "the value of {when} is not before the due date: the outcome is known, see met_by",
        "{when} 的数值已到目标年，结果已知",
    ),
    "off_scale": ("{value:g} of {when} has no place on the {scale} scale", "{when} 年数值 {value:g} 不能置于 {scale} 尺度"),
    "no_width": (
        "{comparator!r} has no width of its own: give tolerance= in the unit", "“{comparator}”未注明幅度：需给出容差",
    ),
    "end_of_scale": (
        "{goal:g} is an end of the {scale} scale: give tolerance= (0.5 lets 99.5 count as 100)",
        "{goal:g} 是 {scale} 尺度的端点，需给出容差",
    ),
    "met_by_all": (
        "every value of the {scale} scale meets a target of {goal:g}", "{scale} 尺度上的任何数值都达到目标 {goal:g}",
    ),
    "values_and": ("{count} values, and {why}", "只有{count}个数值，且{why}"),
    "no_donor": (
        "no series lends its spread: five values of {concept}, or of its family, stand neither in {looked} nor beside it",
        "{looked}和本地区都没有五个以上 {concept} 或同类指标的数值可借用离散程度",
    ),
    "no_donor_above": (
        "no series lends its spread: five values of {concept}, or of its family, stand neither in a region above (there "
        "is none) nor beside it",
        "没有上级地区，本地区也没有五个以上 {concept} 或同类指标的数值可借用离散程度",
    ),
    "places": ("{first} and {second}", "{first}和{second}"),
    "borrowed_for_few": (
        "borrowed is for two to four values and {count} are given; leave method= out",
        "borrowed 只用于两至四个数值，现有 {count} 个；请不写 method=",
    ),
    "over_people": (
        "{stock} over the people forecast for the due date", "{stock} 除以目标时点的预测人口",
    ),
    "estimate_no_observation": ("an estimate is no observation", "预计数不作观测值"),
    "months_summed": (
        "a sum over {months:.0f} months is no yearly value", "{months:.0f}个月的合计不是全年数",
    ),
    "value_estimated": ("the value of {when} is an estimate", "{when} 的数值为预计数"),
    "starts_from_print": (
        "the plan prints {value:g} for {when}: its pace runs from there, not from the value observed",
        "规划印明 {when} 年为 {value:g}：规划期以来的速度由此算起，不由观测值算起",
    ),
    "counted_more": (
        "the value of {when} is a bound (more than {value:g}) and counts as {value:g}",
        "{when} 的数值为下限（超过 {value:g}），按 {value:g} 计",
    ),
    "counted_less": (
        "the value of {when} is a bound (less than {value:g}) and counts as {value:g}",
        "{when} 的数值为上限（不足 {value:g}），按 {value:g} 计",
    ),
    "counted_as": (
        "counted as {seen}, the latest value as {last}", "口径为{seen}，最新数值为{last}",
    ),
    "about_indicator": ("indicator {id!r}: {why}", "指标 {id}：{why}"),
    "no_distribution": ("no distribution: {why}; look at paces instead", "没有分布：{why}；可看 paces"),
}  # fmt: skip
