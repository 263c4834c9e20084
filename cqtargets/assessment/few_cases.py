"""Rates of few cases: how far chance alone lets them jump, so that a grade which hangs on it is called unstable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from cqtargets import units
from cqtargets.assessment.numbers import Numbers
from cqtargets.attainment import count_interval
from cqtargets.catalogue import Catalogue
from cqtargets.conventions.reasons import Reason, joined
from cqtargets.errors import DomainError, UnknownIdError
from cqtargets.monitoring.choosing import Chosen
from cqtargets.observations import Observations
from cqtargets.prospects.attaining import counted_per
from cqtargets.targets.indicator import Indicator

__all__ = ["FEW", "with_few_cases"]

FEW: Final = 100
"""Cases a year from which on chance moves a rate by a fifth at most: 95 % of 100 is 81 to 122."""
_RARE: Final = 0.1
"""Part of those exposed up to which cases count like independent events."""
_COUNTED: Final = {"live_births": "births"}


def with_few_cases(
    catalogue: Catalogue,
    observations: Observations,
    held: Sequence[Chosen],
    numbers: Numbers,
    exposure: Mapping[str, float],
) -> tuple[Numbers, list[Chosen]]:
    """The numbers with the 95 % interval of the count behind each rate of fewer than `FEW` cases, and remarks on it.

    `exposure` holds births, people or institutions a year by id; births are taken from the observations where they
    have them for the place and year.
    """
    for key, size in exposure.items():
        if key not in catalogue.ids:
            raise UnknownIdError(f"exposure names {key!r}, which is not in the catalogue", key=key, nearest=())
        if not (size > 0 and np.isfinite(size)):
            raise DomainError(f"exposure of {key!r} is {size}; give the births, people or institutions a year")
    low, high, told = numbers.current_low.copy(), numbers.current_high.copy(), list(held)
    targets = tuple(catalogue)
    known = np.isfinite(numbers.current) & ~numbers.reason.astype(bool) & ~numbers.bound.astype(bool)
    for row in np.flatnonzero(known).tolist():
        target, value = targets[row], numbers.current.item(row)
        if target.measure not in ("rate", "share") or (target.population not in _COUNTED and target.id not in exposure):
            continue
        exposed = exposure.get(target.id) or _births(target, observations, held[row])
        if exposed is None:
            if target.population in _COUNTED and counted_per(target) >= 10_000:
                told[row] = replace(held[row], remark=joined(held[row].remark, Reason("exposure_unknown")))
            continue
        share = value / counted_per(target)
        cases = share * exposed
        if share > _RARE or cases >= FEW:
            continue
        least, most = (end / exposed * counted_per(target) for end in count_interval(cases))
        low[row], high[row] = min(low[row], least), max(high[row], most)
        why = Reason("few_cases", cases=round(cases), low=least, high=most)
        told[row] = replace(held[row], remark=joined(held[row].remark, why))
    return replace(numbers, current_low=low, current_high=high), told


def _births(target: Indicator, observations: Observations, held: Chosen) -> float | None:
    concept, seen = _COUNTED.get(target.population), held.seen
    if concept is None or seen is None or seen.year is None:
        return None
    known = [one for one in observations.current(concept, target.region) if one.year == seen.year and not one.bound]
    return known[-1].value * units.parse_unit(known[-1].unit).factor if known else None
