"""A user's own figures as observations: CSV or xlsx, one value a row."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Final

from cqtargets.errors import DataFileError, Problem
from cqtargets.files.cells import Row
from cqtargets.files.headings import OBSERVATION_HEADINGS, field_for
from cqtargets.files.printed_cells import printed_name
from cqtargets.files.tables import no_header, overfull_rows, read_table
from cqtargets.monitoring.rows import read_observation_rows
from cqtargets.observations import Observations

__all__ = ["read_observations"]

_HEADER_SEARCH: Final = 20
_WANTED: Final = "指标, 时间, 数值 and 单位"


def read_observations(
    path: str | Path, *, sheet: str | None = None, today: date | None = None, region: str | None = None
) -> Observations:
    """Read observed values from a CSV or xlsx file.

    Required are 数值 (`value`) and 指标 (`name_zh`) or 概念 (`concept`); 时间 (`when`) is a year or a date. A printed
    value such as 突破23.7万张 is a bound. Rows without a value are left out, with a remark.

    Parameters
    ----------
    path : str or Path
        CSV (UTF-8 with or without BOM, GB18030) or xlsx.
    sheet : str, optional
        The sheet of an xlsx file; the first one otherwise.
    today : date, optional
        Values of later dates are refused unless their status is 预计; the machine's date by default.

    region : str, optional
        The place of rows that name none; otherwise the one place that the file names, or none.

    Raises
    ------
    DataFileError
        With every fault at once: row as a spreadsheet shows it, column, value and remedy.
    """
    file = Path(path).name
    table = read_table(path, sheet, wanted=_WANTED)
    header_row, fields, cells = 0, {}, table.rows
    for number, row in cells[:_HEADER_SEARCH]:
        fields = _fields(row)
        if "value" in fields.values() and fields.keys() and {"concept", "name_zh"} & set(fields.values()):
            header_row = number
            break
    if not header_row:
        raise no_header(table, _WANTED)
    overfull = overfull_rows(table, header_row)
    spoiled = {problem.row for problem in overfull}
    rows: list[Row] = [
        (number, _named({field: row[position] for position, field in fields.items() if position < len(row)}))
        for number, row in cells
        if number > header_row and number not in spoiled
    ]
    result = read_observation_rows(rows, today=today or date.today(), region=region or "")
    problems = [*table.faults, *overfull, *result.problems, *_doubled(result.values)]
    if problems:
        raise DataFileError(file, sorted(problems, key=lambda problem: problem.row))
    return Observations((observation for _, observation in result.values), [*table.remarks, *result.remarks])


def _named(record: dict[str, Any]) -> dict[str, Any]:
    """A record whose name carried its unit, taken apart."""
    found = printed_name(str(record.get("name_zh") or ""))
    record["name_zh"] = found.name
    if found.unit and not str(record.get("unit") or "").strip():
        record["unit"] = found.unit
    return record


def _fields(row: list[Any]) -> dict[int, str]:
    fields: dict[int, str] = {}
    for position, heading in enumerate(row):
        name = "" if heading is None else field_for(heading, OBSERVATION_HEADINGS)
        if name and name not in fields.values():
            fields[position] = name
    return fields


def _doubled(values: list[tuple[int, Any]]) -> list[Problem]:
    seen: dict[tuple[Any, ...], int] = {}
    problems = []
    for row, observation in values:
        key = (
            observation.concept, observation.region, observation.when, observation.published, observation.source,
            observation.basis,
        )  # fmt: skip
        if key in seen:
            problems.append(
                Problem(
                    row=row,
                    column="when",
                    value=str(observation.when),
                    reason=f"{observation.concept} already has a value for {observation.when} in row {seen[key]}.",
                    remedy="Keep one, or give each its own date of publication.",
                )
            )
        else:
            seen[key] = row
    return problems
