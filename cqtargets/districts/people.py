"""Who lives in the districts: a census, or figures of the user's own, which may be intervals."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from cqtargets.conventions.arrays import number
from cqtargets.conventions.denominators import BANDS, EVERYBODY
from cqtargets.conventions.names import similar
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError
from cqtargets.population.known.census import census
from cqtargets.population.known.census import districts as census_districts
from cqtargets.population.known.series import region_table

__all__ = ["BANDS", "COUNTED_CITY", "EVERYBODY", "LEVEL", "People", "by_name", "census_people", "own_people"]

COUNTED_CITY: Final = "重庆市"
"""The city whose districts the bundled census counts."""
LEVEL: Final = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Persons of each district, and the ends of their intervals where they are forecasts."""

    names: tuple[str, ...]
    values: tuple[float, ...]
    intervals: tuple[tuple[float, float], ...] | None
    source: str

    @property
    def total(self) -> float:
        """Everybody."""
        return sum(self.values)


def census_people(names: Iterable[str] | None, band: str, year: int) -> People:
    """Persons of an age band by the bundled census; the 38 districts without `names`."""
    chosen = census_districts() if names is None else tuple(names)
    wanted = EVERYBODY if band == "population" else band
    who = Reason("residents") if wanted == EVERYBODY else wanted
    return People(
        names=chosen,
        values=tuple(census(name, year).band(wanted) for name in chosen),
        intervals=None,
        source=Reason("by_census", who=who, year=year),
    )


def own_people(population: Mapping[str, Any]) -> People:
    """Persons by district as given: numbers, or forecasts with `median` and `interval(level)`."""
    missing = [name for name, value in population.items() if _is_missing(value)]
    if missing:
        raise DomainError(
            f"no population for {', '.join(missing[:5])}{f' and {len(missing) - 5} more' if len(missing) > 5 else ''}; "
            "give a number of persons for each, or leave these districts out"
        )
    values, intervals, uncertain = [], [], False
    for name, value in population.items():
        forecast = hasattr(value, "interval")
        centre = number(value.median if forecast else value, f"people of {name}")
        low, high = (float(end) for end in value.interval(LEVEL)) if forecast else (centre, centre)
        if not (math.isfinite(centre) and 0 <= low <= centre <= high and (low > 0 or centre == 0)):
            raise DomainError(Reason("people_of_district", name=name, centre=centre))
        uncertain |= forecast
        values.append(centre)
        intervals.append((low, high))
    if not values:
        raise DomainError("the population has no district; give a mapping from district to persons")
    if not any(values):
        raise DomainError("nobody lives in any of the districts; give one of them people")
    return People(
        names=tuple(population),
        values=tuple(values),
        intervals=tuple(intervals) if uncertain else None,
        source=Reason("people_given"),
    )


def _is_missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def by_name(
    what: str, values: Mapping[str, float], names: tuple[str, ...], default: float | None = None
) -> list[float]:
    """The values in the order of `names`; a stranger is refused, and so is a name without a value or a default."""
    known = frozenset(names)
    strangers = [name for name in values if name not in known]
    if strangers:
        nearest = similar(strangers[0], names, 5)
        hint = f"; nearest: {', '.join(nearest)}" if nearest else ""
        raise DomainError(f"{what} names {strangers[0]!r}, which is not among the districts{hint}")
    lacking = [name for name in names if _is_missing(values.get(name, default))]
    if lacking:
        more = f" and {len(lacking) - 5} more" if len(lacking) > 5 else ""
        raise DomainError(f"{what} has no value for {', '.join(lacking[:5])}{more}; give one for each district")
    return [values[name] if name in values else float(default or 0.0) for name in names]


def counted(names: Iterable[str]) -> bool:
    """Whether every name is a region with a bundled census."""
    known = region_table()
    return all(name in known for name in names)
