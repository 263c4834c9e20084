"""Quantities that go on from the one before: one more amount, the same things in another unit, a note, a shared tail."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from cqtargets.conventions.reasons import Reason
from cqtargets.extraction import naming
from cqtargets.extraction.clauses import Clause
from cqtargets.extraction.mentions import Mention
from cqtargets.extraction.readings import ends
from cqtargets.extraction.statement import Reading

__all__ = ["noted", "one_more", "one_more_each", "shared_tail", "together"]

_NOTED: Final = re.compile(r"\((?P<note>[^)\d]{1,12})\)")
_NOTED_BEFORE: Final = re.compile(r"\((?P<note>[^)\d]{1,12})\)、")
_NOT_COUNTED: Final = frozenset("%‰元点岁年")
"""Last signs of units in which nothing is counted."""


def one_more(found: Sequence[Reading], one: Mention, left: str) -> Reading | None:
    """给予100元、200元: an amount joined to an incentive is one more of it."""
    last = found[-1] if found else None
    if (
        last is None
        or last.kind != "incentive"
        or left.strip("、和及或 ")
        or one.unit != last.unit
        or one.comparator != "="
    ):
        return None
    doubts = (*last.doubts, Reason("doc_one_name"))
    low, high, sign = ends(one, ">=" if last.comparator == ">=" else "=")
    return last._replace(low=low, high=high, comparator=sign, end=one.end, used=(one.number,), doubts=doubts)


def one_more_each(clause: Clause, found: Sequence[Reading], one: Mention, left: str, right: str) -> Reading | None:
    """至少配备1名医师、3名护士: what stands beside a norm in one list is asked for in the same way."""
    last = found[-1] if found else None
    noun = naming.cut_noun(right)[0]
    if (
        last is None
        or last.kind != "norm"
        or last.rule != "norm_each"
        or one.comparator != "="
        or left.strip("、和及 ")
    ):
        return None
    before = clause.between(last.end, one.start).strip("、和及 ")
    if not before or not noun or not last.name.endswith(before):
        return None
    low, high, sign = ends(one, last.comparator)
    name = last.name.removesuffix(before) + noun
    return last._replace(name=name, low=low, high=high, comparator=sign, unit=one.unit, end=one.end, used=(one.number,))


def together(found: Sequence[Reading], one: Mention, left: str, right: str) -> Reading | None:
    """健康步道18条、共32公里: the same things in another unit; 低保对象1.8万户、2.9万人: households, and the people in them."""
    if not found or one.unit == found[-1].unit:
        return None
    people = not left.strip("、 ") and not right and {found[-1].unit[-1:], one.unit[-1:]}.isdisjoint(_NOT_COUNTED)
    if left.strip("、 ") not in ("共", "共计", "合计", "总计", "总长") and not people:
        return None
    low, high, sign = ends(one, one.comparator)
    return found[-1]._replace(low=low, high=high, comparator=sign, unit=one.unit, end=one.end, used=(one.number,))


def noted(clause: Clause, found: list[Reading], one: Mention, behind: str) -> Reading | None:
    """1700元(机构养育)、1300元(散居): one more value of the last subject, each with its note."""
    note = _NOTED.match(behind.strip()) if found and "(" in behind else None
    if note is None or one.unit != found[-1].unit or found[-1].kind:
        return None
    last = found[-1]
    before = _NOTED_BEFORE.fullmatch(clause.between(last.used[0][1], one.start).strip())
    if before is None:
        return None
    found[-1] = last._replace(name=f"{last.name}({before['note']})")
    low, high, sign = ends(one, one.comparator)
    return last._replace(
        name=f"{last.name}({note['note']})", low=low, high=high, comparator=sign, end=one.end, used=(one.number,)
    )


def shared_tail(found: list[Reading]) -> list[Reading]:
    """8个国家级、13个省级区域医疗中心: what the last noun adds to its first word belongs to those before it too."""
    for place in range(len(found) - 1, 0, -1):
        one, last = found[place - 1], found[place]
        if one.rule == last.rule == "count_before" and re.search(r"[级类型]$", one.name):
            head = re.match(r".{1,6}?[级类型]", last.name)
            if head and len(last.name) > head.end():
                found[place - 1] = one._replace(name=one.name + last.name[head.end() :])
    return found
