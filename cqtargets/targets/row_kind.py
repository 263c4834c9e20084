"""What of a row makes its kind: its words, what its name says of units and work, its texts but for their number.

Numbers make a kind too by how they lie: below 1, up to 100 or beyond, and on which side of each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final

from cqtargets.concepts import Concepts
from cqtargets.concepts.naming import key_given
from cqtargets.conventions.expressions import expression
from cqtargets.conventions.vocabulary import Binding
from cqtargets.files.cells import DASHES, NUMBER, as_text, size_in_name
from cqtargets.targets.each_place import each_said
from cqtargets.targets.plausible import FEW, far_apart, says_of
from cqtargets.targets.work_done import kind_of_work

__all__ = ["RowApart", "RowsApart", "text_of"]

_OWN: Final = (
    "id", "concept", "name_zh", "baseline", "baseline_text", "target_low", "target_high", "target_text", "position",
    "parent", "earlier", "binding",
)  # fmt: skip
_FREE: Final = ("locator", "name_en", "section", "responsible", "note")
"""Columns that say nothing of the others."""
_NAMES: Final = (
    "concept",
    "name_zh",
    "baseline",
    "baseline_text",
    "target_low",
    "target_high",
    "target_text",
    "position",
    "binding",
)
_NUMERAL: Final = expression(r"\d+(?:\.\d+)?", re.ASCII)
_ONE: Final = expression(r"(\D*)(\d+(?:\.\d+)?)(\D*)", re.ASCII)
_DIGIT: Final = expression(r"\d", re.ASCII)
_WORD: Final = expression(r"[0123]|10+|0\d+(?:\.\d+)?|(?:19|2[0-2])\d\d|\d{10,}(?:\.\d+)?|\d+\.\d{10,}")
"""Numerals that may be more than a number: years, denominators, one of each."""
_ODD: Final = object()


@dataclass(frozen=True, slots=True, eq=False)
class _Columns:
    """The columns of records: those with words, those that are free, and all that a row has for itself."""

    words: Callable[[Any], Any]
    free: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(slots=True)
class RowApart:
    """One row before its kind is known: its own texts and its numbers."""

    number: int
    id: str
    code: str
    name: str
    start: float | None
    start_text: str
    low: float | None
    high: float | None
    goals: tuple[float, ...]
    goal_text: str
    position: int | None
    binding: Binding | None
    free: tuple[str, ...]
    names: tuple[str, ...]
    key: tuple[Any, ...]

    def facts(self, id: str, low: float | None, high: float | None) -> dict[str, Any]:
        """What remarks on it name."""
        return {
            "id": id, "name": self.name, "text": self.goal_text, "goal": _goal(low, high), "start": self.start,
            "start_text": self.start_text,
        }  # fmt: skip

    def sides(self) -> tuple[bool, ...]:
        """On which side of the start the goal lies, whether far from it, and whether its ends stand in their order."""
        low, high, goals = self.low, self.high, self.goals
        goal = sum(goals) / len(goals) if goals else _goal(low, high)
        crossed = low is not None and high is not None and low > high
        if self.start is None or goal is None:
            return False, False, crossed
        start = self.start
        far = far_apart(start, goal)
        return goal > start, goal < start, crossed, far, far and start < FEW

    def ordinary(self, least: float, limit: float) -> bool:
        """Whether all its numbers lie within the scale and not at its ends."""
        for value in (self.start, self.low, self.high, *self.goals):
            if value is not None and not least < value < limit:
                return False
        return True


class RowsApart:
    """Takes the rows of one table apart, whose columns are `columns`."""

    def __init__(self, register: Concepts, columns: Iterable[str]) -> None:
        self._register = register
        self._words = tuple(name for name in columns if name not in _OWN and name not in _FREE)
        self._columns: dict[tuple[str, ...], _Columns] = {}

    def row(self, number: int, row: Mapping[str, Any]) -> RowApart | None:
        """One row apart; None where a number or a text of it takes more to read."""
        get = row.get
        name = text_of(get("name_zh"))
        low, high = _plain_number(get("target_low")), _plain_number(get("target_high"))
        start, position = _plain_number(get("baseline")), _place(get("position"))
        if not name or low is _ODD or high is _ODD or start is _ODD or position is _ODD:
            return None
        printed = text_of(get("binding"))
        binding = Binding.of(printed) if printed else None
        if printed and binding is None:
            return None
        start_text, goal_text = text_of(get("baseline_text")), text_of(get("target_text"))
        start_shape: str | None = ""
        goal_shape: str | None = ""
        goals: tuple[float, ...] = ()
        if start is None and start_text not in DASHES:
            start_shape, starts = _shape(start_text, bare=True)
            start = starts[0] if starts else None
        if low is None and high is None:
            goal_shape, goals = _shape(goal_text, two=True)
        if start_shape is None or goal_shape is None:
            return None
        columns = self._columns.get(fields := tuple(row)) or self._columns_of(fields)
        words = columns.words(row)
        key, code = text_of(get("id")), key_given(text_of(get("concept")), name, self._register)
        known = "" if not code else code if self._register.get(code) is not None else "own"
        kind = (
            columns, words, tuple(map(type, words)), size_in_name(name), kind_of_work(name), each_said(name), says_of(name), not key, known,
            start_shape, start_text in DASHES, None if start is None else _size(start), low is None, high is None,
            goal_shape, tuple(map(_size, goals)), goal_text == "", position is None,
        )  # fmt: skip
        free = tuple([text_of(row[one]) for one in columns.free]) if columns.free else ()
        return RowApart(
            number,
            key,
            code,
            name,
            start,
            start_text,
            low,
            high,
            goals,
            goal_text,
            position,
            binding,
            free,
            columns.names,
            kind,
        )

    def _columns_of(self, fields: tuple[str, ...]) -> _Columns:
        words = [name for name in self._words if name in fields]
        free = tuple(name for name in _FREE if name in fields)
        pick = itemgetter(*words) if len(words) > 1 else lambda row: tuple(row[name] for name in words)
        return self._columns.setdefault(fields, _Columns(pick, free, (*_NAMES, *free)))


def text_of(value: Any) -> str:
    """What a cell says."""
    return value.strip() if type(value) is str else "" if value is None else as_text(value)


def _plain_number(value: Any) -> Any:
    """The number of a cell, None where it is empty; `_ODD` where reading it takes more."""
    if value is None or value == "":
        return None
    if type(value) is str:
        text = value.strip()
        return float(text) if NUMBER.fullmatch(text) else _ODD if text else None
    if type(value) is int or type(value) is float:
        return None if value != value else float(value)
    return _ODD


def _place(value: Any) -> Any:
    if type(value) is int:
        return value if value > 0 else _ODD
    number = _plain_number(value)
    if number is None or number is _ODD:
        return number
    return int(number) if number >= 1 and number.is_integer() else _ODD


def _shape(text: str, *, bare: bool = False, two: bool = False) -> tuple[str | None, tuple[float, ...]]:
    """A text with gaps for its numbers, and these; as it stands where it has none, None where it has several.

    `bare` says that a text which is a number alone is one, whatever it may mean in print. With `two` it may have two, of
    which the shape keeps how they are written and how they compare.
    """
    if bare and NUMBER.fullmatch(text):
        return "", (float(text),)
    one = _ONE.fullmatch(text)
    if one is not None and not _WORD.fullmatch(one[2]):
        return f"{one[1]}\0{one[3]}", (float(one[2]),)
    found = [one for one in _NUMERAL.finditer(text) if not _WORD.fullmatch(one.group())]
    if len(found) == 1:
        start, end = found[0].span()
        return f"{text[:start]}\0{text[end:]}", (float(found[0].group()),)
    if not found:
        return text or None, ()
    if not two or len(found) > 2:
        return None, ()
    first, second = float(found[0].group()), float(found[1].group())
    (start, end), (again, behind) = found[0].span(), found[1].span()
    written = (_DIGIT.sub("d", one.group()) for one in found)
    order = "<" if first < second else ">" if first > second else "="
    return "\0".join([text[:start], text[end:again], text[behind:], *written, order]), (first, second)


def _size(value: float) -> int:
    return 0 if value < 1 else 1 if value <= 100 else 2


def _goal(low: float | None, high: float | None) -> float | None:
    return high if low is None else low if high is None else (low + high) / 2
