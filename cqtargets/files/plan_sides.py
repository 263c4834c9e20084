"""One set of columns of a plan's table: its rows by field, and the account of what became of columns and cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from cqtargets.conventions.reasons import Reason, told
from cqtargets.errors import Problem
from cqtargets.files.cells import Row
from cqtargets.files.footnotes import Notes
from cqtargets.files.header import Header
from cqtargets.files.identity import Identity
from cqtargets.files.plan_breakdown import Part
from cqtargets.files.plan_columns import VALUE_FIELDS, PlanColumns, columns_of
from cqtargets.files.plan_headings import PART, SECTION, SEQUENCE
from cqtargets.files.plan_lines import UNREAD_LINES, Said
from cqtargets.files.plan_rows import RowReader
from cqtargets.files.printed_growth import growth_faults
from cqtargets.files.reading import CellUnread, ColumnRead
from cqtargets.files.scopes import WHOLE
from cqtargets.files.table import NumberedRows, Table, filled, letter
from cqtargets.files.table_unit import table_unit, with_table_unit

__all__ = ["Side", "SideRead", "account_of", "cells_unread", "read_side", "records", "side_of"]

_OWN: Final = VALUE_FIELDS | {"name_zh", SEQUENCE}
"""Fields whose cells each row has for itself: a merged cell does not speak for several rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A part of a table with the header, columns and rows that are its own."""

    part: Part
    header: Header
    columns: PlanColumns
    data: NumberedRows


@dataclass(frozen=True, slots=True, kw_only=True)
class SideRead:
    """What the rows of a side gave."""

    side: Side
    reader: RowReader
    rows: list[Row]
    faults: list[Problem]


def side_of(header: Header, data: NumberedRows, part: Part, others: Iterable[Part], identity: Identity) -> Side:
    """The columns of a part, with the cells of the other parts left out of its rows."""
    headings = dict(part.headings)
    away = {position for other in others for position in other.headings} - set(headings)
    if away:
        data = [(n, [None if place in away else cell for place, cell in enumerate(row)]) for n, row in data]
    if part.indicator:
        width = max(*headings, *(len(row) for _, row in data), 0) + 1
        headings[width] = "指标"
        data = [(n, [*row, *[None] * (width - len(row)), part.indicator]) for n, row in data]
    own = replace(header, headings=headings)
    return Side(part=part, header=own, columns=columns_of(own, data, about=identity), data=data)


def read_side(
    side: Side, table: Table, notes: Notes, plan: str, identity: Identity, groups: Mapping[int, str]
) -> SideRead:
    """The records of a side's rows, with their faults."""
    reader = RowReader(side.columns, notes, table.marks, plan, identity.period, identity.due)
    data, merged_faults = _unmerged(table, side)
    rows: list[Row] = []
    waiting = sorted(groups.items())
    for number, cells in data:
        while waiting and waiting[0][0] < number:
            reader.heading(waiting.pop(0)[1])
        rows.extend(reader.rows(number, cells))
    unit = table_unit(side.header.above, identity.unit)
    if unit:
        rows, said = with_table_unit(rows, unit, side.header.last)
        reader.remarks.extend(said)
    wrong, unread = growth_faults(side.columns, data, rows, reader.used)
    reader.remarks.extend(unread)
    faults = [*reader.faults, *merged_faults, *wrong]
    return SideRead(side=side, reader=reader, rows=rows, faults=faults)


def records(sides: Sequence[SideRead], *, plan: str, home: str) -> list[Row]:
    """The records of all sides in the order of the rows; of several sides each has its place, group and id.

    `home` is the place that 全市 means; without it such rows have no place, or keep the word where one place is named.
    """
    only = sides[0].side
    if len(sides) == 1 and not only.part.indicator and not only.part.place and not only.columns.of("region"):
        return sides[0].rows
    found: list[Row] = []
    for read in sides:
        suffix = f".{_first_target(read.side)}" if len(sides) > 1 else ""
        found += _named(read, suffix, plan)
    named = {row["region"] for _, row in found if row["region"] and not WHOLE.fullmatch(row["region"])}
    if home or len(named) != 1:
        found = [(n, {**row, "region": home if WHOLE.fullmatch(row["region"]) else row["region"]}) for n, row in found]
    return sorted(found, key=lambda entry: entry[0])


