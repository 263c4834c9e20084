"""Every numeral and quantity word of a text: a quantity with its unit and comparator, or a qualifier with its reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from cqtargets.conventions.reasons import Reason
from cqtargets.extraction.qualifiers import qualifier_spans
from cqtargets.extraction.wording import COUNTERS, after_pattern, before_ends, before_pattern, comparator, number_unit
from cqtargets.language.numerals import read_number

__all__ = ["Mention", "mentions"]

_ENDLESS_DIGITS: Final = 16
_ENDLESS: Final = re.compile(rf"\d{{{_ENDLESS_DIGITS},}}")
_COUNTS_BEHIND: Final = (
    f"{''.join(sorted(COUNTERS))}一二两三四五六七八九十百千万亿零半倍成番分小岁点余多年月天日周%~—–至到 \\t-"
)
"""What may follow a Chinese numeral that counts: a counter, a multiple, another digit or the other end of a range."""
_STARTS: Final = re.compile(
    rf"[-+\d一二两三四五六七八九十百千万亿零半](?:(?<=\d)|(?<=[-+])\d|(?<=[一-鿿])(?=[{_COUNTS_BEHIND}]))"
)
"""Opened by one set of signs, which is what the search runs through a text by."""
_NUMERALS: Final = re.compile(r"[\d一二两三四五六七八九十百千万亿零〇半番①-⑳]|覆盖")
"""Without one of these a text holds no quantity."""
_DASH: Final = re.compile(r"\s*(?:[—~\-–]+|至|到)\s*(?=\d|[一二两三四五六七八九十]成)")
_RATIO: Final = re.compile(r"(\d+(?:\.\d+)?)\s*:\s*(\d+(?:\.\d+)?)(?!\s*:?\d)")
_HAN: Final = re.compile(r"[一二两三四五六七八九十百千万亿零]+")
_WHOLE: Final = re.compile(
    r"(?:县县|县域|全域|全面|人群|全员)?全覆盖(?!试点|工作|方案|行动|实施|工程|的?通知|监测|检查|督导|督查|排查|抽查|巡查|培训|轮训|走访|摸底|核查|审计|宣传|宣讲|质量|评估|评价)|(?:全面|100%)覆盖(?!面|率)"
)
_OTHER_WORDS: Final = {"近": ("附", "最", "就", "邻"), "约": ("签", "节", "预", "制"), "超": ("彩", "B", "赶", "反")}
"""Characters before a comparator that make another word of it."""
_SHARED_OUT: Final = re.compile(r"的?(?:比例)?(?:共同)?(?:分担|负担|承担|分成|配套|拨付|兑付|发放|结算)")
"""6:4 by which costs are shared is no value."""
_PARTS: Final = Reason("doc_parts_ratio")
_ROUND: Final = re.compile(
    r"(?P<sign>突破|超过?|逾|接近|(?<!最)近|约|达到?)(?P<number>(?P<ten>[十百千])(?P<scale>万|亿)(?P<unit>元|人次|人|亩|吨|户|台|平方米))"
)
"""突破百亿元: a round number in words behind a word that compares."""
_FOLD: Final = re.compile(r"翻(?:了)?(?P<count>[一两二三])?番")
_HALF: Final = re.compile(r"(?P<over>过|超|逾|超过|近|约)?(?P<word>一半|半数)(?P<after>以上|左右)?|过半")


NO_REASON: Final = Reason()


class Mention(NamedTuple):
    """One numeral or quantity word; `reason` says what a qualifier is, '' for a quantity.

    `number` is where the digits stand with their unit; `low` and `high` are the ends of a range, else equal. A tuple: a
    document holds thousands of them.
    """

    start: int
    end: int
    number: tuple[int, int]
    reason: Reason = NO_REASON
    low: float | None = None
    high: float | None = None
    unit: str = ""
    comparator: str = "="
    whole: bool = False
    spelled: bool = False

    @property
    def is_quantity(self) -> bool:
        """Whether the mention may be a statement's value."""
        return not self.reason


