"""The first letters of Chinese characters as they are read, so that names are found by ysrs as by 医师人数.

The 3,755 common characters of GB 2312 stand in the order of their reading: 23 borders give their letters, without a
dictionary. Rarer ones that names of places and diseases need, and characters with several readings, are listed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

__all__ = ["initials_of", "letters_of"]

_BORDERS: Final = (
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"), (0xB8C1, "g"), (0xB9FE, "h"),
    (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"), (0xC4C3, "n"), (0xC5B6, "o"), (0xC5BE, "p"), (0xC6DA, "q"),
    (0xC8BB, "r"), (0xC8F6, "s"), (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"), (0xD1B9, "y"), (0xD4D1, "z"),
)  # fmt: skip
_LAST: Final = 0xD7F9
_RARE: Final = {
    "伽": "jq", "岐": "q", "殡": "b", "潼": "t", "璧": "b", "碚": "b", "綦": "q", "蚴": "y", "驿": "y", "癫": "d", "痫": "x", "矽": "x",
    "糜": "m", "郫": "p", "鄞": "y", "衢": "q", "濮": "p", "亳": "b", "涿": "z", "邛": "q", "崂": "l", "圳": "z", "泾": "j", "泸": "l",
    "汶": "w", "漯": "lt", "荥": "xy", "睢": "s", "暨": "j", "芪": "q", "瘘": "l", "疱": "p", "疽": "j", "睑": "j", "瞳": "t", "腓": "f",
    "胫": "j", "颅": "l", "骶": "d", "髋": "k", "妊": "r", "娩": "m", "瘢": "b", "褥": "r", "谵": "z", "嗜": "s", "喘": "c", "瘾": "y",
}  # fmt: skip
_SEVERAL: Final = {
    "重": "zc", "长": "zc", "率": "ls", "调": "td", "系": "xj", "藏": "cz", "传": "cz", "乐": "ly", "行": "xh", "校": "xj", "参": "cs",
    "省": "sx", "单": "ds", "会": "hk", "车": "cj", "曾": "zc", "属": "sz", "厦": "sx", "解": "jx", "降": "jx", "给": "gj", "强": "qj",
    "朝": "cz", "弹": "dt", "石": "sd", "种": "zc", "宿": "sx", "合": "hg", "便": "bp", "大": "dt", "术": "sz", "期": "qj", "尿": "ns",
    "识": "sz", "巷": "xh", "盛": "sc", "乘": "cs", "埔": "pb", "蚌": "b", "秘": "mb", "折": "zs", "壳": "kq", "屏": "pb",
}  # fmt: skip


def letters_of(character: str) -> str:
    """The letters a character's readings begin with; empty for one that nobody reads.

    Parameters
    ----------
    character : str
        One character.

    Examples
    --------
    >>> letters_of("床"), letters_of("重"), letters_of("璧"), letters_of("5"), letters_of("（")
    ('c', 'zc', 'b', '5', '')
    """
    if character in _SEVERAL or character in _RARE:
        return _SEVERAL.get(character) or _RARE[character]
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    try:
        pair = character.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    place = int.from_bytes(pair, "big")
    if not _BORDERS[0][0] <= place <= _LAST:
        return ""
    return next(letter for border, letter in reversed(_BORDERS) if place >= border)


def initials_of(names: Iterable[str]) -> dict[str, str]:
    """By letter the Chinese characters of `names` whose reading begins with it.

    Parameters
    ----------
    names : iterable of str

    Examples
    --------
    >>> initials_of(["床位", "重庆"])
    {'c': '床重', 'q': '庆', 'w': '位', 'z': '重'}
    """
    found: dict[str, list[str]] = {}
    for character in dict.fromkeys("".join(names)):
        if not character.isascii():
            for letter in letters_of(character):
                found.setdefault(letter, []).append(character)
    return {letter: "".join(characters) for letter, characters in sorted(found.items())}
