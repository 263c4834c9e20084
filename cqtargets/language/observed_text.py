"""Observed values as they are printed: "1,200", "15.7/10万", "近80%", "98万余人", "23.7（预计）"."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError
from cqtargets.language.cell import said_in
from cqtargets.language.column_unit import settled_unit
from cqtargets.language.quantities import Quantity
from cqtargets.language.said import Said, refusal
from cqtargets.language.tokens import Piece, in_print

__all__ = ["ObservedText", "parse_observed"]

_STATUS: Final = (
    ("预计", "estimate"), ("预估", "estimate"), ("估计", "estimate"), ("估算", "estimate"), ("预测", "estimate"),
    ("快报", "preliminary"), ("初步", "preliminary"), ("初报", "preliminary"), ("初核", "preliminary"),
    ("最终", "final"), ("年报", "final"), ("核定", "final"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservedText:
    """What a printed value says.

    Attributes
    ----------
    value : float
        The printed number, in `unit` per `per`.
    bound : {"", ">", ">=", "<", "<=", "~"}
        Empty for a plain number; ``>`` for 超 and 突破; ``~`` for 近, 余, 多 (with `low` and `high`) and 左右 (without).
    low, high : float or None
        Between which the value lies: 近80 % is 72 to 80, 98万余 is 98 to 99万.
    status : {"final", "preliminary", "estimate", ""}
        Said by 预计 or 快报; empty where nothing is said.
    place_unit, name : str
        As in `TargetText`.
    """

    text: str
    value: float
    unit: str = ""
    per: int | None = None
    bound: str = ""
    low: float | None = None
    high: float | None = None
    status: str = ""
    place_unit: str = ""
    name: str = ""
    pieces: tuple[Piece, ...] = ()


def parse_observed(text: str, *, unit: str | None = None) -> ObservedText:
    """Read one observed value, every character of it.

    Parameters
    ----------
    text : str
        ``"1,200"``, ``"1:1.3"``, ``"15.7/10万"``, ``"突破23.7万张"``, ``"近80%"``, ``"200余家"``, ``"23.7（预计）"``.
    unit : str, optional
        The unit of the column, used where the text prints none.

    Raises
    ------
    DomainError
        Where a piece is not understood, or where the text is a change (同比增长5%, 提高5个百分点) or no one number.
    UnitError
        Where the printed unit contradicts `unit`.

    References
    ----------
    近 n lies below n, n余 above it, by at most one unit of the last digit that is not 0 and at most a tenth of n.

    Examples
    --------
    >>> parse_observed("15.7/10万").value, parse_observed("15.7/10万").bound
    (15.7, '')
    >>> found = parse_observed("近80%")
    >>> found.value, found.bound, found.low, found.high
    (80.0, '~', 72.0, 80.0)
    """
    spelled, said = said_in(text)
    shown = in_print(text, spelled, said.pieces)
    status = _status(said)
    if said.kind == "whole":
        return ObservedText(text=text, value=100.0, unit="%", status=status, pieces=shown)
    quantity = said.quantity
    if quantity is None:
        raise refusal(text, 0, Reason("no_number_printed"), Reason("write_observed_or_empty"))
    if said.change or said.rate or said.reference:
        at = next((p.start for p in shown if p.role in ("by", "to", "size", "rate", "times", "reference")), 0)
        raise refusal(text, at, Reason("change_no_value"), Reason("write_level_reached"))
    if quantity.is_range:
        raise DomainError(Reason("not_one_number", text=text, remedy=Reason("write_observed")))
    printed, per, place, _ = settled_unit(text, said, quantity, unit or "", "level")
    bound, low, high = _bound(said, quantity)
    return ObservedText(
        text=text, value=quantity.low, unit=printed, per=per, bound=bound, low=low, high=high, status=status,
        place_unit=place, name=said.name, pieces=shown,
    )  # fmt: skip


def _status(said: Said) -> str:
    words = "".join((*said.notes, *(piece.text for piece in said.pieces if piece.role in ("filler", "before", "word"))))
    return next((status for word, status in _STATUS if word in words), "")


def _bound(said: Said, quantity: Quantity) -> tuple[str, float | None, float | None]:
    value = quantity.low
    if quantity.more and said.comparator == ">":
        return "~", value, value + _width(quantity)
    if said.nearly and said.comparator == "<":
        return "~", value - _width(quantity), value
    return "" if said.comparator == "=" else said.comparator, None, None


def _width(quantity: Quantity) -> float:
    """One unit of the last digit that is not 0, and at most a tenth of the number.

    >>> from cqtargets.language.quantities import read_quantity
    >>> _width(read_quantity("98万人")), _width(read_quantity("80%")), _width(read_quantity("2000家"))
    (1.0, 8.0, 200.0)
    """
    try:
        printed = Decimal(quantity.digits or repr(quantity.low)).normalize()
    except ArithmeticError:
        return abs(quantity.low) / 10
    exponent = printed.as_tuple().exponent
    step = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(0)
    return min(float(step), abs(quantity.low) / 10)
