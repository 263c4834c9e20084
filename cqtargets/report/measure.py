"""How much room words take."""

from __future__ import annotations

import unicodedata

__all__ = ["characters", "lines"]


def characters(text: str) -> float:
    """Length in Chinese characters; a Western one counts a little over half."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1.1 for sign in text) / 2


def lines(text: str, width: float) -> int:
    """Lines that `text` fills in a column of so many Chinese characters.

    >>> lines("到期年末人数", 4)
    2
    """
    return max(1, -int(-characters(text) // width))
