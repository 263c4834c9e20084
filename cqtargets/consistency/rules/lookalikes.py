"""Observations under a neighbouring name that lie beyond a target, and forecasts beyond any pace seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from cqtargets.consistency.finding import Finding
from cqtargets.consistency.groups import Book, tokens
from cqtargets.consistency.printed import base_of, observation_id, of_observation, of_target, reaches
from cqtargets.conventions.comparison import NOISE
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation

__all__ = ["forecasts", "lookalikes"]

_KNOWN = 3
_WORDS = 3


def lookalikes(book: Book) -> Iterator[Finding]:
    """Observations under a narrower or neighbouring name that already lie at or beyond a target.

    The observation's key is the target's and one word more, and another source prints it. Circles of minutes and hours
    are not compared: those of a town, of the countryside and of a metropolitan area are different things.
    """
    by_words: dict[frozenset[str], list[Indicator]] = defaultdict(list)
    for target in book.targets:
        words = tokens(target.concept)
        counted = len(words) >= _WORDS and target.form == "level" and target.measure in ("count", "amount")
        if counted and target.goal is not None:
            by_words[words].append(target)
    for observation in book.observations if by_words else ():
        words = tokens(observation.concept)
        for word in sorted(words) if len(words) > _WORDS else ():
            for target in by_words.get(words - {word}, ()):
                if _looks_alike(target, observation):
                    yield _alike(book, target, observation)


def _looks_alike(target: Indicator, observation: Observation) -> bool:
    if target.concept == observation.concept or not reaches(target, observation) or observation.per != target.per:
        return False
    elsewhere = observation.document != target.plan and observation.region == target.region
    return elsewhere and (observation.year is None or observation.year < target.target_year)


def _alike(book: Book, target: Indicator, observation: Observation) -> Finding:
    sides = (of_target(target, book.catalogue), of_observation(observation))
    aim, seen = sides
    when = f"{observation.year}年" if observation.year else ""
    when_en = f" in {observation.year}" if observation.year else ""
    return Finding(
        severity="warning", kind="overtaken", nature="definition", sides=sides,
        statement_zh=f"{aim.name_zh}的目标为{aim.printed}（{aim.source}），而“{seen.name_zh}”{when}已为{seen.printed}"
        f"（{seen.source}）",
        statement_en=f"{aim.name_en} is to reach {aim.printed} ({aim.source}), and {seen.name_en} were {seen.printed}"
        f"{when_en} ({seen.source})",
        reconcile_zh="核对两者范围（全国或全市、分区或全市、级别）；范围相同则目标过低",
        reconcile_en="check what each covers (nation or city, part or whole, rank); if the same, the target is too low",
        rule="lookalikes",
    )  # fmt: skip


def forecasts(book: Book) -> Iterator[Finding]:
    """Forecasts that need a yearly growth beyond any that was observed."""
    foreseen = {(seen.concept, seen.region) for seen in book.observations if seen.status == "estimate"}
    observed: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    for seen in book.observations if foreseen else ():
        if (key := (seen.concept, seen.region)) in foreseen:
            observed[key].append(seen)
    for series in observed.values():
        if len(series) <= _KNOWN:
            continue
        known = sorted(
            {o.time: o for o in series if o.time is not None and o.status == "final" and o.value > 0}.items()
        )
        if len(known) < _KNOWN:
            continue
        last_time, last = known[-1]
        for forecast in series:
            if forecast.status != "estimate" or (forecast.time or 0.0) <= last_time or not _one_unit(forecast, last):
                continue
            paces = [
                (b.value_in(a.unit, a.per) / a.value) ** (1 / (t1 - t0)) - 1
                for (t0, a), (t1, b) in pairwise(known)
                if _one_unit(a, b)
            ]
            span = (forecast.time or 0.0) - last_time
            needed = (forecast.value_in(last.unit, last.per) / last.value) ** (1 / span) - 1
            if paces and needed > max(paces) + NOISE and needed > 0:
                yield _forecast(forecast, last, needed, max(paces))


def _one_unit(first: Observation, second: Observation) -> bool:
    one, other = base_of(first.unit), base_of(second.unit)
    return one is not None and other is not None and one[0] == other[0] and first.per == second.per


def _forecast(forecast: Observation, last: Observation, needed: float, best: float) -> Finding:
    sides = (of_observation(forecast), of_observation(last))
    said, seen = sides
    return Finding(
        severity="warning", kind="projection", nature="conflict", sides=sides,
        statement_zh=f"{said.name_zh}：{said.source}称{said.year}年{said.printed}，{seen.year}年为{seen.printed}，"
        f"须每年增长{100 * needed:.1f}%，以往最快一年为{100 * best:.1f}%",
        statement_en=f"{said.name_en}: {said.source} says {said.printed} in {said.year}; {seen.printed} in {seen.year} "
        f"would have to grow {100 * needed:.1f} % a year, and the fastest year seen was {100 * best:.1f} %",
        reconcile_zh="核对预测的出处，或改用有来源的预测",
        reconcile_en="check where the forecast comes from, or use one with a source",
        rule=f"forecasts: {observation_id(forecast)}",
    )  # fmt: skip
