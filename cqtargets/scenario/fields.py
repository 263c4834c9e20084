"""The fields that a scenario can change, and what values they take."""

from __future__ import annotations

import math
from typing import Any, Final

from cqtargets.conventions.vocabulary import COMPARATORS, DIRECTIONS, Binding
from cqtargets.errors import DomainError
from cqtargets.scenario.where import nearest_hint

__all__ = ["FIELDS", "NUMBERS", "YEARS", "Value", "checked_field", "checked_value", "things"]

Value = float | int | str

YEARS: Final = ("target_year", "baseline_year", "period_start")
NUMBERS: Final = ("target", "target_low", "target_high", "baseline", "growth", "annual_change")
_WORDS: Final = {"comparator": COMPARATORS, "direction": DIRECTIONS, "binding": tuple(word.value for word in Binding)}

FIELDS: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    ("target", "set"): (*NUMBERS, *YEARS, *_WORDS),
    ("target", "scale"): NUMBERS,
    ("target", "shift"): (*NUMBERS, *YEARS),
    ("population", "set"): ("variant",),
    ("population", "scale"): ("fertility", "mortality", "migration"),
    ("population", "shift"): ("migration",),
    ("norm", "set"): ("low", "high"),
    ("norm", "scale"): ("low", "high"),
    ("norm", "shift"): ("low", "high"),
}
"""Fields by what is addressed and by what is done."""

_THINGS: Final = {
    "target": ("target_low", "target_high"),
    "growth": ("target_low", "target_high"),
    "annual_change": ("target_low", "target_high"),
}


def things(field: str) -> tuple[str, ...]:
    """What a change of `field` moves: `target` and `growth` move the same thing.

    >>> things("growth"), things("baseline")
    (('target_low', 'target_high'), ('baseline',))
    """
    return _THINGS.get(field, (field,))


def checked_field(kind: str, action: str, field: str) -> str:
    """The field, where it exists and `action` can be done to it.

    Raises
    ------
    DomainError
        With near names.
    """
    known = FIELDS[kind, action]
    if field in known:
        return field
    others = [other for other in ("set", "scale", "shift") if field in FIELDS[kind, other]]
    if others:
        raise DomainError(f"{action} cannot change {field!r} of a {kind}; use {' or '.join(others)}")
    raise DomainError(
        f"a {kind} has no field {field!r} to {action}{nearest_hint(field, known)}; write one of {', '.join(known)}"
    )


def checked_value(field: str, value: Any) -> Value:
    """A value for `field`: a year as int, a number as float, a word as it is written.

    Raises
    ------
    DomainError
        If it is of another kind.
    """
    if field in _WORDS:
        word = value.value if isinstance(value, Binding) else value
        if word not in _WORDS[field]:
            raise DomainError(f"{field} is {value!r}; write one of {', '.join(_WORDS[field])}")
        return str(word)
    if field == "variant":
        if not isinstance(value, str) or not value:
            raise DomainError(f"variant is {value!r}; write the name of a variant, such as 'low'")
        return value
    if field in YEARS:
        if isinstance(value, bool) or not hasattr(value, "__index__"):
            raise DomainError(f"{field} is {value!r}; write whole years, such as 2027, or 1 to shift by a year")
        return int(value)
    return number(field, value)


def number(name: str, value: Any) -> float:
    """`value` as a finite float."""
    try:
        found = math.nan if isinstance(value, (bool, str)) else float(value)
    except (TypeError, ValueError):
        found = math.nan
    if not math.isfinite(found):
        raise DomainError(f"{name} is {value!r}; write a finite number")
    return found
