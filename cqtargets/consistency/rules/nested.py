"""Nested populations: the coverage of the whole says something about the coverage of its parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Final

from cqtargets.consistency.finding import Finding, Side
from cqtargets.consistency.groups import Book, stem
from cqtargets.consistency.printed import exact, of_target, text_of
from cqtargets.targets.indicator import Indicator

__all__ = ["NESTED", "nested_coverage"]

NESTED: Final[Mapping[str, tuple[str, ...]]] = {
    "elderly_60plus": ("resident",),
    "children": ("resident",),
    "elderly_65plus": ("elderly_60plus",),
    "elderly_80plus": ("elderly_65plus",),
    "home_elderly": ("elderly_60plus",),
    "public_hospital_beds": ("beds",),
    "institution_eldercare_beds": ("eldercare_beds",),
    "physicians_public_hospitals": ("physicians",),
    "county_secondary_general_hospitals": ("secondary_general_hospitals",),
    "public_tcm_hospitals": ("secondary_tcm_hospitals",),
    "tertiary_tcm_hospitals": ("secondary_tcm_hospitals",),
    "level2_tcm_hospitals": ("secondary_tcm_hospitals",),
    "primary_centres": ("primary_institutions",),
    "grade_a_primary_institutions": ("primary_centres",),
    "community_health_centres": ("primary_centres",),
    "township_health_centres": ("primary_centres",),
    "townships": ("townships_streets", "townships_villages"),
    "villages": ("villages_communities", "townships_villages"),
    "township_homes": ("eldercare_institutions",),
}
"""Which population is part of which: name -> the populations that hold it. Give `check` a larger table of your own."""


def nested_coverage(book: Book, nested: Mapping[str, tuple[str, ...]] = NESTED) -> Iterator[Finding]:
    r"""Shares and ratios of a group and of a group inside it.

    With the whole at c, the part at s, no share above the ceiling U and none below 0, the part can weigh at most
    :math:`w = (U - c)/(U - s)` of the whole where s < c, and :math:`w = c/s` where s > c. Where w is 0 the two cannot
    hold together, whatever the sizes.
    """
    wholes: dict[tuple[object, ...], dict[int, Indicator]] = defaultdict(dict)
    for target in book.targets:
        if _covers(target):
            years = wholes[stem(target), target.region, target.measure, target.unit, target.population]
            held = years.get(target.target_year)
            if held is None or (target.goal or 0) > (held.goal or 0):
                years[target.target_year] = target
    met: list[Finding] = []
    for target in book.targets:
        if not _covers(target):
            continue
        for population in _holding(target.population, nested):
            years = wholes.get((stem(target), target.region, target.measure, target.unit, population), {})
            due = [year for year in years if year <= target.target_year]
            if due:
                whole = max((years[year] for year in due), key=lambda held: (held.goal or 0, held.target_year))
                found = _compared(book, whole, target)
                if found is not None:
                    met.append(found)
    yield from _by_whole(met)


def _by_whole(found: Iterable[Finding]) -> Iterator[Finding]:
    """One finding a whole: what several documents ask for parts of it stands side by side."""
    groups: dict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    for finding in found:
        groups[finding.sides[0].id, finding.severity, finding.reconcile_zh].append(finding)
    for members in groups.values():
        first = members[0]
        yield (
            first
            if len(members) == 1
            else replace(
                first,
                sides=tuple(dict.fromkeys(side for member in members for side in member.sides)),
                statement_zh="；".join(member.statement_zh for member in members),
                statement_en="; ".join(member.statement_en for member in members),
            )
        )


def _covers(target: Indicator) -> bool:
    return (
        target.measure in ("share", "ratio")
        and target.form == "level"
        and target.comparator in (">=", ">")
        and bool(target.population)
        and bool(stem(target))
    )


def _holding(population: str, nested: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Every population that holds this one, nearest first."""
    found: list[str] = []
    waiting = list(nested.get(population, ()))
    while waiting:
        holder = waiting.pop(0)
        if holder not in found and holder != population:
            found.append(holder)
            waiting.extend(nested.get(holder, ()))
    return found


def largest_weight(whole: Fraction, part: Fraction, ceiling: Fraction | None) -> Fraction:
    """The largest share of the whole that the part can be, so that both coverages hold exactly."""
    if part < whole:
        return Fraction(1) if ceiling is None else (ceiling - whole) / (ceiling - part)
    return whole / part if part > whole else Fraction(1)


def _compared(book: Book, whole: Indicator, part: Indicator) -> Finding | None:
    c, s = exact(whole.goal or 0), exact(part.goal or 0)
    if c == s:
        return None
    sides = (of_target(whole, book.catalogue), of_target(part, book.catalogue))
    if s < c:
        if part.measure != "share":
            return None
        ceiling = Fraction(1000 if part.unit == "‰" else 100)
        return _easier_part(whole, part, sides, largest_weight(c, s, ceiling))
    if whole.target_year != part.target_year:
        return None
    return _harder_part(part, sides, largest_weight(c, s, None))


def _easier_part(whole: Indicator, part: Indicator, sides: tuple[Side, Side], weight: Fraction) -> Finding:
    left, right = sides
    apart = (whole.basis or part.basis) != "" and whole.basis != part.basis
    stated = f"；前者以“{whole.basis}”统计" if whole.basis else ""
    stated_en = f"; the former counts by {whole.basis}" if whole.basis else ""
    impossible = weight == 0
    bound = f"只有后者至多占前者{text_of(100 * weight)}%时两者才能同时恰好达到"
    bound_en = f"both hold exactly only while the latter are at most {text_of(100 * weight)} % of the former"
    return Finding(
        severity="error" if impossible and not apart else "warning",
        kind="nested", nature="definition" if apart else "conflict", sides=sides,
        statement_zh=f"{left.name_zh}{left.year}年为{left.printed}（{left.document}），已包含{right.name_zh}，"
        f"后者{right.year}年却只要求{right.printed}（{right.document}）；"
        + ("整体为100%则其中任何人群都须为100%" if impossible else bound),
        statement_en=f"{left.name_en} is {left.printed} by {left.year} ({left.document}) and holds {right.name_en}, "
        f"for which only {right.printed} is asked by {right.year} ({right.document}); "
        + ("a whole at 100 % leaves no part below it" if impossible else bound_en),
        reconcile_zh=f"把后者提高到与前者一致，或说明前者的统计口径{stated}",
        reconcile_en=f"raise the part to the whole, or say how the whole is counted{stated_en}",
        rule="nested_coverage",
    )  # fmt: skip


def _harder_part(part: Indicator, sides: tuple[Side, Side], weight: Fraction) -> Finding:
    left, right = sides
    share = text_of(100 * weight)
    return Finding(
        severity="warning" if part.measure == "ratio" else "note",
        kind="nested", nature="definition", sides=sides,
        statement_zh=f"{left.name_zh}为{left.printed}（{left.locator}），其中一部分“{right.name_zh}”为{right.printed}"
        f"（{right.locator}）；后者至多占前者{share}%时两者才能同时恰好达到",
        statement_en=f"{left.name_en} is {left.printed} ({left.locator}), a part of it, {right.name_en}, "
        f"{right.printed} ({right.locator}); both hold exactly only while the part is at most {share} % of the whole",
        reconcile_zh="写明两处所指机构范围；部分的要求高于整体时，整体须相应提高",
        reconcile_en="name the institutions meant in each place; where the part weighs more, raise the whole",
        rule="nested_coverage",
    )  # fmt: skip
