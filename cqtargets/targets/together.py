"""What rows of one table say of each other: ids that stand once, parts of a row that is there, earlier years that come before."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from cqtargets.conventions.reasons import told
from cqtargets.errors import Problem
from cqtargets.targets.draft import Draft

__all__ = ["faults_together"]


def faults_together(drafts: Sequence[Draft], declared: Collection[str]) -> list[Problem]:
    """The faults that no row has by itself; `declared` are the ids of all rows, those with faults among them."""
    known = {draft.id for draft in drafts}
    found = list(_doubled(drafts)) if len(known) < len(drafts) else []
    parts = [draft for draft in drafts if draft.parent]
    if parts:
        found += [*_orphans(parts, known, declared), *_parts_of_themselves(parts)]
    later = [draft for draft in drafts if draft.earlier]
    if later:
        found += _earlier_faults(later, {draft.id: draft for draft in drafts}, declared)
    return found


def _doubled(drafts: Sequence[Draft]) -> Iterator[Problem]:
    first_row: dict[str, int] = {}
    for draft in drafts:
        if draft.id in first_row:
            words = told("id_doubled", id=draft.id, row=first_row[draft.id])
            yield Problem(row=draft.row, column="id", value=draft.id, **words)
        else:
            first_row[draft.id] = draft.row


def _orphans(parts: Sequence[Draft], known: Collection[str], declared: Collection[str]) -> Iterator[Problem]:
    for draft in parts:
        if draft.parent not in known and draft.parent not in declared:
            reason = f"{draft.parent!r} is not an id in this file."
            remedy = "Write the id of the row that this one is part of, or leave it empty."
            yield _linked(draft.row, "parent", draft.parent, reason, remedy)


def _parts_of_themselves(parts: Sequence[Draft]) -> Iterator[Problem]:
    """No row is a part of itself, directly or by others."""
    parents = {draft.id: draft.parent for draft in parts}
    for draft in parts:
        seen, place = {draft.id}, draft.parent
        while place in parents and place not in seen:
            seen.add(place)
            place = parents[place]
        if place == draft.id:
            reason = f"{draft.id!r} is a part of itself, directly or by others."
            remedy = "Write the id of the row that this one is part of, or leave it empty."
            yield _linked(draft.row, "parent", draft.parent, reason, remedy)


def _earlier_faults(later: Sequence[Draft], known: Mapping[str, Draft], declared: Collection[str]) -> Iterator[Problem]:
    """Each `earlier` names another row that is due no later, and no chain of them comes back to its start."""
    for draft in later:
        first = draft.earlier
        if first not in known and first in declared:
            continue
        remedy = "Write the id of the row with the earlier year of the same target, or leave it empty."
        if first not in known:
            yield _linked(draft.row, "earlier", first, f"{first!r} is not an id in this file.", remedy)
        elif known[first].target_year > draft.target_year:
            reason = f"{first!r} is due in {known[first].target_year}, after this row's {draft.target_year}."
            yield _linked(draft.row, "earlier", first, reason, remedy)
        elif _comes_back(draft, known):
            reason = f"{draft.id!r} and {first!r} each name the other as the earlier one, directly or by others."
            yield _linked(draft.row, "earlier", first, reason, remedy)


def _comes_back(draft: Draft, known: Mapping[str, Draft]) -> bool:
    seen, place = {draft.id}, draft.earlier
    while place in known and place not in seen:
        seen.add(place)
        place = known[place].earlier
    return place == draft.id


def _linked(row: int, column: str, value: str, reason: str, remedy: str) -> Problem:
    return Problem(row=row, column=column, value=value, reason=reason, remedy=remedy)
