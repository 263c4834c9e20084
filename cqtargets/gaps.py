"""Gaps between a value and its target or path: in the unit, in per cent, in years, and the growth now required."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions import comparison
from cqtargets.conventions.arrays import objects
from cqtargets.conventions.doors import door
from cqtargets.conventions.rates import Rates, rates_of
from cqtargets.conventions.reasons import Reason
from cqtargets.conventions.shown import html_table
from cqtargets.growth import RequiredGrowth, required_row
from cqtargets.paths import Path

__all__ = ["Gap", "gap"]

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Objects = NDArray[np.object_]

FLAT: Final = Reason("flow_never_behind")
LEVEL: Final = Reason("level_path")
BEYOND: Final = Reason("beyond_target")
WORSE: Final = Reason("worse_than_baseline")


@door
@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Gap:
    """How far a value is from its target and from its path.

    Attributes
    ----------
    value : float
        The value held against the target, in `unit`; `time` is its position on the library's clock.
    to_target, to_path : float
        The value minus the target, and minus the path on the same date, in the unit: negative is below. `path` and
        `to_path` are None where there is no path, for want of a baseline.
    standing : {"ahead", "behind", "on_path", ""}
        Where the value stands against the path by the wanted direction (超前, 落后, 持平); empty without a path. A level
        to be kept is only ever missed.
    shortfall : float
        What is still missing to the target in the wanted direction, never negative.
    percent : float or None
        `to_target` in per cent of the target; None for a target of zero.
    years_behind : float or None
        How long ago the path had this value; negative is ahead. None where the path never had it, see `reason`.
    required : RequiredGrowth or None
        Growth from here to the target in the time left; None at and after the due date, and once the target is met.
    met : bool, Undetermined or None
        `Indicator.met_by` of the value.
    reason : str
        Why something is missing, or what `years_behind` means at the ends of the path.
    time : float
        Moment of the value, in years.
    unit : str
        Unit of the numbers.
    target : float
        Value to be reached.
    path : float or None
        Path towards it, or None.
    """

    value: float
    time: float
    unit: str = ""
    target: float
    path: float | None
    to_target: float
    to_path: float | None
    standing: str = ""
    shortfall: float
    percent: float | None
    years_behind: float | None
    required: RequiredGrowth | None
    met: Any
    reason: str = ""

    def __repr__(self) -> str:
        path = "no path" if self.to_path is None else f"{self.to_path:+.4g} to the path"
        return f"Gap of {self.value:g} {self.unit}: {self.to_target:+.4g} to the target {self.target:g}, {path}, met {self.met}"

    def _repr_html_(self) -> str:
        rows = [(one.name, getattr(self, one.name)) for one in fields(self)]
        return html_table(repr(self), ("field", "value"), [row for row in rows if row[1] not in ("", None)])


@door
def gap(
    value: float,
    time: float,
    *,
    target: float,
    due: float,
    path: Path | None = None,
    met: Any,
    direction: str = "up",
    unit: str = "",
    reason: str = "",
    rated: bool = True,
) -> Gap:
    """The gap of `value` at `time` (library's clock) against its target and, where there is one, its path.

    Parameters
    ----------
    met : bool, Undetermined or None
        Whether the value meets the target: the comparator decides, see `Indicator.met_by`.
    direction : {"up", "down", "hold"}
        The wanted direction.
    reason : str
        Why there is no path.
    rated : bool
        Whether growth has rates here; sums and flows have a pace alone.
    value : float
        Measured value, in the unit.
    time : float
        Its moment, in years.
    target : float
        Value to be reached.
    due : float
        Moment at which it is due, in years.
    path : Path, optional
        Path towards the target.
    unit : str
        Unit of the numbers.

    Raises
    ------
    DomainError
        For a time before the start of the path.

    Examples
    --------
    7.0 beds at the end of 2023, on the way from 6.38 to 8 in 2025:

    >>> way = Path(start=2020, baseline=6.38, due=2025, target=8)
    >>> held = gap(7.0, 2023, target=8, due=2025, path=way, met=False)
    >>> round(held.to_path, 3), round(held.years_behind, 3), round(held.required.cagr, 4)
    (-0.352, 1.086, 0.069)
    """
    expected = None if path is None else float(path.at_time(time))
    way = _nothing_known() if path is None else _facts_of(path, value, expected)
    found = gaps_of(
        np.array([value]), np.array([time]), target=np.array([target]), due=np.array([due]), way=way,
        met=np.array([met is True]), direction=objects([direction]), rated=np.array([rated]),
    )  # fmt: skip
    required = required_row(found.required, 0) if found.open_way[0] else None
    return Gap(
        value=value, time=time, unit=unit, target=target, path=expected, to_target=float(found.to_target[0]),
        to_path=_known(found.to_path[0]), standing=found.standing[0], shortfall=float(found.shortfall[0]),
        percent=_known(found.percent[0]), years_behind=_known(found.years_behind[0]), required=required, met=met,
        reason=reason if path is None else found.reason[0],
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PathFacts:
    """What gaps ask of n paths; NaN where there is none.

    Attributes
    ----------
    known, flat : bool array, shape (n,)
        Whether there is a path, and whether it asks for the same each year.
    expected, passed : array, shape (n,)
        Its value at the time of the value, and the time at which it has the value.
    lowest, highest, first, last, over : array, shape (n,)
        Its extreme values, its ends, and when it is over.
    """

    known: Mask
    flat: Mask
    expected: Floats
    passed: Floats
    lowest: Floats
    highest: Floats
    first: Floats
    last: Floats
    over: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Gaps:
    """The gaps of n values as columns: the fields of `Gap`, NaN for None.

    `open_way` says where growth is required, `met_early` where the target is met before it is due.
    """

    to_target: Floats
    to_path: Floats
    standing: Objects
    shortfall: Floats
    percent: Floats
    years_behind: Floats
    required: Rates
    open_way: Mask
    met_early: Mask
    reason: Objects


def gaps_of(
    value: Floats,
    time: Floats,
    *,
    target: Floats,
    due: Floats,
    way: PathFacts,
    met: Mask,
    direction: Objects,
    rated: Mask,
) -> Gaps:
    """The gaps of many values: the kernel of `gap`, all arguments of shape (n,)."""
    down, hold = direction == "down", direction == "hold"
    open_way = (due > time) & ~way.flat & ~met
    with np.errstate(divide="ignore", invalid="ignore"):
        off = value - target
        missing = np.where(hold, np.abs(off), np.maximum(0.0, np.where(down, off, -off)))
        percent = np.where(target == 0, np.nan, 100 * off / np.abs(target))
        to_path = value - way.expected
    behind, reason = _years_behind(value, time, way)
    return Gaps(
        to_target=off, to_path=to_path, standing=_standing(value, way.expected, to_path, down, hold),
        shortfall=np.where(met, 0.0, missing), percent=percent, years_behind=behind,
        required=rates_of(value, target, due - time, rated), open_way=open_way, met_early=met & (due > time), reason=reason,
    )  # fmt: skip


def _standing(value: Floats, path: Floats, off: Floats, down: Mask, hold: Mask) -> Objects:
    away = np.asarray(comparison.past(np.abs(off), comparison.noise(value, path)))
    ahead = (value > path) != down
    words = np.full(value.shape, "", dtype=object)
    rules = ((~np.isnan(path), "behind"), (ahead & ~hold, "ahead"), (~away, "on_path"), (np.isnan(path), ""))
    for mask, word in rules:
        words[mask] = word
    return words


def _years_behind(value: Floats, time: Floats, way: PathFacts) -> tuple[Floats, Objects]:
    """How long ago each path had its value, and what that means, or why it cannot be said."""
    level = way.lowest == way.highest
    on_it = level & comparison.same(value, way.last)
    passed = ~np.isnan(way.passed)
    beyond = (value > way.highest) == (way.last > way.first)
    behind = np.where(passed, time - way.passed, np.where(beyond, time - way.over, np.nan))
    behind = np.where(level, np.where(on_it, 0.0, np.nan), behind)
    reason = np.full(value.shape, "", dtype=object)
    rules = (
        (way.known, WORSE), (way.known & beyond, BEYOND), (passed, ""), (level, LEVEL), (on_it, ""), (way.flat, FLAT),
    )  # fmt: skip
    for mask, why in rules:
        reason[mask] = why
    return np.where(way.known & ~way.flat, behind, np.nan), reason


def _facts_of(path: Path, value: float, expected: float | None) -> PathFacts:
    levels = [path.baseline, *(level for _, level in path.milestones), path.target]
    flat = path.method == "flat"
    passed = None if max(levels) == min(levels) else path.passes(value)
    numbers = {
        "expected": expected, "passed": passed, "lowest": min(levels), "highest": max(levels), "first": path.baseline,
        "last": path.target, "over": path.due,
    }  # fmt: skip
    columns = {name: np.array([number], dtype=np.float64) for name, number in numbers.items()}
    return PathFacts(known=np.array([True]), flat=np.array([flat]), **columns)


def _nothing_known() -> PathFacts:
    no, nan = np.array([False]), np.array([np.nan])
    return PathFacts(
        known=no, flat=no, expected=nan, passed=nan, lowest=nan, highest=nan, first=nan, last=nan, over=nan
    )


def _known(value: float) -> float | None:
    return None if value != value else float(value)
