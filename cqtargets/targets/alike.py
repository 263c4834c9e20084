"""Rows of one kind: what the first of them settled holds for the next, with its own names and numbers.

Rows are of one kind where their words are the same, their names say the same of units, work and concepts, their texts
differ in one number alone or in the two ends of a range, and those numbers lie alike: within the scale, on the same side of each other and of 1 and 100.
What a row's reading depends on beside that keeps it from being a kind: then each row is read by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from cqtargets.concepts import Concept, Concepts, Match
from cqtargets.concepts.wording import plain
from cqtargets.conventions.vocabulary import ceiling
from cqtargets.errors import Problem
from cqtargets.targets.draft import Draft
from cqtargets.targets.row_kind import RowApart, RowsApart, text_of
from cqtargets.targets.said_alike import SaidAlike, said_alike

__all__ = ["Alike", "Kinds", "Read", "Settled"]

_FORMS: Final = frozenset({"level", "increment", "cumulative", "flow", "qualitative"})
_MOST_KINDS: Final = 5_000
_LARGEST: Final = 1e9


@dataclass(slots=True, kw_only=True)
class Read:
    """What was read of one row: its columns, the match of its name and for what it was asked, remarks and question."""

    values: dict[str, Any]
    match: Match | None
    asked: tuple[str, int | None, str]
    remarks: list[Problem]
    question: Problem | None


class End(NamedTuple):
    """Which printed number an end of the target is, and times what; times 0 where the target has no such end."""

    factor: float
    place: int = 0

    def of(self, goals: Sequence[float]) -> float | None:
        """The end of a row with these numbers."""
        return self.factor * goals[self.place] if self.factor else None


@dataclass(slots=True, kw_only=True)
class Settled:
    """What holds for all rows of a kind: the shared columns, what a printed number is to each end, what is said."""

    common: dict[str, Any]
    low: End
    high: End
    least: float
    limit: float
    own_concept: bool
    remarks: list[SaidAlike]
    question: SaidAlike | None


@dataclass(slots=True)
class _Kind:
    """Rows alike before their names are looked up and their numbers compared."""

    asked: tuple[str, int | None, str] | None
    settled: dict[tuple[Any, ...], Settled] = field(default_factory=dict)


@dataclass(slots=True)
class Alike:
    """A row read as others of its kind: the target, its concept, the match of its name, and what there is to say."""

    draft: Draft
    concept: str
    match: Match | None
    settled: Settled
    facts: dict[str, Any]


class Kinds:
    """The kinds of rows met in one table, whose columns are `columns`."""

    def __init__(self, register: Concepts, columns: Iterable[str]) -> None:
        self._register = register
        self._rows = RowsApart(register, columns)
        self._kinds: dict[tuple[Any, ...], _Kind] = {}
        self._row: RowApart | None = None

    def find(self, number: int, row: Mapping[str, Any]) -> Alike | None:
        """The row as others of its kind were read; None where it must be read by itself."""
        one = self._row = self._rows.row(number, row)
        kind = self._kinds.get(one.key) if one is not None else None
        if one is None or kind is None:
            return None
        match = self._match(one, kind.asked) if kind.asked is not None else None
        settled = kind.settled.get((_part(match), *one.sides()))
        if settled is None or not one.ordinary(settled.least, settled.limit):
            return None
        low, high = one.low, one.high
        if one.goals:
            low, high = settled.low.of(one.goals), settled.high.of(one.goals)
        common = settled.common
        concept = (one.code or plain(one.name)) if settled.own_concept else common["concept"]
        key = one.id or f"{common['plan']}.row{number}"
        own = (
            concept,
            one.name,
            one.start,
            one.start_text,
            low,
            high,
            one.goal_text,
            one.position,
            one.binding,
            *one.free,
        )
        parent, earlier = text_of(row.get("parent")), text_of(row.get("earlier"))
        if earlier and earlier == key:
            return None
        draft = Draft(number, common, one.names, own, key, parent, earlier)
        return Alike(draft, concept, match, settled, one.facts(key, low, high))

    def learn(self, read: Read) -> Settled | None:
        """Keep what was settled for the row that was sought last, where it holds for others; None where it does not."""
        one = self._row
        concept = self._register.get(read.values["concept"])
        settled = _settled(one, read, concept) if one is not None and len(self._kinds) < _MOST_KINDS else None
        if one is None or settled is None:
            return None
        asked = read.asked if read.match is not None else None
        kind = self._kinds.setdefault(one.key, _Kind(asked))
        if kind.asked != asked:
            return None
        kind.settled[_part(read.match), *one.sides()] = settled
        return settled

    def _match(self, one: RowApart, asked: tuple[str, int | None, str]) -> Match:
        unit, per, region = asked
        return self._register.match(one.name, unit=unit, per=per, region=region, near=False)


def _part(match: Match | None) -> Any:
    """What a match says of a row's kind."""
    if match is None or match.reason == "unknown":
        return ""
    if match.concept is not None:
        return match.concept.key, match.basis
    return match.reason, *(concept.key for concept in match.candidates)


