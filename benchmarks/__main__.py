"""Print what is measured beside its bar as one Markdown table; `python -m benchmarks NAME ...` measures some only.

Exit status 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import pkgutil
import sys
import time
from importlib import import_module
from pathlib import Path

from benchmarks.page import HEAD, Section, page, read, row

PROGRAMS = {"__main__", "by_hand", "mixed", "page", "timing", "versions"}
NAMES = [found.name for found in pkgutil.iter_modules([str(Path(__file__).parent)]) if found.name not in PROGRAMS]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(NAMES)}; all of them unless told")
    parser.add_argument(
        "--write", type=Path, metavar="FILE", help="also put the rows into a page; those of other benchmarks stay there"
    )
    asked = parser.parse_args()
    unknown = [name for name in asked.names if name not in NAMES]
    if unknown:
        parser.error(f"unknown benchmark {unknown[0]!r}; there are {', '.join(NAMES)}")
    missed: list[str] = []
    print(HEAD)
    for name in asked.names or NAMES:
        section = measured(name, missed)
        if asked.write:
            put(asked.write, name, section)
    for what in missed:
        print(f"bar missed: {what}", file=sys.stderr)
    return int(bool(missed))


def measured(name: str, missed: list[str]) -> Section:
    """The rows of one benchmark, printed as they come; names of missed bars are added to `missed`."""
    started, rows, module = time.monotonic(), [], import_module(f"benchmarks.{name}")
    for what, value in module.measure().items():
        bar = module.BARS.get(what)
        rows.append(row(name, what, value, bar))
        print(rows[-1], flush=True)
        if bar is not None and value > bar:
            missed.append(f"{name}: {what}")
    return Section.of(rows, time.monotonic() - started)


def put(file: Path, name: str, section: Section) -> None:
    """Write the page anew with the section in its place."""
    held = read(file.read_text(encoding="utf-8")) if file.exists() else {}
    held[name] = section
    words_of = {each: import_module(f"benchmarks.{each}").__doc__ or "" for each in NAMES}
    ordered = {each: held[each] for each in NAMES if each in held}
    file.write_text(page(ordered, words_of), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
