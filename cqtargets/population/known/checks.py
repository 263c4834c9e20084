"""What no single row of a population file shows: mixed spellings, vintages and units, doubles, sums that fail."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from cqtargets.conventions.reasons import Reason, listed, told
from cqtargets.errors import Problem
from cqtargets.population.known.census import SEXES, Basis, Census, adds_up, census
from cqtargets.population.known.own import BAND_OF, Measure
from cqtargets.population.known.rows import Entry
from cqtargets.population.known.series import region_table

__all__ = ["Key", "RowChecks", "check_rows", "check_sums", "fault", "first_row", "printed_half_step"]

Key = tuple[str, int | date]
_FEW_PEOPLE: Final = 10_000
_MANY_PEOPLE: Final = 2e9
_OFF_BY: Final = 20
_MOST_A_YEAR: Final[Mapping[str, float]] = {"births": 0.1, "deaths": 0.3}
"""A share of the people: no country had more than some 60 births per 1,000 in a year; deaths leave room for disasters."""
_NEAR: Final = 5.0
"""Years between those people and the births or deaths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChecks:
    """What comparing rows found; regions in `spoiled` cannot be put together ("" is the whole file)."""

    problems: list[Problem]
    spoiled: frozenset[str]
    basis: Basis
    unit_doubtful: bool


def check_rows(entries: Sequence[Entry]) -> RowChecks:
    """Compare the rows with each other: spellings, vintages, doubles, whole persons, one population."""
    series, doubled = _mixed_series(entries), _doubled(entries)
    persons = _not_persons(entries)
    basis, mixed = _basis(entries)
    regions = {entry.row: entry.region for entry in entries}
    spoiled = {regions[problem.row] for problem in (*series, *doubled)} | ({""} if mixed else set())
    return RowChecks(
        problems=[*_mixed_words(entries), *series, *doubled, *persons, *mixed],
        spoiled=frozenset(spoiled),
        basis=basis,
        unit_doubtful=bool(persons),
    )


def check_sums(entries: Sequence[Entry], censuses: dict[Key, Census], *, parts: bool, sizes: bool) -> list[Problem]:
    """Compare ages with totals, parts with wholes (`parts`), sizes with what is known (`sizes`), migrants."""
    problems = [*_wrong_totals(entries, censuses), *_emptied(entries, censuses), *_wrong_bands(entries)]
    if parts:
        problems += _wrong_parts(entries, censuses)
    if sizes:
        problems += _implausible(entries, censuses)
    return problems


def fault(entry: Entry, column: str, code: str, **facts: Any) -> Problem:
    """A fault at the row of `entry`, by its code."""
    return Problem(row=entry.row, column=column, **told(code, **facts))


def _mixed_words(entries: Sequence[Entry]) -> list[Problem]:
    first: dict[str, Entry] = {}
    for entry in entries:
        if entry.sex_words:
            first.setdefault(entry.sex_words, entry)
    if len(first) < 2:
        return []
    last = list(first.values())[-1]
    return [fault(last, "sex", "mixed_spellings", shown=_from_rows(first))]


def _from_rows(first: Mapping[Any, Entry]) -> Reason:
    return listed(*(Reason("from_row", what=what, row=entry.row) for what, entry in first.items()))


def _mixed_series(entries: Sequence[Entry]) -> list[Problem]:
    first: dict[tuple[str, Measure], Entry] = {}
    told = set()
    problems = []
    for entry in entries:
        known = first.setdefault((entry.region, entry.measure), entry)
        if entry.vintage != known.vintage and (entry.region, entry.measure) not in told:
            told.add((entry.region, entry.measure))
            problems.append(
                fault(
                    entry, "vintage", "mixed_vintages", measure=entry.measure, region=entry.region,
                    first=_vintage(known), row=known.row, here=_vintage(entry),
                )
            )  # fmt: skip
    return problems


def _doubled(entries: Sequence[Entry]) -> list[Problem]:
    first: dict[Any, Entry] = {}
    problems = []
    for entry in entries:
        key = (entry.region, entry.when, entry.measure, entry.sex, entry.age, entry.vintage, entry.basis)
        known = first.setdefault(key, entry)
        if known is entry:
            continue
        if entry.age is not None:
            problems.append(fault(entry, "age", "age_twice", place=_place(entry), age=entry.age.label, row=known.row))
        else:
            facts = {"place": _place(entry), "first": known.value, "row": known.row, "here": entry.value}
            problems.append(fault(entry, "persons", "people_twice", **facts))
    return problems


