"""The tally by plan and binding type: never averaged, the unassessed beside the rate."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from cqtargets.assessment.result import Assessment
from cqtargets.conventions.vocabulary import Binding

__all__ = ["BINDING_ORDER", "summary_frame"]

BINDING_ORDER: Final = (str(Binding.OBLIGATORY), str(Binding.ANTICIPATORY), "")
_COUNTS: Final = ("targets", "assessed", "unassessed", "met", "missed")


def summary_frame(result: Assessment, profile: str | None = None) -> pd.DataFrame:
    """See `Assessment.summary`."""
    codes = [f"grade_{code}" for code in result.evaluation(profile).profile.labels]
    achieved, decided = result.achieved(profile), result.decided(profile)
    counted, _ = result.counted(profile)
    tallies: dict[tuple[str, str], dict[str, int]] = {}
    for row, target in enumerate(result.catalogue):
        if not counted[row]:
            continue
        key = (target.plan, str(target.binding or ""))
        tally = tallies.setdefault(key, dict.fromkeys((*_COUNTS, *codes), 0))
        answer, grade = achieved[row], decided[row]
        tally["targets"] += 1
        tally["unassessed" if answer is None else "assessed"] += 1
        tally["met"] += answer is True
        tally["missed"] += _is_missed(result, row, key[1], answer, grade)
        if grade is not None:
            tally[f"grade_{grade}"] += 1
    failed = {plan for (plan, binding), tally in tallies.items() if binding == BINDING_ORDER[0] and tally["missed"]}
    rows = [
        _row(plan, binding, tallies[plan, binding], failed=plan in failed)
        for plan in dict.fromkeys(plan for plan, _ in tallies)
        for binding in BINDING_ORDER
        if (plan, binding) in tallies
    ]
    columns = ["plan", "binding", *_COUNTS, "completion_rate", "verdict", "plan_failed", "reason", *codes]
    return pd.DataFrame(rows, columns=columns)


def _is_missed(result: Assessment, row: int, binding: str, achieved: bool | None, grade: str | None) -> bool:
    """Graded as missed, or not met at the end of the plan; nearly met is no miss where moderate deviation is allowed."""
    if achieved is not False:
        return False
    over = bool(result.numbers.when[row] >= result.numbers.plan_due[row])
    if grade == "nearly_met":
        return binding == BINDING_ORDER[0]
    return grade == "missed" or over


def _row(plan: str, binding: str, tally: dict[str, int], *, failed: bool) -> dict[str, Any]:
    verdict = ""
    if binding == BINDING_ORDER[0]:
        verdict = "failed" if tally["missed"] else "met" if tally["met"] == tally["targets"] else "open"
    return {
        "plan": plan,
        "binding": binding,
        **tally,
        "completion_rate": tally["met"] / tally["assessed"] if tally["assessed"] else np.nan,
        "verdict": verdict,
        "plan_failed": failed,
        "reason": "" if tally["assessed"] else "nothing is assessed",
    }
