"""How likely each target is met, beside the target and never inside its grade; where nothing can be said, why."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from cqtargets.conventions.reasons import said
from cqtargets.conventions.unit_words import unit_words
from cqtargets.prospects import Prospect
from cqtargets.report.content import Block, Cell, Column, Figure, Row, Section, Table, Text, number, percent
from cqtargets.report.request import Request, Words
from cqtargets.report.sections.shared import method_text, prospects, target_cell

__all__ = ["build"]

_FIGURES: Final = 3
"""Charts of chances: the most open ones, one a concept; the table has all."""
_WORDS: Final[Words] = {
    "zh": {
        "title": "达到的可能性", "table": "达到目标的可能性与进度", "sheet": "可能性", "refused": "没有给出可能性的目标及原因",
        "refused_sheet": "无可能性", "indicator": "指标", "unit": "单位", "last": "最新值", "when": "时点",
        "goal": "目标值", "due": "目标年", "chance": "可能性", "interval": "80%区间", "needed": "所需进度/年",
        "so_far": "至今进度/年", "best": "最快三年/年", "nation": "全国进度/年", "left": "按现速还需（年）",
        "evidence": "依据", "reason": "原因", "borrowed": "借用 {donors} 的离散程度", "chart": "{name}：观测值、预测区间与目标",
        "lead": "可能性的含义：如果序列照过去的样子走下去，目标年达到目标的机会。它与目标和评级并列，从不进入评级；"
        "政策、口径和突发事件的变化不在其中。",
        "rest": "其余 {count} 项：{reasons}。", "none": "没有可据以推算的序列。", "item": "{reason}（{count} 项）",
    },
    "en": {
        "title": "Chance of being met", "table": "Chance of each target, with paces", "sheet": "Chances",
        "refused": "Targets without a chance, and why", "refused_sheet": "No chance given", "indicator": "Target",
        "unit": "Unit", "last": "Latest", "when": "When", "goal": "Target value", "due": "Due", "chance": "Chance",
        "interval": "80 % interval", "needed": "Pace needed a year", "so_far": "Pace so far", "best": "Best three years",
        "nation": "Nation's pace", "left": "Years at present pace", "evidence": "Evidence", "reason": "Reason",
        "borrowed": "spread borrowed from {donors}", "chart": "{name}: values, prediction intervals and target",
        "lead": "The chance that a target is met on its due date if its series goes on as it went. It stands beside the "
        "target and its grade and never enters the grade; changes of policy or definition and shocks are no part of it.",
        "rest": "The other {count}: {reasons}.", "none": "There is no series to go by.", "item": "{reason} ({count})",
    },
}  # fmt: skip


def build(request: Request) -> tuple[Section, ...]:
    """The section on chances: those that can be given, those refused, and how many have no series at all."""
    words = _WORDS[request.lang]
    found = prospects(request)
    answered = [one for one in found if one.probability is not None]
    refused = [one for one in found if one.probability is None and len(one.history.values) > 1]
    rest = [one for one in found if one.probability is None and len(one.history.values) < 2]
    blocks: list[Block] = [Text(words["lead"])]
    if answered:
        blocks += [_figure(one, request) for one in _most_open(answered)]
        blocks.append(_chances(answered, request))
        told = dict.fromkeys(text for one in answered if (text := one.calibration(request.lang)))
        blocks += [Text(text, soft=True) for text in told]
    if refused:
        blocks.append(_refusals(refused, request))
    if not answered and not refused:
        blocks.append(Text(words["none"], soft=True))
    if rest:
        blocks.append(Text(_counted(rest, request), soft=True))
    return (Section(key="prospects", title=words["title"], blocks=tuple(blocks)),)


def _most_open(answered: list[Prospect]) -> list[Prospect]:
    """Those whose chance is nearest to even, one a concept and place, in the order of the targets."""
    nearest = sorted(answered, key=lambda one: abs((one.probability or 0.0) - 0.5))
    first = {(one.indicator.concept, one.indicator.region): one for one in reversed(nearest)}
    drawn = {one.indicator.id for one in sorted(first.values(), key=nearest.index)[:_FIGURES]}
    return [one for one in answered if one.indicator.id in drawn]


def _figure(one: Prospect, request: Request) -> Figure:
    def draw() -> Any:
        from cqtargets.plotting import plot_attainment

        return plot_attainment(one, lang=request.lang, title="")

    name = one.indicator.name(request.lang)
    return Figure(_WORDS[request.lang]["chart"].format(name=name), draw)


def _pace(value: float | None, per_year: str) -> Cell:
    return percent(value, sign=True) if per_year == "fraction" else number(value, ".3g", sign=True)


def _shared(one: Prospect, request: Request) -> tuple[Cell, ...]:
    facts = one.facts()
    return (
        target_cell(one.indicator, request.lang),
        number(facts["last"]),
        Cell(facts["last_when"]),
        number(one.goal),
        Cell(str(one.indicator.target_year)),
        Cell(unit_words(one.indicator.unit_label, request.lang)),
    )


def _paces(one: Prospect) -> tuple[Cell, ...]:
    facts = one.facts()
    return tuple(
        _pace(facts[name], facts["per_year"]) for name in ("pace_needed", "pace_so_far", "pace_best", "pace_nation")
    )


def _columns(words: dict[str, str], *middle: Column, last: str) -> tuple[Column, ...]:
    return (
        Column(words["indicator"], width=14), Column(words["last"], numeric=True, width=6), Column(words["when"], width=5),
        Column(words["goal"], numeric=True, width=6), Column(words["due"], width=4), Column(words["unit"], width=5),
        *middle,
        Column(words["needed"], numeric=True, width=6), Column(words["so_far"], numeric=True, width=6),
        Column(words["best"], numeric=True, width=6), Column(words["nation"], numeric=True, width=6),
        Column(words["left"], numeric=True, width=6), Column(last, width=14),
    )  # fmt: skip


def _chances(answered: list[Prospect], request: Request) -> Table:
    words = _WORDS[request.lang]
    rows = []
    for one in answered:
        low, high = one.interval(0.8)
        borrowed = words["borrowed"].format(donors=", ".join(one.donors)) if one.donors else ""
        rows.append(
            Row(
                (
                    *_shared(one, request),
                    _chance(one.probability),
                    Cell(f"{low:.4g}–{high:.4g}"),
                    *_paces(one),
                    number(one.years_until_met, ".1f"),
                    Cell(method_text(one.method, request.lang), note=borrowed),
                )
            )
        )
    middle = (Column(words["chance"], numeric=True, width=5), Column(words["interval"], width=9))
    columns = _columns(words, *middle, last=words["evidence"])
    return Table(words["table"], words["sheet"], columns, tuple(rows))


def _chance(value: float | None) -> Cell:
    """A chance without false digits; the workbook holds the number."""
    if value is None:
        return Cell()
    text = "<1%" if value < 0.01 else ">99%" if value > 0.99 else f"{value:.0%}"
    return Cell(text, value, "0%")


def _refusals(refused: list[Prospect], request: Request) -> Table:
    words = _WORDS[request.lang]
    rows = tuple(
        Row(
            (
                *_shared(one, request),
                *_paces(one),
                number(one.years_until_met, ".1f"),
                Cell(said(one.reason, request.lang), muted=True),
            )
        )
        for one in refused
    )
    return Table(words["refused"], words["refused_sheet"], _columns(words, last=words["reason"]), rows)


def _counted(rest: list[Prospect], request: Request) -> str:
    words = _WORDS[request.lang]
    counts = Counter(said(one.reason, request.lang) for one in rest).most_common()
    joint = "；" if request.lang == "zh" else "; "
    reasons = joint.join(words["item"].format(reason=reason, count=count) for reason, count in counts)
    return words["rest"].format(count=len(rest), reasons=reasons)
