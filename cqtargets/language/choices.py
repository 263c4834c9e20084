"""One pattern for many words or letters: the longest word first, left at the first letter that no word has."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["all_but", "any_of"]


def any_of(options: Iterable[str]) -> str:
    """The source of a pattern that matches the longest of some words.

    >>> any_of(["万", "万亿", "亿"])
    '(?:万(?:亿)?|亿)'
    """
    tree: dict[str, object] = {}
    for option in options:
        branch = tree
        for character in option:
            branch = branch.setdefault(character, {})  # type: ignore[assignment]
        branch[""] = {}
    return _branch(tree)


def _branch(tree: dict[str, object]) -> str:
    ends = "" in tree
    parts = [re.escape(key) + _branch(below) for key, below in tree.items() if key]  # type: ignore[arg-type]
    if not parts:
        return ""
    pattern = parts[0] if len(parts) == 1 and not ends else f"(?:{'|'.join(parts)})"
    return f"{pattern}?" if ends else pattern


def all_but(ranges: Iterable[tuple[str, str]], left_out: Iterable[str]) -> str:
    """The inside of a set of characters: all of some ranges, from first to last, but those left out.

    >>> all_but([("a", "f"), ("x", "z")], "aez")
    'b-df-fx-y'
    """
    codes = sorted({ord(character) for character in left_out})
    parts = []
    for first, last in ranges:
        at = ord(first)
        for code in (*(code for code in codes if ord(first) <= code <= ord(last)), ord(last) + 1):
            if at < code:
                parts.append(f"{chr(at)}-{chr(code - 1)}")
            at = code + 1
    return "".join(parts)
