"""Where each target should stand year by year, and how far the latest observation is from there."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from cqtargets.conventions.unit_words import unit_words
from cqtargets.conventions.vocabulary import standing_label
from cqtargets.report.content import Block, Cell, Column, Figure, Row, Section, Table, Text, number, percent
from cqtargets.report.request import MOST_ROWS, Request, Words
from cqtargets.report.sections.shared import target_cell

__all__ = ["build"]

_WORDS: Final[Words] = {
    "zh": {
        "title": "路径与差距", "paths": "逐年应达到的水平（线性路径）", "gaps": "与路径和目标的差距", "indicator": "指标",
        "unit": "单位", "observed": "观测值", "when": "时点", "path": "应达到", "target": "目标值", "to_path": "距路径",
        "to_target": "距目标", "behind": "落后（年）", "required": "此后所需年均增速", "remark": "说明",
        "chart": "已走过的路：由基期（0）到目标（1）", "path_sheet": "逐年路径", "gap_sheet": "差距",
        "none": "没有可与目标相比的观测值。",
        "lead": "路径由基期值到目标值按年份线性推进；新增量从零起，年度流量逐年相同。观测值只在概念、单位、地区、人群与口径一致"
        "时才与目标相比，否则在“说明”栏写明原因。",
    },
    "en": {
        "title": "Paths and gaps", "paths": "Where each target should stand at each year's end (linear path)",
        "gaps": "Distance from path and target", "indicator": "Target", "unit": "Unit", "observed": "Observed",
        "when": "When", "path": "Path", "target": "Target value", "to_path": "To path", "to_target": "To target",
        "behind": "Years behind", "required": "Growth now required a year", "remark": "Remark",
        "chart": "The way covered, from baseline (0) to target (1)", "path_sheet": "Paths", "gap_sheet": "Gaps",
        "none": "No observation can be held against a target.",
        "lead": "A path runs in equal steps from baseline to target; increments start at zero, yearly flows stay the same."
        " An observation counts only where concept, unit, region, population and definition agree; else the reason is"
        " given.",
    },
}  # fmt: skip


def build(request: Request) -> tuple[Section, ...]:
    """The section on paths and gaps."""
    words = _WORDS[request.lang]
    gaps = request.catalogue.gaps(request.observations, on=request.on, lang=request.lang)
    held = gaps[gaps["observed_when"] != ""]
    blocks: list[Block] = [Text(words["lead"])]
    if held["path"].notna().any():
        blocks.append(Figure(words["chart"], lambda: _draw(request)))
    blocks.append(_gap_table(held, request) if len(held) else Text(words["none"], soft=True))
    paths = request.catalogue.paths()
    paths = paths[paths["value"].notna()]
    if len(paths):
        blocks.append(_path_table(paths, request))
    return (Section(key="tracking", title=words["title"], blocks=tuple(blocks)),)


def _draw(request: Request) -> Any:
    from cqtargets.plotting import plot_gap

    return plot_gap(request.catalogue, request.observations, on=request.on, most=MOST_ROWS, lang=request.lang)


def _gap_table(held: pd.DataFrame, request: Request) -> Table:
    words = _WORDS[request.lang]
    columns = (
        Column(words["indicator"], width=14), Column(words["observed"], numeric=True, width=6), Column(words["when"]),
        Column(words["path"], numeric=True, width=6), Column(words["target"], numeric=True, width=6),
        Column(words["to_path"], numeric=True, width=6), Column(words["to_target"], numeric=True, width=6),
        Column(words["behind"], numeric=True, width=5), Column(words["required"], numeric=True, width=6),
        Column(words["unit"], width=5), Column(words["remark"], width=16),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                target_cell(request.catalogue[str(row["id"])], request.lang),
                number(row["observed"]),
                Cell(row["observed_when"]),
                number(row["path"]),
                number(row["goal"]),
                number(row["to_path"], sign=True, note=standing_label(row["standing"], request.lang)),
                number(row["to_target"], sign=True),
                number(row["years_behind"], ".2f", sign=True),
                percent(row["required_cagr"]),
                Cell(unit_words(row["unit"], request.lang)),
                Cell(row["reason"], muted=True),
            )
        )
        for row in held.to_dict("records")
    )
    return Table(words["gaps"], words["gap_sheet"], columns, rows)


def _path_table(paths: pd.DataFrame, request: Request) -> Table:
    words = _WORDS[request.lang]
    wide = paths.pivot(index="id", columns="year", values="value")
    wide = wide.reindex(list(dict.fromkeys(paths["id"])))
    units = dict(zip(paths["id"], paths["unit"], strict=True))
    years = [int(year) for year in wide.columns]
    columns = (
        Column(words["indicator"], width=16),
        Column(words["unit"], width=5),
        *(Column(str(year), numeric=True, width=5) for year in years),
    )
    rows = tuple(
        Row(
            (
                target_cell(request.catalogue[str(key)], request.lang),
                Cell(unit_words(units[key], request.lang)),
                *(number(value) for value in wide.loc[key]),
            )
        )
        for key in wide.index
    )
    return Table(words["paths"], words["path_sheet"], columns, rows)
