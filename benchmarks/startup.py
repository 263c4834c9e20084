"""Starting: a fresh interpreter with the library or one of its light commands, over one that imports pandas alone; and
what the door of a public function adds to each of its calls."""

from __future__ import annotations

from time import process_time
from timeit import repeat

from benchmarks.timing import fresh
from cqtargets.conventions.doors import door

BARS = {"import_over_pandas": 0.6, "list_over_pandas": 0.7, "door_microseconds_a_call": 1.0}
_RUNS = 7
_CALLS = 200_000
_COMMAND = "import contextlib, io, cqtargets.cli as c\nwith contextlib.redirect_stdout(io.StringIO()): c.main({words})"
_CODE = {
    "import": "import cqtargets",
    "list": _COMMAND.format(words=["list"]),
    "show": _COMMAND.format(words=["show", "med14.beds_per_1000"]),
    "growth": _COMMAND.format(words=["growth"]),
    "concepts": _COMMAND.format(words=["concepts"]),
}


def measure() -> dict[str, float]:
    """Processor seconds, the least of several rounds taken in turns; `pandas_seconds` is what they are divided by."""
    spent: dict[str, list[float]] = {name: [] for name in ("pandas", *_CODE)}
    for _ in range(_RUNS):
        for name, code in {"pandas": "import pandas", **_CODE}.items():
            spent[name].append(fresh(code).processor_seconds)
    least = {name: min(times) for name, times in spent.items()}
    return {
        "pandas_seconds": least["pandas"],
        **{f"{name}_over_pandas": least[name] / least["pandas"] for name in _CODE},
        "door_microseconds_a_call": door_microseconds(),
    }


def door_microseconds() -> float:
    """What a door adds to one call of a function of two numbers, one of them by name."""
    bare, behind = _half, door(_half)
    spent = {
        name: min(repeat(lambda call=call: call(8.0, by=2.0), number=_CALLS, repeat=5, timer=process_time))
        for name, call in {"bare": bare, "behind": behind}.items()
    }
    return 1e6 * (spent["behind"] - spent["bare"]) / _CALLS


def _half(value: float, *, by: float) -> float:
    return value / by
