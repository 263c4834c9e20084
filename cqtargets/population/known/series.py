"""The bundled population tables of Chongqing: regions, yearly series, district outlines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal, cast, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cqtargets import clock
from cqtargets.conventions.arrays import frozen
from cqtargets.conventions.names import similar
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import ConventionError, UnitError, UnknownIdError
from cqtargets.files.bundle import data_folder, table_rows

__all__ = [
    "AnnualSeries",
    "Region",
    "Vintage",
    "annual_measures",
    "annual_series",
    "district_outlines",
    "population_rows",
    "region_table",
]

Vintage = Literal["revised", "before_2020", "census"]
VINTAGES: Final = cast("tuple[Vintage, ...]", get_args(Vintage))
_PERSONS: Final = {"人": 1.0, "万人": 1e4}


@lru_cache(maxsize=16)
def population_rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table of `data/population`, in file order."""
    return tuple(row for _, row in table_rows(f"population/{name}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A place of the censuses on the boundaries of 2020.

    Attributes
    ----------
    name, code : str
        Name and division code (行政区划代码) of 2020.
    level : str
        "nation", "city" or "district".
    parent : str
        Name of the region it is part of.
    units_2010 : tuple of str
        Names of the units of 2010 that make it up, where they were others.
    note : str
    """

    name: str
    code: str
    level: str
    parent: str = ""
    units_2010: tuple[str, ...] = ()
    note: str = ""


@lru_cache(maxsize=1)
def region_table() -> Mapping[str, Region]:
    """Every region with a bundled census, by name, in the order of their codes."""
    return MappingProxyType(
        {
            row["region"]: Region(
                name=row["region"],
                code=row["code"],
                level=row["level"],
                parent=row["parent"],
                units_2010=tuple(row["units_2010"].split()),
                note=row["note"],
            )
            for row in population_rows("regions.csv")
        }
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AnnualSeries:
    """One measure of a region over the years, in one vintage.

    Attributes
    ----------
    measure, unit : str
        The unit as printed (万人, ‰, %).
    vintage : str
        "revised" (after the census of 2020), "before_2020" or "census".
    years : tuple of int
        Ascending, with gaps.
    times : array, shape (n,)
        Position on the library's clock: the end of the year; for the vintage "census" the end of 31 October.
    values : array, shape (n,)
    value_kinds : tuple of str
        "published", or "derived" where the value follows from a printed change.
    reliability, sources, notes : tuple of str
        A was read at the bureau, B through a secondary page.
    """

    measure: str
    unit: str
    vintage: Vintage
    years: tuple[int, ...]
    times: NDArray[np.float64] = field(repr=False)
    values: NDArray[np.float64] = field(repr=False)
    value_kinds: tuple[str, ...] = field(repr=False)
    reliability: tuple[str, ...] = field(repr=False)
    sources: tuple[str, ...] = field(repr=False)
    notes: tuple[str, ...] = field(repr=False)

    def persons(self) -> NDArray[np.float64]:
        """The values in persons.

        Raises
        ------
        UnitError
            If the measure is a rate or a share.
        """
        if self.unit not in _PERSONS:
            raise UnitError(f"{self.measure} is printed in {self.unit}, which are no persons; use `values`")
        return frozen(np.round(self.values * _PERSONS[self.unit], 6))

    def to_frame(self) -> pd.DataFrame:
        """One row a year."""
        return pd.DataFrame(
            {
                "year": self.years, "measure": self.measure, "value": self.values, "unit": self.unit,
                "vintage": self.vintage, "value_kind": self.value_kinds, "reliability": self.reliability,
                "source": self.sources, "note": self.notes,
            }
        )  # fmt: skip


def annual_measures(vintage: Vintage = "revised", *, region: str = "重庆市") -> tuple[str, ...]:
    """The measures with a yearly series of a region in `vintage`.

    Examples
    --------
    >>> "births" in annual_measures(), annual_measures(region="全国")
    (True, ('pop_60plus', 'pop_65plus'))
    """
    return tuple(sorted({row["measure"] for row in _of_vintage(vintage, region)}))


def annual_series(measure: str, *, vintage: Vintage = "revised", region: str = "重庆市") -> AnnualSeries:
    """A yearly series of Chongqing (or of mainland China, 全国) in one vintage; vintages are never mixed.

    The bureau revised earlier years after the census of 2020: 2015 had 3016.55万 residents before and has 3070.02万
    since. A series over both would show a jump that nobody lived through.

    Parameters
    ----------
    measure : str
        One of `annual_measures`: resident_population, births, deaths, pop_65plus, urban_share ...
    vintage : {"revised", "before_2020", "census"}
        After the revision, before it, or the censuses themselves (1 November).
    region : {"重庆市", "全国"}

    Raises
    ------
    ConventionError
        If the vintage is unknown.
    UnknownIdError
        If the vintage has no such measure; the message names those like it, and the vintages that have it.

    References
    ----------
    Releases of the Chongqing Municipal Bureau of Statistics, in `sources` year by year.

    Examples
    --------
    >>> residents = annual_series("resident_population")
    >>> residents.years
    (2015, 2020, 2021, 2022, 2023, 2024, 2025)
    >>> float(residents.values[0]), float(annual_series("resident_population", vintage="before_2020").values[-4])
    (3070.02, 2991.4)
    """
    rows = sorted(
        (row for row in _of_vintage(vintage, region) if row["measure"] == measure), key=lambda row: int(row["year"])
    )
    if not rows:
        raise _unknown_measure(measure, vintage)
    years = tuple(int(row["year"]) for row in rows)
    return AnnualSeries(
        measure=measure,
        unit=rows[0]["unit"],
        vintage=vintage,
        years=years,
        times=frozen([clock.time(f"{year}-10-31" if vintage == "census" else year) for year in years]),
        values=frozen([float(row["value"]) for row in rows]),
        value_kinds=tuple(row["value_kind"] for row in rows),
        reliability=tuple(row["reliability"] for row in rows),
        sources=tuple(row["source"] for row in rows),
        notes=tuple(row["note"] for row in rows),
    )


def _of_vintage(vintage: str, region: str = "重庆市") -> list[dict[str, str]]:
    if vintage not in VINTAGES:
        raise ConventionError(Reason("unknown_vintage", vintage=vintage, repr=", ".join(map(repr, VINTAGES))))
    return [row for row in population_rows("annual.csv") if (row["vintage"], row["region"]) == (vintage, region)]


def _unknown_measure(measure: str, vintage: str) -> UnknownIdError:
    elsewhere = [other for other in VINTAGES if measure in annual_measures(other)]
    if elsewhere:
        return UnknownIdError(
            Reason("no_values_in_vintage", measure=measure, vintage=vintage, repr=", ".join(map(repr, elsewhere))),
            key=measure,
        )
    known = annual_measures(cast("Vintage", vintage))
    nearest = similar(measure, known, 5)
    return UnknownIdError(
        f"no yearly series {measure!r}; {'nearest' if nearest else 'known'}: {', '.join(nearest or known)}",
        key=measure,
        nearest=nearest,
    )


@lru_cache(maxsize=1)
def district_outlines() -> Mapping[str, tuple[tuple[NDArray[np.float64], ...], ...]]:
    """Schematic outlines of the 38 districts: by name the polygons, each an outer ring and its holes.

    Returns
    -------
    Mapping
        Rings are closed arrays of shape (points, 2), longitude and latitude in degrees. They have no map approval
        number: say under every map that it is schematic.

    References
    ----------
    Apache ECharts 4.9.0, Apache-2.0; changes in `data/LICENSES.md`.

    Examples
    --------
    >>> len(district_outlines())
    38
    """
    text = (data_folder() / "population" / "districts.geojson").read_text(encoding="utf-8")
    return MappingProxyType(
        {
            feature["properties"]["region"]: tuple(
                tuple(frozen(ring) for ring in polygon) for polygon in feature["geometry"]["coordinates"]
            )
            for feature in json.loads(text)["features"]
        }
    )
