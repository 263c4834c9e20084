"""The report as GitHub Markdown, with its charts as PNG files beside it."""

from __future__ import annotations

import html
import re
from typing import Final

from cqtargets.conventions.names import one_line
from cqtargets.report.content import Cell, Figure, Report, Table
from cqtargets.report.pictures import Pictures

__all__ = ["render_markdown"]

_SPECIAL: Final = re.compile(r"([\\`*_\[\]|~#!])")
_ORDERED: Final = re.compile(r"^(\d+)([.)])")
_LIST: Final = re.compile(r"^([-+=])")


def render_markdown(report: Report, *, name: str = "cqtargets", pictures: Pictures | None = None) -> dict[str, bytes]:
    """The page `name`.md and its charts `name`-1.png ..., by file name."""
    drawn = pictures or Pictures()
    files: dict[str, bytes] = {}
    lines = [f"# {_words(report.title)}", ""]
    for line in (report.issuer, report.dated, report.lead):
        lines += [_words(line), ""] if line else []
    for section in report.sections:
        lines += [f"{'#' * (section.level + 1)} {_words(section.title)}", ""]
        for block in section.blocks:
            if isinstance(block, Table):
                lines += _table(block)
            elif isinstance(block, Figure):
                picture = f"{name}-{len(files) + 1}.png"
                files[picture] = drawn.of(block).png
                lines += [f"![{_words(block.caption)}]({picture})", "", f"*{_words(block.caption)}*", ""]
            else:
                lines += [f"<sub>{_words(block.words)}</sub>" if block.soft else _words(block.words), ""]
    lines += ["---", "", _words(report.made), ""]
    return {f"{name}.md": "\n".join(lines).encode("utf-8"), **files}


def _table(table: Table) -> list[str]:
    if not table.columns:
        return []
    rows = [[_cell(cell, row.level if n == 0 else 0) for n, cell in enumerate(row.cells)] for row in table.rows]
    note = [f"<sub>{_words(table.note)}</sub>", ""] if table.note else []
    return [
        f"**{_words(table.caption)}**",
        "",
        _row([_words(column.title) for column in table.columns]),
        _row(["---:" if column.numeric else "---" for column in table.columns]),
        *(_row(row) for row in rows),
        "",
        *note,
    ]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell, level: int) -> str:
    text = _words(cell.text)
    shown = f"**{text}**" if cell.strong and text else text
    note = f"<sub>{_words(cell.note)}</sub>" if cell.note else ""
    return "&emsp;" * level + "<br>".join(part for part in (shown, note) if part)


def _words(text: str) -> str:
    """Words that stay words: no markup, no link, no list, one line."""
    plain = html.escape(_SPECIAL.sub(r"\\\1", one_line(text)), quote=False)
    return _LIST.sub(r"\\\1", _ORDERED.sub(r"\1\\\2", plain))
