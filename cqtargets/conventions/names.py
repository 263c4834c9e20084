"""Names: lookups that name the nearest one, names that look alike, names as they may stand in a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from operator import index
from typing import Final, NoReturn, SupportsIndex, TypeVar

from cqtargets.errors import UnknownIdError, UnknownPositionError

__all__ = ["Keyed", "at_position", "clean", "nearest", "one_line", "similar"]

Value = TypeVar("Value")

_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


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


def at_position(values: Sequence[Value], position: SupportsIndex, what: str) -> Value:
    """The value at a position, counted from the end where negative.

    >>> at_position(["a", "b"], -1, "letter")
    'b'
    """
    try:
        return values[index(position)]
    except IndexError:
        known = f"there are {len(values)}, from 0 to {len(values) - 1}" if values else "there are none"
        raise UnknownPositionError(f"no {what} at position {position!r}; {known}") from None
    except TypeError:
        raise UnknownIdError(f"no {what} {position!r}; write an id, a position or a slice", key=str(position)) from None


def nearest(key: str, known: Iterable[str], count: int = 3) -> list[str]:
    """The known keys that look most like `key`; keys that contain it come first.

    >>> nearest("beds_per_100", ["med14.beds_per_1000", "med14.nurses_per_1000"], count=1)
    ['med14.beds_per_1000']
    """
    listed = list(known)
    holding = [other for other in listed if key and key.lower() in other.lower()]
    return list(dict.fromkeys([*holding[:count], *similar(key, listed, count)]))[:count]


def similar(name: str, known: Iterable[str], count: int, cutoff: float = 0.4) -> list[str]:
    """Up to `count` of the known names, the most alike first; `cutoff` (0 to 1) is how alike they must be.

    >>> similar("綦江县", ["綦江区", "江北区", "忠县"], 1)
    ['綦江区']
    """
    import difflib

    return difflib.get_close_matches(name, list(known), n=count, cutoff=cutoff)


def clean(text: str) -> str:
    """`text` without control characters, lone surrogates and non-characters; tabs and line ends stay.

    >>> clean("控制\\x07符")
    '控制符'
    """
    return _FORBIDDEN.sub("", text)


def one_line(text: str) -> str:
    """`text` cleaned, its blanks and line ends single blanks."""
    return " ".join(clean(text).split())
