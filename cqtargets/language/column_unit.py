"""The unit of a reading: what is printed, its denominator and place, and what the column says."""

from __future__ import annotations

import re
from typing import Final

from cqtargets import units
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import UnitError
from cqtargets.language.quantities import DENOMINATORS, Quantity
from cqtargets.language.said import Said

__all__ = ["POINTS", "SHARES", "is_heading_unit", "is_scaled", "settled_unit"]

SHARES: Final = frozenset({"%", "‰", "1/万", "1/10万"})
POINTS: Final = frozenset({"个百分点", "百分点", "个千分点", "千分点"})

_SLASHED: Final = {"%": 100, "‰": 1000, "1/万": 10_000, "1/10万": 100_000}
_DENSITY: Final = re.compile(
    r"(?P<head>[^/\d]+)/每?(?P<size>百|千|万|十万|10万)(?:常住人口|户籍人口|人口|名?老年人|名?老人|名?儿童|人|张床|张床位)?"
)


_MULTIPLES: Final = frozenset("十百千万亿")
_SPOKEN_MULTIPLE: Final = re.compile(r"[零〇一二两三四五六七八九十百千万亿]+[万亿]")
"""百亿 is ten thousand million, whatever multiple the column counts in."""
_COUNTS: Final = {"人数": "人", "人口": "人", "人次": "人次", "人次数": "人次", "户数": "户"}
_ENDINGS: Final = re.compile(r"(?:人数|人口|人次数?|户数)$")
_HEADING_UNITS: Final = frozenset("张人名个户例件份台辆套") | {"人次"}


def is_heading_unit(text: str) -> bool:
    """Whether brackets behind a name hold the unit of its numbers: （万张）, （‰）, （张/千人）, but not 站（点）."""
    dense = _DENSITY.fullmatch(text)
    head = dense["head"] if dense else text
    if not units.is_unit(head):
        return False
    return bool(dense) or head in _HEADING_UNITS or not units.counts(head)


def _is_counted(unit: str) -> bool:
    return bool(unit) and unit not in SHARES and "/" not in unit and units.counts(units.single(unit))


def settled_unit(text: str, said: Said, quantity: Quantity, column: str, form: str) -> tuple[str, int | None, str, str]:
    """Unit, denominator, place and question, from the print and the column."""
    unit, per = quantity.unit, quantity.per or said.per
    if not unit and column[:1] in _MULTIPLES and _SPOKEN_MULTIPLE.fullmatch(text, quantity.start, quantity.end):
        unit = units.single(column)
    elsewhere = per or said.name_unit or said.each or said.period or quantity.each or quantity.bare_multiple
    if unit in (column, "") and not elsewhere and "/" not in column:
        return column, None, "", ""
    if said.name_unit and column and said.name_unit != column:
        raise UnitError(Reason("other_unit_printed", text=text, printed=said.name_unit, column=column))
    column = column or said.name_unit
    dense = _DENSITY.fullmatch(column) if "/" in column else None
    if dense:
        column, size = dense["head"], DENOMINATORS[dense["size"]]
        if per is not None and per != size:
            raise UnitError(Reason("other_denominator_printed", text=text, per=per, size=size))
        per = size
    if unit in _SLASHED and "/" in text and _is_counted(column):
        unit, per = "", _SLASHED[unit]
    if quantity.per and said.per and quantity.per != said.per:
        raise UnitError(Reason("two_denominators_printed", text=text, first=said.per, second=quantity.per))
    place, question = "", ""
    each = quantity.each if quantity.each != "年" else ""
    if said.each:
        each = said.each
    if each and f"{unit}/{each}".replace("床", "张") == column:
        return column, per, each if each not in (*_PERIODS, *_MEASURES, "人", "张", "床") else "", ""
    if per is not None and column == f"1/{per // 10000}万" and _is_counted(unit):
        return column, None, "", ""
    counted = _counted_in(said.name) if quantity.bare_multiple and not column else column
    unit = _with_column(text, unit, counted, quantity, form)
    share = unit in SHARES or unit in POINTS or unit in ("1:x", "x:1")
    if share and quantity.per is None and said.per is not None and not dense:
        per = None
    if each:
        place = each if each not in _PERIODS and each not in _MEASURES else ""
        unit = unit if share or "/" in unit else _each_unit(text, unit, each, column)
    if each and not said.place_known:
        question = Reason("each_of_them", each=each)
    if quantity.each == "年" and share and form != "growth":
        question = Reason("each_period", period="年")
    if said.period and not share:
        question = Reason("each_period", period=said.period)
    return unit, per, place, question


