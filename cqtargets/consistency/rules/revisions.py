"""Revisions: a later document asks for another value or another year."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator

from cqtargets.consistency.finding import Finding
from cqtargets.consistency.groups import Book
from cqtargets.consistency.printed import exact, of_target, text_of
from cqtargets.consistency.rules.same_year import demand, scale
from cqtargets.targets.indicator import Indicator

__all__ = ["revisions"]

_FORMS = ("level", "flow")


def revisions(book: Book) -> Iterator[Finding]:
    """Targets that a later document lowers, raises, puts off or brings forward, in one concept and region."""
    for group in book.several.values():
        if len({target.plan for target in group}) < 2:
            continue
        plans: dict[str, list[Indicator]] = defaultdict(list)
        for target in group:
            if target.form in _FORMS and demand(target) is not None:
                plans[target.plan].append(target)
        ordered = sorted(
            (plan for plan in plans if book.date_of(plan)),
            key=lambda plan: (book.date_of(plan), plan),
        )
        for earlier, later in itertools.pairwise(ordered):
            first = max(plans[earlier], key=lambda target: target.target_year)
            for second in sorted(plans[later], key=lambda target: target.target_year):
                found = _compared(book, first, second)
                if found is not None:
                    yield found
                    break


def _compared(book: Book, first: Indicator, second: Indicator) -> Finding | None:
    one, other = scale(first), scale(second)
    same_kind = first.form == second.form and first.direction == second.direction
    if one is None or other is None or one[0] != other[0] or not same_kind:
        return None
    if first.target_year == second.target_year:
        return None
    sign = -1 if first.direction == "down" else 1
    change = sign * (exact(second.goal or 0) * other[1] - exact(first.goal or 0) * one[1])
    later = second.target_year > first.target_year
    if later and change < 0:
        return _finding(book, first, second, "lowered")
    if later and change > 0:
        return _finding(book, first, second, "raised")
    if later and "inferred" not in (first.certainty, second.certainty):
        return _finding(book, first, second, "put_off")
    if not later and change >= 0:
        return _finding(book, first, second, "brought_forward")
    return None


_CHANGES = {
    "lowered": (
        "error", "降低并推迟", "lowered and put off",
        "明确原目标是否取消；若未取消，{year}年起须不低于{old}",
        "say whether the older target is withdrawn; if it is not, {old} holds from {year} on",
    ),
    "raised": (
        "note", "提高", "raised", "无须协调：满足新目标前须先在{year}年达到{old}",
        "nothing to reconcile: {old} is due in {year}, the new one after it",
    ),
    "put_off": (
        "warning", "推迟", "put off", "明确{year}年的目标是否仍须考核",
        "say whether the target of {year} is still assessed",
    ),
    "brought_forward": (
        "note", "提前", "brought forward", "以后发文件为准，同步修改原文件的年份",
        "follow the later document and amend the year of the older one",
    ),
}  # fmt: skip


def _finding(book: Book, first: Indicator, second: Indicator, change: str) -> Finding:
    severity, zh, en, mend_zh, mend_en = _CHANGES[change]
    sides = (of_target(first, book.catalogue), of_target(second, book.catalogue))
    old, new = sides
    extra_zh = extra_en = ""
    if first.unit == second.unit and first.goal is not None and second.goal is not None and first.goal != second.goal:
        step = abs(exact(second.goal) - exact(first.goal))
        extra_zh = f"，相差{text_of(step)}{first.unit}"
        extra_en = f", a difference of {text_of(step)} {first.unit}"
    words = {"year": first.target_year, "old": old.printed}
    return Finding(
        severity=severity, kind="revision", nature="change", sides=sides,
        statement_zh=f"{first.name_zh}：{old.document}要求{old.year}年{old.printed}，{new.document}{zh}为"
        f"{new.year}年{new.printed}{extra_zh}",
        statement_en=f"{old.name_en}: {old.printed} by {old.year} in {old.document} is {en} to {new.printed} by "
        f"{new.year} in {new.document}{extra_en}",
        reconcile_zh=mend_zh.format(**words), reconcile_en=mend_en.format(**words),
        rule=f"revisions: {change}",
    )  # fmt: skip
