"""Tables that a PDF prints without rules: lines whose words stand in columns, below a line of headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cqtargets.extraction.blocks import folded

__all__ = ["Line", "line_of", "with_tables"]

_GAP: Final = 1.2
"""Heights of a character from which a gap parts two columns."""
_CLOSE: Final = 1.7
"""Heights of a character up to which a line goes on with the cells of the line above."""
_FEWEST: Final = 3
_NOTE: Final = re.compile(r"注|备注|说明|数据来源|[一二三四五六七八九十]+、")
_NAMED: Final = re.compile(r"^(?:主要|具体)?(?:指标|项目)(?:名称|内容)?$|^名称$|^类别$|^序号$|^领域$")
_DATED: Final = re.compile(r"(?:19|20)\d\d年?|目标|单位|属性|性质")


@dataclass(slots=True, kw_only=True)
class Line:
    """A line of a page: its text, its edges, and what stands in its columns where gaps part them."""

    text: str
    left: float
    right: float
    top: float
    height: float
    cells: tuple[tuple[float, str], ...] = ()


def line_of(found: dict[str, Any]) -> Line:
    """The line that pdfplumber found, with its columns."""
    height = found["bottom"] - found["top"]
    cells: list[tuple[float, list[str]]] = []
    last = found["x0"]
    for char in found["chars"]:
        if not cells or char["x0"] - last > _GAP * height:
            cells.append((char["x0"], []))
        cells[-1][1].append(char["text"])
        last = char["x1"]
    held = tuple((left, text) for left, parts in cells if (text := folded("".join(parts))))
    return Line(
        text=folded(found["text"]), left=found["x0"], right=found["x1"], top=found["top"], height=height, cells=held
    )


def with_tables(lines: Sequence[Line]) -> Iterator[tuple[float, Line | tuple[tuple[str, ...], ...]]]:
    """The lines with where they stand, those that make a table as its rows."""
    place = 0
    while place < len(lines):
        rows, end = _rows(lines, place) if _heads(lines[place]) else ([], place)
        if len(rows) >= _FEWEST:
            yield lines[place].top, tuple(tuple(row) for row in rows)
            place = end
        else:
            yield lines[place].top, lines[place]
            place += 1


def _heads(line: Line) -> bool:
    return (
        len(line.cells) >= _FEWEST
        and any(_NAMED.search(text) for _, text in line.cells)
        and any(_DATED.search(text) for _, text in line.cells)
    )


def _rows(lines: Sequence[Line], place: int) -> tuple[list[list[str]], int]:
    """The rows below and with a line of headings, and the first line behind them."""
    head = lines[place]
    rows = [[text for _, text in head.cells]]
    lefts = [left for left, _ in head.cells]
    for number in range(place + 1, len(lines)):
        line, above = lines[number], lines[number - 1]
        if len(line.cells) == len(head.cells):
            rows.append([text for _, text in line.cells])
            lefts = [left for left, _ in line.cells]
            continue
        wide = len(line.cells) == 1 and len(lefts) > 1 and line.right > max(lefts[1], line.left)
        columns = [_column(left, lefts, line.height) for left, _ in line.cells]
        apart = line.top - above.top > _CLOSE * line.height or len(line.cells) > len(head.cells)
        if apart or None in columns or (wide and columns[0] == 0) or _NOTE.match(line.text):
            return rows, number
        for column, (_, text) in zip(columns, line.cells, strict=True):
            rows[-1][column or 0] += text
    return rows, len(lines)


def _column(left: float, lefts: Sequence[float], height: float) -> int | None:
    return next((number for number, one in enumerate(lefts) if abs(one - left) < height), None)
