"""A user's own population figures: CSV or workbooks, one value a row or as bureaus print them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, Final

from cqtargets.clock import parse_when
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason, fault, told
from cqtargets.errors import DataFileError, DomainError, Problem, UnitError
from cqtargets.files.cells import Row
from cqtargets.files.headings import field_for
from cqtargets.files.refusal import files_at
from cqtargets.files.tables import NumberedRows, Table, overfull_rows, read_tables, refuse
from cqtargets.population.known.assembly import population_from_rows
from cqtargets.population.known.own import PopulationData
from cqtargets.population.known.printed_table import read_printed_people
from cqtargets.population.known.rows import person_factor

__all__ = ["read_population"]

_HEADINGS: Final = {
    "region": ("地区", "区域", "区县", "行政区", "地名"),
    "year": ("年份", "年", "时间", "日期", "时点", "when", "date"),
    "sex": ("性别",),
    "age": ("年龄", "年龄组", "年龄段"),
    "measure": ("指标", "指标名称", "项目"),
    "persons": ("人数", "人口", "人口数", "数值", "值", "value", "population"),
    "unit": ("单位", "计量单位"),
    "vintage": ("版本", "数据版本", "修订"),
    "basis": ("口径", "统计口径", "人口口径"),
    "parent": ("上级", "上级地区", "所属", "所属地区"),
}
_REQUIRED: Final = {"region": "地区", "year": "年份", "persons": "人数"}
_HEADER_SEARCH: Final = 20
_UNIT_IN_HEADING = re.compile(r"^(?P<name>.+?)\s*[（(]\s*(?P<unit>[^（()）]+)\s*[)）]\s*$")


@door
def read_population(
    path: str | Path | Sequence[str | Path],
    *,
    unit: str = "人",
    sheet: str | None = None,
    region: str | None = None,
    year: int | date | str | None = None,
) -> PopulationData:
    """Read censuses, totals, births, deaths, life expectancy or net migration of your own.

    Long tables have one value a row. Required columns are region (地区), year (年份) and persons (人数); a census by age
    has sex (性别) and age (年龄) beside them. Optional are measure (指标: population, births, deaths, life_expectancy,
    net_migration; population where there is none), unit (单位), vintage (版本), basis (口径: 常住人口, 户籍人口) and
    parent (上级地区: the region that the parts add up to).

    Tables as bureaus print them are read too: ages down with sexes (and years) across, single ages or groups, with 合计
    and subtotals; places down with years, age bands or sexes across; what is counted down and years across. Place, time and
    unit come from headings, labels, the title and the note 单位：万人. Shares, sex ratios, households and growth hold no
    people and are left out.

    Parameters
    ----------
    path : str, Path or sequence of them
        CSV (UTF-8 with or without BOM, GB18030), xlsx, and with the extra `read` .xls, .et, .ods and .xlsb. Several files
        make one set: the censuses of 2010 and 2020 that stand in two tables.
    unit : str
        人, 千人 or 万人, for values whose unit the file does not name; a column 单位, a note or a heading such as
        人数（万人） goes before it. Life expectancy is in years.
    sheet : str, optional
        The sheet of an xlsx file; otherwise the first one of a long table, every one that is a printed table.
    region : str, optional
        The place of printed values that name none.
    year : int, date or str, optional
        The time of printed values that name none; a Chinese census of 1 November is 2020-10-31.

    Returns
    -------
    PopulationData
        In persons. A bare year is its end (31 December); a table whose title speaks of a census (第七次全国人口普查) is of
        its day. `remarks` says what was taken for granted and which columns were not read.

    Raises
    ------
    DataFileError
        With every fault at once: a place or time that nothing names, ages missing, doubled or overlapping, no open
        group, one sex only, sexes spelled in two ways, 万人 taken for persons, two vintages or populations in one series,
        ages that do not add up to their total, parts that do not add up to their whole (with a column parent, or for
        重庆市 and its 38 districts), more net out-migrants than people.
    UnitError
        If `unit` does not count people.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> path = pathlib.Path(folder.name) / "births.csv"
    >>> _ = path.write_text("地区,年份,指标,人数\\n南岸区,2023,births,5321\\n", encoding="utf-8")
    >>> read_population(path).series_of("births", "南岸区").values.tolist()
    [5321.0]
    >>> path = pathlib.Path(folder.name) / "census.csv"
    >>> _ = path.write_text(
    ...     "云湖市第七次全国人口普查,,,\\n年龄,合计,男,女\\n合计,90000,44000,46000\\n0-64岁,60000,31000,29000\\n65岁及以上,30000,13000,17000\\n", encoding="utf-8"
    ... )
    >>> census = read_population(path).census("云湖市")
    >>> census.counts.tolist()
    [[31000.0, 13000.0], [29000.0, 17000.0]]
    >>> folder.cleanup()
    """
    person_factor(unit)
    paths = files_at(path)
    if not paths:
        raise DomainError(Reason("no_file_named"))
    when = None if year is None else parse_when(year)
    rows: list[Row] = []
    remarks: list[Problem] = []
    for one in paths:
        found, said = _rows_of(one, sheet, region, when)
        if len(paths) > 1:
            population_from_rows(found, file=one.name, unit=unit)
            said = [replace(remark, reason=Reason("in_file", file=one.name, why=remark.reason)) for remark in said]
        rows += found
        remarks += said
    data = population_from_rows(rows, file=", ".join(one.name for one in paths), unit=unit)
    return replace(data, remarks=(*data.remarks, *remarks))


def _rows_of(
    path: Path, sheet: str | None, region: str | None, when: int | date | None
) -> tuple[list[Row], list[Problem]]:
    """The values of one file: of the first long table, or of every printed one."""
    tables = read_tables(path, sheet, wanted="地区, 年份 and 人数")
    first = next(tables)
    long = _fields_of_header(first.rows)
    if not _REQUIRED.keys() - set(long.values()):
        return _long_rows(first), []
    rows: list[Row] = []
    remarks: list[Problem] = []
    refused: list[DataFileError] = []
    for table in chain([first], tables):
        if table.faults:
            raise DataFileError(path.name, list(table.faults))
        try:
            found = read_printed_people(table, region=region, when=when)
        except DataFileError as error:
            refused.append(error)
            continue
        if found is None and table.sheet:
            remarks.append(Problem(reason=Reason("sheet_without_people", sheet=table.sheet)))
        if found is not None:
            rows += found.rows
            remarks += [*table.remarks, *found.remarks]
    if refused:
        raise refused[0]
    return (rows, remarks) if rows else (_long_rows(first), [])


def _fields_of_header(cells: NumberedRows) -> dict[int, str]:
    return max((_fields(row)[0] for _, row in cells[:_HEADER_SEARCH]), key=len, default={})


def _long_rows(table: Table) -> list[Row]:
    file, cells = table.file, table.rows
    header_row, fields, heading_unit = _header(file, cells)
    unread = [*table.faults, *overfull_rows(table, header_row)]
    if unread:
        raise DataFileError(file, unread)
    rows: list[Row] = []
    for number, row in cells:
        if number > header_row:
            record = {field: row[position] for position, field in fields.items() if position < len(row)}
            if heading_unit and record.get("unit") in (None, ""):
                record["unit"] = heading_unit
            rows.append((number, record))
    return rows


def _header(file: str, cells: NumberedRows) -> tuple[int, dict[int, str], str]:
    best: tuple[int, dict[int, str], str] = (0, {}, "")
    for number, row in cells[:_HEADER_SEARCH]:
        fields, unit = _fields(row)
        if len(fields) > len(best[1]):
            best = (number, fields, unit)
        if not _REQUIRED.keys() - set(fields.values()):
            break
    header_row, fields, _ = best
    if not fields:
        raise refuse(file, *fault("people_no_header"))
    missing = [name for name in _REQUIRED if name not in fields.values()]
    if missing:
        raise DataFileError(
            file,
            [
                Problem(
                    row=header_row,
                    column=f"{name} ({_REQUIRED[name]})",
                    **told("people_column_missing"),
                )
                for name in missing
            ],
            unusable=True,
        )
    return best


def _fields(row: Sequence[Any]) -> tuple[dict[int, str], str]:
    fields: dict[int, str] = {}
    heading_unit = ""
    for position, heading in enumerate(row):
        if heading is None:
            continue
        name = field_for(heading, _HEADINGS)
        dressed = _UNIT_IN_HEADING.match(str(heading).strip())
        if not name and dressed:
            name = field_for(dressed["name"], _HEADINGS)
            if name == "persons" and _counts_people(dressed["unit"]):
                heading_unit = dressed["unit"]
        if name and name not in fields.values():
            fields[position] = name
    return fields, heading_unit


def _counts_people(unit: str) -> bool:
    try:
        person_factor(unit)
    except UnitError:
        return False
    return True
