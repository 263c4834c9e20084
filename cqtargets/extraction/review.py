"""The decisions of a reviewer: read back from the sheet, and carried over to a later reading."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import MAXYEAR, MINYEAR
from io import BytesIO
from math import isfinite, nan
from pathlib import Path
from typing import Any

from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Told, fault, told
from cqtargets.errors import DataFileError, Problem
from cqtargets.extraction.decisions import EDITABLE, edited
from cqtargets.extraction.draft import PlanDraft
from cqtargets.extraction.packing import unpacked
from cqtargets.extraction.review_sheet import ACCEPT, COMPARATORS, HIDDEN, KINDS_ZH, REJECT, SHEET
from cqtargets.extraction.statement import Statement
from cqtargets.files.refusal import file_at
from cqtargets.files.tables import refuse

__all__ = ["read_review"]

_NUMBERS = frozenset({"low", "high", "baseline"})
_WHOLE = frozenset({"year", "baseline_year"})


@door
def read_review(path: str | Path) -> PlanDraft:
    """Read a review sheet back: the draft with the reviewer's decisions and corrections.

    Parameters
    ----------
    path : str or Path
        A workbook that `PlanDraft.write_review` wrote.

    Returns
    -------
    PlanDraft
        Rejected statements stay in it with ``accepted=False``; `catalogue`, `observations` and `norms` leave them out.

    Raises
    ------
    DataFileError
        If the file is no review sheet, or a cell holds what its column cannot: each with row, column and remedy.
    """
    file = file_at(path)
    rows, hidden = _sheets(file)
    try:
        held = unpacked(json.loads("".join(hidden)))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise refuse(file.name, *fault("review_other_version")) from None
    problems: list[Problem] = []
    statements = list(held.statements)
    seen: dict[int, int] = {}
    for number, row in rows:
        place = _place(row.get("编号"), len(statements))
        if place is None or place in seen:
            why = told("review_stranger") if place is None else told("review_twice", number=place, row=seen[place])
            problems.append(Problem(row=number, column="编号", value=str(row.get("编号")), **why))
            continue
        seen[place] = number
        statements[place - 1] = _edited(statements[place - 1], row, number, problems)
    if problems:
        raise DataFileError(file.name, problems)
    facts = {field.name: getattr(held, field.name) for field in fields(held)}
    return PlanDraft(**{**facts, "statements": tuple(statements)})


def _place(cell: Any, most: int) -> int | None:
    """The number of a statement; none where the cell holds no such number."""
    whole = isinstance(cell, (int, float)) and not isinstance(cell, bool) and 1 <= cell <= most and cell == int(cell)
    return int(cell) if whole else None


def _sheets(file: Path) -> tuple[list[tuple[int, dict[str, Any]]], list[str]]:
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        raise refuse(str(file), *fault("document_missing")) from None
    except OSError as error:
        raise refuse(file.name, *fault("document_unreadable", error=error.strerror or error)) from None
    try:
        held = _cells(content)
    except Exception as error:
        raise refuse(file.name, *fault("review_no_workbook", error=type(error).__name__)) from None
    if held is None:
        raise refuse(file.name, *fault("no_review_sheet"))
    lines, hidden = held
    head = next((place for place, line in enumerate(lines) if line and line[0] == "编号"), None)
    if head is None:
        raise refuse(file.name, *fault("review_no_header"))
    names = [str(name or "") for name in lines[head]]
    rows = [
        (place + 1, dict(zip(names, line, strict=False)))
        for place, line in enumerate(lines)
        if place > head and any(cell is not None for cell in line)
    ]
    return rows, [str(line[0]) for line in hidden if line and line[0] is not None]


def _cells(content: bytes) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]] | None:
    """The rows of the sheet and of the hidden one; none where the workbook has no such sheets."""
    import openpyxl

    book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
    if SHEET not in book.sheetnames or HIDDEN not in book.sheetnames:
        return None
    return list(book[SHEET].iter_rows(values_only=True)), list(book[HIDDEN].iter_rows(values_only=True))


def _edited(one: Statement, row: Mapping[str, Any], number: int, problems: list[Problem]) -> Statement:
    changes: dict[str, Any] = {}
    for heading, name in EDITABLE.items():
        if heading not in row:
            continue
        value, why = _value(name, row[heading])
        if why:
            problems.append(Problem(row=number, column=heading, value=str(row[heading]), **why))
        elif value != getattr(one, name):
            changes[name] = value
    verdict = str(row.get("核对") or "").strip()
    if verdict not in ("", ACCEPT, REJECT):
        problems.append(
            Problem(
                row=number,
                column="核对",
                value=verdict,
                **told("review_no_decision", accept=ACCEPT, reject=REJECT),
            )
        )
    accepted = {ACCEPT: True, REJECT: False}.get(verdict)
    return replace(edited(one, changes), accepted=True if accepted is None and changes else accepted)


def _value(name: str, cell: Any) -> tuple[Any, Told | None]:
    text = str(cell).strip() if cell is not None else ""
    if name in _NUMBERS or name in _WHOLE:
        return _number(text, whole=name in _WHOLE) if text else (None, None)
    if name == "kind":
        known = {label: kind for kind, label in KINDS_ZH.items()} | {kind: kind for kind in KINDS_ZH}
        return _chosen(text, known, KINDS_ZH.values())
    if name == "comparator":
        return _chosen(text, {one: one for one in COMPARATORS}, COMPARATORS)
    return text, None


def _number(text: str, *, whole: bool) -> tuple[float | None, Told | None]:
    try:
        number = float(text)
    except ValueError:
        number = nan
    if not isfinite(number):
        return None, told("review_no_number", value=text)
    if not whole:
        return number, None
    if not number.is_integer() or not MINYEAR <= number <= MAXYEAR:
        return None, told("review_no_year", value=text)
    return int(number), None


def _chosen(text: str, known: Mapping[str, str], shown: Iterable[str]) -> tuple[str | None, Told | None]:
    if text in known:
        return known[text], None
    return None, told("review_no_choice", value=text, words=" ".join(shown))
