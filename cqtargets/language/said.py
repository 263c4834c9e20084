"""What one cell says before a column's unit or direction is known, and the refusal of a piece."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, NoReturn

from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError
from cqtargets.language.quantities import Quantity
from cqtargets.language.tokens import Piece

__all__ = [
    "NEGATED",
    "NUMBERS",
    "SIDES",
    "Said",
    "UnreadError",
    "agreed",
    "bounded",
    "fail",
    "refusal",
    "second_number",
]

_DIGITS: Final = re.compile(r"[\d.,]+", re.ASCII)
NUMBERS: Final = frozenset({"number", "rank", "fixed", "times"})
NEGATED: Final = {">": "<=", "<": ">="}
SIDES: Final = {">": 1, ">=": 1, "<": -1, "<=": -1}


class UnreadError(Exception):
    """A piece that the grammar does not take: where, what and what to write instead."""

    def __init__(self, at: int, what: str, remedy: str) -> None:
        super().__init__(what)
        self.at, self.what, self.remedy = at, what, remedy


class Said:
    """What one cell says, before a column's unit or direction is known; what nothing is said of stays as it is here."""

    quantity: Quantity | None = None
    name_unit: str = ""
    kind: str = ""
    comparator: str = ""
    better: str = ""
    nearly: bool = False
    default: str = ""
    verb: bool = False
    change: str = ""
    change_word: str = ""
    named_change: bool = False
    form: str = ""
    yearly: str = ""
    period: str = ""
    rate: bool = False
    per: int | None = None
    each: str = ""
    place_known: bool = True
    reference: str = ""
    multiple_of: bool = False
    share_of: str = ""
    whole: int = -1
    tolerance: float | None = None
    name: str = ""
    notes: tuple[str, ...] = ()
    pieces: Sequence[Piece] = ()


def fail(piece: Piece, what: str, remedy: str, **facts: Any) -> NoReturn:
    """Refuse a piece with the codes of what is wrong and of what to write instead."""
    facts = {"said": piece.text, **facts}
    raise UnreadError(piece.start, Reason(what, **facts), Reason(remedy, **facts))


def agreed(piece: Piece, first: str, second: str) -> str:
    """Two comparators of one side are one; 至少 with 以上 and 超过 with 以上 include the number."""
    if not first or first == second:
        return second
    if first == "=" and second in ("~", *SIDES):
        return second
    sides = SIDES.get(first, 0), SIDES.get(second, 0)
    if 0 not in sides and sides[0] == sides[1]:
        return ">=" if sides[0] > 0 else "<="
    return fail(piece, "contradicts", "keep_one_comparator")


def bounded(comparator: str, how: str) -> str:
    """A comparator with the number itself included or not: 超过（含）, 以上（不含）."""
    if how == "incl":
        return {">": ">=", "<": "<="}.get(comparator, comparator)
    return {">=": ">", "<=": "<"}.get(comparator, comparator)


def second_number(piece: Piece) -> NoReturn:
    digits = _DIGITS.match(piece.text)
    fail(piece, "second_number", "write_one_a_row", said=digits[0] if digits else piece.text)


def refusal(text: str, at: int, what: str, remedy: str) -> DomainError:
    """The error that says where in the print something is not read, counted from 0, and what to write."""
    return DomainError(Reason("unread_at", text=text, at=at + 1, what=what, remedy=remedy))
