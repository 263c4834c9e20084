"""When people retire: the statutory ages of China, which rise by months from 2025 on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.doors import door
from cqtargets.conventions.limits import whole_number
from cqtargets.errors import ConventionError, DomainError

__all__ = ["RULES", "Retirement", "checked_rule", "retired_share", "retirement_age"]

RULES: Final = {"men": (60, 4, 36), "women_55": (55, 4, 36), "women_50": (50, 2, 60)}
"""Age until 2024, months of birth for each month of delay, months of delay in the end."""

_FIRST = 2025 * 12
Retirement = str | float | None


def checked_rule(rule: Retirement) -> None:
    """Refuse what is neither a rule of `RULES`, an age, nor None.

    Raises
    ------
    ConventionError
        If the name is unknown.
    DomainError
        If the age is not between 15 and 100.
    """
    if isinstance(rule, str):
        if rule not in RULES:
            raise ConventionError(f"unknown retirement {rule!r}; write one of {', '.join(RULES)}, an age, or None")
    elif rule is not None and not 15 <= rule <= 100:
        raise DomainError(f"retirement at {rule}; give an age between 15 and 100")


@door
def retirement_age(rule: str, year: int, month: int = 1) -> float:
    r"""Statutory age of those who reach the old age in a month: it rises with :math:`\lceil m/4 \rceil` months.

    Parameters
    ----------
    rule : {"men", "women_55", "women_50"}
        Men (60, in the end 63); women whose age was 55 (in the end 58) and 50 (in the end 55; a month for every two).
    year, month : int
        When the old age is reached; m counts months from January 2025 (1).

    Returns
    -------
    float
        Years of age.

    Raises
    ------
    ConventionError
        If the rule is unknown.
    DomainError
        If the month is not 1 to 12.

    References
    ----------
    Standing Committee of the National People's Congress, decision of 13 September 2024 on the gradual postponement of
    the statutory retirement age, in force from 1 January 2025. Early or later retirement by choice (up to three years)
    is left out.

    Examples
    --------
    A man born in May 1965 turns 60 in May 2025 and retires two months later; one born in September 1976 at 63:

    >>> round(12 * (retirement_age("men", 2025, 5) - 60)), retirement_age("men", 2036, 9)
    (2, 63.0)
    """
    checked_rule(rule)
    if not 1 <= month <= 12:
        raise DomainError(f"month {month}; write 1 to 12")
    return RULES[rule][0] + float(_delay(rule, np.array(year * 12 + month - 1))) / 12


def _delay(rule: str, reached: NDArray[np.int64]) -> NDArray[np.int64]:
    _, step, most = RULES[rule]
    since = np.maximum(reached - _FIRST + 1, 0)
    delay: NDArray[np.int64] = np.minimum(most, -(-since // step))
    return delay


@door
def retired_share(ages: Sequence[int], year: int, rule: Retirement) -> NDArray[np.float64]:
    """Share of each age that has reached retirement by the end of a year, births spread evenly over the months.

    Parameters
    ----------
    ages : sequence of int, length A
        Completed years at the end of the year.
    year : int
    rule : str, float or None
        A rule of `retirement_age`; an age that stays the same; or None, nobody retires.

    Returns
    -------
    array, shape (A,)
        0 to 1.

    Raises
    ------
    ConventionError, DomainError
        As for `checked_rule`.

    References
    ----------
    See `retirement_age`.

    Examples
    --------
    Until 2024 all who have turned 60 have retired; at the end of 2026 those who turned 60 before August have, for their
    delay is four or five months:

    >>> retired_share([59, 60], 2024, "men").tolist(), round(float(retired_share([60], 2026, "men")[0]), 2)
    ([0.0, 1.0], 0.58)
    """
    checked_rule(rule)
    completed = np.array([whole_number("age", age) for age in ages], dtype=np.int64)[:, None]
    if rule is None:
        return np.zeros(len(completed))
    births = (year - completed) * 12 + np.arange(12)
    if isinstance(rule, str):
        reached = births + RULES[rule][0] * 12
        leaving = (reached + _delay(rule, reached)).astype(np.float64)
    else:
        leaving = (births + 12.0 * float(rule)).astype(np.float64)
    return np.asarray((leaving <= year * 12 + 11).mean(axis=1), dtype=np.float64)
