"""Grades by an official rule, by plan and binding type, with the unassessed beside the assessed."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from cqtargets.assessment import Assessment, assess
from cqtargets.conventions.shown import bounded
from cqtargets.conventions.vocabulary import Binding
from cqtargets.report.content import Block, Cell, Column, Figure, Row, Section, Table, Text, number, percent
from cqtargets.report.request import MOST_ROWS, Request, Words
from cqtargets.report.sections.official_forms import official_tables

__all__ = ["build"]

_PROFILES: Final = ("schedule", "chongqing_2023", "final")
_WORDS: Final[Words] = {
    "zh": {
        "title": "评估", "none": "没有可评估的观测值。", "grades": "按三套规则并排评级", "grade_sheet": "评级",
        "indicator": "指标", "binding": "属性", "baseline": "基期", "target": "目标", "now": "现值", "progress": "进度",
        "lead": "超前或落后", "summary": "按规划与属性汇总（时序进度规则）", "summary_sheet": "汇总", "plan": "规划",
        "targets": "目标数", "assessed": "已评估", "unassessed": "未评估", "met": "已达到", "rate": "完成率", "verdict": "结论",
        "failed": "有约束性目标未完成", "open": "尚不能下结论", "passed": "约束性目标均已完成", "unstable": "舍入区间跨界",
        "chart": "完成进度与时序进度", "schedule": "时序进度", "chongqing_2023": "2023 年中期评估口径",
        "final": "目标一致法",
        "intro": "评级由规则算出，规则并排、不合并；进度按印出数字的舍入给出区间，跨在界线上的评级标明不稳定。"
        "观测值口径与目标不一致的，只列原因，不评级。",
    },
    "en": {
        "title": "Evaluation", "none": "Nothing observed can be assessed.", "grades": "Grades by three rules side by side",
        "grade_sheet": "Grades", "indicator": "Target", "binding": "Type", "baseline": "Baseline", "target": "Target value",
        "now": "Now", "progress": "Progress", "lead": "Ahead or behind", "summary": "By plan and type (schedule rule)",
        "summary_sheet": "Summary", "plan": "Plan", "targets": "Targets", "assessed": "Assessed",
        "unassessed": "Not assessed", "met": "Met", "rate": "Met of assessed", "verdict": "Verdict",
        "failed": "an obligatory target is missed", "open": "not decided yet", "passed": "all obligatory targets met",
        "unstable": "rounding spans a cut-off", "chart": "Progress against time",
        "schedule": "Schedule", "chongqing_2023": "Mid-term rule of 2023", "final": "Final rule",
        "intro": "Grades follow from rules, shown side by side and never merged. Progress is an interval from printed"
        " rounding; a grade whose interval spans a cut-off is marked. Where definitions differ there is a reason"
        " instead of a grade.",
    },
}  # fmt: skip


def build(request: Request) -> tuple[Section, ...]:
    """The section on grades."""
    words = _WORDS[request.lang]
    result = request.once(
        "grades by official rules",
        lambda: assess(request.catalogue, request.observations, request.on, profile=_PROFILES),
    )
    held = result.observed(lang=request.lang)
    blocks: list[Block] = [Text(words["intro"])]
    if held.empty:
        blocks.append(Text(words["none"], soft=True))
    else:
        if held["progress"].notna().any():
            blocks.append(Figure(words["chart"], lambda: _progress(result, request.lang)))
        blocks.append(_grade_table(held, request))
    blocks += [*official_tables(request), _summary_table(result, request)]
    return (Section(key="evaluation", title=words["title"], blocks=tuple(blocks)),)


def _progress(result: Assessment, lang: str) -> Any:
    from cqtargets.plotting import plot_progress

    return plot_progress(result, most=MOST_ROWS, lang=lang)


def _grade_table(held: pd.DataFrame, request: Request) -> Table:
    words = _WORDS[request.lang]
    columns = (
        Column(words["indicator"], width=16), Column(words["binding"], width=5),
        Column(words["baseline"], numeric=True, width=5), Column(words["target"], numeric=True, width=5),
        Column(words["now"], numeric=True, width=6), Column(words["progress"], numeric=True, width=8),
        Column(words["lead"], numeric=True, width=6), *(Column(words[key], width=9) for key in _PROFILES),
    )  # fmt: skip
    rows = tuple(_grade_row(row, request) for row in held.to_dict("records"))
    return Table(words["grades"], words["grade_sheet"], columns, rows)


def _grade_row(first: dict[Any, Any], request: Request) -> Row:
    words, lang = _WORDS[request.lang], request.lang
    target = request.catalogue[first["id"]]
    interval = ""
    if pd.notna(first["progress_low"]) and first["progress_low"] != first["progress_high"]:
        high = "" if first["progress_high"] == float("inf") else f"{first['progress_high']:.1%}"
        interval = f"{first['progress_low']:.1%} – {high}"
    grades = []
    for suffix in ("", *(f"_{key}" for key in _PROFILES[1:])):
        note = words["unstable"] if first[f"unstable{suffix}"] else first[f"reason{suffix}"]
        label = first[f"label_{lang}{suffix}"]
        grades.append(Cell(label, note=note, muted=first[f"grade{suffix}"] is None))
    observed = number(first["observed"], note=str(first["observed_when"]))
    if first["bound"] and pd.notna(first["observed_low"]):
        shown = bounded(first["bound"], first["observed_low"], first["observed_high"])
        observed = Cell(shown, note=str(first["observed_when"]))
    return Row(
        (
            Cell(target.name(lang), note=target.id),
            Cell(target.binding.label(lang) if target.binding else "", strong=first["binding"] == "约束性"),
            number(first["baseline"]),
            number(first["goal"]),
            observed,
            percent(first["progress"], note=interval) if pd.notna(first["progress"]) else Cell(interval),
            number(first["lead_value"], sign=True),
            *grades,
        )
    )


def _summary_table(result: Assessment, request: Request) -> Table:
    words = _WORDS[request.lang]
    summary = result.summary()
    columns = (
        Column(words["plan"], width=12), Column(words["binding"], width=6), Column(words["targets"], numeric=True, width=5),
        Column(words["assessed"], numeric=True, width=5), Column(words["unassessed"], numeric=True, width=5),
        Column(words["met"], numeric=True, width=5), Column(words["rate"], numeric=True, width=6),
        Column(words["verdict"], width=12),
    )  # fmt: skip
    rows = []
    for row in summary.to_dict("records"):
        binding = Binding.of(row["binding"])
        rows.append(
            Row(
                (
                    Cell(request.catalogue.document(row["plan"]).label),
                    Cell(binding.label(request.lang) if binding else "—"),
                    number(row["targets"], "d"),
                    number(row["assessed"], "d"),
                    number(row["unassessed"], "d"),
                    number(row["met"], "d"),
                    percent(row["completion_rate"]),
                    Cell(words.get(row["verdict"], row["verdict"])),
                )
            )
        )
    return Table(words["summary"], words["summary_sheet"], columns, tuple(rows))
