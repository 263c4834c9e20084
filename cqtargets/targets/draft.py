"""Targets before they are made: what rows say and share, made into `Indicator` only where one is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, overload

from cqtargets.targets.indicator import Indicator

__all__ = ["Draft", "Targets"]


class Draft:
    """One target of a table: the columns that rows of its kind share, and those that are its own."""

    __slots__ = ("_common", "_made", "_names", "_own", "earlier", "id", "parent", "row")

    def __init__(
        self,
        row: int,
        common: Mapping[str, Any],
        names: tuple[str, ...],
        own: tuple[Any, ...],
        key: str,
        parent: str,
        earlier: str,
    ) -> None:
        self.row = row
        self.id = key
        self.parent = parent
        self.earlier = earlier
        self._common = common
        self._names = names
        self._own = own
        self._made: Indicator | None = None

    @classmethod
    def of(cls, row: int, target: Indicator) -> Draft:
        """A target that is made already."""
        draft = cls(row, {"target_year": target.target_year}, (), (), target.id, target.parent, target.earlier)
        draft._made = target
        return draft

    @property
    def target_year(self) -> int:
        """The year in which it is due."""
        year: int = self._common["target_year"]
        return year

    def made(self) -> Indicator:
        """The target itself."""
        if self._made is None:
            own = dict(zip(self._names, self._own, strict=True))
            links = {"id": self.id, "parent": self.parent, "earlier": self.earlier}
            self._made = Indicator(**{**self._common, **own, **links})
        elif self._made.parent != self.parent:
            self._made = replace(self._made, parent=self.parent)
        return self._made


class Targets(Sequence[tuple[int, Indicator]]):
    """Row numbers with their targets, each of which is made when it is first asked for."""

    __slots__ = ("drafts",)

    def __init__(self, drafts: list[Draft]) -> None:
        self.drafts = drafts

    def __len__(self) -> int:
        return len(self.drafts)

    def __iter__(self) -> Iterator[tuple[int, Indicator]]:
        return ((draft.row, draft.made()) for draft in self.drafts)

    @overload
    def __getitem__(self, place: int) -> tuple[int, Indicator]: ...

    @overload
    def __getitem__(self, place: slice) -> Targets: ...

    def __getitem__(self, place: int | slice) -> tuple[int, Indicator] | Targets:
        if isinstance(place, slice):
            return Targets(self.drafts[place])
        draft = self.drafts[place]
        return draft.row, draft.made()
