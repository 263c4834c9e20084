"""Beds that people of each age use, and what moves them from one date to another."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.arrays import floats
from cqtargets.conventions.doors import door
from cqtargets.conventions.quantity import Quantity
from cqtargets.decomposition import das_gupta
from cqtargets.decomposition.effects import Effects
from cqtargets.errors import DomainError
from cqtargets.workforce.people import checked_bands, rates_of, share, weighted

__all__ = ["BedDemand", "bed_demand", "bed_drivers", "calibrated_rates"]


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BedDemand:
    """Beds that a population by age uses.

    Attributes
    ----------
    total : float, array or Quantity
        Beds, of the kind that the people were given in.
    by_age : mapping of band to the same
    admission_rates, stay : mapping of band to float
        What was assumed.
    occupancy, days : float
    """

    total: Any
    by_age: Mapping[str, Any] = field(repr=False)
    admission_rates: Mapping[str, float]
    stay: Mapping[str, float]
    occupancy: float
    days: float

    def per(self, people: Any, heads: float = 1000) -> Any:
        """Beds for so many people, trajectory by trajectory: what the ratio of a plan would have to be.

        Parameters
        ----------
        people : float, array or Quantity
            All people, of the same forecast and date.
        heads : float
            For how many, 1,000 unless told.
        """
        if isinstance(self.total, Quantity):
            return self.total.over(people, name="beds by age", unit="").times(
                heads, name="beds by age", unit=f"张/{heads:g}人"
            )
        return self.total / people * heads


@door
def bed_demand(
    population_by_age: Mapping[str, Any],
    admission_rates: float | Mapping[str, float],
    stay: float | Mapping[str, float],
    occupancy: float,
    *,
    days: float = 365,
    whole: bool = True,
) -> BedDemand:
    r"""Beds from use by age: :math:`\sum_a P_a \, r_a \, s_a / (365 \, o)`.

    Parameters
    ----------
    population_by_age : mapping of age band to float, array or Quantity
        People, such as ``{"0-59": f.denominator("0-59", on=2035), "60+": ...}``; trajectories are kept.
    admission_rates : float or mapping of band to float
        Admissions a person and year, >= 0; more than one is possible. `ADMISSIONS` has published ones for China in 2018.
    stay : float or mapping of band to float
        Days of an admission, >= 0.
    occupancy : float
        Share of the bed days that are used, above 0 and at most 1.
    days : float
        Days on which beds are open, 365 a year.
    whole : bool
        Refuse bands that leave ages out; False for a part of the people on purpose.

    Returns
    -------
    BedDemand

    Raises
    ------
    DomainError
        For bands that overlap or leave ages out, people or rates below 0, an occupancy above 1, bands without a rate,
        or people of different forecasts and dates.

    References
    ----------
    Elementary; as in the bed planning of national health services. Rates stay what they are given as: earlier discharge
    and substitution by care at home have to be put into them.

    Examples
    --------
    A million people, 10 and 30 admissions per 100, nine days, 90 % occupied:

    >>> found = bed_demand({"0-59": 800_000, "60+": 200_000}, {"0-59": 0.1, "60+": 0.3}, 9, 0.9)
    >>> round(found.total), round(found.by_age["60+"]), round(found.per(1_000_000), 2)
    (3836, 1644, 3.84)
    """
    checked_bands(population_by_age, whole=whole)
    rates = rates_of("admission_rates", admission_rates, population_by_age, math.inf)
    stays = rates_of("stay", stay, population_by_age, math.inf)
    used = share("occupancy", occupancy, above_zero=True)
    if not (math.isfinite(days) and 0 < days <= 366):
        raise DomainError(f"days is {days:g}; give the days a year on which beds are open, above 0 and at most 366")
    factors = {band: rates[band] * stays[band] / (days * used) for band in population_by_age}
    found = weighted(population_by_age, factors, name="beds by age", unit="张")
    total = found.pop("")
    return BedDemand(total=total, by_age=found, admission_rates=rates, stay=stays, occupancy=used, days=days)


@door
def calibrated_rates(
    population_by_age: Mapping[str, Any],
    pattern: Mapping[str, float],
    beds: float,
    stay: float | Mapping[str, float],
    occupancy: float,
    *,
    days: float = 365,
) -> dict[str, float]:
    """Admission rates of a known pattern by age at the level that fills the beds there are.

    Surveys tell how much more the old are admitted, seldom how often in one city: the pattern is theirs, the level the city's.

    Parameters
    ----------
    population_by_age : mapping of age band to float or Quantity
        People of one region on the date of `beds`; medians count.
    pattern : mapping of band to float
        Rates whose ratios hold, such as `ADMISSIONS`.
    beds : float
        Beds on that date, > 0.
    stay, occupancy, days
        As for `bed_demand`.

    Returns
    -------
    dict of band to float
        Admissions a person and year; `bed_demand` with them gives `beds` on that date.

    Raises
    ------
    DomainError
        As for `bed_demand`; also if `beds` is not above zero or the pattern asks for none.

    References
    ----------
    Elementary.

    Examples
    --------
    >>> people = {"0-59": 800_000, "60+": 200_000}
    >>> rates = calibrated_rates(people, {"0-59": 1, "60+": 3}, 5000, stay=9, occupancy=0.9)
    >>> round(rates["60+"] / rates["0-59"], 6), round(bed_demand(people, rates, 9, 0.9).total)
    (3.0, 5000)
    """
    middle = {band: _number(value) for band, value in population_by_age.items()}
    used = bed_demand(middle, pattern, stay, occupancy, days=days).total
    if not (math.isfinite(beds) and beds > 0) or not used > 0:
        raise DomainError(f"{beds:g} beds there are and {used:g} by the pattern; both have to be above zero")
    return {band: float(rate) * beds / used for band, rate in pattern.items()}


@door
def bed_drivers(
    start: BedDemand, end: BedDemand, people_start: Mapping[str, Any], people_end: Mapping[str, Any]
) -> Effects:
    """What moves the beds from one date to another: number of people, their ages, admissions, stay, occupancy.

    Parameters
    ----------
    start, end : BedDemand
        Of one region and the same age bands; medians count.
    people_start, people_end : mapping of band to float or Quantity
        The people that they were made of.

    Returns
    -------
    Effects
        people, ages, admissions, stay, occupancy, in beds; they add up to `total`.

    Raises
    ------
    DomainError
        If bands differ, or there are several regions.

    References
    ----------
    Das Gupta (1993), as `cqtargets.decomposition.das_gupta`.

    Examples
    --------
    >>> young, old = {"0-59": 900.0, "60+": 100.0}, {"0-59": 700.0, "60+": 200.0}
    >>> use = ({"0-59": 0.1, "60+": 0.3}, 10, 0.8)
    >>> effects = bed_drivers(bed_demand(young, *use), bed_demand(old, *use), young, old)
    >>> {name: round(effect, 2) for name, effect in effects.items()}
    {'people': -0.45, 'ages': 0.8, 'admissions': 0.0, 'stay': 0.0, 'occupancy': 0.0}
    """
    bands = list(start.by_age)
    if not (set(bands) == set(end.by_age) == set(people_start) == set(people_end)):
        raise DomainError("the two dates have other age bands; give the same ones for both")

    def beds(people: Any, ages: Any, admissions: Any, stay: Any, occupancy: Any) -> Any:
        return (people * ages * admissions * stay / occupancy).sum()

    return das_gupta(_factors(start, people_start, bands), _factors(end, people_end, bands), beds)


def _factors(demand: BedDemand, people: Mapping[str, Any], bands: list[str]) -> dict[str, Any]:
    heads: NDArray[np.float64] = np.array([_number(people[band]) for band in bands])
    total = heads.sum()
    if not total > 0:
        raise DomainError("there are no people on one of the dates; nothing can be split")
    return {
        "people": np.full(len(bands), total),
        "ages": heads / total,
        "admissions": np.array([demand.admission_rates[band] for band in bands]),
        "stay": np.array([demand.stay[band] for band in bands]),
        "occupancy": np.full(len(bands), demand.occupancy * demand.days),
    }


def _number(value: Any) -> float:
    middle = floats(value.median if isinstance(value, Quantity) else value, "people")
    if middle.ndim:
        raise DomainError(f"people of {middle.size} regions; split one region at a time with .of(region)")
    return float(middle)
