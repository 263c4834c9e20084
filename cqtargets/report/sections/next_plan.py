"""The next plan: what is handed over, and the values that come into question for 2030."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from cqtargets.conventions.unit_words import unit_words
from cqtargets.proposals import Proposals
from cqtargets.proposals.result import CANDIDATE_NAMES
from cqtargets.report.content import Block, Cell, Column, Figure, Row, Section, Table, Text, number, percent
from cqtargets.report.request import MOST_ROWS, Request, Words
from cqtargets.report.sections.shared import observed, proposals

__all__ = ["build"]

_WORDS: Final[Words] = {
    "zh": {
        "title": "2030 年目标建议", "indicator": "指标", "base": "移交基数", "when": "时点", "candidate": "候选", "value": "2030 年",
        "growth": "所需年均增速", "why": "依据", "table": "候选值（加粗为建议）", "sheet": "2030", "chart": "相对现值的变化",
        "lead": "只列出规划期内有过可比观测值的指标；没有观测值的指标不提建议，先观测再定。候选值各有依据，并列给出，由人来选。",
        "none": "规划期内没有可比的观测值，无从建议。",
    },
    "en": {
        "title": "Proposals for 2030", "indicator": "Target", "base": "Handed over", "when": "When", "candidate": "Candidate",
        "value": "2030", "growth": "Growth required a year", "why": "Why", "table": "Candidates (the suggested one is bold)",
        "sheet": "2030", "chart": "Change over the value now",
        "lead": "Only targets with a comparable observation in the plan's years are listed; what nobody observed is not"
        " proposed but to be observed first. Candidates stand side by side, each with its reason, for people to choose.",
        "none": "No comparable observation in the plan's years: nothing to propose from.",
    },
}  # fmt: skip


def build(request: Request) -> tuple[Section, ...]:
    """The section on 2030."""
    words = _WORDS[request.lang]
    held = observed(proposals(request).to_frame(lang=request.lang))
    blocks: list[Block] = [Text(words["lead"])]
    if held.empty:
        blocks.append(Text(words["none"], soft=True))
    else:
        if (held["base"] > 0).any():
            drawn = proposals(request, frozenset(held["id"]))
            blocks.append(Figure(words["chart"], lambda: _draw(drawn, request.lang)))
        blocks.append(_table(held, request))
    return (Section(key="next-plan", title=words["title"], blocks=tuple(blocks)),)


def _draw(found: Proposals, lang: str) -> Any:
    from cqtargets.plotting import plot_candidates

    return plot_candidates(found, most=MOST_ROWS, lang=lang)


def _table(held: pd.DataFrame, request: Request) -> Table:
    words, lang = _WORDS[request.lang], request.lang
    columns = (
        Column(words["indicator"], width=14), Column(words["base"], numeric=True, width=6), Column(words["when"], width=6),
        Column(words["candidate"], width=8), Column(words["value"], numeric=True, width=6),
        Column(words["growth"], numeric=True, width=7), Column(words["why"], width=20),
    )  # fmt: skip
    rows = []
    for row in held.to_dict("records"):
        target = request.catalogue[row["id"]]
        rows.append(
            Row(
                (
                    Cell(target.name(lang), note=target.id),
                    number(row["base"], note=unit_words(row["unit"], lang)),
                    Cell(str(row["base_when"])),
                    Cell(
                        CANDIDATE_NAMES[str(row["candidate"])][lang == "en"],
                        strong=bool(row["suggested"]),
                    ),
                    number(row["value"]),
                    percent(row["required_cagr"]),
                    Cell(row["reason"], note=row["flags"]),
                )
            )
        )
    return Table(words["table"], words["sheet"], columns, tuple(rows))
