"""Word files: paragraphs and tables in the order of the body, insertions read, deletions left out and counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from cqtargets.conventions.reasons import Reason
from cqtargets.extraction.blocks import ABOVE, LEFT, Piece
from cqtargets.extraction.readers.word_parts import W, word_parts

__all__ = ["word_pieces"]

_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE: Final = frozenset({f"{W}del", f"{W}moveFrom"})
_HEADING: Final = re.compile(r"heading\s*(\d)|标题\s*(\d)|^(\d)$", re.I)
_WIDEST: Final = 200
_PARAGRAPH: Final = f"{W}p"
_TABLE: Final = f"{W}tbl"
_TEXT: Final = f"{W}t"
_BOX: Final = f"{W}txbxContent"
_INSERTED: Final = f"{W}ins"
_STYLE: Final = f"{W}pPr/{W}pStyle"
_SIGNS: Final = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_BESIDE: Final = frozenset({_FALLBACK, *(f"{W}{tag}" for tag in ("pPr", "rPr", "delText", "instrText"))})
_HOLDERS: Final = frozenset(f"{W}{tag}" for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))


def word_pieces(name: str, content: bytes) -> tuple[list[Piece], list[Reason]]:
    """The pieces of a docx and the remarks on what stands beside its text.

    Raises
    ------
    DataFileError
        If the file is no Word document, damaged, or unpacks to more than a document holds.
    """
    parts = word_parts(name, content)
    seen: Counter[str] = Counter()
    pieces = list(_body(parts.body, _heading_levels(parts.styles), seen))
    for notes in parts.notes:
        pieces += _notes(notes, seen)
    return pieces, _remarks(seen, parts.external)


def _remarks(seen: Counter[str], external: int) -> list[Reason]:
    counted = ("deleted", "inserted", "boxes", "rows", "notes", "pictures")
    remarks = [Reason(f"doc_{key}", count=seen[key]) for key in counted if seen[key]]
    if external:
        remarks.append(Reason("doc_links", count=external))
    return remarks


def _heading_levels(styles: Any | None) -> dict[str, int]:
    levels: dict[str, int] = {}
    for style in styles.iter(f"{W}style") if styles is not None else ():
        label = style.find(f"{W}name")
        found = _HEADING.search(label.get(f"{W}val") or "") if label is not None else None
        if found:
            levels[style.get(f"{W}styleId") or ""] = int(next(filter(None, found.groups())))
    return levels


def _notes(root: Any, seen: Counter[str]) -> Iterator[Piece]:
    """Footnotes and endnotes; the lines that part them from the page are notes without text."""
    for note in root:
        held = [piece for piece in _body(note, {}, seen) if piece.text.strip() or piece.rows]
        seen["notes"] += bool(held)
        yield from held


def _body(parent: Any, levels: dict[str, int], seen: Counter[str]) -> Iterator[Piece]:
    for element in parent:
        if element.tag == _PARAGRAPH:
            yield from _paragraph(element, levels, seen)
        elif element.tag == _TABLE:
            yield from _table(element, levels, seen)
        elif element.tag in _GONE:
            seen["deleted"] += 1
        elif element.tag in _HOLDERS:
            yield from _body(element, levels, seen)


def _paragraph(element: Any, levels: dict[str, int], seen: Counter[str]) -> Iterator[Piece]:
    boxes: list[Any] = []
    text = _text(element, seen, boxes)
    style = element.find(_STYLE) if levels else None
    level = levels.get(style.get(f"{W}val") or "", 0) if style is not None else 0
    for line in text.split("\n"):
        if line.strip():
            yield Piece(kind="heading" if level else "paragraph", text=line, level=level)
    for box in boxes:
        seen["boxes"] += 1
        yield from _body(box, levels, seen)


def _text(element: Any, seen: Counter[str], boxes: list[Any]) -> str:
    """The text of a paragraph; text boxes are put aside, the older copy of each is skipped."""
    parts: list[str] = []
    for child in element:
        tag = child.tag
        if tag == _TEXT:
            parts.append(child.text or "")
        elif tag in _SIGNS:
            parts.append(_SIGNS[tag])
        elif tag in _BESIDE:
            continue
        elif tag in _GONE:
            seen["deleted"] += 1
        elif tag == _BOX:
            boxes.append(child)
        else:
            seen["inserted"] += tag == _INSERTED
            seen["pictures"] += isinstance(tag, str) and tag.endswith("}blip")
            parts.append(_text(child, seen, boxes))
    return "".join(parts)


def _table(element: Any, levels: dict[str, int], seen: Counter[str]) -> Iterator[Piece]:
    rows: list[tuple[str | None, ...]] = []
    for row in element.iter(f"{W}tr"):
        if next(row.iterancestors(f"{W}tbl")) is not element:
            continue
        if row.find(f"{W}trPr/{W}del") is not None:
            seen["rows"] += 1
            continue
        rows.append(tuple(_row(row, seen)))
    if not rows:
        return
    width = max(len(row) for row in rows)
    if width == 1:
        for (text,) in rows:
            for line in (text or "").split("\n"):
                if line.strip():
                    yield Piece(kind="paragraph", text=line)
        return
    yield Piece(kind="table", rows=tuple((*row, *[""] * (width - len(row))) for row in rows))


def _row(row: Any, seen: Counter[str]) -> Iterator[str]:
    before = row.find(f"{W}trPr/{W}gridBefore")
    for _ in range(min(_number(before), _WIDEST)):
        yield ""
    for cell in row.iter(f"{W}tc"):
        if next(cell.iterancestors(f"{W}tr")) is not row:
            continue
        merged = cell.find(f"{W}tcPr/{W}vMerge")
        covered = merged is not None and merged.get(f"{W}val") != "restart"
        yield ABOVE if covered else _cell_text(cell, seen)
        for _ in range(min(_number(cell.find(f"{W}tcPr/{W}gridSpan")), _WIDEST) - 1):
            yield ABOVE if covered else LEFT


def _cell_text(cell: Any, seen: Counter[str]) -> str:
    """The paragraphs of a cell, those of its text boxes behind the one that holds them, each once."""
    boxes: list[Any] = []
    older = {one for copy in cell.iter(_FALLBACK) for one in copy.iter(_PARAGRAPH)}
    kept = [one for one in cell.iter(_PARAGRAPH) if one not in older]
    text = "\n".join(filter(None, (_text(paragraph, seen, boxes) for paragraph in kept)))
    seen["boxes"] += len(boxes)
    return text


def _number(element: Any) -> int:
    value = element.get(f"{W}val") if element is not None else None
    return int(value) if value and value.isdigit() else 0
