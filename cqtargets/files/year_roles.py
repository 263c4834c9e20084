"""Which dated column holds the baseline, which the targets, and which actual values of other years."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isclose
from typing import Any, Final

from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.reasons import Reason, told
from cqtargets.errors import Problem
from cqtargets.files.identity import Identity
from cqtargets.files.table import filled, number
from cqtargets.files.year_headings import YearHeading

__all__ = ["Dated", "Roles", "settle"]

_AIMS: Final = re.compile(r"[≥≤＞＜><]|以上|以下|以内|左右|不低于|不超过|达到|提高|下降|降低|增长|\[|〔")
_BOUNDS: Final = re.compile(r"[≥≤＞＜><]|以上|以下|以内|不低于|不超过|不少于")
_FIVE: Final = 5
_TWO_PLANS: Final = 10
_RATES: Final = {
    frozenset({"growth"}): "growth_text",
    frozenset({"cumulative"}): "total_text",
    frozenset({"growth", "cumulative"}): "either_text",
    frozenset({"change"}): "change_text",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A column whose heading is a year, or words for a value, or both; `cells` what stands under it."""

    position: int
    heading: str
    said: YearHeading
    cells: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Roles:
    """Position -> (field, year) for each column, faults, and what was taken for granted."""

    fields: Mapping[int, tuple[str, int | None]]
    faults: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()


def settle(columns: Sequence[Dated], row: int, about: Identity | None = None) -> Roles:
    """Give each column its role.

    The words decide; a bare year before every target is a start and one after a start is a target; of two bare years
    the later is the target; one of the year of a named target is the value reached. Of several starts the baseline is the one so called, else the last year before the plan
    (its period is in `about`, or five years before the first target), else the latest; the others are actual values.
    Years after the one in which the plan was issued are planned, and so are all the years of its period where nothing
    says that its table looks back. Where nothing decides, the columns are a fault.
    """
    if not columns:
        return Roles({})
    known = about or Identity()
    period = known.period
    fields: dict[int, tuple[str, int | None]] = {}
    rates = [column for column in columns if _rate(column)]
    for column in rates:
        ends = column.said.span[1] if column.said.span and _rate(column) == "total_text" else None
        fields[column.position] = _rate(column), column.said.year or ends
    levels = [column for column in columns if column not in rates]
    parts = _yearly(levels) or _years_of_sum(levels, rates)
    for column in parts:
        fields[column.position] = "yearly", column.said.year
    levels = [column for column in columns if column not in rates and column not in parts]
    targets = [column for column in levels if "target" in column.said.roles]
    starts = [column for column in levels if column.said.roles & {"baseline", "actual", "estimate"}]
    bare = [column for column in levels if not column.said.roles]
    ahead = bool(parts) and all(column.said.year and _year(column) < min(map(_year, parts)) for column in bare)
    if len(levels) == 1 and bare and rates and not ahead:
        if period is None or bare[0].said.year not in period:
            return Roles(fields, (_start_or_end(bare[0], rates[0], row),))
        starts, bare = (bare, []) if bare[0].said.year == period[0] else (starts, bare)
    more, open_ones = ([], []) if ahead else _bare_targets(bare, targets, starts, known)
    if open_ones:
        return Roles(fields, (_undecided(open_ones, row),))
    former = _of_former_plan(targets, starts, period)
    for column in former:
        fields[column.position] = "former", column.said.year
    targets = sorted([*(column for column in targets if column not in former), *more], key=_year)
    starts += [column for column in bare if column not in more]
    faults = [*_doubled(targets, row), *_doubled(starts, row), *_doubled(rates, row)]
    for column in targets:
        fields[column.position] = "target_text", column.said.year
    baseline = _baseline(starts, targets, period)
    for column in starts:
        fields[column.position] = "baseline_text" if column is baseline else "actual", column.said.year
    return Roles(
        fields,
        tuple(faults),
        (*_taken(targets, more, baseline, starts, row), *_parts_said(parts, targets, row), *_former_said(former, row)),
    )


def _of_former_plan(targets: Sequence[Dated], starts: Sequence[Dated], period: tuple[int, int] | None) -> list[Dated]:
    """Targets of the year in which this plan starts, beside the value reached in it: the former plan's."""
    last = max((_year(column) for column in targets), default=0)
    reached = {_year(column) for column in starts if "actual" in column.said.roles}
    return [
        column
        for column in targets
        if _year(column) in reached and (_year(column) <= period[0] if period else last - _year(column) >= _FIVE - 1)
    ]


def _former_said(former: Sequence[Dated], row: int) -> Iterable[Problem]:
    if former:
        yield Problem(row=row, **told("former_plan", names=", ".join(column.heading for column in former)))


