"""Where the names of places stand on a map: inside where there is room, beside it with a line where there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cqtargets.population.known.place_names import short_name

__all__ = ["PlacedName", "place_names"]

Polygons = Sequence[Sequence[NDArray[np.float64]]]
_AIR: Final = 1.35
"""Height of a line of letters, in letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedName:
    """A name and its middle; a name beside the map has the point its line leads to, else None.

    Attributes
    ----------
    name, text : str
        The place, and what is written: without 区 or 县.
    x, y : float
        In the drawing's unit.
    leads_to : (float, float) or None
    """

    name: str
    text: str
    x: float
    y: float
    leads_to: tuple[float, float] | None = None


def place_names(outlines: Mapping[str, Polygons], size: float) -> tuple[PlacedName, ...]:
    """Each name at the middle of its largest area; those without room in a column beside the map.

    Parameters
    ----------
    outlines : mapping of name to polygons
        In the drawing's unit, each polygon an outer ring and its holes.
    size : float
        Width of a Chinese character in that unit.
    """
    middles = {name: _middle(max((polygon[0] for polygon in shape), key=_area)) for name, shape in outlines.items()}
    room = {name: np.ptp(max((polygon[0] for polygon in shape), key=_area), axis=0) for name, shape in outlines.items()}
    taken: list[tuple[float, float, float]] = []
    inside, beside = [], []
    for name in sorted(outlines, key=lambda name: -float(np.prod(room[name]))):
        text, (x, y) = short_name(name), middles[name]
        wide = len(text) * size
        fits = room[name][0] >= wide and room[name][1] >= _AIR * size
        free = all(abs(x - a) > (wide + w) / 2 or abs(y - b) > _AIR * size for a, b, w in taken)
        if fits and free:
            taken.append((x, y, wide))
            inside.append(PlacedName(name=name, text=text, x=x, y=y))
        else:
            beside.append(name)
    return (*inside, *_column(outlines, beside, middles, size))


def _column(
    outlines: Mapping[str, Polygons], names: list[str], middles: Mapping[str, tuple[float, float]], size: float
) -> list[PlacedName]:
    """The names that found no room, one below the other on the nearer side of the map, so that no lines cross."""
    if not names:
        return []
    points = np.vstack([polygon[0] for shape in outlines.values() for polygon in shape])
    west, east = float(points[:, 0].min()), float(points[:, 0].max())
    left = sum(middles[name][0] for name in names) / len(names) < (west + east) / 2
    longest = max(len(short_name(name)) for name in names)
    x = west - longest * size / 2 if left else east + longest * size / 2
    names = sorted(names, key=lambda name: middles[name][1])
    middle = sum(middles[name][1] for name in names) / len(names)
    top = middle - _AIR * size * (len(names) - 1) / 2
    return [
        PlacedName(name=name, text=short_name(name), x=x, y=top + _AIR * size * place, leads_to=middles[name])
        for place, name in enumerate(names)
    ]


def _area(ring: NDArray[np.float64]) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return abs(float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1]))) / 2


def _middle(ring: NDArray[np.float64]) -> tuple[float, float]:
    """The centre of gravity of a ring; of one without an area, the mean of its points."""
    start = ring.mean(axis=0)
    x, y = (ring - start).T
    cross = x[:-1] * y[1:] - x[1:] * y[:-1]
    twice = float(cross.sum())
    if twice == 0:
        return float(start[0]), float(start[1])
    return (
        float(start[0] + ((x[:-1] + x[1:]) * cross).sum() / (3 * twice)),
        float(start[1] + ((y[:-1] + y[1:]) * cross).sum() / (3 * twice)),
    )
