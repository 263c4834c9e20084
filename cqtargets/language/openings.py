"""What may begin at a character of a text: times, places, ranks and denominators by pattern, the lexicon's words by length."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from typing import Final, NamedTuple

from cqtargets.language.choices import all_but
from cqtargets.language.lexicon import GOING_ON, PLACE_NOUNS, Meaning, words
from cqtargets.language.numerals import HAN_DIGITS
from cqtargets.language.quantities import DENOMINATORS, digits_alone

__all__ = ["NEXT", "SPACE", "Matching", "Opening", "Openings", "openings"]

_YEAR: Final = r"(?:(?:19|20|21)\d\d|二零[零一二三四五六七八九]{2}|一九[一二三四五六七八九][零一二三四五六七八九])"
_WHERE: Final = (
    "全国|全省|全市|全区|全县|全州|全自治区|全盟|国家|国际|世界|全球|东部|西部|中部|东北|本省|本市|我省|我市|我区|我县|省级|市级|省|市|"
    "所在省|当地|周边|发达国家|高收入国家|中高收入国家|沿海|经济社会发展|同类|主城|中心城区"
)
_PERIODIC: Final = "每(?:个)?(?:年|月|天|日|周|季|半年|小时|次|学|[0-9两三四五十]+年|一年|晚|期|轮|班|工作日|分钟)"
_PLAN: Final = r"(?:\"|')?(?:十[一二三四五六七八]五)(?:\"|')?(?:时期|期间|期末|末期|末|规划期末|规划期内|规划期|规划|中期|以来|期|初|前三年|后两年)*"
NEXT: Final = re.compile(
    r"\s*(?:[0-9.零一二两三四五六七八九十百千万半负前第不超高低大小少多约近至最达保稳控≥≤><~=全过未没勿增减降提升递下上延缩突逾优劣满足及]|-\d)"
)
SPACE: Final = " \t\n\r\x0b\x0c"
_ALWAYS: Final = frozenset({"after", "against", "whole"})
_NUMBER: Final = rf"(?:\d+(?:\.\d+)?|[{HAN_DIGITS}]+)"
_PLACES: Final = "|".join(re.escape(noun) for noun in sorted(PLACE_NOUNS.split(), key=len, reverse=True))
_SIZES: Final = "|".join(sorted(DENOMINATORS, key=len, reverse=True))
_TIME: Final = (
    rf"(?P<time>(?:力争到|截止到|截至到|截至|截止|到|至|在|于|自)?\s*(?:{_YEAR}\s*(?:[-—~至到]+\s*(?:{_YEAR}|\d\d(?=年)))?\s*(?:年度|年)"
    rf"(?:\s*\d{{1,2}}月(?:底|末|初|前|份|\d{{1,2}}[日号](?:前|止)?)?)?(?:期间|以前|之前|底之前|年底前|底前|末前|底|末|初|前|内|起|间|以来|上半年|下半年|全年)*|{_PLAN}"
    rf"|规划期末|规划期内|规划末期|规划期|期末|中期末|届时|本世纪中叶|未来\s*{_NUMBER}\s*年|今后\s*{_NUMBER}\s*年|{_NUMBER}年内|{_NUMBER}年(?=[建培完实引新累共增提降减来间改开]|下降|上升|时间)|到期末))"
    rf"|(?P<span>{_NUMBER}年(?:义务教育|一贯制|行动|规划|计划|攻坚|免费教育|学制))"
)
_COUNTED: Final = r"(?P<counted>数(?=(?:十万|万|千)(?:常住人口|户籍人口|人口)))"
_PER: Final = rf"(?P<per>(?P<short>十万|万|千)(?:常住人口|户籍人口|人口|人(?=床位|执业|注册|医[生师护]|护士|全科|药师))|每\s*(?P<size>{_SIZES})(?![亿克米瓦元])(?:\s*(?:名|个|张|位|户|例|家|所)(?=[\u4e00-\u9fff]))?\s*(?:常住人口|户籍人口|人口|人(?=[\s\d拥配有不≥≤><=至约{HAN_DIGITS}]|$))?)"
_EACH: Final = (
    rf"(?P<each>(?!{_PERIODIC})(?:每个|每所|每家|每座|每一个|每一|每|各个|各)\s*(?P<place>{_PLACES})(?![级类种度率])(?:\s*(?:均|都|各))?)"
    rf"|(?P<each_one>(?!{_PERIODIC})(?:每个|每所|每家|每座|每支|每间|每名|每位|每处|每条|每辆|每批|每类|每项|每台|每|各(?=[零一二两三四五六七八九十百\d])))"
)
_REFERENCE: Final = rf"(?P<reference>(?:{_WHERE})(?:同期|同类|同等|城乡|城市|城镇|农村|地区|居民|各省|各地|省份|可比|的)*(?:平均水平|平均值|平均数|均值|平均线|(?<!各)平均(?!预期|每|受|住|床|间|响|等|步|工|费|年|时|期)|水平|基准线))"
_RANK: Final = (
    rf"(?P<rank>(?:前|第)\s*(?P<ranked>{_NUMBER})\s*(?P<ranks>名|位|强|席|%)?(?![\u4e00-\u9fff]|\d)|(?:前|第)\s*(?P<ranked2>{_NUMBER})\s*(?:名|位|强|席)(?!单))"
    rf"|(?P<ordinal>第\s*{_NUMBER}(?:[届期批个条章类次代轮号]|人民|中医|妇幼)?)"
)
_WATER: Final = r"(?P<water>(?:达到?[或及和](?:好于|优于|劣于)|好于|优于|劣于|劣|(?=[IV]))\s*(?:(?:I{1,3}|IV|V)\s*[—~\-至、]\s*)?(?:I{1,3}|IV|V)类)"
_TIMES: Final = rf"(?P<times>翻\s*(?P<turns>{_NUMBER})?\s*番|翻倍|翻一倍)"
_FAULT: Final = r"(?P<open>#(?:REF|N/A|DIV/0|VALUE|NAME|NULL|NUM|SPILL|CALC|FIELD|BLOCKED|CONNECT|BUSY|UNKNOWN|GETTING_DATA)[!?]?|#{3,}|Err:\d+)"
_PATTERNS: Final = (
    (_FAULT, "#E"),
    (_TIME, "力截到至在于自\"'十规期中届本未今0123456789" + HAN_DIGITS),
    (_PER, "十万千每"),
    (_EACH, "每各"),
    (_REFERENCE, "".join(where[0] for where in _WHERE.split("|"))),
    (_RANK, "前第"),
    (_WATER, "达好优劣IV"),
    (_TIMES, "翻"),
    (_COUNTED, "数"),
)
"""Patterns with the characters that they begin with, in the order in which they are tried."""
_NUMERAL: Final = frozenset(HAN_DIGITS + "0123456789半.")
_ENDING_WORDS: Final = "前第到至截每各翻十半负在于自以"
_LETTERS: Final = (("\u4e00", "\u9fff"), ("A", "Z"), ("a", "z"), ("α", "ω"), ("Α", "Ω"))
_WORD: Final = "".join(f"{first}-{last}" for first, last in _LETTERS)


Matching = Callable[[str, int], re.Match[str] | None]
"""What matches a pattern at a place of a text."""


_DIGIT_BEHIND: Final[Matching] = re.compile(r"\.?\d").match


class Opening(NamedTuple):
    """What may begin with one character: a pattern (with a year alone), a numeral, a word of one character."""

    pattern: Matching | None
    dated: bool
    numeral: bool
    word: Meaning | None
    near: Meaning | None


class Openings(NamedTuple):
    """By character what may begin with it; by the first two characters of longer words their lengths, longest first.

    `known` has the role and the meaning of a word, and what behind its end makes it none. `near` are the words
    that are read right before a number alone; `words` matches what begins nothing known, `digits` a number with its unit.
    """

    table: dict[str, Opening]
    known: dict[str, tuple[str, str, Matching | None]]
    lengths: dict[str, tuple[int, ...]]
    near: dict[str, dict[int, dict[str, Meaning]]]
    words: Matching
    digits: Matching


@cache
def openings() -> Openings:
    """What may begin where.

    Examples
    --------
    >>> known = openings()
    >>> known.lengths["达到"], known.known["达到"][0], known.words("肺癌达到", 0).group()
    ((5, 2), 'reach', '肺癌')
    """
    known = words()
    single = {w for w, m in known.items() if len(w) == 1 and "\u4e00" <= w <= "\u9fff" and m.role not in _ALWAYS}
    late = {w for w, m in known.items() if m.role == "after" and len(w) == 1}
    lengths: dict[str, set[int]] = defaultdict(set)
    near: dict[str, dict[str, Meaning]] = defaultdict(dict)
    for word, meaning in known.items():
        if len(word) > 1 and meaning.near:
            near[word[:2]][word] = meaning
        elif len(word) > 1:
            lengths[word[:2]].add(len(word))
    alone = {w: m for w, m in known.items() if len(w) == 1 and w not in late}
    begun = {word[0] for word in known} - late | _NUMERAL - {"."}
    compiled: dict[str, Matching] = {}
    table: dict[str, Opening] = {}
    for first in sorted(begun | late | {character for _, firsts in _PATTERNS for character in firsts} | set(".负+-")):
        source = "|".join(pattern for pattern, firsts in _PATTERNS if first in firsts)
        if source and source not in compiled:
            compiled[source] = re.compile(source).match
        near_number = first in alone and (alone[first].near or first in single)
        table[first] = Opening(
            compiled.get(source), source == _TIME and first.isdigit() and first.isascii(), first in _NUMERAL,
            None if near_number else alone.get(first), alone[first] if near_number else None,
        )  # fmt: skip
    unknown = re.compile(rf"[{all_but(_LETTERS, begun | set(_ENDING_WORDS))}]+|[{_WORD}]").match
    far = {
        word: (meaning.role, meaning.meaning, _going_on(word)) for word, meaning in known.items() if not meaning.near
    }
    return Openings(
        table, far, {begun: tuple(sorted(found, reverse=True)) for begun, found in lengths.items()},
        {begun: _by_length(found) for begun, found in near.items()}, unknown, digits_alone().match,
    )  # fmt: skip


def _going_on(word: str) -> Matching | None:
    """What must not stand behind a word: another digit behind one, the rest of another word."""
    if word in GOING_ON:
        return re.compile(f"[{GOING_ON[word]}]").match
    return _DIGIT_BEHIND if word[-1].isdigit() else None


def _by_length(found: dict[str, Meaning]) -> dict[int, dict[str, Meaning]]:
    """Words by their length, the longest first."""
    lengths = sorted({len(word) for word in found}, reverse=True)
    return {length: {word: meaning for word, meaning in found.items() if len(word) == length} for length in lengths}
