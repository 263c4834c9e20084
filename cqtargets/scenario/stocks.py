"""People to count a rate per: what a forecast has to offer, and the stock that a rate then needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cqtargets.catalogue import Catalogue
from cqtargets.conventions.denominators import BANDS
from cqtargets.conventions.quantity import PeopleForecast
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import ConventionError, DomainError
from cqtargets.scenario.scenarios import Scenario
from cqtargets.scenario.where import EVERY
from cqtargets.targets.indicator import Indicator

__all__ = ["BANDS", "Peoples", "Population", "PopulationSource", "needed_band"]

PopulationSource = PeopleForecast | Callable[..., PeopleForecast]
Population = PopulationSource | Mapping[str, PopulationSource]


class Peoples:
    """The denominators of several scenarios, each asked for once.

    Parameters
    ----------
    population : forecast, function, or mapping of region to either
        A function is called with `Scenario.population_arguments` once for each set of them, so that scenarios which
        leave the population alone share one forecast; the seed it uses must not depend on them.
    catalogue : Catalogue
        Tells the region of a population given without one.

    Raises
    ------
    ConventionError
        If it is not plain which region a population belongs to.
    """

    def __init__(
        self, population: Population, catalogue: Catalogue, *, bands: Mapping[str, str], level: float, kind: str
    ) -> None:
        self._sources = (
            dict(population) if isinstance(population, Mapping) else _one_region(population, catalogue, bands)
        )
        self._level, self._kind = level, kind
        self._forecasts: dict[tuple[str, tuple[tuple[str, Any], ...]], PeopleForecast] = {}
        self._people: dict[tuple[int, str, int], tuple[float, float, float] | str] = {}
        self._seeds: dict[str, Any] = {}

    def forecast(self, scenario: Scenario, region: str) -> PeopleForecast | None:
        """The forecast of a region under a scenario; None where there is none.

        Raises
        ------
        ConventionError
            If the scenario changes a population that was given as a fixed forecast, or the seeds differ.
        """
        source = self._sources.get(region)
        if source is None:
            return None
        arguments = scenario.population_arguments(region)
        key = (region, tuple(sorted(arguments.items())))
        if key not in self._forecasts:
            if hasattr(source, "denominator"):
                if arguments:
                    raise ConventionError(
                        Reason("fixed_population", name=scenario.name, region=region, arguments=", ".join(arguments))
                    )
                self._forecasts[key] = source
            else:
                self._forecasts[key] = source(**arguments)
            self._check_seed(region, self._forecasts[key])
        return self._forecasts[key]

    def refuse_strangers(self, scenario: Scenario) -> None:
        """Refuse a scenario that changes a population which was not given."""
        for region in scenario.population_regions:
            if region != EVERY and region not in self._sources:
                known = ", ".join(self._sources)
                raise DomainError(Reason("stranger_population", name=scenario.name, region=region, known=known))

    def _check_seed(self, region: str, forecast: PeopleForecast) -> None:
        seed = getattr(forecast, "seed", None)
        if self._seeds.setdefault(region, seed) != seed:
            raise ConventionError(Reason("other_seeds", region=region, _seeds=self._seeds[region], seed=seed))

    def people(self, forecast: PeopleForecast, band: str, year: int) -> tuple[float, float, float] | str:
        """Median and interval of a band at a year, or why there are none."""
        key = (id(forecast), band, year)
        if key not in self._people:
            try:
                held = forecast.denominator(band, on=year, kind=self._kind)
                low, high = held.interval(self._level)
                self._people[key] = (float(held.median), float(low), float(high))
            except DomainError as error:
                self._people[key] = error.reason
        return self._people[key]


def needed_band(target: Indicator, bands: Mapping[str, str]) -> tuple[str, str]:
    """The age band a target counts per, and why there is none."""
    if target.per is None or target.form != "level" or target.place_unit:
        return "", ""
    band = bands.get(target.population, "")
    if band:
        return band, ""
    named = target.population
    return band, Reason("no_band", people=named) if named else Reason("no_band_of_nobody")


def _one_region(
    population: PopulationSource, catalogue: Catalogue, bands: Mapping[str, str]
) -> dict[str, PopulationSource]:
    own = getattr(population, "region", None)
    if isinstance(own, str):
        return {own: population}
    regions = sorted({target.region for target in catalogue if needed_band(target, bands)[0]})
    if len(regions) > 1:
        raise ConventionError(Reason("heads_of_regions", regions=", ".join(regions), first=regions[0]))
    return dict.fromkeys(regions, population)
