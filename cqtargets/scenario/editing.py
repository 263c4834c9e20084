"""One target with other numbers: what set, scale and shift do to its fields."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any, cast

from cqtargets import growth
from cqtargets.catalogue import Catalogue
from cqtargets.conventions.reasons import Reason, lines
from cqtargets.conventions.vocabulary import Binding
from cqtargets.errors import DomainError
from cqtargets.scenario.changes import DETAILS, SPOKEN, YEARS, Change, Value, things
from cqtargets.targets.indicator import Indicator

__all__ = ["Edit", "Passed", "Resolution", "edited", "missing_number", "moved", "refuse_doubles", "resolve"]

Edit = tuple[str, str, Value]
"""Field, action, value."""


def moved(before: float, action: str, value: Value) -> float:
    """A number after `action`."""
    if action == "set":
        return cast(float, value)
    return before * cast(float, value) if action == "scale" else before + cast(float, value)


def missing_number(target: Indicator, field: str, action: str, given: Collection[str] = ()) -> str:
    """Why `action` finds nothing to work on in `field` of this target; empty where it does.

    `given` names the fields that the same scenario sets.
    """
    if field in ("growth", "annual_change"):
        return "" if action == "set" and "baseline" in given else _no_growth(target, field)
    if action == "set" or field in SPOKEN:
        return ""
    held = target.goal if field == "target" else getattr(target, field)
    if held is None:
        return Reason("no_number") if field.startswith("target") else Reason("no_field", field=field)
    return ""


def _no_growth(target: Indicator, field: str) -> str:
    if target.form != "level" or target.comparator == "range":
        return Reason("form_without_field", form=target.form, comparator=target.comparator, field=field)
    if target.baseline is None:
        return Reason("no_baseline")
    if field == "growth":
        return growth.cagr_or_reason(target.baseline, target.goal or 0.0, 1)[1]
    return ""


def edited(target: Indicator, edits: tuple[Edit, ...]) -> Indicator:
    """A copy of `target` after all edits; the target itself is not touched.

    Growth is counted from the new baseline to the new due year.

    Raises
    ------
    DomainError
        Naming what the new numbers contradict.
    """
    parts: dict[str, Any] = {}
    paced: list[Edit] = []
    aimed: Edit | None = None
    for edit in edits:
        field, action, value = edit
        if field in ("growth", "annual_change"):
            paced.append(edit)
        elif field == "target":
            aimed = edit
        elif field == "binding":
            parts[field] = Binding(str(value))
        elif field in SPOKEN:
            parts[field] = value
        else:
            parts[field] = moved(0.0 if action == "set" else getattr(target, field), action, value)
            if field == "baseline":
                parts["baseline_text"] = ""
            elif field not in (*YEARS, *DETAILS):
                parts["target_text"] = ""
    if aimed or (parts.get("comparator", target.comparator) != target.comparator):
        parts = _aimed(target, aimed, parts)
    result = replace(target, **parts)
    for edit in paced:
        result = _paced(target, result, edit)
    _refuse_early(target, result)
    return result


def _aimed(target: Indicator, edit: Edit | None, parts: dict[str, Any]) -> dict[str, Any]:
    comparator = parts.get("comparator", target.comparator)
    if edit is not None and edit[1] != "set" and comparator == target.comparator:
        _, action, value = edit
        ends = {
            end: None if held is None else moved(held, action, value)
            for end, held in (("target_low", target.target_low), ("target_high", target.target_high))
        }
        return {**parts, **ends, "target_text": ""}
    goal = target.goal
    level = goal if edit is None else moved(goal or 0.0, edit[1], edit[2])
    if level is None:
        raise DomainError(Reason("comparator_needs_number", id=target.id, comparator=comparator))
    other = target.with_target(level, comparator=parts.get("comparator"))
    names = ("form", "comparator", "target_low", "target_high", "target_text", "follows")
    return {**{name: getattr(other, name) for name in names}, **parts}


def _paced(before: Indicator, after: Indicator, edit: Edit) -> Indicator:
    field, action, value = edit
    needed = before.required_growth()
    held = needed.cagr if field == "growth" else needed.annual_change
    rate = moved(held or 0.0, action, value)
    if after.baseline is None or after.baseline_year is None:
        raise DomainError(Reason("set_baseline", id=before.id))
    years = after.target_year - after.baseline_year
    if field == "growth" and rate <= -1:
        raise DomainError(Reason("growth_loses_all", id=before.id, rate=rate))
    level = after.baseline * (1 + rate) ** years if field == "growth" else after.baseline + rate * years
    return after.with_target(level)


def _refuse_early(before: Indicator, after: Indicator) -> None:
    start, was = after.start_year, before.start_year
    if start is None or after.target_year > start or (was is not None and before.target_year <= was):
        return
    raise DomainError(Reason("due_before_its_start", id=after.id, due=after.target_year, start=start))


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
                raise DomainError(Reason("changed_twice", name=name, change=change, field=field))
            moves.update(things(field))
        for other, others in seen:
            if moves & others and change.where.overlaps(other.where):
                raise DomainError(Reason("two_changes", name=name, other=other, change=change))
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
            faults.append(Reason("of_change", change=repr(change), why=error.reason))
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
                faults.append(Reason("nothing_to_change", change=change, field=field, key=key, reason=reason))
            for key in (key for key, reason in missing if not reason):
                double = _first_mover(movers, key, field, change)
                if double is not None:
                    faults.append(Reason("two_changes_of", field=field, key=key, double=double, change=change))
                    break
                edits.setdefault(key, []).append((field, change.action, value))
    if faults:
        raise DomainError(Reason("of_scenario", scenario=name, why=lines(*faults)))
    return Resolution(edits={key: tuple(held) for key, held in edits.items()}, passed=tuple(passed))


def _first_mover(movers: dict[tuple[str, str], Change], key: str, field: str, change: Change) -> Change | None:
    for thing in things(field):
        other = movers.setdefault((key, thing), change)
        if other is not change:
            return other
    return None
