"""Excel tables with filters over what stands in a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

__all__ = ["add_filters", "distinct"]


def distinct(titles: Sequence[str]) -> list[str]:
    """Headings as a table needs them: none empty, none twice (Excel does not tell capitals apart).

    >>> distinct(["Value", "", "value"])
    ['Value', '-', 'value 2']
    """
    found: list[str] = []
    taken: set[str] = set()
    for title in titles:
        base = " ".join(title.split())[:240] or "-"
        made, count = base, 1
        while made.lower() in taken:
            count += 1
            made = f"{base} {count}"
        taken.add(made.lower())
        found.append(made)
    return found


def add_filters(sheet: Any, head: int, first: int, last: int, titles: Sequence[tuple[str, Any]], name: str) -> None:
    """Make the rows below the row `head` an Excel table; `titles` are its headings from the column `first` on, with formats.

    Without a row only the headings are written: a table needs one.
    """
    names = distinct([title for title, _ in titles])
    if last <= head:
        for place, (title, (_, style)) in enumerate(zip(names, titles, strict=True), start=first):
            sheet.write_string(head, place, title, style)
        return
    sheet.add_table(
        head, first, last, first + len(names) - 1,
        {
            "name": name, "style": None, "banded_rows": False,
            "columns": [
                {"header": title, "header_format": style} for title, (_, style) in zip(names, titles, strict=True)
            ],
        },
    )  # fmt: skip
