"""Names that a package hands out without loading their modules before they are used."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any

__all__ = ["attach"]


def attach(
    package: str,
    names: Mapping[str, str],
    *,
    modules: Iterable[str] = (),
    leaving: Mapping[str, str] | None = None,
    gone: Mapping[str, str] | None = None,
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """The `__getattr__` and `__dir__` of `package`: each name is read from its module when first asked for.

    `names` maps a public name to the module that defines it, `modules` are handed out themselves; both relative to
    `package`, a leading `..` to the one above it. Names of `leaving` are public for one more version: they warn and say
    in which module they stand. Names of `gone` are no more: the error says what to use. `dir` of the package is its `__all__`.
    """
    whole = frozenset(modules)
    machinery, instead = leaving or {}, gone or {}

    def getattr_(name: str) -> Any:
        if name in machinery:
            module = _absolute(package, machinery[name])
            warnings.warn(
                f"{package}.{name} leaves the public names with the next version: import it from {module}",
                DeprecationWarning,
                stacklevel=2,
            )
            return getattr(import_module(module), name)
        if name in names:
            value = getattr(import_module(_absolute(package, names[name])), name)
        elif name in whole:
            value = import_module(f"{package}.{name}")
        else:
            hint = f"; {instead[name]}" if name in instead else ""
            raise AttributeError(f"module {package!r} has no attribute {name!r}{hint}")
        setattr(sys.modules[package], name, value)
        return value

    def dir_() -> list[str]:
        return sorted(vars(sys.modules[package])["__all__"])

    return getattr_, dir_


def _absolute(package: str, module: str) -> str:
    if module.startswith(".."):
        return f"{package.rpartition('.')[0]}.{module[2:]}"
    return f"{package}.{module}"
