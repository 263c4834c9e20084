"""A planning norm: a rule that maps a size (people, beds, staff) to a requirement."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from cqtargets.conventions import comparison
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError
from cqtargets.targets.indicator import Undetermined, UndeterminedType

__all__ = ["NORM_KINDS", "Norm", "NormStep", "Requirement", "RequirementInterval"]

NORM_KINDS: Final = ("steps", "share", "ratio", "one_per", "minimum", "time", "distance", "area_per_head")
_SCALING_KINDS: Final = frozenset({"share", "ratio", "one_per", "area_per_head"})


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class NormStep:
    """What the norm asks of sizes in ``[size_low, size_high)``: the lower end belongs to the step.

    `low` and `high` are the least and the greatest value asked for; None where the norm sets no such end.

    Attributes
    ----------
    size_low, size_high, low, high : float, optional
        Size from which it holds; size below which it holds; least that is asked for; most that is allowed.
    text : str
        As printed.
    """

    size_low: float | None = None
    size_high: float | None = None
    low: float | None = None
    high: float | None = None
    text: str = ""

    def covers(self, size: float) -> bool:
        """Whether `size` falls into this step.

        Parameters
        ----------
        size : float
            Size of the place, in the norm's unit of size.
        """
        above = self.size_low is None or size >= self.size_low
        below = self.size_high is None or size < self.size_high
        return above and below

    @property
    def span(self) -> str:
        """The sizes of the step as a half-open interval.

        >>> NormStep(size_low=400_000, size_high=700_000).span, NormStep(size_low=1_000_000).span
        ('[400000, 700000)', '[1000000, no end)')
        """
        ends = ("0" if self.size_low is None else _plain(self.size_low), _plain(self.size_high))
        return f"[{ends[0]}, {ends[1]})"


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What a norm asks for one size: at least `low`, at most `high`, in `unit`.

    Attributes
    ----------
    norm : str
        The planning norm.
    size : float
        Size of the place, in the norm's unit of size.
    size_unit : str
        Unit of the size.
    low, high : float or None
        Least that is asked for; most that is allowed.
    unit, comparator, text : str
        Unit of what is asked for; how the number is meant: >=, >, <=, <, =, ~ or range; as printed.
    """

    norm: str
    size: float
    size_unit: str
    low: float | None
    high: float | None
    unit: str
    comparator: str
    text: str

    def met_by(self, value: float) -> bool:
        """Whether `value` (in `unit`) satisfies the requirement: a range inside only, ``<`` and ``>`` strictly.

        Parameters
        ----------
        value : float
            What there is, in the unit.
        """
        enough = ">" if self.comparator == ">" else ">="
        within = "<" if self.comparator == "<" else "<="
        return (self.low is None or comparison.met(value, enough, self.low, None)) and (
            self.high is None or comparison.met(value, within, None, self.high)
        )

    def margin(self, value: float) -> float | None:
        """How far `value` lies inside the nearer end, below 0 outside; None where the norm sets no end.

        Parameters
        ----------
        value : float
            What there is, in the unit.
        """
        room = [value - self.low] if self.low is not None else []
        if self.high is not None:
            room.append(self.high - value)
        return min(room, default=None)


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementInterval:
    """What a norm asks for where the size is known within `size` = (least, greatest) only.

    Attributes
    ----------
    pieces : tuple of (Requirement, Requirement)
        For each step that the interval touches, what is asked at its least and at its greatest size there. A step that
        goes on in the next piece is taken up to its open end.
    centre : Requirement or None
        What is asked at the central size (the median of a forecast), where there is one.
    size : tuple of float, float
        Smallest and greatest size.
    """

    size: tuple[float, float]
    pieces: tuple[tuple[Requirement, Requirement], ...]
    centre: Requirement | None = None

    @property
    def norm(self) -> str:
        """Key of the norm."""
        return self.pieces[0][0].norm

    @property
    def unit(self) -> str:
        """Unit of `low` and `high`."""
        return self.pieces[0][0].unit

    @property
    def size_unit(self) -> str:
        """Unit of `size`."""
        return self.pieces[0][0].size_unit

    @property
    def comparator(self) -> str:
        """Comparator of the norm."""
        return self.pieces[0][0].comparator

    @property
    def low(self) -> tuple[float, float] | None:
        """The least and the greatest lower end over all sizes of the interval; None where the norm sets none."""
        return _span(one.low for piece in self.pieces for one in piece)

    @property
    def high(self) -> tuple[float, float] | None:
        """The least and the greatest upper end over all sizes of the interval; None where the norm sets none."""
        return _span(one.high for piece in self.pieces for one in piece)

    @property
    def text(self) -> str:
        """The printed forms of all steps touched."""
        return "; ".join(dict.fromkeys(first.text for first, _ in self.pieces))

    def met_by(self, value: float) -> bool | UndeterminedType:
        """True or False where every size of the interval gives the same answer, else `Undetermined`.

        Parameters
        ----------
        value : float
            What there is, in the unit.
        """
        if all(one.met_by(value) for piece in self.pieces for one in piece):
            return True
        # The ends grow with the size inside a step: some size accepts `value` where it lies between the extreme ends.
        widest = (replace(first, high=last.high) for first, last in self.pieces)
        return Undetermined if any(one.met_by(value) for one in widest) else False

    def margin(self, value: float) -> float | None:
        """How far `value` lies inside the requirement at the least favourable size, below 0 outside.

        Parameters
        ----------
        value : float
            What there is, in the unit.
        """
        found = [one.margin(value) for piece in self.pieces for one in piece]
        return min((room for room in found if room is not None), default=None)


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """One norm of one document, with all its steps.

    `kind` says how a size becomes a requirement: ``steps`` (a value per step), ``share`` (per cent of the size),
    ``one_per`` (one `unit` for every `low` to `high` of the size), ``ratio`` (at least `low` for each one of the
    size, or one for at most `high` of it: "3:1" older people per worker asks for a third of them), ``minimum``,
    ``time`` and ``distance`` (a value whatever the size), ``area_per_head`` (multiplied by the size).

    Attributes
    ----------
    key, concept, plan, locator, name_zh, name_en, kind, size_of : str
        Its name; key of what is measured; key of the document; where in the document it stands; Chinese name;
        English name; how it asks: share, ratio, one_per, area_per_head and so on; what the size measures.
    size_unit, comparator, unit : str
        Unit of the size; how the number is meant: >=, >, <=, <, =, ~ or range; unit of what is asked for.
    steps : tuple of NormStep
        What it asks, by size.
    per : float, optional
        People that a density counts by, such as 1000; None where it is no density.
    region, applies_to, basis, certainty, note : str
        Place it holds for; which places it is for; how its beds or staff are counted; printed, inferred or
        uncertain; what else the source says.
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

        Parameters
        ----------
        size : float
            Size of the place, in the norm's unit of size.

        Raises
        ------
        DomainError
            If the size is negative or not finite, or falls between two steps.
        """
        if not math.isfinite(size) or size < 0:
            raise DomainError(Reason("norm_size_wrong", key=self.key, size=size, size_unit=self.size_unit))
        for step in self.steps:
            if step.covers(size):
                return step
        raise self._uncovered(_plain(size))

    def requirement(self, size: float) -> Requirement:
        """What the norm asks of one `size` (in `size_unit`).

        Parameters
        ----------
        size : float
            Size of the place, in the norm's unit of size.

        Raises
        ------
        DomainError
            If no step covers the size.
        """
        return self._at(self.step_for(size), size)

    def requirement_between(self, least: float, greatest: float, *, centre: float | None = None) -> RequirementInterval:
        """What the norm asks where the size lies anywhere from `least` to `greatest`, both included.

        Parameters
        ----------
        least, greatest : float
            Smallest size; greatest size.
        centre : float, optional
            Size in the middle.

        Raises
        ------
        DomainError
            If the ends are reversed, the centre lies outside, or a part of the interval falls between two steps.
        """
        for size in (least, greatest):
            self.step_for(size)
        if least > greatest:
            raise DomainError(
                Reason(
                    "norm_size_backwards",
                    key=self.key,
                    least=_plain(least),
                    greatest=_plain(greatest),
                    size_unit=self.size_unit,
                )
            )
        if centre is not None and not least <= centre <= greatest:
            raise DomainError(
                f"norm {self.key!r}: size {_plain(centre)} {self.size_unit} lies outside its interval "
                f"{_plain(least)} to {_plain(greatest)}; give a centre inside"
            )
        pieces: list[tuple[Requirement, Requirement]] = []
        reached = least
        for step in sorted(self.steps, key=lambda one: one.size_low or 0.0):
            start, end = max(least, step.size_low or 0.0), min(greatest, _or_infinite(step.size_high))
            if start > greatest or not step.covers(start):
                continue
            if start > reached:
                raise self._uncovered(f"{_plain(reached)} to {_plain(start)}")
            pieces.append((self._at(step, start), self._at(step, end)))
            reached = max(reached, end)
        return RequirementInterval(
            size=(least, greatest),
            pieces=tuple(pieces),
            centre=None if centre is None else self.requirement(centre),
        )

    @property
    def scales(self) -> bool:
        """Whether the requirement is a multiple of the size; otherwise it is the same for all sizes of a step."""
        return self.kind in _SCALING_KINDS

    def bounds(self, step: NormStep, size: float) -> tuple[float | None, float | None]:
        """The lower and the upper end that `step` asks of `size`; None where it sets no such end.

        Parameters
        ----------
        step : NormStep
            Step of the norm.
        size : float
            Size of the place, in the norm's unit of size.
        """
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

    def _at(self, step: NormStep, size: float) -> Requirement:
        low, high = self.bounds(step, size)
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

    def _uncovered(self, sizes: str) -> DomainError:
        spans = "; ".join(step.span for step in self.steps)
        return DomainError(
            f"norm {self.key!r}: no step covers {sizes} {self.size_unit} (steps: {spans}); "
            "give a size inside a step or another norm"
        )


def _scaled(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor


def _or_infinite(value: float | None) -> float:
    return math.inf if value is None else value


def _span(ends: Iterable[float | None]) -> tuple[float, float] | None:
    found = [end for end in ends if end is not None]
    return (min(found), max(found)) if found else None


def _plain(value: float | None) -> str:
    return "no end" if value is None else f"{value:.15g}"
