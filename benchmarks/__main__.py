"""Print what is measured beside its bar as one Markdown table; `python -m benchmarks NAME ...` measures some only."""

from __future__ import annotations

import argparse
import pkgutil
import time
from importlib import import_module
from pathlib import Path

from benchmarks.page import HEAD, page, row

PROGRAMS = {"__main__", "by_hand", "mixed", "page", "timing"}
NAMES = [found.name for found in pkgutil.iter_modules([str(Path(__file__).parent)]) if found.name not in PROGRAMS]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(NAMES)}; all of them unless told")
    parser.add_argument(
        "--write", type=Path, metavar="FILE", help="also write a page with the table and how it was made"
    )
    asked = parser.parse_args()
    unknown = [name for name in asked.names if name not in NAMES]
    if unknown:
        parser.error(f"unknown benchmark {unknown[0]!r}; there are {', '.join(NAMES)}")
    started, rows, modules = time.monotonic(), [], []
    print(HEAD)
    for name in asked.names or NAMES:
        module = import_module(f"benchmarks.{name}")
        modules.append(module)
        for what, value in module.measure().items():
            rows.append(row(name, what, value, module.BARS.get(what)))
            print(rows[-1], flush=True)
    if asked.write:
        asked.write.write_text(page(rows, modules, time.monotonic() - started), encoding="utf-8")


if __name__ == "__main__":
    main()
