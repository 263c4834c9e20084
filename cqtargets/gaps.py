"""Gaps between a value and its target or path: in the unit, in per cent, in years, and the growth now required."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cqtargets import growth
from cqtargets.conventions.reasons import Reason
from cqtargets.conventions.vocabulary import REACHED
from cqtargets.growth import RequiredGrowth
from cqtargets.paths import Path

__all__ = ["Gap", "gap"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """How far a value is from its target and from its path.

    Attributes
    ----------
    value : float
        The value held against the target, in `unit`; `time` is its position on the library's clock.
    to_target, to_path : float
        The value minus the target, and minus the path on the same date, in the unit: negative is below. `path` and
        `to_path` are None where there is no path, for want of a baseline.
    shortfall : float
        What is still missing to the target in the wanted direction, never negative.
    percent : float or None
        `to_target` in per cent of the target; None for a target of zero.
    years_behind : float or None
        How long ago the path had this value; negative is ahead. None where the path never had it, see `reason`.
    required : RequiredGrowth or None
        Growth from here to the target in the time left; None at and after the due date.
    met : bool, Undetermined or None
        `Indicator.met_by` of the value.
    reason : str
        Why something is missing, or what `years_behind` means at the ends of the path.
    """

    value: float
    time: float
    unit: str = ""
    target: float
    path: float | None
    to_target: float
    to_path: float | None
    shortfall: float
    percent: float | None
    years_behind: float | None
    required: RequiredGrowth | None
    met: Any
    reason: str = ""


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
    if path is None:
        behind, why = None, reason
    elif direction != "hold" and wanted * (path.target - path.baseline) < 0:
        behind, why = None, REACHED
    else:
        behind, why = _years_behind(value, time, path, met is True)
    missing = abs(target - value) if direction == "hold" else max(0.0, wanted * (target - value))
    flat = path is not None and path.method == "flat"
    return Gap(
        value=value,
        time=time,
        unit=unit,
        target=target,
        path=expected,
        to_target=value - target,
        to_path=None if expected is None else value - expected,
        shortfall=0.0 if met is True else missing,
        percent=None if target == 0 else 100 * (value - target) / abs(target),
        years_behind=behind,
        required=growth.required(value, target, due - time) if due > time and not flat else None,
        met=met,
        reason=why,
    )


def _years_behind(value: float, time: float, path: Path, met: bool) -> tuple[float | None, str]:
    if path.method == "flat":
        return None, Reason("flow_never_behind")
    passed = path.passes(value)
    if passed is not None:
        return time - passed, ""
    if met:
        return time - path.due, Reason("beyond_target")
    return None, Reason("worse_than_baseline")
