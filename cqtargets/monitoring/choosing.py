"""Which observation counts for a target: the last comparable one at or before the day asked for and the due date."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final

from cqtargets import clock
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason, joined
from cqtargets.monitoring.adding_up import added_up, asks_for_a_sum
from cqtargets.monitoring.comparability import Comparison, as_bound, compare
from cqtargets.monitoring.series import Dated, ObservedSeries
from cqtargets.monitoring.unseen import never_observed
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation

__all__ = ["Chosen", "Comparer", "choose", "chosen", "counting", "latest"]

_AIMED: Final = attrgetter("region", "unit", "per", "population", "basis", "form", "start_year")
_SEEN: Final = attrgetter("region", "unit", "per", "population", "basis", "form", "since")


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The observation that counts for a target, or why none does.

    Attributes
    ----------
    observation : Observation or None
        The last comparable one after the baseline, at or before both the day asked for and the due date; of several of
        one date the later vintage, then the less doubtful (exact and final before a bound), then the later published.
    reason : str
        Why there is none; empty where there is one.
    earlier, later : tuple of Observation
        Comparable values before it, and those after it (after the due date where one counts), one a date.
    remark : str
        What was taken for granted, and what a reader should know of the others.
    nearest : Observation or None
        Where none counts, the one that comes nearest; `reason` says what it lacks.
    time : float
        Date of the one or the other on the library's clock.
    """

    observation: Observation | None = None
    reason: str = ""
    earlier: tuple[Observation, ...] = ()
    later: tuple[Observation, ...] = ()
    remark: str = ""
    nearest: Observation | None = None
    time: float = math.nan

    @property
    def seen(self) -> Observation | None:
        """The one that counts, or the one that comes nearest."""
        return self.nearest if self.observation is None else self.observation


class Comparer:
    """`compare`, asked once for every combination of what it looks at."""

    def __init__(self, allow: tuple[str, ...] = ()) -> None:
        self.allow = allow
        self._known: dict[tuple[Any, ...], tuple[str, str]] = {}

    def __call__(self, target: Indicator, seen: Observation) -> tuple[str, str]:
        """Why the two are not comparable (empty where they are), and what was taken for granted."""
        key = (_AIMED(target), _SEEN(seen), seen.when is None)
        found = self._known.get(key)
        if found is None:
            held = compare(target, seen, self.allow)
            found = self._known[key] = (joined(*held.reasons.values()), held.remark)
        return found


def chosen(
    observations: ObservedSeries,
    target: Indicator,
    *,
    on: clock.When | None = None,
    allow: Iterable[str] = (),
    span: tuple[float, float] | None = None,
) -> Chosen:
    """See `Observations.chosen`; with another `span` (library's clock) for a plan that starts from the value."""
    limit = None if on is None else clock.time(on)
    return choose([target], observations, Comparer(tuple(allow)), limit=limit, on=str(on), span=span)[0]


def choose(
    targets: Iterable[Indicator],
    observations: ObservedSeries,
    compared: Comparer,
    *,
    limit: float | None,
    on: str,
    span: tuple[float, float] | None = None,
) -> list[Chosen]:
    """One `Chosen` a target, in their order; `limit` is a time on the library's clock, `on` its printed form.

    `span` holds the times after which and up to which a value counts, the target's own start and due date by default.
    """
    found: list[Chosen] = []
    anywhere = "region" in compared.allow
    for target in targets:
        pool = observations.dated(target.concept, target.region)
        if anywhere and not pool:
            pool = observations.dated(target.concept)
        in_time = pool if limit is None else [pair for pair in pool if pair[0] <= limit]
        if in_time:
            start = -math.inf if target.start_year is None else float(target.start_year)
            found.append(_of_pool(target, in_time, compared, span or (start, float(target.target_year))))
        else:
            found.append(Chosen(reason=_absence(target, observations, on if pool else "")))
    return found


def counting(
    asked: Iterable[tuple[Indicator, tuple[float, float]]], observations: ObservedSeries, compared: Comparer
) -> list[Observation | None]:
    """The value alone that counts for each target within a span of its own, by the rule of `choose`."""
    return [
        _last_within(target, observations.dated(target.concept, target.region), compared, span)
        for target, span in asked
    ]


def _last_within(
    target: Indicator, pool: Sequence[Dated], compared: Comparer, span: tuple[float, float]
) -> Observation | None:
    if asks_for_a_sum(target):
        pool, verdicts = _judged(target, [pair for pair in pool if pair[0] <= span[1]], compared)
        pool = [pair for pair, verdict in zip(pool, verdicts, strict=True) if not verdict[0]]
        last = next((seen for time, seen in reversed(pool) if span[0] < time <= span[1]), None)
        return None if last is None else _as_counted(target, last, compared)
    for time, seen in reversed(pool):
        if time <= span[0]:
            break
        if time <= span[1] and not compared(target, seen)[0]:
            return _as_counted(target, seen, compared)
    return None


def latest(
    observations: ObservedSeries, target: Indicator, *, on: clock.When | None = None, allow: Iterable[str] = ()
) -> Comparison | None:
    """See `Observations.latest`."""
    names = tuple(allow)
    found = chosen(observations, target, on=on, allow=names)
    if found.observation is not None:
        return Comparison(observation=found.observation, reasons={}, remark=found.remark)
    if found.nearest is None:
        return None
    held = compare(target, found.nearest, names)
    if held.comparable and isinstance(found.reason, Reason) and found.reason.code == "not_comparable":
        return replace(held, reasons={"form": found.reason.facts["why"]})
    return held


