"""Word files: paragraphs and tables in the order of the body, insertions read, deletions left out and counted."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from cqtargets.extraction.blocks import ABOVE, Piece
from cqtargets.extraction.readers.archive import opened_archive
from cqtargets.files.tables import refuse

__all__ = ["word_pieces"]

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE: Final = frozenset({f"{_W}del", f"{_W}moveFrom"})
_HEADING: Final = re.compile(r"heading\s*(\d)|标题\s*(\d)|^(\d)$", re.I)
_WIDEST: Final = 200


def word_pieces(name: str, content: bytes) -> tuple[list[Piece], list[str]]:
    """The pieces of a docx and the remarks on what stands beside its text.

    Raises
    ------
    DataFileError
        If the file is no Word document, damaged, or unpacks to more than a document holds.
    """
    opened_archive(name, content, "word/document.xml", "a Word document")
    import docx

    try:
        document = docx.Document(io.BytesIO(content))
    except Exception as error:
        raise refuse(name, f"is a damaged Word document ({type(error).__name__}).",
                     "Open it in Word or LibreOffice, save it as docx and read it again.") from None  # fmt: skip
    seen: Counter[str] = Counter()
    levels = _heading_levels(document)
    pieces = list(_body(document.element.body, levels, seen))
    external = sum(part.is_external for part in document.part.rels.values())
    return pieces, _remarks(seen, external)


def _remarks(seen: Counter[str], external: int) -> list[str]:
    texts = {
        "deleted": "{} tracked deletions are left out; their text is not read",
        "inserted": "{} tracked insertions are read as if accepted",
        "boxes": "{} text boxes are read after the paragraph that holds them",
        "rows": "{} table rows under a tracked deletion are left out",
        "pictures": "{} pictures are not read; numbers in them are missing here",
    }
    remarks = [text.format(seen[key]) for key, text in texts.items() if seen[key]]
    if external:
        remarks.append(f"{external} links to other places are not followed")
    return remarks


def _heading_levels(document: Any) -> dict[str, int]:
    levels: dict[str, int] = {}
    for style in document.styles.element.iter(f"{_W}style"):
        key = style.get(f"{_W}styleId") or ""
        label = style.find(f"{_W}name")
        found = _HEADING.search(label.get(f"{_W}val") or "") if label is not None else None
        if found:
            levels[key] = int(next(filter(None, found.groups())))
    return levels


def _body(parent: Any, levels: dict[str, int], seen: Counter[str]) -> Iterator[Piece]:
    for element in parent:
        if element.tag == f"{_W}p":
            yield from _paragraph(element, levels, seen)
        elif element.tag == f"{_W}tbl":
            yield from _table(element, levels, seen)
        elif element.tag in _GONE:
            seen["deleted"] += 1
        elif element.tag in (
            f"{_W}sdt",
            f"{_W}sdtContent",
            f"{_W}ins",
            f"{_W}moveTo",
            f"{_W}customXml",
            f"{_W}smartTag",
        ):
            yield from _body(element, levels, seen)


def _paragraph(element: Any, levels: dict[str, int], seen: Counter[str]) -> Iterator[Piece]:
    boxes: list[Any] = []
    text = _text(element, seen, boxes)
    style = element.find(f"{_W}pPr/{_W}pStyle")
    level = levels.get(style.get(f"{_W}val") or "", 0) if style is not None else 0
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
        if tag == f"{_W}t":
            parts.append(child.text or "")
        elif tag == f"{_W}tab":
            parts.append("\t")
        elif tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\n")
        elif tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif tag in _GONE:
            seen["deleted"] += 1
        elif tag == f"{_W}txbxContent":
            boxes.append(child)
        elif tag in (_FALLBACK, f"{_W}pPr", f"{_W}rPr", f"{_W}delText", f"{_W}instrText"):
            continue
        else:
            seen["inserted"] += tag == f"{_W}ins"
            seen["pictures"] += isinstance(tag, str) and tag.endswith("}blip")
            parts.append(_text(child, seen, boxes))
    return "".join(parts)


def _table(element: Any, levels: dict[str, int], seen: Counter[str]) -> Iterator[Piece]:
    rows: list[tuple[str | None, ...]] = []
    for row in element.iter(f"{_W}tr"):
        if next(row.iterancestors(f"{_W}tbl")) is not element:
            continue
        if row.find(f"{_W}trPr/{_W}del") is not None:
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


def _row(row: Any, seen: Counter[str]) -> Iterator[str | None]:
    before = row.find(f"{_W}trPr/{_W}gridBefore")
    for _ in range(min(_number(before), _WIDEST)):
        yield ""
    for cell in row.iter(f"{_W}tc"):
        if next(cell.iterancestors(f"{_W}tr")) is not row:
            continue
        merged = cell.find(f"{_W}tcPr/{_W}vMerge")
        covered = merged is not None and merged.get(f"{_W}val") != "restart"
        yield ABOVE if covered else _cell_text(cell, seen)
        for _ in range(min(_number(cell.find(f"{_W}tcPr/{_W}gridSpan")), _WIDEST) - 1):
            yield ABOVE if covered else None


def _cell_text(cell: Any, seen: Counter[str]) -> str:
    boxes: list[Any] = []
    return "\n".join(filter(None, (_text(paragraph, seen, boxes) for paragraph in cell.iter(f"{_W}p"))))


def _number(element: Any) -> int:
    value = element.get(f"{_W}val") if element is not None else None
    return int(value) if value and value.isdigit() else 0
