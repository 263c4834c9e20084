"""How far the value that counts for every target is from its path and from the target: one frame a catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from cqtargets import clock
from cqtargets.conventions.arrays import objects
from cqtargets.conventions.reasons import Reason, all_said, bare, checked_language, joined
from cqtargets.conventions.vocabulary import MET, Undetermined
from cqtargets.errors import DomainError
from cqtargets.gaps import Gaps, PathFacts, gaps_of
from cqtargets.monitoring.choosing import Chosen, Comparer, choose
from cqtargets.monitoring.path_table import single_paths, why_no_ways
from cqtargets.monitoring.series import ObservedSeries
from cqtargets.targets.columns import NAME_COLUMNS
from cqtargets.targets.course import Courses
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.meeting import met_within
from cqtargets.targets.relatives import all_relatives
from cqtargets.targets.target_list import TargetList
from cqtargets.targets.tracks import Tracks, tracks_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["GAP_COLUMNS", "gap_frame"]

GAP_COLUMNS: Final = (
    *NAME_COLUMNS, "goal", "observed", "observed_when", "source", "path", "to_target", "to_path", "standing", "shortfall", "percent",
    "years_behind", "required_cagr", "required_annual_change", "met", "reason",
)  # fmt: skip
Floats = NDArray[np.float64]
Objects = NDArray[np.object_]
Rows = NDArray[np.intp]
_OPEN_MET: Final = {1: True, 0: False, -1: Undetermined}


def gap_frame(
    targets: TargetList,
    observations: ObservedSeries,
    *,
    on: int | date | str | None = None,
    method: str | None = None,
    allow: Iterable[str] = (),
    lang: str = "en",
) -> pd.DataFrame:
    """See `Catalogue.gaps`."""
    import pandas as pd

    checked_language(lang)
    limit = None if on is None else clock.time(on)
    held = choose(targets, observations, Comparer(tuple(allow)), limit=limit, on=str(on))
    columns = _observed(targets, held)
    why = _refused(targets, held)
    tracks = tracks_of(targets.columns, targets.courses, tuple(targets), method)
    columns |= _measured(targets, held, columns["observed"], tracks, why, method)
    columns["reason"] = all_said(columns["reason"], lang)
    return pd.DataFrame({**targets.columns.names(), **columns}, columns=list(GAP_COLUMNS))


def _observed(targets: TargetList, held: Sequence[Chosen]) -> dict[str, Any]:
    """The value of each row, where it counts or only came too early; its date and source also where it does not."""
    values, when, source = np.full(len(held), np.nan), [""] * len(held), [""] * len(held)
    for row, (target, found) in enumerate(zip(targets, held, strict=True)):
        seen = found.observation or found.nearest
        if seen is None:
            continue
        when[row], source[row] = str(seen.when or ""), seen.source
        if found.observation is not None or getattr(found.reason, "code", "") == "not_after_baseline":
            alike = seen.unit == target.unit and seen.per == target.per
            values[row] = seen.value if alike else seen.value_in(target.unit, target.per)
    return {"observed": values, "observed_when": objects(when), "source": objects(source)}


def _refused(targets: TargetList, held: Sequence[Chosen]) -> Objects:
    """Why a row has no gap; empty where it has one."""
    why = objects([found.reason if found.observation is None else "" for found in held])
    counts = ~why.astype(bool)
    ways = targets.courses
    endless = np.flatnonzero(counts & np.isnan(ways.end))
    told = why_no_ways(ways, endless)
    for row in endless.tolist():
        why[row] = told[row]
    copies = [row for row in endless.tolist() if ways.form[row] == "proportional"]
    pairs = all_relatives(tuple(targets)) if copies else []
    for row in copies:
        why[row] = _copied(targets[row], pairs[row][0]) or told[row]
    return why


def _copied(target: Indicator, followed: Indicator | None) -> str:
    """Why a proportional target with a baseline is no level: what it follows has no number."""
    if followed is None or target.baseline is None:
        return ""
    try:
        target.following(followed)
    except DomainError as error:
        return bare(error.reason)
    return ""


def _measured(
    targets: TargetList, held: Sequence[Chosen], observed: Floats, tracks: Tracks, why: Objects, method: str | None
) -> dict[str, Any]:
    """The columns of `Gap` and the reason, filled where there is a gap."""
    ways, size = targets.courses, len(held)
    alone = single_paths(targets, tracks, why, method)
    time = np.array([found.time for found in held], dtype=np.float64)
    early = np.flatnonzero(tracks.known & (tracks.method != "flat") & (time < tracks.start) & ~why.astype(bool))
    for row in early.tolist():
        why[row] = Reason("before_path", time=float(time[row]), start=float(tracks.start[row]))
    rows = np.flatnonzero(~why.astype(bool))
    value, when = observed[rows], time[rows]
    met = _met(targets, held, rows)
    facts = _facts(tracks, alone, rows, when, value)
    found = gaps_of(
        value, when, target=ways.end[rows], due=ways.due[rows], way=facts,
        met=met == 1, direction=_wanted(ways)[rows], rated=_rated(ways)[rows],
    )  # fmt: skip
    columns: dict[str, Any] = {"goal": targets.columns.goal.copy()}
    columns["goal"][rows] = ways.end[rows]
    numbers = {
        "path": facts.expected, "to_target": found.to_target, "to_path": found.to_path, "shortfall": found.shortfall,
        "percent": found.percent, "years_behind": found.years_behind,
        "required_cagr": np.where(found.open_way, found.required.cagr, np.nan),
        "required_annual_change": np.where(found.open_way, found.required.annual_change, np.nan),
    }  # fmt: skip
    for name, known in numbers.items():
        columns[name] = np.full(size, np.nan)
        columns[name][rows] = known
    columns["standing"], columns["met"] = np.full(size, "", dtype=object), np.full(size, None, dtype=object)
    columns["standing"][rows] = found.standing
    columns["met"][rows] = objects([_OPEN_MET[code] for code in met.tolist()])
    why[rows] = _remarks(ways, held, rows, found, tracks.known[rows])
    return {**columns, "reason": why}


def _facts(tracks: Tracks, alone: dict[int, Any], rows: Rows, when: Floats, value: Floats) -> PathFacts:
    """What gaps ask of the paths of some rows at the dates of their values."""
    first, last, middle = tracks.first[rows], tracks.last[rows], tracks.middle[rows]
    expected, passed = tracks.at(rows, when), tracks.passed(rows, value)
    for place, row in enumerate(rows.tolist() if alone else ()):
        if row in alone:
            expected[place] = alone[row].at_time(when[place])
            when_had = alone[row].passes(value[place])
            passed[place] = np.nan if when_had is None else when_had
    known = tracks.known[rows]
    expected = np.where(known, expected, np.nan)
    return PathFacts(
        known=known, flat=known & (tracks.method[rows] == "flat"), expected=expected, passed=np.where(known, passed, np.nan),
        lowest=np.fmin(np.fmin(first, last), middle), highest=np.fmax(np.fmax(first, last), middle), first=first, last=last,
        over=tracks.due[rows],
    )  # fmt: skip


def _met(targets: TargetList, held: Sequence[Chosen], rows: Rows) -> NDArray[np.int8]:
    """`Indicator.met_by` of the values that count: 1, 0, or -1 where the print allows both answers."""
    ends = [_interval(targets[row], held[row]) for row in rows.tolist()]
    low, high = np.array(ends, dtype=np.float64).reshape(-1, 2).T
    return met_within(targets.courses, rows, low, high, targets.columns.tolerance[rows])


def _interval(target: Any, found: Chosen) -> tuple[float, float]:
    seen = found.observation
    assert seen is not None
    return seen.interval_in(target.unit, target.per)


def _wanted(ways: Courses) -> Objects:
    """The side on which a value is better, as `Course.wanted`."""
    wanted = ways.direction.copy()
    for row in np.flatnonzero(wanted == "hold").tolist():
        wanted[row] = ways[row].wanted
    return wanted


def _rated(ways: Courses) -> NDArray[np.bool_]:
    sums = (ways.form == "increment") | (ways.form == "cumulative") | (ways.form == "flow")
    return np.asarray(~sums)


def _remarks(ways: Courses, held: Sequence[Chosen], rows: Rows, found: Gaps, known: NDArray[np.bool_]) -> Objects:
    """What a reader should know of each gap: of its path, of the value that was taken, of a bound."""
    why = found.reason
    flow = (ways.form[rows] == "flow") & ~np.isnan(ways.begin[rows])
    without = ~known & ~flow
    why[without] = ways.reason[rows][without]
    why[found.met_early & ~why.astype(bool)] = MET
    told = np.empty(len(rows), dtype=object)
    for place, row in enumerate(rows.tolist()):
        one = held[row]
        seen = one.observation
        bound = Reason("bound", bound=seen.bound, value=seen.value) if seen is not None and seen.bound else ""
        told[place] = joined(why[place], one.remark, bound) if one.remark or bound else why[place]
    return told
