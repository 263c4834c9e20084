"""What stands around the number of a cell: notes in brackets, references, starting values, groups of people."""

from __future__ import annotations

import re
from typing import Final

from cqtargets.language.column_unit import is_heading_unit
from cqtargets.language.groups import is_group, is_quoted, with_groups
from cqtargets.language.said import NUMBERS, Said, fail, second_number
from cqtargets.language.tokens import Piece

__all__ = [
    "REFERRING",
    "TELEPHONED",
    "out_of_square_brackets",
    "refuse_a_number_that_names",
    "with_references",
    "with_starts",
    "with_tolerance",
    "without_brackets",
]

REFERRING: Final = frozenset({"against", "time", "reference"})
_INCLUDED: Final = {"含": "incl", "包含": "incl", "不含": "excl", "不包含": "excl", "不包括": "excl"}
_NOTE_ROLES: Final = frozenset(
    {"word", "filler", "verb", "stop", "time", "number", "group", "after", "level_word", "whole", "against", "mark"}
)
_KINDS: Final = frozenset({"级", "星级", "期", "类", "批"})
_EXCEPTING: Final = frozenset({"不", "未", "没有"})
_FORM_NOTE: Final = frozenset({"form", "yearly", "time", "filler"})
_ALL_OF: Final = ("全国", "全省", "全市", "全区", "全县")
_ELSEWHERE: Final = re.compile(r"(?:详见|参见|见|参照|按照|按)?(?:本?规划|文件)?(?:附?表|附?图|附件|附录|专栏)")
_TELEPHONE: Final = re.compile(r"1\d\d|12\d{3}|9\d{4}")
TELEPHONED: Final = ("热线", "急救", "电话", "专线", "报警", "政务")
_NUMBERED: Final = ("号楼", "号线", "号院", "号地", "号馆", "型")
_HAN_YEAR: Final = re.compile(r"[一二][九零][零一二三四五六七八九]{2}(?=年)")
_IN_DIGITS: Final = str.maketrans("零一二三四五六七八九", "0123456789")
_DEADLINES: Final = frozenset({"早于", "晚于", "迟于"})


def out_of_square_brackets(found: list[Piece], said: Said) -> list[Piece]:
    """[1000] in a plan's table is cumulative over its years."""
    if len(found) >= 3 and found[0].text in "[〔【" and found[-1].text in "]〕】" and found[0].role == "bracket":
        said.form = "cumulative"
        return found[1:-1]
    return found


def with_tolerance(found: list[Piece], said: Said) -> list[Piece]:
    """8天左右（±0.5天）, 55%±2%, 8±0.5天: the number behind ± or 正负 is how far the other may be missed."""
    at = next((k for k, piece in enumerate(found) if piece.text == "±"), 0)
    width = found[at + 1] if 0 < at < len(found) - 1 else None
    main = next((k for k in range(at - 1, -1, -1) if found[k].role == "number"), None)
    if width is None or width.quantity is None or main is None:
        return found
    number = found[main].quantity
    assert number is not None
    if number.is_range or width.quantity.is_range or (number.unit and width.quantity.unit not in ("", number.unit)):
        return found
    said.tolerance, said.comparator = width.quantity.low, "~"
    before, after = found[:at], found[at + 2 :]
    if before[-1].text in ("(", "（") and after and after[0].text in (")", "）"):
        before, after = before[:-1], after[1:]
    if not number.unit:
        before[main] = before[main]._replace(quantity=number._replace(unit=width.quantity.unit))
    return [*before, *after]


def refuse_a_number_that_names(found: list[Piece], at: int) -> None:
    """见附表2, 12345热线: a number that says where to look or whom to call and counts nothing."""
    piece = found[at]
    if piece.quantity is None or piece.quantity.unit or piece.role != "number":
        return
    before = found[at - 1] if at else None
    after = found[at + 1] if at + 1 < len(found) else None
    if before is not None and before.end == piece.start and before.text[-1:].isascii() and before.text[-1:].isalpha():
        fail(piece, "is_a_name", "write_goal", said=before.text + piece.text)
    if is_quoted(found, at) and at + 2 < len(found) and found[at + 2].role in ("word", "verb"):
        fail(piece, "is_a_name", "write_goal")
    numbered = after is not None and after.start == piece.end and after.text.startswith(_NUMBERED)
    if numbered and len(found) - at == 2 and all(other.role in ("word", "mark") for other in found[:at]):
        fail(piece, "is_a_name", "write_goal", said=piece.text + found[at + 1].text)
    if before is not None and before.role == "word" and _ELSEWHERE.fullmatch(before.text):
        fail(piece, "where_to_look", "write_what_stands", said=before.text + piece.text)
    called = after is not None and after.start == piece.end and after.text.startswith(TELEPHONED)
    if at == 0 and called and _TELEPHONE.fullmatch(piece.text):
        fail(piece, "telephone", "write_goal")


