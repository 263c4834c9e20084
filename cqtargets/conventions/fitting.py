"""Whether a value is what a parameter asks for by its type hint, and in words what would be."""

from __future__ import annotations

import ast
import builtins
import collections.abc as abc
import functools
import importlib
import inspect
import os
import sys
import types
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from numbers import Real
from operator import index
from typing import Annotated, Any, Final, Literal, TypeVar, Union, get_args, get_origin

import numpy as np

from cqtargets.conventions.reasons import Reason

__all__ = ["Numbers", "fits", "hint_of", "wanted"]

_LOOKED_AT: Final = 10_000
"""Members of a collection that are looked at."""
_IN_ARRAYS: Final = (str, bytes, complex, float, int, bool)
"""What numpy's ArrayLike names one by one, in some of its versions."""


class Numbers:
    """What stands for numpy's ArrayLike, which takes text too."""


class _Names(dict[str, Any]):
    """The names that hints use: those of a module, and those that it imports for type checkers alone."""

    def __init__(self, module: Mapping[str, Any]) -> None:
        super().__init__(ArrayLike=Numbers)
        self.module = module

    def __missing__(self, name: str) -> Any:
        if name in self.module or hasattr(builtins, name):
            raise KeyError(name)
        module, inner = _for_checkers(self.module["__name__"]).get(name, ("", ""))
        if not module:
            return Any
        found = importlib.import_module(module)
        return getattr(found, inner) if inner else found


@functools.cache
def _for_checkers(module: str) -> dict[str, tuple[str, str]]:
    """What a module imports for type checkers alone: name to the module and the name in it."""
    try:
        tree = ast.parse(inspect.getsource(sys.modules[module]))
    except (OSError, TypeError, KeyError, SyntaxError):
        return {}
    found: dict[str, tuple[str, str]] = {}
    for block in tree.body:
        if isinstance(block, ast.If) and ast.unparse(block.test).endswith("TYPE_CHECKING"):
            for node in block.body:
                if isinstance(node, ast.ImportFrom) and node.module:
                    found |= {one.asname or one.name: (node.module, one.name) for one in node.names}
                elif isinstance(node, ast.Import):
                    found |= {one.asname or one.name: (one.name, "") for one in node.names}
    return found


def hint_of(annotation: Any, module: Mapping[str, Any]) -> Any:
    """An annotation as an object; `Any` where it cannot be understood at run time."""
    if not isinstance(annotation, str):
        return annotation
    try:
        return eval(annotation.replace("pd.Series[Any]", "pd.Series"), dict(module), _Names(module))
    except (NameError, AttributeError, TypeError, SyntaxError, ImportError):
        return Any


def fits(value: Any, hint: Any) -> bool:
    """Whether the value is of that kind; what no rule knows fits.

    >>> from collections.abc import Iterable, Mapping
    >>> fits({"a": 1.5}, Mapping[str, float]), fits({"a": "x"}, Mapping[str, float]), fits("abc", Iterable[str])
    (True, False, False)
    """
    if hint is Any or hint is object:
        return True
    if hint is None or hint is type(None):
        return value is None
    if isinstance(hint, TypeVar):
        return fits(value, hint.__bound__) if hint.__bound__ is not None else True
    origin = get_origin(hint)
    if origin is Annotated:
        return fits(value, get_args(hint)[0])
    if origin is Literal:
        return any(type(value) is type(one) and value == one for one in get_args(hint))
    if origin in (Union, types.UnionType):
        members = _members(hint)
        named_files = any(isinstance(one, type) and issubclass(one, os.PathLike) for one in members)
        return any(fits(value, one) for one in members if not (named_files and one is str))
    if origin is not None:
        return _fits_parts(value, origin, get_args(hint))
    return _fits_class(value, hint)


def _members(hint: Any) -> tuple[Any, ...]:
    """The members of a union; those of numpy's ArrayLike count as one."""
    found = get_args(hint)
    if any("SupportsArray" in getattr(get_origin(one) or one, "__name__", "") for one in found):
        kept = [one for one in found if "_typing" not in str(one) and one not in _IN_ARRAYS]
        return (Numbers, *kept)
    return found


def _fits_parts(value: Any, origin: Any, parts: tuple[Any, ...]) -> bool:
    if origin is np.ndarray:
        return isinstance(value, np.ndarray) and _held_by(value, parts)
    if origin is abc.Callable:
        return callable(value)
    if origin is tuple and parts and parts[-1] is not Ellipsis:
        held = isinstance(value, (tuple, list)) and len(value) == len(parts)
        return held and all(fits(one, part) for one, part in zip(value, parts, strict=True))
    if isinstance(origin, type) and issubclass(origin, abc.Mapping):
        if not isinstance(value, abc.Mapping):
            return False
        pairs = islice(value.items(), _LOOKED_AT)
        return all(fits(key, parts[0]) and fits(one, parts[1]) for key, one in pairs)
    if (
        isinstance(origin, type)
        and issubclass(origin, abc.Iterable)
        and origin.__module__ in ("collections.abc", "builtins")
    ):
        if issubclass(origin, abc.Sequence) and isinstance(value, (abc.Mapping, abc.Set)):
            return False
        if isinstance(value, (str, bytes)) or not isinstance(value, abc.Iterable) or np.ndim(_shape_of(value)) == 0:
            return False
        if isinstance(value, abc.Iterator):
            return origin in (abc.Iterable, abc.Iterator)
        return all(fits(one, parts[0]) for one in islice(value, _LOOKED_AT))
    return _fits_class(value, origin)


