"""Totals of parts and of groups of parts that were printed after the census: how far the parts are moved to meet them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.comparison import NOISE
from cqtargets.errors import DomainError
from cqtargets.population.forecasting.knowledge import CITY, known_of
from cqtargets.population.known.areas import area_totals, areas
from cqtargets.population.known.own import PopulationData

__all__ = ["PartControl", "checked_sums", "known_controls", "levels", "share_taken"]

Array = NDArray[np.float64]
Members = tuple[str, ...]

# Stated errors of logs: of a printed total, and of a part's forecast after one year (what districts of Chongqing missed
# by after the census of 2020).
_PRINTED: Final = 0.003
_YEARLY: Final = 0.01
_REFUSED: Final = 0.15
_APART: Final = 0.005
_ROUNDS: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PartControl:
    """A total of a part, or of a group of parts, at the end of a year; `members` are the parts it counts."""

    region: str
    members: Members
    year: int
    persons: float


def known_controls(whole: str, names: Sequence[str], data: PopulationData | None) -> tuple[PartControl, ...]:
    """Printed totals of the parts of a whole and, of Chongqing, of its groups of districts; a user's own go first."""
    found: dict[tuple[Members, int], PartControl] = {}
    if whole == CITY and (data is None or data.basis == "resident"):
        groups = {area.name: area.members for area in areas()}
        for one in area_totals():
            if one.region in groups and set(groups[one.region]) <= set(names):
                key = (groups[one.region], one.year)
                found[key] = PartControl(region=one.region, members=key[0], year=one.year, persons=one.persons)
        for name in () if data is None else data.regions:
            if name in groups and set(groups[name]) <= set(names):
                for year, persons in known_of(name, data).at_year_end().items():
                    key = (groups[name], year)
                    found[key] = PartControl(region=name, members=key[0], year=year, persons=persons)
    for name in names:
        for year, persons in known_of(name, data).at_year_end().items():
            found[(name,), year] = PartControl(region=name, members=(name,), year=year, persons=persons)
    own = set() if data is None else set(data.regions)
    for members, year in list(found):
        told = found[members, year].region in own
        if len(members) > 1 and not told and all(name in own and ((name,), year) in found for name in members):
            del found[members, year]  # the user's own districts say what their group is
    return tuple(sorted(found.values(), key=lambda one: (one.year, -len(one.members), one.region)))


def checked_sums(
    controls: Sequence[PartControl], whole: str, names: Sequence[str], totals: Mapping[int, float]
) -> None:
    """Controls that cover the whole must add up to it, and parts to their group.

    Raises
    ------
    DomainError
        If they differ by half a per cent or more; the message gives both sums.
    """
    for year in sorted({one.year for one in controls}):
        dated = {one.members: one for one in controls if one.year == year}
        wholes = {one.members: (one.region, one.persons) for one in dated.values() if len(one.members) > 1}
        if year in totals:
            wholes[tuple(names)] = (whole, totals[year])
        for members, (region, persons) in wholes.items():
            parts = _partition(members, [one for one in dated if set(one) < set(members)])
            if not parts:
                continue
            added = sum(dated[one].persons for one in parts)
            if abs(added / persons - 1) >= _APART:
                raise DomainError(
                    f"{len(parts)} parts of {region} add up to {added:,.0f} at the end of {year} and {region} has {persons:,.0f}: "
                    "correct the parts or the whole"
                )


def _partition(members: Members, sets: Sequence[Members]) -> list[Members]:
    """Sets that together are `members`, the largest first; none where they do not cover it without overlap."""
    left, found = set(members), []
    for one in sorted(sets, key=lambda each: (-len(each), each)):
        if set(one) <= left:
            left -= set(one)
            found.append(one)
    return [] if left else found


def share_taken(since: float) -> float:
    """Share of the distance to a printed total that a forecast `since` years old takes.

    Examples
    --------
    >>> round(share_taken(2.0), 3)
    0.957
    """
    return _YEARLY**2 * since / (_YEARLY**2 * since + _PRINTED**2) if since > 0 else 0.0


def levels(
    controls: Sequence[PartControl], names: Sequence[str], expected: Array, whole: Array, times: Array, since: Array
) -> Array:
    """Logs that parts are moved by (P, times), so that they meet the controls once they are raked to the whole.

    From the census to its first control a part, or a group together, moves along a straight line; after its last it stays.

    Parameters
    ----------
    expected : array, shape (P, times, 2, G)
        Before raking.
    whole : array, shape (times, 2, G)
    since : array, shape (times,)
        Years since the census.

    Raises
    ------
    DomainError
        If a control and the parts carried forward differ by 15 % or more.
    """
    rows = {name: row for row, name in enumerate(names)}
    dated = [one for one in controls if one.year in times.tolist() and all(name in rows for name in one.members)]
    knots: dict[Members, dict[int, float]] = {one.members: {} for one in dated}
    at = {one.year: int(np.flatnonzero(times == one.year)[0]) for one in dated}
    for _ in range(3 if len(at) > 1 else 1):
        for year, row in sorted(at.items()):
            now = [one for one in dated if one.year == year]
            _met(now, rows, expected[:, row], whole[row], knots, row, since)
    for one in dated:
        if abs(knots[one.members][at[one.year]]) >= _REFUSED:
            raise DomainError(
                f"{one.region} had {one.persons:,.0f} at the end of {one.year}, {np.expm1(knots[one.members][at[one.year]]):+.1%} "
                "on what its census carried forward gives: correct the total, or leave it out"
            )
    moved = np.zeros((len(names), times.size))
    for members, known in knots.items():
        taken = {row: value * share_taken(float(since[row])) for row, value in known.items()}
        moved[[rows[name] for name in members]] += _line(taken, since)
    return moved


def _met(
    now: Sequence[PartControl],
    rows: Mapping[str, int],
    expected: Array,
    whole: Array,
    knots: dict[Members, dict[int, float]],
    row: int,
    since: Array,
) -> None:
    """Set the knots of one date by raking in turn to the controls, groups first, and to the whole."""
    for one in now:
        knots[one.members].setdefault(row, float(_line(knots[one.members], since)[row]))
    logs = np.zeros(len(expected))
    for members, known in knots.items():
        logs[[rows[name] for name in members]] += _line(known, since)[row]
    for _ in range(_ROUNDS):
        people = expected * np.exp(logs)[:, None, None]
        totals = (people * (whole / people.sum(axis=0))).sum(axis=(1, 2))
        worst = 0.0
        for one in now:
            picked = [rows[name] for name in one.members]
            missed = float(np.log(one.persons / totals[picked].sum()))
            totals[picked] *= np.exp(missed)
            logs[picked] += missed
            knots[one.members][row] += missed
            worst = max(worst, abs(missed))
        if worst < NOISE:
            return


def _line(known: Mapping[int, float], since: Array) -> Array:
    """Values at `since`: zero at the census, straight lines through the knots (by row), the last one held."""
    if not known:
        return np.zeros(since.size)
    order = sorted(known)
    found: Array = np.interp(since, [0.0, *since[order]], [0.0, *(known[row] for row in order)])
    return found
