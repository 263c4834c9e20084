"""Targets against where they start and what was observed: reached before they are due, or not what they look like."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from cqtargets import clock
from cqtargets.consistency.finding import Finding
from cqtargets.consistency.groups import ADDED, Book, tokens
from cqtargets.consistency.printed import (
    base_of,
    exact,
    of_baseline,
    of_observation,
    of_target,
    reaches,
    same_count,
    text_of,
)
from cqtargets.monitoring.choosing import Comparer, counting
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.meeting import met_within
from cqtargets.targets.observation import Observation

__all__ = ["baselines", "increments", "overtaken"]

_ANSWER = {1: True, 0: False, -1: None}
_NUMBERED = ("level", "increment", "cumulative", "flow")


def baselines(book: Book) -> Iterator[Finding]:
    """Targets at or beyond their baseline, and 保持 (keep) from a baseline that lies below."""
    for target, code in zip(book.targets, _reached(book), strict=True):
        if target.form != "level" or target.baseline is None:
            continue
        reached = _ANSWER[code]
        if not (reached is False if target.direction == "hold" else reached is True):
            continue
        sides = (of_baseline(target, book.catalogue), of_target(target, book.catalogue))
        start, aim = sides
        if target.direction == "hold":
            step = text_of(abs(exact(target.goal or 0) - exact(target.baseline)))
            yield Finding(
                severity="warning", kind="keep_from_below", nature="definition", sides=sides,
                statement_zh=f"{target.name_zh}要求{aim.printed}（{aim.source}），而{start.year}年为{start.printed}，"
                f"还差{step}：不是保持而是提高",
                statement_en=f"{aim.name_en} is to be kept at {aim.printed} ({aim.source}), and was {start.printed} in "
                f"{start.year}, {step} short: a rise, not a hold",
                reconcile_zh="写明达到的年份与之后的保持，或核对两个数的口径",
                reconcile_en="say when it is to be reached and kept from then on, or check how both are counted",
                rule="baselines",
            )  # fmt: skip
        else:
            yield Finding(
                severity="warning", kind="at_baseline", nature="conflict", sides=sides,
                statement_zh=f"{target.name_zh}{start.year}年已为{start.printed}，目标{aim.printed}（{aim.source}）"
                f"未提出{'降低' if target.direction == 'down' else '提高'}",
                statement_en=f"{aim.name_en} was already {start.printed} in {start.year}; the target {aim.printed} "
                f"({aim.source}) asks for nothing more",
                reconcile_zh="调整目标，或写明为底线（保持水平），或核对基期数",
                reconcile_en="move the target, call it a limit or a level to keep, or check the baseline",
                rule="baselines",
            )  # fmt: skip


def overtaken(book: Book) -> Iterator[Finding]:
    """Targets that the latest comparable observation of a year before the due year already meets.

    The value is the one that counts by the rule of `Observations.chosen`, before the plan began too; increments and sums
    start with the plan. What is seen in the due year or after it is an achievement, and belongs to the evaluation of the plan.
    """
    places = [
        place for place, target in enumerate(book.targets)
        if target.form in _NUMBERED and target.direction != "hold" and target.comparator != "~" and target.goal is not None
    ]  # fmt: skip
    spans = ((book.targets[place], _before_due(book.targets[place])) for place in places)
    counted = dict(zip(places, counting(spans, book.series, Comparer()), strict=True))
    held = {place: seen for place, seen in counted.items() if seen is not None}
    for place, code in zip(held, _met(book, held), strict=True):
        if code == 1:
            yield _overtaken(book, book.targets[place], held[place])


def _before_due(target: Indicator) -> tuple[float, float]:
    """The times after which and up to which a value of a year before the due year counts."""
    start = -math.inf if target.form == "level" or target.start_year is None else float(target.start_year)
    return start, float(target.target_year - 1)


def _reached(book: Book) -> list[int]:
    """Whether each baseline meets its target; 左右 only where it is the number itself."""
    start = np.array([target.baseline for target in book.targets], dtype=np.float64)
    about = [0.0 if target.comparator == "~" else target.tolerance for target in book.targets]
    every = np.arange(len(book.targets))
    codes: list[int] = met_within(book.courses, every, start, start, np.array(about, dtype=np.float64)).tolist()
    return codes


def _met(book: Book, held: Mapping[int, Observation]) -> list[int]:
    """Whether each value meets its target, as `Indicator.met_by`."""
    targets = [book.targets[place] for place in held]
    ends = [
        seen.interval if (seen.unit, seen.per) == (one.unit, one.per) else seen.interval_in(one.unit, one.per)
        for one, seen in zip(targets, held.values(), strict=True)
    ]
    low, high = np.array(ends, dtype=np.float64).reshape(-1, 2).T
    width = np.array([target.tolerance for target in targets], dtype=np.float64)
    codes: list[int] = met_within(book.courses, np.array(list(held), dtype=np.intp), low, high, width).tolist()
    return codes


def _overtaken(book: Book, target: Indicator, observation: Observation) -> Finding:
    sides = (of_target(target, book.catalogue), of_observation(observation))
    aim, seen = sides
    start = target.start_year
    early = start is not None and (observation.time or 0.0) <= clock.time(start)
    total = target.form in ("cumulative", "increment")
    zh, en = (f"（{seen.document}）", f" ({seen.document})") if seen.document else ("", "")
    return Finding(
        severity="warning" if early or total else "note", kind="at_baseline" if early else "overtaken",
        nature="definition" if total else "conflict", sides=sides,
        statement_zh=f"{target.name_zh}：{_date(observation)}已为{seen.printed}{zh}，达到{aim.year}年目标"
        f"{aim.printed}（{aim.source}）" + ("；累计数可能含规划期以前" if total else ""),
        statement_en=f"{aim.name_en}: {seen.printed} on {_date(observation)}{en} already meets the "
        f"target {aim.printed} for {aim.year} ({aim.source})"
        + ("; the total may reach back before the plan" if total else ""),
        reconcile_zh="提高目标；若口径不同（期内或历年累计、范围），写明口径",
        reconcile_en="raise the target, or state the definition where the two count differently (period, range)",
        rule="overtaken",
    )  # fmt: skip


def _date(observation: Observation) -> str:
    return str(observation.when)


def increments(book: Book) -> Iterator[Finding]:
    """Increments that read like stocks.

    An increment whose number a stock of the same thing already shows; a cumulative count of which something was done
    before the plan began.
    """
    stocks = _stocks(book)
    for target in book.targets:
        if target.form == "increment":
            stock = tokens(target.concept) - ADDED
            if stock != tokens(target.concept):
                yield from _increment(book, target, stocks.get((stock, target.region), ()))
        elif target.form == "cumulative":
            for observation in book.observed(target.concept, target.region):
                if _done_before(book, target, observation):
                    yield _before(book, target, observation)
                    break


def _stocks(book: Book) -> dict[tuple[frozenset[str], str], list[Observation]]:
    """What was observed under the words of increments without those that say that something is added."""
    increments = {target.concept for target in book.targets if target.form == "increment"}
    wanted = {tokens(concept) - ADDED for concept in increments if tokens(concept) & ADDED}
    stocks: dict[tuple[frozenset[str], str], list[Observation]] = defaultdict(list)
    for observation in book.observations if wanted else ():
        if (words := tokens(observation.concept)) in wanted:
            stocks[words, observation.region].append(observation)
    return stocks


def _increment(book: Book, target: Indicator, stocks: Sequence[Observation]) -> Iterator[Finding]:
    """An increment is clear where the stock at its start is known; it then has to lead to the plan's own level."""
    start = _start(book, target)
    counted = [observation for observation in stocks if same_count(target, observation) and observation.time]
    before = [known for known in counted if start is not None and (known.time or 0.0) <= clock.time(start)]
    after = [known for known in counted if known not in before and reaches(target, known)]
    if not before and after:
        yield _stock(book, target, after[0])
    elif before:
        first = before[-1]
        level = book.latest_target(target.plan, first.concept, target.region)
        most = target.target_high if target.target_high is not None else target.goal
        if level is None or level.form != "level" or level.goal is None or most is None:
            return
        if first.unit == target.unit == level.unit and exact(first.value) + exact(most) < exact(level.goal):
            yield _falls_short(book, target, level, first, text_of(exact(first.value) + exact(most)))


