"""The account of a table: what became of every column, which cells were not read, and what was taken for granted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from cqtargets.conventions.expressions import expression
from cqtargets.conventions.reasons import Reason, checked_language, said
from cqtargets.errors import Problem

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CellUnread", "ColumnRead", "Reading", "grouped"]

_LISTED = 6
_NUMBER = expression(r"[-+]?[\d.,]+(?:e[-+]?\d+)?%?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRead:
    """One column: its letter and heading, the field it was read as (empty where it was not), its year, and why."""

    column: str
    heading: str
    field: str = ""
    year: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellUnread:
    """A filled cell below the header that went into no field, with the reason."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What became of a table's columns and cells.

    Parameters
    ----------
    file, sheet : str
        Where it was read.
    header : tuple of int
        The rows that name the columns, as a spreadsheet counts.
    layout : str
        The kind of table that was recognised.
    columns : tuple of ColumnRead
        Every column with a heading or a filled cell, in order.
    cells_unread : tuple of CellUnread
        Filled cells that went into no field: notes, group headings, columns that were not read.

    Examples
    --------
    >>> import pathlib, tempfile, cqtargets as cq
    >>> folder = tempfile.TemporaryDirectory()
    >>> path = pathlib.Path(folder.name) / "plan.csv"
    >>> _ = path.write_text("指标,2020年,2025年（预期）,科室\\n床位数（张）,7,8,甲\\n", encoding="utf-8")
    >>> reading = cq.read_catalogue(path).reading
    >>> [(column.heading, column.field, column.year) for column in reading.columns]
    [('指标', 'name_zh', None), ('2020年', 'baseline_text', 2020), ('2025年（预期）', 'target_text', 2025), ('科室', '', None)]
    >>> reading.cells_unread[0].value
    '甲'
    >>> folder.cleanup()
    """

    file: str
    sheet: str = ""
    header: tuple[int, ...] = ()
    layout: str = ""
    columns: tuple[ColumnRead, ...] = ()
    cells_unread: tuple[CellUnread, ...] = ()

    def to_frame(self, *, lang: str = "en") -> pd.DataFrame:
        """One row a column and one a cell that was not read: row, column, heading or value, field, year, reason.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language of the reasons.
        """
        checked_language(lang)
        import pandas as pd

        columns = [
            {"row": self.header[-1] if self.header else 0, "column": c.column, "text": c.heading, "field": c.field,
             "year": c.year, "reason": said(c.reason, lang)}
            for c in self.columns
        ]  # fmt: skip
        cells = [
            {
                "row": c.row,
                "column": c.column,
                "text": c.value,
                "field": "",
                "year": None,
                "reason": said(c.reason, lang),
            }
            for c in self.cells_unread
        ]
        frame = pd.DataFrame([*columns, *cells], columns=["row", "column", "text", "field", "year", "reason"])
        frame["year"] = frame["year"].astype("Int64")
        return frame


def grouped(remarks: Iterable[Problem], kinds: Mapping[str, str]) -> list[Problem]:
    """Remarks of one kind as one line: those that say the same of several rows but for their numbers, and those of
    a column in `kinds`.

    `kinds` maps a column to the code of its group's reason, whose facts are count and rows.

    >>> made = [Problem(row=row, column="id", reason=f"no id: row{row}.") for row in (2, 3)]
    >>> str(grouped(made, {"id": "ids_made"})[0])
    "row 2, column 'id': no id in 2 rows (2, 3): each is made from plan and row."
    """
    members: dict[tuple[str, object, str], list[Problem]] = {}
    for remark in remarks:
        key = (remark.column, "" if remark.column in kinds else _kind(remark.reason), remark.remedy)
        members.setdefault(key, []).append(remark)
    return [_one(alike, kinds.get(column, "")) for (column, _, _), alike in members.items()]


def _kind(reason: str) -> object:
    """What a reason says apart from its numbers."""
    if not isinstance(reason, Reason) or not reason.facts:
        return reason
    words = ["" if _is_number(str(fact)) else str(fact) for fact in reason.facts.values()]
    return (reason.code, *words)


@lru_cache(maxsize=4096)
def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def _one(alike: list[Problem], code: str) -> Problem:
    first = alike[0]
    if len(alike) == 1:
        return first
    rows = _rows(alike)
    if not code and any(remark.reason != first.reason for remark in alike):
        told = Reason("alike_in_rows", what=first.reason, rows=_rows(alike[1:]))
        return Problem(row=first.row, column=first.column, reason=told, remedy=first.remedy)
    grouped = Reason(code, count=len(alike), rows=rows) if code else Reason("in_rows", what=first.reason, rows=rows)
    return Problem(row=first.row, column=first.column, reason=grouped, remedy=first.remedy)


def _rows(alike: list[Problem]) -> str:
    rows = ", ".join(str(remark.row) for remark in alike[:_LISTED])
    return Reason("and_more", listed=rows, count=len(alike) - _LISTED) if len(alike) > _LISTED else rows
