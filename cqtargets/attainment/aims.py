"""What counts as met: the ends of a target in the unit and on the scale."""

from __future__ import annotations

import math

from cqtargets.attainment.paces import Wanted
from cqtargets.attainment.scales import Scale
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import ConventionError, DomainError

__all__ = ["Target", "aim_of", "ends_of", "on_scale", "wanted_of"]

Target = float | tuple[float, float]
_COMPARATORS = (">=", ">", "<=", "<", "=", "~", "range")


def ends_of(
    target: Target, comparator: str, direction: str, tolerance: float | None
) -> tuple[float | None, float | None]:
    """Values from which and up to which the target counts as met, in the unit."""
    if comparator not in _COMPARATORS:
        raise ConventionError(f"unknown comparator {comparator!r}; write one of {', '.join(_COMPARATORS)}")
    pair = isinstance(target, tuple)
    if pair != (comparator == "range"):
        wanted = "a pair (low, high)" if comparator == "range" else "one number"
        raise ConventionError(f"comparator {comparator!r} takes {wanted}, not {target!r}")
    numbers = target if isinstance(target, tuple) else (target, target)
    if not all(math.isfinite(number) for number in numbers) or numbers[0] > numbers[1]:
        raise DomainError(f"target {target!r} is not finite and ascending; write (low, high) or one number")
    if tolerance is not None and not (tolerance > 0 and math.isfinite(tolerance)):
        raise DomainError(f"tolerance {tolerance} is not a positive finite number; give it in the unit of the target")
    if comparator in ("=", "~") and tolerance is None:
        raise ConventionError(
            f"{comparator!r} has no width of its own and one exact value has probability 0: give tolerance= in the unit"
        )
    if direction not in ("up", "down", "hold"):
        raise ConventionError(f"unknown direction {direction!r}; write up, down or hold")
    margin = tolerance or 0.0
    low, high = float(numbers[0]) - margin, float(numbers[1]) + margin
    if comparator in (">=", ">") or (comparator == "range" and direction == "up"):
        return low, None
    if comparator in ("<=", "<") or (comparator == "range" and direction == "down"):
        return None, high
    return low, high


def on_scale(low: float | None, high: float | None, room: Scale) -> tuple[float, float]:
    """The target's ends on the scale; a target that no value of the scale can meet, or miss, is refused."""
    floor = -math.inf if low is None else room.forward(low)
    ceiling = math.inf if high is None else room.forward(high)
    least, most = room.domain
    never = floor == math.inf or ceiling == -math.inf
    if never or (floor == -math.inf and ceiling == math.inf):
        shown = " to ".join(f"{end:g}" for end in (low, high) if end is not None)
        word = "never" if never else "always"
        raise DomainError(Reason("met_on_scale", shown=shown, word=word, scale=room.name, least=least, most=most))
    return floor, ceiling


def aim_of(last: float, target: Target, low: float | None, high: float | None) -> float:
    """The number to which the needed pace leads: the target, or the nearest number of a range."""
    if not isinstance(target, tuple):
        return float(target)
    if high is None:
        return float(target[0])
    return float(target[1]) if low is None else min(max(last, float(target[0])), float(target[1]))


def wanted_of(low: float | None, high: float | None) -> Wanted:
    """The direction in which the target lies where it has one end."""
    return "up" if high is None else "down" if low is None else "nearer"
