"""Repealed documents, alternatives, damaged numbers, and 其中 shares that can be read in two ways."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from cqtargets.consistency.finding import Finding, Side
from cqtargets.consistency.groups import Book
from cqtargets.consistency.printed import exact, of_observation, of_target, text_of
from cqtargets.consistency.rules.same_year import scale
from cqtargets.errors import UnitError
from cqtargets.targets.indicator import Indicator
from cqtargets.units import parse_unit

__all__ = ["alternatives", "damaged", "of_which", "repealed"]


def repealed(book: Book) -> Iterator[Finding]:
    """Targets of documents that another document repealed: one finding a document."""
    by_plan: dict[str, list[Indicator]] = defaultdict(list)
    for target in book.catalogue:
        by_plan[target.plan].append(target)
    for plan, targets in by_plan.items():
        document = book.catalogue.document(plan)
        if not document.repealed_by:
            continue
        by = book.catalogue.document(document.repealed_by).label
        yield Finding(
            severity="error", kind="repealed", nature="change",
            sides=tuple(of_target(target, book.catalogue) for target in targets),
            statement_zh=f"{document.label}已被{by}废止，其{len(targets)}项目标不再有效",
            statement_en=f"{document.label} was repealed by {by}: its {len(targets)} targets no longer hold",
            reconcile_zh="评估中剔除这些目标，或写明由哪个文件承接",
            reconcile_en="leave these targets out of assessments, or name the document that takes them over",
            rule="repealed",
        )  # fmt: skip


def damaged(book: Book) -> Iterator[Finding]:
    """Numbers that lost a digit or a dash in the source."""
    for target in book.targets:
        if target.certainty == "damaged":
            side = of_target(target, book.catalogue)
            yield Finding(
                severity="warning", kind="damaged", nature="definition", sides=(side,),
                statement_zh=f"{side.name_zh}印为{side.printed}（{side.source}），原文缺字或缺连接号，数值不可直接使用",
                statement_en=f"{side.name_en} is printed {side.printed} ({side.source}): the source lost a character"
                + (f"; {target.note}" if target.note else ""),
                reconcile_zh="查对原件", reconcile_en="look it up in the original document",
                rule="damaged",
            )  # fmt: skip


def of_which(book: Book) -> Iterator[Finding]:
    """其中 shares: of the whole, or of the share named before them."""
    shares: dict[tuple[str, str, str, int], list[Indicator]] = defaultdict(list)
    for target in book.targets:
        if target.measure == "share" and target.form == "level" and target.population and target.goal is not None:
            shares[target.plan, target.region, target.population, target.target_year].append(target)
    for members in shares.values():
        marked = [part for part in members if "其中" in f"{part.target_text}{part.note}{part.name_zh}"]
        for part in marked:
            places = set(part.locator.split("; "))
            wholes = [
                whole for whole in members
                if (whole.goal or 0) > (part.goal or 0) and places & set(whole.locator.split("; "))
            ]  # fmt: skip
            if len(wholes) == 1 and wholes[0].goal != 100 and not part.parent:
                yield _of_which(book, wholes[0], part)


def _of_which(book: Book, whole: Indicator, part: Indicator) -> Finding:
    sides = (of_target(whole, book.catalogue), of_target(part, book.catalogue))
    left, right = sides
    product = text_of(exact(whole.goal or 0) * exact(part.goal or 0) / 100)
    return Finding(
        severity="note", kind="alternatives", nature="definition", sides=sides,
        statement_zh=f"{right.name_zh}“其中”{right.printed}（{right.source}）：以全部为分母是{right.printed}，"
        f"以已达{left.printed}者为分母是{product}%",
        statement_en=f"{right.name_en}, “of which” {right.printed} ({right.source}): {right.printed} of all, or of the "
        f"{left.printed} before it, which is {product} % of all",
        reconcile_zh="写明分母", reconcile_en="name the denominator",
        rule="of_which",
    )  # fmt: skip


def alternatives(book: Book) -> Iterator[Finding]:
    """Alternatives of which one suffices: densities over two populations whose demands differ in number.

    The sizes come from the caller's `population`, from a target of the plan that counts the population, or from an
    observation of a density that links the two.
    """
    groups: dict[tuple[str, str], list[Indicator]] = defaultdict(list)
    for target in book.targets:
        if target.alternative and target.per and target.goal is not None and scale(target) is not None:
            groups[target.alternative, target.region].append(target)
    for members in groups.values():
        for first, second in itertools.pairwise(members):
            found = _readings(book, first, second)
            if found is not None:
                yield found


def _demand(target: Indicator) -> Fraction:
    """The goal in base units, per head where the target has a denominator; 0 for a unit nobody knows."""
    scaled = scale(target)
    return Fraction(0) if scaled is None else exact(target.goal or 0) * scaled[1]


def _readings(book: Book, first: Indicator, second: Indicator) -> Finding | None:
    sizes = [_size(book, target) for target in (first, second)]
    linked = _link(book, first, second)
    known = [size for size in sizes if size is not None]
    if len(known) == 2:
        needs = [_demand(target) * size[0] for target, size in zip((first, second), known, strict=True)]
        extra = tuple(size[1] for size in known)
        shown = [text_of(round(need)) for need in needs]
    elif linked is not None:
        ratio, side = linked
        needs = [_demand(first), _demand(second) * ratio]
        extra = (side,)
        shown = [f"{text_of(1000 * need)}‰" for need in needs]
    else:
        return None
    if abs(needs[0] - needs[1]) <= Fraction(1, 10**9) * max(needs):
        return None
    sides = (of_target(first, book.catalogue), of_target(second, book.catalogue), *extra)
    left, right = sides[:2]
    times = text_of(max(needs) / min(needs)) if min(needs) else "∞"
    per = "" if len(known) == 2 else "（折合每名老年人）"
    per_en = "" if len(known) == 2 else " per head of the first population"
    return Finding(
        severity="warning", kind="alternatives", nature="definition", sides=sides,
        statement_zh=f"{left.name_zh}{left.printed}“或”{right.name_zh}{right.printed}（{left.source}）：前者要求{shown[0]}，"
        f"后者只要求{shown[1]}{per}，相差{times}倍",
        statement_en=f"{left.name_en} {left.printed} or {right.name_en} {right.printed} ({left.source}): the one asks "
        f"for {shown[0]}, the other for {shown[1]}{per_en}, a factor of {times}",
        reconcile_zh="选定一种口径考核", reconcile_en="choose one of the two for the assessment",
        rule="alternatives",
    )  # fmt: skip


def _size(book: Book, target: Indicator) -> tuple[Fraction, Side] | None:
    years = book.population.get(target.population, {})
    size = years.get(target.target_year, years.get(0))
    if size is not None:
        side = Side(
            id=f"population:{target.population}", name_zh=f"人口（{target.population}）",
            name_en=f"population ({target.population})",
            document="population", locator="", printed=text_of(size), value=float(size),
        )  # fmt: skip
        return size, side
    counted = book.latest_target(target.plan, target.population, target.region)
    if counted is None or counted.form != "level" or counted.per or not _demand(counted):
        return None
    return _demand(counted), of_target(counted, book.catalogue)


def _link(book: Book, first: Indicator, second: Indicator) -> tuple[Fraction, Side] | None:
    """How many of the second population there are per head of the first, from the latest observed density."""
    found = [
        observation
        for observation in book.observations
        if observation.region == first.region
        and observation.population == first.population
        and observation.per
        and observation.concept.startswith(f"{second.population}_per_")
        and observation.time is not None
    ]
    if not found:
        return None
    latest = max(found, key=lambda observation: observation.time or 0.0)
    try:
        factor = exact(parse_unit(latest.unit).factor)
    except UnitError:
        return None
    return exact(latest.value) * factor / (latest.per or 1), of_observation(latest)