def _held_by(array: Any, parts: tuple[Any, ...]) -> bool:
    """Whether an array holds numbers, or truth values, where its hint says so."""
    kinds = get_args(parts[1]) if len(parts) == 2 else ()
    if not (kinds and isinstance(kinds[0], type)):
        return True
    if issubclass(kinds[0], np.bool_):
        return bool(array.dtype.kind == "b")
    return not issubclass(kinds[0], np.number) or array.dtype.kind in "fiub"


def _shape_of(value: Any) -> Any:
    """Arrays without an axis say that they can be gone through, and cannot."""
    return value if isinstance(value, np.ndarray) else [0]


def _fits_class(value: Any, kind: Any) -> bool:
    rule = _RULES.get(kind)
    if rule is not None:
        return rule(value)
    if not isinstance(kind, type):
        return True
    if getattr(kind, "_is_protocol", False):
        names = {name for one in kind.__mro__ if getattr(one, "_is_protocol", False) for name in _members_of(one)}
        return all(hasattr(value, name) and callable(getattr(value, name)) >= called for name, called in names)
    if issubclass(kind, os.PathLike):
        return _file_name(value)
    if kind in (abc.Iterable, abc.Sequence, abc.Collection):
        return not isinstance(value, (str, bytes)) and isinstance(value, abc.Iterable)
    return isinstance(value, kind)


def _members_of(protocol: type) -> set[tuple[str, bool]]:
    """What a protocol asks for, and whether that is called."""
    held = {**dict.fromkeys(vars(protocol).get("__annotations__", {})), **vars(protocol)}
    return {(name, inspect.isfunction(one)) for name, one in held.items() if not name.startswith("_")}


def _numbers(value: Any) -> bool:
    if value is None or isinstance(value, (str, bytes, abc.Mapping)):
        return False
    try:
        given = np.asarray(value)
        if given.dtype == object and not all(_number(one) for one in given.ravel()[:_LOOKED_AT]):
            return False
        return given.dtype.kind not in "mMc" and given.astype(np.float64).dtype == np.float64
    except (TypeError, ValueError, OverflowError):
        return False


def _file_name(value: Any) -> bool:
    """Whether a system can take it for the name of a file."""
    if not isinstance(value, (str, os.PathLike)):
        return False
    try:
        return b"\0" not in os.fsencode(value)
    except UnicodeEncodeError:
        return False


def _day(value: Any) -> bool:
    """A date that is one: pandas' NaT calls itself a date."""
    return isinstance(value, date) and value == value


def _number(value: Any) -> bool:
    if isinstance(value, (bool, np.bool_, str, bytes, Decimal, Fraction, np.datetime64, np.timedelta64)):
        return False
    return isinstance(value, Real) or (hasattr(value, "__float__") and np.ndim(value) == 0 and _numbers(value))


def _whole(value: Any) -> bool:
    try:
        index(value)
    except TypeError:
        return False
    return not isinstance(value, (bool, np.bool_, np.ndarray))


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _truth(value: Any) -> bool:
    return isinstance(value, (bool, np.bool_))


_RULES: Final[Mapping[Any, Callable[[Any], bool]]] = {
    Numbers: _numbers, float: _number, int: _whole, str: _text, bool: _truth, date: _day, abc.Callable: callable,
}  # fmt: skip
_WORDS: Final[Mapping[Any, str]] = {
    Numbers: "wanted_numbers", np.ndarray: "wanted_array", float: "wanted_number", int: "wanted_whole", str: "wanted_text",
    bool: "wanted_truth", date: "wanted_date", abc.Callable: "wanted_function", tuple: "wanted_tuple",
}  # fmt: skip


def wanted(hint: Any) -> Reason:
    """What a hint asks for, in words.

    >>> from collections.abc import Mapping
    >>> wanted(Mapping[str, float]).text("en"), wanted(int | None).text("zh")
    ('a mapping (to each a number)', '整数，或者不写')
    """
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _choice(_members(hint))
    if origin is Literal:
        return Reason("wanted_one_of", choices=", ".join(map(repr, get_args(hint))))
    kind = hint if origin is None else origin
    if kind in _WORDS:
        return Reason(_WORDS[kind])
    parts = get_args(hint)
    if isinstance(kind, type) and issubclass(kind, abc.Mapping):
        return Reason("wanted_mapping_of", what=wanted(parts[1])) if len(parts) == 2 else Reason("wanted_mapping")
    if isinstance(kind, type) and issubclass(kind, abc.Iterable) and kind.__module__ in ("collections.abc", "builtins"):
        return Reason("wanted_several_of", what=wanted(parts[0])) if parts else Reason("wanted_several")
    if isinstance(kind, type) and issubclass(kind, os.PathLike):
        return Reason("wanted_path")
    return Reason("wanted_kind", kind=getattr(kind, "__name__", str(kind)))


def _choice(members: tuple[Any, ...]) -> Reason:
    named = [wanted(one) for one in members if one is not type(None)]
    distinct = [one for place, one in enumerate(named) if one not in named[:place]]
    found = distinct[0]
    for one in distinct[1:]:
        found = Reason("wanted_either", first=found, second=one)
    return Reason("wanted_or_none", what=found) if type(None) in members else found
