"""One concept, region and year: different values, comparators, forms or definitions; and one thing under two names."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from cqtargets.consistency.finding import Finding, Side
from cqtargets.consistency.groups import Book, similar, tokens
from cqtargets.consistency.printed import exact, of_norm, of_target
from cqtargets.errors import UnitError
from cqtargets.norms.norm import Norm
from cqtargets.targets.indicator import Indicator
from cqtargets.units import parse_unit

__all__ = ["demand", "different_definitions", "same_year", "scale", "two_names"]

Demand = tuple[str, str, Fraction | None, Fraction | None]
_SHARED_NAME = 4


def scale(indicator: Indicator) -> tuple[str, Fraction] | None:
    """Base unit and factor into it, the denominator included; None for a unit nobody knows."""
    return _scale(indicator.unit, indicator.per)


@lru_cache(maxsize=4096)
def _scale(written: str, per: int | None) -> tuple[str, Fraction] | None:
    try:
        unit = parse_unit(written)
    except UnitError:
        return None
    base = unit.base if per is None else f"{unit.base} per head"
    return base, exact(unit.factor) / (per or 1)


def demand(indicator: Indicator) -> Demand | None:
    """What a target asks for in base units: equal demands restate each other. None without a number."""
    scaled = scale(indicator)
    if scaled is None or indicator.goal is None or indicator.form in ("qualitative", "proportional"):
        return None
    base, factor = scaled
    ends = (None if end is None else exact(end) * factor for end in (indicator.target_low, indicator.target_high))
    low, high = ends
    if indicator.comparator in (">=", ">"):
        high = None
    elif indicator.comparator in ("<=", "<"):
        low = None
    return base, indicator.comparator, low, high


def same_year(book: Book) -> Iterator[Finding]:
    """Targets of one concept, region and year that do not restate each other."""
    for group in book.several.values():
        years: dict[int, list[Indicator]] = defaultdict(list)
        for target in group:
            years[target.target_year].append(target)
        for members in years.values():
            if len(members) > 1:
                yield from _of_one_year(book, members)


def _of_one_year(book: Book, members: list[Indicator]) -> Iterator[Finding]:
    """Each distinct demand once, easiest first; neighbours are compared, so that n targets cost n steps."""
    distinct: dict[tuple[object, ...], Indicator] = {}
    for target in members:
        asked = demand(target)
        if asked is not None:
            distinct.setdefault((asked, target.form, target.basis, target.population, target.alternative), target)
    ordered = sorted(
        distinct.values(),
        key=lambda target: (target.form, exact(target.goal or 0), book.date_of(target.plan), target.id),
    )
    for first, second in itertools.pairwise(ordered):
        if not _related(first, second):
            found = _compared(book, first, second)
            if found is not None:
                yield found


def _related(first: Indicator, second: Indicator) -> bool:
    """Whether two rows are one target on purpose: alternatives, or a total and its part."""
    alternative = bool(first.alternative) and first.alternative == second.alternative
    return alternative or first.parent == second.id or second.parent == first.id


def _differ(first: str, second: str) -> bool:
    return bool(first) and bool(second) and first != second


def _compared(book: Book, first: Indicator, second: Indicator) -> Finding | None:
    asked, other = demand(first), demand(second)
    assert asked is not None
    assert other is not None
    pair = _Pair(first, second, of_target(first, book.catalogue), of_target(second, book.catalogue))
    if first.form != second.form:
        return pair.found(
            "warning", "stock_or_increment", "definition",
            (f"；一处为{_FORMS[first.form]}，一处为{_FORMS[second.form]}",
             f"; one is a {first.form}, the other a {second.form}"),
            ("说明该数是期末存量还是期内新增，并补出基期数",
             "say which is the stock at the end and which is added, and give the baseline"),
        )  # fmt: skip
    redefined = pair.redefined(other_unit=asked[0] != other[0])
    if redefined:
        return pair.found(
            "warning", "definition", "definition",
            (f"；口径不同：{'；'.join(redefined)}", f"; defined differently: {'; '.join(redefined)}"),
            ("统一统计口径，或在名称中写明各自口径", "use one definition, or put the definition into each name"),
        )  # fmt: skip
    if asked == other:
        return None
    if asked[2:] == other[2:]:
        return pair.found(
            "note", "comparator", "definition",
            (f"；数值相同而比较方式不同（{first.comparator}与{second.comparator}）",
             f"; the same number, once {first.comparator} and once {second.comparator}"),
            ("统一为“达到”或“超过”", "write one of 达到 and 超过 in both"),
        )  # fmt: skip
    goal = pair.right if _harder(second, first) else pair.left
    apart, apart_en = pair.unstated_definition()
    return pair.found(
        "error", "value", "conflict", ("", ""),
        (f"以较高要求{goal.printed}（{goal.document}）为准即同时满足两处，或修订另一处{apart}",
         f"meet the harder one, {goal.printed} in {goal.document}, which meets both, or amend the other{apart_en}"),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two targets of one concept, region and year, and how each is printed."""

    first: Indicator
    second: Indicator
    left: Side
    right: Side

    def redefined(self, *, other_unit: bool) -> list[str]:
        """What is defined in two ways."""
        first, second = self.first, self.second
        both = ((first.basis, second.basis), (first.population, second.population))
        ways = [f"{a}/{b}" for a, b in both if _differ(a, b)]
        return [*ways, f"{first.unit_label}/{second.unit_label}"] if other_unit else ways

    def unstated_definition(self) -> tuple[str, str]:
        """That one of them alone states its definition, in Chinese and English."""
        if self.first.basis == self.second.basis:
            return "", ""
        stated = self.first.basis or self.second.basis
        return (
            f"；其中一处写明口径“{stated}”，另一处未写",
            f"; only one of them states its definition ({stated})",
        )

    def found(
        self, severity: str, kind: str, nature: str, more: tuple[str, str], reconcile: tuple[str, str]
    ) -> Finding:
        """A finding whose statement names both prints; `more` and `reconcile` in Chinese and English."""
        first, left, right = self.first, self.left, self.right
        return Finding(
            severity=severity, kind=kind, nature=nature, sides=(left, right),
            statement_zh=f"{first.name_zh}（{first.region}，{first.target_year}年）：{left.document}为{left.printed}，"
            f"{right.document}为{right.printed}{more[0]}",
            statement_en=f"{left.name_en} ({first.region}, {first.target_year}): {left.printed} in {left.source}, "
            f"{right.printed} in {right.source}{more[1]}",
            reconcile_zh=reconcile[0], reconcile_en=reconcile[1], rule="same_year",
        )  # fmt: skip


