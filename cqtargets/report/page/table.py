"""The rows of a table as HTML: thousands of cells, which a template would make one by one at three times the cost."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup, escape

from cqtargets.conventions.names import clean
from cqtargets.report.content import Cell, Column, Table

__all__ = ["table_rows"]

_NARROW: Final = 6
_SHORT: Final = 10


def table_rows(table: Table) -> Markup:
    """The rows below the heads, each cell with the classes that the page's styles know.

    Examples
    --------
    >>> from cqtargets.report.content import Row
    >>> print(table_rows(Table("", "", (Column("年份", numeric=True),), (Row((Cell("<2025>"),)),))))
    <tr>
    <td class="number short">&lt;2025&gt;</td>
    </tr>
    <BLANKLINE>
    """
    kinds = [(_kind(column), column.width <= _NARROW) for column in table.columns]
    parts: list[str] = []
    for row in table.rows:
        parts.append(f'<tr id="{_said(row.key)}">\n' if row.key else "<tr>\n")
        child = " child" if row.level else ""
        for cell, (kind, narrow) in zip(row.cells, kinds, strict=True):
            parts.append(_cell(cell, kind, child, narrow=narrow))
            child = ""
        parts.append("</tr>\n")
    return Markup("".join(parts))


def _kind(column: Column) -> str:
    return "number" if column.numeric else "words"


def _cell(cell: Cell, kind: str, child: str, *, narrow: bool) -> str:
    short = " short" if narrow or len(cell.text) <= _SHORT else ""
    look = (" strong" if cell.strong else "") + (" soft" if cell.muted else "")
    note = f"<small>{_said(cell.note)}</small>" if cell.note else ""
    return f'<td class="{kind}{short}{child}{look}">{_said(cell.text)}{note}</td>\n'


def _said(text: str) -> str:
    return str(escape(clean(text)))
