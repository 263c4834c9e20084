"""What the pieces of one cell say together: one number with its comparator, change, form, reference and name."""

from __future__ import annotations

from operator import itemgetter
from typing import Final

from cqtargets.conventions.reasons import Reason
from cqtargets.language.clause import read_number_clause
from cqtargets.language.context import (
    REFERRING,
    out_of_square_brackets,
    refuse_a_number_that_names,
    with_references,
    with_starts,
    with_tolerance,
    without_brackets,
)
from cqtargets.language.groups import is_formed, with_grades, with_groups
from cqtargets.language.numerals import is_digit
from cqtargets.language.quantities import Quantity
from cqtargets.language.said import NEGATED, NUMBERS, SIDES, Said, UnreadError, fail, second_number
from cqtargets.language.tokens import Piece

__all__ = ["read"]


def read(found: list[Piece]) -> Said:
    """Read the pieces of one cell; each has its role in `Said.pieces`.

    Raises
    ------
    UnreadError
        With the position of the piece that is not understood.
    """
    said = Said()
    rest = found
    roles = set(map(_role, found))
    if not roles.isdisjoint(_APART):
        rest = _apart(found, roles, said)
        roles = set(map(_role, rest))
    main = _numbers(rest, roles)
    if main and len(rest) > 1:
        parts = rest
        if "after" in roles and len(rest) > 3:
            rest = with_grades(rest)
        if "from" in roles:
            rest = with_starts(rest)
        if len(main) > 1 or main[0] != len(rest) - 1:
            rest = with_groups(rest, main)
        if rest is not parts:
            main = _numbers(rest, roles)
            if not main and "whole" not in roles and not is_formed(rest):
                fail(next(piece for piece in rest if piece.role == "group"), "who_is_counted", "write_goal")
    said.pieces = rest
    if not main:
        _without_number(rest, said)
        return said
    if not roles.isdisjoint(_UNKNOWN):
        _refuse_unknown(rest)
    for at in main:
        quantity = rest[at].quantity
        if quantity is not None and (quantity.fault or quantity.signed or not quantity.unit):
            _refuse_faulty(rest[at], quantity)
            if len(rest) > 1:
                refuse_a_number_that_names(rest, at)
    if len(main) == 1:
        read_number_clause(rest, main[0], said)
    elif len(main) == 2:
        _two_bounds(rest, main, said)
    else:
        second_number(rest[main[1]])
    return said


_role: Final = itemgetter(Piece._fields.index("role"))
_APART: Final = REFERRING | {"bracket", "bad", "open", "filler"}
_SELDOM: Final = NUMBERS - {"number"} | {"by", "group"}


def _apart(found: list[Piece], roles: set[str], said: Said) -> list[Piece]:
    """The pieces without brackets, each reference in one piece."""
    rest = found
    if "bracket" in roles or "bad" in roles:
        rest = out_of_square_brackets(found, said)
        rest = without_brackets(with_tolerance(rest, said), said)
        roles = set(map(_role, rest))
    if "open" in roles:
        _refuse_open(rest)
    if not roles.isdisjoint(REFERRING) or {"before", "filler"} <= roles:
        rest = with_references(rest, said)
    return rest


def _numbers(found: list[Piece], roles: set[str]) -> list[int]:
    """Where the numbers stand: digits, ranks, shares in a word, doublings, a half."""
    if roles.isdisjoint(_SELDOM):
        if "number" not in roles:
            return []
        each = list(map(_role, found))
        if each.count("number") == 1:
            return [each.index("number")]
    return [at for at, piece in enumerate(found) if piece.role in NUMBERS or piece.meaning == "half"]


def _refuse_open(found: list[Piece]) -> None:
    piece = next(piece for piece in found if piece.role == "open")
    fail(piece, "fixes_no_number", "write_or_empty")


_NEARLY: Final = ("基本实现", "基本达到", "基本做到", "大体", "逐步", "初步", "总体", "稳步", "不断", "进一步")


_UNKNOWN: Final = frozenset({"sign", "bad", "doubt", "nearly_whole", "mark"})


def _refuse_unknown(found: list[Piece]) -> None:
    for at, piece in enumerate(found):
        if piece.role in ("sign", "bad"):
            fail(piece, "not_in_target", "remove_or_words")
        if piece.role == "doubt":
            fail(piece, "may_turn_unread", "write_comparator")
        if piece.role == "nearly_whole":
            fail(piece, "beside_number", "write_number_alone")
        if piece.role == "mark" and 0 < at < len(found) - 1:
            fail(piece, "mark_inside", "remove_it")


def _refuse_faulty(piece: Piece, quantity: Quantity) -> None:
    if quantity.fault:
        raise UnreadError(quantity.at, quantity.fault, quantity.remedy or Reason("write_digits"))
    if quantity.signed:
        fail(piece, "has_plus", "write_raise_or_reach")


