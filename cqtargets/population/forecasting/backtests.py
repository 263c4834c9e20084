"""How forecasts of the past fared: the earlier census survived to the later one, and the later one against records."""

from __future__ import annotations

from typing import Final, Literal

from cqtargets.conventions.doors import door
from cqtargets.errors import ConventionError
from cqtargets.population.forecasting.backtest_census import survived_census
from cqtargets.population.forecasting.backtest_districts import GIVEN, later_districts
from cqtargets.population.forecasting.backtest_records import left_out, years_after_census
from cqtargets.population.forecasting.backtest_result import Backtest, Design
from cqtargets.population.forecasting.knowledge import region_asked
from cqtargets.population.known.own import PopulationData
from cqtargets.population.models.uncertainty import Spread

__all__ = ["Backtest", "backtest"]

_MIGRATION: Final[dict[str, tuple[str, ...]]] = {
    "census": ("none", "city"),
    "records": ("residual", "none"),
    "left_out": ("",),
    "districts": ("",),
}


@door
def backtest(
    design: Design = "census",
    *,
    region: str | None = None,
    band: str = "60+",
    migration: Literal["none", "city", "residual"] | None = None,
    given: Literal["none", "groups", "earlier"] = "none",
    data: PopulationData | None = None,
    draws: int = 1000,
    seed: int = 0,
    spread: Spread | None = None,
) -> Backtest:
    """Forecast the past and compare; `summary()` shows naive rivals beside the default.

    - ``"census"``: the earlier census of each part survived to the date of the later one; `band` against the count.
      ``migration="none"`` stops there; ``"city"`` multiplies every part, sex and age by what the whole's migration made
      of that group, so that the whole comes out by construction and the parts' errors are their own migration.
    - ``"records"``: the later census projected with nothing dated after its year, against the yearly records that
      followed: total, births, deaths, or an age band where it is on record. ``migration="residual"`` carries the decade
      before on, ``"none"`` has none.
    - ``"left_out"``: each of those records left out in turn, everything else known.
    - ``"districts"``: printed totals of districts and of groups of them after the census, by the method of `forecast`
      and by its rivals. ``given="none"`` knows nothing later, ``"groups"`` the totals of the groups (their members are
      asked for), ``"earlier"`` those of the first year (the later ones are asked for).

    Parameters
    ----------
    design : {"census", "records", "left_out", "districts"}
    region : str, optional
        The whole; the only one of `data`, or Chongqing of the bundled figures, unless told.
    band : str
        Ages that were alive at the earlier census, for ``"census"``; total, births, deaths, 0-14, 15-64, 60+ or 65+ for
        ``"records"`` and ``"left_out"``; ``"districts"`` compares totals whatever it is.
    migration : str, optional
        "none" for the census, "residual" for the records unless told.
    given : {"none", "groups", "earlier"}
        Of ``"districts"``.
    data : PopulationData, optional
    draws, seed, spread
        Of the intervals.

    Raises
    ------
    DomainError
        If the band was not alive or is not on record, or the censuses are missing.
    ConventionError
        If the design, the migration or what is given is unknown.

    References
    ----------
    Smith, Tayman and Swanson (2013), A Practitioner's Guide to State and Local Population Projections, chapter 13.

    Examples
    --------
    >>> found = backtest("census", band="60+", migration="none")
    >>> round(found.whole_error, 1), len(found.what)
    (-7.4, 38)
    """
    if design not in _MIGRATION:
        raise ConventionError(f"unknown design {design!r}; write {_either(tuple(_MIGRATION))}")
    chosen = migration or _MIGRATION[design][0]
    if chosen not in _MIGRATION[design]:
        known = _either([one for one in _MIGRATION[design] if one]) if any(_MIGRATION[design]) else "none at all"
        raise ConventionError(f"unknown migration {chosen!r} for design {design!r}; write {known}")
    if given not in GIVEN:
        raise ConventionError(f"unknown given {given!r}; write {_either(GIVEN)}")
    whole = region_asked(region, data)
    if design == "census":
        return survived_census(whole, band, chosen, data)
    wide = spread or Spread()
    if design == "records":
        return years_after_census(whole, band, chosen, data, draws, seed, wide)
    if design == "left_out":
        return left_out(whole, band, data, draws, seed, wide)
    return later_districts(whole, given, data, draws, seed, wide)


def _either(names: tuple[str, ...] | list[str]) -> str:
    return " or ".join(map(repr, names))
