"""The three kinds of change a scenario is made of: set, scale, shift."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from cqtargets.conventions.doors import door
from cqtargets.conventions.names import called
from cqtargets.conventions.reasons import Reason
from cqtargets.conventions.vocabulary import CHANGES, COMPARATORS, DIRECTIONS, STATES, Binding
from cqtargets.errors import DomainError
from cqtargets.scenario.where import Address, Where, nearest_hint

__all__ = [
    "DETAILS",
    "FIELDS",
    "NUMBERS",
    "SPOKEN",
    "YEARS",
    "Change",
    "Scale",
    "Set",
    "Shift",
    "Value",
    "checked_field",
    "checked_value",
    "things",
]


@door
@dataclass(frozen=True, slots=True, init=False, repr=False)
class Set:
    """Give fields other values.

    Parameters
    ----------
    where : str, sequence of str, or mapping
        An id, several ids, ``"*"``; conditions such as ``{"plan": "med14", "binding": "约束性"}``;
        ``{"population": "重庆市"}`` or ``{"norm": key}``. See `cqtargets.scenario.where.Where.of`.
    **fields
        Of targets: `target` (the number to reach, whatever the comparator), `target_low`, `target_high`, `baseline`,
        `growth` (fraction a year from the baseline), `annual_change` (in the unit a year), `target_year`,
        `baseline_year`, `period_start`, `comparator`, `direction`, `binding`, `change`, `reference`, `place_unit`,
        `tolerance`, `earlier`, `weight`, `responsible`, `section`, `position`, `status`, `judgement`. Of populations:
        `variant`. Of norms: `low`, `high`.

    Raises
    ------
    DomainError
        For an unknown field (near names are given), or a value of the wrong kind.

    Examples
    --------
    >>> Set("med14.beds_per_1000", target=8.5, target_year=2027)
    Set('med14.beds_per_1000', target=8.5, target_year=2027)
    """

    action: ClassVar[str] = "set"
    where: Where
    fields: tuple[tuple[str, Value], ...]

    def __init__(self, where: Address | Where, /, **fields: Any) -> None:
        address = Where.of(where)
        if not fields:
            raise DomainError(Reason("set_nothing"))
        pairs = tuple(
            (checked_field(address.kind, self.action, name), checked_value(name, value))
            for name, value in fields.items()
        )
        object.__setattr__(self, "where", address)
        object.__setattr__(self, "fields", pairs)

    def __repr__(self) -> str:
        parts = ", ".join(f"{name}={value!r}" for name, value in self.fields)
        return f"Set({self.where.address!r}, {parts})"


@door
@dataclass(frozen=True, slots=True, init=False, repr=False)
class Scale:
    """Multiply a field by a factor.

    Parameters
    ----------
    where : str, sequence of str, or mapping
        As for `Set`.
    field : str
        Of targets: `target`, `target_low`, `target_high`, `baseline`, `growth`, `annual_change`. Of populations:
        `fertility`, `mortality`, `migration`. Of norms: `low`, `high`.
    factor : float
        1.1 is ten per cent more.

    Raises
    ------
    DomainError
        As for `Set`.

    Examples
    --------
    >>> Scale({"measure": "rate"}, "target", 1.1)
    Scale({'measure': 'rate'}, 'target', 1.1)
    """

    action: ClassVar[str] = "scale"
    where: Where
    field: str
    factor: float

    def __init__(self, where: Address | Where, field: str, factor: float) -> None:
        address = Where.of(where)
        object.__setattr__(self, "where", address)
        object.__setattr__(self, "field", checked_field(address.kind, self.action, field))
        object.__setattr__(self, "factor", number("factor", factor))
        if address.kind == "population" and self.factor < 0:
            raise DomainError(Reason("factor_negative", field=field, factor=self.factor))

    @property
    def fields(self) -> tuple[tuple[str, Value], ...]:
        """The field and its factor, as `Set` has them."""
        return ((self.field, self.factor),)

    def __repr__(self) -> str:
        return f"Scale({self.where.address!r}, {self.field!r}, {self.factor!r})"


@door
@dataclass(frozen=True, slots=True, init=False, repr=False)
class Shift:
    """Add to a field.

    Parameters
    ----------
    where : str, sequence of str, or mapping
        As for `Set`.
    field : str
        Of targets: the numbers of `Scale`, and `target_year`, `baseline_year`, `period_start`. Of populations:
        `migration`, in persons a year. Of norms: `low`, `high`.
    by : float
        In the field's unit; whole years for years.

    Raises
    ------
    DomainError
        As for `Set`.

    Examples
    --------
    >>> Shift("med14.beds_per_1000", "target_year", by=1)
    Shift('med14.beds_per_1000', 'target_year', by=1)
    """

    action: ClassVar[str] = "shift"
    where: Where
    field: str
    by: float | int

    def __init__(self, where: Address | Where, field: str, by: float) -> None:
        address = Where.of(where)
        object.__setattr__(self, "where", address)
        object.__setattr__(self, "field", checked_field(address.kind, self.action, field))
        object.__setattr__(self, "by", checked_value(field, by))

    @property
    def fields(self) -> tuple[tuple[str, Value], ...]:
        """The field and what is added, as `Set` has them."""
        return ((self.field, self.by),)

    def __repr__(self) -> str:
        return f"Shift({self.where.address!r}, {self.field!r}, by={self.by!r})"


Change = Set | Scale | Shift


Value = float | int | str

YEARS: Final = ("target_year", "baseline_year", "period_start")
NUMBERS: Final = ("target", "target_low", "target_high", "baseline", "growth", "annual_change")
DETAILS: Final = ("tolerance", "weight", "position")
TEXTS: Final = ("reference", "place_unit", "earlier", "responsible", "section", "judgement")
_WORDS: Final = {
    "comparator": COMPARATORS, "direction": DIRECTIONS, "binding": tuple(word.value for word in Binding),
    "change": CHANGES, "status": STATES,
}  # fmt: skip
SPOKEN: Final = (*_WORDS, *TEXTS)
"""Fields that hold words."""

FIELDS: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    ("target", "set"): (*NUMBERS, *YEARS, *_WORDS, *DETAILS, *TEXTS),
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
        raise DomainError(
            Reason("action_cannot", action=action, field=field, kind=called(kind), others=" or ".join(others))
        )
    raise DomainError(
        Reason(
            "no_such_field",
            kind=called(kind),
            field=field,
            action=action,
            hint=nearest_hint(field, known),
            known=", ".join(known),
        )
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
            raise DomainError(Reason("word_of_field", field=field, value=value, _WORDS=", ".join(_WORDS[field])))
        return str(word)
    if field in TEXTS:
        if not isinstance(value, str):
            raise DomainError(Reason("text_of_field", field=field, value=value))
        return value
    if field == "variant":
        if not isinstance(value, str) or not value:
            raise DomainError(Reason("variant_of_field", value=value))
        return value
    if field in YEARS or field == "position":
        if isinstance(value, bool) or not hasattr(value, "__index__"):
            what = Reason("a_whole_number" if field == "position" else "years_as_whole")
            raise DomainError(Reason("whole_of_field", field=field, value=value, what=what))
        return int(value)
    return number(field, value)


def number(name: str, value: Any) -> float:
    """`value` as a finite float."""
    try:
        found = math.nan if isinstance(value, (bool, str)) else float(value)
    except (TypeError, ValueError):
        found = math.nan
    if not math.isfinite(found):
        raise DomainError(Reason("finite_of_field", name=name, value=value))
    return found
