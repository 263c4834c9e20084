"""What other places had: the nation when the base was seen, peers at the latest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from cqtargets.observations import Observations
from cqtargets.proposals.pace import measured
from cqtargets.targets.indicator import Indicator

__all__ = ["latest_of", "seen_at"]

_APART: Final = 0.5


def seen_at(target: Indicator, place: str, time: float, observations: Observations) -> float | None:
    """The comparable value of a place within half a year of a date, in the target's unit."""
    there = replace(target, region=place, baseline=None, baseline_year=None)
    near = [
        point for point in measured(there, observations).points if not point.bound and abs(point.time - time) <= _APART
    ]  # fmt: skip
    return min(near, key=lambda point: abs(point.time - time)).value if near else None


def latest_of(
    target: Indicator, place: str, observations: Observations, on: int | date | str | None = None
) -> float | None:
    """The latest comparable value of a place, in the target's unit."""
    there = replace(target, region=place, baseline=None, baseline_year=None)
    known = [point for point in measured(there, observations, on=on).points if not point.bound]
    return known[-1].value if known else None
