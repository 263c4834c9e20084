"""What a sentence hands from clause to clause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cqtargets.extraction.mentions import Mention
from cqtargets.extraction.statement import Reading

__all__ = ["Carry"]

_FAR: Final = 600


@dataclass(slots=True)
class Carry:
    """The last subject, denominator, unit and years of a sentence, and what a clause without numbers spoke of.

    `last` and `unit` are those of the last reading, `recent` the names of the last clause's readings, `before` the clause
    before where it held no number, `years` those it named; `base` is a value that the next one is compared with, `each`
    the place that has one each, `parts` that 其中 stood in a clause before, `paid` the last incentive, `listed` that amounts are listed behind it, `normed` whether a norm stood before, `covers` what covers the
    groups of a list, `body` the sentence and `start` its place.
    """

    subject: str = ""
    per_text: str = ""
    per_unit: str = ""
    per_start: int = -1
    last: str = ""
    unit: str = ""
    part: bool = False
    parts: bool = False
    recent: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    base: Mention | None = None
    covers: tuple[int, str] = (-1, "")
    each: str = ""
    body: str = ""
    paid: str = ""
    listed: bool = False
    normed: bool = False
    before: str = ""
    start: int = 0

    def told(self, place: int) -> str:
        """The sentence up to a place, its last 600 characters: a longer one says nothing more of an amount."""
        return self.body[max(0, place - self.start - _FAR) : max(0, place - self.start)]

    def named(self, reading: Reading) -> Reading:
        """Remember a reading's subject for the clauses behind it."""
        if reading.name and not reading.kind:
            self.subject = reading.name
        return reading
