"""A table of a report as WordprocessingML: widths, pages turned or columns split where it is too wide, repeated heads.

Rows are written as text: as elements, thousands of cells take minutes to build, and most of the memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from cqtargets.conventions.names import one_line
from cqtargets.report.content import Cell, Column, Table
from cqtargets.report.measure import characters

__all__ = ["Layout", "lay_out", "table_text"]

_CHARACTER: Final = 180
_PADDING: Final = 150
_TIGHTEST: Final = 0.85
_LONG: Final = 300
_WIDEST: Final = 11.0


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is set: on turned pages or not, in parts of columns, each with its widths in twips."""

    turned: bool
    parts: tuple[tuple[tuple[int, int], ...], ...]


def lay_out(table: Table, portrait: int, landscape: int, *, upright: bool = False) -> Layout:
    """Widths that fit a page of text width `portrait`, or else turned (`landscape`), or else in several parts.

    The first column is repeated in every part. `upright` keeps every table on a page that is not turned.
    """
    wanted = [_wanted(table, place) for place in range(len(table.columns))]
    total = sum(wanted)
    everything = range(len(wanted))
    if upright or total * _TIGHTEST <= portrait:
        return Layout(False, (_scaled(wanted, everything, portrait),))
    if total * _TIGHTEST <= landscape:
        return Layout(True, (_scaled(wanted, everything, landscape),))
    parts = _parts(wanted, landscape)
    return Layout(True, tuple(_scaled(wanted, part, landscape) for part in parts))


def _wanted(table: Table, place: int) -> int:
    """Width in twips: as the column asks, and no less than its longest number or word that is not too long."""
    column = table.columns[place]
    texts = {row.cells[place].text for row in table.rows}
    words = [word for text in (*texts, column.title) for word in text.split()]
    longest = max((characters(word) for word in words if column.numeric or word.isascii()), default=0)
    return int(max(column.width, min(longest + 0.5, _WIDEST)) * _CHARACTER) + _PADDING


def _parts(wanted: Sequence[int], width: int) -> list[list[int]]:
    parts: list[list[int]] = [[0]]
    for place in range(1, len(wanted)):
        if len(parts[-1]) > 1 and sum(wanted[n] for n in (*parts[-1], place)) * _TIGHTEST > width:
            parts.append([0])
        parts[-1].append(place)
    return parts


def _scaled(wanted: Sequence[int], places: Sequence[int], width: int) -> tuple[tuple[int, int], ...]:
    total = sum(wanted[place] for place in places)
    return tuple((place, wanted[place] * width // total) for place in places)


def table_text(table: Table, part: tuple[tuple[int, int], ...], styles: dict[str, str]) -> str:
    """One part of a table as it stands in the document; `styles` maps the names of this report's styles to their ids."""
    line = 'w:val="single" w:sz="{}" w:space="0" w:color="{}"'
    thick, thin = line.format(8, "000000"), line.format(4, "B5BDC5")
    look = _Look(styles, table.small)
    head = "".join(look.cell(Cell(table.columns[place].title), table.columns[place], width, head=True)
                   for place, width in part)  # fmt: skip
    rows = []
    for row in table.rows:
        cells = "".join(
            look.cell(row.cells[place], table.columns[place], width, level=row.level if n == 0 else 0)
            for n, (place, width) in enumerate(part)
        )
        whole = max((len(row.cells[place].text) + len(row.cells[place].note) for place, _ in part), default=0) < _LONG
        rows.append(f"<w:tr>{'<w:trPr><w:cantSplit/></w:trPr>' if whole else ''}{cells}</w:tr>")
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(width for _, width in part)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblBorders><w:top {thick}/><w:bottom {thick}/><w:insideH {thin}/></w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr><w:tblGrid>"
        + "".join(f'<w:gridCol w:w="{width}"/>' for _, width in part)
        + f"</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{''.join(rows)}</w:tbl>"
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """How the cells of one table are set: `styles` by name, in `small` type or not."""

    styles: dict[str, str]
    small: bool

    def cell(self, cell: Cell, column: Column, width: int, *, head: bool = False, level: int = 0) -> str:
        kind = "Report Strong" if head or cell.strong else "Report Muted" if cell.muted else ""
        runs = _run(cell.text, self.styles.get(kind, "")) if cell.text else ""
        if cell.note:
            note = self.styles["Report Smaller" if self.small else "Report Small"]
            runs += ("<w:r><w:br/></w:r>" if runs else "") + _run(cell.note, note)
        indent = f'<w:ind w:left="{180 * level}"/>' if level else ""
        side = '<w:jc w:val="right"/>' if column.numeric else ""
        shade = '<w:shd w:val="clear" w:color="auto" w:fill="E8EDF2"/><w:vAlign w:val="center"/>' if head else ""
        style = self.styles["Report Cell Small" if self.small else "Report Cell"]
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{indent}{side}</w:pPr>{runs}</w:p></w:tc>'
        )


def _run(text: str, style: str) -> str:
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(one_line(text))}</w:t></w:r>'
