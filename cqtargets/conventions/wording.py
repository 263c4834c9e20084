"""The library's reasons in Chinese: English is what the API says, Chinese is what a report prints."""

from __future__ import annotations

import re
from typing import Final

from cqtargets.conventions.reasons import Reason

__all__ = ["in_chinese", "say"]

_PHRASES: Final = (
    ("the plan prints no baseline", "规划未列基期值"),
    ("the plan gives no start year", "规划未列起始年"),
    ("growth from zero has no rate", "基期为零，无增长率"),
    ("growth to zero has no rate", "目标为零，无增长率"),
    ("growth through zero has no rate", "跨零，无增长率"),
    ("no time between baseline and target", "基期与目标同时，无增长率"),
    ("an increment starts at zero: it has a pace, not a growth rate", "新增量，只有年均进度"),
    ("a cumulative target starts at zero: it has a pace, not a growth rate", "累计量，只有年均进度"),
    ("a yearly flow has the same target each year: no growth is required", "年度流量，逐年目标相同"),
    ("a yearly flow has no way behind it", "年度流量，无所谓落后几年"),
    ("the target is qualitative: no number to reach", "定性目标"),
    ("the target has no number", "目标没有数值"),
    ("the baseline is already at or beyond the target", "基期已达到目标"),
    ("beyond the target: the path is there on the due date at the earliest", "已超过目标，至少提前到此"),
    ("worse than the baseline: the path was never there", "不如基期，路径上没有这一水平"),
    ("no observation of this concept in the region", "本地区没有该指标的观测值"),
    ("the observation has no date", "观测值没有日期"),
    ("a change over a baseline that the plan does not print", "相对提高，规划未列基期值"),
    (
        "; of the districts two censuses by age are known, so they are raked to the whole",
        "；区县有两次分年龄普查，按全市数比例调整",
    ),
    ("the change has no start year", "相对提高，没有起始年"),
    ("a census by age, life expectancy and births are known", "已知分年龄普查、预期寿命和出生人数"),
    (
        "a census by age, life expectancy and the count under one year of age are known",
        "已知分年龄普查、预期寿命和普查时不满一岁人数",
    ),
    ("full rates are given", "已给出全部分年龄率"),
    (
        "of the districts two censuses by age are known, so they are raked to the whole",
        "各区县已知两次分年龄普查，逐项平差到全市",
    ),
    ("cohort-component", "队列要素法"),
    ("districts by Hamilton-Perry", "区县用 Hamilton-Perry 法"),
    ("geometric trend of totals", "总人口几何趋势"),
    (
        "a total counted from the plan's start is reached by decisions, not by a trend",
        "规划期累计量取决于决策，不按趋势推算",
    ),
    ("an estimate (预计) is no observation", "预计数不作观测值"),
    (
        "the values are all alike, so nothing says how far they may stray; give more digits",
        "各年数值全同，看不出波动幅度；请给更多小数位",
    ),
    (
        "no case was counted in any year, so the years give no rate; pool more years or a larger place",
        "各年均无一例，推不出率；请合并更多年份或更大地区",
    ),
    ("one value has no pace", "仅有一个数值，无从看进度"),
    ("give tolerance= (0.5 lets 99.5 count as 100)", "需给出容差"),
    ("give tolerance= in the unit", "需给出容差"),
    ("so nothing says how far they may stray; give more digits", "无从判断可能偏离多少"),
    ("the values lie on one path without any spread", "各数值恰在一条路径上"),
    (
        "the value is dated before the due year: the final rule takes the due year's value",
        "观测早于目标年，终期评估取目标年的数值",
    ),
    (
        "the value is dated after the due year: the final rule takes the due year's value",
        "观测晚于目标年，终期评估取目标年的数值",
    ),
    ("the baseline already stood at or beyond the target: there was no way to cover", "基期已达到目标，无进度可言"),
    ("'~' (左右) has no width of its own: give tolerance=, in the target's unit", "“左右”未注明幅度"),
    ("the statistic has no finite value for these numbers", "这组数值没有可算的统计量"),
    (
        "fewer points than the mean of yearly changes needs (four in the last five years)",
        "数据点不足（近五年至少四个）",
    ),
    ("the series holds zero or a negative value: no rate of reduction", "序列含零或负值，无下降率"),
    ("the series is too short for the term", "序列太短"),
    ("an index with the baseline as 100 needs a baseline above zero", "以基期为 100 的指数要求基期大于零"),
    ("no pace from baseline to value, and no expected_end: give expected_end=", "既无推进速度，也无预计期末值"),
    ("no time between baseline and value", "基期与观测同时"),
    ("a level to hold needs a target", "保持类指标需要目标值"),
    ("the profile needs a target", "该方法需要目标值"),
    ("the target is met: no growth is required", "已达目标，无需增长"),
    ("growth below zero has no rate: the yearly step is given", "零以下没有增速，另列年均变化"),
    ("a yearly rate is asked for itself: no growth of it is required", "目标本身即年均增速，无所需增长"),
    ("a sum has a pace, not a growth rate", "累计量有年均数量，无增速"),
    ("the path is level: it has this value never, or always", "路径为水平线，从不经过该值或始终为该值"),
    (" has no way to go: ", "无路径："),
    (" has no way to go", "无路径"),
    ("has no way to go: ", "无路径："),
    (", it is to be kept", "，应予保持"),
    ("a change against ", "相比的变化，比较对象："),
    (", whose value is not given: give it with with_reference(value)", "（其数值未给出）"),
    ("the wanted direction is not stated: give it with direction and comparator", "未注明期望方向"),
    (
        "whether more or less is better is not stated: give it with direction and comparator",
        "未注明越高越好还是越低越好",
    ),
    ("no time is left", "已到期"),
    ("the target is damaged in the source", "目标原文有缺"),
    ("the figure is approximate (约)", "约数"),
    ("the figure is a bound: no pace", "仅为界限，无速度可算"),
    ("no target has this concept", "没有对应的目标"),
    ("nothing is assessed", "无可评估指标"),
    ("an increment starts at zero again: nothing is handed over", "新增量重新从零起，无基数可移交"),
    ("a cumulative target starts at zero again: nothing is handed over", "累计量重新从零起，无基数可移交"),
    ("a yearly flow has no end value: nothing is handed over", "年度流量，无期末值可移交"),
    ("the target is qualitative: nothing is handed over", "定性目标，无基数可移交"),
    ("the target follows another and has no base of its own", "随另一指标变化，没有自己的基数"),
    (": there is nothing to start from; observe it first", "，无从起步，应先取得观测值"),
    ("the old target is taken as met: nothing is left to carry over", "暂按原目标已达到处理，无可结转"),
    ("the old target is met: it is raised, not repeated", "原目标已达到，只提高、不重复"),
    ("already reached: a met target is raised, not repeated", "已经达到，只提高、不重复"),
    ("whether the old target is met cannot be told", "原目标是否达到无法判断"),
    ("the target asks to hold a level: it is held, not raised", "保持型目标，不再提高"),
    ("the pace leads away from the target", "趋势背离目标"),
    ("no national target for this concept", "该指标没有国家目标"),
    ("the national rise over a base that is not printed, on our own base", "国家只列提高幅度，按本地基数计"),
    ("no norm for this concept", "该指标没有配置标准"),
    ("fewer than two comparable values: no pace", "可比观测值不足两个，无速度"),
    ("no two exact comparable values lie three years or more apart", "没有相隔三年以上的两个可比观测值"),
    ("faster than the best pace seen", "快于历史最快速度"),
    ("never seen: no pace reaches the end of the scale", "从未有过：按任何速度都只能逼近上限"),
    ("all of them; the last ones cost most", "全部达到，最后一部分代价最大"),
    ("not a share that is to rise", "不是要提高的比例"),
    ("at its ceiling: hold it, or leave it out of the next plan", "已到上限：保持，或不再列入下一规划"),
    ("the base is observed: the pace seen counts, not the one planned", "基数为观测值，以实际速度为准"),
    ("the plan leads from or to the end of the scale: it has no pace", "原规划起点或终点在量程尽头，无步幅"),
    ("; a bound, so is the pace", "（端点仅为界限，速度亦然）"),
    ("the base is preliminary", "基数为快报数"),
    ("the base is estimate", "基数为预计数"),
)
_PATTERNS: Final = tuple(
    (re.compile(english), chinese)
    for english, chinese in (
        (r"the rate of (\S+), which the target follows", r"随 \1 的增速"),
        (r"the target copies the growth of '(.+?)'", r"随 \1 同比例变化"),
        (r"the pace of (\S+) to (\S+) goes on", r"\1 至 \2 的速度继续"),
        (r"the base is a bound \((\S+) ([^)]+)\)", r"基数仅为界限（\1 \2）"),
        (r"a bound, so is the pace", "基数为界限，速度亦然"),
        (r"series break: (.+?) of (\S+) is not comparable: ", r"序列中断：\2 的 \1 不可比："),
        (r"not comparable: ", "不可比："),
        (r"allowed: ", "经允许："),
        (r"observed as (.+?), the target counts ([^;]+)", r"观测口径为\1，目标口径为\2"),
        (r"observed for (.+?), the target is for ([^;]+)", r"观测地区为\1，目标地区为\2"),
        (r"observed per (.+?), the target is per ([^;]+)", r"观测分母为\1，目标分母为\2"),
        (r"observed ([\d-]+), not after the baseline", r"观测于 \1，不晚于基期"),
        (
            r"the observation does not state its basis; the target counts ([^;]+)",
            r"观测值未注明口径，目标口径为\1",
        ),
        (r"the figure is a bound \((\S+) ([^)]+)\)", r"仅为界限（\1 \2）"),
        (r": progress is at least (\S+) %", r"，进度不低于 \1%"),
        (r": progress is at most (\S+) %", r"，进度不高于 \1%"),
        (r": progress is (\S+) to (\S+) %", r"，进度为 \1%—\2%"),
        (r"observed only after (\S+)", r"仅有 \1 之后的观测值"),
        (r"observed after (\S+)", r"观测晚于 \1"),
        (r"the latest of (\d+) values of (\d+)", r"\2 年共 \1 个数值，取最新"),
        (r"a later value \(([\d-]+)\) is not comparable: ", r"此后的数值（\1）不可比："),
        (r"a later value \(([\d-]+)\) lies after the due year", r"此后的数值（\1）晚于目标年"),
        (r"another value counts \(([^)]+)\)", r"另有数值计入（\1）"),
        (r"no value of (\d+); the latest is of ([\d-]+)", r"无 \1 年数值，最近为 \2"),
        (r"a (\w+) of (\S+) lies (?:below|above) (\S+): correct the figure", r"数值 \2 超出可能范围，请更正"),
        (r", which has no numbers here", "，而后者没有数值"),
        (r"one of (\d+) alternatives suffices: met by (\S+)", r"\1 项择一，已由 \2 达到"),
        (r"one of (\d+) alternatives suffices: open because of (\S+)", r"\1 项择一，\2 未评估"),
        (r"one of (\d+) alternatives suffices: none is met, counted as (\S+)", r"\1 项择一，均未达到，按 \2 计"),
        (
            r"'(\S+)' \(\S+\) cannot be converted into '(\S+)' \(\S+\): they measure different things",
            r"单位 \1 不能换算为 \2",
        ),
        (
            r"'(\S+)' is a total and '(\S+)' per (\d+) is a rate: divide by the population first",
            r"单位\1是总量，每\3人\2是密度，先除以人口",
        ),
        (
            r"two censuses by age \((\d+), (\d+)\) and no life expectancy are known",
            r"已知两次分年龄普查（\1、\2），没有预期寿命",
        ),
        (r"only totals are known \((\d+) of them\), no census by age", r"只有 \1 个总人口数，没有分年龄普查"),
        (r"insufficient evidence: ", "证据不足："),
        (
            r"(\d+) values, and no series lends its spread: five values of (\S+), or of its family, stand neither in "
            r"(.+) nor beside it",
            r"只有\1个数值，且\3和本地区都没有五个以上 \2 或同类指标的数值可借用离散程度",
        ),
        (r"(\w+) needs (\d+) values and (\d+) (?:is|are) given", r"\1 需要\2个数值，只有\3个"),
        (
            r"(\S+) is (\S+) years after the last value, and the series spans only (\S+)",
            r"目标时点 \1 距最后一个数值\2年，而序列只跨\3年",
        ),
        (
            r"(\S+) is (\S+) years after the last value, and no forecast was tested beyond (\S+)",
            r"目标时点 \1 距最后一个数值\2年，而预测只检验到\3年",
        ),
        (r"a sum over (\d+) months is no yearly value", r"\1个月的合计不是全年数"),
        (
            r"the value of (\S+) is a bound \(more than (\S+)\) and counts as (\S+)",
            r"\1 的数值为下限（超过 \2），按 \2 计",
        ),
        (
            r"the value of (\S+) is a bound \(less than (\S+)\) and counts as (\S+)",
            r"\1 的数值为上限（不足 \2），按 \2 计",
        ),
        (r"the value of (\S+) is an estimate", r"\1 的数值为预计数"),
        (
            r"the donors \((.+?)\) give (\d+) degrees of freedom; 3 are needed, as one series of five values has",
            r"借用对象（\1）只有\2个自由度，至少要3个（相当于一列五个数值）",
        ),
        (
            r"the value of (\S+) is not before the due date: the outcome is known, see met_by",
            r"\1 的数值已到目标年，结果已知",
        ),
        (r"(\S+) of (\S+) has no place on the (\w+) scale", r"\2 年数值 \1 不能置于 \3 尺度"),
        (r"(\S+) is an end of the (\w+) scale: ", r"\1 是 \2 尺度的端点，"),
        (r"counted as (.+?), the latest value as ([^;]+)", r"口径为\1，最新数值为\2"),
        (
            r"no comparable observation after (\d+): the target is taken as met",
            r"\1 年后无可比观测值，暂按目标已达到处理",
        ),
        (r"no comparable observation: the target is taken as met", "无可比观测值，暂按目标已达到处理"),
        (r"definition changed: (\S+) counts ([^,;]+), (\S+) ([^;]+)", r"口径改变：\1 为\2，\3 为\4"),
        (r"population changed: (\S+) counts ([^,;]+), (\S+) ([^;]+)", r"人口口径改变：\1 为\2，\3 为\4"),
        (r"revised: (\S+) was (\S+) and is (\S+)", r"修订：\1 原为 \2，现为 \3"),
        (r"also a target of (\S+): (.*?) by (\d+) \((\S+)\)", r"\1 亦有目标：\2（\3 年，\4）"),
        (
            r"the present pace leads to (\S+): there is room to ask for more than ([^\s;]+)",
            r"按现速可达 \1，可要求高于 \2",
        ),
        (r"the steps planned for (\d+) to (\d+) go on: assumed, not seen", r"\1—\2 年的规划步幅延续：假定，未经观测"),
        (r"(\S+) is not beyond the base (\S+): ", r"\1 未超过基数 \2："),
        (r"the national target counts (.+?), this target ([^;]+)", r"国家目标口径为\1，本目标口径为\2"),
        (r"in equal steps, (\d+) on the way", r"等步推进，\1 年为途中值"),
        (r"(\S+) by (\d{4})(?=;|$)", r"\2 年 \1"),
        (r"the comparable values span (\S+) years, less than three: no pace", r"可比观测值仅跨 \1 年，不足三年"),
        (r"norm (\S+) depends on the size of each district", r"标准 \1 随各区县规模而定"),
        (r"(\S+) is below (\S+) of the ceiling: not saturated", r"\1 未到上限的 \2"),
        (r"\b(?:carried_over|national|norm|present_pace|best_pace|planned_pace|saturation): ", ""),
        (r"is (\w+): it has no number to reach(; use following\(other\))?", "没有可达到的数值"),
    )
)


def in_chinese(reason: str) -> str:
    """A reason of the library in Chinese; what is not known stays as it is.

    >>> in_chinese("not comparable: observed as 实有床位, the target counts 编制床位")
    '不可比：观测口径为实有床位，目标口径为编制床位'
    """
    if isinstance(reason, Reason):
        return reason.text("zh")
    said = reason
    for english, chinese in _PHRASES:
        said = said.replace(english, chinese)
    for pattern, chinese in _PATTERNS:
        said = pattern.sub(chinese, said)
    return said.replace("; ", "；")


def say(reason: str, lang: str) -> str:
    """The reason in the reader's language."""
    if isinstance(reason, Reason):
        return reason.text(lang)
    return in_chinese(reason) if lang == "zh" else reason
