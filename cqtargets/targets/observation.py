"""A measured value of an indicator: what was printed, when it holds, and how far it may be relied on."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from cqtargets import clock, units
from cqtargets.conventions import rounding
from cqtargets.errors import DomainError

__all__ = ["BOUNDS", "RELIABILITIES", "STATUSES", "Observation"]

BOUNDS: Final = ("", ">", ">=", "<", "<=", "~")
STATUSES: Final = ("final", "preliminary", "estimate")
RELIABILITIES: Final = ("", "A", "B")


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One printed value of one concept in one region.

    Parameters
    ----------
    concept, region : str
        The keys that targets carry too.
    name_zh, name_en : str
        What readers call it.
    when : int, date or None
        A year means its end; None where the source gives no date.
    value : float
        In `unit`, per `per` of `population`.
    basis : str
        The definition counted by (实有床位); a target of another basis is not comparable.
    text : str
        The printed form; its digits carry the rounding (10.8 stands for 10.75 to 10.85).
    bound : {"", ">", ">=", "<", "<=", "~"}
        突破23.7万 is ``">"``: more than the value, nobody says how much. ``"~"`` is 约.
    status : {"final", "preliminary", "estimate"}
        Final, 快报 or 预计.
    published : str
        Date of the source, as far as it is known; it orders vintages of the same value.
    document, locator, source : str
        Key of a bundled document and the place in it; the source in words.
    reliability : {"", "A", "B"}
        Read in the source itself, or through another page (转引); empty where nobody says.
    note : str
        What a reader should know about this value.

    Raises
    ------
    DomainError
        If the value is not finite or a word is not one of those above.
    """

    concept: str
    value: float
    when: int | date | None = None
    region: str = "重庆市"
    name_zh: str = ""
    name_en: str = ""
    text: str = ""
    unit: str = ""
    per: int | None = None
    population: str = ""
    basis: str = ""
    bound: str = ""
    status: str = "final"
    published: str = ""
    document: str = ""
    locator: str = ""
    source: str = ""
    reliability: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if not math.isfinite(self.value):
            raise DomainError(f"the value of {self.concept!r} is {self.value}; write a finite number")
        for name, value, words in (
            ("bound", self.bound, BOUNDS),
            ("status", self.status, STATUSES),
            ("reliability", self.reliability, RELIABILITIES),
        ):
            if value not in words:
                listed = ", ".join(repr(word) for word in words)
                raise DomainError(f"{name} of {self.concept!r} is {value!r}; write one of {listed}")
        if self.when is not None:
            clock.time(self.when)

    @property
    def time(self) -> float | None:
        """Position on the library's clock, or None for an undated value."""
        return None if self.when is None else clock.time(self.when)

    @property
    def year(self) -> int | None:
        """The calendar year, or None for an undated value."""
        if self.when is None:
            return None
        return self.when.year if isinstance(self.when, date) else self.when

    @property
    def unit_label(self) -> str:
        """Unit and denominator as a reader expects them: 张/万."""
        return units.label(self.unit, self.per)

    @property
    def interval(self) -> tuple[float, float]:
        """The values the print allows: half a unit of the last digit each way, one-sided for a bound.

        >>> Observation(concept="x", value=10.8, text="10.8").interval
        (10.75, 10.85)
        """
        if self.bound in (">", ">="):
            return (self.value, math.inf)
        if self.bound in ("<", "<="):
            return (-math.inf, self.value)
        return rounding.interval(self.value, self.text)

    def interval_in(self, unit: str, per: int | None = None) -> tuple[float, float]:
        """`interval` converted into another unit and denominator.

        Raises
        ------
        UnitError
            If the units measure different things.
        """
        factor = units.convert(1.0, self.unit, unit, per_from=self.per, per_to=per)
        low, high = self.interval
        return low * factor, high * factor

    def value_in(self, unit: str, per: int | None = None) -> float:
        """`value` converted into another unit and denominator (see `interval_in`)."""
        return units.convert(self.value, self.unit, unit, per_from=self.per, per_to=per)

    def with_value(self, value: float, text: str = "") -> Observation:
        """A copy with another value and, where given, its printed form."""
        return replace(self, value=value, text=text)
