r"""综合实现程度: how much of the planned levels is reached, weighted and capped at each target's level."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from cqtargets.conventions.doors import door
from cqtargets.evaluation.verdicts import Verdict

__all__ = ["Realisation", "realisation_of"]


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Realisation:
    r"""The weighted share of the planned levels that is reached: :math:`\sum w_i \min(v_i/T_i, 1) / \sum w_i`.

    For lower-is-better targets the ratio is turned round. It rewards the level and not the way from the baseline.

    Attributes
    ----------
    total : float or None
        A fraction; None where no target has a level and a value.
    counted, of : int
        Targets that enter, and all targets.
    weights : str
        ``"equal"`` or ``"stated"``: the column 权重, of which a row without one enters with no weight.
    themes : DataFrame
        One row a group of the plan: theme, targets, counted, weight, realisation.
    """

    total: float | None
    counted: int
    of: int
    weights: str
    themes: pd.DataFrame


def realisation_of(found: Sequence[Verdict]) -> Realisation:
    """The realisation of a plan's levels, by the plan's own groups."""
    stated = any(one.target.weight is not None for one in found)
    rows = [
        {"theme": one.target.section, "weight": _weight(one, stated), "share": _share(one)}
        for one in found
        if one.counted
    ]
    whole = pd.DataFrame(rows, columns=["theme", "weight", "share"])
    whole["enters"] = whole["share"].notna() & (whole["weight"] > 0)
    themes = [
        {
            "theme": theme,
            "targets": len(part),
            "counted": int(part["enters"].sum()),
            "weight": float(part.loc[part["enters"], "weight"].sum()),
            "realisation": _mean(part),
        }
        for theme, part in whole.groupby("theme", sort=False)
    ]
    total = _mean(whole)
    return Realisation(
        total=None if math.isnan(total) else total,
        counted=int(whole["enters"].sum()),
        of=len(whole),
        weights="stated" if stated else "equal",
        themes=pd.DataFrame(themes, columns=["theme", "targets", "counted", "weight", "realisation"]),
    )


def _weight(one: Verdict, stated: bool) -> float:
    return (one.target.weight or 0.0) if stated else 1.0


def _share(one: Verdict) -> float:
    """Level reached of the level asked for, at most 1; NaN where one of the two is no positive number."""
    if (
        one.value is None
        or one.goal is None
        or one.value <= 0
        or one.goal <= 0
        or (one.seen and one.seen.bound in ("<", ">", "<=", ">="))
    ):
        return math.nan
    if one.target.direction not in ("up", "down"):
        return math.nan
    ratio = one.value / one.goal if one.target.direction == "up" else one.goal / one.value
    return min(ratio, 1.0)


def _mean(part: pd.DataFrame) -> float:
    entering = part[part["enters"]]
    if entering.empty:
        return math.nan
    return float((entering["weight"] * entering["share"]).sum() / entering["weight"].sum())
