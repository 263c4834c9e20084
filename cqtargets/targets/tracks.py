"""The paths of many targets as columns: where each stands at a time, when each has a value, and why one has no path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from cqtargets import clock
from cqtargets.conventions.arrays import objects
from cqtargets.conventions.reasons import Reason
from cqtargets.conventions.shapes import share_of_time, value_between
from cqtargets.conventions.vocabulary import ceiling
from cqtargets.errors import DomainError
from cqtargets.paths import Path
from cqtargets.targets.columns import TargetColumns
from cqtargets.targets.course import NO_NUMBER, OPEN_CHANGE, Course, Courses
from cqtargets.targets.target import Target

__all__ = ["Tracks", "no_way", "path_on", "shape_of", "tracks_of", "why_no_way"]

Floats = NDArray[np.float64]
Objects = NDArray[np.object_]
Mask = NDArray[np.bool_]
_ON_COLUMNS: Final = frozenset({"linear", "geometric", "logit", "front_loaded", "back_loaded"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tracks:
    """The paths of n targets; NaN where there is none.

    Attributes
    ----------
    start, due, first, last : array, shape (n,)
        Times on the library's clock and the values there.
    middle_time, middle : array, shape (n,)
        The earlier target on the way, where there is one.
    method : object array of str
        The shape; ``"flat"`` for a yearly amount.
    most : array, shape (n,)
        What a share can reach: the upper bound of a logit path.
    known, single : bool array, shape (n,)
        Whether there is a path, and whether it has to be asked by itself: shapes and values that columns do not take.
    """

    start: Floats
    due: Floats
    first: Floats
    last: Floats
    middle_time: Floats
    middle: Floats
    method: Objects
    most: Floats
    known: Mask
    single: Mask

    def at(self, rows: NDArray[np.intp], times: Floats) -> Floats:
        """Values of the paths of `rows` at `times`; NaN before the start and where the path is single."""
        time = np.minimum(times, self.due[rows])
        later = time >= self.middle_time[rows]
        first, last, begin, end = self._leg(rows, later)
        with np.errstate(divide="ignore", invalid="ignore"):
            share = (time - begin) / (end - begin)
        values = np.full(rows.shape, np.nan)
        for method, part, bounds in self._by_method(rows):
            values[part] = value_between(first[part], last[part], share[part], method, bounds)
        return np.where(self.method[rows] == "flat", self.last[rows], np.where(share < 0, np.nan, values))

    def passed(self, rows: NDArray[np.intp], value: Floats) -> Floats:
        """The first time at which each path has its value; NaN where it never has."""
        found = np.full(rows.shape, np.nan)
        for later in (np.zeros(rows.shape, dtype=bool), ~np.isnan(self.middle_time[rows])):
            first, last, begin, end = self._leg(rows, later)
            inside = (np.minimum(first, last) <= value) & (value <= np.maximum(first, last)) & np.isnan(found)
            for method, part, bounds in self._by_method(rows):
                share = share_of_time(value[part], first[part], last[part], method, bounds)
                when = begin[part] + share * (end[part] - begin[part])
                hit = np.where(share == 0, begin[part], np.where(share == 1, end[part], when))
                found[part] = np.where(inside[part], hit, found[part])
        return found

    def _leg(self, rows: NDArray[np.intp], later: Mask) -> tuple[Floats, Floats, Floats, Floats]:
        """Values and times at both ends of the part of the way before or after what lies between."""
        middle_time, middle = self.middle_time[rows], self.middle[rows]
        before = ~later & ~np.isnan(middle_time)
        return (
            np.where(later, middle, self.first[rows]),
            np.where(before, middle, self.last[rows]),
            np.where(later, middle_time, self.start[rows]),
            np.where(before, middle_time, self.due[rows]),
        )

    def _by_method(self, rows: NDArray[np.intp]) -> list[tuple[str, NDArray[np.intp], Any]]:
        words = np.where(self.single[rows] | ~self.known[rows], "", self.method[rows])
        found = []
        for method in sorted(set(words.tolist()) & _ON_COLUMNS):
            part = np.flatnonzero(words == method)
            found.append((method, part, (0.0, self.most[rows[part]]) if method == "logit" else None))
        return found


def shape_of(form: str, method: str | None) -> str:
    """The shape of a path unless told: a yearly growth is geometric, everything else linear."""
    return method or ("geometric" if form == "growth" else "linear")


def tracks_of(printed: TargetColumns, ways: Courses, targets: Sequence[Target], method: str | None = None) -> Tracks:
    """The paths of many targets.

    Parameters
    ----------
    printed, ways : TargetColumns, Courses
        What the targets print, and their courses.
    targets : sequence of Target
    method : str, optional
        Shape of the paths, as for `Indicator.path`.
    """
    flow = (ways.form == "flow") & ~np.isnan(ways.begin)
    known = ~np.isnan(ways.end) & (flow | ~ways.reason.astype(bool))
    words = objects([shape_of(form, method) for form in ways.form.tolist()])
    words[flow] = "flat"
    middle_time, middle = np.full(len(ways), np.nan), np.full(len(ways), np.nan)
    for row, stations in enumerate(ways.through):
        if stations and not flow[row]:
            middle_time[row], middle[row] = stations[0]
    first = np.where(flow, ways.end, ways.start)
    most = np.full(len(ways), np.nan)
    for row in np.flatnonzero(words == "logit").tolist():
        most[row] = ceiling(targets[row].unit) if targets[row].measure == "share" else np.nan
    return Tracks(
        start=ways.begin, due=ways.due, first=first, last=ways.end, middle_time=middle_time, middle=middle,
        method=words, most=most, known=known, single=known & _single(words, most, first, ways.end, middle),
    )  # fmt: skip


def _single(words: Objects, most: Floats, first: Floats, last: Floats, middle: Floats) -> Mask:
    """Which paths may be refused for their shape, or have one that columns do not take."""
    lowest, highest = np.fmin(np.fmin(first, last), middle), np.fmax(np.fmax(first, last), middle)
    by_itself = np.array([word != "flat" and word not in _ON_COLUMNS for word in words.tolist()], dtype=bool)
    geometric = (words == "geometric") & (lowest <= 0)
    logit = (words == "logit") & ~((lowest > 0) & (highest < most))
    return np.asarray(by_itself | geometric | logit)


def path_on(
    target: Target, way: Course, method: str | None = None, milestones: Mapping[int, float] | None = None
) -> Path:
    """The path of one target on its course; see `Indicator.path`."""
    flow = way.form == "flow" and way.begin is not None
    if way.end is None or way.begin is None or (way.reason and not flow):
        raise no_way(target, way)
    flat = way.start is None
    stations = {clock.time(when): value for when, value in (*way.through, *(milestones or {}).items())}
    return Path(
        start=float(way.begin),
        baseline=way.end if way.start is None else way.start,
        due=target.due,
        target=way.end,
        method="flat" if flat else shape_of(target.form, method),
        unit=target.unit_label,
        bounds=(0.0, ceiling(target.unit)) if target.measure == "share" else None,
        milestones=() if flat else tuple(sorted(stations.items())),
    )


def no_way(target: Target, way: Course) -> DomainError:
    """The refusal of a target without a way, with its id."""
    return DomainError(Reason("of_indicator", id=target.id, why=why_no_way(way)))


def why_no_way(way: Course) -> Reason:
    """Why there is no way, or nothing to reach, with the remedy."""
    if way.end is None and way.form in ("qualitative", "proportional"):
        hint = "_follow" if way.form == "proportional" else ""
        return Reason(f"nothing_to_reach{hint}", form=way.form)
    if way.end is None and way.reason not in (OPEN_CHANGE, NO_NUMBER):
        return Reason("open", why=way.reason)
    if way.passed:
        return Reason("kept", why=way.reason)
    if way.start is None and way.form != "flow":
        return Reason("give_baseline")
    if way.begin is None:
        return Reason("give_start")
    return Reason("no_way", why=way.reason)