def mentions(text: str) -> list[Mention]:
    """The mentions of a text in one spelling, in order; none overlaps another.

    Examples
    --------
    >>> [(m.low, m.unit, m.comparator, m.reason) for m in mentions("到2025年,床位不少于1.2万张")]
    [(None, '', '=', 'date'), (1.2, '万张', '>=', '')]
    """
    if _NUMERALS.search(text) is None:
        return []
    endless = [match.span() for match in _ENDLESS.finditer(text)] if len(text) >= _ENDLESS_DIGITS else []
    text = _ENDLESS.sub(lambda match: "\x01" * len(match.group()), text) if endless else text
    found: list[Mention] = []
    taken = sorted([*qualifier_spans(text), *((start, end, Reason("doc_endless")) for start, end in endless)])
    for start, end, reason in taken:
        found.append(Mention(start=start, end=end, number=(start, end), reason=reason))
    free = _Free(text, taken)
    for mark, finder in _SPECIAL:
        for special in finder(text) if mark in text else ():
            if free.take(special.start, special.end):
                found.append(special)
    place = 0
    while True:
        match = _STARTS.search(text, place)
        if match is None:
            break
        blocked = free.blocked(match.start())
        if blocked:
            place = max(blocked, match.start() + 1)
            continue
        mention = _quantity(text, match.start(), free)
        if mention is None:
            place = match.end()
            continue
        found.append(mention)
        place = max(mention.end, match.end())
    return sorted(found, key=lambda one: one.start)


class _Free:
    """Which characters no mention has taken yet."""

    def __init__(self, text: str, taken: Iterable[tuple[int, int, str]]) -> None:
        self.ends = [0] * (len(text) + 1)
        for start, end, _ in taken:
            self._mark(start, end)

    def _mark(self, start: int, end: int) -> None:
        for place in range(start, end):
            self.ends[place] = end

    def take(self, start: int, end: int) -> bool:
        if any(self.ends[start:end]):
            return False
        self._mark(start, end)
        return True

    def blocked(self, place: int) -> int:
        return self.ends[place]


def _quantity(text: str, place: int, free: _Free) -> Mention | None:
    ratio = _RATIO.match(text, place)
    if ratio and not free.blocked(ratio.end() - 1):
        return _ratio(text, ratio)
    number = read_number(text, place)
    if number is None or number.fault or number.end <= place:
        digits = re.match(r"[\d.,]+", text[place:])
        if digits is None:
            return None
        end = place + len(digits.group())
        return Mention(start=place, end=end, number=(place, end), reason=Reason("doc_unreadable"))
    start = place
    spelled = _HAN.fullmatch(text[place : number.end]) is not None
    value, high, end = number.value, number.high if number.high is not None else number.value, number.end
    if text[place] == "-" and place and re.match(r"[\d%‰年月日A-Za-z]", text[place - 1]):
        value, high, start = abs(value), abs(high), place + 1
    if number.unit:
        unit, more = number.unit, False
        tail = end
    else:
        unit, more, tail = _unit(text, end, spelled)
    dash = _DASH.match(text, tail)
    other = read_number(text, dash.end()) if dash else None
    if other is not None and not other.fault:
        unit2, more2, tail2 = (other.unit, False, other.end) if other.unit else _unit(text, other.end, spelled)
        if not unit or not unit2 or unit == unit2 or unit2.endswith(unit) or unit2.startswith(unit):
            value, high, unit, more, tail = value, other.value, unit2 or unit, more2, tail2
            number_end = other.end
            return _compared(text, start, (start, number_end), tail, value, high, unit, more, spelled)
    if spelled and not unit:
        return None
    return _compared(text, start, (start, number.end), tail, value, high, unit, more, spelled)


def _unit(text: str, end: int, spelled: bool) -> tuple[str, bool, int]:
    found = number_unit().match(text, end)
    if found is None:
        return "", False, end
    scale, unit = found["scale"] or "", (found["unit"] or "").strip()
    more = bool(found["more"] or found["more2"] or found["more3"])
    if (
        spelled
        and unit not in COUNTERS
        and unit not in ("倍", "成", "%", "番", "个百分点", "万张", "万人", "分钟", "小时", "岁")
    ):
        return "", False, end
    if unit == "年" and re.match(r"[度级份代]", text[found.end() :]):
        unit = ""
        return scale, more, found.start("unit")
    if not scale and not unit and not more:
        return "", False, end
    return f"{scale}{unit}", more, found.end()


