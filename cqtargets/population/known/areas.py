"""Groups of Chongqing's districts, and totals of groups and districts that were printed after the census."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from cqtargets.conventions.doors import door
from cqtargets.population.known.series import population_rows

__all__ = ["Area", "AreaTotal", "area_totals", "areas"]

_PERSONS: Final = {"人": 1.0, "万人": 1e4}


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A group of districts, such as 中心城区.

    Attributes
    ----------
    name : str
    place : str
        "core" or "periphery" for the four groups that make up the city; empty where groups are joined.
    members : tuple of str
    """

    name: str
    place: str
    members: tuple[str, ...]


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class AreaTotal:
    """Residents of a group or a district at a year end, in persons, with where they were read."""

    region: str
    year: int
    persons: float
    vintage: str
    reliability: str
    source: str


@door
@lru_cache(maxsize=1)
def areas() -> tuple[Area, ...]:
    """The groups of districts: four that make up the city, and 主城都市区, which joins two of them.

    References
    ----------
    The city's own division; the groups' printed totals of 2022 add up to the city's.

    Examples
    --------
    >>> [(area.name, len(area.members)) for area in areas()][:2]
    [('中心城区', 9), ('主城新区', 12)]
    """
    return tuple(
        Area(name=row["area"], place=row["place"], members=tuple(row["members"].split()))
        for row in population_rows("areas.csv")
    )


@door
@lru_cache(maxsize=1)
def area_totals() -> tuple[AreaTotal, ...]:
    """Printed residents of groups and districts at year ends after the census.

    References
    ----------
    Pages named in `source`, which quote the city's paper; reliability B.

    Examples
    --------
    >>> [round(one.persons) for one in area_totals() if (one.region, one.year) == ("渝北区", 2022)]
    [2254200]
    """
    return tuple(
        AreaTotal(
            region=row["region"],
            year=int(row["year"]),
            persons=round(float(row["value"]) * _PERSONS[row["unit"]], 6),
            vintage=row["vintage"],
            reliability=row["reliability"],
            source=row["source"],
        )
        for row in population_rows("area_totals.csv")
    )
