"""Districts by Hamilton-Perry, read at year ends along cohorts, and raked to the whole in every trajectory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.comparison import NOISE
from cqtargets.errors import DomainError
from cqtargets.population.forecasting.bands import Bands, median_age
from cqtargets.population.forecasting.schedules import AGES
from cqtargets.population.known.census import Census
from cqtargets.population.models.cohortwise import between_dates, collapse, open_out
from cqtargets.population.models.damping import Rule, carry_part
from cqtargets.population.models.graduation import graduate
from cqtargets.population.models.hamiltonperry import hamilton_perry
from cqtargets.population.models.uncertainty import draw_walk

__all__ = [
    "DAMPING",
    "LEVELS",
    "SHARED",
    "TOGETHER",
    "Cut",
    "Part",
    "RakedPart",
    "carried_path",
    "interval_of",
    "part_sum",
    "rake_parts",
    "ratio_spread",
    "unraked",
]

Array = NDArray[np.float64]
# Blocks of trajectories as number and size; the number None stands for the variant itself.
Cut = Sequence[tuple[int | None, int]]

# Parts worked on together; sums run in this order whatever the number of workers, so that no bit depends on it.
TOGETHER = 4

# Quantiles kept of every sex and age group: the ends of 95 and 80 %, and the median.
LEVELS = (0.025, 0.1, 0.5, 0.9, 0.975)
_FEWEST_PARTS = 5
DAMPING: Final = 0.15
"""Of a district's distance from the whole, in logs of cohort change, what the next interval between censuses keeps."""
SHARED: Final = 0.3
"""Of the variance of a district's error, what it shares with the districts of its kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One district: its expected groups (times, 2, G) before raking, and the key of its random walk.

    `ties` (5,): the key of the walk that it shares with the districts of its kind (0 for none); years since the census of
    the last total printed of the district, and the share of the walk known by it; the same of its kind.
    """

    name: str
    key: int
    expected: Array = field(repr=False)
    ties: Array = field(repr=False, default_factory=lambda: np.zeros(5))


@dataclass(frozen=True, slots=True, kw_only=True)
class RakedPart:
    """One district raked: bands (bands, times, n), median age (times, n), quantiles (levels + point, times, 2, G)."""

    name: str
    bands: Array = field(repr=False)
    median_age: Array = field(repr=False)
    pyramid: Array = field(repr=False)
    groups: Array | None = field(repr=False, default=None)


def interval_of(earlier: Census, later: Census) -> int:
    """Whole years between two censuses.

    Raises
    ------
    DomainError
        If they are not 5, 10 or 15 years apart, or their groups differ.
    """
    years = later.date - earlier.date
    if abs(years - round(years)) > 0.01 or round(years) not in (5, 10, 15):
        raise DomainError(
            f"censuses of {later.region} are {years:.2f} years apart; Hamilton-Perry needs 5, 10 or 15 with five-year groups"
        )
    if not np.array_equal(earlier.five_year().ages, later.five_year().ages):
        raise DomainError(f"censuses of {later.region} have different open groups; close both at the same age")
    return round(years)


def carried_path(
    earlier: Census,
    later: Census,
    times: Array,
    weights: Array,
    *,
    whole: tuple[Census, Census] | None = None,
    rule: Rule = "damped",
    damping: float = DAMPING,
    shape: Callable[[float], Array] | None = None,
) -> Array:
    """Expected single years (times, 2, 101): ratios between two censuses go on, year ends lie on lines along cohorts.

    Parameters
    ----------
    times : array
        On the library's clock, from the later census on.
    weights : array, shape (2, B)
        People at single ages from the open age to 100+, of the whole: they share out the open group.
    whole : two censuses, optional
        Of the whole that this is a part of: the part's ratios go towards its own by `rule`.
    shape : function of a time, optional
        Relative sizes of single ages (2, A) at that time, for `graduate`.
    """
    interval = interval_of(earlier, later)
    first, last = earlier.five_year(), later.five_year()
    steps = int(np.ceil((times[-1] - later.date) / interval - NOISE)) or 1
    if whole is None:
        found = hamilton_perry(first.counts, last.counts, interval=interval, ages=last.ages, steps=steps).population
    else:
        pair = [one.five_year().counts for one in whole]
        found = carry_part(
            first.counts, last.counts, *pair, interval=interval, ages=last.ages, steps=steps, rule=rule, damping=damping
        )
    dated = []
    for step, people in enumerate(found):
        sizes = None if shape is None else shape(later.date + step * interval)[:, : 5 * (last.ages.size - 1)]
        dated.append(open_out(graduate(people, "monotone", shape=sizes), weights))
    path = np.empty((times.size, 2, AGES))
    for row, time in enumerate(times):
        since = max(time - later.date, 0.0)
        step = min(int(since / interval), steps - 1)
        path[row] = between_dates(dated[step], dated[step + 1], interval, since - step * interval)
    return path


