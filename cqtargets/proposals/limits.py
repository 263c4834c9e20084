"""What a proposal cannot pass, and the digits in which it is printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cqtargets import units
from cqtargets.conventions.denominators import BANDS, EVERYBODY
from cqtargets.conventions.quantity import PeopleForecast
from cqtargets.conventions.reasons import Reason
from cqtargets.conventions.vocabulary import ceiling
from cqtargets.targets.indicator import Indicator

__all__ = ["Limit", "limit_of", "printed"]

_PLACES_OF: Final = {"childcare_places_per_1000": "0-2", "inclusive_childcare_places_per_1000": "0-2"}
"""Places a head of everybody that only people of these ages can take."""
_DIGITS: Final = re.compile(r"\d+(?:\.(\d+))?")
_MOST_DIGITS: Final = 6
_UNPRINTED: Final = 2
"""Digits of what is no count, where the plan prints no number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The largest value that a concept can have, in the target's unit, and why; `unknown` where people are not given."""

    value: float | None = None
    reason: str = ""
    unknown: bool = False


def limit_of(
    target: Indicator, to: int, population: PeopleForecast | Mapping[str, PeopleForecast] | None = None
) -> Limit:
    """All of them for a share, one place a child under three, one unit a head for what is counted per person."""
    if target.measure == "share":
        top = ceiling(target.unit)
        return Limit(value=top, reason=Reason("limit_share", top=top))
    if target.measure != "rate" or not target.per:
        return Limit()
    factor = target.per / units.parse_unit(target.unit).factor
    band = _PLACES_OF.get(target.concept)
    if band is None:
        counted = target.population in BANDS
        return Limit(value=factor, reason=Reason("limit_head")) if counted else Limit()
    forecast = population.get(target.region) if isinstance(population, Mapping) else population
    if forecast is None or getattr(forecast, "region", target.region) != target.region:
        return Limit(unknown=True, reason=Reason("limit_unknown"))
    children = float(forecast.denominator(band, on=to, kind="year_end").median)
    everybody = float(forecast.denominator(EVERYBODY, on=to, kind="year_end").median)
    return Limit(value=factor * children / everybody, reason=Reason("limit_children", to=to))


def printed(value: float, target: Indicator) -> float:
    """A value in the digits that the plan prints for the target and its baseline.

    >>> import cqtargets as cq
    >>> printed(80.7213, cq.load_catalogue()["med14.life_expectancy"])
    80.72
    """
    found = [
        len(match.group(1) or "")
        for text in (target.target_text, target.baseline_text)
        for match in list(_DIGITS.finditer(text))[-1:]
    ]
    if not found:
        numbers = [number for number in (target.goal, target.baseline) if number is not None]
        found = [len(f"{number:.{_MOST_DIGITS}f}".rstrip("0").partition(".")[2]) for number in numbers]
        found.append(0 if target.measure == "count" else _UNPRINTED)
    return round(value, max(found, default=_MOST_DIGITS))
