"""Which observation counts for each target, and why the others do not."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from cqtargets import clock
from cqtargets.catalogue import Catalogue
from cqtargets.conventions.reasons import Reason, joined
from cqtargets.errors import ConventionError
from cqtargets.observations import Observations, compare
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation

__all__ = ["ALLOWABLE", "Comparer", "Held", "checked_allow", "choose"]

ALLOWABLE: Final = ("basis", "population", "region")


@dataclass(frozen=True, slots=True)
class Held:
    """The observation that counts for a target, or the one that comes nearest with the reason why it does not.

    `time` is its date on the library's clock, `earlier` are comparable values before it, one a date.
    """

    observation: Observation | None = None
    reason: str = ""
    remark: str = ""
    earlier: tuple[Observation, ...] = ()
    time: float = math.nan


def checked_allow(allow: str | Iterable[str]) -> tuple[str, ...]:
    """Names of mismatches to accept.

    Raises
    ------
    ConventionError
        For a name that cannot be accepted.

    Examples
    --------
    >>> checked_allow("basis")
    ('basis',)
    """
    names = (allow,) if isinstance(allow, str) else tuple(allow)
    for name in names:
        if name not in ALLOWABLE:
            raise ConventionError(f"mismatch {name!r} cannot be allowed; write one of {', '.join(ALLOWABLE)}")
    return names


class Comparer:
    """`cqtargets.observations.compare`, asked once for every combination of what it looks at."""

    def __init__(self, allow: tuple[str, ...]) -> None:
        self.allow = allow
        self._known: dict[tuple[Any, ...], tuple[str, str]] = {}

    def __call__(self, target: Indicator, seen: Observation) -> tuple[str, str]:
        """Why the two are not comparable (empty where they are), and what was taken for granted."""
        key = (
            target.region, target.unit, target.per, target.population, target.basis,
            seen.region, seen.unit, seen.per, seen.population, seen.basis, seen.when is None,
        )  # fmt: skip
        found = self._known.get(key)
        if found is None:
            held = compare(target, seen, self.allow)
            found = self._known[key] = (joined(*held.reasons.values()), held.remark)
        return found


def choose(
    catalogue: Catalogue, observations: Observations, compared: Comparer, *, limit: float | None, on: str
) -> list[Held]:
    """One `Held` a target, in the catalogue's order.

    The value of the due year counts where there is one, else the latest after the baseline; of several of one date
    the later vintage, then the later published. `limit` is a time on the library's clock, `on` its printed form.
    """
    by_concept: dict[str, list[Observation]] = {}
    for seen in observations:
        by_concept.setdefault(seen.concept, []).append(seen)
    known: dict[str, list[tuple[float, Observation]]] = {}
    held: list[Held] = []
    for target in catalogue:
        values = by_concept.get(target.concept, [])
        if len(values) == 1 and values[0].when is not None and values[0].region == target.region:
            time = _time(values[0].when)
            if limit is None or time <= limit:
                held.append(_of_one(target, time, values[0], compared))
                continue
        dated = known.get(target.concept)
        if dated is None:
            dated = [(_time(seen.when), seen) for seen in observations.series(target.concept) if seen.when is not None]
            known[target.concept] = dated
        pool = [pair for pair in dated if pair[1].region == target.region]
        if "region" in compared.allow:
            pool = pool or dated
        in_time = pool if limit is None else [pair for pair in pool if pair[0] <= limit]
        if len(in_time) == 1:
            held.append(_of_one(target, *in_time[0], compared))
        elif in_time:
            held.append(_of_pool(target, in_time, compared))
        else:
            held.append(Held(reason=_absence(target, values, on if pool else "")))
    return held


def _absence(target: Indicator, values: Sequence[Observation], after: str) -> str:
    if after:
        return Reason("observed_only_after", limit=after)
    if any(seen.region == target.region for seen in values):
        return Reason("no_date")
    return Reason("never_observed")


def _time(when: int | date) -> float:
    return float(when) if isinstance(when, int) else clock.time(when)


def _of_one(target: Indicator, time: float, seen: Observation, compared: Comparer) -> Held:
    why, remark = compared(target, seen)
    if why:
        return Held(seen, Reason("not_comparable", why=why), time=time)
    if target.start_year is not None and time <= target.start_year:
        return Held(seen, Reason("not_after_baseline", when=seen.when), time=time)
    return Held(seen, "", remark, time=time)


def _of_pool(target: Indicator, pool: Sequence[tuple[float, Observation]], compared: Comparer) -> Held:
    verdicts = [compared(target, seen) for _, seen in pool]
    comparable = [place for place, verdict in enumerate(verdicts) if not verdict[0]]
    start = target.start_year
    after = comparable if start is None else [place for place in comparable if pool[place][0] > start]
    if not after:
        refused = [place for place, verdict in enumerate(verdicts) if verdict[0]]
        time, seen = pool[(refused or comparable)[-1]]
        return _of_one(target, time, seen, compared)
    due = float(target.target_year)
    in_due_year = [place for place in after if due - 1 < pool[place][0] <= due]
    place = (in_due_year or after)[-1]
    time, seen = pool[place]
    remarks = [verdicts[place][1], *_about_others(pool, verdicts, after, place)]
    earlier = {pool[other][0]: pool[other][1] for other in comparable if pool[other][0] < time}
    return Held(seen, "", joined(*remarks), tuple(earlier.values()), time)


def _about_others(
    pool: Sequence[tuple[float, Observation]], verdicts: Sequence[tuple[str, str]], after: Sequence[int], place: int
) -> Iterable[str]:
    """What the reader should know of the values that do not count."""
    time, seen = pool[place]
    same_year = [other for other in after if pool[other][1].year == seen.year]
    if len(same_year) > 1:
        yield Reason("latest_of_year", count=len(same_year), year=seen.year)
    later = [other for other in range(len(pool)) if pool[other][0] > time]
    if not later:
        return
    last = later[-1]
    if verdicts[last][0]:
        yield Reason("later_not_comparable", when=pool[last][1].when, why=verdicts[last][0])
    else:
        yield Reason("later_after_due", when=pool[last][1].when)
