"""The three kinds of change a scenario is made of: set, scale, shift."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from cqtargets.errors import DomainError
from cqtargets.scenario.fields import Value, checked_field, checked_value, number
from cqtargets.scenario.where import Address, Where

__all__ = ["Change", "Scale", "Set", "Shift"]


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
        `baseline_year`, `period_start`, `comparator`, `direction`, `binding`. Of populations: `variant`. Of norms:
        `low`, `high`.

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
            raise DomainError("Set changes nothing; name a field, such as target=8.5")
        pairs = tuple(
            (checked_field(address.kind, self.action, name), checked_value(name, value))
            for name, value in fields.items()
        )
        object.__setattr__(self, "where", address)
        object.__setattr__(self, "fields", pairs)

    def __repr__(self) -> str:
        parts = ", ".join(f"{name}={value!r}" for name, value in self.fields)
        return f"Set({self.where.address!r}, {parts})"


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
            raise DomainError(f"factor of {field} is {self.factor:g}; write a factor of 0 or more")

    @property
    def fields(self) -> tuple[tuple[str, Value], ...]:
        """The field and its factor, as `Set` has them."""
        return ((self.field, self.factor),)

    def __repr__(self) -> str:
        return f"Scale({self.where.address!r}, {self.field!r}, {self.factor!r})"


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