_NO_TARGET: Final = frozenset({"time", "stop", "mark"})
_NO_END: Final = frozenset({"stop", "filler", "note"})
_EVERY: Final = frozenset({"whole", "each"})
_CHANGING: Final = frozenset({"by", "size", "to", "negation", "doubt", "last_year"})


def _without_number(found: list[Piece], said: Said) -> None:
    """Coverage, a comparison without a number, or words alone."""
    roles = set(map(_role, found))
    if "nearly_whole" in roles:
        fail(next(piece for piece in found if piece.role == "nearly_whole"), "not_whole_share", "write_share")
    said.kind = "words"
    if not found:
        raise UnreadError(0, Reason("nothing_printed"), Reason("leave_empty"))
    if roles <= _NO_TARGET:
        fail(found[0], "time_alone", "write_goal")
    if "sign" in roles:
        sign = next((piece for piece in found if piece.role == "sign" and is_digit(piece.text)), None)
        if sign is not None:
            fail(sign, "sign_not_read", "write_digits")
    if len(found) == 1 and found[0].text in ("三甲", "二甲", "三乙", "二乙"):
        fail(found[0], "class_of_hospitals", "write_class")
    last = found[-1]
    if last.role in _NO_END:
        last = next((piece for piece in reversed(found) if piece.role not in _NO_END), last)
    if last.role in ("before", "to") or last.text == "达到":
        fail(last, "no_number_follows", "write_its_number")
    if said.reference:
        said.kind = "compared"
        _compare(found, said)
        return
    if "proportional" in roles:
        said.kind = "proportional"
        return
    if roles.isdisjoint(_EVERY) or not roles.isdisjoint(_CHANGING) or any(piece.meaning == "undo" for piece in found):
        return
    whole = next((piece for piece in found if piece.role == "whole" or _each_of_them(piece)), None)
    if whole is None:
        return
    if whole.meaning == "both" and "level_word" in roles:
        return
    nearly = next(
        (
            piece
            for piece in found
            if (piece.text == "基本" or piece.text.startswith(_NEARLY)) and piece.start < whole.start
        ),
        None,
    )
    if nearly is not None:
        fail(nearly, "nearly_all", "write_share", whole=whole.text)
    said.kind, said.whole = "whole", whole.start


def _each_of_them(piece: Piece) -> bool:
    """各乡镇均: every one of them."""
    return piece.role == "each" and piece.text.endswith(("均", "都"))


def _compare(found: list[Piece], said: Said) -> None:
    """高于全国平均水平: the comparator stays, the value is somebody else's."""
    negated = False
    for piece in found:
        if piece.role == "negation":
            negated = True
        elif piece.role == "before":
            if piece.meaning in ("better", "worse"):
                said.better = piece.meaning
            elif negated and piece.meaning not in NEGATED:
                fail(piece, "after_negation", "write_no_less")
            else:
                said.comparator = NEGATED[piece.meaning] if negated else piece.meaning
            negated = False
        elif piece.role == "reach" and piece.meaning:
            said.comparator = said.comparator or ">="
        elif piece.role in ("keep", "equal"):
            said.comparator = said.comparator or "="


def _two_bounds(found: list[Piece], main: list[int], said: Said) -> None:
    """不低于8张，不高于10张, 8张以上10张以下: two numbers that close a range."""
    first, second = found[main[0]], found[main[1]]
    split = main[0] + 1
    while split < main[1] and found[split].role in ("after", "note"):
        split += 1
    while split < main[1] and found[split].role in ("stop", "filler"):
        split += 1
    one, two = Said(), Said()
    read_number_clause(found[:split], main[0], one)
    read_number_clause(found[split:], main[1] - split, two)
    low, high = one.quantity, two.quantity
    sides = (SIDES.get(one.comparator, 0), SIDES.get(two.comparator, 0))
    plain = not (two.change or two.form or two.rate or one.change or two.name or two.per or two.each or two.reference)
    if low is None or high is None or sides not in ((1, -1), (-1, 1)) or not plain or low.is_range or high.is_range:
        second_number(second)
    if sides == (-1, 1):
        low, high = high, low
    if low.unit and high.unit and low.unit != high.unit:
        second_number(second)
    if low.low >= high.high:
        fail(second, "range_downwards", "smaller_first")
    for name in ("form", "yearly", "period", "per", "each", "name"):
        setattr(said, name, getattr(one, name) or getattr(said, name))
    said.kind, said.comparator = "number", "range"
    said.quantity = low._replace(
        high=high.high, unit=low.unit or high.unit, is_range=True, end=second.end, start=first.start
    )