def _falls_short(book: Book, added: Indicator, level: Indicator, start: Observation, sum_: str) -> Finding:
    sides = (of_target(level, book.catalogue), of_target(added, book.catalogue), of_observation(start))
    aim, more, seen = sides
    return Finding(
        severity="error", kind="stock_or_increment", nature="conflict", sides=sides,
        statement_zh=f"{more.name_zh}{more.printed}（{more.source}）加基期{seen.printed}为{sum_}，不到{aim.name_zh}的目标"
        f"{aim.printed}（{aim.source}）",
        statement_en=f"{more.name_en}, {more.printed} ({more.source}), on top of {seen.printed} at the start make "
        f"{sum_}, less than the {aim.printed} of {aim.name_en} ({aim.source})",
        reconcile_zh="使新增数等于目标减基期", reconcile_en="let the increment be target minus start",
        rule="increments",
    )  # fmt: skip


def _start(book: Book, target: Indicator) -> int | None:
    return target.start_year or book.catalogue.document(target.plan).base_year


def _stock(book: Book, target: Indicator, observation: Observation) -> Finding:
    sides = (of_target(target, book.catalogue), of_observation(observation))
    aim, seen = sides
    return Finding(
        severity="warning", kind="stock_or_increment", nature="definition", sides=sides,
        statement_zh=f"{aim.name_zh}印为{aim.printed}（{aim.source}），{_date(observation)}的存量“{seen.name_zh}”为"
        f"{seen.printed}：读作存量已达到，读作新增则须知基期数",
        statement_en=f"{aim.name_en} is printed {aim.printed} ({aim.source}); the stock on {_date(observation)}, "
        f"{seen.name_en}, is {seen.printed}: met if read as a stock, open if read as added",
        reconcile_zh="写明基期存量，或改写为期末存量目标",
        reconcile_en="print the stock at the start, or aim at a stock at the end",
        rule="increments",
    )  # fmt: skip


def _done_before(book: Book, target: Indicator, observation: Observation) -> bool:
    start = _start(book, target)
    if start is None or observation.time is None or observation.time > clock.time(start):
        return False
    return same_count(target, observation) and not reaches(target, observation)


def _before(book: Book, target: Indicator, observation: Observation) -> Finding:
    sides = (of_target(target, book.catalogue), of_observation(observation))
    aim, seen = sides
    factor = exact((base_of(observation.unit) or ("", 1.0))[1]) / exact((base_of(target.unit) or ("", 1.0))[1])
    rest = text_of(exact(target.goal or 0) - exact(observation.value) * factor)
    return Finding(
        severity="note", kind="stock_or_increment", nature="definition", sides=sides,
        statement_zh=f"{aim.name_zh}{aim.printed}（{aim.source}）未写明是否含规划期前已完成的{seen.printed}（{seen.locator}）："
        f"含则还需{rest}{target.unit}",
        statement_en=f"{aim.name_en}, {aim.printed} ({aim.source}): whether the {seen.printed} done before the plan "
        f"({seen.locator}) are included is not said; if they are, {rest} are left",
        reconcile_zh="写明“新增”或“累计”", reconcile_en="say whether the number is new or a running total",
        rule="increments",
    )  # fmt: skip
