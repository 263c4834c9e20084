"""Whose spread a short series borrows: the concept in the region above, or its family there."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache, reduce
from typing import Final

from cqtargets import clock
from cqtargets.attainment.methods import LEAST
from cqtargets.attainment.scales import Scale
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import UnitError
from cqtargets.monitoring.series import ObservedSeries
from cqtargets.population.known.census import census
from cqtargets.population.known.series import region_table
from cqtargets.prospects.past import History, series_of
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation
from cqtargets.units import parse_unit

__all__ = ["NATION", "Donors", "donors_of", "nation_of", "regions_above"]

NATION: Final = "全国"
_ENOUGH: Final = LEAST["drift"] - 2
"""Degrees of freedom the donors must give together, as one series of five values does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Donors:
    """Series whose spread is borrowed, by name; `kind` is "parent" or "family", empty where nobody lends.

    `sizes` holds the people of each donor's place over those of the asked place, where both censuses are bundled.
    """

    series: dict[str, tuple[tuple[clock.When, ...], tuple[float, ...]]]
    kind: str = ""
    reason: str = ""
    sizes: dict[str, float] = field(default_factory=dict)


def regions_above(region: str) -> tuple[str, ...]:
    """The regions that a region is part of, the nearest first; a place without a bundled census is part of 全国.

    >>> regions_above("渝中区"), regions_above("成都市"), regions_above("全国")
    (('重庆市', '全国'), ('全国',), ())
    """
    if region == NATION:
        return ()
    known = region_table()
    found = []
    while region in known and known[region].parent:
        region = known[region].parent
        found.append(region)
    return tuple(found) or (NATION,)


def donors_of(
    indicator: Indicator, scale: Scale, pools: tuple[ObservedSeries, ...], *, on: clock.When | None = None
) -> Donors:
    """The donors of a series of two to four values.

    First the same concept in each region above; a parent of five values or more lends alone. Then the concept's family
    in the own region and in each above: concepts of the same population and kind of unit on the same scale (deaths per
    live birth; anything per 1,000 residents), pooled. The caller's observations come before the bundled ones.
    """
    above = regions_above(indicator.region)
    for region in above:
        parent = _first(indicator.concept, region, pools, indicator, on)
        if len(parent.values) >= _ENOUGH + 2 and _inside(parent, scale):
            sizes = _sizes(indicator.region, [parent])
            return Donors(series={_label(parent): (parent.when, parent.values)}, kind="parent", sizes=sizes)
    for region in (indicator.region, *above):
        family = [
            found
            for concept in _family(indicator, scale, region, pools)
            if len((found := _first(concept, region, pools, None, on)).values) > 2 and _inside(found, scale)
        ]
        if sum(len(found.values) - 2 for found in family) >= _ENOUGH:
            series = {_label(found): (found.when, found.values) for found in family}
            return Donors(series=series, kind="family", sizes=_sizes(indicator.region, family))
    if not above:
        return Donors(series={}, reason=Reason("no_donor_above", concept=indicator.concept))
    looked = reduce(lambda first, second: Reason("places", first=first, second=second), above)
    return Donors(series={}, reason=Reason("no_donor", concept=indicator.concept, looked=looked))


def nation_of(
    indicator: Indicator, scale: Scale, pools: tuple[ObservedSeries, ...], *, on: clock.When | None = None
) -> tuple[str, tuple[clock.When, ...], tuple[float, ...]] | None:
    """The nation's series of a concept, whose pace is shown beside; None for the nation itself and where none is."""
    if indicator.region == NATION:
        return None
    found = _first(indicator.concept, NATION, pools, indicator, on)
    return (NATION, found.when, found.values) if found.values and _inside(found, scale) else None


def _first(
    concept: str, region: str, pools: tuple[ObservedSeries, ...], like: Indicator | None, on: clock.When | None
) -> History:
    """The longest series among the pools, the earlier pool where they are alike."""
    found = []
    for pool in pools:
        seen = pool.series(concept, region)
        if seen:
            unit, per = (like.unit, like.per) if like else (seen[-1].unit, seen[-1].per)
            found.append(series_of(concept, region, pool, unit, per, on))
    return max(found, key=lambda one: len(one.values), default=History(values=(), used=()))


def _sizes(region: str, lent: list[History]) -> dict[str, float]:
    """People of the donors' places over those of a place; nothing where a census of either is not bundled."""
    own = _people(region)
    sizes = {}
    for found in lent:
        other = _people(found.used[-1].region)
        if own and other:
            sizes[_label(found)] = other / own
    return sizes


@lru_cache(maxsize=64)
def _people(region: str) -> float:
    return float(census(region, 2020).counts.sum()) if region in region_table() else 0.0


def _inside(found: History, scale: Scale) -> bool:
    low, high = scale.domain
    return all(low < value < high for value in found.values)


def _label(found: History) -> str:
    last = found.used[-1]
    return f"{last.region} {last.concept}" + (f" ({last.basis})" if last.basis else "")


def _family(indicator: Indicator, scale: Scale, region: str, pools: tuple[ObservedSeries, ...]) -> list[str]:
    if not indicator.population:
        return []
    counted = (last for pool in pools for last in pool.last_by_population(region).get(indicator.population, ()))
    related = (last.concept for last in counted if _related(indicator, last, scale))
    return [concept for concept in dict.fromkeys(related) if concept != indicator.concept]


def _related(indicator: Indicator, other: Observation, scale: Scale) -> bool:
    """The same kind of unit, of one population; where the scale is in the unit itself, the same unit."""
    if scale.name != "log":
        return (other.unit, other.per) == (indicator.unit, indicator.per)
    if indicator.per is not None or other.per is not None:
        return indicator.per is not None and other.per is not None
    try:
        return parse_unit(other.unit).base == parse_unit(indicator.unit).base
    except UnitError:
        return False
