"""What the changes of a scenario come to in one catalogue: edits by target, and what was passed by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cqtargets.catalogue import Catalogue
from cqtargets.errors import DomainError
from cqtargets.scenario.changes import Change
from cqtargets.scenario.editing import Edit, missing_number
from cqtargets.scenario.fields import things

__all__ = ["Passed", "Resolution", "refuse_doubles", "resolve"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A target that a change addressed and had nothing to work on in, with the reason."""

    id: str
    field: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Edits by target id, in the order of the changes, and the targets passed by."""

    edits: dict[str, tuple[Edit, ...]]
    passed: tuple[Passed, ...]


def refuse_doubles(name: str, changes: Iterable[Change]) -> None:
    """Refuse two changes of one thing at one address.

    Raises
    ------
    DomainError
        Naming both.
    """
    seen: list[tuple[Change, set[str]]] = []
    for change in changes:
        moves: set[str] = set()
        for field, _ in change.fields:
            if moves & set(things(field)):
                raise DomainError(f"scenario {name!r}: {change!r} changes one thing twice ({field}); keep one")
            moves.update(things(field))
        for other, others in seen:
            if moves & others and change.where.overlaps(other.where):
                raise DomainError(
                    f"scenario {name!r}: two changes of one thing: {other!r} and {change!r}; keep one, or use two "
                    "scenarios"
                )
        seen.append((change, moves))


def resolve(name: str, changes: Iterable[Change], catalogue: Catalogue) -> Resolution:
    """Edits of every target that the changes of targets address.

    A target without the number that a change works on is passed by, as long as another of the same change has it.

    Raises
    ------
    DomainError
        If a change matches nothing, or two change one thing; every fault is named.
    """
    faults: list[str] = []
    edits: dict[str, list[Edit]] = {}
    passed: list[Passed] = []
    movers: dict[tuple[str, str], Change] = {}
    addressed: list[tuple[Change, tuple[str, ...]]] = []
    given: dict[str, set[str]] = {}
    for change in changes:
        if change.where.kind != "target":
            continue
        try:
            ids = change.where.targets(catalogue)
        except DomainError as error:
            faults.append(f"{change!r}: {error}")
            continue
        addressed.append((change, ids))
        if change.action == "set":
            for key in ids:
                given.setdefault(key, set()).update(field for field, _ in change.fields)
    for change, ids in addressed:
        for field, value in change.fields:
            missing = [(key, missing_number(catalogue[key], field, change.action, given.get(key, ()))) for key in ids]
            passed += [Passed(id=key, field=field, reason=reason) for key, reason in missing if reason]
            if all(reason for _, reason in missing):
                key, reason = missing[0]
                faults.append(f"{change!r}: there is no {field} to change in {key}: {reason}")
            for key in (key for key, reason in missing if not reason):
                double = _first_mover(movers, key, field, change)
                if double is not None:
                    faults.append(f"two changes of one thing ({field} of {key}): {double!r} and {change!r}; keep one")
                    break
                edits.setdefault(key, []).append((field, change.action, value))
    if faults:
        raise DomainError(f"scenario {name!r}: " + "\n".join(faults))
    return Resolution(edits={key: tuple(held) for key, held in edits.items()}, passed=tuple(passed))


def _first_mover(movers: dict[tuple[str, str], Change], key: str, field: str, change: Change) -> Change | None:
    for thing in things(field):
        other = movers.setdefault((key, thing), change)
        if other is not change:
            return other
    return None
