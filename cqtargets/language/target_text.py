"""Printed targets as numbers: "65%以上", "5—10个", "1:1.6", "新增200家", "全覆盖"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from cqtargets import units
from cqtargets.errors import DomainError, UnitError
from cqtargets.language.numerals import half_width_text, read_numeral

__all__ = ["TargetText", "parse_target"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetText:
    """What a printed target says.

    `form`, `comparator`, `low`, `high` and `unit` mean what they mean in `Indicator`; `per` is 1000 where the text
    says 每千; `certainty` is ``inferred`` where 100 % is read out of 全覆盖.
    """

    text: str
    form: str = "level"
    comparator: str = ""
    low: float | None = None
    high: float | None = None
    unit: str = ""
    per: int | None = None
    certainty: str = "printed"


_NUMBER = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_UNIT_WORDS: Final = "|".join(re.escape(unit) for unit in sorted(units.printed_units(), key=len, reverse=True) if unit)
_MULTIPLES: Final = ("百万", "百", "千", "万", "亿")
_UNIT = rf"(?:{_UNIT_WORDS}|{'|'.join(_MULTIPLES)})"
_DASH = r"(?:[—~\-]+|至|到)"
_RATIO = re.compile(rf"({_NUMBER})\s*:\s*({_NUMBER})")
_RANGE = re.compile(rf"({_NUMBER})\s*({_UNIT})?\s*{_DASH}\s*({_NUMBER})\s*({_UNIT})?")
_SINGLE = re.compile(rf"(-?(?:{_NUMBER}))\s*(余|多|几)?\s*(/10万|{_UNIT})?\s*(余|多)?\s*({_UNIT_WORDS})?")
_PER = re.compile(r"每\s*(十万|10\s*万|万|千|百|100000|10000|1000|100)\s*(?:名|张|个)?")
_PER_SIZES: Final = {
    "十万": 100000, "10万": 100000, "万": 10000, "千": 1000, "百": 100,
    "100000": 100000, "10000": 10000, "1000": 1000, "100": 100,
}  # fmt: skip
_NUMERAL = re.compile(
    r"([零〇一二两三四五六七八九十百千]+)(个|所|家|张|名|人|支|项|次|倍|座|处|间|辆|台|套|岁|天|年|级|大)"
)
_FRACTION_UNITS: Final = {"百分之": "%", "千分之": "‰", "万分之": "1/万"}
_FRACTION = re.compile(r"([一二两三四五六七八九十百]+)分之([零一二两三四五六七八九十百]+)")

_MORE_WORDS: Final = re.compile(r"\s*([零〇一二两三四五六七八九十百千万亿兆]+|成(?!立|为))")
_BEYOND_NUMERALS: Final = re.compile(r"[一二两三四五六七八九十百千几数][万亿兆]|[一二两三四五六七八九]成(?!立|为)")

_WHOLE: Final = re.compile(r"全覆盖|全部|所有|均|应.尽.|全面|100%覆盖|全面覆盖")
_QUALITATIVE: Final = re.compile(
    r"显著|明显|逐步|进一步|持续|稳步|不断|有序|基本建成|基本形成|基本实现|健全|完善|优化|提升|提高|增加|降低|下降|减少|"
    r"改善|加强|增强|扩大|领先|前列|良好"
)
_AT_MOST: Final = re.compile(
    r"不超过|不高于|不大于|不多于|至多|最多|≤|<=|以内|之内|以下|(?<=[秒钟天日月年时里米])内|^前|排名前|进入前"
)
_LESS: Final = re.compile(r"低于|小于|少于|不足|不到|<|^近|[到达]近")
_AT_LEAST: Final = re.compile(r"不低于|不少于|不小于|不短于|至少|最少|≥|>=|以上|及以上")
_MORE: Final = re.compile(r"超过|突破|超出|大于|高于|多于|逾|>|^超")
_ABOUT: Final = re.compile(r"左右|上下|约|^~")
_KEPT: Final = re.compile(r"保持|维持|稳定")
_DOWN_TO: Final = re.compile(r"(?:降|减|下降|降低|减少|控制)(?:低|少)?(?:到|至|在)")
_GROWTH: Final = re.compile(
    r"(?:年均|每年)\s*(?:增长|增速|递增|提高|提升|上升|下降|降低|减少|递减|缩短|延长)(?![到至])|(?<!\d)年(?:增长|递增)(?![到至])"
)
_FLOW: Final = re.compile(r"每年|年均(?!增[长速幅])|逐年|/年|一年")
_INCREMENT: Final = re.compile(r"新增|新建|新设|新培育|净增|增加(?![到至])|新认定|新引进")
_CUMULATIVE: Final = re.compile(r"累计|^\[.*\]$")
_RISE: Final = re.compile(r"(?:提高|提升|增长|上升|延长|增加)(?![到至在])")
_FALL: Final = re.compile(r"(?:降低|下降|缩短|减少|压减|降)(?![到至在低幅])")


def parse_target(text: str, *, unit: str | None = None, direction: str | None = None) -> TargetText:
    """Read a printed target.

    Parameters
    ----------
    text : str
        ``"65%以上"``, ``"达到25万张"``, ``"5—10个"``, ``"1:1.6"``, ``"提高1岁"``, ``"同比例提高"``, ``"[累计1000]"``.
        Ranges may drop their first unit; full-width digits and signs are read.
    unit : str, optional
        The unit of the column, used where the text prints none.
    direction : {"up", "down", "hold"}, optional
        A bare number is ``>=``, or ``<=`` where less is better.

    Returns
    -------
    TargetText

    Raises
    ------
    DomainError
        Where the text has no readable number and is not qualitative: the message gives the position.
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
    >>> found = parse_target("5—10个")
    >>> found.comparator, found.low, found.high, found.unit
    ('range', 5.0, 10.0, '个')
    """
    plain = half_width_text(text).strip()
    if plain in ("", "—", "-", "——", "/", "--"):
        raise DomainError(f"{text!r} at position 1: a dash means that nothing is printed; leave the cell empty")
    if "同比例" in plain:
        return TargetText(text=text, form="proportional")
    per_match = _PER.search(plain)
    per = _PER_SIZES[per_match.group(1).replace(" ", "")] if per_match else None
    body = plain[: per_match.start()] + plain[per_match.end() :] if per_match else plain
    read = _read_numbers(text, body, direction)
    if read is None:
        return TargetText(text=text, form="qualitative")
    growth = _GROWTH.search(plain)
    if growth:
        raise DomainError(
            f"{text!r} at position {growth.start() + 1}: a growth rate is not a level; write the level that is to be "
            "reached in the target year"
        )
    return replace(read, per=per, unit=_settled_unit(text, read.unit, unit))


def _read_numbers(text: str, body: str, direction: str | None) -> TargetText | None:
    ratio = _RATIO.search(body)
    if ratio:
        return _read_ratio(text, body, ratio, direction)
    found_range = _RANGE.search(body)
    if found_range:
        low, first, high, second = found_range.groups()
        if first and second and first != second:
            raise DomainError(
                f"{text!r} at position {found_range.start() + 1}: the ends are in {first} and {second}; write one unit"
            )
        _refuse_number_words(text, body, second, found_range.end())
        _refuse_more_numbers(text, body, found_range.end())
        return TargetText(
            text=text, form=_form(body), comparator="range", low=_number(low), high=_number(high),
            unit=second or first or "",
        )  # fmt: skip
    single = _SINGLE.search(body)
    if single:
        _refuse_number_words(text, body, single.group(3), single.end(3) if single.group(3) else single.end())
        _refuse_more_numbers(text, body, single.end())
        number, more, unit, more_after, counted = single.groups()
        if more_after and unit in _MULTIPLES and counted:
            unit = f"{unit}{counted}"
        unit = _FRACTION_UNITS.get(body[: single.start()][-3:], unit)
        comparator = ">" if more or more_after else _comparator(body, direction)
        return _one_number(
            text, body, _number(number), (unit or "").removeprefix("/10万") or _rate_unit(unit), comparator
        )
    return _read_words(text, body, direction)


def _rate_unit(unit: str | None) -> str:
    return "1/10万" if unit == "/10万" else ""


def _read_ratio(text: str, body: str, ratio: re.Match[str], direction: str | None) -> TargetText:
    first, second = _number(ratio.group(1)), _number(ratio.group(2))
    _refuse_more_numbers(text, body, ratio.end())
    if first == 1:
        return _one_number(text, body, second, "1:x", _comparator(body, direction))
    if second == 1:
        return _one_number(text, body, first, "x:1", _comparator(body, direction))
    raise DomainError(f"{text!r} at position {ratio.start() + 1}: write the ratio as 1:x or x:1")


def _read_words(text: str, body: str, direction: str | None) -> TargetText | None:
    beyond = _BEYOND_NUMERALS.search(body)
    if beyond:
        raise DomainError(
            f"{text!r} at position {beyond.start() + 1}: {beyond.group()!r} is not read as a number; write it in digits, "
            "such as 1.5万 or 80%"
        )
    if "刻钟" in body:
        quarters = read_numeral(body[body.index("刻钟") - 1]) or 1
        return _one_number(text, body, 15.0 * quarters, "分钟", "<=")
    fraction = _FRACTION.search(body)
    if fraction:
        whole, part = read_numeral(fraction.group(1)), read_numeral(fraction.group(2))
        if whole and part is not None:
            return _one_number(text, body, 100 * part / whole, "%", _comparator(body, direction))
    if "半数" in body or "一半" in body:
        return _one_number(text, body, 50.0, "%", _comparator(body, direction))
    numeral = _NUMERAL.search(body)
    value = read_numeral(numeral.group(1)) if numeral else None
    if numeral and value is not None:
        unit = "个" if numeral.group(2) == "大" else numeral.group(2)
        return _one_number(text, body, float(value), unit, _comparator(body, direction))
    if _WHOLE.search(body):
        return TargetText(text=text, comparator=">=", low=100.0, unit="%", certainty="inferred")
    if _QUALITATIVE.search(body):
        return None
    raise DomainError(
        f"{text!r} at position 1: no number and no word for one; write a number with its unit, such as 65%以上, "
        "5—10个, 1:1.6 or 全覆盖"
    )


def _one_number(text: str, body: str, value: float, unit: str, comparator: str) -> TargetText:
    form = _form(body)
    if unit in ("名", "位") and body.startswith(("前", "第")):
        unit = "名次"
    if form == "level":
        if _FALL.search(body):
            return TargetText(text=text, form="relative", comparator="<=", high=-value, unit=unit)
        if _RISE.search(body) and not _AT_LEAST_LEVEL.search(body):
            form = "relative"
    low = value if comparator in (">=", ">", "=", "~") else None
    high = value if comparator in ("<=", "<", "=", "~") else None
    return TargetText(text=text, form=form, comparator=comparator, low=low, high=high, unit=unit)


_AT_LEAST_LEVEL: Final = re.compile(r"达到?|(?:提高|提升|增长|上升|延长|增加)[到至]")


def _form(body: str) -> str:
    if _FLOW.search(body):
        return "flow"
    if _CUMULATIVE.search(body):
        return "cumulative"
    return "increment" if _INCREMENT.search(body) else "level"


def _comparator(body: str, direction: str | None) -> str:
    for comparator, pattern in (
        ("<=", _AT_MOST), (">=", _AT_LEAST), (">", _MORE), ("<", _LESS), ("~", _ABOUT), ("<=", _DOWN_TO),
    ):  # fmt: skip
        if pattern.search(body):
            return comparator
    if _KEPT.search(body):
        return "="
    return "<=" if direction == "down" else ">="


def _refuse_more_numbers(text: str, body: str, end: int) -> None:
    again = re.search(_NUMBER, body[end:])
    if again:
        raise DomainError(
            f"{text!r} at position {end + again.start() + 1}: a second number {again.group()!r}; write one target a row"
        )


def _refuse_number_words(text: str, body: str, unit: str | None, end: int) -> None:
    """Refuse a word such as 亿 in 10万亿 that would change the number before it."""
    found = _MORE_WORDS.match(body, end)
    if found and (not unit or unit in _MULTIPLES):
        raise DomainError(
            f"{text!r} at position {found.start(1) + 1}: {found.group(1)!r} after the number is not read; write the "
            "number in digits, in the unit of the row or in 万 or 亿"
        )


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def _settled_unit(text: str, printed: str, column: str | None) -> str:
    if not column or not printed:
        return _with_multiplier(printed, "") or column or ""
    printed = _with_multiplier(printed, column)
    if units.parse_unit(printed).base != units.parse_unit(column).base:
        raise UnitError(f"{text!r} is in {printed!r} and the column says {column!r}: correct one of them")
    return printed


def _with_multiplier(printed: str, column: str) -> str:
    if printed not in _MULTIPLES:
        return printed
    return f"{printed}{units.single(column) or '个'}"
