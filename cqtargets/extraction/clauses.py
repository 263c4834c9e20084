"""Sentences and clauses of a paragraph, with the quantities that stand in each; what brackets hold is a clause apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from cqtargets.extraction.mentions import Mention

__all__ = ["MASK", "Clause", "says_all", "sentences"]

MASK: Final = "\x00"
_SAYS_ALL: Final = re.compile(r"均|全部|所有|全体|都|皆|应.尽|全面(?:装|配)")
_ENDS: Final = re.compile(r"[。！？!?\n]")
_BREAKS: Final = re.compile(r"[,;:]")
_BRACKETS: Final = re.compile(r"[(\[{)\]}]")
_OPENING: Final = "([{"


class Clause(NamedTuple):
    """A stretch of a paragraph between commas, a tuple for speed; places count from the paragraph's beginning.

    In `text` what stands in brackets with a quantity is masked: it is a clause of its own, `inside`, and `host` is what
    stands before the bracket.
    """

    start: int
    end: int
    text: str
    items: tuple[Mention, ...]
    inside: bool = False
    host: str = ""
    opener: str = ""

    @property
    def quantities(self) -> tuple[Mention, ...]:
        """The mentions that may be values."""
        return tuple(one for one in self.items if one.is_quantity)

    def between(self, start: int, end: int) -> str:
        """The text from one place of the paragraph to another, masked brackets left out."""
        return self.text[start - self.start : end - self.start].replace(MASK, "")


def says_all(text: str) -> bool:
    """Whether a text without numerals may say something of all of them: 均, 所有, 应保尽保."""
    return _SAYS_ALL.search(text) is not None


def _tells(one: Mention) -> bool:
    return not one.reason or one.reason.code in ("doc_circle", "doc_numbering")


def sentences(text: str, items: Sequence[Mention]) -> Iterator[list[Clause]]:
    """The sentences of a paragraph that may say something in numbers, and its first, each as its clauses in order."""
    start = first = 0
    for end in _sentence_ends(text, items):
        last = first
        while last < len(items) and items[last].start < end:
            last += 1
        if start and not any(map(_tells, items[first:last])) and not _SAYS_ALL.search(text, start, end):
            start = end
            continue
        clauses = _clauses(text, start, end, items[first:last]) if text[start:end].strip() else []
        if clauses:
            yield clauses
        start, first = end, last


def _sentence_ends(text: str, items: Sequence[Mention]) -> list[int]:
    ends: list[int] = []
    held = 0
    for found in _ENDS.finditer(text):
        place = found.start()
        while held < len(items) and items[held].end <= place:
            held += 1
        if held == len(items) or place < items[held].start:
            ends.append(place + 1)
    return ends if ends and ends[-1] == len(text) else [*ends, len(text)]


def _clauses(text: str, start: int, end: int, items: Sequence[Mention]) -> list[Clause]:
    spans = _brackets(text, start, end)
    apart = [(a, b) for a, b in spans if any(a < one.start and one.end <= b and one.is_quantity for one in items)]
    flat = text[start:end]
    for a, b in apart:
        flat = f"{flat[: a - start]}{MASK * (b + 1 - a)}{flat[b + 1 - start :]}"
    found: list[Clause] = []
    opener = ""
    for a, b in _pieces(flat, start, spans, items):
        own = [one for one in items if a <= one.start < b]
        if apart:
            own = [one for one in own if not any(x <= one.start <= y for x, y in apart)]
        found.append(Clause(start=a, end=b, text=flat[a - start : b - start], items=tuple(own), opener=opener))
        for x, y in apart:
            if a <= x < b:
                held = tuple(one for one in items if x < one.start <= y)
                for c, d in _pieces(text[x + 1 : y], x + 1, [], held):
                    inner = tuple(one for one in held if c <= one.start < d)
                    found.append(
                        Clause(
                            start=c, end=d, text=text[c:d], items=inner, inside=True, host=flat[a - start : x - start]
                        )
                    )
        opener = text[b] if b < end else ""
    return found


def _brackets(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Outermost brackets of a sentence that close in it."""
    found: list[tuple[int, int]] = []
    depth, opened = 0, -1
    for sign in _BRACKETS.finditer(text, start, end):
        place = sign.start()
        if sign.group() in _OPENING:
            opened = place if depth == 0 else opened
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                found.append((opened, place))
    return found


def _pieces(
    text: str, offset: int, brackets: Sequence[tuple[int, int]], items: Sequence[Mention]
) -> Iterator[tuple[int, int]]:
    begin = 0
    for found in _BREAKS.finditer(text):
        at = found.start()
        if _within(at + offset, items, brackets):
            continue
        if at > begin:
            yield begin + offset, at + offset
        begin = at + 1
    if begin < len(text):
        yield begin + offset, len(text) + offset


def _within(place: int, items: Sequence[Mention], brackets: Sequence[tuple[int, int]]) -> bool:
    """Whether a comma stands inside a quantity or a bracket."""
    for one in items:
        if one.start >= place:
            break
        if place < one.end:
            return True
    return any(begin < place <= end for begin, end in brackets)