def _yearly(levels: Sequence[Dated]) -> list[Dated]:
    """The years of a 其中 heading and those to its right: parts of the quantity to their left, not levels on the way."""
    first = next((column for column in levels if column.said.of_which), None)
    if first is None:
        return []
    parts = [column for column in levels if column.position >= first.position and not column.said.roles - {"target"}]
    whole = next(
        (column for column in levels if column.position < first.position and "target" in column.said.roles), None
    )
    return parts if whole is None or len(parts) == 1 or not _ends_in(parts[-1], whole) else []


def _years_of_sum(levels: Sequence[Dated], rates: Sequence[Dated]) -> list[Dated]:
    """The single years beside a sum over them (2021—2025年累计), where they add up to it in most rows; the first of
    them may be the one from which the sum starts.
    """
    whole = next((column for column in rates if column.said.span and _rate(column) == "total_text"), None)
    if whole is None or whole.said.span is None:
        return []
    first, last = whole.said.span
    found: dict[int, list[Dated]] = {}
    for begin in (first, first + 1):
        parts = [c for c in levels if c.said.year and begin <= c.said.year <= last and c.said.roles <= {"target"}]
        if sorted(map(_year, parts)) == list(range(begin, last + 1)):
            found.setdefault(_adding_up(parts, whole), parts)
    most = max(found, default=0)
    rows = sum(filled(total) for total in whole.cells)
    return found[most] if 0 < rows <= 2 * most else []


def _adding_up(parts: Sequence[Dated], whole: Dated) -> int:
    """In how many rows the parts add up to the whole."""
    rows = zip(whole.cells, *(column.cells for column in parts), strict=False)
    sums = [
        (number(total), [number(cell) for cell in cells if filled(cell)]) for total, *cells in rows if filled(total)
    ]
    return sum(
        total is not None
        and None not in cells
        and isclose(sum(filter(None, cells)), total, rel_tol=NOISE, abs_tol=NOISE)
        for total, cells in sums
    )


def _ends_in(last: Dated, whole: Dated) -> bool:
    """Whether the last year's value is the target itself: then the years lead up to it."""
    return all(str(a).strip() == str(b).strip() for a, b in zip(last.cells, whole.cells, strict=False))


def _parts_said(parts: Sequence[Dated], targets: Sequence[Dated], row: int) -> Iterable[Problem]:
    if parts:
        names = ", ".join(column.heading for column in parts)
        target = ", ".join(column.heading for column in targets) or "the sum"
        yield Problem(row=row, reason=Reason("yearly_parts", names=names, target=target))


def _rate(column: Dated) -> str:
    return _RATES.get(column.said.roles, "")


def _year(column: Dated) -> int:
    return column.said.year or 0


def _planned(year: int, years: Collection[int], known: Identity) -> bool:
    """Whether a year lay ahead when the plan was issued; its own year does where the next one stands beside it."""
    issued = known.issued
    return issued is not None and (year > issued or (year == issued and year + 1 in years)) and not known.looks_back


def _bare_targets(
    bare: Sequence[Dated], targets: Sequence[Dated], starts: Sequence[Dated], known: Identity
) -> tuple[list[Dated], list[Dated]]:
    """The bare years that are targets, and those of which nothing says what they are."""
    if not bare:
        return [], []
    if any(column.said.year is None for column in targets):
        return [], []
    first = min((_year(column) for column in targets), default=None)
    last_start = max((_year(column) for column in starts if column.said.year), default=None)
    distant = bool(targets) and all("远景" in column.heading for column in targets)
    if last_start is None and (first is None or distant):
        named = any("baseline" in column.said.roles for column in starts) and not known.looks_back
        return (sorted(bare, key=_year), []) if named else _all_bare(bare, known)
    years = {_year(column) for column in bare}
    found, undecided = [], []
    for column in bare:
        year = _year(column)
        if any(_year(target) == year for target in targets) and not _aims(column):
            continue  # the value reached in the year of the target
        ends = known.period is not None and year == known.period[1]
        if (first is not None and year > first) or ends or (_planned(year, years, known) and year != last_start):
            found.append(column)
        elif last_start is not None and last_start < year and (first is None or year < first):
            if first is None or _aims(column):
                found.append(column)
            elif not _only_starts(bare, first):
                undecided.append(column)
        elif first is not None and known.period is None and _on_the_way(year, years, first):
            if _aims(column):
                found.append(column)
            elif first - year >= _TWO_PLANS:
                undecided.append(column)
    return found, undecided


def _on_the_way(year: int, years: Collection[int], first: int) -> bool:
    """Whether a year may be a target of its own between a start and a later target: 2025 after 2020 and before 2035."""
    return first - year >= _FIVE and any(year - other >= _FIVE - 1 for other in years)


def _only_starts(bare: Sequence[Dated], first: int) -> bool:
    """Whether a run of bare years leads up to the target: a plan's table with its actual values."""
    return sum(_year(column) < first for column in bare) > 1


