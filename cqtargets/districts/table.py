"""Districts as a user's table gives them: people, what there is, room for more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["DistrictTable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictTable:
    """Numbers by district; a mapping is empty where the table has no such column.

    Attributes
    ----------
    people : mapping of str to float
        Persons, the weights of a share; zero gets nothing.
    current, floors, caps : mapping of str to float
        What each has, and at least and at most, in single units; a district with an empty cell has no such bound.
    """

    people: Mapping[str, float]
    current: Mapping[str, float] = field(default_factory=dict)
    floors: Mapping[str, float] = field(default_factory=dict)
    caps: Mapping[str, float] = field(default_factory=dict)
