"""Yearly amounts against a target that is a sum: added up since the start, a lower bound where years are missing."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import Final

from cqtargets import clock
from cqtargets.conventions.expressions import expression
from cqtargets.conventions.reasons import Reason, joined
from cqtargets.monitoring.comparability import concept_form
from cqtargets.monitoring.defined_forms import SAID_SUM, spread
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation

__all__ = ["Summed", "added_up", "asks_for_a_sum"]

Dated = tuple[float, Observation]
Judge = Callable[[Indicator, Observation], tuple[str, str]]

_YEARLY: Final = expression(r"(?:全年|当年|本年|年度|每年|年内|逐年)|(?<!\d)年(?:新增|完成|培训|新建)")
_CLEARLY: Final = 2.5
_FORM_OPEN: Final = Reason("form_open")
_BY_DEFINITION: Final = Reason("yearly_by_definition")
_READ_AS_YEARLY: Final = Reason("read_as_yearly")
_READ_AS_SUMS: Final = Reason("read_as_sums")
_TAKEN_AS_SUM: Final = Reason("taken_as_sum")
_BY_TIME: Final = attrgetter("time")


@dataclass(frozen=True, slots=True, kw_only=True)
class Summed:
    """A value as it stands against a sum: why it does not count (empty where it does), and what was done with it."""

    time: float
    seen: Observation
    reason: str = ""
    remark: str = ""


def asks_for_a_sum(target: Indicator) -> bool:
    """Whether a target is a sum over the years since its start."""
    return target.form in ("increment", "cumulative")


def added_up(target: Indicator, pool: Sequence[Dated], judged: Judge) -> list[Summed]:
    """The values of a pool as sums since the target's start.

    Yearly amounts become sums at the end of each year: of all years since the start, or since a printed sum. Where a
    year is missing the rest is a lower bound. Values of which nobody says whether they are of one year or a sum are
    told from their words, then from how they run (see `_kind`); where that is open they do not count, with the reason.

    Parameters
    ----------
    pool : sequence of (time, Observation)
        By time, later vintages after earlier ones of the same date.
    judged : callable
        Why an observation is not comparable, and what was taken for granted.
    """
    start = target.start_year
    sums, flows, before, rest = _sorted_out(pool, -math.inf if start is None else start)
    kind, how = _kind(rest, start, target.concept)
    found = [_as_it_stands(target, pair, judged) for pair in [*sums, *before]]
    if kind == "cumulative":
        found += [_as_it_stands(target, pair, judged, how) for pair in rest]
    elif kind == "flow":
        flows = [*flows, *rest]
    elif kind == "level":
        found += [_as_it_stands(target, (time, replace(seen, form="level")), judged) for time, seen in rest]
    else:
        found += [Summed(time=time, seen=seen, reason=_FORM_OPEN) for time, seen in rest]
    if flows:
        found += _sums(target, flows, sums, judged, how if kind == "flow" and rest else "")
    return sorted(found, key=_BY_TIME) if len(found) > 1 else found


def _sorted_out(pool: Sequence[Dated], start: float) -> tuple[list[Dated], ...]:
    """Stated sums, stated yearly amounts, and of those that state nothing the ones up to the start and after it."""
    kinds: tuple[list[Dated], ...] = ([], [], [], [])
    for pair in pool:
        stated = pair[1].form or pair[1].since is not None
        kinds[(pair[1].form == "flow") if stated else 2 + (pair[0] > start)].append(pair)
    return kinds


def _as_it_stands(target: Indicator, pair: Dated, judged: Judge, how: str = "") -> Summed:
    reason, remark = judged(target, pair[1])
    return Summed(time=pair[0], seen=pair[1], reason=reason, remark=joined(remark, how))


def _kind(pairs: Sequence[Dated], start: int | None, concept: str) -> tuple[str, str]:
    """Whether values without a stated form are yearly amounts or sums, and the remark that says so; '' where open.

    The words of name and note decide, then what the concept is by definition: a level is neither, and a yearly amount is
    one unless the values run as sums do. Failing both: the first year's amount is the sum; a series that falls is no sum;
    of a series that rises the reading whose yearly amounts are by far the steadier one holds. A lone value that is
    given by its concept, without a printed name, is what the concept's target counts.
    """
    words = " ".join(word for _, seen in pairs for word in (seen.name_zh, seen.note, seen.basis) if word).strip()
    if words and SAID_SUM.search(words):
        return "cumulative", ""
    if words and _YEARLY.search(words):
        return "flow", ""
    if start is None or not pairs:
        return "", ""
    values = {time: seen.value for time, seen in pairs}
    times, defined = sorted(values), concept_form(concept)
    if defined == "level":
        return "level", ""
    if len(times) == 1:
        if defined == "flow" and words and times[0] > start + 1:
            return "flow", _BY_DEFINITION
        if times[0] <= start + 1:
            return "cumulative", ""
        return ("", "") if words else ("cumulative", _TAKEN_AS_SUM)
    amounts = [values[time] for time in times]
    steps = [
        (b - a) / (t - s) for a, b, s, t in zip([0.0, *amounts], amounts, [float(start), *times], times, strict=False)
    ]
    if min(steps) < 0:
        return "flow", _READ_AS_YEARLY
    as_sums, as_amounts = spread(steps), spread(amounts)
    if defined == "flow":
        return ("flow", _BY_DEFINITION) if as_amounts <= as_sums else ("", "")
    if as_sums >= _CLEARLY * as_amounts:
        return "flow", _READ_AS_YEARLY
    return ("cumulative", _READ_AS_SUMS) if as_amounts >= _CLEARLY * as_sums else ("", "")


def _sums(
    target: Indicator, flows: Iterable[Dated], sums: Iterable[Dated], judged: Judge, how: str
) -> Iterable[Summed]:
    start = target.start_year
    amounts: dict[int, Observation] = {}
    parts: list[Dated] = []
    for time, seen in flows:
        year, whole = seen.year or 0, _covers_the_year(seen)
        as_sum = replace(seen, form="cumulative", since=start if start is not None and start < time else None)
        reason, remark = judged(target, as_sum)
        if reason or start is None or time <= start or not (whole or _since_new_year(seen)):
            yield Summed(time=time, seen=seen, reason=reason or judged(target, seen)[0] or _FORM_OPEN, remark=remark)
        elif whole:
            amounts[year] = seen
        else:
            parts.append((time, seen))
    if start is None:
        return
    known = {int(time): seen for time, seen in sums if time == int(time) and not judged(target, seen)[0]}
    for year, seen in amounts.items():
        yield _sum_at(target, float(year), {**amounts}, known, how, seen)
    for time, seen in parts:
        yield _sum_at(target, time, {**amounts, (seen.year or 0): seen}, known, how, seen)


def _covers_the_year(seen: Observation) -> bool:
    ends = isinstance(seen.when, int) or (isinstance(seen.when, date) and (seen.when.month, seen.when.day) == (12, 31))
    return ends and (seen.since is None or clock.time(seen.since) == float((seen.year or 0) - 1))


def _since_new_year(seen: Observation) -> bool:
    return seen.since is not None and clock.time(seen.since) == float((seen.year or 0) - 1)


def _sum_at(
    target: Indicator,
    time: float,
    amounts: dict[int, Observation],
    known: dict[int, Observation],
    how: str,
    last: Observation,
) -> Summed:
    """The sum at the end of a year, or at the day up to which its last year is known."""
    start = target.start_year or 0
    taken: list[tuple[str, Observation]] = []
    missing: list[int] = []
    year = last.year or 0
    while year > start:
        if year in amounts:
            taken.append((str(amounts[year].when), amounts[year]))
        elif year in known:
            taken.append((f"–{year}", known[year]))
            break
        else:
            missing.append(year)
        year -= 1
    taken.reverse()
    values = [seen.value_in(target.unit, target.per) for _, seen in taken]
    ends = [seen.interval_in(target.unit, target.per, measure=target.measure) for _, seen in taken]
    bound = _bound([seen.bound for _, seen in taken], bool(missing))
    bound = None if missing and min(values) < 0 else bound
    listed = ", ".join(f"{when}: {value:g}" for (when, _), value in zip(taken, values, strict=True))
    remark = (
        Reason("years_missing", years=", ".join(map(str, sorted(missing))), values=listed)
        if missing
        else (Reason("added_up", values=listed))
    )
    total = float(f"{sum(values):.12g}")
    closed = bound in ("", "~")
    seen = replace(
        last, value=total, text="", unit=target.unit, per=target.per, form="cumulative", since=start, bound=bound or "",
        low=min(total, sum(end[0] for end in ends)) if closed else None,
        high=max(total, sum(end[1] for end in ends)) if closed else None,
        status="preliminary" if any(one.status == "preliminary" for _, one in taken) else last.status,
        cell=" + ".join(dict.fromkeys(one.cell for _, one in taken if one.cell)),
    )  # fmt: skip
    if bound is None:
        return Summed(time=time, seen=last, reason=remark)
    return Summed(time=time, seen=seen, remark=joined(remark, how))


def _bound(bounds: Iterable[str], missing: bool) -> str | None:
    """The bound of a sum; None where its parts are bounded on both sides."""
    kinds = {bound[0] for bound in bounds if bound}
    if missing:
        kinds |= {">"}
    if {"<", ">"} <= kinds:
        return None
    return ">=" if ">" in kinds else "<=" if "<" in kinds else "~" if kinds else ""
