"""A dict by key whose lookups name the nearest keys where one is not there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn, TypeVar

from cqtargets.errors import UnknownIdError
from cqtargets.nearest import nearest

__all__ = ["Keyed"]

Value = TypeVar("Value")


class Keyed(dict[str, Value]):
    """A dict of what a bundled table holds; `kind` is what one of its values is called in messages.

    Examples
    --------
    >>> Keyed("norm", {"med14.infectious_beds": 20})["med14.infectious"]
    Traceback (most recent call last):
        ...
    cqtargets.errors.UnknownIdError: no norm 'med14.infectious'; nearest: med14.infectious_beds
    """

    __slots__ = ("kind",)

    def __init__(self, kind: str, values: Mapping[str, Value]) -> None:
        super().__init__(values)
        self.kind = kind

    def __missing__(self, key: str) -> NoReturn:
        near = nearest(str(key), self)
        hint = f"; nearest: {', '.join(near)}" if near else ""
        raise UnknownIdError(f"no {self.kind} {key!r}{hint}", key=str(key), nearest=near)
