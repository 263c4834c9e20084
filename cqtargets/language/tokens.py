"""Any text cut into pieces: numbers with their units, comparators, changes, times, references, and words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final, NamedTuple

from cqtargets.language.choices import any_of
from cqtargets.language.lexicon import PLACE_NOUNS, Meaning, words
from cqtargets.language.numerals import HAN_DIGITS, read_number
from cqtargets.language.plain import Plain, plain
from cqtargets.language.quantities import DENOMINATORS, Quantity, read_quantity

__all__ = ["Piece", "cut", "in_print", "pieces"]


class Piece(NamedTuple):
    """A part of a printed text: what stands there, where (from 0, end excluded), its role and its meaning.

    `role` is a key of `lexicon.ROLES` or one of ``number``, ``rank``, ``times``, ``time``, ``per``, ``word``,
    ``bracket``, ``mark``, ``stop``, ``sign``; numbers carry their `quantity`.
    """

    text: str
    start: int
    end: int
    role: str
    meaning: str = ""
    quantity: Quantity | None = None


_YEAR: Final = r"(?:19|20|21)\d\d"
_WHERE: Final = (
    "全国|全省|全市|全区|全县|全州|全自治区|全盟|国家|国际|世界|全球|东部|西部|中部|东北|本省|本市|我省|我市|我区|我县|省级|市级|省|市|"
    "所在省|当地|周边|发达国家|高收入国家|中高收入国家|沿海|经济社会发展|同类|主城|中心城区"
)
_PERIODIC: Final = "每(?:个)?(?:年|月|天|日|周|季|半年|小时|次|学|[0-9两三四五十]+年|一年|晚|期|轮|班|工作日|分钟)"
_PLAN: Final = r"(?:\"|')?(?:十[一二三四五六七八]五)(?:\"|')?(?:时期|期间|期末|末期|末|规划期末|规划期内|规划期|规划|中期|以来|期|初|前三年|后两年)*"
_NEXT: Final = r"(?=\s*(?:[0-9.零一二两三四五六七八九十百千万半负前第不超高低大小少多约近至最达保稳控≥≤><~=全过未没勿增减降提升递下上延缩突逾优劣满足及]|-\d))"
_SPACE: Final = " \t\n\r\x0b\x0c"
_ALWAYS: Final = frozenset({"after", "against", "whole"})
_DOUBTS: Final = frozenset("不未没勿莫毋弗")
_MARKS: Final = "*★☆▲△●◆■◎※#＊†" + "".join(chr(0x2460 + index) for index in range(20))


@cache
def _master() -> tuple[re.Pattern[str], dict[str, Meaning]]:
    known = words()
    numeral = set(HAN_DIGITS) | set("0123456789半")
    single = [w for w, m in known.items() if len(w) == 1 and "\u4e00" <= w <= "\u9fff" and m.role not in _ALWAYS]
    near = [w for w, m in known.items() if m.near and w not in single]
    after_only = {w for w, m in known.items() if m.role == "after" and len(w) == 1}
    other = [w for w in known if w not in single and w not in near and w not in after_only]
    first = [w for w in other if w[0] in numeral]
    rest = [w for w in other if w[0] not in numeral]
    starts = {w[0] for w in known} - after_only
    special = "".join(re.escape(c) for c in sorted(starts | numeral | set("前第到至截每各翻十半负在于自以")))
    places = "|".join(re.escape(noun) for noun in sorted(PLACE_NOUNS.split(), key=len, reverse=True))
    sizes = "|".join(sorted(DENOMINATORS, key=len, reverse=True))
    number = rf"(?:\d+(?:\.\d+)?|[{HAN_DIGITS}]+)"
    pattern = (
        rf"(?P<space>[{_SPACE}]+)"
        rf"|(?P<time>(?:力争到|截止到|截至到|截至|截止|到|至|在|于|自)?\s*(?:{_YEAR}\s*(?:[-—~至到]+\s*(?:{_YEAR}|\d\d(?=年)))?\s*(?:年度|年)"
        rf"(?:\s*\d{{1,2}}月(?:底|末|初|前|份|\d{{1,2}}[日号](?:前|止)?)?)?(?:期间|以前|之前|底之前|年底前|底前|末前|底|末|初|前|内|起|间|以来|上半年|下半年|全年)*|{_PLAN}"
        rf"|规划期末|规划期内|规划末期|规划期|期末|中期末|届时|本世纪中叶|未来\s*{number}\s*年|今后\s*{number}\s*年|{number}年内|{number}年(?=[建培完实引新累共增提降减来间改开]|下降|上升|时间)|到期末))"
        rf"|(?P<per>(?P<short>十万|万|千)(?:常住人口|户籍人口|人口|人(?=床位|执业|注册|医[生师护]|护士|全科|药师))|每\s*(?P<size>{sizes})(?![亿克米瓦元])(?:\s*(?:名|个|张|位|户|例|家|所)(?=[\u4e00-\u9fff]))?\s*(?:常住人口|户籍人口|人口|人(?=[\s\d拥配有不≥≤><=至约{HAN_DIGITS}]|$))?)"
        rf"|(?P<each>(?!{_PERIODIC})(?:每个|每所|每家|每座|每一个|每一|每|各个|各)\s*(?P<place>{places})(?![级类种度率])(?:\s*(?:均|都|各))?)"
        rf"|(?P<each_one>(?!{_PERIODIC})(?:每个|每所|每家|每座|每支|每间|每名|每位|每处|每条|每辆|每批|每类|每项|每台|每|各(?=[零一二两三四五六七八九十百\d])))"
        rf"|(?P<reference>(?:{_WHERE})(?:同期|同类|同等|城乡|城市|城镇|农村|地区|居民|各省|各地|省份|可比|的)*(?:平均水平|平均值|平均数|均值|平均线|(?<!各)平均(?!预期|每|受|住|床|间|响|等|步|工|费|年|时|期)|水平|基准线))"
        rf"|(?P<rank>(?:前|第)\s*(?P<ranked>{number})\s*(?P<ranks>名|位|强|席|%)?(?![\u4e00-\u9fff]|\d)|(?:前|第)\s*(?P<ranked2>{number})\s*(?:名|位|强|席)(?!单))"
        rf"|(?P<ordinal>第\s*{number}(?:[届期批个条章类次代轮号]|人民|中医|妇幼)?)"
        rf"|(?P<water>(?:达到?[或及和](?:好于|优于|劣于)|好于|优于|劣于|劣|(?=[IV]))\s*(?:(?:I{{1,3}}|IV|V)\s*[—~\-至、]\s*)?(?:I{{1,3}}|IV|V)类)"
        rf"|(?P<times>翻\s*(?P<turns>{number})?\s*番|翻倍|翻一倍)"
        rf"|(?P<first>{any_of(first)})"
        rf"|(?P<number>(?=[\d.{HAN_DIGITS}半]|[负+\-]\s*[\d.百千零一二两三四五六七八九十]))"
        rf"|(?P<rest>{any_of(rest)})"
        rf"|(?P<near>(?:{any_of(near + single)}){_NEXT})"
        rf"|(?P<mark>[{re.escape(_MARKS)}])|(?P<stop>[,、;。.!!?·:'\"]+)|(?P<bracket>[()\[\]])"
        rf"|(?P<joined>\+(?<=[\u4e00-\u9fff]\+)(?=[\"'\u4e00-\u9fff]))"
        rf"|(?P<word>(?:(?![{special}])[\u4e00-\u9fffA-Za-zα-ωΑ-Ω])+|[\u4e00-\u9fffA-Za-zα-ωΑ-Ω])"
        rf"|(?P<sign>.)"
    )
    return re.compile(pattern, re.DOTALL), known


_FOLLOWS: Final = re.compile(
    r"\s*(?:$|[)\],;。、:+—~\-]|及以上|或以上|以上|以下|以内|之内|左右|上下|内(?![科镜涵容设部需分外])|的|折|\((?:不)?含|至|到|比)"
)
_NAMING: Final = frozenset({"ordinal", "joined", "water"})
_KNOWN: Final = frozenset({"first", "near", "rest"})
_LATE_SIGNS: Final = frozenset("内起止 \t\n\r\x0b\x0c")
_LATE: Final = re.compile(r"\s*(内(?![科镜涵容设部需分外])|起(?![来点])|止)")


def pieces(text: str) -> tuple[Piece, ...]:
    """Cut any text into pieces whose positions refer to the print; never raises.

    Parameters
    ----------
    text : str
        A cell, a clause or a running sentence.

    Returns
    -------
    tuple of Piece
        Without gaps but for white space; what is nothing known has the role ``word`` or ``sign``.

    Examples
    --------
    >>> [(piece.text, piece.role) for piece in pieces("床位达到25万张以上")]
    [('床位', 'word'), ('达到', 'reach'), ('25万张', 'number'), ('以上', 'after')]
    """
    spelled = plain(text)
    return in_print(text, spelled, cut(spelled.text))


def in_print(text: str, spelled: Plain, found: Iterable[Piece]) -> tuple[Piece, ...]:
    """Pieces of a text in one spelling with the words and positions of the print."""
    if spelled.text == text:
        return tuple(found)
    place = spelled.offsets
    moved = []
    for piece in found:
        start, end = place[piece.start], place[piece.end - 1] + 1
        moved.append(Piece(text[start:end], start, end, *piece[3:]))
    return tuple(moved)


def cut(text: str) -> list[Piece]:
    """The pieces of a text in one spelling (see `plain`), with positions in it; words that touch are one piece."""
    master, known = _master()
    found: list[Piece] = []
    at, end = 0, len(text)
    while at < end:
        match = master.match(text, at)
        if match is None:
            break
        kind, start, at = match.lastgroup, at, match.end()
        if kind == "space":
            continue
        if kind == "number":
            piece = _number_piece(text, start)
            at = piece.end
            if text[at : at + 1] in _LATE_SIGNS and piece.role == "number":
                late = _LATE.match(text, at)
                if late:
                    found += (piece, Piece(late[1], late.start(1), late.end(1), "after", known[late[1]].meaning))
                    at = late.end()
                    continue
        elif kind in _KNOWN:
            written = match.group()
            meaning = known[written]
            piece = Piece(written, start, at, meaning.role, meaning.meaning)
        else:
            piece = _piece(text, start, kind or "", match)
        if piece.role == "word" and found and found[-1].role == "word" and found[-1].end == start:
            before = found[-1].start
            piece = Piece(text[before:at], before, at, "word")
            found.pop()
        found.append(piece)
    return found


def _piece(text: str, at: int, kind: str, match: re.Match[str]) -> Piece:
    written, end = match.group(), match.end()
    if kind == "word":
        return Piece(written, at, end, "word" if _DOUBTS.isdisjoint(written) else "doubt")
    if kind == "per":
        return Piece(written, at, end, "per", str(DENOMINATORS[match["short"] or match["size"]]))
    if kind == "each":
        return Piece(written, at, end, "each", match["place"])
    if kind == "each_one":
        return Piece(written, at, end, "each")
    if kind == "rank":
        return _rank_piece(written, at, end, match)
    if kind == "times":
        return Piece(written, at, end, "times", match["turns"] or "")
    if kind == "stop" and written == "·":
        return Piece(written, at, end, "sign" if at and text[at - 1] in "人张元" else "stop")
    return Piece(written, at, end, "word" if kind in _NAMING else kind)


def _number_piece(text: str, at: int) -> Piece:
    quantity = read_quantity(text, at)
    if quantity is not None and text[at] not in HAN_DIGITS:
        return Piece(text[at : quantity.end], at, quantity.end, "number", "", quantity)
    alone = quantity is not None and not quantity.unit and not quantity.more and not quantity.is_range
    if quantity is None or (alone and not quantity.fault and not _FOLLOWS.match(text, quantity.end)):
        return Piece(text[at], at, at + 1, "word" if text[at].isalpha() else "sign")
    if quantity.fault and not _FOLLOWS.match(text, quantity.end):
        return Piece(text[at], at, at + 1, "word")
    return Piece(text[at : quantity.end], at, quantity.end, "number", "", quantity)


def _rank_piece(written: str, at: int, end: int, match: re.Match[str]) -> Piece:
    number = read_number(match["ranked"] or match["ranked2"])
    if number is None or number.fault or number.end != len(match["ranked"] or match["ranked2"]):
        return Piece(written, at, end, "word")
    unit = "%" if match["ranks"] == "%" else "名次"
    return Piece(written, at, end, "rank", unit, Quantity(number.value, number.value, at, end, unit))
