"""Parts against their total: regions that make up a whole, and rows that are part of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from cqtargets.consistency.finding import Finding, Side
from cqtargets.consistency.groups import Book
from cqtargets.consistency.printed import exact, of_baseline, of_target, text_of
from cqtargets.consistency.rules.same_year import scale
from cqtargets.targets.indicator import Indicator

__all__ = ["parts_and_totals"]

_NOISE = Fraction(1, 10**9)


def parts_and_totals(book: Book) -> Iterator[Finding]:
    """Children against their parent, at the target and at the baseline.

    Children of the parent's concept in other regions make it up: counts and amounts must add up to it. Children of
    the same region (其中) may overlap: each must be no more than the parent.
    """
    by_id = {target.id: target for target in book.targets}
    children: dict[str, list[Indicator]] = defaultdict(list)
    for target in book.targets:
        if target.parent in by_id:
            children[target.parent].append(target)
    for key, members in children.items():
        total = by_id[key]
        regional = [part for part in members if part.concept == total.concept and part.region != total.region]
        yield from _sums(book, total, regional)
        for part in members:
            if part.region == total.region:
                yield from _too_large(book, total, part)


def _same_unit(total: Indicator, part: Indicator) -> bool:
    first, second = scale(total), scale(part)
    return first is not None and second is not None and first[0] == second[0]


def _values(target: Indicator) -> tuple[tuple[str, float | None], tuple[str, float | None]]:
    return (("target", target.goal), ("start", target.baseline))


def _factor(target: Indicator) -> Fraction:
    scaled = scale(target)
    assert scaled is not None
    return scaled[1]


def _side(book: Book, target: Indicator, moment: str) -> Side:
    return of_target(target, book.catalogue) if moment == "target" else of_baseline(target, book.catalogue)


def _sums(book: Book, total: Indicator, regional: list[Indicator]) -> Iterator[Finding]:
    usable = [part for part in regional if _same_unit(total, part) and part.form == total.form]
    if total.measure not in ("count", "amount") or len(usable) < 2 or len(usable) < len(regional):
        return
    for place, (moment, whole) in enumerate(_values(total)):
        parts = [_values(part)[place][1] for part in usable]
        if whole is None or any(value is None for value in parts):
            continue
        added = sum(
            (exact(value) * _factor(part) for part, value in zip(usable, parts, strict=True) if value is not None),
            Fraction(0),
        )
        difference = added - exact(whole) * _factor(total)
        if abs(difference) > _NOISE * abs(added):
            yield _sum_differs(book, total, usable, moment, added / _factor(total), difference / _factor(total))


def _sum_differs(
    book: Book, total: Indicator, parts: list[Indicator], moment: str, added: Fraction, difference: Fraction
) -> Finding:
    sides = tuple(_side(book, target, moment) for target in (total, *parts))
    head = sides[0]
    listed = "、".join(f"{part.region}{side.printed}" for part, side in zip(parts, sides[1:], strict=True))
    return Finding(
        severity="error" if moment == "target" else "warning", kind="parts", nature="conflict", sides=sides,
        statement_zh=f"{head.name_zh}（{head.source}，{head.year}年）：{listed}合计{text_of(added)}，"
        f"{total.region}为{head.printed}，相差{text_of(difference)}",
        statement_en=f"{head.name_en} ({head.source}, {head.year}): {listed} add up to {text_of(added)}, "
        f"{total.region} is {head.printed}, a difference of {text_of(difference)}",
        reconcile_zh="核对各分区数与总数，改正其中一个，或写明未列出的地区",
        reconcile_en="check the regions and the total and amend one, or name the regions left out",
        rule="parts_and_totals",
    )  # fmt: skip


def _too_large(book: Book, total: Indicator, part: Indicator) -> Iterator[Finding]:
    additive = ("count", "amount", "rate")
    if total.measure not in additive or part.measure != total.measure or not _same_unit(total, part):
        return
    for (moment, whole), (_, value) in zip(_values(total), _values(part), strict=True):
        if whole is None or value is None or total.form != part.form:
            continue
        if exact(value) * _factor(part) > exact(whole) * _factor(total) * (1 + _NOISE):
            sides = (_side(book, total, moment), _side(book, part, moment))
            left, right = sides
            yield Finding(
                severity="error" if moment == "target" else "warning", kind="parts", nature="conflict", sides=sides,
                statement_zh=f"{right.name_zh}{right.printed}是{left.name_zh}{left.printed}的一部分，却大于它"
                f"（{left.source}，{left.year}年）",
                statement_en=f"{right.name_en}, {right.printed}, is part of {left.name_en}, {left.printed}, and larger "
                f"({left.source}, {left.year})",
                reconcile_zh="核对两数，或取消“其中”关系",
                reconcile_en="check both numbers, or do not call one part of the other",
                rule="parts_and_totals",
            )  # fmt: skip
