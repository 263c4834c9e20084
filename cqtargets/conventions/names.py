"""Names: lookups that name the nearest one, names that look alike, names as they may stand in a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import index
from typing import Final, NoReturn, SupportsIndex, TypeVar

from cqtargets.conventions.doors import door
from cqtargets.conventions.expressions import expression
from cqtargets.conventions.reason_texts import TEXTS
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import UnknownIdError, UnknownPositionError

__all__ = ["Keyed", "at_position", "called", "clean", "hint_of", "nearest", "one_line", "similar", "unknown_key"]

Value = TypeVar("Value")

_FORBIDDEN: Final = expression("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@door
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
        raise unknown_key(self.kind, str(key), nearest(str(key), self))


def called(kind: str) -> str:
    """What a kind of thing is called in messages, in both languages where it has two names.

    >>> called("norm").text("zh")
    '标准'
    """
    code = f"kind_{kind}"
    return Reason(code) if code in TEXTS else kind


def unknown_key(kind: str, key: str, near: Sequence[str], known: Sequence[str] = ()) -> UnknownIdError:
    """The refusal of a key that is not there, with those that look like it, or else with some that are there.

    >>> unknown_key("norm", "x", [], ["a", "b"])
    UnknownIdError("no norm 'x'; there are a, b")
    """
    hint = hint_of(near) if near or not known else Reason("there_are", names=", ".join(known))
    return UnknownIdError(Reason("unknown_key", kind=called(kind), key=key, hint=hint), key=key, nearest=near)


def hint_of(near: Sequence[str]) -> Reason:
    """The end of a message that names what looks alike; empty where nothing does.

    >>> hint_of(["baseline"])
    '; nearest: baseline'
    """
    return Reason("nearest_known", names=", ".join(near)) if near else Reason()


def at_position(values: Sequence[Value], position: SupportsIndex, what: str) -> Value:
    """The value at a position, counted from the end where negative.

    >>> at_position(["a", "b"], -1, "letter")
    'b'
    """
    try:
        return values[index(position)]
    except IndexError:
        known = Reason("positions", count=len(values), last=len(values) - 1) if values else Reason("none_there")
        why = Reason("position_beyond", what=called(what), position=position, known=known)
        raise UnknownPositionError(why) from None
    except TypeError:
        why = Reason("no_kind_of_key", what=called(what), position=position)
        raise UnknownIdError(why, key=str(position)) from None


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
    return text if text.isprintable() else _FORBIDDEN.sub("", text)


def one_line(text: str) -> str:
    """`text` cleaned, its blanks and line ends single blanks."""
    return " ".join(clean(text).split())
