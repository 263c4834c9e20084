"""The header of a table of values: rows that name columns, a line of units below them, and what stands above."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from cqtargets.files.observed_cells import without_translation
from cqtargets.files.observed_columns import ObservedColumns, columns_by_layout, is_heading
from cqtargets.files.printed_cells import unit_in
from cqtargets.files.table import NumberedRows, Table, filled
from cqtargets.language.numerals import half_width_text

__all__ = ["ObservedHeader", "find_observed_header"]

_SEARCH: Final = 30
_MOST_ROWS: Final = 3
_UNIT_BEHIND: Final = re.compile(r"(?P<name>.+?)\s*\((?P<unit>[^()]+)\)")
_PART: Final = re.compile(r"[#＃]|其中")
_ENGLISH: Final = re.compile(r"[A-Za-z][A-Za-z ,.'’&/%()\-\n]*$")
_NOTHING: Final = re.compile(r"[\s—\-…]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservedHeader:
    """Its rows, the heading and the unit of each column, the layouts they allow, the rows above and the rows below."""

    first: int
    last: int
    headings: Mapping[int, str]
    units: Mapping[int, str]
    layouts: list[ObservedColumns]
    above: NumberedRows
    body: NumberedRows


def find_observed_header(table: Table) -> ObservedHeader | None:
    """The first row, alone or with those that go on with it, whose headings make a table of values."""
    for index in range(min(_SEARCH, len(table.rows))):
        if sum(filled(cell) for cell in table.rows[index][1]) < 2:
            continue
        found = _header_at(table, index)
        if found is not None:
            return found
    return None


def _header_at(table: Table, index: int) -> ObservedHeader | None:
    block = [table.rows[index]]
    translated: list[int] = []
    for number, row in table.rows[index + 1 : index + _MOST_ROWS]:
        if _translates(row, block[0][1]):
            translated.append(number)
        elif not _goes_on(row, block[0][1]):
            break
        block.append((number, row))
    body = table.rows[index + len(block) :]
    last = block[-1][0]
    block = [(number, row) for number, row in block if number not in translated]
    lines = [_texts(row) for _, row in block]
    _spread(lines, [number for number, _ in block], table.merged)
    units = {}
    if len(lines) > 1 and all(_unit(text) for text in lines[-1].values()):
        units = {place: _unit(text) for place, text in lines.pop().items()}
    headings = _joined(lines)
    layouts = columns_by_layout(headings, [row for _, row in body[:200]], [row for _, row in table.rows[:index]])
    if not layouts:
        return None
    return ObservedHeader(
        first=block[0][0], last=last, headings=headings, units=units, layouts=layouts,
        above=table.rows[:index], body=body,
    )  # fmt: skip


def _texts(row: list[Any]) -> dict[int, str]:
    return {place: without_translation(str(cell).strip()) for place, cell in enumerate(row) if filled(cell)}


def _goes_on(row: list[Any], first: list[Any]) -> bool:
    """Whether a row under the first goes on with the header: words or years stand under its words, and the first cell of
    one of the two is empty.
    """
    texts = _texts(row)
    headed = filled(first[0] if first else None)
    if not texts or (0 in texts) == headed or (not headed and not is_heading(texts[0])):
        return False
    return all(
        (not isinstance(row[place], (int, float)) or _is_year(text)) and not _is_value(text)
        for place, text in texts.items()
    )


def _translates(row: list[Any], first: list[Any]) -> bool:
    """Whether a row under a Chinese header says the same in English: words alone, each under a heading."""
    texts = _texts(row)
    english = all(_ENGLISH.match(str(row[place]).strip()) for place in texts)
    headed = {place for place, cell in enumerate(first) if filled(cell)}
    return (
        len(texts) > 1 and english and set(texts) <= headed and any("\u4e00" <= sign <= "\u9fff" for sign in str(first))
    )


def _is_year(text: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d", text))


def _is_value(text: str) -> bool:
    plain = half_width_text(text).replace(",", "").strip()
    return bool(_NOTHING.fullmatch(plain)) or (
        bool(re.fullmatch(r"[-+]?\d+(?:\.\d+)?[%‰]?", plain)) and not re.fullmatch(r"(?:19|20)\d\d", plain)
    )


def _unit(text: str) -> str:
    bare = half_width_text(text).strip("() []")
    found = unit_in(bare)
    return found[0] if found and found[1] is None else ""


def _spread(lines: list[dict[int, str]], numbers: list[int], merged: tuple[tuple[int, int, int, int], ...]) -> None:
    """Let a merged heading speak for its columns; where nothing is merged, one to the left of an empty cell with words below."""
    for first, _, left, right in merged:
        if first in numbers and left in lines[numbers.index(first)]:
            for place in range(left, right + 1):
                lines[numbers.index(first)][place] = lines[numbers.index(first)][left]
    for upper, lower in itertools.pairwise(lines):
        if all(_unit(text) for text in lower.values()):
            continue
        for place in sorted(lower):
            if place not in upper:
                before = [other for other in upper if other < place]
                if before:
                    upper[place] = upper[max(before)]


def _joined(lines: list[dict[int, str]]) -> dict[int, str]:
    headings: dict[int, str] = {}
    for place in sorted({place for line in lines for place in line}):
        parts = list(dict.fromkeys(line[place] for line in lines if place in line))
        parts = parts[-1:] if _PART.match(parts[-1]) else parts
        whole = [part for part in parts[1:] if part not in ("合计", "总计", "小计", "计")]
        years = any(re.search(r"(?:19|20)\d\d", part) for part in parts)
        named, unit = _without_unit(whole)
        headings[place] = "".join(parts) if years else parts[0] + "".join(f"（{part}）" for part in named) + unit
    return headings


def _without_unit(parts: list[str]) -> tuple[list[str], str]:
    """床位数(张) under 医疗机构: its unit stands behind the joined heading, not within brackets of brackets."""
    found = _UNIT_BEHIND.fullmatch(half_width_text(parts[-1])) if parts else None
    if found is None or unit_in(found["unit"]) is None:
        return parts, ""
    return [*parts[:-1], found["name"]], f"（{found['unit']}）"
