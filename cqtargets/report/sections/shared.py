"""The forecast of the city's people that a report rests on, and the stocks its ratio targets ask for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from cqtargets.errors import CqTargetsError
from cqtargets.population.forecasting.result import Forecast
from cqtargets.population.forecasting.run import forecast
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.stock import Stock

__all__ = ["CITY", "DRAWS", "SEED", "city_forecast", "city_stocks", "city_targets"]

CITY: Final = "重庆市"
SEED: Final = 1
DRAWS: Final = 500
_TO: Final = 2035


def city_targets(targets: Iterable[Indicator]) -> list[Indicator]:
    """Those for the whole city."""
    return [target for target in targets if target.region == CITY]


def city_forecast(targets: Iterable[Indicator]) -> Forecast | None:
    """The people up to the last due year of the city's targets; none without such targets."""
    due = [target.target_year for target in city_targets(targets)]
    return _forecast(max(_TO, *due)) if due else None


@lru_cache(maxsize=4)
def _forecast(to: int) -> Forecast:
    return forecast(CITY, to=to, draws=DRAWS, seed=SEED)


def city_stocks(targets: Iterable[Indicator], people: Forecast) -> list[tuple[Indicator, Stock]]:
    """Each target of the city that becomes a stock, with it."""
    found = []
    for target in city_targets(targets):
        try:
            found.append((target, target.stock(people)))
        except CqTargetsError:
            continue
    return found
