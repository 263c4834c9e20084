"""Texts that differ in their numbers alone: the reading of one gives the readings of the others."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final, NamedTuple

from cqtargets.errors import CqTargetsError
from cqtargets.language.column_unit import is_scaled
from cqtargets.language.plain import plain
from cqtargets.language.quantities import Quantity
from cqtargets.language.shapes import LONGEST, Tie, free_value, shape_of, tie
from cqtargets.language.target_reading import TargetText, made

__all__ = ["Alike", "Outcome"]

Outcome = TargetText | tuple[type[CqTargetsError], str]
"""A reading, or the error to raise."""
_ALONE: Final = re.compile(r"([^0-9]*)([0-9]+(?:\.[0-9]+)?)([^0-9]*)")
_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_MOST: Final = 8192


Read = tuple[Outcome, Quantity | None]
"""A reading with the quantity that its ends are printed as; none where they are more than that."""


Key = tuple[str | bool, ...]


class _Tied(NamedTuple):
    """A reading of a shape, and how its ends hang on the numbers; none where more than the ends may change with them."""

    found: Any
    ends: Tie | None


class Alike:
    """Readings that are remembered: by text, and by the words around the numbers of a text with its unit and direction.

    Parameters
    ----------
    in_full : callable
        Reads one text with the unit of its column and its direction, whatever was read before.
    """

    def __init__(self, in_full: Callable[[str, str, str], Read]) -> None:
        self._in_full = in_full
        self._met: dict[Key, Any] = {}
        self.read: Callable[[str, str, str], Outcome] = lru_cache(maxsize=_MOST)(self._read)

    def forget(self) -> None:
        """Read everything anew."""
        self._met.clear()
        self.read.cache_clear()  # type: ignore[attr-defined]

    def _read(self, text: str, unit: str, direction: str) -> Outcome:
        """Columns of a plan repeat their texts, and the words around their numbers still more often."""
        alone = _ALONE.fullmatch(text)
        if alone is None or len(text) > LONGEST:
            return (
                self._in_full(text, unit, direction)[0] if text.isalpha() else self._of_several(text, unit, direction)
            )
        before, written, behind = alone.groups()
        value = free_value(written)
        if value is None:
            return self._in_full(text, unit, direction)[0]
        return self._like((before, behind, "." in written, unit, direction), (value,), text, unit, direction)

    def _of_several(self, text: str, unit: str, direction: str) -> Outcome:
        """Several numbers belong to the shape in how they compare, too; it is looked for where the words are met again."""
        words = (unit, direction, *_NUMBER.split(text))
        if len(words) == 3 or len(text) > LONGEST:
            return self._in_full(text, unit, direction)[0]
        first = self._met.get(words)
        if first is None:
            return self._like(words, (), text, unit, direction)
        shape = shape_of(text)
        if shape is None:
            return self._in_full(text, unit, direction)[0]
        key = (*shape.kept, unit, direction)
        if key not in self._met and isinstance(first[0], TargetText):
            earlier = shape_of(first[0].text)
            if earlier is not None and earlier.kept == shape.kept:
                self._met[key] = first
        return self._like(key, shape.values, text, unit, direction)

    def _like(self, key: Key, values: tuple[float, ...], text: str, unit: str, direction: str) -> Outcome:
        """The reading of a text of a shape with the values of its numbers."""
        met = self._met.get(key)
        if met is None:
            met = self._in_full(text, unit, direction)
            if len(self._met) >= _MOST:
                self._met.clear()
            self._met[key] = met
            return met[0]
        if met.__class__ is tuple:
            met = self._met[key] = _tied(met[0], met[1], unit)
        found, ends = met
        if ends is None:
            return self._in_full(text, unit, direction)[0]
        low, high, sign = ends
        lowest = None if low < 0 else sign * values[low] + 0.0
        highest = None if high < 0 else sign * values[high] + 0.0
        return made(
            text, found.form, found.comparator, lowest, highest, found.unit, found.per, found.certainty, found.change,
            found.reference, None, found.place_unit, found.name, found.question,
        )  # fmt: skip


def _tied(read: Outcome, quantity: Quantity | None, unit: str) -> _Tied:
    """How the ends of a reading hang on the numbers of its text."""
    if isinstance(read, TargetText) and quantity is not None:
        shape = shape_of(read.text)
        words = read.name + read.reference + read.place_unit + read.question
        moved = len(plain(read.text).text) != len(read.text)
        if not (shape is None or moved or is_scaled(quantity.unit, unit) or (words and shape.stands_in(words))):
            return _Tied(read, tie(shape, quantity, read.low, read.high))
    return _Tied(read, None)
