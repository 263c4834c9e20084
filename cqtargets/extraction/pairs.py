"""Pairs: 由A提高到B, 分别从A1、A2提高到B1、B2."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from cqtargets.conventions.reasons import Reason
from cqtargets.extraction import naming
from cqtargets.extraction.carrying import Carry
from cqtargets.extraction.clauses import Clause
from cqtargets.extraction.mentions import Mention
from cqtargets.extraction.readings import ends
from cqtargets.extraction.statement import Reading

__all__ = ["JOINT", "from_to"]

_FROM: Final = re.compile(
    r"(?:由|从|自)(?:现在|现有|现状|目前|当前|原来|原有|原先|过去|期初|上年末?)?(?:的)?(?P<date>(?:19|20)\d\d年[底末初]?|上年末?|\"?十[一二三四]五\"?末)?(?:的|约)?(?:每[人户][每月年]*|每[月年人户])?$"
)
_TO: Final = re.compile(
    r"(?:到|至|为|达|成)(?:了)?(?P<date>(?:19|20)\d\d年[底末初]?)?(?:的|约)?(?:每[人户][每月年]*|每[月年人户])?$"
)
_APART: Final = re.compile(r"分别|各自|依次")
JOINT: Final = re.compile(r"^\s*(?:[、和及与]|以及|并)?\s*$")


def from_to(clause: Clause, items: Sequence[Mention], carry: Carry) -> list[Reading]:
    """由A提高到B, 分别从A1、A2提高到B1、B2; several pairs may stand in one clause."""
    found: list[Reading] = []
    last = clause.start
    for first, one in enumerate(items):
        if one.start < last:
            continue
        opened = _FROM.search(clause.between(clause.start, one.start))
        if opened is None:
            continue
        for turn in range(first + 1, len(items)):
            gap = clause.between(items[turn - 1].end, items[turn].start)
            turned = _TO.search(gap)
            if turned is None and not JOINT.match(gap):
                break
            if turned is None:
                continue
            count = turn - first
            befores, afters = items[first:turn], items[turn : turn + count]
            if len(afters) < count or any(not JOINT.match(clause.between(a.end, b.start)) for a, b in pairwise(afters)):
                afters = afters[:1]
                befores = befores[:1]
                if count > 1:
                    break
            head = clause.between(max(last, items[first - 1].end if first else last), clause.start + opened.start())
            found += _pairs(clause, befores, afters, head, (opened["date"], turned["date"]), carry)
            last = afters[-1].end
            break
    return found


def _pairs(
    clause: Clause,
    befores: Sequence[Mention],
    afters: Sequence[Mention],
    head: str,
    dates: tuple[str | None, str | None],
    carry: Carry,
) -> list[Reading]:
    subject = naming.subject_of(_APART.sub("", head))[0] or naming.spoken_of(carry.before) or carry.subject
    names = naming.each_subject(subject, len(afters)) if len(afters) > 1 else [subject]
    doubts = () if len(names) == len(afters) else (Reason("doc_one_name"),)
    names = [_ended_alike(name, carry.last) for name in names] if len(names) == len(afters) else [subject] * len(afters)
    early, late = (_year(date) for date in dates)
    found = []
    for name, before, after in zip(names, befores, afters, strict=False):
        low, high, sign = ends(after, after.comparator)
        found.append(
            Reading(
                name=name, rule="from_to", start=clause.start, end=after.end, used=(before.number, after.number), low=low, high=high,
                comparator=sign, unit=after.unit or before.unit, baseline=_scaled(before, after), baseline_year=early, year=late,
                doubts=doubts,
            )
        )  # fmt: skip
    return found


def _ended_alike(name: str, last: str) -> str:
    """散居孤儿 behind 集中供养孤儿基本生活标准 speaks of the same standard: what follows the shared word belongs to both."""
    bare = re.sub(r"\([^)]*\)", "", name)
    if naming.is_measured(bare) or len(bare) < 3:
        return name
    place = last.find(bare[-2:])
    return f"{name}{last[place + 2 :]}" if place >= 0 and len(last) > place + 3 else name


def _scaled(before: Mention, after: Mention) -> float | None:
    """The baseline in the target's unit, 9800 in 万 as 0.98."""
    if before.low is None or before.unit == after.unit or not before.unit:
        return before.low
    scales = {"": 1.0, "百": 1e2, "千": 1e3, "万": 1e4, "百万": 1e6, "亿": 1e8}
    found = [
        next((s for s in sorted(scales, key=len, reverse=True) if one.unit.startswith(s)), "")
        for one in (before, after)
    ]
    return before.low * scales[found[0]] / scales[found[1]]


def _year(date: str | None) -> int | None:
    found = re.match(r"\d{4}", date or "")
    return int(found.group()) if found else None
