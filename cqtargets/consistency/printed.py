"""Targets, baselines, observations and norms as sides of a finding, and their numbers as exact fractions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from cqtargets import units
from cqtargets.catalogue import Catalogue
from cqtargets.consistency.finding import Side
from cqtargets.conventions import rounding
from cqtargets.errors import UnitError
from cqtargets.norms.norm import Norm
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation
from cqtargets.units import parse_unit

__all__ = [
    "Number",
    "base_of",
    "exact",
    "in_base",
    "observation_id",
    "of_baseline",
    "of_norm",
    "of_observation",
    "of_target",
    "reaches",
    "same_count",
    "text_of",
]


@lru_cache(maxsize=65536)
def exact(value: float) -> Fraction:
    """The number that a float was written as: 0.1 is one tenth.

    >>> exact(3.6) / exact(8) == exact(0.45)
    True
    """
    return Fraction(Decimal(repr(float(value))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """An exact number in base units with what its printed digits allow."""

    value: Fraction
    low: Fraction
    high: Fraction

    @property
    def certain(self) -> bool:
        """Whether the number is exact."""
        return self.low == self.high


def in_base(value: float, text: str, unit: str, per: int | None) -> Number:
    """A printed number in base units: 8 张 per 1,000 is 8/1000, 25万张 250,000, 60 % six tenths.

    The last printed digit carries the rounding, but for whole things; without a text the number is exact.
    """
    factor = exact(units.parse_unit(unit).factor) / (per or 1)
    low, high = rounding.interval(value, text, unit=unit, per=per)
    return Number(value=exact(value) * factor, low=exact(low) * factor, high=exact(high) * factor)


def text_of(value: float | Fraction) -> str:
    """A number for a sentence: four significant digits, from 1,000 on a whole number.

    >>> text_of(4.7 / 3.6), text_of(25.0), text_of(2820.77)
    ('1.306', '25', '2821')
    """
    number = float(value)
    if number == int(number):
        return str(int(number))
    return f"{number:.0f}" if abs(number) >= 1000 else f"{number:.4g}"


_UNWRITTEN = ("", "1:x", "x:1")
_DIGITS = tuple("0123456789")
_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "=", "~": "≈"}


def _with_unit(text: str, unit: str, per: int | None) -> str:
    """A print that ends in its digits, with the unit behind it."""
    if unit in _UNWRITTEN or unit in text or not text.rstrip("余多").endswith(_DIGITS):
        return text
    shown = units.label(unit, per)
    return f"{text}{shown}" if shown in ("%", "‰") else f"{text} {shown}"


def of_target(indicator: Indicator, catalogue: Catalogue) -> Side:
    """A target: its number as printed, else as entered."""
    text = indicator.target_text
    if not text:
        ends = [end for end in (indicator.target_low, indicator.target_high) if end is not None]
        numbers = "—".join(text_of(end) for end in dict.fromkeys(ends))
        text = f"{_SIGNS.get(indicator.comparator, '')}{numbers}"
    return Side(
        id=indicator.id,
        name_zh=indicator.name_zh,
        name_en=indicator.name("en"),
        document=catalogue.document(indicator.plan).label,
        locator=indicator.locator,
        printed=_with_unit(text, indicator.unit, indicator.per),
        year=indicator.target_year,
        value=indicator.goal,
        unit=indicator.unit,
        per=indicator.per,
    )


def of_baseline(indicator: Indicator, catalogue: Catalogue) -> Side:
    """The baseline of a target."""
    value = indicator.baseline
    text = indicator.baseline_text or ("" if value is None else text_of(value))
    return Side(
        id=indicator.id,
        name_zh=indicator.name_zh,
        name_en=indicator.name("en"),
        document=catalogue.document(indicator.plan).label,
        locator=indicator.locator,
        printed=_with_unit(text, indicator.unit, indicator.per),
        year=indicator.baseline_year,
        value=value,
        unit=indicator.unit,
        per=indicator.per,
    )


def observation_id(observation: Observation) -> str:
    """Concept, region and date, by which an observation is named in findings."""
    when = "undated" if observation.when is None else str(observation.when)
    return f"{observation.concept}@{observation.region}@{when}"


def of_observation(observation: Observation) -> Side:
    """An observation."""
    return Side(
        id=observation_id(observation),
        name_zh=observation.name_zh or observation.concept,
        name_en=observation.name_en or observation.name_zh or observation.concept,
        document=observation.source,
        locator=observation.locator,
        printed=_with_unit(observation.text or text_of(observation.value), observation.unit, observation.per),
        year=observation.year,
        value=observation.value,
        unit=observation.unit,
        per=observation.per,
    )


def of_norm(norm: Norm, catalogue: Catalogue) -> Side:
    """A norm, by its first step."""
    step = norm.steps[0]
    return Side(
        id=norm.key,
        name_zh=norm.name_zh,
        name_en=norm.name_en,
        document=catalogue.document(norm.plan).label,
        locator=norm.locator,
        printed=step.text or text_of(step.low if step.low is not None else step.high or 0.0),
        value=step.low if step.low is not None else step.high,
        unit="%" if norm.kind == "share" else norm.unit,
    )


def base_of(unit: str) -> tuple[str, float] | None:
    """Base unit and factor; None for a unit nobody knows."""
    try:
        known = parse_unit(unit)
    except UnitError:
        return None
    return known.base, known.factor


def same_count(target: Indicator, observation: Observation) -> bool:
    """Whether both count in one base unit over one denominator."""
    first, second = base_of(target.unit), base_of(observation.unit)
    return first is not None and second is not None and first[0] == second[0] and target.per == observation.per


def reaches(target: Indicator, observation: Observation) -> bool:
    """Whether the observed number is the target's or more, whatever the counting word (家, 条, 个)."""
    first, second = base_of(target.unit), base_of(observation.unit)
    if first is None or second is None or target.goal is None:
        return False
    aim, seen = exact(target.goal) * exact(first[1]), exact(observation.value) * exact(second[1])
    return seen <= aim if target.direction == "down" else seen >= aim
