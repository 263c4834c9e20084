"""Printed targets as numbers: "65%以上", "5—10个", "1:1.6", "提高5个百分点", "年均增长7%", "全覆盖"."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from cqtargets.conventions.reasons import Reason
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
        raise DomainError(Reason("no_texts", given=given))
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
        return type(error), error.reason


def refusal(text: str, at: int, what: str, remedy: str) -> DomainError:
    """The error that says where in the print something is not read, counted from 0, and what to write."""
    return DomainError(Reason("unread_at", text=text, at=at + 1, what=what, remedy=remedy))


def said_in(text: str) -> tuple[Plain, Said]:
    """The reading of one cell with its spelling, before a unit or a direction is known.

    Raises
    ------
    DomainError
        With the position in the print and the remedy.
    """
    if len(text) > LONGEST:
        facts = {"length": len(text), "most": LONGEST}
        raise refusal(text[:20] + "…", LONGEST, Reason("long_target", **facts), Reason("write_in_cell", **facts))
    spelled = plain(text)
    if spelled.text.strip() in NOTHING:
        raise refusal(text, 0, Reason("dash_printed"), Reason("leave_empty"))
    if not text.isprintable():
        _refuse_controls(text, spelled)
    try:
        return spelled, read(cut(spelled.text))
    except UnreadError as fault:
        raise refusal(text, spelled.place(min(fault.at, len(spelled.text))), fault.what, fault.remedy) from None


def _refuse_controls(text: str, spelled: Plain) -> None:
    for at, character in enumerate(text):
        if (
            unicodedata.category(character) in ("Cc", "Cf", "Co", "Cn", "Cs")
            and spelled.text[at : at + 1] != " "
            and character not in "\t\n\r"
        ):
            raise refusal(text, at, Reason("control_character", code=f"{ord(character):04X}"), Reason("type_again"))


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
        raise UnitError(Reason("whole_in_unit", text=text, at=said.whole + 1, column=column))
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
        _fault(text, shown, "both_places", "write_for_which")
    form, change_rise = _form(said, quantity, text, shown)
    unit, per, place, question = settled_unit(text, said, quantity, column, form)
    comparator = said.comparator
    if not comparator and said.better:
        comparator = _better(said, direction)
        if not comparator:
            _fault(text, shown, "better_open", "fill_direction")
    low, high = quantity.low, quantity.high
    change = ""
    if form not in ("relative", "growth") and quantity.unit in POINTS:
        _fault(text, shown, "points_alone", "write_move_or_share")
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
        question = Reason("times_what")
    if (
        form == "level"
        and any(p.role == "fixed" for p in shown)
        and any(p.role == "to" for p in shown)
        and column not in SHARES
    ):
        question = Reason("half_of_what")
    if (
        form == "cumulative"
        and not quantity.unit
        and (column in SHARES or column == "岁")
        and text.strip().startswith(_BRACKETS)
    ):
        question = Reason("in_brackets")
    ends = _ends(comparator, low, high)
    return TargetText(
        text=text, form=form, comparator=comparator, low=ends[0], high=ends[1], unit=unit, per=per, change=change,
        reference=said.reference, place_unit=place, name=said.name, question=question, pieces=shown, tolerance=said.tolerance,
    )  # fmt: skip


def _fault(text: str, shown: tuple[Piece, ...], what: str, remedy: str, **facts: Any) -> None:
    at = next((piece.start for piece in shown if piece.role in ("number", "fixed", "times", "rank")), 0)
    raise refusal(text, at, Reason(what, **facts), Reason(remedy))


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
            _fault(text, shown, "increment_and_change", "write_one")
        return "relative", said.change
    if said.reference and not said.change:
        if said.comparator in (">", ">=", "<", "<="):
            return _over_reference(said, text, shown)
        _fault(text, shown, "compared_unread", "write_goal", said=said.reference)
    if said.yearly in ("年均", "年平均", "平均每年") and share and not said.name and said.default not in ("=",):
        return "growth", "rise"
    if said.form == "increment" and share:
        if quantity.unit in POINTS:
            return "relative", "rise"
        if said.name and not said.yearly and (said.default in (">=", "=", "<=") or said.comparator):
            return "level", ""
        _fault(text, shown, "increment_of_share", "write_points_or_level")
    if (said.yearly or quantity.each == "年") and not share and said.default != "=" and quantity.unit != "岁":
        return "flow", ""
    if said.form == "cumulative" and share:
        return "level", ""
    return said.form or "level", ""


def _refuse_other_changes(said: Said, quantity: Quantity, text: str, shown: tuple[Piece, ...]) -> None:
    """上升2位 may be better or worse; 提升100个 may be 100 places made better."""
    words = "".join(piece.text for piece in shown if piece.role in ("word", "filler"))
    if quantity.unit in ("位", "名", "名次") or "位次" in words or "名次" in words:
        _fault(text, shown, "change_of_rank", "write_rank")
    if (
        said.change_word in ("提升", "提高")
        and quantity.unit in _PLACES
        and quantity.whole
        and shown[-1].role == "word"
    ):
        _fault(text, shown, "raised_things", "write_more_or_works", said=said.change_word)


def _over_reference(said: Said, text: str, shown: tuple[Piece, ...]) -> tuple[str, str]:
    """高于全国平均水平2个百分点: above it by that much."""
    if said.comparator in (">", "<"):
        side = "rise" if said.comparator == ">" else "fall"
        said.comparator = said.default if said.default in (">=", "<=", "~") else ""
        return "relative", side
    _fault(text, shown, "negated_reference", "write_goal", said=said.reference)
    return "relative", "rise"


def _kind_of_change(quantity: Quantity, unit: str, column: str, said: Said) -> tuple[str, str]:
    """Points, per cent of the baseline or an amount, and the question where the print does not tell."""
    yearly = bool(said.yearly or said.rate)
    grows = yearly and said.change_word.startswith(("增长", "递增", "递减", "增"))
    if unit in POINTS or (unit in SHARES and not quantity.unit and not said.rate and not grows):
        return "points", ""
    if unit == "‰":
        return ("", Reason("points_or_per_mille")) if column == "%" else ("points", "")
    if unit == "倍" or said.named_change:
        return "percent_of_baseline", ""
    if unit == "%":
        if column == "%" and not yearly:
            return "", Reason("points_or_per_cent")
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
    _fault(text, shown, "per_cent_of", "write_goal_or_change", said=quantity.low, of=said.reference)
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
