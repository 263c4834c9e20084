"""One number with the words before and after it: comparators, changes, forms, denominators, the name."""

from __future__ import annotations

from typing import Final

from cqtargets.language.behind import read_behind
from cqtargets.language.column_unit import POINTS
from cqtargets.language.lexicon import PEOPLE_NOUNS
from cqtargets.language.numerals import HAN_DIGITS, read_number
from cqtargets.language.quantities import Quantity
from cqtargets.language.said import NEGATED, Said, agreed, bounded, fail
from cqtargets.language.tokens import Piece

__all__ = ["read_number_clause"]

_NOT_BEFORE_A_NUMBER: Final = ("非", "无", "第", "每", "某", "除", *HAN_DIGITS)
_MOVING: Final = frozenset({"before", "to", "by", "reach", "keep"})
_ASIDE: Final = frozenset(
    {"filler", "time", "mark", "note", "start", "from", "reference", "level_word", "against_end", "equal"}
)
_CHANGING: Final = frozenset({"by", "to", "size", "rate"})
_JOINING: Final = ("的", "在", "于", "以")
_PLANNED: Final = frozenset(
    {
        "计划",
        "规划",
        "目标",
        "目标值",
        "指标",
        "指标值",
        "预期",
        "预期目标",
        "总体目标",
        "建设目标",
        "约束值",
        "考核值",
        "年度计划",
        "年度目标",
    }
)
_OF_THE_PLANNED: Final = frozenset({"的", "数", "数量", "规模", "总规模", "总量", "总数"})
_DOUBTING: Final = ("非", "难以", "难于", "无法", "拒绝", "是否", "能否", "有望", "可能", "无", "尚无")


def read_number_clause(found: list[Piece], main: int, said: Said) -> None:
    piece = found[main]
    said.kind = "number"
    quantity = said.quantity = piece.quantity or _in_words(piece, said)
    if piece.role == "rank":
        said.default = "rank"
    if main:
        _before(found[:main], said)
    if piece.quantity is None and piece.role != "fixed":
        change = "fall" if piece.meaning == "half" else "rise"
        said.change, said.change_word, said.named_change = change, piece.text, True
    if main and found[main - 1].text in _ALL_OF:
        _no_share_of_a_place(found, main)
    if main + 1 < len(found) or quantity.plus:
        read_behind(found[main + 1 :], piece, said)
    if quantity.is_range or quantity.more:
        _join_range(piece, quantity, said)


_ALL_OF: Final = frozenset({"全国", "全省"})
_MOST_DOUBLINGS: Final = 1000
"""Beyond them 翻…番 is no float."""


def _in_words(piece: Piece, said: Said) -> Quantity:
    """The number of 一半, 减半 and 翻两番."""
    if piece.role == "fixed":
        words_, _, unit = piece.meaning.partition(" ")
        if words_.startswith(">"):
            said.comparator, words_ = ">", words_[1:]
        if unit == "分钟":
            said.default = "<="
        value = float(words_)
        return Quantity(value, value, piece.start, piece.end, unit, whole=False)
    if piece.meaning == "half":
        return Quantity(50.0, 50.0, piece.start, piece.end, "%", whole=False)
    turns = read_number(piece.meaning) if piece.meaning else None
    if turns and turns.value > _MOST_DOUBLINGS:
        fail(piece, "numeral_unread", "write_digits")
    doubled = 100.0 * (2.0 ** (turns.value if turns else 1.0) - 1.0)
    return Quantity(doubled, doubled, piece.start, piece.end, "%", whole=False)


def _no_share_of_a_place(found: list[Piece], main: int) -> None:
    """全国1/10: a share of the nation, not of what is measured."""
    if "/" in found[main].text or "分之" in found[main].text:
        fail(found[main - 1], "share_of_another", "write_goal", said=found[main - 1].text + found[main].text)


