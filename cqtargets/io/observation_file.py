"""A user's own figures as observations: CSV or xlsx, one value a row."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from cqtargets.errors import DataFileError, Problem
from cqtargets.io.headings import OBSERVATION_HEADINGS, field_for
from cqtargets.io.tables import read_cells, refuse
from cqtargets.observations import Observations
from cqtargets.rows import Row, read_observation_rows

__all__ = ["read_observations"]

_HEADER_SEARCH: Final = 20


def read_observations(path: str | Path, *, sheet: str | None = None) -> Observations:
    """Read observed values from a CSV or xlsx file.

    Required are 数值 (`value`) and 指标 (`name_zh`) or 概念 (`concept`); 时间 (`when`) is a year or a date.

    Raises
    ------
    DataFileError
        With every fault at once: row as a spreadsheet shows it, column, value and remedy.
    """
    file = Path(path).name
    header_row, fields, cells = 0, {}, read_cells(path, sheet)
    for number, row in cells[:_HEADER_SEARCH]:
        fields = _fields(row)
        if "value" in fields.values() and fields.keys() and {"concept", "name_zh"} & set(fields.values()):
            header_row = number
            break
    if not header_row:
        raise refuse(file, "has no header row with 指标 and 数值.", "Name the columns 指标, 时间, 数值 and 单位.")
    rows: list[Row] = [
        (number, {field: row[position] for position, field in fields.items() if position < len(row)})
        for number, row in cells
        if number > header_row
    ]
    result = read_observation_rows(rows)
    problems = [*result.problems, *_doubled(result.values)]
    if problems:
        raise DataFileError(file, sorted(problems, key=lambda problem: problem.row))
    return Observations((observation for _, observation in result.values), result.remarks)


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
