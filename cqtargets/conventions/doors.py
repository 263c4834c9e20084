"""The doors of the public face: where a call fails on what it was given, our error names the argument, its value and what to give.

A door costs nothing while all is well: arguments are looked at when a call has failed by an error that is not ours. An
argument that does not fit its type hint is named, then numbers that are not finite, collections that are empty or of unequal
lengths. Where all arguments fit, the error passes as it came: it is ours to mend, or one of a function that the caller gave.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from types import FunctionType
from typing import Any, Final, TypeVar, cast

from cqtargets.conventions.expressions import expression
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import CqTargetsError, DomainError

__all__ = ["door", "has_door", "shown"]

T = TypeVar("T", bound=Callable[..., Any])
_BARE: Final = (TypeError, AttributeError, ValueError, LookupError, ArithmeticError, RecursionError)
_OPENED: Final = ("__init__", "__post_init__", "__getitem__", "__call__")
_LENGTHS: Final = expression(r"(?i)broadcast|shape|length|zip\(\)|dimension|out of bounds|list index|axis|mismatch")
_MARK: Final = "__door__"
_LARGEST: Final = 2.0**63


def door(what: T) -> T:
    """The function, or the class with all its public methods, behind a door.

    Examples
    --------
    >>> @door
    ... def half(value: float) -> float:
    ...     return value / 2
    >>> half("x")
    Traceback (most recent call last):
    cqtargets.errors.DomainError: value is 'x'; give a number
    """
    if isinstance(what, type):
        _open_class(what)
        return what
    return cast(T, _opened(what))


def has_door(what: Any) -> bool:
    """Whether a function is behind a door."""
    return bool(getattr(what, _MARK, False))


def _open_class(kind: type) -> None:
    made = getattr(vars(kind).get("__dataclass_params__"), "init", False)
    for name, member in list(vars(kind).items()):
        if (name.startswith("_") and name not in _OPENED) or (name == "__init__" and made):
            continue
        if isinstance(member, (classmethod, staticmethod)):
            setattr(kind, name, type(member)(_opened(member.__func__)))
        elif isinstance(member, FunctionType):
            setattr(kind, name, _opened(member, fields=name == "__post_init__"))


def _opened(function: Callable[..., Any], *, fields: bool = False) -> Callable[..., Any]:
    @functools.wraps(function)
    def asked(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except CqTargetsError:
            raise
        except _BARE as error:
            given = _fields(args[0]) if fields else _arguments(function, args, kwargs)
            why = _explained(given, error)
            if why is None:
                raise
            raise DomainError(why) from error

    setattr(asked, _MARK, True)
    return asked


Given = tuple[str, Any, Any]
"""A parameter: its name, what was given for it, and its hint."""


def _arguments(function: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> list[Given]:
    """What was given for each parameter; nothing where the call has not the form of the function."""
    import inspect

    from cqtargets.conventions.fitting import hint_of

    signature = inspect.signature(function)
    try:
        bound = signature.bind(*args, **kwargs)
    except TypeError:
        return []
    module = getattr(inspect.unwrap(function), "__globals__", {})
    found: list[Given] = []
    for name, value in bound.arguments.items():
        one = signature.parameters[name]
        hint = Any if one.annotation is one.empty else hint_of(one.annotation, module)
        if one.kind is one.VAR_POSITIONAL:
            found += [(name, each, hint) for each in value]
        elif one.kind is one.VAR_KEYWORD:
            found += [(key, each, hint) for key, each in value.items()]
        else:
            found.append((name, value, hint))
    return found


def _fields(value: Any) -> list[Given]:
    """The same of the fields of a value that is being made."""
    from cqtargets.conventions.fitting import hint_of

    hints = {
        name: hint_of(annotation, vars(sys.modules[kind.__module__]))
        for kind in reversed(type(value).__mro__)
        for name, annotation in vars(kind).get("__annotations__", {}).items()
        if kind.__module__ in sys.modules
    }
    return [(name, getattr(value, name), hint) for name, hint in hints.items() if name in value.__dataclass_fields__]


def _explained(given: Iterable[Given], error: BaseException) -> Reason | None:
    """Which argument a bare error comes from; none where all of them are as asked."""
    from cqtargets.conventions.fitting import fits, wanted

    held = list(given)
    for name, value, hint in held:
        if not fits(value, hint):
            return Reason("wrong_argument", name=name, value=shown(value), wanted=wanted(hint))
    for name, value, _ in held:
        if _endless(value):
            return Reason("wrong_argument", name=name, value=shown(value), wanted=Reason("wanted_finite"))
    if isinstance(error, (ValueError, LookupError, ArithmeticError)):
        for name, value, _ in held:
            if isinstance(value, Sized) and not isinstance(value, str) and _length(value) == 0:
                return Reason("empty_argument", name=name)
    if isinstance(error, (TypeError, AttributeError)):
        for name, value, hint in held:
            if isinstance(value, Iterator):  # gone through once, it cannot be looked at again
                return Reason("wrong_argument", name=name, value=shown(value), wanted=wanted(hint))
    if _LENGTHS.search(str(error)):
        return _unequal(held)
    return None


def _unequal(held: Iterable[Given]) -> Reason | None:
    sizes = [(name, _shape(value)) for name, value, _ in held if _is_row(value) or _is_collection(value)]
    if len({shape for _, shape in sizes}) < 2:
        return None
    return Reason(
        "unequal_arguments", sizes=", ".join(f"{name} {' x '.join(map(str, shape))}" for name, shape in sizes)
    )


def _shape(value: Any) -> tuple[int, ...]:
    """The shape of a row or array; the length of rows that differ."""
    import numpy as np

    try:
        return np.shape(value) if _is_row(value) else (len(value),)
    except ValueError:
        return (len(value),)


def _is_row(value: Any) -> bool:
    import numpy as np

    return isinstance(value, (list, tuple, np.ndarray)) or type(value).__name__ in ("Series", "Index")


def _is_collection(value: Any) -> bool:
    return isinstance(value, Sized) and isinstance(value, Iterable) and not isinstance(value, (str, bytes, Mapping))


def _length(value: Any) -> int:
    import numpy as np

    shape = getattr(value, "shape", None)
    return int(np.prod(shape)) if isinstance(shape, tuple) else len(value)


def _endless(value: Any) -> bool:
    """Whether a number among those given is none, or beyond what arrays hold."""
    import numpy as np

    if isinstance(value, Mapping):
        return any(_endless(one) for one in value.values())
    if isinstance(value, int):
        return abs(value) >= _LARGEST
    if not isinstance(value, (float, np.number)) and not _is_row(value):
        return False
    try:
        found = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        return False
    return not bool(np.all(np.abs(found) < _LARGEST))


def shown(value: Any) -> str:
    """A value in a line.

    >>> shown("x" * 80)
    "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…"
    """
    try:
        words = " ".join(repr(value).split())
    except Exception:
        words = type(value).__name__
    return words if len(words) <= 60 else f"{words[:60]}…"
