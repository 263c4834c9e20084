"""The growth that every target requires: one frame a catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.rates import Rates
from cqtargets.conventions.reasons import Reason, all_said, checked_language
from cqtargets.targets.relatives import all_relatives
from cqtargets.targets.required import required_growths
from cqtargets.targets.target_list import TargetList

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["GROWTH_COLUMNS", "growth_frame", "growth_rows"]

GROWTH_COLUMNS: Final = (
    "id", "name_zh", "name_en", "plan", "region", "binding", "measure", "form", "unit", "baseline_year", "baseline",
    "target_year", "goal", "years", "cagr", "continuous", "annual_change", "reason",
)  # fmt: skip


def growth_rows(targets: TargetList, lang: str = "en") -> list[dict[str, Any]]:
    """The rows of `Catalogue.required_growth`, by column."""
    columns = [values.tolist() for values in _growth_columns(targets, lang).values()]
    return [dict(zip(GROWTH_COLUMNS, values, strict=True)) for values in zip(*columns, strict=True)]


def growth_frame(targets: TargetList, lang: str = "en") -> pd.DataFrame:
    """See `Catalogue.required_growth`."""
    import pandas as pd

    columns: dict[str, Any] = _growth_columns(targets, lang)
    columns["baseline_year"] = columns["baseline_year"].tolist()
    return pd.DataFrame(columns, columns=list(GROWTH_COLUMNS))


def _growth_columns(targets: TargetList, lang: str) -> dict[str, NDArray[Any]]:
    checked_language(lang)
    printed, ways = targets.columns, targets.courses
    found, goal = required_growths(tuple(targets), ways, printed.tolerance), printed.goal.copy()
    _copy_followed(targets, found, goal)
    return {
        **printed.names(),
        "measure": printed.measure,
        "form": printed.form,
        "baseline_year": printed.baseline_year,
        "baseline": printed.baseline,
        "target_year": printed.target_year,
        "goal": goal,
        "years": found.years,
        "cagr": found.cagr,
        "continuous": found.continuous,
        "annual_change": found.annual_change,
        "reason": all_said(found.reason, lang),
    }


def _copy_followed(targets: TargetList, found: Rates, goal: NDArray[np.float64]) -> None:
    """Proportional targets: the rates of what they follow, as a level where they have a baseline of their own."""
    rows = [row for row, form in enumerate(targets.columns.form.tolist()) if form == "proportional"]
    whole = tuple(targets)
    pairs = all_relatives(whole) if rows else []
    place = {target.id: row for row, target in enumerate(whole)} if rows else {}
    for row in rows:
        followed = pairs[row][0]
        if followed is None or followed.baseline is None or followed.goal is None:
            continue
        if whole[row].baseline is None:
            source = place[followed.id]
            for name in ("cagr", "continuous", "years"):
                getattr(found, name)[row] = getattr(found, name)[source]
        elif np.isnan(targets.courses.end[row]):
            continue
        else:
            goal[row] = targets.courses.end[row]
        found.reason[row] = Reason("rate_of_followed", followed=followed.concept)
