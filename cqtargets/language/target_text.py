"""Printed targets as numbers: "65%以上", "5—10个", "1:1.6", "提高5个百分点", "年均增长7%", "全覆盖"."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from cqtargets.errors import CqTargetsError, DomainError, UnitError
from cqtargets.language.column_unit import POINTS, SHARES, settled_unit
from cqtargets.language.grammar import read
from cqtargets.language.plain import Plain, plain
from cqtargets.language.quantities import Quantity
from cqtargets.language.said import Said, UnreadError
from cqtargets.language.tokens import Piece, cut, in_print

__all__ = ["TargetText", "parse_target", "said_in"]

LONGEST: Final = 300
NOTHING: Final = frozenset({"", "—", "-", "——", "/", "--", "---", "~", "…", "...", "*"})
_PLACES: Final = frozenset({"个", "家", "所", "处", "座", "项", "条", "间"})
_LASTING: Final = frozenset({"分钟", "小时", "秒", "天", "日", "公里", "米"})
_BRACKETS: Final = ("[", "〔", "【")
_BARE: Final = "no word says whether at least, at most or exactly this number is meant"
_COUNTED_CHANGES: Final = ("增加", "增", "增长到", "增加了")


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetText:
    """What a printed target says.

    `form`, `comparator`, `low`, `high`, `unit` and `per` mean what they mean in `Indicator`; `certainty` is
    ``inferred`` where 100 % is read out of 全覆盖.

    Attributes
    ----------
    change : {"points", "percent_of_baseline", "absolute", ""}
        Of a relative target or a growth: what its number is a number of; empty where `question` asks for it.
    reference : str
        What a relative or a numberless target is compared with (全国平均水平, 2020年).
    tolerance : float or None
        Half width of 左右, in the unit, where the text prints one.
    place_unit : str
        The place that the number holds for (区县 in 每个区县至少1所), never a total.
    name : str
        The piece of the text that names what is measured.
    question : str
        What a reader must answer before the number is used; empty where nothing is open.
    pieces : tuple of Piece
        What each piece of the text became: text, start, end (from 0, end excluded), role.
    text, form, comparator : str
        The cell as printed; level, relative, increment, cumulative, flow, growth, proportional or qualitative;
        how the number is meant: >=, >, <=, <, =, ~ or range.
    low, high : float, optional
        Lower end, in the unit; upper end, in the unit.
    unit : str
        Unit of the value.
    per : int, optional
        People that a density counts by, such as 1000; None where it is no density.
    certainty : str
        printed, inferred or uncertain.
    """

    text: str
    form: str = "level"
    comparator: str = ""
    low: float | None = None
    high: float | None = None
    unit: str = ""
    per: int | None = None
    certainty: str = "printed"
    change: str = ""
    reference: str = ""
    tolerance: float | None = None
    place_unit: str = ""
    name: str = ""
    question: str = ""
    pieces: tuple[Piece, ...] = ()


def parse_target(text: str, *, unit: str | None = None, direction: str | None = None) -> TargetText:
    """Read a printed target, every character of it.

    Parameters
    ----------
    text : str
        ``"65%以上"``, ``"不得超过8天"``, ``"5—10个"``, ``"1:1.6"``, ``"提高1岁"``, ``"8张/千人"``, ``"年均增长7%"``,
        ``"高于全国平均水平"``, ``"[累计1000]"``. Numbers in any script, signs in any width.
    unit : str, optional
        The unit of the column, used where the text prints none.
    direction : {"up", "down", "hold"}, optional
        A bare number is ``>=``, or ``<=`` where less is better; without a direction `question` says so.

    Returns
    -------
    TargetText
        A fall is negative. A growth rate has the form ``growth``. A text without a number and without a word of
        coverage is ``qualitative``.

    Raises
    ------
    DomainError
        Where a piece of a text that holds a number is not understood: the message gives its position and the remedy.
    UnitError
        Where the printed unit contradicts `unit`.

    References
    ----------
    GB/T 15835 (numerals in print); 以上, 以下 and 以内 include the number itself, 超过, 突破 and 低于 do not, as in
    Article 1259 of the Civil Code of China.

    Examples
    --------
    >>> found = parse_target("65%以上")
    >>> found.comparator, found.low, found.unit
    ('>=', 65.0, '%')
    >>> found = parse_target("不得超过8天")
    >>> found.comparator, found.high
    ('<=', 8.0)
    >>> found = parse_target("较2020年下降2个百分点")
    >>> found.form, found.high, found.change, found.reference
    ('relative', -2.0, 'points', '2020年')
    """
    if not (isinstance(text, str) and isinstance(unit or "", str) and isinstance(direction or "", str)):
        given = ", ".join(repr(word)[:40] for word in (text, unit, direction))
        raise DomainError(f"{given} are no texts; give what is printed: 65%以上")
    found = _parsed(text, unit or "", direction or "")
    if isinstance(found, TargetText):
        return found
    kind, message = found
    raise kind(message)


@lru_cache(maxsize=8192)
def _parsed(text: str, unit: str, direction: str) -> TargetText | tuple[type[CqTargetsError], str]:
    """The reading, or the error to raise: columns of a plan repeat their texts."""
    try:
        return _read(text, unit, direction)
    except (DomainError, UnitError) as error:
        return type(error), str(error)


def said_in(text: str) -> tuple[Plain, Said]:
    """The reading of one cell with its spelling, before a unit or a direction is known.

    Raises
    ------
    DomainError
        With the position in the print and the remedy.
    """
    if len(text) > LONGEST:
        raise DomainError(
            f"{text[:20] + '…'!r} at position {LONGEST + 1}: a target of {len(text):,} characters; write one target a cell, "
            f"in at most {LONGEST}"
        )
    spelled = plain(text)
    if spelled.text.strip() in NOTHING:
        raise DomainError(f"{text!r} at position 1: a dash means that nothing is printed; leave the cell empty")
    if not text.isprintable():
        _refuse_controls(text, spelled)
    try:
        return spelled, read(cut(spelled.text))
    except UnreadError as fault:
        where = spelled.place(min(fault.at, len(spelled.text))) + 1
        raise DomainError(f"{text!r} at position {where}: {fault.what}; {fault.remedy}") from None


def _refuse_controls(text: str, spelled: Plain) -> None:
    for at, character in enumerate(text):
        if (
            unicodedata.category(character) in ("Cc", "Cf", "Co", "Cn", "Cs")
            and spelled.text[at : at + 1] != " "
            and character not in "\t\n\r"
        ):
            raise DomainError(
                f"{text!r} at position {at + 1}: a control character U+{ord(character):04X} that changes what a reader sees; "
                "type the text again"
            )


def _read(text: str, column: str, direction: str) -> TargetText:
    spelled, said = said_in(text)
    shown = in_print(text, spelled, said.pieces)
    if said.kind == "proportional":
        return TargetText(text=text, form="proportional", pieces=shown)
    if said.kind == "words":
        return TargetText(text=text, form="qualitative", pieces=shown)
    if said.kind == "compared":
        comparator = said.comparator or _better(said, direction)
        return TargetText(text=text, form="qualitative", comparator=comparator, reference=said.reference, pieces=shown)
    if said.kind == "whole":
        return _whole(text, said, column, shown)
    return _number(text, said, column, direction, shown)


def _whole(text: str, said: Said, column: str, shown: tuple[Piece, ...]) -> TargetText:
    if column and column not in SHARES:
        raise UnitError(
            f"{text!r} at position {said.whole + 1} means 100 % and the column says {column!r}: write the number, or % as the unit"
        )
    return TargetText(text=text, comparator=">=", low=100.0, unit="%", certainty="inferred", pieces=shown)


def _better(said: Said, direction: str) -> str:
    if not said.better or direction not in ("up", "down"):
        return ""
    more = (direction == "up") == (said.better in ("better", "not worse"))
    inclusive = "=" if said.better.startswith("not") else ""
    return (">" if more else "<") + inclusive


def _number(text: str, said: Said, column: str, direction: str, shown: tuple[Piece, ...]) -> TargetText:
    quantity = said.quantity
    assert quantity is not None
    if "both" in said.notes and not said.each and quantity.unit not in SHARES:
        _fault(text, shown, "the number holds for each of several places", "write for which, such as 每个区县1所")
    form, change_rise = _form(said, quantity, text, shown)
    unit, per, place, question = settled_unit(text, said, quantity, column, form)
    comparator = said.comparator
    if not comparator and said.better:
        comparator = _better(said, direction)
        if not comparator:
            _fault(
                text,
                shown,
                "'better' needs to know whether more or less is better",
                "fill 方向 (direction), or write 高于 or 低于",
            )
    low, high = quantity.low, quantity.high
    change = ""
    if form not in ("relative", "growth") and quantity.unit in POINTS:
        _fault(text, shown, "points and no change", "write 提高 or 降低 before it, or the level in %")
    if form in ("relative", "growth"):
        change, asked = _kind_of_change(quantity, unit, column, said)
        question = asked or question
        if change == "points" and unit == "%":
            unit = "个百分点"
        comparator, low, high = _signed(comparator, low, high, change_rise)
        per = None if change == "percent_of_baseline" else per
        if said.multiple_of:
            unit, low, high, comparator = _multiple(text, shown, quantity, said)
            change, question = "percent_of_baseline", ""
    elif not comparator:
        comparator, question = _default(said, direction, question)
    if form == "level" and quantity.unit == "倍" and column != "倍" and any(p.role == "to" for p in shown):
        question = "how many times what?"
    if (
        form == "level"
        and any(p.role == "fixed" for p in shown)
        and any(p.role == "to" for p in shown)
        and column not in SHARES
    ):
        question = "half of the whole, or of the starting value?"
    if (
        form == "cumulative"
        and not quantity.unit
        and (column in SHARES or column == "岁")
        and text.strip().startswith(_BRACKETS)
    ):
        question = "in brackets: a rise over the baseline, or a sum of years?"
    ends = _ends(comparator, low, high)
    return TargetText(
        text=text, form=form, comparator=comparator, low=ends[0], high=ends[1], unit=unit, per=per, change=change,
        reference=said.reference, place_unit=place, name=said.name, question=question, pieces=shown, tolerance=said.tolerance,
    )  # fmt: skip


def _fault(text: str, shown: tuple[Piece, ...], what: str, remedy: str) -> None:
    at = next((piece.start for piece in shown if piece.role in ("number", "fixed", "times", "rank")), 0)
    raise DomainError(f"{text!r} at position {at + 1}: {what}; {remedy}")


def _form(said: Said, quantity: Quantity, text: str, shown: tuple[Piece, ...]) -> tuple[str, str]:
    """The form, and the side of a change."""
    share = quantity.unit in SHARES or quantity.unit in POINTS
    if said.multiple_of:
        return "relative", "rise"
    if said.rate:
        return "growth", said.change or "rise"
    if said.yearly and said.change:
        if (
            said.change_word in _COUNTED_CHANGES
            and not share
            and quantity.unit not in ("岁", "天", "日", "小时", "分钟", "倍", "年")
        ):
            return "flow", "rise"
        return "growth", said.change
    if said.change:
        _refuse_other_changes(said, quantity, text, shown)
        if said.form == "increment" and said.default != "size":
            _fault(text, shown, "新增 beside a change", "write one of them")
        return "relative", said.change
    if said.reference and not said.change:
        if said.comparator in (">", ">=", "<", "<="):
            return _over_reference(said, text, shown)
        _fault(
            text,
            shown,
            f"the number is compared with {said.reference!r} in a way that is not read",
            "write the number to be reached",
        )
    if said.yearly in ("年均", "年平均", "平均每年") and share and not said.name and said.default not in ("=",):
        return "growth", "rise"
    if said.form == "increment" and share:
        if quantity.unit in POINTS:
            return "relative", "rise"
        if said.name and not said.yearly and (said.default in (">=", "=", "<=") or said.comparator):
            return "level", ""
        _fault(text, shown, "新增 beside a share may mean points or per cent", "write 提高n个百分点 or the level")
    if (said.yearly or quantity.each == "年") and not share and said.default != "=" and quantity.unit != "岁":
        return "flow", ""
    if said.form == "cumulative" and share:
        return "level", ""
    return said.form or "level", ""


def _refuse_other_changes(said: Said, quantity: Quantity, text: str, shown: tuple[Piece, ...]) -> None:
    """上升2位 may be better or worse; 提升100个 may be 100 places made better."""
    words = "".join(piece.text for piece in shown if piece.role in ("word", "filler"))
    if quantity.unit in ("位", "名", "名次") or "位次" in words or "名次" in words:
        _fault(text, shown, "a change of rank", "write the rank to be reached, such as 前10名")
    if (
        said.change_word in ("提升", "提高")
        and quantity.unit in _PLACES
        and quantity.whole
        and shown[-1].role == "word"
    ):
        _fault(
            text,
            shown,
            f"{said.change_word!r} with a number of things",
            "write 增加 for more of them, or 改造提升 for works",
        )


def _over_reference(said: Said, text: str, shown: tuple[Piece, ...]) -> tuple[str, str]:
    """高于全国平均水平2个百分点: above it by that much."""
    if said.comparator in (">", "<"):
        side = "rise" if said.comparator == ">" else "fall"
        said.comparator = said.default if said.default in (">=", "<=", "~") else ""
        return "relative", side
    _fault(text, shown, f"{said.reference!r} and a number after a negated comparator", "write the number to be reached")
    return "relative", "rise"


def _kind_of_change(quantity: Quantity, unit: str, column: str, said: Said) -> tuple[str, str]:
    """Points, per cent of the baseline or an amount, and the question where the print does not tell."""
    yearly = bool(said.yearly or said.rate)
    grows = yearly and said.change_word.startswith(("增长", "递增", "递减", "增"))
    if unit in POINTS or (unit in SHARES and not quantity.unit and not said.rate and not grows):
        return "points", ""
    if unit == "‰":
        return ("", "points of the share, or per mille of the baseline?") if column == "%" else ("points", "")
    if unit == "倍" or said.named_change:
        return "percent_of_baseline", ""
    if unit == "%":
        if column == "%" and not yearly:
            return "", "points of the share, or per cent of the baseline?"
        return "percent_of_baseline", ""
    return "absolute", ""


def _signed(comparator: str, low: float, high: float, side: str) -> tuple[str, float, float]:
    if side != "fall":
        return comparator or ">=", low, high
    mirrored = {">": "<", ">=": "<=", "<": ">", "<=": ">=", "": "<="}.get(comparator, comparator)
    return mirrored, -high, -low


def _multiple(text: str, shown: tuple[Piece, ...], quantity: Quantity, said: Said) -> tuple[str, float, float, str]:
    if quantity.unit == "倍":
        return "倍", quantity.low - 1, quantity.high - 1, said.comparator or ">="
    if said.default == "<=":
        return "%", quantity.low - 100, quantity.high - 100, said.comparator or "<="
    _fault(
        text,
        shown,
        f"{quantity.low:g} % of {said.reference!r} or in it",
        "write the number to be reached, or 提高 and 降低 with n%",
    )
    return "%", 0.0, 0.0, ""


def _default(said: Said, direction: str, question: str) -> tuple[str, str]:
    if said.default == "rank":
        return "<=", question
    if said.default == "=":
        return "=", question
    if said.default in (">=", "<=") and not (said.verb and said.quantity and said.quantity.unit in _LASTING):
        return said.default, question
    if said.form in ("increment", "cumulative") and not direction:
        return ">=", question
    if direction == "down":
        return "<=", question
    return ">=", question or ("" if direction else _BARE)


def _ends(comparator: str, low: float, high: float) -> tuple[float | None, float | None]:
    if comparator in (">=", ">"):
        return low, None
    if comparator in ("<=", "<"):
        return None, high
    return low, high
