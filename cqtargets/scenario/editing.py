"""One target with other numbers: what set, scale and shift do to its fields."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any, cast

from cqtargets import growth
from cqtargets.conventions.vocabulary import Binding
from cqtargets.errors import DomainError
from cqtargets.scenario.fields import YEARS, Value
from cqtargets.targets.indicator import Indicator

__all__ = ["Edit", "edited", "missing_number", "moved"]

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
    if action == "set" or field in ("comparator", "direction", "binding"):
        return ""
    held = target.goal if field == "target" else getattr(target, field)
    if held is None:
        return "the target has no number" if field.startswith("target") else f"the target has no {field}"
    return ""


def _no_growth(target: Indicator, field: str) -> str:
    if target.form != "level" or target.comparator == "range":
        return f"a target of form {target.form!r}, comparator {target.comparator!r} has no {field}: change its target"
    if target.baseline is None:
        return "the plan prints no baseline"
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
        elif field in ("comparator", "direction"):
            parts[field] = value
        else:
            parts[field] = moved(0.0 if action == "set" else getattr(target, field), action, value)
            if field == "baseline":
                parts["baseline_text"] = ""
            elif field not in YEARS:
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
        raise DomainError(f"indicator {target.id!r}: comparator {comparator!r} needs a number; give target=")
    other = target.with_target(level, comparator=parts.get("comparator"))
    names = ("form", "comparator", "target_low", "target_high", "target_text", "follows")
    return {**{name: getattr(other, name) for name in names}, **parts}


def _paced(before: Indicator, after: Indicator, edit: Edit) -> Indicator:
    field, action, value = edit
    needed = before.required_growth()
    held = needed.cagr if field == "growth" else needed.annual_change
    rate = moved(held or 0.0, action, value)
    if after.baseline is None or after.baseline_year is None:
        raise DomainError(f"indicator {before.id!r} has no baseline: set baseline and baseline_year")
    years = after.target_year - after.baseline_year
    if field == "growth" and rate <= -1:
        raise DomainError(f"indicator {before.id!r}: growth {rate:g} a year loses everything; write a fraction")
    level = after.baseline * (1 + rate) ** years if field == "growth" else after.baseline + rate * years
    return after.with_target(level)


def _refuse_early(before: Indicator, after: Indicator) -> None:
    start, was = after.start_year, before.start_year
    if start is None or after.target_year > start or (was is not None and before.target_year <= was):
        return
    raise DomainError(
        f"indicator {after.id!r}: target_year: {after.target_year} is not after the start year {start}. "
        "Write a later year."
    )
