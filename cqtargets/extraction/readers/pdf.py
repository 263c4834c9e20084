"""PDF with a text layer: lines joined to paragraphs, ruled tables, rows that a page break cut, running heads apart."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from cqtargets.conventions.reasons import Reason, fault
from cqtargets.extraction.blocks import Piece
from cqtargets.extraction.readers.unruled import Line, line_of, with_tables
from cqtargets.extraction.sections import heading_of
from cqtargets.files.tables import refuse

__all__ = ["pdf_pieces"]

_EDGE: Final = 0.1
_OFTEN: Final = 3
_MOST_PAGES: Final = 2_000
_PAGE_NUMBER: Final = re.compile(r"^[\s\-—–·第]*\d{1,4}[\s\-—–·页]*(?:[/共]\s*\d+\s*页?)?$")
_ENDED: Final = re.compile(r"[。；：！？!?;:]$")


@dataclass(slots=True)
class _Page:
    number: int
    width: float
    height: float
    items: list[tuple[float, Any]] = field(default_factory=list)


def pdf_pieces(name: str, content: bytes) -> tuple[list[Piece], list[Reason]]:
    """The pieces of a PDF, and the running heads among the remarks.

    Raises
    ------
    DataFileError
        If it needs a password, is damaged, or holds pictures of pages and no text.
    """
    import pdfplumber

    pages: list[_Page] = []
    pictures = 0
    try:
        with pdfplumber.open(io.BytesIO(content)) as document:
            if len(document.pages) > _MOST_PAGES:
                raise refuse(name, *fault("document_many_pages", pages=f"{len(document.pages):,}"))
            for page in document.pages:
                pictures += bool(page.images)
                pages.append(_page(page))
                page.close()
    except Exception as error:
        raise _refusal(name, error) from None
    if not any(page.items for page in pages):
        raise refuse(name, *fault("document_scan" if pictures else "document_pdf_no_text"))
    heads = _running_heads(pages)
    pieces = list(_pieces(pages, heads))
    remarks = [Reason("doc_head", count=count, text=text) for text, count in sorted(heads.items())]
    return pieces, remarks


def _refusal(name: str, error: Exception) -> Exception:
    from cqtargets.errors import DataFileError

    if isinstance(error, DataFileError):
        return error
    kinds = {type(one).__name__ for one in (error, error.__cause__, error.__context__, *error.args) if one is not None}
    if any("Password" in kind or "Encryption" in kind for kind in kinds):
        return refuse(name, *fault("document_locked"))
    return refuse(name, *fault("document_pdf_damaged", error=type(error).__name__))


def _page(page: Any) -> _Page:
    found = _Page(page.page_number, float(page.width), float(page.height))
    tables = page.find_tables() if page.rects or page.lines or page.curves else []
    boxes = []
    for table in tables:
        rows = table.extract()
        if rows and max(len(row) for row in rows) >= 2:
            boxes.append(table.bbox)
            found.items.append((table.bbox[1], tuple(tuple(row) for row in rows)))
    text = page if not boxes else page.filter(lambda thing: not _inside(thing, boxes))
    columns = _columns(text)
    for offset, _, part in columns:
        found.items += [(offset + top, item) for top, item in with_tables(_lines(part))]
    if not any(parted for _, parted, _ in columns):
        found.items.sort(key=lambda item: item[0])
    return found


def _inside(thing: dict[str, Any], boxes: Sequence[tuple[float, float, float, float]]) -> bool:
    if "x0" not in thing or "top" not in thing:
        return False
    middle, height = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return any(x0 <= middle <= x1 and top <= height <= bottom for x0, top, x1, bottom in boxes)


def _columns(page: Any) -> list[tuple[float, bool, Any]]:
    """The page, or its two columns where a gutter runs down its middle."""
    chars = [char for char in page.chars if char["text"].strip()]
    middle = float(page.width) / 2
    gutter = float(page.width) * 0.015
    body = [c for c in chars if page.height * _EDGE < c["top"] < page.height * (1 - _EDGE)]
    across = sum(c["x0"] < middle + gutter and c["x1"] > middle - gutter for c in body)
    left, right = (sum(c["x1"] < middle for c in body), sum(c["x0"] > middle for c in body))
    if len(body) < 200 or across > 0.002 * len(body) or min(left, right) < 0.3 * len(body):
        return [(0.0, False, page)]
    edges = float(page.bbox[0]), float(page.bbox[1]), float(page.bbox[2]), float(page.bbox[3])
    one = page.crop((edges[0], edges[1], middle, edges[3]))
    other = page.crop((middle, edges[1], edges[2], edges[3]))
    return [(0.0, True, one), (float(page.height), True, other)]


def _lines(page: Any) -> list[Line]:
    return [line_of(line) for line in page.extract_text_lines(return_chars=True, strip=True) if line["text"].strip()]


def _running_heads(pages: Sequence[_Page]) -> Counter[str]:
    """Lines at the upper or lower edge of three pages or more, of two in a short file; page numbers are not counted."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_key(line.text) for line in _edge_lines(page)})
    often = min(_OFTEN, max(2, len(pages) - 1))
    return Counter({text: count for text, count in seen.items() if count >= often and text})


