"""A plan's table taken apart: header, columns, rows by field, notes, and the account of what was not read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from cqtargets.errors import DataFileError, Problem
from cqtargets.files.cells import Row
from cqtargets.files.footnotes import read_notes
from cqtargets.files.header import Header, find_header
from cqtargets.files.identity import Identity, identity_in
from cqtargets.files.places_down import find_places, indicators_over_places
from cqtargets.files.plan_breakdown import Breakdown, broken_down
from cqtargets.files.plan_columns import columns_of
from cqtargets.files.plan_headings import SEQUENCE, is_known, is_name, is_task
from cqtargets.files.plan_lines import Said, groups_said, line_said, lines_above, second_table, sorted_lines
from cqtargets.files.plan_rows import RowReader
from cqtargets.files.plan_sides import account_of, cells_unread, read_side, records, side_of
from cqtargets.files.reading import Reading
from cqtargets.files.table import NumberedRows, Table, filled
from cqtargets.files.tables import no_header, overfull_rows
from cqtargets.files.turned_table import located, turned

__all__ = ["PlanTable", "read_plan_table"]

_REMARKED: Final = ("note", "header", "total")
_WANTED: Final = "指标, 目标年 and 目标值"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTable:
    """The rows of a plan's table by field, with faults, remarks and the account.

    `parts` tells for each row that is 其中 or has no running number; `identity` is what stands above the table; `turned`
    are the rows of the file that were read as columns.
    """

    rows: list[Row]
    faults: list[Problem]
    remarks: list[Problem]
    reading: Reading
    identity: Identity
    parts: Mapping[int, bool] = field(default_factory=dict)
    turned: tuple[int, ...] = ()


def read_plan_table(table: Table, *, plan: str, place: str = "") -> PlanTable:
    """Read a table as a plan prints it; `place` is the plan's own where the caller names it.

    Raises
    ------
    DataFileError
        If it has no header row, or its columns cannot be told: the faults of the header, all at once.
    """
    apart = _taken_apart(table, place)
    table, header, identity, breakdown = apart.table, apart.header, apart.identity, apart.breakdown
    lines = [text for _, _, text, kind in apart.said if kind == "note"]
    notes = read_notes([*lines, *(str(cell) for _, row in header.above for cell in row if filled(cell))])
    own = [part for part in breakdown.parts if not part.reference]
    sides = [side_of(header, apart.data, part, breakdown.parts, identity) for part in own]
    faults = list(dict.fromkeys([*breakdown.faults, *(fault for side in sides for fault in side.columns.faults)]))
    if faults:
        rows, fields = table.turned, [column.field for column in account_of(sides, breakdown.parts, header)]
        raise DataFileError(table.file, [located(fault, rows, fields) for fault in faults], unusable=True)
    groups = {number: text for number, _, text, kind in apart.said if kind == "group"}
    read = [read_side(side, table, notes, plan, identity, groups) for side in sides]
    above = lines_above(header, (identity.title, identity.number))
    reading = Reading(
        file=table.file, sheet=table.sheet, header=tuple(header.rows), layout="plan",
        columns=account_of(sides, breakdown.parts, header),
        cells_unread=cells_unread([*above, *apart.said], sides, breakdown.parts, apart.data),
    )  # fmt: skip
    remarks = [*table.remarks, *breakdown.remarks, *(remark for side in sides for remark in side.columns.remarks)]
    remarks += [*groups_said(apart.said), *(line_said(*entry) for entry in apart.said if entry[3] in _REMARKED)]
    remarks += [remark for one in read for remark in one.reader.remarks]
    wrong = [fault for one in read for fault in one.faults]
    wrong += [*overfull_rows(table, header.last, len(header.rows)), *table.faults, *second_table(apart.said)]
    return PlanTable(
        rows=records(read, plan=plan, home=place or identity.region), faults=wrong,
        remarks=remarks if len(read) == 1 else list(dict.fromkeys(remarks)),
        reading=reading, identity=identity, parts=_parts(read[0].reader), turned=table.turned,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Apart:
    """A table with its header, the lines below it sorted, and whose values its columns hold."""

    table: Table
    header: Header
    identity: Identity
    breakdown: Breakdown
    data: NumberedRows
    said: list[Said]


def _taken_apart(table: Table, place: str) -> _Apart:
    header = find_header(table, is_name, is_known)
    if header is None:
        other = _with_places(table) or _turned(table)
        if other is not None:
            return other
        header = find_header(table, is_task, is_known)
    if header is None:
        raise _no_header(table)
    identity = identity_in(row for _, row in header.above)
    data, said = sorted_lines(table, header)
    header = _with_names_beside(header, data)
    breakdown = broken_down(header, identity, place)
    return _Apart(table=table, header=header, identity=identity, breakdown=breakdown, data=data, said=said)


def _with_places(table: Table) -> _Apart | None:
    """The table as one whose rows are places."""
    found = find_places(table)
    if found is None:
        return None
    header, places = found
    identity = identity_in(row for _, row in header.above)
    breakdown = indicators_over_places(header, places, identity)
    if breakdown is None:
        return None
    data, said = sorted_lines(table, header)
    return _Apart(table=table, header=header, identity=identity, breakdown=breakdown, data=data, said=said)


def _turned(table: Table) -> _Apart | None:
    across = turned(table)
    return _taken_apart(across, "") if across is not None else None


def _no_header(table: Table) -> DataFileError:
    """The missing columns of the row that comes nearest to a header."""
    if not table.rows:
        return no_header(table, _WANTED)
    best = max(table.rows[:30], key=lambda entry: sum(filled(c) and is_known(str(c)) for c in entry[1]))
    known = {place: str(cell) for place, cell in enumerate(best[1]) if filled(cell) and is_known(str(cell))}
    if not known:
        return no_header(table, _WANTED)
    found = columns_of(Header(first=best[0], last=best[0], headings=known, above=[]), [])
    return DataFileError(table.file, found.faults, unusable=True) if found.faults else no_header(table, _WANTED)


def _with_names_beside(header: Header, data: NumberedRows) -> Header:
    """Let 指标 speak for the column to its right too where that has words and no heading, as in a table pasted as text."""
    headings = dict(header.headings)
    for place in [place for place, heading in headings.items() if is_name(heading)]:
        under = [row[place + 1] for _, row in data if place + 1 < len(row) and filled(row[place + 1])]
        if place + 1 not in headings and under and not any(isinstance(cell, (int, float)) for cell in under):
            headings[place + 1] = headings[place]
    return replace(header, headings=headings)


def _parts(reader: RowReader) -> dict[int, bool]:
    if not reader.columns.of(SEQUENCE):
        return dict(reader.parts)
    return {number: of_which or not reader.sequence.get(number) for number, of_which in reader.parts.items()}
