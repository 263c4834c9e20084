"""The lines of a plan's table below its header: those with values, and headings of groups, notes, sums, the header again."""

from __future__ import annotations

import re
from collections.abc import Collection
from math import isclose
from typing import Any, Final

from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.reasons import Reason, told
from cqtargets.errors import Problem
from cqtargets.files.footnotes import is_note
from cqtargets.files.header import Header
from cqtargets.files.plan_headings import is_known, is_name, is_task
from cqtargets.files.table import NumberedRows, Table, filled, number

__all__ = ["UNREAD_LINES", "Said", "groups_said", "line_said", "lines_above", "second_table", "sorted_lines"]

Said = tuple[int, int, str, str]
"""Row, column, text, and what the line is: note, group, header, total, second (another table's header) or beyond it."""
UNREAD_LINES: Final = {
    "above": Reason("line_above"),
    "note": Reason("line_note"),
    "group": Reason("line_group"),
    "header": Reason("line_header"),
    "total": Reason("line_total"),
    "second": Reason("line_second"),
    "beyond": Reason("line_beyond"),
}
_GROUP_LENGTH: Final = 30
_GROUP_NUMBER: Final = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）、.．]?")
_TOTAL: Final = re.compile(r"(?:合|总|小|共)\s*计|总\s*和")
_PLAIN: Final = re.compile(r"[^\s计和:：]*\0\d[^\s计和:：]*")
_SIGNED: Final = re.compile(
    r"^(?:填报?表?人|填报单位|填报?表?(?:日期|时间)|制表人?|审核人?|审批人?|复核人?|负责人|单位负责人|分管领导|联系人|联系电话|电话|日期|盖章|签字)\s*(?:[(（][^()（）]*[)）])?\s*[:：]"
)
_GROUPS_LISTED: Final = 6


def sorted_lines(table: Table, header: Header) -> tuple[NumberedRows, list[Said]]:
    """Rows with values, and what the other lines say."""
    texts = [
        {place: str(cell).strip() for place, cell in enumerate(row) if filled(cell)}
        for at, row in table.rows
        if at in header.rows
    ]
    firsts = {word for words in texts for word in words.values()}
    names = [place for place, heading in header.headings.items() if is_name(heading) or is_task(heading)]
    data: NumberedRows = []
    said: list[Said] = []
    second = False
    for at, row in table.rows:
        if at <= header.last:
            continue
        if not second and _is_plain(row, firsts, names):
            data.append((at, row))
            continue
        places = [place for place, cell in enumerate(row) if filled(cell)]
        kind = "beyond" if second else _kind(row, places, texts)
        second = second or kind == "second"
        if not kind and not any(place in names for place in places) and _is_sum(row, places, data):
            kind = "total"
        if kind:
            first = places[-1] if kind == "group" else places[0]
            said.append((at, first, _text(row, places, kind), kind))
        else:
            data.append((at, row))
    last = data[-1][0] if data else 0
    return data, [
        (at, place, text, "note" if kind == "group" and at > last else kind) for at, place, text, kind in said
    ]


def _is_plain(row: list[Any], headings: Collection[str], names: list[int]) -> bool:
    """Whether a row of texts can only be one with values: a name, a number elsewhere, no word of a heading in front and
    no sign of a sum, a group or a signature."""
    try:
        text = "\0".join(row)
    except TypeError:
        return False
    if len(row) < 3 or not _PLAIN.fullmatch(text) or not any(place < len(row) and row[place] for place in names):
        return False
    first = row[0] or next((cell for cell in row if cell), "")
    return first not in headings and len(row) - row.count("") > 2


def _kind(row: list[Any], places: list[int], texts: list[dict[int, str]]) -> str:
    text = str(row[places[0]]).strip()
    if len(places) == 2 and _GROUP_NUMBER.fullmatch(text) and isinstance(row[places[1]], str):
        return "group"
    if len(places) == 1 and isinstance(row[places[0]], str):
        return "note" if is_note(text) or len(text) > _GROUP_LENGTH or _SIGNED.match(text) else "group"
    if (
        (":" in text or "：" in text)
        and _SIGNED.match(text)
        and all(_SIGNED.match(str(row[place]).strip()) for place in places[1:])
    ):
        return "note"
    if _is_header(row, places, texts):
        return "header"
    if _is_second(row, places, texts):
        return "second"
    return "total" if _is_total(row, places) else ""


