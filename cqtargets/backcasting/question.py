"""What a backcast is asked: the stock, the target, the years and the constraints."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cqtargets.backcasting.bounds import Tube, steepest_fall, steepest_rise
from cqtargets.conventions.limits import LAST_YEAR, MOST_YEARS
from cqtargets.errors import DomainError

Bound = float | Mapping[int, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    current: float
    target: float
    start: int
    due: int
    lead_time: int
    floor: Bound
    ceiling: Bound
    rise: float
    fall: float

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.start, self.due + 1))

    def tube(self, *, with_target: bool = True) -> Tube:
        low = [at(self.floor, year, -math.inf) for year in self.years]
        high = [at(self.ceiling, year, math.inf) for year in self.years]
        low_by, high_by = ["floor"] * len(low), ["ceiling"] * len(high)
        low[0] = high[0] = self.current
        low_by[0] = high_by[0] = "current"
        if with_target:
            if self.target >= low[-1]:
                low[-1], low_by[-1] = self.target, "target"
            if self.target <= high[-1]:
                high[-1], high_by[-1] = self.target, "target"
        return Tube(
            low=np.array(low),
            high=np.array(high),
            low_by=tuple(low_by),
            high_by=tuple(high_by),
            open_years=np.maximum(0, np.arange(len(low)) - self.lead_time),
        )

    def answers(self) -> bool:
        return not any(self.broken(self.tube()))

    def broken(self, tube: Tube) -> tuple[bool, bool]:
        """Whether the bounds demand a steeper rise, and a steeper fall, than is allowed or possible."""
        rise, fall = steepest_rise(tube).rate, steepest_fall(tube).rate
        return (
            math.isinf(rise) or rise > self.rise + tube.tolerance,
            math.isinf(fall) or fall > self.fall + tube.tolerance,
        )


def at(bound: Bound, year: int, none: float) -> float:
    if bound is None:
        return none
    return float(bound.get(year, none)) if isinstance(bound, Mapping) else float(bound)


def checked(
    current: float,
    target: float,
    start: int,
    due: int,
    lead_time: int,
    floor: Bound,
    ceiling: Bound,
    max_rise: float | None,
    max_fall: float | None,
) -> Question:
    for name, value in (("current", current), ("target", target)):
        if not math.isfinite(value):
            raise DomainError(f"{name} is {value}; give a finite number")
    for name, year in (("start", start), ("due", due), ("lead_time", lead_time)):
        if isinstance(year, bool) or not hasattr(year, "__index__"):
            raise DomainError(f"{name} is {year!r}; give a whole number of years")
        if year > LAST_YEAR:
            raise DomainError(f"{name} is {year}; give at most {LAST_YEAR}")
    if due - start > MOST_YEARS:
        raise DomainError(f"from {start} to {due} are {due - start} years; give at most {MOST_YEARS}")
    if due <= start:
        raise DomainError(f"the target is due in {due}, not after {start}; give a later year")
    if lead_time < 0:
        raise DomainError(f"lead_time is {lead_time}; give zero or more years")
    for name, cap in (("max_rise", max_rise), ("max_fall", max_fall)):
        if cap is not None and (not math.isfinite(cap) or cap < 0):
            raise DomainError(f"{name} is {cap}; give zero or more a year, or leave it out for no limit")
    for name, bound in (("floor", floor), ("ceiling", ceiling)):
        _check_bound(name, bound, start, due)
    for year in range(start + 1, due + 1):
        least, most = at(floor, year, -math.inf), at(ceiling, year, math.inf)
        if least > most:
            raise DomainError(f"the floor {least:g} of {year} lies above the ceiling {most:g}; move one of them")
    return Question(
        current=float(current),
        target=float(target),
        start=int(start),
        due=int(due),
        lead_time=int(lead_time),
        floor=floor,
        ceiling=ceiling,
        rise=math.inf if max_rise is None else float(max_rise),
        fall=math.inf if max_fall is None else float(max_fall),
    )


def _check_bound(name: str, bound: Bound, start: int, due: int) -> None:
    values = bound if isinstance(bound, Mapping) else {} if bound is None else {start + 1: bound}
    for year, value in values.items():
        if not start < year <= due:
            raise DomainError(f"the {name} names {year}, outside {start + 1} to {due}; drop it or move the due year")
        if not math.isfinite(value):
            raise DomainError(f"the {name} of {year} is {value}; give a finite number, or leave it out")
