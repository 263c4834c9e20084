"""One clock for years and dates: an integer year means its end."""

from __future__ import annotations

import calendar
from datetime import date, datetime
from operator import index
from typing import Any

from cqtargets.conventions.doors import door
from cqtargets.conventions.limits import LAST_YEAR, whole_number
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError

__all__ = ["When", "parse_when", "time", "time_share"]

When = int | date | str


@door
def time(when: When) -> float:
    """Position in years on the library's clock.

    A year is its end (31 December), a date the end of that day:
    ``y - 1 + (full months + day / days in the month) / 12``.

    Parameters
    ----------
    when : int, date or str
        ``2023``, ``date(2023, 6, 30)``, ``"2023-06-30"`` or ``"2023"``.

    Raises
    ------
    DomainError
        For a fractional number (2023.5 would be read as mid-2023 and means mid-2024 here), text that is no date, or a
        year beyond 9999.

    References
    ----------
    The rule is this library's own, so that a plan's baseline year, its due year and a mid-year report share one axis.

    Examples
    --------
    >>> time(2020), time("2023-06-30")
    (2020.0, 2022.5)

    The census of 1 November 2020, 0:00, is the end of 31 October:

    >>> round(time("2020-10-31"), 4)
    2019.8333
    """
    known = when if type(when) is int else parse_when(when)
    if isinstance(known, int):
        return float(
            known if abs(known) <= LAST_YEAR else whole_number("year", known, least=-LAST_YEAR, most=LAST_YEAR)
        )
    days = calendar.monthrange(known.year, known.month)[1]
    return known.year - 1 + (known.month - 1 + known.day / days) / 12


@door
def parse_when(when: Any) -> int | date:
    """Read a year or a date; times of day are dropped.

    Parameters
    ----------
    when : Any
        Year, date or ISO text.

    Raises
    ------
    DomainError
        If `when` is neither.

    Examples
    --------
    >>> parse_when("2023-06-30")
    datetime.date(2023, 6, 30)
    >>> parse_when("2025")
    2025
    """
    if isinstance(when, datetime):
        return when.date()
    if isinstance(when, date):
        return when
    if isinstance(when, str):
        return _parse_text(when)
    try:
        if not isinstance(when, bool):
            return index(when)
    except TypeError:
        pass
    raise DomainError(Reason("no_moment", when=when))


def _parse_text(text: str) -> int | date:
    stripped = text.strip()
    if len(stripped) == 4 and stripped.isascii() and stripped.isdigit():
        return int(stripped)
    try:
        return date.fromisoformat(stripped)
    except ValueError:
        raise DomainError(Reason("no_date_written", text=text)) from None


@door
def time_share(start: When, due: When, on: When) -> float:
    """Share of a plan's time gone (时序进度): (t - t0) / (T - t0).

    It is below 0 before the start and above 1 after the due date.

    Parameters
    ----------
    start : When
        Start of the period.
    due : When
        End of the period.
    on : When
        Moment between them.

    Raises
    ------
    DomainError
        If `due` is not after `start`.

    Examples
    --------
    >>> time_share(2020, 2025, "2023-06-30")
    0.5
    """
    begin, end = time(start), time(due)
    if end <= begin:
        raise DomainError(Reason("due_before_start", due=due, start=start))
    return (time(on) - begin) / (end - begin)
