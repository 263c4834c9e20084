"""The district outlines as paths of a small drawing."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from cqtargets.population.known.series import district_outlines

__all__ = ["outlines"]

_WIDTH: Final = 900


def outlines() -> dict[str, Any]:
    """Width, height, and by district the path, in whole units; north is up, degrees of longitude are shortened.

    Islands smaller than a unit are left out.

    Examples
    --------
    >>> drawn = outlines()
    >>> drawn["width"], len(drawn["paths"]), drawn["paths"]["万州区"][:1]
    (900, 38, 'M')
    """
    districts = district_outlines()
    points = np.vstack([ring for polygons in districts.values() for polygon in polygons for ring in polygon])
    west, south = points.min(axis=0)
    east, north = points.max(axis=0)
    shortened = float(np.cos(np.radians((south + north) / 2)))
    scale = _WIDTH / ((east - west) * shortened)

    def place(ring: NDArray[np.float64]) -> NDArray[np.int64]:
        x = (ring[:, 0] - west) * shortened * scale
        y = (north - ring[:, 1]) * scale
        drawn: NDArray[np.int64] = np.rint(np.column_stack([x, y])).astype(np.int64)
        return drawn

    return {
        "width": _WIDTH,
        "height": round((north - south) * scale),
        "paths": {
            name: "".join(_path(place(ring)) for polygon in polygons for ring in polygon)
            for name, polygons in districts.items()
        },
    }


def _path(points: NDArray[np.int64]) -> str:
    moved = np.vstack([[True, True], np.diff(points, axis=0) != 0]).any(axis=1)
    if moved.sum() < 4:
        return ""
    x, y = points[0]
    steps = np.diff(points[moved], axis=0)
    return f"M{x} {y}l" + " ".join(f"{dx} {dy}" for dx, dy in steps[:-1]) + "z"
