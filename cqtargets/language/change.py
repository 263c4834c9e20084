"""The form of a target and what the number of a change is a number of: points, per cent of the baseline, an amount."""

from __future__ import annotations

from typing import Any, Final, NoReturn

from cqtargets.conventions.reasons import Reason
from cqtargets.language.column_unit import POINTS, SHARES
from cqtargets.language.plain import plain
from cqtargets.language.quantities import Quantity
from cqtargets.language.said import Said, refusal
from cqtargets.language.tokens import in_print

__all__ = ["comparator_of", "form_of", "kind_of_change", "multiple_of", "refuse", "signed"]

_PLACES: Final = frozenset({"个", "家", "所", "处", "座", "项", "条", "间"})
_COUNTED_CHANGES: Final = ("增加", "增", "增长到", "增加了")


def refuse(text: str, reading: Said, what: str, remedy: str, **facts: Any) -> NoReturn:
    """Refuse a text at the place of its number."""
    shown = in_print(text, plain(text), reading.pieces)
    at = next((piece.start for piece in shown if piece.role in ("number", "fixed", "times", "rank")), 0)
    raise refusal(text, at, Reason(what, **facts), Reason(remedy))


def form_of(said: Said, quantity: Quantity, text: str) -> tuple[str, str]:
    """The form, and the side of a change."""
    if not (said.change or said.reference or said.yearly or said.form or said.rate or quantity.each):
        return "level", ""
    share = quantity.unit in SHARES or quantity.unit in POINTS
    if said.multiple_of:
        return "relative", "rise"
    if said.rate:
        return "growth", said.change or "rise"
    if (said.yearly or quantity.each == "年") and said.change:
        if (
            said.change_word in _COUNTED_CHANGES
            and not share
            and quantity.unit not in ("岁", "天", "日", "小时", "分钟", "倍", "年")
        ):
            return "flow", "rise"
        return "growth", said.change
    if said.change:
        _refuse_other_changes(said, quantity, text)
        if said.form == "increment" and said.default != "size":
            refuse(text, said, "increment_and_change", "write_one")
        return "relative", said.change
    if said.reference and not said.change:
        if said.comparator in (">", ">=", "<", "<="):
            return _over_reference(said, text)
        refuse(text, said, "compared_unread", "write_goal", said=said.reference)
    if said.yearly in ("年均", "年平均", "平均每年") and share and not said.name and said.default not in ("=",):
        return "growth", "rise"
    if said.form == "increment" and share:
        if quantity.unit in POINTS:
            return "relative", "rise"
        if said.name and not said.yearly and (said.default in (">=", "=", "<=") or said.comparator):
            return "level", ""
        refuse(text, said, "increment_of_share", "write_points_or_level")
    if (said.yearly or quantity.each == "年") and not share and said.default != "=" and quantity.unit != "岁":
        return "flow", ""
    if said.form == "cumulative" and share:
        return "level", ""
    return said.form or "level", ""


def _refuse_other_changes(said: Said, quantity: Quantity, text: str) -> None:
    """上升2位 may be better or worse; 提升100个 may be 100 places made better."""
    words = "".join(piece.text for piece in said.pieces if piece.role in ("word", "filler"))
    if quantity.unit in ("位", "名", "名次") or "位次" in words or "名次" in words:
        refuse(text, said, "change_of_rank", "write_rank")
    if (
        said.change_word in ("提升", "提高")
        and quantity.unit in _PLACES
        and quantity.whole
        and said.pieces[-1].role == "word"
    ):
        refuse(text, said, "raised_things", "write_more_or_works", said=said.change_word)


def _over_reference(said: Said, text: str) -> tuple[str, str]:
    """高于全国平均水平2个百分点: above it by that much."""
    if said.comparator in (">", "<"):
        return "relative", "rise" if said.comparator == ">" else "fall"
    refuse(text, said, "negated_reference", "write_goal", said=said.reference)


def comparator_of(said: Said) -> str:
    """How the number of a change is meant; in 高于全国2个百分点以上 高于 says the side and 以上 how the number is meant."""
    if said.reference and not (said.change or said.multiple_of or said.rate):
        return said.default if said.default in (">=", "<=", "~") else ""
    return said.comparator


def kind_of_change(quantity: Quantity, unit: str, column: str, said: Said) -> tuple[str, str]:
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


def signed(comparator: str, low: float, high: float, side: str) -> tuple[str, float, float]:
    if side != "fall":
        return comparator or ">=", low, high
    mirrored = {">": "<", ">=": "<=", "<": ">", "<=": ">=", "": "<="}.get(comparator, comparator)
    return mirrored, 0.0 - high, 0.0 - low


def multiple_of(text: str, quantity: Quantity, said: Said) -> tuple[str, float, float, str]:
    if quantity.unit == "倍":
        return "倍", quantity.low - 1, quantity.high - 1, said.comparator or ">="
    if said.default == "<=":
        return "%", quantity.low - 100, quantity.high - 100, said.comparator or "<="
    refuse(text, said, "per_cent_of", "write_goal_or_change", said=quantity.low, of=said.reference)
