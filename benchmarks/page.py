"""The table of what was measured, and the page around it."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from textwrap import fill
from types import ModuleType

__all__ = ["HEAD", "UNITS", "page", "row"]

HEAD = "| what | measured | unit | bar | measured / bar |\n|---|---:|---|---:|---:|"
# What the end of a name says about its value; a name with "_over_" is a ratio.
UNITS = {
    "_seconds": "s",
    "_gigabytes": "GB",
    "_gb_a_second": "GB/s",
    "_exponent": "power",
    "_ratio": "ratio",
}
PACKAGES = ("cqtargets", "numpy", "pandas", "scipy", "matplotlib", "distributed", "matpopmod")


def row(module: str, name: str, value: float, bar: float | None) -> str:
    """One line of the table."""
    ending = next((end for end in UNITS if name.endswith(end)), "")
    unit = "ratio" if "_over_" in name else UNITS.get(ending, "s")
    what = name.removesuffix(ending).replace("_", " ")
    beside = "| | |" if bar is None else f"| {bar:g} | {value / bar:.2g} |"
    return f"| {module}: {what} | {value:.3g} | {unit} {beside}"


def machine() -> str:
    """What it ran on, without a name of it."""
    found = []
    for package in PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            found.append(f"{package} not installed")
    cores = os.cpu_count()
    return (
        f"{cores} cores of a shared {platform.machine()} machine ({platform.system()}), "
        f"Python {platform.python_version()}; {', '.join(found)}."
    )


def page(rows: Sequence[str], modules: Sequence[ModuleType], seconds: float) -> str:
    """Markdown: the table, the machine, and how each part is measured, in the words of its module."""
    how = [f"**{each.__name__.removeprefix('benchmarks.')}.** {(each.__doc__ or '').strip()}" for each in modules]
    words = [
        "Written by `python -m benchmarks --write docs/benchmarks.md`; do not edit. Times are the best of several runs, so "
        "that other work on the machine counts least. A ratio says ours over theirs: below 1 is faster or smaller. A bar is "
        "what the project holds itself to; tests hold ratios and memory to theirs, and assert no time.",
        f"Measured on {date.today().isoformat()} in {seconds / 60:.0f} minutes on {machine()}",
    ]
    parts = [
        "# Benchmarks",
        *(fill(paragraph, 120) for paragraph in words),
        "\n".join([HEAD, *rows]),
        "## How each is measured",
        *how,
    ]
    return "\n\n".join(parts) + "\n"
