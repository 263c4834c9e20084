"""Printed targets as numbers: "65%以上", "5—10个", "1:1.6", "提高5个百分点", "年均增长7%", "全覆盖"."""

from __future__ import annotations

from typing import Final

from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError, UnitError
from cqtargets.language.alike import Alike, Read
from cqtargets.language.cell import said_of
from cqtargets.language.change import comparator_of, form_of, kind_of_change, multiple_of, refuse, signed
from cqtargets.language.column_unit import POINTS, SHARES, settled_unit
from cqtargets.language.quantities import Quantity
from cqtargets.language.said import Said
from cqtargets.language.target_reading import TargetText, made

__all__ = ["TargetText", "parse_target"]

_LASTING: Final = frozenset({"分钟", "小时", "秒", "天", "日", "公里", "米"})
_BRACKETS: Final = ("[", "〔", "【")
_BARE: Final = "no word says whether at least, at most or exactly this number is meant"


@door
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
    found = _ALIKE.read(text, unit or "", direction or "")
    if isinstance(found, TargetText):
        return found
    kind, message = found
    raise kind(message)


def read_in_full(text: str, unit: str, direction: str) -> Read:
    """The reading or the error of one text by the grammar, whatever was read before."""
    try:
        said = said_of(text)
        if said.kind != "number":
            return _words(text, said, unit, direction), None
        alone = said.tolerance is None and not said.multiple_of
        return _number(text, said, unit, direction), said.quantity if alone else None
    except (DomainError, UnitError) as error:
        return (type(error), error.reason), None


_ALIKE: Final = Alike(read_in_full)


def _words(text: str, said: Said, column: str, direction: str) -> TargetText:
    """A text without a number."""
    if said.kind == "compared":
        return _unnumbered(text, "qualitative", said.comparator or _better(said, direction), said.reference)
    return _whole(text, said, column) if said.kind == "whole" else _unnumbered(text, _FORMS[said.kind])


_FORMS: Final = {"words": "qualitative", "proportional": "proportional"}


def _unnumbered(text: str, form: str, comparator: str = "", reference: str = "") -> TargetText:
    return made(text, form, comparator, None, None, "", None, "printed", "", reference, None, "", "", "")


def _whole(text: str, said: Said, column: str) -> TargetText:
    if column and column not in SHARES:
        raise UnitError(Reason("whole_in_unit", text=text, at=said.whole + 1, column=column))
    return made(text, "level", ">=", 100.0, None, "%", None, "inferred", "", "", None, "", "", "")


def _better(said: Said, direction: str) -> str:
    if not said.better or direction not in ("up", "down"):
        return ""
    more = (direction == "up") == (said.better in ("better", "not worse"))
    inclusive = "=" if said.better.startswith("not") else ""
    return (">" if more else "<") + inclusive


def _number(text: str, said: Said, column: str, direction: str) -> TargetText:
    quantity = said.quantity
    assert quantity is not None
    if said.notes and "both" in said.notes and not said.each and quantity.unit not in SHARES:
        refuse(text, said, "both_places", "write_for_which")
    form, side = form_of(said, quantity, text)
    unit, per, place, question = settled_unit(text, said, quantity, column, form)
    comparator = comparator_of(said) if form == "relative" else said.comparator
    if not comparator and said.better:
        comparator = _better(said, direction)
        if not comparator:
            refuse(text, said, "better_open", "fill_direction")
    low, high = quantity.low, quantity.high
    change = ""
    if form in ("relative", "growth"):
        change, asked = kind_of_change(quantity, unit, column, said)
        question = asked or question
        if change == "points" and unit == "%":
            unit = "个百分点"
        comparator, low, high = signed(comparator, low, high, side)
        per = None if change == "percent_of_baseline" else per
        if said.multiple_of:
            unit, low, high, comparator = multiple_of(text, quantity, said)
            change, question = "percent_of_baseline", ""
    else:
        if quantity.unit in POINTS:
            refuse(text, said, "points_alone", "write_move_or_share")
        if not comparator:
            comparator, question = _default(said, form, direction, question)
        if form != "level" or quantity.unit == "倍" or not quantity.digits or quantity.is_range or said.share_of:
            question = _asked(text, said, quantity, column, form) or question
    lowest = None if comparator in ("<=", "<") else low
    highest = None if comparator in (">=", ">") else high
    return made(
        text, form, comparator, lowest, highest, unit, per, "printed", change, said.reference, said.tolerance, place,
        said.name, question,
    )  # fmt: skip


def _asked(text: str, said: Said, quantity: Quantity, column: str, form: str) -> str:
    """What must be asked of a level of some times or a half of something, and of a number in brackets."""
    if form == "level" and (quantity.unit == "倍" or not quantity.digits or quantity.is_range):
        roles = {piece.role for piece in said.pieces}
        if "to" in roles and "fixed" in roles and column not in SHARES:
            return Reason("half_of_what")
        if "to" in roles and quantity.unit == "倍" and column != "倍":
            return Reason("times_what")
    if said.share_of and quantity.unit in SHARES:
        return Reason("share_of_planned", said=said.share_of)
    in_brackets = form == "cumulative" and not quantity.unit and (column in SHARES or column == "岁")
    return Reason("in_brackets") if in_brackets and text.strip().startswith(_BRACKETS) else ""


def _may_be_either(said: Said) -> bool:
    """服务投诉率5%, 改造周期30天: a verb that opens a name says nothing of the side of a share or of a time."""
    quantity = said.quantity
    return quantity is not None and (quantity.unit in _LASTING or (quantity.unit in SHARES and bool(said.name)))


def _default(said: Said, form: str, direction: str, question: str) -> tuple[str, str]:
    if said.default == "rank":
        return "<=", question
    if said.default == "=":
        return "=", question
    verb = said.verb and said.quantity is not None
    if said.default in (">=", "<=") and not (verb and (direction == "down" or _may_be_either(said))):
        return said.default, question
    if form == "flow" and said.change and not direction:
        return ">=", question
    if said.form in ("increment", "cumulative") and not direction:
        return ">=", question
    if direction == "down":
        return "<=", question
    return ">=", question or ("" if direction else _BARE)
