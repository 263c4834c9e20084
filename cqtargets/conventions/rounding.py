"""Printed digits carry a rounding: 10.8 stands for anything from 10.75 to 10.85; a count of whole things has none."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from cqtargets import units
from cqtargets.conventions.expressions import expression
from cqtargets.conventions.limits import NOISE
from cqtargets.errors import DomainError

__all__ = ["half_width", "has_digits", "interval", "same_number"]

_PRINTED: Final = expression(r"(?<![\d.])\d[\d,]*(?:\.\d+)?", re.ASCII)
_EXACT: Final = 15
"""Digits up to which a number and the float nearest to it have one shortest print."""
_MULTIPLES: Final = {
    "": 1,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "万亿": 10**12,
}
_MULTIPLE: Final = expression("万亿|百万|千万|[百千万亿]|")
_ABOUT: Final = expression("近|约|余|多|左右|上下|大致")
_MEASURED: Final = frozenset({"分", "度", "分贝", "Mbps"})


def _unit_in_last_place(text: str) -> Decimal:
    found = _PRINTED.findall(text)
    if not found:
        raise DomainError(f"no digits in {text!r}: give the printed number, e.g. '10.8'")
    digits = found[-1].replace(",", "")
    decimals = len(digits.partition(".")[2])
    return Decimal(1).scaleb(-decimals)


def has_digits(text: str) -> bool:
    """Whether a printed form holds a number at all.

    >>> has_digits("1:1.48"), has_digits("全覆盖")
    (True, False)
    """
    return bool(_PRINTED.search(text))


def half_width(text: str) -> float:
    """Half a unit of the last printed digit.

    The last number of the text counts, so that ``1:1.48`` has two decimals.

    >>> half_width("10.8"), half_width("23"), half_width("1:1.48")
    (0.05, 0.5, 0.005)
    """
    return float(_unit_in_last_place(text) / 2)


def interval(
    value: float, text: str = "", *, unit: str = "", per: int | None = None, measure: str = ""
) -> tuple[float, float]:
    """Values that the print allows: half a unit of its last digit each way, in the multiple that it is printed in.

    Exact are a rank, a count of whole things printed to the last of them, and a value whose print holds no such number
    (全覆盖).

    Parameters
    ----------
    value : float
        The value, in the unit.
    text : str
        Its print; without one the value is exact.
    unit, per, measure : str, int, optional
        What the value is of: things are counted by 张 or 家, not by %, 天 or 万张, nor over a denominator. A `measure`
        other than ``"count"`` (a mean of 3 人) is no count of things.

    Examples
    --------
    >>> interval(10.8, "10.8")
    (10.75, 10.85)
    >>> interval(10.8), interval(100, "全覆盖")
    ((10.8, 10.8), (100, 100))
    >>> interval(10, "10个", unit="个"), interval(250000, "25万张", unit="张")
    ((10, 10), (245000.0, 255000.0))
    """
    if not text or measure == "rank":
        return value, value
    number = text.replace(".", "", 1)
    if number.isdecimal() and len(number) <= _EXACT and text.isascii() and text[0] != "." and float(text) == value:
        return _of_plain(value, text, int(number), unit, per, measure)
    return _interval(value, text, unit, per, measure)


def _of_plain(value: float, text: str, digits: int, unit: str, per: int | None, measure: str) -> tuple[float, float]:
    """The interval of a print that is nothing but the number itself: the ends are the floats nearest to the exact ones."""
    point = text.find(".")
    if point < 0 and _things(unit, per, measure):
        return value, value
    ten: int = 10 ** (len(text) - point if point >= 0 else 1)
    return (10 * digits - 5) / ten, (10 * digits + 5) / ten


@lru_cache(maxsize=4096)
def _things(unit: str, per: int | None, measure: str) -> bool:
    """Whether values are counts of whole things."""
    return units.counts(unit) and unit not in _MEASURED and per is None and measure in ("", "count")


@lru_cache(maxsize=65536)
def _interval(value: float, text: str, unit: str, per: int | None, measure: str) -> tuple[float, float]:
    multiple = _multiple_of(value, text)
    if multiple is None:
        return value, value
    if (
        _things(unit, per, measure)
        and multiple == 1
        and value == int(value)
        and "." not in text
        and not _ABOUT.search(text)
    ):
        return value, value
    half = _unit_in_last_place(text) / 2 * multiple
    exact = Decimal(repr(float(value)))
    return float(exact - half), float(exact + half)


def _multiple_of(value: float, text: str) -> int | None:
    """In which multiple the text prints the value; None where it prints another number."""
    found = list(_PRINTED.finditer(text))
    if not found:
        return None
    number = float(found[-1].group().replace(",", ""))
    word = _MULTIPLE.match(text, found[-1].end())
    for multiple in (1, _MULTIPLES[word.group()] if word else 1):
        if same_number(number * multiple, abs(value)):
            return multiple
    return None


def same_number(first: float, second: float, rel: float = NOISE) -> bool:
    """Whether two numbers differ by floating-point noise only."""
    return abs(first - second) <= rel * max(abs(first), abs(second))
