"""The header of a printed population table: which columns are labels, and what the headings of values say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from cqtargets.conventions.reasons import told
from cqtargets.errors import DataFileError, Problem
from cqtargets.files.table import Table, filled
from cqtargets.population.known.printed_words import Said, label_role, said_by

__all__ = ["PeopleHeader", "digits", "find_header"]

_SEARCH: Final = 20
_MOST_LINES: Final = 4
_NUMBER: Final = re.compile(r"[-+]?\d+(?:\.\d+)?")
_MARKS: Final = re.compile(r"(?<=\d)[*＊①-⑳rRpP]+$|\[\d+\]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleHeader:
    """Its rows, the columns of labels by their role, what the headings of values say, and headings that say nothing."""

    first: int
    last: int
    labels: dict[int, str]
    said: dict[int, Said]
    unread: tuple[str, ...]


def find_header(table: Table) -> PeopleHeader | None:
    """The first rows whose headings make a table of people; None where there are none.

    Raises
    ------
    DataFileError
        If they make a table of shares alone.
    """
    for index in range(min(_SEARCH, len(table.rows))):
        found = _header_at(table, index)
        if found is not None:
            return found
    return None


def _header_at(table: Table, index: int) -> PeopleHeader | None:
    lines: list[tuple[int, dict[int, str]]] = []
    for number, row in table.rows[index : index + _MOST_LINES]:
        texts = {place: str(cell).strip() for place, cell in enumerate(row) if filled(cell)}
        if lines and _has_values(row):
            break
        lines.append((number, texts))
    if len(lines[0][1]) < 2 or index + len(lines) >= len(table.rows):
        return None
    _spread(lines, table.merged)
    columns = sorted({place for _, texts in lines for place in texts})
    labels, said, unread = {}, {}, []
    for place in columns:
        parts = list(dict.fromkeys(texts[place] for _, texts in lines if place in texts))
        role = next(filter(None, map(label_role, parts)), "")
        whole = Said()
        for part in parts:
            whole = said_by(part).under(whole)
        if role and not whole.something:
            labels[place] = role
        elif whole.something and not (place == 0 and whole == Said(unit=whole.unit)):
            said[place] = whole
        else:
            unread.append("".join(parts))
    if 0 not in labels and 0 not in said:
        labels[0] = ""
        unread = unread[1:] if 0 in columns else unread
    counted = [one for one in said.values() if not one.skipped]
    telling = any(one.age or one.sex or one.when is not None or one.measure or one.region for one in counted)
    telling = telling or "age" in labels.values()
    if said and not counted and {"age", "region"} & set(labels.values()):
        problem = Problem(
            row=lines[0][0],
            **told("shares_alone"),
        )
        raise DataFileError(table.file, [problem], unusable=True)
    if not counted or not telling or not labels:
        return None
    return PeopleHeader(first=lines[0][0], last=lines[-1][0], labels=labels, said=said, unread=tuple(unread))


def _has_values(row: list[Any]) -> bool:
    """Whether a row holds values: numbers that are no years."""
    cells = [cell for cell in row[1:] if filled(cell)]
    numbers = [digits(cell) for cell in cells]
    values = [text for text in numbers if text and not re.fullmatch(r"(?:19|20)\d\d", text)]
    return bool(values) and len(values) * 2 >= len(cells)


def _spread(lines: list[tuple[int, dict[int, str]]], merged: tuple[tuple[int, int, int, int], ...]) -> None:
    """Let a heading above several columns speak for each: those it is merged over, else up to the next heading."""
    for place, (number, texts) in enumerate(lines[:-1]):
        spans = {left: right for first, _, left, right in merged if first == number}
        below = sorted({column for _, others in lines[place + 1 :] for column in others})
        for column in [column for column in below if column not in texts]:
            before = [other for other in texts if other < column and not label_role(texts[other])]
            if before and (not merged or spans.get(max(before), -1) >= column or max(before) not in spans):
                texts[column] = texts[max(before)]


def digits(raw: Any) -> str:
    """Digits alone of a printed number; '' where it is none."""
    if isinstance(raw, bool):
        return ""
    if isinstance(raw, (int, float)):
        return str(int(raw)) if float(raw).is_integer() else repr(float(raw))
    plain = _MARKS.sub("", re.sub(r"[,，\s\u2009\u202f\u00a0]", "", str(raw)))
    return plain if _NUMBER.fullmatch(plain) else ""
