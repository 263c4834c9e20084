"""The columns of a row's target: its numbers or its printed text, and whether that is a bare number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from cqtargets.conventions.expressions import expression
from cqtargets.conventions.reasons import Reason, fault
from cqtargets.errors import CqTargetsError
from cqtargets.files.cells import Cells, known_unit, read_text
from cqtargets.targets.target_cell import take_target

if TYPE_CHECKING:
    from cqtargets.errors import Problem
    from cqtargets.language.target_text import TargetText
    from cqtargets.targets.baseline_cell import BaselineUnit

__all__ = ["fill_target", "states_its_questions"]

_NUMBERS: Final = ("target_low", "target_high")
_OPEN_FORMS: Final = ("level", "increment", "cumulative", "flow", "growth")
_SHARES: Final = frozenset({"%", "‰"})
_SHIFTS: Final = expression(r"提[高升]|上升|增[加长]|下降|降低|减少|压减")
_ARRIVES: Final = expression(r"^(?:力争|基本|要|应)?(?:达到|达|到|为|实现)\s*(?=[\d０-９])")


def fill_target(cells: Cells, values: dict[str, Any], start: BaselineUnit, remarks: list[Problem]) -> bool:
    """Fill form, comparator, ends, unit and denominator of a row's target.

    Returns
    -------
    bool
        Whether the target is a bare number (8, 达到8), whose comparator only the wanted direction can give.
    """
    text = values["target_text"]
    has_numbers = any(values[column] is not None for column in _NUMBERS)
    spoilt = any(problem.column in _NUMBERS for problem in cells.problems)
    if has_numbers or spoilt or values["form"] in ("proportional", "qualitative"):
        if has_numbers and not states_its_questions(cells):
            values["comparator"] = values["comparator"] or _comparator_for(values)
        return False
    if not text:
        cells.fault("target_text", *fault("target_empty"))
        return False
    read = _read(cells, text, values["unit"] or _unit_of_change(text, start))
    if read is None:
        return False
    bare, own = _is_bare(text, read, values), values["comparator"]
    if own and own != read.comparator and not bare:
        cells.fault("comparator", *fault("comparator_differs", printed=read.comparator or "—", column=own))
    take_target(cells, values, read, start, remarks)
    if own and bare:
        number = read.low if read.low is not None else read.high
        values["comparator"] = own
        values["target_low"] = None if own in ("<=", "<") else number
        values["target_high"] = None if own in (">=", ">") else number
    return bare and not own


def states_its_questions(cells: Cells) -> bool:
    """Whether the row was written by this version: its number stands apart, so that an empty direction is a question."""
    written = {"change", "comparator", "direction"} <= cells.cells.keys()
    return written and any(cells.text(column) for column in (*_NUMBERS, "form"))


def _unit_of_change(text: str, start: BaselineUnit) -> str:
    """The start's unit where a target changes a share: 下降10% after 16.2% may be points, or per cent of the start."""
    return start.unit if start.unit in _SHARES and _SHIFTS.search(text) else ""


def _read(cells: Cells, text: str, unit: str) -> TargetText | None:
    try:
        return read_text(text, unit=known_unit(unit))
    except CqTargetsError as error:
        cells.fault("target_text", Reason("sentence", why=error.reason))
        return None


def _is_bare(text: str, read: TargetText, values: Mapping[str, Any]) -> bool:
    """Whether the wanted direction alone decides between at least and at most."""
    if read.form not in _OPEN_FORMS or read.comparator not in (">=", "<="):
        return False
    unit, number = known_unit(values["unit"]), _ARRIVES.sub("", text.strip()) or text
    up, down = (read_text(number, unit=unit, direction=direction) for direction in ("up", "down"))
    return up.comparator != down.comparator


def _comparator_for(values: Mapping[str, Any]) -> str:
    if values["target_low"] is None:
        return "<="
    return ">=" if values["target_high"] is None else "range"
