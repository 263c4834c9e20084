"""A row's baseline while it is read: its own unit, and its value in the unit of the target."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from cqtargets import units
from cqtargets.conventions.expressions import expression
from cqtargets.conventions.limits import NOISE
from cqtargets.conventions.reasons import Reason, fault
from cqtargets.errors import CqTargetsError, Problem, UnitError
from cqtargets.files.cells import DASHES, NUMBER, Cells, known_unit
from cqtargets.language.numerals import half_width_text

__all__ = ["BaselineUnit", "convert_baseline", "read_baseline", "share_unit"]

_DIGITS: Final = expression(r"\d[\d,]*(?:\.\d+)?", re.ASCII)
_SHARES: Final = frozenset({"share", "points"})


@dataclass(frozen=True, slots=True)
class BaselineUnit:
    """The unit a baseline stands in, printed beside it or named in the row's column, and its denominator if printed."""

    unit: str = ""
    per: int | None = None


def read_baseline(cells: Cells, values: dict[str, Any], remarks: list[Problem]) -> BaselineUnit:
    """Fill the baseline from its printed form where no number is given; that a bound stands for its number is a remark."""
    text = values["baseline_text"]
    column = BaselineUnit(values["unit"])
    if values["baseline"] is not None or text in DASHES or any(p.column == "baseline" for p in cells.problems):
        return column
    if NUMBER.fullmatch(text):
        values["baseline"] = float(text)
        return column
    from cqtargets.language.observed_text import parse_observed

    try:
        read = parse_observed(text, unit=known_unit(values["unit"]))
    except CqTargetsError as error:
        cells.fault("baseline_text", Reason("sentence", why=error.reason))
        return column
    values["baseline"] = read.value
    if read.bound:
        reason, remedy = fault("baseline_bound", text=text, value=f"{read.value:.12g}")
        remarks.append(Problem(row=cells.row, column="baseline_text", value=text, reason=reason, remedy=remedy))
    return BaselineUnit(read.unit or values["unit"], read.per)


def share_unit(cells: Cells, values: dict[str, Any], start: BaselineUnit) -> None:
    """Let a bare baseline or target take the other's unit; where that is a multiple such as 万张, it must be written."""
    if values["baseline"] is None or bool(start.unit) == bool(values["unit"]):
        return
    unit = start.unit or values["unit"]
    if units.single(unit) != unit:
        bare, dressed = ("target", "baseline") if start.unit else ("baseline", "target")
        column = _column(values) if bare == "baseline" else "target_text"
        cells.fault(column, *fault(f"{dressed}_unitless", unit=unit))
    values["unit"] = unit


def convert_baseline(cells: Cells, values: dict[str, Any], start: BaselineUnit, remarks: list[Problem]) -> None:
    """Bring the baseline into the target's unit and denominator, with a remark; a fault where they differ in kind.

    The printed form follows where the digits can carry its rounding (12000 张 is 1.2000 万张), and is dropped elsewhere.
    """
    value, unit, per = values["baseline"], values["unit"], values["per"]
    unit_from, per_from = start.unit or unit, start.per or per
    if value is None or (unit_from, per_from) == (unit, per):
        return
    column = _column(values)
    try:
        source, goal = units.parse_unit(unit_from), units.parse_unit(unit)
        if {source.base, goal.base} == _SHARES:
            return
        converted = units.convert(value, unit_from, unit, per_from=per_from, per_to=per)
    except UnitError as error:
        cells.fault(column, *fault("baseline_differs", why=error.reason))
        return
    if converted == value:
        return
    ratio = source.factor / goal.factor * ((per or 1) / (per_from or 1))
    values["baseline"], values["baseline_text"] = converted, _shifted(values["baseline_text"], ratio)
    printed = f"{value:.12g} {units.label(unit_from, per_from)}"
    reason = Reason("read_in_unit", printed=printed, read=f"{converted:.12g} {units.label(unit, per)}")
    remarks.append(Problem(row=cells.row, column=column, reason=reason))


def _column(values: dict[str, Any]) -> str:
    return "baseline_text" if values["baseline_text"] not in DASHES else "baseline"


def _shifted(text: str, ratio: float) -> str:
    """The one printed number as a multiple of a power of ten below 1, with as many digits; empty where there is none.

    >>> _shifted("12000张", 1e-4), _shifted("1.2万", 1e4), _shifted("90分钟", 1 / 60)
    ('1.2000', '', '')
    """
    found = _DIGITS.findall(half_width_text(text))
    places = len(f"{1 / ratio:.0f}") - 1
    if len(found) != 1 or ratio >= 1 or abs(ratio * 10**places - 1) > NOISE:
        return ""
    return f"{Decimal(found[0].replace(',', '')).scaleb(-places):f}"
