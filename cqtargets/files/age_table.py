"""A census table as it is printed: ages down, sexes and years across, unfolded into one value a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from cqtargets.errors import DataFileError, Problem
from cqtargets.files.cells import Row
from cqtargets.files.identity import identity_in, place_in
from cqtargets.files.moments import printed_moment
from cqtargets.files.table import NumberedRows, Table, filled, letter
from cqtargets.files.year_headings import tidy

__all__ = ["read_age_table"]

_AGE: Final = re.compile(r"年龄(?:组|段|别)?(?:\(岁\))?|岁别")
_SEX: Final = re.compile(r"(男|女|合计|总计|小计|计)(?:性|子)?(?:人口|人数|\(人\)|\(万人\))?$")
_YEAR: Final = re.compile(r"(?:19|20)\d\d年?(?:\d{1,2}月(?:\d{1,2}日)?)?[末底]?")
_TOTAL: Final = frozenset({"合计", "总计", "小计", "计", "全部", "总人口", "total"})
_UNIT: Final = re.compile(r"单位\s*[:：]\s*(万人|千人|人)|[（(](万人|千人|人)[)）]")
_SEARCH: Final = 20
_SHOWN: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """One column of persons: its sex and its time, None where the headings give none."""

    position: int
    sex: str
    when: int | date | None


@dataclass(slots=True)
class _Unfolded:
    rows: list[Row] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)


def read_age_table(table: Table, *, region: str = "", year: int | None = None) -> list[Row] | None:
    """The records of a census table; None where the table is of another layout.

    Parameters
    ----------
    region, year :
        The place and the year where neither the headings nor the title name them.

    Raises
    ------
    DataFileError
        Where the place or the year is named nowhere, or 合计 is not the sum of 男 and 女: all at once.
    """
    found = _header(table)
    if found is None:
        return None
    age_at, last, columns, above = found
    titles = [str(cell) for _, row in above for cell in row if filled(cell)]
    place = region or identity_in(row for _, row in above).region or next(filter(None, map(place_in, titles)), "")
    said = {int(text[:4]) for title in titles for text in _YEAR.findall(title)}
    when = year if year is not None else (said.pop() if len(said) == 1 else None)
    body = [(number, row) for number, row in table.rows if number > last and _is_age(row, age_at)]
    unit = next((said_unit[1] or said_unit[2] for title in titles if (said_unit := _UNIT.search(title))), "")
    faults = _open_questions(table, last, place, when, columns)
    unfolded = _unfold(body, age_at, columns, {"region": place, "unit": unit}, when)
    faults += unfolded.faults
    if faults:
        raise DataFileError(table.file, faults)
    return unfolded.rows


def _header(table: Table) -> tuple[int, int, list[_Column], NumberedRows] | None:
    """Position of the ages, last header row, columns of persons, and the rows above."""
    for index, (_, row) in enumerate(table.rows[:_SEARCH]):
        ages = [place for place, cell in enumerate(row) if filled(cell) and _AGE.fullmatch(tidy(cell))]
        if len(ages) != 1:
            continue
        lines = [row]
        for _, below in table.rows[index + 1 : index + 3]:
            if ages[0] < len(below) and filled(below[ages[0]]):
                break
            lines.append(below)
        columns = list(_columns(lines, ages[0]))
        if any(column.sex for column in columns):
            return ages[0], table.rows[index + len(lines) - 1][0], columns, table.rows[:index]
    return None


def _columns(lines: list[list[Any]], age_at: int) -> Iterator[_Column]:
    """A heading above speaks for the columns to its right until the next one."""
    width = max(len(line) for line in lines)
    spoken = [""] * len(lines)
    for place in range(age_at + 1, width):
        for level, line in enumerate(lines):
            own = tidy(line[place]) if place < len(line) and filled(line[place]) else ""
            if own or level == len(lines) - 1:
                spoken[level] = own
        text = "".join(spoken)
        year = _YEAR.search(text)
        sex = _SEX.search(_YEAR.sub("", text))
        if sex:
            yield _Column(position=place, sex=_sex(sex.group(1)), when=printed_moment(year.group()) if year else None)


def _sex(word: str) -> str:
    return word if word in ("男", "女") else "合计"


def _is_age(row: list[Any], age_at: int) -> bool:
    text = tidy(row[age_at]) if age_at < len(row) and filled(row[age_at]) else ""
    return text in _TOTAL or bool(re.match(r"\d", text)) or text.startswith(("不满", "未满"))


def _open_questions(table: Table, row: int, place: str, when: int | None, columns: list[_Column]) -> list[Problem]:
    layout = "a census table with ages down and sexes across"
    faults = []
    if not place:
        faults.append(
            Problem(
                row=row,
                column="region",
                reason=f"{layout} names no place.",
                remedy="Give region=, or write it into the title.",
            )
        )
    if when is None and any(column.when is None for column in columns):
        faults.append(
            Problem(
                row=row,
                column="year",
                reason=f"{layout} names no year.",
                remedy="Give year=, or write it into the title.",
            )
        )
    return faults


def _unfold(
    body: NumberedRows, age_at: int, columns: list[_Column], common: dict[str, Any], when: int | None
) -> _Unfolded:
    made = _Unfolded()
    for number, row in body:
        text = tidy(row[age_at])
        age = "" if text in _TOTAL else text
        for moment in dict.fromkeys(column.when for column in columns):
            cells = {
                c.sex: (row[c.position] if c.position < len(row) else None, c.position)
                for c in columns
                if c.when == moment
            }
            _check_sum(number, cells, made.faults)
            both = {"男", "女"} <= cells.keys()
            for sex, (value, _) in cells.items():
                if sex != "合计" or not both:
                    record = {**common, "year": moment if moment is not None else when, "age": age, "persons": value}
                    made.rows.append((number, {**record, "sex": "" if sex == "合计" else sex}))
    return made


def _check_sum(number: int, cells: dict[str, tuple[Any, int]], faults: list[Problem]) -> None:
    if {"男", "女", "合计"} - cells.keys():
        return
    try:
        total, men, women = (float(str(cells[sex][0]).replace(",", "")) for sex in ("合计", "男", "女"))
    except ValueError:
        return
    if abs(total - men - women) > max(1e-6 * total, 1.0 if total > 1000 else 0.02):
        faults.append(
            Problem(
                row=number,
                column=letter(cells["合计"][1]),
                value=str(cells["合计"][0]),
                reason=f"{total:.10g} is not {men:.10g} men and {women:.10g} women, which are {men + women:.10g}.",
                remedy="Correct one of the three.",
            )
        )
