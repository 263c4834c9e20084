"""Every file of the package in half a line, from its own docstring.

    python tools/build_rooms.py            exit status 1 where docs/architecture.md is out of date
    python tools/build_rooms.py --write    writes it

The list stands between two markers; a test calls `current`.
"""

from __future__ import annotations

import argparse
import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "architecture.md"
PACKAGE = ROOT / "cqtargets"
BEGIN, END = "<!-- files: begin -->\n", "<!-- files: end -->"


def rooms() -> str:
    """One paragraph a folder, one line a file: its name and the first line of its docstring."""
    lines: list[str] = []
    folders = sorted(
        {path.parent for path in PACKAGE.rglob("*.py")}, key=lambda folder: folder.relative_to(ROOT).as_posix()
    )
    for folder in folders:
        files = sorted(folder.glob("*.py"), key=lambda path: (path.stem != "__init__", path.stem))
        lines.append(f"\n**`{folder.relative_to(ROOT).as_posix()}/`** {said(folder / '__init__.py')}\n")
        lines += [f"- `{path.stem}`: {said(path)}" for path in files if path.stem != "__init__"]
    return "\n".join(lines).strip() + "\n"


def said(path: Path) -> str:
    """The first line of a module's docstring."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) if path.exists() else ""
    return (text or "").splitlines()[0] if text else ""


def current(page: str) -> str:
    """The page with today's list."""
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return head + BEGIN + rooms() + END + tail


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    written = PAGE.read_text(encoding="utf-8")
    made = current(written)
    if parser.parse_args().write:
        PAGE.write_text(made, encoding="utf-8")
        return 0
    if made != written:
        print("docs/architecture.md is out of date: run python tools/build_rooms.py --write", file=sys.stderr)
    return int(made != written)


if __name__ == "__main__":
    sys.exit(main())
