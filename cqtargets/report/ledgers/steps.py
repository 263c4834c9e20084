"""The steps between the inputs and the results of a ledger row: what the path and the judgement start from."""

from __future__ import annotations

import math
from typing import Final

from cqtargets.catalogue import Catalogue
from cqtargets.observations import Comparison
from cqtargets.report.content import LedgerValue
from cqtargets.targets.course import Course
from cqtargets.targets.indicator import Indicator

__all__ = ["steps"]

_OPEN: Final = 1e300


def steps(
    catalogue: Catalogue, indicator: Indicator, held: Comparison | None, *, usable: bool
) -> dict[str, LedgerValue]:
    """Every step of one target by column of the ledger ``calc``; `usable` tells whether the observation counts."""
    way = catalogue.course(indicator)
    followed = catalogue.followed_by(indicator) if indicator.form == "proportional" else None
    copied = None if followed is None else catalogue.course(followed)
    if copied is None or not copied.start or copied.end is None:
        followed = copied = None
    flat = way.start is None and way.form in ("flow", "growth")
    return {
        "years": way.years,
        "linked": float(followed is not None),
        "begin": way.end if flat else way.start,
        "end": way.end,
        "comparator": way.comparator,
        "direction": way.direction,
        "low": way.low,
        "high": way.high,
        "passed": float(way.passed),
        **_rate_ends(indicator, way, copied),
        "usable": float(usable),
        **(_judged(indicator, way, held) if usable and held is not None else {}),
    }


def _rate_ends(indicator: Indicator, way: Course, copied: Course | None) -> dict[str, LedgerValue]:
    if copied is not None and indicator.baseline is None:
        return {"from": copied.start if copied.rated else None, "to": copied.end, "span": copied.years}
    own = way.rated and (way.form != "proportional" or copied is not None)
    return {"from": indicator.baseline if own else None, "to": way.end if own else None, "span": way.years}


def _judged(target: Indicator, way: Course, held: Comparison) -> dict[str, LedgerValue]:
    low, high = held.observation.interval_in(target.unit, target.per, measure=target.measure)
    ends = {"low": -_OPEN if math.isinf(low) else low, "high": _OPEN if math.isinf(high) else high}
    values = {**ends, "mid": (ends["low"] + ends["high"]) / 2}
    return {
        **{f"value_{name}": value for name, value in ends.items()},
        **{f"meets_{name}": float(way.meets(value) is True) for name, value in values.items()},
    }