def _key(text: str) -> str:
    return "" if _PAGE_NUMBER.match(text) else re.sub(r"\d+", "#", text)


def _edge_lines(page: _Page) -> list[Line]:
    return [
        line for _, line in page.items
        if isinstance(line, Line) and not page.height * _EDGE < line.top < page.height * (1 - _EDGE)
    ]  # fmt: skip


def _pieces(pages: Sequence[_Page], heads: Counter[str]) -> Iterator[Piece]:
    waiting: Piece | None = None
    last: Line | None = None
    for page in pages:
        edge = {id(line) for line in _edge_lines(page) if not _key(line.text) or _key(line.text) in heads}
        rights = sorted(line.right for _, line in page.items if isinstance(line, Line))
        margin = rights[int(0.9 * (len(rights) - 1))] if rights else 0.0
        for _, item in page.items:
            if isinstance(item, Line):
                if id(item) in edge:
                    continue
                if (
                    waiting is not None
                    and waiting.kind == "paragraph"
                    and last is not None
                    and _same(last, item, margin)
                ):
                    waiting = Piece(kind="paragraph", text=_glued(waiting.text, item.text), page=waiting.page)
                else:
                    if waiting is not None:
                        yield waiting
                    waiting = Piece(kind="paragraph", text=item.text, page=page.number)
                last = item
            elif (
                waiting is not None
                and waiting.kind == "table"
                and waiting.page != page.number
                and _continues(waiting, item)
            ):
                waiting = Piece(kind="table", rows=_continued(waiting.rows, item), page=page.number)
            else:
                if waiting is not None:
                    yield waiting
                waiting = Piece(kind="table", rows=item, page=page.number)
    if waiting is not None:
        yield waiting


def _same(last: Line, line: Line, margin: float) -> bool:
    """Whether a line goes on with the paragraph of the last one."""
    if _ENDED.search(last.text) and last.right < margin - 2 * last.height:
        return False
    if last.right < margin - 3 * max(last.height, 1.0) or (
        heading_of(line.text) is not None and not re.search(r"[，、]", last.text)
    ):
        return False
    return not (_ENDED.search(last.text) and line.left > last.left + 0.5 * line.height) and abs(
        line.height - last.height
    ) < 0.25 * max(line.height, last.height)


def _glued(one: str, other: str) -> str:
    return f"{one} {other}" if re.search(r"[A-Za-z,.]$", one) and re.match(r"[A-Za-z]", other) else one + other


def _continues(table: Piece, rows: Sequence[Sequence[str | None]]) -> bool:
    return len(table.rows[0]) == len(rows[0])


def _continued(
    above: tuple[tuple[str | None, ...], ...], below: Sequence[tuple[str | None, ...]]
) -> tuple[tuple[str | None, ...], ...]:
    """Two parts of a table put together: a repeated header once, a row that the break cut in two whole again."""
    rest = list(below)
    for row in above[:3]:
        if rest and rest[0] == row and any(row):
            rest.pop(0)
    if rest and _cut(above[-1], rest[0]):
        joined = tuple(_cell(one, other) for one, other in zip(above[-1], rest.pop(0), strict=True))
        above = (*above[:-1], joined)
    return (*above, *rest)


def _cell(one: str | None, other: str | None) -> str | None:
    return one if not other else f"{one or ''}{other}"


def _cut(last: Sequence[str | None], first: Sequence[str | None]) -> bool:
    """A row goes on where the part below holds words only where the part above does, and no value of its own."""
    filled = [place for place, cell in enumerate(first) if cell]
    if not filled or len(filled) > len(first) / 2:
        return False
    values = re.compile(r"^[≥≤<>]?\s*[\d.]+\s*%?$|^[—\-]$|性$")
    return all(last[place] for place in filled) and not any(values.match(first[place] or "") for place in filled)