_FORMS = {
    "level": "期末存量", "increment": "期内新增", "flow": "年度流量", "cumulative": "期内累计",
    "relative": "较基期变化",
}  # fmt: skip


def _harder(first: Indicator, second: Indicator) -> bool:
    a, b = exact(first.goal or 0), exact(second.goal or 0)
    return a < b if first.direction == "down" else a > b


def two_names(book: Book) -> Iterator[Finding]:
    """Counts that look like one thing under two names, in two documents or in a box and its text."""
    yield from _across_documents(book)
    yield from _box_and_text(book)


def _across_documents(book: Book) -> Iterator[Finding]:
    regions: dict[str, dict[str, None]] = {}
    for target in book.targets:
        regions.setdefault(target.region, {})[target.concept] = None
    for region, concepts in regions.items():
        for concept, other in similar(concepts, concepts):
            if concept < other and len(tokens(concept) & tokens(other)) >= 3:
                pair = _first_pair(book.of_concept(concept, region), book.of_concept(other, region))
                if pair is not None:
                    yield _two_named(book, *pair)


def _first_pair(firsts: Sequence[Indicator], seconds: Sequence[Indicator]) -> tuple[Indicator, Indicator] | None:
    for first in firsts[:3]:
        for second in seconds[:3]:
            if (
                first.plan != second.plan
                and first.measure == second.measure == "count"
                and first.form == second.form
                and scale(first) is not None
                and scale(first) == scale(second)
            ):
                return first, second
    return None


def _places(indicator: Indicator) -> tuple[str, ...]:
    return tuple(place for place in indicator.locator.split("; ") if place)


