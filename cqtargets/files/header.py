"""The header of a table: the rows that name its columns, joined where a heading stands in two or three of them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from cqtargets.files.scopes import names_scope
from cqtargets.files.table import NumberedRows, Table, filled

__all__ = ["Header", "find_header"]

_SEARCH: Final = 30
_MOST_ROWS: Final = 3
_LONGEST_HEADING: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The numbers of the first and the last header row, the joined heading of each column, and the rows above.

    `lines` holds for each column the headings that were joined, from top to bottom.
    """

    first: int
    last: int
    headings: dict[int, str]
    above: NumberedRows
    lines: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def rows(self) -> range:
        """The numbers of its rows."""
        return range(self.first, self.last + 1)


def find_header(table: Table, names: Callable[[str], bool], known: Callable[[str], bool]) -> Header | None:
    """The first row with a heading that `names` the rows' subject and another `known` one, and the rows that go on with it.

    Returns None where no row has both.
    """
    rows = table.rows[:_SEARCH]
    for index, (number, row) in enumerate(rows):
        texts = {place: str(cell) for place, cell in enumerate(row) if filled(cell)}
        subjects = [place for place, text in texts.items() if names(text)]
        if subjects and any(known(text) for place, text in texts.items() if place not in subjects):
            below = rows[index + 1 : index + _MOST_ROWS]
            block = [(number, row), *_going_on(below, texts, subjects, names, known)]
            lines = _lines(block, table.merged)
            joined = {place: "".join(parts) for place, parts in lines.items()}
            return Header(first=number, last=block[-1][0], headings=joined, above=table.rows[:index], lines=lines)
    return None


def _going_on(
    rows: NumberedRows,
    upper: dict[int, str],
    subjects: Sequence[int],
    names: Callable[[str], bool],
    known: Callable[[str], bool],
) -> NumberedRows:
    """The rows under the first one whose every cell is a heading too, with nothing under the subject."""
    found: NumberedRows = []
    for number, row in rows:
        texts = {place: str(cell) for place, cell in enumerate(row) if filled(cell)}
        free = any(place not in texts or names(texts[place]) for place in subjects)
        if not (free or any(map(names, texts.values()))) or not texts.keys() - set(subjects):
            break
        if _same(texts, upper):
            break
        if not all(known(text) or names(text) for text in texts.values()) and not _divides(texts, upper, known):
            break
        found.append((number, row))
    return found


def _divides(texts: dict[int, str], upper: dict[int, str], known: Callable[[str], bool]) -> bool:
    """Whether a line names what stands side by side under each heading of a value: 城市, 农村 under 2020年 and 2025年."""
    values = [place for place, text in upper.items() if known(text) and any(sign.isdigit() for sign in text)]
    values = values or [place for place, text in upper.items() if place + 1 in texts and place + 1 not in upper]
    if len(texts) < 2 or not values or any(_is_value(text) for text in texts.values()):
        return False
    owners = [max((place for place in upper if place <= below), default=None) for below in texts]
    whose = all(names_scope(text) for text in texts.values())
    reached = set(owners) >= set(values) or (whose and set(owners) <= set(values))
    return reached and all(owner is not None for owner in owners) and len(texts) > len(set(owners))


def _is_value(text: str) -> bool:
    return len(text) > _LONGEST_HEADING or text[:1] in "—-/…" or (text[:1].isdigit() and not text[:4].isdigit())


def _same(texts: dict[int, str], upper: dict[int, str]) -> bool:
    return texts == upper


def _lines(block: NumberedRows, merged: tuple[tuple[int, int, int, int], ...]) -> dict[int, tuple[str, ...]]:
    width = max(len(row) for _, row in block)
    lines = [[_text(row[place]) if place < len(row) else "" for place in range(width)] for _, row in block]
    numbers = [number for number, _ in block]
    for first, last, left, right in merged:
        if first in numbers:
            text = lines[numbers.index(first)][left] if left < width else ""
            for number in range(first, last + 1):
                if number in numbers:
                    for place in range(left, min(right + 1, width)):
                        lines[numbers.index(number)][place] = text
    for upper, lower in itertools.pairwise(lines):
        for place in range(1, width):
            if not upper[place] and lower[place]:
                upper[place] = upper[place - 1]
    headings = {}
    for place in range(width):
        parts = list(dict.fromkeys(line[place] for line in lines if line[place]))
        if parts:
            headings[place] = tuple(parts)
    return headings


def _text(value: Any) -> str:
    return str(value).strip() if filled(value) else ""
