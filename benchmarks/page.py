"""The table of what was measured, and the page around it."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from textwrap import fill

from cqtargets import __version__

__all__ = ["HEAD", "UNITS", "Section", "beside_bars", "page", "read", "row"]

HEAD = "| what | measured | unit | bar | measured / bar |\n|---|---:|---|---:|---:|"
# What the end of a name says about its value; a name with "_over_" is a ratio.
UNITS = {
    "_seconds": "s",
    "_gigabytes": "GB",
    "_gb_a_second": "GB/s",
    "_kilobytes_a_row": "kB a row",
    "_exponent": "power",
    "_microseconds_a_call": "µs a call",
    "_ratio": "ratio",
}
PACKAGES = ("numpy", "pandas", "scipy", "matplotlib", "distributed", "matpopmod")


def row(module: str, name: str, value: float, bar: float | None) -> str:
    """One line of the table."""
    ending = next((end for end in UNITS if name.endswith(end)), "")
    unit = "ratio" if "_over_" in name else UNITS.get(ending, "s")
    what = name.removesuffix(ending).replace("_", " ")
    beside = "| | |" if bar is None else f"| {bar:g} | {value / bar:.2g} |"
    return f"| {module}: {what} | {value:.3g} | {unit} {beside}"


def machine() -> str:
    """What it ran on, without a name of it."""
    found = [f"cqtargets {__version__}"]
    for package in PACKAGES:
        with suppress(PackageNotFoundError):
            found.append(f"{package} {version(package)}")
    cores = os.cpu_count()
    return (
        f"{cores} cores of a shared {platform.machine()} machine ({platform.system()}), "
        f"Python {platform.python_version()}; {', '.join(found)}."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The rows of one benchmark, and when and in how long they were measured."""

    rows: list[str] = field(default_factory=list)
    measured: str = ""

    @classmethod
    def of(cls, rows: list[str], seconds: float) -> Section:
        return cls(rows=rows, measured=f"{date.today().isoformat()}, in {max(1, round(seconds / 60))} min")


def read(text: str) -> dict[str, Section]:
    """The sections of a page that was written before."""
    found: dict[str, Section] = {}
    for name, line in re.findall(r"^(?=\| (\w+): )(.*)$", text, re.MULTILINE):
        found.setdefault(name, Section(measured=_measured(name, text))).rows.append(line)
    return found


def _measured(name: str, text: str) -> str:
    own = re.search(rf"^\*\*{name}\.\*\* Measured ([^.]*)\.", text, re.MULTILINE)
    whole = re.search(r"^Measured on (\S+)", text, re.MULTILINE)
    return own[1] if own else whole[1] if whole else ""


def _told(words: str) -> str:
    first, *rest = words.split("\n\n")
    return "\n\n".join([fill(first, 120), *rest])


def beside_bars(rows: Iterable[str]) -> str:
    """How many bars hold, and each that is missed with its figure."""
    barred = [cells for cells in ([cell.strip() for cell in row.split("|")[1:-1]] for row in rows) if cells[3]]
    missed = [f"{what} ({value}, bar {bar})" for what, value, _, bar, _ in barred if float(value) > float(bar)]
    if not missed:
        return f"Every bar holds, of {len(barred)}."
    return f"Of {len(barred)} bars these are missed, with their figures: {'; '.join(missed)}."


def page(sections: Mapping[str, Section], words_of: Mapping[str, str]) -> str:
    """Markdown: the table, the machine, and how each part is measured, in the words of its module."""
    how = [_told(f"**{name}.** Measured {held.measured}. {words_of[name].strip()}") for name, held in sections.items()]
    words = [
        "Written by `python -m benchmarks --write docs/benchmarks.md`, or a section of it by that command with the section's "
        "name; do not edit. Times are processor seconds, the best of several runs, so that other work on the machine counts least. A ratio says "
        "ours over theirs: below 1 is faster or smaller. A bar is what the project holds itself to; tests hold ratios and "
        "memory to theirs, and assert no time.",
        f"The section written last was measured on {machine()}",
    ]
    rows = [row for section in sections.values() for row in section.rows]
    parts = [
        "# Benchmarks",
        *(fill(paragraph, 120) for paragraph in (*words, beside_bars(rows))),
        "\n".join([HEAD, *rows]),
        "## How each is measured",
        *how,
    ]
    return "\n\n".join(parts) + "\n"
