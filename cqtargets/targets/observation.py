"""A measured value of an indicator: what was printed, when it holds, and how far it may be relied on."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final

from cqtargets import clock, units
from cqtargets.conventions import rounding
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason
from cqtargets.conventions.vocabulary import OBSERVED_FORMS
from cqtargets.errors import DomainError

__all__ = ["BOUNDS", "RELIABILITIES", "STATUSES", "Observation", "factor_between", "observation_faults"]

BOUNDS: Final = ("", ">", ">=", "<", "<=", "~")
STATUSES: Final = ("final", "preliminary", "estimate")
RELIABILITIES: Final = ("", "A", "B")


@door
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
    low, high : float, optional
        The ends of an approximate value, in `unit`: 近80% is 80 with `low` 72 and `high` 80.
    form : {"", "level", "flow", "cumulative"}
        What the value is: a state, one period's amount, or the sum since `since`; empty where nobody says.
    since : int, date or None
        Where the period of a flow or a sum begins.
    status : {"final", "preliminary", "estimate"}
        Final, 快报 or 预计.
    published : str
        Date of the source, as far as it is known; it orders vintages of the same value.
    document, locator, source : str
        Key of a bundled document and the place in it; the source in words.
    reliability : {"", "A", "B"}
        Read in the source itself, or through another page (转引); empty where nobody says.
    file, sheet, cell, address : str
        Where the value was read: the table's file, sheet and cell, or a web address.
    note : str
        What a reader should know about this value.
    unit : str
        Unit of the value.
    per : int, optional
        People that a density counts by, such as 1000; None where it is no density.
    population : str
        Population of the denominator.

    Raises
    ------
    DomainError
        If the value is not finite or a word is not one of those above.
    """

    concept: str
    value: float
    when: int | date | None = None
    region: str = ""
    name_zh: str = ""
    name_en: str = ""
    text: str = ""
    unit: str = ""
    per: int | None = None
    population: str = ""
    basis: str = ""
    bound: str = ""
    low: float | None = None
    high: float | None = None
    form: str = ""
    since: int | date | None = None
    status: str = "final"
    published: str = ""
    document: str = ""
    locator: str = ""
    source: str = ""
    reliability: str = ""
    file: str = ""
    sheet: str = ""
    cell: str = ""
    address: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if not math.isfinite(self.value):
            raise DomainError(Reason("observed_not_finite", concept=self.concept, value=self.value))
        known = self.bound in BOUNDS and self.form in OBSERVED_FORMS and self.status in STATUSES
        if not known or self.reliability not in RELIABILITIES:
            self._refuse_unknown_words()
        if self.when is not None and type(self.when) is not int:
            clock.time(self.when)
        plain = self.low is None and self.high is None and self.since is None
        faults = [] if plain else list(observation_faults(self))
        if faults:
            raise DomainError(f"{self.concept!r}: " + "; ".join(f"{field}: {reason}" for field, reason in faults))

    def _refuse_unknown_words(self) -> None:
        for name, value, words in (
            ("bound", self.bound, BOUNDS),
            ("form", self.form, OBSERVED_FORMS),
            ("status", self.status, STATUSES),
            ("reliability", self.reliability, RELIABILITIES),
        ):
            if value not in words:
                listed = ", ".join(repr(word) for word in words)
                raise DomainError(Reason("observed_word", name=name, concept=self.concept, value=value, listed=listed))

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

        A count of whole things is exact: ten homes are ten.

        >>> Observation(concept="x", value=10.8, text="10.8").interval
        (10.75, 10.85)
        >>> Observation(concept="x", value=80, text="近80%", bound="~", low=72, high=80).interval
        (72, 80)
        """
        return self._interval("")

    def _interval(self, measure: str) -> tuple[float, float]:
        if self.low is not None or self.high is not None:
            low = self.value if self.low is None else self.low
            return low, self.value if self.high is None else self.high
        if self.bound in (">", ">="):
            return (self.value, math.inf)
        if self.bound in ("<", "<="):
            return (-math.inf, self.value)
        return rounding.interval(self.value, self.text, unit=self.unit, per=self.per, measure=measure)

    def interval_in(self, unit: str, per: int | None = None, *, measure: str = "") -> tuple[float, float]:
        """`interval` converted into another unit and denominator.

        Parameters
        ----------
        unit : str
            Unit wanted.
        per : int, optional
            Denominator wanted.
        measure : str
            What a target measures, where one asks: only what it counts is exact, a mean of whole numbers is not.

        Raises
        ------
        UnitError
            If the units measure different things.
        """
        factor = factor_between(self.unit, unit, self.per, per)
        low, high = self._interval(measure)
        return low * factor, high * factor

    def value_in(self, unit: str, per: int | None = None) -> float:
        """`value` converted into another unit and denominator (see `interval_in`).

        Parameters
        ----------
        unit : str
            Unit wanted.
        per : int, optional
            Denominator wanted.
        """
        return units.convert(self.value, self.unit, unit, per_from=self.per, per_to=per)

    def with_value(self, value: float, text: str = "") -> Observation:
        """A copy with another value and, where given, its printed form.

        Parameters
        ----------
        value : float
            The new value, in the unit.
        text : str
            The new value as printed.
        """
        return replace(self, value=value, text=text)


@lru_cache(maxsize=4096)
def factor_between(unit_from: str, unit_to: str, per_from: int | None, per_to: int | None) -> float:
    """What values in one unit are multiplied by to be in another; errors as of `cqtargets.units.convert`.

    >>> factor_between("万张", "张", None, None)
    10000.0
    """
    return units.convert(1.0, unit_from, unit_to, per_from=per_from, per_to=per_to)


def observation_faults(seen: Observation) -> Iterator[tuple[str, str]]:
    """Field and sentence of what the ends and the period of a value contradict."""
    for field, end in (("low", seen.low), ("high", seen.high)):
        if end is not None and not math.isfinite(end):
            yield field, f"{end} is not a finite number. Write it or leave it empty."
    if (seen.low is not None or seen.high is not None) and seen.bound in (">", ">=", "<", "<="):
        yield "bound", f"{seen.bound!r} is open and low or high gives an end. Keep one of them; '~' is 约."
    if seen.low is not None and seen.value < seen.low:
        yield "low", f"{seen.low:g} is above the value {seen.value:g}. Correct one of them."
    if seen.high is not None and seen.value > seen.high:
        yield "high", f"{seen.high:g} is below the value {seen.value:g}. Correct one of them."
    if seen.since is None:
        return
    if seen.form == "level":
        yield "since", "a level has no start of a period. Leave it empty, or write flow or cumulative in form."
    elif seen.when is not None and clock.time(seen.since) > clock.time(seen.when):
        yield "since", f"{seen.since} is after {seen.when}. Swap them."
