"""`forecast`: the method that the knowledge of a region allows, its trajectories, and the parts raked to it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from functools import lru_cache
from typing import Final, Literal

from cqtargets.conventions.doors import door
from cqtargets.conventions.limits import MOST_DRAWS, MOST_JOBS, whole_number
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError
from cqtargets.population.forecasting.assumptions import VARIANTS
from cqtargets.population.forecasting.ensemble import ensemble
from cqtargets.population.forecasting.inputs import Inputs
from cqtargets.population.forecasting.knowledge import CITY, Knowledge, known_of, parent_of, parts_of, region_asked
from cqtargets.population.forecasting.methods import Method, chosen_method
from cqtargets.population.forecasting.result import Forecast
from cqtargets.population.known.own import PopulationData
from cqtargets.population.models.uncertainty import Spread

__all__ = ["Variant", "forecast", "prepared"]

Variant = Literal["medium", "low", "high", "constant", "zero_migration"]
_LOG: Final = logging.getLogger("cqtargets.population")


@door
def forecast(
    region: str | Sequence[str] | None = None,
    *,
    to: int,
    draws: int = 1000,
    seed: int = 0,
    base: int = 2020,
    data: PopulationData | Inputs | None = None,
    variant: Variant | None = None,
    jobs: int = 1,
    executor: Executor | None = None,
    bands: Sequence[str] = (),
    spread: Spread | None = None,
    keep_groups: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Forecast:
    """People of a region, or of all districts, at the ends of years, with trajectories.

    The whole (the city) is carried by the best method that what is known allows: births, deaths and migration in single
    years of age where a census by age and life expectancy are known; the ratios between two censuses; a trend of
    totals. Records after the census (births, deaths, totals, age bands) are met within their stated errors. Districts
    follow the whole's ratios between two censuses and a part of their own distance from them, meet the totals printed of
    them and of their groups, and are multiplied by one factor for each sex, age group, date and trajectory, so that they
    add up to the whole. `method`, `reason` and `notes` say which and why.

    Parameters
    ----------
    region : str or sequence of str, optional
        A region, several of one whole, or ``"districts"`` for all parts of the city (or of the one whole in `data`). The
        only one of `data`, or Chongqing of the bundled figures, unless told.
    to : int
        Last year (its end).
    draws : int
        Trajectories; 0 for the variant alone, without intervals.
    seed : int
        The same seed gives the same numbers whatever `jobs` and `executor` are, and the same shocks in every variant.
    base : int
        Year of the census to start from.
    data : PopulationData or Inputs, optional
        Your own figures (`read_population`), which go before the bundled ones; or full inputs of the whole.
    variant : {"medium", "low", "high", "constant", "zero_migration"}, optional
        Medium unless told; see `forecast_inputs`.
    jobs : int
        Processes to work with.
    executor : concurrent.futures.Executor, optional
        Used instead of `jobs`; anything with its `map`.
    bands : sequence of str
        Age bands beside the standard ones, such as ``"70+"``, ``"men 20-39"``.
    spread : Spread, optional
        How far a forecast may err.
    keep_groups : bool
        Keep every sex, age group, date and trajectory in `groups` (regions, times, 2, G, draws + 1), the variant last.
    progress : callable, optional
        Called after each piece of work with how many pieces of the stage are done, and of how many: the whole first, then
        its parts. Nothing is shown unless told.

    Returns
    -------
    Forecast

    Raises
    ------
    UnknownIdError
        If a region is unknown; the message names those like it.
    DomainError
        If the horizon is beyond what the method can carry, too little is known, or the regions are not of one whole.

    Examples
    --------
    >>> city = forecast("重庆市", to=2030, draws=0)
    >>> round(city.denominator("total", on=2024).median / 1e4, 2)  # the bureau's figure
    3190.47
    """
    method, names, single = prepared(
        region, to=to, draws=draws, seed=seed, base=base, data=data, variant=variant, jobs=jobs
    )
    _LOG.info("forecast of %s to %d, %d draws: %s", method.whole, to, draws, method.name)
    return ensemble(
        method,
        names=names,
        single=single,
        draws=draws,
        seed=seed,
        bands=tuple(bands),
        spread=spread or Spread(),
        jobs=jobs,
        executor=executor,
        keep_groups=keep_groups,
        progress=progress,
    )


def prepared(
    region: str | Sequence[str] | None,
    *,
    to: int,
    draws: int,
    seed: int,
    base: int,
    data: PopulationData | Inputs | None,
    variant: str | None,
    jobs: int,
) -> tuple[Method, tuple[str, ...], bool]:
    """The method for what is asked, the regions asked for, and whether it is one by name; see `forecast`."""
    _check(variant, draws=draws, jobs=jobs, seed=seed)
    own = data if isinstance(data, PopulationData) else None
    asked = region
    if region is None:
        asked = data.region if isinstance(data, Inputs) else region_asked(None, own)
    names, whole, single = _asked(asked or (), own, data)
    parts = () if names == (whole,) else parts_of(whole, own)
    if isinstance(data, Inputs):
        known, inputs = None, data
    else:
        known, inputs = _bundled(whole) if own is None else known_of(whole, own), None
    method = chosen_method(known, inputs, base=base, to=to, variant=variant, seed=seed, parts=parts, data=own)
    return method, names, single


@lru_cache(maxsize=4)
def _bundled(region: str) -> Knowledge:
    """What the bundled figures, which do not change, know of a region."""
    return known_of(region, None)


def _check(variant: str | None, **numbers: int) -> None:
    most = {"draws": MOST_DRAWS, "jobs": MOST_JOBS}
    for name, value in numbers.items():
        whole_number(name, value, least=1 if name == "jobs" else 0, most=most.get(name))
    if variant is not None and variant not in VARIANTS:
        raise DomainError(Reason("unknown_variant", variant=variant, known=", ".join(map(repr, VARIANTS))))


def _asked(
    region: str | Sequence[str], own: PopulationData | None, data: PopulationData | Inputs | None
) -> tuple[tuple[str, ...], str, bool]:
    """Names asked for, the whole they belong to, and whether one was asked for by name."""
    if region == "districts":
        wholes = list(dict.fromkeys(parent for _, parent in own.parents)) if own is not None else []
        whole = data.region if isinstance(data, Inputs) else (wholes[0] if wholes else CITY)
        if own is not None and not wholes and not set(own.regions) & {CITY, *parts_of(CITY, own)}:
            raise DomainError(Reason("no_parents", source=own.source))
        if len(wholes) > 1:
            raise DomainError(Reason("several_wholes", wholes=", ".join(wholes)))
        parts = parts_of(whole, own)
        if not parts:
            raise DomainError(Reason("no_districts_known", whole=whole))
        return parts, whole, False
    names = (region,) if isinstance(region, str) else tuple(dict.fromkeys(region))
    if not names:
        raise DomainError(Reason("no_region_asked"))
    wholes = [data.region] if isinstance(data, Inputs) and data.region in names else []
    for name in names:
        if not (isinstance(data, Inputs) and name == data.region):
            known_of(name, own)
        wholes.append(parent_of(name, own) or name)
    different = list(dict.fromkeys(wholes))
    if len(different) > 1:
        raise DomainError(Reason("other_wholes_asked", different=", ".join(different)))
    if isinstance(data, Inputs) and different != [data.region]:
        raise DomainError(Reason("inputs_of_other", region=data.region, asked=different[0]))
    return names, different[0], isinstance(region, str)
