"""Staff from workload: available working time, standard times, allowances (WISN)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from cqtargets.conventions.doors import door
from cqtargets.errors import DomainError

__all__ = ["Workload", "available_time", "wisn"]


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """Staff that a workload asks for.

    Attributes
    ----------
    basic : float
        For the activities that are counted.
    category_factor : float
        What the activities of all staff (meetings, records) multiply it by.
    individual : float
        Staff for the duties of single people (supervision).
    required : float
        basic x category_factor + individual, full-time equivalents.
    by_activity : mapping of name to float
        Parts of `basic`.
    """

    basic: float
    category_factor: float
    individual: float
    required: float
    by_activity: Mapping[str, float]

    def ratio(self, staff: float) -> float:
        """Staff there are over staff required: below 1 there is a shortage and the workload presses.

        Parameters
        ----------
        staff : float
            Full-time equivalents, >= 0.
        """
        _not_negative("staff", staff)
        if not self.required:
            raise DomainError("no staff is required, so there is no ratio; give a workload")
        return staff / self.required


def _not_negative(what: str, value: float) -> float:
    if not (math.isfinite(value) and value >= 0):
        raise DomainError(f"{what} is {value:g}; give zero or more")
    return float(value)


@door
def available_time(
    *,
    days_a_week: float = 5,
    weeks: float = 52,
    holidays: float = 0,
    leave: float = 0,
    sick: float = 0,
    training: float = 0,
    hours_a_day: float = 8,
) -> float:
    """Hours a year that one person works: (days a week x weeks - absences) x hours a day.

    Parameters
    ----------
    days_a_week, weeks : float
        Working days, at most 7 a week.
    holidays, leave, sick, training : float
        Days away, >= 0: public holidays, annual leave, illness, training.
    hours_a_day : float
        At most 24.

    Returns
    -------
    float
        Hours; divide by `hours_a_day` for days.

    Raises
    ------
    DomainError
        If a number is negative, or nothing is left.

    References
    ----------
    World Health Organization (2010), Workload indicators of staffing need: user's manual.

    Examples
    --------
    52 weeks of 4.5 days in consultation, less 10 holidays, 30 days of leave and 15 of illness, are 179 days:

    >>> available_time(days_a_week=4.5, holidays=10, leave=30, sick=15) / 8
    179.0
    """
    parts = {"holidays": holidays, "leave": leave, "sick": sick, "training": training, "days_a_week": days_a_week,
             "weeks": weeks, "hours_a_day": hours_a_day}  # fmt: skip
    for what, value in parts.items():
        _not_negative(what, value)
    if days_a_week > 7 or hours_a_day > 24 or weeks > 53:
        raise DomainError(
            f"{days_a_week:g} days a week, {weeks:g} weeks, {hours_a_day:g} hours a day: more than there are"
        )
    days = days_a_week * weeks - holidays - leave - sick - training
    if days <= 0 or hours_a_day == 0:
        raise DomainError(f"{days:g} days of {hours_a_day:g} hours are left; check the days away")
    return days * hours_a_day


@door
def wisn(
    workload: Mapping[str, float],
    hours_each: Mapping[str, float],
    available: float,
    *,
    category_share: float = 0.0,
    individual_hours: float = 0.0,
) -> Workload:
    r"""Staff by workload indicators: :math:`\frac{1}{1-c} \sum_i W_i h_i / A + H/A`.

    Parameters
    ----------
    workload : mapping of activity to float
        How often in a year, >= 0.
    hours_each : mapping of activity to float
        Hours that one takes, >= 0; the same activities.
    available : float
        Hours a year of one person, of `available_time`.
    category_share : float
        Share c of everybody's time that goes into activities not counted, from 0 to below 1.
    individual_hours : float
        Hours a year H of additional duties of certain people, added up over them.

    Returns
    -------
    Workload

    Raises
    ------
    DomainError
        If the activities differ, a number is negative, or the share is not below 1.

    References
    ----------
    World Health Organization (2010), Workload indicators of staffing need: user's manual.

    Examples
    --------
    An HIV clinic of Kenya (Human Resources for Health 2017, 15, table 3 of s12960-017-0186-3): 100,000 visits of a quarter of an
    hour, 179 days of eight hours, ten days of training; 17.46 staff before allowances.

    >>> found = wisn({"visit": 100_000}, {"visit": 0.25}, 179 * 8, category_share=10 / 179)
    >>> round(found.basic, 2), round(found.required, 2)
    (17.46, 18.49)
    """
    if set(workload) != set(hours_each):
        odd = sorted(set(workload) ^ set(hours_each))
        raise DomainError(f"activities of workload and hours_each differ: {', '.join(odd)}; give both for each")
    if not (math.isfinite(available) and available > 0):
        raise DomainError(f"available time is {available:g}; give hours a year above zero")
    if not 0 <= category_share < 1:
        raise DomainError(f"category_share is {category_share:g}; give a share from 0 to below 1 (0.12 for 12 %)")
    parts = {
        name: _not_negative(f"workload of {name}", count)
        * _not_negative(f"hours of {name}", hours_each[name])
        / available
        for name, count in workload.items()
    }
    basic = sum(parts.values())
    factor = 1 / (1 - category_share)
    individual = _not_negative("individual_hours", individual_hours) / available
    return Workload(
        basic=basic,
        category_factor=factor,
        individual=individual,
        required=basic * factor + individual,
        by_activity=parts,
    )
