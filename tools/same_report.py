"""Hold the reports of two states of the library against each other, by what a reader finds in them.

    python tools/same_report.py BEFORE AFTER    # two folders that `cqtargets report` wrote; exit 1 where they differ

Pictures are compared by their bytes, a workbook by the values and formulas of its cells, a Word document by its texts and
tables, the page by its words and data without its drawings and its font.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

_FORMULA = re.compile(r"<c r=\"(\w+)\"[^>]*?(?:/>|>(.*?)</c>)", re.DOTALL)


def held(folder: Path) -> Counter[str]:
    """What stands in the files of a report, each thing with how often it does."""
    found: Counter[str] = Counter()
    for path in sorted(folder.iterdir()):
        if path.suffix == ".png":
            found[f"picture {hashlib.sha256(path.read_bytes()).hexdigest()[:12]}"] += 1
        elif path.suffix in (".docx", ".xlsx"):
            found.update(f"{path.suffix[1:]} {part}" for part in _package(path))
        elif path.suffix == ".html":
            page = re.sub(
                r"<svg.*?</svg>|url\(\"data:font[^\"]*\"\)", "", path.read_text(encoding="utf-8"), flags=re.DOTALL
            )
            found.update(f"page {part.strip()}" for part in re.split(r"<[^<>]*>", page) if part.strip())
        elif path.suffix == ".md":
            found.update(f"md {line}" for line in path.read_text(encoding="utf-8").splitlines() if line)
    return found


def _package(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name == "word/document.xml":
                yield from re.findall(r"<w:t[^>]*>([^<]+)</w:t>", package.read(name).decode("utf-8"))
            elif name == "xl/sharedStrings.xml":
                yield from re.findall(r"<si>(.*?)</si>", package.read(name).decode("utf-8"), re.DOTALL)
            elif name.startswith("xl/worksheets/sheet"):
                sheet = package.read(name).decode("utf-8")
                yield from (f"{name} {cell} {value}" for cell, value in _FORMULA.findall(sheet))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    asked = parser.parse_args()
    before, after = held(asked.before), held(asked.after)
    gone, new = before - after, after - before
    for sign, things in (("-", gone), ("+", new)):
        for thing, count in sorted(things.items())[:200]:
            print(f"{sign} {count} x {thing[:200]}")
    print(f"{before.total()} and {after.total()} things, {gone.total()} gone, {new.total()} new")
    return int(bool(gone or new))


if __name__ == "__main__":
    sys.exit(main())
