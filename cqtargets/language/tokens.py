"""Any text cut into pieces: numbers with their units, comparators, changes, times, references, and words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from cqtargets.language.lexicon import Meaning
from cqtargets.language.numerals import HAN_DIGITS, read_number
from cqtargets.language.openings import NEXT, SPACE, Matching, openings
from cqtargets.language.plain import Plain, plain
from cqtargets.language.quantities import DENOMINATORS, Quantity, counts_at, in_digits, read_quantity

__all__ = ["Piece", "cut", "in_print", "pieces"]


class Piece(NamedTuple):
    """A part of a printed text: what stands there, where (from 0, end excluded), its role and its meaning.

    `role` is a key of `lexicon.ROLES` or one of ``number``, ``rank``, ``times``, ``time``, ``per``, ``word``,
    ``bracket``, ``mark``, ``stop``, ``sign``; numbers carry their `quantity`.
    """

    text: str
    start: int
    end: int
    role: str
    meaning: str = ""
    quantity: Quantity | None = None


_new: Final = tuple.__new__
_DOUBTS: Final = frozenset("不未没勿莫毋弗")
_MARKS: Final = frozenset("*★☆▲△●◆■◎※#＊†") | {chr(0x2460 + index) for index in range(20)}
_STOPS: Final = re.compile(r"[,、;。.!!?·:'\"]+")
_BRACKETS: Final = frozenset("()[]")
_SIGNED: Final = re.compile(r"[负+\-]\s*[\d.百千零一二两三四五六七八九十]")
_JOINED: Final = re.compile(r"\+(?<=[\u4e00-\u9fff]\+)(?=[\"'\u4e00-\u9fff])")
_FOLLOWS: Final = re.compile(
    r"\s*(?:$|[)\],;。、:+—~\-]|及以上|或以上|以上|以下|以内|之内|左右|上下|内(?![科镜涵容设部需分外])|的|折|\((?:不)?含|至|到|比)"
)
_NAMING: Final = frozenset({"ordinal", "water", "span", "counted"})
_LATE_SIGNS: Final = frozenset("内起止" + SPACE)
_SIGNS: Final = frozenset("负+-")
_LATE: Final = re.compile(r"\s*(内(?![科镜涵容设部需分外])|起(?![来点])|止)")


def pieces(text: str) -> tuple[Piece, ...]:
    """Cut any text into pieces whose positions refer to the print; never raises.

    Parameters
    ----------
    text : str
        A cell, a clause or a running sentence.

    Returns
    -------
    tuple of Piece
        Without gaps but for white space; what is nothing known has the role ``word`` or ``sign``.

    Examples
    --------
    >>> [(piece.text, piece.role) for piece in pieces("床位达到25万张以上")]
    [('床位', 'word'), ('达到', 'reach'), ('25万张', 'number'), ('以上', 'after')]
    """
    spelled = plain(text)
    return in_print(text, spelled, cut(spelled.text))


def in_print(text: str, spelled: Plain, found: Iterable[Piece]) -> tuple[Piece, ...]:
    """Pieces of a text in one spelling with the words and positions of the print."""
    if spelled.text == text:
        return tuple(found)
    place = spelled.offsets
    moved = []
    for piece in found:
        start, end = place[piece.start], place[piece.end - 1] + 1
        moved.append(Piece(text[start:end], start, end, *piece[3:]))
    return tuple(moved)


def cut(text: str) -> list[Piece]:
    """The pieces of a text in one spelling (see `plain`), with positions in it; words that touch are one piece."""
    table, known, lengths, near, words, digits = openings()
    found: list[Piece] = []
    at, end, dated, words_end = 0, len(text), "年" in text, -1
    while at < end:
        first = text[at]
        opening = table.get(first)
        piece = None
        if opening is None:
            match = words(text, at)
            if match is not None:
                piece = _word(at, match)
        else:
            pattern, years, numeral, word, close = opening
            if pattern is not None and (dated or not years):
                match = pattern(text, at)
                if match is not None:
                    piece = _piece(at, match)
            if piece is None:
                begun = text[at : at + 2]
                for length in lengths.get(begun, ()):
                    written = text[at : at + length]
                    if written in known:
                        role, meaning, goes_on = known[written]
                        if goes_on is not None and goes_on(text, at + length):
                            continue
                        piece = _new(Piece, (written, at, at + len(written), role, meaning, None))
                        break
                else:
                    if word is not None:
                        piece = _new(Piece, (first, at, at + 1, word.role, word.meaning, None))
                    elif numeral or (first in _SIGNS and _SIGNED.match(text, at)):
                        match = digits(text, at)
                        quantity = None if match is None else in_digits(match, at)
                        if quantity is None:
                            piece = _number_piece(text, at)
                        else:
                            piece = _new(Piece, (text[at : quantity.end], at, quantity.end, "number", "", quantity))
                        if text[piece.end : piece.end + 1] in _LATE_SIGNS and piece.role == "number":
                            late = _LATE.match(text, piece.end)
                            if late:
                                found.append(piece)
                                piece = Piece(late[1], late.start(1), late.end(1), "after", known[late[1]][1])
                    elif begun in near:
                        piece = _near(text, at, near[begun])
                    if piece is None and close is not None:
                        if NEXT.match(text, at + 1):
                            piece = _new(Piece, (first, at, at + 1, close.role, close.meaning, None))
                        elif "\u4e00" <= first <= "\u9fff":
                            role = "doubt" if first in _DOUBTS else "word"
                            piece = _new(Piece, (first, at, at + 1, role, "", None))
        if piece is None:
            if first in SPACE:
                at += 1
                continue
            piece = _unknown(text, at, words)
        if piece.role == "word":
            if words_end == at:
                before = found.pop().start
                words_end = piece.end
                piece = _new(Piece, (text[before:words_end], before, words_end, "word", "", None))
            else:
                words_end = piece.end
        at = piece.end
        found.append(piece)
    return found


def _near(text: str, at: int, words: Mapping[int, Mapping[str, Meaning]]) -> Piece | None:
    """The longest of the words that are read `near` a number, by length, that stands right before one."""
    for length, known in words.items():
        meaning = known.get(text[at : at + length])
        if meaning is not None and NEXT.match(text, at + length):
            return _new(Piece, (text[at : at + length], at, at + length, meaning.role, meaning.meaning, None))
    return None


def _word(at: int, match: re.Match[str]) -> Piece:
    """A word that is nothing known; one with 不 or 未 may turn the meaning round."""
    written = match.group()
    role = "word" if _DOUBTS.isdisjoint(written) else "doubt"
    return _new(Piece, (written, at, match.end(), role, "", None))


def _unknown(text: str, at: int, words: Matching) -> Piece:
    """A word that is nothing known, or a sign."""
    match = words(text, at)
    if match is not None:
        return _word(at, match)
    first = text[at]
    if first in _MARKS:
        return Piece(first, at, at + 1, "sign" if first.isnumeric() and counts_at(text, at + 1) else "mark")
    stops = _STOPS.match(text, at)
    if stops is not None:
        alone = stops.group() == "·" and at and text[at - 1] in "人张元"
        return _new(Piece, (stops.group(), at, stops.end(), "sign" if alone else "stop", "", None))
    if first in _BRACKETS:
        return _new(Piece, (first, at, at + 1, "bracket", "", None))
    if first.isdecimal():
        return _number_piece(text, at)
    return Piece(first, at, at + 1, "word" if _JOINED.match(text, at) else "sign")


def _piece(at: int, match: re.Match[str]) -> Piece:
    kind, written, end = match.lastgroup or "", match.group(), match.end()
    if kind == "per":
        return Piece(written, at, end, "per", str(DENOMINATORS[match["short"] or match["size"]]))
    if kind == "each":
        return Piece(written, at, end, "each", match["place"])
    if kind == "each_one":
        return Piece(written, at, end, "each")
    if kind == "rank":
        return _rank_piece(written, at, end, match)
    if kind == "times":
        return Piece(written, at, end, "times", match["turns"] or "")
    return _new(Piece, (written, at, end, "word" if kind in _NAMING else kind, "", None))


def _number_piece(text: str, at: int) -> Piece:
    quantity = read_quantity(text, at)
    if quantity is not None and text[at] not in HAN_DIGITS:
        return _new(Piece, (text[at : quantity.end], at, quantity.end, "number", "", quantity))
    alone = quantity is not None and not quantity.unit and not quantity.more and not quantity.is_range
    if quantity is None or (alone and not quantity.fault and not _FOLLOWS.match(text, quantity.end)):
        return Piece(text[at], at, at + 1, "word" if text[at].isalpha() else "sign")
    if quantity.fault and not _FOLLOWS.match(text, quantity.end):
        return Piece(text[at], at, at + 1, "word")
    return _new(Piece, (text[at : quantity.end], at, quantity.end, "number", "", quantity))


def _rank_piece(written: str, at: int, end: int, match: re.Match[str]) -> Piece:
    ranked = match["ranked"] or match["ranked2"]
    number = read_number(ranked)
    if number is None or number.fault or number.end != len(ranked):
        return Piece(written, at, end, "word")
    unit = "%" if match["ranks"] == "%" else "名次"
    return Piece(written, at, end, "rank", unit, Quantity(number.value, number.value, at, end, unit, number.printed))
