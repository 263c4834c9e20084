"""Printed targets as numbers: "65%以上", "5—10个", "1:1.6", "提高5个百分点", "年均增长7%", "全覆盖"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from operator import call
from typing import Final

from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import CqTargetsError, DomainError, UnitError
from cqtargets.language.change import comparator_of, form_of, kind_of_change, multiple_of, refuse, signed
from cqtargets.language.column_unit import POINTS, SHARES, is_scaled, settled_unit
from cqtargets.language.grammar import read
from cqtargets.language.plain import Plain, plain
from cqtargets.language.quantities import Quantity, counts_at
from cqtargets.language.said import Said, UnreadError, refusal
from cqtargets.language.shapes import LONGEST, Shape, Tie, shape_of, tie
from cqtargets.language.tokens import Piece, cut, in_print

__all__ = ["TargetText", "parse_target", "said_in"]

NOTHING: Final = frozenset({"", "—", "-", "——", "/", "--", "---", "~", "…", "...", "*"})
_ROMAN: Final = re.compile("[\u2160-\u2188]+")
_LASTING: Final = frozenset({"分钟", "小时", "秒", "天", "日", "公里", "米"})
_BRACKETS: Final = ("[", "〔", "【")
_BARE: Final = "no word says whether at least, at most or exactly this number is meant"


@door
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

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What each piece of the text became: text, start, end (from 0, end excluded), role.

        Raises
        ------
        DomainError
            Where the text is none that is read.

        Examples
        --------
        >>> [(piece.text, piece.role) for piece in parse_target("不超过8天").pieces]
        [('不', 'negation'), ('超过', 'before'), ('8天', 'number')]
        """
        spelled, said = said_in(self.text)
        return in_print(self.text, spelled, said.pieces)


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
    found = _parsed(text, unit or "", direction or "")
    if isinstance(found, TargetText):
        return found
    kind, message = found
    raise kind(message)


Outcome = TargetText | tuple[type[CqTargetsError], str]
"""A reading, or the error to raise."""


@lru_cache(maxsize=8192)
def _parsed(text: str, unit: str, direction: str) -> Outcome:
    """Columns of a plan repeat their texts, and the shapes of texts still more often."""
    shape = shape_of(text)
    if shape is None:
        return read_in_full(text, unit, direction)
    met = _met(shape.kept, unit, direction)
    if met.first is None:
        read = read_in_full(text, unit, direction)
        if isinstance(read, TargetText):
            met.first = read, shape, said_in(text)
        return read
    if not met.asked:
        met.ends, met.asked = _learned(*met.first, unit), True
    if met.ends is None:
        return read_in_full(text, unit, direction)
    return _bound(text, met.first[0], met.ends, shape.values)


class _Met:
    """What is known of a shape: the first reading of one of its texts, and how its ends hang on the numbers when asked."""

    __slots__ = ("asked", "ends", "first")

    def __init__(self) -> None:
        self.first: tuple[TargetText, Shape, tuple[Plain, Said]] | None = None
        self.ends: Tie | None = None
        self.asked = False


@lru_cache(maxsize=4096)
def _met(shape: tuple[str, ...], unit: str, direction: str) -> _Met:
    return _Met()


def _learned(read: TargetText, shape: Shape, reading: tuple[Plain, Said], unit: str) -> Tie | None:
    """How the ends hang on the numbers; None where more than the ends may change with them: such texts are read in full."""
    spelled, said = reading
    quantity = said.quantity
    if quantity is None or read.tolerance is not None or said.multiple_of or len(spelled.text) != len(read.text):
        return None
    words = read.name + read.reference + read.place_unit + read.question
    if is_scaled(quantity.unit, unit) or (words and shape.stands_in(words)):
        return None
    return tie(shape, quantity, read.low, read.high)


def _bound(text: str, found: TargetText, ends: Tie, values: tuple[float, ...]) -> TargetText:
    """The reading of a text of a known shape."""
    low, high, sign = ends
    lowest = None if low < 0 else sign * values[low] + 0.0
    highest = None if high < 0 else sign * values[high] + 0.0
    return _made(
        text, found.form, found.comparator, lowest, highest, found.unit, found.per, found.certainty, found.change,
        found.reference, None, found.place_unit, found.name, found.question,
    )  # fmt: skip


_PUT: Final = tuple(vars(TargetText)[name].__set__ for name in TargetText.__slots__)


def _made(*values: object) -> TargetText:
    """A reading from all its fields in their order: at half of what their names cost, which is the most of a known shape."""
    made = object.__new__(TargetText)
    any(map(call, _PUT, repeat(made), values))
    return made


def read_in_full(text: str, unit: str, direction: str) -> Outcome:
    """The reading or the error of one text by the grammar, whatever was read before."""
    try:
        return _read(text, unit, direction)
    except (DomainError, UnitError) as error:
        return type(error), error.reason


@lru_cache(maxsize=64)
def said_in(text: str) -> tuple[Plain, Said]:
    """The reading of one cell with its spelling, before a unit or a direction is known; asked several times in a row.

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
    if spelled.text != text:
        _refuse_roman(text)
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


def _refuse_roman(text: str) -> None:
    """Ⅷ张: a Roman numeral counts nothing here; Ⅲ类 and Ⅱ期 are names."""
    for found in _ROMAN.finditer(text):
        if found.end() == len(text) or counts_at(text, found.end()):
            raise refusal(text, found.start(), Reason("sign_not_read", said=found.group()), Reason("write_digits"))


def _read(text: str, column: str, direction: str) -> TargetText:
    _, said = said_in(text)
    if said.kind == "number":
        return _number(text, said, column, direction)
    if said.kind == "proportional":
        return TargetText(text=text, form="proportional")
    if said.kind == "words":
        return TargetText(text=text, form="qualitative")
    if said.kind == "compared":
        comparator = said.comparator or _better(said, direction)
        return TargetText(text=text, form="qualitative", comparator=comparator, reference=said.reference)
    return _whole(text, said, column)


def _whole(text: str, said: Said, column: str) -> TargetText:
    if column and column not in SHARES:
        raise UnitError(Reason("whole_in_unit", text=text, at=said.whole + 1, column=column))
    return TargetText(text=text, comparator=">=", low=100.0, unit="%", certainty="inferred")


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
        question = _asked(text, said, quantity, column, form) or question
    lowest = None if comparator in ("<=", "<") else low
    highest = None if comparator in (">=", ">") else high
    return _made(
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
