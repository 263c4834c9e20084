"""The assessment as one frame: one row a target."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from cqtargets.assessment.result import Assessment, column
from cqtargets.grading import Evaluations

__all__ = ["assessment_frame"]


def assessment_frame(result: Assessment) -> pd.DataFrame:
    """See `Assessment.to_frame`."""
    counted, alternatives = result.counted()
    columns = {**_names(result), **_observed(result), **_way(result)}
    first, *others = result.evaluations
    columns |= {"met": column(list(result.met)), "counted": counted, "profile": [first.profile.key] * len(result)}
    columns |= _marks(first, "") | _overrides(result)
    columns["remark"] = column(_remarks(result, alternatives))
    for found in others:
        columns |= _marks(found, f"_{found.profile.key}")
    frame = pd.DataFrame(columns)
    for name in ("baseline_year", "target_year"):
        frame[name] = frame[name].astype("Int64")
    return frame


def _names(result: Assessment) -> dict[str, Any]:
    targets = tuple(result.catalogue)
    texts = ("id", "name_zh", "name_en", "plan", "region", "parent", "alternative", "measure", "form")
    columns: dict[str, Any] = {name: column([getattr(target, name) for target in targets]) for name in texts}
    columns["binding"] = column([target.binding.value if target.binding else "" for target in targets])
    columns["unit"] = column([target.unit_label for target in targets])
    columns["baseline_year"] = pd.array([target.start_year for target in targets], dtype="Int64")
    columns["baseline"] = result.numbers.baseline
    columns["target_year"] = [target.target_year for target in targets]
    columns["comparator"] = column(result.numbers.comparator)
    columns["goal"] = result.numbers.goal
    return columns


def _observed(result: Assessment) -> dict[str, Any]:
    seen = [found.observation for found in result.held]
    numbers = result.numbers
    one_sided = np.isin(numbers.bound.astype(str), (">", ">=", "<", "<="))
    above, below = (
        np.char.startswith(numbers.bound.astype(str), ">"),
        np.char.startswith(numbers.bound.astype(str), "<"),
    )
    low = np.where(above, numbers.printed, np.where(numbers.open_end < 0, -np.inf, numbers.current_low))
    high = np.where(below, numbers.printed, np.where(numbers.open_end > 0, np.inf, numbers.current_high))
    return {
        "observed": np.where(one_sided, np.nan, numbers.printed),
        "observed_low": low,
        "observed_high": high,
        "observed_when": column(["" if one is None or one.when is None else str(one.when) for one in seen]),
        "bound": column(numbers.bound),
        "status": column(["" if one is None else one.status for one in seen]),
        "source": column(["" if one is None else one.source for one in seen]),
    }


def _way(result: Assessment) -> dict[str, Any]:
    first = result.evaluations[0]
    return {
        "time_share": first.time_share,
        "progress": first.progress,
        "progress_low": first.progress_low,
        "progress_high": first.progress_high,
        "lead_progress": first.lead_progress,
        "lead_value": first.lead_value,
        "growth_convention": column(result.pace.convention),
        "observed_growth": result.pace.observed,
        "required_growth": result.pace.required,
        "growth_reason": column(result.pace.reason),
    }


def _marks(found: Evaluations, suffix: str) -> dict[str, Any]:
    columns = {
        "grade": column(found.grade),
        "label_zh": column(found.label("zh")),
        "label_en": column(found.label("en")),
        "statistic": found.statistic,
        "score": found.score,
        "unstable": found.unstable,
        "possible": column([_codes(codes) for codes in found.possible.tolist()]),
        "reason": column(found.reason),
    }
    return {f"{name}{suffix}": values for name, values in columns.items()}


def _codes(codes: tuple[str | None, ...]) -> str:
    return "|".join(code or "none" for code in codes) if len(codes) > 1 else codes[0] or ""


def _overrides(result: Assessment) -> dict[str, Any]:
    overridden = result.overridden()
    made = [overridden.get(key) for key in result.catalogue.ids]
    columns: dict[str, Any] = {
        f"override_{name}": column(["" if one is None else getattr(one, name) for one in made])
        for name in ("grade", "reason", "who", "when")
    }
    columns["decided"] = column(result.decided())
    return columns


def _remarks(result: Assessment, alternatives: list[str]) -> list[str]:
    remarks = []
    for target, found, other in zip(result.catalogue, result.held, alternatives, strict=True):
        seen = found.observation
        parts = [found.remark] if found.remark else []
        if seen is not None and seen.bound == "~":
            parts.append("the figure is approximate (约)")
        if target.certainty == "damaged":
            parts.append("the target is damaged in the source")
        if other:
            parts.append(other)
        remarks.append("; ".join(parts) if parts else "")
    return remarks
