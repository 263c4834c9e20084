"""The proposals of a report: those that rest on an observation in the plan's years."""

from __future__ import annotations

from typing import Final

import pandas as pd

from cqtargets.catalogue import Catalogue
from cqtargets.proposals import Proposals, propose_targets
from cqtargets.report.request import Request

__all__ = ["DUE", "observed", "proposals"]

DUE: Final = 2030


def proposals(request: Request, ids: frozenset[str] | None = None) -> Proposals:
    """Candidates for every target, or for those named."""
    chosen = request.catalogue
    if ids is not None:
        chosen = Catalogue(target for target in request.catalogue if target.id in ids)
    return propose_targets(chosen, request.observations, to=DUE)


def observed(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of a proposal's frame with a value whose base was observed."""
    return frame[frame["value"].notna() & (frame["base_origin"] == "observation")]
