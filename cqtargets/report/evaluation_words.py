"""The words of an evaluation's document, in both languages."""

from __future__ import annotations

from typing import Final

from cqtargets.report.request import Words

__all__ = ["EVALUATION_WORDS", "STAGES"]

STAGES: Final[Words] = {
    "zh": {"final": "总结评估报告", "midterm": "中期评估报告", "annual": "年度监测报告"},
    "en": {"final": "Final evaluation", "midterm": "Mid-term evaluation", "annual": "Yearly monitoring"},
}
EVALUATION_WORDS: Final[Words] = {
    "zh": {
        "title": "{plan}{stage}", "dated": "评估时点{when}，数值截至{latest}", "conclusion": "一、结论", "main": "二、主要指标完成情况",
        "missed": "未完成的指标", "behind": "滞后的指标", "open": "尚不可评估的指标与需补充的数据", "projects": "项目和任务",
        "nation": "与{place}比较", "districts": "区县情况", "levels": "综合实现程度", "next": "下一步", "why": "原因", "names": "指标",
        "count": "项数", "table": "主要指标完成情况", "theme": "领域", "share": "实现程度", "entering": "计入项数",
        "earlier_years": "{years}年的数值见工作簿", "number": "序号", "source": "来源", "sources": "数据来源：",
        "final": "判定：到期年数值达到目标为完成，好于目标为超额完成；到期前已达到为提前完成；预期性指标在允许偏差之内为基本完成；"
        "其余为未完成。约数在其整个区间都达到或都未达到时判定。",
        "midterm": "判定：完成进度与时序进度相差在5个百分点以内为基本符合预期，高于为快于预期，低于为滞后；到期年按总结评估判定。",
        "levels_note": "各指标现值与目标之比（越低越好的取倒数），超过1按1计，按权重平均；权重：{weights}。计入{counted}项（共{of}项）。"
        "它衡量水平，不衡量自基期以来走过的路。",
        "equal": "等权", "stated": "按表中所列权重", "total": "综合实现程度{total}（计入{counted}项，共{of}项）。",
        "projects_note": "其余{count}项未报告进展。",
        "next_behind": "对滞后的{count}项指标，由责任单位说明原因，提出追赶措施和时限：{names}。",
        "next_missed": "对未完成的{count}项指标，由责任单位说明原因，提出补救措施和时限：{names}。",
        "next_obligatory": "其中约束性指标{count}项，须优先完成。",
        "next_collect": "补充收集{count}项指标的数据，优先约束性指标{obligatory}项。",
        "next_clear": "明确{count}项指标的可评估目标（数值、方向、比较对象或“左右”的幅度）：{names}。",
        "next_collect_all": "补充收集{count}项指标的数据。", "either": "第{rows}项择一完成，计为1项。",
        "next_projects": "报告{count}项项目和任务的进展（已完成、在建、未启动）。",
        "made": "由 cqtargets {version} 生成；数据版本 {data}；评估规则：{rule}。", "footer": "数值截至{latest}",
    },
    "en": {
        "title": "{stage}: {plan}", "dated": "Evaluated at {when}, values up to {latest}", "conclusion": "1 Conclusion",
        "main": "2 Main targets", "missed": "Targets that are missed", "behind": "Targets behind schedule",
        "open": "Not assessable, and what to collect", "projects": "Projects and tasks", "nation": "Beside {place}",
        "districts": "Districts",
        "levels": "Level reached", "next": "Next steps", "why": "reason", "names": "targets", "count": "number",
        "table": "Main targets", "theme": "group", "share": "level reached", "entering": "entering",
        "earlier_years": "Values of {years} stand in the workbook", "number": "no.", "source": "source", "sources": "Sources: ",
        "final": "Rule: the due year's value at the target is met, beyond it exceeded; reached before is met early; an"
        " anticipatory target within its stated tolerance is nearly met; all else is missed. An approximate figure decides where"
        " its whole interval agrees.",
        "midterm": "Rule: progress within 5 points of the share of the time gone is on schedule, above ahead, below"
        " behind; in the due year the final rule decides.",
        "levels_note": "Each value over its target (turned round where less is better), at most 1, averaged by weight:"
        " {weights}. {counted} of {of} targets enter. It rewards the level, not the way from the baseline.",
        "equal": "equal weights", "stated": "the weights stated",
        "total": "Level reached: {total} ({counted} of {of} targets).",
        "projects_note": "Without reported progress: {count} more.",
        "next_behind": "Behind schedule ({count}); the unit in charge states the cause, the remedy and its date: {names}.",
        "next_missed": "Missed ({count}); the unit in charge states the cause, the remedy and its date: {names}.",
        "next_obligatory": "Obligatory ones among them, which come first: {count}.",
        "next_collect": "Targets to collect values for: {count}, first the obligatory ones: {obligatory}.",
        "next_clear": "To be made assessable ({count}; number, direction, reference or the width of “about”): {names}.",
        "next_collect_all": "Targets to collect values for: {count}.", "either": "Of rows {rows} one suffices: they count once.",
        "next_projects": "Projects and tasks whose progress is to be reported (done, under way, not begun): {count}.",
        "made": "Made by cqtargets {version}; data version {data}; rule: {rule}.", "footer": "Values up to {latest}",
    },
}  # fmt: skip