_PERIODS: Final = frozenset({"月", "天", "日", "周", "次", "小时", "季度", "季", "学期", "个月", "班次", "课时"})


_MEASURES: Final = frozenset(
    {"平方公里", "平方千米", "平方米", "立方米", "公里", "百公里", "公顷", "床日", "毫升", "升", "元"}
)


def _counted_in(name: str) -> str:
    """参保人数达到1.8亿: what a multiple without a unit counts is the end of its name."""
    ending = _ENDINGS.search(name)
    return _COUNTS[ending[0]] if ending else ""


def _each_unit(text: str, unit: str, each: str, column: str) -> str:
    compound = f"{unit}/{each}"
    if each == "人" and column and "/" not in column:
        raise UnitError(Reason("for_each_person", text=text, column=column, compound=compound))
    if (each in _PERIODS or each in _MEASURES) and column and "/" not in column:
        raise UnitError(Reason("for_each", text=text, each=each, column=column, compound=compound))
    return compound


def _with_column(text: str, printed: str, column: str, quantity: Quantity, form: str) -> str:
    if quantity.bare_multiple:
        return _multiple_unit(text, printed, column)
    if not printed:
        return column
    if not column or printed == column:
        return printed
    return _agreed_unit(text, printed, column, quantity, form)


def _multiple_unit(text: str, multiple: str, column: str) -> str:
    """5千 beside a column in 万元 may be 5千元 or 5千万元."""
    base = units.single(column) if column else "个"
    if not column:
        return f"{multiple}{base}"
    if column in SHARES:
        raise UnitError(Reason("other_unit_printed", text=text, printed=multiple, column=column))
    factor = units.parse_unit(column).factor if base != column else 1.0
    try:
        size = units.parse_unit(f"{multiple}{base}").factor
    except UnitError:
        raise UnitError(Reason("multiple_unread", text=text, multiple=multiple, column=column)) from None
    if base != column and size < factor:
        raise UnitError(Reason("multiple_of_which", text=text, multiple=multiple, base=base, column=column))
    return f"{multiple}{base}"


def is_scaled(printed: str, column: str) -> bool:
    """Whether a printed unit may be another multiple of what the column's measures: then the number decides what is read."""
    if not printed or not column or printed == column:
        return False
    if "/" in column or not (units.is_unit(printed) and units.is_unit(column)):
        return True
    said, held = units.parse_unit(printed), units.parse_unit(column)
    return said.base == held.base and said.factor != held.factor


def _agreed_unit(text: str, printed: str, column: str, quantity: Quantity, form: str) -> str:
    try:
        said, held = units.parse_unit(printed), units.parse_unit(column)
    except UnitError as error:
        raise UnitError(Reason("of_text", text=text, why=error.reason)) from None
    if said.base == "块" and held.base == "元":
        return printed.replace("块", "元")
    change = form in ("relative", "growth")
    if said.base == held.base:
        small = quantity.low * said.factor / held.factor
        scaled = held.factor != said.factor
        if scaled and (
            quantity.symbol or (0 < abs(small) < 0.01 and not change and held.base not in ("share", "年", "天"))
        ):
            raise UnitError(Reason("other_unit_printed", text=text, printed=printed, column=column))
        return printed
    if printed == "名次" and column in ("位", "名", "位次"):
        return printed
    if change and (printed in ("%", "倍") or {said.base, held.base} == {"share", "points"}):
        return printed
    if said.base == "points" and form == "level":
        raise UnitError(Reason("points_in_unit", text=text, column=column))
    if held.base == f"{said.base}/人":
        return column
    raise UnitError(Reason("other_unit_printed", text=text, printed=printed, column=column))