def without_brackets(found: list[Piece], said: Said) -> list[Piece]:
    """Take notes in brackets out where they hold no number; what holds one is refused, but (含80%) and a year."""
    kept: list[Piece] = []
    notes: list[str] = []
    at = 0
    while at < len(found):
        piece = found[at]
        if piece.role != "bracket":
            kept.append(piece)
            at += 1
            continue
        close = next((k for k in range(at + 1, len(found)) if found[k].role == "bracket"), None)
        if close is None or piece.text not in "(（[" or found[close].text not in ")）]":
            fail(piece, "open_bracket", "close_it")
        inner = found[at + 1 : close]
        at = close + 1
        numbers = [part for part in inner if part.role in NUMBERS]
        opening = "".join(part.text for part in inner[: inner.index(numbers[0])]) if numbers else ""
        if opening in _INCLUDED and kept and len(numbers) == 1 and _same_number(kept, numbers[0]):
            kept.append(Piece(opening, inner[0].start, inner[-1].end, "after", _INCLUDED[opening]))
        elif inner and inner[0].role == "per":
            kept.extend(inner)
        elif inner and is_heading_unit(written := "".join(part.text for part in inner)) and not _holds_number(kept):
            said.name_unit = written
            kept.append(Piece(written, inner[0].start, inner[-1].end, "note"))
        elif (
            inner and {part.role for part in inner} & {"form", "yearly"} and {part.role for part in inner} <= _FORM_NOTE
        ):
            kept[:0] = inner
        elif numbers and not all(_says_who(inner, k) for k, part in enumerate(inner) if part.role in NUMBERS):
            second_number(numbers[0])
        elif inner:
            inner = with_groups(inner)
            said_apart = inner[1:] if inner[0].text in _EXCEPTING else inner
            bad = next((part for part in said_apart if part.role not in _NOTE_ROLES), None)
            if bad is not None:
                fail(bad, "sign_not_read", "remove_or_write_out")
            notes.append("".join(part.text for part in inner))
            kept.append(Piece(notes[-1], inner[0].start, inner[-1].end, "note"))
    said.notes = tuple(notes)
    return kept


def _holds_number(kept: list[Piece]) -> bool:
    return any(piece.role in NUMBERS for piece in kept)


def _says_who(inner: list[Piece], at: int) -> bool:
    """（65岁以上老年人）, （三级）, （6岁以下）: no value of what is measured."""
    quantity = inner[at].quantity
    if is_group(inner, at) or quantity is None:
        return quantity is not None
    limited = at + 1 < len(inner) and inner[at + 1].role == "after"
    return quantity.unit in _KINDS or (quantity.unit == "岁" and limited)


def _same_number(kept: list[Piece], repeated: Piece) -> bool:
    before = next((piece.quantity for piece in reversed(kept) if piece.quantity is not None), None)
    return before is not None and repeated.quantity is not None and before.high == repeated.quantity.high


