"""What is on record of a region's people, in the words of a forecast: to hold one against the other."""

from __future__ import annotations

import pandas as pd

from cqtargets.conventions.doors import door
from cqtargets.population.forecasting.knowledge import known_of, region_asked
from cqtargets.population.known.own import PopulationData

__all__ = ["recorded"]


@door
def recorded(region: str | None = None, *, since: int = 2020, data: PopulationData | None = None) -> pd.DataFrame:
    """Births, deaths, totals and age bands on record at and after `since`, and the net migration that they leave.

    Parameters
    ----------
    region : str, optional
        The only one of `data`, or Chongqing of the bundled figures, unless told.
    since : int
    data : PopulationData, optional

    Returns
    -------
    DataFrame
        quantity (births, deaths, net_migration, total, 60+ ...), year, persons, how ("recorded", or "derived" for the net
        migration: the change of the total less births plus deaths). Totals and bands are of the end of the year.

    Raises
    ------
    UnknownIdError
        If nothing is known of the region.

    Examples
    --------
    >>> frame = recorded()
    >>> frame.query("quantity == 'net_migration'")["persons"].round(-2).tolist()[:2]
    [84800.0, 77100.0]
    """
    known = known_of(region_asked(region, data), data)
    totals = known.at_year_end()
    rows = [("births", year, value, "recorded") for year, value in known.births.items()]
    rows += [("deaths", year, value, "recorded") for year, value in known.deaths.items()]
    for year in sorted(known.births.keys() & known.deaths.keys()):
        if year in totals and year - 1 in totals:
            left = totals[year] - totals[year - 1] - known.births[year] + known.deaths[year]
            rows.append(("net_migration", year, left, "derived"))
    rows += [("total", year, value, "recorded") for year, value in totals.items()]
    rows += [(band, year, value, "recorded") for (band, year), value in sorted(known.bands.items())]
    frame = pd.DataFrame(rows, columns=["quantity", "year", "persons", "how"])
    return frame[frame["year"] >= since].reset_index(drop=True)
