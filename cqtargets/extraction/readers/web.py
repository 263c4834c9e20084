"""Pages of government sites: blocks of text in order, tables with their spans, layout tables taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

from cqtargets.conventions.reasons import fault
from cqtargets.extraction.blocks import ABOVE, LEFT, Piece, folded
from cqtargets.files.tables import refuse

__all__ = ["web_pieces"]

_SKIPPED: Final = "script style noscript template head nav footer iframe svg button select option form"
_BLOCKS: Final = frozenset(
    "p div section article main header li ul ol dl dt dd h1 h2 h3 h4 h5 h6 blockquote pre center body html tr td th "  # noqa: SIM905
    "tbody thead tfoot table caption figure figcaption fieldset address hr".split()
)
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_WIDEST: Final = 200
_DEEPEST: Final = 300
_LINE_END: Final = re.compile(r"[。；：！？:）)]$")
_SHORT_LINE: Final = 25
_LONG_CELL: Final = 300


def web_pieces(name: str, text: str) -> tuple[list[Piece], list[str]]:
    """The pieces of a page.

    Raises
    ------
    DataFileError
        If the file holds no text.
    """
    from lxml import etree, html

    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        raise refuse(name, *fault("document_no_page")) from None
    return list(_walk(root, 0)), []


def _walk(element: Any, depth: int) -> Iterator[Piece]:
    """Blocks in order; text between blocks is a paragraph too."""
    if depth > _DEEPEST:
        yield from _paragraphs("".join(element.itertext()), 0)
        return
    level = _HEADINGS.get(element.tag, 0)
    gathered = [element.text or ""]
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in _SKIPPED.split() or not tag:
            pass
        elif tag == "br":
            gathered.append("\n")
        elif tag == "table" and _is_data(child):
            yield from _paragraphs("".join(gathered), level)
            gathered = []
            yield from _table(child)
        elif tag in _BLOCKS or any(
            inner.tag in _BLOCKS or inner.tag == "table" for inner in child.iter() if inner is not child
        ):
            yield from _paragraphs("".join(gathered), level)
            gathered = []
            yield from _walk(child, depth + 1)
        else:
            gathered.append(_inline(child))
        gathered.append(child.tail or "")
    yield from _paragraphs("".join(gathered), level)


def _inline(element: Any) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag == "br":
            parts.append("\n")
        elif child.tag not in _SKIPPED.split():
            parts.append(_inline(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _paragraphs(text: str, level: int) -> Iterator[Piece]:
    for line in text.replace("\r", "").split("\n") if "\n" in text and _breaks(text) else [text.replace("\n", " ")]:
        words = folded(line)
        if words:
            yield Piece(kind="heading" if level else "paragraph", text=words, level=level)


def _breaks(text: str) -> bool:
    """Whether the line ends are breaks of the page (after a full stop, between short lines, before an indent), not of its source."""
    raw = [line for line in text.split("\n") if line.strip()]
    ends = sum(
        _LINE_END.search(folded(line)) is not None
        or len(folded(line)) < _SHORT_LINE
        or below.startswith("\u3000\u3000")
        for line, below in pairwise(raw)
    )
    return len(raw) < 2 or ends * 2 >= len(raw) - 1


def _is_data(table: Any) -> bool:
    """Whether a table holds data, not the layout of the page."""
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    if len(rows) < 2 or any(True for inner in table.iter("table") if inner is not table):
        return False
    cells = [cell for row in rows for cell in row if cell.tag in ("td", "th")]
    widest = max(sum(cell.tag in ("td", "th") for cell in row) for row in rows)
    return widest >= 2 and not any(len("".join(cell.itertext())) > 3 * _LONG_CELL for cell in cells)


def _table(table: Any) -> Iterator[Piece]:
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    caption = table.find("caption")
    if caption is not None:
        yield Piece(kind="paragraph", text=folded(" ".join(caption.itertext())))
    grid: list[list[str | None]] = []
    open_spans: dict[int, int] = {}
    for row in rows:
        line: list[str | None] = []
        cells = [one for one in row if one.tag in ("td", "th")]
        believed = sum(_span(cell, "colspan") for cell in cells) <= _WIDEST
        for cell in cells:
            _carried(line, open_spans)
            across, down = _span(cell, "colspan") if believed else 1, _span(cell, "rowspan")
            text = re.sub(r"\s*\n\s*", " ", _cell_text(cell))
            if down > 1:
                open_spans.update({len(line) + offset: down - 1 for offset in range(across)})
            line += [text, *[LEFT] * (across - 1)]
        _carried(line, open_spans)
        if len(line) <= _WIDEST:
            grid.append(line)
        else:
            yield Piece(kind="paragraph", text=" ".join(text for text in line if text and text not in (ABOVE, LEFT)))
    width = max((len(line) for line in grid), default=0)
    yield Piece(kind="table", rows=tuple((*line, *[""] * (width - len(line))) for line in grid))


def _cell_text(cell: Any) -> str:
    return "\n".join(piece.text for piece in _walk(cell, 0)) or _inline(cell)


def _carried(line: list[str | None], open_spans: dict[int, int]) -> None:
    """Positions that cells from the rows above still cover."""
    while open_spans.get(len(line), 0) > 0:
        open_spans[len(line)] -= 1
        line.append(ABOVE)


def _span(cell: Any, name: str) -> int:
    value = re.match(r"\s*(\d{1,4})", cell.get(name) or "")
    return max(1, min(int(value.group(1)), _WIDEST)) if value else 1
