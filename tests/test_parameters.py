"""Every parameter of what a user calls has its entry in the docstring."""

import importlib
import inspect
import pkgutil
import re

import pytest

import cqtargets as cq

HEADED = re.compile(r"(?:Parameters|Attributes)\n-{4,}\n(.*?)(?=\n\n[A-Z][A-Za-z ]+\n-{4,}|\Z)", re.S)


def modules():
    yield cq
    for found in pkgutil.iter_modules(cq.__path__):
        if not found.name.startswith("_") and found.name != "cli":
            yield importlib.import_module(f"cqtargets.{found.name}")


def public():
    """Each public function, class and method once, with its docstring."""
    seen = {}
    for module in modules():
        for name in getattr(module, "__all__", ()):
            what = getattr(module, name)
            if getattr(what, "__module__", "").startswith("cqtargets"):
                seen.setdefault(id(what), (f"{what.__module__}.{name}", what))
    for name, what in seen.values():
        if inspect.isfunction(what):
            yield name, what
        elif inspect.isclass(what) and not getattr(what, "_is_protocol", False):
            if not issubclass(what, Exception) and not hasattr(what, "__members__"):
                yield name, what
            for key, member in vars(what).items():
                inner = getattr(member, "__func__", member)
                if not key.startswith("_") and inspect.isfunction(inner):
                    yield f"{name}.{key}", inner


def entries(doc):
    heads = [
        line.split(" :")[0]
        for block in HEADED.findall(inspect.cleandoc(doc))
        for line in block.splitlines()
        if line and not line.startswith(" ")
    ]
    return {name.strip().lstrip("*") for head in heads for name in head.split(",")}


def wanted(what):
    try:
        parameters = inspect.signature(what).parameters
    except (TypeError, ValueError):
        return []
    return [name for name in parameters if name not in ("self", "cls") and not name.startswith("_")]


@pytest.mark.parametrize(("name", "what"), list(public()), ids=lambda value: value if isinstance(value, str) else "")
def test_every_parameter_has_its_entry(name, what):
    assert [one for one in wanted(what) if one not in entries(what.__doc__ or "")] == []


def test_much_is_looked_at():
    assert len(list(public())) > 400
