"""A plan's table taken apart: header, columns, rows by field, notes, and the account of what was not read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from cqtargets.conventions.reasons import Reason, told
from cqtargets.errors import DataFileError, Problem
from cqtargets.files.cells import Row
from cqtargets.files.footnotes import is_note, read_notes
from cqtargets.files.header import Header, find_header
from cqtargets.files.identity import Identity, identity_in
from cqtargets.files.plan_columns import VALUE_FIELDS, PlanColumns, columns_of
from cqtargets.files.plan_headings import SECTION, SEQUENCE, is_known, is_name
from cqtargets.files.plan_rows import RowReader
from cqtargets.files.printed_growth import growth_faults
from cqtargets.files.reading import CellUnread, Reading
from cqtargets.files.table import NumberedRows, Table, filled, letter
from cqtargets.files.tables import no_header, overfull_rows

__all__ = ["PlanTable", "read_plan_table"]

_OWN: Final = VALUE_FIELDS | {"name_zh", SEQUENCE}
"""Fields whose cells each row has for itself: a merged cell does not speak for several rows."""
_GROUP_LENGTH: Final = 30
_GROUP_NUMBER: Final = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）、.．]?")
_TOTAL: Final = re.compile(r"(?:合|总|小|共)\s*计|总\s*和")
_GROUPS_LISTED: Final = 6
_WANTED: Final = "指标, 目标年 and 目标值"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTable:
    """The rows of a plan's table by field, with faults, remarks and the account.

    `parts` tells for each row that is 其中 or has no running number; `identity` is what stands above the table.
    """

    rows: list[Row]
    faults: list[Problem]
    remarks: list[Problem]
    reading: Reading
    identity: Identity
    parts: Mapping[int, bool] = field(default_factory=dict)


def read_plan_table(table: Table, *, plan: str) -> PlanTable:
    """Read a table as a plan prints it.

    Raises
    ------
    DataFileError
        If it has no header row, or its columns cannot be told: the faults of the header, all at once.
    """
    header = find_header(table, is_name, is_known)
    if header is None:
        raise _no_header(table)
    identity = identity_in(row for _, row in header.above)
    data, said = _sorted_rows(table, header)
    header = _with_names_beside(header, data)
    columns = columns_of(header, data, period=identity.period)
    if columns.faults:
        raise DataFileError(table.file, columns.faults, unusable=True)
    lines = [text for _, _, text, kind in said if kind == "note"]
    notes = read_notes([*lines, *(str(cell) for _, row in header.above for cell in row if filled(cell))])
    reader = RowReader(columns, notes, table.marks, plan, identity.period)
    data, merged_faults = _unmerged(table, header, columns, data)
    groups = {number: text for number, _, text, kind in said if kind == "group"}
    rows = _read(reader, data, groups, identity)
    reader.faults += [
        *merged_faults,
        *overfull_rows(table, header.last, len(header.rows)),
        *table.faults,
        *growth_faults(columns, data, rows),
    ]
    reading = Reading(
        file=table.file, sheet=table.sheet, header=tuple(header.rows), layout="plan", columns=columns.account,
        cells_unread=tuple(_unread(said, columns, data)),
    )  # fmt: skip
    remarks = [*table.remarks, *columns.remarks, *_groups_said(said), *(_said(*e) for e in said if e[3] != "group")]
    remarks += reader.remarks
    return PlanTable(
        rows=rows, faults=reader.faults, remarks=remarks, reading=reading, identity=identity, parts=_parts(reader)
    )  # fmt: skip


def _no_header(table: Table) -> DataFileError:
    """The missing columns of the row that comes nearest to a header."""
    best = max(table.rows[:30], key=lambda entry: sum(filled(c) and is_known(str(c)) for c in entry[1]))
    known = {place: str(cell) for place, cell in enumerate(best[1]) if filled(cell) and is_known(str(cell))}
    if not known:
        return no_header(table, _WANTED)
    found = columns_of(Header(first=best[0], last=best[0], headings=known, above=[]), [])
    return DataFileError(table.file, found.faults, unusable=True) if found.faults else no_header(table, _WANTED)


Said = tuple[int, int, str, str]


def _sorted_rows(table: Table, header: Header) -> tuple[NumberedRows, list[Said]]:
    """Rows with values, and those of one cell: (row, column, text, note | group | header)."""
    texts = [
        {place: str(cell).strip() for place, cell in enumerate(row) if filled(cell)}
        for number, row in table.rows
        if number in header.rows
    ]
    data: NumberedRows = []
    said: list[Said] = []
    for number, row in table.rows:
        if number <= header.last:
            continue
        places = [place for place, cell in enumerate(row) if filled(cell)]
        text = str(row[places[0]]).strip()
        if len(places) == 2 and _GROUP_NUMBER.fullmatch(text) and isinstance(row[places[1]], str):
            said.append((number, places[1], f"{text}、{str(row[places[1]]).strip()}", "group"))
        elif len(places) == 1 and isinstance(row[places[0]], str):
            said.append((number, places[0], text, "note" if is_note(text) or len(text) > _GROUP_LENGTH else "group"))
        elif {place: str(row[place]).strip() for place in places} in texts:
            said.append((number, places[0], text, "header"))
        elif _is_total(row):
            said.append((number, places[0], text, "total"))
        else:
            data.append((number, row))
    last = data[-1][0] if data else 0
    return data, [
        (number, place, text, "note" if kind == "group" and number > last else kind)
        for number, place, text, kind in said
    ]


def _is_total(row: list[Any]) -> bool:
    """合计, 小计: the sum of the rows beside it, whose name says nothing of what is counted."""
    words = [str(cell).strip() for cell in row if filled(cell) and not _has_digit(cell)]
    return bool(words) and _TOTAL.fullmatch(words[0]) is not None


def _has_digit(cell: Any) -> bool:
    return any(character.isdigit() for character in str(cell))


def _with_names_beside(header: Header, data: NumberedRows) -> Header:
    """Let 指标 speak for the column to its right too where that has words and no heading, as in a table pasted as text."""
    headings = dict(header.headings)
    for place in [place for place, heading in headings.items() if is_name(heading)]:
        under = [row[place + 1] for _, row in data if place + 1 < len(row) and filled(row[place + 1])]
        if place + 1 not in headings and under and not any(isinstance(cell, (int, float)) for cell in under):
            headings[place + 1] = headings[place]
    return replace(header, headings=headings)


def _said(number: int, _: int, text: str, kind: str) -> Problem:
    if kind == "total":
        return Problem(row=number, value=text, **told("sum_of_rows", text=text))
    why = Reason("row_note", text=text[:40]) if kind == "note" else Reason("header_again")
    return Problem(row=number, value=text, reason=why)


def _groups_said(said: list[Said]) -> list[Problem]:
    groups = [(number, text) for number, _, text, kind in said if kind == "group"]
    if not groups:
        return []
    named = ", ".join(f"{text} (row {number})" for number, text in groups[:_GROUPS_LISTED])
    more = len(groups) - _GROUPS_LISTED
    listed = Reason("and_more", listed=named, count=more) if more > 0 else named
    return [Problem(row=groups[0][0], reason=Reason("rows_as_groups", named=listed))]


def _read(reader: RowReader, data: NumberedRows, groups: Mapping[int, str], identity: Identity) -> list[Row]:
    rows: list[Row] = []
    waiting = sorted(groups.items())
    for number, cells in data:
        while waiting and waiting[0][0] < number:
            reader.heading(waiting.pop(0)[1])
        rows.extend(reader.rows(number, cells))
    if identity.unit:
        rows = [(n, {**row, "unit": row.get("unit") or identity.unit}) for n, row in rows]
    return rows


def _unmerged(
    table: Table, header: Header, columns: PlanColumns, data: NumberedRows
) -> tuple[NumberedRows, list[Problem]]:
    """Let a merged group, unit or kind speak for all its rows; a merged name or value is a fault."""
    by_place = {column.position: column.field for column in columns.columns}
    at = {number: index for index, (number, _) in enumerate(data)}
    data = list(data)
    faults = []
    for first, last, left, right in table.merged:
        if first <= header.last or not any(number in at for number in range(first, last + 1)):
            continue
        touched = [place for place in range(left, right + 1) if place in by_place]
        own = [place for place in touched if by_place[place] in _OWN - {SEQUENCE}]
        if (last > first and own) or len([place for place in touched if by_place[place] != SECTION]) > 1:
            faults.append(_merged_fault(first, last, left, right, by_place[(own or touched)[0]]))
            continue
        speaking = data[at[first]][1] if first in at else []
        value = speaking[left] if left < len(speaking) else None
        for number in range(first + 1, last + 1):
            if number in at and touched and by_place[touched[0]] not in _OWN:
                row = [*data[at[number]][1], *[None] * (left + 1 - len(data[at[number]][1]))]
                row[touched[0]] = value
                data[at[number]] = number, row
    return data, faults


def _merged_fault(first: int, last: int, left: int, right: int, column: str) -> Problem:
    return Problem(
        row=first, column=column, **told("merged_rows", first=first, last=last, left=left + 1, right=right + 1),
    )  # fmt: skip


def _unread(said: list[Said], columns: PlanColumns, data: NumberedRows) -> list[CellUnread]:
    reasons = {
        "note": "a note.",
        "group": "the heading of a group.",
        "header": "the header again.",
        "total": "a sum of rows.",
    }
    cells = [
        CellUnread(row=number, column=letter(place), value=text, reason=reasons[kind])
        for number, place, text, kind in said
    ]
    cells += [
        CellUnread(row=number, column=letter(c.position), value=str(row[c.position]), reason="its column is not read.")
        for c in columns.unread
        for number, row in data
        if c.position < len(row) and filled(row[c.position])
    ]
    cells += [
        CellUnread(row=number, column=letter(c.position), value=str(row[c.position]), reason="an actual value: read_observations takes it.")
        for c in columns.of("actual")
        for number, row in data
        if c.position < len(row) and filled(row[c.position])
    ]  # fmt: skip
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _parts(reader: RowReader) -> dict[int, bool]:
    if not reader.columns.of(SEQUENCE):
        return dict(reader.parts)
    return {number: of_which or not reader.sequence.get(number) for number, of_which in reader.parts.items()}
