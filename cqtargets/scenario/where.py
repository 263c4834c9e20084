"""What a change is about: targets by id, concept, plan, binding type or region; populations; norms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cqtargets.catalogue import Catalogue
from cqtargets.conventions.names import hint_of, nearest
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError

__all__ = ["EVERY", "WHERE_KEYS", "Address", "Where", "nearest_hint"]

EVERY: Final = "*"
_CONDITIONS: Final = ("plan", "binding", "concept", "region", "measure", "form")
WHERE_KEYS: Final = (*_CONDITIONS, "population", "norm")
Address = str | Sequence[str] | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Where:
    """An address: ids of targets, or conditions that hold together.

    Attributes
    ----------
    ids : tuple of str
        Targets by id; ``("*",)`` is every target.
    conditions : tuple of (key, word)
        By name; ``population`` and ``norm`` stand alone.
    """

    ids: tuple[str, ...] = ()
    conditions: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, address: Address | Where) -> Where:
        """Read an address as users write it.

        Parameters
        ----------
        address : str, sequence of str, or mapping
            An id, several ids, ``"*"`` for every target; or conditions out of plan (key or number), binding, concept,
            region, measure and form; or ``{"population": "重庆市"}``, ``{"norm": key}``, ``"*"`` for all of them.

        Raises
        ------
        DomainError
            If it is empty or names an unknown condition; near ones are named.

        Examples
        --------
        >>> Where.of({"plan": "med14", "binding": "约束性"}).kind, Where.of({"population": "*"}).kind
        ('target', 'population')
        """
        if isinstance(address, Where):
            return address
        if isinstance(address, str):
            ids: tuple[str, ...] = (address,)
        elif isinstance(address, Mapping):
            return cls(conditions=_conditions(address))
        else:
            ids = _ids(address)
        if not ids or not all(isinstance(key, str) and key for key in ids):
            raise DomainError(Reason("where_wrong", address=address))  # fmt: skip
        return cls(ids=tuple(dict.fromkeys(ids)))

    @property
    def kind(self) -> str:
        """``"target"``, ``"population"`` or ``"norm"``."""
        first = self.conditions[0][0] if self.conditions else ""
        return first if first in ("population", "norm") else "target"

    @property
    def word(self) -> str:
        """The region of a population, or the key of a norm."""
        return self.conditions[0][1] if self.kind != "target" else ""

    @property
    def address(self) -> str | list[str] | dict[str, str]:
        """As users write it; `of` reads it back."""
        if self.conditions:
            return dict(self.conditions)
        return self.ids[0] if len(self.ids) == 1 else list(self.ids)

    def overlaps(self, other: Where) -> bool:
        """Whether both are about the same population or norm, or are one address of targets."""
        if self.kind == other.kind != "target":
            return self.word == other.word or EVERY in (self.word, other.word)
        return self == other or (self.kind == other.kind and bool(set(self.ids) & set(other.ids)))

    def targets(self, catalogue: Catalogue) -> tuple[str, ...]:
        """Ids of the targets addressed, in the catalogue's order.

        Raises
        ------
        DomainError
            If there are none, or one of several ids is unknown; near names are given.
        """
        if self.ids == (EVERY,):
            return catalogue.ids
        if self.ids:
            unknown = [key for key in self.ids if key not in catalogue]
            if unknown:
                raise DomainError(_unknown_id(unknown[0], catalogue))
            return tuple(key for key in catalogue.ids if key in set(self.ids))
        found = catalogue.select(**dict(self.conditions))
        if not len(found):
            raise DomainError(self._nothing(catalogue))
        return found.ids

    def _nothing(self, catalogue: Catalogue) -> Reason:
        for key, word in self.conditions:
            if not len(catalogue.select(**{key: word})):
                known = sorted({str(getattr(target, key)) for target in catalogue if getattr(target, key)})
                return Reason("none_with", key=key, word=word, hint=nearest_hint(word, known))
        return Reason(
            "none_together",
            conditions=Reason("together", parts=tuple(f"{key} {word!r}" for key, word in self.conditions)),
        )


def _conditions(address: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    unknown = [key for key in address if key not in WHERE_KEYS]
    if unknown:
        raise DomainError(Reason("where_unknown_key", unknown=unknown[0], hint=nearest_hint(str(unknown[0]), WHERE_KEYS), WHERE_KEYS=', '.join(WHERE_KEYS)))  # fmt: skip
    if not address:
        raise DomainError(Reason("where_empty"))
    wrong = [key for key, word in address.items() if not isinstance(word, str) or not word]
    if wrong:
        raise DomainError(Reason("where_no_word", wrong=wrong[0], address=address[wrong[0]]))
    if len(address) > 1 and not set(address) <= set(_CONDITIONS):
        raise DomainError(Reason("where_mixed", address=", ".join(address)))
    return tuple((key, str(address[key])) for key in WHERE_KEYS if key in address)


def _unknown_id(key: str, catalogue: Catalogue) -> Reason:
    same: dict[str, Callable[[str], Catalogue]] = {
        "concept": lambda word: catalogue.select(concept=word),
        "plan": lambda word: catalogue.select(plan=word),
        "region": lambda word: catalogue.select(region=word),
    }
    for condition, find in same.items():
        if len(find(key)):
            return Reason("id_is_condition", key=key, condition=condition)
    if key in ("约束性", "预期性"):
        return Reason("id_is_binding", key=key)
    return Reason("no_target_id", key=key, hint=nearest_hint(key, catalogue.ids))


def nearest_hint(word: str, known: Iterable[str]) -> Reason:
    """Near names for a message; empty where nothing looks alike.

    >>> nearest_hint("basline", ["baseline", "target"])
    '; nearest: baseline'
    """
    return hint_of(nearest(word, known))


def _ids(address: Iterable[str]) -> tuple[str, ...]:
    try:
        return tuple(address)
    except TypeError:
        return ()
