"""Every reason by its code: the English and the Chinese sentence, with the facts in braces."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cqtargets.conventions.asking_texts import ASKING_TEXTS
from cqtargets.conventions.document_texts import DOCUMENT_TEXTS
from cqtargets.conventions.fault_texts import FAULT_TEXTS
from cqtargets.conventions.people_texts import PEOPLE_TEXTS
from cqtargets.conventions.printed_texts import PRINTED_TEXTS
from cqtargets.conventions.proposal_texts import PROPOSAL_TEXTS
from cqtargets.conventions.prospect_texts import PROSPECT_TEXTS
from cqtargets.conventions.refusal_texts import REFUSAL_TEXTS
from cqtargets.conventions.remark_texts import REMARK_TEXTS
from cqtargets.conventions.scenario_texts import SCENARIO_TEXTS
from cqtargets.conventions.table_texts import TABLE_TEXTS
from cqtargets.conventions.wording_texts import WORDING_TEXTS

__all__ = ["TEXTS"]

_TARGETS: Final = {
    "no_baseline": ("the plan prints no baseline", "规划未列基期值"),
    "of_indicator": ("indicator {id!r} {why}", "指标 {id}：{why}"),
    "bed_use_no_ratio": (
        "is no ratio of beds to all people with a baseline: use by age is held against such ratios only",
        "不是有基期值的每人口床位配比：只有这类指标可与按年龄的使用量比较",
    ),
    "bed_use_year": ("the forecast holds {first} to {last}, not {year}", "预测只含 {first} 至 {last} 年，没有 {year} 年"),
    "staff_no_year": (
        "has no baseline year; give current= (heads) and since= (the year)", "未列基期年：请给出 current（人数）与 since（年份）",
    ),
    "staff_no_baseline": (
        "has no baseline at the end of {year}; give current= (heads)", "没有 {year} 年末的基期值：请给出 current（人数）",
    ),
    "staff_stage": (
        "has a stage to {after} that does not follow {before}; give later years", "到 {after} 年的阶段不在 {before} 年之后：请给更晚的年份",
    ),
    "exit_rate": (
        "the exit rate is {rate}; give the share that leaves in a year, 0 to 1", "离职率为 {rate}：应为每年离职的比例，0 到 1",
    ),
    "exit_rate_at": (
        "the exit rate at age {age} is {rate}; give the share that leaves in a year, 0 to 1",
        "{age} 岁的离职率为 {rate}：应为每年离职的比例，0 到 1",
    ),
    "no_start_year": ("the plan gives no start year", "规划未列起始年"),
    "no_number": ("the target has no number", "目标没有数值"),
    "qualitative": ("the target is qualitative: no number to reach", "定性目标，没有可达到的数值"),
    "increment": ("an increment starts at zero: it has a pace, not a growth rate", "新增量，只有年均进度"),
    "cumulative": ("a cumulative target starts at zero: it has a pace, not a growth rate", "累计量，只有年均进度"),
    "flow": ("a yearly flow has the same target each year: no growth is required", "年度流量，逐年目标相同"),
    "flow_never_behind": ("a yearly flow has no way behind it", "年度流量，无所谓落后几年"),
    "rate_of_followed": ("the rate of {followed}, which the target follows", "随 {followed} 的增速"),
    "copies": ("the target copies the growth of {followed!r}", "随 {followed} 同比例变化"),
    "copies_nothing": (
        "the target copies the growth of {followed!r}, which has no numbers here", "随 {followed} 同比例变化，而后者没有数值",
    ),
    "change_without_baseline": (
        "a change over a baseline that the plan does not print", "相对提高，规划未列基期值",
    ),
    "change_without_start": ("the change has no start year", "相对提高，没有起始年"),
    "reached": ("the baseline is already at or beyond the target", "基期已达到目标"),
    "direction_open": (
        "the wanted direction is not stated: give it with direction and comparator",
        "未说明期望方向：请填写方向（direction）与比较符（comparator）",
    ),
    "comparator_open": (
        "whether more or less is better is not stated: give it with direction and comparator",
        "未说明多好还是少好：请填写方向（direction）与比较符（comparator）",
    ),
    "nothing_to_reach": ("is {form}: it has no number to reach", "没有可达到的数值"),
    "nothing_to_reach_follow": (
        "is {form}: it has no number to reach; use following(other)", "没有可达到的数值，随另一指标变化：用 following(other)",
    ),
    "open": ("is open: {why}", "尚不能确定：{why}"),
    "give_baseline": ("has no baseline: give one with with_baseline(value, year=...)", "未列基期值：用 with_baseline 补上"),
    "give_start": ("has no start year: give one with with_baseline(value, year=...)", "未列起始年：用 with_baseline 补上"),
    "kept": ("has no way to go: {why}, it is to be kept", "无需路径：{why}，应予保持"),
    "no_way": ("has no way to go: {why}", "没有路径：{why}"),
    "reference_open": (
        "a change against {reference}, whose value is not given: give it with with_reference(value)",
        "与{reference}比较，而{reference}的数值未给出：用 with_reference(value) 补上",
    ),
    "rate_itself": ("a yearly rate is asked for itself: no growth of it is required", "目标本身为年均增速，无所需增长"),
    "sum_has_pace": ("a sum has a pace, not a growth rate", "累计量只有年均进度，无增长率"),
    "level_path": ("the path is level: it has this value never, or always", "路径为水平线，从不经过该值或始终为该值"),
    "growth_below_zero": ("growth below zero has no rate: the yearly step is given", "零以下没有增长率，另列年均变化"),
    "growth_beyond": ("the growth a year is beyond what numbers hold", "年均增速超出数值范围"),
    "growth_from_zero": ("growth from zero has no rate", "基期为零，无增长率"),
    "growth_to_zero": ("growth to zero has no rate", "目标为零，无增长率"),
    "growth_through_zero": ("growth through zero has no rate", "跨零，无增长率"),
    "no_time": ("no time between baseline and target", "基期与目标同时，无增长率"),
    "before_path": (
        "time {time:g} lies before the start of the path, {start:g}; give a later one",
        "时点 {time:g} 早于路径起点 {start:g}，请给出更晚的时点",
    ),
    "beyond_target": (
        "beyond the target: the path is there on the due date at the earliest", "已超过目标，至少提前到此",
    ),
    "worse_than_baseline": ("worse than the baseline: the path was never there", "不如基期，路径上没有这一水平"),
}  # fmt: skip

_MONITORING: Final = {
    "other_unit": (
        "{unit!r} ({source}) cannot be converted into {wanted!r} ({goal}): they measure different things",
        "单位 {unit} 不能换算为 {wanted}",
    ),
    "total_not_rate": (
        "{unit!r} is a total and {rate!r} per {per:g} is a rate: divide by the population first",
        "单位 {unit} 是总量，每 {per:g} 人 {rate} 是密度，先除以人口",
    ),
    "never_observed": ("no observation of this concept in the region", "本地区没有该指标的观测值"),
    "seen_under_another_name": (
        "no observation of this concept in the region; the data have names like it, to accept as this concept or by names=: {near}",
        "本地区没有该指标的观测值；数据中有相近的名称，如是同一指标，请在“概念”列或 names= 中认可：{near}",
    ),
    "no_date": ("the observation has no date", "观测值没有日期"),
    "no_place_observed": ("the value names no place, the target is for {wanted}", "观测值未写地区，目标地区为{wanted}"),
    "no_place_aimed_at": ("observed for {seen}, the target names no place", "观测地区为{seen}，目标未写地区"),
    "other_region": ("observed for {seen}, the target is for {wanted}", "观测地区为{seen}，目标地区为{wanted}"),
    "other_population": ("observed per {seen}, the target is per {wanted}", "观测分母为{seen}，目标分母为{wanted}"),
    "other_form": ("observed as {seen}, the target asks for {wanted}", "观测值为{seen}，目标为{wanted}"),
    "form_level": ("a level", "存量水平"),
    "form_flow": ("one year's amount", "当年数"),
    "form_cumulative": ("a sum over the period", "累计数"),
    "other_since": ("summed since {seen}, the target counts from {wanted} on", "自{seen}年累计，目标自{wanted}年起计"),
    "other_people": (
        "counts {wanted} and the forecast is of the {given} population; forecast the population that the target counts",
        "目标按{wanted}计，而所给人口口径为 {given}：请给出目标所计的人口",
    ),
    "other_basis": ("observed as {seen}, the target counts {wanted}", "观测口径为{seen}，目标口径为{wanted}"),
    "open_basis": (
        "observed as {seen}, and the target does not say which of {kinds} it counts (column basis)",
        "观测口径为{seen}，目标未注明是{kinds}中的哪一种（填“口径”列）",
    ),
    "basis_not_stated": (
        "the observation does not state its basis; the target counts {wanted}", "观测值未注明口径，目标口径为{wanted}",
    ),
    "form_open": (
        "whether the value is of one year or the sum since the start is not stated (column form: flow or cumulative)",
        "未注明是当年数还是累计数（填“数值形式”列：年度或累计）",
    ),
    "read_as_yearly": (
        "read as yearly amounts by how they run: write cumulative in column form if they are sums",
        "按数列走势视为当年数，如为累计数请在“数值形式”列注明",
    ),
    "yearly_by_definition": (
        "yearly amounts by the definition of what is measured: write cumulative in column form if they are sums",
        "按指标定义为当年数，如为累计数请在“数值形式”列注明",
    ),
    "read_as_sums": (
        "read as sums since the start by how they run: write flow in column form if they are of one year each",
        "按数列走势视为累计数，如为当年数请在“数值形式”列注明",
    ),
    "taken_as_sum": (
        "taken as the sum since the start: write flow in column form if it is of one year",
        "视为累计数，如为当年数请在“数值形式”列注明",
    ),
    "added_up": ("the sum of {values}", "逐年相加：{values}"),
    "years_missing": (
        "no value of {years}: the sum of the other years ({values}) is a lower bound", "缺 {years} 年，其余各年之和（{values}）仅为下限",
    ),
    "allowed": ("allowed: {why}", "经允许：{why}"),
    "not_comparable": ("not comparable: {why}", "不可比：{why}"),
    "not_after_baseline": ("observed {when}, not after the baseline", "观测于 {when}，不晚于基期"),
    "bound": ("the figure is a bound ({bound} {value:g})", "仅为界限（{bound} {value:g}）"),
    "no_target_has_it": ("no target has this concept", "没有对应的目标"),
    "of_target": ("{id}: {why}", "{id}：{why}"),
    "increment_again": ("an increment starts at zero again: nothing is handed over", "新增量重新从零起，无基数可移交"),
    "cumulative_again": (
        "a cumulative target starts at zero again: nothing is handed over", "累计量重新从零起，无基数可移交",
    ),
    "flow_without_end": ("a yearly flow has no end value: nothing is handed over", "年度流量，无期末值可移交"),
    "nothing_handed_over": ("the target is qualitative: nothing is handed over", "定性目标，无基数可移交"),
    "no_base_of_its_own": (
        "the target follows another and has no base of its own", "随另一指标变化，没有自己的基数",
    ),
}  # fmt: skip

_ASSESSMENT: Final = {
    "observed_only_after": ("observed only after {limit}", "仅有 {limit} 之后的观测值"),
    "observed_after": ("observed after {limit}", "观测晚于 {limit}"),
    "latest_of_year": ("the latest of {count} values of {year}", "{year} 年共 {count} 个数值，取最新"),
    "later_not_comparable": ("a later value ({when}) is not comparable: {why}", "此后的数值（{when}）不可比：{why}"),
    "later_after_due": (
        "a later value ({value:g} of {when}) lies after the due year", "此后的数值（{when}：{value:g}）晚于目标年",
    ),
    "observed_only_after_due": ("observed only after the due year ({when})", "仅有目标年之后的观测值（{when}）"),
    "missed_on_the_way": ("not kept in {years}", "其间未保持：{years}"),
    "another_counts": ("another value counts ({when})", "另有数值计入（{when}）"),
    "none_counts": ("another value counts (none)", "没有数值计入"),
    "no_value_of_year": ("no value of {year}; the latest is of {when}", "无 {year} 年数值，最近为 {when}"),
    "below_zero": ("a {measure} of {value:g} lies below zero: correct the figure", "数值 {value:g} 小于零，请更正"),
    "above_ceiling": (
        "a share of {value:g} lies above {most:g}: correct the figure", "比例 {value:g} 超过 {most:g}，请更正",
    ),
    "printed_bound": ("the figure is a bound ({bound} {value:.6g})", "仅为界限（{bound} {value:.6g}）"),
    "bound_at_least": (
        "the figure is a bound ({bound} {value:.6g}): progress is at least {low:.1f} %",
        "仅为界限（{bound} {value:.6g}），进度不低于 {low:.1f}%",
    ),
    "bound_at_most": (
        "the figure is a bound ({bound} {value:.6g}): progress is at most {high:.1f} %",
        "仅为界限（{bound} {value:.6g}），进度不高于 {high:.1f}%",
    ),
    "bound_between": (
        "the figure is a bound ({bound} {value:.6g}): progress is {low:.1f} to {high:.1f} %",
        "仅为界限（{bound} {value:.6g}），进度为 {low:.1f}%—{high:.1f}%",
    ),
    "met_needs_no_growth": ("the target is met: no growth is required", "已达目标，无需增长"),
    "no_time_left": ("no time is left", "已到期"),
    "damaged": ("the target is damaged in the source", "目标原文有缺"),
    "bound_not_compared": ("a bound is not compared", "仅为界限或约数，不作比较"),
    "judged_by_hand": ("judged by hand", "人工认定"),
    "by_approximate": (
        "decided by an approximate figure: {low:g} to {high:g}", "由约数判定（{low:g}—{high:g}）",
    ),
    "approximate_open": (
        "the figure is approximate ({low:g} to {high:g}) and leaves the grade open",
        "约数（{low:g}—{high:g}）不足以判定",
    ),
    "basis_within": (
        "{seen} are part of {wanted}: the figure is at least this much", "{seen}是{wanted}的一部分，数值仅为下限",
    ),
    "approximate": ("the figure is approximate (约)", "约数"),
    "nothing_assessed": ("nothing is assessed", "无可评估指标"),
    "updates_of_another_length": (
        "{updates} updates for {values} observations; give one for each, or none", "{updates} 个更新序号对应 {values} 个观测值：请逐一给出，或不给",
    ),
    "another_stage": ("a stage of one target: {id}, due {year}, is counted", "同一指标的阶段目标：按 {id}（{year} 年）计"),
    "one_suffices_met": ("one of {count} alternatives suffices: met by {id}", "{count} 项择一，已由 {id} 达到"),
    "one_suffices_open": (
        "one of {count} alternatives suffices: open because of {id}", "{count} 项择一，{id} 未评估",
    ),
    "one_suffices_missed": (
        "one of {count} alternatives suffices: none is met, counted as {id}", "{count} 项择一，均未达到，按 {id} 计",
    ),
}  # fmt: skip

_GRADING: Final = {
    "no_value": ("no value", "没有数值"),
    "baseline_missing": ("no baseline", "没有基期值"),
    "neither_baseline_nor_target": ("neither a baseline nor a target", "既无基期值也无目标值"),
    "hold_needs_target": ("a level to hold needs a target", "保持类指标需要目标值"),
    "profile_needs_target": ("the profile needs a target", "该方法需要目标值"),
    "no_finite_statistic": ("the statistic has no finite value for these numbers", "这组数值没有可算的统计量"),
    "no_way_to_cover": (
        "the baseline already stood at or beyond the target: there was no way to cover", "基期已达到目标，无进度可言",
    ),
    "due_not_after_baseline": ("the due date is not after the baseline's", "目标时点不晚于基期"),
    "about_without_width": (
        "“about” (左右) has no stated width: give a tolerance, in the target's unit", "“左右”未注明幅度，需给出容差",
    ),
    "before_baseline": ("the value is dated before the baseline", "观测早于基期"),
    "before_due_year": (
        "the value is dated before the due year: the final rule takes the due year's value",
        "观测早于目标年，终期评估取目标年的数值",
    ),
    "after_due_year": (
        "the value is dated after the due year: the final rule takes the due year's value",
        "观测晚于目标年，终期评估取目标年的数值",
    ),
    "no_expected_end": (
        "no pace from baseline to value, and no expected_end: give expected_end=", "既无推进速度，也无预计期末值",
    ),
    "no_time_to_value": ("no time between baseline and value", "基期与观测同时"),
    "series_too_short": ("the series is too short for the term", "序列太短"),
    "series_through_zero": (
        "the series holds zero or a negative value: no rate of reduction", "序列含零或负值，无下降率",
    ),
    "few_cases": (
        "some {cases} cases a year: chance alone lets the rate lie between {low:.3g} and {high:.3g} (95 %)",
        "一年约 {cases} 例：仅偶然因素就可使其在 {low:.3g} 至 {high:.3g} 之间（95%）",
    ),
    "exposure_unknown": (
        "how many cases stand behind the rate is not known: give the births, or exposure=",
        "不知数值背后有多少例：请给出出生人口，或 exposure=",
    ),
    "few_points": (
        "fewer points than the mean of yearly changes needs (four in the last five years)",
        "数据点不足（近五年至少四个）",
    ),
    "one_point": ("a trend needs values of two dates", "趋势至少需要两个日期的数值"),
    "index_needs_baseline": (
        "an index with the baseline as 100 needs a baseline above zero", "以基期为 100 的指数要求基期大于零",
    ),
    "no_field": ("the target has no {field}", "目标没有 {field}"),
    "form_without_field": (
        "a target of form {form!r}, comparator {comparator!r} has no {field}: change its target",
        "形式为 {form}、比较符为 {comparator} 的目标没有 {field}，请改其目标值",
    ),
}  # fmt: skip

_PEOPLE: Final = {
    "full_rates_given": ("full rates are given", "已给出全部分年龄率"),
    "census_and_births": (
        "a census by age, life expectancy and births are known", "已知分年龄普查、预期寿命和出生人数",
    ),
    "census_and_infants": (
        "a census by age, life expectancy and the count under one year of age are known",
        "已知分年龄普查、预期寿命和普查时不满一岁人数",
    ),
    "parts_raked": (
        "of the districts two censuses by age are known, so they are raked to the whole",
        "各区县已知两次分年龄普查，逐项平差到全市",
    ),
    "two_censuses": (
        "two censuses by age ({earlier}, {later}) and no life expectancy are known",
        "已知两次分年龄普查（{earlier}、{later}），没有预期寿命",
    ),
    "only_totals": (
        "only totals are known ({count} of them), no census by age", "只有 {count} 个总人口数，没有分年龄普查",
    ),
    "cohort_component": ("cohort-component", "队列要素法"),
    "cohort_component_parts": ("cohort-component, districts by Hamilton-Perry", "队列要素法，区县用 Hamilton-Perry 法"),
    "hamilton_perry": ("Hamilton-Perry", "Hamilton-Perry 法"),
    "hamilton_perry_parts": ("Hamilton-Perry, districts too", "Hamilton-Perry 法，区县同"),
    "geometric_totals": ("geometric trend of totals", "总人口几何趋势"),
    "nobody_to_hold_against": ("no population to hold the parts against", "没有各部分对应的人口"),
    "nobody_lives_here": ("nobody lives here: no level a head", "无人口，无人均水平"),
    "every_district_nothing": ("every district has nothing", "各区县均为零"),
    "a_district_nothing": ("a district has nothing: no ratio of the extremes", "有区县为零，无极值比"),
    "no_actual_value": ("no actual value", "没有实有数"),
}  # fmt: skip

TEXTS: Final[Mapping[str, tuple[str, str]]] = {
    **_TARGETS,
    **_MONITORING,
    **_ASSESSMENT,
    **_GRADING,
    **PROSPECT_TEXTS,
    **_PEOPLE,
    **PROPOSAL_TEXTS,
    **TABLE_TEXTS,
    **PRINTED_TEXTS,
    **PEOPLE_TEXTS,
    **WORDING_TEXTS,
    **ASKING_TEXTS,
    **SCENARIO_TEXTS,
    **REFUSAL_TEXTS,
    **REMARK_TEXTS,
    **FAULT_TEXTS,
    **DOCUMENT_TEXTS,
}