def with_references(found: list[Piece], said: Said) -> list[Piece]:
    """Join 较2020年, 与全国平均水平相比, 在2020年基础上 and 不低于2020年水平 into one piece each."""
    kept: list[Piece] = []
    at = 0
    while at < len(found):
        piece = found[at]
        after = found[at + 1] if at + 1 < len(found) else None
        if piece.role == "against" and after is not None:
            end = _reference_end(found, at)
            if end:
                core = next(
                    part
                    for part in found[at + 1 : end]
                    if part.role not in ("filler", "against_end") or part.text.startswith("全")
                )
                _refer(said, core)
                kept.append(Piece(core.text, piece.start, found[end - 1].end, "reference", core.role))
                at = end
                continue
            kept.append(piece._replace(role="word"))
            at += 1
            continue
        if piece.role == "against":
            kept.append(piece._replace(role="word"))
        elif (
            piece.role == "time"
            and after is not None
            and (after.role == "against_end" or (after.role == "level_word" and after.text != "平均"))
        ):
            _refer(said, piece)
            kept.append(piece._replace(text=piece.text.lstrip("在以"), end=after.end, role="reference", meaning="time"))
            at += 1
        elif piece.role == "before" and after is not None and _over_a_bare_reference(found, at):
            _refer(said, after)
            kept.extend((piece, after._replace(role="reference", meaning=after.role)))
            at += 1
        elif piece.role == "time" and _is_multiple_of(found, at):
            _refer(said, piece)
            said.multiple_of = True
            kept.append(piece._replace(role="reference", meaning="time"))
        elif piece.role == "reference":
            _refer(said, piece)
            kept.append(piece)
            if _is_multiple_of(found, at):
                fail(piece, "multiple_of_unknown", "write_goal")
        else:
            kept.append(piece)
        at += 1
    return kept


def _over_a_bare_reference(found: list[Piece], at: int) -> bool:
    """高于2020年2个百分点, 低于全国1岁, 不高于2019年: what follows the comparator is what the number is counted from."""
    after = found[at + 1]
    if at + 2 >= len(found):
        return after.role == "time" and found[at].text not in _DEADLINES
    if found[at + 2].role not in ("number", "fixed"):
        return False
    return after.role == "time" or after.text in _ALL_OF


def _refer(said: Said, core: Piece) -> None:
    if said.reference:
        fail(core, "second_reference", "write_one_a_row")
    said.reference = _HAN_YEAR.sub(lambda year: year[0].translate(_IN_DIGITS), core.text.lstrip("在以到至于"))


def _is_multiple_of(found: list[Piece], at: int) -> bool:
    """是2020年的2倍, 降至2015年的80%: the number is a multiple of that year's value."""
    rest = found[at + 1 : at + 3]
    if len(rest) < 2 or rest[0].text != "的" or rest[1].quantity is None:
        return False
    unit = rest[1].quantity.unit
    started = any(piece.role == "from" for piece in found[:at])
    return unit == "倍" or (unit == "%" and not started)


def _reference_end(found: list[Piece], at: int) -> int:
    """Where the reference opened at `at` ends; 0 where it opens none."""
    opener, after = found[at], found[at + 1]
    closing = next((k for k in range(at + 1, min(at + 6, len(found))) if found[k].role in ("against_end", "equal")), 0)
    named = after.role in ("time", "reference") or (
        after.role == "filler" and after.text.startswith(("全", "我", "本"))
    )
    if opener.text in ("与", "和", "同", "以", "在", "于", "跟", "对照", "对比"):
        if not (closing and (named or after.role == "word")):
            return 0
        return closing if found[closing].role == "equal" else closing + 1
    if closing and found[closing].role == "against_end":
        return closing + 1
    changes = next(
        (k for k in range(at + 1, min(at + 5, len(found))) if found[k].role in ("by", "to", "size", "times")), 0
    )
    if named or (after.role == "word" and changes):
        end = at + 2
        while end < len(found) and found[end].role in ("level_word", "filler") and found[end].text not in ("均", "要"):
            end += 1
        return end
    return 0


def with_starts(found: list[Piece]) -> list[Piece]:
    """从58%, 由2020年的58%: the starting value beside a change to a level."""
    kept = list(found)
    for at, piece in enumerate(found):
        if piece.role != "from":
            continue
        number = next((k for k in range(at + 1, min(at + 5, len(found))) if found[k].role in NUMBERS), None)
        between = found[at + 1 : number] if number else []
        if number is None or any(part.role not in ("time", "filler", "yearly", "per") for part in between):
            kept[at] = piece._replace(role="word")
            continue
        later = [part.role for part in found[number + 1 :]]
        if "to" not in later or not NUMBERS & set(later):
            fail(piece, "start_alone", "write_level_alone")
        kept[number] = found[number]._replace(role="start")
    return kept
