"""Values of several tables as one set: of one date the later vintage counts, and what contradicts it is listed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cqtargets import units
from cqtargets.conventions.comparison import noise
from cqtargets.conventions.reasons import Reason, told
from cqtargets.errors import Problem, UnitError
from cqtargets.targets.observation import Observation

__all__ = ["Merged", "merged", "one_place_twice"]

_RANKS: Final = {"estimate": 0, "preliminary": 1, "final": 2}
_REVISED: Final = "修订数"
_SUFFIX: Final = re.compile(r"(?<=[\u4e00-\u9fa5]{2})(?:特别行政区|自治区|自治州|自治县|省|市|区|县|旗|盟|州)$")

Numbered = tuple[int, Observation]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Values in the order of their tables, the vintage of each (0 the first), faults and remarks."""

    values: tuple[Observation, ...]
    updates: tuple[int, ...]
    problems: list[Problem]
    remarks: list[Problem]


def merged(values: Sequence[Numbered]) -> Merged:
    """Order values of one concept, place, date and basis by vintage.

    Later published counts before earlier, then revised (修订) before final before preliminary (快报) before estimate
    (预计). Values of one vintage must be the same number as far as both print it; two in one sheet are a fault anyway.

    Parameters
    ----------
    values : sequence of (row, Observation)
        Each with the file and sheet it was read from.
    """
    first: dict[Any, int] = {}
    alike: dict[int, list[int]] = {}
    for place, (_, seen) in enumerate(values):
        known = first.setdefault(_key(seen), place)
        if known != place:
            alike.setdefault(known, [known]).append(place)
    updates = [0] * len(values)
    problems: list[Problem] = []
    remarks: list[Problem] = []
    for places in alike.values():
        ranks = {rank: number for number, rank in enumerate(sorted({_vintage(values[place][1]) for place in places}))}
        held: dict[int, Numbered] = {}
        for place in places:
            updates[place] = ranks[_vintage(values[place][1])]
            earlier = held.setdefault(updates[place], values[place])
            if earlier is not values[place]:
                problems += _same_vintage(earlier, values[place])
        if len(ranks) > 1:
            remarks.append(_later_counts([values[place] for place in places]))
    return Merged(values=tuple(seen for _, seen in values), updates=tuple(updates), problems=problems, remarks=remarks)


def _key(seen: Observation) -> tuple[Any, ...]:
    return seen.concept, seen.region, seen.when, seen.basis, seen.population, seen.form, seen.since, seen.per is None


def _vintage(seen: Observation) -> tuple[str, bool, int]:
    return seen.published, _REVISED in seen.note, _RANKS[seen.status]


def _same_vintage(first: Numbered, second: Numbered) -> Iterable[Problem]:
    one, other = first[1], second[1]
    here = (one.file, one.sheet) == (other.file, other.sheet)
    if one.file == other.file and one.source != other.source:
        return
    if here or one.file == other.file:
        if not here and one.value == other.value and _agree(one, other):
            return
        code = "value_doubled" if here else "value_doubled_sheet"
        facts = told(code, concept=other.concept, when=other.when, row=first[0], sheet=one.sheet)
        yield Problem(row=second[0], column="when", value=str(other.when), **facts)
        return
    if _agree(one, other):
        return
    facts = told(
        "two_vintages", name=other.name_zh or other.concept, region=other.region or "—", when=other.when,
        value=f"{other.value:g} {other.unit_label}", place=_place(other),
        first=f"{one.value:g} {one.unit_label}", first_place=_place(one),
    )  # fmt: skip
    yield Problem(row=second[0], column="value", value=other.text or f"{other.value:g}", **facts)


def _agree(one: Observation, other: Observation) -> bool:
    """Whether two prints may be one number: their intervals touch."""
    try:
        low, high = one.interval_in(other.unit, other.per)
        units.convert(1.0, one.unit, other.unit, per_from=one.per, per_to=other.per)
    except UnitError:
        return False
    first, last = other.interval
    slack = float(noise(first, last, 1.0))
    return low <= last + slack and first <= high + slack


def _later_counts(values: Sequence[Numbered]) -> Problem:
    ordered = sorted(values, key=lambda pair: _vintage(pair[1]))
    (row, last), earlier = ordered[-1], ordered[:-1]
    kept = ", ".join(f"{seen.value:g} ({_place(seen)})" for _, seen in earlier)
    facts = {"name": last.name_zh or last.concept, "when": last.when, "value": last.value, "place": _place(last)}
    reason = Reason("later_vintage", kept=kept, **facts)
    return Problem(row=row, column="value", reason=reason)


def _place(seen: Observation) -> str:
    return " ".join(part for part in (seen.file, seen.sheet, seen.cell) if part) or "another row"


def one_place_twice(values: Iterable[Numbered]) -> list[Problem]:
    """Places that stand under two names, with and without 市, 区 or 县; one fault each.

    >>> seen = [(row, Observation(concept="x", value=1.0, region=name)) for row, name in ((2, "东岭区"), (3, "东岭"))]
    >>> [str(problem) for problem in one_place_twice(seen)]
    ["row 3, column 'region': '东岭' and '东岭区' (row 2) are one place under two names. Write one of them throughout."]
    """
    rows: dict[str, int] = {}
    for row, seen in values:
        if seen.region:
            rows.setdefault(seen.region, row)
    full = {_SUFFIX.sub("", name): name for name in rows if _SUFFIX.search(name)}
    return [
        Problem(
            row=row, column="region", value=name,
            **told("one_place", name=name, full=full[name], row=rows[full[name]]),
        )
        for name, row in rows.items()
        if name in full
    ]  # fmt: skip