def _named(read: SideRead, suffix: str, plan: str) -> Iterator[Row]:
    part = read.side.part
    for number, row in read.rows:
        region = str(row.get("region") or "").strip() or part.place
        told = {**row, "region": region}
        if part.group:
            told["name_zh"] = f"{row.get('name_zh') or ''}（{part.group}）"
        if suffix and (row.get("target_text") or row.get("target_low") or row.get("form")):
            made = f"{row.get('plan') or plan}.row{number}"
            told["id"] = f"{row.get('id') or made}{suffix}"
            told |= {"earlier": f"{row['earlier']}{suffix}"} if row.get("earlier") else {}
        elif suffix:
            continue
        yield number, told


def _first_target(side: Side) -> str:
    return next((letter(column.position) for column in side.columns.of("target_text")), "")


def account_of(sides: Sequence[Side], parts: Iterable[Part], header: Header) -> tuple[ColumnRead, ...]:
    """What became of each column of every side."""
    found: dict[str, ColumnRead] = {}
    for side in sides:
        made = letter(max(side.header.headings)) if side.part.indicator else ""
        for column in side.columns.account:
            if column.column == made:
                continue
            about = side.part.place or side.part.group or side.part.indicator
            heading = header.headings.get(_position(column.column, header), column.heading)
            why = (
                Reason("column_about", about=about, reason=column.reason)
                if about and column.field in VALUE_FIELDS
                else column.reason
            )
            found.setdefault(column.column, replace(column, heading=heading, reason=why))
    for part in parts:
        for position in part.headings if part.reference else ():
            heading = header.headings[position]
            reason = _reference(part)
            found[letter(position)] = ColumnRead(column=letter(position), heading=heading, reason=reason)
    return tuple(sorted(found.values(), key=lambda column: (len(column.column), column.column)))


def _position(column: str, header: Header) -> int:
    return next((place for place in header.headings if letter(place) == column), -1)


def _reference(part: Part) -> str:
    return Reason("cell_reference", reference=part.reference)


def cells_unread(
    said: Iterable[Said], sides: Iterable[Side], parts: Iterable[Part], data: NumberedRows
) -> tuple[CellUnread, ...]:
    """The filled cells that went into no field, with their reasons."""
    cells = [
        CellUnread(row=number, column=letter(place), value=text, reason=UNREAD_LINES[kind])
        for number, place, text, kind in said
    ]
    for side in sides:
        for column in side.columns.unread:
            cells += _column(side.data, column.position, Reason("cell_of_unread"))
        for column in side.columns.of("actual"):
            cells += _column(side.data, column.position, Reason("cell_actual"))
        for column in side.columns.of("yearly"):
            cells += _column(side.data, column.position, Reason("cell_yearly"))
        for column in side.columns.of("former"):
            cells += _column(side.data, column.position, Reason("cell_former"))
    for part in parts:
        for position in part.headings if part.reference else ():
            cells += _column(data, position, _reference(part))
    return tuple(dict.fromkeys(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def _column(data: NumberedRows, position: int, reason: str) -> list[CellUnread]:
    return [
        CellUnread(row=number, column=letter(position), value=str(row[position]), reason=reason)
        for number, row in data
        if position < len(row) and filled(row[position])
    ]


def _unmerged(table: Table, side: Side) -> tuple[NumberedRows, list[Problem]]:
    """Let a merged group, unit or kind speak for all its rows; a merged name or value is a fault."""
    by_place = {column.position: column.field for column in side.columns.columns}
    data = side.data
    if not table.merged:
        return data, []
    at = {number: index for index, (number, _) in enumerate(data)}
    alone = _OWN - {"name_zh"} if side.columns.of(PART) else _OWN
    data = list(data)
    faults = []
    for first, last, left, right in table.merged:
        if first <= side.header.last or not any(number in at for number in range(first, last + 1)):
            continue
        touched = [place for place in range(left, right + 1) if place in by_place]
        own = [place for place in touched if by_place[place] in alone - {SEQUENCE}]
        if (last > first and own) or len([place for place in touched if by_place[place] != SECTION]) > 1:
            faults.append(_merged_fault(first, last, left, right, by_place[(own or touched)[0]]))
            continue
        speaking = data[at[first]][1] if first in at else []
        value = speaking[left] if left < len(speaking) else None
        for number in range(first + 1, last + 1):
            if number in at and touched and by_place[touched[0]] not in alone:
                row = [*data[at[number]][1], *[None] * (left + 1 - len(data[at[number]][1]))]
                row[touched[0]] = value
                data[at[number]] = number, row
    return data, faults


def _merged_fault(first: int, last: int, left: int, right: int, column: str) -> Problem:
    return Problem(
        row=first, column=column, **told("merged_rows", first=first, last=last, left=left + 1, right=right + 1),
    )  # fmt: skip
