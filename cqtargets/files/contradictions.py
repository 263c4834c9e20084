"""Cells of one printed row that contradict each other: two shares on two scales, two targets, two denominators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from cqtargets.conventions.reasons import told
from cqtargets.errors import CqTargetsError, Problem
from cqtargets.files.cells import known_unit, read_text
from cqtargets.files.table import filled

__all__ = ["contradictions"]

_PER_CENT: Final = re.compile(r"[%％]")
_NUMBERS: Final = ("target_low", "target_high", "per")
_FRACTION: Final = re.compile(r"0?\.\d+|1(?:\.0+)?")
_DENOMINATOR: Final = re.compile(r"每\s*[百千万十\d]|/\s*[百千万十]")


def contradictions(number: int, row: Mapping[str, Any]) -> Iterable[Problem]:
    """One fault for each pair of cells that cannot both be meant."""
    start, goal = str(row.get("baseline_text") or "").strip(), str(row.get("target_text") or "").strip()
    if _PER_CENT.search(f"{start}{goal}") or any(row.get(name) is not None for name in _NUMBERS):
        return _contradictions(number, row, start, goal)
    return ()


def _contradictions(number: int, row: Mapping[str, Any], start: str, goal: str) -> Iterator[Problem]:
    pairs = ((goal, start, "target_text"), (start, goal, "baseline_text"))
    for text, other, column in pairs if _PER_CENT.search(start + goal) else ():
        if _PER_CENT.search(other) and _FRACTION.fullmatch(text):
            yield Problem(
                row=number, column=column, value=text,
                **told("fraction_or_percent", text=text, other=other, percent=100 * float(text)),
            )  # fmt: skip
    entered = [cell for cell in (row.get("target_low"), row.get("target_high")) if filled(cell)]
    if goal and (entered or (filled(row.get("per")) and _DENOMINATOR.search(goal))):
        yield from _against_numbers(number, row, goal, entered)


def _against_numbers(number: int, row: Mapping[str, Any], goal: str, entered: list[Any]) -> Iterator[Problem]:
    try:
        read = read_text(goal, unit=known_unit(str(row.get("unit") or "")))
    except CqTargetsError:
        return
    printed = {end for end in (read.low, read.high) if end is not None}
    differing = [str(end) for end in entered if printed and _number(end) is not None and _number(end) not in printed]
    if differing:
        yield Problem(
            row=number, column="target_text", value=goal,
            **told("text_against_numbers", goal=goal, numbers=", ".join(differing)),
        )  # fmt: skip
    per = _number(row.get("per"))
    if read.per is not None and per is not None and per != read.per:
        yield Problem(
            row=number, column="per", value=str(row.get("per")),
            **told("two_pers", per=per, goal=goal, read=read.per),
        )  # fmt: skip


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
