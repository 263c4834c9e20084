"""Shares of one plan that look alike and are of different wholes, or of different things."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping

from cqtargets.concepts.wording import plain
from cqtargets.consistency.finding import Finding
from cqtargets.consistency.groups import Book, tokens
from cqtargets.consistency.printed import exact, of_observation, of_target, text_of
from cqtargets.consistency.rules.nested import NESTED
from cqtargets.consistency.rules.same_year import scale
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation

__all__ = ["all_against_some", "other_starts", "other_wholes"]

_SHARE = frozenset({"share", "rate", "coverage"})
_WORDS_IN_COMMON = 3


def other_wholes(book: Book, nested: Mapping[str, tuple[str, ...]] = NESTED) -> Iterator[Finding]:
    """A part, a total and a share of one plan, where the share is of something narrower than the total.

    15万 nursing beds and 25万 beds, but 60 % of the beds in institutions: the three cannot be put together.
    """
    for targets in book.by_plan.values():
        shares = [
            one
            for one in targets
            if one.measure == "share" and one.form == "level" and one.goal is not None and one.population in nested
        ]
        counts = [one for one in targets if shares and one.measure == "count" and one.form == "level" and one.goal]
        by_year: dict[int, list[Indicator]] = defaultdict(list)
        for one in counts:
            by_year[one.target_year].append(one)
        for share in shares:
            held = by_year.get(share.target_year, [])
            for whole in held:
                if whole.concept in nested[share.population]:
                    parts = (part for part in held if part is not whole and _is_part(share, whole, part))
                    yield from (_other_whole(book, share, whole, part) for part in parts)


def _is_part(share: Indicator, whole: Indicator, part: Indicator) -> bool:
    words = tokens(share.concept) - _SHARE
    same = part.target_year == share.target_year and scale(part) is not None and scale(whole) is not None
    return same and words <= tokens(part.concept) and not words <= tokens(whole.concept)


def _other_whole(book: Book, share: Indicator, whole: Indicator, part: Indicator) -> Finding:
    sides = tuple(of_target(one, book.catalogue) for one in (part, whole, share))
    some, total, asked = sides
    scales = scale(part), scale(whole)
    assert scales[0] is not None
    assert scales[1] is not None
    made = text_of(100 * exact(part.goal or 0) * scales[0][1] / (exact(whole.goal or 0) * scales[1][1]))
    return Finding(
        severity="warning", kind="definition", nature="definition", sides=sides,
        statement_zh=f"{some.name_zh}{some.printed}（{some.source}）占{total.name_zh}{total.printed}（{total.source}）的"
        f"{made}%，而“{asked.name_zh}”{asked.printed}（{asked.source}）以其中一部分为分母：两处整体不同",
        statement_en=f"{some.name_en}, {some.printed} ({some.source}), are {made} % of {total.name_en}, {total.printed} "
        f"({total.source}), while {asked.name_en}, {asked.printed} ({asked.source}), is of a part of them: two wholes",
        reconcile_zh="写明数量目标与占比目标各自的分母，并印出该分母的数量",
        reconcile_en="name the whole of the count and of the share, and print how many the narrower whole holds",
        rule="other_wholes",
    )  # fmt: skip


def all_against_some(book: Book) -> Iterator[Finding]:
    """Two shares of one group in one plan under neighbouring names, of which one is for all and the other is not."""
    groups: dict[tuple[str, str, str, int], list[Indicator]] = defaultdict(list)
    for target in book.targets:
        if target.measure == "share" and target.form == "level" and target.population and target.direction == "up":
            groups[target.plan, target.region, target.population, target.target_year].append(target)
    for members in groups.values():
        full = [one for one in members if one.goal == 100]
        some = [one for one in members if one.goal is not None and one.goal < 100]
        for whole, part in itertools.product(full, some):
            first, second = tokens(whole.concept) - _SHARE, tokens(part.concept) - _SHARE
            if len(first & second) >= _WORDS_IN_COMMON and len(first ^ second) <= 2 and whole.parent != part.id:
                yield _some(book, whole, part)


def _some(book: Book, whole: Indicator, part: Indicator) -> Finding:
    sides = (of_target(whole, book.catalogue), of_target(part, book.catalogue))
    left, right = sides
    return Finding(
        severity="warning", kind="definition", nature="definition", sides=sides,
        statement_zh=f"{left.name_zh}为{left.printed}（{left.source}），而“{right.name_zh}”只要求{right.printed}"
        f"（{right.source}）：其余{text_of(100 - exact(part.goal or 0))}%以何种方式达到，未写明",
        statement_en=f"{left.name_en}: {left.printed} ({left.source}), while only {right.printed} is asked of "
        f"{right.name_en} ({right.source}); how the other {text_of(100 - exact(part.goal or 0))} % get there is not said",
        reconcile_zh="写明未签约（未覆盖）的部分以何种形式提供，或两处取同一数",
        reconcile_en="say in which form the rest is served, or write one number in both places",
        rule="all_against_some",
    )  # fmt: skip


def other_starts(book: Book) -> Iterator[Finding]:
    """A share without a printed baseline, and the plan's own figure for its start under another name."""
    for target in book.targets:
        start = target.start_year
        if target.measure != "share" or target.form != "level" or target.baseline is not None or start is None:
            continue
        for seen in book.observed(target.concept, target.region):
            own = seen.document == target.plan and seen.year == start
            if own and seen.name_zh and plain(seen.name_zh) != plain(target.name_zh):
                yield _other_start(book, target, seen)
                break


def _other_start(book: Book, target: Indicator, seen: Observation) -> Finding:
    sides = (of_target(target, book.catalogue), of_observation(seen))
    aim, start = sides
    return Finding(
        severity="warning", kind="definition", nature="definition", sides=sides,
        statement_zh=f"“{aim.name_zh}”目标{aim.printed}（{aim.source}）未印基期，{start.year}年印有“{start.name_zh}”"
        f"{start.printed}（{seen.locator}）：是否同一标准，未写明",
        statement_en=f"{aim.name_en}, {aim.printed} ({aim.source}), prints no start; the plan gives {start.printed} for "
        f"{start.year} under another name, {start.name_zh} ({seen.locator}): whether the standard is the same is not said",
        reconcile_zh="写明两处标准是否相同；不同则补出新标准下的基期数",
        reconcile_en="say whether both follow one standard; if not, print the start under the new one",
        rule="other_starts",
    )  # fmt: skip
