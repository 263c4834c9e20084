"""The city's forecast against the yearly records: nothing later known, or one year left out at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.comparison import NOISE
from cqtargets.errors import DomainError
from cqtargets.population.forecasting.backtest_census import last_two
from cqtargets.population.forecasting.backtest_result import Backtest, ends_of
from cqtargets.population.forecasting.ensemble import ensemble
from cqtargets.population.forecasting.fitting import inputs_from
from cqtargets.population.forecasting.inputs import Inputs
from cqtargets.population.forecasting.knowledge import Knowledge, known_of
from cqtargets.population.forecasting.methods import chosen_method
from cqtargets.population.forecasting.result import Forecast
from cqtargets.population.known.own import BAND_OF, PopulationData
from cqtargets.population.models.errors_in_percent import accuracy
from cqtargets.population.models.uncertainty import Spread

__all__ = ["left_out", "years_after_census"]

Array = NDArray[np.float64]
_FLOWS = ("births", "deaths")
_KNOWN = ("total", *_FLOWS, *BAND_OF.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draws:
    """How a forecast is drawn."""

    draws: int
    seed: int
    spread: Spread = field(repr=False)


def years_after_census(
    region: str, band: str, migration: str, data: PopulationData | None, draws: int, seed: int, spread: Spread
) -> Backtest:
    """Nothing dated after the year of the census enters."""
    everything = known_of(region, data)
    later = last_two(everything)[1]
    base = int(np.ceil(later.date - NOISE))
    counted = _on_record(everything, region, band, base)
    known = known_of(region, data, base)
    variant = "zero_migration" if migration == "none" else None
    inputs = inputs_from(known, to=max(counted), base=later.year, variant=variant, limited=True)
    found = _drawn(inputs, data, _Draws(draws=draws, seed=seed, spread=spread))
    values = np.array([_values(found, band, year) for year in counted])
    return _compared("records", band, migration, values, counted, _naive(everything, band, counted, base))


def left_out(region: str, band: str, data: PopulationData | None, draws: int, seed: int, spread: Spread) -> Backtest:
    """Each recorded year left out in turn; everything else that is known enters."""
    everything = known_of(region, data)
    later = last_two(everything)[1]
    base = int(np.ceil(later.date - NOISE))
    counted = _on_record(everything, region, band, base)
    values = []
    for year in counted:
        inputs = inputs_from(_without(everything, band, year), to=max(counted), base=later.year)
        values.append(_values(_drawn(inputs, data, _Draws(draws=draws, seed=seed, spread=spread)), band, year))
    rivals = _naive(everything, band, counted, base)
    return _compared("left_out", band, "", np.array(values), counted, rivals)


def _drawn(inputs: Inputs, data: PopulationData | None, how: _Draws) -> Forecast:
    method = chosen_method(
        None, inputs, base=inputs.base_year, to=inputs.years[-1], variant=None, seed=how.seed, parts=(), data=data
    )  # fmt: skip
    return ensemble(
        method, names=(inputs.region,), single=True, draws=how.draws, seed=how.seed, bands=tuple(BAND_OF.values()),
        spread=how.spread, jobs=1, executor=None, keep_groups=False,
    )  # fmt: skip


def _values(found: Forecast, band: str, year: int) -> Array:
    """Draws of a band or a flow, the variant itself last."""
    if band in _FLOWS and found.flows is not None:
        row: Array = found.flows[_FLOWS.index(band), found.years.index(year) - 1]
        return row
    one = found.denominator(band, on=year)
    return np.append(one.draws[0], one.point[0])


def _compared(
    design: str,
    band: str,
    migration: str,
    values: Array,
    counted: Mapping[int, float],
    rivals: tuple[tuple[str, Array], ...],
) -> Backtest:
    drawn, true = values[:, :-1], np.array(list(counted.values()))
    told = np.median(drawn, axis=1) if drawn.shape[1] else values[:, -1]
    ends = ends_of(drawn)
    return Backtest(
        design="records" if design == "records" else "left_out",
        band=band,
        migration=migration,
        what=tuple(map(str, counted)),
        forecast=told,
        counted=true,
        low=None if ends is None else ends[..., 0],
        high=None if ends is None else ends[..., 1],
        accuracy=accuracy(told, true),
        rivals=rivals,
    )


def _record_of(known: Knowledge, band: str) -> dict[int, float]:
    if band in _FLOWS:
        return dict(known.births if band == "births" else known.deaths)
    if band == "total":
        return known.at_year_end()
    return {year: value for (name, year), value in known.bands.items() if name == band}


def _on_record(known: Knowledge, region: str, band: str, base: int) -> dict[int, float]:
    found = {year: value for year, value in sorted(_record_of(known, band).items()) if year > base}
    if not found:
        raise DomainError(
            f"band {band!r} of {region} is not on record after {base}; take one of {', '.join(dict.fromkeys(_KNOWN))}"
        )
    return found


def _naive(known: Knowledge, band: str, counted: Mapping[int, float], base: int) -> tuple[tuple[str, Array], ...]:
    """No change since the census, and the pace between the last two censuses kept up."""
    censuses = last_two(known)
    recorded = _record_of(known, band)
    if band in _FLOWS:
        last = recorded.get(base)
        return () if last is None else (("no change", np.full(len(counted), last)),)
    try:
        first, second = (one.total if band == "total" else one.band(band) for one in censuses)
    except DomainError:
        return ()
    pace = np.log(second / first) / (censuses[1].date - censuses[0].date)
    since = np.array(list(counted), dtype=float) - censuses[1].date
    return (("no change", np.full(len(counted), second)), ("pace of the censuses", second * np.exp(pace * since)))


def _without(known: Knowledge, band: str, year: int) -> Knowledge:
    if band == "births":
        return replace(known, births={y: v for y, v in known.births.items() if y != year})
    if band == "deaths":
        return replace(known, deaths={y: v for y, v in known.deaths.items() if y != year})
    if band == "total":
        kept = known.times != float(year)
        return replace(known, times=known.times[kept], totals=known.totals[kept])
    return replace(known, bands={key: value for key, value in known.bands.items() if key != (band, year)})
