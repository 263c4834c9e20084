"""Dates as bureaus print them: 2022/12/31, 2023年6月底, 2023年上半年, 2023年1—6月; a part of a year is dated with its end."""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from cqtargets.files.headings import bare_year

__all__ = ["day_before", "due_of", "is_part_of_a_year", "printed_moment"]

_DECEMBER: Final = 12
_YEAR: Final = r"(?P<year>(?:19|20|21)\d\d)"
_DAY: Final = re.compile(_YEAR + r"(?:年|[-/.])(?P<month>\d{1,2})(?:月|[-/.])(?P<day>\d{1,2})日?")
_MONTH: Final = re.compile(
    _YEAR + r"(?:年|[-/.])(?:\d{1,2}月?[—\-~～至到])?(?P<month>\d{1,2})月?(?:末|底|份|中旬|上旬|下旬)?(?:数据)?"
)
_PART: Final = re.compile(
    _YEAR + r"年?(?P<part>上半年|下半年|第?[一二三四1-4]季度|Q[1-4]|半年|前三季度)(?:末|底)?", re.IGNORECASE
)
_WHOLE: Final = re.compile(_YEAR + r"年?(?:度|[末底]|年末|年底|全年)?")
_MONTHS: Final = {
    "上半年": (1, 6), "半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9), "q1": (1, 3), "q2": (4, 6), "q3": (7, 9), "q4": (10, 12),
    **{f"{order}{sign}季度": (first, first + 2) for order in ("", "第") for signs, first in (("一1", 1), ("二2", 4), ("三3", 7), ("四4", 10)) for sign in signs},
}  # fmt: skip
_SPAN: Final = re.compile(r"(?P<first>\d{1,2})月?[—\-~～至到](?P<last>\d{1,2})月")


@lru_cache(maxsize=4096)
def printed_moment(text: str) -> int | date | None:
    """The year, or the last day of what is printed; None for what is no date.

    >>> printed_moment("2022/12/31"), printed_moment("2023年6月底"), printed_moment("2023年"), printed_moment("2023年上半年")
    (datetime.date(2022, 12, 31), datetime.date(2023, 6, 30), 2023, datetime.date(2023, 6, 30))
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split()).removeprefix("截至").removeprefix("截止")
    whole = _WHOLE.fullmatch(plain)
    if whole:
        return int(whole["year"])
    day = _DAY.fullmatch(plain)
    if day:
        return _date(int(day["year"]), int(day["month"]), int(day["day"]))
    part = _PART.fullmatch(plain)
    month = _MONTHS.get(part["part"].lower(), (0, 0))[1] if part else 0
    found = part or _MONTH.fullmatch(plain)
    if not found:
        return None
    month = month or int(found["month"])
    if not 1 <= month <= 12:
        return None
    return date(int(found["year"]), month, calendar.monthrange(int(found["year"]), month)[1])


@lru_cache(maxsize=4096)
def is_part_of_a_year(text: str) -> bool:
    """Whether a printed time is a span within a year: its value is no year's.

    >>> is_part_of_a_year("2023年1—6月"), is_part_of_a_year("2023年6月底")
    (True, False)
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    return bool(re.search(r"\d{1,2}月?[—\-~～至到]\d{1,2}月|半年|季度|Q[1-4]", plain, re.IGNORECASE))


def day_before(text: str) -> date | None:
    """The last day before a printed part of a year begins; None for what is no such part.

    >>> day_before("2023年上半年"), day_before("2023年7—9月"), day_before("2023年")
    (datetime.date(2022, 12, 31), datetime.date(2023, 6, 30), None)
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    year = re.match(_YEAR, plain)
    part, span = _PART.fullmatch(plain), _SPAN.search(plain)
    first = _MONTHS.get(part["part"].lower(), (0, 0))[0] if part else int(span["first"]) if span else 0
    if not year or not 1 <= first <= 12:
        return None
    opening = date(int(year["year"]), first, 1)
    return opening - timedelta(days=1)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def due_of(cell: Any, heading: str | None) -> tuple[int | None, str]:
    """The year of a cell under 完成时限, and what it says where that is earlier than the year's end; `heading` is None
    where the year stands under no heading of its own.

    >>> due_of("2025年6月底前", "完成时限"), due_of("2025年底", "完成时限"), due_of("尽快", "完成时限")
    ((2025, '2025年6月底前'), (2025, ''), (None, ''))
    """
    year = bare_year(cell)
    if year is not None or heading is None or (isinstance(cell, date) and "年" in heading):
        return year, ""
    when = cell if isinstance(cell, date) else printed_moment(str(cell).strip().removesuffix("前"))
    if when is None or isinstance(when, int):
        return when, ""
    printed = f"{when:%Y-%m-%d}" if isinstance(cell, date) else str(cell).strip()
    return when.year, printed if when.month < _DECEMBER else ""
