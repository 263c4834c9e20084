"""Plain text and Markdown: paragraphs, `#` headings, `|` tables and tables set with tabs or flattened to a cell a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cqtargets.extraction.blocks import Piece, folded
from cqtargets.extraction.readers.flattened import flattened_tables
from cqtargets.extraction.sections import heading_of

__all__ = ["text_pieces"]

_MARKS: Final = re.compile(r"^(#{1,6})\s+(.*)$")
_RULE: Final = re.compile(r"^\s*(?:-{3,}|\*{3,}|_{3,}|={3,})\s*$")
_DIVIDER: Final = re.compile(r"^\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")
_ENDED: Final = re.compile(r"[。；：！？!?;:…》】.]$")
_TABBED: Final = 2
_LONG_LINE: Final = 12


def text_pieces(text: str) -> list[Piece]:
    """The pieces of a text; a paragraph that a page or column cut in two is one again."""
    return flattened_tables(_joined(_lines(text)))


def _lines(text: str) -> Iterator[Piece]:
    table: list[tuple[str, ...]] = []
    blank = True
    for line in [*text.splitlines(), ""]:
        bare = line.strip()
        cells = _cells(line)
        if table and _DIVIDER.match(bare):
            continue
        if cells:
            table.append(cells)
            continue
        if table:
            yield from _table_pieces(table)
            table = []
        if not bare or _RULE.match(bare) or _DIVIDER.match(bare):
            blank = True
            continue
        found = _MARKS.match(bare)
        words = re.sub(r"\*\*|__", "", found.group(2) if found else bare)
        if found:
            yield Piece(kind="heading", text=words, level=len(found.group(1)))
        else:
            yield Piece(kind="paragraph" if blank else "line", text=words)
        blank = False


def _cells(line: str) -> tuple[str, ...]:
    bare = line.strip()
    if bare.startswith("|") and bare.count("|") >= 2 and not _DIVIDER.match(bare):
        return tuple(cell.strip() for cell in bare.strip("|").split("|"))
    if line.strip("\n ").count("\t") >= _TABBED or ("\t" in bare and not re.search(r"[。；]", bare)):
        return tuple(cell.strip() for cell in line.rstrip("\n ").rstrip("\t").split("\t"))
    return ()


def _table_pieces(table: list[tuple[str, ...]]) -> Iterator[Piece]:
    width = max(len(row) for row in table)
    if len(table) == 1 and width <= _TABBED:
        for cell in table[0]:
            if cell:
                yield Piece(kind="paragraph", text=cell)
        return
    head = len(table[0])
    table = [_narrowed(row, head) for row in table] if head > _TABBED and all(table[0]) else table
    width = max(len(row) for row in table)
    rows = tuple((*row, *[""] * (width - len(row))) for row in table)
    yield Piece(kind="table", rows=rows)


def _narrowed(row: tuple[str, ...], width: int) -> tuple[str, ...]:
    """A row wider than the header without the empty cells that pushed it to the right."""
    while len(row) > width and not row[0]:
        row = row[1:]
    return row


def _joined(pieces: Iterator[Piece]) -> list[Piece]:
    """Lines of one paragraph put together: a line goes on where it is long, not ended and no heading follows."""
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if (
            last is not None
            and piece.kind in ("line", "paragraph")
            and last.kind == "paragraph"
            and _goes_on(last, piece)
        ):
            found[-1] = Piece(kind="paragraph", text=_glued(last.text, piece.text))
        else:
            found.append(Piece(kind="paragraph", text=piece.text) if piece.kind == "line" else piece)
    return found


def _goes_on(last: Piece, piece: Piece) -> bool:
    text = folded(last.text)
    if _ENDED.search(text) or len(text) < _LONG_LINE:
        return False
    own = heading_of(text)
    if own is not None and own.whole and (own.level <= 5 or not re.search(r"[，,]", text)):
        return False
    ahead = heading_of(folded(piece.text))
    begun = re.search(r"[，、。；]", text) is not None
    return begun and (ahead is None or (ahead.level == 9 and piece.kind == "line")) and not piece.text.startswith("——")


def _glued(one: str, other: str) -> str:
    return f"{one} {other}" if re.search(r"[A-Za-z,.]$", one) and re.match(r"[A-Za-z]", other) else one + other
