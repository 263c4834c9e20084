"""Numbers as they stand in print: digits, Chinese numerals, fractions, shares in tenths, multiples."""

from __future__ import annotations

import unicodedata
from typing import Final, NamedTuple

from cqtargets.conventions.expressions import expression
from cqtargets.conventions.reasons import Reason

__all__ = [
    "EXACT_DIGITS",
    "HAN_DIGITS",
    "MULTIPLES",
    "Number",
    "half_width_text",
    "is_digit",
    "read_number",
    "read_numeral",
]

_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_PLACES: Final = {"十": 10, "百": 100, "千": 1000}
HAN_DIGITS: Final = "零〇一二两三四五六七八九十百千万亿"
MULTIPLES: Final = {
    "百": 1e2, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "亿": 1e8, "十亿": 1e9, "百亿": 1e10,
    "千亿": 1e11, "万亿": 1e12,
}  # fmt: skip
_SIGNS: Final = str.maketrans(
    {
        **{chr(0xFF01 + i): chr(0x21 + i) for i in range(94)},
        "　": " ", "≧": "≥", "≦": "≤", "⩾": "≥", "⩽": "≤", "–": "—", "―": "—", "−": "-", "∶": ":",
        "〔": "[", "〕": "]", "【": "[", "】": "]",
    }
)  # fmt: skip
_ARABIC: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])|\d{1,3}(?: \d{3})+(?:\.\d+)?(?! ?\d)|\d+(?:\.\d+)?|\.\d+"
_HAN: Final = r"[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二两三四五六七八九]+)?"
_MULTIPLE: Final = r"(?:百万|千万|十万|万亿|千亿|百亿|十亿|百|千|万|亿)"
_NUMBER: Final = expression(
    rf"(?P<sign>负|-|\+)?\s*(?:"
    rf"(?P<parts>百分之|千分之|万分之|十万分之|百万分之)\s*(?P<minus>负|-)?\s*(?P<share>{_ARABIC}|{_HAN})"
    rf"|(?P<whole>[{HAN_DIGITS}]+)分之(?P<part>{_HAN})"
    rf"|(?P<over>\d{{1,3}})/(?P<under>\d{{1,3}})(?![\d.,%‰万千百十])"
    rf"|(?P<tenths>[一二两三四五六七八九十]|\d+(?:\.\d+)?)成(?P<half>半|[一二三四五六七八九])?(?![员立为本功效年人长果就绩套都份型品渝活])"
    rf"|(?P<digits>{_ARABIC})|(?P<han>{_HAN})|(?P<halves>半)(?=\s*(?:个?小时|个?月|年|天|个?工作日|倍|数|个百分点|学期|日|里|公里)))"
)
_PLAIN: Final = expression(_ARABIC)
_SHARE_SIGNS: Final = frozenset("/成")
_LARGER: Final = frozenset("万千百亿")
_PARTS: Final = {"百分之": "%", "千分之": "‰", "万分之": "1/万", "十万分之": "1/10万", "百万分之": ""}
_COMPOUND: Final = expression(r"\s*(万|千|百|亿)\s*(\d+)\s*(千|百|万)?(?![\d.,%‰])")
EXACT_DIGITS: Final = 15


class Number(NamedTuple):
    """A number read at one place: its value in the printed multiple, the unit its words carry, and its end.

    `multiple` is 万 in 25万; `unit` is % in 百分之六; `high` closes 两三; `fault` says why it cannot be used.
    """

    value: float
    end: int
    unit: str = ""
    printed: str = ""
    whole: bool = False
    high: float | None = None
    fault: str = ""


_new: Final = tuple.__new__


def half_width_text(text: str) -> str:
    """Full-width digits and signs as ASCII, one character for one, so that positions stay.

    >>> half_width_text("８０％以上")
    '80%以上'
    """
    return text.translate(_SIGNS)


def read_numeral(text: str) -> int | None:
    """A whole Chinese numeral as a number; None where the text is none.

    >>> read_numeral("十五"), read_numeral("两百零五"), read_numeral("一万二千"), read_numeral("若干")
    (15, 205, 12000, None)
    """
    if not text or text.strip(HAN_DIGITS):
        return None
    total, section, digit, last = 0, 0, None, 10**9
    if len(text) > 1 and all(character in _DIGITS for character in text):
        return None
    for character in text:
        if character in _PLACES:
            if _PLACES[character] >= last or digit == 0:
                return None
            last = _PLACES[character]
            section += (1 if digit is None else digit) * last
            digit = None
        elif character in ("万", "亿"):
            amount = section + (digit or 0)
            if not amount and not total:
                amount = 1
            total = (
                (total + amount) * (10**4 if character == "万" else 10**8)
                if character == "亿"
                else total + amount * 10**4
            )
            section, digit, last = 0, None, 10**8
        else:
            if digit:
                return None
            digit = _DIGITS[character]
    if digit and last > 10 and len(text) > 1 and text[-2] != "零":
        return None
    return total + section + (digit or 0)


