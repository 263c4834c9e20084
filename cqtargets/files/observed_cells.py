"""One printed value of a table: its digits without separators and marks, and what the marks say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from cqtargets.files.footnotes import Notes

__all__ = [
    "ObservedCell",
    "is_amount",
    "marks_behind",
    "numeric",
    "observed_cell",
    "status_in",
    "timed",
    "without_translation",
]

_GROUPS: Final = re.compile(r"(?<=\d)[\u2009\u202f\u00a0\u3000 ](?=\d{3}(?!\d))")
_REVISED: Final = re.compile(r"\s*(?:[（(](?:修订数?|修正数?|r|R)[)）]|(?<=\d)[rR])$")
_PRELIMINARY: Final = re.compile(r"\s*(?:[（(](?:[pP]|快报数?|初步数?|初值)[)）]|(?<=\d)[pP])$")
_MARKS: Final = re.compile(r"\s*((?:[*＊※☆★†①-⑳]|[\[〔【]注?\d{1,2}[\]〕】])+)$")
_MARK: Final = re.compile(r"[*＊※☆★†①-⑳]|\d{1,2}")
_TRANSLATION: Final = re.compile(
    r"(?<=[\u4e00-\u9fff)）])\s+(?:\([A-Za-z][A-Za-z ,.'/-]*\)|[A-Za-z][A-Za-z0-9 ,.'’&/%\-\n]*(?:\([A-Za-z ]+\)[A-Za-z ]*)*)(?=\s*[(（]|\s*$)"
)
_STATUS_BEHIND: Final = re.compile(r"\s*[（(]?(?:预计|估计|预测|快报|初步|初值|初核)(?:核算)?[数值]?[)）]?$")
_STATUSES: Final = (("快报", r"快报|初步|初值|初核"), ("预计", r"预计|估计|预测"))
_AMOUNT_UNITS: Final = re.compile(r"人次|例|次|元|吨|人日|床日")
_AMOUNT_NAMES: Final = re.compile(r"新增|新建|出生|死亡|诊疗|门诊|住院人|培训|完成|入院|出院|收入|支出|投资")


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservedCell:
    """A value as it stands for reading, its status (快报, 预计 or empty) and notes on it."""

    value: Any
    status: str = ""
    notes: tuple[str, ...] = ()


def observed_cell(raw: Any, notes: Notes) -> ObservedCell:
    """Take separators and marks off a printed value.

    >>> observed_cell("20\\u2009345①", Notes({"①": "快报数"}))
    ObservedCell(value='20345', status='快报', notes=('快报数',))
    >>> observed_cell("5010(修订)", Notes()).notes
    ('修订数',)
    """
    if not isinstance(raw, str):
        return ObservedCell(value=raw)
    text, marks = marks_behind(_GROUPS.sub("", raw.strip()))
    told = [note for mark in marks if (note := notes.text(mark))]
    status = status_in(" ".join(told))
    if _PRELIMINARY.search(text):
        text, status = _PRELIMINARY.sub("", text), "快报"
    if _REVISED.search(text):
        text = _REVISED.sub("", text)
        told.append("修订数")
    return ObservedCell(value=text, status=status, notes=tuple(told))


@lru_cache(maxsize=4096)
def without_translation(text: str) -> str:
    """A Chinese heading without the English words that a yearbook prints behind it.

    >>> without_translation("执业(助理)医师 Licensed (Assistant) Doctors"), without_translation("床位数 Beds (张)")
    ('执业(助理)医师', '床位数(张)')
    """
    return _TRANSLATION.sub("", text).strip()


def timed(text: str) -> tuple[str, str]:
    """A printed time without the word behind it that says what its values are, and the status that the word means.

    >>> timed("2024年（预计）"), timed("2024年快报数"), timed("2024年")
    (('2024年', '预计'), ('2024年', '快报'), ('2024年', ''))
    """
    found = _STATUS_BEHIND.search(text)
    return (text[: found.start()].strip(), status_in(found.group())) if found else (text, "")


@lru_cache(maxsize=4096)
def marks_behind(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without the footnote marks behind it, and the marks.

    >>> marks_behind("2022年①"), marks_behind("12400[1]")
    (('2022年', ('①',)), ('12400', ('1',)))
    """
    found = _MARKS.search(text)
    if not found or found.start() == 0:
        return text, ()
    return text[: found.start()], tuple(_MARK.findall(found.group(1)))


def status_in(note: str) -> str:
    """快报 or 预计 where a note calls a value so; empty otherwise."""
    return next((status for status, words in _STATUSES if re.search(words, note)), "")


def is_amount(name: str, unit: str) -> bool:
    """Whether a value of a part of a year is that part's amount, and no state at its end.

    >>> is_amount("门诊人次", "万人次"), is_amount("养老床位", "张")
    (True, False)
    """
    return bool(_AMOUNT_UNITS.search(unit) or _AMOUNT_NAMES.search(name))


def numeric(cell: Any) -> bool:
    """Whether a cell holds a number or a date, alone or with words behind it."""
    if isinstance(cell, (int, float, date)):
        return True
    return isinstance(cell, str) and bool(re.match(r"^\s*[-+<>≥≤约]?\s*\d", cell))
