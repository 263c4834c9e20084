"""Where every observation went: the grade it gave, or why it gave none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from cqtargets import clock
from cqtargets.assessment.evidence import Comparer
from cqtargets.conventions.names import nearest
from cqtargets.conventions.vocabulary import NOT_AFTER_BASELINE
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation

if TYPE_CHECKING:
    from cqtargets.assessment.result import Assessment

__all__ = ["evidence_frame", "unmatched_frame"]

_EVIDENCE: Final = (
    "concept",
    "region",
    "when",
    "value",
    "unit",
    "bound",
    "source",
    "id",
    "grade",
    "label_zh",
    "reason",
)
_UNMATCHED: Final = ("concept", "name_zh", "region", "when", "value", "unit", "source", "reason", "nearest")
_NO_TARGET: Final = "no target has this concept"


def evidence_frame(result: Assessment, compared: Comparer) -> pd.DataFrame:
    """See `Assessment.evidence`."""
    found = result.evaluation()
    labels, grades = found.label("zh").tolist(), result.decided()
    rows: list[dict[str, Any]] = []
    by_concept = _by_concept(result)
    for seen in result.observations:
        facts = _facts(seen)
        targets = by_concept.get(seen.concept, [])
        if not targets:
            rows.append({**facts, "id": "", "grade": None, "label_zh": "", "reason": _NO_TARGET})
        for place, target in targets:
            counts = result.held[place].observation is seen
            reason = found.reason[place] if counts else _why_not(result, place, target, seen, compared)
            grade = grades[place] if counts else None
            label = labels[place] if grade is not None and counts else ""
            rows.append({**facts, "id": target.id, "grade": grade, "label_zh": label, "reason": reason})
    frame = pd.DataFrame(rows, columns=list(_EVIDENCE))
    frame["grade"] = pd.Series([row["grade"] for row in rows], dtype=object)
    return frame


def unmatched_frame(result: Assessment, compared: Comparer) -> pd.DataFrame:
    """See `Assessment.unmatched`."""
    by_concept = _by_concept(result)
    concepts = sorted(by_concept)
    rows = []
    for seen in result.observations:
        targets = [target for _, target in by_concept.get(seen.concept, [])]
        verdicts = [compared(target, seen)[0] for target in targets]
        if "" in verdicts:
            continue
        reason = "; ".join(f"{target.id}: {why}" for target, why in zip(targets, verdicts, strict=True))
        near = ", ".join(() if targets else nearest(seen.concept, concepts))
        rows.append({**_facts(seen), "name_zh": seen.name_zh, "reason": reason or _NO_TARGET, "nearest": near})
    return pd.DataFrame(rows, columns=list(_UNMATCHED))


def _by_concept(result: Assessment) -> dict[str, list[tuple[int, Indicator]]]:
    found: dict[str, list[tuple[int, Indicator]]] = {}
    for place, target in enumerate(result.catalogue):
        found.setdefault(target.concept, []).append((place, target))
    return found


def _facts(seen: Observation) -> dict[str, Any]:
    return {
        "concept": seen.concept,
        "region": seen.region,
        "when": "" if seen.when is None else str(seen.when),
        "value": seen.value,
        "unit": seen.unit_label,
        "bound": seen.bound,
        "source": seen.source,
    }


def _why_not(result: Assessment, place: int, target: Indicator, seen: Observation, compared: Comparer) -> str:
    return "; ".join(_reasons(result, place, target, seen, compared))


def _reasons(result: Assessment, place: int, target: Indicator, seen: Observation, compared: Comparer) -> Iterator[str]:
    why = compared(target, seen)[0]
    if why:
        yield f"not comparable: {why}"
        return
    time = seen.time or 0.0
    if result.on is not None and time > clock.time(result.on):
        yield f"observed after {result.on}"
    elif target.start_year is not None and time <= clock.time(target.start_year):
        yield f"observed {seen.when}, {NOT_AFTER_BASELINE}"
    else:
        counting = result.held[place].observation
        yield f"another value counts ({'none' if counting is None else counting.when})"