def _box_and_text(book: Book) -> Iterator[Finding]:
    """A box repeats its text: where one number stands in a box alone and in the text alone, the names should agree."""
    groups: dict[tuple[object, ...], list[Indicator]] = defaultdict(list)
    for target in book.targets:
        if target.measure != "count" or not target.locator:
            continue
        boxed = {place.startswith("专栏") for place in _places(target)}
        asked = demand(target) if len(boxed) == 1 else None
        if asked is not None:
            groups[target.plan, target.region, target.target_year, target.form, asked].append(target)
    for members in groups.values():
        starts: dict[str, list[Indicator]] = defaultdict(list)
        for target in members:
            if len(target.name_zh) >= _SHARED_NAME:
                starts[target.name_zh[:_SHARED_NAME]].append(target)
        for alike in starts.values():
            in_box = [target for target in alike if _places(target)[0].startswith("专栏")]
            in_text = [target for target in alike if not _places(target)[0].startswith("专栏")]
            if len(in_box) == len(in_text) == 1 and in_box[0].concept != in_text[0].concept:
                yield _two_named(book, in_text[0], in_box[0])


def _two_named(book: Book, first: Indicator, second: Indicator) -> Finding:
    if (book.date_of(second.plan), second.target_year) < (book.date_of(first.plan), first.target_year):
        first, second = second, first
    sides = (of_target(first, book.catalogue), of_target(second, book.catalogue))
    left, right = sides
    return Finding(
        severity="note", kind="two_names", nature="definition", sides=sides,
        statement_zh=f"“{left.name_zh}”{left.printed}（{left.source}，{left.year}年）与“{right.name_zh}”"
        f"{right.printed}（{right.source}，{right.year}年）可能是同一事项",
        statement_en=f"{left.name_en}, {left.printed} ({left.source}, {left.year}) and {right.name_en}, "
        f"{right.printed} ({right.source}, {right.year}) may be one thing",
        reconcile_zh="同一事项用同一名称；不是同一事项则写明区别，避免重复计数",
        reconcile_en="use one name for one thing; if they are two, say how they differ, so that none is counted twice",
        rule="two_names",
    )  # fmt: skip


def different_definitions(book: Book) -> Iterator[Finding]:
    """A norm and a target of one place that ask for one rate of two different denominators."""
    rates: dict[tuple[str, str, Fraction], list[Indicator]] = defaultdict(list)
    for target in book.targets:
        if target.per and target.goal is not None and target.form == "level":
            for place in _places(target):
                rates[target.plan, place.split(" ")[0], exact(target.goal) / target.per].append(target)
    for norm in book.norms:
        size = norm.steps[0].high
        if norm.kind != "one_per" or not size or norm.size_of not in _SIZES:
            continue
        population = _SIZES[norm.size_of]
        for place in norm.locator.split("; "):
            for target in rates.get((norm.plan, place.split(" ")[0], 1 / exact(size)), ()):
                if _word_shared(norm, target) and target.population != population:
                    yield _denominators(book, norm, target)


_SIZES = {
    "older people": "elderly_60plus",
    "institution beds": "institution_eldercare_beds",
    "authorised beds": "beds",
    "beds": "beds",
}


def _word_shared(norm: Norm, target: Indicator) -> bool:
    """Whether both count the same thing and their denominators share a noun (beds and institution beds)."""
    nouns = tokens(norm.size_of.replace(" ", "_"))
    return norm.name_zh in target.name_zh and bool(nouns & tokens(target.population))


def _denominators(book: Book, norm: Norm, target: Indicator) -> Finding:
    sides = (of_target(target, book.catalogue), of_norm(norm, book.catalogue))
    left, right = sides
    return Finding(
        severity="warning", kind="definition", nature="definition", sides=sides,
        statement_zh=f"{target.name_zh}：{left.source.split('; ')[0]}的分母与{right.source}（{right.printed}）不同",
        statement_en=f"{left.name_en}: the denominator in {left.source.split('; ')[0]} ({target.population}) is not "
        f"that of {right.source} ({norm.size_of})",
        reconcile_zh="两处使用同一分母，或分别给出数值",
        reconcile_en="use one denominator in both places, or give a number for each",
        rule="different_definitions",
    )  # fmt: skip
