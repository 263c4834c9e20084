"""The proposals of a report: those that rest on an observation in the plan's years."""

from __future__ import annotations

from typing import Final

import pandas as pd

from cqtargets.catalogue import Catalogue
from cqtargets.proposals import Proposals, propose_targets
from cqtargets.report.request import Request

__all__ = ["CANDIDATES", "DUE", "observed", "proposals"]

DUE: Final = 2030
CANDIDATES: Final = {
    "national": ("对照全国", "national"), "present_pace": ("现速", "present pace"), "best_pace": ("最快速度", "best pace"),
    "planned_pace": ("原定步伐", "planned pace"), "norm": ("规划标准", "norm"), "saturation": ("饱和值", "saturation"),
    "carried_over": ("沿用原目标", "carried over"),
}  # fmt: skip
"""Names of the candidates in Chinese and English."""


def proposals(request: Request, ids: frozenset[str] | None = None) -> Proposals:
    """Candidates for every target, or for those named."""
    chosen = request.catalogue
    if ids is not None:
        chosen = Catalogue(target for target in request.catalogue if target.id in ids)
    return propose_targets(chosen, request.observations, to=DUE)


def observed(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of a proposal's frame with a value whose base was observed."""
    return frame[frame["value"].notna() & (frame["base_origin"] == "observation")]
