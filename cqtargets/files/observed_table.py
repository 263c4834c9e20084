"""A bureau's table of values as records, one a value: which layout, which unit, which time, which place, which cell."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from cqtargets.conventions.reasons import Reason, fault
from cqtargets.errors import DataFileError, Problem
from cqtargets.files.cells import Row
from cqtargets.files.observed_cells import numeric
from cqtargets.files.observed_columns import ObservedColumns, is_heading
from cqtargets.files.observed_header import ObservedHeader, find_observed_header
from cqtargets.files.observed_rows import ObservedRows
from cqtargets.files.observed_setting import Setting, setting_of
from cqtargets.files.reading import ColumnRead, Reading
from cqtargets.files.table import Table, filled, letter
from cqtargets.files.tables import no_header, overfull_rows

__all__ = ["ObservedTable", "read_observed_table"]

_AGES: Final = re.compile(r"年龄.*|.*年龄组?|岁数?")
_WANTED: Final = "指标, 时间, 数值 and 单位"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservedTable:
    """The values of a table as records by field, with faults, remarks and the account."""

    rows: list[Row]
    faults: list[Problem]
    remarks: list[Problem]
    reading: Reading


def read_observed_table(
    table: Table, *, layout: str | None = None, unit: str = "", year: int | None = None, place: str = ""
) -> ObservedTable:
    """Read a table of values.

    Parameters
    ----------
    layout : {"long", "years_across", "years_down"}, optional
        One value a row; years in the headings; or what is measured in the headings. Told from the headings otherwise;
        where it is given, the columns of another layout are left out.
    unit : str
        Of values that name none.
    year : int, optional
        Of a table without a time.
    place : str
        Of a table that names none.

    Raises
    ------
    DataFileError
        If no header is found, two layouts fit, or the columns cannot be told.
    """
    header = find_observed_header(table)
    if header is None:
        raise _without_header(table)
    columns = _chosen(table, header, layout)
    if layout is not None:
        columns = replace(columns, unknown=())
    reader = ObservedRows(table, header, columns, _settled(table, header, columns, unit, year, place))
    rows = list(reader.records())
    faults = [*table.faults, *reader.faults, *overfull_rows(table, header.last, header.last - header.first + 1)]
    reading = Reading(
        file=table.file, sheet=table.sheet, header=tuple(range(header.first, header.last + 1)), layout=columns.layout,
        columns=tuple(_account(header, columns)), cells_unread=tuple(reader.unread),
    )  # fmt: skip
    return ObservedTable(rows=rows, faults=faults, remarks=[*table.remarks, *reader.remarks], reading=reading)


def _without_header(table: Table) -> DataFileError:
    """Why a table has no header: its rows are ages, or kinds of things that nothing names."""
    for (number, row), (_, below) in itertools.pairwise(table.rows):
        texts = [str(cell).strip() for cell in row if filled(cell)]
        if len(texts) < 2 or not filled(row[0]) or any(map(numeric, row)):
            continue
        if _AGES.fullmatch(texts[0]):
            return _refused(table, number, *fault("ages_down"))
        if is_heading(texts[0]):
            return _refused(table, number, *fault("columns_open", names="、".join(texts)))
        if any(map(numeric, below[1:])):
            example = f"{str(below[0] or '').strip()}{texts[1]}"
            return _refused(
                table, number, *fault("kinds_down", names="、".join(texts), first=texts[0], example=example)
            )
    return no_header(table, _WANTED)


def _chosen(table: Table, header: ObservedHeader, layout: str | None) -> ObservedColumns:
    fitting = [columns for columns in header.layouts if layout in (None, columns.layout)]
    if not fitting:
        found = ", ".join(columns.layout for columns in header.layouts)
        raise _refused(table, header.first, *fault("other_layout", layout=layout, found=found))
    if len(fitting) > 1:
        found = " and ".join(columns.layout for columns in fitting)
        raise _refused(table, header.first, *fault("two_layouts", found=found, layout=fitting[0].layout))
    columns = fitting[0]
    if not columns.values:
        raise _refused(table, header.first, *fault("rates_alone"))
    seen: dict[Any, int] = {}
    for place, when in columns.times.items():
        if place in columns.names:
            continue
        if when in seen:
            raise _refused(
                table,
                header.last,
                *fault("two_columns_of", when=when, seen=letter(seen[when]), place=letter(place)),
            )
        seen[when] = place
    return columns


def _refused(table: Table, row: int, reason: str, remedy: str) -> DataFileError:
    return DataFileError(table.file, [Problem(row=row, reason=reason, remedy=remedy)], unusable=True)


def _settled(
    table: Table, header: ObservedHeader, columns: ObservedColumns, unit: str, year: int | None, place: str
) -> Setting:
    """What holds for all values, what the caller says first; refused where growth or nothing is measured."""
    found = setting_of(header, table.sheet)
    if found.rates:
        raise _refused(table, header.first, *fault("rates_alone_as", rates=found.rates))
    named = {"name_zh", "concept"} & set(columns.fields.values())
    told = columns.layout == "years_across" or (columns.layout == "places_across" and "when" in columns.fields.values())
    if told and not named:
        if not found.measured:
            raise _refused(table, header.first, *fault("nothing_measured"))
        found = replace(found, unit=unit or found.unit or found.measured_unit)
    else:
        found = replace(found, measured="")
    dated = columns.times or "when" in columns.fields.values()
    return replace(
        found, unit=unit or found.unit, place=found.place or place, year=year or (None if dated else found.year)
    )


def _account(header: ObservedHeader, columns: ObservedColumns) -> Iterator[ColumnRead]:
    """What became of each column."""
    for place, heading in sorted(header.headings.items()):
        when = columns.times.get(place)
        name, reason = columns.fields.get(place, ""), Reason("column_read")
        if when is not None and place not in columns.names:
            name, reason = "value", Reason("values_of_when", when=when)
        elif place in columns.names:
            name, reason = "value", Reason("values_of_heading", heading=heading)
        elif place in columns.rates:
            reason = Reason("column_rate")
        elif place in columns.targets:
            reason = Reason("column_targets")
        elif place in columns.unknown:
            reason = Reason("column_not_read")
        yield ColumnRead(
            column=letter(place), heading=heading, field=name, year=when if isinstance(when, int) else None, reason=reason
        )  # fmt: skip
