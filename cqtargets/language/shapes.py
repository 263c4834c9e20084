"""The shape of a text: what it says but for its numbers, so that a text of a known shape need not be read again.

不低于65% and 不低于72% say the same of two numbers. A number that the words around it make a part of a time, an age or a name,
and one that a rule knows by its value (1, 100, 2030), belong to the shape as they stand. Of a single other number the shape keeps
whether it has decimals; of several how many digits they have and how they compare with each other.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from cqtargets.language.context import TELEPHONED
from cqtargets.language.lexicon import words
from cqtargets.language.numerals import EXACT_DIGITS
from cqtargets.language.quantities import DENOMINATORS, Quantity

__all__ = ["LONGEST", "Shape", "Tie", "free_value", "shape_of", "tie"]

LONGEST: Final = 300
"""Characters of the longest text that is one target."""
_NAMING: Final = "|".join(("年", "岁", "周岁", "刻钟", *TELEPHONED))
_NUMERAL: Final = re.compile(rf"([A-Za-z]?\d+(?:[.,]\d+)*(?:{_NAMING}|[A-Z])?)", re.ASCII)
_PLAIN: Final = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_CENTURIES: Final = frozenset({"19", "20", "21"})
_IN_WORDS: Final = (number for word in words() for number in _NUMERAL.findall(word) if _PLAIN.fullmatch(number))
_KNOWN: Final = frozenset({0.0, 1.0, 10.0, *map(float, DENOMINATORS.values()), *map(float, _IN_WORDS)})
_FIRST: Final = re.compile(r"[1-9]")
_DIGIT: Final = re.compile(r"\d", re.ASCII)


class Numeral(NamedTuple):
    """A number in digits: what the shape keeps of it, its value, and whether the shape keeps the value, too."""

    kept: str
    value: float
    known: bool


@lru_cache(maxsize=4096)
def _numeral(written: str) -> Numeral | None:
    """None where the digits are no plain number."""
    if written[0].isalpha():
        return Numeral(written, 0.0, known=True)
    digits = _PLAIN.match(written)
    following = written[digits.end() :] if digits else written
    if digits is None or (following and not following[0].isalpha()) or len(digits[0]) > EXACT_DIGITS:
        return None
    value = float(digits[0])
    if following or value in _KNOWN or written[:3] == "100" or (len(written) == 4 and written[:2] in _CENTURIES):
        return Numeral(written, value, known=True)
    first = _FIRST.search(written)
    assert first is not None
    return Numeral(written[: first.start()] + _DIGIT.sub("d", written[first.start() :]), value, known=False)


class Shape(NamedTuple):
    """`kept` is equal for texts of one shape; `values` are its numbers, `parts` the text cut at them."""

    kept: tuple[str, ...]
    values: tuple[float, ...]
    parts: list[str]

    def stands_in(self, words: str) -> bool:
        """Whether one of the numbers that the shape does not keep stands in some words."""
        return any(self.kept[at] != self.parts[at] and self.parts[at] in words for at in range(1, len(self.parts), 2))


def shape_of(text: str) -> Shape | None:
    """The shape of a text; None where it has no number in digits, or one that is no plain number.

    Examples
    --------
    >>> shape_of("不低于65%").kept == shape_of("不低于172%").kept
    True
    >>> shape_of("到2030年达到65%").kept, shape_of("1:1.6").kept, shape_of("1,200人")
    (('到', '2030年', '达到', 'dd', '%', '>'), ('', '1', ':', 'd.d', '', '<'), None)
    """
    if len(text) > LONGEST:
        return None
    parts = _NUMERAL.split(text)
    if len(parts) == 3:
        return _shape_of_one(parts)
    if not 3 < len(parts) < 10:
        return None
    numerals = [_numeral(written) for written in parts[1::2]]
    kept, values = parts.copy(), []
    for at, numeral in enumerate(numerals):
        if numeral is None:
            return None
        kept[2 * at + 1] = numeral.kept
        values.append(numeral.value)
    if all(numeral.known for numeral in numerals if numeral):
        return None
    kept += [_compared(values[one], values[two]) for two in range(len(values)) for one in range(two)]
    return Shape(tuple(kept), tuple(values), parts)


def _shape_of_one(parts: list[str]) -> Shape | None:
    before, written, behind = parts
    value = free_value(written) if written.replace(".", "", 1).isdigit() else None
    return None if value is None else Shape((before, "d" if written.isdigit() else "d.d", behind), (value,), parts)


def free_value(written: str) -> float | None:
    """The value of a plain number in digits; None where it belongs to the shape, since a rule knows it.

    >>> free_value("65"), free_value("0.5"), free_value("2030"), free_value("100")
    (65.0, 0.5, None, None)
    """
    if len(written) > EXACT_DIGITS or written[:3] == "100" or (len(written) == 4 and written[:2] in _CENTURIES):
        return None
    value = float(written)
    return None if value in _KNOWN else value


def _compared(one: float, two: float) -> str:
    return "<" if one < two else ">" if one > two else "="


class Tie(NamedTuple):
    """Which number of a shape, counted from 0, the lower and the upper end are, and with which sign."""

    low: int
    high: int
    sign: float


def tie(shape: Shape, quantity: Quantity, low: float | None, high: float | None) -> Tie | None:
    """How the ends of a reading hang on the numbers of its text; None where they are not just these numbers."""
    ends = _ends(shape, quantity)
    if ends is None:
        return None
    lower, upper = shape.values[ends[0]], shape.values[ends[1]]
    if (low is None or low == lower) and (high is None or high == upper):
        return Tie(-1 if low is None else ends[0], -1 if high is None else ends[1], 1.0)
    if (low is None or low == -upper) and (high is None or high == -lower):
        return Tie(-1 if low is None else ends[1], -1 if high is None else ends[0], -1.0)
    return None


def _ends(shape: Shape, quantity: Quantity) -> tuple[int, int] | None:
    """The numbers that a quantity is printed with; none where a fraction or a word takes part in it."""
    parts, values = shape.parts, shape.values
    at, inside = 0, []
    for index in range(len(values)):
        at += len(parts[2 * index])
        if quantity.start <= at < quantity.end:
            inside.append(index)
        at += len(parts[2 * index + 1])
    if quantity.is_range:
        lows = [index for index in inside if values[index] == quantity.low]
        highs = [index for index in inside if values[index] == quantity.high]
        return (lows[0], highs[0]) if len(inside) == 2 and lows and highs else None
    printed = [index for index in inside if parts[2 * index + 1] == quantity.digits]
    return (printed[0], printed[0]) if len(printed) == 1 and values[printed[0]] == quantity.low else None
