"""A user's own population figures: CSV or xlsx, English or Chinese headings, one value a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from cqtargets.errors import DataFileError, Problem, UnitError
from cqtargets.files.age_table import read_age_table
from cqtargets.files.cells import Row
from cqtargets.files.headings import field_for
from cqtargets.files.tables import NumberedRows, overfull_rows, read_table, refuse
from cqtargets.population.known.assembly import population_from_rows
from cqtargets.population.known.own import PopulationData
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


def read_population(
    path: str | Path,
    *,
    unit: str = "人",
    sheet: str | None = None,
    region: str | None = None,
    year: int | None = None,
) -> PopulationData:
    """Read censuses, totals, births, deaths, life expectancy or net migration of your own.

    A census may be as it is printed: ages down (年龄, with 合计 and 85岁及以上), sexes across (合计, 男, 女), under years where
    the table has several; the place and the year stand in its title, or are given. Any other table has one row a value.
    Required columns are region (地区), year (年份) and persons (人数); a census by age has sex (性别)
    and age (年龄) beside them. Optional are measure (指标: population, births, deaths, life_expectancy, net_migration;
    population where there is none), unit (单位), vintage (版本), basis (口径: 常住人口, 户籍人口) and parent (上级地区:
    the region that the parts add up to).

    Parameters
    ----------
    path : str or Path
        CSV (UTF-8 with or without BOM, GB18030) or xlsx.
    unit : str
        人, 千人 or 万人, for values whose unit the file does not name; a column 单位 or a heading such as 人数（万人）
        goes before it. Life expectancy is in years.
    sheet : str, optional
        The sheet of a workbook; its first visible one with a filled row otherwise.
    region, year : str and int, optional
        The place and the year of a census table whose headings and title do not name them.

    Returns
    -------
    PopulationData
        In persons. A bare year is its end (31 December); the Chinese censuses of 1 November are written 2020-10-31.

    Raises
    ------
    DataFileError
        With every fault at once: ages missing, doubled or overlapping, no open group, one sex only, sexes spelled in
        two ways, 万人 taken for persons, two vintages or populations in one series, ages that do not add up to their
        total, parts that do not add up to their whole (with a column parent, or for 重庆市 and its 38 districts), more
        net out-migrants than people.
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
    >>> folder.cleanup()
    """
    person_factor(unit)
    file = Path(path).name
    table = read_table(path, sheet, wanted="地区, 年份 and 人数")
    cells = table.rows
    census = read_age_table(table, region=region or "", year=year)
    if census is not None:
        if table.faults:
            raise DataFileError(file, table.faults)
        return population_from_rows(census, file=file, unit=unit)
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
    return population_from_rows(rows, file=file, unit=unit)


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
        raise refuse(file, "has no header row that names its columns.", "Name them 地区, 年份, 性别, 年龄 and 人数.")
    missing = [name for name in _REQUIRED if name not in fields.values()]
    if missing:
        raise DataFileError(
            file,
            [
                Problem(
                    row=header_row,
                    column=f"{name} ({_REQUIRED[name]})",
                    reason="the column is missing.",
                    remedy="Add it to the header row, with one value a row.",
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