def _before(found: list[Piece], said: Said) -> None:
    negated: Piece | None = None
    names: list[Piece] = []
    place_end = 0
    for at, piece in enumerate(found):
        role = piece.role
        if negated is not None and role != "before":
            if role in ("filler", "stop"):
                continue
            fail(negated, "negation_alone", "write_comparator")
        if role == "negation":
            negated = piece
        elif role in ("word", "group"):
            of_the_denominator = at and found[at - 1].role == "per" and piece.text in PEOPLE_NOUNS
            if at >= place_end and not of_the_denominator:
                names.append(piece)
        elif role == "before":
            _refuse_doubtful(found, at)
            _compared(piece, said, negated is not None)
            negated = None
        elif role in ("by", "to", "size", "keep", "reach", "rate"):
            _refuse_doubtful(found, at)
            _moved(piece, found, at, names, said)
        elif role == "form":
            said.form = _form(piece, said)
        elif role in ("yearly", "period"):
            _recurring(piece, said)
        elif role == "per":
            said.per = int(piece.meaning)
        elif role == "each":
            if not said.each:
                said.each, place_end = _place(found, at, said)
        elif role == "last_year":
            fail(piece, "last_year", "write_level_of_year")
        elif role == "whole":
            _whole_before(piece, said)
        elif role == "after":
            if piece.meaning not in ("incl", "excl") or not said.comparator:
                fail(piece, "nothing_before", "write_number_first")
            said.comparator = bounded(said.comparator, piece.meaning)
        elif role == "proportional":
            fail(piece, "beside_number", "write_one")
        elif role == "verb":
            said.verb = said.verb or not said.default
            said.default = said.default or ">="
            names.append(piece)
        elif role == "stop":
            if said.change and not said.reference and piece.text[0] in ",;。":
                _closed(found[at + 1 :], said)
        elif role not in _ASIDE:
            fail(piece, "not_before_number", "remove_it")
    if negated is not None:
        fail(negated, "negation_alone", "write_comparator")
    if said.change and found[-1].role == "stop" and any(mark in found[-1].text for mark in ",;。"):
        fail(found[-1], "number_behind_change", "write_behind_change")
    if found[-1].role == "filler":
        said.share_of = _planned(found)
    if names or found[-1].role == "word":
        _name_before(found[-1], found[:-1], names, said)


def _closed(following: list[Piece], said: Said) -> None:
    """死亡率持续下降，不高于8‰: a change that a comma ends says nothing of the number behind a comparator."""
    roles = {piece.role for piece in following}
    moved = said.quantity is not None and (said.quantity.unit in POINTS or said.quantity.unit == "倍")
    if moved or said.default == "size" or "before" not in roles or not roles.isdisjoint(_CHANGING):
        return
    said.change = said.change_word = ""
    if "time" in roles:
        said.yearly = ""


def _planned(found: list[Piece]) -> str:
    """计划 in 不超过计划的110%, not in 目标为80% nor in 目标值80%: what the number is a share of."""
    shared = found[-1].text == "的"
    for at in range(len(found) - 1, -1, -1):
        piece = found[at]
        if piece.text in _PLANNED:
            compared = at and found[at - 1].role == "before"
            return piece.text if shared or compared else ""
        if piece.text not in _OF_THE_PLANNED:
            return ""
    return ""


def _name_before(last: Piece, others: list[Piece], names: list[Piece], said: Said) -> None:
    share = said.quantity is not None and said.quantity.unit in ("%", "‰")
    while names and names[-1].role == "verb":
        names.pop()
    if len(names) == 1 and (share or names[0].role != "verb"):
        said.name = names[0].text
    else:
        said.name = "".join(piece.text for piece in names if share or piece.role != "verb")
    if last.role == "word":
        split = len(names) > 1 and others[-1].role in _MOVING and not last.text.endswith(_JOINING)
        if split or last.text.endswith(_NOT_BEFORE_A_NUMBER):
            fail(last, "before_number", "write_number_alone")


def _place(found: list[Piece], at: int, said: Said) -> tuple[str, int]:
    """县 in 每县; 社区养老服务站 in 每个社区养老服务站, where the words go on; and the piece where they end."""
    piece = found[at]
    if not piece.meaning:
        said.place_known = False
        return _place_in_words(found, at)
    going_on = at + 1 < len(found) and found[at + 1].role == "word" and found[at + 1].start == piece.end
    if going_on and piece.text.startswith(("每个", "每所", "每家", "各个")):
        said.place_known = False
        rest, end = _place_in_words(found, at)
        return piece.meaning + rest, end
    return piece.meaning, at + 1


def _place_in_words(found: list[Piece], at: int) -> tuple[str, int]:
    """每个甲级社区卫生服务中心: the words up to a comparator, a verb or the number."""
    parts: list[str] = []
    for piece in found[at + 1 :]:
        if piece.role in ("word", "group", "doubt") or (piece.role == "filler" and piece.text == "的"):
            parts.append(piece.text)
        else:
            break
    if not parts:
        fail(found[at], "names_no_place", "write_place")
    return "".join(parts), at + 1 + len(parts)


