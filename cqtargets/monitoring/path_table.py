"""Where every target should stand, year by year or on one date: one frame a catalogue."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from cqtargets import clock
from cqtargets.conventions.limits import checked_frame
from cqtargets.conventions.reasons import Reason, all_said, bare, checked_language
from cqtargets.errors import DomainError
from cqtargets.paths import Path
from cqtargets.targets.columns import NAME_COLUMNS
from cqtargets.targets.course import Courses
from cqtargets.targets.relatives import relatives
from cqtargets.targets.target_list import TargetList
from cqtargets.targets.tracks import Tracks, tracks_of, why_no_way

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["PATH_COLUMNS", "path_frame", "single_paths", "why_no_ways"]

PATH_COLUMNS: Final = (*NAME_COLUMNS, "year", "value", "reason")
Floats = NDArray[np.float64]
Rows = NDArray[np.intp]


def path_frame(
    targets: TargetList, *, on: int | date | str | None = None, method: str | None = None, lang: str = "en"
) -> pd.DataFrame:
    """See `Catalogue.paths`."""
    import pandas as pd

    checked_language(lang)
    tracks = tracks_of(targets.columns, targets.courses, tuple(targets), method)
    why = why_no_ways(targets.courses, np.flatnonzero(~tracks.known))
    alone = single_paths(targets, tracks, why, method)
    rows, times = _each_year(tracks, why) if on is None else _one_date(len(targets), clock.time(on))
    values = tracks.at(rows, times)
    for row, path in alone.items():
        places = slice(*np.searchsorted(rows, [row, row + 1]))
        early = times[places] < path.start
        values[places] = np.where(early, np.nan, path.at_time(np.maximum(times[places], path.start)))
    reason = why[rows]
    for place in np.flatnonzero(np.isnan(values) & ~reason.astype(bool)).tolist():
        reason[place] = Reason("before_path", time=float(times[place]), start=float(tracks.start[rows[place]]))
    columns: dict[str, Any] = {name: values[rows] for name, values in targets.columns.names().items()}
    columns["year"] = _years(times) if on is None else [on] * len(rows)
    return pd.DataFrame({**columns, "value": values, "reason": all_said(reason, lang)}, columns=list(PATH_COLUMNS))


def _one_date(size: int, time: float) -> tuple[Rows, Floats]:
    return np.arange(size), np.full(size, time)


def _each_year(tracks: Tracks, why: NDArray[np.object_]) -> tuple[Rows, Floats]:
    """A row for every year's end on a path, one without a year for a target that has none."""
    known = ~why.astype(bool)
    begin = np.where(tracks.method == "flat", tracks.start + 1, tracks.start)
    counts = np.where(known, np.maximum(tracks.due - np.nan_to_num(begin) + 1, 0), 1).astype(np.intp)
    checked_frame(int(counts.sum()), len(PATH_COLUMNS), Reason("fewer_path_years"))
    rows = np.repeat(np.arange(len(counts)), counts)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    return rows, np.where(known[rows], begin[rows] + within, np.nan)


def _years(times: Floats) -> Any:
    import pandas as pd

    return pd.array([None if time != time else int(time) for time in times.tolist()], dtype="Int64")


def single_paths(targets: TargetList, tracks: Tracks, why: NDArray[np.object_], method: str | None) -> dict[int, Path]:
    """Paths of a shape that columns do not take, by row; those that their shape refuses have their reason in `why`."""
    found: dict[int, Path] = {}
    for row in np.flatnonzero(tracks.single & ~why.astype(bool)).tolist():
        followed, earlier = relatives(targets, targets[row])
        try:
            found[row] = targets[row].path(method, followed=followed, earlier=earlier)
        except DomainError as error:
            why[row] = bare(error.reason)
    return found


def why_no_ways(ways: Courses, rows: Rows) -> NDArray[np.object_]:
    """`why_no_way` of some rows, each distinct answer made once; empty for the others."""
    why, known = np.full(len(ways), "", dtype=object), {}
    for row in rows.tolist():
        key = (
            ways.form[row], id(ways.reason[row]), bool(np.isnan(ways.end[row])), bool(np.isnan(ways.start[row])),
            bool(np.isnan(ways.begin[row])),
        )  # fmt: skip
        if key not in known:
            known[key] = why_no_way(ways[row])
        why[row] = known[key]
    return why
