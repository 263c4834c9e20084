"""A document as a row of blocks over one text: headings, paragraphs and tables, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from cqtargets.extraction.sections import Outline, box_label, heading_of

__all__ = ["ABOVE", "LEFT", "Block", "Cell", "Piece", "Source", "assembled", "folded"]

ABOVE: Final = "\x00"
LEFT: Final = "\x01"
"""Stand in a table's rows where a cell reaches down from above or in from the left; None where the side cannot be told."""
_CJK: Final = r"　-〿㐀-鿿豈-﫿＀-￯“”‘’—…·"
_BETWEEN: Final = re.compile(rf"(?<=[{_CJK}])[ \t\xa0]+(?=\S)|(?<=\S)[ \t\xa0]+(?=[{_CJK}])")
_SECTION_NUMBER: Final = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}[ \t\u3000]+(?=[\u4e00-\u9fff])")
"""A number of a section, which a blank parts from its words: 1.1 选址."""
_BLANKS: Final = re.compile(r"[ \t\xa0\u2002-\u200b\ufeff]+")


class Piece(NamedTuple):
    """What a reader hands over: a heading or paragraph, or a table as rows of cells.

    In `rows` `LEFT` stands where a merged cell reaches in from the left, `ABOVE` where it reaches down, None where the file does not
    tell which; `level` is the level that the file itself gives a heading, 0 where it gives none.
    """

    kind: str
    text: str = ""
    level: int = 0
    page: int | None = None
    rows: tuple[tuple[str | None, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table and where it stands in the text; merged positions share it."""

    text: str
    start: int
    end: int


class Block(NamedTuple):
    """A heading, paragraph or table of the document; `start` and `end` are offsets into the text."""

    kind: str
    text: str
    start: int
    end: int
    page: int | None = None
    section: tuple[str, ...] = ()
    box: str = ""
    grid: tuple[tuple[Cell, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a reader saw: the text, its blocks, and remarks on what stands beside them (text boxes, running heads)."""

    name: str
    text: str
    blocks: tuple[Block, ...]
    remarks: tuple[str, ...] = ()


def folded(text: str) -> str:
    """One blank for many, and none beside Chinese characters.

    Examples
    --------
    >>> folded("到  2025 年，达到 6.38 张"), folded("COVID  19")
    ('到2025年，达到6.38张', 'COVID 19')
    """
    if _BLANKS.search(text) is None:
        return text.replace("\r", "").strip()
    plain = _BLANKS.sub(" ", text.replace("\r", "")).strip()
    number = _SECTION_NUMBER.match(plain)
    if number is not None:
        return f"{plain[: number.end() - 1].rstrip()} {_BETWEEN.sub('', plain[number.end() :])}"
    return _BETWEEN.sub("", plain)


def assembled(name: str, pieces: Iterable[Piece], remarks: Sequence[str] = ()) -> Source:
    """Blocks with sections and offsets out of a reader's pieces."""
    outline = Outline()
    parts: list[str] = []
    blocks: list[Block] = []
    length = 0
    for piece in pieces:
        text, grid = _table(piece.rows, length) if piece.kind == "table" else (folded(piece.text), ())
        if not text:
            continue
        kind = piece.kind
        if kind != "table":
            heading = heading_of(text, piece.level if kind == "heading" else 0)
            kind = outline.entered(text, heading)
        blocks.append(
            Block(kind=kind, text=text, start=length, end=length + len(text), page=piece.page,
                  section=outline.path, box=outline.box or (box_label(text) if kind == "heading" else ""), grid=grid)
        )  # fmt: skip
        parts.append(text)
        length += len(text) + 1
    return Source(name=name, text="\n".join(parts), blocks=tuple(blocks), remarks=tuple(remarks))


def _table(rows: Sequence[Sequence[str | None]], offset: int) -> tuple[str, tuple[tuple[Cell, ...], ...]]:
    """The table's text, a merged cell once, and its full grid."""
    lines: list[str] = []
    grid: list[tuple[Cell, ...]] = []
    place = offset
    for row in rows:
        cells: list[Cell] = []
        printed: list[str] = []
        whole = len(row) > 1 and bool(row[0]) and all(content is None for content in row[1:])
        for column, content in enumerate(row):
            if content is None or content in (ABOVE, LEFT):
                above = grid[-1][column] if grid and column < len(grid[-1]) else None
                left = cells[-1] if cells else None
                sideways = left is not None and (
                    content == LEFT or whole or (content is None and (above is None or row[column - 1] is None))
                )
                cells.append((left if sideways else above) or Cell(text="", start=place, end=place))
                continue
            text = folded(re.sub(r"\s*\n\s*", "", content))
            cells.append(Cell(text=text, start=place, end=place + len(text)))
            printed.append(text)
            place += len(text) + 1
        lines.append("\t".join(printed))
        place += 0 if printed else 1
        grid.append(tuple(cells))
    return "\n".join(lines), tuple(grid)
