"""A user's own figures as observations: CSV or a workbook, in the layouts that bureaus print."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final, Literal

from cqtargets.concepts import Concepts
from cqtargets.concepts.accepted import accepted
from cqtargets.concepts.wording import plain
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason, told
from cqtargets.errors import DataFileError, DomainError, Problem
from cqtargets.files.cells import Row
from cqtargets.files.observed_columns import LAYOUTS, Layout
from cqtargets.files.observed_table import read_observed_table
from cqtargets.files.reading import Reading, grouped
from cqtargets.files.refusal import files_at
from cqtargets.files.table import Table
from cqtargets.files.tables import read_tables
from cqtargets.monitoring.rows import read_observation_rows
from cqtargets.monitoring.vintages import merged, one_place_twice
from cqtargets.observations import Observations
from cqtargets.targets.observation import Observation

__all__ = ["read_observations"]

_WANTED: Final = "指标, 时间, 数值 and 单位"
_PLACE: Final = re.compile(r"[\u4e00-\u9fa5]{1,12}(?:省|自治区|市|区|自治州|州|盟|县|旗|新区)")
_NO_PLACE: Final = re.compile(r"全|各|分|按|城区$|市区$")
_PUBLICATION: Final = re.compile(r"年鉴|公报|快报|提要|手册|摘要|yearbook", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@door
def read_observations(
    path: str | Path | Sequence[str | Path],
    *,
    sheet: str | None = None,
    today: date | None = None,
    region: str | None = None,
    unit: str | None = None,
    layout: Layout | None = None,
    concepts: Concepts | None = None,
    names: str | Path | Mapping[str, str] | None = None,
    faults: Literal["refuse", "keep"] = "refuse",
) -> Observations:
    """Read observed values from CSV files or workbooks, in the layouts that bureaus print.

    Three layouts are told from the headings: ``long``, one value a row with 数值 (`value`), 指标 (`name_zh`) or 概念
    (`concept`) and 时间 (`when`); ``years_across``, what is measured (or places) down and years across, as exports of
    the statistical bureaus and plan tables with the values of 2021 to 2025 have it; ``years_down``, years or places
    down and what is measured across, under one or two header rows and a line of units. A workbook is read sheet by sheet;
    the name of a sheet may give the year or the place. Units come from cells, headings, names and notes (单位：万人); 2022/12/31, 2023年6月底 and
    2023年上半年 are dates. A printed value such as 突破23.7万张 is a bound. Growth columns are no values.

    Parameters
    ----------
    path : str, Path or sequence of them
        CSV (UTF-8 with or without BOM, GB18030), xlsx, and with the extra `read` .xls, .et, .ods and .xlsb. Of several
        files a value of the later vintage counts and both are kept: later published (发布时间, 更新时间, the year of a
        yearbook's file name), then revised before final before preliminary. Values of one vintage must agree.
    sheet : str, optional
        The sheet of a workbook; all visible sheets with values otherwise, and `remarks` names the others.
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
    names : str, Path or mapping, optional
        Names that you have accepted, printed name to concept, or the file that holds them (`cq.concepts.write_names`).
    faults : {"refuse", "keep"}
        Whether a fault refuses the files, or its values are listed in `left_out` and the others load.

    Returns
    -------
    Observations
        Each with the file, sheet and cell it was read from; `reading` is the account of each sheet, `remarks` says what
        was left out and which vintage counts.

    Raises
    ------
    DataFileError
        With every fault at once: row as a spreadsheet shows it, column, value and remedy; with ``faults="keep"`` only
        where nothing can be read.

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
    if faults not in ("refuse", "keep"):
        raise DomainError(f"faults {faults!r} does not exist; write 'refuse' or 'keep'")
    paths = files_at(path)
    if not paths:
        raise DomainError("no file is named; give the path of a table")
    how = _How(
        sheet=sheet, today=today or date.today(), region=region or "", unit=unit or "", layout=layout, concepts=concepts,
        names=accepted(names),
    )  # fmt: skip
    return _together([_of_file(one, how) for one in paths], keep=faults == "keep")


@dataclass(frozen=True, slots=True, kw_only=True)
class _How:
    sheet: str | None
    today: date
    region: str
    unit: str
    layout: Layout | None
    concepts: Concepts | None
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _FileRead:
    file: str
    values: Sequence[tuple[int, Observation]]
    problems: list[Problem]
    remarks: list[Problem]
    reading: tuple[Reading, ...]


def _of_file(path: Path, how: _How) -> _FileRead:
    sheets, remarks = _sheets(path, how)
    return _FileRead(
        file=path.name,
        values=_dated(path.stem, [pair for one in sheets for pair in one.values]),
        problems=[problem for one in sheets for problem in one.problems],
        remarks=[*remarks, *(remark for one in sheets for remark in one.remarks)],
        reading=tuple(reading for one in sheets for reading in one.reading),
    )


def _of_table(table: Table, how: _How) -> _FileRead:
    """The values of one table; its records are let go as soon as they are values."""
    read = read_observed_table(
        table, layout=how.layout, unit=how.unit, year=_year_of(table), place=how.region or _place_of(table)
    )
    rows = _with_names(read.rows, how.names) if how.names else read.rows
    result = read_observation_rows(rows, today=how.today, region=how.region, concepts=how.concepts)
    problems = [*read.faults, *result.problems, *one_place_twice(result.values)]
    if not (result.values or result.problems or read.faults) and read.reading.layout != "long":
        problems.append(Problem(**told("no_values_held")))
    return _FileRead(
        file=table.file, values=result.values, problems=problems, remarks=[*read.remarks, *result.remarks],
        reading=(read.reading,),
    )  # fmt: skip


def _with_names(rows: list[Row], names: Mapping[str, str]) -> list[Row]:
    """Rows with the concepts of the names that a reader has accepted."""
    found = [(number, row, names.get(plain(str(row.get("name_zh") or "")))) for number, row in rows]
    return [(number, {**row, "concept": row.get("concept") or key} if key else row) for number, row, key in found]


def _dated(stem: str, values: list[tuple[int, Observation]]) -> list[tuple[int, Observation]]:
    """Values of a yearbook or a bulletin whose file name has its year, published in it where nothing else says when."""
    year = _YEAR.findall(stem)
    if len(year) != 1 or not _PUBLICATION.search(stem):
        return values
    return [(row, seen if seen.published else replace(seen, published=year[0])) for row, seen in values]


def _together(files: list[_FileRead], *, keep: bool) -> Observations:
    several = len(files) > 1
    values = [pair for one in files for pair in one.values]
    found = merged(values)
    problems = [problem for one in files for problem in _naming(one.problems, one.file, several)] + found.problems
    remarks = [remark for one in files for remark in _naming(one.remarks, one.file, several)] + found.remarks
    problems = sorted(dict.fromkeys(problems), key=lambda problem: problem.row)
    wrong = {(problem.row, problem.value) for problem in found.problems}
    kept = [
        place
        for place, (row, seen) in enumerate(values)
        if not wrong or not {(row, str(seen.when)), (row, seen.text or f"{seen.value:g}")} & wrong
    ]
    if problems and (not keep or not kept):
        raise DataFileError(", ".join(one.file for one in files), problems)
    return Observations(
        (found.values[place] for place in kept), grouped(remarks, {}), updates=[found.updates[place] for place in kept],
        reading=tuple(reading for one in files for reading in one.reading), left_out=problems,
    )  # fmt: skip


def _naming(problems: list[Problem], file: str, several: bool) -> list[Problem]:
    if not several:
        return problems
    return [replace(problem, reason=Reason("in_file", file=file, why=problem.reason)) for problem in problems]


def _sheets(path: Path, how: _How) -> tuple[list[_FileRead], list[Problem]]:
    """The values of every sheet with a table of values, and which sheets hold none and why.

    A sheet of a series, each of a year or of a place, must be read as the others are.
    """
    found: list[tuple[Table, _FileRead]] = []
    refused: list[tuple[Table, DataFileError]] = []
    for table in read_tables(path, how.sheet, wanted=_WANTED):
        try:
            found.append((replace(table, rows=[]), _of_table(table, how)))
        except DataFileError as error:
            refused.append((table, error))
    if not found:
        raise refused[0][1]
    for table, why in refused:
        if any(_one_of_many(table, other) for other, _ in found):
            raise why
    several = len(found) > 1
    read = [
        replace(one, problems=_naming(one.problems, table.sheet, several), remarks=one.remarks) for table, one in found
    ]
    return read, [_not_read(table, why) for table, why in refused]


def _year_of(table: Table) -> int | None:
    years = {int(year) for year in _YEAR.findall(table.sheet)}
    return years.pop() if len(years) == 1 else None


def _place_of(table: Table) -> str:
    name = table.sheet.strip()
    return name if _PLACE.fullmatch(name) and not _NO_PLACE.match(name) else ""


def _one_of_many(first: Table, other: Table) -> bool:
    """Whether two sheets are of one series: both named by a year, or both by a place."""
    return bool((_year_of(first) and _year_of(other)) or (_place_of(first) and _place_of(other)))


def _not_read(table: Table, error: DataFileError) -> Problem:
    return Problem(**told("sheet_not_read", sheet=table.sheet, why=error.problems[0].reason))
