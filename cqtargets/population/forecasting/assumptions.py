"""Levels of life expectancy, fertility and migration year by year: records first, then a stated rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cqtargets.errors import DomainError
from cqtargets.population.forecasting.knowledge import Knowledge
from cqtargets.population.forecasting.schedules import e0_by_sex, un_value

__all__ = ["VARIANTS", "Aims", "aims", "printed_level"]

Array = NDArray[np.float64]
VARIANTS: Final = ("medium", "low", "high", "constant", "zero_migration")
# The UN's life expectancy dips in 2021-2024 and rebounds until 2027; its pace is read after that.
_CALM: Final = 2027
_PACE_YEARS: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Aims:
    """Levels a forecast aims at.

    Attributes
    ----------
    years : tuple of int
        After the base year.
    e0 : array, shape (1 + T, 2)
        Male and female, the base year first.
    tfr_change : array, shape (T,)
        What the last known total fertility is multiplied by in years without recorded births.
    tfr_base : float
        The same of the base year.
    tfr_added : array, shape (T,)
        Children a woman added to that by the variant.
    tfr, net_migration : mapping of year to value
        The user's own.
    recorded : tuple of int
        Last year of recorded births, of life expectancy or deaths, and of the total population.
    own_e0 : bool
        Life expectancy is the user's own, so that recorded deaths do not move it.
    """

    years: tuple[int, ...]
    e0: Array = field(repr=False)
    tfr_change: Array = field(repr=False)
    tfr_base: float
    tfr_added: Array = field(repr=False)
    tfr: Mapping[int, float]
    net_migration: Mapping[int, float]
    recorded: tuple[int, int, int]
    variant: str
    own_e0: bool = False
    notes: tuple[str, ...]


def aims(
    knowledge: Knowledge,
    *,
    base: int,
    to: int,
    variant: str,
    limited: bool,
    e0: Mapping[int, float] | None,
    tfr: Mapping[int, float] | None,
    net_migration: Mapping[int, float] | None,
) -> Aims:
    """Levels from the records of a region, the UN's change for China after them, and the user's own values."""
    years = tuple(range(base + 1, to + 1))
    last_birth = _last(knowledge.births, base, to)
    last_e0 = max(_last(knowledge.e0, base, to), _last(knowledge.deaths, base, to))
    last_total = _last(knowledge.at_year_end(), base, to)
    change, added = _fertility((base, *years), last_birth, max(last_birth, last_total), variant, limited)
    levels, note = _life_expectancy(knowledge, (base, *years), variant, limited, e0)
    return Aims(
        years=years,
        e0=levels,
        tfr_change=change[1:],
        tfr_base=float(change[0]),
        tfr_added=added[1:],
        tfr=_spread_out(tfr, years, "tfr"),
        net_migration=_spread_out(net_migration, years, "net_migration"),
        recorded=(last_birth, last_e0, last_total),
        variant=variant,
        own_e0=bool(e0),
        notes=(note, _fertility_note(last_birth, base, variant, limited, tfr)),
    )


def printed_level(knowledge: Knowledge, year: int) -> Array | None:
    """Male and female life expectancy on record in a year, or on a line between records; None where there is none."""
    return _life_expectancy(knowledge, (year,), "medium", False, None)[0][0] if knowledge.e0 else None


def _last(records: Mapping[int, object], base: int, to: int) -> int:
    """The last year on record, the base year where there is none after it."""
    return max((year for year in records if base <= year <= to), default=base)


def _life_expectancy(
    knowledge: Knowledge, years: tuple[int, ...], variant: str, limited: bool, own: Mapping[int, float] | None
) -> tuple[Array, str]:
    known = {year: _pair(year, *value) for year, value in knowledge.e0.items()}
    if own:
        known = {year: e0_by_sex(year, value) for year, value in own.items()}
    if not known:
        raise DomainError(
            f"no life expectancy of {knowledge.region} is known; give e0={{2020: 78.1}}, or a file with life_expectancy"
        )
    first, last = min(known), max(known)
    if limited:
        pace = (un_value("e0_both", last) - un_value("e0_both", last - _PACE_YEARS)) / min(_PACE_YEARS, last - 2010)
        source = f"the UN's estimated pace before {last}"
    else:
        pace = (un_value("e0_both", _CALM + _PACE_YEARS) - un_value("e0_both", _CALM)) / _PACE_YEARS
        source = f"the UN's projected pace for China after {_CALM}"
    after = 0.0 if variant == "constant" or own else pace
    times = np.array(sorted(known), dtype=float)
    values = np.array([known[int(year)] for year in times])
    path = np.empty((len(years), 2))
    for row, year in enumerate(years):
        path[row] = [np.interp(year, times, values[:, sex]) for sex in (0, 1)]
        path[row] += after * max(year - last, 0) - pace * max(first - year, 0)
    rule = "held" if after == 0 else f"{after:+.3f} a year, {source}"
    shown = own or {year: _both(*value) for year, value in knowledge.e0.items()}
    printed = ", ".join(f"{year}: {shown[year]:.2f}" for year in sorted(shown)[-3:])
    return (
        path,
        f"mortality: UN tables for China by Brass logit to life expectancy ({printed}), then {rule}",
    )


def _both(male: float | None, female: float | None, both: float | None) -> float:
    return both if both is not None else ((male or 0.0) + (female or 0.0)) / 2


def _pair(year: int, male: float | None, female: float | None, both: float | None) -> Array:
    if male is not None and female is not None:
        return np.array([male, female])
    return e0_by_sex(year, float(both or 0.0))


def _fertility(years: tuple[int, ...], last: int, fitted: int, variant: str, limited: bool) -> tuple[Array, Array]:
    """Factor on the last known level, and what a variant adds after `fitted`, the last year on record."""
    if limited or variant == "constant":
        return np.ones(len(years)), np.zeros(len(years))
    base = un_value("tfr", last)
    change = np.array([un_value("tfr", year) / base for year in years])
    added = np.zeros(len(years))
    if variant in ("low", "high"):
        gap = [un_value(f"tfr_{variant}", year) - un_value("tfr", max(year, 2024)) for year in years]
        added = np.where(np.array(years) > fitted, gap, 0.0)
    return change, added


def _fertility_note(last: int, base: int, variant: str, limited: bool, own: Mapping[int, float] | None) -> str:
    if own:
        return "fertility: the UN's age pattern at the total fertility given"
    level = f"births on record to {last}" if last > base else "those under one year old at the census"
    after = "held" if limited or variant == "constant" else "changed as the UN's medium variant for China"
    extra = f", {variant} variant of the UN" if variant in ("low", "high") else ""
    return f"fertility: the UN's age pattern scaled to {level}, then {after}{extra}"


def _spread_out(own: Mapping[int, float] | None, years: tuple[int, ...], name: str) -> dict[int, float]:
    """A user's values on every year from the first given one: straight lines between, the last one held."""
    if not own:
        return {}
    bad = [value for value in own.values() if not np.isfinite(value)]
    if bad:
        raise DomainError(f"{name} holds {bad[0]}; give a finite number a year")
    times = sorted(own)
    values = [own[year] for year in times]
    return {year: float(np.interp(year, times, values)) for year in years if year >= times[0]}
