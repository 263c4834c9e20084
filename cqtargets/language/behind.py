"""What stands behind the number of a cell: comparators, denominators, the name."""

from __future__ import annotations

from typing import Final

from cqtargets import units
from cqtargets.language.quantities import Quantity
from cqtargets.language.said import Said, agreed, bounded, fail
from cqtargets.language.tokens import Piece

__all__ = ["read_behind"]

_COUNTING: Final = frozenset({"个", "支", "条", "种", "类", "批", "项", "名"})
_MEASURING: Final = frozenset(
    {word for word in units.unit_words() if not units.counts(word)} | set("张人名位户家所辆台套间亩例份件次") | {"人次"}
)


def read_behind(found: list[Piece], main: Piece, said: Said) -> None:
    """Take the words behind a number into what its cell says."""
    names: list[Piece] = []
    comparator = ""
    quantity = said.quantity
    assert quantity is not None
    if quantity.plus:
        if found and found[0].role in ("word", "doubt"):
            fail(main, "group_or_plus", "write_goal")
        comparator = ">="
    for at, piece in enumerate(found):
        role = piece.role
        if role == "after":
            if names and not quantity.unit and names[0].start == main.end:
                fail(names[0], "unit_not_known", "write_printed_unit")
            if names and any(later.role in ("word", "verb") for later in found[at + 1 :]):
                fail(piece, "inside_name", "write_together")
            comparator = _limit(piece, comparator, said)
        elif role in ("word", "group", "verb"):
            if role != "verb" or names:
                _name_after(piece, main, names, quantity, said)
            names.append(piece)
        elif role == "yearly" and piece.text in ("年", "每年"):
            said.yearly = piece.text
        elif role == "per":
            said.per = int(piece.meaning)
        elif role == "by" and said.yearly and any(p.text.endswith("速度") for p in found[:at]):
            said.change, said.change_word = piece.meaning, piece.text
        elif (role == "whole" and quantity.unit == "%" and quantity.low == 100) or role in (
            "filler",
            "stop",
            "note",
            "mark",
            "level_word",
            "time",
            "reach",
        ):
            continue
        else:
            fail(piece, "after_number", "write_in_front")
    if comparator in ("incl", "excl"):
        comparator = ""
    if comparator:
        said.comparator = _agreed_behind(found, main, said.comparator, comparator, said)


def _name_after(piece: Piece, main: Piece, names: list[Piece], quantity: Quantity, said: Said) -> None:
    bare = len(piece.text) == 1 and piece.text in "次时均度日月年分" and piece.start == main.end
    if (piece.text.startswith(("来", "·")) or piece.text == "以" or bare) and not names:
        fail(piece, "after_number", "write_with_unit")
    if said.name and piece.role == "word" and piece.text.strip("的"):
        fail(piece, "second_name", "write_name_once")
    if quantity.unit and not names and piece.start == main.end and _is_another_unit(quantity.unit, piece.text):
        fail(piece, "second_unit", "write_one_unit", first=quantity.unit)
    if names or quantity.unit or piece.text.startswith("的"):
        return
    adjacent = piece.start == main.end
    if adjacent and (
        piece.text[0].isascii()
        or len(piece.text) == 1
        or not quantity.whole
        or (quantity.is_range and piece.text[0].isascii())
    ):
        fail(piece, "unit_not_known", "write_printed_unit")


def _is_another_unit(unit: str, text: str) -> bool:
    """80%张, 80张人, 5天小时: two units of one number; 3个班 and 5支队 count what a second unit names."""
    return text in _MEASURING and units.single(unit) not in _COUNTING


def _limit(piece: Piece, comparator: str, said: Said) -> str:
    meaning = piece.meaning
    if meaning in ("incl", "excl"):
        said.comparator = bounded(said.comparator, meaning)
        return bounded(comparator, meaning) if comparator else meaning
    if comparator in ("incl", "excl"):
        return bounded(meaning, comparator)
    if comparator and comparator != meaning:
        fail(piece, "contradicts", "keep_one_comparator")
    return meaning


def _agreed_behind(found: list[Piece], main: Piece, first: str, second: str, said: Said) -> str:
    if said.reference and first in (">", "<") and not said.change:
        said.default = second
        return first
    piece = next((piece for piece in found if piece.role == "after"), main)
    return agreed(piece, first, second)
