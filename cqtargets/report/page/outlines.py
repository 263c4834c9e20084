"""The outlines of districts, or of a user's own places, as paths of a small drawing."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from cqtargets.plotting.map_names import PlacedName, place_names
from cqtargets.population.known.outlines import Outlines
from cqtargets.population.known.series import district_outlines

__all__ = ["outlines"]

_WIDTH: Final = 900
_LETTER: Final = 19.0


def outlines(own: Outlines | None = None) -> dict[str, Any]:
    """Place and size of the drawing, by place the path, and where the names stand, in whole units.

    North is up, degrees of longitude are shortened; the districts of Chongqing where no outlines of a user are given.
    Islands smaller than a unit are left out.

    Examples
    --------
    >>> drawn = outlines()
    >>> drawn["box"][2] > 900, len(drawn["paths"]), drawn["paths"]["万州区"][:1]
    (True, 38, 'M')
    >>> [name["text"] for name in drawn["names"] if "to" in name][:2]
    ['沙坪坝', '渝中']
    """
    districts = district_outlines() if own is None else own
    points = np.vstack([ring for polygons in districts.values() for polygon in polygons for ring in polygon])
    west, south = points.min(axis=0)
    east, north = points.max(axis=0)
    shortened = float(np.cos(np.radians((south + north) / 2)))
    scale = _WIDTH / ((east - west) * shortened)

    def placed(ring: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack([(ring[:, 0] - west) * shortened * scale, (north - ring[:, 1]) * scale])

    drawn = {
        name: tuple(tuple(placed(ring) for ring in polygon) for polygon in polygons)
        for name, polygons in districts.items()
    }
    names = place_names(drawn, _LETTER)
    edges = [one.x + side * len(one.text) * _LETTER / 2 for one in names for side in (-1, 1)]
    left, right = min(0.0, *edges), max(float(_WIDTH), *edges)
    heights = [one.y + side * _LETTER for one in names for side in (-1, 1)]
    top, bottom = min(0.0, *heights), max(float((north - south) * scale), *heights)
    return {
        "box": [round(number) for number in (left, top, right - left, bottom - top)],
        "paths": {
            name: "".join(_path(np.rint(ring).astype(np.int64)) for polygon in polygons for ring in polygon)
            for name, polygons in drawn.items()
        },
        "names": [_name(one) for one in names],
    }


def _name(one: PlacedName) -> dict[str, Any]:
    held = {"text": one.text, "at": [round(one.x), round(one.y)]}
    return held if one.leads_to is None else held | {"to": [round(number) for number in one.leads_to]}


def _path(points: NDArray[np.int64]) -> str:
    moved = np.vstack([[True, True], np.diff(points, axis=0) != 0]).any(axis=1)
    if moved.sum() < 4:
        return ""
    x, y = points[0]
    steps = np.diff(points[moved], axis=0)
    return f"M{x} {y}l" + " ".join(f"{dx} {dy}" for dx, dy in steps[:-1]) + "z"
