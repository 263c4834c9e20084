"""A user's plan as a catalogue: CSV or a workbook, English or Chinese headings, printed plan tables as they are."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from cqtargets.catalogue import Catalogue
from cqtargets.concepts import Concepts
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import told
from cqtargets.errors import DataFileError, DomainError, Problem
from cqtargets.files.cells import RowResult
from cqtargets.files.identity import Identity, identity_in
from cqtargets.files.refusal import file_at
from cqtargets.files.table import Table
from cqtargets.files.tables import read_tables, readable_stem
from cqtargets.targets.document import Document
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.plan_table import read_plan

__all__ = ["examine_catalogue", "read_catalogue"]


@door
def read_catalogue(
    path: str | Path,
    *,
    sheet: str | None = None,
    plan: str | None = None,
    region: str | None = None,
    faults: Literal["refuse", "keep"] = "refuse",
    document: Mapping[str, str] | None = None,
    concepts: Concepts | None = None,
) -> Catalogue:
    """Read a plan of your own from a CSV file or a workbook, as it is printed.

    Only a name (指标), a target (目标值) and its year (目标年, or in the heading) are required. Headings are read by a
    small grammar: a year and words for what stands under it, in any order (2020年实际值, 2025年（预期）, 基期水平, 十四五末目标,
    年均增速), in one to three rows. Two target years give two targets, ids with the year, the later one naming the
    `earlier`. Rows are read with their running numbers, groups, 其中, units and kinds in the name, footnote marks and
    notes, brackets 〔〕 and dashes.

    Parameters
    ----------
    path : str or Path
        CSV (UTF-8 with or without BOM, GB18030), xlsx, and with the extra `read` .xls, .et, .ods and .xlsb.
    sheet : str, optional
        The sheet of a workbook; its first visible sheet with a plan's table otherwise.
    plan : str, optional
        Key for rows that name no plan; the file's name without its ending otherwise.
    region : str, optional
        The place of rows that name none; otherwise the one place that the file names, or none.
    faults : {"refuse", "keep"}
        Whether a fault refuses the file, or its rows are listed in `Catalogue.left_out` and the others load.
    document : mapping, optional
        The plan's title, number, issuer or date (ISO) where the rows above its table do not give them.
    concepts : Concepts, optional
        The register by which names are known: `cqtargets.concepts.load("ours.csv")`; the bundled one by default.

    Returns
    -------
    Catalogue
        `reading` says what became of every column and cell, `remarks` what was taken for granted (the place first),
        `left_out` which rows were not taken and why.

    Raises
    ------
    DataFileError
        With every fault at once: row as a spreadsheet shows it, column, value and remedy; with ``faults="keep"`` only
        where no row is good.
    """
    if faults not in ("refuse", "keep"):
        raise DomainError(f"faults {faults!r} does not exist; write 'refuse' or 'keep'")
    file_at(path)
    result = examine_catalogue(path, sheet=sheet, plan=plan, region=region, concepts=concepts)
    key = plan or readable_stem(path)
    told: dict[str, Any] = dict(document or {})
    documents = (
        [replace(_document(key, result.identity), **told)]
        if any(target.plan == key for _, target in result.values)
        else []
    )
    return Catalogue.from_rows(result, Path(path).name, documents, faults=faults)


def examine_catalogue(
    path: str | Path,
    *,
    sheet: str | None = None,
    plan: str | None = None,
    region: str | None = None,
    concepts: Concepts | None = None,
) -> RowResult[Indicator]:
    """The rows of a plan with their faults and remarks, without raising for faults in rows.

    Raises
    ------
    DataFileError
        If the file as a whole cannot be used: missing, binary, empty, without the required columns.
    """
    with _collecting_later():
        return _examined(path, sheet, plan or readable_stem(path), region or "", concepts)


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Let the search for circles of objects wait: rows make none, and it takes a quarter of a large file's time."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def _examined(
    path: str | Path, sheet: str | None, key: str, region: str, concepts: Concepts | None
) -> RowResult[Indicator]:
    about: list[Table] = []
    refused: DataFileError | None = None
    tables = read_tables(path, sheet)
    for table in tables:
        try:
            result = read_plan(table, plan=key, region=region, concepts=concepts)
        except DataFileError as error:
            refused = refused if refused is not None and _named_columns(refused) else error
            about.append(table)
            continue
        result.identity = _completed(result.identity, about)
        result.remarks.extend(_other_sheets(table, sheet, about))
        return result
    assert refused is not None
    raise refused


def _named_columns(error: DataFileError) -> bool:
    return any(problem.column for problem in error.problems)


def _other_sheets(table: Table, sheet: str | None, about: list[Table]) -> list[Problem]:
    passed = {table.sheet, *(other.sheet for other in about)}
    others = [name for name in table.sheets if name not in passed]
    if sheet is not None or not others:
        return []
    return [Problem(**told("sheets_not_read", first=table.sheet, others=", ".join(others)))]


def _completed(identity: Identity | None, about: list[Table]) -> Identity:
    """The identity above the table, filled from sheets without a table (说明)."""
    found = identity or Identity()
    for table in about:
        told = identity_in(row for _, row in table.rows)
        found = Identity(
            title=found.title or told.title, number=found.number or told.number, issuer=found.issuer or told.issuer,
            date=found.date or told.date, region=found.region or told.region, unit=found.unit,
            period=found.period or told.period,
        )  # fmt: skip
    return found


def _document(key: str, identity: Identity | None) -> Document:
    told = identity or Identity()
    start, end = told.period or (None, None)
    return Document(
        key=key,
        number=told.number,
        title=told.title,
        issuer=told.issuer,
        date=told.date,
        base_year=start,
        target_year=end,
    )
