"""The growth that every target requires: one frame a catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from cqtargets.conventions.reasons import Reason, checked_language, said
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.relatives import followed_by

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["GROWTH_COLUMNS", "growth_frame", "growth_rows"]

GROWTH_COLUMNS: Final = (
    "id", "name_zh", "name_en", "plan", "region", "binding", "measure", "form", "unit", "baseline_year", "baseline",
    "target_year", "goal", "years", "cagr", "continuous", "annual_change", "reason",
)  # fmt: skip


def growth_rows(targets: Iterable[Indicator], lang: str = "en") -> list[dict[str, Any]]:
    """The rows of `Catalogue.required_growth`, by column."""
    checked_language(lang)
    whole = tuple(targets)
    rows = [_growth_row(whole, indicator) for indicator in whole]
    for row in rows:
        row["reason"] = said(row["reason"], lang)
    return rows


def growth_frame(targets: Iterable[Indicator], lang: str = "en") -> pd.DataFrame:
    """See `Catalogue.required_growth`."""
    import pandas as pd

    return pd.DataFrame(growth_rows(targets, lang), columns=list(GROWTH_COLUMNS))


def _growth_row(targets: tuple[Indicator, ...], indicator: Indicator) -> dict[str, Any]:
    target = indicator
    note = ""
    if indicator.form == "proportional":
        followed = followed_by(targets, indicator)
        if followed is not None and followed.baseline is not None and followed.goal is not None:
            note = Reason("rate_of_followed", followed=followed.concept)
            target = followed if indicator.baseline is None else indicator.following(followed)
    growth = target.required_growth()
    own_level = target is indicator or indicator.baseline is not None
    return {
        "id": indicator.id,
        "name_zh": indicator.name_zh,
        "name_en": indicator.name_en,
        "plan": indicator.plan,
        "region": indicator.region,
        "binding": indicator.binding.value if indicator.binding else "",
        "measure": indicator.measure,
        "form": indicator.form,
        "unit": indicator.unit_label,
        "baseline_year": indicator.baseline_year,
        "baseline": _nan(indicator.baseline),
        "target_year": indicator.target_year,
        "goal": _nan(target.goal if own_level else None),
        "years": _nan(growth.years),
        "cagr": _nan(growth.cagr),
        "continuous": _nan(growth.continuous),
        "annual_change": _nan(growth.annual_change if own_level else None),
        "reason": note or growth.reason,
    }


def _nan(value: float | None) -> float:
    return float("nan") if value is None else value