def _settled(one: RowApart, read: Read, concept: Concept | None) -> Settled | None:
    """What a row that was read by itself has settled for its kind; None where its reading may depend on more."""
    values = read.values
    if not _simple(one, values) or not _own_kept(one, values):
        return None
    low, high = _end(values["target_low"], one.goals, one.low), _end(values["target_high"], one.goals, one.high)
    least, limit = _scale(values, concept)
    own = values["concept"] == (one.code or plain(one.name))
    matched = read.match is not None and read.match.concept is not None
    if low is None or high is None or own == matched or not one.ordinary(least, limit):
        return None
    if len(one.goals) == 2 and not (low.factor and high.factor and low.place != high.place):
        return None
    facts = one.facts(values["id"], values["target_low"], values["target_high"])
    remarks = [said_alike(remark, facts) for remark in read.remarks]
    question = said_alike(read.question, facts) if read.question is not None else None
    if None in remarks or (question is None) != (read.question is None):
        return None
    return Settled(
        common=dict(values), low=low, high=high, least=least, limit=limit, own_concept=own,
        remarks=[remark for remark in remarks if remark is not None], question=question,
    )  # fmt: skip


def _scale(values: Mapping[str, Any], concept: Concept | None) -> tuple[float, float]:
    """What all numbers of a kind lie between: the ends of the scale, and the bounds that its concept has."""
    share = values["measure"] == "share" and values["form"] != "relative"
    least, limit = 0.0, ceiling(values["unit"]) if share else _LARGEST
    if concept is not None and concept.unit == values["unit"]:
        least = least if concept.low is None else max(least, concept.low)
        limit = limit if concept.high is None else min(limit, concept.high)
    return least, limit


def _simple(one: RowApart, values: Mapping[str, Any]) -> bool:
    """Whether the target is of a form whose reading asks nothing of its numbers but how they lie."""
    changes = values["form"] == "relative" and values["change"] in ("absolute", "points")
    if not (values["form"] in _FORMS or changes) or values["follows"]:
        return False
    if not one.goals:
        return True
    named = [values[name] for name in ("reference", "place_unit", "unit", "measure", "basis")]
    return values["tolerance"] is None and not any(f"{goal:g}" in text for goal in one.goals for text in named)


def _own_kept(one: RowApart, values: Mapping[str, Any]) -> bool:
    """Whether the row's own columns came through as they stand."""
    own = (
        one.name,
        one.start,
        one.start_text,
        one.goal_text,
        one.position,
        one.id or f"{values['plan']}.row{one.number}",
    )
    return own == tuple(
        values[name] for name in ("name_zh", "baseline", "baseline_text", "target_text", "position", "id")
    )


def _end(end: float | None, goals: Sequence[float], given: float | None) -> End | None:
    """What the printed numbers are to an end; None where the end is something else."""
    if not goals:
        return End(1.0) if end == given else None
    if end is None:
        return End(0.0)
    return next(
        (End(factor, place) for place, goal in enumerate(goals) for factor in (1.0, -1.0) if end == factor * goal), None
    )
