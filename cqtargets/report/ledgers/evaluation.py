"""The evaluation form as ledgers: what is entered, each state by formulas over it, and their counts.

The rules are those of `cqtargets.grading.official`: `final`, the value of the due year against the target, met early before;
`schedule`, progress against the time gone, for a mid-term or yearly evaluation.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import Final

from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.reasons import said
from cqtargets.conventions.unit_words import unit_words
from cqtargets.conventions.vocabulary import COMPARATORS, DIRECTIONS, Binding
from cqtargets.evaluation import PlanEvaluation
from cqtargets.evaluation.verdicts import Verdict, state_words
from cqtargets.report.content import Ledger, LedgerColumn, LedgerValue
from cqtargets.report.ledgers.evaluation_formulas import form_formulas
from cqtargets.report.ledgers.words import code_word, code_words, formula_words, state_tones

__all__ = ["evaluation_ledgers"]

_SHOWN: Final = ("exceeded", "met", "met_early", "nearly_met", "missed", "not_assessable")
_SHOWN_BEFORE: Final = (
    "exceeded",
    "met",
    "met_early",
    "ahead",
    "on_schedule",
    "nearly_met",
    "missed",
    "behind",
    "not_assessable",
)
_RARE: Final = frozenset({"least", "most"})
_TIMES: Final = frozenset({"before_due_year", "after_due_year", "approximate_open", "bound_at_least", "bound_at_most"})
_WORDS: Final = {
    "zh": {
        "entered": "评估录入", "form": "评估表", "counts": "评估汇总",
        "entered_lead": "改动数值、目标或人工认定，“评估表”和“评估汇总”随之重算。“不评估的原因”有字的不评估；数值为约数或界限的写明界限。",
        "form_lead": "由“评估录入”逐行计算：到期年数值对照目标；到期前已达到的为提前完成；两端结果不一致的不评估。",
        "under_way_lead": "由“评估录入”逐行计算：完成进度减时序进度，相差在{band}个百分点以内为基本符合预期；到期年按总结评估判定；两端结果不一致的不评估。",
        "counts_lead": "各结果的项数。", "state": "完成情况", "all": "合计",
    },
    "en": {
        "entered": "Evaluation, entered", "form": "Evaluation form", "counts": "Evaluation, counts",
        "entered_lead": "Change a value, a target or a judgement: form and counts follow. A row with a reason is not assessed.",
        "form_lead": "Computed row by row: the due year's value against the target, met early before; ends that disagree are not assessed.",
        "under_way_lead": "Computed row by row: progress minus the share of the time gone, on schedule within {band} points; the final rule"
        " in the due year; ends that disagree are not assessed.",
        "counts_lead": "Targets by result.", "state": "Result", "all": "All",
    },
}  # fmt: skip
_ENTERED: Final = (
    ("name", ("指标", "Target"), 16, ()), ("binding", ("属性", "Type"), 5, ()), ("unit", ("单位", "Unit"), 5, ()),
    ("sign", ("比较", "Sign"), 4, COMPARATORS), ("direction", ("方向", "Direction"), 4, DIRECTIONS),
    ("low", ("目标下限", "Target, low"), 5, ()), ("high", ("目标上限", "Target, high"), 5, ()),
    ("tolerance", ("允许偏差", "Tolerance"), 4, ()), ("due", ("到期年", "Due year"), 4, ()),
    ("year", ("数值年份", "Year of value"), 4, ()), ("value", ("数值", "Value"), 5, ()),
    ("bound", ("界限", "Bound"), 4, (">", ">=", "<", "<=", "~")), ("least", ("约数下限", "At least"), 4, ()),
    ("most", ("约数上限", "At most"), 4, ()), ("judged", ("人工认定", "Judged"), 6, ()),
    ("begin", ("起点", "Begins at"), 4, ()), ("base", ("基期值", "Baseline"), 5, ()), ("moment", ("数值时点", "Time of value"), 4, ()),
    ("until", ("到期时点", "Due at"), 4, ()),
    ("closed", ("不评估的原因", "Why not assessed"), 16, ()), ("source", ("来源", "Source"), 16, ()),
)  # fmt: skip
_FORM: Final = (
    ("name", ("指标", "Target"), 16), ("goal", ("目标", "Target value"), 5), ("value", ("实际", "Value"), 5),
    ("distance", ("差距", "Distance"), 5), ("way", ("应走的路", "Way to go"), 5), ("gone", ("时序进度", "Time gone"), 5),
    ("low_lead", ("下端进度差", "Lead, low end"), 5), ("high_lead", ("上端进度差", "Lead, high end"), 5), ("low_state", ("下端结果", "At the low end"), 6),
    ("high_state", ("上端结果", "At the high end"), 6), ("state", ("完成情况", "Result"), 6),
)  # fmt: skip


def evaluation_ledgers(found: PlanEvaluation, lang: str) -> tuple[Ledger, ...]:
    """What is entered, the form and the counts of an evaluation; none where the plan has no indicators."""
    verdicts = found.verdicts()
    if not verdicts:
        return ()
    band = None if found.stage == "final" else found.assessment.evaluation().profile.cutoffs["band"]
    states = _SHOWN if band is None else _SHOWN_BEFORE
    words, english = _WORDS[lang], lang == "en"
    rows = {target.id: row for row, target in enumerate(found.catalogue)}
    places = [rows[one.target.id] for one in verdicts]
    formulas = form_formulas(lang, band)
    offered = {
        "binding": tuple(kind.label(lang) for kind in Binding), "judged": tuple(state_words(state, lang) for state in states),
    }  # fmt: skip
    entered = Ledger(
        key="entered", sheet=words["entered"], caption=words["entered"], lead=words["entered_lead"],
        columns=tuple(
            LedgerColumn(
                key=key, title=names[english], width=width, choices=offered.get(key, code_words(choices, lang)), helper=key in _RARE
            )
            for key, names, width, choices in _ENTERED
        ),
        rows=tuple(_entered(found, one, row, lang) for one, row in zip(verdicts, places, strict=True)),
    )  # fmt: skip
    form = Ledger(
        key="form", sheet=words["form"], caption=words["form"], lead=words["form_lead"] if band is None else words["under_way_lead"].format(band=f"{100 * band:g}"),
        columns=tuple(
            LedgerColumn(
                key=key, title=names[english], width=width, formula=formula_words(formulas[key], lang), checked=key == "state",
                helper=key.endswith(("_state", "_lead")), tones=state_tones(lang) if key == "state" else (),
            )
            for key, names, width in _FORM
            if key in formulas
        ),
        rows=tuple(_computed(found, one, row, len(formulas), lang) for one, row in zip(verdicts, places, strict=True)),
    )  # fmt: skip
    return entered, form, _counts(verdicts, states, lang)


def _counts(verdicts: tuple[Verdict, ...], states: tuple[str, ...], lang: str) -> Ledger:
    words, counts = _WORDS[lang], Counter(one.state for one in verdicts)
    return Ledger(
        key="counts", sheet=words["counts"], caption=words["counts"], lead=words["counts_lead"],
        columns=(
            LedgerColumn(key="word", title=words["state"], width=8, tones=state_tones(lang)),
            LedgerColumn(key="number", title=words["all"], width=4, formula="COUNTIF({form.state[]},{word})", checked=True),
        ),
        rows=tuple((state_words(state, lang), float(counts[state])) for state in states),
    )  # fmt: skip


def _entered(found: PlanEvaluation, one: Verdict, row: int, lang: str) -> tuple[LedgerValue, ...]:
    numbers, target = found.assessment.numbers, one.target
    about = bool(numbers.bound[row] == "~")
    due = numbers.due[row] if math.isnan(numbers.plan_due[row]) else numbers.plan_due[row]
    return (
        target.name(lang), target.binding.label(lang) if target.binding else "", unit_words(target.unit_label, lang),
        code_word(str(numbers.comparator[row]), lang), code_word(str(numbers.direction[row]), lang), _known(numbers.low[row]), _known(numbers.high[row]),
        target.tolerance, None if math.isnan(due) else math.ceil(due - NOISE),
        None if one.value is None or math.isnan(numbers.when[row]) else math.ceil(numbers.when[row] - NOISE), one.value,
        code_word(str(numbers.bound[row]), lang) if one.value is not None else "", _known(numbers.current_low[row]) if about else None,
        _known(numbers.current_high[row]) if about else None, state_words(one.state, lang) if one.judged else "",
        _known(numbers.start[row]), _known(numbers.baseline[row]), _known(numbers.when[row]), _known(numbers.due[row]),
        _closed(one, lang), "" if one.seen is None else one.seen.source or one.seen.file,
    )  # fmt: skip


def _closed(one: Verdict, lang: str) -> str:
    """Why nothing may be computed; empty where the formulas find it themselves."""
    computed = one.state != "not_assessable" or one.judged
    if computed or (one.value is not None and getattr(one.reason, "code", "") in _TIMES):
        return ""
    return said(one.reason, lang)


def _computed(found: PlanEvaluation, one: Verdict, row: int, columns: int, lang: str) -> tuple[LedgerValue, ...]:
    """What the library says; of the ends nothing, which only the formulas look at."""
    goal = _known(found.assessment.numbers.goal[row])
    distance = None if one.value is None or goal is None else one.value - goal
    between = (None,) * (columns - 5)
    return one.target.name(lang), goal, one.value, distance, *between, state_words(one.state, lang)


def _known(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