def _text(row: list[Any], places: list[int], kind: str) -> str:
    words = [str(row[place]).strip() for place in places]
    if kind == "group":
        return "、".join(words)
    return "  ".join(words) if kind in ("note", "total") else words[0]


def _is_header(row: list[Any], places: list[int], texts: list[dict[int, str]]) -> bool:
    """The header's own words again, all of them or some: 主要任务, 单位."""
    if type(row[places[0]]) is not str or type(row[places[-1]]) is not str:
        return False
    first = str(row[places[0]]).strip()
    again = any(text.get(places[0]) == first for text in texts)
    if not again and any(row[place][:1].isdigit() for place in places if type(row[place]) is str):
        return False
    words = {place: str(row[place]).strip() for place in places}
    if words in texts:
        return True
    if any(sign.isdigit() for word in words.values() for sign in word):
        return False
    return (is_name(first) or is_task(first)) and all(is_known(word) for word in list(words.values())[1:])


def _is_second(row: list[Any], places: list[int], texts: list[dict[int, str]]) -> bool:
    """The header of another table: the name's heading again, with other headings behind it."""
    first = str(row[places[0]]).strip()
    if len(places) == 1 or not any(text.get(places[0]) == first for text in texts):
        return False
    return is_known(first) and all(is_known(str(row[place])) for place in places)


def second_table(said: list[Said]) -> list[Problem]:
    """One fault where another table begins below the first."""
    return [Problem(row=at, value=text, **told("second_table")) for at, _, text, kind in said if kind == "second"]


def _is_total(row: list[Any], places: list[int]) -> bool:
    """合计, 小计: the sum of the rows beside it, whose name says nothing of what is counted."""
    if not any(type(cell) is str and ("计" in cell or "和" in cell) for cell in row):
        return False
    for place in places:
        cell = row[place]
        if type(cell) is str and not any(sign.isdigit() for sign in cell):
            return _TOTAL.fullmatch(cell.strip()) is not None
    return False


def _is_sum(row: list[Any], places: list[int], data: NumberedRows) -> bool:
    """Whether a row without a name holds in each column of numbers the sum of the rows above."""
    numbers = {place: value for place in places if (value := number(row[place])) is not None}
    for place, value in numbers.items():
        parts = [number(cells[place]) if place < len(cells) else None for _, cells in data]
        known = [part for part in parts if part is not None]
        if len(known) < 2 or not isclose(sum(known), value, rel_tol=NOISE, abs_tol=NOISE):
            return False
    return bool(numbers)


def lines_above(header: Header, known: Collection[str]) -> list[Said]:
    """The filled cells above the header that are none of what is `known` of the plan."""
    return [
        (number, place, text, "above")
        for number, row in header.above
        for place, cell in enumerate(row)
        if filled(cell) and (text := str(cell).strip()) not in known
    ]


def line_said(number: int, _: int, text: str, kind: str) -> Problem:
    """What a line that is no target says, as a remark."""
    if kind == "total":
        return Problem(row=number, value=text, **told("sum_of_rows", text=text.split("  ")[0]))
    why = Reason("row_note", text=text[:40]) if kind == "note" else Reason("header_again")
    return Problem(row=number, value=text, reason=why)


def groups_said(said: list[Said]) -> list[Problem]:
    """One remark for all headings of groups."""
    groups = [(number, text) for number, _, text, kind in said if kind == "group"]
    if not groups:
        return []
    named = ", ".join(f"{text} (row {number})" for number, text in groups[:_GROUPS_LISTED])
    more = len(groups) - _GROUPS_LISTED
    listed = Reason("and_more", listed=named, count=more) if more > 0 else named
    return [Problem(row=groups[0][0], reason=Reason("rows_as_groups", named=listed))]
