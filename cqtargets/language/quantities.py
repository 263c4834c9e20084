"""A number with all that belongs to it in print: multiple, 余 or 多, unit, denominator, the other end of a range."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final, NamedTuple

from cqtargets import units
from cqtargets.conventions.expressions import expression
from cqtargets.conventions.reasons import Reason
from cqtargets.language.choices import any_of
from cqtargets.language.lexicon import PLACE_NOUNS
from cqtargets.language.numerals import EXACT_DIGITS, HAN_DIGITS, MULTIPLES, Number, read_number

__all__ = ["DENOMINATORS", "Quantity", "counts_at", "digits_alone", "in_digits", "read_quantity"]

DENOMINATORS: Final = {
    "十万": 100_000, "10万": 100_000, "100000": 100_000, "100,000": 100_000, "万": 10_000, "10000": 10_000, "10,000": 10_000, "1万": 10_000, "千": 1000,
    "1000": 1000, "1,000": 1000, "百": 100, "100": 100,
}  # fmt: skip
_SHARES: Final = {100: "%", 1000: "‰", 10_000: "1/万", 100_000: "1/10万"}
_PERIODS: Final = ("小时", "季度", "学期", "个月", "月", "天", "日", "周", "次", "季", "班次", "课时")
_DASH: Final = re.compile(r"\s*(?:[—~\-]{1,3}|至|到|或以上至)\s*(?=[负\-]?[0-9.零一二两三四五六七八九十百千万半])")
_AND: Final = re.compile(r"[和与](?=[0-9.零一二两三四五六七八九十百千万半]+(?:\.\d+)?[^\d、，,;；和与]{0,6}之间)")
_RATIO: Final = re.compile(r"\s*(?::|比)\s*(?=[0-9.零一二两三四五六七八九十])")
_BIG: Final = re.compile(r"大(?=[\u4e00-\u9fff])(?!于|幅|约|概|致|中|学|专|病|型|类|队|班)|大类")


class Quantity(NamedTuple):
    """One printed number or range; `low` and `high` differ in a range alone.

    `multiple` is 1e4 where 万 stands before no unit, `more` True for 余 and 多, `each` the place, head or period of a
    printed denominator such as /县, `per` its size (/千人: 1000), `fault` what forbids its use and `at` where.
    """

    low: float
    high: float
    start: int
    end: int
    unit: str = ""
    digits: str = ""
    whole: bool = True
    symbol: bool = False
    signed: bool = False
    per: int | None = None
    each: str = ""
    more: bool = False
    bare_multiple: bool = False
    plus: bool = False
    fault: str = ""
    at: int = 0
    remedy: str = ""
    is_range: bool = False


_spelled: Final = cache(units.spelled)


_GRADING: Final = "级星类期型度代批号区段层班分步届轮部"
_COUNTED: Final = expression(
    rf"\s*[万亿]?(?:(?:{any_of(word for word in units.unit_words() if word[0] not in _GRADING)})(?:(?![\u4e00-\u9fff])|(?=以上|以下|以内|左右))"
    r"|张(?=床)|[家所](?=医[院疗]|机构|养老|卫生|社区|护理))"
)


def counts_at(text: str, at: int) -> bool:
    """Whether a unit that counts or measures stands at a place and ends there: 张 in ⑤张, not 级 in Ⅱ级, nor 人 in ①人均."""
    return _COUNTED.match(text, at) is not None


_new: Final = tuple.__new__


def _unit_words() -> list[str]:
    return [word for word in units.unit_words() if "/" not in word or word in ("人/人", "人/张", "平方米/人")]


@cache
def _source() -> str:
    words = any_of(word for word in _unit_words() if word != "起")
    return rf"(\d+(?:\.\d+)?)(?:(万亿|亿|万)?(?![百千])({words}))?"


@cache
def _digits() -> tuple[re.Pattern[str], frozenset[str], frozenset[str]]:
    """Digits with a unit, and what must not follow them with one or without: it would belong to the number."""
    behind = frozenset("余多半万亿+成" + " \t\n\r\x0b\x0c")
    return re.compile(_source()), behind, behind | _suffix()[1] | _RATIO_SIGNS | frozenset("/,.")


@cache
def digits_alone() -> re.Pattern[str]:
    """Digits with a unit or without, behind which nothing stands that could belong to them: 65%, 25万张, 8.

    >>> digits_alone().match("25万张以上").groups(), digits_alone().match("3—5个")
    (('25', '万', '张'), None)
    """
    _, behind, alone = _digits()
    joining = _DASHES | _BETWEEN | {"/"}
    with_unit, bare = ("".join(map(re.escape, sorted(signs | joining))) for signs in (behind, alone))
    return re.compile(rf"(?>{_source()})(?(3)(?![{with_unit}\s])|(?![{bare}\s]))")


def in_digits(found: re.Match[str], at: int) -> Quantity | None:
    """The quantity of a match of `digits_alone` at a place; None where it has too many digits."""
    digits, multiple, unit = found.groups()
    if len(digits) > EXACT_DIGITS:
        return None
    written, symbol = _unit_as_printed(multiple, unit)
    value = float(digits)
    whole = multiple is None and "." not in digits
    return _new(
        Quantity,
        (value, value, at, found.end(), written, digits, whole, symbol, False, None, "", False, False, False, "",
         0, "", False),
    )  # fmt: skip


@lru_cache(maxsize=1024)
def _unit_as_printed(multiple: str | None, unit: str | None) -> tuple[str, bool]:
    """A unit in its usual spelling with its multiple, and whether a symbol stands for it."""
    if unit is None:
        return "", False
    return (multiple or "") + _spelled(unit), unit.isascii() and unit != "%"


def _simple(text: str, at: int) -> Quantity | None:
    """65%, 25万张, 8: digits and a unit, what is below a line or behind a dash aside; None for all else, which is read in full."""
    pattern, behind, alone = _digits()
    found = pattern.match(text, at)
    if found is None or text[found.end() : found.end() + 1] in (behind if found[3] else alone):
        return None
    return in_digits(found, at)


_RATIO_SIGNS: Final = frozenset(":比")
_DASHES: Final = frozenset("—~-至到或")
_BETWEEN: Final = frozenset("和与")
_BEHIND: Final = frozenset("余多个半+(百千万亿十")


@cache
def _suffix() -> tuple[re.Pattern[str], frozenset[str]]:
    """What may stand behind the digits, and the characters it may begin with."""
    words = _unit_words()
    unit = any_of(word for word in words if word != "起") + "|起(?![步来点至草])"
    whole = "千米|千克|千瓦时|千瓦|百分点"
    pattern = re.compile(
        rf"\s*(?:(?P<whole>{whole})|(?P<half>个半)\s*(?P<timed>小时|月|年|星期|工作日)?"
        rf"|(?P<more>余|多(?!发|点|学|层|元|重|孩|胎|病))?\s*(?:个(?=[万亿]))?(?P<multiple>万亿|千亿|百亿|十亿|百万|千万|十万|百|千|万|亿)?"
        rf"(?P<second>(?<=多)亿|(?<=余)亿)?\s*(?P<later>余|多(?!发|点|学|层|元|重|孩|胎|病))?\s*(?P<again>亿)?\s*(?:(?P<plus>\+)(?!\d))?\s*"
        rf"(?:(?P<unit>{unit})|\((?P<bracket>1/10万|1/十万|/10万|1/万|(?:百万|千万|百|千|万|亿)?(?:{unit}))\))?)"
        rf"(?P<years_half>(?<=年)半|(?<=倍)半|(?<=天)半|(?<=月)半)?(?P<last>余|多(?![\u4e00-\u9fff]))?(?:\s*(?P<late_plus>\+)(?!\d))?"
    )  # fmt: skip
    return pattern, _BEHIND | {word[0] for word in words}


@cache
def _below() -> re.Pattern[str]:
    nouns = "|".join(re.escape(noun) for noun in sorted(PLACE_NOUNS.split(), key=len, reverse=True))
    periods = "|".join(_PERIODS)
    return re.compile(
        r"\s*/\s*每?(?:个)?(?:(?P<size>100,?000|10,?000|1,?000|100|10\s*万|十万|1万|万|千|百)(?![亿元\d克米瓦])"
        r"(?:常住|户籍|名|个|位)?(?:常住人口|户籍人口|人口|老年人口|老年人|老人|儿童|居民|活产|新生儿|孕产妇|张床位|张床|床位|床|户|人|名)?"
        rf"|(?P<year>年)(?!均)|(?P<each>{nouns}|{periods}|张|个|家|所|平方公里|平方千米|平方米|立方米|公里|百公里|公顷|床日|毫升|升|元)(?:[·/](?P<more>[\u4e00-\u9fff]))?)"
    )


def read_quantity(text: str, at: int = 0) -> Quantity | None:
    """The quantity that begins at position `at` of a text in one spelling, its range and denominator with it.

    Examples
    --------
    >>> found = read_quantity("25万张以上")
    >>> found.low, found.unit, found.end
    (25.0, '万张', 4)
    >>> found = read_quantity("3—5个/千人")
    >>> found.low, found.high, found.unit, found.per
    (3.0, 5.0, '个', 1000)
    """
    first = _simple(text, at)
    if first is None:
        number = read_number(text, at)
        if number is None:
            return None
        ratio = _RATIO.match(text, number.end) if _may_follow(text, number.end, _RATIO_SIGNS) else None
        if ratio and not number.unit and not number.fault:
            return _ratio(text, at, number, ratio.end())
        first = _dressed(text, at, number)
        if number.high is not None:
            return first._replace(high=number.high, is_range=True)
    elif text[first.end : first.end + 1] == "/":
        first = _below_line(text, first)
    following = text[first.end : first.end + 1]
    if following in _DASHES or following.isspace():
        return _to_the_other_end(text, first, _DASH.match(text, first.end))
    if following in _BETWEEN:
        return _to_the_other_end(text, first, _AND.match(text, first.end))
    return first


def _to_the_other_end(text: str, first: Quantity, dash: re.Match[str] | None) -> Quantity:
    """The range that a number behind a dash closes; the first number where none does."""
    if dash is None:
        return first
    second = _simple(text, dash.end())
    if second is None:
        following = read_number(text, dash.end())
        if following is None or (_RATIO.match(text, following.end) and not following.unit):
            return first
        second = _dressed(text, dash.end(), following)
    elif text[second.end : second.end + 1] == "/":
        second = _below_line(text, second)
    if "成" in text[second.start : second.end] and not first.unit:
        first = first._replace(low=first.low * 10)
    return _range(first, second)


def _may_follow(text: str, at: int, beginnings: frozenset[str]) -> bool:
    """Whether the character at a place may begin what is looked for there, blanks aside."""
    following = text[at : at + 1]
    return following in beginnings or following.isspace()


def _range(first: Quantity, second: Quantity) -> Quantity:
    fault, at, remedy = first.fault or second.fault, first.start, first.remedy or second.remedy
    low, unit, per = first.low, second.unit or first.unit, second.per or first.per
    same = first.unit == second.unit or (first.bare_multiple and second.unit.startswith(first.unit))
    if not fault and first.unit and second.unit and not same:
        fault = Reason("ends_of_two_units", first=first.unit, second=second.unit)
        remedy = Reason("write_one_unit")
    elif not fault and low >= second.high:
        fault, remedy = Reason("range_downwards"), Reason("smaller_first")
    return _new(
        Quantity,
        (low, second.high, first.start, second.end, unit, second.digits, first.whole and second.whole, second.symbol,
         first.signed or second.signed, per, second.each, first.more or second.more, second.bare_multiple,
         first.plus or second.plus, fault, at, remedy, True),
    )  # fmt: skip


def _ratio(text: str, at: int, number: Number, after: int) -> Quantity:
    other = read_number(text, after)
    if other is None or other.unit or other.fault:
        return Quantity(
            number.value, number.value, at, after, fault=Reason("no_ratio"), at=at, remedy=Reason("write_ratio")
        )
    third = _RATIO.match(text, other.end)
    if third:
        return Quantity(
            0.0, 0.0, at, third.end(), fault=Reason("ratio_of_three"), at=at, remedy=Reason("write_one_a_row")
        )
    if number.value == 1:
        return Quantity(other.value, other.value, at, other.end, "1:x", whole=False, digits=other.printed)
    if other.value == 1:
        return Quantity(number.value, number.value, at, other.end, "x:1", whole=False, digits=number.printed)
    return Quantity(0.0, 0.0, at, other.end, fault=Reason("no_ratio_to_one"), at=at, remedy=Reason("write_ratio_as"))


def _dressed(text: str, at: int, number: Number) -> Quantity:
    signed = text[at] in "+"
    if number.fault:
        return Quantity(
            0.0, 0.0, at, number.end, fault=Reason("unread_numeral", said=text[at : number.end][:20], why=number.fault), at=at, remedy=Reason("write_digits"),
        )  # fmt: skip
    if number.unit:
        return _below_line(text, _plainly(number, at, signed, number.unit, whole=False))
    pattern, beginnings = _suffix()
    found = pattern.match(text, number.end) if _may_follow(text, number.end, beginnings) else None
    if found is None or found.end() == number.end:
        return _below_line(text, _big(text, _plainly(number, at, signed, "", whole=number.whole)))
    value, end = number.value, found.end()
    whole, half, timed, more, multiple, second, later, again, plus, unit, bracket, years_half, last, late = (
        found.groups("")
    )
    if half:
        return Quantity(value + 0.5, value + 0.5, at, end, _timed(timed), whole=False, digits=f"{value + 0.5:g}")
    if years_half:
        value += 0.5
    if bracket and "/" in bracket and "万" in bracket:
        share = "1/万" if bracket == "1/万" else "1/10万"
        return Quantity(value, value, at, end, share, whole=False, signed=signed, digits=number.printed)
    unit = whole or unit or bracket
    if more and not (multiple or unit) and text[end : end + 1].isalnum():
        return _plainly(number, at, signed, "", whole=number.whole)
    factor = MULTIPLES[second or again] if second or again else 1.0
    written, value, bare = _prefixed(value, multiple, factor, _spelled(unit))
    symbol = bool(bracket) or (unit.isascii() and unit != "%")
    result = _new(
        Quantity,
        (value, value, at, end, written, number.printed, number.whole and not multiple, symbol, signed, None, "",
         bool(more or later or last), bare, bool(plus or late), "", 0, "", False),
    )  # fmt: skip
    return _below_line(text, result)


def _plainly(number: Number, at: int, signed: bool, unit: str, *, whole: bool) -> Quantity:
    value = number.value
    return _new(
        Quantity,
        (value, value, at, number.end, unit, number.printed, whole, False, signed, None, "", False, False, False,
         "", 0, "", False),
    )  # fmt: skip


def _timed(unit: str) -> str:
    return {"月": "个月", "星期": "周", "": "个"}.get(unit, unit)


def _big(text: str, found: Quantity) -> Quantity:
    """四大业态: 大 counts things as 个 does."""
    big = _BIG.match(text, found.end) if text[found.start] in HAN_DIGITS else None
    if big:
        return found._replace(unit="个", end=big.end())
    return found


def _prefixed(value: float, multiple: str, factor: float, unit: str) -> tuple[str, float, bool]:
    """Unit with its 万 or 亿, the value in it, and whether the multiple stands before no unit."""
    if not multiple and factor == 1.0:
        return unit, value, False
    if factor != 1.0:
        return f"亿{unit}", value * MULTIPLES.get(multiple, 1.0), not unit
    if multiple in ("十万", "十亿", "百亿", "千亿"):
        large = "万" if multiple == "十万" else "亿"
        return f"{large}{unit}", value * MULTIPLES[multiple] / MULTIPLES[large], not unit
    if multiple == "万亿":
        return f"万亿{unit}", value, not unit
    return f"{multiple}{unit}", value, not unit


def _below_line(text: str, found: Quantity) -> Quantity:
    """Read the denominator after a slash: 8张/千人, 12/10万, 2所/县, 300元/月."""
    following = text[found.end : found.end + 1]
    if following != "/" and not (following.isspace() and text[found.end + 1 : found.end + 2] == "/"):
        return found
    below = _below().match(text, found.end)
    if below is None or below["more"]:
        return found
    if below["size"]:
        size = DENOMINATORS[below["size"].replace(" ", "")]
        if found.unit == "" or (found.bare_multiple and not found.unit):
            return found._replace(unit=_SHARES[size], end=below.end(), whole=False)
        return found._replace(per=size, end=below.end(), whole=False)
    if below["year"]:
        return found._replace(each="年", end=below.end())
    return found._replace(each=below["each"], end=below.end())
