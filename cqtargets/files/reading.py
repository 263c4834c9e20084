"""The account of a table: what became of every column, which cells were not read, and what was taken for granted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from cqtargets.conventions.expressions import expression
from cqtargets.conventions.reasons import Reason, checked_language, said
from cqtargets.errors import Problem

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CellUnread", "ColumnRead", "Followers", "Reading", "grouped"]

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


@dataclass(slots=True)
class Followers:
    """Rows of which a remark says the same as of its own; `differing` where it says it in other numbers of some."""

    rows: list[int] = field(default_factory=list)
    differing: bool = False


def grouped(
    remarks: Iterable[Problem], kinds: Mapping[str, str], alike: Mapping[int, Followers] = MappingProxyType({})
) -> list[Problem]:
    """Remarks of one kind as one line: those that say the same of several rows but for their numbers, and those of
    a column in `kinds`.

    `kinds` maps a column to the code of its group's reason, whose facts are count and rows; `alike` has by the `id` of
    a remark the rows that follow it.

    >>> made = [Problem(row=row, column="id", reason=f"no id: row{row}.") for row in (2, 3)]
    >>> str(grouped(made, {"id": "ids_made"})[0])
    "row 2, column 'id': no id in 2 rows (2, 3): each is made from plan and row."
    """
    members: dict[tuple[str, object, str], list[Problem]] = {}
    for remark in remarks:
        key = (remark.column, "" if remark.column in kinds else _kind(remark.reason), remark.remedy)
        members.setdefault(key, []).append(remark)
    return [_one(group, kinds.get(column, ""), alike) for (column, _, _), group in members.items()]


def _kind(reason: str) -> object:
    """What a reason says apart from its numbers."""
    if not isinstance(reason, Reason) or not reason.facts:
        return reason
    words = ["" if _is_number(str(fact)) else str(fact) for fact in reason.facts.values()]
    return (reason.code, *words)


@lru_cache(maxsize=4096)
def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def _one(group: list[Problem], code: str, alike: Mapping[int, Followers]) -> Problem:
    first = group[0]
    behind = [alike[id(remark)] for remark in group if id(remark) in alike] if alike else []
    rows = [remark.row for remark in group]
    if any(one.rows for one in behind):
        rows = [first.row, *sorted(rows[1:] + [row for one in behind for row in one.rows])]
    rows = list(dict.fromkeys(rows))
    if len(rows) == 1:
        return first
    if not code and (any(one.differing for one in behind) or any(remark.reason != first.reason for remark in group)):
        told = Reason("alike_in_rows", what=first.reason, rows=_rows(rows[1:]))
        return Problem(row=first.row, column=first.column, reason=told, remedy=first.remedy)
    said = _rows(rows)
    reason = Reason(code, count=len(rows), rows=said) if code else Reason("in_rows", what=first.reason, rows=said)
    return Problem(row=first.row, column=first.column, reason=reason, remedy=first.remedy)


def _rows(rows: list[int]) -> str:
    shown = ", ".join(map(str, rows[:_LISTED]))
    return Reason("and_more", listed=shown, count=len(rows) - _LISTED) if len(rows) > _LISTED else shown