def ratio_spread(pairs: Sequence[tuple[Census, Census]], whole: tuple[Census, Census]) -> Array:
    """Robust spread among the parts of the log of cohort change over the whole's, by group at the later census (G,).

    1.4826 times the median absolute deviation; children take the value of the youngest cohort.

    Raises
    ------
    DomainError
        If a cohort of a part is empty.
    """
    k = interval_of(*whole) // 5
    logs = []
    for earlier, later in [*pairs, whole]:
        before, after = earlier.five_year().counts.sum(axis=0), later.five_year().counts.sum(axis=0)
        sources = np.append(before[: -k - 1], before[-k - 1 :].sum())
        if not (sources > 0).all() or not (after[k:] > 0).all():
            raise DomainError(f"a cohort of {later.region} has no people; join regions or close the open group earlier")
        logs.append(np.log(after[k:] / sources))
    apart = np.array(logs[:-1]) - logs[-1]
    if len(pairs) < _FEWEST_PARTS:
        return np.full(k + apart.shape[1], 0.1)
    spread = 1.4826 * np.median(np.abs(apart - np.median(apart, axis=0)), axis=0)
    return np.append(np.full(k, spread[0]), spread)


def _noise(part: Part, spread: Array, seed: int, cut: Cut, since: Array) -> Array:
    """Logs of the part's own error (times, G, n); the variant itself has none."""
    place, *ties = part.ties
    walks = []
    for block, size in cut:
        if block is None:
            walks.append(np.zeros((since.size, size)))
            continue
        walk = draw_walk(seed=seed, key=part.key, block=block, size=size, times=since)
        if place:
            shared = draw_walk(seed=seed, key=int(place), block=block, size=size, times=since)
            walk = np.sqrt(1 - SHARED) * walk + np.sqrt(SHARED) * _tied(shared, since, *ties[2:])
        walks.append(_tied(walk, since, *ties[:2]))
    noise: Array = spread[None, :, None] * np.concatenate(walks, axis=1)[:, None]
    return noise


def _tied(walk: Array, since: Array, known: float, share: float) -> Array:
    """A walk (times, n) of which `share` is known at `known` years: what is left of it."""
    if not share:
        return walk
    row = int(np.flatnonzero(np.abs(since - known) < NOISE)[0])
    left: Array = walk - share * np.minimum(since / known, 1.0)[:, None] * walk[row]
    return left


def unraked(part: Part, spread: Array, seed: int, cut: Cut, since: Array) -> Array:
    """Groups of a part (times, 2, G, n) before they are raked, for the trajectories of `cut`."""
    factor = _noise(part, spread, seed, cut, since)
    np.exp(factor, out=factor)
    groups: Array = part.expected[..., None] * factor[:, None]
    return groups


def part_sum(task: tuple[Sequence[Part], Array, int, Cut, Array]) -> Array:
    """Sum of some parts before raking (times, 2, G, n); the second step divides the whole by it."""
    parts, spread, seed, cut, since = task
    total = unraked(parts[0], spread, seed, cut, since)
    for part in parts[1:]:
        total += unraked(part, spread, seed, cut, since)
    return total


def rake_parts(
    task: tuple[Sequence[Part], Array, int, Cut, Array, Array, Bands, dict[tuple[int, int], Array], bool],
) -> list[RakedPart]:
    """Parts times the factor of each sex, age, time and trajectory, with what is kept of them."""
    parts, spread, seed, cut, since, factor, plan, shares, keep = task
    result = []
    for part in parts:
        groups = unraked(part, spread, seed, cut, since)
        groups *= factor
        result.append(
            RakedPart(
                name=part.name,
                bands=plan.sums(groups, shares),
                median_age=median_age(groups),
                pyramid=pyramid_of(groups),
                groups=groups if keep else None,
            )
        )
    return result


def pyramid_of(groups: Array) -> Array:
    """Quantiles at `LEVELS` and, last, the variant itself: (levels + 1, times, 2, G) from (times, 2, G, draws + 1)."""
    point = groups[None, ..., -1]
    if groups.shape[-1] == 1:
        return np.repeat(point, len(LEVELS) + 1, axis=0)
    return np.concatenate([np.quantile(groups[..., :-1], LEVELS, axis=-1), point])


def collapsed(single: Array, groups: int) -> Array:
    """Single years (times, 2, 101) in five-year groups (times, 2, G)."""
    return collapse(single, np.arange(0, 5 * groups, 5), axis=2)
