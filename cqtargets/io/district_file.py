"""A table of districts: who lives there, what there is and how much there can be."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from cqtargets.conventions.reasons import told
from cqtargets.districts.table import DistrictTable
from cqtargets.errors import DataFileError, Problem
from cqtargets.files.cells import DASHES, NUMBER
from cqtargets.files.table import Table, filled
from cqtargets.files.tables import no_header, read_table
from cqtargets.language.numerals import half_width_text

__all__ = ["read_districts"]

_WANTED: Final = "区县 and 人口"
_COLUMNS: Final = {
    "name": ("区县", "区市县", "区（市）县", "区(市)县", "县区", "地区", "名称", "district", "name"),
    "people": ("人口", "人口数", "常住人口", "权重", "people", "population", "weight"),
    "current": ("现有", "现有数", "现状", "实有", "current", "present"),
    "floors": ("下限", "最低", "至少", "floor", "at least"),
    "caps": ("上限", "可达", "可达能力", "容量", "至多", "cap", "capacity", "at most"),
}
_TENS_OF_THOUSANDS: Final = ("（万人）", "(万人)", "（万）", "(万)")
_SUMS: Final = frozenset(("合计", "总计", "全市", "total", "sum"))


def read_districts(path: str | Path, sheet: str | None = None) -> DistrictTable:
    """Read districts with their people, and where given the present stock, floors and caps.

    Parameters
    ----------
    path : str or Path
        CSV or xlsx with the columns 区县 and 人口 (or 人口（万人）), and perhaps 现有, 下限 and 上限.
    sheet : str, optional
        Sheet of a workbook.

    Returns
    -------
    DistrictTable

    Raises
    ------
    DataFileError
        With every cell that is no number, every district named twice, or if there is no such table.
    """
    table = read_table(path, sheet, wanted=_WANTED)
    start, places, factors = _header(table)
    columns: dict[str, dict[str, float]] = {role: {} for role in _COLUMNS if role != "name"}
    problems: list[Problem] = []
    for number, row in table.rows[start + 1 :]:
        name = _text(row, places["name"])
        if not name or name.lower() in _SUMS:
            continue
        if name in columns["people"]:
            problems.append(Problem(row=number, column="区县", value=name, **told("district_twice", name=name)))
            continue
        for role, values in columns.items():
            cell = _text(row, places[role]) if role in places else ""
            if (not cell or cell in DASHES) and role != "people":
                continue
            value = _number(cell)
            if value is None or value < 0:
                where = _COLUMNS[role][0]
                problems.append(Problem(row=number, column=where, value=cell, **told("district_number", name=name)))
                continue
            values[name] = value * factors.get(role, 1.0)
    if problems:
        raise DataFileError(table.file, problems)
    if not columns["people"]:
        raise no_header(table, _WANTED)
    return DistrictTable(**columns)


def _header(table: Table) -> tuple[int, dict[str, int], dict[str, float]]:
    """The row of headings, where each role stands, and what its numbers are multiplied by."""
    for start, (_, row) in enumerate(table.rows):
        places: dict[str, int] = {}
        factors: dict[str, float] = {}
        for position, cell in enumerate(row):
            word = "".join(str(cell).split()) if filled(cell) else ""
            for mark in _TENS_OF_THOUSANDS:
                if word.endswith(mark):
                    word = word.removesuffix(mark)
                    factors |= {role: 10_000.0 for role, words in _COLUMNS.items() if word in words}
            word = word.split("（")[0].split("(")[0].lower() if word not in _COLUMNS["name"] else word
            role = next((role for role, words in _COLUMNS.items() if word in words), "")
            if role and role not in places:
                places[role] = position
        if {"name", "people"} <= places.keys():
            return start, places, factors
    raise no_header(table, _WANTED)


def _text(row: list[Any], position: int) -> str:
    return str(row[position]).strip() if position < len(row) and filled(row[position]) else ""


def _number(text: str) -> float | None:
    narrow = half_width_text(text).replace(",", "")
    return float(narrow) if NUMBER.fullmatch(narrow) else None
