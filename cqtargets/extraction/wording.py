"""Patterns of a document's running text, made from the words and units of the lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from cqtargets.language.lexicon import ENTRIES, NEGATIONS
from cqtargets.language.plain import plain
from cqtargets.units import printed_units

__all__ = [
    "COUNTERS",
    "after_pattern",
    "aligned",
    "before_ends",
    "before_pattern",
    "comparator",
    "either",
    "in_print",
    "number_unit",
    "words_of",
]

_MORE_UNITS: Final = (
    "个百分点 百分点 元/月 元/年 元/天 元/人 元/平方米 元/吨 万吨 吨 公斤 千克 克 毫克 微克/立方米 毫克/升 立方米 万立方米 亿立方米 公顷 万公顷 平方公里 千瓦 万千瓦 亿千瓦时 千瓦时 亩次 户次 "
    "家次 张次 班次 课时 学时 标箱 辆次 架次 车次 件次 例次 人日 床日 人年 度 升 亿斤 斤 头 只 株 对 枚 起 宗 幅 届 段 批次 具 单 笔 间次 片 套 台(套) 台/套 班 节 名次 ㎡ m2 km 公里 海里 "
    "米 厘米 毫米 里 番 岁 周岁 月龄 镇 所次 人/平方公里 元/人·月 /10万 /十万 /万 /千人 /千 1/10万 TEU GW MW kW 兆瓦 兆 美元 港元 欧元 名额 席 朵 户 个月 个小时 小时 周 "
    "场次 组 大类 点 字 面 栋 幢 口 眼 盏 块 道 孔 列 挂 盘 支队 个工作日 工作日 元/张 元/张·年 元/床 元/户 人/张 人/户 斤/亩 公斤/亩 公里/小时 吨/年 万吨/年 人/年"
)
_SCALES: Final = ("万亿", "百万", "千万", "百亿", "千亿", "亿", "万", "千", "百")
COUNTERS: Final = frozenset("个家所张名人支项次座处间辆台套户条件部场种门款位组例份批站点期类只艘架篇册对栋具")
_MEANS: Final = {">": ">", ">=": ">=", "<": "<", "<=": "<=", "~": "~", "=": "=", "better": ">", "worse": "<"}
_TURNED: Final = {">": "<=", ">=": "<", "<": ">=", "<=": ">"}


class _Spelling(dict[int, str]):
    """One sign for each character; what would become several, and Chinese characters, stay."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        spelled = character if "一" <= character <= "鿿" else plain(character).text
        self[code] = spelled if len(spelled) == 1 else character
        return self[code]


_SPELLING: Final = _Spelling()
_COMMON: Final = tuple((sign, plain(sign).text) for sign in "，；：（）“”％")
"""The signs that nearly every text holds, put in place first: what is left over seldom needs a look at each character."""
_YEAR_IN_WORDS: Final = re.compile(r"二[〇零○][〇零○一二三四五六七八九]{2}(?=年)")
_DIGITS: Final = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_SIGNS: Final = frozenset('"()[]')
_FOREIGN: Final = re.compile(r"[^\x00-\x7f一-鿿、。]")


def aligned(text: str) -> str:
    """The text in one spelling of digits and signs, character for character, so that places stay and names keep theirs.

    >>> aligned("达到８０％，约（3）㎡")
    '达到80%,约(3)㎡'
    """
    for sign, spelled in _COMMON:
        text = text.replace(sign, spelled)
    if "二〇" in text or "二零" in text or "二○" in text:
        text = _YEAR_IN_WORDS.sub(lambda found: found.group().translate(_DIGITS), text)
    return text.translate(_SPELLING) if _FOREIGN.search(text) else text


def in_print(name: str) -> str:
    """A name or title with the quotation marks and brackets of the print.

    >>> in_print('"十四五"规划(2021)'), in_print("发[2022]6号")
    ('“十四五”规划（2021）', '发〔2022〕6号')
    """
    if not _SIGNS.intersection(name):
        return name
    opened = False
    parts = []
    for char in name:
        if char == '"':
            opened = not opened
            parts.append("“" if opened else "”")
        else:
            parts.append({"(": "（", ")": "）", "[": "〔", "]": "〕"}.get(char, char))
    return "".join(parts)


def either(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


@cache
def words_of(role: str, meaning: str | None = None) -> tuple[str, ...]:
    """The words of the lexicon that play a role."""
    return tuple(
        word
        for entry in ENTRIES
        if entry.role == role and meaning in (None, entry.meaning)
        for word in entry.words.split()
    )


@cache
def before_ends() -> frozenset[str]:
    """The last characters of the comparators that `before_pattern` finds."""
    return frozenset({word[-1] for word in words_of("before")} | set("到为至达月年天次 \t"))


@cache
def before_pattern() -> re.Pattern[str]:
    """Comparators that stand right before a number, with what denies them."""
    kept = [word for word in words_of("before") if word not in ("早于",)]
    denials = either(word for word in NEGATIONS.split() if word != "未")
    return re.compile(
        rf"(?P<no>(?:{denials}))?(?P<word>(?:{either(kept)}))\s*(?:到|为|至|达到|达)?\s*(?:每[月年天次])?$"
    )


@cache
def after_pattern() -> re.Pattern[str]:
    """Comparators that stand right behind a number and its unit."""
    kept = [word for word in words_of("after") if word not in ("内", "起", "止", "前后", "起步", "为限", "有余")]
    return re.compile(rf"\s*(?P<word>{either(kept)}|内(?=[,。;、]|$))")


@cache
def comparator(word: str, denied: bool) -> str:
    """The comparator that a word gives, turned round where it is denied."""
    means = next((e.meaning for e in ENTRIES if e.role in ("before", "after") and word in e.words.split()), "=")
    sign = _MEANS.get(means, "=")
    if word in ("近", "将近", "接近"):
        return "~"
    return _TURNED.get(sign, sign) if denied else sign


@cache
def number_unit() -> re.Pattern[str]:
    """The scale, unit and 余 or 多 behind a number."""
    units = either(unit for unit in (*printed_units(), *_MORE_UNITS.split()) if unit and unit not in ("1:x", "x:1"))
    return re.compile(
        rf"\s*(?P<more>余|多(?=[万亿千个家所张名人支项元]))?(?P<scale>{'|'.join(_SCALES)})?(?P<more2>余|多)?"
        rf"(?P<unit>\s*(?:{units}))?(?P<more3>余|多(?![学层样元种]))?"
    )
