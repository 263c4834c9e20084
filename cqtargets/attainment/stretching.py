"""By how much a method's spread must grow, learned on the cases of other places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from cqtargets.attainment.cases import Case
from cqtargets.attainment.result import level_ends
from cqtargets.errors import ConventionError

__all__ = ["CalibrationFactor", "learned"]

_FEW: Final = 10
"""Forecasts from which on a place weighs as much as any other; fewer weigh in proportion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationFactor:
    """By how much the spread of `base` must grow for its `level` interval to hold that share of what came.

    `factor` is learned on all series; `left_out[name]` on all but those of that one's place, and `cases` counts the
    forecasts behind `factor`, which look as many years ahead as `band` says. `coverage_before` is the share within the
    plain interval, `coverage_after` within the interval stretched by each series' left-out factor.
    """

    factor: float
    left_out: dict[str, float]
    level: float
    base: str
    cases: int
    coverage_before: float
    coverage_after: float
    band: tuple[float, float]
    series: int
    places: int


def learned(
    cases: Sequence[Case],
    names: Sequence[str],
    level: float,
    base: str,
    at_least: float,
    places: Mapping[str, str] | None,
    band: tuple[float, float],
) -> CalibrationFactor:
    """`calibration_factor` on cases that are at hand, for the series `names`."""
    low, high = level_ends(level)
    ratios: dict[str, list[float]] = {}
    for case in cases:
        if case.predictive is not None and band[0] < case.due - case.origin <= band[1]:
            centre = case.predictive.mean
            away = case.observed - centre
            end = case.predictive.quantile(high if away >= 0 else low) - centre
            ratios.setdefault(case.series, []).append(away / end)
    at = {name: (places or {}).get(name, name) for name in names}
    found = {at[name] for name in ratios}
    if len(found) < 2:
        raise ConventionError(
            f"series of {len(found)} places give forecasts; a factor is learned on other places, so give two or more"
        )
    many = {place: sum(len(ratios[name]) for name in ratios if at[name] == place) for place in found}

    def smallest(without: str) -> float:
        used = [
            (r, 1 / max(many[at[name]], _FEW) if places else 1.0)
            for name in ratios
            if at[name] != without
            for r in ratios[name]
        ]
        return max(at_least, _smallest(used, level))

    left_out = {name: smallest(at[name]) for name in names}
    every = np.array([r for group in ratios.values() for r in group])
    after = [r <= left_out[name] for name, group in ratios.items() for r in group]
    return CalibrationFactor(
        factor=smallest(""),
        left_out=left_out,
        level=level,
        base=base,
        cases=int(every.size),
        coverage_before=float(np.mean(every <= 1)),
        coverage_after=float(np.mean(after)),
        band=band,
        series=len(ratios),
        places=len(found),
    )


def _smallest(ratios: Sequence[tuple[float, float]], level: float) -> float:
    """The smallest ratio with a share `level` of all weight at or below it."""
    ordered = sorted(ratios)
    total, gone = sum(weight for _, weight in ordered), 0.0
    for ratio, weight in ordered:
        gone += weight
        if gone >= level * total - 1e-12:
            return ratio
    return ordered[-1][0]
