"""A statement read out of a plan, and what a rule reads before it is dated."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Reading", "Statement"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one rule reads in a clause: the numbers and their name, not yet dated.

    Places count from the paragraph's beginning; `used` are the places of the numerals that the reading holds, `year`
    the year that the rule itself found, `kind` what the rule knows of the kind.
    """

    name: str
    rule: str
    start: int
    end: int
    used: tuple[tuple[int, int], ...]
    low: float | None = None
    high: float | None = None
    unit: str = ""
    per: int | None = None
    comparator: str = "="
    form: str = "level"
    kind: str = ""
    baseline: float | None = None
    baseline_year: int | None = None
    year: int | None = None
    spelled: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One target, fact, norm or incentive with its place; `start` and `end` are offsets into the draft's text.

    `confidence` is the share of its rule's readings that were fully right where they were measured, lowered by each
    doubt; `same_as` is the number of the statement that it restates, None where it stands for itself.
    """

    kind: str
    name: str
    low: float | None
    high: float | None
    unit: str
    comparator: str
    form: str
    year: int | None
    start: int
    end: int
    quote: str
    rule: str
    confidence: float
    concept: str = ""
    per: int | None = None
    population: str = ""
    baseline_year: int | None = None
    baseline: float | None = None
    binding: str = ""
    region: str = ""
    section: str = ""
    box: str = ""
    row: str = ""
    page: int | None = None
    doubts: tuple[str, ...] = ()
    why: str = ""
    same_as: int | None = None
    used: tuple[tuple[int, int], ...] = field(default=(), repr=False)
    accepted: bool | None = None