def _refuse_doubtful(found: list[Piece], at: int) -> None:
    """并非超过, 难以达到: words before a comparator that turn it round or doubt it."""
    if at and found[at - 1].role == "word" and found[at - 1].text.endswith(_DOUBTING):
        fail(found[at - 1], "may_turn", "write_comparator")


def _compared(piece: Piece, said: Said, negated: bool) -> None:
    meaning = piece.meaning
    if meaning in ("better", "worse"):
        if negated:
            said.better = "not worse" if meaning == "worse" else "not better"
        else:
            said.better = meaning
        return
    if negated:
        if meaning not in NEGATED:
            fail(piece, "after_negation", "write_comparator")
        meaning = NEGATED[meaning]
    if meaning == "near":
        meaning, said.nearly = "<", True
    said.comparator = agreed(piece, said.comparator, meaning)


def _moved(piece: Piece, found: list[Piece], at: int, names: list[Piece], said: Said) -> None:
    """A change by an amount or to a level, a level kept or reached."""
    role, meaning = piece.role, piece.meaning
    if role in ("size", "rate") and (said.comparator or said.better):
        fail(piece, "change_of_others", "write_goal")
    if role == "size":
        said.change, said.change_word, said.named_change = meaning, piece.text, False
        said.default = "size"
        return
    if role == "rate":
        said.rate = True
        said.change = said.change or meaning or "rise"
        return
    if role == "by":
        if meaning == "none":
            if at == len(found) - 1:
                fail(piece, "no_change_read", "write_change_or_level")
            return
        if meaning == "open":
            if found[at + 1 :] and any(p.role in ("reach", "to", "keep") for p in found[at + 1 :]):
                names.append(piece)
                return
            fail(piece, "no_change_read", "write_change_or_level")
        if meaning in ("above", "below"):
            if not said.reference:
                names.append(piece._replace(role="word"))
                return
            meaning = "rise" if meaning == "above" else "fall"
        said.change, said.change_word = meaning, piece.text
        said.named_change = False
        said.default = ""
        return
    if said.change and at and found[at - 1].role == "by" and _keeps_the_change(piece, said):
        held = "<=" if role == "to" else "=" if role == "keep" else ""
        said.comparator = said.comparator or held
        return
    if role == "to":
        if said.default == "rank":
            return
        if said.change and said.default == "size":
            if not piece.text.startswith(("控", "限", "严控", "管控")):
                fail(piece, "beside_size", "write_change_level")
            said.comparator = said.comparator or "<="
            return
        said.change, said.default = "", ">=" if meaning == "rise" else "<="
        if meaning == "fall" and piece.text.startswith(("控", "管控", "严控", "限", "稳控", "压控")):
            said.default = "<="
        return
    if said.change and said.default != "size" and not said.rate:
        if found[at - 1].role == "by" and meaning:
            fail(piece, "to_or_by", "write_to_or_by", said=found[at - 1].text + piece.text, to=found[at - 1].text)
        if piece.text in ("到", "至") and not said.yearly:
            said.default = "<=" if said.change == "fall" else ">="
        said.change = ""
    if said.default == "rank":
        return
    if role == "keep":
        said.default = "="
    elif said.default not in ("size", "=", "<="):
        said.verb = said.verb and not meaning
        said.default = said.default if said.default == ">=" and not meaning else meaning or said.default


def _keeps_the_change(piece: Piece, said: Said) -> bool:
    """年均增长控制在6%以内, 年均增长达到5%: the change itself is held or reached."""
    if piece.role == "to":
        return piece.text.startswith(("控", "管控", "严控", "限", "稳控"))
    return piece.role == "keep" or (piece.role == "reach" and bool(said.yearly))


def _form(piece: Piece, said: Said) -> str:
    return "cumulative" if "cumulative" in (said.form, piece.meaning) else "increment"


def _recurring(piece: Piece, said: Said) -> None:
    if piece.role == "yearly":
        said.yearly = said.yearly or piece.text
    else:
        said.period = piece.text


def _whole_before(piece: Piece, said: Said) -> None:
    if piece.meaning == "all" and "覆盖" in piece.text:
        fail(piece, "beside_number", "write_one")
    if piece.meaning == "both":
        said.notes = (*said.notes, "both")


def _join_range(piece: Piece, quantity: Quantity, said: Said) -> None:
    if quantity.is_range:
        if said.comparator not in ("", "="):
            fail(piece, "range_and_comparator", "write_range_alone")
        said.comparator = "range"
    else:
        if said.comparator in ("<", "<=", "~"):
            fail(piece, "contradicts_it", "write_one")
        said.comparator = ">"
