"""The bundled observations and the series among them that are long enough to test a method."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from cqtargets.attainment.scales import ScaleName
from cqtargets.clock import When
from cqtargets.monitoring.series import ObservedSeries, bundled_observations
from cqtargets.population.known.un_schedules import un_summary

__all__ = ["PERCENT", "Series", "shipped_observations", "shipped_series", "un_series"]

Series = tuple[tuple[When, ...], tuple[float, ...], ScaleName]
PERCENT: Final = (0.0, 100.0)
_SCALES: Final[dict[str, ScaleName]] = {"%": "logit", "岁": "identity"}


@lru_cache(maxsize=1)
def shipped_observations() -> ObservedSeries:
    """The bundled observations: donors and the nation's pace come from here where the caller's own hold none."""
    return ObservedSeries(bundled_observations())


@lru_cache(maxsize=8)
def shipped_series(least: int = 6) -> Mapping[str, Series]:
    """Bundled series of `least` or more dated final values of one basis: "concept region" to dates, values, scale.

    Of two vintages of one date the later counts; bounds (突破23.7万) are no values. Percentages stand on the logit
    scale, years of life as they are, all else on the log scale.

    Examples
    --------
    >>> when, values, scale = shipped_series()["infant_mortality 全国"]
    >>> len(values), scale
    (12, 'log')
    """
    observations = shipped_observations()
    found: dict[str, Series] = {}
    for concept, region in dict.fromkeys((one.concept, one.region) for one in observations):
        kept = {
            one.when: one
            for one in observations.series(concept, region)
            if one.status == "final" and not one.bound and one.when is not None
        }
        alike = {(one.basis, one.unit, one.per, one.population) for one in kept.values()}
        if len(kept) >= least and len(alike) == 1:
            unit = next(iter(kept.values())).unit
            values = tuple(one.value for one in kept.values())
            found[f"{concept} {region}"] = (tuple(kept), values, _SCALES.get(unit, "log"))
    return MappingProxyType(found)


def un_series() -> Mapping[str, Series]:
    """The UN's yearly estimates for China up to its first projected year: life expectancy and total fertility.

    They are modelled and revised as a whole afterwards, so that they test a method and teach no factor.

    Examples
    --------
    >>> {name: (when[0], when[-1], scale) for name, (when, _, scale) in un_series().items()}
    {'life_expectancy UN': (2010, 2023, 'identity'), 'total_fertility UN': (2010, 2023, 'log')}
    """
    summary = un_summary()
    known = [place for place, kind in enumerate(summary.kinds) if kind == "estimate"]
    when = tuple(summary.years[place] for place in known)
    return MappingProxyType(
        {
            "life_expectancy UN": (when, tuple(float(summary.e0_both[place]) for place in known), "identity"),
            "total_fertility UN": (when, tuple(float(summary.tfr[place]) for place in known), "log"),
        }
    )
