"""Printed digits carry a rounding: 10.8 stands for anything from 10.75 to 10.85."""

from __future__ import annotations

import re
from decimal import Decimal

from cqtargets.conventions.comparison import NOISE
from cqtargets.errors import DomainError

__all__ = ["half_width", "has_digits", "interval", "same_number"]

_PRINTED = re.compile(r"(?<![\d.])\d[\d,]*(?:\.\d+)?", re.ASCII)


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


def interval(value: float, text: str = "") -> tuple[float, float]:
    """Values that round to the print; without printed digits (全覆盖) the value is exact.

    >>> interval(10.8, "10.8")
    (10.75, 10.85)
    >>> interval(10.8), interval(100, "全覆盖")
    ((10.8, 10.8), (100, 100))
    """
    if not has_digits(text):
        return value, value
    half = _unit_in_last_place(text) / 2
    exact = Decimal(repr(float(value)))
    return float(exact - half), float(exact + half)


def same_number(first: float, second: float, rel: float = NOISE) -> bool:
    """Whether two numbers differ by floating-point noise only."""
    return abs(first - second) <= rel * max(abs(first), abs(second))
