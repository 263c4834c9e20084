"""Scenarios as TOML: read with the standard library, written in one fixed form."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from typing import Any, Final

from cqtargets.conventions.reasons import Reason, told
from cqtargets.errors import DataFileError, DomainError, Problem
from cqtargets.scenario.changes import Change, Scale, Set, Shift
from cqtargets.scenario.where import Where, nearest_hint

__all__ = ["read_scenario_text", "scenario_text"]

_TOP: Final = ("name", "note", "change")
_ACTIONS: Final = ("set", "scale", "shift")


def scenario_text(name: str, note: str, changes: Iterable[Change]) -> str:
    """A scenario as TOML.

    Examples
    --------
    >>> print(scenario_text("late", "", [Shift("med14.beds_per_1000", "target_year", by=1)]), end="")
    name = "late"
    <BLANKLINE>
    [[change]]
    where = "med14.beds_per_1000"
    shift = { target_year = 1 }
    """
    lines = [f"name = {_value(name)}"]
    if note:
        lines.append(f"note = {_value(note)}")
    for change in changes:
        fields = ", ".join(f"{field} = {_value(value)}" for field, value in change.fields)
        lines += ["", "[[change]]", f"where = {_value(change.where.address)}", f"{change.action} = {{ {fields} }}"]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {_value(word)}" for name, word in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_value(word) for word in value) + "]"
    return repr(value)


def read_scenario_text(text: str, file: str) -> tuple[str, list[Change], str]:
    """Name, changes and note of a scenario in TOML; see `Scenario.from_toml`."""
    try:
        held = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        problem = Problem(**told("not_toml", error=error))
        raise DataFileError(file, [problem], unusable=True) from None
    problems = [_unknown(key, _TOP, Reason()) for key in held if key not in _TOP]
    for key in ("name", "note"):
        if not isinstance(held.get(key, ""), str):
            problems.append(Problem(column=key, **told("no_text_value", key=key)))
    if not held.get("name"):
        problems.append(Problem(column="name", **told("scenario_nameless")))
    tables = held.get("change", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        problems.append(Problem(column="change", **told("changes_are_tables")))
        tables = []
    changes: list[Change] = []
    for number, table in enumerate(tables, start=1):
        try:
            faults = _table_faults(table, Reason("change_number", number=number))
            if not faults:
                changes.append(_change(table))
        except DomainError as error:
            faults = [
                Problem(
                    reason=Reason("fault_in_change", place=Reason("change_number", number=number), why=error.reason)
                )
            ]
        problems += faults
    if problems:
        raise DataFileError(file, problems)
    return held["name"], changes, held.get("note", "")


def _table_faults(table: dict[str, Any], place: Reason) -> list[Problem]:
    known = ("where", *_ACTIONS)
    faults = [_unknown(key, known, place) for key in table if key not in known]
    if "where" not in table:
        faults.append(Problem(**told("change_nowhere", place=place)))
    actions = [key for key in _ACTIONS if key in table]
    if len(actions) != 1:
        written = Reason("together", parts=tuple(actions)) if actions else Reason("no_action")
        faults.append(Problem(**told("one_action", place=place, written=written)))
    elif not isinstance(table[actions[0]], dict) or not table[actions[0]]:
        faults.append(Problem(**told("action_empty", place=place, action=actions[0])))
    elif actions[0] != "set" and len(table[actions[0]]) > 1:
        faults.append(Problem(**told("action_of_many", place=place, action=actions[0])))
    return faults


def _unknown(key: str, known: tuple[str, ...], place: Reason) -> Problem:
    hint = nearest_hint(key, known)
    return Problem(**told("unknown_toml_key", place=place, key=key, hint=hint, known=", ".join(known)))


def _change(table: dict[str, Any]) -> Change:
    where = Where.of(table["where"])
    if "set" in table:
        return Set(where, **table["set"])
    action: type[Scale | Shift] = Scale if "scale" in table else Shift
    ((field, value),) = table[action.action].items()
    return action(where, field, value)
