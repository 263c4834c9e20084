"""Kinds of institutions down and what is counted across: 医院 under 床位数 is 医院床位数."""

from __future__ import annotations

import re
from typing import Final

from cqtargets.files.year_headings import tidy

__all__ = ["is_kind_heading", "name_of_kind"]

_HEADING: Final = re.compile(r"(?:医疗卫生|卫生|养老|医疗|服务)?机构(?:类别|类型|分类|种类|名称)")
_ALL: Final = frozenset("总计 合计 全部 总数 小计 全市 全省 全区 全县".split())  # noqa: SIM905
_COUNT: Final = re.compile(r"(?:医疗卫生|卫生|养老|医疗|服务)?(?:机构|单位)(?:个数|总数|数量|数)?|数量|个数|家数|所数")
_NUMBER: Final = re.compile(
    r"^[\s\u3000]*(?:[（(]?[一二三四五六七八九十]+[)）、.．]|[（(]?\d{1,2}[)）、.．]|[#＃]|其中[:：]?)?[\s\u3000]*"
)
_ASIDE: Final = re.compile(r"[（(].*[)）]$")


def is_kind_heading(heading: str) -> bool:
    """Whether kinds of institutions stand under it.

    >>> is_kind_heading("机构类别"), is_kind_heading("医疗机构类型"), is_kind_heading("机构数")
    (True, True, False)
    """
    return bool(_HEADING.fullmatch(tidy(heading)))


def name_of_kind(kind: str, counted: str) -> str:
    """What a cell under a heading and beside a kind counts; of all kinds together the heading alone says it.

    >>> name_of_kind("一、医院", "床位数"), name_of_kind("  乡镇卫生院", "机构数"), name_of_kind("合计", "卫生技术人员")
    ('医院床位数', '乡镇卫生院数', '卫生技术人员')
    """
    plain = _ASIDE.sub("", _NUMBER.sub("", kind).strip())
    if not plain or "".join(plain.split()) in _ALL:
        return counted
    return f"{plain}数" if _COUNT.fullmatch(counted) else f"{plain}{counted}"
