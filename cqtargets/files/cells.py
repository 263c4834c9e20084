"""One row of a table while it is read: text and numbers by column, and every fault with its value and remedy."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from cqtargets import units
from cqtargets.conventions.expressions import expression
from cqtargets.conventions.reasons import Reason, fault
from cqtargets.errors import CqTargetsError, Problem, UnitError
from cqtargets.files.headings import bare_year
from cqtargets.language.numerals import half_width_text

if TYPE_CHECKING:
    from cqtargets.files.identity import Identity
    from cqtargets.files.reading import Followers, Reading
    from cqtargets.language.target_text import TargetText

__all__ = [
    "DASHES", "NUMBER", "Cells", "Row", "RowResult", "as_text", "known_unit", "number_or_none", "per_in_name", "read_text",
    "size_in_name", "unit_fault",
]  # fmt: skip

NUMBER: Final = expression(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
DASHES: Final = ("", "—", "-", "——")
_PER = expression(
    r"每\s*(十万|10万|万|千|百)|(?:^|(?<=[全市县区省域：:,，.、)）\s]))(十万|10万|万|千|百)"
    r"(?=名?(?:常住|户籍)?(?:人口|人均|居民|老年人|老人|儿童)|人(?:床|医|护|托|拥有|全科|执业|注册|卫))"
)
_SIZE: Final = re.compile("[百千万]")
_PER_ENGLISH: Final = re.compile(r"\bper\s+(100[ ,]?000|10[ ,]?000|1[ ,]?000|100|thousand)\b", re.IGNORECASE)
_PER_SIZES: Final = {"thousand": 1000, "十万": 100000, "10万": 100000, "万": 10000, "千": 1000, "百": 100}

Row = tuple[int, Mapping[str, Any]]
Value = TypeVar("Value")


@dataclass(slots=True)
class RowResult(Generic[Value]):
    """What rows gave: values with their row numbers, faults, remarks (defaults taken, ids made up) and open questions.

    `alike` has for a remark, by its `id`, the rows of which it says the same. `reading` is the account of their table and `identity` what stands above it, where a table as printed was read.
    """

    values: Sequence[tuple[int, Value]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    questions: list[Problem] = field(default_factory=list)
    alike: dict[int, Followers] = field(default_factory=dict)
    reading: Reading | None = None
    identity: Identity | None = None


class Cells:
    """One row while it is read: text and numbers by column, faults as they are met."""

    __slots__ = ("cells", "problems", "row")

    def __init__(self, row: int, cells: Mapping[str, Any]) -> None:
        self.row = row
        self.cells = cells
        self.problems: list[Problem] = []

    def fault(self, column: str, reason: str, remedy: str = "") -> None:
        value = self.cells.get(column)
        self.problems.append(
            Problem(
                row=self.row, column=column, value="" if value is None else str(value), reason=reason, remedy=remedy
            )
        )

    def text(self, column: str) -> str:
        value = self.cells.get(column)
        return value.strip() if type(value) is str else as_text(value)

    def number(self, column: str) -> float | None:
        value = self.cells.get(column)
        if value is None or value == "":
            return None
        if type(value) is str:
            return self._parsed_number(column, value.strip())
        if isinstance(value, date):
            remedy = str(value.year) if "year" in column else "the number"
            self.fault(column, *fault("date_not_number", value=f"{value:%Y-%m-%d}", instead=remedy))
            return None
        if isinstance(value, bool) or (not isinstance(value, (int, float)) and not hasattr(value, "__float__")):
            self.fault(column, *fault("not_number", value=value))
            return None
        number = float(value)
        return None if math.isnan(number) else number

    def _parsed_number(self, column: str, text: str) -> float | None:
        if not text:
            return None
        if NUMBER.fullmatch(text):
            return float(text)
        self.fault(column, *_no_number(text, column))
        return None

    def year(self, column: str) -> int | None:
        """A year as people write it: 2025, 2025年, ２０２５年."""
        raw = self.cells.get(column)
        if type(raw) is int:
            return raw
        written = bare_year(self.text(column))
        return self.integer(column) if written is None else written

    def integer(self, column: str) -> int | None:
        number = self.number(column)
        if number is None:
            return None
        if not number.is_integer():
            self.fault(column, *fault("not_whole", value=number))
            return None
        return int(number)


def number_or_none(text: str) -> float | None:
    """The number in a cell of a bundled table; None for an empty cell."""
    return float(text) if text else None


def as_text(value: Any) -> str:
    """What a cell that is no text says."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value).strip()
    return "" if text in ("<NA>", "NaT") else text


def _no_number(text: str, column: str) -> tuple[Reason, Reason]:
    narrow = half_width_text(text).replace(",", "")
    if NUMBER.fullmatch(narrow):
        return fault("half_width", value=text, instead=narrow)
    if narrow in DASHES:
        return fault("dash", value=text)
    try:
        read = read_text(text)
    except CqTargetsError:
        return fault("not_number", value=text)
    value = read.low if read.low is not None else read.high
    if value is None:
        return fault("not_number", value=text)
    if units.single(read.unit) != read.unit:
        return fault("digits_in_unit", value=text, instead=value, unit=read.unit)
    if column.startswith("target") and read.comparator:
        return fault("digits_and_comparator", value=text, instead=value, comparator=read.comparator)
    return fault("digits", value=text, instead=value)


def read_text(text: str, **context: str | None) -> TargetText:
    """`parse_target`, loaded with its lexicon only where a printed text is read."""
    from cqtargets.language.target_text import parse_target

    return parse_target(text, **context)


@lru_cache(maxsize=4096)
def unit_fault(unit: str) -> str:
    """Why `unit` is not one; empty where it is."""
    try:
        units.parse_unit(unit)
    except UnitError as error:
        reason: str = error.reason
        return reason
    return ""


def known_unit(unit: str) -> str | None:
    """The unit where it is one this library knows, None otherwise."""
    return unit if unit and not unit_fault(unit) else None


def per_in_name(name: str, unit: str) -> int | None:
    """How many people a name counts for each: 1000 in 每千人口床位数 and 千人口床位数; None for a share or a bare number.

    >>> per_in_name("每千人口床位数", "张"), per_in_name("千人口床位数", "张"), per_in_name("每千人口床位数", "‰")
    (1000, 1000, None)
    >>> per_in_name("Hospital beds per 1,000 residents", "张"), per_in_name("Beds per room", "张")
    (1000, None)
    """
    return size_in_name(name) if unit not in ("%", "‰", "") else None


def size_in_name(name: str) -> int | None:
    """The same, whatever the unit."""
    if name.isascii():
        english = _PER_ENGLISH.search(name)
        size = english.group(1).lower().replace(",", "").replace(" ", "") if english else ""
        return (_PER_SIZES.get(size) or int(size)) if size else None
    found = _PER.search(name) if _SIZE.search(name) else None
    return _PER_SIZES[found.group(1) or found.group(2)] if found else None
