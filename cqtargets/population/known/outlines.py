"""Outlines of a user's own districts, as GeoJSON holds them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DataFileError, Problem
from cqtargets.files.refusal import file_at

__all__ = ["Outlines", "read_outlines"]

Outlines = Mapping[str, tuple[tuple[NDArray[np.float64], ...], ...]]
_NAMES: Final = ("region", "name", "NAME", "Name", "名称", "区县", "地区", "NAME_CHN", "fullname")


@door
def read_outlines(path: str | Path, *, name: str | None = None) -> Outlines:
    """Outlines by name of place, for `cqtargets.plotting.plot_map(outlines=)`.

    Parameters
    ----------
    path : str or Path
        GeoJSON: a FeatureCollection of polygons or multipolygons, longitude and latitude in degrees.
    name : str, optional
        The property that holds the name, as your values write it; by default region, name, 名称, 区县 or the like.

    Returns
    -------
    Mapping
        By name the polygons, each an outer ring and its holes, arrays of shape (points, 2).

    Raises
    ------
    DataFileError
        If the file is no such GeoJSON, if a feature has no name (a map without names has nowhere to put a value), or
        if its points are no degrees but metres of a projection.
    """
    place = file_at(path)
    try:
        held = json.loads(place.read_text(encoding="utf-8-sig"))
        features = list(held["features"])
    except OSError as error:
        raise DataFileError(place.name, [Problem(reason=str(error.strerror))], unusable=True) from None
    except (ValueError, KeyError, TypeError):
        raise DataFileError(place.name, [Problem(reason=Reason("not_geojson"))], unusable=True) from None
    found: dict[str, tuple[tuple[NDArray[np.float64], ...], ...]] = {}
    problems = []
    for number, feature in enumerate(features, start=1):
        called = _called(feature, name)
        polygons = _polygons(feature)
        if not called:
            problems.append(Problem(reason=Reason("outline_without_name", number=number, keys=_keys(feature))))
        elif polygons is None:
            problems.append(Problem(reason=Reason("outline_without_shape", number=number, name=called)))
        elif not _in_degrees(polygons):
            problems.append(Problem(reason=Reason("outline_not_degrees", number=number, name=called)))
        else:
            found[called] = (*found.get(called, ()), *polygons)
    if problems or not found:
        raise DataFileError(place.name, problems or [Problem(reason=Reason("not_geojson"))], unusable=not found)
    return MappingProxyType(found)


def _properties(feature: Any) -> Mapping[str, Any]:
    held = feature.get("properties") if isinstance(feature, dict) else None
    return held if isinstance(held, dict) else {}


def _keys(feature: Any) -> str:
    return ", ".join(map(str, _properties(feature))) or "—"


def _called(feature: Any, name: str | None) -> str:
    held = _properties(feature)
    values = (held.get(key) for key in ((name,) if name else _NAMES))
    return next((value.strip() for value in values if isinstance(value, str) and value.strip()), "")


def _polygons(feature: Any) -> tuple[tuple[NDArray[np.float64], ...], ...] | None:
    """The polygons of a feature; None where it has none, or where their points are no pairs of numbers."""
    try:
        shape = feature["geometry"]
        held = {"Polygon": [shape["coordinates"]], "MultiPolygon": shape["coordinates"]}[shape["type"]]
        rings = tuple(tuple(_ring(ring) for ring in polygon) for polygon in held)
    except (KeyError, TypeError, ValueError, IndexError):
        return None
    return rings if rings and all(rings) else None


def _in_degrees(polygons: Iterable[Iterable[NDArray[np.float64]]]) -> bool:
    return all((np.abs(ring) <= (180.0, 90.0)).all() for rings in polygons for ring in rings)


def _ring(points: Any) -> NDArray[np.float64]:
    ring = np.array([point[:2] for point in points], dtype=float)
    if ring.shape[0] < 4 or ring.shape[1] != 2 or not np.isfinite(ring).all():
        raise ValueError("no ring")
    ring.flags.writeable = False
    return ring