def _absence(target: Indicator, observations: ObservedSeries, after: str) -> Reason:
    if after:
        return _of_date("observed_only_after", after)
    if observations.undated(target.concept, target.region):
        return Reason("no_date")
    return never_observed(target, observations)


def _of_pool(target: Indicator, pool: Sequence[Dated], compared: Comparer, span: tuple[float, float]) -> Chosen:
    pool, verdicts = _judged(target, pool, compared)
    if len(pool) == 1:
        return _of_one(target, pool, verdicts, compared, span)
    comparable = [place for place, verdict in enumerate(verdicts) if not verdict[0]]
    after = [place for place in comparable if pool[place][0] > span[0]]
    in_time = [place for place in after if pool[place][0] <= span[1]]
    if not in_time:
        return _none_counts(target, pool, verdicts, after)
    place = in_time[-1]
    if target.basis and "basis" not in compared.allow:
        pool = [(when, as_bound(target, value)) for when, value in pool]
    time, seen = pool[place]
    earlier = {pool[other][0]: pool[other][1] for other in comparable if pool[other][0] < time}
    later = {pool[other][0]: pool[other][1] for other in comparable if pool[other][0] > time}
    remarks = [verdicts[place][1], *_about_others(target, pool, verdicts, in_time), *_missed(target, earlier)]
    return Chosen(
        observation=seen,
        earlier=tuple(earlier.values()),
        later=tuple(later.values()),
        remark=joined(*remarks),
        time=time,
    )


def _of_one(
    target: Indicator,
    pool: Sequence[Dated],
    verdicts: Sequence[tuple[str, str]],
    compared: Comparer,
    span: tuple[float, float],
) -> Chosen:
    """A single value counts or does not: there are no others to tell of."""
    (time, seen), (refused, remark) = pool[0], verdicts[0]
    if refused or not span[0] < time <= span[1]:
        return _none_counts(target, pool, verdicts, [] if refused or time <= span[0] else [0])
    return Chosen(observation=_as_counted(target, seen, compared), remark=remark, time=time)


def _judged(
    target: Indicator, pool: Sequence[Dated], compared: Comparer
) -> tuple[Sequence[Dated], list[tuple[str, str]]]:
    """The values of a pool as a target counts them, and of each why it is not comparable and what was taken for granted."""
    if not asks_for_a_sum(target):
        return pool, [compared(target, seen) for _, seen in pool]
    summed = added_up(target, pool, compared)
    return [(one.time, one.seen) for one in summed], [(one.reason, one.remark) for one in summed]


def _as_counted(target: Indicator, seen: Observation, compared: Comparer) -> Observation:
    return as_bound(target, seen) if target.basis and "basis" not in compared.allow else seen


def _none_counts(
    target: Indicator, pool: Sequence[Dated], verdicts: Sequence[tuple[str, str]], after: Sequence[int]
) -> Chosen:
    refused = [place for place, verdict in enumerate(verdicts) if verdict[0]]
    if after:
        time, seen = pool[after[0]]
        later = {pool[place][0]: pool[place][1] for place in after}
        why = _of_date("observed_only_after_due", seen.when)
        return Chosen(reason=why, later=tuple(later.values()), nearest=seen, time=time)
    place = refused[-1] if refused else len(pool) - 1
    time, seen = pool[place]
    why = Reason("not_comparable", why=verdicts[place][0]) if refused else _of_date("not_after_baseline", seen.when)
    return Chosen(reason=why, nearest=seen, time=time)


@lru_cache(maxsize=4096)
def _of_date(code: str, when: clock.When | None) -> Reason:
    return Reason(code, **{"limit" if code == "observed_only_after" else "when": when})


def _about_others(
    target: Indicator, pool: Sequence[Dated], verdicts: Sequence[tuple[str, str]], counting: Sequence[int]
) -> Iterable[str]:
    """What the reader should know of the values that do not count."""
    time, seen = pool[counting[-1]]
    same_year = [other for other in counting if pool[other][1].year == seen.year]
    if len(same_year) > 1:
        yield Reason("latest_of_year", count=len(same_year), year=seen.year)
    later = [other for other in range(len(pool)) if pool[other][0] > time]
    if not later:
        return
    last = pool[later[-1]][1]
    if verdicts[later[-1]][0]:
        yield Reason("later_not_comparable", when=last.when, why=verdicts[later[-1]][0])
    else:
        yield Reason("later_after_due", when=last.when, value=last.value_in(target.unit, target.per))


def _missed(target: Indicator, earlier: dict[float, Observation]) -> Iterable[Reason]:
    """Of a level to be kept, the years on the way that did not keep it."""
    if not target.kept:
        return
    start = -math.inf if target.start_year is None else float(target.start_year)
    answers = [
        (seen, target.met_by(seen))
        for time, seen in earlier.items()
        if time > start and target.course().end is not None
    ]
    years = [f"{seen.when} ({seen.value_in(target.unit, target.per):g})" for seen, met in answers if met is False]
    if years:
        yield Reason("missed_on_the_way", years=", ".join(years))
