"""How much may be asked for: one bound a kind of number, and the sentence that names it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from operator import index
from typing import Any, Final, TypeVar

from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError

__all__ = [
    "LAST_YEAR",
    "MOST_DIGITS",
    "MOST_DRAWS",
    "MOST_JOBS",
    "MOST_ROWS",
    "MOST_YEARS",
    "NOISE",
    "checked_draws",
    "checked_frame",
    "each_of",
    "memory",
    "whole_number",
]

T = TypeVar("T")

NOISE: Final = 1e-9
"""What floating-point arithmetic may leave of two numbers that are the same, relative to their size."""

MOST_DRAWS: Final = 1_000_000
"""Trajectories or random draws: the error of a quantile is then below a thousandth of its spread."""

LAST_YEAR: Final = 9999
"""The last year of the calendar of dates."""

MOST_YEARS: Final = 300
"""Years between a start and a due date."""

MOST_DIGITS: Final = 15
"""Decimals of a printed number: a float holds no more."""

MOST_ROWS: Final = 10_000_000
"""Cases that are graded at once."""

MOST_JOBS: Final = 1024
"""Processes."""


def whole_number(name: str, value: Any, *, least: int = 0, most: int | None = None) -> int:
    """The number, if it is whole and within its bounds.

    Parameters
    ----------
    name : str
        What is called so where it is refused.
    value
        Anything; a truth value is no number.
    least, most : int
        Both allowed; no upper bound without `most`.

    Raises
    ------
    DomainError
        Otherwise; the message names the bound.

    Examples
    --------
    >>> whole_number("draws", 10**12, most=MOST_DRAWS)
    Traceback (most recent call last):
    cqtargets.errors.DomainError: draws is 1000000000000; give a whole number from 0 to 1,000,000
    """
    bound = Reason("of_or_more", least=least) if most is None else Reason("from_to", least=least, most=most)
    try:
        number = index(value)
    except TypeError:
        number = None
    if number is None or isinstance(value, bool) or number < least or (most is not None and number > most):
        raise DomainError(Reason("whole_number_wanted", name=name, value=value, bound=bound))
    return number


def checked_draws(value: Any, *, least: int = 1) -> int:
    """`value` as a number of draws, at most `MOST_DRAWS`.

    >>> checked_draws(1000)
    1000
    """
    return whole_number("draws", value, least=least, most=MOST_DRAWS)


_CELL: Final = 8
_AT_WORK: Final = 2.5
"""Bytes of a cell, and how many times a frame is held while it is put together (measured on frames of paths)."""

_UNTOLD: Final = 16e9
"""Bytes of a machine that does not say how many it has."""


def checked_frame(rows: int, columns: int, remedy: Reason) -> None:
    """Refuse a frame that the machine cannot hold, before the work on it begins.

    Parameters
    ----------
    rows, columns : int
        Its size.
    remedy : Reason
        What to ask for instead.

    Raises
    ------
    DomainError
        With the estimate, the machine's memory and the remedy.

    Examples
    --------
    >>> checked_frame(10**13, 10, Reason("fewer_targets"))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    cqtargets.errors.DomainError: a frame of 10,000,000,000,000 rows needs about 2,000,000 GB and this machine has ...
    """
    needed, held = rows * columns * _CELL * _AT_WORK, memory()
    if needed > held:
        raise DomainError(Reason("beyond_memory", rows=rows, needed=needed / 1e9, held=held / 1e9, remedy=remedy))


def memory() -> float:
    """Bytes of memory of the machine."""
    try:
        return float(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    except (AttributeError, ValueError, OSError):
        return _UNTOLD


def each_of(values: Iterable[T], kind: type[T], asked: str) -> tuple[T, ...]:
    """The values, if each is of its kind.

    Raises
    ------
    DomainError
        If there is nothing to go through, or something else among them.

    Examples
    --------
    >>> each_of([1, "x"], int, "numbers")
    Traceback (most recent call last):
    cqtargets.errors.DomainError: 'x' at position 1; give numbers
    """
    if not isinstance(values, Iterable):
        raise DomainError(Reason("no_collection", value=repr(values)[:60], asked=asked))
    found = tuple(values)
    for position, value in enumerate(found):
        if not isinstance(value, kind):
            raise DomainError(Reason("wrong_member", value=repr(value)[:60], position=position, asked=asked))
    return found
