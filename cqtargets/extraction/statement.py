"""A statement read out of a plan, and what a rule reads before it is dated."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from cqtargets.conventions.doors import door

__all__ = ["Reading", "Statement"]


class Reading(NamedTuple):
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


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One target, fact, norm or incentive with its place; `start` and `end` are offsets into the draft's text.

    `confidence` is the share of its rule's readings that were fully right where they were measured, lowered by each
    doubt; `same_as` is the number of the statement that it restates, None where it stands for itself.

    Attributes
    ----------
    kind : str
        target, fact, norm or incentive.
    name : str
        What is measured, as printed.
    low : float or None
        Lower end, in the unit.
    high : float or None
        Upper end, in the unit.
    unit : str
        Unit of the value.
    comparator : str
        How the number is meant: >=, >, <=, <, =, ~ or range.
    form : str
        Form of the target.
    year : int or None
        Year in which it holds.
    start : int
        Position of its first character.
    end : int
        Position behind its last character.
    quote : str
        The words it was read from.
    rule : str
        Rule that read it.
    confidence : float
        Share of readings by this rule that were right, 0 to 1.
    concept : str
        Key of what is measured.
    per : int, optional
        People that a density counts by, such as 1000; None where it is no density.
    population : str
        Population of a denominator.
    baseline_year : int, optional
        Its year.
    baseline : float, optional
        Value at the start, in the unit.
    binding : str
        约束性, 预期性 or empty.
    region : str
        Place that is meant.
    section : str
        Heading above it.
    box : str
        Box (专栏) in which it stands.
    row : str
        Row of a table.
    page : int, optional
        Page, where the document has pages.
    doubts : tuple of str
        What is doubtful about it.
    why : str
        Why it was read so, by field.
    same_as : int, optional
        Statement that says the same.
    used : tuple of tuple[int, int]
        Pieces of the text that it takes up.
    accepted : bool, optional
        Whether a reader has accepted it.
    table_row : tuple of tuple[str, str]
        What else its row of a table says, by column of a catalogue's file: the texts as printed, parent, unit in charge,
        note; empty where it stands in a sentence.
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
    table_row: tuple[tuple[str, str], ...] = field(default=(), repr=False)
