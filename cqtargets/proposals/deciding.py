"""What becomes of a row in the next plan: kept, adjusted, no longer listed; and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cqtargets.conventions.reasons import Reason
from cqtargets.conventions.rounding import same_number
from cqtargets.monitoring.handover import Base
from cqtargets.proposals.result import Candidate
from cqtargets.targets.indicator import Indicator

__all__ = ["decided"]

_DONE: Final = ("increment", "cumulative")


def decided(
    target: Indicator,
    base: Base | None,
    candidates: Iterable[Candidate],
    suggested: str,
    met: bool | None,
    refused: str,
) -> tuple[str, str]:
    """``keep``, ``adjust`` or ``drop``, and why."""
    if refused:
        if target.form in _DONE:
            return "drop", Reason("work_of_one_plan")
        return "keep", refused
    if target.direction == "hold":
        return "keep", Reason("held_not_raised")
    chosen = next((one for one in candidates if one.kind == suggested), None)
    if chosen is not None and chosen.value is not None:
        if target.goal is not None and same_number(target.goal, chosen.value):
            return "keep", Reason("old_still_asked")
        return "adjust", chosen.reason or Reason("old_still_asked")
    if base is None:
        return "keep", Reason("base_unknown")
    if any(isinstance(one.reason, Reason) and one.reason.code == "at_ceiling" for one in candidates):
        return "drop", Reason("at_ceiling")
    return "keep", Reason("nothing_asks_for_more") if met else Reason("old_met_unknown")