def _vintage(entry: Entry) -> str:
    return entry.vintage or Reason("no_vintage")


def _place(entry: Entry) -> Reason:
    sex = "" if entry.sex == "both" else f" ({entry.sex})"
    return Reason("people_at", measure=f"{entry.measure}{sex}", region=entry.region, when=entry.when)


def _not_persons(entries: Sequence[Entry]) -> list[Problem]:
    broken = [entry for entry in entries if entry.measure != "life_expectancy" and entry.step < 1]
    if not broken:
        return []
    more = Reason("more_rows", count=len(broken) - 1) if len(broken) > 1 else Reason()
    return [fault(broken[0], "persons", "not_persons", value=broken[0].value, more=more)]


def _basis(entries: Sequence[Entry]) -> tuple[Basis, list[Problem]]:
    first: dict[Basis, Entry] = {}
    for entry in entries:
        if entry.measure == "population":
            first.setdefault(entry.basis or "resident", entry)
    if len(first) < 2:
        return next(iter(first), "resident"), []
    return "resident", [fault(list(first.values())[-1], "basis", "mixed_populations", shown=_from_rows(first))]


def _totals(entries: Sequence[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.measure == "population" and entry.age is None]


def printed_half_step(entries: Sequence[Entry]) -> float:
    """Half the finest printed step of the population, in persons; 0 for figures in single persons."""
    step = min((entry.step for entry in entries if entry.measure == "population"), default=1.0)
    return 0.0 if step <= 1 else step / 2


def _wrong_totals(entries: Sequence[Entry], censuses: dict[Key, Census]) -> list[Problem]:
    problems = []
    for entry in _totals(entries):
        held = censuses.get((entry.region, entry.when))
        if held is None:
            continue
        added = held.total if entry.sex == "both" else float(held.counts[SEXES.index(entry.sex)].sum())
        own = entry.step / 2 if entry.step > 1 else 0.0
        if abs(added - entry.value) > own + printed_half_step(entries) * held.counts.size + 1e-6:
            problems.append(fault(entry, "persons", "ages_off", place=_place(entry), value=entry.value, added=added))
    return problems


def _parent_of(entries: Sequence[Entry]) -> dict[str, str]:
    parents = {entry.region: entry.parent for entry in entries if entry.parent}
    named = {entry.region for entry in entries}
    for name, region in region_table().items():
        if name in named and region.parent in named:
            parents.setdefault(name, region.parent)
    return parents


def _wrong_parts(entries: Sequence[Entry], censuses: dict[Key, Census]) -> list[Problem]:
    """Parts that do not add up to their whole: a whole that the file names, or the city with all its districts."""
    parents = _parent_of(entries)
    step = printed_half_step(entries)
    problems = []
    for (region, when), whole in censuses.items():
        parts = [one for (name, moment), one in censuses.items() if parents.get(name) == region and moment == when]
        if _complete(entries, region, {one.region for one in parts}):
            wrong = adds_up(whole, parts, tolerance=step * (len(parts) + 1))
            facts = {"count": len(wrong), "size": whole.counts.size, "first": wrong[0] if wrong else ""}
            what = Reason("in_cells" if len(wrong) > 1 else "in_cell", **facts)
            problems += [_not_adding_up(entries, (region, when), len(parts), what)] if wrong else []
    totals = {(entry.region, entry.when): entry.value for entry in _totals(entries) if entry.sex == "both"}
    for (region, when), people in totals.items():
        values = {
            name: value for (name, moment), value in totals.items() if moment == when and parents.get(name) == region
        }
        if (region, when) not in censuses and _complete(entries, region, set(values)):
            added = sum(values.values())
            if abs(added - people) > step * (len(values) + 1) + 1e-6:
                what = Reason("in_totals", added=added, people=people)
                problems.append(_not_adding_up(entries, (region, when), len(values), what))
    return problems


def _complete(entries: Sequence[Entry], region: str, parts: set[str]) -> bool:
    if any(entry.parent == region for entry in entries):
        return bool(parts)
    known = {name for name, place in region_table().items() if place.parent == region}
    return bool(known) and known <= parts


def _not_adding_up(entries: Sequence[Entry], key: Key, parts: int, what: Reason) -> Problem:
    return Problem(
        row=first_row(entries, key[0]),
        column="persons",
        **told("parts_off", parts=parts, region=key[0], when=key[1], what=what),
    )


def _implausible(entries: Sequence[Entry], censuses: dict[Key, Census]) -> list[Problem]:
    """Whole numbers of 万人 read as persons, and persons read as 万人."""
    sizes: dict[str, tuple[float, Entry]] = {}
    for entry in entries:
        if entry.measure == "population" and entry.sex == "both" and entry.age is None:
            sizes.setdefault(entry.region, (entry.value, entry))
        elif entry.measure == "population" and (entry.region, entry.when) in censuses:
            sizes.setdefault(entry.region, (censuses[entry.region, entry.when].total, entry))
    problems = []
    for region, (people, entry) in sizes.items():
        known = census(region, 2020).total if region in region_table() else None
        if known and not known / _OFF_BY < people < known * _OFF_BY:
            problems.append(fault(entry, "persons", "unit_other", region=region, people=people, known=known))
        elif known is None and (people > _MANY_PEOPLE or (people < _FEW_PEOPLE and not entry.unit_named)):
            problems.append(fault(entry, "persons", "unit_other_perhaps", region=region, people=people))
    return problems


# A band and one that holds it, both printed for one date.
_HOLDS: Final = (
    ("pop_60plus", "pop_65plus"), ("pop_65plus", "pop_80plus"), ("pop_60plus", "pop_80plus"),
    ("pop_15_64", "pop_15_59"), ("pop_15_64", "pop_16_59"), ("pop_15_59", "pop_16_59"),
    *(("population", measure) for measure in BAND_OF),
)  # fmt: skip
_WHOLES: Final = (("pop_0_14", "pop_15_59", "pop_60plus"), ("pop_0_14", "pop_15_64", "pop_65plus"))


def _wrong_bands(entries: Sequence[Entry]) -> list[Problem]:
    """Age groups above the group or the total that holds them, and three that do not make the total."""
    dated: dict[Key, dict[str, Entry]] = defaultdict(dict)
    for entry in entries:
        if entry.age is None and entry.sex == "both":
            dated[entry.region, entry.when].setdefault(entry.measure, entry)
    problems = []
    for (region, when), found in dated.items():
        counts = [entry for measure, entry in found.items() if measure == "population" or measure in BAND_OF]
        other = [entry for entry in counts if entry.vintage != counts[0].vintage]
        if other:
            facts: dict[str, Any] = {
                "here": _vintage(other[0]),
                "measure": counts[0].measure,
                "first": _vintage(counts[0]),
            }
            row = counts[0].row
            problems.append(fault(other[0], "vintage", "bands_of_vintages", place=_place(other[0]), row=row, **facts))
            continue
        for outer, inner in _HOLDS:
            if outer in found and inner in found and found[inner].value > found[outer].value:
                facts = {"value": found[inner].value, "outer": outer, "whole": found[outer].value}
                problems.append(fault(found[inner], "persons", "band_above", place=_place(found[inner]), **facts))
        for parts in _WHOLES:
            if "population" in found and all(part in found for part in parts):
                added, total = sum(found[part].value for part in parts), found["population"].value
                if abs(added - total) > max(0.001 * total, 4 * found["population"].step):
                    place = Reason("people_at", measure=", ".join(parts), region=region, when=when)
                    facts = {"place": place, "added": added, "total": total}
                    problems.append(fault(found["population"], "persons", "bands_off", **facts))
    return problems


def _emptied(entries: Sequence[Entry], censuses: dict[Key, Census]) -> list[Problem]:
    """Regions that lose more people by migration in a year than they have, or have more births or deaths than can be."""
    sizes: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for entry in _totals(entries):
        if entry.sex == "both":
            sizes[entry.region].append((entry.time, entry.value))
    for held in censuses.values():
        sizes[held.region].append((held.date, held.total))
    problems = []
    for entry in entries:
        if entry.measure not in ("net_migration", *_MOST_A_YEAR) or not sizes.get(entry.region):
            continue
        when, people = min(sizes[entry.region], key=lambda pair: abs(pair[0] - entry.time))
        most = _MOST_A_YEAR.get(entry.measure, math.inf)
        if entry.value > most * people and abs(when - entry.time) <= _NEAR:
            said = {"region": entry.region, "value": entry.value, "when": entry.when, "people": people}
            problems.append(fault(entry, "persons", f"{entry.measure}_beyond", **said, most=round(most * 1000)))
        elif entry.measure == "net_migration" and -entry.value > people:
            facts: dict[str, Any] = {"region": entry.region, "lost": -entry.value, "when": entry.when, "people": people}
            problems.append(fault(entry, "persons", "emptied", **facts))
    return problems


def first_row(entries: Sequence[Entry], region: str) -> int:
    """Where a region first stands."""
    return min(entry.row for entry in entries if entry.region == region)
