"""What a version promises, as text: public names with their parameters and fields, commands with their options, columns of tables.

    python tools/public_names.py > tests/public/0.2.txt

One line a name. Made once for each minor version and then left alone: `tests/test_public_names.py` holds every later version
against all of them.
"""

from __future__ import annotations

import argparse
import inspect
import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pandas as pd

import cqtargets as cq


def modules() -> Iterator[tuple[str, ModuleType]]:
    yield "cqtargets", cq
    for name in cq.__all__:
        if isinstance(getattr(cq, name), ModuleType):
            yield f"cqtargets.{name}", getattr(cq, name)


def called(what: Callable[..., Any]) -> str:
    """The parameters as Python writes them, without hints: `name=` may stay away."""
    words, only_named = [], False
    for one in inspect.signature(what).parameters.values():
        if one.name in ("self", "cls"):
            continue
        if one.kind is one.KEYWORD_ONLY and not only_named:
            words, only_named = [*words, "*"], True
        only_named |= one.kind is one.VAR_POSITIONAL
        stars = {one.VAR_POSITIONAL: "*", one.VAR_KEYWORD: "**"}.get(one.kind, "")
        words.append(f"{stars}{one.name}{'' if stars or one.default is one.empty else '='}")
    return f"({', '.join(words)})"


def members(kind: type) -> tuple[list[str], list[str]]:
    """The fields and properties of a class, and its methods with their parameters."""
    ours = [one for one in kind.__mro__ if one.__module__.startswith("cqtargets")]
    named = {name for one in ours for name in (*vars(one), *vars(one).get("__annotations__", {}))}
    fields, methods = [], []
    for name in sorted(name for name in named if not name.startswith("_")):
        held = inspect.getattr_static(kind, name, None)
        inner = getattr(held, "__func__", held)
        if inspect.isfunction(inner):
            methods.append(f"{name}{called(inner)}")
        else:
            fields.append(name)
    return fields, methods


def names() -> Iterator[str]:
    for home, module in modules():
        for name in sorted(getattr(module, "__all__", ())):
            what, full = getattr(module, name), f"{home}.{name}"
            if isinstance(what, type) and not issubclass(what, BaseException):
                made = not (hasattr(what, "__members__") or getattr(what, "_is_protocol", False))
                fields, methods = members(what)
                yield full + (called(what) if made else "")
                yield from [f"{full}: {' '.join(fields)}"] * bool(fields)
                yield from (f"{full}.{one}" for one in methods)
            elif inspect.isfunction(what):
                yield full + called(what)
            else:
                yield full


def commands() -> Iterator[str]:
    from cqtargets.cli import parser

    (offered,) = [one for one in parser()._actions if isinstance(one, argparse._SubParsersAction)]
    for name, command in sorted(offered.choices.items()):
        options = {word for one in command._actions for word in one.option_strings or (one.dest.upper(),)}
        yield f"$ {name} {' '.join(sorted(options))}"


def frames() -> dict[str, pd.DataFrame]:
    """A table of each kind on the bundled data."""
    cat, obs = cq.load_catalogue(), cq.load_observations()
    plan = cat.select(plan="med14")
    beds = plan["med14.beds_per_1000"]
    people = cq.population.forecast("重庆市", to=2025, draws=20, seed=1)
    found = cq.assess(plan, obs, on=2025)
    late = cq.Scenario("late", [cq.Shift(beds.id, "target_year", by=1)])
    return {
        "Catalogue.to_frame": cat.to_frame(),
        "Catalogue.required_growth": plan.required_growth(),
        "Catalogue.gaps": plan.gaps(obs, on=2025),
        "Catalogue.paths": plan.paths(),
        "Observations.to_frame": obs.to_frame(),
        "Observations.unmatched": obs.unmatched(cat),
        "Assessment.to_frame": found.to_frame(),
        "Assessment.summary": found.summary().filter(regex="^(?!grade_)"),  # a column for each grade that is given
        "Assessment.unmatched": found.unmatched(),
        "Assessment.table(midterm)": found.table("midterm"),
        "Assessment.table(annual)": found.table("annual"),
        "Assessment.table(final)": found.table("final"),
        "Findings.to_frame": cq.check(plan).to_frame(),
        "Comparison.to_frame": cq.compare(plan, late).to_frame(),
        "Proposals.to_frame": cq.propose_targets(plan, obs, to=2030).to_frame(),
        "Forecast.to_frame": people.to_frame(),
        "Quantity.to_frame": people.denominator("60+", on=2024).to_frame(),
        "Stock.to_frame": beds.stock(people).to_frame(),
        "PopulationData.to_frame": cq.population.census("重庆市", 2020).to_frame(),
    }


def columns() -> Iterator[str]:
    for name, frame in frames().items():
        index = [one for one in frame.index.names if one is not None]
        yield f"# {name} {' '.join(f'{one}' for one in (*index, *frame.columns))}"


def main() -> None:
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    for line in (*names(), *commands(), *columns()):
        print(line)


if __name__ == "__main__":
    main()
