"""A user's own figures as observations: CSV or a workbook, in the layouts that bureaus print."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any, Final

from cqtargets.concepts import Concepts
from cqtargets.errors import DataFileError, DomainError, Problem
from cqtargets.files.observed_columns import LAYOUTS, Layout
from cqtargets.files.observed_table import ObservedTable, read_observed_table
from cqtargets.files.reading import grouped
from cqtargets.files.table import Table
from cqtargets.files.tables import read_tables
from cqtargets.monitoring.rows import read_observation_rows
from cqtargets.observations import Observations
from cqtargets.targets.observation import Observation

__all__ = ["read_observations"]

_WANTED: Final = "指标, 时间, 数值 and 单位"
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def read_observations(
    path: str | Path,
    *,
    sheet: str | None = None,
    today: date | None = None,
    region: str | None = None,
    unit: str | None = None,
    layout: Layout | None = None,
    concepts: Concepts | None = None,
) -> Observations:
    """Read observed values from a CSV file or a workbook, in the layout a bureau prints.

    Three layouts are told from the headings: ``long``, one value a row with 数值 (`value`), 指标 (`name_zh`) or 概念
    (`concept`) and 时间 (`when`); ``years_across``, what is measured (or places) down and years across, as exports of
    the statistical bureaus and plan tables with the values of 2021 to 2025 have it; ``years_down``, years or places
    down and what is measured across, under one or two header rows and a line of units. A workbook with one sheet a year
    is read sheet by sheet. Units come from cells, headings, names and notes (单位：万人); 2022/12/31, 2023年6月底 and
    2023年上半年 are dates. A printed value such as 突破23.7万张 is a bound. Growth columns are no values.

    Parameters
    ----------
    path : str or Path
        CSV (UTF-8 with or without BOM, GB18030), xlsx, and with the extra `read` .xls, .et, .ods and .xlsb.
    sheet : str, optional
        The sheet of a workbook; its first visible sheet with values otherwise, or all of them where each is of a year.
    today : date, optional
        Values of later dates are refused unless their status is 预计; the machine's date by default.
    region : str, optional
        The place of values that name none; otherwise the one place that the file names, or none.
    unit : str, optional
        The unit of values that name none.
    layout : {"long", "years_across", "years_down"}, optional
        Which layout a table has that reads as two.
    concepts : Concepts, optional
        The register by which names are known, as for `read_catalogue`.

    Returns
    -------
    Observations
        Each with the file, sheet and cell it was read from; `reading` is the account of each sheet, `remarks` says what
        was left out.

    Raises
    ------
    DataFileError
        With every fault at once: row as a spreadsheet shows it, column, value and remedy.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> path = pathlib.Path(folder.name) / "beds.csv"
    >>> _ = path.write_text("地区：甲市,,\\n指标,2023年,2022年\\n床位数(万张),7.1,6.8\\n", encoding="utf-8")
    >>> found = read_observations(path)
    >>> [(seen.when, seen.value, seen.unit, seen.region, seen.cell) for seen in found]
    [(2023, 7.1, '万张', '甲市', 'B3'), (2022, 6.8, '万张', '甲市', 'C3')]
    >>> found.reading[0].layout
    'years_across'
    >>> folder.cleanup()
    """
    if layout is not None and layout not in LAYOUTS:
        raise DomainError(f"layout {layout!r} does not exist; write one of {', '.join(LAYOUTS)}")
    file = Path(path).name
    tables, remarks = _chosen_tables(path, sheet, layout, unit or "")
    problems: list[Problem] = []
    values: list[tuple[int, Observation]] = []
    for read in tables:
        result = read_observation_rows(read.rows, today=today or date.today(), region=region or "", concepts=concepts)
        problems += [*read.faults, *result.problems]
        remarks += [*read.remarks, *result.remarks]
        values += result.values
        if not (result.values or result.problems or read.faults) and read.reading.layout != "long":
            problems.append(
                Problem(reason="holds no value.", remedy="Fill the column of values, or give another sheet.")
            )
    problems += _doubled(values)
    if problems:
        raise DataFileError(file, sorted(dict.fromkeys(problems), key=lambda problem: problem.row))
    return Observations(
        (observation for _, observation in values), grouped(remarks, {}), reading=tuple(read.reading for read in tables)
    )


def _chosen_tables(
    path: str | Path, sheet: str | None, layout: str | None, unit: str
) -> tuple[list[ObservedTable], list[Problem]]:
    """The first table with values; those of every sheet where the sheets are named by years."""
    found: list[tuple[Table, ObservedTable]] = []
    refused: list[DataFileError] = []
    remarks: list[Problem] = []
    for table in read_tables(path, sheet, wanted=_WANTED):
        if found and not (_year_of(found[0][0]) and _year_of(table)):
            remarks.append(_not_read(found[0][0], table))
            continue
        try:
            read = read_observed_table(table, layout=layout, unit=unit, year=_year_of(table))
        except DataFileError as error:
            refused.append(error)
            continue
        found.append((table, read))
    if not found:
        raise refused[0]
    if refused and _year_of(found[0][0]):
        raise refused[0]
    return [read for _, read in found], remarks


def _year_of(table: Table) -> int | None:
    years = {int(year) for year in _YEAR.findall(table.sheet)}
    return years.pop() if len(years) == 1 else None


def _not_read(first: Table, other: Table) -> Problem:
    reason = f"the sheet {first.sheet!r} is read, {other.sheet!r} is not."
    return Problem(reason=reason, remedy="Name one with sheet= (--sheet).")


def _doubled(values: list[tuple[int, Any]]) -> list[Problem]:
    seen: dict[tuple[Any, ...], tuple[int, str]] = {}
    problems = []
    for row, observation in values:
        key = (
            observation.concept, observation.region, observation.when, observation.published, observation.source,
            observation.basis,
        )  # fmt: skip
        if key in seen:
            first, other = seen[key]
            sheet = f" of sheet {other!r}" if other != observation.sheet else ""
            problems.append(
                Problem(
                    row=row,
                    column="when",
                    value=str(observation.when),
                    reason=f"{observation.concept} already has a value for {observation.when} in row {first}{sheet}.",
                    remedy="Keep one, or give each its own date of publication.",
                )
            )
        else:
            seen[key] = row, observation.sheet
    return problems
