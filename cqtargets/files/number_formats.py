"""What a spreadsheet shows for a number: a per cent, a date, or the number itself."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final

__all__ = ["BUILT_IN", "is_date", "moment", "percentage"]

BUILT_IN: Final = {9: "0%", 10: "0.00%"} | dict.fromkeys(
    (*range(14, 18), 22, *range(27, 32), 36, 50, 51, 52, 53, 54, 57, 58), "yyyy/m/d"
)
"""Formats that a file names by number alone; the dates of Chinese locales are among them (27 to 58)."""

_QUOTED: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DECIMALS: Final = re.compile(r"\.([0#?]+)")
_DATE: Final = re.compile(r"[yd]|e(?![+\-])", re.IGNORECASE)
_PLACES: Final = re.compile(r"[0#?]")
_EPOCHS: Final = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}
_LAST_DAY: Final = 2_958_465


@lru_cache(maxsize=1024)
def is_date(code: str) -> bool:
    """Whether a number format shows a date: yyyy/m/d does, `0"年"` and `0.00%` do not.

    >>> is_date("yyyy-mm-dd"), is_date('0"年"'), is_date("[$-F800]dddd, mmmm dd, yyyy")
    (True, False, True)
    """
    bare = _QUOTED.sub("", code.partition(";")[0])
    return bool(_DATE.search(bare)) and not _PLACES.search(bare) and bare.lower() != "general"


def moment(days: float, *, from_1904: bool = False) -> datetime | None:
    """The date that a spreadsheet counts as `days`; None where it shows none.

    >>> moment(44926)
    datetime.datetime(2022, 12, 31, 0, 0)
    """
    if not 0 <= days <= _LAST_DAY:
        return None
    return _EPOCHS[from_1904] + timedelta(days=days)


def percentage(value: float, code: str) -> str | None:
    """A number in a per cent format as the cell shows it, 48%; None in any other format.

    Digits that the format hides are kept: 0.485 formatted 0% is 48.5%.

    >>> percentage(0.485, "0%"), percentage(0.5, "0.0%"), percentage(7, "0.0")
    ('48.5%', '50.0%', None)
    """
    if "%" not in code:
        return None
    bare = _QUOTED.sub("", code)
    if "%" not in bare:
        return None
    found = _DECIMALS.search(bare)
    decimals = len(found.group(1)) if found else 0
    percent = Decimal(f"{value:.15g}") * 100
    shown = round(percent, decimals)
    return f"{shown if shown == percent else percent.normalize():f}%"
