"""A planning norm: a rule that maps a size (people, beds, staff) to a requirement."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from cqtargets.errors import DomainError

__all__ = ["NORM_KINDS", "Norm", "NormStep", "Requirement"]

NORM_KINDS: Final = ("steps", "share", "ratio", "one_per", "minimum", "time", "distance", "area_per_head")


@dataclass(frozen=True, slots=True, kw_only=True)
class NormStep:
    """What the norm asks of sizes in ``[size_low, size_high)``: the lower end belongs to the step.

    `low` and `high` are the least and the greatest value asked for; None where the norm sets no such end.
    """

    size_low: float | None = None
    size_high: float | None = None
    low: float | None = None
    high: float | None = None
    text: str = ""

    def covers(self, size: float) -> bool:
        """Whether `size` falls into this step."""
        above = self.size_low is None or size >= self.size_low
        below = self.size_high is None or size < self.size_high
        return above and below


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What a norm asks for one size: at least `low`, at most `high`, in `unit`."""

    norm: str
    size: float
    size_unit: str
    low: float | None
    high: float | None
    unit: str
    comparator: str
    text: str

    def met_by(self, value: float) -> bool:
        """Whether `value` (in `unit`) satisfies the requirement; a range is met inside only."""
        noise = 1e-9 * max(1.0, abs(value))
        return (self.low is None or value >= self.low - noise) and (self.high is None or value <= self.high + noise)


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """One norm of one document, with all its steps.

    `kind` says how a size becomes a requirement: ``steps`` (a value per step), ``share`` (per cent of the size),
    ``one_per`` (one `unit` for every `low` to `high` of the size), ``ratio`` (at least `low` for each one of the
    size, or one for at most `high` of it: "3:1" older people per worker asks for a third of them), ``minimum``,
    ``time`` and ``distance`` (a value whatever the size), ``area_per_head`` (multiplied by the size).
    """

    key: str
    concept: str
    plan: str
    locator: str
    name_zh: str
    name_en: str
    kind: str
    size_of: str
    size_unit: str
    comparator: str
    unit: str
    steps: tuple[NormStep, ...]
    per: float | None = None
    region: str = ""
    applies_to: str = ""
    basis: str = ""
    certainty: str = "printed"
    note: str = ""

    def __post_init__(self) -> None:
        if self.kind not in NORM_KINDS:
            raise DomainError(f"norm {self.key!r}: kind {self.kind!r}; write one of {', '.join(NORM_KINDS)}")
        if not self.steps:
            raise DomainError(f"norm {self.key!r} has no step; give at least one")

    def step_for(self, size: float) -> NormStep:
        """The step into which `size` falls.

        Raises
        ------
        DomainError
            If the size is negative or not finite, or falls between two steps.
        """
        if not math.isfinite(size) or size < 0:
            raise DomainError(f"norm {self.key!r}: size {size} {self.size_unit}; give a finite size of 0 or more")
        for step in self.steps:
            if step.covers(size):
                return step
        spans = "; ".join(f"[{_end(step.size_low, '0')}, {_end(step.size_high, 'no end')})" for step in self.steps)
        raise DomainError(
            f"norm {self.key!r}: no step covers {size:g} {self.size_unit} (steps: {spans}); "
            "give a size inside a step or another norm"
        )

    def requirement(self, size: float) -> Requirement:
        """What the norm asks of one `size` (in `size_unit`).

        Raises
        ------
        DomainError
            If no step covers the size.
        """
        step = self.step_for(size)
        low, high = self._bounds(step, size)
        return Requirement(
            norm=self.key,
            size=size,
            size_unit=self.size_unit,
            low=low,
            high=high,
            unit=self.unit,
            comparator=self.comparator,
            text=step.text,
        )

    def _bounds(self, step: NormStep, size: float) -> tuple[float | None, float | None]:
        low, high = step.low, step.high
        if self.kind == "share":
            return _scaled(low, size / 100), _scaled(high, size / 100)
        if self.kind == "area_per_head":
            return _scaled(low, size), _scaled(high, size)
        if self.kind == "ratio":
            return (size / high if high else _scaled(low, size)), None
        if self.kind == "one_per":
            return (size / high if high else None), (size / low if low else None)
        return low, high


def _scaled(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor


def _end(value: float | None, missing: str) -> str:
    return missing if value is None else f"{value:g}"
