"""Rows and texts of a workbook that are written in the plainest way, taken out of the XML before its parser sees it.

What remains goes to the parser in its place: rows with formulas, texts in runs, everything outside of rows. From the
first comment, document type or passage of raw text on (``<!``) all of it does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

__all__ = ["PlainRows", "PlainTexts"]

Cell = tuple[bytes, bytes, bytes, bytes]
"""Letters of the column, style, type ("s", "n" or nothing) and value of a cell."""
_ROW: Final = re.compile(rb'<row r="(\d{1,7})"((?: [\w:.]+="[^"<&]*")*)>')
_CELL: Final = re.compile(
    rb'<c r="([A-Z]{1,2})\d{1,7}"(?: s="(\d{1,6})")?(?: t="([sn])")?(?:/>|><v>(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)</v></c>)'
)
_TEXT: Final = re.compile(rb'<si><t(?: xml:space="preserve")?>([^<&\x00-\x08\x0b-\x1f]*)</t></si>')
_UTF8: Final = re.compile(rb'<\?xml[^>]*encoding=["\'](?!utf-?8["\'])', re.IGNORECASE)
_END_OF_ROW: Final = b"</row>"
_MARKUP: Final = b"<!"
_MOST_ROWS: Final = 1_048_576
_LONGEST: Final = 1 << 20
"""Bytes that wait for the end of a row or text; beyond them the parser takes over."""


class _Waiting:
    """What waits for the end of a row or text, and whether the parser has taken over."""

    def __init__(self) -> None:
        self._rest = b""
        self._all = False

    def _left(self, data: bytes, at: int, last: bool) -> Iterator[bytes]:
        """Keep what may go on in the next bytes; give the parser the rest where it takes over."""
        if self._all or last or len(data) - at > _LONGEST:
            self._all = True
            yield data[at:]
        else:
            self._rest = data[at:]


class PlainRows(_Waiting):
    """Gives `take` the number and the cells of each plain row, and back what is left for the parser."""

    def __init__(self, take: Callable[[int, list[Cell]], None]) -> None:
        super().__init__()
        self._take = take

    def __call__(self, chunk: bytes, *, last: bool = False) -> Iterator[bytes]:
        """What of the next bytes the parser must see, in order with the rows that are taken."""
        data, at = self._rest + chunk, 0
        self._rest = b""
        while not self._all:
            start = data.find(b"<row ", at)
            stop = data.find(_END_OF_ROW, start) if start >= 0 else -1
            if stop < 0:
                break
            stop += len(_END_OF_ROW)
            if start > at:
                yield data[at:start]
                self._all = _MARKUP in data[at:start]
            row = data[start:stop]
            if self._all or not self._taken(row):
                yield row
                self._all = self._all or _MARKUP in row
            at = stop
        yield from self._left(data, at, last)

    def _taken(self, row: bytes) -> bool:
        head = _ROW.match(row)
        if head is None or b"hidden" in head.group(2) or not 1 <= int(head.group(1)) <= _MOST_ROWS:
            return False
        body = row[head.end() : -len(_END_OF_ROW)]
        cells = _CELL.findall(body)
        count = body.count(b"<c ")
        if len(cells) != count or body.count(b"<") != count + 3 * body.count(b"<v>"):
            return False
        self._take(int(head.group(1)), cells)
        return True


class PlainTexts(_Waiting):
    """Gives `take` each shared text that is one plain run, and back what is left for the parser."""

    def __init__(self, take: Callable[[str], None]) -> None:
        super().__init__()
        self._take = take

    def __call__(self, chunk: bytes, *, last: bool = False) -> Iterator[bytes]:
        """What of the next bytes the parser must see, in order with the texts that are taken."""
        data, at = self._rest + chunk, 0
        self._rest = b""
        while not self._all:
            found = _TEXT.match(data, at)
            if found is not None and b"_x" not in found.group(1):
                self._take(found.group(1).decode("utf-8"))
                at = found.end()
                continue
            start = data.find(b"<si>", at + (found is not None or data.startswith(b"<si>", at)))
            if start < 0:
                break
            yield data[at:start]
            self._all = _MARKUP in data[at:start] or _UTF8.search(data[at:start]) is not None
            at = start
        yield from self._left(data, at, last)
