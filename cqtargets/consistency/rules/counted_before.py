"""Counts of which something stood before the plan began: in all, or on top of it?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from cqtargets.consistency.finding import Finding
from cqtargets.consistency.groups import ADDED, Book, tokens
from cqtargets.consistency.printed import exact, of_observation, of_target, reaches, same_count, text_of
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation

__all__ = ["levels_and_increments", "standing_before"]

_IN_ALL = ("达到", "达", "总量", "总数", "增至", "增加到", "累计", "共")
_NEW = ("新增", "新建", "新设")
_SAME_TAIL = 8


def standing_before(book: Book) -> Iterator[Finding]:
    """Targets that build so many, where the plan itself counts some that stood at its start.

    The count may bear the target's own name, or a name that ends in the same eight characters or more (区县级 and 农村
    失能特困人员集中照护中心). A print that says 达到 or 总量 leaves nothing open, nor does an increment that fills the gap.
    """
    counted: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    for seen in book.observations:
        if seen.year is not None and seen.bound == "":
            counted[seen.document, seen.region].append(seen)
    filled = _filled(book)
    for target in book.targets:
        start = target.start_year
        if target.measure != "count" or target.form != "level" or target.baseline is not None or start is None:
            continue
        if (
            any(word in target.target_text for word in _IN_ALL)
            or (target.plan, target.region, tokens(target.concept)) in filled
        ):
            continue
        for seen in counted.get((target.plan, target.region), ()):
            if (seen.year or 0) > start:
                continue
            if _one_thing(target, seen) and _counts_alike(target, seen) and not reaches(target, seen):
                yield _in_all_or_added(book, target, seen)
                break


def _filled(book: Book) -> set[tuple[str, str, frozenset[str]]]:
    """Plan, region and words of what an increment of the plan adds to."""
    return {
        (other.plan, other.region, tokens(other.concept) - ADDED) for other in book.targets if other.form == "increment"
    }


def _one_thing(target: Indicator, seen: Observation) -> bool:
    if seen.concept == target.concept:
        return True
    ours, theirs = target.name_zh, seen.name_zh
    for word in _NEW:
        ours, theirs = ours.removeprefix(word), theirs.removeprefix(word)
    tail = 0
    while tail < min(len(ours), len(theirs)) and ours[-1 - tail] == theirs[-1 - tail]:
        tail += 1
    return tail >= _SAME_TAIL


def _counts_alike(target: Indicator, seen: Observation) -> bool:
    """Whether both are plain counts; 家 and 所 are words for one thing here."""
    return target.per is None and seen.per is None and (same_count(target, seen) or seen.value == int(seen.value))


def _in_all_or_added(book: Book, target: Indicator, seen: Observation) -> Finding:
    sides = (of_target(target, book.catalogue), of_observation(seen))
    aim, known = sides
    asked = aim.printed.removesuffix(aim.name_zh)
    goal, there = exact(target.goal or 0), exact(seen.value)
    other_name = "" if seen.name_zh == target.name_zh else f"“{known.name_zh}”"
    return Finding(
        severity="warning", kind="stock_or_increment", nature="definition", sides=sides,
        statement_zh=f"{aim.name_zh}{asked}（{aim.source}），而{seen.year}年已有{other_name}{known.printed}"
        f"（{seen.locator}），未写明是否包含：含则还需{text_of(goal - there)}，不含则届时共{text_of(goal + there)}",
        statement_en=f"{aim.name_en}, {aim.printed} ({aim.source}): {known.printed} ({known.name_en}, {seen.locator}) "
        f"stood in {seen.year}, and whether they are included is not said; {text_of(goal - there)} are left if they "
        f"are, {text_of(goal + there)} will stand if not",
        reconcile_zh="写明是总数还是新增，并印出同一口径的基期数",
        reconcile_en="say whether the number is in all or added, and print the start under the same name",
        rule="standing_before",
    )  # fmt: skip


def levels_and_increments(book: Book) -> Iterator[Finding]:
    """A number in all and a number added of one thing in one plan, where no start is known: they imply one."""
    for (plan, region), targets in book.by_plan.items():
        increments = [
            one for one in targets
            if one.form == "increment" and one.goal is not None and tokens(one.concept) & ADDED
        ]  # fmt: skip
        if not increments:
            continue
        levels = {tokens(one.concept): one for one in targets if one.form == "level" and one.goal is not None}
        for added in increments:
            level = levels.get(tokens(added.concept) - ADDED)
            if level is None or level.baseline is not None or level.target_year != added.target_year:
                continue
            known = book.observed(level.concept, region)
            if level.unit == added.unit and not any(_at_start(book, plan, added, seen) for seen in known):
                yield _implied(book, level, added)


def _at_start(book: Book, plan: str, added: Indicator, seen: Observation) -> bool:
    start = added.start_year or book.catalogue.document(plan).base_year
    return start is not None and seen.year is not None and seen.year <= start


def _implied(book: Book, level: Indicator, added: Indicator) -> Finding:
    sides = (of_target(level, book.catalogue), of_target(added, book.catalogue))
    aim, more = sides
    ends = [end for end in (added.target_high, added.target_low) if end is not None]
    starts = [exact(level.goal or 0) - exact(end) for end in dict.fromkeys(ends)]
    shown = "—".join(text_of(start) for start in starts)
    below = min(starts) < 0
    return Finding(
        severity="error" if max(starts) < 0 else "warning", kind="stock_or_increment",
        nature="conflict" if below else "definition", sides=sides,
        statement_zh=f"{aim.name_zh}总数{aim.printed}（{aim.source}），{more.name_zh}{more.printed}（{more.source}）："
        f"两者推出基期{shown}{level.unit}，规划未印出基期数",
        statement_en=f"{aim.name_en}: {aim.printed} in all ({aim.source}) and {more.printed} added ({more.source}) "
        f"imply {shown} at the start, which the plan does not print",
        reconcile_zh="印出基期数，使总数等于基期加新增",
        reconcile_en="print the start, so that the number in all is the start and what is added",
        rule="levels_and_increments",
    )  # fmt: skip