def _compared(
    text: str,
    start: int,
    number: tuple[int, int],
    end: int,
    low: float,
    high: float,
    unit: str,
    more: bool,
    spelled: bool,
) -> Mention:
    sign = ">" if more else "="
    number = number[0], max(number[1], end)
    near = text[max(0, start - 12) : start]
    before = before_pattern().search(near) if near[-1:] in before_ends() else None
    if before and not _is_name(text, start, before.group("word")):
        sign = comparator(before["word"], bool(before["no"]))
        begin = max(0, start - 12) + before.start()
    else:
        begin = start
    after = after_pattern().match(text, end)
    if after and not (before and sign != "="):
        sign = comparator(after["word"], False)
        end = after.end()
    elif after:
        end = after.end()
    if high != low:
        sign = "range"
    return Mention(start=begin, end=end, number=number, low=low, high=high, unit=unit, comparator=sign, spelled=spelled)


def _is_name(text: str, start: int, word: str) -> bool:
    """Whether a word before a number belongs to another word: 附近, 签约, 彩超."""
    head = text[: start - len(word)] if text[:start].endswith(word) else ""
    return head.endswith(_OTHER_WORDS.get(word, ()))


def _ratio(text: str, found: re.Match[str]) -> Mention:
    one, other = float(found.group(1)), float(found.group(2))
    if 1 not in (one, other) and _SHARED_OUT.match(text, found.end()):
        return Mention(start=found.start(), end=found.end(), number=found.span(), reason=_PARTS)
    low, unit = (other, "1:x") if one == 1 else (one, "x:1") if other == 1 else (other / one if one else 0.0, "1:x")
    return _compared(text, found.start(), found.span(), found.end(), low, low, unit, False, False)


def _whole(text: str) -> Iterator[Mention]:
    for found in _WHOLE.finditer(text):
        nearly = re.search(r"基本(?:实现|上)?$|逐步(?:实现)?$", text[: found.start()])
        yield Mention(start=found.start(), end=found.end(), number=found.span(), low=100.0, high=100.0, unit="%", whole=True,
                      comparator="~" if nearly else "=")  # fmt: skip


def _folds(text: str) -> Iterator[Mention]:
    for found in _FOLD.finditer(text):
        count = {"两": 2, "二": 2, "三": 3}.get(found["count"] or "", 1)
        rise = 100.0 * (2**count - 1)
        yield Mention(
            start=found.start(), end=found.end(), number=found.span(), low=rise, high=rise, unit="%", spelled=True
        )


def _halves(text: str) -> Iterator[Mention]:
    for found in _HALF.finditer(text):
        over = (found["over"] or ("过" if found.group() == "过半" else "")) + (found["after"] or "")
        sign = (
            ">"
            if re.match("[过超逾]", over)
            else "~"
            if over[:1] in ("近", "约", "左")
            else ">="
            if over == "以上"
            else "="
        )
        yield Mention(start=found.start(), end=found.end(), number=found.span(), low=50.0, high=50.0, unit="%", comparator=sign,
                      spelled=True)  # fmt: skip


def _rounds(text: str) -> Iterator[Mention]:
    for found in _ROUND.finditer(text):
        value = {"十": 10.0, "百": 100.0, "千": 1000.0}[found["ten"]]
        sign = "=" if found["sign"].startswith("达") else "~" if found["sign"] in ("近", "约", "接近") else ">"
        yield Mention(start=found.start(), end=found.end(), number=found.span("number"), low=value, high=value,
                      unit=f"{found['scale']}{found['unit']}", comparator=sign)  # fmt: skip


_SPECIAL: Final[tuple[tuple[str, Callable[[str], Iterator[Mention]]], ...]] = (
    ("覆盖", _whole),
    ("番", _folds),
    ("半", _halves),
    ("亿", _rounds),
    ("万", _rounds),
)
"""Quantities in words, each with a sign without which it does not stand in a text."""
