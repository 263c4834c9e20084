"""People by age band times rates: numbers, arrays or quantities of a forecast alike."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.age_groups import group_faults, parse_age_group
from cqtargets.conventions.arrays import floats
from cqtargets.conventions.quantity import Quantity
from cqtargets.errors import DomainError

__all__ = ["checked_bands", "rates_of", "share", "weighted"]

Array = NDArray[np.float64]


def checked_bands(people: Mapping[str, Any], *, whole: bool) -> None:
    """Refuse age bands that overlap and, for `whole`, those that leave ages out.

    Raises
    ------
    DomainError
        Naming every fault, or people who are negative or not finite.
    """
    if not people:
        raise DomainError("no people are given; give a mapping such as {'0-59': 25e6, '60+': 7e6}")
    faults = group_faults([parse_age_group(band) for band in people])
    if not whole:
        faults = [fault for fault in faults if "overlap" in fault or "twice" in fault]
    if faults:
        raise DomainError(f"the age bands {', '.join(people)} do not add up: {'; '.join(faults)}")
    for band, value in people.items():
        for part in (
            (value.point, value.draws) if isinstance(value, Quantity) else (floats(value, f"people of {band}"),)
        ):
            if not (np.isfinite(part).all() and (part >= 0).all()):
                raise DomainError(f"people of {band} are {np.min(part):g}; give heads, zero or more")


def rates_of(what: str, rates: float | Mapping[str, float], people: Mapping[str, Any], most: float) -> dict[str, float]:
    """One rate a band, 0 to `most`; a single number holds for all.

    Raises
    ------
    DomainError
        If bands differ from those of the people, or a rate is outside.
    """
    found = dict(rates) if isinstance(rates, Mapping) else dict.fromkeys(people, rates)
    if set(found) != set(people):
        odd = sorted(set(found) ^ set(people))
        raise DomainError(f"bands of {what} and of the people differ: {', '.join(odd)}; give one rate for each band")
    for band, rate in found.items():
        if not (math.isfinite(rate) and 0 <= rate <= most):
            limit = "zero or more" if most == math.inf else f"0 to {most:g}"
            raise DomainError(f"{what} of {band} is {rate:g}; give {limit}")
    return {band: float(found[band]) for band in people}


def share(what: str, value: float, *, above_zero: bool = False) -> float:
    """A share from 0 (or above it) to 1.

    Raises
    ------
    DomainError
        If it is outside: a percentage, perhaps.
    """
    if not (math.isfinite(value) and (value > 0 if above_zero else value >= 0) and value <= 1):
        raise DomainError(
            f"{what} is {value:g}; give a share {'above 0' if above_zero else 'from 0'} to 1 (0.85 for 85 %)"
        )
    return float(value)


def weighted(people: Mapping[str, Any], factors: Mapping[str, float], *, name: str, unit: str) -> dict[str, Any]:
    """Each band's people times its factor, and under "" their sum.

    Raises
    ------
    DomainError
        If some bands are quantities and others are not, or regions and trajectories differ.
    """
    quantities = [value for value in people.values() if isinstance(value, Quantity)]
    if not quantities:
        parts: dict[str, Any] = {band: _plain(np.asarray(value) * factors[band]) for band, value in people.items()}
        return {**parts, "": _plain(np.asarray(sum(np.asarray(part) for part in parts.values())))}
    first = quantities[0]
    if len(quantities) < len(people) or any(
        (other.regions, other.draws.shape, other.on) != (first.regions, first.draws.shape, first.on)
        for other in quantities
    ):
        raise DomainError(
            "people by age are not of one forecast and date; take all bands from one forecast, on one date"
        )
    found = {band: value.times(factors[band], name=f"{name} {band}", unit=unit) for band, value in people.items()}
    point = np.sum([part.point for part in found.values()], axis=0)
    draws = np.sum([part.draws for part in found.values()], axis=0)
    whole = Quantity(
        name=name, unit=unit, on=first.on, kind=first.kind, regions=first.regions, point=point, draws=draws,
        single=first.single, basis=first.basis,
    )  # fmt: skip
    return {**found, "": whole}


def _plain(values: Array) -> Any:
    return float(values) if values.ndim == 0 else values
