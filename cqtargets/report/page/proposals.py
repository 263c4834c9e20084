"""The table of proposals that the page shows."""

from __future__ import annotations

import math
from typing import Any, Final

import pandas as pd

from cqtargets.proposals.result import CANDIDATE_NAMES
from cqtargets.report.page.slots import SlotTable
from cqtargets.report.request import Request
from cqtargets.report.sections.shared import DUE, observed, proposals

__all__ = ["proposal_table"]

_COLUMNS: Final[list[dict[str, Any]]] = [
    {"key": "name", "zh": "指标", "en": "Target"},
    {"key": "unit", "zh": "单位", "en": "Unit"},
    {"key": "base", "zh": "移交基数", "en": "Handed over", "numeric": True, "digits": 2},
    {"key": "when", "zh": "时点", "en": "When"},
    {"key": "candidate", "zh": "候选", "en": "Candidate"},
    {"key": "value", "zh": f"{DUE} 年", "en": str(DUE), "numeric": True, "digits": 2},
    {"key": "growth", "zh": "所需年均增速（%）", "en": "Growth required a year (%)", "numeric": True, "digits": 2},
    {"key": "suggested", "zh": "建议", "en": "Suggested"},
    {"key": "why", "zh": "依据", "en": "Why"},
    {"key": "flags", "zh": "注意", "en": "Mind"},
]


def proposal_table(request: Request) -> SlotTable | None:
    """Candidates for the next plan, one row each; none where nothing was observed."""
    found = proposals(request)
    held, chinese = observed(found.to_frame()), found.to_frame(lang="zh")
    if held.empty:
        return None
    return {
        "title": {"zh": f"{DUE} 年目标建议", "en": f"Proposals for {DUE}"},
        "note": {
            "zh": "只列规划期内有可比观测值的指标；候选值各有依据，并列给出，由人来选。",
            "en": "Only targets observed in the plan's years; candidates stand side by side, for people to choose.",
        },
        "columns": _COLUMNS,
        "rows": [_row(row, chinese.loc[place]) for place, row in zip(held.index, held.to_dict("records"), strict=True)],
    }


def _row(row: dict[Any, Any], told: pd.Series[Any]) -> dict[str, Any]:
    name_zh, name_en = CANDIDATE_NAMES[str(row["candidate"])]
    growth = row["required_cagr"]
    return {
        "id": row["id"],
        "name": {"zh": row["name_zh"], "en": row["name_en"] or row["name_zh"]},
        "unit": row["unit"],
        "base": float(row["base"]),
        "when": str(row["base_when"]),
        "candidate": {"zh": name_zh, "en": name_en},
        "value": float(row["value"]),
        "growth": 100 * float(growth) if not math.isnan(growth) else "",
        "suggested": {"zh": "是", "en": "yes"} if row["suggested"] else "",
        "why": {"zh": told["reason"], "en": row["reason"]},
        "flags": {"zh": told["flags"], "en": row["flags"]},
    }