def _all_bare(bare: Sequence[Dated], known: Identity) -> tuple[list[Dated], list[Dated]]:
    ordered = sorted(bare, key=_year)
    years = [_year(column) for column in ordered]
    ahead = [column for column in ordered if _planned(_year(column), years, known)]
    if ahead:
        return ahead, []
    if known.period is not None and years[0] >= known.period[1]:
        return ordered, []
    if known.period is not None and not known.looks_back and _all_its_years(years, known.period):
        return [column for column in ordered if _year(column) > known.period[0]], []
    if known.tasks and known.due is None and len(years) > 1 and years[-1] - years[0] == len(years) - 1:
        return ordered, []
    if len(ordered) <= 2:
        return ordered if _bounds_throughout(ordered[0]) else ordered[-1:], []
    aimed = [column for column in ordered if _aims(column)]
    if aimed:
        return [column for column in ordered if _year(column) >= _year(aimed[0])], []
    if known.period is not None and any(year >= known.period[1] for year in years):
        before = [year for year in years if year < known.period[1]]
        if years[0] <= known.period[0] or len(before) == 1:
            return [column for column in ordered if _year(column) >= known.period[1]], []
    apart = all(later - earlier >= _FIVE - 1 for earlier, later in pairwise(years))
    if known.period is None and apart and years[-1] in known.years and years[0] not in known.years:
        return ordered[1:], []
    return [], ordered


def _all_its_years(years: Sequence[int], period: tuple[int, int]) -> bool:
    """Whether a plan's table shows every year from its start to its end: the start, and what is planned for each."""
    return len(years) > 2 and set(years) >= set(range(period[0], period[1] + 1))


def _bounds_throughout(column: Dated) -> bool:
    """Whether more than half of the numbers under a year are bounds, which values observed are not."""
    numbers = [str(cell) for cell in column.cells if filled(cell) and any(sign.isdigit() for sign in str(cell))]
    return 2 * sum(bool(_BOUNDS.search(text)) for text in numbers) > len(numbers)


def _aims(column: Dated) -> bool:
    return any(isinstance(cell, str) and _AIMS.search(cell) for cell in column.cells)


def _undecided(columns: Sequence[Dated], row: int) -> Problem:
    named = ", ".join(column.heading for column in columns)
    return Problem(
        row=row,
        column=columns[0].heading,
        **told("which_is_target", named=named, first=_year(columns[0]), last=_year(columns[-1])),
    )


def _start_or_end(column: Dated, rate: Dated, row: int) -> Problem:
    return Problem(
        row=row,
        column=column.heading,
        **told("start_or_end", heading=column.heading, rate=rate.heading, year=_year(column)),
    )


def _doubled(columns: Iterable[Dated], row: int) -> Iterable[Problem]:
    seen: dict[object, Dated] = {}
    for column in columns:
        key = (column.said.year, _rate(column))
        if key in seen:
            yield Problem(
                row=row, column=column.heading,
                **told("heading_doubled", other=seen[key].heading),
            )  # fmt: skip
        seen[key] = column


def _baseline(starts: Sequence[Dated], targets: Sequence[Dated], period: tuple[int, int] | None) -> Dated | None:
    named = [column for column in starts if "baseline" in column.said.roles]
    if len(named) == 1:
        return named[0]
    starts = named or starts
    first = min((_year(column) for column in targets if column.said.year), default=None)
    before = [column for column in starts if first is None or _year(column) < first]
    wanted = period[0] if period else first - _FIVE if first else None
    fitting = [column for column in before if column.said.year == wanted]
    return fitting[0] if fitting else max(before, key=_year, default=None)


def _taken(
    targets: Sequence[Dated], bare: Sequence[Dated], baseline: Dated | None, starts: Sequence[Dated], row: int
) -> Iterable[Problem]:
    bare_start = baseline is not None and not baseline.said.roles
    if bare or bare_start:
        names = ", ".join(column.heading for column in targets if column in bare)
        start = baseline.heading if bare_start and baseline is not None else ""
        if bare and start:
            named = Reason("both_read", names=names, baseline=start)
        else:
            named = Reason("read_as_target" if bare else "read_as_baseline", names=names or start)
        yield Problem(row=row, reason=Reason("years_of_heading", named=named))
    first = min((_year(column) for column in targets if column.said.year), default=0)
    if baseline is not None and baseline.said.roles == {"actual"} and first - _FIVE < _year(baseline) < first:
        yield Problem(row=row, **told("actual_is_baseline", heading=baseline.heading))
    others = [column.heading for column in starts if column is not baseline]
    if others:
        known = Reason("is_baseline", heading=baseline.heading) if baseline else Reason("none_is_baseline")
        yield Problem(row=row, **told("actual_columns", names=", ".join(others), start=known))
