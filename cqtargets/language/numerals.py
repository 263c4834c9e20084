"""Chinese numerals and full-width forms as they stand in printed targets."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["half_width_text", "read_numeral"]

_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_PLACES: Final = {"十": 10, "百": 100, "千": 1000}
_SIGNS: Final = str.maketrans(
    {
        **{chr(0xFF01 + i): chr(0x21 + i) for i in range(94)},
        "　": " ", "≧": "≥", "≦": "≤", "⩾": "≥", "⩽": "≤", "–": "—", "―": "—", "−": "-", "∶": ":",
        "〔": "[", "〕": "]", "【": "[", "】": "]",
    }
)  # fmt: skip


def half_width_text(text: str) -> str:
    """Full-width digits and signs as ASCII, one character for one, so that positions stay.

    >>> half_width_text("８０％以上")
    '80%以上'
    """
    return text.translate(_SIGNS)


def read_numeral(text: str) -> int | None:
    """A Chinese numeral below 10,000 as a number; None where the text is none.

    >>> read_numeral("十五"), read_numeral("两百零五"), read_numeral("若干")
    (15, 205, None)
    """
    if not re.fullmatch("[零〇一二两三四五六七八九十百千]+", text):
        return None
    total, digit = 0, 0
    for character in text:
        if character in _PLACES:
            total += (digit or 1) * _PLACES[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit
