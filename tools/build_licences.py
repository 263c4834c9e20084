"""What a report carries inside and what an installation brings along, each with its licence.

    python tools/build_licences.py            exit status 1 where docs/licences.md is out of date
    python tools/build_licences.py --write    writes it

What is inside is told by its files and their digests; the packages are those that the library and its extras ask for, with the
licence that each installed package states of itself. Run it in an environment of `make test`: a test calls `current`.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "licences.md"
BEGIN, END = "<!-- licences: begin -->\n", "<!-- licences: end -->"
EXTRAS: Final = ("read", "report")
PARTS: Final = (
    ("cqtargets/plotting/fonts/CQSansSC-Regular.otf", "charts, page (cut to its characters), Word and workbook by name", "Noto Sans SC, cut and renamed", "OFL-1.1"),
    ("data/population/districts.geojson", "maps of charts and page", "Apache ECharts 4.9.0, simplified", "Apache-2.0"),
    ("cqtargets/report/page/templates/*.css", "page", "this project", "BSD-3-Clause"),
    ("cqtargets/report/page/templates/explorer/*.js", "page", "this project", "BSD-3-Clause"),
    ("cqtargets/report/page/templates/*.j2", "page", "this project", "BSD-3-Clause"),
)  # fmt: skip
"""Files, where they end up, whose they are, and their licence."""


def inside() -> str:
    lines = ["| files | SHA-256, first 16 digits | where | from | licence |", "|---|---|---|---|---|"]
    for pattern, where, source, licence in PARTS:
        digest = hashlib.sha256()
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.read_bytes().replace(b"\r\n", b"\n") if path.suffix != ".otf" else path.read_bytes())
        shown = digest.hexdigest()[:16] if source != "this project" else ""
        lines.append(f"| `{pattern}` | {shown} | {where} | {source} | {licence} |")
    return "\n".join(lines) + "\n"


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def needed(extra: str) -> set[str]:
    """All packages that the library with that extra asks for, directly and through others, here."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [Requirement(one) for one in project["optional-dependencies"].get(extra, ())]
    waiting += map(Requirement, project["dependencies"])
    found: set[str] = set()
    while waiting:
        one = waiting.pop()
        if normal(one.name) not in found:
            found.add(normal(one.name))
            asked = map(Requirement, distribution(one.name).requires or ())
            waiting += [further for further in asked if applies(further, {"", *one.extras})]
    return found


def applies(one: Requirement, extras: set[str]) -> bool:
    return one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in extras)


def licence(name: str) -> str:
    """What the installed package says of itself: its expression, a short name, or its classifier."""
    said = distribution(name).metadata
    short = (said.get("License") or "").strip()
    named = [one.rpartition(" :: ")[2] for one in said.get_all("Classifier") or () if one.startswith("License ::")]
    if said.get("License-Expression"):
        return str(said["License-Expression"])
    return short if short and "\n" not in short and len(short) < 60 else "; ".join(named) or "see the package"


def brought() -> str:
    base = needed("")
    lines = ["| package | asked for by | licence |", "|---|---|---|"]
    extras = {extra: needed(extra) for extra in EXTRAS}
    for name in sorted(base.union(*extras.values())):
        by = "the library" if name in base else ", ".join(f"`{extra}`" for extra in extras if name in extras[extra])
        lines.append(f"| {name} | {by} | {licence(name)} |")
    return "\n".join(lines) + "\n"


def current(page: str) -> str:
    """The page with today's tables."""
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n## Inside\n\n{inside()}\n## Brought along\n\n{brought()}\n{END}{tail}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    written = PAGE.read_text(encoding="utf-8")
    try:
        made = current(written)
    except PackageNotFoundError as error:
        print(f"{error.name} is not installed here: run it in the environment of `make test`", file=sys.stderr)
        return 2
    if parser.parse_args().write:
        PAGE.write_text(made, encoding="utf-8")
        return 0
    if made != written:
        print("docs/licences.md is out of date: run python tools/build_licences.py --write", file=sys.stderr)
    return int(made != written)


if __name__ == "__main__":
    sys.exit(main())
