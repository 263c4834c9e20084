"""The parts of a whole made ready for drawing: ratios that go towards the whole's, printed totals met, errors shared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.comparison import NOISE
from cqtargets.errors import DomainError
from cqtargets.population.forecasting.bands import plan_bands
from cqtargets.population.forecasting.knowledge import CITY, Knowledge, known_of
from cqtargets.population.forecasting.part_controls import (
    PartControl,
    checked_sums,
    known_controls,
    levels,
    share_taken,
)
from cqtargets.population.forecasting.parts import DAMPING, Part, carried_path, collapsed, interval_of, ratio_spread
from cqtargets.population.forecasting.whole import Carried, Rates, run_block
from cqtargets.population.known.areas import areas
from cqtargets.population.known.census import Census
from cqtargets.population.known.own import PopulationData
from cqtargets.population.known.series import region_table
from cqtargets.population.models.damping import Rule
from cqtargets.population.models.uncertainty import Spread

__all__ = ["CENSUS_INTERVALS", "PartRule", "parts_of_whole"]

Array = NDArray[np.float64]
CENSUS_INTERVALS: Final = 2
# Keys of the walks that parts of one kind share.
_CORE, _PERIPHERY = 1, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRule:
    """How parts are carried.

    Attributes
    ----------
    rule, damping
        As in `carry_part`.
    controls : tuple of PartControl, optional
        Printed totals to meet; all that are known unless told.
    """

    rule: Rule = "damped"
    damping: float = DAMPING
    controls: tuple[PartControl, ...] | None = None


def parts_of_whole(
    names: Sequence[str],
    data: PopulationData | None,
    whole: Knowledge | str,
    times: Array,
    census_time: float,
    people: Array,
    model: Rates | Carried,
    how: PartRule,
) -> tuple[tuple[Part, ...], Array, int, tuple[str, ...]]:
    """Expected groups of each part, the yearly spread of their ratios, the number of groups, and a note.

    Parameters
    ----------
    people : array, shape (2, 101)
        The whole at its census in single years.

    Raises
    ------
    DomainError
        If censuses do not fit, the horizon is beyond the ratios, or printed totals contradict the censuses or each other.
    """
    known = whole if isinstance(whole, Knowledge) else known_of(whole, data)
    pairs = [_two_censuses(known_of(name, data), times[0]) for name in names]
    groups = pairs[0][1].five_year().ages.size
    together = _two_censuses(known, times[0])
    for pair in (*pairs, together):
        if pair[1].five_year().ages.size != groups or interval_of(*pair) != interval_of(*together):
            raise DomainError(f"censuses of {pair[1].region} have other dates or another open group than {names[0]}")
    interval = interval_of(*together)
    limit = int(together[1].date + CENSUS_INTERVALS * interval)
    if times[-1] > limit:
        raise DomainError(
            f"districts to {int(times[-1])}: ratios of {interval} years are carried {CENSUS_INTERVALS} times at most; "
            f"give to={limit} or earlier"
        )
    weights = people[:, 5 * (groups - 1) :]
    expected = np.array(
        [
            collapsed(carried_path(*pair, times, weights, whole=together, rule=how.rule, damping=how.damping), groups)
            for pair in pairs
        ]
    )
    since = times - census_time
    controls = known_controls(known.region, names, data) if how.controls is None else how.controls
    if controls:
        checked_sums(controls, known.region, names, known.at_year_end())
        middle = run_block((model, Spread(), plan_bands([], groups), groups, 0, None, 1)).groups[..., 0]
        expected *= np.exp(levels(controls, names, expected, middle, times, since))[..., None, None]
    ties = _ties(names, pairs, together, known.region, controls, times, since)
    codes = region_table()
    parts = tuple(
        Part(
            name=name,
            key=int(codes[name].code) if name in codes else 1_000_000 + number,
            expected=expected[number],
            ties=ties[number],
        )
        for number, name in enumerate(names)
    )
    return parts, ratio_spread(pairs, together) / np.sqrt(interval), groups, (_note(how, controls),)


def _note(how: PartRule, controls: Sequence[PartControl]) -> str:
    told = (
        f"{len(controls)} printed totals after the census are met" if controls else "no total after the census is known"
    )
    rule = (
        f"damped to {how.damping:g} of their distance from the whole an interval" if how.rule == "damped" else how.rule
    )
    return f"districts: ratios of cohort change between two censuses, {rule}; {told}"


def _two_censuses(known: Knowledge, time: float) -> tuple[Census, Census]:
    upto = [one for one in known.censuses if one.date <= time + NOISE]
    if len(upto) < 2:
        raise DomainError(
            f"{known.region} has {len(upto)} census up to the base; the parts of a whole need two, 5, 10 or 15 years apart"
        )
    return upto[-2], upto[-1]


def _ties(
    names: Sequence[str],
    pairs: Sequence[tuple[Census, Census]],
    together: tuple[Census, Census],
    whole: str,
    controls: Sequence[PartControl],
    times: Array,
    since: Array,
) -> Array:
    """Kind of each part, and what of its own walk and of its kind's the printed totals tell (P, 5); see `Part`."""
    kinds = _kinds(names, pairs, together, whole)
    found = np.zeros((len(names), 5))
    found[:, 0] = kinds
    for one in controls:
        row = np.flatnonzero(times == one.year)
        members = [names.index(name) for name in one.members if name in names]
        if not row.size or len(members) < len(one.members):
            continue
        known = float(since[row[0]])
        columns = slice(1, 3) if len(members) == 1 else slice(3, 5)
        same = {float(kinds[place]) for place in members}
        if len(members) == 1:
            found[members, columns] = known, share_taken(known)
        elif len(same) == 1 and len(members) < len(names):
            found[kinds == same.pop(), columns] = known, share_taken(known)
    return found


def _kinds(
    names: Sequence[str], pairs: Sequence[tuple[Census, Census]], together: tuple[Census, Census], whole: str
) -> Array:
    """Core and periphery: as the city divides itself, elsewhere by whether a part outgrew the whole."""
    printed = {name: area.place for area in areas() if area.place for name in area.members}
    if whole == CITY and set(names) <= set(printed):
        return np.array([_CORE if printed[name] == "core" else _PERIPHERY for name in names], dtype=float)
    growth = together[1].total / together[0].total
    return np.array([_CORE if last.total / first.total > growth else _PERIPHERY for first, last in pairs], dtype=float)
