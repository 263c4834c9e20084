"""A user's plan as a catalogue: CSV or xlsx, English or Chinese headings, printed plan tables as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, cast

from cqtargets.catalogue import Catalogue
from cqtargets.errors import DataFileError, Problem
from cqtargets.files.cells import Row, RowResult
from cqtargets.files.headings import INDICATOR_HEADINGS, bare_year, field_for, year_heading
from cqtargets.files.plan_layout import PlanLayout, completed, layout_of
from cqtargets.files.tables import NumberedRows, Table, no_header, overfull_rows, read_table, readable_stem
from cqtargets.targets.document import Document
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.rows import read_indicators

__all__ = ["examine_catalogue", "read_catalogue"]

_HEADER_SEARCH: Final = 20
_SPREAD: Final = ("section", "responsible")
_SECOND_HEADINGS: Final = ("实际值", "预期值", "完成值", "现状值", "基期值", "目标值", "实际", "目标")


def read_catalogue(path: str | Path, *, sheet: str | None = None, plan: str | None = None) -> Catalogue:
    """Read a plan of your own from a CSV or xlsx file.

    Only three columns are required: 指标 (`name_zh`), 目标年 (`target_year`) and 目标值 (`target_text`; or
    `target_low` and `target_high`). A heading may carry the year, as plans print it (2020年实际值, 2025年目标值) or as two
    bare years (2020年, 2025年: the earlier is the baseline), and a name its unit: 人均预期寿命(岁). Rows without a number under a numbered one are its 其中 rows.

    Parameters
    ----------
    path : str or Path
        CSV (UTF-8 with or without BOM, GB18030) or xlsx.
    sheet : str, optional
        The sheet of an xlsx file; the first one otherwise.
    plan : str, optional
        Key for rows that name no plan; the file's name without its ending otherwise.

    Returns
    -------
    Catalogue
        `remarks` says what was taken for granted: ids made up, rows left out.

    Raises
    ------
    DataFileError
        With every fault at once: row as a spreadsheet shows it, column, value and remedy.
    """
    result = examine_catalogue(path, sheet=sheet, plan=plan)
    key = plan or readable_stem(path)
    documents = [Document(key=key)] if any(indicator.plan == key for _, indicator in result.values) else []
    return Catalogue.from_rows(result, Path(path).name, documents)


def examine_catalogue(path: str | Path, *, sheet: str | None = None, plan: str | None = None) -> RowResult[Indicator]:
    """The rows of a plan with their faults and remarks, without raising for faults in rows.

    Raises
    ------
    DataFileError
        If the file as a whole cannot be used: missing, binary, empty, without the required columns.
    """
    table = read_table(path, sheet)
    layout = _find_layout(table)
    overfull = overfull_rows(table, layout.header_row)
    spoiled = {problem.row for problem in overfull}
    rows, remarks, problems = _rows_of(layout, [cells for cells in table.rows if cells[0] not in spoiled])
    _spread_merged(rows, layout, table)
    problems.extend(overfull)
    problems.extend(table.faults)
    problems.extend(_merged_faults(layout, table))
    result = read_indicators(rows, plan=plan or readable_stem(path))
    result.remarks[:0] = [*table.remarks, *layout.remarks, *remarks]
    result.problems.extend(problems)
    result.problems.sort(key=lambda problem: problem.row)
    if layout.sequence is not None:
        _attach_parents(result, {row: cell.get("序号") for row, cell in rows})
    return result


def _find_layout(table: Table) -> PlanLayout:
    best: PlanLayout | None = None
    for number, row in table.rows[:_HEADER_SEARCH]:
        layout = layout_of(number, row)
        if layout.fields and (best is None or len(layout.fields) > len(best.fields)):
            best = layout
        if best is not None and best.faults == []:
            break
    if best is None:
        raise no_header(table, "指标, 目标年 and 目标值")
    second = _second_header(best, table.rows) if best.faults or best.bare else None
    if second is not None:
        raise DataFileError(
            table.file,
            [
                Problem(
                    row=second,
                    reason="is a second header row.",
                    remedy="Join both into one row, with headings such as 2025年目标值.",
                )
            ],
            unusable=True,
        )
    if best.faults:
        raise DataFileError(table.file, best.faults, unusable=True)
    return best


def _rows_of(layout: PlanLayout, cells: NumberedRows) -> tuple[list[Row], list[Problem], list[Problem]]:
    rows: list[Row] = []
    remarks: list[Problem] = []
    problems: list[Problem] = []
    for number, row in cells:
        if number <= layout.header_row:
            continue
        if _repeats_header(layout, number, row):
            problems.append(
                Problem(row=number, reason="is a second header row.", remedy="Keep one header row and delete this one.")
            )
            continue
        record = {field: row[position] for position, field in layout.fields.items() if position < len(row)}
        filled = [value for value in row if value is not None and str(value).strip()]
        if len(filled) == 1 and not _has_target(record):
            remarks.append(
                Problem(row=number, value=str(filled[0]), reason=f"no target: {str(filled[0])[:40]!r} is left out.")
            )
            continue
        if layout.sequence is not None and layout.sequence < len(row):
            record["序号"] = row[layout.sequence]
        rows.append((number, completed(record, layout.years)))
    return rows, remarks, problems


def _repeats_header(layout: PlanLayout, number: int, row: Sequence[Any]) -> bool:
    first = min(layout.fields)
    if first >= len(row) or not isinstance(row[first], str) or not _names_a_column(row[first]):
        return False
    return layout_of(number, row).fields == layout.fields


def _names_a_column(cell: Any) -> bool:
    return (
        bool(field_for(cell, INDICATOR_HEADINGS) or year_heading(cell) or bare_year(cell))
        or str(cell).strip() in _SECOND_HEADINGS
    )


def _second_header(layout: PlanLayout, cells: NumberedRows) -> int | None:
    """The row under the header that goes on naming columns (实际值, 目标值 under 2020年, 2025年)."""
    for number, row in cells:
        if layout.header_row < number <= layout.header_row + 2:
            filled = [cell for cell in row if cell is not None and str(cell).strip()]
            if all(_names_a_column(cell) for cell in filled):
                return number
    return None


def _spread_merged(rows: list[Row], layout: PlanLayout, table: Table) -> None:
    """A group's name or a unit in charge that is merged across rows holds for each of them."""
    spread = {position: field for position, field in layout.fields.items() if field in _SPREAD}
    cells = dict(table.rows)
    for first, last, left, _ in table.merged:
        if left in spread and left < len(cells.get(first, ())):
            for number, record in rows:
                if first < number <= last:
                    cast(dict[str, Any], record)[spread[left]] = cells[first][left]


def _merged_faults(layout: PlanLayout, table: Table) -> Iterator[Problem]:
    for first, last, left, right in table.merged:
        touched = [
            position for position, field in layout.fields.items() if left <= position <= right and field not in _SPREAD
        ]
        if first > layout.header_row and touched:
            column = layout.fields[touched[0]]
            yield Problem(
                row=first,
                column=column,
                reason=f"cells are merged across rows {first} to {last}, columns {left + 1} to {right + 1}.",
                remedy="Unmerge them and write each row's own value.",
            )


def _has_target(record: Mapping[str, Any]) -> bool:
    return any(str(record.get(name) or "").strip() for name in ("target_text", "target_low", "target_high"))


def _attach_parents(result: RowResult[Indicator], sequence: Mapping[int, Any]) -> None:
    parent = ""
    attached: list[tuple[int, Indicator]] = []
    for row, indicator in result.values:
        if str(sequence.get(row) or "").strip():
            parent = indicator.id
        elif parent and not indicator.parent:
            indicator = replace(indicator, parent=parent)
        attached.append((row, indicator))
    result.values[:] = attached
