"""Names as they may stand in a document: without the characters that no document format can hold."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["clean", "one_line"]

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def clean(text: str) -> str:
    """`text` without control characters, lone surrogates and non-characters; tabs and line ends stay.

    >>> clean("控制\\x07符")
    '控制符'
    """
    return _FORBIDDEN.sub("", text)


def one_line(text: str) -> str:
    """`text` cleaned, its blanks and line ends single blanks."""
    return " ".join(clean(text).split())
