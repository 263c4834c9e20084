"""How results show themselves: short tables for notebooks, frames indexed as asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cqtargets.errors import DomainError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["SHOWN", "bounded", "html_table", "indexed"]

SHOWN = 12
"""Rows of a collection that a short form shows."""


def html_table(caption: str, head: Sequence[str], rows: Iterable[Sequence[object]], count: int = 0) -> str:
    """A small HTML table with escaped cells; `count` rows in all, of which those beyond `rows` are counted below.

    >>> html_table("1 target", ["id"], [["a<b"]])
    '<p>1 target</p><table><tr><th>id</th></tr><tr><td>a&lt;b</td></tr></table>'
    """
    from html import escape

    cells = [[escape(str(cell)) for cell in row] for row in rows]
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells)
    top = "".join(f"<th>{escape(word)}</th>" for word in head)
    more = f"<p>… {count - len(cells)} more</p>" if count > len(cells) else ""
    return f"<p>{escape(caption)}</p><table><tr>{top}</tr>{body}</table>{more}"


def indexed(frame: pd.DataFrame, index: str | None) -> pd.DataFrame:
    """The frame with one of its columns as the index; numbered rows where `index` is None."""
    if index is None:
        return frame
    if index not in frame.columns:
        raise DomainError(f"index {index!r} is no column of this frame; write one of {', '.join(frame.columns)}")
    return frame.set_index(index)


def bounded(bound: str, low: float, high: float) -> str:
    """A value known as a bound, or as an interval where it is printed as approximate.

    >>> bounded("<", 0, 14.22), bounded(">=", 3.35, float("inf")), bounded("~", 72, 80)
    ('< 14.22', '>= 3.35', '72 – 80')
    """
    if bound[0] in "<>":
        return f"{bound} {high if bound[0] == '<' else low:g}"
    return f"{low:g} – {high:g}"
