"""Thin out the outlines of neighbouring areas without tearing their common borders apart.

The rings are cut where borders meet; each piece between two meeting points is thinned once (Douglas and Peucker 1973),
whichever areas it belongs to, and the rings are put together again. Used by `build_population.py`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import pairwise

Point = tuple[float, float]
Ring = list[Point]

__all__ = ["simplify"]


def simplify(rings: list[Ring], tolerance: float) -> list[Ring]:
    """The closed `rings` (first point = last), thinned to `tolerance` in their own unit; same order, same direction."""
    meeting = _meeting_points(rings)
    return [_thinned_ring(ring, meeting, tolerance) for ring in rings]


def _meeting_points(rings: list[Ring]) -> set[Point]:
    neighbours: dict[Point, set[Point]] = defaultdict(set)
    for ring in rings:
        for first, second in pairwise(ring):
            neighbours[first].add(second)
            neighbours[second].add(first)
    return {point for point, near in neighbours.items() if len(near) > 2}


def _thinned_ring(ring: Ring, meeting: set[Point], tolerance: float) -> Ring:
    start = next((i for i, point in enumerate(ring[:-1]) if point in meeting), None)
    if start is None:
        start = ring.index(min(ring[:-1]))
    turned = ring[start:-1] + ring[: start + 1]
    cuts = [0] + [i for i in range(1, len(turned) - 1) if turned[i] in meeting] + [len(turned) - 1]
    thinned = [turned[0]]
    for first, last in pairwise(cuts):
        thinned.extend(_thinned_piece(turned[first : last + 1], tolerance)[1:])
    return thinned if len(thinned) > 4 else turned


def _thinned_piece(piece: Ring, tolerance: float) -> Ring:
    """One piece in a direction that does not depend on the ring it was met in."""
    turn = piece[1] > piece[-2] if piece[0] == piece[-1] else piece[0] > piece[-1]
    ordered = piece[::-1] if turn else piece
    kept = _keep(ordered, tolerance)
    result = [point for point, keep in zip(ordered, kept, strict=True) if keep]
    return result[::-1] if turn else result


def _keep(points: Ring, tolerance: float) -> list[bool]:
    kept = [False] * len(points)
    kept[0] = kept[-1] = True
    if points[0] == points[-1]:
        far = max(range(len(points)), key=lambda i: math.dist(points[0], points[i]))
        kept[far] = True
        waiting = [(0, far), (far, len(points) - 1)]
    else:
        waiting = [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        middle = max(range(first + 1, last), key=lambda i: _distance(points[i], points[first], points[last]))
        if _distance(points[middle], points[first], points[last]) > tolerance:
            kept[middle] = True
            waiting += [(first, middle), (middle, last)]
    return kept


def _distance(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    share = 0.0 if length == 0 else ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length
    share = min(1.0, max(0.0, share))
    return math.dist(point, (start[0] + share * dx, start[1] + share * dy))
