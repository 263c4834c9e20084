"""The steps between the inputs and the results of a ledger row: what the path and the judgement start from."""

from __future__ import annotations

import math
from typing import Final

from cqtargets.catalogue import Catalogue
from cqtargets.conventions import comparison
from cqtargets.monitoring.tracking import followed_target
from cqtargets.observations import Comparison
from cqtargets.report.content import LedgerValue
from cqtargets.targets.indicator import Indicator

__all__ = ["steps"]

_OPEN: Final = 1e300
_RATED: Final = ("level", "relative")


def steps(
    catalogue: Catalogue, indicator: Indicator, held: Comparison | None, *, usable: bool
) -> dict[str, LedgerValue]:
    """Every step of one target by column of the ledger ``calc``; `usable` tells whether the observation counts."""
    followed = catalogue.followed_by(indicator) if indicator.form == "proportional" else None
    if followed is not None and (followed.baseline is None or followed.goal is None):
        followed = None
    target = indicator if followed is None else followed_target(catalogue, indicator)
    begin, end = _ends(target)
    return {
        "years": None if indicator.start_year is None else indicator.target_year - indicator.start_year,
        "linked": float(followed is not None),
        "begin": begin,
        "end": end,
        "comparator": target.comparator,
        "direction": target.direction,
        "low": target.target_low,
        "high": target.target_high,
        **_rate_ends(indicator, target, followed, end),
        "usable": float(usable),
        **(_judged(target, held) if usable and held is not None else {}),
    }


def _ends(target: Indicator) -> tuple[float | None, float | None]:
    end = target.goal
    if target.form == "relative":
        end = None if target.baseline is None or end is None else target.baseline + end
    if target.form in ("increment", "cumulative"):
        return 0.0, end
    return end if target.form == "flow" else target.baseline, end


def _rate_ends(
    indicator: Indicator, target: Indicator, followed: Indicator | None, end: float | None
) -> dict[str, LedgerValue]:
    if followed is not None and indicator.baseline is None:
        start = followed.start_year
        return {
            "from": followed.baseline if followed.form in _RATED else None,
            "to": _ends(followed)[1],
            "span": None if start is None else followed.target_year - start,
        }
    own = target.form in _RATED
    years = None if indicator.start_year is None else indicator.target_year - indicator.start_year
    return {"from": indicator.baseline if own else None, "to": end if own else None, "span": years}


def _judged(target: Indicator, held: Comparison) -> dict[str, LedgerValue]:
    low, high = held.observation.interval_in(target.unit, target.per)
    shift = (target.baseline or 0.0) if target.form == "relative" else 0.0
    ends = {
        "low": -_OPEN if math.isinf(low) else low - shift,
        "high": _OPEN if math.isinf(high) else high - shift,
    }
    values = {**ends, "mid": (ends["low"] + ends["high"]) / 2}
    return {
        **{f"value_{name}": value for name, value in ends.items()},
        **{f"meets_{name}": float(_meets(target, value)) for name, value in values.items()},
    }


def _meets(target: Indicator, value: float) -> bool:
    sign = "=" if target.comparator == "~" else target.comparator
    return comparison.met(value, sign, target.target_low, target.target_high, direction=target.direction)
