"""What the notes of the bundled targets say, in Chinese: the register of targets holds them in English."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["note_words"]

_NOTES: Final = {
    "due year inferred": "目标年为推定",
    "planned number 规划数": "规划数",
    "printed as a standard": "原文作为标准列出",
    "新增 stands before the list": "“新增”写在所列各项之前",
    "read as a share of all centres": "按占全部中心的比例理解",
    "一刻钟 is 15 minutes": "一刻钟即 15 分钟",
    "a standard that the plan sets for 2025": "规划为 2025 年设定的标准",
    "a standard per institution": "每个机构的标准",
    "per hospital": "每家医院",
    "百名 is 100": "百名即 100 名",
    "it does not say of which level the hospitals are": "未写明是哪一级医院",
    "100 % read out of it": "据其理解为 100%",
    "the year is the last of the plan": "年份取规划期末年",
    "whose heads are counted is not said": "未写明按哪些人的人头计",
    "2029 is the later end": "2029 年取较晚的一端",
    "due year likely 3—5 years on, 2029 is the later end": "目标年可能为此后 3—5 年，2029 年取较晚的一端",
    "announced for the years of the 14th plan": "为“十四五”期间所宣布",
    "同时积极引进: due year inferred from the same sentence": "同时积极引进：目标年按同一句推定",
    "raises the 2万户 of care14 and counts all older households": "提高渝府发〔2022〕15号的 2 万户，并计入所有老年人家庭",
}
_PATTERNS: Final = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"100 % read out of ([一-鿿].*)", r"据“\1”理解为 100%"),
        (r"baseline from (.+), where it is called (.+)", r"基期值出自\1，该处称“\2”"),
        (r"baseline from ([一-鿿].*)", r"基期值出自\1"),
        (r"printed ([一-鿿\d].*) as a standard", r"原文作为标准列出：\1"),
        (r"printed ([一-鿿\d].*)", r"原文：\1"),
        (r"the text prints the same level as a standard of at least (.+)", r"正文把同一水平写作不低于 \1 的标准"),
        (r"([一-鿿].*) speaks of (.+): see the other row", r"\1写作“\2”：见另一行"),
        (r"([一-鿿].*) calls the same (.+)", r"\1把同一目标写作“\2”"),
        (r"due year: printed (.+), likely (.+) with a lost dash", r"目标年：原文“\1”，似为“\2”，缺一连接号"),
        (r"a dash was lost in the source: likely (.+)", r"原文缺一连接号：似为 \1"),
        (r"the (\d) of (.+)", r"\2 中的 \1"),
    )
)


def note_words(note: str, lang: str) -> str:
    """A note in the reader's language; what is not ours, a user's own note, stays as it is.

    Examples
    --------
    >>> note_words("100 % read out of 全覆盖; due year inferred", "zh")
    '据“全覆盖”理解为 100%；目标年为推定'
    >>> note_words("会议审定; see annex", "zh"), note_words("due year inferred", "en")
    ('会议审定; see annex', 'due year inferred')
    """
    if lang != "zh" or not note:
        return note
    parts = note.split("; ")
    told = [_chinese(part) for part in parts]
    return note if told == parts else "；".join(told)


def _chinese(part: str) -> str:
    if part in _NOTES:
        return _NOTES[part]
    for pattern, words in _PATTERNS:
        if found := pattern.fullmatch(part):
            return found.expand(words)
    return part