def read_number(text: str, at: int = 0) -> Number | None:
    """The number that begins at position `at` of a text in one spelling (see `plain`); None where there is none.

    Examples
    --------
    >>> read_number("百分之六点五").value, read_number("-3.5%").value, read_number("三成五").value
    (6.5, -3.5, 35.0)
    """
    plain = _PLAIN.match(text, at)
    if plain is not None and text[plain.end() : plain.end() + 1] not in _SHARE_SIGNS:
        return _arabic(text, plain.group(), 1.0, plain.end())
    found = _NUMBER.match(text, at)
    if found is None:
        return None
    sign = -1.0 if found["sign"] in ("负", "-") else 1.0
    end = found.end()
    if found["digits"]:
        return _arabic(text, found["digits"], sign, end)
    if found["han"]:
        return _han(found["han"], sign, end)
    if found["share"]:
        inner = _simple(found["share"])
        if inner is None:
            return Number(0.0, end, fault=Reason("no_numeral"))
        if found["minus"]:
            sign = -sign
        factor = 1e-4 if found["parts"] == "百万分之" else 1.0
        return Number(sign * inner * factor, end, _PARTS[found["parts"]] or "%", found["share"])
    if found["whole"]:
        whole, part = read_numeral(found["whole"]), _simple(found["part"])
        if not whole or part is None:
            return Number(0.0, end, fault=Reason("no_fraction"))
        return Number(sign * 100 * part / whole, end, "%", found.group())
    if found["over"]:
        if int(found["under"]) <= 1 or int(found["over"]) >= int(found["under"]):
            return Number(0.0, end, fault=Reason("no_part_of_whole"))
        return Number(sign * 100 * int(found["over"]) / int(found["under"]), end, "%", found.group())
    if found["tenths"]:
        return Number(sign * _tenths(found["tenths"], found["half"]), end, "%", found["tenths"])
    return Number(sign * 0.5, end, printed="0.5")


def _tenths(tenths: str, half: str | None) -> float:
    value = float(tenths) if tenths[0].isdigit() and tenths.isascii() else float(read_numeral(tenths) or 0)
    return 10 * value + (5.0 if half == "半" else float(_DIGITS[half]) if half else 0.0)


_BEYOND: Final = 10**300
"""Larger numbers are no floats."""


def _simple(text: str) -> float | None:
    if text[0].isascii():
        return float(text.replace(",", "").replace(" ", ""))
    whole, _, decimals = text.partition("点")
    value = read_numeral(whole)
    if value is None or value >= _BEYOND:
        return None
    return value + float("0." + "".join(str(_DIGITS[c]) for c in decimals)) if decimals else float(value)


def _arabic(text: str, digits: str, sign: float, end: int) -> Number:
    plain = digits if digits.isalnum() else digits.replace(",", "").replace(" ", "")
    if len(plain) > EXACT_DIGITS and len(plain) - plain.count(".") > EXACT_DIGITS:
        return Number(0.0, end, fault=Reason("many_digits", most=EXACT_DIGITS))
    value = float(plain)
    following = text[end : end + 1]
    again = _COMPOUND.match(text, end) if following in _LARGER or following.isspace() else None
    if again and "." not in plain:
        larger, rest, smaller = again.groups()
        if smaller is None and len(rest) < 4 and larger != "千":
            return Number(0.0, again.end(), fault=Reason("two_readings"))
        value = value * MULTIPLES[larger] + float(rest) * MULTIPLES.get(smaller or "", 1.0)
        return Number(sign * value, again.end(), printed=f"{value:.0f}", whole=True)
    return _new(Number, (sign * value + 0.0, end, "", plain, "." not in plain, None, ""))


def _han(text: str, sign: float, end: int) -> Number:
    if len(text) == 2 and text[0] in _DIGITS and text[1] in _DIGITS:
        low, high = _DIGITS[text[0]], _DIGITS[text[1]]
        if low and high == low + 1:
            return Number(sign * low, end, printed=str(low), whole=True, high=sign * high)
    value = _simple(text)
    if value is None:
        return Number(0.0, end, fault=Reason("numeral_unread"))
    return _new(Number, (sign * value, end, "", f"{value:.15g}", "点" not in text, None, ""))


def is_digit(character: str) -> bool:
    """Whether a character stands for a digit in any script, raised or ringed ones among them."""
    return unicodedata.category(character) in ("Nd", "No", "Nl")
