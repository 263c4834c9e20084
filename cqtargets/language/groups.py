"""Numbers and grades that belong to a name: 65岁以上老年人, PM2.5, 亿元国内生产总值, 县级以上."""

from __future__ import annotations

import re
from typing import Final

from cqtargets.language.said import NUMBERS
from cqtargets.language.tokens import Piece

__all__ = ["is_formed", "is_group", "is_quoted", "with_grades", "with_groups"]

_GROUP_UNITS: Final = frozenset({"岁", "级", "星级", "期", "类", "批", "代", "班", "排", "年级", "个月"})
_CONDITION_UNITS: Final = frozenset({"分钟", "小时", "秒", "天", "日", "公里", "米", "个月", "年", "周", "月"})
_SAYING_WHO: Final = _GROUP_UNITS | _CONDITION_UNITS
_TYPES: Final = ("型", "号", "热线", "急救", "专线", "联动")
_LETTER: Final = re.compile("[A-Z]{1,2}[\u4e00-\u9fff]")
_FORMED: Final = re.compile(
    r"圈[\"']?(?:的?(?:建设|体系|布局|网络|功能))?(?:基本|初步|全面|总体|逐步|加快|更加|不断|持续|进一步|日益|日趋|已|得到|实现)*"
    r"(?:形成|建成|建立|完善|健全|成型|成形|优化|提升|便捷|巩固|扩大|延伸|拓展|构建|打造|推进)[。.;,]*$"
)
_QUOTES: Final = frozenset("\"'")
_FOR_EACH: Final = re.compile(r"[十百千万亿]+[^\d零一二两三四五六七八九十百千万亿]*")
_GRADES: Final = (
    "级", "格", "县", "市", "区", "乡", "镇", "本科", "专科", "大专", "中专", "高中", "初中", "小学", "职称", "学历", "良",
    "良好", "优秀", "等", "甲", "乙", "类", "硕士", "学士", "博士", "副高", "正高", "处", "科", "专业", "技师", "高职", "院校", "大",
)  # fmt: skip
_OPENING: Final = frozenset({"before", "to", "by", "reach", "keep", "form", "size", "rate", "yearly", "negation"})


def is_group(found: list[Piece], at: int, *, share_follows: bool = False, number_follows: bool = False) -> bool:
    """65岁以上老年人, 二级医院, 30分钟内到达率: a number that says who or when, inside a name."""
    quantity = found[at].quantity
    following = "".join(piece.text for piece in found[at + 1 : at + 3]).lstrip("\"'")
    if quantity is None:
        return found[at].meaning.endswith("分钟") and "圈" in following
    known = quantity.unit in _GROUP_UNITS or (
        quantity.unit in _CONDITION_UNITS and (share_follows or "圈" in following)
    )
    if number_follows and not quantity.unit:
        known = known or following.startswith(_TYPES) or _LETTER.match(following) is not None or is_quoted(found, at)
    if not known and not (number_follows and _names(found, at)):
        return False
    k = at + 1
    while k < len(found) and (found[k].role == "after" or (k == at + 1 and is_quoted(found, at))):
        k += 1
    return k < len(found) and found[k].role in ("word", "doubt", "verb", "per") and not found[k].text.startswith("的")


def is_formed(found: list[Piece]) -> bool:
    """15分钟健身圈基本形成: the time names a circle of which a state is said; 打造15分钟健身圈 is a target of 15 minutes."""
    return _FORMED.search("".join(piece.text for piece in found)) is not None


def is_quoted(found: list[Piece], at: int) -> bool:
    """“531”工程: a number that is a name by itself."""
    return 0 < at < len(found) - 1 and found[at - 1].text[-1] in _QUOTES and found[at + 1].text[0] in _QUOTES


def _names(found: list[Piece], at: int) -> bool:
    """PM2.5浓度, 亿元国内生产总值死亡率, 十万人死亡率: a number that is part of what is measured."""
    before = found[at - 1] if at else None
    if before is not None and before.end == found[at].start and before.role == "word" and before.text[-1].isascii():
        return before.text[-1].isalpha()
    return (before is None or before.role not in _OPENING) and _FOR_EACH.fullmatch(found[at].text) is not None


def with_grades(found: list[Piece]) -> list[Piece]:
    """县级以上机构, 合格以上的人数比例: 以上 behind a grade and before the rest of a name is part of the name."""
    graded = [at for at, piece in enumerate(found) if piece.role == "after" and _is_graded(found, at)]
    return (
        [piece._replace(role="word") if at in graded else piece for at, piece in enumerate(found)] if graded else found
    )


def _is_graded(found: list[Piece], at: int) -> bool:
    before = found[at - 1] if at else None
    after = found[at + 1] if at + 1 < len(found) else None
    return (
        before is not None
        and before.role == "word"
        and before.end == found[at].start
        and before.text.endswith(_GRADES)
        and after is not None
        and after.start == found[at].end
        and after.role in ("word", "verb", "filler", "doubt", "stop")
    )


def with_groups(found: list[Piece], known: list[int] | None = None) -> list[Piece]:
    """Give the role ``group`` to numbers that say who or when inside a name, and to the 以上 behind them."""
    numbers = known or [at for at, piece in enumerate(found) if piece.role in NUMBERS]
    if not numbers or (len(numbers) == 1 and numbers[0] == len(found) - 1):
        return found
    end = numbers[-1]
    last = found[end].quantity
    if len(numbers) == 1 and last is not None and last.unit not in _SAYING_WHO:
        return found
    share = last is not None and last.unit in ("%", "‰")
    groups = {at for at in numbers if is_group(found, at, share_follows=share and at != end, number_follows=at != end)}
    if not groups:
        return found
    circle = groups == {end} and len(numbers) == 1 and any("圈" in piece.text for piece in found)
    if circle and not is_formed(found) and all(piece.role != "whole" for piece in found[end:]):
        return found
    kept: list[Piece] = []
    inside = False
    for at, piece in enumerate(found):
        if at in groups:
            kept.append(piece._replace(role="group"))
            inside = True
        elif inside and piece.role == "after":
            kept.append(piece._replace(role="group"))
        else:
            inside = False
            kept.append(piece)
    return kept
