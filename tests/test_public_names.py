"""What an earlier version promised still works, or says what to use (`tests/public`, written by `tools/public_names.py`)."""

import importlib
import inspect
import re
import warnings
from pathlib import Path

import pytest

import cqtargets as cq
from tools import public_names

PROMISED = {
    path.stem: path.read_text(encoding="utf-8").splitlines()
    for path in (Path(__file__).parent / "public").glob("*.txt")
}
LINE = re.compile(r"(?P<name>[\w.]+)(?:\((?P<parameters>.*)\))?")
MADE_BY_US = {f"cqtargets.attainment.{name}" for name in ("Attainment", "CalibrationFactor", "Score")}
"""Results: their fields stay, how they are made may change."""


def promised(sign):
    """The lines of all versions that begin with the sign, as parameters of a test."""
    return [
        pytest.param(line, id=f"{version} {line.split('(')[0]}"[:80])
        for version, lines in sorted(PROMISED.items())
        for line in lines
        if (line[0] if line[0] in "$#" else "") == sign
    ]


def found(name):
    """What bears the name, those on their way out included; None where an error says what to use instead."""
    home, rest = importlib.import_module("cqtargets"), name.split(".")[1:]
    for part in rest:
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            if isinstance(home, type):
                assert hasattr(home, part) or part in fields(home), name
                return inspect.getattr_static(home, part, None)
            if not hasattr(home, part):
                with pytest.raises(AttributeError, match=rf"'{part}'; .+"):  # what to use instead
                    getattr(home, part)
                return None
            home = getattr(home, part)
        assert all("import it from cqtargets." in str(one.message) for one in said)
    return home


def fields(kind):
    return {name for one in kind.__mro__ for name in vars(one).get("__annotations__", {})}


def parameters(text):
    """The promised parameters: by position, by name, and which may stay away."""
    words = [one for one in (text or "").split(", ") if one]
    bare = [one.rstrip("=") for one in words if not one.startswith("*")]
    stop = next((at for at, one in enumerate(words) if one.startswith("*")), len(words))
    return [one.rstrip("=") for one in words[:stop]], bare, {one[:-1] for one in words if one.endswith("=")}


@pytest.mark.parametrize("line", promised(""))
def test_names_and_parameters_still_work(line):
    full, _, members = line.partition(": ")
    form = LINE.fullmatch(full)
    what = found(form["name"])
    if what is None:
        return
    for member in members.split():
        found(f"{form['name']}.{member}")
    if form["parameters"] is None:
        return
    what = getattr(what, "__func__", what)
    now = [one for one in inspect.signature(what).parameters.values() if one.name not in ("self", "cls")]
    by_position, by_name, optional = parameters(form["parameters"])
    kinds = {one.name: one for one in now if one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)}
    assert [one for one in by_name if one not in kinds] == []
    assert [one.name for one in now if one.kind in (one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD)][
        : len(by_position)
    ] == by_position
    needed = {name for name, one in kinds.items() if one.default is one.empty}
    assert needed & optional == set()
    assert needed <= {*by_name} or form["name"] in MADE_BY_US


@pytest.fixture(scope="module")
def commands():
    return {line.split()[1]: set(line.split()[2:]) for line in public_names.commands()}


@pytest.mark.parametrize("line", promised("$"))
def test_commands_and_their_options_are_there(line, commands):
    _, name, *options = line.split()
    assert set(options) <= commands[name]


@pytest.fixture(scope="module")
def frames():
    return {line.split()[1]: line.split()[2:] for line in public_names.columns()}


@pytest.mark.slow
@pytest.mark.parametrize("line", promised("#"))
def test_columns_of_tables_are_there(line, frames):
    _, name, *columns = line.split()
    assert [one for one in columns if one not in frames[name]] == []


def test_the_list_of_a_version_is_long():
    assert len(PROMISED["0.1"]) > 500
    assert cq.__version__.rpartition(".")[0] >= max(PROMISED)
