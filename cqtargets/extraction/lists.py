"""Lists told apart: A、B分别达到x、y; 2025年、2030年A分别达到x、y; as many values as years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from cqtargets.extraction import naming
from cqtargets.extraction.carrying import Carry
from cqtargets.extraction.clauses import Clause
from cqtargets.extraction.mentions import Mention
from cqtargets.extraction.obligations import asked_ratio
from cqtargets.extraction.pairs import JOINT
from cqtargets.extraction.payments import given_to, paid_names, pays
from cqtargets.extraction.readings import ends
from cqtargets.extraction.statement import Reading

__all__ = ["apart"]

_APART: Final = re.compile(r"分别|各自|依次")
_STANDARD: Final = re.compile(r"\s*要?(?:按照?|依照)")
_SHARED: Final = frozenset({">=", "<=", ">", "<"})
"""Comparators that belong to every value of a list where one value bears them: 分别降到3‰和5‰以下."""
_GROUPED_BY: Final = re.compile(r"^[^,、]{2,14}按照?(?=[^、,]{2,})")
"""托育机构按乳儿班、托小班分别补助: by what the amounts differ."""
_PARTED: Final = re.compile(
    r"(?P<what>[^,;\d]{2,20}(?:津贴|补贴|补助|标准|奖励|限额))分(?:为)?[一二两三四五六][类档级个]"
)
"""人才津贴分三类, and then the amount of each."""
_ASKED: Final = re.compile(r"标准|要求|比例")


def apart(clause: Clause, items: Sequence[Mention], carry: Carry) -> list[Reading]:
    """A、B分别达到x、y; 2025年、2030年A分别达到x、y."""
    word = next((m for m in _APART.finditer(clause.text) if clause.start + m.end() <= items[-1].start), None)
    if word is None:
        return _by_years(clause, items, carry)
    place = clause.start + word.start()
    run = _run(clause, [one for one in items if one.start > place])
    if len(run) < 2:
        return []
    earlier = [one.end for one in items if one.end <= place]
    lead = re.sub(r"^[、和及与,]+", "", clause.between(max(earlier, default=clause.start), place))
    change = naming.change_of(clause.between(place + len(word.group()), run[0].start))
    noun = "" if change else naming.subject_of(clause.between(place + len(word.group()), run[0].start))[0]
    names, years, doubts = _told_apart(lead, len(run), carry, noun)
    standard = _STANDARD.match(lead) is not None and _ASKED.search(clause.between(run[-1].end, clause.end)) is not None
    paid = pays(clause.text, run[-1].unit)
    if paid and (_STANDARD.match(lead) or not naming.subject_of(lead)[0]):
        names = paid_names(carry.told(place), clause.text, len(run))
        carry.paid, doubts = names[-1], () if len(set(names)) == len(names) else doubts
    elif paid:
        names = [given_to(_GROUPED_BY.sub("", name), clause.text) for name in names]
    rule, kind = ("norm_by", "norm") if standard else ("incentive", "incentive") if paid else ("apart", "")
    found = []
    for name, one, year in zip(names, run, years, strict=True):
        sign = next((each.comparator for each in (one, run[0], run[-1]) if each.comparator in _SHARED), one.comparator)
        sign = asked_ratio(sign, lead) if one.unit == "1:x" else sign
        low, high, sign = ends(one, sign, falling=change is not None and naming.falls(change[1]))
        found.append(
            Reading(
                name=_STANDARD.sub("", name) + (change[1] if change and len(name) <= 5 else ""), rule=rule, kind=kind,
                start=clause.start, end=one.end, used=(one.number,), low=low, high=high, comparator=sign,
                unit=one.unit or run[-1].unit, year=year, doubts=doubts, form="relative" if change else "level",
            )
        )  # fmt: skip
    return found


def _told_apart(lead: str, count: int, carry: Carry, noun: str) -> tuple[list[str], list[int | None], tuple[str, ...]]:
    """A name and a year for each of `count` values: by years, by subjects, by the names of the clause before.

    `noun` stands between 分别 and the first value: 2024年、2025年分别新增助餐点30个、40个.
    """
    years: list[int | None] = [int(year) for year in re.findall(r"((?:19|20)\d\d)年?", lead)]
    own = (
        ""
        if naming.refers(lead) or lead.strip() in ("年均", "年平均", "同比", "平均每年")
        else naming.subject_of(lead)[0]
    )
    subject = own or carry.subject
    if len(years) == count:
        return [own or noun or subject] * count, years, ()
    if len(carry.years) == count:
        return [subject] * count, list(carry.years), ()
    parted = _PARTED.match(carry.before) if not subject else None
    subject = parted["what"] if parted else subject
    none: list[int | None] = [None] * count
    if not own and len(carry.recent) >= count:
        return list(carry.recent[-count:]), none, ()
    names = naming.each_subject(subject, count)
    return (names, none, ()) if names else ([subject] * count, none, ("one name for several values",))


def _by_years(clause: Clause, items: Sequence[Mention], carry: Carry) -> list[Reading]:
    """到2022年和2030年，A达到37%和40%: as many values as years, without 分别."""
    run = _run(clause, items)
    if len(run) < 2:
        return []
    left = clause.between(clause.start, run[0].start)
    change = naming.change_of(left)
    subject, verb = change[:2] if change else naming.subject_of(left)
    if change and not subject and len(carry.recent) == len(run):
        subject = "、".join(f"{name}{change[1]}" for name in carry.recent)
    if not subject or not verb:
        return []
    names, years = [subject] * len(run), list[int | None](carry.years)
    if len(years) != len(run):
        names, years = naming.each_subject(subject, len(run)), [None] * len(run)
    if not names or (len({one.unit for one in run}) > 1 and years[0] is not None):
        return []
    found = []
    for name, one, year in zip(names, run, years, strict=True):
        low, high, sign = ends(one, one.comparator, falling=change is not None and naming.falls(change[1]))
        found.append(
            Reading(
                form="relative" if change else "level", name=name, rule="apart", start=clause.start, end=one.end, used=(one.number,), low=low, high=high, comparator=sign,
                unit=one.unit, year=year,
            )
        )  # fmt: skip
    return found


def _run(clause: Clause, items: Sequence[Mention]) -> list[Mention]:
    """The quantities from the first that are joined by 、 and 和 alone."""
    run = list(items[:1])
    for one in items[1:]:
        if not JOINT.match(clause.between(run[-1].end, one.start)):
            break
        run.append(one)
    return run
