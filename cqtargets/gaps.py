"""Gaps between a value and its target or path: in the unit, in per cent, in years, and the growth now required."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from cqtargets import growth
from cqtargets.conventions import comparison
from cqtargets.conventions.reasons import Reason
from cqtargets.conventions.shown import html_table
from cqtargets.growth import RequiredGrowth
from cqtargets.paths import Path

__all__ = ["Gap", "gap"]


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
    standing: str
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
    wanted = -1 if direction == "down" else 1
    behind, why = (None, reason) if path is None else _years_behind(value, time, path)
    missing = abs(target - value) if direction == "hold" else max(0.0, wanted * (target - value))
    flat = path is not None and path.method == "flat"
    open_way = due > time and not flat and met is not True
    return Gap(
        value=value,
        time=time,
        unit=unit,
        target=target,
        path=expected,
        to_target=value - target,
        to_path=None if expected is None else value - expected,
        standing=_standing(value, expected, direction),
        shortfall=0.0 if met is True else missing,
        percent=None if target == 0 else 100 * (value - target) / abs(target),
        years_behind=behind,
        required=growth.required(value, target, due - time, rated=rated) if open_way else None,
        met=met,
        reason=why,
    )


def _standing(value: float, path: float | None, direction: str) -> str:
    if path is None:
        return ""
    if not comparison.past(abs(value - path), comparison.noise(value, path)):
        return "on_path"
    if direction == "hold":
        return "behind"
    return "ahead" if (value > path) == (direction != "down") else "behind"


def _years_behind(value: float, time: float, path: Path) -> tuple[float | None, str]:
    if path.method == "flat":
        return None, Reason("flow_never_behind")
    levels = [path.baseline, *(level for _, level in path.milestones), path.target]
    if max(levels) == min(levels):
        on_it = comparison.met(value, "=", path.target, path.target)
        return (0.0, "") if on_it else (None, Reason("level_path"))
    passed = path.passes(value)
    if passed is not None:
        return time - passed, ""
    if (value > max(levels)) == (path.target > path.baseline):
        return time - path.due, Reason("beyond_target")
    return None, Reason("worse_than_baseline")
