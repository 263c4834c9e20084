"""Cells that a spreadsheet shows as a percentage: 0.48 formatted 0% is the text 48%."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Final

__all__ = ["as_shown"]

_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_DECIMALS: Final = re.compile(r"\.([0#?]+)")


def as_shown(cell: Any) -> Any:
    """The value of an openpyxl cell; a number with a percentage format is the text that the cell shows, such as 48%.

    Digits that the format hides are kept: 0.485 formatted 0% is 48.5%.
    """
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    number_format = _QUOTED.sub("", cell.number_format)
    return _percentage(value, number_format) if "%" in number_format else value


def _percentage(value: float, number_format: str) -> str:
    found = _DECIMALS.search(number_format)
    decimals = len(found.group(1)) if found else 0
    percent = Decimal(f"{value:.15g}") * 100
    shown = round(percent, decimals)
    return f"{shown if shown == percent else percent.normalize():f}%"
